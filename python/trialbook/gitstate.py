"""The state of the git repository that a folder belongs to, for the record of a run."""

import os
import re
from typing import Any, Dict, Optional, Tuple

from .git_changes import OTHERS, STATUS, WATCHED, read_others, read_status, read_unwatched
from .git_program import Git, GitError
from .git_settings import GitSettings
from .lfs_pointers import still_the_same
from .snapshot import Watch, WorkTree, take_snapshot
from .snapshot_commit import HEAD, Head, read_head
from .submodules import filters_inside

#: What git may be in the middle of, by what it then has in its folder, the outer one first.
_OPERATIONS = (
    *(("rebase-merge", "rebase"), ("rebase-apply", "rebase"), ("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick")),
    *(("REVERT_HEAD", "revert"), ("BISECT_LOG", "bisect")),
)
_CLOSED = re.compile(rb"^warning: could not open directory '(.*)/': ", re.MULTILINE)


class GitState:
    """Reads the fields of a ``git`` record for ``folder`` (docs/journal.md)."""

    def __init__(self, folder: str, watch: Optional[Watch] = None):
        self._folder = folder
        self._watch = watch or Watch()
        #: What is known so far. A ``problem`` says why something is missing.
        self.fields: Dict[str, Any] = {}

    def read(self, store_dir: Optional[str] = None) -> Dict[str, Any]:
        """All of them; with a snapshot, which belongs to the store in ``store_dir``, where that is given. Never raises for
        what git does."""
        try:
            if not _inside_work_tree(self._folder):
                raise GitError("not in a git repository")
            git, tree = self._look()
            if store_dir is not None:
                self._snapshot(git, tree, store_dir)
        except (GitError, OSError) as error:
            self._problem(str(error))
        finally:
            self._watch.read()
        return self.fields

    def _look(self) -> Tuple[Git, WorkTree]:
        git = Git(self._folder)
        # All at once: each is a few milliseconds of waiting for a process to start.
        asked = git.ask_all(("rev-parse", "--show-toplevel"), ("rev-parse", "--absolute-git-dir"), ("config", "--list", "-z"))
        root = os.fsdecode(_line(asked[0].answer()))
        self.fields["root"] = _shown(root)
        git_dir = os.fsdecode(_line(asked[1].answer()))
        settings = GitSettings(asked[2].answer())
        for problem in settings.problems:
            self._problem(problem)
        if os.path.exists(os.path.join(root, ".gitmodules")):
            settings.filters.update(filters_inside(git_dir))
        git = git.at(root).with_settings(settings.without_filters())

        watched, others, head_asked, status_asked = git.ask_all(WATCHED, OTHERS, HEAD, STATUS)
        unwatched = read_unwatched(watched.answer())
        untracked = read_others(others.answer())
        status = read_status(status_asked.answer())
        head: Optional[Head] = None
        if status.commit is not None:
            head = read_head(head_asked.answer())
            if head.commit != status.commit:
                # Somebody committed between the two.
                head = read_head(git.ask(*HEAD, status.commit))
        if "lfs" in settings.filters:
            same = still_the_same(git, os.fsencode(root), status.changed)
            status = status._replace(changed=[entry for entry in status.changed if entry.path not in same])
        self._tell(head, status.branch, bool(status.changed or untracked), settings.remote_of(status.upstream))
        operation = next((name for mark, name in _OPERATIONS if os.path.lexists(os.path.join(git_dir, mark))), None)
        if operation is not None:
            self.fields["operation"] = operation
        return git, WorkTree(os.fsencode(root), settings, head, status, untracked, unwatched, _CLOSED.findall(others.told))

    def _tell(self, head: Optional[Head], branch: Optional[str], dirty: bool, remote: Optional[str]) -> None:
        if head is None:
            self._problem("no commit yet")
        known = {"commit": head and head.commit, "branch": branch, "dirty": dirty, "subject": head and head.subject}
        known["remote"] = remote and without_credentials(remote)
        self.fields.update((name, value) for name, value in known.items() if value is not None)

    def _snapshot(self, git: Git, tree: WorkTree, store_dir: str) -> None:
        if not tree.settings.takes_snapshots:
            return self._problem("no snapshot: git config trialbook.snapshot is false")
        try:
            found = take_snapshot(git, tree, store_dir, self._watch)
        except (GitError, OSError) as error:
            return self._problem("no snapshot: %s" % error)
        problem = found.pop("problem", None)
        if problem is not None:
            self._problem(problem)
        self.fields.update((name, value) for name, value in found.items() if value is not None)
        # Git was told not to look at some files, which were looked at here.
        if tree.head is not None and found["snapshot"] != tree.head.commit:
            self.fields["dirty"] = True

    def _problem(self, text: str) -> None:
        self.fields["problem"] = "%s; %s" % (self.fields["problem"], text) if "problem" in self.fields else text


def without_credentials(url: str) -> str:
    """``url`` without a password, a token or a query; the user of an ssh address stays, as it is part of the address."""
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)([^?#]*)", url)
    if match:
        scheme, authority, path = match.groups()
        userinfo, at, host = authority.rpartition("@")
        user = userinfo.split(":", 1)[0] if scheme.lower() in ("ssh://", "git+ssh://", "ssh+git://") else ""
        return scheme + (user + "@" if at and user else "") + host + path
    # host:path, as scp writes it; a colon before the @ can only be a password's.
    match = re.match(r"([^/@:]+):[^/@]*@(.*)", url)
    return "%s@%s" % match.groups() if match else url


def _inside_work_tree(folder: str) -> bool:
    """Whether ``folder`` or one above has a ``.git``: saves starting git where there is surely no repository."""
    folder = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return True


def _line(answer: bytes) -> bytes:
    return answer[:-1] if answer.endswith(b"\n") else answer


def _shown(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")
