"""What a query means, and whether a run fulfils it. What a run does not have makes a condition false, ``!=`` too."""

import operator
import re
from typing import Any, Callable, NamedTuple, Sequence, Union

from .numbers import number_of

#: Gives what a run has for a field: a float of a metric, a text of a param, a tag or an attribute, milliseconds of
#: ``started`` and ``duration``, a bool of ``starred``, a collection of paths of ``file``; None for what it has not.
Lookup = Callable[["Field"], Any]


class Field(NamedTuple):
    """``family``: ``metrics``, ``params``, ``tags`` or ``run``; ``part`` of a metric: ``last``, ``min``, ``max``, ``count``."""

    family: str
    key: str
    part: str = "last"


class All(NamedTuple):
    """True when all are; an empty one is true."""

    items: Sequence["Condition"]

    def holds(self, lookup: Lookup) -> bool:
        return all(item.holds(lookup) for item in self.items)


class Any_(NamedTuple):
    """True when one is."""

    items: Sequence["Condition"]

    def holds(self, lookup: Lookup) -> bool:
        return any(item.holds(lookup) for item in self.items)


class Not(NamedTuple):
    """True when the other is not."""

    item: "Condition"

    def holds(self, lookup: Lookup) -> bool:
        return not self.item.holds(lookup)


class Exists(NamedTuple):
    """The run has it; of texts that belong to every run, one that is not empty."""

    field: Field

    def holds(self, lookup: Lookup) -> bool:
        found = lookup(self.field)
        if self.field == _FILE:
            return bool(found)
        return _has(self.field, found)


class Like(NamedTuple):
    """The whole text matches a pattern."""

    field: Field
    pattern: "re.Pattern[str]"

    def holds(self, lookup: Lookup) -> bool:
        found = lookup(self.field)
        if self.field == _FILE:
            return any(self.pattern.fullmatch(path) for path in found)
        return _has(self.field, found) and self.pattern.fullmatch(found) is not None


class Compare(NamedTuple):
    """A comparison with a float, a text or a bool, or with a span of time for ``started``."""

    field: Field
    op: str
    value: Any

    def holds(self, lookup: Lookup) -> bool:
        found = lookup(self.field)
        if not _has(self.field, found):
            return False
        value = self.value
        if self.field == _FILE:
            return bool(found) and (value in found) == (self.op == "=")
        if isinstance(value, tuple):
            start, end = value
            if self.op in ("=", "!="):
                return (start <= found < end) == (self.op == "=")
            return _OPERATORS[self.op](found, start)
        if self.field == _COMMIT:
            return found.lower().startswith(value) == (self.op == "=")
        if isinstance(value, float) and isinstance(found, str):
            found = number_of(found)
            if found is None:
                return self.op == "!="
        if self.op in ("=", "!="):
            return (found == value or (found != found and value != value)) == (self.op == "=")
        return _OPERATORS[self.op](found, value)


Condition = Union[All, Any_, Not, Exists, Like, Compare]

_COMMIT = Field("run", "commit")
_FILE = Field("run", "file")
_OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _has(field: Field, found: Any) -> bool:
    """Texts that belong to every run may be empty, which is to have none; a param or a tag that is empty is there."""
    return found is not None and (field.family != "run" or found != "")


def all_of(items: Sequence[Condition]) -> Condition:
    """All of them, or the one there is."""
    return items[0] if len(items) == 1 else All(items)


def any_of(items: Sequence[Condition]) -> Condition:
    """Any of them, or the one there is."""
    return items[0] if len(items) == 1 else Any_(items)


def pattern_of(text: str) -> "re.Pattern[str]":
    """``%`` is any text, ``_`` one character, a backslash before either or before itself takes them as they are. The
    case of a to z does not matter."""
    pieces = []
    for piece in re.findall(r"\\[\\%_]|%|_|.", text, re.DOTALL):
        if piece == "%":
            pieces.append(".*")
        elif piece == "_":
            pieces.append(".")
        else:
            pieces.append(_either_case(piece[-1]))
    return re.compile("".join(pieces), re.DOTALL)


def contains(text: str) -> Condition:
    """The name contains a text."""
    return Like(Field("run", "name"), re.compile(".*%s.*" % "".join(map(_either_case, text)), re.DOTALL))


def _either_case(character: str) -> str:
    if character.isascii() and character.isalpha():
        return "[%s%s]" % (character.lower(), character.upper())
    return re.escape(character)
