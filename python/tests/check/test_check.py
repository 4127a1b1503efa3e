"""The whole check, with real kernels and the real runner: what is the same passes, and what was sabotaged is found where it was."""

import json
import os
import platform
import signal
import subprocess
import time

import pytest
from check.check import RUNS_BY_CHANCE, filling
from checked import Checked

NUMPY = "import numpy as np\nimport pandas as pd"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "work"
    made.mkdir()
    return made


def analysis(folder):
    """Three steps: data is made, changed in place, and a model of it is fitted and looked at."""
    return (
        Checked(
            folder,
            NUMPY,
            "np.random.seed(3)\ndata = pd.DataFrame({'a': np.random.rand(20), 'b': np.arange(20.0)})\ndata.head()",
            "noise = np.random.rand(20)",
            "data['c'] = data['a'] * 2 + noise\nprint('sum', data['c'].sum())",
            "model = np.linalg.lstsq(data[['a', 'b']], data['c'])[0]\nmodel",
            "data.describe().to_csv('summary.csv')",
        )
        .imports(NUMPY)
        .step("load", [1, 2], ["data", "noise"], outputs=["data", "noise"], random={"numpy": None}, bodies={
            1: "np.random.seed(3)\ndata = pd.DataFrame({'a': np.random.rand(20), 'b': np.arange(20.0)})\ndisplay(data.head())",
        })
        .step("clean", [3], ["data"], {"data": "load", "noise": "load"}, ["data"])
        .step("train", [4, 5], ["model"], {"data": "clean"}, bodies={
            4: "model = np.linalg.lstsq(data[['a', 'b']], data['c'])[0]\ndisplay(model)",
        })
    )  # fmt: skip


def test_a_pipeline_that_is_the_notebooks_equal_is_the_same_and_much_was_compared(folder):
    report = analysis(folder).check()
    assert (report["verdict"], report["failure"]) == ("same", None)
    assert {cell["verdict"] for cell in report["cells"]} == {"same"}
    assert report["compared"] == {"cells": 6, "values": 9, "numbers": report["compared"]["numbers"], "lines": 8, "files": 1}
    assert report["compared"]["numbers"] > 200


SABOTAGE = [
    ("clean", "* 2", "* 2.001", {3: ["data['c'][0]", "what is shown"]}),
    ("clean", "return data", "data['a'] = 0.0\n    return data", {4: ["data['a'][0] (before the cell)"]}),
    ("load", "seed(3)", "seed(4)", {1: ["data['a'][0]"], 2: ["data['a'][0]", "noise[0]"]}),
    ("train", "[['a', 'b']]", "[['b', 'a']]", {4: ["model[0]", "what is shown"]}),
    ("train", "'summary.csv'", "'other.csv'", {5: ["the file summary.csv"]}),
    ("train", "data.describe()", "data.describe().round(3)", {5: ["the file summary.csv, line 4"]}),
]


@pytest.mark.parametrize("step, old, new, expected", SABOTAGE, ids=["%s: %s" % (step, new) for step, _, new, _ in SABOTAGE])
def test_a_sabotaged_step_is_found_at_its_cell(folder, step, old, new, expected):
    report = analysis(folder).sabotage(step, old, new).check()
    found = {cell["cell"]: [difference["what"] for difference in cell["differences"]] for cell in report["cells"] if cell["verdict"] == "differs"}
    assert report["verdict"] == "differs"
    for cell, places in expected.items():
        assert set(places) <= set(found[cell])
    assert min(found) == min(expected)


def test_a_cell_that_is_left_out_is_found(folder):
    checked = analysis(folder)
    text = checked._steps["train"]
    checked._steps["train"] = text[: text.index("    # %% cell 6")] + "    return None\n"
    report = checked.check()
    assert [cell["cell"] for cell in report["cells"] if cell["verdict"] == "differs"] == [5]
    assert report["cells"][5]["differences"][0]["pipeline"] == "did not run"


