"""Values to call methods on, and arguments to call them with: whatever fits is tried."""

import collections
import inspect
import math
import pathlib
import random
from functools import partial

import numpy as np
import pandas as pd


LEVELS = pd.MultiIndex.from_product([["x", "y"], [1, 2]], names=["k", "n"])
FRAME = pd.DataFrame({"a": [1.0, 2.0, 3.0], "b": [3.0, 4.0, np.nan]})
FRAME_OF_TIMES = pd.DataFrame({"a": [1.0, 2.0, 3.0], "b": [3.0, 4.0, 5.0]}, index=pd.date_range("2020", periods=3, name="day"))
FRAME_OF_LEVELS = pd.DataFrame({"a": [1, 2, 3, 4], "b": [5, 6, 7, 8]}, index=LEVELS)
NUMBERS = pd.Series([1.0, 2.0, np.nan], name="s")
TEXTS = pd.Series(["a b", "c d", None])
TIMES = pd.Series(pd.date_range("2020", periods=3, freq="h"))

# By their kinds, functions that make values, like each other each time.
MAKERS = {
    "dataframe": [FRAME.copy, FRAME_OF_TIMES.copy, FRAME_OF_LEVELS.copy],
    "series": [
        NUMBERS.copy,
        pd.Series([3, 1, 2], index=["x", "y", "z"]).copy,
        FRAME_OF_TIMES["a"].copy,
        pd.Series([1, 2, 3, 4], index=LEVELS).copy,
    ],
    "index": [
        partial(pd.Index([1, 2, 3], name="i").copy, deep=True),
        partial(pd.Index(["x", "y"]).copy, deep=True),
        partial(LEVELS.copy, deep=True),
        partial(pd.date_range("2020", periods=3).copy, deep=True),
        partial(pd.CategoricalIndex(["a", "b"]).copy, deep=True),
    ],
    "groupby": [
        lambda: FRAME.copy().groupby("a"),
        lambda: FRAME.copy().groupby("a")["b"],
        lambda: FRAME_OF_TIMES.copy().resample("D"),
        lambda: FRAME.copy().rolling(2),
        lambda: FRAME.copy().expanding(),
        lambda: FRAME.copy().ewm(2),
    ],
    "accessor": [
        lambda: TEXTS.copy().str,
        lambda: TIMES.copy().dt,
        lambda: TEXTS.astype("category").cat,
        lambda: FRAME.copy().plot,
    ],
    "ndarray": [
        lambda: np.arange(6.0).reshape(3, 2),
        lambda: np.arange(4),
        lambda: np.array([[4, 1], [3, 2]]),
        lambda: np.array(1.5),
    ],
    "scalar": [lambda: np.float64(2.5), lambda: np.int64(3), lambda: 2.5, lambda: 3, lambda: True],
    "datetime": [lambda: pd.Timestamp("2020-01-01"), lambda: pd.Timedelta("1h"), lambda: pd.Timestamp("2020", tz="UTC").to_pydatetime()],
    "list": [lambda: [3, 1, 2], lambda: collections.deque([1, 2])],
    "dict": [lambda: {"a": [1], "b": [2]}, dict, lambda: collections.Counter("aab"), lambda: collections.defaultdict(list)],
    "set": [lambda: {1, 2, 3}],
    "frozenset": [lambda: frozenset({1, 2})],
    "tuple": [lambda: (1, 2, 1), lambda: collections.namedtuple("Pair", "one other")(1, [2])],
    "string": [lambda: "a b", lambda: "x"],
    "bytes": [lambda: b"a b"],
    "path": [lambda: pathlib.Path("folder/file.txt")],
    "random-generator": [lambda: np.random.RandomState(0), lambda: np.random.default_rng(0), lambda: random.Random(0)],
}

ARGUMENTS = [
    (),
    ("a",),
    ("a b",),
    (b"a",),
    (1,),
    (2,),
    (0.5,),
    ([0, 1],),
    (["a"],),
    ([3, 1, 2],),
    ([[1, 2], [3, 4]],),
    ((3, 2),),
    ((4,),),
    ({"a": "q"},),
    ({"a": [9]},),
    ({1, 5},),
    (None,),
    (np.mean,),
    ("mean",),
    (math.sqrt,),
    (lambda x: x * 2,),
    (slice(0, 1),),
    ("D",),
    ("a > 1",),
    (np.dtype("float64"),),
    ("UTC",),
    ("2020-01-01",),
    ("%Y",),
    (np.arange(3.0),),
    (np.arange(4),),
    (np.array([True, False, True]),),
    (np.array([[True, False], [True, True]]),),
    (FRAME,),
    (FRAME > 1,),
    (NUMBERS,),
    (pd.Index([1, 7]),),
    (1, 1),
    (0, 1),
    (2, 2),
    (0, "a"),
    ("a", "b"),
    ("a", 1),
    ("k", "n"),
    ("x", [1]),
    ([0, 2], [9, 9]),
    (1.0, [3.0, 4.0]),
    (np.array([1, 0, 1, 0]), [1, 2, 3, 4]),
    ("2020-01-01", "2020-01-02"),
    ("00:00", "12:00"),
    ("a", lambda x: x * 2),
    (FRAME, lambda x, y: x),
    (FRAME, lambda x, y: y, 0),
    (0, "new", [1, 2, 3]),
    (0, "new", 7),
    (2, 2, 2),
    ([0, 1], [1, 0], [5, 5]),
    (np.arange(3), [1, 2, 3], [4, 5, 6]),
]
# What makes a method change its receiver, or share it.
OPTIONS = [{"inplace": True}, {"copy": False}, {"deep": False}, {"overwrite_input": True}]


def attempts(call):
    """Pairs of arguments and keywords that may fit a callable: those that fit most are first."""
    try:
        parameters = inspect.signature(call).parameters
    except (TypeError, ValueError):
        parameters = {}
    options = [option for option in OPTIONS if set(option) <= set(parameters)]
    for args in ARGUMENTS:
        for keywords in [{}, *options]:
            yield args, keywords


def public(thing):
    return [name for name in dir(thing) if not name.startswith("_")]
