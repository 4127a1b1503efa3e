"""What goes wrong is told with its place in the notebook and with what to do; what is done stays done."""

import json
import subprocess
import sys

import pytest


def failing(pipeline):
    pipeline.notebook("# a first cell", "import math\nrows = [1, 0]", "def inverse(x):\n    return 1 / x", "values = [inverse(row) for row in rows]\nvalues")
    pipeline.definitions("# %% cell 3\ndef inverse(x):\n    return 1 / x\n")
    pipeline.step("load", "def load():\n    # %% cell 2\n    rows = [1, 0]\n\n    return rows\n", outputs=["rows"])
    code = """
        from steps.shared.definitions import inverse
        from steps.shared.reporting import display

        def invert(rows):
            # %% cell 4
            values = [inverse(row) for row in rows]
            display(values)

            return values
    """
    return pipeline.step("invert", code, inputs={"rows": "load"}, outputs=["values"])


def test_a_failure_is_told_with_its_cell_and_line(pipeline):
    ended = failing(pipeline).run()
    assert ended.status == 1
    told = ended.err[ended.err.index("invert failed") :]
    assert told.startswith("invert failed: ZeroDivisionError: division by zero\n")
    assert "cell 3, line 2 of ../notebook.ipynb, pipeline/steps/shared/definitions.py:3\n        return 1 / x\n" in told
    assert "cell 4, line 1 of ../notebook.ipynb, pipeline/steps/invert.py:7\n        values = [inverse(row) for row in rows]\n" in told
    assert "run again: what is done stays done" in told


def test_the_traceback_begins_in_the_step(pipeline):
    failing(pipeline).run()
    errors = pipeline.shown("invert", "stderr.txt")
    assert errors.startswith("Traceback (most recent call last):\n")
    assert "pipeline.py" not in errors
    assert errors.endswith("ZeroDivisionError: division by zero\n")
    assert "ZeroDivisionError" in pipeline.shown("invert", "report.html")


def test_a_failure_for_programs(pipeline):
    ended = failing(pipeline).run("--json")
    (failed,) = (each for each in map(json.loads, ended.out.splitlines()) if each.get("state") == "failed")
    assert (failed["step"], failed["type"], failed["message"], failed["cell"], failed["cell_line"]) == ("invert", "ZeroDivisionError", "division by zero", 4, 1)


def test_what_was_done_before_stays_done(pipeline):
    failing(pipeline).run()
    pipeline.definitions("def inverse(x):\n    return 1 / x if x else 0\n")
    assert pipeline.states() == {"load": "cached", "invert": "done"}


def test_a_line_that_shows_a_value_is_found_in_its_cell(pipeline):
    pipeline.notebook("rows = {}\nrows['a']")
    pipeline.step("load", "from steps.shared.reporting import display\n\ndef load():\n    # %% cell 1\n    rows = {}\n    display(rows['a'])\n")
    assert "cell 1, line 2 of" in pipeline.run().err


def test_without_the_notebook_the_cell_is_told_all_the_same(pipeline):
    pipeline.step("load", "def load():\n    # %% cell 7\n    1 / 0\n")
    assert "at cell 7 of ../notebook.ipynb, pipeline/steps/load.py:3" in pipeline.run().err


def test_what_a_step_printed_before_it_failed_is_kept(pipeline):
    pipeline.step("load", "def load():\n    print('so far')\n    1 / 0\n")
    assert pipeline.run().out == "so far\n"
    assert pipeline.shown("load") == "so far\n"


def test_a_variable_that_cannot_be_stored_is_named(pipeline):
    pipeline.step("load", "def load():\n    rows = (x for x in [1])\n    return rows\n", outputs=["rows"])
    pipeline.step("use", "def use(rows):\n    print(list(rows))\n", inputs={"rows": "load"})
    ended = pipeline.run()
    assert ended.status == 1
    assert "load failed: `rows` (generator) cannot be stored" in ended.err
    assert "rows = list(rows)" in ended.err


@pytest.mark.parametrize("returned", ["a", "a, b, 3", "None"])
def test_a_step_that_returns_something_else_than_the_table_says(pipeline, returned):
    pipeline.step("load", f"def load():\n    a, b = 1, 2\n    return {returned}\n", outputs=["a", "b"])
    ended = pipeline.run()
    assert ended.status == 1
    assert "the step must return a, b, as the table in pipeline.py says" in ended.err


