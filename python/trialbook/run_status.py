"""How a run stands, from its journals."""

from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from .journal_parts import Part
from .liveness import Life


class JournalState:
    """What one journal says of its run's end."""

    def __init__(self, part: Part):
        #: Its last part: whether that is still written tells whether the process lives.
        self.part = part
        #: Whether its process started the run, or took it up again, and so says how it ends.
        self.owner = False
        #: The status of its ``end`` record, ``LEFT``, or None while there is neither.
        self.ended: Optional[str] = None
        self.error: Optional[str] = None
        self.last_ms = part.header["time"]
        #: Whether anything was read of it, and whether that began or ended the run.
        self.news = False
        self.spoke = False

    def apply(self, record: Dict[str, Any]) -> None:
        """Take in a record of the journal."""
        self.news = True
        self.spoke = self.spoke or record["type"] in ("run", "end")
        if self.ended is None:
            self.last_ms = max(self.last_ms, record["time"])
        if record["type"] == "run" and not record.get("rank"):
            self.owner = True
            self.ended = self.error = None
        elif record["type"] == "end":
            self.ended = record["status"]
            self.error = _error(record.get("error"))
        elif record["type"] == "leave":
            self.ended = "LEFT"


class Standing(NamedTuple):
    """A run's status, when it ended (milliseconds since 1970), and with which exception."""

    status: str
    end_ms: Optional[int]
    error: Optional[str]


def standing_of(journals: List[JournalState], life: Life) -> Optional[Standing]:
    """By the journals of the processes that started the run, else by all; the latest of them has the last word. None
    where there is none to tell."""
    owners = [journal for journal in journals if journal.owner]
    states = [_state(journal, life) for journal in owners or journals]
    if not states:
        return None
    if any(state == "RUNNING" for state, _, _ in states):
        return Standing("RUNNING", None, None)
    status, end_ms, error = max(states, key=lambda state: state[1])
    return Standing(status, end_ms, error)


def _state(journal: JournalState, life: Life) -> Tuple[str, int, Optional[str]]:
    if journal.ended == "LEFT":
        status = "UNKNOWN"
    elif journal.ended is not None:
        status = journal.ended
    else:
        status = {"alive": "RUNNING", "gone": "CRASHED"}.get(life(journal.part), "UNKNOWN")
    return status, journal.last_ms, journal.error


def _error(error: Any) -> Optional[str]:
    if not isinstance(error, dict):
        return None
    kind, message = str(error.get("type") or ""), str(error.get("message") or "")
    return "%s: %s" % (kind, message) if message else kind
