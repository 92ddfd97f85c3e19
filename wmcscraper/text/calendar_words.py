"""The words that dates are made of, by language: months, weekdays, fillers, relative phrases."""

from __future__ import annotations

import importlib
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Words", "date_order", "ordinals", "relative_phrases", "words"]

# dateparser's keys, in the calendar's order.
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# dateparser's name for a tag that it does not list as it is.
_ALIASES = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "az": "az-Latn", "sr": "sr"}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(
        files("wmcscraper.text").joinpath("data/dates.toml").read_text(encoding="utf-8")
    )


@cache
def _info(language: str) -> dict[str, Any]:
    """dateparser's table of a language; empty where it has none."""
    name = _ALIASES.get(language, language)
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?", name):
        return {}
    try:
        module = importlib.import_module(f"dateparser.data.date_translation_data.{name}")
    except ModuleNotFoundError:
        return {}
    info: dict[str, Any] = module.info
    return info


def _primary(language: str | None) -> str:
    return (language or "").replace("_", "-").split("-")[0].lower()


class Words:
    """What each word may be in a date: one look-up table a language, keys in lower case."""

    def __init__(self, language: str) -> None:
        data = _data()
        months, weekdays = _common()
        self.months = dict(months)
        for number, forms in data["months"]["extra"].items():
            self.months.update(dict.fromkeys(forms, int(number)))
        self.months.update(_months("en"))
        self.months.update({w: m for w, m in _months(language).items() if len(w) > 1})
        self.weekdays = (weekdays | _days("en") | _days(language)) - self.months.keys()
        self.fillers = frozenset(data["fillers"]["words"])
        self.marks = frozenset(data["fillers"]["marks"])
        self.to = frozenset(data["ranges"]["to"])
        self.both = frozenset(data["ranges"]["and"])
        self.number_words = frozenset(data["months"]["number_words"])
        self.zones: dict[str, str] = data["zones"]
        self._prefixes = tuple(data["months"]["prefixes"])

    def month(self, word: str) -> int | None:
        """1..12 for a month's name in any inflection known, without its final dot."""
        word = word.lower().rstrip("'’")
        found = self.months.get(word)
        if found is None:
            for prefix in self._prefixes:
                if word.startswith(prefix):
                    return self.months.get(word[len(prefix) :])
        return found


@cache
def _common() -> tuple[dict[str, int], frozenset[str]]:
    """The months and weekdays that pages in any language may name."""
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    clashes: set[str] = set()
    for name in _data()["languages"]["common"]:
        for word, month in _months(name).items():
            if months.setdefault(word, month) != month:
                clashes.add(word)
        days = _days(name)
        clashes.update(day for day in days if len(day) < 4)
        weekdays.update(day for day in days if len(day) > 3)
    # A form that means different months in two languages ('listopad') says nothing without one.
    known = {w: m for w, m in months.items() if w not in clashes and len(w) > 2}
    return known, frozenset(weekdays)


def _months(language: str) -> dict[str, int]:
    info = _info(language)
    found: dict[str, int] = {}
    for number, name in enumerate(_MONTHS, 1):
        for form in info.get(name) or ():
            found.setdefault(form.lower().rstrip(". "), number)
    return {w: m for w, m in found.items() if w and not any(c.isdigit() for c in w)}


def _days(language: str) -> set[str]:
    info = _info(language)
    return {form.lower().rstrip(". ") for name in _DAYS for form in info.get(name) or ()}


def ordinals() -> tuple[str, ...]:
    """Endings that may be glued to a day's number, longest first."""
    return tuple(sorted(_data()["ordinals"]["words"], key=len, reverse=True))


@cache
def _words(language: str) -> Words:
    return Words(language)


def words(language: str | None = None) -> Words:
    """The table for a page in ``language`` (BCP 47), which also knows the other languages."""
    primary = _primary(language)
    return _words(primary if _info(primary) else "en")


def date_order(language: str | None) -> str | None:
    """DMY, MDY or YMD: how numbers are read in ``language``; None where that is not settled."""
    if not language:
        return None
    parts = language.replace("_", "-").split("-")
    primary, region = parts[0].lower(), parts[-1].upper() if len(parts) > 1 else ""
    orders: dict[str, str] = _data()["orders"]
    for key in (f"{primary}-{region}", primary):
        if key in orders:
            return orders[key] or None
    order = _info(primary).get("date_order")
    return order if order in {"DMY", "MDY", "YMD"} else None


_UNITS = "second minute hour day week month year"


@cache
def relative_phrases(language: str) -> tuple[re.Pattern[str] | None, dict[str, tuple[int, str]]]:
    """A pattern for phrases such as '2 hours ago' in ``language``, and what each phrase means.

    The meaning is (sign × count, unit); phrases with a number are keyed by their text with '#' in
    its place, and the count is then the sign alone.
    """
    info = _info(_primary(language)) or _info("en")
    meanings: dict[str, tuple[int, str]] = {}
    for key, forms in (info.get("relative-type") or {}).items():
        if fixed := re.fullmatch(rf"(?:(in) )?(\d+) ({_UNITS.replace(' ', '|')})(?: ago)?", key):
            sign = 1 if fixed[1] else -1
            # 'this year', 'now', 'last month' tell a reader nothing that can be dated to a day.
            if fixed[3] in {"day", "hour", "minute"}:
                meanings.update({f.lower(): (sign * int(fixed[2]), fixed[3]) for f in forms})
    for key, forms in (info.get("relative-type-regex") or {}).items():
        if free := re.fullmatch(rf"(?:(in) )?\\1 ({_UNITS.replace(' ', '|')})(?: ago)?", key):
            sign = 1 if free[1] else -1
            for form in forms:
                plain = re.sub(r"\(\\d[^)]*\)", "#", form).lower()
                if not re.search(r"[\\?*+\[\]()|]", plain):
                    meanings[plain] = (sign, free[2])
    for plain, unit in _data()["relative"].get(_primary(language), ()):
        meanings[plain] = (-1, unit)
    if not meanings:
        return None, {}
    longest = sorted(meanings, key=len, reverse=True)
    parts = (re.escape(p).replace(r"\#", r"\d{1,3}").replace("#", r"\d{1,3}") for p in longest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE), meanings
