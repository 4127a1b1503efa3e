"""What real values are, in the words of the tables."""

import collections
import datetime
import functools
import io
import numbers
import operator
import pathlib
import random
import re
import statistics
import types

import matplotlib.axes
import matplotlib.figure
import numpy as np
import pandas as pd
import scipy.sparse
import seaborn as sns
from matplotlib.artist import Artist
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.colors import Colormap
from matplotlib.container import Container
from pandas.api.extensions import ExtensionArray, ExtensionDtype
from pandas.api.typing import DataFrameGroupBy, Expanding, ExponentialMovingWindow, Resampler, Rolling, SeriesGroupBy
from pandas.core.indexes.accessors import CombinedDatetimelikeProperties
from sklearn.base import BaseEstimator
from sklearn.model_selection import BaseCrossValidator, BaseShuffleSplit

# These never change; one that is taken for another of them does no harm.
IMMUTABLE = {"scalar", "string", "bytes", "none", "path", "datetime", "immutable", "function", "class", "module"}
UNSTORABLE = {"generator", "iterator", "file", "connection", "lock", "process", "executor", "figure", "axes", "artist"}
# A frame may be taken for a series: the tables know the methods of both for each.
ALIKE = [{"dataframe", "series"}]

ITERATORS = (map, filter, zip, enumerate, reversed, collections.abc.Iterator, collections.abc.MappingView)
DRAWN = (Artist, Container, FigureManagerBase)
OF_TYPE = [
    ("dataframe", pd.DataFrame),
    ("series", pd.Series),
    ("index", pd.Index),
    ("groupby", (DataFrameGroupBy, SeriesGroupBy, Resampler, Rolling, Expanding, ExponentialMovingWindow)),
    ("ndarray", (np.ndarray, ExtensionArray, scipy.sparse.spmatrix, scipy.sparse.sparray)),
    ("indexer", (type(pd.Series().loc), type(pd.Series().iloc), type(pd.Series().at), type(pd.Series().iat))),
    ("accessor", (pd.Series.str, pd.Series.cat, pd.DataFrame.plot, pd.Series.sparse, CombinedDatetimelikeProperties)),
    ("immutable", (np.dtype, ExtensionDtype, slice, range, pd.DateOffset, re.Pattern, re.Match, statistics.NormalDist, np.finfo, np.iinfo, pd.Interval, Colormap)),
    ("random-generator", (np.random.RandomState, np.random.Generator, np.random.BitGenerator, np.random.SeedSequence, random.Random)),
    ("datetime", (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, pd.Period, type(pd.NaT))),
    ("path", pathlib.PurePath),
    ("none", type(None)),
    ("scalar", (numbers.Number, np.generic)),
    ("string", (str, collections.UserString)),
    ("bytes", bytes),
    ("generator", types.GeneratorType),
    ("file", io.IOBase),
    ("iterator", ITERATORS),
    ("dict", collections.abc.Mapping),
    ("list", (list, collections.deque, collections.UserList)),
    ("set", set),
    ("tuple", tuple),
    ("frozenset", frozenset),
    ("axes", matplotlib.axes.Axes),
    ("figure", (matplotlib.figure.FigureBase, sns.axisgrid.Grid, sns.axisgrid.JointGrid)),
    ("artist", DRAWN),
    ("estimator", (BaseEstimator, BaseCrossValidator, BaseShuffleSplit)),
    ("module", types.ModuleType),
    ("class", type),
    ("function", (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc, property, functools.cached_property)),
    ("function", (staticmethod, classmethod, functools.partial, functools.partialmethod, operator.itemgetter, operator.attrgetter)),
    ("function", (operator.methodcaller, functools.singledispatchmethod, np.vectorize, type(functools.lru_cache(len)), type(functools.cmp_to_key(len)))),
]


def kind_of(value):
    """The kind of a value; None where it has none of its own."""
    if isinstance(value, (np.ndarray, pd.Series)) and value.dtype == object and value.size > 0:
        first = np.asarray(value).flat[0]
        if kind_of(first) == "axes" or (isinstance(first, list) and first and kind_of(first[0]) == "axes"):
            return "axes"
    if isinstance(value, (tuple, list)) and any(isinstance(part, DRAWN) or kind_of(part) == "artist" for part in value):
        return "artist"
    if isinstance(value, dict) and any(kind_of(part) == "artist" for part in value.values()):
        return "artist"
    if isinstance(value, tuple) and all(kind_of(part) in IMMUTABLE for part in value):
        return "immutable"
    known = next((kind for kind, types_of_it in OF_TYPE if isinstance(value, types_of_it)), None)
    # What draws several things at once gives them in a class of its own.
    return known or ("artist" if type(value).__module__.startswith("matplotlib.") else None)


def serves_as(told, real, parts=()):
    """Whether a value of the kind `real` is in good hands with what the tables say of the kind `told` and of its parts."""
    if real in UNSTORABLE and not UNSTORABLE.isdisjoint(parts):
        return True
    if told == real or real in IMMUTABLE:
        return True
    if told is None:
        return real not in UNSTORABLE
    if told == "list" and real == "tuple":
        return True
    if told in UNSTORABLE and real in UNSTORABLE:
        return True
    return any(told in kinds and real in kinds for kinds in ALIKE)
