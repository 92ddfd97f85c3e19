"""The words of event statements as look-up tables and patterns, built once from data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from wmcscraper.text.tables import table

__all__ = ["HEAD", "any_of", "has_head", "head_words", "heads", "phrases", "phrases_of", "words"]


@cache
def words(group: str, kind: str | None = None) -> frozenset[str]:
    """The words of a group of ``data/events.toml`` in lower case, all languages together.

    With ``kind`` only that list of the group.
    """
    data: dict[str, list[str]] = table("events")[group]
    lists = [data[kind]] if kind else list(data.values())
    return frozenset(word.lower() for found in lists for word in found)


def any_of(found: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, any white space between their parts."""
    longest = sorted(found, key=lambda w: (-len(w), w))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)


@cache
def phrases(*groups: str) -> re.Pattern[str]:
    """A pattern for the words and phrases of these groups, between word limits."""
    found: set[str] = set()
    for group in groups:
        found |= words(group)
    return re.compile(rf"(?<![\w-])(?:{any_of(found)})(?![\w-])", re.IGNORECASE)


@cache
def phrases_of(group: str, kind: str) -> re.Pattern[str]:
    """The same for one list of a group."""
    return re.compile(rf"(?<![\w-])(?:{any_of(words(group, kind))})(?![\w-])", re.IGNORECASE)


@cache
def heads(kind: str) -> frozenset[str]:
    """What names an event: ``kind`` is annual, frequent or named (only in capitalised names)."""
    return words({"annual": "heads"}.get(kind, kind))


def _head_pattern() -> re.Pattern[str]:
    found = heads("annual") | heads("frequent") | heads("named") | words("edition")
    suffixes = any_of(words("suffixes"))
    return re.compile(
        rf"(?<![\w])(?:{any_of(found)}|[^\W\d_]{{3,20}}(?:{suffixes})(?:es|s)?)(?![\w])",
        re.IGNORECASE,
    )


HEAD = _head_pattern()
"""Where a text names an event."""

_WORD = re.compile(r"[^\W\d_]+")
_ANYWHERE = heads("annual") | heads("frequent") | words("edition")
_SINGLE = frozenset(head for head in _ANYWHERE if _WORD.fullmatch(head))
_LONGER = tuple(head for head in _ANYWHERE | heads("named") if not _WORD.fullmatch(head))
_LONGER_FIRST = frozenset(_WORD.findall(head)[0] for head in _LONGER)
# 'week' and 'days' make an event only in a name: with a capital.
_NAMED = heads("named") - _SINGLE
_SUFFIX = re.compile(any_of(words("suffixes")))


def has_head(text: str) -> bool:
    """May ``HEAD`` name an event in the text? A look at its words, many times faster."""
    low = text.lower()
    found = set(_WORD.findall(low))
    if not _SINGLE.isdisjoint(found):
        return True
    if not _LONGER_FIRST.isdisjoint(found):
        plain = " ".join(low.split())
        if any(head in plain for head in _LONGER):
            return True
    if not _NAMED.isdisjoint(found) and any(
        not word.islower() and word.lower() in _NAMED for word in _WORD.findall(text)
    ):
        return True
    return _SUFFIX.search(low) is not None


def head_words(lows: Iterable[str]) -> list[str]:
    """The words of texts in lower case without which ``has_head`` is false of each of them."""
    whole = " ".join(lows)
    found = set(_WORD.findall(whole)) & (_SINGLE | _LONGER_FIRST | _NAMED)
    return [*found, *(suffix for suffix in words("suffixes") if suffix in whole)]
