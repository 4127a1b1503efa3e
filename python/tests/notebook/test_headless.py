"""``python -m trialbook run notebook.ipynb``: what is recorded of it, and how it ends. Real kernels run the cells."""

import os
import signal
import sys

import pytest
from notebooks import Notebooks, code, notebook, text
from workspace import eventually

GOOD = notebook(
    text("# Title"),
    code("lr = 0.01\nmodel = 'tree'", "parameters"),
    code("import sys; print('loss', lr); print('careful', file=sys.stderr)"),
    code("model * 2"),
    code("raise ValueError('expected')", "raises-exception"),
    code("import os; print(os.getcwd())"),
)


@pytest.fixture
def workspace(tmp_path):
    return Notebooks(tmp_path)


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A notebook that ran to its end with parameters, in a folder of its own."""
    workspace = Notebooks(tmp_path_factory.mktemp("good"))
    workspace.path = workspace.write(GOOD, "work/explore.ipynb")
    workspace.before = workspace.path.read_bytes()
    workspace.ended = workspace.tracked("--name", "first", "--tag", "by=me", "work/explore.ipynb", "-p", "lr", "1e-1", "-p", "model", "svm")
    return workspace


def test_what_cells_print_is_what_is_printed(good):
    assert (good.ended.status, good.ended.out, good.ended.err) == (0, "loss 0.1\n%s\n" % (good.folder / "work"), "careful\n")


def test_the_run_is_of_the_notebook(good):
    record = [each for each in good.records("run") if each["pid"] == good.end()["pid"]]
    assert [(each["kind"], each["experiment"], each["name"]) for each in record] == [("notebook", "explore.ipynb", "first")]


def test_it_is_one_run_which_one_process_ends(good):
    assert len({each["run"] for each in good.records()}) == 1
    assert (good.end()["status"], good.end()["exit_code"]) == ("FINISHED", 0)


def test_the_command_starts_it_again(good):
    (command,) = (each for each in good.records("command") if each["pid"] == good.end()["pid"])
    assert command["argv"] == ["-m", "trialbook", "run", "--name", "first", "--tag", "by=me", "work/explore.ipynb", "-p", "lr", "1e-1", "-p", "model", "svm"]
    assert (command["script"], command["cwd"]) == (str(good.path), str(good.folder))


def test_params_are_the_values_given(good):
    assert good.params("argv") == {"lr": "0.1", "model": "svm"}


def test_cells_are_those_of_the_file_with_the_parameters_between(good):
    assert good.cells("cell", "index", "source") == [
        ("b", 1, "lr = 0.01\nmodel = 'tree'"),
        ("injected-parameters", None, "# Parameters\nlr = 0.1\nmodel = 'svm'"),
        ("c", 2, GOOD["cells"][2]["source"]),
        ("d", 3, "model * 2"),
        ("e", 4, "raise ValueError('expected')"),
        ("f", 5, "import os; print(os.getcwd())"),
    ]


def test_their_tags_are_recorded(good):
    assert [tags for (tags,) in good.cells("tags") if tags] == [["parameters"], ["injected-parameters"], ["raises-exception"]]


def test_how_each_cell_ended_is_recorded(good):
    assert [each["status"] for each in good.records("cell_end")] == ["ok", "ok", "ok", "ok", "error", "ok"]


def test_what_the_kernel_alone_knows_is_recorded(good):
    assert [each["by"] for each in good.records("cell")] == ["kernel"] * 6
    assert good.records("cell_end")[0]["defined"] == ["lr", "model"]


def test_where_it_ran_is_the_kernels_to_say(good):
    (environment,) = good.records("environment")
    assert environment["pid"] != good.end()["pid"]


def test_the_notebook_with_its_outputs_is_kept(good):
    cells = good.executed()["cells"]
    shown = [["".join(output.get("text", output.get("data", {}).get("text/plain", ""))) for output in cell.get("outputs", [])] for cell in cells]
    assert shown == [[], [], [], ["loss 0.1\n", "careful\n"], ["'svmsvm'"], [""], ["%s\n" % (good.folder / "work")]]


def test_the_file_itself_is_not_touched(good):
    assert good.path.read_bytes() == good.before


def test_an_error_ends_it_at_its_cell(workspace):
    workspace.write(notebook(code("print('before')"), code("def f():\n    return 1 / 0\nf()"), code("print('after')")))
    ended = workspace.tracked("explore.ipynb")
    assert (ended.status, ended.out) == (1, "before\n")
    assert ended.err.splitlines()[-1] == "ZeroDivisionError: division by zero"
    end = workspace.end()
    assert (end["status"], end["exit_code"], end["error"]["type"], end["error"]["message"]) == ("FAILED", 1, "ZeroDivisionError", "division by zero")
    assert "return 1 / 0" in end["error"]["traceback"]
    assert [bool(cell["outputs"]) for cell in workspace.executed()["cells"]] == [True, True, False]


def test_a_notebook_may_leave_early(workspace):
    workspace.write(notebook(code("import sys; sys.exit(0)"), code("print('after')")))
    ended = workspace.tracked("explore.ipynb")
    assert (ended.status, ended.out, workspace.end()["status"]) == (0, "", "FINISHED")


def test_what_other_programs_print_is_shown_once(workspace):
    workspace.write(notebook(code("import os; os.system('echo from outside')")))
    assert workspace.tracked("explore.ipynb").out == "from outside\n"


def test_a_progress_bar_is_kept_as_it_is_in_the_end(workspace):
    workspace.write(notebook(code("import time\nfor step in range(5): print('\\r%d%%' % (25 * step), end='', flush=True); time.sleep(0.01)\nprint('\\ndone')")))
    workspace.tracked("explore.ipynb")
    (output,) = workspace.executed()["cells"][0]["outputs"]
    assert output["text"] == ["100%\n", "done\n"]


def test_a_display_that_is_rewritten_is_kept_as_it_is_in_the_end(workspace):
    workspace.write(notebook(code("print('a'); shown = display('first', display_id=True); print('b'); print('c')"), code("shown.update('last')")))
    workspace.tracked("explore.ipynb")
    first = workspace.executed()["cells"][0]["outputs"]
    assert [output.get("text") or output["data"]["text/plain"] for output in first] == [["a\n"], ["'last'"], ["b\n", "c\n"]]


def test_a_kernel_that_does_not_start_fails_the_run(workspace):
    workspace.kernel("broken", ["/no/such/program", "-f", "{connection_file}"], "python")
    workspace.write(notebook(code("1"), kernelspec={"name": "broken", "language": "python"}))
    ended = workspace.tracked("explore.ipynb")
    assert (ended.status, ended.err.count("\n"), "did not start" in ended.err) == (1, 1, True)
    assert (workspace.end()["status"], workspace.end()["error"]["type"]) == ("FAILED", "NoKernel")


def test_a_line_is_shown_before_the_cell_ends(workspace):
    workspace.write(notebook(code("import os, time\nprint('now', flush=True)\nwhile not os.path.exists('go'): time.sleep(0.02)")))
    process = workspace.started("-m", "trialbook", "run", "explore.ipynb")
    assert process.stdout.readline() == "now\n"
    (workspace.folder / "go").touch()
    assert process.wait(30) == 0
    process.communicate()


WAIT = code("import os, time\nopen('kernel', 'w').write(str(os.getpid()))\nos.rename('kernel', 'ready')\ntime.sleep(60)")
DEAF = code("import os, signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n" + WAIT["source"])


def kernel_of(workspace):
    """The process id of the kernel, once its cell runs."""
    return int(eventually((workspace.folder / "ready").exists, "the cell") and (workspace.folder / "ready").read_text())


def is_gone(pid):
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_ctrl_c_ends_it(workspace):
    workspace.write(notebook(WAIT, code("print('after')")))
    terminal = workspace.terminal("-m", "trialbook", "run", "explore.ipynb")
    kernel = kernel_of(workspace)
    terminal.type("\x03")
    ended = terminal.ended()
    assert (ended.status, workspace.end()["status"], workspace.end()["exit_code"]) == (130, "KILLED", 130)
    assert is_gone(kernel)
    assert "cell 1 of 2: import os, time" in ended.out
    assert [each["status"] for each in workspace.records("cell_end")] == ["interrupted"]


def test_a_cell_that_does_not_listen_is_ended_with_its_kernel(workspace):
    workspace.write(notebook(DEAF))
    process = workspace.started("-m", "trialbook", "run", "explore.ipynb")
    kernel = kernel_of(workspace)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert (process.returncode, workspace.end()["status"]) == (143, "KILLED")
    assert is_gone(kernel)


def test_no_kernel_outlives_a_runner_that_is_killed(workspace):
    workspace.write(notebook(WAIT))
    process = workspace.started("-m", "trialbook", "run", "explore.ipynb")
    kernel = kernel_of(workspace)
    process.kill()
    process.communicate(timeout=30)
    eventually(lambda: is_gone(kernel), "the end of the kernel")


def test_a_kernel_that_dies_fails_the_run(workspace):
    workspace.write(notebook(code("print('before')"), code("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")))
    ended = workspace.tracked("explore.ipynb")
    assert (ended.status, ended.err) == (1, "trialbook: the kernel died (signal 9: perhaps the memory was not enough)\n")
    assert (workspace.end()["status"], workspace.end()["error"]["type"]) == ("FAILED", "KernelDied")
    assert workspace.executed()["cells"][0]["outputs"][0]["text"] == ["before\n"]


def test_what_a_secret_is_stands_nowhere(workspace):
    workspace.write(notebook(code("api_key = ''", "parameters"), code("print(len(api_key))")))
    ended = workspace.tracked("explore.ipynb", "-p", "api_key", "hunter2-hunter2")
    assert (ended.status, ended.out) == (0, "15\n")
    assert workspace.params("argv") == {"api_key": "…"}
    assert "hunter2" not in workspace.everything()


def test_a_sweep_is_a_run_for_each_value(workspace):
    workspace.write(notebook(code("lr = 1\ndepth = 1", "parameters"), code("print('lr', lr, 'depth', depth)\n1 / (lr - 3)")))
    ended = workspace.tracked("explore.ipynb", "--sweep", "lr=2,3", "-p", "depth", "4", "--jobs", "2")
    assert (ended.status, sorted(ended.out.splitlines())) == (1, ["[lr=2] lr 2 depth 4", "[lr=3] lr 3 depth 4"])
    ends = {each["run"]: each["status"] for each in workspace.records("end")}
    assert sorted(ends.values()) == ["FAILED", "FAILED", "FINISHED"]
    runs = {each["run"]: each for each in workspace.records("run") if each.get("experiment") == "explore.ipynb"}
    parents = {each.get("parent") for each in runs.values()}
    (sweep,) = (run for run, each in runs.items() if each["kind"] == "sweep")
    assert (len(runs), parents) == (3, {None, sweep})
    assert workspace.params("sweep")["lr"] in ("2", "3", "2, 3")


def test_a_kernel_that_is_not_installed_is_this_python(workspace):
    workspace.write(notebook(code("import sys; print(sys.executable)"), kernelspec={"name": "my-env", "language": "python", "display_name": "x"}))
    ended = workspace.tracked("explore.ipynb")
    assert (ended.status, ended.out) == (0, sys.executable + "\n")
    assert ended.err == "trialbook: kernel 'my-env' is not installed; running in %s\n" % sys.executable


OLD = {
    "nbformat": 3,
    "nbformat_minor": 0,
    "metadata": {"name": ""},
    "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "x"], "language": "python", "outputs": [], "collapsed": False, "metadata": {}}]}],
}


@pytest.mark.parametrize(
    "content, given, cells",
    [
        (OLD, [], [(None, 0, "x = 1\nx")]),
        (notebook(code("x = 1"), minor=0), ["-p", "x", "2"], [(None, None, "# Parameters\nx = 2"), (None, 0, "x = 1")]),
        (notebook(text("only text"), code("  \n"), code("x", "skip-execution")), [], []),
        ("", [], []),
    ],
    ids=["version 3", "without ids", "nothing to run", "an empty file"],
)
def test_forms_of_notebooks(workspace, content, given, cells):
    workspace.write(content)
    assert workspace.tracked("explore.ipynb", *given).status == 0
    assert workspace.cells("cell", "index", "source") == cells
    assert workspace.end()["status"] == "FINISHED"


@pytest.mark.parametrize(
    "content, words, said",
    [
        ("{", [], "is not a notebook"),
        ("[]", [], "is not a notebook"),
        ('{"nbformat": 9, "cells": [], "metadata": {}}', [], "Unsupported nbformat version 9"),
        (notebook(kernelspec={"name": "ir", "language": "R"}), [], "the kernel 'ir' (r), which is not installed; there are: python3"),
        (notebook(), ["-p", "a.b", "1"], "'a.b' can't be a parameter"),
        (notebook(), ["-p", "lr"], "-p needs a name and a value"),
        (notebook(), ["--output", "none"], "--output is for scripts"),
        (notebook(), ["--sweep", "lr=1", "-p", "lr", "2"], "by -p and by --sweep"),
        (notebook(), ["--lr", "2"], "--lr"),
        (notebook(), ["--sweep", "a.b=1"], "'a.b' can't be a parameter"),
    ],
)
def test_what_cannot_be_run_is_said_in_one_line(workspace, content, words, said):
    workspace.write(content)
    ended = workspace.tracked("explore.ipynb", *words)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert said in ended.err
    assert workspace.records() == []


def test_a_notebook_that_is_not_there(workspace):
    assert workspace.tracked("nothing.ipynb").err == "trialbook: can't open file 'nothing.ipynb': No such file or directory\n"


def test_a_script_has_no_parameters(workspace):
    workspace.script("print()")
    assert "-p gives values to notebooks" in workspace.tracked("-p", "lr", "1", "train.py").err


@pytest.mark.parametrize("package", ["nbclient", "ipykernel"])
def test_packages_that_are_missing_are_named(workspace, package):
    workspace.write(notebook())
    program = "import sys; sys.modules[%r] = None; from trialbook.command_line import main; sys.exit(main(['run', 'explore.ipynb']))" % package
    ended = workspace.python("-c", program)
    assert (ended.status, ended.err.count("\n")) == (2, 1)
    assert "-m pip install" in ended.err and package in ended.err


def test_where_nothing_is_to_be_recorded_it_runs_all_the_same(workspace):
    workspace.write(GOOD)
    workspace.env["TRIALBOOK_DISABLED"] = "1"
    ended = workspace.tracked("explore.ipynb")
    assert (ended.status, workspace.records()) == (0, [])


def test_a_kernel_of_another_language_is_recorded_from_outside(workspace):
    workspace.kernel("echo", [sys.executable, os.path.join(os.path.dirname(__file__), "echo_kernel.py"), "-f", "{connection_file}"], "echo")
    workspace.write(notebook(code("one"), code("fail", "raises-exception"), kernelspec={"name": "echo", "language": "echo"}))
    ended = workspace.tracked("explore.ipynb")
    assert (ended.status, ended.out) == (0, "one\n")
    assert workspace.cells("cell", "source", "by", "language") == [("a", "one", "editor", "echo"), ("b", "fail", "editor", "echo")]
    assert [each["output"] for each in workspace.records("cell_output")] == [{"kind": "stdout", "text": "one\n"}, {"kind": "error", "text": "no\nmore"}]
    assert [(each["status"], each["count"]) for each in workspace.records("cell_end")] == [("ok", 1), ("error", 2)]
    assert workspace.record("session")["language"] == "echo"
