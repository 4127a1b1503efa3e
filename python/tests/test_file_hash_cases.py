"""The cases that hold the two implementations of a file's hash together (test/cases/file_hash.json)."""

import json
from pathlib import Path

import pytest

from trialbook.file_hash import hash_file

CASES = json.loads((Path(__file__).resolve().parents[2] / "test" / "cases" / "file_hash.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case, tmp_path):
    text = case["repeat"] * (case["size"] // len(case["repeat"]) + 1)
    file = tmp_path / "data"
    file.write_bytes(text[: case["size"]].encode("ascii"))
    found = hash_file(str(file), case["size"], case["kind"] == "sha256-sampled", lambda: False)
    assert found == (case["hash"], case["kind"])
