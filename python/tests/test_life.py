"""How a run ends is how its program ended, and the program ends as it would have without us."""

import signal

import pytest


def the_end(project):
    (end,) = project.of_type("end")
    return end


def test_a_with_block_ends_its_run(project):
    project.python("import trialbook as tb\nwith tb.start_run(): tb.log_metric('a', 1)")
    assert the_end(project)["status"] == "FINISHED"


def test_a_run_left_open_ends_with_the_program(project):
    project.python("import trialbook as tb\ntb.log_metric('a', 1)")
    assert the_end(project)["status"] == "FINISHED"
    assert project.records[-1]["type"] == "seal"


def test_an_exception_in_a_with_block_fails_the_run_and_goes_on(project):
    done = project.python("import trialbook as tb\nwith tb.start_run(): raise ValueError('no data')")
    end = the_end(project)
    assert done.returncode == 1 and "ValueError: no data" in done.stderr
    assert end["status"] == "FAILED"
    assert (end["error"]["type"], end["error"]["message"]) == ("ValueError", "no data")
    assert "train.py" in end["error"]["traceback"]


def test_an_uncaught_exception_fails_the_open_run(project):
    done = project.python("import trialbook as tb\ntb.start_run()\nraise ValueError('no data')")
    end = the_end(project)
    assert done.returncode == 1 and done.stderr.count("ValueError: no data") == 1
    assert (end["status"], end["exit_code"], end["error"]["message"]) == ("FAILED", 1, "no data")


def test_the_users_excepthook_is_called_and_changes_nothing(project):
    done = project.python(
        """
        import sys, trialbook as tb
        tb.start_run()
        sys.excepthook = lambda *args: print("mine", args[0].__name__)
        raise KeyError(1)
        """
    )
    assert done.stdout == "mine KeyError\n"
    assert the_end(project)["error"]["type"] == "KeyError"


@pytest.mark.parametrize("call, code, status", [("sys.exit()", 0, "FINISHED"), ("sys.exit(3)", 3, "FAILED"), ("sys.exit('no')", 1, "FAILED")])
def test_an_exit_status_tells_how_the_run_ended(project, call, code, status):
    done = project.python("import sys, trialbook as tb\ntb.start_run()\n" + call)
    end = the_end(project)
    assert (done.returncode, end["exit_code"], end["status"]) == (code, code, status)


def test_an_exit_in_a_with_block_tells_too(project):
    project.python("import trialbook as tb\nwith tb.start_run(): raise SystemExit(4)")
    assert (the_end(project)["status"], the_end(project)["exit_code"]) == ("FAILED", 4)


def test_an_exception_that_was_caught_fails_nothing(project):
    project.python("import trialbook as tb\ntb.start_run()\ntry: 1/0\nexcept ZeroDivisionError: pass")
    assert the_end(project)["status"] == "FINISHED"


WAITING = """
    import signal, sys, time, trialbook as tb
    {before}
    tb.start_run()
    {after}
    print("ready", flush=True)
    time.sleep(30)
"""


def signalled(project, number, before="", after=""):
    process = project.popen(WAITING.format(before=before, after=after))
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    out, _ = process.communicate(timeout=30)
    return process.returncode, out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_kills_the_run_and_the_process_dies_of_it(project, number):
    code, _ = signalled(project, number)
    assert code == -number
    assert the_end(project)["status"] == "KILLED"
    assert project.records[-1]["type"] == "seal"


def test_a_handler_of_the_user_from_before_still_decides(project):
    code, out = signalled(project, signal.SIGTERM, before="signal.signal(signal.SIGTERM, lambda *a: (print('saved'), sys.exit(7)))")
    assert (code, out) == (7, "saved\n")
    assert the_end(project)["status"] == "KILLED"


def test_a_handler_that_returns_leaves_the_run_open(project):
    process = project.popen(
        """
        import signal, time, trialbook as tb
        got = []
        signal.signal(signal.SIGTERM, lambda *a: got.append(1))
        tb.start_run()
        print("ready", flush=True)
        while not got: time.sleep(0.01)
        tb.log_metric("after", 1)
        """
    )
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert project.points("after") == [(None, 1)]
    assert the_end(project)["status"] == "FINISHED"


def test_a_handler_of_the_user_from_after_takes_our_place(project):
    code, _ = signalled(project, signal.SIGTERM, after="signal.signal(signal.SIGTERM, lambda *a: sys.exit(0))")
    assert code == 0
    assert the_end(project)["status"] == "FINISHED"


def test_a_handler_that_took_our_place_and_calls_us_still_decides(project):
    process = project.popen(
        """
        import signal, time, trialbook as tb
        tb.start_run()
        ours, got = signal.getsignal(signal.SIGTERM), []
        signal.signal(signal.SIGTERM, lambda *args: (ours(*args), got.append(1)))
        print("ready", flush=True)
        while not got: time.sleep(0.01)
        tb.log_metric("after", 1)
        """
    )
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert project.points("after") == [(None, 1)]
    assert the_end(project)["status"] == "FINISHED"


def test_an_ignored_hangup_stays_ignored(project):
    process = project.popen(
        """
        import signal, sys, trialbook as tb
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        tb.start_run()
        print("ready", flush=True)
        signal.sigtimedwait([signal.SIGUSR2], 0.2)
        """
    )
    process.stdout.readline()
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert the_end(project)["status"] == "FINISHED"


def test_an_end_that_was_said_is_not_overruled(project):
    project.python("import trialbook as tb\ntb.start_run()\ntb.end_run('KILLED')\nraise ValueError")
    assert the_end(project)["status"] == "KILLED"


def test_threads_that_go_on_after_the_main_one_still_log(project):
    project.python(
        """
        import threading, time, trialbook as tb
        tb.start_run()
        threading.Thread(target=lambda: (time.sleep(0.1), tb.log_metric("late", 1))).start()
        """
    )
    assert project.points("late") == [(None, 1)]
    assert len(project.journals) == 1


def test_what_is_logged_after_the_end_is_kept(project):
    project.python("import trialbook as tb\nrun = tb.start_run()\nrun.end()\nrun.log_metric('late', 1)")
    assert project.points("late") == [(None, 1)]
    assert len({journal[0]["run"] for journal in project.journals}) == 1


def test_background_work_is_waited_for_and_belongs_to_the_run(project):
    project.python(
        """
        import time, trialbook as tb
        with tb.start_run() as run:
            run.background(lambda: (time.sleep(0.2), run.record("tags", values={"slow": "done"})))
        """
    )
    assert project.of_type("tags")[0]["values"] == {"slow": "done"}
    assert project.records[-1]["type"] == "seal"


def test_what_is_to_be_done_at_the_end_comes_before_the_end(project):
    project.python("import trialbook as tb\nrun = tb.start_run()\nrun.at_end(lambda: run.set_tag('last', 1))\nrun.at_end(lambda: 1/0)")
    types = [record["type"] for record in project.records]
    assert types.index("tags") < types.index("end")
    assert "ZeroDivisionError" in project.of_type("problem")[0]["message"]


def test_what_is_logged_while_the_interpreter_shuts_down_belongs_to_the_run(project):
    project.python(
        """
        import atexit, trialbook as tb
        class Saver:
            def __del__(self): tb.log_metric("deleted", 1)
        saver = Saver()
        atexit.register(lambda: tb.log_metric("late", 1))
        with tb.start_run(name="only"): pass
        """
    )
    assert len(project.starts) == 1
    assert (project.points("late"), project.points("deleted")) == ([(None, 1)], [(None, 1)])
    assert len({journal[0]["run"] for journal in project.journals}) == 1
