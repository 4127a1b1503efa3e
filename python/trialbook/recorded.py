"""All that is recorded in a ``.trialbook`` folder: what is in the store, and what is still in journals beyond it."""

import os
from typing import Dict, List, Optional, Tuple

from .journal_parts import Lines, Part, parts_of
from .liveness import Life, life_of
from .recorded_run import Point, RecordedRun
from .run_status import JournalState, standing_of
from .store_file import read_store


class Recorded:
    """Runs by id; how far each part was read, and which files are no journals."""

    def __init__(self) -> None:
        self.runs: Dict[str, RecordedRun] = {}
        #: Bytes, by journal and part.
        self.offsets: Dict[Tuple[str, int], int] = {}
        self.unread: List[str] = []
        #: The points of the metric that was asked for, by step and time.
        self.points: List[Point] = []


def read(store_dir: str, run_id: Optional[str] = None, key: Optional[str] = None, life: Life = life_of) -> Recorded:
    """All runs, or the one asked for with the points of its metric ``key``. Runs in the bin are left out, unless asked
    for."""
    # Listed before the store is read: what is taken in and put away in between is found in the store.
    parts, unread = parts_of(os.path.join(store_dir, "journal"))
    stored = read_store(store_dir, run_id, key)
    recorded = Recorded()
    recorded.unread = unread
    recorded.runs = {**stored.runs, **(stored.binned if run_id else {})}
    points: Dict[str, List[Point]] = {}
    journals: Dict[str, Dict[str, JournalState]] = {}
    for part in parts:
        offset, sealed = stored.offsets.get(part.key, (0, False))
        of = part.header["run"]
        if (run_id is not None and of != run_id) or (of in stored.binned and run_id is None):
            continue
        run = recorded.runs.get(of)
        if run is None:
            if part.key in stored.offsets:
                # The store has taken it in and has no such run any more: it was deleted.
                continue
            run = recorded.runs[of] = RecordedRun(of)
            run.start_ms, run.host = part.header["time"], part.header.get("host")
        state = journals.setdefault(of, {}).setdefault(part.header["journal"], JournalState(part))
        state.part = part
        if offset:
            state.last_ms = max(state.last_ms, int(part.mtime * 1000))
            if part.header["part"] == 0:
                _look_for_owner(part, state)
        recorded.offsets[part.key] = offset
        if not sealed and part.size > offset:
            recorded.offsets[part.key] = _take(part, offset, run, state, points if run_id else None)
    for of, states in journals.items():
        _settle(recorded.runs[of], list(states.values()), of in stored.runs or of in stored.binned, life)
    folder = os.path.dirname(os.path.abspath(store_dir))
    for run in recorded.runs.values():
        run.folder = folder
    recorded.points = sorted(stored.points + points.get(key or "", []), key=lambda point: point[:2])
    return recorded


def _take(part: Part, offset: int, run: RecordedRun, state: JournalState, points: Optional[Dict[str, List[Point]]]) -> int:
    lines = Lines(part, offset)
    try:
        for record in lines:
            state.apply(record)
            run.apply(record, points)
    except (OSError, EOFError):
        # Put away meanwhile; what was read is right.
        pass
    run.skipped += lines.skipped
    return lines.offset


def _look_for_owner(part: Part, state: JournalState) -> None:
    """Whether the journal, whose beginning is in the store, is that of a process that started the run."""
    try:
        for number, record in enumerate(Lines(part)):
            if number > 20:
                return
            if record["type"] == "run" and not record.get("rank"):
                state.owner = True
                return
    except (OSError, EOFError):
        pass


def _settle(run: RecordedRun, states: List[JournalState], is_stored: bool, life: Life) -> None:
    """Give the run its status, where the journals know more of it than the store."""
    if is_stored and run.status in ("FINISHED", "FAILED", "KILLED"):
        # What comes late does not change how it ended; only another start or end does.
        states = [state for state in states if state.spoke]
    elif is_stored and run.status != "RUNNING":
        states = [state for state in states if state.news]
    standing = standing_of(states, life)
    if standing is not None:
        run.status, run.end_ms, run.error = standing
