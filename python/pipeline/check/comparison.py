"""Compares two sides cell by cell."""

import re
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Sequence

from check.files import compare_files
from check.fingerprints import Blobs
from check.run_notebook import Shown
from check.sides import Side
from check.texts import compare_texts
from check.values import AT_MOST, Difference, ValueComparison


class Tolerance(NamedTuple):
    rtol: float = 1e-6
    atol: float = 1e-9


class Found(NamedTuple):
    """A difference, and the place that it belongs to: whether another run differs there too decides what it means."""

    place: str
    difference: Difference


class CellCompared:
    """What was compared at one cell, and what differed."""

    def __init__(self) -> None:
        self.found: List[Found] = []
        # Where else there are objects of which a difference was found.
        self.elsewhere: List[str] = []
        self.values = 0
        self.numbers = 0
        self.lines = 0
        self.files = 0
        self.unread: List[str] = []

    def uncovered(self, again: "CellCompared") -> List[Found]:
        """The differences at places where another comparison, of two runs of the notebook itself, has none."""
        places = [*(other.place for other in again.found), *again.elsewhere]
        return [found for found in self.found if not any(_meet(found.place, place) for place in places)]


def _meet(first: str, second: str) -> bool:
    """Whether the places are the same, or one is a part of the other."""
    short, long = sorted((first, second), key=len)
    return long.startswith(short) and (len(long) == len(short) or long[len(short)] in ".[")


def compare_values(cell: CellCompared, first: Dict[str, Any], second: Dict[str, Any], certain: Sequence[str], blobs: Blobs, tolerance: Tolerance, when: str = "") -> None:
    """Compare the descriptions of variables. Only ``certain`` ones must be there on the second side if they are on the first."""
    for name, node in first.items():
        other = second.get(name, {"k": "unbound"})
        kinds = {node["k"], other["k"]}
        if "unbound" in kinds and (name not in certain or len(kinds) == 1):
            continue
        comparison = ValueComparison(blobs, *tolerance)
        comparison.compare(name, node, other)
        cell.values += 1
        cell.numbers += comparison.numbers
        cell.unread += [part + when for part in comparison.unread]
        cell.elsewhere += ["value%s:%s" % (when, what) for what in comparison.elsewhere]
        many = len(comparison.differences) >= AT_MOST
        for difference in comparison.differences:
            place = name if many else _place(difference.what)
            cell.found.append(Found("value%s:%s" % (when, place), difference._replace(what=difference.what + when)))


def _place(what: str) -> str:
    """The part of a value that a difference is in, without the single element."""
    what = what[4:-1] if what.startswith("len(") else what
    return re.sub(r"(\[[\d, ]+\]|\.shape)$", "", what)


def compare_shown(cell: CellCompared, sides: Sequence[Side], shown: Sequence[Shown], tolerance: Tolerance) -> None:
    """Compare what was printed and displayed; the order of the two kinds among each other does not matter where each is the same,
    nor that of the printed lines where some came past Python, which a kernel shows at any time."""
    first, second = [side.lines(part) for side, part in zip(sides, shown)]
    compared = compare_texts(first, second, *tolerance)
    cell.lines += len(first)
    cell.numbers += compared.numbers
    if compared.differences and _same_by_kind(sides, shown, tolerance):
        return
    for line, a, b in compared.differences:
        cell.found.append(Found("line:%d" % line, Difference("what is shown", a.strip(), b.strip())))


def _same_by_kind(sides: Sequence[Side], shown: Sequence[Shown], tolerance: Tolerance) -> bool:
    for kind in ("stdout", "display"):
        first, second = [side.lines(part, kind) for side, part in zip(sides, shown)]
        if kind == "stdout" and any(of == "direct" for part in shown for of, _ in part):
            first, second = sorted(first), sorted(second)
        if compare_texts(first, second, *tolerance).differences:
            return False
    return True


def compare_written(cell: CellCompared, sides: Sequence[Side], names: Sequence[str], tolerance: Tolerance) -> None:
    """Compare files of those names, relative to the copies."""
    for name in names:
        paths: List[Path] = [side.root / name for side in sides]
        compared = compare_files(name, paths[0], paths[1], [*sides[0].folders, *sides[1].folders], *tolerance)
        cell.files += 1
        cell.numbers += compared.numbers
        if not compared.read:
            cell.unread.append("the file %s" % name)
        for difference in compared.differences:
            cell.found.append(Found("file:%s" % name, difference))
