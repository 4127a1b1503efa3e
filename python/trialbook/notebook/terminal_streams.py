"""What IPython prints in a terminal while a cell runs."""

import io
import sys
from typing import Any, Callable

Listener = Callable[[str, str], None]


class TerminalStreams:
    """Stands in for ``sys.stdout`` and ``sys.stderr`` from ``begin`` to ``flush``, and passes all on."""

    def __init__(self, listener: Listener):
        self._listener = listener
        self._open = False

    def open(self) -> None:
        self._open = True

    def close(self) -> None:
        self.flush()
        self._open = False

    def begin(self) -> None:
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if self._open and stream is not None and not isinstance(stream, _Heard):
                setattr(sys, name, _Heard(stream, name, self._listener))

    def flush(self) -> None:
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if isinstance(stream, _Heard):
                setattr(sys, name, stream.heard)


class _Heard(io.TextIOBase):
    """A stream of which somebody is told what is written to it."""

    def __init__(self, heard: Any, name: str, listener: Listener):
        self.heard = heard
        self._name = name
        self._listener = listener

    def write(self, text: str) -> int:
        written = self.heard.write(text)
        self._listener(self._name, text)
        return int(written) if written is not None else len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def writable(self) -> bool:
        return True

    def flush(self) -> None:
        self.heard.flush()

    def isatty(self) -> bool:
        return bool(self.heard.isatty())

    def fileno(self) -> int:
        return int(self.heard.fileno())

    @property
    def encoding(self) -> Any:  # type: ignore[override]
        return self.heard.encoding

    @property
    def errors(self) -> Any:  # type: ignore[override]
        return self.heard.errors

    @property
    def buffer(self) -> Any:
        return self.heard.buffer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.heard, name)
