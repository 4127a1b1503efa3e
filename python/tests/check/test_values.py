"""Which values count as the same, and how a difference is named."""

import collections
import datetime
import decimal
import enum
import functools
import math
import pathlib

import numpy as np
import pandas as pd
import pytest
from compared import Comparing
from scipy import sparse, stats
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


@pytest.fixture
def comparing(tmp_path):
    return Comparing(tmp_path)


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Net:
    def __init__(self, weights):
        self.weights = weights


class Slotted:
    __slots__ = ("left", "__right")

    def __init__(self, left, right):
        self.left = left
        self.__right = right


Point = collections.namedtuple("Point", "x y")


def frame(**changes):
    return pd.DataFrame({"age": [20.0, 31.5, np.nan], "name": ["Ann", "Bob", None], "group": pd.Categorical(["a", "b", "a"]), **changes})


def cyclic():
    items = [1]
    items.append(items)
    return items


SAME = [
    (0.1 + 0.2, 0.3),
    (math.nan, math.nan),
    (-0.0, 0.0),
    (math.inf, math.inf),
    ({1, 2, "x"}, {"x", 2, 1}),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({0.1 + 0.2: "a"}, {0.3: "a"}),
    (cyclic(), cyclic()),
    (np.array([1.0, np.nan]), np.array([1.0 + 1e-9, np.nan])),
    (np.float32([0.1] * 9), np.float32([0.1] * 9) * np.float32(1.0000001)),
    (frame(), frame()),
    (frame(age=[20.0 + 1e-8, 31.5, np.nan]), frame()),
    ("<Net object at 0x7f11aa22bb33>", "<Net object at 0x7f44cc55dd66>"),
    ("loss 0.30000000000000004", "loss 0.3"),
]


@pytest.mark.parametrize("first, second", SAME, ids=range(len(SAME)))
def test_what_is_equal_within_rounding_is_the_same(comparing, first, second):
    assert comparing.differences(first, second) == []


DIFFERENT = [
    (1, 2, ["x"]),
    (1, True, ["x"]),
    (1, 1.0, ["x"]),
    (1.0, np.float64(1.0), ["x"]),
    (1.0, 1.0001, ["x"]),
    (math.inf, -math.inf, ["x"]),
    (math.nan, 0.0, ["x"]),
    (10**30, 10**30 + 1, ["x"]),
    (1 + 2j, 1 + 3j, ["x.imag"]),
    ("loss 0.3", "loss 0.4", ["x"]),
    (b"ab", b"ac", ["x"]),
    (decimal.Decimal("1.0"), decimal.Decimal("1.00"), ["x"]),
    (datetime.date(2020, 1, 1), datetime.date(2020, 1, 2), ["x"]),
    (Colour.RED, Colour.BLUE, ["x"]),
    (pathlib.PurePosixPath("a"), pathlib.PurePosixPath("b"), ["x"]),
    ([1, 2], (1, 2), ["x"]),
    ([1, 2], [1, 3], ["x[1]"]),
    ([1, 2], [1, 2, 3], ["len(x)"]),
    ([[1], {"a": [0.5]}], [[1], {"a": [0.6]}], ["x[1]['a'][0]"]),
    ({"a": 1}, {"a": 1, "b": 2}, ["x['b']"]),
    ({1, 2}, {1, 3}, ["a member of x"]),
    (collections.deque([1], 3), collections.deque([1], 4), ["x"]),
    (collections.defaultdict(int, a=1), collections.defaultdict(list, a=1), ["x.default_factory"]),
    (Point(1, 2), Point(1, 3), ["x[1]"]),
    (Net([1.0]), Net([2.0]), ["x.weights[0]"]),
    (Slotted(1, 2), Slotted(1, 3), ["x._Slotted__right"]),
    (ValueError("a"), ValueError("b"), ["x.args[0]"]),
    (functools.partial(max, 1), functools.partial(max, 2), ["x.args[0]"]),
    (np.arange(3), np.arange(3.0), ["x"]),
    (np.zeros((2, 3)), np.zeros((3, 2)), ["x"]),
    (np.zeros((2, 3)), np.array([[0, 0, 0], [0, 0, 0.5]]), ["x[1, 2]"]),
    (np.array(["a", "b"]), np.array(["a", "c"]), ["x[1]"]),
    (np.array([1, "a"], dtype=object), np.array([1, "b"], dtype=object), ["x[1]"]),
    (np.datetime64("2020-01-01"), np.datetime64("2020-01-02"), ["x"]),
    (np.ma.masked_array([1, 2], [False, True]), np.ma.masked_array([1, 2], [True, False]), ["x.data[0]", "x.mask[0]"]),
    (sparse.csr_matrix([[0, 1.0]]), sparse.csr_matrix([[0, 2.0]]), ["x.data[0]"]),
    (np.random.RandomState(1), np.random.RandomState(2), ["x.state['state']['key'][0]"]),
    (frame(), frame(age=[20.0, 31.0, np.nan]), ["x['age'][1]"]),
    (frame(), frame(name=["Ann", "Bea", None]), ["x['name'][1]"]),
    (frame(), frame(group=pd.Categorical(["a", "b", "b"])), ["x['group'].cat.codes[2]"]),
    (frame(), frame()[["name", "age", "group"]], ["x.columns[0]", "x.columns[1]"]),
    (frame(), frame().set_index(pd.Index([5, 6, 7])), ["x.index"]),
    (frame(), frame()[:2], ["x.shape"]),
    (pd.Series([1, 2], name="a"), pd.Series([1, 2], name="b"), ["x.name"]),
    (pd.Series([1, None], dtype="Int64"), pd.Series([2, None], dtype="Int64"), ["x.values[0]"]),
    (pd.date_range("2020", periods=2, freq="D"), pd.date_range("2020", periods=2, freq="2D"), ["x.freq", "x[1]"]),
    (pd.Timestamp("2020", tz="UTC"), pd.Timestamp("2020"), ["x"]),
]


