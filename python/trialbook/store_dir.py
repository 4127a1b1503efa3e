"""Where ``.trialbook`` is: the nearest one upwards from the script's folder, else made at the git work tree's top,
else in the current folder. ``TRIALBOOK_DIR`` names the folder itself."""

import os
import sys
from typing import Iterator, Optional

NAME = ".trialbook"


def find(notebook: Optional[str] = None) -> Optional[str]:
    """The existing ``.trialbook`` folder for this program, absolute; None where there is none. ``notebook``: the file
    that stands for the script."""
    named = os.environ.get("TRIALBOOK_DIR")
    if named:
        return os.path.abspath(named)
    for start in _starts(notebook):
        for folder in _upwards(start):
            candidate = os.path.join(folder, NAME)
            if os.path.isdir(candidate):
                return candidate
    return None


def find_or_make(notebook: Optional[str] = None) -> str:
    """As ``find``, made where there is none. The path comes back even where it could not be made: the journal's
    writer says so, and tries again later."""
    found = find(notebook)
    if found is None:
        top = next((folder for start in _starts(notebook) for folder in _upwards(start) if _is_git_top(folder)), None)
        for folder in (top, _cwd()):
            found = os.path.join(folder, NAME) if folder else None
            if found and make(found):
                return found
    elif not os.path.isdir(found):
        make(found)
    return found or NAME


def make(folder: str) -> bool:
    """Make this ``.trialbook``, which git is to leave alone. False where that cannot be."""
    try:
        os.makedirs(folder, exist_ok=True)
        ignore = os.path.join(folder, ".gitignore")
        if not os.path.exists(ignore):
            with open(ignore, "w") as file:
                file.write("*\n")
        return True
    except OSError:
        return False


def _starts(notebook: Optional[str]) -> Iterator[str]:
    script = notebook or getattr(sys.modules.get("__main__"), "__file__", None)
    here = _cwd()
    if script and (here or os.path.isabs(script)):
        yield os.path.dirname(os.path.abspath(script))
    if here:
        yield here


def _cwd() -> Optional[str]:
    """The current folder; None where it was removed."""
    try:
        return os.getcwd()
    except OSError:
        return None


def _upwards(folder: str) -> Iterator[str]:
    """``folder`` and those above it, the home folder left out: what lies there would take in every project."""
    home = os.path.expanduser("~")
    while True:
        if folder != home:
            yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _is_git_top(folder: str) -> bool:
    # A file where the work tree belongs to a submodule or a linked work tree.
    return os.path.exists(os.path.join(folder, ".git"))