def test_sys_exit_is_a_failure(pipeline):
    pipeline.step("load", "import sys\n\ndef load():\n    sys.exit(0)\n")
    ended = pipeline.run()
    assert ended.status == 1 and "SystemExit" in ended.err


def test_a_process_that_is_gone_is_told(pipeline):
    pipeline.step("load", "import os, signal\n\ndef load():\n    os.kill(os.getpid(), signal.SIGKILL)\n")
    ended = pipeline.run()
    assert ended.status == 1
    assert "load failed: its process was ended by signal 9, perhaps for want of memory" in ended.err


def test_a_process_that_ends_by_itself_is_told(pipeline):
    pipeline.step("load", "import os\n\ndef load():\n    os._exit(0)\n")
    ended = pipeline.run()
    assert ended.status == 1 and "its process ended with status 0" in ended.err


def test_a_process_that_breaks_when_all_is_done_has_done_it(pipeline):
    pipeline.step("load", "import atexit, os\n\ndef load():\n    atexit.register(os.abort)\n    a = 1\n    return a\n", outputs=["a"])
    assert pipeline.states() == {"load": "done"}
    assert pipeline.states() == {"load": "cached"}


def test_a_step_is_tried_again(pipeline):
    code = "import os\n\ndef load():\n    open('tries', 'a').write('x')\n    if len(open('tries').read()) < 3:\n        raise OSError('not yet')\n"
    pipeline.step("load", code)
    ended = pipeline.run("--retries", "2")
    assert ended.status == 0
    assert "load: attempt 1 failed: not yet" in ended.err and "load: attempt 2 failed" in ended.err


def test_a_step_is_not_tried_for_ever(pipeline):
    pipeline.step("load", "def load():\n    open('tries', 'a').write('x')\n    raise OSError('no')\n")
    assert pipeline.run("--retries", "2").status == 1
    assert (pipeline.project / "tries").read_text() == "xxx"


def test_a_step_that_takes_too_long_is_stopped(pipeline):
    pipeline.step("load", "import time\n\ndef load():\n    time.sleep(600)\n")
    ended = pipeline.run("--timeout", "1")
    assert ended.status == 1
    assert "load failed: it took longer than 1 s\nGive it more with --timeout." in ended.err


def test_no_new_step_begins_after_a_failure(pipeline):
    pipeline.step("a", "def a():\n    1 / 0\n").step("b", "def b():\n    print('b')\n")
    ended = pipeline.run("--jobs", "1")
    assert ended.status == 1 and ended.out == ""


def test_a_result_that_cannot_be_read_any_more_is_made_anew(pipeline):
    pipeline.file("shapes.py", "class Shape:\n    sides = 4\n")
    pipeline.step("make", "import shapes\n\ndef make():\n    shape = shapes.Shape()\n    return shape\n", outputs=["shape"])
    pipeline.step("use", "def use(shape):\n    print(shape.sides)\n", inputs={"shape": "make"})
    pipeline.states()
    # As if another version of a package had done it.
    stored = pipeline.output("make", "outputs/shape.pickle")
    stored.write_bytes(stored.read_bytes().replace(b"Shape", b"Shape"[::-1]))
    (result,) = (pipeline.folder / ".cache" / "make").glob("*/result.json")
    sys.path.insert(0, str(pipeline.folder))
    data = json.loads(result.read_text())
    import hashlib

    digest = hashlib.blake2b(stored.read_bytes(), digest_size=16).hexdigest()
    result.write_text(result.read_text().replace(data["outputs"]["shape"]["digest"], digest))
    sys.path.pop(0)
    ended = pipeline.run()
    assert ended.status == 0, ended
    assert "use: shape cannot be read any more" in ended.err and "make makes it anew" in ended.err
    assert pipeline.shown("use") == "4\n"


def test_a_result_that_cannot_be_read_at_all_is_told(pipeline):
    code = """
        def make():
            class Trap:
                def __reduce__(self):
                    return int, ("not a number",)

            trap = Trap()
            return trap
    """
    pipeline.step("make", code, outputs=["trap"]).step("use", "def use(trap):\n    pass\n", inputs={"trap": "make"})
    ended = pipeline.run()
    assert ended.status == 1
    assert "use failed: `trap`, made by make, cannot be read: ValueError: invalid literal" in ended.err


