"""Whether the process that writes a journal still lives, as seen from here."""

import os
import time
from typing import Any, Callable, Dict

from .journal_parts import Part
from .process import identity, process_state

#: A process writes a heartbeat every 15 seconds; this long without one, and nobody knows.
SILENT_SECONDS = 120

#: ``alive``, ``gone`` or ``unknown``. Never ``gone`` for one that may be alive.
Life = Callable[[Part], str]


def life_of(part: Part) -> str:
    """By process id and start on this host, else by the last write."""
    known = life_of_process(part.header, identity())
    if known != "unknown":
        return known
    return "alive" if time.time() - part.mtime <= SILENT_SECONDS else "unknown"


def life_of_process(writer: Dict[str, Any], here: Dict[str, Any]) -> str:
    """As a ``Life``, from what ``process.identity`` said of the process then, and says of this one now."""
    pid = writer.get("pid")
    if writer.get("host") != here["host"] or type(pid) is not int or pid <= 0:
        return "unknown"
    if writer.get("boot") != here.get("boot"):
        return "gone" if writer.get("boot") and here.get("boot") else "unknown"
    if writer.get("pid_ns") and writer["pid_ns"] != here.get("pid_ns"):
        return "unknown"
    if os.name != "posix":
        # Elsewhere os.kill does more than look.
        return "unknown"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return "gone"
    except OSError:
        # Somebody else's, so it is there.
        pass
    state = process_state(pid)
    if state is None or not writer.get("pid_start"):
        return "unknown"
    # A number alone may have been given to another process since; a zombie writes nothing more.
    return "alive" if state[1] == writer["pid_start"] and state[0] != "Z" else "gone"
