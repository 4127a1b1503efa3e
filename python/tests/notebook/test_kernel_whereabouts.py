"""Which notebook, cell and editor a kernel is told of."""

import hashlib
import json

import pytest

from kernels import LOAD, Kernel

from trialbook import process


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    kernel = Kernel(tmp_path_factory.mktemp("cells"))
    kernel.run(LOAD)
    yield kernel
    kernel.end()


def told(kernel, metadata):
    cell = kernel.cell("1", metadata).cell
    return {name: cell.get(name) for name in ("cell", "handle", "index", "tags", "notebook")}


def test_jupyterlab_names_the_cell_by_its_id(kernel):
    assert told(kernel, {"cellId": "0a1b", "deletedCells": []})["cell"] == "0a1b"


def test_vs_code_names_notebook_and_handle_by_a_uri(kernel):
    found = told(kernel, {"cellId": "vscode-notebook-cell:/home/me/my%20work/x.ipynb#W2sZmlsZQ%3D%3D"})
    assert (found["notebook"], found["handle"], found["cell"]) == ("/home/me/my work/x.ipynb", "W2sZmlsZQ==", None)


def test_the_machine_that_vs_code_reaches_is_no_part_of_the_path(kernel):
    found = told(kernel, {"cellId": "vscode-notebook-cell://ssh-remote%2Bbox/home/me/x.ipynb#W0s"})
    assert found["notebook"] == "/home/me/x.ipynb"


def test_a_notebook_that_was_never_saved_is_no_file(kernel):
    found = told(kernel, {"cellId": "vscode-notebook-cell:Untitled-1.ipynb?jupyter-notebook#W0s"})
    assert (found["notebook"], found["handle"]) == ("untitled:Untitled-1.ipynb", "W0s")


def test_who_runs_the_notebook_may_say_it_all(kernel):
    found = told(kernel, {"cellId": "a", "trialbook": {"index": 3, "tags": ["parameters"], "notebook": "/w/x.ipynb"}})
    assert found == {"cell": "a", "handle": None, "index": 3, "tags": ["parameters"], "notebook": "/w/x.ipynb"}


@pytest.mark.parametrize("metadata", [{"cellId": 7}, {"trialbook": []}, {"trialbook": {"index": "3", "tags": "x"}}])
def test_what_is_told_badly_is_not_known(kernel, metadata):
    found = told(kernel, metadata)
    assert (found["cell"], found["index"], found["tags"]) == (None, None, None)


def loaded(folder, before="", **variables):
    kernel = Kernel(folder, **variables)
    try:
        if before:
            kernel.run(before)
        kernel.run(LOAD)
        kernel.run("1")
        return kernel, kernel.session
    finally:
        kernel.end()


def one(records, type):
    return next(record for record in records if record["type"] == type)


def test_a_server_of_jupyter_names_the_notebook(tmp_path):
    path = str(tmp_path / "explore.ipynb")
    _, records = loaded(tmp_path, JPY_SESSION_NAME=path)
    assert one(records, "session")["notebook"] == path
    assert one(records, "run")["experiment"] == "explore.ipynb"
    assert one(records, "command")["script"] == path


def test_a_console_of_jupyter_has_no_notebook(tmp_path):
    _, records = loaded(tmp_path, JPY_SESSION_NAME=str(tmp_path / "console-1-abc"))
    assert "notebook" not in one(records, "session") and "experiment" not in one(records, "run")


def test_the_store_is_looked_for_from_the_notebook_on(tmp_path):
    store = tmp_path / "project" / ".trialbook"
    store.mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kernel = Kernel(elsewhere, JPY_SESSION_NAME=str(tmp_path / "project" / "notebooks" / "x.ipynb"))
    try:
        kernel.run(LOAD)
    finally:
        kernel.end()
    assert list((store / "journal").iterdir())


class Editor:
    """What an editor leaves for the kernels of a notebook."""

    RUN = "ab" * 16

    def __init__(self, folder, **identity):
        self.notebook = str(folder / "x.ipynb")
        sessions = folder / ".trialbook" / "sessions"
        sessions.mkdir(parents=True)
        name = hashlib.sha256(self.notebook.encode()).hexdigest()[:32]
        told = {"run": self.RUN, "notebook": self.notebook, **process.identity(), **identity}
        (sessions / (name + ".json")).write_text(json.dumps(told))


def test_a_kernel_joins_the_session_that_its_editor_has_begun(tmp_path):
    editor = Editor(tmp_path)
    _, records = loaded(tmp_path, "__vsc_ipynb_file__ = %r" % editor.notebook)
    assert records[0]["run"] == Editor.RUN and one(records, "run")["kind"] == "session"


def test_an_editor_that_is_gone_is_not_joined(tmp_path):
    editor = Editor(tmp_path, pid_start="1")
    _, records = loaded(tmp_path, "__vsc_ipynb_file__ = %r" % editor.notebook)
    assert records[0]["run"] != Editor.RUN


def test_a_kernel_opened_for_a_run_is_that_run(tmp_path):
    given = "cd" * 16
    _, records = loaded(tmp_path, TRIALBOOK_RUN_ID=given)
    assert records[0]["run"] == given
