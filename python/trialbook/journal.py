"""The append-only file in which one process records what happened in one run (docs/journal.md)."""

import errno
import os
import threading
import time
import weakref
from typing import Any, Callable, Dict, List, Optional, Tuple

from . import encode, store_dir
from .descriptors import set_apart
from .process import identity
from .told import Told
from .version import CLIENT
from .warn import warn_once

PART_LIMIT = 64 * 1024 * 1024
#: Readers skip longer lines.
LINE_LIMIT = 16 * 1024 * 1024
#: How much waits in memory while the disk refuses, and how often the disk is asked again.
WAITING_LIMIT = 8 * 1024 * 1024
RETRY_SECONDS = 1.0
#: How long ``append_soon`` waits for another thread.
PATIENCE_SECONDS = 0.05

_LINE = '{"v":1,"n":%d,"time":%d,%s}\n'
_NO_SPACE = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))

_writers: "weakref.WeakSet[Writer]" = weakref.WeakSet()
_write = os.write
_fstat = os.fstat
_now = time.time_ns


class Writer:
    """Appends records to a journal of its own. Safe from threads, signal handlers and forks; no method raises.

    A record is with the operating system when ``append`` returns. While the disk refuses (full, gone, read-only)
    records wait in memory, up to 8 MB, and are written when it accepts again; the user is warned once. Where the file is
    removed, another journal begins with what the run cannot be without.
    The file is made at the first record; a forked child, and a record after ``close``, begin a new journal.
    """

    def __init__(self, journal_dir: str, run_id: str, on_begin: Optional[Callable[[], None]] = None):
        """``on_begin`` is called each time a journal begins: in this process, in forked ones, after a close."""
        self.journal_dir = journal_dir
        self.run_id = run_id
        #: The rank that goes with each point, where it is not 0.
        self.rank: Optional[int] = None
        self._on_begin = on_begin
        self._names: Dict[str, str] = {}
        # Reentrant, because a signal handler may append while its own thread is in here.
        self._lock = threading.RLock()
        self._reset()
        _writers.add(self)

    def _reset(self) -> None:
        self.journal_id: Optional[str] = None
        self._fd = -1
        self._part = 0
        self._n = 0
        self._size = 0
        # False while a write is under way or has failed: the next record then starts with a newline.
        self._clean = False
        # True while this thread is at work in here: then a record from its signal handler waits until that is done.
        self._busy = False
        self._close_later = False
        self._waiting: List[Tuple[int, str]] = []
        self._waiting_size = 0
        self._lost = 0
        self._failure: Optional[OSError] = None
        self._retry_at = 0.0
        # When the first journal of the run here began, where this one goes on for a removed one.
        self._began_ms: Optional[int] = None
        self._told = Told()

    @property
    def used(self) -> bool:
        """Whether this process has a journal open here."""
        return self.journal_id is not None

    def append(self, type: str, /, **fields: Any) -> None:
        """Append a record; fields that are None are left out."""
        try:
            body = encode.record_body(type, fields)
            if len(body) > LINE_LIMIT // 4 and len(body.encode("utf-8", "backslashreplace")) > LINE_LIMIT - 200:
                self.append("problem", code="record-too-large", message="a record of type %s was larger than 16 MB" % type)
                return
            with self._lock:
                self._append(body)
                self._told.add(type, fields, body)
        except Exception as error:
            warn_once("append", "a record could not be written (%s: %s)" % (error.__class__.__name__, error))

    def append_soon(self, type: str, /, **fields: Any) -> bool:
        """Append a record, or return False where another thread is at work here for longer than that usually takes: it may be
        waiting for this one."""
        if not self._lock.acquire(timeout=PATIENCE_SECONDS):
            return False
        try:
            self.append(type, **fields)
        finally:
            self._lock.release()
        return True

    def metric(self, key: str, number: str, step: Optional[int]) -> None:
        """Append one point. ``number`` is the journal's text for it, as ``encode.number_text`` gives it."""
        try:
            name = self._names[key]
        except KeyError:
            if len(self._names) > 10000:
                self._names.clear()
            name = self._names[key] = encode.dumps(key)
        self.metrics(name + ":" + number, step)

    def metrics(self, values: str, step: Optional[int]) -> None:
        """Append one point for each of ``values``, which is ``"key":number,"key":number`` as JSON."""
        body = '"type":"metrics","values":{' + values
        body += "}" if step is None else '},"step":%d' % step
        if self.rank:
            body += ',"rank":%d' % self.rank
        self._append(body)

    def _append(self, body: str) -> None:
        with self._lock:
            ms = _now() // 1000000
            if self._busy:
                self._wait(ms, body)
                return
            self._busy = True
            try:
                if self.journal_id is None:
                    self._begin()
                if self._fd >= 0 and not self._file_is_there():
                    self._go_on_elsewhere(ms)
                if self._clean:
                    self._write_record(ms, body)
                else:
                    self._wait(ms, body)
                if self._waiting:
                    self._drain()
            finally:
                self._busy = False
            if self._close_later:
                self.close()

    def heartbeat(self) -> None:
        """Say that the process lives, and write what waits."""
        with self._lock:
            if self.journal_id is not None:
                self.append("heartbeat")

    def close(self, dying: bool = False) -> None:
        """Write what waits, seal the journal and close the file. From a signal handler in the middle of an append it is
        closed after that; ``dying``: there will be no after."""
        with self._lock:
            if self.journal_id is None:
                return
            if self._busy and not dying:
                self._close_later = True
                return
            self._busy = self._close_later = False
            self._retry_at = 0.0
            self.append("seal")
            self._close_file()
            self._reset()

    # Everything below is called with the lock held, and all but the closing while busy.

    def _write_record(self, ms: int, body: str) -> None:
        self._clean = False
        n = self._n
        self._n = n + 1
        line = (_LINE % (n, ms, body)).encode("utf-8", "backslashreplace")
        try:
            written = _write(self._fd, line)
        except OSError as error:
            written, failure = 0, error
        else:
            failure = _full()
        if written == len(line):
            self._clean = True
            self._size += written
            if self._size >= PART_LIMIT:
                self._rotate()
        else:
            self._size += written
            # A line that lacks only its newline is whole: the newline comes before the next record.
            if written < len(line) - 1:
                self._n = n
                self._wait(ms, body)
            self._complain(failure)

    def _go_on_elsewhere(self, ms: int) -> None:
        """The descriptor is not the journal's any more. Where only that was closed, or the file was put away by a reader who
        took this process for gone, another part follows; where it was removed, nothing that was written is left, and a new
        journal tells again what the run cannot be without."""
        self._close_file()
        if os.path.lexists(self._path) or os.path.lexists(self._path + ".gz"):
            warn_once("journal-closed", "the journal of run %s was closed; going on in a new file" % self.run_id)
            return
        message = (
            "%s was removed while run %s was recorded: what it had logged is lost, but for its name, params and tags. A new journal was begun"
            % (self.journal_dir, self.run_id)
        )
        warn_once("journal-gone", message)
        again = [*self._told.again(), encode.record_body("problem", {"code": "journal-gone", "message": message})]
        self._waiting[:0] = [(ms, body) for body in again]
        self._waiting_size += sum(map(len, again))
        self._part = self._n = self._size = 0
        self._begin()

    def _begin(self) -> None:
        self.journal_id = os.urandom(16).hex()
        self._open_part(0)
        if self._on_begin is not None:
            self._on_begin()

    def _open_part(self, part: int) -> None:
        """Make the file of a part, with its header. On failure there is no file, and the next drain tries again."""
        self._part = part
        self._path = path = os.path.join(self.journal_dir, "%s.%d.jsonl" % (self.journal_id, part))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        header = {"journal": self.journal_id, "part": part, "run": self.run_id, "client": CLIENT}
        header.update(identity())
        body = '"type":"journal",' + encode.fields_text(header)
        if self._began_ms is None:
            self._began_ms = _now() // 1000000
        ms = self._began_ms if part == 0 else _now() // 1000000
        line = (_LINE % (self._n, ms, body)).encode("utf-8", "backslashreplace")
        try:
            store_dir.make(os.path.dirname(self.journal_dir))
            os.makedirs(self.journal_dir, exist_ok=True)
            self._fd = set_apart(os.open(path, flags, 0o666))
            found = os.fstat(self._fd)
            self._inode = (found.st_dev, found.st_ino)
            # Some file systems count no links.
            self._linked = found.st_nlink > 0
            if _write(self._fd, line) != len(line):
                raise _full()
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
        self._size = len(line)
        # Records that came from a signal handler meanwhile go first.
        self._clean = not self._waiting

    def _close_file(self) -> None:
        self._file_is_there()
        fd, self._fd = self._fd, -1
        self._clean = False
        if fd >= 0:
            try:
                os.close(fd)
            except OSError:
                pass

    def _file_is_there(self) -> bool:
        """Whether the descriptor is still the journal's: a program that becomes a daemon closes all descriptors, and the
        number may be a file of its own by now, which is neither ours to write nor to close."""
        try:
            found = _fstat(self._fd)
        except OSError:
            self._fd = -1
            return False
        if (found.st_dev, found.st_ino) != self._inode:
            self._fd = -1
            return False
        return found.st_nlink > 0 or not self._linked

    def _rotate(self) -> None:
        self._size = 0
        self._write_record(_now() // 1000000, '"type":"seal","next":true')
        self._close_file()
        self._open_part(self._part + 1)

    def _complain(self, error: OSError) -> None:
        self._failure = error
        self._retry_at = time.monotonic() + RETRY_SECONDS
        warn_once(
            "journal",
            "cannot write the journal in %s (%s). The program goes on; records wait in memory, and beyond 8 MB are lost"
            % (self.journal_dir, error.strerror or error),
        )

    def _wait(self, ms: int, body: str) -> None:
        if self._waiting_size + len(body) > WAITING_LIMIT:
            self._lost += 1
        else:
            self._waiting.append((ms, body))
            self._waiting_size += len(body)

    def _drain(self) -> None:
        """Write what waits, if it is time to ask the disk again."""
        failure = self._failure
        if failure is not None and time.monotonic() < self._retry_at:
            return
        if self._fd >= 0 and failure is not None and failure.errno not in _NO_SPACE:
            # Where it is not space that lacks, another file may do.
            self._close_file()
        if self._fd < 0:
            self._open_part(self._part + 1 if self._size else self._part)
        if self._fd < 0 or not self._write_waiting() or failure is None:
            return
        lost, self._lost, self._failure = self._lost, 0, None
        message = "the journal could not be written for a while (%s); %d records were lost" % (failure.strerror, lost)
        problem = encode.fields_text({"type": "problem", "code": "journal-interrupted", "message": message})
        self._wait(_now() // 1000000, problem)
        self._write_waiting()

    def _write_waiting(self) -> bool:
        while self._waiting:
            ms, body = self._waiting[0]
            line = (_LINE % (self._n, ms, body)).encode("utf-8", "backslashreplace")
            if not self._clean:
                line = b"\n" + line
            self._clean = False
            try:
                written = _write(self._fd, line)
            except OSError as error:
                self._complain(error)
                return False
            self._size += written
            if written < len(line) - 1:
                self._complain(_full())
                return False
            self._clean = written == len(line)
            self._n += 1
            self._waiting_size -= len(body)
            del self._waiting[0]
        return True


class Nothing(Writer):
    """The writer of a process in which ``TRIALBOOK_DISABLED`` is set."""

    def __init__(self) -> None:
        super().__init__("", "")

    def _append(self, body: str) -> None:
        pass


def close_all(dying: bool = False) -> None:
    """Seal every journal this process still has open; ``dying``: in a signal handler from which it does not return."""
    for writer in list(_writers):
        writer.close(dying)


def open_writers() -> List[Writer]:
    """The writers through which this process has written and which are not closed."""
    return [writer for writer in list(_writers) if writer.used]


def _full() -> OSError:
    """What a write that came short means."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _after_fork_in_child() -> None:
    for writer in list(_writers):
        # The parent's file stays the parent's; the child begins a journal of its own with its first record.
        writer._lock = threading.RLock()
        writer._close_file()
        writer._reset()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
