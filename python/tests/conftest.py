"""Every test works in an empty folder of its own, with no run open and none given."""

import os
import sys

import pytest

from journals import Project


@pytest.fixture(autouse=True)
def nothing_open(tmp_path, monkeypatch):
    from trialbook import active, starting, warn

    for name in list(os.environ):
        if name.startswith("TRIALBOOK_") or name in ("RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT"):
            monkeypatch.delenv(name)
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    # The program is pytest, which lies in a repository: no run of a test is to take snapshots there.
    monkeypatch.delattr(sys.modules["__main__"], "__file__", raising=False)
    monkeypatch.setenv("TRIALBOOK_DIR", str(folder / ".trialbook"))
    yield
    for run in active.open_runs():
        run.end()
    starting.set_experiment(None)
    warn._told.clear()
    warn._counts.clear()


@pytest.fixture
def project(tmp_path):
    """The empty folder, with ways to run scripts in it and to read what they recorded."""
    return Project(tmp_path / "project")
