"""Python values as the JSON that a journal holds."""

import json
import math
from typing import Any, Dict, Union

#: The largest finite double. A chain of comparisons with it is the cheapest test for NaN and both infinities.
MAX_DOUBLE = 1.7976931348623157e308
#: Beyond this an integer is not the same in every reader.
MAX_EXACT = 2**53 - 1


def dumps(value: Any) -> str:
    """JSON without spaces. What JSON lacks becomes a string: NaN and the infinities, paths, any other object."""
    try:
        return _encode(value)
    except (TypeError, ValueError, RecursionError):
        return _encode(plain(value))


# Lone surrogates pass here and are escaped where the line becomes bytes.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=lambda value: plain(value)).encode


def number(value: Any) -> Union[int, float]:
    """A Python number for ``value``: an int, a float, a bool, or what has ``item()`` or ``__float__``, as numpy's
    scalars and 0-d tensors have. Raises TypeError or ValueError for what is not one number."""
    kind = type(value)
    if kind is float or kind is int:
        return value
    if isinstance(value, (str, bytes, bytearray)) or value is None:
        raise TypeError("not a number")
    item = getattr(value, "item", None)
    if callable(item):
        if _is_masked(value):
            return math.nan
        value = item()
    if isinstance(value, int):
        return int(value)
    if isinstance(value, complex) or not hasattr(value, "__float__"):
        raise TypeError("not a number")
    return float(value)


def _is_masked(value: Any) -> bool:
    """Whether numpy says that there is no value; the number behind the mask means nothing."""
    mask = getattr(value, "mask", None)
    return getattr(mask, "ndim", None) == 0 and bool(mask)


def number_text(value: Union[int, float]) -> str:
    """The journal's text for a number."""
    if type(value) is int:
        if -MAX_EXACT <= value <= MAX_EXACT:
            return str(value)
        try:
            value = float(value)
        except OverflowError:
            return '"Infinity"' if value > 0 else '"-Infinity"'
    if -MAX_DOUBLE <= value <= MAX_DOUBLE:
        return repr(float(value))
    if value != value:
        return '"NaN"'
    return '"Infinity"' if value > 0 else '"-Infinity"'


def whole(value: Any) -> int:
    """``value`` as a step: rounded down. Raises TypeError or ValueError for what has no place on the axis."""
    step = number(value)
    if type(step) is not int:
        if not math.isfinite(step):
            raise ValueError("not finite")
        step = math.floor(step)
    if not -MAX_EXACT <= step <= MAX_EXACT:
        raise ValueError("too large")
    return step


def plain(value: Any, depth: int = 0) -> Any:
    """The same value made of what JSON has; deep or circular ones become their text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        return value if isinstance(value, int) or math.isfinite(value) else number_text(value).strip('"')
    if depth < 50:
        if isinstance(value, dict):
            return {str(key): plain(each, depth + 1) for key, each in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [plain(each, depth + 1) for each in value]
        if callable(getattr(value, "item", None)) and getattr(value, "ndim", 1) == 0:
            return plain(value.item(), depth + 1)
    return str(value)


def text_of(value: Any) -> str:
    """``str(value)``, or a text that says why there is none."""
    try:
        return str(value)
    except Exception as error:
        return "<no text: %s>" % type(error).__name__


def shown(value: Any) -> str:
    """A short ``repr`` on one line, for messages; never raises."""
    try:
        return " ".join(("%.80r" % (value,)).split())
    except Exception:
        return "<%s>" % type(value).__name__


def kind_of(value: Any) -> str:
    """What kind of thing a value is, for messages; never raises."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return "a text"
    try:
        shape = " and shape %s" % (tuple(value.shape),) if value.shape else ""
    except Exception:
        shape = ""
    return "a value of type %s%s" % (type(value).__name__, shape)


def fields_text(fields: Dict[str, Any]) -> str:
    """``"a":1,"b":2`` without the braces; fields that are None are left out."""
    return dumps({key: value for key, value in fields.items() if value is not None})[1:-1]


def record_body(type: str, fields: Dict[str, Any]) -> str:
    """A record of the journal without its braces, version, number and time."""
    text = fields_text(fields)
    return '"type":"%s"%s' % (type, "," + text if text else "")
