"""Refs that keep snapshots from git's own clean-up, each store's apart."""

import contextlib
import os
import re
import time

from .git_program import Git, GitError

PREFIX = "refs/trialbook"


def keep(git: Git, store_dir: str, snapshot: str) -> None:
    """Keep the commit until the store lets it go. Raises GitError, OSError."""
    ref = "%s/%s/%s" % (PREFIX, store_id(store_dir), snapshot)
    try:
        git.ask("update-ref", "--no-deref", ref, snapshot)
    except GitError:
        # Another process may be at work on the very same.
        try:
            found = git.ask("rev-parse", "--verify", "--quiet", ref)
        except GitError:
            found = b""
        if found.decode("ascii").strip() != snapshot:
            raise
    # Git does not write a ref that is as it should be. Its time tells those who clean up that somebody relies on it.
    with contextlib.suppress(GitError, OSError):
        os.utime(os.path.join(git.folder, os.fsdecode(git.ask("rev-parse", "--git-path", ref).rstrip(b"\n"))))


def store_id(store_dir: str) -> str:
    """The 16 hex digits in the file ``id`` of a store, which are made with the first snapshot. Raises OSError."""
    path = os.path.join(store_dir, "id")
    for _ in range(50):
        try:
            with open(path, "rb") as file:
                text = file.read(100).decode("ascii", "replace").strip()
        except FileNotFoundError:
            _make(path)
            continue
        if re.fullmatch("[0-9a-f]{16}", text):
            return text
        # Another process is just writing it.
        time.sleep(0.02)
    raise OSError("%s does not hold 16 hex digits" % path)


def _make(path: str) -> None:
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        return
    try:
        os.write(file, os.urandom(8).hex().encode("ascii") + b"\n")
    finally:
        os.close(file)
