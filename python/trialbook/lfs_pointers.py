"""Git LFS: the repository has a pointer where the work tree has the file. Snapshots run no filter, so they look for themselves
whether a file is still the one its pointer names."""

import hashlib
import os
import re
from typing import List, Optional, Sequence, Set

from .git_changes import Changed
from .git_program import Git

_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n")
_NO_ID = re.compile("0+")


def still_the_same(git: Git, root: bytes, entries: Sequence[Changed]) -> Set[bytes]:
    """Paths of those among ``entries`` that are what HEAD's pointer says. Raises GitError."""
    asked = [entry for entry in entries if not entry.gone and entry.head_mode == entry.disk_mode and not _NO_ID.fullmatch(entry.head_id)]
    if not asked:
        return set()
    told = git.ask("check-attr", "-z", "--stdin", "filter", given=b"".join(entry.path + b"\0" for entry in asked)).split(b"\0")
    of_lfs = {path for path, value in zip(told[0::3], told[2::3]) if value == b"lfs"}
    asked = [entry for entry in asked if entry.path in of_lfs]
    return {entry.path for entry, pointer in zip(asked, _contents(git, asked)) if _is(os.path.join(root, entry.path), pointer)}


def _contents(git: Git, entries: Sequence[Changed]) -> List[bytes]:
    """What HEAD has of each."""
    if not entries:
        return []
    answer = git.ask("cat-file", "--batch", given="".join(entry.head_id + "\n" for entry in entries).encode("ascii"))
    found: List[bytes] = []
    at = 0
    for _ in entries:
        end = answer.index(b"\n", at)
        words = answer[at:end].split(b" ")
        size = int(words[2]) if len(words) == 3 else -1
        found.append(answer[end + 1 : end + 1 + size] if size >= 0 else b"")
        at = end + 2 + size
    return found


def _is(path: bytes, pointer: bytes) -> bool:
    match: Optional["re.Match[bytes]"] = _POINTER.fullmatch(pointer)
    try:
        if match is None or os.lstat(path).st_size != int(match[2]):
            return False
        digest = hashlib.sha256()
        with open(path, "rb") as file:
            for piece in iter(lambda: file.read(1 << 20), b""):
                digest.update(piece)
    except OSError:
        return False
    return digest.hexdigest().encode("ascii") == match[1]
