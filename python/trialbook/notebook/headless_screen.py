"""What somebody who runs a notebook headless sees of it in the terminal."""

import os
import re
import sys
from typing import Any, Sequence

_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
#: Characters of a cell's first line.
_SHOWN = 60


class Screen:
    """Passes on what cells print, as it comes; never raises when nobody reads any more."""

    def __init__(self) -> None:
        #: Somebody looks on, and is told which cell runs.
        self._watched = sys.stderr is not None and sys.stderr.isatty()

    def stream(self, name: str, text: str) -> None:
        """A cell has printed ``text`` on ``stdout`` or ``stderr``."""
        self._write(sys.stderr if name == "stderr" else sys.stdout, text)

    def cell(self, number: int, count: int, source: str) -> None:
        """The cell is about to run, as the ``number``-th of ``count``, from 1."""
        if self._watched:
            self.say("cell %d of %d: %s" % (number, count, shortened(source)))

    def traceback(self, lines: Sequence[str]) -> None:
        """The error that ended the notebook, as its kernel tells it."""
        text = "\n".join(lines)
        self._write(sys.stderr, (text if self._watched else plain(text)).rstrip("\n") + "\n")

    def say(self, text: str) -> None:
        """A word of our own."""
        self._write(sys.stderr, "trialbook: %s\n" % text)

    @staticmethod
    def _write(stream: Any, text: str) -> None:
        if stream is None:
            return
        try:
            stream.write(text.encode(stream.encoding or "utf-8", "backslashreplace").decode(stream.encoding or "utf-8", "replace"))
            stream.flush()
        except BrokenPipeError:
            # Who read it has seen enough; Python would complain once more when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):
            pass


def shortened(source: str) -> str:
    """The first line of a cell that says something."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    first = next((line for line in lines if not line.startswith("#")), lines[0] if lines else "")
    return first if len(first) <= _SHOWN else first[: _SHOWN - 1] + "…"


def plain(text: str) -> str:
    """``text`` without the colours of a terminal."""
    return _COLOURS.sub("", text)
