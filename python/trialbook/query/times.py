"""Dates and durations, as people write them."""

import re
from datetime import datetime, timedelta, timezone
from typing import Optional, Tuple

_UNITS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
_NAMES = {"sec": "s", "second": "s", "min": "m", "minute": "m", "hour": "h", "day": "d", "week": "w"}
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*([a-z]+)\s*", re.IGNORECASE | re.ASCII)
_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)

#: Milliseconds since 1970: the first moment that is meant, and the first one that is not any more.
Span = Tuple[float, float]


def duration_of(text: str) -> Optional[float]:
    """``10 min``, ``1h 30min``, ``90`` (seconds) in milliseconds; None when it is no duration."""
    text = text.strip()
    if re.fullmatch(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+", text):
        return float(text) * 1000
    total, at = 0.0, 0
    while at < len(text):
        amount = _AMOUNT.match(text, at)
        unit = amount and _unit(amount[2].lower())
        if not amount or not unit:
            return None
        total += float(amount[1]) * unit
        at = amount.end()
    return total if at else None


def span_of(text: str, now: float) -> Optional[Span]:
    """What a date stands for: a day, a minute, a second, or a moment (``2 days ago``); None when it is no date. Local
    time where no zone is given."""
    text = text.strip().lower()
    today = datetime.fromtimestamp(now / 1000).replace(hour=0, minute=0, second=0, microsecond=0)
    if text in ("today", "yesterday"):
        return _day(today if text == "today" else today - timedelta(days=1))
    if text.endswith("ago"):
        amount = text[:-3].strip()
        duration = duration_of(amount) if re.search("[a-z]", amount) else None
        return None if duration is None else (now - duration, now - duration + 1)
    found = _DATE.fullmatch(text)
    try:
        return _span(found) if found else None
    except (ValueError, OverflowError, OSError):
        # A day or an hour that does not exist, or one before the computer's time.
        return None


def _span(found: "re.Match[str]") -> Span:
    year, month, day, hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3, 4, 5, 6))
    moment = datetime(year, month, day, hour, minute, second)
    if found[4] is None:
        return _day(moment)
    zone = found[8]
    if zone == "z":
        moment = moment.replace(tzinfo=timezone.utc)
    elif zone:
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        moment = moment.replace(tzinfo=timezone(-offset if zone[0] == "-" else offset))
    start = moment.timestamp() * 1000 + int(float(found[7] or 0) * 1000)
    return start, start + (60_000 if found[6] is None else 1000 if found[7] is None else 1)


def _day(start: datetime) -> Span:
    return start.timestamp() * 1000, (start + timedelta(days=1)).timestamp() * 1000


def _unit(word: str) -> Optional[int]:
    for name in (word, word[:-1] if word.endswith("s") and len(word) > 2 else word):
        name = _NAMES.get(name, name)
        if name in _UNITS:
            return _UNITS[name]
    return None
