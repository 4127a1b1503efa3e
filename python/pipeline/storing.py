"""How values are kept between steps: each in a format that suits it, and only if reading gives back exactly the same.

| value                                            | format                                        | file       |
| ------------------------------------------------ | --------------------------------------------- | ---------- |
| text, number, bool, None, lists and dicts of them | JSON                                          | `.json`    |
| NumPy array                                      | NumPy's own                                   | `.npy`     |
| pandas DataFrame, Series                         | Parquet, if pyarrow is there                  | `.parquet` |
| scikit-learn estimator                           | joblib                                        | `.joblib`  |
| anything else, and variables that share objects  | pickle (cloudpickle or joblib's, if there)    | `.pickle`  |

Nothing here knows of steps: `save` writes variables into a folder and describes how, `load` reads them by that description.
"""

import decimal
import datetime
import json
import math
import mmap
import os
import pickle
import sys
from typing import Any, Callable, Dict, List, Optional

#: The newest pickle protocol that every supported Python (3.9 and later) reads.
PROTOCOL = 5
#: Beyond so many items a list or dict is read faster as a pickle than as JSON.
JSON_ITEMS = 200_000
#: How deep pickling may go.
NESTED_CALLS = 10_000


class _Unbound:
    """Stands for a variable that got no value, since the line that gives it one was not reached."""

    def __repr__(self) -> str:
        return "UNBOUND"

    def __reduce__(self) -> str:
        return "UNBOUND"


UNBOUND = _Unbound()


class CannotStore(Exception):
    """A variable cannot be stored; the message says which, and why."""

    def __init__(self, name: str, message: str):
        super().__init__(message)
        self.name = name


class CannotLoad(Exception):
    """What was stored cannot be read here. Who asked for a variable may note which, and the step it is from."""

    variable: Optional[str] = None
    made_by: Optional[str] = None


def save(folder: str, stem: str, values: Dict[str, Any]) -> Dict[str, Any]:
    """Store one variable, or several that share objects, in a file of `folder` named `stem` and what the format adds.

    Returns the description that `load` needs, fit for JSON: `names`, `format`, `file`. Raises CannotStore; OSError where
    the disk is full.
    """
    entry: Dict[str, Any] = {"names": list(values)}
    if len(values) == 1:
        (value,) = values.values()
        for format, attempt in _FORMATS:
            path = os.path.join(folder, f"{stem}.{format}")
            try:
                more = attempt(path, value)
            except OSError:
                raise
            except Exception:
                # Each library has its own ways to refuse what it cannot write.
                more = None
            if more is not None:
                return {**entry, "format": format, "file": f"{stem}.{format}", **more}
            if os.path.exists(path):
                os.remove(path)
    path = os.path.join(folder, f"{stem}.pickle")
    _save_pickle(path, values)
    return {**entry, "format": "pickle", "file": f"{stem}.pickle"}


def load(folder: str, entry: Dict[str, Any]) -> Dict[str, Any]:
    """The variables that `save` described so, by their names. Raises CannotLoad."""
    path = os.path.join(folder, entry["file"])
    try:
        if entry["format"] == "pickle":
            with open(path, "rb") as file:
                return dict(pickle.load(file))
        (name,) = entry["names"]
        return {name: _READERS[entry["format"]](path, entry)}
    except Exception as error:
        raise CannotLoad(f"{type(error).__name__}: {error}") from error


# --- JSON


def _save_json(path: str, value: Any) -> Optional[Dict[str, Any]]:
    if not _is_plain(value, set()):
        return None
    # Encoded as a whole before the file is opened: text may hold half a surrogate pair, which UTF-8 cannot.
    data = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8")
    with open(path, "wb") as file:
        file.write(data + b"\n")
    return {}


def _load_json(path: str, entry: Dict[str, Any]) -> Any:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def _is_plain(value: Any, seen: set) -> bool:
    """Whether JSON gives back the same. A list that occurs twice would come back as two."""
    kind = type(value)
    if kind in (str, int, bool, type(None)):
        return True
    if kind is float:
        return math.isfinite(value)
    if kind not in (list, dict) or id(value) in seen or len(seen) + len(value) > JSON_ITEMS:
        return False
    seen.add(id(value))
    if kind is dict and not all(type(key) is str for key in value):
        return False
    return all(_is_plain(item, seen) for item in (value.values() if kind is dict else value))


# --- NumPy


