"""What is stored comes back as it was, in the format that suits it."""

import csv
import datetime
import decimal
import importlib.util
import json
import os
import pickle
import subprocess
import sys
import threading
from collections import Counter, OrderedDict, defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from written import SOURCES


def imported():
    spec = importlib.util.spec_from_file_location("storing", SOURCES / "storing.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["storing"] = module
    spec.loader.exec_module(module)
    return module


storing = imported()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "stored"
    made.mkdir()
    return made


def back(folder, value):
    """The format that a value is stored in, and what is read again."""
    entry = storing.save(str(folder), "value", {"value": value})
    # The description is kept as JSON.
    loaded = storing.load(str(folder), json.loads(json.dumps(entry)))
    assert os.listdir(folder) == [entry["file"]]
    return entry["format"], loaded["value"]


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -(10**40), 1.5, -0.0, 1e-320, "", "ä\n\U0001f600", [], {}, [1, [2.0, "x"], {"a": None}], {"a": {"b": [True]}}, {"": 1}],
    ids=repr,
)
def test_plain_values_are_json_and_come_back_exactly(folder, value):
    format, loaded = back(folder, value)
    assert format == "json"
    assert repr(loaded) == repr(value)


class Text(str):
    pass


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        [1, float("-inf")],
        (1, 2),
        [(1, 2)],
        {1: "a"},
        {"a": 1, 2: "b"},
        {True: 1},
        {None: 1},
        {"a"},
        b"x",
        1j,
        np.float64(0.5),
        [np.int64(1)],
        Text("x"),
        {"a": Text("x")},
        "\ud800",
        datetime.datetime(2026, 1, 2, 3, 4, 5, 6),
        datetime.timedelta(days=2),
        decimal.Decimal("1.10"),
        OrderedDict(a=1),
        Counter("aab"),
        range(3),
        Path("data/x.csv"),
        pd.Timestamp("2026-01-02", tz="Europe/Berlin"),
        pd.NaT,
    ],
    ids=repr,
)
def test_what_json_would_change_is_pickled(folder, value):
    format, loaded = back(folder, value)
    assert format == "pickle"
    assert type(loaded) is type(value)
    assert repr(loaded) == repr(value)


def test_a_list_that_occurs_twice_stays_one(folder):
    row = [0, 0]
    format, loaded = back(folder, [row, row])
    assert format == "pickle"
    assert loaded[0] is loaded[1]


def test_a_list_that_holds_itself(folder):
    value = [1]
    value.append(value)
    loaded = back(folder, value)[1]
    assert loaded[1] is loaded


def test_a_deeply_nested_list_is_no_error(folder):
    value = []
    for _ in range(900):
        value = [value]
    assert back(folder, value)[1] == value


STRUCTURED = np.zeros(3, dtype=[("a", "<i4"), ("b", "<f8", (2,)), ("c", "U5")])
STRUCTURED["c"] = ["x", "y", "ü"]


@pytest.mark.parametrize(
    "value",
    [
        np.arange(6).reshape(2, 3),
        np.asfortranarray(np.random.default_rng(0).normal(size=(4, 3))),
        np.array(5.0),
        np.zeros((0, 4), dtype="float32"),
        np.array(["a", "bc"]),
        np.array(["2026-01-01", "NaT"], dtype="datetime64[D]"),
        np.array([1 + 2j]),
        np.array([True, False]),
        np.array([np.nan, -0.0, np.inf], dtype="float16"),
        STRUCTURED,
        np.arange(3, dtype=">i4"),
    ],
    ids=lambda value: f"{value.dtype}{value.shape}",
)
def test_arrays_are_npy_and_keep_type_and_order(folder, value):
    format, loaded = back(folder, value)
    assert format == "npy"
    assert loaded.dtype == value.dtype and loaded.shape == value.shape
    assert loaded.tobytes() == value.tobytes()
    assert (loaded.flags.c_contiguous, loaded.flags.f_contiguous) == (value.flags.c_contiguous, value.flags.f_contiguous)


def test_a_slice_of_columns_stays_ordered_by_columns(folder):
    columns = np.asfortranarray(np.arange(20.0).reshape(5, 4))[::2]
    loaded = back(folder, columns)[1]
    assert loaded.flags.f_contiguous
    assert (loaded == columns).all()


