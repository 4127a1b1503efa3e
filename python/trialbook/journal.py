"""The append-only file in which one process records what happened in one run (docs/journal.md)."""

import os
import threading
import time
import weakref
from typing import Any, Callable, Dict, List, Optional

from . import encode
from .process import identity
from .version import CLIENT
from .warn import warn_once

PART_LIMIT = 64 * 1024 * 1024
#: Readers skip longer lines.
LINE_LIMIT = 16 * 1024 * 1024
#: What is kept in memory while the disk refuses, and how often it is asked again.
PENDING_LIMIT = 8 * 1024 * 1024
RETRY_SECONDS = 1.0

_writers: "weakref.WeakSet[Writer]" = weakref.WeakSet()
_write = os.write
_now = time.time_ns


class Writer:
    """Appends records to a journal of its own. Safe from threads, signal handlers and forks; no method raises.

    A record is with the operating system when ``append`` returns. While the disk refuses (full, gone, read-only)
    records wait in memory, up to 8 MB, and are written when it accepts again; the user is warned once.
    The file is made at the first record; a forked child, and a record after ``close``, begin a new journal.
    """

    def __init__(self, journal_dir: str, run_id: str, on_begin: Optional[Callable[[], None]] = None):
        """``on_begin`` is called each time a journal begins: in this process, in forked ones, after a close."""
        self.journal_dir = journal_dir
        self.run_id = run_id
        self.rank: Optional[int] = None
        self._on_begin = on_begin
        #: None until the first record, and again in a forked child until its first.
        self.journal_id: Optional[str] = None
        # Reentrant, because a signal handler may append while its own thread is in here.
        self._lock = threading.RLock()
        self._keys: Dict[str, str] = {}
        self._reset()
        _writers.add(self)

    def _reset(self) -> None:
        self.journal_id = None
        self._fd = -1
        self._part = 0
        self._n = 0
        self._size = 0
        # False while a write is under way or has failed: the next record then starts with a newline.
        self._clean = False
        self._pending: List[bytes] = []
        self._pending_size = 0
        self._lost = 0
        self._failure: Optional[OSError] = None
        self._retry_at = 0.0

    @property
    def used(self) -> bool:
        """Whether this process has a journal open here."""
        return self.journal_id is not None

    def append(self, type: str, /, **fields: Any) -> None:
        """Append a record; fields that are None are left out."""
        try:
            body = encode.fields_text(fields)
            if len(body) > LINE_LIMIT // 4 and len(body.encode("utf-8", "backslashreplace")) > LINE_LIMIT - 200:
                self.append("problem", code="record-too-large", message="a record of type %s was larger than 16 MB" % type)
                return
            self._append('"type":"%s"%s' % (type, "," + body if body else ""))
        except Exception as error:
            warn_once("append", "a record could not be written (%s: %s)" % (error.__class__.__name__, error))

    def metric(self, key: str, number: str, step: Optional[int]) -> None:
        """Append one point. ``number`` is the journal's text for it, as ``encode.number_text`` gives it."""
        try:
            name = self._keys[key]
        except KeyError:
            if len(self._keys) > 10000:
                self._keys.clear()
            name = self._keys[key] = encode.dumps(key)
        body = '"type":"metrics","values":{%s:%s}' % (name, number)
        if step is not None:
            body += ',"step":%d' % step
        if self.rank:
            body += ',"rank":%d' % self.rank
        self._append(body)

    def metrics(self, values: List[str], step: Optional[int]) -> None:
        """Append one point for each of ``values``, which are ``"key":number`` as JSON."""
        body = '"type":"metrics","values":{%s}' % ",".join(values)
        if step is not None:
            body += ',"step":%d' % step
        if self.rank:
            body += ',"rank":%d' % self.rank
        self._append(body)

    def _append(self, body: str) -> None:
        with self._lock:
            if self._fd < 0 and self.journal_id is None:
                self._begin()
            n = self._n
            self._n = n + 1
            line = ('{"v":1,"n":%d,"time":%d,%s}\n' % (n, _now() // 1000000, body)).encode("utf-8", "backslashreplace")
            if self._clean:
                self._clean = False
                try:
                    written = _write(self._fd, line)
                except OSError as error:
                    self._fail(line, 0, error)
                    return
                if written == len(line):
                    self._clean = True
                    self._size += written
                    if self._size >= PART_LIMIT:
                        self._rotate()
                else:
                    self._fail(line, written, None)
            else:
                self._wait(line)
                self._drain()

    def heartbeat(self) -> None:
        """Say that the process lives, see that the file still does, and write what waits."""
        with self._lock:
            if self.journal_id is None:
                return
            try:
                gone = self._fd >= 0 and os.fstat(self._fd).st_nlink == 0
            except OSError:
                gone = True
            if gone:
                warn_once("journal-gone", "the journal of run %s was removed; going on in a new one" % self.run_id)
                self._close_file()
                self._open_part(self._part + 1)
        self.append("heartbeat")

    def close(self, seal: bool = True) -> None:
        """Write what waits, seal the journal and close the file."""
        with self._lock:
            if self.journal_id is None:
                return
            if seal:
                self.append("seal")
            if self._pending:
                self._retry_at = 0.0
                self._drain()
            self._close_file()
            keys = self._keys
            self._reset()
            self._keys = keys

    # Everything below is called with the lock held.

    def _begin(self) -> None:
        self.journal_id = os.urandom(16).hex()
        self._open_part(0)
        if self._on_begin is not None:
            self._on_begin()

    def _open_part(self, part: int) -> None:
        """Make the file of a part and write its header; on failure there is no file, and the next drain tries again."""
        self._part = part
        path = os.path.join(self.journal_dir, "%s.%d.jsonl" % (self.journal_id, part))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        header = {"journal": self.journal_id, "part": part, "run": self.run_id, "client": CLIENT}
        header.update(identity())
        line = '{"v":1,"n":%d,"time":%d,"type":"journal",%s}\n' % (self._n, _now() // 1000000, encode.fields_text(header))
        data = line.encode("utf-8", "backslashreplace")
        try:
            os.makedirs(self.journal_dir, exist_ok=True)
            self._fd = os.open(path, flags, 0o666)
            written = _write(self._fd, data)
            if written != len(data):
                raise OSError(28, "No space left on device")
        except OSError as error:
            if self._fd >= 0:
                # A part without a whole header would never be read.
                self._close_file()
                try:
                    os.unlink(path)
                except OSError:
                    pass
            self._complain(error)
            return
        self._n += 1
        self._size = written
        self._clean = True

    def _close_file(self) -> None:
        fd, self._fd = self._fd, -1
        self._clean = False
        if fd >= 0:
            try:
                os.close(fd)
            except OSError:
                pass

    def _rotate(self) -> None:
        self.append("seal", next=True)
        self._close_file()
        self._open_part(self._part + 1)

    def _fail(self, line: bytes, written: int, error: Optional[OSError]) -> None:
        # A line that lacks only its newline is whole: the newline comes before the next record.
        if written < len(line) - 1:
            self._wait(line)
        self._complain(error or OSError(28, "No space left on device"))

    def _complain(self, error: OSError) -> None:
        self._failure = error
        self._retry_at = time.monotonic() + RETRY_SECONDS
        warn_once(
            "journal",
            "cannot write the journal in %s (%s). Training goes on; records wait in memory, and beyond 8 MB are lost"
            % (self.journal_dir, error.strerror or error),
        )

    def _wait(self, line: bytes) -> None:
        if self._pending_size + len(line) > PENDING_LIMIT:
            self._lost += 1
        else:
            self._pending.append(line)
            self._pending_size += len(line)

    def _drain(self) -> None:
        failure = self._failure
        if failure is not None:
            if time.monotonic() < self._retry_at:
                return
            if self._fd >= 0 and failure.errno not in (28, 122):
                # Not a lack of space (ENOSPC, EDQUOT): another file may do where this one no longer does.
                self._close_file()
        if self._fd < 0:
            self._open_part(self._part if self._size == 0 else self._part + 1)
            if self._fd < 0:
                return
        while self._pending:
            line = self._pending[0]
            data = line if self._clean else b"\n" + line
            self._clean = False
            try:
                written = _write(self._fd, data)
            except OSError as error:
                self._complain(error)
                return
            if written < len(data) - 1:
                self._complain(OSError(28, "No space left on device"))
                return
            self._size += written
            self._clean = written == len(data)
            self._pending_size -= len(line)
            del self._pending[0]
        if failure is not None:
            lost, self._lost, self._failure = self._lost, 0, None
            self.append(
                "problem",
                code="journal-interrupted",
                message="the journal could not be written for a while (%s); %d records were lost" % (failure.strerror, lost),
            )


class Nothing(Writer):
    """The writer of a process in which ``TRIALBOOK_DISABLED`` is set."""

    def __init__(self) -> None:
        super().__init__("", "")

    def _append(self, body: str) -> None:
        pass


def close_all() -> None:
    """Seal every journal this process still has open."""
    for writer in list(_writers):
        writer.close()


def open_writers() -> List[Writer]:
    """The writers through which this process has written and which are not closed."""
    return [writer for writer in list(_writers) if writer.used]


def _after_fork_in_child() -> None:
    for writer in list(_writers):
        # The parent's descriptor stays the parent's file; the child begins a journal of its own.
        writer._lock = threading.RLock()
        writer._close_file()
        writer._reset()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
