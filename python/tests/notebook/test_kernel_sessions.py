"""The run that a kernel session is, and the runs that its cells start."""

import os
import signal
import sys

import pytest

from kernels import LOAD, Kernel, eventually


@pytest.fixture
def kernel(tmp_path):
    kernel = Kernel(tmp_path)
    kernel.run(LOAD + "\nimport trialbook")
    yield kernel
    kernel.end()


def runs(kernel, name):
    """The records of the run of that name."""
    return next(records for records in kernel.by_run.values() if any(r["type"] == "run" and r.get("name") == name for r in records))


def values(records, key):
    return [record["values"][key] for record in records if record["type"] == "metrics" and key in record["values"]]


def of_type(records, type):
    return [record for record in records if record["type"] == type]


def test_a_session_is_a_run_that_ends_with_its_kernel(kernel):
    (run,) = kernel.of_type("run")
    assert (run["kind"], run["name"][:8]) == ("session", "session ")
    kernel.end()
    assert kernel.of_type("end")[0]["status"] == "FINISHED"


def test_what_is_captured_of_a_run_is_captured_of_a_session(kernel):
    (kernel.folder / "data.csv").write_text("1")
    kernel.run("open('data.csv').close()")
    kernel.end()
    assert kernel.of_type("environment") and kernel.of_type("command") and [f["path"] for f in kernel.of_type("file")] == ["data.csv"]


def test_the_machine_is_measured_only_while_a_cell_runs(tmp_path):
    kernel = Kernel(tmp_path)
    try:
        kernel.run("import time, trialbook.capture as c\nc.FIRST_LOOK_SECONDS = c.LOOK_SECONDS = 0.02")
        kernel.run(LOAD)
        kernel.run("time.sleep(0.3)")
        measured = len(values(kernel.session, "system/process_memory_bytes"))
        kernel.answer("import time; time.sleep(0.3); print('true')")
        # One may have been under way when the cell ended.
        assert measured > 1 and len(values(kernel.session, "system/process_memory_bytes")) <= measured + 1
    finally:
        kernel.end()


def test_what_is_logged_without_a_run_goes_to_the_session(kernel):
    kernel.run("trialbook.log_metric('acc', 0.5)")
    assert values(kernel.session, "acc") == [0.5]
    assert len(kernel.by_run) == 1


def test_a_run_started_in_a_cell_is_a_child_of_the_session(kernel):
    kernel.run("trialbook.start_run('mine')\ntrialbook.log_metric('acc', 1)")
    child = runs(kernel, "mine")
    assert of_type(child, "run")[0]["parent"] == kernel.session[0]["run"]
    assert values(child, "acc") == [1] and kernel.of_type("end") == []


def test_once_it_has_ended_the_session_is_the_run_again(kernel):
    kernel.run("trialbook.start_run('mine')")
    kernel.run("trialbook.end_run()")
    kernel.run("trialbook.log_metric('acc', 2)")
    assert values(kernel.session, "acc") == [2]
    assert [end["status"] for end in of_type(runs(kernel, "mine"), "end")] == ["FINISHED"]


def test_ending_a_run_where_none_was_started_does_not_end_the_session(kernel):
    kernel.run("trialbook.end_run()\ntrialbook.log_metric('acc', 3)")
    assert values(kernel.session, "acc") == [3] and kernel.of_type("end") == []


def test_the_next_start_ends_the_run_before_but_not_the_session(kernel):
    kernel.run("trialbook.start_run('first')")
    kernel.run("trialbook.start_run('second')")
    session = kernel.session[0]["run"]
    assert of_type(runs(kernel, "first"), "end") and of_type(runs(kernel, "second"), "run")[0]["parent"] == session
    assert kernel.of_type("end") == []


def test_a_nested_run_is_a_child_of_the_run_around_it(kernel):
    kernel.run("with trialbook.start_run('outer'):\n    with trialbook.start_run('inner', nested=True): pass")
    assert of_type(runs(kernel, "inner"), "run")[0]["parent"] == runs(kernel, "outer")[0]["run"]


def test_a_child_says_during_which_cells_it_was_open(kernel):
    kernel.run("trialbook.start_run('mine')")
    kernel.run("1")
    kernel.run("trialbook.end_run()")
    first, second, third = (each.cell["execution"] for each in kernel.cells[-3:])
    marks = of_type(runs(kernel, "mine"), "in_cell")
    assert [mark.get("execution") for mark in marks] == [first, None, second, None, third]
    assert {mark["session"] for mark in marks} == {kernel.session[0]["run"]}


