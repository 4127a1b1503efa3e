"""What the store holds already, read through the views that are there for everybody."""

import json
import os
from contextlib import closing
from typing import Any, Dict, List, Optional, Tuple

from .recorded_run import Point, RecordedRun, Series
from .warn import warn_once

#: How far each part of a journal is in the store: bytes, unpacked, and whether nothing more is to come.
Offsets = Dict[Tuple[str, int], Tuple[int, bool]]

_RUN = "name, experiment, status, kind, parent_run_id, start_ms, end_ms, command, script, branch, git_commit, dirty, user, host, note, starred, error"


class Stored:
    """Runs of the store by id, those in the bin apart, and how far the journals are in it."""

    def __init__(self) -> None:
        self.runs: Dict[str, RecordedRun] = {}
        self.binned: Dict[str, RecordedRun] = {}
        self.offsets: Offsets = {}
        #: Of the one metric that was asked for.
        self.points: List[Point] = []


def read_store(store_dir: str, run_id: Optional[str] = None, key: Optional[str] = None) -> Stored:
    """All runs, or the one asked for, and the points of its metric ``key``. Where there is no store yet, or it cannot be
    read (which is said once), there is nothing in it, and the journals have to do."""
    path = os.path.join(store_dir, "trialbook.db")
    if not os.path.exists(path):
        return Stored()
    try:
        import sqlite3
    except ImportError:
        warn_once("store", "this Python cannot read SQLite: only what is still in journals is seen")
        return Stored()
    try:
        address = "file:%s?mode=ro" % path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        with closing(sqlite3.connect(address, uri=True, timeout=5)) as db:
            db.isolation_level = None
            # One transaction, so that rows and offsets belong together.
            db.execute("BEGIN")
            return _read(db, run_id, key)
    except sqlite3.Error as error:
        warn_once("store", "%s cannot be read (%s): only what is still in journals is seen" % (path, error))
        return Stored()


def _read(db: Any, run_id: Optional[str], key: Optional[str]) -> Stored:
    stored = Stored()
    where, given = (" WHERE run_id = ?", (run_id,)) if run_id else ("", ())
    for row in db.execute("SELECT run_id, binned_ms, %s FROM runs%s" % (_RUN, where), given):
        run = RecordedRun(row[0])
        (stored.runs if row[1] is None else stored.binned)[run.run_id] = run
        run.settle(*row[2:4])
        run.status, run.kind, run.parent_run_id, run.start_ms, run.end_ms, run.command, run.script = row[4:11]
        run.branch, run.commit, dirty, run.user, run.host, run.note, starred, run.error = row[11:]
        run.dirty = None if dirty is None else bool(dirty)
        run.starred = bool(starred)
    runs = {**stored.runs, **stored.binned}
    # A store that was last written by an older version has no snapshots.
    if db.execute("SELECT 1 FROM pragma_table_info('git_state') WHERE name = 'snapshot'").fetchone():
        _read_snapshots(db, runs, run_id)
    for view in ("params", "tags"):
        for found, name, value in db.execute("SELECT run_id, key, value FROM %s%s" % (view, where), given):
            if found in runs:
                getattr(runs[found], view)[name] = value
    for found, path in db.execute("SELECT run_id, path FROM artifacts%s" % where, given):
        if found in runs:
            runs[found].artifacts.append(path)
    # A store that was last written by an older version has no such view yet.
    if db.execute("SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = 'files'").fetchone():
        for found, path in db.execute("SELECT DISTINCT run_id, path FROM files%s" % where, given):
            if found in runs:
                runs[found].files.append(path)
    columns = "run_id, key, step, time_ms, value, min, min_step, max, max_step, count"
    for found, name, step, time_ms, value, *rest in db.execute("SELECT %s FROM latest_metrics%s" % (columns, where), given):
        if found in runs:
            series = runs[found].series[name] = Series()
            series.last = Point(step, time_ms, _number(value))
            series.latest_step = step
            series.min, series.min_step, series.max, series.max_step, series.count = rest
    for journal, part, offset, sealed in db.execute("SELECT journal_id, part, offset, sealed FROM journal_parts"):
        stored.offsets[journal, part] = (offset, bool(sealed))
    if key is not None:
        rows = db.execute("SELECT step, time_ms, value FROM metrics WHERE run_id = ? AND key = ?", (run_id, key))
        stored.points = [Point(step, time_ms, _number(value)) for step, time_ms, value in rows]
    return stored


def _read_snapshots(db: Any, runs: Dict[str, RecordedRun], run_id: Optional[str]) -> None:
    where, given = (" AND r.run_id = ?", (run_id,)) if run_id else ("", ())
    columns = "r.run_id, g.snapshot, g.left_out"
    for found, snapshot, left_out in db.execute("SELECT %s FROM run r JOIN git_state g ON g.id = r.git WHERE g.snapshot IS NOT NULL%s" % (columns, where), given):
        if found in runs:
            runs[found].snapshot = snapshot
            runs[found].left_out = json.loads(left_out) if left_out else {}


def _number(value: Optional[float]) -> float:
    return float("nan") if value is None else value
