"""The query language, by the cases that every evaluator runs."""

import datetime
import json
import math
from pathlib import Path

import pytest

from trialbook.query.error import QueryError
from trialbook.query.parser import parse
from trialbook.used_files import UsedFiles

CASES = json.loads((Path(__file__).resolve().parents[2] / "test" / "cases" / "query.json").read_text(encoding="utf-8"))


def milliseconds(text):
    return None if text is None else datetime.datetime.fromisoformat(text).timestamp() * 1000


NOW = milliseconds(CASES["now"])


def lookup(run):
    """What a run of the cases has for a field."""

    def find(field):
        if field.family == "metrics":
            values = [float(value) for value in run["metrics"].get(field.key, [])]
            if not values:
                return None
            if field.part == "count":
                return float(len(values))
            numbers = [value for value in values if not math.isnan(value)] or [math.nan]
            return {"last": values[-1], "min": min(numbers), "max": max(numbers)}[field.part]
        if field.family in ("params", "tags"):
            return run[field.family].get(field.key)
        if field.key == "started":
            return milliseconds(run["started"])
        if field.key == "duration":
            return (milliseconds(run["ended"]) or NOW) - milliseconds(run["started"])
        if field.key == "file":
            return UsedFiles("/work", run["script"] and "/work/" + run["script"], run["files"])
        return run[field.key]

    return find


@pytest.mark.parametrize("case", CASES["find"], ids=lambda case: case["query"])
def test_finds(case):
    condition = parse(case["query"], NOW)
    assert [run["name"] for run in CASES["runs"] if condition.holds(lookup(run))] == case["names"]


@pytest.mark.parametrize("case", CASES["errors"], ids=lambda case: case["query"])
def test_says_where_a_query_is_wrong(case):
    with pytest.raises(QueryError) as error:
        parse(case["query"], NOW)
    assert (error.value.offset, error.value.length) == (case["offset"], case["length"])


def test_finds_a_file_by_its_absolute_path_too():
    condition = parse('file = "/work/data/digits.csv"', NOW)
    assert [run["name"] for run in CASES["runs"] if condition.holds(lookup(run))] == ["calm-heron", "brave-otter"]


def test_deep_nesting_is_an_error_and_not_a_crash():
    with pytest.raises(QueryError, match="nested"):
        parse("(" * 10000 + "starred" + ")" * 10000)
