"""Units of measure: how texts write them, their canonical symbols, kinds and SI values."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from wmcscraper.text.tables import table

__all__ = [
    "UnitMatch",
    "compose",
    "kind_of",
    "match_denominator",
    "match_inner",
    "match_unit",
    "si_unit",
    "to_si",
]

_EXPONENTS = {"2": "2", "²": "2", "3": "3", "³": "3"}
_POWER_KINDS = {"2": "area", "3": "volume"}
_NO_KIND = {"inner", "prefixes", "composites", "denominators", "qualifiers", "bounded"}
# 'mt' and 'MT' are metric tons to a trader and million tonnes to a miner; the size tells.
_MEGATONNE_LIMIT = 1000.0


class UnitMatch(NamedTuple):
    """A unit found in a text."""

    symbol: str
    end: int
    """Offset in the text after the unit."""


class _Unit(NamedTuple):
    kind: str
    si: str
    factor: Decimal
    """How many SI units it is; as a decimal, so that prefixes and powers round nothing."""
    offset: float = 0.0


def _abbreviation_pattern(forms: list[str]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, ordered)) + r")(?![^\W_]|\$)")


def _word_pattern(forms: list[str]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    spaced = "|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in ordered)
    return re.compile(rf"({spaced})s?(?![^\W_])", re.IGNORECASE)


class _Units:
    """The unit table, arranged for look-up by a unit's first character."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.units: dict[str, _Unit] = {}
        self.abbr: dict[str, str] = dict(data["composites"])
        self.words: dict[str, str] = {}
        self.denominators: dict[str, str] = {}
        for kind, entry in data.items():
            if kind not in _NO_KIND:
                for unit in entry["units"]:
                    self._add(kind, entry["si"], unit, data["prefixes"])
        self._add_powers()
        for symbol, forms in data["denominators"].items():
            for form in forms:
                self.denominators[form] = symbol
        self.forms = {c: _abbreviation_pattern(of) for c, of in _by_first(self.abbr).items()}
        """What finds the abbreviations that begin with a character."""
        self.names = {c: _word_pattern(of) for c, of in _by_first(self.words).items()}
        """What finds the names that begin with a letter."""
        qualifiers = "|".join(map(re.escape, data["qualifiers"]["words"]))
        inner = "|".join(map(re.escape, data["inner"]["words"]))
        self.inner = re.compile(rf"((?:{inner})(?:[\s-](?:equivalent|eq\.?))?)[\s-]")
        self.inner_units = frozenset(data["inner"]["units"])
        self.qualifier = re.compile(rf"(?:(?:{qualifiers})[\s-]+){{1,3}}", re.IGNORECASE)
        ordered = sorted(self.denominators, key=len, reverse=True)
        self.denominator = re.compile(
            "(" + "|".join(map(re.escape, ordered)) + r")(?![^\W_])", re.IGNORECASE
        )

    def _add(self, kind: str, si: str, unit: dict[str, Any], prefixes: dict[str, Any]) -> None:
        symbol = unit["symbol"]
        factor = Decimal(repr(unit["factor"]))
        self.units.setdefault(symbol, _Unit(kind, si, factor, unit.get("offset", 0.0)))
        for form in unit.get("abbr", ()):
            self.abbr[form] = symbol
        for word in unit.get("words", ()):
            self.words[_word_key(word)] = symbol
        for letter in unit.get("prefixes", ""):
            prefixed = {"µ": "u"}.get(letter, letter) + symbol
            prefix = prefixes[letter]
            self.units.setdefault(prefixed, _Unit(kind, si, factor.scaleb(prefix["power"])))
            for sign in "µμu" if letter == "µ" else letter:
                self.abbr.setdefault(sign + symbol, prefixed)
            for word in unit.get("words", ()):
                if " " not in word:  # 'mega' joins 'watt-hour', not 'metric ton'
                    self.words.setdefault(_word_key(prefix["name"] + word), prefixed)

    def _add_powers(self) -> None:
        for symbol, unit in list(self.units.items()):
            if unit.kind != "length" or symbol == "in":
                continue
            for sign, power in _EXPONENTS.items():
                powered = symbol + power
                kind = _POWER_KINDS[power]
                self.units.setdefault(powered, _Unit(kind, f"m{power}", unit.factor ** int(power)))
                for form in (symbol + sign, f"{symbol}^{sign}", f"{symbol}**{sign}"):
                    self.abbr.setdefault(form, powered)
            self.words.setdefault(f"{symbol} squared", symbol + "2")
            self.words.setdefault(f"{symbol} cubed", symbol + "3")


def _word_key(word: str) -> str:
    """A unit's name with one spelling of its hyphens and spaces."""
    return re.sub(r"[\s-]", " ", word.lower())


