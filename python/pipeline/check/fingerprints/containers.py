"""Lists, tuples, dicts, sets and the classes derived from them, read as what they are however they present themselves."""

import collections
import json
import types
from typing import Any, Dict, Optional

from .names import TIMES, type_name


def describe(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    kind = type(value)
    name = type_name(kind)
    node = None
    if isinstance(value, list):
        node = visit.sequence(name, list.copy(value))
    elif isinstance(value, tuple):
        node = visit.sequence(name, tuple(tuple.__iter__(value)))
    elif isinstance(value, (dict, types.MappingProxyType)):
        node = _mapping(name, value, visit)
    elif isinstance(value, (set, frozenset)):
        # A set has no order; the exact descriptions of its members give it one.
        items = sorted((visit.visit(item) for item in value), key=_order)
        for item in items:
            item.pop("id", None)
        node = {"k": "set", "type": name, "count": len(items), "items": items}
    elif isinstance(value, collections.deque):
        node = visit.sequence("%s(maxlen=%s)" % (name, value.maxlen), list(value))
    if node is None:
        return None
    extra = getattr(value, "__dict__", None)
    if extra and type(extra) is dict:
        node["extra"] = visit.visit(extra)
    if isinstance(value, collections.defaultdict):
        node["factory"] = visit.visit(value.default_factory)
    return node


def _mapping(name: str, value: Any, visit: Any) -> Dict[str, Any]:
    items = dict.items(value) if isinstance(value, dict) else value.items()
    compared = [(key, item) for key, item in items if not (isinstance(key, str) and key in TIMES)]
    return {"k": "mapping", "type": name, "count": len(compared), "items": [[visit.visit(key), visit.visit(item)] for key, item in compared]}


def _order(node: Dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in node.items() if key != "id"}, sort_keys=True)
