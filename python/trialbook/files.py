"""The data files that a run opens from Python, noticed by an audit hook."""

import contextlib
import os
import stat
import sys
import threading
import time
from typing import Any, Callable, Dict, Iterator, Optional, Set, Tuple

from .file_hash import SAMPLED_ABOVE, hash_file
from .own_files import is_own

#: Files recorded of one run, and names remembered while looking for them.
FILE_LIMIT = 1000
SEEN_LIMIT = 20000
#: Bytes hashed whole in one run; beyond them even smaller files are only sampled.
WHOLE_LIMIT = 1024 * 1024 * 1024
#: Seconds of hashing at the end of a run, where somebody waits for it.
END_SECONDS = 0.5

_CODE = (".py", ".pyc", ".pyi", ".pyd", ".so", ".dll", ".dylib")
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# An audit hook can't be removed, so there is one for the process. It costs one comparison when no run is open. The last
# of these is told: a child run's files are the child's.
_watching: "Tuple[OpenedFiles, ...]" = ()
_installed = False
# Threads that open files for Trialbook itself.
_unnoticed: Set[int] = set()


class OpenedFiles:
    """Notices files below ``root`` as they are opened, and appends a ``file`` record for each: for one that was read, at
    the next ``tick``; for one that was written, at ``stop``, when its content is what the run leaves.

    Left out: code, hidden files and folders, environments, what is not a regular file.
    """

    def __init__(self, root: str, append: Callable[..., None]):
        self._root = os.path.join(os.path.abspath(root), "")
        self._append = append
        self._seen: Set[Tuple[str, bool]] = set()
        self._full = False
        # Dictionaries for their order. ``_due``: read, and not yet recorded.
        self._read: Dict[str, None] = {}
        self._written: Dict[str, None] = {}
        self._due: Dict[str, bool] = {}
        self._whole_left = WHOLE_LIMIT
        self._stopped = False

    def start(self) -> None:
        global _watching, _installed
        if not _installed:
            sys.addaudithook(_hook)
            _installed = True
        _watching += (self,)

    def opened(self, path: Any, writing: bool) -> None:
        """Called for every file that Python opens, so the usual way through is short."""
        if type(path) is not str:
            if isinstance(path, int):
                return
            path = os.fsdecode(path)
        if not path.startswith(os.sep):
            path = os.path.join(os.getcwd(), path)
        key = (path, writing)
        if self._full or key in self._seen:
            return
        self._seen.add(key)
        self._full = len(self._seen) >= SEEN_LIMIT
        path = os.path.abspath(path)
        if path in self._written or path.endswith(_CODE) or not is_own(path, self._root):
            return
        if len(self._read) + len(self._written) >= FILE_LIMIT:
            self._full = True
            self._append("problem", code="files-limit", message="more than %d data files were opened; the rest are not recorded" % FILE_LIMIT)
        elif writing:
            self._written[path] = None
        elif path not in self._read:
            self._read[path] = None
            self._due[path] = True

    def tick(self) -> None:
        """Record the files read since the last time. May take long: for a thread that nobody waits for."""
        for path in list(self._due):
            fields = self._look_at(path, "read", lambda: self._stopped)
            if self._stopped:
                return
            # Whoever takes it from there records it: this thread or the one that stops.
            if self._due.pop(path, False) and fields:
                self._append("file", **fields)

    def stop(self) -> None:
        """Record what is left, within about half a second. It may be called by a signal handler, so it takes no lock."""
        global _watching
        _watching = tuple(each for each in _watching if each is not self)
        self._stopped = True
        deadline = time.monotonic() + END_SECONDS
        left = [(path, "read") for path in list(self._due) if self._due.pop(path, False)]
        for path, mode in left + [(path, "write") for path in list(self._written)]:
            fields = self._look_at(path, mode, lambda: time.monotonic() > deadline)
            if fields:
                self._append("file", **fields)

    def _look_at(self, path: str, mode: str, stop: Callable[[], bool]) -> Optional[Dict[str, Any]]:
        """The fields of its record; without a hash once ``stop()``. None for what is no file (any more)."""
        try:
            before = os.stat(path)
            if not stat.S_ISREG(before.st_mode):
                return None
            with unnoticed():
                found = None if stop() else self._hash(path, before, stop)
        except (OSError, ValueError):
            # It was only tried to be opened, or is gone by now.
            return None
        return {
            "path": path[len(self._root) :].replace(os.sep, "/"),
            "mode": mode,
            "size": before.st_size,
            "mtime_ms": before.st_mtime_ns // 1000000,
            "hash": found[0] if found else None,
            "hash_kind": found[1] if found else None,
        }

    def _hash(self, path: str, before: os.stat_result, stop: Callable[[], bool]) -> Optional[Tuple[str, str]]:
        size = before.st_size
        whole = size <= min(SAMPLED_ABOVE, self._whole_left)
        if whole:
            self._whole_left -= size
        found = hash_file(path, size, not whole, stop)
        after = os.stat(path)
        same = (after.st_size, after.st_mtime_ns) == (size, before.st_mtime_ns)
        return found if same else None


@contextlib.contextmanager
def unnoticed() -> Iterator[None]:
    """Files that this thread opens meanwhile are not the run's."""
    thread = threading.get_ident()
    if thread in _unnoticed:
        yield
        return
    _unnoticed.add(thread)
    try:
        yield
    finally:
        _unnoticed.discard(thread)


def _hook(event: str, args: Tuple[Any, ...]) -> None:
    if event != "open" or not _watching or threading.get_ident() in _unnoticed:
        return
    try:
        path, mode, flags = args
        _watching[-1].opened(path, bool(flags & _WRITE_FLAGS) if mode is None else not mode.startswith("r") or "+" in mode)
    except Exception:
        # An audit hook that raises would refuse the open.
        pass


def _forget_in_child() -> None:
    global _watching
    _watching = ()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_child)