@pytest.mark.parametrize("first, second, places", DIFFERENT, ids=range(len(DIFFERENT)))
def test_a_difference_is_named_as_one_would_write_it(comparing, first, second, places):
    found = comparing.places(first, second)
    assert found[: len(places)] == places


@pytest.mark.parametrize("first, second, places", DIFFERENT, ids=range(len(DIFFERENT)))
def test_each_value_is_the_same_as_itself(comparing, first, second, places):
    assert comparing.differences(first, first) == []
    assert comparing.differences(second, second) == []


def test_a_function_is_the_same_at_the_top_of_a_notebook_and_inside_of_a_step(comparing):
    at_top, in_step = {"__name__": "__main__", "rate": 2}, {"__name__": "steps.train"}
    exec("def scaled(x, by=1):\n    return x * by * rate", at_top)
    exec("def train():\n    rate = 2\n    def scaled(x, by=1):\n        return x * by * rate\n    return scaled", in_step)
    assert comparing.differences(at_top["scaled"], in_step["train"]()) == []


def test_a_function_with_another_constant_differs(comparing):
    at_top, other = {"__name__": "__main__"}, {"__name__": "steps.shared.definitions"}
    exec("def scaled(x):\n    return x * 2", at_top)
    exec("def scaled(x):\n    return x * 3", other)
    assert comparing.places(at_top["scaled"], other["scaled"]) == ["x"]


def test_an_object_of_the_notebooks_class_is_the_same_as_one_of_the_pipelines(comparing):
    sides = [{"__name__": name} for name in ("__main__", "steps.shared.definitions")]
    for side in sides:
        exec("class Net:\n    def __init__(self):\n        self.weights = [1.0]", side)
    first, second = [side["Net"]() for side in sides]
    assert comparing.differences(first, second) == []


ITEMS, TARGETS = load_iris(return_X_y=True)


def forest(seed):
    return RandomForestClassifier(5, random_state=seed).fit(ITEMS, TARGETS)


ESTIMATORS = [
    (lambda: forest(0), lambda: forest(1)),
    (lambda: LogisticRegression(max_iter=500).fit(ITEMS, TARGETS), lambda: LogisticRegression(max_iter=500).fit(ITEMS, TARGETS == 1)),
    (lambda: KNeighborsClassifier(algorithm="kd_tree").fit(ITEMS, TARGETS), lambda: KNeighborsClassifier(algorithm="kd_tree").fit(ITEMS * 2, TARGETS)),
    (lambda: make_pipeline(StandardScaler()).fit(ITEMS), lambda: make_pipeline(StandardScaler()).fit(ITEMS + 1)),
]


@pytest.mark.parametrize("made, otherwise", ESTIMATORS, ids=range(len(ESTIMATORS)))
def test_an_estimator_is_told_by_all_that_it_has_learnt(comparing, made, otherwise):
    same = comparing.compare(made(), made())
    assert (same.differences, same.unread) == ([], [])
    assert same.numbers > 4
    assert comparing.differences(made(), otherwise()) != []


def test_numpys_global_generator_inside_of_a_librarys_object_is_not_compared(comparing):
    first, second = stats.norm(1, 2), stats.norm(1, 2)
    first.random_state, second.random_state = np.random.RandomState(1), np.random.RandomState(2)
    assert comparing.differences(first, second) == []
    assert comparing.places(first, stats.norm(1, 3)) == ["x.args[1]"]


def test_how_long_a_search_took_is_not_compared(comparing):
    first, second = {"fit_time": np.array([0.1]), "test_score": np.array([0.9])}, {"fit_time": np.array([0.2]), "test_score": np.array([0.8])}
    assert comparing.places(first, second) == ["x['test_score'][0]"]


def test_what_is_known_by_its_type_alone_is_said(comparing):
    compared = comparing.compare({"rows": (row for row in [1])}, {"rows": (row for row in [2])})
    assert (compared.differences, compared.unread) == ([], ["x['rows']"])


def test_numbers_are_counted_wherever_they_are(comparing):
    value = {"a": 1, "b": [0.5, 2], "c": np.zeros((3, 4)), "d": pd.DataFrame({"e": [1.0, 2.0]})}
    assert comparing.compare(value, value).numbers == 1 + 2 + 12 + 2


def test_an_array_too_large_to_keep_is_still_found_to_differ(tmp_path):
    comparing = Comparing(tmp_path)
    comparing.blobs._budget = 0
    first = np.random.default_rng(0).random(100_000)
    second = first.copy()
    second[77_777] += 100
    assert comparing.differences(first, first + 1e-13) == []
    assert comparing.places(first, second) == ["x"]


def test_a_function_that_a_library_leaves_out_when_its_object_is_stored_is_no_difference(comparing):
    def callback(parameters):
        return parameters

    with_it, without_it = LogisticRegression(), LogisticRegression()
    with_it.settings, without_it.settings = {"callback": callback, "method": "bfgs"}, {"callback": None, "method": "newton"}
    compared = comparing.compare(with_it, without_it)
    assert [difference.what for difference in compared.differences] == ["x.settings['method']"]
    assert compared.unread == ["x.settings['callback']"]
    own = type("Own", (Net,), {"__module__": "__main__"})
    assert comparing.places(own(callback), own(None)) == ["x.weights"]
