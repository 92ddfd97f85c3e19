"""What a sentence takes from the text before it: the event it goes on about, a day, a dateline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache

from wmcscraper.text.calendar_words import words as calendar
from wmcscraper.text.dates import DateMention, find_dates
from wmcscraper.text.event_tokens import tokens
from wmcscraper.text.event_words import any_of, phrases, words

__all__ = ["anchored_dates", "is_anchored", "told_at", "told_of_last", "without_dateline"]

_NEWS_DAYS = 4  # a dispatch is published on the day of its dateline or few days later
_DATELINE_SIZE = 160  # characters
_FRAGMENT = 90  # characters of a sentence that is nothing but a day and a place


def told_at(found: re.Match[str]) -> int:
    """The offset in a sentence that ``told_of_last`` found at which the event is meant."""
    groups = found.groupdict()
    return next((found.start(name) for name in groups if groups[name]), found.start())


def told_of_last(text: str) -> re.Match[str] | None:
    """Does the sentence go on about the event that was named before: 'It …', 'Venue: …'?"""
    return (
        _it().match(text)
        or _it_is_held().match(text)
        or _label().match(text)
        or _its_host().match(text)
        or _fragment(text)
    )


@cache
def _it() -> re.Pattern[str]:
    groups = ("predicates", "weak_predicates", "present", "past", "future", "verbs_of_it")
    verbs = any_of({word for group in groups for word in words(group)})
    kinds = any_of(words("kinds"))
    return re.compile(
        r"^\W*(?:(?:Next year|This year|This time|In (?:\w+ )?\d{4}|"
        r"(?:On|From|Between) [\w ]{3,30}?),?\s+)?"
        r"(?P<it>[Ii]t|[Aa]nother(?: one)?|A second one|A new one|Se|[Ee]ste evento|[Ee]l evento|"
        r"(?:[Tt]he|[Tt]his)\s+(?:[\w-]+-day\s+|[\w-]+-week\s+|annual\s+|biennial\s+|year['’]s\s+)?"
        rf"(?:{kinds})|"
        r"[Tt]he (?:next|following)(?: one)?|[Tt]he (?:last|previous|first) one|"
        r"[Tt]he (?:last|previous|first)(?=,? (?:was |were )?(?:held|took place)\b))"
        rf"(?=\s+(?:{verbs})\b|,\s(?:{any_of(words('put_off'))})\b|,? (?:in|on|at|held)\s)"
    )


@cache
def _it_is_held() -> re.Pattern[str]:
    """'Instead of 9 to 11 November it will be held …': told of it, whatever comes first."""
    return re.compile(
        r"[^;:()\"“”]{2,60}?\s(?P<it>it)\s+(?:will\s+(?:now\s+)?|is\s+(?:now\s+)?(?:to\s+)?|was\s+(?:to\s+)?)?(?:be\s+)?"
        r"(?:held|hosted|staged|convened|takes?\s+place|took\s+place|taking\s+place)\b"
    )


@cache
def _label() -> re.Pattern[str]:
    labels = words("labels", "date") | words("labels", "place")
    return re.compile(rf"\W*(?:{any_of(labels)})(?=\s?:\s)", re.IGNORECASE)


@cache
def _its_host() -> re.Pattern[str]:
    """'Almaty, Kazakhstan, will be its stage': the text up to 'its stage'."""
    return re.compile(
        r"\W*[^\W\d_a-zß-ÿ][^;:()]{2,60}?,?\s(?:will\s+(?:again\s+)?)?"
        r"(?:(?:be|become|becomes|serve\s+as|is|was)\s+"
        r"(?P<it>(?:its|the)\s+(?:stage|hosts?|venue|home|setting|host\s+city)\b(?!\s+(?:of|for)\b))"
        r"|(?:hosts?|hosted|stages?|staged)\s+(?P<object>it|the\s+event)\b)"
    )


def _fragment(text: str) -> re.Match[str] | None:
    """'From 5 to 7 May 2026, in Perth.': a sentence of nothing but days and places."""
    if len(text) > _FRAGMENT or (found := _FRAGMENT_START.match(text)) is None:
        return None
    table = calendar()
    dated = False
    for token in tokens(text):
        if token.kind == "number":
            dated = True
        elif token.kind == "mark":
            if token.text not in ",.–—-!()":
                return None
        elif not (
            token.low in words("fillers")
            or token.low in words("date_joins")
            or token.capital
            or table.month(token.low) is not None
        ):
            return None
    return found if dated and phrases("predicates").search(text) is None else None


_FRAGMENT_START = re.compile(r"\W*(?=(?:[Ii]n|[Oo]n|[Ff]rom|[Aa]t|[Bb]etween|El|Del)\s)")

# 'BAKU (AFP) – ', 'Tashkent, February 17 – ', 'LIMA, Oct. 5 (Reuters) - '
_DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_a-zß-ÿ][\w.'’-]*(?:,?\s[^\W\d_a-zß-ÿ][\w.'’-]*){0,4}?)"
    r"(?:(?:,|\s?[–—|/-])?\s+(?:[^\W\d_]{5,9}day,?\s+)?"
    r"(?P<date>(?:[^\W\d_]{3,10}\.?\s\d{1,2}|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,10}\.?)(?:,?\s(?:de\s)?(?:19|20)\d\d)?))?"
    r"\s*(?P<agency>\([^()]{2,30}\))?\s*(?:[–—:]|--?)\s+"
)


def without_dateline(sentence: str, day: dt.date | None) -> str:
    """The sentence without the place, day and agency that head a dispatch.

    What stands before the dash is a dateline if its day is about ``day``, that of publication: an
    agenda is written of later days.
    """
    found = _DATELINE.match(sentence, 0, _DATELINE_SIZE)
    if found is None or not (found["date"] or found["agency"]):
        return sentence
    if not found["date"]:
        agency = found["place"].isupper() or re.search(r"\((?:[A-Z]{2,5}|Reuters)\)", found[0])
        return sentence[found.end() :] if agency else sentence
    if day is None:
        return sentence
    read = find_dates(found["date"], language=None) or find_dates(f"{found['date']} {day.year}")
    if len(read) != 1 or read[0].precision != "day" or read[0].end_date not in {None, read[0].date}:
        return sentence
    before = (day - dt.date.fromisoformat(read[0].date)).days
    return sentence[found.end() :] if 0 <= before <= _NEWS_DAYS else sentence


_UNITS = {"day": 1, "week": 7}


@cache
def _numbers() -> dict[str, int]:
    counts = {w: n for n in range(2, 7) for w in {str(n), *words("day_counts", str(n))}}
    return counts | {"a": 1, "one": 1}


@cache
def _anchored() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?P<same>(?:the|that)\s+same|that)\s+(?P<what>day|date|evening|afternoon|morning|month|year)"
        r"|the\s+(?P<step>following|next|previous)\s+(?P<near>day|week|month|year)"
        rf"|(?P<count>{any_of(_numbers())})\s+(?P<unit>day|week|month|year)s?\s+"
        r"(?P<way>later|earlier|afterwards))\b",
        re.IGNORECASE,
    )


def is_anchored(text: str) -> bool:
    """Does the text tell a day from another, as 'that day' does?"""
    return _anchored().search(text) is not None


def anchored_dates(
    text: str, dates: Sequence[DateMention], before: DateMention | None
) -> Iterator[DateMention]:
    """'that day', 'a week later': the days that are told from another day.

    They count from the last of ``dates`` ahead of them, else from ``before``, the last date that
    the text gave before this sentence.
    """
    for found in _anchored().finditer(text):
        if any(m.start < found.end() and found.start() < m.end for m in dates):
            continue
        if found["count"] and _COMPARED.search(text, max(0, found.start() - 12), found.start()):
            continue
        anchor = next((m for m in reversed(dates) if m.end <= found.start()), before)
        if anchor is None or (said := _shifted(anchor, found)) is None:
            continue
        precision = {10: "day", 7: "month", 4: "year"}[len(said)]
        yield DateMention(found.start(), found.end(), said, None, precision, found.group())


# 'up 5% from a year earlier'
_COMPARED = re.compile(r"\b(?:than|from|of|on|versus|against)\s+$", re.IGNORECASE)


def _shifted(anchor: DateMention, found: re.Match[str]) -> str | None:
    """The ISO date that is meant, cut to its precision."""
    unit = (found["what"] or found["near"] or found["unit"]).lower()
    unit = "day" if unit in {"date", "evening", "afternoon", "morning"} else unit
    if found["same"]:
        count = 0
    elif found["step"]:
        count = -1 if found["step"].lower() == "previous" else 1
    else:
        count = _numbers()[found["count"].lower()]
        count = -count if found["way"].lower() == "earlier" else count
    late = count > 0 and anchor.end_date and unit == "day"
    date = anchor.end_date if late and anchor.end_date else anchor.date
    year = int(date[:4])
    if unit == "year":
        return f"{year + count:04d}"
    if unit == "month":
        if len(date) < 7:
            return None
        months = year * 12 + int(date[5:7]) - 1 + count
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if len(date) < 10:
        return None
    try:
        return (
            dt.date.fromisoformat(date[:10]) + dt.timedelta(days=count * _UNITS[unit])
        ).isoformat()
    except OverflowError:
        return None