def test_what_the_notebook_itself_gives_differently_each_time_is_no_difference(folder):
    cells = ["import time, os\nimport numpy as np", "drawn = np.random.rand(3)\nprint(drawn)", "started = time.time_ns(), os.getpid()\nfixed = 1"]
    checked = Checked(folder, *cells).imports(cells[0]).step("all", [1, 2], ["drawn", "started", "fixed"])
    report = checked.check()
    assert report["verdict"] == "same"
    assert [cell["verdict"] for cell in report["cells"]] == ["same", "not-deterministic", "not-deterministic"]


def test_a_difference_beside_what_is_not_deterministic_is_still_found(folder):
    cells = ["import numpy as np", "result = {'drawn': np.random.rand(3), 'fixed': 1.5}"]
    checked = Checked(folder, *cells).imports(cells[0]).step("all", [1], ["result"]).sabotage("all", "1.5", "1.6")
    (cell,) = [cell for cell in checked.check()["cells"] if cell["verdict"] == "differs"]
    assert [difference["what"] for difference in cell["differences"]] == ["result['fixed']"]


def test_numbers_that_come_out_equal_by_chance_are_not_deterministic_all_the_same(folder):
    cells = ["import random, time", "drawn = random.SystemRandom().random()\nside = drawn < 0.5"]
    checked = Checked(folder, *cells).imports(cells[0]).step("all", [1], ["drawn"])
    assert checked.verdicts() == {1: "not-deterministic"}


def test_what_is_in_two_places_is_not_deterministic_in_both(folder):
    cells = ["import numpy as np, random", "drawn = np.array([random.random()])\nboth = {'one': drawn, 'other': drawn}"]
    checked = Checked(folder, *cells).imports(cells[0]).step("all", [1], ["both"]).sabotage("all", "'other': drawn", "'other': drawn.copy()")
    assert checked.verdicts() == {1: "not-deterministic"}


# It runs in the notebook, in the pipeline and then in the notebook as often as that is run again: the third time it is otherwise.
OTHERWISE = "from pathlib import Path\nruns = Path(%r)\nruns.write_text(runs.read_text() + 'x' if runs.exists() else 'x')\nside = len(runs.read_text()) in (2, 4)"


@pytest.mark.parametrize("chance, verdict", [(None, "differs"), (0, "not-deterministic")])
def test_where_chance_is_known_to_be_at_work_two_equal_runs_are_not_enough(folder, tmp_path_factory, chance, verdict):
    text = OTHERWISE % str(tmp_path_factory.mktemp("counted") / "runs.txt")
    checked = Checked(folder, text).step("all", [0], ["side"])
    checked.chance = chance
    assert checked.verdicts() == {0: verdict}


@pytest.mark.skipif(os.name == "nt", reason="a kernel there shows only what Python prints")
def test_what_a_program_prints_that_a_cell_starts_is_compared_as_the_kernel_shows_it(folder, monkeypatch):
    # A kernel that knows it is tested does not show it.
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    started = "print('before')\nos.system('echo 1.5')\nprint('between')\nsubprocess.run(['echo', '2.5'])\nprint('behind')"
    checked = Checked(folder, "import os, subprocess", started, "os.system('echo 3.5')").imports("import os, subprocess")
    checked.step("all", [1, 2], bodies={2: "display(os.system('echo 3.5'))"})
    assert checked.verdicts() == {}
    checked.sabotage("all", "echo 3.5", "true")
    assert checked.verdicts() == {2: "differs"}


def test_formulas_are_not_compared_as_text_and_tables_are(folder):
    formula = "class Formula:\n    def _repr_latex_(self):\n        return '$x$'\n    def __repr__(self):\n        return str(%s)"
    cells = [formula % 1, "import pandas as pd", "Formula()", "pd.DataFrame({'a': [1]})"]
    checked = Checked(folder, *cells).imports("import pandas as pd\n" + formula % 2).step("all", [2, 3], bodies={2: "display(Formula())", 3: "display(pd.DataFrame({'a': [2]}))"})
    assert checked.verdicts() == {3: "differs"}


