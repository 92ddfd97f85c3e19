"""Names of events: the series that editions share, and when two statements mean one event.

Pure and cheap. Identity never rests on the date alone, the wording of a title or a status: an
event that moves, is renamed by a sponsor or is written as an acronym stays the same event.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from functools import cache, lru_cache

from wmcscraper.items import Event
from wmcscraper.text.event_words import heads
from wmcscraper.text.ordinals import ordinal, roman
from wmcscraper.text.places import country_code, fold
from wmcscraper.text.tables import table

__all__ = [
    "days_between",
    "may_have_moved",
    "merge",
    "parse_name",
    "same_event",
    "same_series",
    "series_of",
    "year_in_name",
]

_YEAR = re.compile(r"(?<![\w/-])((?:19|20)\d\d)(?![\w])")
_SHORT_YEAR = re.compile(r"(?<=[A-Za-z])\s?['’](\d\d)\b")
_ARTICLE = re.compile(
    r"^(?:the|a|an|el|la|los|las|le|les|der|die|das|o|os|our|its|this|next)\s+", re.I
)
_EDITION_OF = re.compile(
    r"^(?:(?:annual|biennial)\s+)?(?:edition|edición|edição|édition|edycja)\s+"
    r"(?:of\s+(?:the\s+)?|del?\s+(?:la\s+)?|d[ou]\s+)",
    re.I,
)
_ACRONYM = re.compile(r" ?\( ?[A-Z][\w/&' -]{1,14}\)$")
_INSIDE = re.compile(r"(?<=[a-zA-Z]) ([1-9]\d?)(?= [A-Z])")
_WORDS = re.compile(r"[^\W_]+")
_PRECISIONS = {None: 0, "year": 1, "month": 2, "day": 3, "minute": 4}


def year_in_name(name: str) -> str | None:
    """The year that a name ends or begins with: 'WMC 2026', '2026 World Mining Congress'."""
    found = _YEAR.search(name)
    if found:
        return found[1]
    short = _SHORT_YEAR.search(name)
    return f"20{short[1]}" if short else None


@lru_cache(maxsize=4096)
def parse_name(name: str) -> tuple[str, str, int | None]:
    """A name as written → (name without article, ordinal and year, series, edition).

    '27th World Mining Congress' → ('World Mining Congress', 'world mining congress', 27).
    """
    text = " ".join(name.split()).strip(" -–—,:;.|\"'“”‘’")
    edition: int | None = None
    while True:
        before = text
        text = _ARTICLE.sub("", text)
        first, _, rest = text.partition(" ")
        if rest and edition is None and (number := ordinal(first)) and not _is_part(rest):
            edition, text = number, rest.lstrip()
        elif rest and edition is None and re.fullmatch(r"\d{1,3}\.", first):
            edition, text = int(first[:-1]) or None, rest
        text = _EDITION_OF.sub("", text)
        if text == before:
            break
    text = _YEAR.sub(" ", text)
    text = _SHORT_YEAR.sub("", text)
    text = _ACRONYM.sub("", " ".join(text.split()))
    stem, _, last = text.rpartition(" ")
    if stem and edition is None and len(last) > 1 and (number := roman(last)):
        text, edition = stem, number
    elif edition is None and (inside := _INSIDE.search(text)):
        text, edition = text[: inside.start()] + text[inside.end() :], int(inside[1])
    elif stem and edition is None and re.fullmatch(r"\d{1,2}", last):
        text, edition = stem, int(last) or None
    text = re.sub(r"\(\s*\)", "", text)
    text = " ".join(text.split()).strip(" -–—,:;.|/&'’") or name.strip()
    return text, series_of(text), edition


_NOT_EDITION = frozenset({"quarter", "half", "party", "nations", "class", "day"})


def _is_part(rest: str) -> bool:
    """Is the ordinal before ``rest`` no edition: 'first quarter results', 'third party'?"""
    return rest.split(maxsplit=1)[0].lower() in _NOT_EDITION


def series_of(name: str) -> str:
    """The normalised name that all editions share."""
    found = [_word(w) for w in _WORDS.findall(fold(name.replace("’s", "").replace("'s", "")))]
    acronyms: dict[str, str] = table("series")["acronyms"]
    if len(found) == 1 and found[0] in acronyms:
        return acronyms[found[0]]
    return " ".join(w for w in found if w not in _small() and not _YEAR.fullmatch(w))


@cache
def _small() -> frozenset[str]:
    return frozenset(table("series")["small"]["words"])


@cache
def _common() -> frozenset[str]:
    return frozenset(table("series")["common"]["words"])


@cache
def _heads() -> frozenset[str]:
    annual = heads("annual") - {"indaba"}  # one of its kind: it makes a name
    return frozenset(_word(fold(w)) for w in annual | heads("frequent") | heads("named"))


@cache
def _frequent() -> frozenset[str]:
    return frozenset(_word(fold(w)) for w in heads("frequent"))


@cache
def _frequent_phrases() -> list[str]:
    return [f" {kind} " for kind in _frequent() if " " in kind]


def _comes_often(series: str) -> bool:
    """Is it of a kind that comes several times a year, be it of two words: 'town hall'?"""
    low = series.lower()
    if not _frequent().isdisjoint(low.split()):
        return True
    return any(kind in f" {low} " for kind in _frequent_phrases())


def _word(word: str) -> str:
    same: dict[str, str] = table("series")["same"]
    return same.get(word, word)


@cache
def _acronyms() -> dict[str, tuple[str, ...]]:
    return {k: tuple(v.split()) for k, v in table("series")["acronyms"].items()}


@dataclasses.dataclass(frozen=True, slots=True)
class _Form:
    """The words of a series as they are compared with those of another."""

    words: tuple[str, ...]
    """With what is known by an acronym replaced by it."""
    initials: str
    all: frozenset[str]
    acronyms: tuple[str, ...]
    """The words as written that may be the initials of others."""
    expanded: frozenset[str]
    """With the acronyms that are known written out."""


@lru_cache(maxsize=4096)
def _form(series: str) -> _Form:
    words = written = tuple(series.split())
    for acronym, full in _acronyms().items():
        if set(full) <= set(words):  # in any order: 'Congreso Mundial de Minería'
            words = (acronym, *(w for w in words if w not in full))
    return _Form(
        words,
        "".join(w[0] for w in words),
        frozenset(words),
        tuple(w for w in written if 2 < len(w) <= 7),
        frozenset(w for word in written for w in _acronyms().get(word, (word,))),
    )


def _contract(form: _Form, other: _Form) -> frozenset[str]:
    """The words of ``form`` with every run whose initials are a word of ``other`` replaced by it"""
    words, initials = form.words, form.initials
    for acronym in other.acronyms:
        if acronym in initials and acronym not in words:
            i = initials.index(acronym)
            words = (*words[:i], acronym, *words[i + len(acronym) :])
            initials = initials[: i + 1] + initials[i + len(acronym) :]
    return form.all if words is form.words else frozenset(words)


@lru_cache(maxsize=8192)
def same_series(a: str, b: str) -> str | None:
    """How sure it is that two series are one: equal, contained, alike, vague or None.

    'contained' is a shorter form of a name, 'alike' the same name of words that others have too
    ('lithium forum'); 'vague' says only what kind of event it is ('annual general meeting').
    """
    one, two = _form(a), _form(b)
    if not one.words or not two.words:
        return None
    how = _compare(_contract(one, two), _contract(two, one))
    if how is None and _compare(one.expanded, two.expanded) == "vague":
        return "vague"
    return how


def _compare(one: frozenset[str], two: frozenset[str]) -> str | None:
    less, more = (one, two) if len(one) <= len(two) else (two, one)
    if not less <= more:
        return None
    own = less - _heads() - _common()
    if one == two:
        return "equal" if own else "alike" if _proper(less) else "vague"
    kind, other = _kind(less), _kind(more)
    # 'PDAC' may be the PDAC Convention, but hardly a PDAC webinar
    if (kind and kind != other) or (not kind and other & _frequent()):
        return None
    return "contained" if own else "vague"


def _kind(words: frozenset[str]) -> frozenset[str]:
    """What the name says the event is; of 'Congress & Expo' the congress."""
    found = words & _heads()
    named = frozenset(w for w in words if set(_acronyms().get(w, ())) & _heads())
    return (found - _BESIDE) or named or found


_BESIDE = frozenset({"expo", "exhibition", "exposition", "show", "fair"})


def _proper(words: frozenset[str]) -> bool:
    """Is a name of common words still one event in the world: 'world mining congress'?"""
    plain = {"annual", "general", "special", "extraordinary", "ordinary", "shareholder",
             "shareholders", "public", "technical", "virtual", "online", "investor", "investors",
             "results", "earnings", "preparatory", "joint", "anual", "ordinaria"}  # fmt: skip
    return bool(words - _heads() - plain)


def _years(event: Event) -> set[str]:
    return {d[:4] for d in (event.start_date, event.end_date) if d}


def _overlap(a: Event, b: Event) -> bool:
    """Do the dates of two events meet, as far as both are known?"""
    if not a.start_date or not b.start_date:
        return True
    size = min(len(a.start_date[:10]), len(b.start_date[:10]))
    a_end, b_end = a.end_date or a.start_date, b.end_date or b.start_date
    return a.start_date[:size] <= b_end[:size] and b.start_date[:size] <= a_end[:size]


def _elsewhere(a: Event, b: Event) -> bool:
    """Are the two in different places?"""
    one, two = country_code(a.country), country_code(b.country)
    if one and two and one != two:
        return True
    if a.city and b.city:
        first, second = fold(a.city), fold(b.city)
        return first not in second and second not in first
    return False


def same_event(a: Event, b: Event) -> bool:
    """Do two statements mean one event?

    The same edition of the same series is, whatever its date. Where an edition is missing the
    years must meet, or the days lie so near that an event of one a year has moved; kinds that come
    several times a year must meet in their days. Names that have nothing of their own ('annual
    general meeting') are only one within a site, on one date.
    """
    if a.edition and b.edition and a.edition != b.edition:
        return False
    how = same_series(a.series or parse_name(a.name)[1], b.series or parse_name(b.name)[1])
    if how is None:
        return False
    if a.edition and b.edition:
        return how != "vague" or (a.site == b.site and _overlap(a, b))
    if how == "vague":
        # a year says too little about 'mining conference', but enough about 'the congress'
        size = 4 if any(set(e.name.lower().split()) <= _heads() for e in (a, b)) else 10
        dated = all(len(e.start_date or "") >= size for e in (a, b))
        return a.site == b.site and dated and _overlap(a, b) and not _elsewhere(a, b)
    if not a.start_date or not b.start_date:
        return not _elsewhere(a, b)
    if how == "contained" and _elsewhere(a, b):
        return False
    if _comes_often(a.series or a.name):
        return _overlap(a, b) and not _elsewhere(a, b)
    if _years(a) & _years(b):
        return how == "equal" or not _elsewhere(a, b)
    return how == "equal" and not _elsewhere(a, b) and 0 <= days_between(a, b) <= _ONE_SEASON


# What comes once a year hardly comes twice in five months: a second date across New Year is
# the same instance, moved.
_ONE_SEASON = 150
_LONGEST_MOVE = 800


def days_between(a: Event, b: Event) -> int:
    """Days between the first days of two events; -1 where one is not known to the month."""
    days = []
    for event in (a, b):
        date = event.start_date or ""
        try:
            days.append(dt.date.fromisoformat(date[:10] if len(date) >= 10 else f"{date}-15"))
        except ValueError:
            return -1
    return abs((days[0] - days[1]).days)


def may_have_moved(a: Event, b: Event) -> bool:
    """Where words say that an event moved: may the two be the event before and after?

    Longer moves than those that ``same_event`` sees by itself; only for events of one a year and
    with a name of their own.
    """
    if a.edition and b.edition:
        return a.edition == b.edition and same_event(a, b)
    one, two = (e.series or parse_name(e.name)[1] for e in (a, b))
    if same_series(one, two) not in {"equal", "contained", "alike"}:
        return False
    if _comes_often(one) or _comes_often(two):
        return False
    return 0 <= days_between(a, b) <= _LONGEST_MOVE


def merge(a: Event, b: Event) -> Event:
    """One event of two statements of it: ``a``'s words where both say something equally precise.

    The more precise date wins, the name written in full, and whatever only one of them knows.
    """
    name, series = (a.name, a.series)
    if _fuller(b, a):
        name, series = b.name, b.series
    dated = a if _rank(a) >= _rank(b) else b
    city, country = _where(a, b, dated)
    return dataclasses.replace(
        a,
        name=name,
        series=series or a.series or b.series,
        url=a.url or b.url,
        site=a.site or b.site,
        edition=a.edition or b.edition,
        start_date=dated.start_date,
        end_date=dated.end_date,
        date_precision=dated.date_precision,
        date_raw=dated.date_raw,
        city=city,
        country=country,
        description=a.description or b.description,
    )


def _rank(event: Event) -> tuple[int, bool]:
    several = bool(event.end_date and event.end_date[:10] != (event.start_date or "")[:10])
    return (min(_PRECISIONS.get(event.date_precision, 0), 3) if event.start_date else -1, several)


def _where(a: Event, b: Event, dated: Event) -> tuple[str | None, str | None]:
    """City and country from one statement where it has both, else from either."""
    for event in (a, b):
        if event.city and event.country:
            return event.city, event.country
    if _elsewhere(a, b):
        return dated.city, dated.country
    return a.city or b.city, a.country or b.country


def _fuller(b: Event, a: Event) -> bool:
    """Is ``b``'s name the one to keep: written out where ``a``'s is an acronym, or has a name?"""
    one, two = len((a.series or "").split()), len((b.series or "").split())
    if a.name.isupper() and not b.name.isupper() and " " in b.name:
        return True
    return one < two and same_series(a.series or "", b.series or "") in {"vague", "contained"}
