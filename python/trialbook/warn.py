"""Telling the user that something could not be recorded."""

import sys
from typing import Dict, Set

#: Different messages told of one kind of trouble.
MOST = 10

_told: Set[str] = set()
_counts: Dict[str, int] = {}


def warn_once(code: str, message: str) -> None:
    """Print ``trialbook: message`` on stderr, the first time this process meets ``code``. Never raises."""
    if code in _told:
        return
    _told.add(code)
    _print(message)


def warn_of_each(kind: str, message: str) -> None:
    """Print a message the first time it comes, as long as there are not too many of its kind. Never raises."""
    if message in _told:
        return
    count = _counts[kind] = _counts.get(kind, 0) + 1
    if count <= MOST:
        _told.add(message)
        _print(message)
    elif count == MOST + 1:
        _print("there is more of this kind, which is only noted in the run")


def _print(message: str) -> None:
    try:
        print("trialbook: " + message, file=sys.stderr, flush=True)
    except Exception:
        # A program without a usable stderr is still not to be disturbed.
        pass
