"""Functions, classes and modules. Code is compared by what it names and which constants it holds: the same function is compiled
differently at the top of a notebook and inside of a step."""

import functools
import types
from typing import Any, Dict, List, Optional

from .names import qualified, root, type_name

_LEFT_OUT = {"__module__", "__dict__", "__weakref__", "__doc__", "__qualname__", "__annotations__", "__firstlineno__", "__static_attributes__"}


def describe(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    if isinstance(value, types.ModuleType):
        return {"k": "exact", "type": "module", "value": getattr(value, "__name__", "")}
    if isinstance(value, type):
        return _class(value, visit)
    if isinstance(value, types.FunctionType):
        return _function(value, visit)
    if isinstance(value, types.MethodType):
        return visit.parts("method %s" % value.__func__.__name__, [(".__self__", value.__self__)])
    if isinstance(value, (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType)):
        return {"k": "exact", "type": "builtin", "value": qualified(getattr(value, "__module__", None), getattr(value, "__qualname__", ""))}
    if isinstance(value, (staticmethod, classmethod)):
        return visit.parts(type(value).__name__, [(".__func__", value.__func__)])
    if isinstance(value, property):
        return visit.parts("property", [(".fget", value.fget), (".fset", value.fset)])
    if isinstance(value, functools.partial):
        return visit.parts(type_name(type(value)), [(".func", value.func), (".args", value.args), (".keywords", value.keywords)])
    return None


def _function(value: types.FunctionType, visit: Any) -> Dict[str, Any]:
    held: List[Any] = [(".__defaults__", value.__defaults__), (".__kwdefaults__", value.__kwdefaults__)]
    if root(value) not in ("__main__", "steps"):  # type: ignore[arg-type]
        return {"k": "exact", "type": "function", "value": qualified(value.__module__, value.__qualname__)}
    code = value.__code__
    return {
        **visit.parts("function %s" % qualified(None, value.__qualname__), held),
        "code": visit.text(repr((code.co_argcount, sorted(_names(code)), _constants(code)))),
    }


def _names(code: types.CodeType) -> set:
    found = {*code.co_names, *code.co_freevars, *code.co_cellvars, *code.co_varnames}
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            found |= _names(constant)
    return found


def _constants(code: types.CodeType) -> List[str]:
    found: List[str] = []
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            found += _constants(constant)
        elif not (isinstance(constant, str) and "<locals>" in constant):
            found.append(repr(sorted(constant, key=repr) if isinstance(constant, frozenset) else constant))
    return sorted(found)


def _class(value: type, visit: Any) -> Dict[str, Any]:
    if root(value) not in ("__main__", "steps"):
        return {"k": "exact", "type": "class", "value": type_name(value)}
    own = [("." + name, part) for name, part in sorted(vars(value).items()) if name not in _LEFT_OUT and not name.startswith("_abc_")]
    own = [(name, part) for name, part in own if not isinstance(part, (types.GetSetDescriptorType, types.MemberDescriptorType))]
    return visit.parts("class %s" % type_name(value), [(".__bases__", [type_name(base) for base in value.__bases__]), *own])