def test_a_run_that_an_awaiting_cell_starts_is_the_run_of_the_next_cell(kernel):
    kernel.run("import asyncio\nawait asyncio.sleep(0)\ntrialbook.start_run('mine')")
    kernel.run("trialbook.log_metric('acc', 4)")
    assert values(runs(kernel, "mine"), "acc") == [4]


def test_a_process_started_in_a_cell_logs_into_the_session(kernel):
    kernel.run("!%s -c 'import trialbook; trialbook.log_metric(\"acc\", 5)'" % sys.executable)
    assert values(kernel.session, "acc") == [5] and len(kernel.by_run) == 1


def test_exit_in_a_cell_does_not_fail_the_session(kernel):
    kernel.run("import sys; sys.exit(3)")
    kernel.run("1")
    kernel.end()
    assert [end["status"] for end in kernel.of_type("end")] == ["FINISHED"]


@pytest.mark.parametrize("death", ["os._exit(1)", "os.kill(os.getpid(), 9)"])
def test_a_cell_that_kills_the_kernel_has_no_end(kernel, death):
    kernel.run("import os")
    kernel.begin("print('on the way')\nimport time; time.sleep(1.7)\n" + death)
    eventually(lambda: kernel.cells[-1].outputs, "what the cell printed")
    eventually(lambda: not _lives(kernel.pid), "the end of the kernel")
    assert kernel.cells[-1].text("stdout") == "on the way\n"
    assert kernel.cells[-1].end is None and kernel.of_type("end") == []


def test_a_kernel_that_is_terminated_in_a_cell_is_killed(kernel):
    kernel.begin("print('on the way')\nimport time\nwhile True: time.sleep(0.01)")
    eventually(lambda: kernel.cells[-1].outputs, "what the cell printed")
    os.kill(kernel.pid, signal.SIGTERM)
    assert eventually(lambda: kernel.of_type("end"), "the end of the run")[0]["status"] == "KILLED"


def test_unloading_ends_the_session_and_loading_begins_another(kernel):
    kernel.run("%unload_ext trialbook")
    first = kernel.session[0]["run"]
    assert kernel.of_type("end")[0]["status"] == "FINISHED"
    kernel.run("unseen = 1")
    kernel.run(LOAD)
    kernel.run("seen = 1")
    assert kernel.session[0]["run"] != first
    assert [each.cell["source"] for each in kernel.cells] == [LOAD, "seen = 1"]


def test_a_session_that_the_program_ended_is_followed_by_another(kernel):
    kernel.run("trialbook.active_run().end()")
    kernel.run("%reload_ext trialbook")
    kernel.run("once = 1")
    assert [each.cell["source"] for each in kernel.cells] == ["%reload_ext trialbook", "once = 1"]
    assert sum(record["type"] == "cell" and record["source"] == "once = 1" for records in kernel.by_run.values() for record in records) == 1


def test_a_cell_whose_end_was_not_told_is_interrupted(kernel):
    kernel.run("shell = get_ipython()\nhook = next(h for h in shell.events.callbacks['post_run_cell'] if 'ecorder' in repr(h))")
    kernel.run("shell.events.callbacks['post_run_cell'].remove(hook)")
    kernel.run("shell.events.callbacks['post_run_cell'].append(hook)")
    assert kernel.cells[-2].end["status"] == "interrupted"


def test_a_profile_may_load_the_extension_before_any_cell(tmp_path):
    kernel = Kernel(tmp_path, ["--ext=trialbook"])
    try:
        kernel.run("x = 1")
        assert [(each.cell["count"], each.end["defined"]) for each in kernel.cells] == [(1, ["x"])]
    finally:
        kernel.end()


def test_a_recorder_that_fails_warns_once_and_hurts_no_cell(kernel):
    kernel.run("from trialbook.notebook import extension\nextension._recorder.run.record = None")
    ran = [kernel.run("print(%d)" % number) for number in range(3)]
    assert [each.status for each in ran] == ["ok"] * 3
    assert "".join(each.printed for each in ran).count("trialbook:") <= 1


def test_a_store_that_cannot_be_written_hurts_no_cell(kernel):
    for path in (kernel.store / "journal").iterdir():
        path.unlink()
    (kernel.store / "journal").rmdir()
    (kernel.store / "journal").write_text("in the way")
    assert [kernel.run("print(1)").status for _ in range(2)] == ["ok", "ok"]


def test_nothing_is_recorded_where_it_was_switched_off(tmp_path):
    kernel = Kernel(tmp_path, TRIALBOOK_DISABLED="1")
    try:
        assert kernel.run(LOAD + "\nimport trialbook\ntrialbook.log_metric('a', 1)").status == "ok"
        assert kernel.by_run == {}
    finally:
        kernel.end()


def _lives(pid):
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