def _save_npy(path: str, value: Any) -> Optional[Dict[str, Any]]:
    numpy = sys.modules.get("numpy")
    if numpy is None or type(value) is not numpy.ndarray or value.dtype.hasobject:
        return None
    # A slice is copied as it lies, by columns if it does: later arithmetic then adds in the same order.
    value = value.copy(order="K") if not value.flags.forc else value
    numpy.save(path, value, allow_pickle=False)
    written = numpy.load(path, mmap_mode="r" if value.size else None, allow_pickle=False)
    return {} if written.dtype == value.dtype and written.shape == value.shape else None


def _load_npy(path: str, entry: Dict[str, Any]) -> Any:
    import numpy

    return numpy.load(path, allow_pickle=False)


# --- pandas


def _save_parquet(path: str, value: Any) -> Optional[Dict[str, Any]]:
    pandas = sys.modules.get("pandas")
    if pandas is None or type(value) not in (pandas.DataFrame, pandas.Series) or value.attrs:
        return None
    entry: Dict[str, Any] = {}
    frame = value
    if type(value) is pandas.Series:
        if type(value.name) not in (str, int, type(None)):
            return None
        entry["series"] = {"name": value.name}
        frame = value.to_frame("values")
    # What Parquet does not keep, and is simple to say.
    entry["numbered"] = bool(type(frame.columns) is pandas.RangeIndex)
    entry["freq"] = getattr(frame.index, "freqstr", None)
    entry["by_rows"] = _by_rows(frame)
    entry["nan"] = [at for at in range(frame.shape[1]) if _lacks_only_nan(frame.iloc[:, at])]
    (frame.set_axis(frame.columns.astype(str), axis=1) if entry["numbered"] else frame).to_parquet(path, engine="pyarrow")
    return entry if _same_frame(_read_frame(path, entry), frame) else None


def _load_parquet(path: str, entry: Dict[str, Any]) -> Any:
    frame = _read_frame(path, entry)
    return frame["values"].rename(entry["series"]["name"]) if "series" in entry else frame


def _read_frame(path: str, entry: Dict[str, Any]) -> Any:
    import pandas

    frame = pandas.read_parquet(path, engine="pyarrow")
    for at in entry["nan"]:
        # Parquet has one way to lack a value, where pandas reads None.
        values = frame.iloc[:, at].to_numpy(dtype=object, copy=True)
        values[pandas.isna(values)] = math.nan
        frame[frame.columns[at]] = pandas.Series(values, frame.index, dtype=object)
    if entry["numbered"]:
        frame.columns = pandas.RangeIndex(frame.shape[1])
    if entry["freq"] and not isinstance(frame.index, pandas.PeriodIndex):
        frame.index.freq = entry["freq"]
    if entry["by_rows"]:
        import numpy

        frame = pandas.DataFrame(numpy.ascontiguousarray(frame.to_numpy()), frame.index, frame.columns, copy=False)
    return frame


def _by_rows(frame: Any) -> bool:
    """Whether the numbers lie row after row, as in a frame made of an array. Parquet gives columns, and sums over rows would then
    add in another order and differ in the last digit."""
    import numpy

    if len(set(frame.dtypes)) != 1 or not isinstance(frame.dtypes.iloc[0], numpy.dtype):
        return False
    flags = frame.to_numpy().flags
    return bool(flags.c_contiguous and not flags.f_contiguous)


def _lacks_only_nan(column: Any) -> bool:
    """Whether a column of objects, texts for one, lacks some of them, and has NaN there as `read_csv` would put it."""
    if column.dtype != object:
        return False
    lacking = column[column.isna()]
    return len(lacking) > 0 and all(type(value) is float for value in lacking)


def _same_frame(written: Any, frame: Any) -> bool:
    if not (_same_index(written.columns, frame.columns) and _same_index(written.index, frame.index)):
        return False
    if written.flags.allows_duplicate_labels != frame.flags.allows_duplicate_labels:
        return False
    return all(_same_values(written.iloc[:, at].array, frame.iloc[:, at].array) for at in range(frame.shape[1]))


def _same_index(one: Any, other: Any) -> bool:
    if type(one) is not type(other) or not one.identical(other) or getattr(one, "freq", None) != getattr(other, "freq", None):
        return False
    if not all(type(a) is type(b) for a, b in zip(one.names, other.names)):
        return False
    if one.nlevels > 1:
        levels = all(_same_index(a, b) for a, b in zip(one.levels, other.levels))
        return levels and all((a == b).all() for a, b in zip(one.codes, other.codes))
    return _same_values(one.array, other.array)


