"""What was shown on the two sides: compared token by token, numbers within the tolerance, without what differs between any two
runs, such as addresses in memory, timings and progress bars."""

import difflib
import math
import re
from typing import List, NamedTuple, Optional, Sequence, Set, Tuple

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")
_OVERWRITTEN = re.compile(r"[^\n]*\r(?!\n)")
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}\b")
_OWN_MODULE = re.compile(r"(?<![\w.])(?:__main__|steps\.shared\.definitions|steps\.\w+)\.(?=[A-Za-z_<])")
_MODULE_NAMED = re.compile(r"(?<='__module__': ')(?:__main__|steps\.shared\.definitions|steps\.\w+)(?=')")
_LOCALS = re.compile(r"\b\w+\.<locals>\.")
_SPEED = re.compile(r"\b\d+(?:\.\d+)?\s?(?:s|ms|us|µs|μs|ns)(?:/\w+)?(?=\s\d+(?:\.\d+)?\s?(?:s|ms|us|µs|μs|ns)/\w+)|\b\d+(?:\.\d+)?\s?(?:s|ms|us|µs|μs|ns)/(?:step|it|epoch|batch|sample|example)\b")
# What magics print besides what they do belongs to the notebook: `%cd` tells the folder that it goes to.
_DROPPED = re.compile(
    r"^\s*(?:CPU times: |Wall time: |Compiler time: |Parser\s+: |(?:Writing|Overwriting|Appending to) \S+$|env: \w+=)|^<folder>(?:/[^/]+)*?(?:/[^/.]+)?$|\bper loop \(mean\b|\bbest of \d+: .* per loop|\d+%\|.*\||\b\d+(?:\.\d+)?\s?(?:it|s|B|kB|MB|GB)/(?:s|it)\b"
)
_TOKEN = re.compile(r"[A-Za-z_]\w*|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\S")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


class TextDifference(NamedTuple):
    """A line that differs: its number in the first text, from 0, and both lines."""

    line: int
    first: str
    second: str


class TextsCompared(NamedTuple):
    differences: List[TextDifference]
    numbers: int


def lines_of(text: str, folders: Sequence[str] = ()) -> List[str]:
    """The lines that count, without what may differ; empty ones are left out."""
    text = _OVERWRITTEN.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n")))
    for folder in folders:
        text = text.replace(folder, "<folder>")
    text = _SPEED.sub("", _LOCALS.sub("", _OWN_MODULE.sub("", _MODULE_NAMED.sub("", _ADDRESS.sub("0x", text)))))
    return [line for line in text.split("\n") if line.strip() and not _DROPPED.search(line)]


def compare_texts(first: Sequence[str], second: Sequence[str], rtol: float, atol: float) -> TextsCompared:
    """Compare lines. Where the tokens are as many, the line breaks do not matter."""
    left, right = _tokens(first), _tokens(second)
    numbers = sum(1 for _, token in left if _NUMBER.fullmatch(token))
    if len(left) == len(right):
        lines = {a[0]: b[0] for a, b in zip(left, right) if not same_token(a[1], b[1], rtol, atol)}
        return TextsCompared([TextDifference(a, first[a], second[b]) for a, b in sorted(lines.items())], numbers)
    return TextsCompared(_unequal(first, second, rtol, atol), numbers)


def same_token(first: str, second: str, rtol: float, atol: float) -> bool:
    if first == second:
        return True
    if not (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(second)):
        return False
    a, b = float(first), float(second)
    if not any(mark in first + second for mark in ".eE"):
        return a == b
    return math.isclose(a, b, rel_tol=rtol, abs_tol=atol)


def uncertain_lines(first: Sequence[str], again: Sequence[str], rtol: float, atol: float) -> Set[int]:
    """The lines of the first text that are not the same when it is made again."""
    return {difference.line for difference in compare_texts(first, again, rtol, atol).differences}


def _tokens(lines: Sequence[str]) -> List[Tuple[int, str]]:
    return [(number, token) for number, line in enumerate(lines) for token in _TOKEN.findall(line)]


def _unequal(first: Sequence[str], second: Sequence[str], rtol: float, atol: float) -> List[TextDifference]:
    found: List[TextDifference] = []
    matcher = difflib.SequenceMatcher(None, [_key(line) for line in first], [_key(line) for line in second], autojunk=len(first) > 5_000)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            continue
        for offset in range(max(a1 - a0, b1 - b0)):
            left = first[a0 + offset] if a0 + offset < a1 else None
            right = second[b0 + offset] if b0 + offset < b1 else None
            if not _same_line(left, right, rtol, atol):
                found.append(TextDifference(min(a0 + offset, max(a1 - 1, 0)), left or "(nothing)", right or "(nothing)"))
    return found


def _same_line(left: Optional[str], right: Optional[str], rtol: float, atol: float) -> bool:
    if left is None or right is None:
        return False
    a, b = _TOKEN.findall(left), _TOKEN.findall(right)
    return len(a) == len(b) and all(same_token(x, y, rtol, atol) for x, y in zip(a, b))


def _key(line: str) -> str:
    return " ".join(line.split())
