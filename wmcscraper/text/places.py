"""Cities and countries that a text states: 'in Lima, Peru', 'Lima Convention Center, Lima'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from wmcscraper.text.calendar_words import words as calendar
from wmcscraper.text.event_tokens import Token, tokens
from wmcscraper.text.event_words import HEAD, words
from wmcscraper.text.place_names import (
    city_in,
    countries,
    country_code,
    country_name,
    fold,
    is_city,
    is_venue,
    place_words,
)

__all__ = [
    "MASK",
    "Place",
    "country_code",
    "country_name",
    "find_places",
    "fold",
    "is_venue",
    "read_place",
]

MASK = "□"
"""Text of a token that stands for a name, out of which no place is read."""
_PREPOSITIONS = frozenset([
    "in", "at", "near", "outside", "to", "en", "w", "we", "em", "à", "au", "aux", "bei", "beim",
    "a", "ad", "no", "na", "visit", "from",
])  # fmt: skip
_OPENERS = frozenset(",(–—-|:;•·@/[")
# What may stand after a city that only a comma announces.
_CLOSERS = frozenset(",.);–—-|:•·(]/!?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, as written."""

    city: str | None
    country: str | None
    start: int
    """Offset of its first character in the text."""
    end: int
    preposition: str = ""
    """The word or mark before it, in lower case."""


def read_place(text: str) -> Place | None:
    """A line that is nothing but a place: 'Lima, Peru', 'Venue Hall – Kraków, Poland', 'Peru'."""
    toks = tokens(text)
    if not toks or len(toks) > 30:
        return None
    found = _chain(toks, 0, len(text), announced="line")
    return found[0] if found and found[1] >= len(toks) - 1 else None


def find_places(text: str, toks: Sequence[Token] | None = None) -> list[Place]:
    """Every place that a preposition, a comma, a bracket or the line's start announces."""
    toks = tokens(text) if toks is None else toks
    found: list[Place] = []
    i = 0
    while i < len(toks):
        before = toks[i - 1].low if i else "^"
        if (
            before == "for"
            and i > 1
            and toks[i - 2].low in {"set", "slated", "scheduled", "planned"}
        ):
            before = "in"
        if before in place_words("clause_starts"):
            before = "^"  # 'when Katowice, Poland, will host …'
        if before == MASK or (i and toks[i - 1].kind == "number" and _years(toks[i - 1])):
            before = "^"  # '26 June 2026 Perth, Australia'
        nearby = toks[max(0, i - 3) : max(0, i - 1)] if before in {"of", "de", "do", "da"} else []
        if any(is_venue(t.text) and not t.capital for t in nearby):
            before = "at"  # 'at the town hall of Ely', 'en el coliseo municipal de Lima'
        if before == "^" or before in _PREPOSITIONS or before in _OPENERS or before == "of":
            chain = _chain(toks, i, len(text), announced=before)
            if chain:
                place, i = chain
                found.append(place)
                continue
        i += 1
    return found


@dataclass(slots=True)
class _Part:
    text: str
    start: int
    end: int
    kind: str  # city, country, region, venue
    code: bool = False


def _chain(toks: Sequence[Token], i: int, size: int, *, announced: str) -> tuple[Place, int] | None:
    """Read comma-separated parts from token ``i``; the place, and the token after it."""
    parts: list[_Part] = []
    at = i
    limit = min(len(toks), i + 40)
    while at < limit:
        read = _part(toks, at, limit)
        if read is None:
            break
        part, at = read
        parts.append(part)
        if part.kind == "country" and part.text.casefold() != "georgia":
            break
        if at < limit and toks[at].text in {",", "(", "–", "—", "-", "|", "/", "·", "•"}:
            at += 1
            if at < limit and toks[at].low in {"in"}:
                at += 1
            continue
        if at < limit and toks[at].low in {"in", "en", "w"} and parts[-1].kind == "venue":
            at += 1
            continue
        break
    if not parts:
        return None
    while at > i and toks[at - 1].text in _OPENERS:
        at -= 1
    between = announced == "," and at < limit and toks[at].text == "," and len(parts) == 1
    if between and i > 1 and is_city(parts[0].text) and _dates(toks[i - 2]):
        # 'the Zinc Summit, 14-16 October, Pretoria, has'
        return Place(parts[0].text, None, parts[0].start, parts[0].end, announced), at
    return _judge(parts, toks, at, announced, begins=i == 0 or toks[i - 1].text == MASK)


