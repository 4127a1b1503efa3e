"""Compares two descriptions of a value: exactly what is exact, numbers within the tolerance."""

import json
import math
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from check.fingerprints import Blobs
from check.texts import compare_texts, lines_of

Node = Dict[str, Any]

AT_MOST = 20
_NOT_COMPARED = ("opaque", "unseen", "unreadable", "ignored")


class Difference(NamedTuple):
    """``what`` is written as one would write it in Python: `scores['test'][3]`."""

    what: str
    first: str
    second: str


class ValueComparison:
    """Compares the descriptions of one variable. Afterwards: the differences, where else the same objects are that have them,
    how many numbers were compared, and the parts of which only the type was."""

    def __init__(self, blobs: Blobs, rtol: float, atol: float):
        self.differences: List[Difference] = []
        self.elsewhere: List[str] = []
        self.numbers = 0
        self.values = 0
        self.unread: List[str] = []
        self._blobs = blobs
        self._rtol = rtol
        self._atol = atol
        self._tables: Tuple[Dict[int, Node], Dict[int, Node]] = ({}, {})
        self._compared: Dict[Tuple[int, int], bool] = {}
        self._inside_library = 0

    def compare(self, name: str, first: Node, second: Node) -> None:
        self._tables = (_by_number(first), _by_number(second))
        self._pair(name, first, second)

    def _pair(self, what: str, first: Node, second: Node) -> None:
        if len(self.differences) >= AT_MOST:
            return
        first, second = self._met(0, first), self._met(1, second)
        pair = (id(first), id(second))
        if pair in self._compared:
            if self._compared[pair]:
                self.elsewhere.append(what)
            return
        self._compared[pair] = False
        before = len(self.differences)
        kind = first["k"]
        if "unseen" in (kind, second["k"]):
            self.unread.append(what)
        elif self._inside_library and _forgotten(first, second):
            self.unread.append(what)
        elif kind != second["k"] or first.get("type") != second.get("type"):
            self._differ(what, _shown(first, True), _shown(second, True))
        elif kind in _NOT_COMPARED:
            if kind != "ignored":
                self.unread.append(what)
        elif "hash" in first and first["hash"] == second.get("hash") and _frame(first) == _frame(second):
            self.values += 1
            self.numbers += _count(first)
        else:
            getattr(self, "_" + kind)(what, first, second)
        for extra in ("extra", "factory"):
            if extra in first and extra in second:
                self._pair("%s.__dict__" % what if extra == "extra" else "%s.default_factory" % what, first[extra], second[extra])
        self._compared[pair] = len(self.differences) > before

    def _met(self, side: int, node: Node) -> Node:
        while node["k"] == "again":
            node = self._tables[side].get(node["id"], {"k": "unseen"})
        return node

    def _differ(self, what: str, first: str, second: str) -> None:
        self.differences.append(Difference(what, first, second))

    def _none(self, what: str, first: Node, second: Node) -> None:
        self.values += 1

    _unbound = _none

    def _exact(self, what: str, first: Node, second: Node) -> None:
        self.values += 1
        if first["value"] != second["value"]:
            self._differ(what, str(first["value"]), str(second["value"]))

    def _bool(self, what: str, first: Node, second: Node) -> None:
        self._exact(what, first, second)

    def _int(self, what: str, first: Node, second: Node) -> None:
        self.numbers += 1
        self._exact(what, first, second)

    def _float(self, what: str, first: Node, second: Node) -> None:
        self.numbers += 1
        self.values += 1
        if not self._near(first["value"], second["value"]):
            self._differ(what, repr(first["value"]), repr(second["value"]))

    def _complex(self, what: str, first: Node, second: Node) -> None:
        for part in (0, 1):
            self._float("%s.%s" % (what, ("real", "imag")[part]), {"value": first["value"][part]}, {"value": second["value"][part]})

    def _text(self, what: str, first: Node, second: Node) -> None:
        self.values += 1
        if first["value"] == second["value"] and first.get("hash") == second.get("hash"):
            return
        # A text may hold an address or a number of many digits, as what is printed may.
        compared = compare_texts(lines_of(first["value"]), lines_of(second["value"]), self._rtol, self._atol)
        if compared.differences or first["value"] == second["value"]:
            line = compared.differences[0] if compared.differences else None
            self._differ(what, repr(line.first if line else "(behind the first 100,000 characters)"), repr(line.second if line else ""))

    def _scalars(self, what: str, first: Node, second: Node) -> None:
        if first["count"] != second["count"]:
            self._differ("len(%s)" % what, str(first["count"]), str(second["count"]))
            return
        left, right = self._blobs.read(first), self._blobs.read(second)
        if left is None or right is None:
            self._differ(what, "other values", "than these")
            return
        for index, (a, b) in enumerate(zip(json.loads(left), json.loads(right))):
            self._plain("%s[%d]" % (what, index), a, b)

    def _plain(self, what: str, first: Any, second: Any) -> None:
        if isinstance(first, float) and isinstance(second, float):
            self._float(what, {"value": first}, {"value": second})
        elif type(first) is not type(second):
            self._differ(what, repr(first), repr(second))
        elif isinstance(first, str):
            self._text(what, {"value": first}, {"value": second})
        else:
            self.numbers += isinstance(first, int)
            self._exact(what, {"value": first}, {"value": second})

    def _sequence(self, what: str, first: Node, second: Node) -> None:
        if first["count"] != second["count"]:
            self._differ("len(%s)" % what, str(first["count"]), str(second["count"]))
            return
        if len(first["items"]) < first["count"]:
            self.unread.append(what)
        others = dict(map(tuple, second["items"]))
        for index, item in first["items"]:
            if index in others:
                self._pair("%s[%d]" % (what, index), item, others[index])

    def _set(self, what: str, first: Node, second: Node) -> None:
        self.values += 1
        if first["count"] != second["count"]:
            self._differ("len(%s)" % what, str(first["count"]), str(second["count"]))
            return
        left, right = [{_key(item) for item in node["items"]} for node in (first, second)]
        alone = [[item for item in node["items"] if _key(item) not in other] for node, other in ((first, right), (second, left))]
        for a, b in zip(*alone):
            self._pair("a member of %s" % what, a, b)

    def _mapping(self, what: str, first: Node, second: Node) -> None:
        left, right = [{_key(key): (key, item) for key, item in node["items"]} for node in (first, second)]
        only = [[part for name, part in a.items() if name not in b] for a, b in ((left, right), (right, left))]
        if len(only[0]) == len(only[1]):
            # Keys such as 0.30000000000000004 or tensors are equal within the tolerance only.
            for (key, item), (other_key, other) in zip(*only):
                self._pair("a key of %s" % what, key, other_key)
                self._pair("%s[%s]" % (what, _shown(key)), item, other)
        else:
            for key, item in only[0]:
                self._differ("%s[%s]" % (what, _shown(key)), _shown(item), "(not there)")
            for key, item in only[1]:
                self._differ("%s[%s]" % (what, _shown(key)), "(not there)", _shown(item))
        for name in left.keys() & right.keys():
            key, item = left[name]
            self._pair("%s[%s]" % (what, _shown(key)), item, right[name][1])

    def _object(self, what: str, first: Node, second: Node) -> None:
        self.values += 1
        if first.get("shape") != second.get("shape"):
            self._differ("%s.shape" % what, str(tuple(first["shape"])), str(tuple(second["shape"])))
        if first.get("code") != second.get("code"):
            self._differ(what, "other code", "than this")
        self._inside_library += "library" in first
        self._parts(what, dict(map(tuple, first["parts"])), dict(map(tuple, second["parts"])))
        self._inside_library -= "library" in first

    def _parts(self, what: str, left: Dict[str, Node], right: Dict[str, Node]) -> None:
        for name, part in left.items():
            if name in right:
                self._pair(what + name, part, right[name])
            elif not name.startswith("._"):
                self._differ(what + name, _shown(part), "(not there)")
        for name, part in right.items():
            if name not in left and not name.startswith("._"):
                self._differ(what + name, "(not there)", _shown(part))

    def _array(self, what: str, first: Node, second: Node) -> None:
        if _frame(first) != _frame(second):
            self._differ(what, _shown(first), _shown(second))
            return
        if "items" in first:
            self._pair(what, first["items"], second["items"])
            return
        self.values += 1
        self.numbers += _count(first)
        left, right = self._blobs.read(first), self._blobs.read(second)
        if left is None or right is None or first["code"] is None:
            self._sampled(what, first, second)
        else:
            self._numbers(what, first, left, right)

    def _numbers(self, what: str, node: Node, left: bytes, right: bytes) -> None:
        import numpy

        a, b = [numpy.frombuffer(data, dtype=node["code"]) for data in (left, right)]
        if a.dtype.kind in "fc":
            rtol = max(self._rtol, 16 * float(numpy.finfo(a.dtype).eps))
            with numpy.errstate(all="ignore"):
                differs = ~numpy.isclose(a, b, rtol=rtol, atol=self._atol, equal_nan=True)
        else:
            differs = (a != b) if a.dtype.kind not in "mM" else a.view("i8") != b.view("i8")
        places = numpy.flatnonzero(differs)
        if places.size == 0:
            return
        where = ", ".join(map(str, numpy.unravel_index(places[0], node["shape"])))
        more = "" if places.size == 1 else " (and %d more of %d)" % (places.size - 1, a.size)
        self._differ("%s[%s]" % (what, where) if node["shape"] else what, str(a[places[0]]), "%s%s" % (b[places[0]], more))

    def _sampled(self, what: str, first: Node, second: Node) -> None:
        self.unread.append(what)
        left, right = first.get("sample"), second.get("sample")
        if not left or not right:
            self._differ(what, "other values", "than these")
            return
        pairs = list(zip(left["values"], right["values"]))
        for name in ("sums", "ends"):
            pairs += list(zip(map(str, left.get(name, [])), map(str, right.get(name, []))))
        for a, b in pairs:
            if a != b and not self._near(_number(a), _number(b)):
                self._differ(what, a, b)
                return

    def _near(self, first: Optional[float], second: Optional[float]) -> bool:
        if first is None or second is None:
            return False
        if math.isnan(first) or math.isnan(second):
            return math.isnan(first) and math.isnan(second)
        return math.isclose(first, second, rel_tol=self._rtol, abs_tol=self._atol)


