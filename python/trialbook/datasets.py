"""Which data a run used: its name, and a digest that changes when it does."""

import hashlib
import os
from typing import Any, Dict, Optional

from . import encode
from .file_hash import hash_file
from .run import Run

#: Of a larger array only the start, the middle and the end are hashed, and that is said in the digest.
SAMPLED_ABOVE = 64 * 1024 * 1024


def log_input(run: Run, dataset: Any, context: Optional[str], name: Optional[str]) -> None:
    """See ``Run.log_input``."""
    fields = describe(dataset, run.store_dir)
    if name is not None:
        fields["name"] = str(name)
    run.record("input", context=None if context is None else str(context), **fields)


def describe(dataset: Any, store_dir: str) -> Dict[str, Any]:
    """``name``, ``digest`` and, where they are known, ``source``, ``schema`` and ``profile``. Paths below the folder
    that holds the store are relative to it. Raises TypeError for what is no dataset, OSError for a file that cannot be
    read."""
    if isinstance(dataset, (str, os.PathLike)):
        return _of_path(os.fspath(dataset), store_dir)
    if hasattr(dataset, "digest") and hasattr(dataset, "name"):
        # A dataset of mlflow.data, or one made after it.
        source = getattr(dataset, "source", None)
        uri = getattr(source, "uri", None) or _json(source)
        return {
            "name": encode.text_of(dataset.name),
            "digest": encode.text_of(dataset.digest),
            "source": uri if uri is None or isinstance(uri, str) else encode.dumps(uri),
            "schema": _json(getattr(dataset, "schema", None)),
            "profile": _json(getattr(dataset, "profile", None)),
        }
    if hasattr(dataset, "_fingerprint") and hasattr(dataset, "features"):
        # A dataset of Hugging Face.
        schema = {key: encode.text_of(value) for key, value in dict(dataset.features).items()}
        name = getattr(dataset, "builder_name", None) or "dataset"
        return {"name": str(name), "digest": str(dataset._fingerprint), "schema": schema, "profile": {"rows": len(dataset)}}
    if hasattr(dataset, "to_frame") and hasattr(dataset, "shape"):
        # A single column.
        dataset = dataset.to_frame()
    if hasattr(dataset, "shape") and hasattr(dataset, "columns") and hasattr(dataset, "dtypes"):
        return _of_frame(dataset)
    if hasattr(dataset, "shape") and hasattr(dataset, "dtype"):
        return _of_array(dataset)
    raise TypeError("%s is no dataset: a path, a DataFrame or an array is" % type(dataset).__name__)


def _of_path(path: str, store_dir: str) -> Dict[str, Any]:
    if "://" in path:
        return _of_address(path)
    whole = os.path.abspath(path)
    root = os.path.dirname(store_dir) + os.sep
    name = os.path.basename(whole)
    source = whole[len(root) :].replace(os.sep, "/") if whole.startswith(root) else whole
    if os.path.isdir(whole):
        return {"name": name, "source": source, **_of_folder(whole, store_dir)}
    size = os.path.getsize(whole)
    hashed = hash_file(whole, size, size > SAMPLED_ABOVE, lambda: False)
    return {"name": name, "source": source, "digest": hashed[0] if hashed else None, "profile": {"bytes": size}}


def _of_address(address: str) -> Dict[str, Any]:
    """Without what may be a password or a signature in it."""
    place, _, query = address.partition("#")[0].partition("?")
    scheme, _, rest = place.partition("://")
    authority, slash, path = rest.partition("/")
    source = "%s://%s%s%s%s" % (scheme, authority.rpartition("@")[2], slash, path, "?…" if query else "")
    return {"name": (path or authority).rstrip("/").rpartition("/")[2], "source": source}


def _of_folder(path: str, store_dir: str) -> Dict[str, Any]:
    """By names, sizes and times: to read a whole folder of images would keep the training waiting."""
    lines = []
    size = 0
    for folder, folders, names in os.walk(path):
        folders[:] = [each for each in folders if os.path.join(folder, each) != store_dir]
        for each in names:
            file = os.path.join(folder, each)
            try:
                found = os.stat(file)
            except OSError:
                # A link to nothing counts as itself.
                found = os.lstat(file)
            size += found.st_size
            lines.append("%s\0%d\0%d\n" % (os.path.relpath(file, path), found.st_size, found.st_mtime_ns))
    digest = hashlib.sha256("".join(sorted(lines)).encode("utf-8", "backslashreplace"))
    return {"digest": digest.hexdigest(), "profile": {"files": len(lines), "bytes": size}}


def _of_frame(frame: Any) -> Dict[str, Any]:
    dtypes = frame.dtypes
    kinds = dtypes if isinstance(dtypes, (list, tuple)) else [dtypes[column] for column in frame.columns]
    schema = {str(column): str(kind) for column, kind in zip(frame.columns, kinds)}
    digest = hashlib.sha256(encode.dumps(schema).encode("utf-8", "backslashreplace"))
    if hasattr(frame, "hash_rows"):
        digest.update(frame.hash_rows().to_numpy().tobytes())
    else:
        from pandas.util import hash_pandas_object

        try:
            hashes = hash_pandas_object(frame, index=False)
        except TypeError:
            # Lists and the like in its cells.
            hashes = hash_pandas_object(frame.astype(str), index=False)
        digest.update(hashes.to_numpy().tobytes())
    return {
        "name": "dataframe",
        "digest": digest.hexdigest(),
        "schema": schema,
        "profile": {"rows": int(frame.shape[0]), "columns": int(frame.shape[1])},
    }


def _of_array(array: Any) -> Dict[str, Any]:
    if hasattr(array, "detach"):
        array = array.detach().cpu().numpy()
    shape = [int(each) for each in array.shape]
    schema = {"dtype": str(array.dtype), "shape": shape}
    digest = hashlib.sha256(encode.dumps(schema).encode())
    sampled = getattr(array, "nbytes", 0) > SAMPLED_ABOVE
    if sampled:
        # Numpy's ``flat`` copies no more than is asked for, whatever the order in memory.
        flat = array.flat if hasattr(array, "flat") else array.reshape(-1)
        piece = max(1, 1024 * 1024 // max(1, array.nbytes // len(flat)))
        middle = (len(flat) - piece) // 2
        for start in (0, middle, len(flat) - piece):
            digest.update(_bytes_of(flat[start : start + piece]))
    else:
        digest.update(_bytes_of(array))
    return {
        "name": "array",
        "digest": digest.hexdigest(),
        "schema": schema,
        "profile": {"rows": shape[0] if shape else 1, "digest": "sampled" if sampled else "whole"},
    }


def _bytes_of(array: Any) -> bytes:
    # The bytes of an array of objects are addresses.
    objects = str(array.dtype) == "object"
    return encode.dumps(array.tolist()).encode("utf-8", "backslashreplace") if objects else array.tobytes()


def _json(value: Any) -> Any:
    for method in ("to_dict", "to_json"):
        if hasattr(value, method):
            return getattr(value, method)()
    return value
