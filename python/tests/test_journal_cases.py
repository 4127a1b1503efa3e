"""The cases that hold the writer and both readers together (test/cases/journal)."""

import base64
import gzip
import json
import math
from pathlib import Path

import pytest

from trialbook.recorded import read
from trialbook.run_name import name_from_id

CASES = sorted((Path(__file__).resolve().parents[2] / "test" / "cases" / "journal").glob("*.json"))


def chunk(piece):
    if isinstance(piece, str):
        return piece.encode("utf-8") + b"\n"
    if "raw" in piece:
        return piece["raw"].encode("utf-8")
    if "base64" in piece:
        return base64.b64decode(piece["base64"])
    return piece["repeat"].encode("utf-8") * piece["times"]


def as_json(value):
    return value if math.isfinite(value) else {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path, tmp_path):
    case = json.loads(path.read_text(encoding="utf-8"))
    store = tmp_path / ".trialbook"
    (store / "journal").mkdir(parents=True)
    for file in case["files"]:
        data = b"".join(map(chunk, file["bytes"]))
        name = store / "journal" / file["name"]
        name.write_bytes(gzip.compress(data) if file["name"].endswith(".gz") else data)

    recorded = read(str(store), life=lambda part: "alive")

    expected = case["expect"]
    assert sorted(recorded.runs) == sorted(expected["runs"])
    for run_id, run in expected["runs"].items():
        found = recorded.runs[run_id]
        assert (found.name, found.experiment) == (run["name"] or name_from_id(run_id), run["experiment"] or "Default")
        assert (found.parent_run_id, found.status) == (run["parent"], run["status"])
        assert (found.params, found.tags) == (run["params"], run["tags"])
        assert read(str(store), run_id).runs[run_id].output == run["output"]
        assert (found.artifacts, found.skipped) == (run["artifacts"], run["skipped"])
        assert len(found.problems) == run.get("problems", len(found.problems))
        assert sorted(found.series) == sorted(run["series"])
        for key, points in run["series"].items():
            of_key = read(str(store), run_id, key, life=lambda part: "alive").points
            assert [[p.step, p.time_ms, as_json(p.value)] for p in of_key] == sorted(points, key=lambda point: point[:2])
    assert {(part["journal"], part["part"]): part["offset"] for part in expected["parts"]} == recorded.offsets
    assert sorted(recorded.unread) == expected["unread"]