def test_bytes_that_are_no_text_pass(pipeline):
    pipeline.step("load", "import sys\n\ndef load():\n    sys.stdout.flush()\n    sys.stdout.buffer.write(b'\\xff\\xfe\\n')\n    print('\\ud800 ü')\n")
    assert pipeline.run().status == 0
    assert (pipeline.executions[-1] / "load" / "stdout.txt").read_bytes() == b"\xff\xfe\n\\ud800 \xc3\xbc\n"


@pytest.mark.parametrize(
    "args, told",
    [
        (["--set", "factor"], "NAME=VALUE"),
        (["--set", "other=1"], "Parameters: factor"),
        (["--set", "factor=abc"], "must be JSON, as 2 is"),
        (["--only", "nothing"], "invalid choice: 'nothing'"),
        (["--jobs", "0"], "--jobs"),
        (["--seed-steps", "1"], "hands the random generators on"),
    ],
)
def test_what_cannot_be_done_is_refused(pipeline, args, told):
    pipeline.parameters(factor=2).step("scale", "def scale(*, factor=2):\n    print(factor)\n", parameters=["factor"])
    ended = pipeline.run(*args)
    assert ended.status == 2 and told in ended.err
    assert not (pipeline.folder / ".runs").exists()


@pytest.mark.parametrize("text, told", [("{", "cannot be read"), ("[]", "must hold an object"), ("{}", "lacks factor")])
def test_parameters_that_are_damaged(pipeline, text, told):
    pipeline.step("scale", "def scale(*, factor=2):\n    print(factor)\n", parameters=["factor"])
    (pipeline.folder / "parameters.json").write_text(text)
    ended = pipeline.run()
    assert ended.status == 2 and told in ended.err and "parameters.json" in ended.err


def test_a_table_that_is_out_of_order(pipeline):
    pipeline.step("use", "def use(a):\n    pass\n", inputs={"a": "make"}).step("make", "def make():\n    return 1\n", outputs=["a"])
    ended = pipeline.run()
    assert ended.status == 2 and "use needs make before it" in ended.err


def test_a_terminal_that_lacks_characters(pipeline):
    pipeline.parameters(x=1).step("use", "def use(*, x):\n    print('é')\n", parameters=["x"])
    pipeline.run()
    ended = pipeline.run("--explain", "--set", "x=2", env={"PYTHONIOENCODING": "ascii"})
    assert ended.out == "use: runs, parameter x: 1 ? 2\n"


def test_a_step_that_does_not_parse(pipeline):
    pipeline.step("load", "def load(:\n    pass\n")
    ended = pipeline.run()
    assert ended.status == 2 and "load.py, line 1" in ended.err


def test_a_second_execution_at_once_is_refused(pipeline):
    pipeline.step("wait", "import os, time\n\ndef wait():\n    open('begun', 'w').close()\n    while not os.path.exists('go'):\n        time.sleep(0.01)\n")
    first = pipeline.start()
    while not (pipeline.project / "begun").exists():
        assert first.poll() is None
    second = pipeline.run()
    assert second.status == 3
    assert f"Another execution of this pipeline is at work (process {first.pid})" in second.err
    pipeline.file("go", "")
    assert first.communicate() and first.returncode == 0
    assert pipeline.run().status == 0


def test_what_was_asked_only_to_be_explained_is_not_locked_out(pipeline):
    pipeline.step("wait", "import os, time\n\ndef wait():\n    open('begun', 'w').close()\n    while not os.path.exists('go'):\n        time.sleep(0.01)\n")
    first = pipeline.start()
    while not (pipeline.project / "begun").exists():
        assert first.poll() is None
    assert pipeline.run("--explain").status == 0
    assert pipeline.run("--list").status == 0
    pipeline.file("go", "")
    first.communicate()


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of 3 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(small_disk):
    from written import Written

    (small_disk / "project").mkdir()
    pipeline = Written(small_disk / "project")
    pipeline.step("small", "def small():\n    a = 1\n    return a\n", outputs=["a"])
    pipeline.step("make", "import numpy as np\n\ndef make(a):\n    big = np.ones(10_000_000)\n    return big\n", inputs={"a": "small"}, outputs=["big"])
    ended = pipeline.run()
    assert ended.status == 1
    assert "make failed: big cannot be stored: " in ended.err and "See that there is room on the disk" in ended.err
    pipeline.code("make", "import numpy as np\n\ndef make(a):\n    big = np.ones(10)\n    return big\n")
    assert pipeline.states() == {"small": "cached", "make": "done"}
