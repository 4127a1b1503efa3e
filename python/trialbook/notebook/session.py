"""The run of a kernel session: it is around all that starts in the kernel, and ends with it."""

import os
import time
from typing import Any, NamedTuple, Optional

from .. import active, capture, inherited, lifecycle
from ..journal import Writer
from ..run import Run


class Wanted(NamedTuple):
    """Which run a session is to be."""

    run_id: str
    #: The ``.trialbook`` folder.
    store_dir: str
    #: Absolute path, or a URI of what is no file; None where nobody knows.
    notebook: Optional[str] = None
    experiment: Optional[str] = None
    kind: str = "session"
    #: Whether this process says how the run ends.
    ends: bool = True
    #: Name of the kernel's spec.
    kernel: Optional[str] = None


def open_session(wanted: Wanted) -> Run:
    """Open the run and what is captured around it. Raises only for what a mistake of ours would be."""
    experiment = wanted.experiment or experiment_of(wanted.notebook) or os.environ.get("TRIALBOOK_EXPERIMENT") or None
    name = "session %s" % time.strftime("%H:%M") if wanted.kind == "session" else None
    around = inherited.surrounding()
    parent = around.run_id if around and around.run_id != wanted.run_id else None
    writer = Writer(os.path.join(wanted.store_dir, "journal"), wanted.run_id, lifecycle.journal_began)
    # What is captured is the kernel's, also where another process ends the run: so it is an owner until it leaves.
    run = Run(wanted.run_id, writer, wanted.store_dir, name, experiment, parent, owner=True)
    run.script = wanted.notebook if wanted.notebook and os.path.isabs(wanted.notebook) else None
    lifecycle.install()
    active.add_session(run)
    if wanted.ends:
        run.record("run", name=name, experiment=experiment, parent=parent, kind=wanted.kind)
    record_session(run, wanted.notebook, wanted.kernel)
    try:
        capture.at_start(run, joined=not wanted.ends)
    except Exception as error:
        run.record("problem", code="capture", message="%s: %s" % (type(error).__name__, error))
    if not wanted.ends:
        run.at_end(lambda: _leave(run))
    return run


def record_session(run: Run, notebook: Optional[str], kernel: Optional[str]) -> None:
    """Say which notebook and which kernel; again, where the notebook has become known, or another."""
    run.record("session", notebook=notebook, kernel=kernel, language="python")


def experiment_of(notebook: Optional[str]) -> Optional[str]:
    """The experiment of a notebook's sessions: its file name."""
    return notebook.replace("\\", "/").rstrip("/").rpartition("/")[2] or None if notebook else None


def _leave(run: Run) -> Any:
    run.owner = False
