"""Work that goes on beside the user's code, and that the end of the process waits for, a little."""

import threading
import time
from typing import Callable, List

_threads: List[threading.Thread] = []


def start(work: Callable[[], None], name: str) -> None:
    """Do ``work``, which must not raise, in a daemon thread. Raises RuntimeError where no thread can be had."""
    thread = threading.Thread(target=work, name="trialbook-" + name, daemon=True)
    thread.start()
    _threads[:] = [other for other in _threads if other.is_alive()]
    _threads.append(thread)


def wait(seconds: float) -> None:
    """Wait for all of it, at most so long."""
    until = time.monotonic() + seconds
    for thread in list(_threads):
        if thread is not threading.current_thread():
            thread.join(max(0.0, until - time.monotonic()))
