"""Ordinals as numbers: '27th', 'XXVII', '27º', 'twenty-seventh', 'vigésimo'."""

from __future__ import annotations

import re
from functools import cache, lru_cache

__all__ = ["ordinal", "roman"]

_DIGITS = re.compile(
    r"(\d{1,3})(?:st|nd|rd|th|[ºª°]|\.[ºª°]|er|re|ère|e|ème|ma|mo|ta|to|va|vo|da)", re.IGNORECASE
)
_ROMAN = re.compile(r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ONES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_OTHER = {
    "primer": 1, "primera": 1, "primero": 1, "segundo": 2, "segunda": 2, "tercer": 3, "tercera": 3,
    "tercero": 3, "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5, "sexto": 6, "sexta": 6,
    "séptimo": 7, "séptima": 7, "octavo": 8, "octava": 8, "noveno": 9, "novena": 9, "décimo": 10,
    "décima": 10, "undécimo": 11, "undécima": 11, "duodécimo": 12, "duodécima": 12,
    "vigésimo": 20, "vigésima": 20, "trigésimo": 30, "trigésima": 30, "primeiro": 1,
    "primeira": 1, "terceiro": 3, "terceira": 3, "quarto": 4, "quarta": 4, "oitavo": 8,
    "oitava": 8, "inaugural": 1,
    "premier": 1, "première": 1, "deuxième": 2, "seconde": 2, "troisième": 3, "quatrième": 4,
    "cinquième": 5, "sixième": 6, "septième": 7, "huitième": 8, "neuvième": 9, "dixième": 10,
    "onzième": 11, "douzième": 12, "vingtième": 20, "trentième": 30,
    "pierwszy": 1, "pierwsza": 1, "pierwsze": 1, "drugi": 2, "druga": 2, "drugie": 2, "trzeci": 3,
    "trzecia": 3, "czwarty": 4, "czwarta": 4, "piąty": 5, "piąta": 5, "szósty": 6, "szósta": 6,
    "siódmy": 7, "siódma": 7, "ósmy": 8, "ósma": 8, "dziewiąty": 9, "dziewiąta": 9, "dziesiąty": 10,
    "dziesiąta": 10, "erste": 1, "ersten": 1, "erster": 1, "zweite": 2, "zweiten": 2, "zweiter": 2,
    "dritte": 3, "dritten": 3, "dritter": 3, "vierte": 4, "vierten": 4, "fünfte": 5, "fünften": 5,
    "sechste": 6, "sechsten": 6, "siebte": 7, "siebten": 7, "achte": 8, "achten": 8, "neunte": 9,
    "neunten": 9, "zehnte": 10, "zehnten": 10,
}  # fmt: skip


@cache
def _named() -> dict[str, int]:
    names = {word: n for n, word in enumerate(_ONES, 1)}
    names |= {word: n for n, word in enumerate(_TEENS, 10)}
    for tens, word in enumerate(_TENS, 2):
        names[word.removesuffix("y") + "ieth"] = tens * 10
        for ones, one in enumerate(_ONES, 1):
            names[f"{word}-{one}"] = tens * 10 + ones
    names["hundredth"] = names["one-hundredth"] = 100
    return names | _OTHER


def roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals up to 399; None for anything else."""
    if not text or text[0] not in _ROMAN_VALUES or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(
        -v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True)
    )


@lru_cache(maxsize=8192)
def ordinal(text: str) -> int | None:
    """The number of an ordinal in digits, words or Roman capitals; None for anything else.

    A bare number is none, nor is a Roman numeral of one letter but V and X (initials).
    """
    text = text.strip(" .,")
    if digits := _DIGITS.fullmatch(text):
        return int(digits[1]) or None
    if len(text) > 1 or text in {"V", "X"}:
        value = roman(text)
        if value and text not in {"CC", "CL", "CI", "LI", "CV", "CX", "MC"}:
            return value
    return _named().get(text.lower())
