"""Clauses and tokens, as event statements need them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Token", "sentences", "tokens"]

_TOKEN = re.compile(
    r"(?P<abbr>(?:[^\W\d_]\.){2,}|(?:St|Mt|Ft|Ste|Sta|Sto|Av|Dr|Mr|Mrs|Prof|No|Nr)\.(?=\s))"
    r"|(?P<number>\d+(?:[.,:]\d+)*(?:\.?[ºª°]|st|nd|rd|th|[ºª°]|er|re|ère|e|ème|ma|mo|ta|to|va|vo|da)?(?!\w)[ºª°]?)"
    r"|(?P<word>[^\W_]+(?:['’.&/+\-‑][^\W_]+)*(?:(?<=s)['’](?=\s+\w))?)"
    r"|(?P<mark>\S)"
)
# A full stop, question or exclamation mark before white space; a line's end.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*(?=\s)|\n|$")
# After these a full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "mt",
        "ft",
        "no",
        "nr",
        "nos",
        "inc",
        "corp",
        "ltd",
        "co",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "approx",
        "vs",
        "e.g",
        "i.e",
        "u.s",
        "u.k",
        "p.m",
        "a.m",
        "d.c",
        "gen",
        "sen",
        "gov",
        "rep",
        "ee.uu",
        "s.a",
        "ste",
        "sta",
        "av",
        "ul",
        "pl",
        "hon",
        "tel",
        "ext",
        "fig",
        "al",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "dept",
        "est",
        "rev",
        "sr",
        "jr",
        "etc",
        "ca",
    ]
)
_ALWAYS_OPEN = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "mt",
        "ft",
        "no",
        "nr",
        "sen",
        "gov",
        "rep",
        "gen",
        "ul",
        "av",
        "ste",
        "sta",
        "hon",
    ]
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a sentence."""

    text: str
    start: int
    """Offset in the sentence."""
    end: int
    kind: str
    """abbr, number, word or mark."""

    @property
    def low(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Does it look like a part of a name: 'Lima', 'WMC', 'MINExpo', 'eMobility'?"""
        return self.kind in {"word", "abbr"} and any(c.isupper() for c in self.text[:2])


def tokens(text: str) -> list[Token]:
    """The tokens of a sentence, in order."""
    return [
        Token(m.group(), m.start(), m.end(), m.lastgroup or "mark") for m in _TOKEN.finditer(text)
    ]


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences and lines of a text with their offsets; abbreviations end none."""
    start = 0
    for end in _END.finditer(text):
        stop = end.end()
        if stop < len(text) and end.group() == "." and _abbreviated(text, end.start(), stop):
            continue
        piece = text[start:stop]
        if piece.strip():
            yield start, piece
        start = stop


def _abbreviated(text: str, dot: int, after: int) -> bool:
    """Does the full stop belong to 'St.', 'U.S.', 'J.' or to an ordinal, not to the sentence?"""
    word = text[max(0, dot - 12) : dot].rsplit(None, 1)[-1:] or [""]
    before = word[0].lower().lstrip("(\"'“‘")
    following = text[after : after + 3].lstrip()
    if before in _ALWAYS_OPEN or (len(before) == 1 and before.isalpha()):
        return True
    if before in {"a.m", "p.m"} and _ZONE.match(text, after):
        return True
    if before in _ABBREVIATIONS or "." in before:
        return bool(following) and (following[0].islower() or following[0].isdigit())
    # '27. Światowy Kongres', '106. Sitzung': a number at a line's start or of two, three digits
    if before.isdigit() and len(before) <= 3:
        head = text[max(0, dot - 40) : dot - len(before)].rstrip()
        return not head or head[-1] in "\n(" or head.rsplit(None, 1)[-1].lower() in _GERMAN
    return bool(following) and following[0].islower()


# 'at 10 a.m. AWST', 'at 10 a.m. New York time'
_ZONE = re.compile(
    r"\s+\(?(?:[A-Z]{2,5}\b|Eastern|Central|Mountain|Pacific|(?:[A-Z][a-z]+\s){1,2}[Tt]ime\b)"
)
_GERMAN = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "zum",
        "zur",
        "im",
        "am",
        "vom",
        "beim",
        "und",
        "bis",
        "w",
        "na",
        "od",
        "do",
        "i",
    ]
)
