"""What single libraries need: pictures are not compared, connections and lazy values are known by their type alone, and some
models keep what they have learnt outside of Python."""

import collections.abc
from typing import Any, Dict, Optional

from .names import root, type_name

PICTURES = {"matplotlib", "mpl_toolkits", "seaborn", "plotly", "bokeh", "altair", "ipywidgets", "IPython", "graphviz", "folium", "tqdm", "pyvis", "wordcloud"}
UNREAD = {
    "asyncio", "concurrent", "contextvars", "dask", "duckdb", "h5py", "http", "ibis", "io", "_io", "logging", "multiprocessing", "pyspark", "queue", "requests",
    "socket", "sqlalchemy", "sqlite3", "subprocess", "tempfile", "threading", "_thread", "urllib", "vaex", "weakref", "zipfile", "ctypes", "_ctypes",
}  # fmt: skip
SERIALISED = {"xgboost", "lightgbm", "catboost"}


def describe(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    kind = type(value)
    package = root(kind)
    if package in PICTURES:
        return {"k": "ignored", "type": type_name(kind)}
    if package in UNREAD or isinstance(value, (collections.abc.Iterator, collections.abc.Awaitable)):
        return {"k": "opaque", "type": type_name(kind)}
    if package == "PIL" and hasattr(value, "tobytes"):
        return _picture(value, visit)
    if package in ("keras", "tensorflow", "tf_keras"):
        return _keras(value, visit)
    if package in SERIALISED and hasattr(value, "__getstate__") and not hasattr(value, "get_params"):
        return visit.parts(type_name(kind), [(".__getstate__()", value.__getstate__())])
    return None


def _picture(value: Any, visit: Any) -> Dict[str, Any]:
    parts = [(".size", tuple(value.size)), (".mode", value.mode)]
    # The pixels of a file that was only opened are read when they are needed; asking for them would close the file.
    if getattr(value, "_im", None) is not None:
        parts.append((".tobytes()", value.tobytes()))
    return visit.parts(type_name(type(value)), parts)


def _keras(value: Any, visit: Any) -> Dict[str, Any]:
    kind = type_name(type(value))
    if hasattr(value, "get_weights"):
        return visit.parts(kind, [(".get_weights()", value.get_weights())])
    if hasattr(value, "numpy"):
        return visit.parts(kind, [(".numpy()", value.numpy())])
    return {"k": "opaque", "type": kind}
