"""Files of a run: copied or written whole into ``artifacts/<run id>/``, never outside of it, never half."""

import json
import os
import re
import shutil
import stat
from contextlib import contextmanager
from typing import Any, Iterator, List, Optional

from . import encode
from .run import Run

#: Of the files in a folder that cannot be kept so many are named.
NAMED_UP_TO = 20
#: Larger files get no hash: copying them is enough work for a training to wait for.
HASHED_UP_TO = 16 * 1024 * 1024

_KINDS = {
    "text": "txt md log json jsonl yaml yml toml ini cfg py sh xml",
    "image": "png jpg jpeg gif webp svg bmp",
    "table": "csv tsv parquet",
    "html": "html htm",
}
_KIND_OF = {"." + ending: kind for kind, endings in _KINDS.items() for ending in endings.split()}


def log_artifact(run: Run, path: Any, artifact_path: Optional[str]) -> None:
    """See ``Run.log_artifact``."""
    source = os.fspath(path)
    name = _spelled(os.path.basename(os.path.abspath(source)))
    if os.path.isdir(source):
        _copy_folder(run, source, _joined(artifact_path, name))
    else:
        _copy(run, source, _joined(artifact_path, name))


def log_artifacts(run: Run, folder: Any, artifact_path: Optional[str]) -> None:
    """See ``Run.log_artifacts``."""
    source = os.fspath(folder)
    if not os.path.isdir(source):
        raise ValueError("it is not a folder")
    _copy_folder(run, source, artifact_path or "")


def log_text(run: Run, text: Any, file: str) -> None:
    """See ``Run.log_text``. Bytes are kept as they are."""
    data = bytes(text) if isinstance(text, (bytes, bytearray)) else str(text).encode("utf-8", "backslashreplace")
    with writing(run, file) as temporary, open(temporary, "wb") as out:
        out.write(data)


def log_dict(run: Run, dictionary: Any, file: str) -> None:
    """See ``Run.log_dict``."""
    log_text(run, json.dumps(encode.plain(dictionary), indent=2, ensure_ascii=False) + "\n", file)


def inside(file: str) -> str:
    """An artifact's path in its one spelling, ``/`` between the parts. Raises ValueError for one that leads out of the
    run's folder, is empty, or cannot be a file's name everywhere."""
    text = os.fspath(file)
    if not isinstance(text, str):
        raise ValueError("the name of an artifact is a text")
    if re.search("[\x00-\x1f\x7f]", text):
        raise ValueError("the name of an artifact may not hold control characters")
    if re.search("[\ud800-\udfff]", text):
        raise ValueError("the name of an artifact has to be UTF-8")
    if re.match(r"[/\\]|[A-Za-z]:", text):
        raise ValueError("the name of an artifact is relative to the run's folder, without a drive or a leading slash")
    parts = [part for part in re.split(r"[/\\]+", text) if part not in ("", ".")]
    if ".." in parts:
        raise ValueError("the name of an artifact may not lead out of the run's folder")
    if not parts:
        raise ValueError("an artifact needs a name")
    return "/".join(parts)


@contextmanager
def writing(run: Run, file: str, kind: Optional[str] = None, key: Optional[str] = None, step: Optional[int] = None) -> Iterator[str]:
    """Give a temporary path to write to, with the ending of ``file``; then put it in place at once and record it."""
    path = inside(file)
    target = os.path.join(run.artifact_dir, *path.split("/"))
    folder, name = os.path.split(target)
    os.makedirs(folder, exist_ok=True)
    temporary = os.path.join(folder, ".%s%s" % (os.urandom(8).hex(), os.path.splitext(name)[1]))
    try:
        yield temporary
        os.replace(temporary, target)
    except BaseException:
        try:
            os.unlink(temporary)
        except OSError:
            pass
        raise
    _record(run, path, target, kind, key, step)


def _copy(run: Run, source: str, file: str) -> None:
    path = inside(file)
    target = os.path.join(run.artifact_dir, *path.split("/"))
    if os.path.exists(target) and os.path.samefile(source, target):
        # Written into the run's folder by the program itself.
        _record(run, path, target, None, None, None)
        return
    if not stat.S_ISREG(os.stat(source).st_mode):
        # A pipe or a device may go on for ever.
        raise ValueError("it is no file")
    with writing(run, file) as temporary:
        shutil.copyfile(source, temporary)


def _copy_folder(run: Run, source: str, into: str) -> None:
    # Listed first, lest a folder that holds the store copies what it has just copied.
    files: List[str] = []
    own = os.path.realpath(run.store_dir)
    for folder, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if os.path.realpath(os.path.join(folder, name)) != own)
        files += [os.path.join(folder, name) for name in sorted(names)]
    failed = 0
    for path in files:
        try:
            _copy(run, path, _joined(into, _spelled(os.path.relpath(path, source))))
        except (OSError, ValueError) as error:
            failed += 1
            if failed <= NAMED_UP_TO:
                run.problem("log_artifacts", "%s was not kept: %s" % (encode.shown(path), getattr(error, "strerror", None) or error))
    if failed > NAMED_UP_TO:
        run.problem("log_artifacts", "%d more files of %s were not kept" % (failed - NAMED_UP_TO, encode.shown(source)))


def _record(run: Run, path: str, target: str, kind: Optional[str], key: Optional[str], step: Optional[int]) -> None:
    size = os.path.getsize(target)
    digest = None
    if size <= HASHED_UP_TO:
        from .file_hash import hash_file

        found = hash_file(target, size, False, lambda: False)
        digest = found and found[0]
    known = kind or _KIND_OF.get(os.path.splitext(path)[1].lower(), "file")
    run.record("artifact", path=path, size=size, sha256=digest, kind=known, key=key, step=step)


def _spelled(name: str) -> str:
    """The name of a file on disk as an artifact may have it: control characters and bytes that are not UTF-8 in hex."""
    return re.sub("[\x00-\x1f\x7f\ud800-\udfff]", lambda found: "".join("%%%02x" % byte for byte in os.fsencode(found[0])), name)


def _joined(folder: Optional[str], name: str) -> str:
    return "%s/%s" % (os.fspath(folder), name) if folder else name
