"""The tables of matplotlib and seaborn say at least what their functions really do."""

import inspect

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns

from carefulness import complaints
from kinds_of_values import UNSTORABLE
from observing import NotCallable, observe

POINTS = np.array([1.0, 3.0, 2.0])
IMAGE = np.arange(6.0).reshape(3, 2)
FRAME = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0, 5.0, 7.0], "b": [2.0, 1.0, 4.0, 3.0, 6.0, 5.0], "c": list("xyxyxy")})

DRAWN = [(POINTS, POINTS), (POINTS,), (IMAGE,), (), (2,), ("title",), (1, "text"), (1, 2, "text"), (POINTS, POINTS, POINTS), (1, 2), ("x",)]
DRAWN += [(POINTS, 1, 2), (1, 1, 2, 2), ({"a": "b"},), ("lines",), (["a", "b"],), ((0, 0), 0), ((1, 2), (0, 0))]
WITH_FRAME = [
    {"data": FRAME, "x": "a", "y": "b"},
    {"data": FRAME, "x": "c", "y": "b"},
    {"data": FRAME, "x": "a"},
    {"data": FRAME[["a", "b"]]},
    {"data": FRAME},
    {},
]
WITHOUT = [(), (3,), ("deep",), ("white",), ("red", 0.5), ("talk",), (FRAME[["a", "b"]].corr(),), (["red", "blue"],), (["red", "blue"], [0])]
# Drawing takes long.
ENOUGH = 2
# They wait for somebody, show windows, write files or ask the network.
LEFT_OUT = {"show", "pause", "ginput", "waitforbuttonpress", "savefig", "imsave", "imread", "switch_backend", "install_repl_displayhook"}
LEFT_OUT |= {"uninstall_repl_displayhook", "load_dataset", "get_dataset_names", "connect", "disconnect", "xkcd", "get_data_home"}


def functions_of(module, prefix):
    for name in sorted(dir(module)):
        call = getattr(module, name)
        if name.startswith(("_", "choose_")) or name in LEFT_OUT or not inspect.isfunction(call):
            continue
        if call.__module__.startswith(prefix):
            yield pytest.param(name, call, id=name)


@pytest.fixture(autouse=True)
def a_clean_figure():
    before = dict(mpl.rcParams)
    yield
    plt.close("all")
    dict.update(mpl.rcParams, before)


def found_with(tables, name, call, attempts):
    found = set()
    tried = 0
    for args, keywords in attempts:
        plt.close("all")
        settings = dict(mpl.rcParams)
        try:
            seen = observe(call, args, keywords)
        except NotCallable:
            continue
        tried += 1
        effect = tables.function(name, args, keywords)
        found |= set(complaints(effect, seen))
        if dict(mpl.rcParams) != settings and not effect.get("setting"):
            found.add("changes settings")
        dict.update(mpl.rcParams, settings)
        if tried == ENOUGH:
            break
    if tried == 0:
        pytest.skip("none of the arguments fits")
    return found


@pytest.mark.parametrize("name, call", functions_of(plt, "matplotlib"))
def test_a_function_of_pyplot_does_no_more_than_is_told(tables, name, call):
    assert tables.function(f"matplotlib.pyplot.{name}") is not None, "not known"
    assert not found_with(tables, f"matplotlib.pyplot.{name}", call, [(args, {}) for args in DRAWN])


@pytest.mark.parametrize("name, call", functions_of(sns, "seaborn"))
def test_a_function_of_seaborn_does_no_more_than_is_told(tables, name, call):
    assert tables.function(f"seaborn.{name}") is not None, "not known"
    attempts = [((), keywords) for keywords in WITH_FRAME] if "data" in inspect.signature(call).parameters else [(args, {}) for args in WITHOUT]
    assert not found_with(tables, f"seaborn.{name}", call, attempts)


@pytest.mark.parametrize("name", [name for name, _ in inspect.getmembers(mpl.axes.Axes, inspect.isfunction) if not name.startswith("_")])
def test_axes_are_told_to_change_and_what_is_drawn_on_them_cannot_be_stored(tables, name):
    effect = tables.method("axes", name, (POINTS,))
    assert "receiver" in effect.get("mutates", []) or effect["result"] in {"string", "tuple", "figure", *UNSTORABLE}