def test_an_output_saved_long_ago_is_stale(folder):
    checked = Checked(folder, "print(1 + 1)", "print(2 + 2)").step("all", [0, 1])
    checked.outputs = {0: [{"output_type": "stream", "name": "stdout", "text": "3\n"}], 1: [{"output_type": "stream", "name": "stdout", "text": "4\n"}]}
    report = checked.check()
    assert report["verdict"] == "same"
    assert [cell["verdict"] for cell in report["cells"]] == ["stale", "same"]
    assert report["cells"][0]["differences"] == [{"what": "what is shown", "notebook": "3", "pipeline": "2"}]


def test_a_notebook_that_raises_is_named_with_cell_and_line(folder):
    checked = Checked(folder, "x = 1", "y = 2\nz = y / 0").step("all", [0, 1])
    report = checked.check()
    assert report["verdict"] == "failed"
    assert report["failure"] == {"where": "notebook", "step": None, "cell": 1, "line": 2, "message": "ZeroDivisionError: division by zero"}


def test_a_kernel_that_dies_is_named_with_its_cell(folder):
    checked = Checked(folder, "import os, signal", "os.kill(os.getpid(), signal.SIGKILL)").step("all", [0, 1])
    failure = checked.check()["failure"]
    assert (failure["where"], failure["cell"]) == ("notebook", 1)
    assert "died" in failure["message"]


def test_a_step_that_raises_is_named_and_what_ran_before_it_is_compared(folder):
    checked = Checked(folder, "x = 1", "y = x + 1", "z = 3").step("first", [0], ["x"], outputs=["x"])
    checked.step("second", [1, 2], ["y"], {"x": "first"}).sabotage("second", "y = x + 1", "y = x + [1]")
    report = checked.check()
    assert report["verdict"] == "failed"
    assert {key: report["failure"][key] for key in ("where", "step", "cell")} == {"where": "pipeline", "step": "second", "cell": 1}
    assert "unsupported operand" in report["failure"]["message"]
    assert [cell["verdict"] for cell in report["cells"]] == ["same", "not-run", "not-run"]


def test_parameters_that_are_set_are_set_in_both(folder):
    checked = Checked(folder, "rate = 0.5", "double = rate * 2\nprint(double)").defaults(rate=0.5)
    checked.step("all", [1], ["double"], parameters=["rate"])
    checked.parameters = [{"name": "rate", "cell": 0, "given": "3"}]
    checked.outputs = {1: [{"output_type": "stream", "name": "stdout", "text": "6.0\n"}]}
    assert checked.verdicts() == {}


def test_nothing_of_the_persons_folder_is_touched_and_its_data_is_there_on_both_sides(folder):
    (folder / "data.txt").write_text("5")
    checked = Checked(folder, "n = int(open('data.txt').read())", "_ = open('data.txt', 'w').write('9')").step("all", [0, 1], ["n"])
    assert checked.verdicts() == {}
    assert (folder / "data.txt").read_text() == "5"
    assert sorted(path.name for path in folder.iterdir()) == ["analysis.ipynb", "data.txt"]


def test_data_above_the_notebooks_folder_is_brought_along(folder):
    (folder / "notebooks").mkdir()
    (folder / "data").mkdir()
    (folder / "data" / "n.txt").write_text("5")
    checked = Checked(folder / "notebooks", "n = int(open('../data/n.txt').read())").step("all", [0], ["n"])
    assert checked.verdicts() == {}


def test_a_pipeline_may_be_in_quite_another_folder(folder):
    (folder / "n.txt").write_text("5")
    checked = Checked(folder, "n = int(open('n.txt').read())").step("all", [0], ["n"])
    checked.name, checked.back = "../../pipelines/one", "../../%s/work" % folder.parent.name
    assert checked.verdicts() == {}


def test_the_clean_folders_own_names_are_no_difference(folder):
    checked = Checked(folder, "import os", "here = os.getcwd()\nprint(here)").imports("import os").step("all", [1], ["here"])
    assert checked.verdicts() == {}


