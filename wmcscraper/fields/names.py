"""Turns what a page writes where an author's name belongs into names of people."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from wmcscraper.text.calendar_words import words
from wmcscraper.text.clean import clean
from wmcscraper.text.dates import find_dates

__all__ = ["introduced", "is_nobody", "is_person", "signed", "split_names", "tables", "until_date"]

_LONGEST = 600  # characters of a field that can be names
_LONGEST_NAME = 60
_NAME_WORDS = 5
_JUNK = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)@\w+|\([^()]{0,80}\)|\[[^\[\]]{0,80}\]"
)
_SEPARATORS = re.compile(r"\s*(?:[;|•·\n]|\s[-–—/]\s|\s/\s?|(?<=\w)/(?=\w{3}))\s*")
_STATEMENT = re.compile(
    r"\b(?:(?:last |first )?(?:published|posted|updated|modified)|veröffentlicht|aktualisiert|stand"
    r"|publicado|actualizado|publié|mis à jour|pubblicato|aggiornato|quelle|source|styled"
    r"|photograph(?:y|s|ed)|photos?|illustrat\w+|fotos?)\b",
    re.IGNORECASE,
)
_LONGEST_SIGNED = 160  # characters of a line that names day and writer
_LONGEST_STATEMENT = 3  # words: 'Posted on the'
# What may stand between a day and 'by': a clock, a zone, marks.
_PAST_DATE = re.compile(
    r"(?:[\W_]|(?:at|um|à|om|kl)\b|\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\b\.?|\s?Uhr\b)?|[A-Z]{2,4}\b)*+"
)
# A hyphen inside a word joins a double name, any other parts a name from what follows it.
_PARTS = re.compile(r"[,|•·–—]|(?<!\w)-|-(?!\w)")
_LAST_WORD = re.compile(r"\s(\w+)\.?\s*$")
_LEADS_TO_DATE = re.compile(r"\s(?:on|at|am|um|le|el|il|op|den)\s*$", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:for|in|at|from|of|on|is|was|has|für|para|pour|per|dla|aus)\s+\S.*$")
_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![a-zß-ÿ])\d")  # 'Reader7' has no number, and is no name
_HONOUR = re.compile(
    r"^(?:mr|mrs|ms|miss|sir|herr|frau|señor|dr|prof|professor|rev|pr)\.?\s+(?=\w+\s+\w)", re.I
)
_CREDENTIAL = re.compile(
    r"^(?:ph\.?d|m\.?d|r\.?d\.?n?|m\.?s|l\.?d\.?n?|m\.?a|m\.?p\.?h|mba|cpt|lcsw|np|do)\.?$", re.I
)
_CJK_NAME = re.compile(r"^[\u3400-\u9fff\uac00-\ud7a3\u3040-\u30ff·]{2,8}$")
_POSSESSIVE = re.compile(r"['’]s$")


@cache
def tables() -> dict[str, Any]:
    """The packaged words."""
    return tomllib.loads(
        files("wmcscraper.fields").joinpath("data/authors.toml").read_text(encoding="utf-8")
    )


@cache
def _set(group: str, name: str = "words") -> frozenset[str]:
    return frozenset(tables()[group][name])


@cache
def _and() -> re.Pattern[str]:
    joined = "|".join(sorted(map(re.escape, _set("organisations", "and")), key=len, reverse=True))
    # White space is taken from its first character on, once.
    lead = r"(?<!\s)\s++"
    return re.compile(
        rf"(?:(?:{lead})?,\s++|{lead})(?:{joined}|&|\+)\s+|(?:{lead})?&\s*", re.IGNORECASE
    )


@cache
def _introduction() -> re.Pattern[str]:
    listed = sorted(_set("introductions"), key=len, reverse=True)
    joined = "|".join(re.escape(word) for word in listed)
    return re.compile(rf"^\W*(?:(?:{joined})(?:\s*[:：]|(?=\s|$)|(?<=[^\x00-\u2fff]))\s*)+", re.I)


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(word[0].lower() for word in _set("introductions"))


def introduced(text: str) -> tuple[str, bool] | None:
    """What follows 'By' and the like at a line's start, and whether the word alone is evidence."""
    first = text[:1]
    if first.isascii() and first.isalnum() and first.lower() not in _first_letters():
        return None  # as nearly every line
    match = _introduction().match(text)
    if match is None:
        return None
    word = match[0].strip().rstrip(":：").casefold()
    sure = word not in _set("introductions", "weak") or match[0].rstrip().endswith((":", "："))
    return text[match.end() :], sure


def signed(text: str) -> tuple[str, bool] | None:
    """As ``introduced``, for lines that begin with a day: 'Posted on 4 March 2025 by Jane Roe'."""
    if len(text) > _LONGEST_SIGNED or not _DIGITS.search(text):
        return None
    for day in find_dates(text, order="DMY")[:1]:
        before = text[: day.start].strip()
        if day.precision not in {"day", "minute"} or (
            before and not (_STATEMENT.match(before) and len(before.split()) <= _LONGEST_STATEMENT)
        ):
            return None
        past = _PAST_DATE.match(text, day.end)
        return introduced(text[past.end() if past else day.end :])
    return None