def _same_values(one: Any, other: Any) -> bool:
    """Whether two arrays of pandas hold the same in the same way; `==` would take 1 for True and for 1.0."""
    if type(one) is not type(other) or repr(one.dtype) != repr(other.dtype) or len(one) != len(other):
        return False
    if getattr(one.dtype, "storage", None) != getattr(other.dtype, "storage", None):
        return False
    if getattr(one.dtype, "numpy_dtype", one.dtype) == object:
        return all(type(a) is type(b) and type(a) in _SIMPLE and (a == b or a != a and b != b) for a, b in zip(one, other))
    if hasattr(one, "categories"):
        return _same_index(one.categories, other.categories) and bool((one.codes == other.codes).all())
    return bool(one.equals(other))


_SIMPLE = {str, bytes, bool, int, float, type(None), decimal.Decimal, datetime.date, datetime.datetime, datetime.time}


# --- scikit-learn


def _save_joblib(path: str, value: Any) -> Optional[Dict[str, Any]]:
    base = sys.modules.get("sklearn.base")
    if base is None or not isinstance(value, base.BaseEstimator):
        return None
    import joblib

    joblib.dump(value, path, protocol=PROTOCOL)
    return None if _refers_to_step(path) else {}


def _load_joblib(path: str, entry: Dict[str, Any]) -> Any:
    import joblib

    return joblib.load(path)


_FORMATS: List[Any] = [("json", _save_json), ("npy", _save_npy), ("parquet", _save_parquet), ("joblib", _save_joblib)]
_READERS: Dict[str, Callable[[str, Dict[str, Any]], Any]] = {
    "json": _load_json,
    "npy": _load_npy,
    "parquet": _load_parquet,
    "joblib": _load_joblib,
}


# --- pickle


def _save_pickle(path: str, values: Dict[str, Any]) -> None:
    pickler = _pickler()
    limit = sys.getrecursionlimit()
    # Each level of nesting takes several calls.
    sys.setrecursionlimit(max(limit, NESTED_CALLS))
    try:
        with open(path, "wb") as file:
            pickler(file, values)
    except OSError:
        raise
    except Exception as error:
        name = _culprit(pickler, values)
        raise CannotStore(name, _why(name, values[name], error)) from error
    finally:
        sys.setrecursionlimit(limit)


#: The module of the step that runs. Another process has it too, but not what running the step has put into it.
_step: Optional[Any] = None


def store_by_value(module: Any) -> None:
    """Functions and classes of this module are stored with their code, not by their names."""
    global _step
    _step = module


def _refers_to_step(path: str) -> bool:
    if _step is None:
        return False
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(_step.__name__.encode()) >= 0


def _pickler() -> Callable[[Any, Any], None]:
    """Writes an object to a file. cloudpickle can also store functions and classes that are defined inside of a step."""
    try:
        import cloudpickle
    except ImportError:
        try:
            from joblib.externals import cloudpickle
        except ImportError:
            return lambda file, values: pickle.dump(values, file, protocol=PROTOCOL)
    if _step is not None and _step.__name__ not in cloudpickle.list_registry_pickle_by_value():
        cloudpickle.register_pickle_by_value(_step)
    return lambda file, values: cloudpickle.dump(values, file, protocol=PROTOCOL)


class _Nowhere:
    """A file that forgets what is written."""

    def write(self, data: Any) -> int:
        return len(data)


def _culprit(pickler: Callable[[Any, Any], None], values: Dict[str, Any]) -> str:
    for name, value in values.items():
        try:
            pickler(_Nowhere(), value)
        except Exception:
            return name
    return next(iter(values))


def _why(name: str, value: Any, error: Exception) -> str:
    kind = type(value)
    shown = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    message = f"`{name}` ({shown}) cannot be stored: {str(error).rstrip('.') or type(error).__name__}."
    if shown == "generator" or hasattr(value, "__next__") and not hasattr(value, "write"):
        message += f" It can be gone through only once: make it a list, `{name} = list({name})`, or use it in the step that makes it."
    elif "cloudpickle" not in sys.modules and "joblib.externals.cloudpickle" not in sys.modules:
        message += " `pip install cloudpickle` may help: it stores functions and classes that plain pickle does not."
    else:
        message += " Make it in the step that uses it, or keep the cells that make and use it in one step."
    return message
