"""``sys.stdout`` and ``sys.stderr`` that record what passes, and otherwise are what they were."""

import io
import os
import select
import sys
from typing import Any, Callable, Optional, Tuple

#: Called with the bytes that were written. It may fail: the stream does not care.
Record = Callable[[bytes], None]
#: Gives the bytes to write before and after what is written, or None.
Around = Callable[[], Optional[Tuple[bytes, bytes]]]


def record_stream(name: str, record: Optional[Record] = None, around: Optional[Around] = None) -> bool:
    """Replace ``sys.<name>`` (``stdout`` or ``stderr``) by a stream of the same types, settings and file descriptor.

    What is recorded is what reaches Python's buffer, or where there is none (``-u``) the file: whether it came by ``print``
    or by ``.buffer``. An error, as of a broken pipe, comes from the same place with the same type.
    ``around``: what is to be written around each write, for the other end of a terminal of ours.
    False where the stream is not one that Python itself opened; then nothing is changed.
    """
    old = getattr(sys, name)
    if type(old) is not io.TextIOWrapper:
        return False
    buffered = isinstance(old.buffer, io.BufferedWriter)
    raw = old.buffer.raw if buffered else old.buffer
    # FileIO, or the one for Windows' console.
    if not isinstance(raw, io.RawIOBase) or type(raw).__module__ != "_io":
        return False
    try:
        old.flush()
        if buffered:
            # Not below the buffer: it is locked while it writes, and code in Python that runs meanwhile may run a program's
            # finalizers, which may wait for a lock of the program that another thread holds, which waits to print.
            file: Any = type(raw)(raw.fileno(), "wb", closefd=False)
            recording: Any = _recording_class(type(old.buffer), record, around)(file, _buffer_size(old.buffer))
        else:
            file = recording = _recording_class(type(raw), record, around)(raw.fileno(), "wb", closefd=False)
    except OSError:
        return False
    file.name = "<%s>" % name
    new = io.TextIOWrapper(
        recording,
        encoding=old.encoding,
        errors=old.errors,
        newline=None if os.name == "nt" else "\n",
        line_buffering=old.line_buffering,
        write_through=old.write_through,
    )
    new.mode = "w"
    setattr(sys, name, new)
    setattr(sys, "__%s__" % name, new)
    return True


def flush(*names: str) -> None:
    """Have Python write what these streams hold back. What is wrong with one comes to light where the program itself
    writes, or where Python ends."""
    for name in names:
        try:
            getattr(sys, name).flush()
        except Exception:
            pass


def flush_ready(*names: str) -> None:
    """``flush`` those that can be written to without waiting: a signal has to end a program whose reader has stopped."""
    for name in names:
        try:
            if select.select([], [getattr(sys, name).fileno()], [], 0)[1]:
                flush(name)
        except (OSError, ValueError, AttributeError):
            # No descriptor, or one that this system can't ask about.
            flush(name)


def _buffer_size(buffer: io.BufferedWriter) -> int:
    """Of the same size, so that what is written, and what is lost by an error, is the same."""
    size = buffer.__sizeof__() - getattr(type(buffer), "__basicsize__", 0)
    return size if 512 <= size <= 64 * 1024 * 1024 else io.DEFAULT_BUFFER_SIZE


def _recording_class(base: type, record: Optional[Record], around: Optional[Around]) -> type:
    class Recording(base):  # type: ignore[misc, valid-type]
        def write(self, data: Any) -> Optional[int]:
            marks = around() if around else None
            if marks:
                super().write(marks[0])
            try:
                written = super().write(data)
            finally:
                if marks:
                    super().write(marks[1])
            if written and record:
                try:
                    record(bytes(data)[:written])
                except Exception:
                    pass
            return written

    # Programs show these names to people.
    Recording.__module__, Recording.__qualname__, Recording.__name__ = base.__module__, base.__qualname__, base.__name__
    return Recording
