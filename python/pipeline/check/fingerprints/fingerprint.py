"""The description of a value as JSON, within bounds of size and time.

Kinds of nodes, by `k`: `none`, `bool`, `int`, `float`, `complex`, `text`, `exact` (by what it shows), `scalars` (a list of plain values),
`array`, `sequence`, `set`, `mapping`, `object` (named parts), `again` (a value that was met before, by its `id`), and what is
not compared: `opaque` (its type alone), `ignored` (pictures), `unseen` (out of bounds), `unreadable`.
"""

import json
import time
import warnings
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

from . import arrays, code, containers, frames, libraries, objects, scalars
from .blobs import Blobs
from .names import type_name

Node = Dict[str, Any]

NODES = 200_000
DEPTH = 60
SECONDS = 20.0
ITEMS = 20_000
_PLAIN = {float, int, bool, str, type(None)}
_DESCRIBERS: Tuple[Callable[[Any, "Fingerprinter"], Optional[Node]], ...] = (
    scalars.describe,
    arrays.describe,
    frames.describe,
    containers.describe,
    code.describe,
    libraries.describe,
    objects.describe,
)


class Fingerprinter:
    """Describes values; use one for each name.

    ``folders`` are the places whose paths differ between the sides, longest first: in texts they are replaced by one word.
    """

    def __init__(self, blobs: Blobs, folders: Sequence[str] = (), seconds: float = SECONDS):
        self.blobs = blobs
        self._folders = [folder for folder in folders if len(folder) > 1]
        self._until = time.monotonic() + seconds
        self._left = NODES
        self._depth = 0
        self._numbers: Dict[int, int] = {}
        # An id may be given again to another object as soon as the first one is gone.
        self._alive: List[Any] = []

    def describe(self, value: Any) -> Node:
        """The description of a whole value; whatever goes wrong in it becomes part of it."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.visit(value)

    def visit(self, value: Any) -> Node:
        """The description of a part."""
        plain = scalars.plain(value, self)
        if plain is not None:
            return plain
        number = self._numbers.get(id(value))
        if number is not None:
            return {"k": "again", "id": number}
        self._left -= 1
        if self._left < 0 or self._depth >= DEPTH or time.monotonic() > self._until:
            return {"k": "unseen", "type": type_name(type(value))}
        self._numbers[id(value)] = number = len(self._numbers)
        self._alive.append(value)
        self._depth += 1
        try:
            node = self._described(value)
        finally:
            self._depth -= 1
        node["id"] = number
        return node

    def _described(self, value: Any) -> Node:
        try:
            for describe in _DESCRIBERS:
                node = describe(value, self)
                if node is not None:
                    return node
        except (Exception, RecursionError) as error:
            return {"k": "unreadable", "type": type_name(type(value)), "why": type(error).__name__}
        return {"k": "opaque", "type": type_name(type(value))}

    def parts(self, kind: str, named: Iterable[Tuple[str, Any]]) -> Node:
        """A node of named parts; a part's name is what is written behind the value's own: `.shape`, `['age']`."""
        return {"k": "object", "type": kind, "parts": [[name, self.visit(part)] for name, part in named]}

    def sequence(self, kind: str, items: Sequence[Any]) -> Node:
        """A node of things in order. Plain values are packed; of very many others some are looked at, evenly spread."""
        count = len(items)
        kinds = set(map(type, items))
        if kinds <= _PLAIN:
            text = self.text(json.dumps(items if isinstance(items, (list, tuple)) else list(items)))
            numbers = sum(type(item) in (int, float) for item in items) if kinds & {int, float} else 0
            return {"k": "scalars", "type": kind, "count": count, "numbers": numbers, **self.blobs.keep(text.encode("utf-8", "surrogatepass"))}
        if len(kinds) == 1:
            packed = arrays.packed(items, self)
            if packed is not None:
                return {**packed, "type": "%s of %s" % (kind, type_name(kinds.pop()))}
        limit = max(100, min(ITEMS, self._left // 2))
        chosen = range(count) if count <= limit else range(0, count, count // limit + 1)
        return {"k": "sequence", "type": kind, "count": count, "items": [[index, self.visit(items[index])] for index in chosen]}

    def text(self, text: str) -> str:
        """A text without the folders' names, which differ between the sides."""
        for folder in self._folders:
            if folder in text:
                text = text.replace(folder, "<folder>")
        return text

