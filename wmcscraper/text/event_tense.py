"""Does a clause speak of what has been or of what will be, so that '5 May' is the last or next?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import phrases, words

__all__ = ["Tense"]

_PAST_FORM = re.compile(r"[^\W\d_]{2,}(?:ed|aron|ieron|ó)")
# 'held its annual meeting', not 'will be held'
_ACTIVE = re.compile(
    r"(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bbeing )\bheld\s+(?:its|an?|the|their|his|her|our)\b"
)
# 'convened a meeting for 11 August'
_PLANS_FOR = re.compile(
    r"\b(?:convened|called|scheduled|convoc[óa])\s+(?:an?|the|its|la|una?)\s[^.;]{0,80}?\b(?:for|para)\s+"
    r"(?:the\s+|el\s+)?(?:\w+day,?\s+)?(?:\d{1,2}\s|[A-Z][a-z]+\s\d)"
)
_AFTER = re.compile(r"\b(?:[Aa]fter|[Ff]ollowing)\s+(?:the|its|an?|their)\b")
_BREAK = re.compile(
    r"[;:–—]\s|\sthat\s|\s(?:and|but)\s(?=(?:will|would|is|are|was|were|has|have)\s)|[\"“”]|,\s(?=(?:and|but|while|whereas|though|pero|mientras)\s)"
    r"|(?P<aside>,\s(?=(?:which|who|where|whose|que|donde)\s))"
)


class Tense:
    """The tense of a sentence and of its clauses."""

    def __init__(self, text: str, toks: Sequence[Token]) -> None:
        self._text, self._toks = text, toks
        self._whole = _told(text, toks)
        self._clauses: dict[tuple[int, int], bool | None] = {}
        self._bounds = _bounds(text)

    def past(self, offset: int | None = None) -> bool | None:
        """True for the past, False for what is or will be, None where it is not sure.

        With ``offset``, of the clause around it, if it has a word that tells.
        """
        if offset is not None and self._whole and _in_brackets(self._text, offset):
            return None  # 'Bookings for the Forum (12 November) opened': the nearest
        if offset is None or len(self._bounds) == 2:
            return self._whole
        end = next((b for b in self._bounds if b > offset), self._bounds[-1])
        start = self._bounds[max(0, self._bounds.index(end) - 1)]
        if (start, end) not in self._clauses:
            clause = self._text[start:end]
            told = self._whole
            if _tells(clause):
                told = _told(clause, [t for t in self._toks if start <= t.start < end])
            self._clauses[start, end] = told
        return self._clauses[start, end]


def _in_brackets(text: str, offset: int) -> bool:
    opened = text.rfind("(", 0, offset)
    return opened > text.rfind(")", 0, offset)


def _bounds(text: str) -> list[int]:
    found = [0]
    for mark in _BREAK.finditer(text):
        found.append(mark.end())
        if mark["aside"] and (comma := text.find(", ", mark.end())) > 0:
            found.append(comma)
    return [*sorted(set(found) - {len(text)}), len(text)]


def _tells(clause: str) -> bool:
    """Has the clause a word that tells its tense for sure?"""
    if phrases("future", "past", "present").search(clause):
        return True
    return "'ll " in clause or "’ll " in clause or _ACTIVE.search(clause) is not None


def _told(text: str, toks: Sequence[Token]) -> bool | None:
    if phrases("future").search(text) or "'ll " in text or "’ll " in text:
        return False
    if _PLANS_FOR.search(text):
        return False
    if phrases("past").search(text) or _ACTIVE.search(text):
        return True
    if phrases("present").search(text):
        return False
    if _AFTER.search(text):
        return None
    if not words("irregular_past").isdisjoint(t.text for t in toks):
        return None
    # 'A meeting on 12 August recommended …'; who 'announced' it tells nothing of its time
    plans = words("other") | words("weak_predicates") | words("hosts") | words("qualifiers")
    forms = (t for t in toks if _PAST_FORM.fullmatch(t.text) and t.text.islower())
    return None if any(t.low not in plans for t in forms) else False
