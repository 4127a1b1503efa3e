"""What a run prints, as its ``output`` records."""

import codecs
import os
import threading
from typing import Callable, Dict

from .folding import Folder

#: Characters kept of one run. Beyond them a problem says so.
OUTPUT_LIMIT = 10 * 1024 * 1024
#: Characters of one record.
PIECE_LIMIT = 1024 * 1024


class OutputRecord:
    """Turns the bytes of ``stdout`` and ``stderr`` into records as soon as a line is final. Never raises.

    A forked child begins anew: the line its parent was printing is the parent's.
    """

    def __init__(self, append: Callable[..., None], encoding: str = "utf-8"):
        self._append = append
        self._encoding = encoding
        self._begin()

    def _begin(self) -> None:
        self._pid = os.getpid()
        # Reentrant, because a signal handler may print while its thread is in here.
        self._lock = threading.RLock()
        self._decoders: Dict[str, codecs.IncrementalDecoder] = {}
        self._folders: Dict[str, Folder] = {}
        self._left = OUTPUT_LIMIT

    def write(self, stream: str, data: bytes) -> None:
        """``data`` was printed on ``stream`` (``stdout`` or ``stderr``)."""
        try:
            if self._pid != os.getpid():
                self._begin()
            if self._left <= 0:
                return
            with self._lock:
                if stream not in self._folders:
                    self._decoders[stream] = codecs.getincrementaldecoder(self._encoding)("replace")
                    self._folders[stream] = Folder()
                self._keep(stream, self._folders[stream].feed(self._decoders[stream].decode(data)))
        except Exception:
            # Nested calls can leave a folder in a state it does not know.
            self._folders.pop(stream, None)

    def finish(self) -> None:
        """Record the lines that did not end."""
        if self._pid != os.getpid():
            return
        with self._lock:
            for stream, folder in self._folders.items():
                self._keep(stream, folder.finish())

    def _keep(self, stream: str, text: str) -> None:
        if not text or self._left <= 0:
            return
        text, cut = text[: self._left], len(text) > self._left
        self._left -= len(text)
        for start in range(0, len(text), PIECE_LIMIT):
            self._append("output", stream=stream, text=text[start : start + PIECE_LIMIT])
        if cut or self._left <= 0:
            self._left = 0
            self._append(
                "problem",
                code="output-limit",
                message="more than %d MB were printed; what came after is not recorded" % (OUTPUT_LIMIT // (1024 * 1024)),
            )
