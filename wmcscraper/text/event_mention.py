"""The name of an event in a sentence, and what closes it: a year, an acronym in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wmcscraper.text.event_tokens import Token

__all__ = ["ACRONYM", "Mention", "tail", "words_between"]

_YEAR = re.compile(r"(?:19|20)\d\d")
ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*\d{0,4}|[A-Z]{2,8}\d{0,4}")


@dataclass(slots=True)
class Mention:
    """A name of an event in a sentence."""

    start: int
    """Offset of the first character, ordinal and article included."""
    end: int
    """Offset after the last character, a year and a bracketed acronym included."""
    name: str
    """Without article, ordinal and year; empty for 'the 28th' and 'the next edition'."""
    edition: int | None = None
    year: str | None = None
    """A year that is part of the name or stands right before it."""
    proper: bool = False
    """Is it a name in capitals, not 'a webinar'?"""
    acronym: bool = False
    """Is it known by nothing but an acronym with a year or an edition: 'WMC 2026'?"""


def _of_year(toks: Sequence[Token], i: int) -> bool:
    """'the congress of 2027', but no 'convention of 2018', a treaty."""
    return (
        toks[i].low in {"of", "de"}
        and i + 1 < len(toks)
        and _YEAR.fullmatch(toks[i + 1].text) is not None
        and toks[i - 1].low not in {"convention", "convenio"}
    )


def tail(text: str, toks: Sequence[Token], after: int) -> tuple[int, str | None]:
    """The end of the mention after its year and its acronym in brackets, and the year."""
    year = None
    i = after
    while i + 1 < len(toks):
        token = toks[i + 1]
        if year is None and _YEAR.fullmatch(token.text):
            year = token.text
            i += 1
        elif year is None and i == after and _of_year(toks, i + 1):
            year = toks[i + 2].text
            i += 2
        elif (
            token.text == "("
            and i + 3 < len(toks)
            and (ACRONYM.fullmatch(toks[i + 2].text) or toks[i + 2].text.isupper())
        ):
            j = i + 3
            if j + 1 < len(toks) and _YEAR.fullmatch(toks[j].text):
                year, j = year or toks[j].text, j + 1
            if toks[j].text != ")":
                break
            i = j
        else:
            break
    return toks[i].end, year


def words_between(text: str, toks: Sequence[Token], left: int, after: int) -> str:
    return " ".join(text[toks[left].start : toks[after].end].split())
