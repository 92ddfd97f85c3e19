"""Days that a text tells from another day: 'on Thursday', 'tomorrow', 'the two-day forum'."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache

from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_tense import Tense
from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import any_of, words

__all__ = [
    "is_relative",
    "lasting",
    "relative_days",
    "relative_months",
    "weekday_after",
    "years_ago",
]

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


def is_relative(mention: DateMention) -> bool:
    """Was the day worked out from the day of publication alone?"""
    return mention.precision == "day" and not any(c.isdigit() for c in mention.raw)


def weekday_after(last: DateMention, first: DateMention) -> str:
    """The first day after ``first`` that is the same day of the week as ``last``."""
    begin, end = dt.date.fromisoformat(first.date), dt.date.fromisoformat(last.date)
    days = (end - begin).days % len(_WEEK)
    return (begin + dt.timedelta(days=min(days, (dt.date.max - begin).days))).isoformat()


@cache
def _counts() -> dict[str, int]:
    return {word: n for n in range(2, 7) for word in {str(n), *words("day_counts", str(n))}}


@cache
def _lasts() -> re.Pattern[str]:
    count = f"({any_of(_counts())})"
    return re.compile(
        rf"(?<![\w-])(?:{count}[- ]day|(?:lasts?|lasting|over|for|runs)\s+{count}\s+days)\b",
        re.IGNORECASE,
    )


def lasting(mention: DateMention, text: str, *, ends: bool = False) -> DateMention:
    """The first day of 'the two-day forum' with its last day, where ``text`` says how long.

    ``ends`` tells that the day is the last: 'the two-day forum ended on Tuesday'.
    """
    if mention.precision != "day" or mention.end_date not in {None, mention.date}:
        return mention
    if not (said := _lasts().search(text)):
        return mention
    try:
        day = dt.date.fromisoformat(mention.date)
        length = dt.timedelta(days=_counts()[(said[1] or said[2]).lower()] - 1)
        first, last = (day - length, day) if ends else (day, day + length)
    except (ValueError, OverflowError):
        return mention
    return dataclasses.replace(mention, date=first.isoformat(), end_date=last.isoformat())


def relative_days(
    toks: Sequence[Token],
    taken: Sequence[DateMention],
    *,
    published: dt.date,
    tense: Tense,
    held: bool,
) -> Iterator[DateMention]:
    """The weekdays and near days of a sentence, none of which is part of a fuller date.

    ``held`` tells whether those of the past count.
    """
    for i, token in enumerate(toks):
        if token.kind != "word":
            continue
        past = tense.past(token.start)
        past = True if past is None and held else past
        if (past and not held and not _whose(toks, i)) or (
            day := _day(toks, i, published, past)
        ) is None:
            continue
        # 'Thursday, 5 March', '5 March (Thursday)' say the day themselves
        if any(m.start - 14 <= token.end and token.start <= m.end + 3 for m in taken) and (
            _with_date(toks, i)
        ):
            continue
        if i + 1 < len(toks) and (
            toks[i + 1].kind == "number" or (toks[i + 1].low in _JOINS and _is_weekday(toks, i + 2))
        ):
            continue
        last = toks[i + 1] if _part_of_day(toks, i) else token
        end: dt.date | None = None
        if numbered := _day_of_month(toks, i, published, past):
            last, day = numbered
        elif following := _next_day_too(toks, i, day):
            last, end = following
        ends = end.isoformat() if end else None
        yield DateMention(token.start, last.end, day.isoformat(), ends, "day", token.text)


def relative_months(
    toks: Sequence[Token], taken: Sequence[DateMention], *, published: dt.date
) -> Iterator[DateMention]:
    """'last month', 'next year' of a sentence."""
    for i, token in enumerate(toks[:-1]):
        step = _STEPS.get(token.low)
        unit = toks[i + 1]
        low = unit.low.removesuffix("'s").removesuffix("’s")
        if step is None or (low not in {"month", "year"} and low not in _SEASONS):
            continue
        if any(m.start < unit.end and token.start < m.end for m in taken):
            continue
        date = str(published.year + step)
        if low == "month":
            months = published.year * 12 + published.month - 1 + step
            date = f"{months // 12:04d}-{months % 12 + 1:02d}"
        elif low in _SEASONS:
            date = str(_season(low, step, published))
        raw = f"{token.text} {unit.text}"
        yield DateMention(
            token.start, unit.end, date, None, "month" if low == "month" else "year", raw
        )


def years_ago(
    toks: Sequence[Token], taken: Sequence[DateMention], *, published: dt.date
) -> Iterator[DateMention]:
    """'a year ago', 'two years ago' of a sentence that tells no other date: 'the forum, founded two
    years ago, meets on 3 May'."""
    for i in range(2, 0 if taken else len(toks)):
        if toks[i].low != "ago" or toks[i - 1].low not in {"year", "years"}:
            continue
        number = toks[i - 2]
        count = 1 if number.low in {"a", "one"} else _counts().get(number.low)
        if count is None:
            continue
        raw = f"{number.text} {toks[i - 1].text} ago"
        year = str(published.year - count)
        yield DateMention(number.start, toks[i].end, year, None, "year", raw)


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}  # its first month, in the north


