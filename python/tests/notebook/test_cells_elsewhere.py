"""Cells recorded where neither an editor nor Jupyter runs them: nbclient, papermill, IPython in a terminal."""

import subprocess
import sys

import nbclient
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from kernels import LOAD, Journals, environment


@pytest.fixture
def journals(tmp_path):
    (tmp_path / ".trialbook").mkdir()
    return Journals(tmp_path)


@pytest.fixture
def notebook(tmp_path):
    """A file whose first cell loads the extension."""
    cells = [new_code_cell(LOAD), new_code_cell("lr = 0.1", metadata={"tags": ["parameters"]}), new_code_cell("print('lr', lr)\nlr * 2")]
    written = new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}})
    nbformat.write(written, tmp_path / "study.ipynb")
    return tmp_path / "study.ipynb"


def test_nbclient_is_recorded(journals, notebook):
    node = nbformat.read(notebook, 4)
    nbclient.NotebookClient(node, resources={"metadata": {"path": str(journals.folder)}}).execute(env=environment())
    assert [each.end["status"] for each in journals.cells] == ["ok"] * 3
    assert journals.cells[2].text("stdout") == "lr 0.1\n" and journals.cells[2].text("result") == "0.2"
    assert [end["status"] for end in journals.of_type("end")] == ["FINISHED"]


def test_papermill_is_recorded_with_the_parameters_it_puts_in(journals, notebook):
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", str(notebook), str(journals.folder / "out.ipynb"), "-p", "lr", "0.5"]
    done = subprocess.run(command, cwd=journals.folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    sources = [each.cell["source"] for each in journals.cells]
    assert any("lr = 0.5" in source for source in sources)
    assert journals.cells[-1].text("stdout") == "lr 0.5\n" and journals.of_type("end")[0]["status"] == "FINISHED"


@pytest.fixture
def terminal(journals, tmp_path):
    def run(*lines):
        command = [sys.executable, "-m", "IPython", "--simple-prompt", "--no-banner", "--quick", "--no-confirm-exit", "--colors=NoColor"]
        variables = environment(IPYTHONDIR=str(tmp_path / "ipython"))
        text = "\n".join([LOAD, *lines, ""])
        done = subprocess.run(command, input=text, cwd=journals.folder, env=variables, capture_output=True, text=True, timeout=60)
        return done.stdout

    return run


def test_ipython_in_a_terminal_is_a_session(journals, terminal):
    terminal("x = 1", "y = x + 1")
    assert [each.cell["count"] for each in journals.cells] == [1, 2, 3]
    assert (journals.cells[2].end["defined"], journals.cells[2].end["read"]) == (["y"], ["x"])
    assert journals.of_type("end")[0]["status"] == "FINISHED"


def test_a_terminal_prints_its_results(journals, terminal):
    shown = terminal("print('a'); 41 + 1")
    assert "a\n" in shown and "42" in shown
    assert "a\n" in journals.cells[1].text("stdout") and "42" in journals.cells[1].text("stdout")


def test_an_error_in_a_terminal_is_one(journals, terminal):
    terminal("1/0", "1")
    assert [each.end["status"] for each in journals.cells[1:]] == ["error", "ok"]


def test_a_run_inside_a_terminals_session_is_no_session(journals, terminal):
    terminal("import trialbook", "trialbook.start_run('mine')")
    kinds = {record.get("name"): record["kind"] for records in journals.by_run.values() for record in records if record["type"] == "run"}
    assert kinds.pop("mine") == "notebook" and list(kinds.values()) == ["session"]