def _judge(
    parts: list[_Part], toks: Sequence[Token], at: int, announced: str, *, begins: bool
) -> tuple[Place, int] | None:
    country = next((p for p in reversed(parts) if p.kind == "country"), None)
    region = next((p for p in parts if p.kind == "region"), None)
    if country and country.text.casefold() == "georgia" and parts[-1] is not country:
        country = parts[-1] if parts[-1].kind == "country" else country
    cities = [p for p in parts if p.kind == "city" and (not country or p.start <= country.start)]
    if region and not country:
        cities = [p for p in cities if p.start < region.start]
    if not country and not region and not cities:
        named = city_in(parts[0].text) if announced in {"at", "to", "in", "en"} else None
        if not named or parts[0].kind != "venue":
            return None
        return Place(named, None, parts[0].start, parts[-1].end, announced), at
    closed = at >= len(toks) or toks[at].text in _CLOSERS or toks[at].kind == "number"
    if announced == "," and at + 1 < len(toks) and toks[at].text == ",":
        # ', Lima, 5 May' but not ', Ann Smith, an analyst'
        closed = (
            parts[0].kind == "venue"
            or toks[at + 1].kind == "number"
            or _month(fold(toks[at + 1].text))
        )
    if not country and _is_attribute(parts[0], toks, at):
        return None
    by_mark = announced in _OPENERS or announced in {"^", "line", "of"}
    if by_mark and not country and not region:
        known = announced == "^" and begins and is_city(cities[0].text)
        if not known and (announced in {"^", "of"} or not closed or len(cities) > 2):
            return None
        if announced == "," and cities[-1].text.isupper():
            return None
        if announced == "line" and len(parts) < 2 and not _plain_city(cities[0].text):
            return None
    if announced == "^" and not country and not (begins and cities and is_city(cities[0].text)):
        return None
    if announced in {"to", "from", "of", "a", "no", "na", "visit"} and not (cities or country):
        return None
    city = cities[-1].text if cities else None
    plain = announced == "in" and all(p.kind != "venue" for p in parts)
    if plain and len(cities) == 2 and toks[at - 1].start >= cities[1].start:
        city = cities[0].text  # 'in Kitwe, Copperbelt'
    if region and not cities and fold(region.text) in place_words("regions", "cities"):
        city = region.text
    if country and not cities and country.text in {"Singapore", "Luxembourg", "Monaco"}:
        city = None
    first, last = parts[0], parts[-1]
    named = country.text.removeprefix("the ") if country else None
    return Place(city, named, first.start, last.end, announced), at


def _is_attribute(part: _Part, toks: Sequence[Token], at: int) -> bool:
    """Is the place only what something is called by: 'in the Bellamy case'?"""
    if at >= len(toks) or toks[at].kind != "word" or toks[at].capital:
        return False
    first = next((i for i in range(at - 1, -1, -1) if toks[i].start == part.start), 0)
    if not first or toks[first - 1].low not in {"the", "a", "an", "its", "this"}:
        return False
    return not is_venue(toks[at].text) and toks[at].low not in words("stops") | words("fillers")


def _plain_city(text: str) -> bool:
    return len(text.split()) <= 3 and not text.isupper()


def _part(toks: Sequence[Token], i: int, limit: int) -> tuple[_Part, int] | None:
    """One part of a chain: a run of capitalised words with small words between them."""
    if whole := _country_at(toks, i, limit):
        end = whole
        return _Part(_text(toks, i, end), toks[i].start, toks[end - 1].end, "country"), end
    start = i
    while (
        start < limit and toks[start].low in place_words("before_name") and not _named(toks, start)
    ):
        start += 1
    if start > i and (whole := _country_at(toks, start, limit)):
        end = whole
        return _Part(_text(toks, start, end), toks[start].start, toks[end - 1].end, "country"), end
    j, last = start, start
    address = False
    while j < limit:
        token = toks[j]
        if token.kind == "number":
            if last > start and not _years(token) and _text_at(toks, j + 1) == ",":
                address = True  # 'Av. Javier Prado 2500, Lima'
                last = j = j + 1
                break
            if j == start or address:  # '25 King Street', '1049 Brussels'
                if not token.text.isdigit() or len(token.text) > 6 or (_years(token) and j > start):
                    break
                address = True
                j += 1
                continue
            break
        if token.capital and not _blocked(token):
            j += 1
            last = j
            if token.text.endswith(("'s", "’s")):
                if j - start > 1 and toks[j - 2].text in {"St.", "St", "Saint"}:
                    continue  # St. John's
                name = _text(toks, start, j)[:-2]
                if j < limit and toks[j].low in place_words("premises"):
                    return _Part(name, toks[start].start, toks[j].end, "venue"), j + 1
                return _kinded(name, toks[start].start, token.end, address), j
            continue
        particle = token.low in place_words("particles") and j > start
        if particle and j + 1 < limit and toks[j + 1].capital and not _blocked(toks[j + 1]):
            if token.low in {"and", "of", "on", "in", "en"} and not _joined(toks, start, j):
                break
            j += 1
            continue
        if (
            particle
            and j + 2 < limit
            and toks[j + 1].low in place_words("particles")
            and toks[j + 2].capital
        ):
            j += 2  # 'Santa Cruz de la Sierra'
            continue
        break
    if last == start or (address and last <= start + 1 and last < start + 1):
        return None
    name = _text(toks, start, last)
    if last < limit and _goes_on(toks[last]):
        zoned = toks[last].low in _ZONES and is_city(name)
        if not zoned:
            return None  # 'the Pan Pacific hotel', 'Perth Minerals': part of a longer name
    if _text_at(toks, last).lower() in place_words("venues") and not is_city(name):
        at_it = start and toks[start - 1].low in {"at", "the"}
        if at_it and not toks[last].capital:  # 'at the Pan Pacific hotel in Perth'
            return _Part(name, toks[start].start, toks[last].end, "venue"), last + 1
    return _kinded(name, toks[start].start, toks[last - 1].end, address), last


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in countries())