def _season(name: str, step: int, published: dt.date) -> int:
    """The year of 'last autumn' and 'next spring': of one that is over, or has not begun."""
    begins, month = _SEASONS[name], published.month
    if step < 0:
        return published.year - (month < begins + 3)
    return published.year + (step > 0 and month >= begins)


def _day_of_month(
    toks: Sequence[Token], i: int, published: dt.date, past: bool | None
) -> tuple[Token, dt.date] | None:
    """'on Wednesday the 14th': the next such day, or the last, with the token of its number."""
    j = i + 2 if i + 1 < len(toks) and toks[i + 1].text == "," else i + 1
    if (
        j + 1 >= len(toks)
        or toks[j].low != "the"
        or (weekday := _weekdays().get(toks[i].low)) is None
    ):
        return None
    if not (number := re.fullmatch(r"(\d\d?)(?:st|nd|rd|th)", toks[j + 1].low)):
        return None
    step = -7 if past else 7
    first = (weekday - published.weekday()) % 7 - (7 if past else 0)
    for days in range(first, first + 60 * step, step):  # each pair comes within a year or so
        try:
            day = published + dt.timedelta(days=days)
        except OverflowError:
            return None
        if day.day == int(number[1]):
            return toks[j + 1], day
    return None


def _next_day_too(toks: Sequence[Token], i: int, day: dt.date) -> tuple[Token, dt.date] | None:
    """'today and tomorrow'"""
    if i + 2 < len(toks) and toks[i + 1].low in {"and", "y", "und", "et"}:
        step = _shifts().get(toks[i + 2].low)
        if step is not None and step == (_shifts().get(toks[i].low) or 0) + 1:
            return toks[i + 2], day + dt.timedelta(days=1)
    return None


_STEPS = {"last": -1, "this": 0, "next": 1}


_JOINS = frozenset(["to", "and", "through", "or", "&"])


def _is_weekday(toks: Sequence[Token], i: int) -> bool:
    return i < len(toks) and toks[i].low in _weekdays()


def _with_date(toks: Sequence[Token], i: int) -> bool:
    """Does the date beside a weekday stand right there, or after 'next week,'?"""
    after = [t.low for t in toks[i + 1 : i + 4]]
    return after[:1] != ["next"] or after[:3] == ["next", "week", ","]


def _whose(toks: Sequence[Token], i: int) -> bool:
    """'Thursday's meeting', 'Tuesday night's hearing'"""
    return toks[i].low.endswith(("'s", "’s")) or _part_of_day(toks, i)


def _part_of_day(toks: Sequence[Token], i: int) -> bool:
    return i + 1 < len(toks) and toks[i + 1].low.replace("’", "'") in _PARTS_OF_DAY


_PARTS_OF_DAY = frozenset(["night's", "morning's", "afternoon's", "evening's"])
_HALF_A_WEEK = 3


def _day(toks: Sequence[Token], i: int, published: dt.date, past: bool | None) -> dt.date | None:
    low = toks[i].low
    whose = _whose(toks, i)
    low = low[:-2] if low.endswith(("'s", "’s")) else low
    if (shift := _shifts().get(low)) is not None:
        step = shift
    elif (weekday := _weekdays().get(low)) is not None:
        if not whose and (not i or toks[i - 1].low not in words("weekday_leads")):
            return None
        step = (weekday - published.weekday()) % 7
        if i and toks[i - 1].low in words("weekday_leads", "last"):
            step -= 7
        elif [t.low for t in toks[i + 1 : i + 3]] == ["next", "week"]:
            step = weekday - published.weekday() + 7
        elif (past or (past is None and whose and step > _HALF_A_WEEK)) and step:
            step -= 7  # 'boycotted Monday's meeting'
    else:
        return None
    try:
        return published + dt.timedelta(days=step)
    except OverflowError:
        return None


@cache
def _weekdays() -> dict[str, int]:
    return {word: n for n, name in enumerate(_WEEK) for word in words("weekdays", name)}


@cache
def _shifts() -> dict[str, int]:
    return {word: step for name, step in _NEAR.items() for word in words("near_days", name)}
