"""Which data files a run has opened."""

import hashlib
import os
import subprocess
import sys

import pytest

from trialbook.file_hash import MEGABYTE, hash_file
from trialbook.files import FILE_LIMIT, OpenedFiles


@pytest.fixture
def opened(tmp_path):
    """Files opened in a workspace while the test runs; ``opened.records`` is what was told of them."""
    records = []
    files = OpenedFiles(str(tmp_path), lambda type, **fields: records.append({"type": type, **fields}))
    files.records = records
    files.start()
    yield files
    files.stop()


def write(path, text="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), "w") as file:
        file.write(text)
    return path


def told(files):
    return [(record["path"], record["mode"]) for record in files.records]


def test_a_file_that_was_read_is_told_with_its_hash(tmp_path, opened):
    data = tmp_path / "data" / "a.csv"
    data.parent.mkdir()
    subprocess.run(["sh", "-c", "printf 1,2 > %s" % data], check=True)
    open(data).close()
    opened.tick()
    (record,) = opened.records
    assert record == {
        "type": "file",
        "path": "data/a.csv",
        "mode": "read",
        "size": 3,
        "mtime_ms": data.stat().st_mtime_ns // 1000000,
        "hash": hashlib.sha256(b"1,2").hexdigest(),
        "hash_kind": "sha256",
    }


def test_a_file_that_was_written_is_told_at_the_end_as_it_is_then(tmp_path, opened):
    with open(tmp_path / "model.bin", "wb") as file:
        file.write(b"first")
    opened.tick()
    assert opened.records == []
    with open(tmp_path / "model.bin", "ab") as file:
        file.write(b" and last")
    opened.stop()
    (record,) = opened.records
    assert (record["mode"], record["size"], record["hash"]) == ("write", 14, hashlib.sha256(b"first and last").hexdigest())


def test_a_file_is_told_once_for_each_mode(tmp_path, opened):
    subprocess.run(["touch", str(tmp_path / "a")], check=True)
    for mode in ("r", "rb", "r", "r+", "a"):
        open(tmp_path / "a", mode).close()
    os.close(os.open(tmp_path / "a", os.O_RDONLY))
    opened.stop()
    assert told(opened) == [("a", "read"), ("a", "write")]


def test_what_the_run_wrote_itself_is_not_its_input(tmp_path, opened):
    write(tmp_path / "a")
    open(tmp_path / "a").close()
    opened.stop()
    assert told(opened) == [("a", "write")]


def test_names_in_the_current_folder(tmp_path, opened, monkeypatch):
    for folder in ("one", "two"):
        write(tmp_path / folder / "data")
        monkeypatch.chdir(tmp_path / folder)
        open("data").close()
    opened.stop()
    assert told(opened) == [("one/data", "write"), ("two/data", "write")]


@pytest.mark.parametrize("name", ["code.py", ".git/config", ".env", ".trialbook/journal/x", "lib/site-packages/a.txt", "__pycache__/a.pyc", "../outside.csv"])
def test_what_is_no_data_is_left_out(tmp_path, name):
    records = []
    files = OpenedFiles(str(tmp_path / "workspace"), lambda type, **fields: records.append(fields))
    files.start()
    write(tmp_path / "workspace" / name)
    files.stop()
    assert records == []


def test_what_is_no_file_is_left_out(tmp_path, opened):
    os.mkfifo(tmp_path / "pipe")
    os.close(os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK))
    os.close(os.open(tmp_path, os.O_RDONLY))
    with pytest.raises(FileNotFoundError):
        open(tmp_path / "missing")
    opened.stop()
    assert opened.records == []


def test_more_files_than_the_limit(tmp_path, opened):
    for number in range(FILE_LIMIT + 5):
        os.close(os.open(tmp_path / str(number), os.O_CREAT | os.O_RDONLY))
    opened.stop()
    assert [record["code"] for record in opened.records if record["type"] == "problem"] == ["files-limit"]
    assert len(opened.records) == FILE_LIMIT + 1


def test_the_run_that_began_last_is_told(tmp_path, opened):
    inner = []
    child = OpenedFiles(str(tmp_path), lambda type, **fields: inner.append(fields["path"]))
    child.start()
    write(tmp_path / "childs")
    child.stop()
    write(tmp_path / "parents")
    opened.stop()
    assert (inner, told(opened)) == (["childs"], [("parents", "write")])


def test_a_stopped_run_is_told_nothing(tmp_path, opened):
    opened.stop()
    write(tmp_path / "late")
    opened.tick()
    assert opened.records == []


def test_odd_names_never_hurt(tmp_path, opened):
    with open(os.fsencode(tmp_path / "bytes"), "w"):
        pass
    with open(os.dup(1), "w"):
        pass
    with pytest.raises(ValueError):
        open("nul\0byte")
    opened.stop()
    assert told(opened) == [("bytes", "write")]


def test_a_recorder_that_fails_does_not_fail_the_open(tmp_path, opened, monkeypatch):
    monkeypatch.setattr(opened, "opened", None)
    write(tmp_path / "a")


def test_no_hook_without_a_run():
    program = "import sys, trialbook, trialbook.capture, trialbook.files; print(trialbook.files._installed)"
    env = {**os.environ, "PYTHONPATH": os.path.dirname(os.path.dirname(__file__))}
    assert subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True).stdout == "False\n"


def test_the_sampled_hash_is_as_documented(tmp_path):
    data = os.urandom(5 * MEGABYTE + 7)
    (tmp_path / "large").write_bytes(data)
    middle = (len(data) - MEGABYTE) // 2
    samples = data[:MEGABYTE] + data[middle : middle + MEGABYTE] + data[-MEGABYTE:]
    expected = hashlib.sha256(b"%d\n" % len(data) + samples).hexdigest()
    assert hash_file(str(tmp_path / "large"), len(data), True, lambda: False) == (expected, "sha256-sampled")


def test_a_file_that_grows_meanwhile_gets_no_hash(tmp_path):
    (tmp_path / "growing").write_bytes(b"12345")
    assert hash_file(str(tmp_path / "growing"), 3, False, lambda: False) is None
