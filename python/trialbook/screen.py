"""The real terminal, to which a program's output is passed on: it may stop taking any without being closed."""

import os
import select
import time
from typing import Optional

#: Who takes nothing for so long is not about to: a window that was reloaded, a connection that was lost, Ctrl-S.
PATIENCE_SECONDS = 10.0
#: Bytes of output that wait for it; beyond that the oldest are left out there.
WAITING_LIMIT = 1000000
PAUSE_SECONDS = 0.01


class Screen:
    """Takes output as fast as it is read, and holds up whoever writes no longer than somebody may still be reading."""

    def __init__(self, fd: int, patience: float = PATIENCE_SECONDS):
        self._fd: Optional[int] = _opened_again(fd)
        self._patience = patience
        self._waiting = bytearray()

    @property
    def late(self) -> Optional[int]:
        """The descriptor to watch while output waits for it; then ``catch_up``."""
        return self._fd if self._waiting else None

    def write(self, data: bytes) -> None:
        """What can't be shown now is shown by ``catch_up``."""
        self._waiting += data
        if len(self._waiting) == len(data):
            self._show(self._patience)
        del self._waiting[:-WAITING_LIMIT]

    def catch_up(self) -> None:
        """Show as much of what waits as can be shown without waiting."""
        self._show(0)

    def finish(self) -> None:
        """Nothing more will come."""
        self._show(self._patience)

    def _show(self, patience: float) -> None:
        until = time.monotonic() + patience
        while self._waiting and self._fd is not None:
            try:
                if not select.select([], [self._fd], [], max(0.0, until - time.monotonic()))[1]:
                    return
                del self._waiting[: os.write(self._fd, self._waiting[:65536])]
                until = time.monotonic() + patience
            except BlockingIOError:
                # It says that it has room, and has none for the next character.
                time.sleep(PAUSE_SECONDS)
                if time.monotonic() >= until:
                    return
            except OSError:
                # The window was closed; the program may go on.
                self._fd = None
        self._waiting.clear()


def _opened_again(fd: int) -> int:
    """The same terminal in a mode of its own, since that of ``fd`` is also the program's. ``fd`` where that can't be had."""
    try:
        return os.open(os.ttyname(fd), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return fd
