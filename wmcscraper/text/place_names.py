"""Names of countries and words of places: the tables that places are read by."""

from __future__ import annotations

import unicodedata
from functools import cache

from wmcscraper.text.tables import table

__all__ = [
    "city_in",
    "countries",
    "country_code",
    "country_name",
    "fold",
    "is_city",
    "is_venue",
    "place_words",
]


def fold(text: str) -> str:
    """Lower case without accents, the ground on which names are compared."""
    if text.isascii():
        return text.lower()
    text = text.replace("’", "'").replace("ł", "l").replace("Ł", "l").replace("ı", "i")
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@cache
def countries() -> dict[str, str]:
    """ISO 3166 code by name of a country, folded."""
    return {
        fold(name): code for code, names in table("places")["countries"].items() for name in names
    }


@cache
def place_words(group: str, key: str = "words") -> frozenset[str]:
    """A list of ``data/places.toml``, folded."""
    return frozenset(fold(word) for word in table("places")[group][key])


@cache
def _cities() -> frozenset[str]:
    return frozenset(fold(n) for group in table("cities").values() for n in group["names"])


def is_city(name: str) -> bool:
    """Is it one of the cities of ``data/cities.toml``? Many cities are not in it."""
    return fold(name) in _cities()


def city_in(venue: str) -> str | None:
    """The known city that a venue is named after: 'Lima Convention Center', 'Hilton Lima'."""
    found = venue.split()
    sizes = [size for size in (4, 3, 2, 1) if size < len(found)]
    names = [" ".join(found[:size]) for size in sizes] + [" ".join(found[-size:]) for size in sizes]
    return next((name for name in names if is_city(name)), None)


def country_code(name: str | None) -> str | None:
    """ISO 3166 code of a country's name in any of the languages known, or of a code itself."""
    if not name:
        return None
    key = fold(name).strip(" .").removeprefix("the ")
    if name.strip().upper() in table("places")["countries"]:
        return name.strip().upper()
    return countries().get(key) or countries().get(key + ".")


def country_name(name: str | None) -> str | None:
    """A country as written; a bare ISO code is spelled out in English."""
    if not name:
        return None
    names = table("places")["countries"].get(name.strip().upper())
    return names[0] if names and len(name.strip()) == 2 else name.strip()


def is_venue(name: str) -> bool:
    """Has the name a word of buildings or addresses: Centre, Hotel, Street?"""
    found = fold(name).replace(".", "").split()
    if found and found[0] == "st":  # Saint, not Street
        found = found[1:]
    return any(word in place_words("venues") for word in found)
