"""Which rank failed first: the launcher stops the others, and rank 0, which ends the run, knows no reason."""

import json
import os
from typing import Any, Dict, List, Optional

from .ending import described

#: A rank's failure is among the last things in its journal.
_END_BYTES = 1024 * 1024


def problem(rank: int, exit_code: Optional[int], error: Any) -> Dict[str, Any]:
    """The fields of the ``problem`` by which rank ``rank`` tells that it failed."""
    found = described(error) or {"type": "RankFailed", "message": "exit status %s" % exit_code, "traceback": ""}
    message = "rank %d: %s" % (rank, found["message"])
    return {"code": "rank-failed", "message": "%s: %s" % (found["type"], message), "error": {**found, "message": message}}


def first(journal_dir: str, run_id: str, since_ms: int) -> Optional[Dict[str, str]]:
    """The ``error`` of the rank that failed first of all that have told it since then in journals of the run."""
    found: List[Dict[str, Any]] = []
    for entry in os.scandir(journal_dir):
        if entry.name.endswith(".jsonl") and entry.stat().st_mtime >= since_ms // 1000:
            found += _failures(entry.path, run_id)
    told = [record for record in found if record["time"] >= since_ms]
    return min(told, key=lambda record: record["time"])["error"] if told else None


def _failures(path: str, run_id: str) -> List[Dict[str, Any]]:
    try:
        with open(path, "rb") as file:
            if json.loads(file.readline(10000)).get("run") != run_id:
                return []
            file.seek(max(0, os.fstat(file.fileno()).st_size - _END_BYTES))
            lines = [line for line in file.read().split(b"\n") if b'"rank-failed"' in line and line.startswith(b'{"v":1,')]
        records = [json.loads(line) for line in lines]
        return [record for record in records if record.get("code") == "rank-failed" and "error" in record]
    except (OSError, ValueError):
        # Being written, or taken away.
        return []
