"""What an editor asks of a kernel, by code that it executes there."""

import json
import os
import sys
import tempfile
from typing import Any, Callable, Dict, Optional, Sequence

from .. import active, inherited, starting
from ..process import host
from ..version import VERSION
from . import extension, session, whereabouts
from .hand_over import HandOver


def answer(work: Callable[[], Dict[str, Any]]) -> None:
    """Print what ``work`` gives as one line of JSON; never raises."""
    try:
        said = {"ok": True, **work()}
    except Exception as error:
        said = {"ok": False, "error": "%s: %s" % (type(error).__name__, error)}
    print(json.dumps(said, ensure_ascii=False))
    sys.stdout.flush()


def attach(run_id: str, folder: Optional[str], notebook: Optional[str], experiment: Optional[str], kind: str, ends: bool) -> Dict[str, Any]:
    """See ``trialbook.notebook.attach``."""
    recorder = extension.current()
    if recorder is None:
        wanted = inherited.run_id_of(run_id)
        if wanted is None:
            raise ValueError("%r is not the id of a run (32 hex digits)" % run_id)
        if extension.disabled():
            raise RuntimeError("TRIALBOOK_DISABLED is set in the kernel")
        shell = _shell()
        notebook = notebook or whereabouts.notebook_of(shell.user_ns)
        folder = os.path.abspath(folder) if folder else os.path.join(tempfile.mkdtemp(prefix="trialbook-"), ".trialbook")
        order = session.Wanted(wanted, folder, notebook, experiment, kind, ends, whereabouts.kernel_name())
        recorder = extension.begin(shell, order)
    run = recorder.run
    return {"run": run.run_id, "store_dir": run.store_dir, "host": host(), "pid": os.getpid(), "version": VERSION}


def take(have: Dict[str, int], limit: int, again: Sequence[str]) -> Dict[str, Any]:
    """See ``trialbook.notebook.take``."""
    recorder = extension.current()
    if recorder is None:
        raise RuntimeError("cells are not recorded in this kernel")
    if recorder.hand_over is None:
        recorder.hand_over = HandOver(recorder.run.store_dir)
    return recorder.hand_over.take(have, limit, again)


def start(name: Optional[str]) -> Dict[str, Any]:
    """See ``trialbook.notebook.start``."""
    return {"run": starting.start(name).run_id}


def end() -> Dict[str, Any]:
    """See ``trialbook.notebook.end``."""
    run = active.current()
    if run is None or run is active.session():
        return {"run": None}
    run.end()
    return {"run": run.run_id}


def detach() -> Dict[str, Any]:
    """See ``trialbook.notebook.detach``."""
    recorder = extension.current()
    if recorder is not None:
        extension.unload(_shell())
    return {"run": recorder and recorder.run.run_id}


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        raise RuntimeError("this process runs no notebook cells")
    return shell
