"""Telling the user, once, that something could not be recorded."""

import sys
from typing import Set

_told: Set[str] = set()


def warn_once(code: str, message: str) -> None:
    """Print ``trialbook: message`` on stderr, the first time this process meets ``code``. Never raises."""
    if code in _told:
        return
    _told.add(code)
    try:
        print("trialbook: " + message, file=sys.stderr, flush=True)
    except Exception:
        # A program without a usable stderr is still not to be disturbed.
        pass