def test_sets_have_the_same_order_on_both_sides(folder):
    checked = Checked(folder, "order = list({'ab', 'cd', 'ef', 'gh', 'ij', 'kl'})\nprint(order)").step("all", [0], ["order"])
    assert checked.verdicts() == {}


def test_pictures_are_not_compared_and_wide_tables_are_printed_as_in_a_notebook(folder):
    head = "import pandas as pd\nimport matplotlib.pyplot as plt"
    cells = [head, "wide = pd.DataFrame([range(15)] * 3).add_prefix('a rather long name ')\nprint(wide)", "fig, ax = plt.subplots()\nax.plot([1, 2])\nfig"]
    checked = Checked(folder, *cells).imports(head).step("all", [1, 2], ["wide", "fig", "ax"], bodies={2: "fig, ax = plt.subplots()\nax.plot([1, 2])\ndisplay(fig)"})
    assert checked.verdicts() == {}


def test_the_notebook_does_not_see_that_it_is_watched(folder):
    cells = ["names = sorted(name for name in dir() if not name.startswith('_'))\nprint(names)", "len(In)", "1 + 1", "_ * 2"]
    checked = Checked(folder, *cells)
    for index in range(4):
        checked.options[index] = {"output": False}
    checked.step("all", [0], ["names"], bodies={0: "names = ['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']\nprint(names)"})
    checked.outputs = {1: [result("3")], 3: [result("4")]}
    checked.options[1] = checked.options[3] = {}
    checked.sabotage("all", "return None", "for cell, text in ((1, 3), (2, 2), (3, 4)):\n        probe.before(cell)\n        display(text)\n        probe.after(cell, {}, [])\n    return None")
    assert checked.verdicts() == {}


def result(text):
    return {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}, "execution_count": 1}


def test_progress_is_told_cell_by_cell(folder):
    checked = Checked(folder, "x = 1", "y = 2").step("all", [0, 1], ["x", "y"])
    checked.check()
    cells = [(event["run"], event["cell"]) for event in checked.events if event["event"] == "cell"]
    assert cells == [("notebook", 0), ("notebook", 1), ("pipeline", 0), ("pipeline", 1)]


def test_a_folder_that_is_too_large_is_refused_with_its_size(folder):
    with open(folder / "huge.bin", "wb") as file:
        file.truncate(3 << 30)
    (line,) = Checked(folder, "x = 1").step("all", [0], ["x"]).told()[-1:]
    assert line["error"]["code"] == "too-large"
    assert "3.2 GB" in line["error"]["message"]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_check_that_is_ended_leaves_no_process(folder):
    checked = Checked(folder, "import os, time\nopen(os.environ['NOTED'], 'w').write(str(os.getpid()))\ntime.sleep(600)").step("all", [0])
    command, request = checked.command()
    noted = folder / "pid"
    process = subprocess.Popen(command, env={**os.environ, "NOTED": str(noted)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    process.stdin.write(json.dumps(request).encode())
    process.stdin.close()
    kernel = int(eventually(lambda: noted.exists() and noted.read_text()))
    process.send_signal(signal.SIGTERM)
    process.wait(180)
    assert eventually(lambda: not alive(kernel))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def eventually(condition):
    until = time.monotonic() + 180
    while time.monotonic() < until:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("never came")


def test_fresh_memory_is_filled_with_a_byte_of_its_own_in_each_run():
    filled = [filling(seed) for seed in range(RUNS_BY_CHANCE)]
    assert filled[0] == 0
    assert len(set(filled)) == RUNS_BY_CHANCE
    assert max(filled) < 256


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc fills memory")
def test_what_memory_held_before_is_not_deterministic(folder):
    cells = ["import numpy as np", "room = np.empty((100, 100))", "small = np.empty((2, 3))"]
    checked = Checked(folder, *cells).imports(cells[0]).step("all", [1, 2], ["room", "small"]).sabotage("all", "np.empty", "np.ones")
    assert checked.verdicts() == {1: "not-deterministic", 2: "not-deterministic"}
