"""Bringing the hooks into an IPython shell, and taking them out."""

import os
from typing import Any, Optional

from .. import inherited, store_dir
from ..warn import warn_once
from . import session, whereabouts
from .recorder import Recorder

#: The recorder of this process, which has one shell.
_recorder: Optional[Recorder] = None


def current() -> Optional[Recorder]:
    """What records the cells of this process, while it does."""
    if _recorder is not None and (_recorder.run.ended or _recorder.pid != os.getpid()):
        return None
    return _recorder


def load(shell: Any) -> None:
    """As ``%load_ext trialbook``: never raises."""
    try:
        if current() is None and not disabled():
            begin(shell, wanted_here(shell))
    except Exception as error:
        warn_once("load", "cells are not recorded (%s: %s)" % (type(error).__name__, error))


def unload(shell: Any) -> None:
    """As ``%unload_ext trialbook``: the run of the session ends. Never raises."""
    global _recorder
    recorder, _recorder = _recorder, None
    if recorder is not None and recorder.pid == os.getpid():
        try:
            recorder.remove()
        finally:
            recorder.run.end()


def begin(shell: Any, wanted: session.Wanted) -> Recorder:
    """Record the cells of ``shell`` from now on, the one that runs included, unless it is hidden."""
    global _recorder
    if _recorder is not None:
        # Its run was ended by the program.
        _recorder.remove()
    run = session.open_session(wanted)
    _recorder = Recorder(shell, run, wanted.notebook)
    _recorder.install()
    source = _running_source(shell)
    if source is not None:
        _recorder.began_before(source)
    return _recorder


def wanted_here(shell: Any) -> session.Wanted:
    """The session that this kernel is, where nobody says which."""
    notebook = whereabouts.notebook_of(shell.user_ns)
    given = inherited.given()
    folder = store_dir.find_or_make(notebook)
    editors = whereabouts.editors_run(folder, notebook) if notebook else None
    if editors is None and given is not None:
        inherited.take(given.run_id) if given.owner is None else None
        ends = given.owner in (None, os.getpid())
        return session.Wanted(given.run_id, folder, notebook, ends=ends, kernel=whereabouts.kernel_name())
    return session.Wanted(editors or os.urandom(16).hex(), folder, notebook, kernel=whereabouts.kernel_name())


def disabled() -> bool:
    """Whether ``TRIALBOOK_DISABLED`` asks for nothing to be recorded."""
    return os.environ.get("TRIALBOOK_DISABLED", "") not in ("", "0")


def _running_source(shell: Any) -> Optional[str]:
    """The code of the cell that runs, if one does that counts."""
    from .recorder import HIDDEN

    parent = getattr(shell, "parent_header", None)
    content = parent.get("content") if isinstance(parent, dict) else None
    if isinstance(content, dict):
        source = content.get("code")
        counts = content.get("store_history", True) and not content.get("silent")
    else:
        inputs = getattr(getattr(shell, "history_manager", None), "input_hist_raw", [])
        # The first entry is nobody's; where no cell runs yet (a profile loads extensions), it is the only one.
        source, counts = (inputs[-1] if len(inputs) > 1 else None), True
    return source if counts and isinstance(source, str) and not source.lstrip().startswith(HIDDEN) else None
