"""The text of one printed output: folded as a terminal would show it, its middle left out where it is long."""

from typing import List, Tuple

from ..folding import Folder

#: Characters kept of one output, from its start and from its end.
HEAD = 48 * 1024
TAIL = 16 * 1024
#: So much is folded at once; of what is longer and not kept, only the end.
_PIECE = 256 * 1024


class StreamText:
    """Takes what is printed on one stream. The head is there to be written as it comes, the tail at the end."""

    def __init__(self) -> None:
        self._folder = Folder()
        self._head_left = HEAD
        self._due = ""
        self._tail = ""
        self._cut = 0

    def feed(self, text: str) -> None:
        for start in range(0, len(text), _PIECE):
            if not self._head_left and len(text) - start > 2 * _PIECE:
                # Far from both ends, so that it costs nothing to print very much.
                self._cut += _PIECE
                continue
            self._keep(self._folder.feed(text[start : start + _PIECE]))

    def due(self) -> str:
        """What can be written now."""
        due, self._due = self._due, ""
        return due

    def finish(self) -> List[Tuple[str, int]]:
        """The rest, as the texts that are to be written after each other, each with how many characters are left out
        before it."""
        self._keep(self._folder.finish())
        if not self._cut:
            rest = self.due() + self._tail
            return [(rest, 0)] if rest else []
        due = self.due()
        return ([(due, 0)] if due else []) + [(self._tail, self._cut)]

    def _keep(self, text: str) -> None:
        head = text[: self._head_left]
        self._head_left -= len(head)
        self._due += head
        tail = self._tail + text[len(head) :]
        self._cut += max(0, len(tail) - TAIL)
        self._tail = tail[-TAIL:]


def shortened(text: str, limit: int = HEAD + TAIL) -> Tuple[str, int]:
    """``text`` with its middle left out where it is longer than ``limit``, and how many characters that were."""
    if len(text) <= limit:
        return text, 0
    head = limit * HEAD // (HEAD + TAIL)
    tail = limit - head
    return text[:head] + (text[-tail:] if tail else ""), len(text) - limit
