"""Reading what git says of a work tree: where it is, and what differs from HEAD."""

import re
from typing import List, NamedTuple, Optional

GITLINK = "160000"


class Changed(NamedTuple):
    """A file git knows of, which differs from HEAD or the index."""

    path: bytes
    #: Modes as git has them, ``000000`` where there is none: in HEAD, and on disk as far as git tells disk and index apart.
    head_mode: str
    disk_mode: str
    #: Id of what HEAD has, zeros for nothing.
    head_id: str
    #: Git itself has looked, and it is not on disk.
    gone: bool = False
    #: Of a submodule whose own files differ from its commit.
    dirty: bool = False


class Unwatched(NamedTuple):
    """A file that git was told to take for unchanged, or not to have in the work tree."""

    path: bytes
    mode: str
    #: It belongs on disk: ``--assume-unchanged``, not ``--skip-worktree``.
    expected: bool


class Status(NamedTuple):
    """``git status``."""

    commit: Optional[str]
    branch: Optional[str]
    upstream: Optional[str]
    changed: List[Changed]


STATUS = (*("status", "--porcelain=v2", "-z", "--branch", "--no-ahead-behind", "--no-renames"), "--untracked-files=no", "--ignore-submodules=none")
OTHERS = ("ls-files", "-z", "--others", "--exclude-standard")
WATCHED = ("ls-files", "-z", "-v", "--stage")

_UNWATCHED = re.compile(rb"(?:\A|(?<=\0))([hSs]) ([0-7]{6}) [0-9a-f]+ 0\t([^\0]*)")


def read_status(answer: bytes) -> Status:
    """What ``STATUS`` was answered."""
    commit = branch = upstream = None
    changed: List[Changed] = []
    for entry in answer.split(b"\0"):
        kind = entry[:2]
        if kind == b"# ":
            name, _, value = entry[2:].decode("utf-8", "backslashreplace").partition(" ")
            if name == "branch.oid" and value != "(initial)":
                commit = value
            elif name == "branch.head" and value != "(detached)":
                branch = value
            elif name == "branch.upstream":
                upstream = value
        elif kind == b"1 ":
            _, xy, sub, head, _, disk, head_id, _, path = entry.split(b" ", 8)
            changed.append(_changed(path, sub, head, disk, head_id, xy.endswith(b"D")))
        elif kind == b"u ":
            # Of the three sides of a merge, the second is ours.
            _, _, sub, _, head, _, disk, _, head_id, _, path = entry.split(b" ", 10)
            changed.append(_changed(path, sub, head, disk, head_id, False))
    return Status(commit, branch, upstream, [each for each in changed if not is_ours(each.path)])


def read_others(answer: bytes) -> List[bytes]:
    """What ``OTHERS`` was answered: files that are neither tracked nor ignored; a repository inside ends with ``/``."""
    return [path for path in answer.split(b"\0") if path and not is_ours(path)]


def read_unwatched(answer: bytes) -> List[Unwatched]:
    """What ``WATCHED`` was answered, as far as it is of interest."""
    found = (Unwatched(path, mode.decode(), flag == b"h") for flag, mode, path in _UNWATCHED.findall(answer))
    return [each for each in found if each.mode != GITLINK and not is_ours(each.path)]


def is_ours(path: bytes) -> bool:
    """Whether it is in a ``.trialbook``."""
    return b".trialbook" in path and b".trialbook" in path.split(b"/")


def _changed(path: bytes, sub: bytes, head: bytes, disk: bytes, head_id: bytes, gone: bool) -> Changed:
    return Changed(path, head.decode(), disk.decode(), head_id.decode(), gone, sub[2:] not in (b"..", b""))
