"""Lengths of time as people write them: 5400, '90m', '1h30m', '2h'."""

from __future__ import annotations

import re

__all__ = ["seconds_of", "words_of"]

_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_PART = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s?([dhms])", re.ASCII)
_PLAIN = re.compile(r"\d{1,12}(?:\.\d{1,9})?", re.ASCII)


def seconds_of(value: object) -> float:
    """Seconds of a number or of text such as '2h', '1h 30m', '45s'. Nothing, or 0, gives 0.0.

    Raises ValueError, with a line that says what to give.
    """
    text = "" if value is None else str(value).strip().lower()
    if not text:
        return 0.0
    if _PLAIN.fullmatch(text):
        return float(text)
    rest = _PART.sub("", text).strip()
    parts = _PART.findall(text)
    if rest or not parts or len({unit for _, unit in parts}) < len(parts):
        raise ValueError(f"{value} is no length of time; give seconds, or 90m, 2h, 1h30m")
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


def words_of(seconds: float) -> str:
    """The same for a reader: 5400 is '1h30m'."""
    left = max(0, round(seconds))
    told = ""
    for unit, size in _UNITS.items():
        count, left = divmod(left, size)
        told += f"{count}{unit}" if count else ""
    return told or "0s"
