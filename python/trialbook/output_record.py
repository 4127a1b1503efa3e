"""What a run prints, as its ``output`` records."""

import _thread
import codecs
import os
import threading
import time
from collections import deque
from typing import Any, Callable, Deque, Dict, Tuple

from .folding import Folder

#: Characters kept of one run. Beyond them a problem says so.
OUTPUT_LIMIT = 10 * 1024 * 1024
#: Characters of one record.
PIECE_LIMIT = 1024 * 1024
#: After a pause a line that has no end yet is recorded as far as it goes, and what had to wait is tried again.
PAUSE_SECONDS = 0.5
#: How long the end of a run waits for another thread that is at work here.
FINISH_SECONDS = 1.0


class OutputRecord:
    """Turns the bytes of ``stdout`` and ``stderr`` into records as soon as a line is final. Never raises.

    Who prints never waits for a thread that is at work in here, but leaves what it printed to that one, and hardly for one at
    work in the journal. For whoever prints may hold a lock that a finalizer wants, as progress bars do, and finalizers run
    wherever there is code in Python.

    A forked child begins anew: the line its parent was printing is the parent's.
    """

    def __init__(self, append: Callable[..., bool], encoding: str = "utf-8", pauses: bool = True):
        """``append`` appends a record, or returns False where another thread does not let it. ``pauses``: whether
        to look for them, in a thread."""
        self._append = append
        self._encoding = encoding
        self._pauses = pauses
        self._begin()

    def _begin(self) -> None:
        self._pid = os.getpid()
        # Reentrant, because a signal handler may end the run while its thread is in here.
        self._lock = threading.RLock()
        self._busy = False
        self._printed: Deque[Tuple[str, bytes]] = deque()
        self._records: Deque[Tuple[str, Dict[str, Any]]] = deque()
        self._decoders: Dict[str, codecs.IncrementalDecoder] = {}
        self._folders: Dict[str, Folder] = {}
        self._left = OUTPUT_LIMIT
        self._pausing = False

    def write(self, stream: str, data: bytes) -> None:
        """``data`` was printed on ``stream`` (``stdout`` or ``stderr``)."""
        try:
            if self._pid != os.getpid():
                self._begin()
            if self._left > 0:
                self._printed.append((stream, data))
                self._work()
                self._come_back()
        except Exception:
            pass

    def finish(self) -> None:
        """Record the lines that did not end."""
        if self._pid != os.getpid():
            return
        locked = self._lock.acquire(timeout=FINISH_SECONDS)
        try:
            self._fold()
            for stream, folder in self._folders.items():
                self._keep(stream, folder.finish())
            until = time.monotonic() + FINISH_SECONDS
            while not self._give() and time.monotonic() < until:
                time.sleep(0.01)
            self._left = 0
        finally:
            if locked:
                self._lock.release()

    def _work(self, paused: bool = False) -> None:
        # Again, because something may have been left to this thread just before it let go.
        while (self._printed or paused) and not self._busy and self._lock.acquire(blocking=False):
            try:
                self._busy = True
                self._fold()
                if paused:
                    for stream, folder in self._folders.items():
                        self._keep(stream, folder.open_line())
                    paused = False
                self._give()
            finally:
                self._busy = False
                self._lock.release()

    def _come_back(self) -> None:
        """After a pause, if something is left to do then."""
        if self._pauses and not self._pausing and (self._records or any(f.has_open_line for f in list(self._folders.values()))):
            self._pausing = True
            # Not by the threading module, which has a lock of its own.
            _thread.start_new_thread(self._after_pause, ())

    def _after_pause(self) -> None:
        time.sleep(PAUSE_SECONDS)
        self._pausing = False
        try:
            self._work(paused=True)
            self._come_back()
        except Exception:
            pass

    def _fold(self) -> None:
        while self._printed:
            stream, data = self._printed.popleft()
            try:
                if stream not in self._folders:
                    self._decoders[stream] = codecs.getincrementaldecoder(self._encoding)("replace")
                    self._folders[stream] = Folder()
                self._keep(stream, self._folders[stream].feed(self._decoders[stream].decode(data)))
            except Exception:
                # What the folder does not know how to take is left out.
                self._folders.pop(stream, None)

    def _keep(self, stream: str, text: str) -> None:
        if not text or self._left <= 0:
            return
        text, cut = text[: self._left], len(text) > self._left
        self._left -= len(text)
        for start in range(0, len(text), PIECE_LIMIT):
            self._records.append(("output", {"stream": stream, "text": text[start : start + PIECE_LIMIT]}))
        if cut or self._left <= 0:
            self._left = 0
            message = "more than %d MB were printed; what came after is not recorded" % (OUTPUT_LIMIT // (1024 * 1024))
            self._records.append(("problem", {"code": "output-limit", "message": message}))

    def _give(self) -> bool:
        """Append what is final; False where that has to be tried again."""
        while self._records:
            kind, fields = self._records[0]
            if not self._append(kind, **fields):
                return False
            self._records.popleft()
        return True
