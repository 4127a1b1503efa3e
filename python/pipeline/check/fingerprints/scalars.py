"""Single values: numbers, texts, dates, and others that are wholly told by what they show."""

import datetime
import decimal
import enum
import fractions
import hashlib
import os
import re
import sys
import types
import uuid
from typing import Any, Dict, Optional

from .names import type_name

LONGEST = 100_000

_EXACT = (
    datetime.date,
    datetime.time,
    datetime.timedelta,
    datetime.tzinfo,
    decimal.Decimal,
    fractions.Fraction,
    uuid.UUID,
    range,
    slice,
    re.Pattern,
    type(Ellipsis),
    type(NotImplemented),
)
_PANDAS_EXACT = ("Timestamp", "Timedelta", "Period", "Interval", "NAType", "NaTType", "CategoricalDtype", "DatetimeTZDtype")


def plain(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    """The node of a value of one of the plain types themselves, not of a type derived from them."""
    kind = type(value)
    if value is None:
        return {"k": "none"}
    if kind is bool:
        return {"k": "bool", "value": value}
    if kind is int:
        return {"k": "int", "value": value} if value.bit_length() < 10_000 else {"k": "exact", "type": "int", "value": _digest(hex(value))}
    if kind is float:
        return {"k": "float", "value": value}
    if kind is str:
        return _text("str", value, visit)
    if kind is complex:
        return {"k": "complex", "value": [value.real, value.imag]}
    return None


def describe(value: Any, visit: Any) -> Optional[Dict[str, Any]]:
    kind = type(value)
    if isinstance(value, enum.Enum):
        return {"k": "exact", "type": type_name(kind), "value": value.name}
    if isinstance(value, str):
        return _text(type_name(kind), str.__str__(value), visit)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"k": "exact", "type": type_name(kind), "value": "%d bytes %s" % (len(value), hashlib.blake2b(bytes(value), digest_size=16).hexdigest())}
    if isinstance(value, os.PathLike):
        return _text(type_name(kind), os.fspath(value), visit) if isinstance(os.fspath(value), str) else None
    if isinstance(value, _EXACT) or _from_pandas(kind):
        return {"k": "exact", "type": type_name(kind), "value": visit.text(repr(value))}
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, (numpy.generic, numpy.dtype)):
        return _numpy_scalar(value, numpy, type_name(kind))
    if isinstance(value, (int, float)) and not hasattr(value, "__dict__"):
        return {"k": "exact", "type": type_name(kind), "value": repr(value)}
    if isinstance(value, types.CodeType):
        return {"k": "opaque", "type": "code"}
    return None


def _from_pandas(kind: type) -> bool:
    return kind.__name__ in _PANDAS_EXACT and kind.__module__.split(".")[0] == "pandas"


def _numpy_scalar(value: Any, numpy: Any, kind: str) -> Optional[Dict[str, Any]]:
    if isinstance(value, numpy.dtype):
        return {"k": "exact", "type": "numpy.dtype", "value": str(value)}
    plain_value = value.item()
    if isinstance(plain_value, float):
        return {"k": "float", "type": kind, "value": plain_value}
    if isinstance(plain_value, bool):
        return {"k": "bool", "type": kind, "value": plain_value}
    if isinstance(plain_value, int):
        return {"k": "int", "type": kind, "value": plain_value}
    if isinstance(plain_value, complex):
        return {"k": "complex", "type": kind, "value": [plain_value.real, plain_value.imag]}
    return {"k": "exact", "type": kind, "value": str(value)}


def _text(kind: str, value: str, visit: Any) -> Dict[str, Any]:
    text = visit.text(value)
    node: Dict[str, Any] = {"k": "text", "type": kind, "value": text[:LONGEST]}
    if len(text) > LONGEST:
        node["hash"] = _digest(text)
    return node


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
