"""Any other object, an estimator for one: its class and its attributes."""

from typing import Any, Dict, List, Optional, Tuple

from .names import TIMES, own_module, root, type_name

# What is kept for later only because somebody asked for it, and room to work in whose contents mean nothing.
CACHES = ("_cache", "_repr", "_tmp")
# scipy's distributions hold numpy's global generator, which goes its own way.
GENERATORS = {"_random_state", "_rng"}


def describe(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    kind = type(value)
    own = own_module(kind.__module__)
    state = _attributes(value)
    if not own:
        state = [(name, part) for name, part in state if name not in GENERATORS]
    if isinstance(value, BaseException):
        state = [("args", value.args), *state]
    node = None if state else _reduced(value, visit)
    if node is None:
        node = visit.parts(type_name(kind), [("." + name, part) for name, part in state])
    return node if own else {**node, "library": True}


def _attributes(value: Any) -> List[Tuple[str, Any]]:
    try:
        found = dict(object.__getattribute__(value, "__dict__"))
    except (AttributeError, TypeError):
        found = {}
    for cls in type(value).__mro__:
        slots = cls.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            mangled = "_%s%s" % (cls.__name__.lstrip("_"), name) if name.startswith("__") and not name.endswith("__") else name
            try:
                found.setdefault(mangled, object.__getattribute__(value, mangled))
            except AttributeError:
                continue
    return sorted(((str(name), part) for name, part in found.items() if not _left_out(str(name))), key=lambda pair: pair[0])


def _left_out(name: str) -> bool:
    return name in TIMES or name.startswith(CACHES) or (name.startswith("__") and name.endswith("__"))


def _reduced(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    """A class written in C says by `__reduce__` how it is made again: a tree of a forest, a generator of random numbers."""
    kind = type(value)
    if root(kind) == "builtins" or kind.__module__ == "builtins":
        return None
    if kind.__reduce__ is object.__reduce__ and kind.__reduce_ex__ is object.__reduce_ex__ and _has_no_state(kind):
        return None
    try:
        reduced = value.__reduce_ex__(2)
    except Exception:
        return {"k": "opaque", "type": type_name(kind)}
    if not isinstance(reduced, tuple):
        return {"k": "exact", "type": type_name(kind), "value": str(reduced)}
    return visit.parts(type_name(kind), [(".__reduce__()[%d]" % place, part) for place, part in enumerate(reduced[1:3], 1)])


def _has_no_state(kind: type) -> bool:
    return getattr(kind, "__getstate__", None) is getattr(object, "__getstate__", None)
