"""What one execution of a cell gives, on its way into the journal: held a moment, shortened, written."""

import threading
import time
from typing import Any, Callable, Dict, List, Optional

from . import bundle
from .stream_text import StreamText, shortened

#: Outputs of one execution, and characters of their text.
OUTPUT_LIMIT = 200
TEXT_LIMIT = 1024 * 1024
#: Seconds until what came is written, if the cell does not end before.
HOLD_SECONDS = 1.0
#: What is shown again and again (a plot that is redrawn) is written ever more rarely, until that many seconds lie between.
REWRITE_SECONDS = 60.0
#: Bytes that wait at most.
HELD_LIMIT = 32 * 1024 * 1024

_now = time.monotonic


class _Item:
    """An output that is not written yet, or a stream that may go on."""

    def __init__(self, kind: str, text: Optional[StreamText] = None, data: Optional[Dict[str, Any]] = None, display: Optional[str] = None):
        self.kind = kind
        self.text = text
        self.data = data
        self.display = display


class Execution:
    """Takes outputs from any thread, also after the cell's end, and gives them to ``append``, a run's ``record``."""

    def __init__(self, number: int, append: Callable[..., None], artifact_dir: str):
        self.number = number
        self._append = append
        self._artifact_dir = artifact_dir
        # Reentrant, because a signal handler may print while its thread is in here.
        self._lock = threading.RLock()
        self._items: List[_Item] = []
        self._streams: Dict[str, _Item] = {}
        self._updates: Dict[str, Dict[str, Any]] = {}
        self._held = 0
        self._count = 0
        self._beyond = 0
        self._text_left = TEXT_LIMIT
        self._written = False
        # ``clear_output(wait=True)`` clears when the next output comes.
        self._clear_next = False
        self._clears = False
        self._say_cleared = False
        self._rewrite_seconds = HOLD_SECONDS
        self._items_due: Optional[float] = None
        self._updates_due: Optional[float] = None

    def printed(self, stream: str, text: str) -> None:
        """``text`` was printed on ``stdout`` or ``stderr``."""
        with self._lock:
            self._before_output()
            item = self._streams.get(stream)
            if item is None:
                item = self._streams[stream] = _Item(stream, StreamText())
                if not self._add(item):
                    item.text = None
            if item.text is not None:
                item.text.feed(text)
                self._hold()

    def shown(self, kind: str, data: Dict[str, Any], display: Optional[str]) -> bool:
        """A ``result`` or ``display``; ``display`` is its id in the journal, where it may be rewritten. False: it is one too many."""
        with self._lock:
            self._before_output()
            self._end_streams()
            added = self._add(_Item(kind, data=data, display=display))
            self._held += sum(len(value) for value in data.values() if isinstance(value, (str, bytes))) if added else 0
            self._hold()
            return added

    def failed(self, traceback: str) -> None:
        """The traceback that is shown, colours and all."""
        self.shown("error", {"text/plain": traceback}, None)

    def updated(self, data: Dict[str, Any], display: str) -> None:
        """What was shown under that id is ``data`` now."""
        with self._lock:
            for item in self._items:
                if item.display == display:
                    item.data = data
                    return
            self._updates[display] = data
            if self._updates_due is None:
                self._updates_due = _now() + self._rewrite_seconds

    def cleared(self, wait: bool) -> None:
        """The outputs so far are taken away; with ``wait``, when the next one comes."""
        with self._lock:
            if wait:
                self._clear_next = True
            else:
                self._clear()

    def tick(self) -> bool:
        """Write what has been held for long enough. True: there may be more to write later."""
        with self._lock:
            if self._items_due is not None and self._items_due <= _now():
                self._write_items()
                if self._clears:
                    self._slow_down()
            if self._updates_due is not None and self._updates_due <= _now():
                self._write_updates()
                self._slow_down()
            return self._items_due is not None or self._updates_due is not None

    def finish(self) -> None:
        """The cell has ended, or the process will: write all there is. More may come."""
        with self._lock:
            self._end_streams()
            self._write_items()
            self._write_updates()
            if self._say_cleared:
                self._record("stdout", "", 0, {}, None)
            beyond, self._beyond = self._beyond, 0
            if beyond:
                self._append(
                    "problem",
                    code="cell-outputs",
                    message="a cell gave %d outputs; the first %d of them are recorded" % (OUTPUT_LIMIT + beyond, OUTPUT_LIMIT),
                )

    # Called with the lock held.

    def _before_output(self) -> None:
        if self._clear_next:
            self._clear()

    def _clear(self) -> None:
        self._clear_next = False
        self._clears = True
        self._items.clear()
        self._streams.clear()
        self._updates.clear()
        self._held = self._count = self._beyond = 0
        self._text_left = TEXT_LIMIT
        self._say_cleared = self._say_cleared or self._written
        self._written = False

    def _add(self, item: _Item) -> bool:
        if self._count >= OUTPUT_LIMIT:
            self._beyond += 1
            return False
        self._count += 1
        self._items.append(item)
        return True

    def _hold(self) -> None:
        if self._items_due is None and self._items:
            self._items_due = _now() + (self._rewrite_seconds if self._clears else HOLD_SECONDS)
        if self._held > HELD_LIMIT:
            self._write_items()

    def _slow_down(self) -> None:
        self._rewrite_seconds = min(REWRITE_SECONDS, 1.5 * self._rewrite_seconds)

    def _end_streams(self) -> None:
        self._streams.clear()

    def _write_items(self) -> None:
        self._items_due = None
        self._held = 0
        items, self._items = self._items, []
        for item in items:
            if item.text is None:
                self._write_shown(item.kind, item.data or {}, item.display)
            elif item in self._streams.values():
                self._write_text(item.kind, item.text.due(), 0)
                self._items.append(item)
            else:
                for text, cut in item.text.finish():
                    self._write_text(item.kind, text, cut)

    def _write_updates(self) -> None:
        self._updates_due = None
        updates, self._updates = self._updates, {}
        for display, data in updates.items():
            self._write_shown("display", data, display)

    def _write_shown(self, kind: str, data: Dict[str, Any], display: Optional[str]) -> None:
        try:
            kept = bundle.keep(data, self._artifact_dir)
        except OSError as error:
            self._append("problem", code="cell-output", message="a file of a cell's output was not kept: %s" % (error.strerror or error))
            kept = bundle.without_files(data)
        text, cut = kept.text, kept.cut
        if text is not None:
            text, more = shortened(text, max(0, self._text_left))
            cut += more
        self._record(kind, text, cut, {} if kind == "error" else kept.fields, display)

    def _write_text(self, kind: str, text: str, cut: int) -> None:
        if text or cut:
            text, more = shortened(text, max(0, self._text_left))
            self._record(kind, text, cut + more, {}, None)

    def _record(self, kind: str, text: Optional[str], cut: int, fields: Dict[str, Any], display: Optional[str]) -> None:
        self._text_left -= len(text or "")
        output = {"kind": kind, "text": text, "cut": cut or None, **fields, "display": display}
        cleared, self._say_cleared = self._say_cleared, False
        self._append(
            "cell_output",
            execution=self.number,
            output={name: value for name, value in output.items() if value is not None},
            cleared=cleared or None,
        )
        self._written = True
