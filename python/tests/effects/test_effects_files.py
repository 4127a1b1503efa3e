"""The tables know which argument names the file, by its place and by the name that it really has."""

import inspect
import os
import pathlib
import shutil
from urllib import request

import joblib
import matplotlib.figure
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import scipy.io
import scipy.io.wavfile
import scipy.sparse

READ = [("pandas." + name, call, 0) for name, call in inspect.getmembers(pd, inspect.isfunction) if name.startswith("read_")]
READ = [case for case in READ if case[0].removeprefix("pandas.read_") not in {"sql", "sql_query", "sql_table", "gbq", "clipboard", "iceberg"}]
READ += [("numpy." + name, getattr(np, name), 0) for name in ("load", "loadtxt", "genfromtxt", "fromfile", "fromregex")]
READ += [("os." + name, getattr(os, name), 0) for name in ("listdir", "walk", "stat", "rename")]
READ += [("os.path." + name, getattr(os.path, name), 0) for name in ("exists", "isfile", "isdir", "getsize", "getmtime")]
READ += [("shutil." + name, getattr(shutil, name), 0) for name in ("copy", "copyfile", "copytree", "move", "unpack_archive")]
READ += [("matplotlib.pyplot.imread", plt.imread, 0), ("joblib.load", joblib.load, 0), ("scipy.io.loadmat", scipy.io.loadmat, 0)]
READ += [("scipy.io.wavfile.read", scipy.io.wavfile.read, 0), ("scipy.sparse.load_npz", scipy.sparse.load_npz, 0), ("builtins.open", open, 0)]
WRITTEN = [("numpy." + name, getattr(np, name), 0) for name in ("save", "savez", "savez_compressed", "savetxt")]
WRITTEN += [("os." + name, getattr(os, name), 0) for name in ("makedirs", "mkdir", "remove", "unlink", "rmdir")] + [("os.rename", os.rename, 1)]
WRITTEN += [("shutil." + name, getattr(shutil, name), 1) for name in ("copy", "copyfile", "copytree", "move")] + [("shutil.rmtree", shutil.rmtree, 0)]
WRITTEN += [("matplotlib.pyplot.imsave", plt.imsave, 0), ("joblib.dump", joblib.dump, 1), ("scipy.io.savemat", scipy.io.savemat, 0)]
WRITTEN += [("scipy.sparse.save_npz", scipy.sparse.save_npz, 0), ("urllib.request.urlretrieve", request.urlretrieve, 1)]
METHODS = [("dataframe", name) for name, _ in inspect.getmembers(pd.DataFrame, inspect.isfunction) if name.startswith("to_")]
NO_FILE = {"to_clipboard", "to_dict", "to_gbq", "to_iceberg", "to_numpy", "to_period", "to_records", "to_sql", "to_timestamp", "to_xarray"}


def the_part(call, place):
    return list(inspect.signature(call).parameters)[place]


@pytest.mark.parametrize("name, call, place", [pytest.param(*case, id=case[0]) for case in READ])
def test_what_is_read(tables, name, call, place):
    assert tables.function(name, (object(),) * (place + 1))["readsFile"] == place
    keyword = the_part(call, place)
    if call is os.path.exists or inspect.signature(call).parameters[keyword].kind == inspect.Parameter.POSITIONAL_ONLY:
        return
    assert tables.function(name, (), {keyword: object()})["readsFile"] == {"keyword": keyword}


@pytest.mark.parametrize("name, call, place", [pytest.param(*case, id=case[0]) for case in WRITTEN])
def test_what_is_written(tables, name, call, place):
    assert tables.function(name, (object(),) * (place + 1))["writesFile"] == place
    keyword = the_part(call, place)
    assert tables.function(name, (), {keyword: object()})["writesFile"] == {"keyword": keyword}


@pytest.mark.parametrize("kind, name", [case for case in METHODS if case[1] not in NO_FILE])
def test_what_a_frame_writes(tables, kind, name):
    keyword = the_part(getattr(pd.DataFrame, name), 1)
    assert tables.method(kind, name, (object(),))["writesFile"] == 0
    assert tables.method(kind, name, (), {keyword: object()})["writesFile"] == {"keyword": keyword}


def test_a_figure_is_written(tables):
    assert the_part(matplotlib.figure.Figure.savefig, 1) == "fname"
    assert tables.method("figure", "savefig", (object(),))["writesFile"] == 0
    assert tables.function("matplotlib.pyplot.savefig", ("a.png",))["writesFile"] == 0


def test_a_frame_that_is_turned_into_text_writes_nothing(tables):
    for name in ("to_csv", "to_json", "to_html", "to_string", "to_latex"):
        assert "writesFile" not in tables.method("dataframe", name)


@pytest.mark.parametrize("name", sorted(name for name, _ in inspect.getmembers(pathlib.Path, callable) if not name.startswith("_")))
def test_a_path_that_does_something_to_files_is_told_to(tables, tmp_path, monkeypatch, name):
    """Each method is called on a file and on a folder that are there, and on one that is not."""
    for target in ("file.txt", "folder", "nothing"):
        for args in ((), ("new.txt",), ("text",), (b"text",), (tmp_path / "other",), (0o600,), ("w",), ("*",)):
            folder = tmp_path / f"{target}{len(list(tmp_path.iterdir()))}"
            (folder / "folder").mkdir(parents=True)
            (folder / "file.txt").write_text("old")
            monkeypatch.chdir(folder)
            before = contents(tmp_path)
            try:
                result = getattr(pathlib.Path(target), name)(*args)
                if hasattr(result, "close") and hasattr(result, "read"):
                    result.close()
            except Exception:
                continue
            if contents(tmp_path) != before:
                assert tables.method("path", name, args).get("writesFile") == "receiver"


def contents(folder):
    return {path: (path.lstat().st_mode, path.read_text() if path.is_file() else None) for path in folder.rglob("*")}
