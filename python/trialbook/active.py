"""Which run a log call without a run belongs to.

First the run started last in this thread (or asyncio task), if it is still open; else the one started last in the
main thread; else the one started last anywhere in the process. So threads that a run starts log into it, and threads
that each start a run stay apart. Where no run is open, it is the kernel session, if the process is one: a session is
around all runs that start in it, whenever and wherever that is.
"""

import os
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, List, Optional, Tuple

from . import inherited

if TYPE_CHECKING:
    from .run import Run

#: A run and the thread that started it, in the order of their starts.
_open: List[Tuple["Run", int]] = []
_here: "ContextVar[Optional[Run]]" = ContextVar("trialbook_run", default=None)
_session: Optional["Run"] = None
# The run that ended last; and whether the process is about to end, so that what is logged now is said after all runs.
_latest: Optional["Run"] = None
_over = False


def current() -> Optional["Run"]:
    """The open run a call from here belongs to."""
    run = _here.get()
    if run is not None and not run.ended:
        return run
    return started_here() or _last(threading.main_thread().ident) or _last(None) or _session


def started_here() -> Optional["Run"]:
    """The run started last in this task or thread that is still open, a session left aside."""
    run = _here.get()
    while run is not None and run.ended:
        run = run.outer
    return run or _last(threading.get_ident())


def around() -> Optional["Run"]:
    """The run that a run started here would be inside of: this thread's, the main thread's, or the session."""
    return started_here() or _last(threading.main_thread().ident) or _session


def session() -> Optional["Run"]:
    """The kernel session that this process is, while it is open."""
    return _session


def add(run: "Run") -> None:
    """``run`` is open from now on, and the current one of its thread."""
    run.outer = started_here()
    _open.append((run, threading.get_ident()))
    _here.set(run)
    _announce(run)


def add_session(run: "Run") -> None:
    """``run`` is the session of this kernel from now on."""
    global _session
    _session = run
    _announce(around())


def remove(run: "Run") -> None:
    """``run`` is over."""
    global _session, _latest
    _latest = run
    if run is _session:
        _session = None
    _open[:] = [entry for entry in _open if entry[0] is not run]
    _announce(around())


def process_ends() -> None:
    """The end of this process has begun, and nothing would end a run that is started from now on."""
    global _over
    _over = True


def left() -> Optional["Run"]:
    """At the end of the process the run that ended last: what is still logged there belongs to it."""
    return _latest if _over else None


def open_runs() -> List["Run"]:
    """All open runs of the process, the one started last first; a session is the last."""
    return [run for run, _ in reversed(_open)] + ([_session] if _session else [])


def _announce(run: Optional["Run"]) -> None:
    # No other process is to join a run that records nothing.
    inherited.announce(run if run is not None and run.recording else None)


def _last(thread: Optional[int]) -> Optional["Run"]:
    for run, of in reversed(_open):
        if thread is None or of == thread:
            return run
    return None


def _after_fork_in_child() -> None:
    global _over
    _over = False
    for run in open_runs():
        run.go_on_in_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