def _by_first(forms: dict[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(form[0], []).append(form)
    return groups


_UNITS = _Units(table("units"))


def match_unit(text: str, start: int, value: float = 0.0) -> UnitMatch | None:
    """The unit that begins at ``start``, without what it is 'per'."""
    if start >= len(text):
        return None
    units = _UNITS
    first = text[start]
    names, forms = units.names.get(first.lower()), units.forms.get(first)
    found = names.match(text, start) if names else None
    best = None
    if found:
        best = UnitMatch(units.words[_word_key(found.group(1))], found.end())
    if forms and (found := forms.match(text, start)) and (best is None or found.end() > best.end):
        best = UnitMatch(units.abbr[found.group()], found.end())
    if (
        best is None
        and text.startswith(("mt", "MT"), start)
        and not text[start + 2 : start + 3].isalnum()
    ):
        return UnitMatch("Mt" if abs(value) < _MEGATONNE_LIMIT else "t", start + 2)
    return best


def match_inner(text: str, start: int) -> UnitMatch | None:
    """A unit of mass behind the name of a metal: 'gold equivalent ounces', 'payable pounds'."""
    units = _UNITS
    inner = units.inner.match(text, start)
    unit = match_unit(text, inner.end()) if inner else None
    return unit if unit and unit.symbol in units.inner_units else None


_PER = re.compile(r"\s?/\s?|[\s-](?:per|por)[\s-]|[\s-](?=an?[\s-])")
# '0.68% a year earlier' compares.
_EARLIER = re.compile(r"\s(?:earlier|ago|before|later|previously|prior|on|hence)\b")
_MOMENT = re.compile(r"\s(?:on|before)\b")
_ARTICLE = re.compile(r"an?[\s-]")
_INVERSE = re.compile(r"[ \u00a0·.]?([A-Za-zµμ]{1,3})[−–-]([1-4])(?!\w)")
_TIME_OR_TRADE = {"t", "st", "kg", "g", "oz", "lb", "bbl", "gal", "L", "share", "ct", "m3"}


def match_denominator(text: str, start: int) -> UnitMatch | None:
    """What a figure that ends at ``start`` is 'per': '/t', ' per wet metric tonne', ' a year'."""
    units = _UNITS
    per = _PER.match(text, start)
    if not per:
        inverse = _INVERSE.match(text, start)
        if inverse and (unit := match_unit(text, inverse.start(1))) and unit.end == inverse.end(1):
            return UnitMatch(unit.symbol, inverse.end())
        return None
    at = per.end()
    article = _ARTICLE.match(text, at) if not per.group().strip(" -") else None
    if article:
        at = article.end()
    if qualifier := units.qualifier.match(text, at):
        at = qualifier.end()
    unit = match_unit(text, at)
    named = units.denominator.match(text, at)
    if named and (unit is None or named.end() >= unit.end):
        form = named.group(1)
        unit = UnitMatch(
            units.denominators.get(form) or units.denominators[form.lower()], named.end()
        )
    if unit is None:
        return None
    if (
        article
        and _EARLIER.match(text, unit.end)
        and (kind_of(unit.symbol) == "duration" or not _MOMENT.match(text, unit.end))
    ):
        return None  # but '$14,500 a tonne on Wednesday'
    if article and unit.symbol not in _TIME_OR_TRADE and kind_of(unit.symbol) != "duration":
        return None
    return unit


def compose(numerator: str, denominator: str) -> str:
    """The symbol of 'numerator per denominator'."""
    if numerator == "oz" and denominator in ("t", "st"):
        return "oz/st"  # assays in ounces are per short ton
    return f"{numerator}/{denominator}"


@cache
def kind_of(symbol: str) -> str:
    """The kind of a unit, composite or not; 'count' if it is none."""
    units = _UNITS.units
    if symbol in units:
        return units[symbol].kind
    top, _, bottom = symbol.partition("/")
    if not bottom:
        return "money" if len(top) == 3 and top.isupper() else "count"
    first, second = kind_of(top), kind_of(bottom)
    if first == "money":
        return "price"
    if second == "duration":
        if first == "length":
            return "speed" if bottom in ("h", "min", "s") else "rate"
        return "percentage" if first == "percentage" else "rate"
    if first == "mass" and second == "mass":
        return "grade"
    if first == "mass" and second == "volume":
        return "density" if symbol in ("t/m3", "g/cm3", "kg/L") else "grade"
    return "rate" if first == "count" else first


def _si_atom(symbol: str) -> tuple[float, float, str] | None:
    """Factor, offset and SI unit of a unit that is not composite."""
    unit = _UNITS.units.get(symbol)
    return (float(unit.factor), unit.offset, unit.si) if unit else None


@cache
def _si(symbol: str) -> tuple[float, float, str] | None:
    top, _, bottom = symbol.partition("/")
    first = _si_atom(top)
    if first is None or not bottom:
        return first
    second = _si(bottom)
    if second is None:
        return None
    factor = first[0] / second[0]
    if first[2] == second[2]:
        return factor, 0.0, "1"
    if second[2] == "1":
        return factor, 0.0, first[2]
    top_si = "1" if first[2] == "1" else first[2]
    bottom_si = f"({second[2]})" if "/" in second[2] else second[2]
    return factor, 0.0, f"{top_si}/{bottom_si}"


def si_unit(symbol: str) -> str | None:
    """The SI unit of figures in ``symbol``; None where it has none (money, prices, counts)."""
    found = _si(symbol)
    return found[2] if found else None


def to_si(value: float, symbol: str) -> float | None:
    """``value`` of ``symbol`` in ``si_unit(symbol)``."""
    found = _si(symbol)
    return value * found[0] + found[1] if found else None