def _forgotten(first: Node, second: Node) -> bool:
    """Whether one is a function or the like, and the other is None: libraries leave those out when one of their objects is stored."""
    (none, other) = sorted((first, second), key=lambda node: node["k"] != "none")
    return none["k"] == "none" and (other["k"] == "opaque" or str(other.get("type", "")).split(" ")[0] in ("function", "method", "builtin"))


def _number(text: str) -> Optional[float]:
    try:
        return float(text)
    except ValueError:
        return None


def _by_number(node: Any) -> Dict[int, Node]:
    found: Dict[int, Node] = {}
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            if "id" in part and part["k"] != "again":
                found[part["id"]] = part
            waiting += part.values()
    return found


def _frame(node: Node) -> Any:
    return [node.get(name) for name in ("dtype", "shape", "count", "code")]


def _count(node: Node) -> int:
    if node["k"] == "array":
        return math.prod(node["shape"]) if node["code"] and node["code"][1] in "iufc" else 0
    return int(node.get("numbers", 0))


def _key(node: Node) -> str:
    return json.dumps(_without_numbers(node), sort_keys=True)


def _without_numbers(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _without_numbers(part) for name, part in node.items() if name != "id"}
    return [_without_numbers(part) for part in node] if isinstance(node, list) else node


def _shown(node: Node, with_type: bool = False) -> str:
    """A value in a few words."""
    kind = node["k"]
    if kind == "unbound":
        return "(not there)"
    if kind == "none":
        return "None"
    if "value" in node and kind != "exact":
        text = repr(node["value"])
        text = text if len(text) <= 120 else text[:117] + "..."
        return "%s (%s)" % (text, node.get("type", kind)) if with_type else text
    if kind == "exact":
        return str(node["value"])
    if kind == "array":
        return "%s of shape %s" % (node["dtype"], tuple(node["shape"]))
    if "shape" in node:
        return "%s of shape %s" % (node["type"], tuple(node["shape"]))
    count = " of %d" % node["count"] if "count" in node else ""
    return "%s%s" % (node.get("type", kind), count)
