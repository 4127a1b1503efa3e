"""Work that goes on beside the user's code, and that the end of the process waits for, a little."""

import threading
import time
from typing import Callable, List, NamedTuple


class _Work(NamedTuple):
    thread: threading.Thread
    otherwise: Callable[[], None]


_under_way: List[_Work] = []


def start(work: Callable[[], None], name: str, otherwise: Callable[[], None]) -> None:
    """Do ``work``, which must not raise, in a daemon thread; or ``otherwise``, where the process ends before it is done.
    Raises RuntimeError where no thread can be had."""
    thread = threading.Thread(target=work, name="trialbook-" + name, daemon=True)
    thread.start()
    _under_way[:] = [other for other in _under_way if other.thread.is_alive()]
    _under_way.append(_Work(thread, otherwise))


def wait(seconds: float) -> None:
    """The process is about to end: wait for all of it, at most so long."""
    until = time.monotonic() + seconds
    for thread, otherwise in list(_under_way):
        if thread is threading.current_thread():
            continue
        thread.join(max(0.0, until - time.monotonic()))
        if thread.is_alive():
            otherwise()
