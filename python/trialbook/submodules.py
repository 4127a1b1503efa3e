"""Submodules of a work tree: what is checked out in them."""

import os
import re
from typing import Any, Dict, Iterable, List, Optional, Set

from .git_changes import GITLINK, Changed
from .git_program import Git, GitError
from .left_out import LeftOut, path_text

_NO_MODULES = {b"objects", b"refs", b"logs", b"hooks", b"info", b"lfs", b"annex"}
_FILTER = re.compile(rb'^\s*\[filter "((?:[^"\\]|\\.)+)"\]', re.MULTILINE | re.IGNORECASE)


def read_submodules(git: Git, root: bytes, entries: Iterable[Changed], added: Dict[bytes, str], left_out: LeftOut) -> List[Dict[str, Any]]:
    """Those that differ from HEAD, as the journal has them; their commits go into ``added``."""
    here = [entry for entry in entries if entry.disk_mode == GITLINK and os.path.lexists(os.path.join(root, entry.path, b".git"))]
    found: List[Dict[str, Any]] = []
    for entry in here:
        inside = git.at(os.fsdecode(os.path.join(root, entry.path)))
        commit: Optional[str] = None
        try:
            commit = inside.ask("rev-parse", "--verify", "--quiet", "HEAD").decode("ascii").strip()
        except GitError:
            # It has none yet.
            pass
        if commit is not None:
            added[entry.path] = "%s %s" % (GITLINK, commit)
        if entry.dirty:
            left_out.add(entry.path, "submodule")
        if entry.dirty or commit != entry.head_id:
            found.append({"path": path_text(entry.path), "commit": commit, "dirty": entry.dirty})
    return found


def filters_inside(git_dir: str) -> Set[str]:
    """Names of the filters that submodules' own configurations have: a status of the whole asks for theirs too."""
    names: Set[str] = set()
    for folder, folders, files in os.walk(os.path.join(os.fsencode(git_dir), b"modules")):
        folders[:] = [name for name in folders if name not in _NO_MODULES]
        if b"config" in files:
            try:
                with open(os.path.join(folder, b"config"), "rb") as file:
                    text = file.read()
            except OSError:
                continue
            names.update(re.sub(r"\\(.)", r"\1", os.fsdecode(name)) for name in _FILTER.findall(text))
    return names
