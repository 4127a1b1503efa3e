"""Tables: pandas and polars, column by column."""

import sys
from typing import Any, Dict, Iterator, Optional, Tuple

from . import arrays
from .names import TIMES, root, type_name


def describe(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    package = root(type(value))
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        if isinstance(value, pandas.DataFrame):
            return _parts(value, _frame(value, visit), visit, list(value.shape))
        if isinstance(value, pandas.Series):
            return _parts(value, _series(value, visit), visit, list(value.shape))
        if isinstance(value, pandas.Index):
            return _parts(value, _index(value, visit), visit, [len(value)])
        if isinstance(value, pandas.api.extensions.ExtensionArray):
            return values(pandas.Series(value, copy=False), visit)
        if isinstance(value, pandas.api.extensions.ExtensionDtype):
            return {"k": "exact", "type": "dtype", "value": str(value)}
        if package == "pandas" and hasattr(value, "obj"):
            # Groups, windows: what they compute is computed when it is asked for.
            return visit.parts(type_name(type(value)), [(".obj", value.obj)])
        if package == "pandas" and not isinstance(value, (type, BaseException)) and not callable(value):
            return {"k": "opaque", "type": type_name(type(value))}
    if package == "polars":
        return _polars(value, visit)
    return None


def _parts(value: Any, parts: Iterator[Tuple[str, Dict[str, Any]]], visit: Any, shape: Any) -> Dict[str, Any]:
    return {"k": "object", "type": type_name(type(value)), "shape": shape, "parts": [list(part) for part in parts]}


def _frame(frame: Any, visit: Any) -> Iterator[Tuple[str, Dict[str, Any]]]:
    yield ".columns", visit.visit(frame.columns)
    yield ".index", visit.visit(frame.index)
    met: Dict[str, int] = {}
    for position, label in enumerate(frame.columns):
        if isinstance(label, str) and label in TIMES:
            continue
        name = "[%r]" % (label,)
        met[name] = met.get(name, 0) + 1
        yield name if met[name] == 1 else "%s (%d)" % (name, met[name]), values(frame.iloc[:, position], visit)
    if frame.attrs:
        yield ".attrs", visit.visit(frame.attrs)


def _series(series: Any, visit: Any) -> Iterator[Tuple[str, Dict[str, Any]]]:
    yield ".name", visit.visit(series.name)
    yield ".index", visit.visit(series.index)
    yield ".values", values(series, visit)


def _index(index: Any, visit: Any) -> Iterator[Tuple[str, Dict[str, Any]]]:
    yield ".names", visit.visit(list(index.names))
    kind = type(index).__name__
    if kind == "RangeIndex":
        yield "", visit.visit(range(index.start, index.stop, index.step))
    elif kind == "MultiIndex":
        for number in range(index.nlevels):
            yield ".get_level_values(%d)" % number, visit.visit(index.get_level_values(number))
    else:
        if hasattr(index, "freqstr"):
            yield ".freq", visit.visit(index.freqstr)
        yield "", values(index.to_series(), visit)


def values(series: Any, visit: Any) -> Dict[str, Any]:
    """The node of a column's values."""
    import numpy
    import pandas

    dtype = series.dtype
    if isinstance(dtype, numpy.dtype):
        if dtype.hasobject:
            return {**visit.sequence("items", series.tolist()), "dtype": str(dtype)}
        return arrays.array(series.to_numpy(), "values", visit)
    if isinstance(dtype, pandas.CategoricalDtype):
        codes = arrays.array(series.cat.codes.to_numpy().astype("i8"), "values", visit)
        held = [[".cat.codes", codes], [".cat.categories", visit.visit(dtype.categories)], [".cat.ordered", visit.visit(bool(dtype.ordered))]]
        return {"k": "object", "type": "category", "parts": held}
    missing = series.isna().to_numpy(dtype=bool)
    # What stands where a value is missing is of no meaning; the places of the others stay as they are.
    present = [None if gone else value for gone, value in zip(missing.tolist(), series.tolist())]
    held = [[".isna()", arrays.array(missing, "values", visit)], ["", visit.sequence("items", present)]]
    return {"k": "object", "type": str(dtype), "parts": held}


def _polars(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    import polars

    if isinstance(value, polars.Series):
        return visit.parts("polars.Series", [(".name", value.name), (".dtype", str(value.dtype)), (".to_list()", value.to_list())])
    if isinstance(value, polars.DataFrame):
        parts = [(".columns", list(value.columns))]
        parts += [("[%r]" % name, value.get_column(name)) for name in value.columns]
        return {**visit.parts("polars.DataFrame", parts), "shape": list(value.shape)}
    return {"k": "opaque", "type": type_name(type(value))}