def until_date(text: str) -> str:
    """The part of a byline before its date or clock: 'Jane Roe | Updated: Jan. 24'."""
    digit = _NUMBER.search(text)
    if digit is None:
        return text
    days = find_dates(text[:_LONGEST_SIGNED], order="DMY")
    head = text[: min(digit.start(), days[0].start) if days else digit.start()]
    parts = _PARTS.split(head)
    if len(parts) > 1:
        head = ", ".join(parts[:-1])  # 'Jane Roe, January 24', 'Jane Roe, Lima 24.01.2025'
    known = words(None)
    while (last := _LAST_WORD.search(head)) and (
        known.month(last[1]) or last[1].casefold() in known.weekdays
    ):
        head = head[: last.start()]
    return _LEADS_TO_DATE.sub("", head)


def split_names(text: str | None) -> list[str]:
    """The names that ``text`` lists, without introductions, roles, addresses and handles."""
    if not text:
        return []
    text = clean(_JUNK.sub(" ", text[:_LONGEST]))
    if after := introduced(text) or signed(text):
        text = after[0]
    found: list[str] = []
    for part in _SEPARATORS.split(text):
        # 'Jane Roe Published: Dec 22': what follows is no name.
        named = _STATEMENT.split(part)[0]
        pieces = [piece for joined in _and().split(named) for piece in joined.split(",")]
        for piece in pieces:
            name = _name(piece)
            if not name:
                continue
            if found and (_is_role(name) or _CREDENTIAL.match(name)):
                continue
            found.append(name)
    return list(dict.fromkeys(found))


def _name(text: str) -> str:
    """One name, trimmed; '' where nothing of it is left."""
    text = text.strip(" \t,;:.-–—*\"“”'’!()[]<>")
    if after := introduced(text):
        text = after[0]
    text = _TAIL.sub("", text)
    text = _without_office(text)
    text = _HONOUR.sub("", text).strip(' ,;:.-–—*"“”!()[]')
    if not text or len(text) > _LONGEST_NAME:
        return ""
    if text.isupper() and " " in text and len(text) > 5:
        text = " ".join(_capital(word) for word in text.split())
    return text


def _without_office(text: str) -> str:
    """'Jane Roe Associated Press' and 'Jane Roe MS' → 'Jane Roe'; '신현주 기자' → '신현주'."""
    words = text.split()
    if len(words) == 2 and words[1] in _set("organisations", "suffixes"):
        return words[0]
    for i in range(2, len(words)):
        word = words[i].casefold().strip(".,")
        if word in _set("organisations", "companies"):
            return text
        if word in _set("organisations") or (words[i].isupper() and _CREDENTIAL.match(words[i])):
            end = i - 1 if words[i - 1].casefold() == "the" else i
            return " ".join(words[:end]) if is_person(" ".join(words[:end])) else text
    return text


def _capital(word: str) -> str:
    if len(word) == 2 and word.endswith("."):
        return word
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def _is_role(name: str) -> bool:
    words = [word.strip(".,").casefold() for word in name.split()]
    return bool(words) and (
        words[0] in _set("roles") or words[-1] in _set("roles") or name.casefold() in _set("roles")
    )


def is_nobody(name: str) -> bool:
    """Whether a name says nothing: 'Admin', an address, a number."""
    folded = name.casefold().strip(" .")
    return (
        folded in _set("organisations", "nobody")
        or len(folded) < 2
        or bool(_DIGITS.search(name) and (" " not in name or len(_DIGITS.findall(name)) > 3))
        or not any(c.isalpha() for c in name)
        or "http" in folded
        or len(name.split()) > 8
    )


def is_person(name: str) -> bool:
    """Whether ``name`` looks like a person's full name."""
    if _CJK_NAME.match(name):
        return True
    if _DIGITS.search(name) or any(c in name for c in "@#$%/\\|_:=?!"):
        return False
    words = name.split()
    if not 2 <= len(words) <= _NAME_WORDS:
        return False
    folded = [_POSSESSIVE.sub("", word.casefold().strip(".,'’")) for word in words]
    offices = _set("organisations")
    if any(word in offices for word in folded) or _is_role(name):
        return False
    if len(words) > 2 and folded[-1] in _set("organisations", "companies"):
        return False
    if folded[0] == "the" or ("." in name and name.endswith((".com", ".org", ".net", ".de"))):
        return False
    particles = _set("organisations", "particles")
    proper = [word for word, low in zip(words, folded, strict=True) if low not in particles]
    return bool(proper) and all(
        not word[:1].islower() or word[:2] in {"d'", "d’", "l'", "l’"} for word in proper
    )
