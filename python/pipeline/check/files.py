"""The files that the two sides wrote, compared: bytes, or as text, or as numpy's arrays."""

from pathlib import Path
from typing import List, NamedTuple, Optional, Sequence

from check.texts import compare_texts, lines_of
from check.values import Difference

_READ = 20 << 20


class FileCompared(NamedTuple):
    differences: List[Difference]
    numbers: int
    # False where the contents are of a kind that two equal runs may write differently: pictures, pickles, archives.
    read: bool


def compare_files(name: str, first: Path, second: Path, folders: Sequence[str], rtol: float, atol: float) -> FileCompared:
    """Compare what both sides wrote to the file of that name."""
    what = "the file %s" % name
    if not second.exists() or not first.exists():
        there = ("(not there)", "(written)") if not first.exists() else ("(written)", "(not there)")
        return FileCompared([Difference(what, *there)] if first.exists() != second.exists() else [], 0, True)
    if first.stat().st_size > _READ or second.stat().st_size > _READ:
        return FileCompared([], 0, _same_bytes(first, second))
    left, right = first.read_bytes(), second.read_bytes()
    if left == right:
        return FileCompared([], 0, True)
    if name.endswith(".npy"):
        return _arrays(what, first, second, rtol, atol)
    texts = _text(left), _text(right)
    if texts[0] is None or texts[1] is None:
        return FileCompared([], 0, False)
    compared = compare_texts(lines_of(texts[0], folders), lines_of(texts[1], folders), rtol, atol)
    return FileCompared([Difference("%s, line %d" % (what, line + 1), a, b) for line, a, b in compared.differences], compared.numbers, True)


def _same_bytes(first: Path, second: Path) -> bool:
    if first.stat().st_size != second.stat().st_size:
        return False
    with open(first, "rb") as a, open(second, "rb") as b:
        while True:
            left, right = a.read(1 << 20), b.read(1 << 20)
            if left != right:
                return False
            if not left:
                return True


def _text(data: bytes) -> Optional[str]:
    try:
        return None if b"\0" in data else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _arrays(what: str, first: Path, second: Path, rtol: float, atol: float) -> FileCompared:
    import numpy

    try:
        left, right = numpy.load(first), numpy.load(second)
        same = left.shape == right.shape and left.dtype == right.dtype
        same = same and bool(numpy.allclose(left, right, rtol, atol, equal_nan=True) if left.dtype.kind in "fc" else (left == right).all())
    except (ValueError, TypeError, OSError):
        return FileCompared([], 0, False)
    return FileCompared([] if same else [Difference(what, "%s %s" % (left.dtype, left.shape), "other values, or of another shape")], int(left.size), True)
