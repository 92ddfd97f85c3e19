"""Comparing ISO dates of any precision."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["earlier", "keeps_date"]


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
