"""Comparing ISO dates of any precision."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

__all__ = ["earlier", "keeps_date", "last_moment"]

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def last_moment(text: str) -> str:
    """The last second of a year, month, day or moment, as ``seen_at`` has it but for the offset.

    '2026-03' is '2026-03-31T23:59:59'; a moment without an offset is taken as UTC. Raises
    ValueError where ``text`` is none of them.
    """
    text = text.strip()
    if len(text) > 10:
        when = datetime.fromisoformat(text)
        when = when.astimezone(UTC) if when.tzinfo else when
        return when.replace(tzinfo=None).isoformat(timespec="seconds")
    if not _DATE.fullmatch(text):
        raise ValueError(f"{text} is no date")
    first = datetime.fromisoformat(text + "-01-01"[len(text) - 4 :])
    if len(text) == 10:
        after = first + timedelta(days=1)
    elif len(text) == 7:
        after = (first + timedelta(days=31)).replace(day=1)
    else:
        after = first.replace(year=first.year + 1)
    return (after - timedelta(seconds=1)).isoformat(timespec="seconds")


def _moment(date: str) -> datetime | None:
    """A date with a time of day as a moment; without an offset it is taken as UTC."""
    if len(date) < 16:
        return None
    try:
        when = datetime.fromisoformat(date)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def earlier(one: str, other: str) -> bool:
    """Is ``one`` surely before ``other``? Compared as far as both are known."""
    here, there = _moment(one), _moment(other)
    if here and there:
        return here < there
    size = min(len(one), len(other), 10)
    return one[:size] < other[:size]


def keeps_date(known: str | None, stated: str | None) -> tuple[bool, bool]:
    """(does ``stated`` say what is ``known`` already, does it say it more precisely)."""
    if not stated:
        return True, False
    if not known:
        return False, True
    if known == stated or known.startswith(stated):
        return True, False
    if stated.startswith(known):
        return True, True
    here, there = _moment(known), _moment(stated)
    return bool(here and there and here == there), False
