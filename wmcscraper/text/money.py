"""Currencies before and after a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from wmcscraper.text.tables import table

__all__ = ["Currency", "currency_after", "currency_before"]

# Longest way to write a currency before a number, with its space.
_REACH = 9
_SPACED_ONLY = frozenset({"NAD"})  # NAD83 is a datum of maps


class Currency(NamedTuple):
    """A currency found in a text."""

    code: str
    start: int
    end: int
    factor: float = 1.0
    """0.01 for cents and pence."""


def _alternatives(forms: dict[str, str]) -> str:
    return "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True))


def _by_first(forms: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(form[0], []).append(form)
    return groups


def _name_after(forms: list[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(
        rf"[\s-]?(?:de\s)?({names})(?:es|s)?(?![^\W_])(?:(?<=\w)|(?!\s?\d))", re.IGNORECASE
    )


class _Currencies:
    def __init__(self) -> None:
        data = table("currencies")
        self.before: dict[str, str] = {code: code for code in data}
        self.after: dict[str, tuple[str, float]] = {}
        for code, forms in data.items():
            self.before.update(dict.fromkeys(forms.get("before", ()), code))
            self.after.update(dict.fromkeys(forms.get("after", ()), (code, 1.0)))
            self.after.update(dict.fromkeys(forms.get("cents", ()), (code, 0.01)))
        self.after.pop("$", None)
        letters = _alternatives(self.before)
        self.before_pattern = re.compile(rf"(?<![^\W_])({letters})\s?$")
        signs = "".join(re.escape(s) for s in self.before if len(s) == 1 and not s.isalnum())
        self.sign_pattern = re.compile(rf"([{signs}])\s?$")
        self.ends = frozenset(form[-1] for form in self.before)
        codes = "|".join(data)
        self.code_after = re.compile(rf"\s?(M|k|bn)?({codes})(?![^\W_])(?!\s\d)")
        self.names_after = {c: _name_after(forms) for c, forms in _by_first(self.after).items()}
        """What finds the names that begin with a character: a third of the time for all at once."""
        self.dollar_after = re.compile(r"\s?\$(?!\s?\d)")
        self.code_first = frozenset(c[0] for c in data) | {"M", "k", "b"}


_CURRENCIES = _Currencies()


def currency_before(text: str, start: int) -> Currency | None:
    """The currency that stands right before the number at ``start``."""
    data = _CURRENCIES
    at = start - 1
    if at >= 0 and text[at] in " \u00a0\u202f":
        at -= 1
    if at < 0 or text[at] not in data.ends:
        return None
    low = max(0, start - _REACH)
    found = data.before_pattern.search(text, low, start)
    if found is None and (found := data.sign_pattern.search(text, low, start)) is None:
        return None
    form = found.group(1)
    if form in _SPACED_ONLY and not text[start - 1].isspace():
        return None
    if form.isalpha() and len(form) < 3 and text[start - 1].isspace() and form not in ("Rs", "R"):
        return None  # 'K 5' is a label far more often than money
    return Currency(data.before[form], found.start(1), start)


def currency_after(text: str, end: int) -> Currency | None:
    """The currency that follows a number that ends at ``end``: ' euros', 'USD', '¢', ' MEUR'."""
    data = _CURRENCIES
    at = end + 1 if text[end : end + 1] in (" ", "\u00a0", "\u202f", "-") else end
    if text.startswith("de ", at):
        at += 3
    first = text[at : at + 1]
    if not first:
        return None
    if first in data.code_first and (m := data.code_after.match(text, end)):
        factor = {"M": 1e6, "k": 1e3, "bn": 1e9}.get(m.group(1) or "", 1.0)
        return Currency(m.group(2), end, m.end(), factor)
    if first == "$" and (m := data.dollar_after.match(text, end)):
        return Currency("USD", end, m.end())
    names = data.names_after.get(first.lower())
    if names and (m := names.match(text, end)):
        code, factor = data.after[m.group(1).lower()]
        return Currency(code, end, m.end(), factor)
    return None
