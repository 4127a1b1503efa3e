"""Which of a work tree's files a snapshot takes (docs/git.md, "What is left out")."""

import os
import stat
from typing import Dict, Iterable, List, NamedTuple, Optional

from .git_changes import GITLINK, Changed, Unwatched
from .git_settings import TRACKED_FACTOR, GitSettings
from .left_out import LeftOut
from .secret_files import is_secret_file
from .source_files import is_source_file

#: Files that a snapshot takes.
MAX_FILES = 20_000


class Candidate(NamedTuple):
    """A file or link whose content is to be taken."""

    path: bytes
    #: As a tree has it.
    mode: str
    #: As it was before the content is read.
    seen: os.stat_result
    tracked: bool


class Plan:
    """What is taken, and what is gone."""

    def __init__(self, root: bytes, settings: GitSettings, left_out: LeftOut):
        self._root = root
        self._settings = settings
        self._left_out = left_out
        self._candidates: Dict[bytes, Candidate] = {}
        #: Paths that HEAD has and the work tree has not.
        self.gone: List[bytes] = []

    def add_changed(self, entries: Iterable[Changed], others: Iterable[bytes]) -> None:
        """Files that git knows of and found changed; submodules aside."""
        untracked = set(others)
        for entry in entries:
            if entry.disk_mode == GITLINK:
                continue
            # Out of the index alone: on disk it may still be. Where it is not ignored, it comes as an untracked one.
            out_of_index = entry.disk_mode == "000000" and not entry.gone
            if entry.gone or (out_of_index and (entry.path in untracked or self._is_beyond_link(entry.path))):
                self.gone.append(entry.path)
                continue
            seen = self._look(entry.path)
            if seen is None or stat.S_ISDIR(seen.st_mode):
                self.gone.append(entry.path)
            else:
                known = entry.head_mode if out_of_index else entry.disk_mode
                self._offer(entry.path, seen, True, known if not out_of_index or not self._settings.executable_bits else None)

    def add_unwatched(self, entries: Iterable[Unwatched]) -> None:
        """Files that git was told not to look at."""
        for path, mode, expected in entries:
            seen = None if self._is_beyond_link(path) else self._look(path)
            if seen is not None and not stat.S_ISDIR(seen.st_mode):
                self._offer(path, seen, True, None if self._settings.executable_bits else mode)
            elif expected:
                self.gone.append(path)

    def add_others(self, paths: Iterable[bytes]) -> None:
        """Files that git does not know of."""
        for path in paths:
            if path.endswith(b"/"):
                self._left_out.add(path[:-1], "repository")
                continue
            seen = self._look(path)
            if seen is None:
                self._left_out.add(path, "vanished")
            else:
                self._offer(path, seen, False, None if self._settings.executable_bits else "100644")

    def chosen(self) -> List[Candidate]:
        """What there is room for: tracked files first, then untracked ones that people write, the smaller before the larger."""

        def order(each: Candidate) -> "tuple[int, int, bytes]":
            return (0 if each.tracked else 1 if is_source_file(each.path) else 2, each.seen.st_size, each.path)

        taken: List[Candidate] = []
        room = self._settings.max_total_size
        for each in sorted(self._candidates.values(), key=order):
            if each.seen.st_size > room or len(taken) == MAX_FILES:
                self._left_out.add(each.path, "total", each.seen.st_size)
            else:
                room -= each.seen.st_size
                taken.append(each)
        return taken

    def _offer(self, path: bytes, seen: os.stat_result, tracked: bool, mode: Optional[str]) -> None:
        """``mode``: what git takes it for; None: what it is on disk."""
        most = self._settings.max_file_size * (TRACKED_FACTOR if tracked else 1)
        if not stat.S_ISREG(seen.st_mode) and not stat.S_ISLNK(seen.st_mode):
            self._left_out.add(path, "special")
        elif is_secret_file(path):
            self._left_out.add(path, "secret", seen.st_size)
        elif seen.st_size > most:
            self._left_out.add(path, "size", seen.st_size)
        else:
            self._candidates[path] = Candidate(path, _tree_mode(seen, mode), seen, tracked)

    def _look(self, path: bytes) -> Optional[os.stat_result]:
        try:
            return os.lstat(os.path.join(self._root, path))
        except OSError:
            return None

    def _is_beyond_link(self, path: bytes) -> bool:
        """Whether a folder on the way is a link, so that what is there is another file."""
        folder = os.path.dirname(path)
        while folder:
            if os.path.islink(os.path.join(self._root, folder)):
                return True
            folder = os.path.dirname(folder)
        return False


def _tree_mode(seen: os.stat_result, known: Optional[str]) -> str:
    if stat.S_ISLNK(seen.st_mode):
        return "120000"
    # Where the disk has no links, git keeps them as files, and knows.
    if known is not None and known in ("100644", "100755", "120000"):
        return known
    return "100755" if seen.st_mode & 0o100 else "100644"
