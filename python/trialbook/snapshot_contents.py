"""Putting the contents of files into the repository, as they are on disk."""

import os
import stat
from typing import Callable, Dict, List, Optional, Sequence, Set

from .git_program import WRITE_SECONDS, Git, GitError
from .left_out import LeftOut
from .snapshot_plan import Candidate

#: How far the time of a file may lie behind the clock.
CLOCK_NS = 10_000_000


class Contents:
    """Stores files one batch after the other."""

    def __init__(self, git: Git, root: bytes, scratch: str, left_out: LeftOut, went_on_ns: Callable[[], Optional[int]]):
        """``scratch``: an empty folder of our own. ``went_on_ns``: since when the user's program has been going on, None
        as long as it waits."""
        self._git = git
        self._root = root
        self._scratch = os.fsencode(scratch)
        self._left_out = left_out
        self._went_on_ns = went_on_ns
        self._links = 0
        #: Object ids by path.
        self.ids: Dict[bytes, str] = {}
        #: Paths whose content may not be what the program began with.
        self.changed: Set[bytes] = set()

    def store(self, files: Sequence[Candidate]) -> None:
        """Raises GitError where git cannot write."""
        waiting = list(files)
        tried: Optional[Candidate] = None
        while waiting:
            try:
                answer, failure = self._hash(waiting), None
            except GitError as error:
                answer, failure = error.out, error
            ids = answer.decode("ascii", "replace").split("\n")[:-1]
            for each, object_id in zip(waiting, ids):
                self.ids[each.path] = object_id
            self._compare(waiting[: len(ids)])
            waiting = waiting[len(ids) :]
            if failure is None:
                if waiting:
                    raise GitError("git hash-object did not answer for all files")
            elif self._is_missing(waiting[0]):
                waiting.pop(0)
            elif tried is not waiting[0]:
                # A file that became shorter while it was read, perhaps.
                tried = waiting[0]
            elif failure.killed or b"short read" in failure.told:
                self._left_out.add(waiting.pop(0).path, "unreadable", tried.seen.st_size)
            else:
                raise failure

    def _hash(self, files: Sequence[Candidate]) -> bytes:
        names: List[bytes] = []
        for each in files:
            path = os.path.join(self._root, each.path)
            names.append(_quoted(self._link(path) if stat.S_ISLNK(each.seen.st_mode) else path))
        given = b"".join(name + b"\n" for name in names)
        return self._git.ask("hash-object", "-w", "--no-filters", "--stdin-paths", given=given, seconds=WRITE_SECONDS)

    def _link(self, path: bytes) -> bytes:
        """A file of our own whose content is where the link goes: git would read what is there."""
        self._links += 1
        copy = os.path.join(self._scratch, b"link-%d" % self._links)
        try:
            target = os.readlink(path)
        except OSError:
            return path
        with open(copy, "wb") as file:
            file.write(target)
        return copy

    def _is_missing(self, file: Candidate) -> bool:
        """Leave out a file that cannot be read."""
        path = os.path.join(self._root, file.path)
        try:
            if stat.S_ISLNK(file.seen.st_mode):
                os.readlink(path)
            else:
                os.close(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)))
        except FileNotFoundError:
            self._left_out.add(file.path, "vanished", file.seen.st_size)
        except OSError:
            self._left_out.add(file.path, "unreadable", file.seen.st_size)
        else:
            return False
        return True

    def _compare(self, files: Sequence[Candidate]) -> None:
        went_on = self._went_on_ns()
        for path, _, seen, _ in files:
            try:
                now = os.lstat(os.path.join(self._root, path))
            except OSError:
                self.changed.add(path)
                continue
            same = (seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_mode) == (now.st_size, now.st_mtime_ns, now.st_ino, now.st_mode)
            if not same or (went_on is not None and now.st_mtime_ns > went_on - CLOCK_NS):
                self.changed.add(path)


def _quoted(path: bytes) -> bytes:
    """As a line of ``--stdin-paths``."""
    if not path.startswith(b'"') and b"\n" not in path and not path.endswith(b"\r"):
        return path
    escaped = path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return b'"' + escaped + b'"'
