"""The functions that are tried, and arguments for them: whatever fits is tried."""

import inspect
import math
import operator

import numpy as np
import pandas as pd

from attempts import FRAME, LEVELS, NUMBERS, TEXTS, TIMES

MATRIX = np.array([[4.0, 1.0, 2.0], [2.0, 5.0, 1.0]])
SQUARE = np.array([[4.0, 1.0], [1.0, 3.0]])
ROW = np.array([3.0, 1.0, 2.0])
WHOLE = np.array([3, 1, 2])
CHOSEN = np.array([True, False, True])

ARGUMENTS = [
    (),
    ([3, 1, 2],),
    ([[2, 1], [4, 3]],),
    ([{"a": 1}, {"a": 2}],),
    (["b", "a"],),
    ({"a": [1, 2]},),
    ({3, 1},),
    ((3, 1),),
    ("a b",),
    (b"ab",),
    (1,),
    (2,),
    (0.5,),
    (True,),
    (MATRIX,),
    (SQUARE,),
    (ROW,),
    (WHOLE,),
    (CHOSEN,),
    (ROW + 1j,),
    (FRAME,),
    (NUMBERS,),
    (TEXTS,),
    (TIMES,),
    (LEVELS,),
    (TEXTS.astype("category"),),
    (int,),
    (len,),
    (iter([1, 2]),),
    ([3, 1, 2], 1),
    ([3, 1, 2], 2),
    ([1, 2, 3], 2),
    ([3, 1, 2], "a"),
    ([3, 1, 2], [4, 5, 6]),
    ([[3], [1]], [4]),
    ([[3], [1]], []),
    ({"a": [1, 2]}, {"b": [2]}),
    ({"a": [1, 2]}, "a"),
    (["x", "y"], [[1], [2]]),
    ([ROW, WHOLE],),
    ([FRAME, FRAME],),
    ([NUMBERS, NUMBERS],),
    ((ROW, ROW),),
    ([[1, "x"], [2, "y"]],),
    (1, 2),
    (2, 3),
    (7, [1, 2]),
    (0.5, 0.5),
    (3, (2, 2)),
    ((2, 2), 7),
    ("a", "a b"),
    ("b", "a", "a b"),
    (",", ["a"]),
    (len, [[1], [2]]),
    (operator.add, [1, 2, 3]),
    (operator.add, [[1], [2]]),
    (lambda x: x > 1, [1, 2]),
    (lambda x: x.sum(), 0, MATRIX),
    (lambda i, j: i + j, (2, 2)),
    (MATRIX, 1),
    (MATRIX, 0),
    (MATRIX, 2),
    (MATRIX, 0.5),
    (MATRIX, -1),
    (MATRIX, (3, 2)),
    (MATRIX, 0, 1),
    (MATRIX, 0, [9.0, 9.0, 9.0]),
    (MATRIX, [0, 1], 9.0),
    (MATRIX, MATRIX > 2, 9.0),
    (MATRIX, MATRIX > 2, [9.0]),
    (MATRIX, np.zeros((1, 3), int), 9.0, 0),
    (MATRIX, np.zeros((2, 3), int), 1),
    (MATRIX, MATRIX),
    (MATRIX, ROW),
    (MATRIX, WHOLE, 1),
    (SQUARE, 9.0),
    (SQUARE, SQUARE),
    (SQUARE, [1.0, 2.0]),
    (ROW, ROW),
    (ROW, ROW, ROW),
    (ROW, 2),
    (ROW, 0.5),
    (ROW, [1]),
    (ROW, 0, 2),
    (WHOLE, WHOLE),
    (WHOLE, 1),
    (WHOLE, [0, 2, 4]),
    (CHOSEN, ROW),
    (CHOSEN, ROW, ROW),
    ([CHOSEN], [ROW]),
    (ROW, CHOSEN),
    ("ij,jk->ik", SQUARE, SQUARE),
    ("i->i", ROW),
    ("a->a", ROW),
    (FRAME, FRAME),
    (FRAME, 2),
    (FRAME, NUMBERS),
    (FRAME, "a"),
    (NUMBERS, 2),
    (NUMBERS, [0, 1, 2, 3]),
    (NUMBERS, NUMBERS),
    (ROW, [0, 1, 4]),
    (TEXTS, TEXTS),
    ("2020-01-01",),
    ("2020-01-01", "2020-01-03"),
    (2020, 1, 1),
    (["2020-01-01", "2020-01-02"],),
    (pd.Timestamp("2020"),),
    ('{"a": [1]}',),
    ("float64",),
    (np.float32,),
    (math.pi,),
    ({"a": 1}, "a", 2),
    ([1, 2], 0, 9),
    ([1, 2], 0),
    ((1, 2), {"a": 1}),
]
OPTIONS = [{"copy": False}, {"overwrite_input": True}, {"overwrite_a": True}, {"retbins": True}, {"key": len}]

MODULES = [
    "builtins", "math", "random", "heapq", "bisect", "copy", "itertools", "functools", "operator", "statistics", "json", "re",
    "collections", "string", "textwrap", "os.path", "fractions", "datetime", "pprint", "base64", "difflib",
    "numpy", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma", "numpy.lib.stride_tricks", "numpy.char",
    "pandas", "pandas.api.types", "scipy.special", "scipy.linalg", "scipy.fft", "scipy.sparse", "scipy.cluster.hierarchy", "scipy.cluster.vq",
    "scipy.signal", "scipy.spatial.distance",
]  # fmt: skip
# They end the process, wait for somebody, run what they are given, or take long.
LEFT_OUT = {
    "builtins": {"exit", "quit", "input", "breakpoint", "help", "exec", "eval", "compile", "copyright", "credits", "license", "open", "__loader__"},
    "functools": {"update_wrapper"},  # it would make a function of a frame
    "numpy": {"test", "info", "fromfile", "fromregex", "genfromtxt", "load", "loadtxt", "save", "savetxt", "savez", "savez_compressed", "memmap"},
    "pandas": {"test", "read_clipboard", "to_pickle", "ExcelWriter", "HDFStore", "ExcelFile"},
    "scipy.fft": {"set_backend", "set_global_backend", "register_backend", "skip_backend", "set_workers"},
    "numpy.random": {"test", "zipf"},
    "numpy.fft": {"test"},
    "numpy.linalg": {"test"},
    "numpy.ma": {"test"},
    "scipy.special": {"test"},
    "scipy.linalg": {"test"},
    "scipy.sparse": {"test"},
}  # fmt: skip


# An array of Python's objects shares them with whoever else has them. It is hardly ever met, and the tables are for numbers.
OF_NUMBERS = {module for module in MODULES if module.startswith(("numpy", "scipy"))}


def holds_things(value):
    return isinstance(value, (dict, set)) or (isinstance(value, list) and value and isinstance(value[0], (dict, str)))


def takes(call, keyword):
    if isinstance(call, np.ufunc):
        return keyword == "out"
    try:
        return keyword in inspect.signature(call).parameters
    except (TypeError, ValueError):
        return False


def attempts(module, call):
    """Pairs of arguments and keywords that may fit a function."""
    options = [option for option in OPTIONS if all(takes(call, keyword) for keyword in option)]
    for args in ARGUMENTS:
        if module in OF_NUMBERS and any(map(holds_things, args)):
            continue
        for keywords in [{}, *options]:
            yield args, keywords
