"""Lines of an agenda that name an event without a word for its kind: 'Mines and Money – 5 May'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wmcscraper.text.calendar_words import words as calendar
from wmcscraper.text.event_mention import Mention
from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import phrases, phrases_of, words

__all__ = ["agenda_lines", "agenda_mention"]

_LONGEST_HEADING = 60  # characters
_LONGEST = 160  # characters of a line of an agenda
_MOST_WORDS = 9  # of a name
_BULLET = re.compile(r"\s*[•·*–—-]?\s*")
_DIGIT = re.compile(r"[0-9]")
_SEPARATORS = frozenset(["–", "—", "-", ":", "|", ",", "("])


def agenda_lines(pieces: Sequence[str]) -> Iterator[bool]:
    """Of each piece of a text, is it a line of a list that is headed 'Dates for your diary'?"""
    listed = False
    for piece in pieces:
        short = len(piece) <= _LONGEST
        dated = short and _DIGIT.search(piece) is not None
        yield listed and dated
        if dated or not piece.strip():
            continue
        heading = len(piece) <= _LONGEST_HEADING and phrases_of("sections", "events").search(piece)
        listed = heading is not None and not phrases("predicates").search(piece)


def agenda_mention(text: str, toks: Sequence[Token]) -> Mention | None:
    """The name that begins a line of an agenda, if a date or a place follows right after it."""
    start = _BULLET.match(text)
    first = next((i for i, t in enumerate(toks) if start and t.start >= start.end()), len(toks))
    i = first
    while i < len(toks) and i - first < _MOST_WORDS:
        token = toks[i]
        joins = token.low in words("joiners") | {"in", "the", "to"} and token.text not in "–-/+"
        if not (_is_name(token) or (joins and i > first)):
            break
        i += 1
    if i - first < 2 or i >= len(toks) or toks[i].text not in _SEPARATORS:
        return None
    if not _is_name(toks[i - 1]) or any(t.low in words("no_events") for t in toks[first:i]):
        return None
    months = calendar()
    if not any(months.month(t.low.rstrip(".")) is not None for t in toks[i:]):
        return None
    name = " ".join(text[toks[first].start : toks[i - 1].end].split())
    return Mention(toks[first].start, toks[i - 1].end, name, proper=True)


def _is_name(token: Token) -> bool:
    return token.capital and calendar().month(token.low) is None
