"""Values that a command line gives a notebook: what type they have, and the cell that sets them."""

import ast
import json
import keyword
import math
import re
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Set

PARAMETERS = "parameters"
INJECTED = "injected-parameters"

_WORDS = {"True": True, "true": True, "False": False, "false": False, "None": None, "null": None}
_WHOLE = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)


def typed(text: str) -> Any:
    """The value that a word on the command line means: a whole number, a decimal one, true or false, nothing, what is in
    JSON's brackets, braces or double quotes; everything else is the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    try:
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            # An id such as 12e4567 is no infinite number.
            return float(text) if math.isfinite(float(text)) else text
        if _NO_NUMBER.fullmatch(text):
            return float(text)
        if text[:1] in ("[", "{", '"'):
            return json.loads(text)
    except (ValueError, RecursionError):
        pass
    return text


def literal(value: Any) -> str:
    """Python source for a value of ``typed``. Whatever the text, it is one literal on one line."""
    if isinstance(value, float) and not math.isfinite(value):
        return "float('%r')" % value
    if isinstance(value, list):
        return "[%s]" % ", ".join(map(literal, value))
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (literal(key), literal(each)) for key, each in value.items())
    return repr(value)


def is_name(text: str) -> bool:
    """Whether Python can have a variable of this name."""
    return text.isidentifier() and not keyword.iskeyword(text)


class Cell(NamedTuple):
    """What is looked at of a cell: only a code cell can set parameters."""

    is_code: bool
    source: str
    tags: Sequence[str]


class Place(NamedTuple):
    """Where the cell with the given values goes: before ``at``, in place of the cell there if ``replaces``."""

    at: int
    replaces: bool


def place_for(cells: Sequence[Cell]) -> Place:
    """In place of such a cell that is there, else behind the first one tagged ``parameters``, else at the top."""
    injected = _first(cells, INJECTED)
    if injected is not None:
        return Place(injected, True)
    declared = _first(cells, PARAMETERS)
    return Place(0 if declared is None else declared + 1, False)


def source_of(values: Dict[str, Any], secret: Sequence[str] = ()) -> str:
    """The source of the cell that sets them, but for those that are ``secret``."""
    lines = ["# Parameters"]
    for name, value in values.items():
        lines.append("# %s is given, and not written down" % name if name in secret else assignment(name, value))
    return "\n".join(lines)


def assignment(name: str, value: Any) -> str:
    """Python source that gives the variable ``name`` a value of ``typed``."""
    return "%s = %s" % (name, literal(value))


def warning(cells: Sequence[Cell], names: Sequence[str]) -> Optional[str]:
    """What to tell of names that no parameters cell has; None where all are known, or nobody can tell."""
    declared = _first(cells, PARAMETERS)
    if declared is None:
        if names:
            return "no cell is tagged %s: %s set at the top, and what the notebook assigns later counts" % (PARAMETERS, _are(names))
        return None
    known = assigned(cells[declared].source)
    if known is None:
        return None
    strange = [name for name in names if name not in known]
    if not strange:
        return None
    has = "it has " + ", ".join(sorted(known)) if known else "it has none"
    return "the parameters cell does not assign %s; %s" % (", ".join(strange), has)


def assigned(source: str) -> Optional[Set[str]]:
    """Names that a cell binds at its top level; None where it cannot be parsed."""
    plain = "\n".join(line for line in source.split("\n") if not line.lstrip().startswith(("%", "!")))
    try:
        tree = ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    targets: List[ast.AST] = []
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets += statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets.append(statement.target)
    return {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _first(cells: Sequence[Cell], tag: str) -> Optional[int]:
    return next((index for index, cell in enumerate(cells) if cell.is_code and tag in cell.tags), None)


def _are(names: Sequence[str]) -> str:
    return "%s %s" % (", ".join(names), "is" if len(names) == 1 else "are")
