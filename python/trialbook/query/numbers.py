"""Texts that are numbers."""

import re
from typing import Optional

_NUMBER = re.compile(
    r"[ \t-\r]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?|[+-]?inf(?:inity)?|[+-]?nan)[ \t-\r]*", re.IGNORECASE | re.ASCII
)


def number_of(text: str) -> Optional[float]:
    """The number that a text is as a whole, as people and Python write decimals; None for others (``0x10``, ``1_000``)."""
    found = _NUMBER.fullmatch(text)
    return float(found[1]) if found else None