def _country_at(toks: Sequence[Token], i: int, limit: int) -> int | None:
    """The token after the longest country name that starts at token ``i``."""
    if i >= limit or not (toks[i].capital or toks[i].low == "the"):
        return None
    if fold(toks[i].text) not in _first_words():
        return None
    for j in range(min(limit, i + 7), i, -1):
        if fold(_text(toks, i, j)) in countries():
            after = toks[j] if j < limit else None
            # 'Jordan Creek', 'Chad Smith': a longer name that only begins like a country
            longer = after and after.capital and toks[j - 1].end + 1 == after.start and j - i == 1
            if longer and not _blocked(toks[j]) and fold(toks[j].text) not in _first_words():
                return None
            return j
    return None


def _joined(toks: Sequence[Token], start: int, j: int) -> bool:
    """May 'and', 'of' go on with the name? Only in countries and venues and 'X upon/on Y'."""
    name = _text(toks, start, j + 2)
    after = j + 2
    while toks[j].low == "and" and after < len(toks) and toks[after].capital and after < j + 5:
        if is_venue(toks[after].text):
            return True  # 'the Arts and Culture Centre'
        after += 1
    return (toks[j].low in {"of", "on"} and is_venue(name)) or (
        toks[j].low == "on" and toks[j + 1].low in {"tyne", "trent", "thames", "don"}
    )


def _named(toks: Sequence[Token], i: int) -> bool:
    """Is a word such as North, La or El the first of a name: 'North Bay', 'La Paz', 'The Hague'?"""
    return (
        toks[i].capital
        and i + 1 < len(toks)
        and toks[i + 1].capital
        and toks[i].low not in {"downtown", "the"}
    ) or (toks[i].text == "The" and i + 1 < len(toks) and toks[i + 1].low in {"hague", "bahamas"})


def _text_at(toks: Sequence[Token], i: int) -> str:
    return toks[i].text if i < len(toks) else ""


def _years(token: Token) -> bool:
    return len(token.text) == 4 and token.text[:2] in {"19", "20"}


def _dates(token: Token) -> bool:
    """Can it end a date?"""
    return token.kind == "number" or _month(fold(token.text))


@lru_cache(maxsize=4096)
def _month(word: str) -> bool:
    known = calendar()
    return known.month(word) is not None or word in known.weekdays


def _blocked(token: Token) -> bool:
    """Months, weekdays, languages, 'Section' … are no part of a place."""
    low = fold(token.text)
    if low in place_words("not_places") or re.fullmatch(r"q[1-4]|fy\d*|h[12]", low):
        return True
    return token.text in {"May", "March", "Mar", "Sun", "Sat"} or (
        _month(low) and low not in countries() and low not in _REAL_NAMES
    )


# Also a month or a weekday in some language.
_REAL_NAMES = frozenset(
    ["janeiro", "lima", "san", "la", "mali", "pa", "oman", "man", "male", "juba"]
)


_ZONES = frozenset(["eastern", "pacific", "central", "mountain"])  # 'in Toronto Eastern Time'


def _goes_on(token: Token) -> bool:
    """Is it a capitalised word of the table of what is no place, as in 'Storvik Minerals'?"""
    return token.text.istitle() and fold(token.text) in place_words("not_places")


def _text(toks: Sequence[Token], start: int, end: int) -> str:
    """The words of these tokens with single spaces."""
    out = ""
    for k in range(start, end):
        glue = "" if k == start or toks[k].start == toks[k - 1].end else " "
        out += glue + toks[k].text
    return out


def _kinded(name: str, start: int, end: int, address: bool) -> _Part:
    key = fold(name).strip()
    if key in countries():
        return _Part(name, start, end, "country")
    code = key.replace(".", "")  # 'B.C.'
    if key in place_words("regions", "names") or (
        name.isupper() and code in place_words("regions", "codes")
    ):
        return _Part(name, start, end, "region")
    if address:
        number, _, rest = name.partition(" ")
        # '1049 Brussels': a post code; anything else with a number is an address
        if rest and len(number) >= 4 and number.isdigit() and not is_venue(name):
            return _Part(rest, start, end, "city")
        return _Part(name, start, end, "venue")
    if is_venue(name) or HEAD.search(name):
        return _Part(name, start, end, "venue")
    return _Part(name, start, end, "city")
