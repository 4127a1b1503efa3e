"""Clean copies of the folder that a notebook lives in, so that neither run sees what the other has written, and nothing of the
person's is touched."""

import os
import re
import shutil
import stat
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Sequence, Set, Tuple

from check.refusal import CheckRefused

LARGEST = 1 << 30
FILES = 100_000
_LEFT_OUT = {".git", ".hg", ".svn", "node_modules", "__pycache__", ".ipynb_checkpoints", ".trialbook", ".runs", ".cache", ".mypy_cache", ".pytest_cache", ".tox"}
_UPWARDS = re.compile(r"(?:\.\.[\\/]+)*\.\.(?=[\\/'\"])")


class Source(NamedTuple):
    """The folder to copy, and the notebook's folder in it (`.` where it is the same)."""

    root: Path
    inside: Path


def source_of(notebook: Path, sources: Sequence[str]) -> Source:
    """The notebook's folder; or one above it, as far up as paths in the notebook's code go (`../data/x.csv`)."""
    folder = notebook.resolve().parent
    levels = max((found.count("..") for source in sources for found in _UPWARDS.findall(source)), default=0)
    root = folder
    for _ in range(levels):
        if root.parent == root or root.parent == Path(root.anchor):
            break
        root = root.parent
    return Source(root, folder.relative_to(root))


def above(source: Source, name: str) -> Path:
    """The folders to make around a copy, so that a pipeline outside of the source (`../pipelines/x`, from the notebook's folder) lies
    beside it, and finds the notebook by the names it knows."""
    upwards = Path(name).parts.count("..") - len(source.inside.parts)
    return Path(*source.root.parts[-upwards:]) if 0 < upwards < len(source.root.parts) else Path()


def copy(source: Source, target: Path, left_out: Path, largest: int = LARGEST) -> Path:
    """Copy the folder, and return the notebook's folder in the copy. Links are followed. ``left_out`` is a folder, relative to the
    notebook's, that is not wanted: the pipeline as it was written before.

    Raises CheckRefused `too-large`.
    """
    files = _files(source.root, (source.root / source.inside / left_out).resolve())
    size = sum(size for _, size in files)
    if size > largest:
        raise CheckRefused(
            "too-large",
            "The check runs in copies of the folder %s, which holds %.1f GB; up to %.1f GB are copied. Move the notebook, or data it does not need, to another folder."
            % (source.root, size / 1e9, largest / 1e9),
        )
    (target / source.inside).mkdir(parents=True, exist_ok=True)
    for path, _ in files:
        copied = target / path
        copied.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(source.root / path, copied)
        except OSError:
            # What cannot be read here could not be read by the notebook either.
            continue
    return target / source.inside


def _files(root: Path, left_out: Path) -> List[Tuple[str, int]]:
    found: List[Tuple[str, int]] = []
    met: Set[str] = set()
    for folder, folders, names in os.walk(root, followlinks=True):
        real = os.path.realpath(folder)
        if real in met:
            folders[:] = []
            continue
        met.add(real)
        folders[:] = [name for name in folders if not _skipped(Path(folder, name), left_out)]
        for name in names:
            path = os.path.join(folder, name)
            try:
                status = os.stat(path)
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                found.append((os.path.relpath(path, root), status.st_size))
        if len(found) > FILES:
            message = "The check runs in copies of the folder %s, which holds more than %d files. Move the notebook to a folder of its own."
            raise CheckRefused("too-large", message % (root, FILES))
    return found


def _skipped(folder: Path, left_out: Path) -> bool:
    return folder.name in _LEFT_OUT or (folder / "pyvenv.cfg").exists() or (folder / "conda-meta").exists() or folder.resolve() == left_out


Contents = Dict[str, Tuple[int, int]]


def contents(root: Path, left_out: Path) -> Contents:
    """Size and time of each file of a clean copy."""
    return {name: (status.st_size, status.st_mtime_ns) for name, status in _statuses(root, left_out.resolve())}


def _statuses(root: Path, left_out: Path) -> Iterator[Tuple[str, os.stat_result]]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not _skipped(Path(folder, name), left_out)]
        for name in names:
            path = os.path.join(folder, name)
            try:
                status = os.stat(path)
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                yield os.path.relpath(path, root).replace(os.sep, "/"), status
