"""How open runs end with their process: at its exit, by an exception, by a signal; and what shows they live till then."""

import atexit
import functools
import os
import signal
import sys
import threading
from typing import Any, Dict, Optional

from . import active, background, ending, journal
from .warn import warn_once

HEARTBEAT_SECONDS = 15.0
#: How long the end of the process waits for captures that are still at work.
BACKGROUND_SECONDS = 5.0

_installed = False
_earlier_exception: Optional[BaseException] = None
_exit_code: Optional[int] = None
_previous: Dict[int, Any] = {}
_process_of_heart: Optional[int] = None
#: What signals the thread that forks has blocked otherwise.
_fork = threading.local()


def install() -> None:
    """Follow the end of this process, once; what the user's program does at its end stays as it is."""
    global _installed, _earlier_exception
    if not _previous and threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                _watch_signal(getattr(signal, name))
    if _installed:
        return
    _installed = True
    _earlier_exception = _uncaught()
    atexit.register(_at_exit)
    _watch_sys_exit()


def went_on() -> None:
    """The process goes on although ``sys.exit`` was called, as a kernel does."""
    global _exit_code
    _exit_code = None


def journal_began() -> None:
    """This process has begun a journal: it needs a heartbeat, and a goodbye."""
    global _process_of_heart
    if _process_of_heart == os.getpid():
        return
    _process_of_heart = os.getpid()
    try:
        threading.Thread(target=_beat, name="trialbook-heartbeat", daemon=True).start()
    except RuntimeError as error:
        warn_once("heartbeat", "no thread for heartbeats (%s)" % error)
    # A forked worker of multiprocessing leaves without running atexit handlers, and clears its finalizers when it
    # begins, which is why this waits for the first record.
    process = sys.modules.get("multiprocessing.process")
    util = sys.modules.get("multiprocessing.util")
    if process is not None and util is not None and process.parent_process() is not None:
        util.Finalize(None, _at_end_of_worker, exitpriority=0)


def _beat() -> None:
    pause = threading.Event()
    while not pause.wait(HEARTBEAT_SECONDS):
        for writer in journal.open_writers():
            writer.heartbeat()


def _at_exit() -> None:
    error = _uncaught()
    if error is not None and error is not _earlier_exception and not _interactive():
        how = ending.how(error)
        how.setdefault("exit_code", 1)
    else:
        how = ending.how(SystemExit(_exit_code))
    _end_all(how)
    active.process_ends()


def _at_end_of_worker() -> None:
    # Up to Python 3.12 this is called from a finally clause, where the exception that ends the worker is still to be
    # seen. Later there is only the exit status, in the frame that is about to exit with it.
    error = sys.exc_info()[1]
    frame = sys._getframe()
    while error is None and frame.f_back is not None:
        frame = frame.f_back
        if frame.f_code.co_name == "_launch":
            error = SystemExit(frame.f_locals.get("code"))
    _end_all(ending.how(error or SystemExit(_exit_code)))


def _end_all(how: Dict[str, Any]) -> None:
    for run in active.open_runs():
        run.end(**how)
    background.wait(BACKGROUND_SECONDS)
    journal.close_all()


def _uncaught() -> Optional[BaseException]:
    """The exception that is ending the program. Python keeps it there whatever ``sys.excepthook`` does with it."""
    return getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)


def _interactive() -> bool:
    return hasattr(sys, "ps1") or bool(sys.flags.interactive) or "get_ipython" in vars(sys.modules["builtins"])


def _watch_sys_exit() -> None:
    # Nothing else tells an exit handler with which status the process is about to exit.
    original = sys.exit

    @functools.wraps(original)
    def exit(status: Any = None, /) -> Any:
        global _exit_code
        if threading.current_thread() is threading.main_thread():
            _exit_code = ending.exit_code(status)
        original(status)

    sys.exit = exit


def _before_fork() -> None:
    # A signal that reaches a child before Python has begun there is forgotten by Python, where without us it ends the child.
    if _previous:
        _fork.mask = signal.pthread_sigmask(signal.SIG_BLOCK, _previous)


def _after_fork_in_parent() -> None:
    if _previous:
        signal.pthread_sigmask(signal.SIG_SETMASK, _fork.mask)


def _after_fork_in_child() -> None:
    """The child's signals are its own affair, as without us, until it starts a run."""
    for number, previous in _previous.items():
        if signal.getsignal(number) is _on_signal:
            signal.signal(number, previous)
    _after_fork_in_parent()
    _previous.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork_in_parent, after_in_child=_after_fork_in_child)


def _watch_signal(number: int) -> None:
    previous = signal.getsignal(number)
    # Ignored (nohup), or handled by something that is not Python: not ours to change.
    if previous is not signal.SIG_DFL and not callable(previous):
        return
    _previous[number] = previous
    signal.signal(number, _on_signal)


def _on_signal(number: int, frame: Any) -> None:
    previous = _previous[number]
    if callable(previous):
        ending.signalled = number
        previous(number, frame)
        # It returned, so the process goes on.
        ending.signalled = None
        return
    if signal.getsignal(number) is not _on_signal:
        # Called by a handler that took our place: the signal is its to act on.
        return
    for run in active.open_runs():
        run.end("KILLED", exit_code=128 + number)
    background.wait(0)
    journal.close_all(dying=True)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
