"""The variables that functions and classes of the notebook load when they are called."""

import dis
import types
from functools import lru_cache, partial
from typing import Any, Dict, FrozenSet, List, Set

#: Functions followed from one name, and attributes of one class.
FUNCTION_LIMIT = 300
_WRAPPING = (types.FunctionType, partial, type(lru_cache(maxsize=1)(len)))
_LOADS = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")


def names_through(space: Dict[str, Any], name: str) -> Set[str]:
    """The variables of ``space`` that the function called ``name`` loads, and those that it refers to load, and so on.
    Of a class, and of an object of a class that the notebook defines: all of its methods."""
    found: Set[str] = set()
    waiting: List[str] = [name]
    seen: Set[str] = set()
    followed = 0
    while waiting:
        at = waiting.pop()
        if at in seen or at not in space:
            continue
        seen.add(at)
        for function in _functions_of(space[at], space):
            followed += 1
            if followed > FUNCTION_LIMIT:
                return found
            for loaded in _globals_of(function.__code__):
                if loaded in space:
                    found.add(loaded)
                    waiting.append(loaded)
    return found


def _functions_of(value: Any, space: Dict[str, Any]) -> List[types.FunctionType]:
    # Never by attributes that a class of the user's computes: looking must do nothing.
    functions: List[types.FunctionType] = []
    kind = type(value)
    while kind in _WRAPPING:
        if kind is types.FunctionType and value.__globals__ is space:
            functions.append(value)
        # What a decorator of a library has wrapped.
        value = value.func if kind is partial else value.__dict__.get("__wrapped__")
        kind = type(value)
    if kind is types.MethodType:
        return functions + _functions_of(value.__func__, space)
    one = value if isinstance(value, type) else kind
    if one.__module__ == "__main__" and isinstance(one, type):
        for base in one.__mro__:
            if base.__module__ != "__main__":
                continue
            for attribute in list(vars(base).values())[:FUNCTION_LIMIT]:
                attribute = attribute.__func__ if isinstance(attribute, (staticmethod, classmethod)) else attribute
                attribute = attribute.fget if isinstance(attribute, property) else attribute
                if type(attribute) is types.FunctionType and attribute.__globals__ is space:
                    functions.append(attribute)
    return functions


@lru_cache(maxsize=2000)
def _globals_of(code: types.CodeType) -> FrozenSet[str]:
    names = {instruction.argval for instruction in dis.get_instructions(code) if instruction.opname in _LOADS}
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= _globals_of(constant)
    return frozenset(names)
