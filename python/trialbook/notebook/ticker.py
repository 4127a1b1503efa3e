"""A thread that writes, about once a second, what a cell is printing while it runs."""

import threading
from typing import Callable

SECONDS = 0.5


class Ticker:
    """Calls ``tick`` in a daemon thread from ``wake`` on, as long as it says that there is more to come."""

    def __init__(self, tick: Callable[[], bool]):
        self._tick = tick
        self._wanted = threading.Event()
        self._stopped = threading.Event()
        self._started = False

    def wake(self) -> None:
        if self._wanted.is_set():
            return
        self._wanted.set()
        if not self._started:
            self._started = True
            threading.Thread(target=self._work, name="trialbook-cells", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()
        self._wanted.set()

    def _work(self) -> None:
        while not self._stopped.is_set():
            self._wanted.wait()
            if self._stopped.wait(SECONDS):
                return
            # Before the look: what comes after it wakes it again.
            self._wanted.clear()
            try:
                if self._tick():
                    self._wanted.set()
            except Exception:
                # The next look may do.
                pass
