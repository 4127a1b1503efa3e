"""Values of runs as people read them, written as the editor and the ``trialbook`` command write them."""

import math
import re
import shutil
import sys
import time
import unicodedata
from typing import Iterable, List, NamedTuple, Optional, Sequence

_SIGNS = {"RUNNING": "●", "FINISHED": "✓", "FAILED": "✗", "KILLED": "◼", "CRASHED": "!", "UNKNOWN": "?"}
# Controls, line and paragraph separators, marks that turn the direction, and halves of characters.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def sign(status: str) -> str:
    """One character for the status of a run."""
    return _SIGNS.get(status, "?")


def printable(text: str) -> str:
    """Text from a store on one line: what would move the cursor or turn the writing's direction becomes an escape."""
    return _UNPRINTABLE.sub(_escape, text)


def brief(text: str, longest: int = 200) -> str:
    """As ``printable``, and of a text with more than ``longest`` characters the beginning, with how long it is."""
    if len(text) <= longest:
        return printable(text)
    return "%s… (%s characters)" % (printable(text[: longest - 20]), format(len(text), ","))


def query_place(query: str, offset: int, length: int) -> List[str]:
    """The query on one line and, below it, ``^`` under the characters that are meant. Of a long one what is around them."""
    start, behind = max(0, offset - 40), offset + min(length, 30)
    before = ("…" if start else "") + printable(query[start:offset])
    place = printable(query[offset:behind])
    after = printable(query[behind : behind + 20]) + ("…" if len(query) > behind + 20 else "")
    return ["  %s%s%s" % (before, place, after), "  %s%s" % (" " * _width(before), "^" * max(1, _width(place)))]


def number(value: float, digits: int = 4) -> str:
    """With the digits that matter: so many significant ones, whole numbers whole, exponents where digits would be long."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    size = abs(value)
    if size < 1e7 and value == int(value):
        return str(int(value))
    if size < 1e-4 or size >= 1e7:
        mantissa, _, exponent = ("%.*e" % (digits - 1, value)).partition("e")
        return "%ge%d" % (float(mantissa), int(exponent))
    text = "%.*f" % (max(0, digits - 1 - math.floor(math.log10(size))), value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_for(values: Iterable[Optional[float]]) -> int:
    """How many significant digits tell these numbers apart: 4 where that does, at most 9."""
    distinct = {value for value in values if value is not None and math.isfinite(value)}
    for digits in range(4, 9):
        if len({number(value, digits) for value in distinct}) == len(distinct):
            return digits
    return 9


def duration(milliseconds: float) -> str:
    """``0.4 s``, ``41 s``, ``3 min 20 s``, ``2 h 5 min``, ``4 d 1 h``."""
    seconds = max(0.0, milliseconds) / 1000
    if seconds < 9.95:
        return "%g s" % round(seconds, 1)
    if round(seconds) < 60:
        return "%d s" % round(seconds)
    if round(seconds) < 3600:
        return _two(round(seconds), 60, "min", "s")
    minutes = round(seconds / 60)
    return _two(minutes, 60, "h", "min") if minutes < 24 * 60 else _two(round(minutes / 60), 24, "d", "h")


def size(bytes: float) -> str:
    """``812 B``, ``1.5 MB``, ``12 GB``; a thousand of each in the next."""
    units = ["B", "kB", "MB", "GB", "TB"]
    at = 0
    # 999.5 kB would be written as 1000 kB.
    while bytes >= 999.5 and at < len(units) - 1:
        bytes /= 1000
        at += 1
    return "%g %s" % (round(bytes, 1) if at and bytes < 9.95 else round(bytes), units[at])


def age(then_ms: float, now_ms: float) -> str:
    """``now``, ``12 min``, ``2 h``, ``3 d``; past a week the day itself."""
    minutes = (now_ms - then_ms) // 60000
    if minutes < 1:
        return "now"
    if minutes < 60:
        return "%d min" % minutes
    if minutes < 24 * 60:
        return "%d h" % (minutes // 60)
    return "%d d" % (minutes // 1440) if minutes < 8 * 1440 else date(then_ms)[:10]


def date(milliseconds: float) -> str:
    """``2026-11-22 14:02:05``, local."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(milliseconds / 1000))


class Column(NamedTuple):
    """A column of a table; its cells are printable already."""

    title: str
    cells: Sequence[str]
    right: bool = False
    #: Where the terminal is too narrow it is left out.
    optional: bool = False


def fitting(columns: Sequence[Column]) -> List[Column]:
    """The columns that the terminal has room for, without optional ones from the right; all where there is no terminal."""
    kept = [column for column in columns if any(column.cells)]
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else math.inf
    while sum(_column_width(column) + 2 for column in kept) - 2 > room:
        last = next((at for at in reversed(range(len(kept))) if kept[at].optional), None)
        if last is None:
            break
        del kept[last]
    return kept


def table(columns: Sequence[Column]) -> List[str]:
    """The lines of a table. Columns without a title and with nothing in their cells are left out."""
    kept = [column for column in columns if any(column.cells)]
    if not kept:
        return []
    rows = list(zip(*(column.cells for column in kept)))
    if any(column.title for column in kept):
        rows.insert(0, tuple(column.title for column in kept))
    widths = [_column_width(column) for column in kept]
    return ["  ".join(_padded(row[at], widths[at], kept[at].right) for at in range(len(kept))).rstrip() for row in rows]


def _column_width(column: Column) -> int:
    return max(map(_width, (column.title, *column.cells)))


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _escape(found: "re.Match[str]") -> str:
    character = found.group()
    code = ord(character)
    return _ESCAPES.get(character) or ("\\x%02x" % code if code < 0x100 else "\\u%04x" % code)


def _two(count: int, size: int, large: str, small: str) -> str:
    whole, rest = divmod(count, size)
    return "%d %s" % (whole, large) + (" %d %s" % (rest, small) if rest else "")
