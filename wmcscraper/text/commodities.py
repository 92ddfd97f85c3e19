"""Metals and minerals, and whether a percentage is their grade."""

from __future__ import annotations

import re

from wmcscraper.text.tables import table
from wmcscraper.text.tagging import Item

__all__ = ["commodity_of", "is_commodity", "is_grade"]

# Oxides and other compounds: Li2O, U3O8, P2O5, Fe2O3.
_FORMULA = re.compile(r"e?(?:[A-Z][a-z]?\d{0,2}){1,4}O\d{0,2}")
_GRADE_VERBS = frozenset({"grading", "averaging", "assaying", "grades", "assayed", "graded"})
_COMPARED = (["higher"], ["lower"], ["more"], ["less"], ["above"], ["below"], ["up"], ["down"])
_CHANGES = frozenset({"by", "up", "down"})


def _is_symbol(form: str) -> bool:
    return " " not in form and any(c.isupper() or c.isdigit() for c in form)


class _Commodities:
    def __init__(self) -> None:
        data = table("commodities")
        self.symbols = frozenset(data["symbols"])
        self.names = frozenset(data["names"])
        self.markets = frozenset(data["markets"])
        self.grade_words = frozenset(data["grade_words"])
        self.canonical: dict[str, str] = {}
        for name, forms in data["canonical"].items():
            for form in forms:
                # 'Co' is cobalt and 'co' is not; names of words are read in any case.
                self.canonical[form if _is_symbol(form) else form.lower()] = name
        ordered = sorted(self.canonical, key=len, reverse=True)
        options = "|".join(
            re.escape(f) if _is_symbol(f) else f"(?i:{re.escape(f)})" for f in ordered
        )
        self.any_form = re.compile(rf"(?<![^\W_])(?:{options})(?![^\W_])")


_COMMODITIES = _Commodities()


def commodity_of(subject: str | None) -> str | None:
    """One name for the commodity that ``subject`` speaks of: 'gold' for 'Au' and for 'gold
    output', 'gold equivalent' for 'AuEq'; None if it speaks of none."""
    if not subject:
        return None
    data = _COMMODITIES
    found = data.any_form.search(subject)
    if not found:
        return None
    form = found.group()
    return data.canonical.get(form) or data.canonical.get(form.lower())


def is_commodity(word: str) -> bool:
    """Whether ``word`` is a metal or mineral: its name, symbol or formula."""
    data = _COMMODITIES
    if word in data.symbols or word.lower() in data.names:
        return True
    return any(c.isdigit() for c in word) and bool(_FORMULA.fullmatch(word))


def is_grade(items: list[Item], k: int, subject: str | None, after_grade: bool) -> bool:
    """Whether the percentage ``items[k]`` is metal content; ``after_grade`` says that the figure
    before it is a grade with the same subject."""
    data = _COMMODITIES
    following = [item.text for item in items[k + 1 : k + 3]]
    before = items[k - 1].lower if k else ""
    if following and is_commodity(following[0]):
        return len(following) < 2 or following[1].lower() not in data.markets
    if before in _CHANGES or "than" in following or following[:1] in _COMPARED:
        return False
    if before in _GRADE_VERBS or after_grade:
        return True
    return subject is not None and any(w in data.grade_words for w in subject.lower().split())
