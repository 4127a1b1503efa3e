"""Taking a snapshot: a commit object with the files of the work tree as they are, beside everything that is the user's
(docs/git.md, "Snapshots")."""

import shutil
import tempfile
from typing import Any, Callable, Dict, List, NamedTuple, Optional

from .git_changes import Status, Unwatched
from .git_program import Git, GitError
from .git_settings import GitSettings
from .left_out import LeftOut, path_text
from .snapshot_commit import Head, write_commit
from .snapshot_contents import Contents
from .snapshot_plan import Plan
from .snapshot_ref import keep
from .source_files import is_source_file
from .submodules import read_submodules

#: Paths named in a record.
MOST_CHANGED = 100


class Watch:
    """Tells the two sides of a snapshot of each other: what is read, and when the user's program went on."""

    def __init__(self, read: Callable[[], None] = lambda: None):
        #: To be called when all is read that must be, before the program goes on.
        self.read = read
        #: Since when it goes on, by the clock of files; None as long as it waits.
        self.went_on_ns: Optional[int] = None


class WorkTree(NamedTuple):
    """What git said of it."""

    root: bytes
    settings: GitSettings
    head: Optional[Head]
    status: Status
    others: List[bytes]
    unwatched: List[Unwatched]
    #: What git said of folders that it cannot read.
    closed: List[bytes]


def take_snapshot(git: Git, tree: WorkTree, store_dir: str, watch: Watch) -> Dict[str, Any]:
    """The fields of a ``git`` record that are a snapshot's: ``snapshot``, and what applies of ``left_out``, ``changed``,
    ``submodules`` and ``problem``. Raises GitError and OSError where there can be none."""
    left_out = LeftOut()
    for path in tree.closed:
        left_out.add(path, "unreadable")
    plan = Plan(tree.root, tree.settings, left_out)
    plan.add_changed(tree.status.changed, tree.others)
    plan.add_unwatched(tree.unwatched)
    plan.add_others(tree.others)
    added: Dict[bytes, str] = {}
    submodules = read_submodules(git, tree.root, tree.status.changed, added, left_out)
    # Whoever was gone before the program went on is gone; afterwards it may be the program's doing.
    changed = set(plan.gone) if watch.went_on_ns is not None else set()
    # Not a TemporaryDirectory: the interpreter removes those at its exit, before it waits for this.
    scratch = tempfile.mkdtemp(prefix="trialbook-")
    try:
        files = plan.chosen()
        first = [each for each in files if each.tracked or is_source_file(each.path)]
        contents = Contents(git, tree.root, scratch, left_out, lambda: watch.went_on_ns)
        contents.store(first)
        watch.read()
        taken = {each.path for each in first}
        contents.store([each for each in files if each.path not in taken])
        added.update((each.path, "%s %s" % (each.mode, contents.ids[each.path])) for each in files if each.path in contents.ids)
        snapshot = write_commit(git, tree.head, plan.gone, added, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    fields: Dict[str, Any] = {"snapshot": snapshot}
    try:
        keep(git, store_dir, snapshot)
    except (GitError, OSError) as error:
        fields["problem"] = "the snapshot may be lost to git's clean-up, no ref for it could be written: %s" % error
    changed |= contents.changed
    fields["left_out"] = left_out.fields()
    fields["changed"] = [path_text(path) for path in sorted(changed)[:MOST_CHANGED]] or None
    fields["submodules"] = submodules or None
    return fields
