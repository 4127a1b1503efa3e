"""Tables of any kind as CSV and as JSON that pandas and MLflow read."""

import json
import os

import pytest

import trialbook as tb


@pytest.fixture
def run(project):
    with tb.start_run() as started:
        yield started


def text_of(run, file):
    with open(os.path.join(run.artifact_dir, file), encoding="utf-8", newline="") as opened:
        return opened.read()


EXPECTED = {"columns": ["a", "b"], "data": [[1, "x"], [2, None]]}


@pytest.mark.parametrize("data", [{"a": [1, 2], "b": ["x", None]}, {"a": (1, 2), "b": ("x", float("nan"))}, [{"a": 1, "b": "x"}, {"a": 2}]])
def test_a_table_of_plain_python(project, run, data):
    tb.log_table(data, "t.json")
    assert json.loads(text_of(run, "t.json")) == EXPECTED
    assert project.of_type("artifact")[0]["kind"] == "table"


def test_a_dataframe(project, run):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": [1, 2], "b": ["x", None], "t": pandas.to_datetime(["2026-01-01", None])})
    tb.log_table(frame, "t.json")
    table = json.loads(text_of(run, "t.json"))
    assert table["columns"] == ["a", "b", "t"]
    assert [row[:2] for row in table["data"]] == EXPECTED["data"]
    assert table["data"][0][2].startswith("2026-01-01")


def test_columns_of_numpy(project, run):
    numpy = pytest.importorskip("numpy")
    tb.log_table({"a": numpy.arange(2), "b": numpy.array([0.5, numpy.inf], "float32")}, "t.json")
    assert json.loads(text_of(run, "t.json"))["data"] == [[0, 0.5], [1, "inf"]]


def test_csv_quotes_what_needs_it(project, run):
    tb.log_table({"a,b": ["x\ny", 'say "hi"', None]}, "t.csv")
    assert text_of(run, "t.csv") == '"a,b"\n"x\ny"\n"say ""hi"""\n""\n'


@pytest.mark.parametrize("file", ["t.json", "t.csv"])
def test_rows_are_added_to_a_table_that_is_there(project, run, file):
    tb.log_table({"a": ["1"]}, file)
    tb.log_table({"b": ["2"], "a": ["3"]}, file)
    added = text_of(run, file)
    if file == "t.csv":
        assert added == "a,b\n1,\n3,2\n"
    else:
        assert json.loads(added) == {"columns": ["a", "b"], "data": [["1", None], ["3", "2"]]}


@pytest.mark.parametrize("data", [{"a": [1], "b": [1, 2]}, "text", 3, [1, 2]], ids=str)
def test_what_is_no_table_is_a_problem(project, run, data):
    tb.log_table(data, "t.json")
    assert project.of_type("artifact") == []
    assert [record["code"] for record in project.of_type("problem")] == ["log_table"]


def test_one_value_stands_for_all_rows(project, run):
    tb.log_table({"epoch": 3, "a": [1, 2]}, "t.json")
    assert json.loads(text_of(run, "t.json"))["data"] == [[3, 1], [3, 2]]


def test_tabs_separate_where_the_name_says_so(project, run):
    for row in (1, 2):
        tb.log_table({"a": [row], "b": ["x"]}, "t.tsv")
    assert text_of(run, "t.tsv") == "a\tb\n1\tx\n2\tx\n"


def test_a_table_is_kept_under_the_name_of_what_it_is(project, run):
    tb.log_table({"a": [1]}, "t.parquet")
    assert json.loads(text_of(run, "t.parquet.json"))["data"] == [[1]]
    assert "t.parquet.json" in project.of_type("problem")[0]["message"]


def test_rows_of_a_dataframe_that_have_names_keep_them(project, run):
    pandas = pytest.importorskip("pandas")
    tb.log_table(pandas.DataFrame([[9, 1], [0, 8]], index=["cat", "dog"], columns=["cat", "dog"]), "confusion.json")
    tb.log_table(pandas.DataFrame({"a": [1, 2, 3]})[1:], "some.json")
    assert json.loads(text_of(run, "confusion.json")) == {"columns": ["index", "cat", "dog"], "data": [["cat", 9, 1], ["dog", 0, 8]]}
    assert json.loads(text_of(run, "some.json")) == {"columns": ["a"], "data": [[2], [3]]}


def test_columns_of_one_name_stay_several(project, run):
    pandas = pytest.importorskip("pandas")
    tb.log_table(pandas.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]), "t.json")
    assert json.loads(text_of(run, "t.json")) == {"columns": ["a", "a.1"], "data": [[1, 2], [3, 4]]}
