"""The commit object of a snapshot: always the same for the same files on the same commit."""

import os
from typing import Dict, Iterable, NamedTuple, Optional

from .git_program import WRITE_SECONDS, Git

MESSAGE = "Work tree with uncommitted changes"
_AUTHOR = "Trialbook <trialbook@localhost>"


class Head(NamedTuple):
    """The commit that is checked out."""

    commit: str
    tree: str
    #: The committer's, in seconds since 1970.
    time: int
    subject: str


HEAD = ("log", "-1", "--no-show-signature", "--format=%H %T %ct%n%s")


def read_head(answer: bytes) -> Head:
    """What ``HEAD`` was answered."""
    first, _, subject = answer.decode("utf-8", "replace").partition("\n")
    commit, tree, time = first.split(" ")
    return Head(commit, tree, int(time), subject.rstrip("\n"))


def write_commit(git: Git, head: Optional[Head], gone: Iterable[bytes], added: Dict[bytes, str], scratch: str) -> str:
    """The id of the commit whose tree is ``head``'s (None: an empty one) without what is ``gone`` and with what is
    ``added`` (mode and object id, by path): ``head`` itself where that is the same. Raises GitError.

    ``scratch``: a folder of our own, for an index.
    """
    lines = []
    if head is not None:
        lines = [b"0 %s\t%s\0" % (b"0" * len(head.tree), path) for path in gone]
        if not lines and not added:
            return head.commit
    lines += [b"%s\t%s\0" % (what.encode("ascii"), path) for path, what in added.items()]
    git = git.with_index(os.path.join(scratch, "index"))
    git.ask("read-tree", head.tree if head else "--empty", seconds=WRITE_SECONDS)
    git.ask("update-index", "-z", "--index-info", given=b"".join(lines), seconds=WRITE_SECONDS)
    # What is in the index is in the repository, or in the one a partial clone was made of.
    tree = git.ask("write-tree", "--missing-ok", seconds=WRITE_SECONDS).decode("ascii").strip()
    if head is not None and tree == head.tree:
        return head.commit
    parent = "parent %s\n" % head.commit if head else ""
    by = "%s %d +0000" % (_AUTHOR, head.time if head else 0)
    text = "tree %s\n%sauthor %s\ncommitter %s\n\n%s\n" % (tree, parent, by, by, MESSAGE)
    return git.ask("hash-object", "-t", "commit", "-w", "--stdin", given=text.encode("ascii")).decode("ascii").strip()
