"""What the journal says of the cells that a kernel runs."""

import pytest

from kernels import LOAD, Kernel, eventually


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    kernel = Kernel(tmp_path_factory.mktemp("cells"))
    kernel.run(LOAD)
    yield kernel
    kernel.end()


def status(kernel, code):
    return kernel.cell(code).end["status"]


def test_the_source_is_as_it_was_typed(kernel):
    assert kernel.cell("%time x = [1,\n  2]  # two\n").cell["source"] == "%time x = [1,\n  2]  # two\n"


def test_the_count_is_the_number_beside_the_cell(kernel):
    def count_told(code):
        return next(content["execution_count"] for kind, content in kernel.run(code).messages if kind == "execute_input")

    assert count_told("1") == kernel.cells[-1].cell["count"] == kernel.cells[-1].end["count"]


def test_a_cell_that_loads_the_extension_is_recorded_too(kernel):
    first = kernel.cells[0]
    assert (first.cell["source"], first.cell["count"], first.end["status"]) == (LOAD, 1, "ok")


def test_every_execution_has_a_number_of_its_own(kernel):
    kernel.run("1"), kernel.run("1")
    numbers = [each.cell["execution"] for each in kernel.cells]
    assert numbers == list(range(len(numbers)))


def test_an_exception_is_an_error_with_its_traceback(kernel):
    error = kernel.cell("def f():\n    return 1/0\nf()").end["error"]
    assert (error["type"], error["message"]) == ("ZeroDivisionError", "division by zero")
    assert "in f\n" in error["traceback"] and "IPython" not in error["traceback"] and "\x1b" not in error["traceback"]


@pytest.mark.parametrize("code", ["def (", "%no_such_magic", "import sys; sys.exit(2)", "%run no_such_file.py"])
def test_what_fails_otherwise_is_an_error_too(kernel, code):
    assert status(kernel, code) == "error"


def test_an_interrupt_is_told_from_an_error(kernel):
    kernel.begin("import time\nprint('here')\nwhile True: time.sleep(0.01)")
    eventually(lambda: "here" in kernel.cells[-1].text("stdout"), "what the loop printed")
    kernel.interrupt()
    assert eventually(lambda: kernel.cells[-1].end, "the end of the cell")["status"] == "interrupted"


def test_awaiting_cells_are_recorded(kernel):
    found = kernel.cell("import asyncio\nawait asyncio.sleep(0.01)\nprint('slept')")
    assert (found.text("stdout"), found.end["status"]) == ("slept\n", "ok")


def test_a_cell_that_awaits_and_is_cancelled_is_interrupted(kernel):
    assert status(kernel, "import asyncio\nasyncio.current_task().cancel()\nawait asyncio.sleep(1)") == "interrupted"


def test_cells_below_a_magic_are_one_with_it(kernel):
    before = len(kernel.cells)
    kernel.run("%%capture\nprint('kept from view')")
    assert len(kernel.cells) == before + 1


@pytest.mark.parametrize(
    "code, how",
    [("# trialbook: hidden\nhidden = 1", {}), ("unasked = 1", {"store_history": False}), ("silent = 1", {"silent": True})],
)
def test_code_that_is_no_cell_is_not_recorded(kernel, code, how):
    before = len(kernel.cells)
    kernel.run(code, **how)
    assert len(kernel.cells) == before


def test_time_and_memory_are_the_kernels(kernel):
    end = kernel.cell("total = 0\nfor i in range(300_000):\n    total += i").end
    assert end["cpu_ms"] > 1 and end["memory"] > 10_000_000


def test_a_cell_that_replaces_what_prints_is_recorded_all_the_same(kernel):
    found = kernel.cell("import sys, io\nkept, sys.stdout = sys.stdout, io.StringIO()\nprint('nowhere')\nsys.stdout = kept")
    assert (found.outputs, found.end["status"]) == ([], "ok")


def test_resetting_the_variables_does_not_end_the_recording(kernel):
    kernel.run("gone = 1")
    assert "gone" in kernel.cell("%reset -f").end["deleted"]
    assert status(kernel, "1") == "ok"


def test_run_binds_what_the_script_bound(kernel):
    (kernel.folder / "script.py").write_text("from_script = 1\n")
    assert kernel.cell("%run script.py").end["defined"] == ["from_script"]


def test_loading_twice_records_once(kernel):
    kernel.run(LOAD)
    before = len(kernel.cells)
    kernel.run("1")
    assert len(kernel.cells) == before + 1