@pytest.mark.parametrize(
    "value",
    [
        np.array([1, "a", None], dtype=object),
        np.ma.masked_array([1.0, 2.0], mask=[True, False]),
        np.matrix([[1, 2]]),
        np.rec.array([(1, "a")], dtype=[("n", int), ("s", "U1")]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_arrays_of_other_kinds_are_pickled(folder, value):
    format, loaded = back(folder, value)
    assert format == "pickle"
    assert type(loaded) is type(value) and repr(loaded) == repr(value)


@pytest.mark.parametrize("kind", ["csr", "csc", "coo", "dia"])
def test_sparse_matrices_are_pickled(folder, kind):
    value = scipy.sparse.random(5, 4, 0.5, format=kind, random_state=0)
    loaded = back(folder, value)[1]
    assert loaded.format == kind
    assert (loaded.toarray() == value.toarray()).all()


NAMED = pd.DataFrame({"a": [1, 2], "b": [0.5, np.nan]}, index=pd.Index(["x", "y"], name="id"))
DATED = pd.DataFrame({"v": [1.0, 2.0, 4.0]}, index=pd.to_datetime(["2026-01-01", "2026-01-05", "2026-01-06"]).tz_localize("Europe/Berlin"))
PARQUET = {
    "numbers": pd.DataFrame({"a": [1, 2], "b": [0.1, np.nan], "c": [True, False]}),
    "text": pd.DataFrame({"a": ["x", None, "ü"]}),
    "times of day": pd.DataFrame({"a": pd.Series([datetime.time(8), None], dtype=object), "b": pd.Series([datetime.time(8), np.nan], dtype=object)}),
    "named index": NAMED,
    "not all rows": pd.DataFrame({"a": [1, 2, 3]}).iloc[[0, 2]],
    "times": DATED,
    "categories": pd.DataFrame({"c": pd.Categorical(["b", "a", "b"], categories=["b", "a", "z"], ordered=True)}),
    "nullable": pd.DataFrame({"i": pd.array([1, None], dtype="Int64"), "b": pd.array([None, True], dtype="boolean")}),
    "two levels of rows": pd.DataFrame({"v": [1, 2]}, index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", "n"])),
    "no rows": pd.DataFrame({"a": pd.Series([], dtype="float64")}),
    "small types": pd.DataFrame({"a": np.array([1, 2], dtype="int8"), "b": np.array([1, 2], dtype="float32")}),
    "durations": pd.DataFrame({"d": pd.to_timedelta(["1 day", None])}),
    "from an array": pd.DataFrame(np.arange(12.0).reshape(4, 3), columns=["a", "b", "c"]),
    "numbered columns": pd.DataFrame(np.eye(3)),
    "frequency": pd.DataFrame({"v": [1, 2]}, index=pd.date_range("2026-01-01", periods=2, tz="Europe/Berlin")),
    "periods as rows": pd.DataFrame({"v": [1, 2]}, index=pd.period_range("2026-01", periods=2, freq="M")),
    "durations as rows": pd.Series([1, 2], index=pd.timedelta_range("1 day", periods=2)),
    "series": pd.Series([1.5, np.nan], name="price"),
    "series without a name": pd.Series([1, 2]),
    "series whose name is a number": pd.Series([1, 2], name=0),
    "series of text": pd.Series(["a", "b"], index=[3, 7], name="x"),
}


@pytest.mark.parametrize("value", PARQUET.values(), ids=PARQUET.keys())
def test_frames_are_parquet(folder, value):
    format, loaded = back(folder, value)
    assert format == "parquet"
    assert_same(loaded, value)


def test_a_frame_made_of_an_array_keeps_the_order_in_memory(folder):
    value = pd.DataFrame(np.arange(12.0).reshape(4, 3), columns=["a", "b", "c"], copy=False)
    format, loaded = back(folder, value)
    assert format == "parquet"
    assert loaded.to_numpy().flags.c_contiguous
    assert_same(loaded, value)


class Table(pd.DataFrame):
    @property
    def _constructor(self):
        return Table


def with_attrs():
    frame = pd.DataFrame({"a": [1]})
    frame.attrs["source"] = "x"
    return frame


PICKLED = {
    "mixed objects": pd.DataFrame({"a": [1, "x", None, 2.5]}),
    "objects of which some lack by NaN": pd.DataFrame({"a": pd.Series(["x", np.nan, "y"], dtype=object)}),
    "objects of which some lack by None": pd.DataFrame({"a": pd.Series(["x", None, "y"], dtype=object)}),
    "objects of which some lack by either": pd.DataFrame({"a": pd.Series(["x", None, np.nan], dtype=object)}),
    "dates of which some lack by either": pd.DataFrame({"a": pd.Series([datetime.date(2026, 1, 1), None, np.nan], dtype=object)}),
    "True among numbers": pd.DataFrame({"a": pd.Series([1, True, 1.0], dtype=object)}),
    "lists": pd.DataFrame({"a": [[1], [2, 3]]}),
    "dicts": pd.DataFrame({"a": [{"x": 1}, {"y": 2}]}),
    "columns numbered from 1": pd.DataFrame([[1, 2]], columns=pd.RangeIndex(1, 3)),
    "numbers as names of columns": pd.DataFrame({0: [1], 2: [2]}),
    "the same name twice": pd.DataFrame([[1, 2]], columns=["a", "a"]),
    "two levels of columns": pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")])),
    "named columns": pd.DataFrame([[1, 2]], columns=pd.Index(["a", "b"], name="kind")),
    "attributes": with_attrs(),
    "subclass": Table({"a": [1]}),
    "periods": pd.Series(pd.period_range("2026-01", periods=2, freq="M")),
    "intervals": pd.cut(pd.Series([1, 2, 3]), 2),
    "sparse": pd.DataFrame({"a": pd.arrays.SparseArray([0, 0, 1])}),
    "complex": pd.DataFrame({"a": [1j]}),
    "a tuple as name": pd.Series([1, 2], name=("a", 1)),
    "unused level": pd.DataFrame({"v": [1, 2]}, index=pd.MultiIndex.from_product([["a", "b"], [1]])).loc[["a"]],
    "groups": pd.DataFrame({"k": [1, 1, 2], "v": [1, 2, 3]}).groupby("k"),
    "index": pd.Index([1, 2], name="x"),
}


@pytest.mark.parametrize("name", [name for name in PICKLED if name != "groups"])
def test_frames_that_parquet_would_change_come_back_all_the_same(folder, name):
    assert_same(back(folder, PICKLED[name])[1], PICKLED[name])


def test_grouped_frames(folder):
    loaded = back(folder, PICKLED["groups"])[1]
    assert loaded["v"].sum().tolist() == [3, 3]


def assert_same(loaded, value):
    assert type(loaded) is type(value)
    if isinstance(value, pd.DataFrame):
        pd.testing.assert_frame_equal(loaded, value, check_freq=True, check_exact=True)
        assert [list(map(type, loaded.iloc[:, at])) for at in range(value.shape[1])] == [list(map(type, value.iloc[:, at])) for at in range(value.shape[1])]
        assert loaded.columns.identical(value.columns)
    elif isinstance(value, pd.Series):
        pd.testing.assert_series_equal(loaded, value, check_freq=True, check_exact=True)
        assert type(loaded.name) is type(value.name)
    assert getattr(loaded, "attrs", None) == getattr(value, "attrs", None)
    index = getattr(value, "index", None)
    if isinstance(index, pd.MultiIndex):
        assert [list(level) for level in loaded.index.levels] == [list(level) for level in index.levels]


def test_estimators_are_joblib(folder):
    x = np.array([[0.0], [1.0], [2.0], [3.0]])
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(x, [0, 0, 1, 1])
    format, loaded = back(folder, model)
    assert format == "joblib"
    assert (loaded.predict_proba(x) == model.predict_proba(x)).all()


def test_an_estimator_that_holds_a_function_of_the_notebook(folder):
    model = FunctionTransformer(lambda x: x + 1)
    format, loaded = back(folder, model)
    assert format == "pickle"
    assert loaded.transform(np.array([[1]])).tolist() == [[2]]


def test_functions_and_classes_defined_inside_of_a_function(folder):
    factor = 3

    class Scale:
        def by(self, x):
            return x * factor

    assert back(folder, Scale)[1]().by(2) == 6
    assert back(folder, lambda x: x + factor)[1](1) == 4


def test_an_object_of_a_class_that_was_stored_apart_is_still_one_of_it(folder):
    script = """
        import sys; sys.path.insert(0, %r)
        import storing
        if sys.argv[2] == "save":
            class Point: pass
            def inner():
                class Point: pass
                return Point
            Point = inner()
            print(repr([storing.save(sys.argv[1], "Point", {"Point": Point}), storing.save(sys.argv[1], "p", {"p": Point()})]))
        else:
            entries = eval(sys.stdin.read())
            Point, p = storing.load(sys.argv[1], entries[0])["Point"], storing.load(sys.argv[1], entries[1])["p"]
            print(isinstance(p, Point))
    """
    import textwrap

    file = folder / "script.py"
    file.write_text(textwrap.dedent(script) % str(SOURCES))
    saved = subprocess.run([sys.executable, str(file), str(folder), "save"], capture_output=True, text=True, check=True).stdout
    loaded = subprocess.run([sys.executable, str(file), str(folder), "load"], input=saved, capture_output=True, text=True, check=True).stdout
    assert loaded == "True\n"


def test_modules(folder):
    assert back(folder, np)[1] is np


def test_default_dicts_of_lambdas(folder):
    value = defaultdict(lambda: 7)
    value["a"] = 1
    loaded = back(folder, value)[1]
    assert loaded["a"] == 1 and loaded["other"] == 7


def test_variables_of_one_group_share_what_they_shared(folder):
    rows = [1]
    entry = storing.save(str(folder), "pair", {"rows": rows, "by_name": {"rows": rows}})
    loaded = storing.load(str(folder), entry)
    loaded["rows"].append(2)
    assert loaded["by_name"]["rows"] == [1, 2]


def test_one_name_for_two_frames_stays_one_object(folder):
    frame = pd.DataFrame({"a": [1]})
    loaded = storing.load(str(folder), storing.save(str(folder), "pair", {"a": frame, "b": frame}))
    assert loaded["a"] is loaded["b"]


def test_a_variable_without_a_value(folder):
    assert back(folder, storing.UNBOUND)[1] is storing.UNBOUND


@pytest.mark.parametrize(
    "value, shown, advice",
    [
        ((x for x in [1]), "generator", "value = list(value)"),
        (csv.reader([]), "_csv.reader", "list(value)"),
        (threading.Lock(), "lock", "in one step"),
        (open(os.devnull, "w"), "_io.TextIOWrapper", "in one step"),
    ],
    ids=["generator", "iterator", "lock", "file"],
)
def test_what_cannot_be_stored_is_named_with_what_to_do(folder, value, shown, advice):
    with pytest.raises(storing.CannotStore) as raised:
        storing.save(str(folder), "value", {"value": value})
    assert "`value`" in str(raised.value) and shown in str(raised.value) and advice in str(raised.value)


def test_of_a_group_the_variable_at_fault_is_named(folder):
    with pytest.raises(storing.CannotStore, match="`b`"):
        storing.save(str(folder), "pair", {"a": [1], "b": [threading.Lock()]})


def test_what_cannot_be_read_is_told(folder):
    entry = storing.save(str(folder), "value", {"value": (1, 2)})
    (folder / entry["file"]).write_bytes(pickle.dumps({"value": 1})[:-3])
    with pytest.raises(storing.CannotLoad):
        storing.load(str(folder), entry)


def test_the_same_values_give_the_same_bytes_in_two_processes(folder):
    script = f"""import sys; sys.path.insert(0, {str(SOURCES)!r})
import numpy as np, pandas as pd, storing
from sklearn.linear_model import Ridge
x = np.arange(30.0).reshape(10, 3)
values = dict(frame=pd.DataFrame(x), named=pd.DataFrame(x, columns=list("abc")), x=x, names={{"b", "a", "c"}}, model=Ridge().fit(x, x[:, 0]), pair=(1, [2]))
for name, value in values.items(): storing.save(sys.argv[1], name, {{name: value}})
"""
    folders = [folder / "one", folder / "two"]
    for each in folders:
        each.mkdir()
        subprocess.run([sys.executable, "-c", script, str(each)], check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    one, two = ({path.name: path.read_bytes() for path in each.iterdir()} for each in folders)
    assert one == two and len(one) == 6
