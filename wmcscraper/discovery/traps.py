"""Addresses of which a site can make up endlessly many: calendars, filters, growing paths."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

from wmcscraper.discovery.words import (
    CALENDAR_WORDS,
    DATE_PARAMETERS,
    EVENT_WORDS,
    IDENTITY_PARAMETERS,
    MONTH_NAMES,
    PAGE_PARAMETERS,
    PAGE_WORDS,
    VIEW_WORDS,
)
from wmcscraper.tracking import SESSION_PARAMETERS

__all__ = ["pattern_of"]

# A listing of 25 stories a page that goes on beyond this holds 50,000 stories, or is made up.
_LAST_PLAUSIBLE_PAGE = 2_000
_LONGEST_URL = 1_500
_DEEPEST_PATH = 15
_MOST_REPEATS = 3
# Filters combine: three of them with ten values each are a thousand pages of the same stories.
_MOST_PARAMETERS = 3

_SPLIT = re.compile(r"[-_.,+~ ]+")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_DATE_VALUE = re.compile(
    r"(?:[12]\d{3}[-/.]?(?:0?[1-9]|1[0-2])(?:[-/.]?\d{1,2})?(?:T.*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    r"|\d{1,2}[-/.][12]\d{3})"
)
_COMPACT_DATE = re.compile(r"(?:19|20|21)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?")
_WEEK = re.compile(r"(?:w|kw|week)\d{1,2}|\d{4}w\d{1,2}")
_EXTENSION = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cfm|shtml|do)$")
_PATH_SESSION = re.compile(r";[^/]*")


@lru_cache(maxsize=4096)
def pattern_of(url: str) -> str | None:
    """The pattern that ``url`` shares with endlessly many others; None for an ordinary address.

    Of each pattern a crawl reads a bounded number of pages. Calendars (a path or query that ends
    in a date), combined filters, paths that repeat themselves and implausible page numbers have
    one. Stories have none, also where a date stands before their slug ('/2025/01/24/slug/'), and
    neither have listings with page numbers.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if len(url) > _LONGEST_URL:
        return f"{host} long"
    path = _PATH_SESSION.sub("", parts.path).lower()
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > _DEEPEST_PATH:
        return f"{host} deep"
    if segments and max(Counter(segments).values()) >= _MOST_REPEATS:
        return f"{host} repeated"
    query = [
        (key.lower(), value.strip())
        for key, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
        if key.lower() not in SESSION_PARAMETERS
    ]
    return (
        _calendar(host, segments, query)
        or _pages(host, segments, query)
        or _filters(host, segments, query)
    )


def _calendar(host: str, segments: list[str], query: list[tuple[str, str]]) -> str | None:
    """The key of a calendar: its place on the site, whatever date and view is asked for."""
    words = [_words(segment) for segment in segments]
    strong = next((i for i, word in enumerate(words) if _is_calendar(word)), None)
    events = next((i for i, word in enumerate(words) if word and set(word) <= EVENT_WORDS), None)
    place = strong if strong is not None else events
    # Dates, views and page numbers at the end; what they stand under is the calendar.
    end = len(segments)
    dated = False
    while end > 0 and (kind := _tail_kind(words[end - 1], is_calendar=strong is not None)):
        if kind == "view" and end - 1 == strong:
            break
        dated = dated or kind == "date"
        end -= 1
    if end > 0 and not dated and any(c.isdigit() for c in segments[end - 1]) and strong == end - 1:
        dated = True  # 'calendar-2031-05.html': date and name in one segment
    chosen = any(key in DATE_PARAMETERS and _is_dateish(key, value) for key, value in query)
    chosen = chosen or any(_DATE_VALUE.fullmatch(value) for _, value in query)
    is_stepping = strong is not None and end <= strong + 1 and bool(query)
    if strong is not None and end <= strong + 1 and (dated or end < len(segments)):
        is_stepping = True
    if not (dated or chosen or is_stepping):
        return None
    if dated and not chosen and _is_numbered_story(words, end):
        return None
    # A story chosen by its number is a page of its own, whatever date is named beside it.
    identity = "&".join(f"{k}={v}" for k, v in query if k in IDENTITY_PARAMETERS)
    if place is not None and place <= end:
        base = "/".join([*segments[:place], "calendar"])
    else:
        base = "/".join(segments[:end])
    return f"{host}/{base} dates{' ' + identity if identity else ''}"


def _tail_kind(words: list[str], *, is_calendar: bool) -> str | None:
    """'date', 'view' or None: what a segment adds to the calendar that it stands under."""
    if not words:
        return None
    if all(word in VIEW_WORDS or word in PAGE_WORDS for word in words):
        return "view"
    if all(word.isdigit() or word in MONTH_NAMES or _WEEK.fullmatch(word) for word in words):
        joined = "".join(words)
        if len(joined) <= 10 and joined.isascii():
            return "date" if is_calendar or _could_be_date(words) else None
    return None


def _could_be_date(words: list[str]) -> bool:
    """Whether the words are a year, month or day (or all), and no other number."""
    for word in words:
        if word in MONTH_NAMES or _WEEK.fullmatch(word) or _COMPACT_DATE.fullmatch(word):
            continue
        if not (_YEAR.fullmatch(word) or (len(word) <= 2 and int(word) <= 53)):
            return False
    return True


def _is_numbered_story(words: list[list[str]], end: int) -> bool:
    """Whether the date at the path's end is a number only: '/story/12/', '/page/7/'."""
    tail = [word for segment in words[end:] for word in segment]
    has_year = any(
        _YEAR.fullmatch(w) or _COMPACT_DATE.fullmatch(w) or w in MONTH_NAMES for w in tail
    )
    under_calendar = any(_is_calendar(word) for word in words[:end])
    return not has_year and not under_calendar


def _is_calendar(words: list[str]) -> bool:
    """Whether a segment names a calendar, alone or with a date or view: 'event-calendar'."""
    named = False
    for word in words:
        if word in CALENDAR_WORDS:
            named = True
        elif not (
            word in EVENT_WORDS or word in VIEW_WORDS or word in MONTH_NAMES or word.isdigit()
        ):
            return False
    return named


def _is_dateish(key: str, value: str) -> bool:
    """Whether a date parameter's value is a number, a month's name or a date."""
    lower = value.lower()
    if _DATE_VALUE.fullmatch(value) or lower in MONTH_NAMES:
        return True
    number = lower.lstrip("+- ")
    if number.isdigit() and number.isascii():
        # 'm', 'd' and 'y' name many things; 'month' and 'date' only one ('month=500' counts on).
        return (len(key) > 1 and len(number) <= 13) or _could_be_date([number])
    words = [word for word in _SPLIT.split(lower) if word]
    return bool(words) and all(word.isdigit() or word in MONTH_NAMES for word in words)


def _pages(host: str, segments: list[str], query: list[tuple[str, str]]) -> str | None:
    """The key of a listing's implausible page numbers."""
    numbers = [value for key, value in query if key in PAGE_PARAMETERS]
    numbers += [after for before, after in pairwise(segments) if before in PAGE_WORDS]
    beyond = any(n.isdigit() and (len(n) > 6 or int(n) > _LAST_PLAUSIBLE_PAGE) for n in numbers)
    return f"{host}/{segments[0] if segments else ''} pages" if beyond else None


def _filters(host: str, segments: list[str], query: list[tuple[str, str]]) -> str | None:
    """The key of a listing with combined filters: its path and the names of its parameters."""
    if len(query) < _MOST_PARAMETERS or any(key in IDENTITY_PARAMETERS for key, _ in query):
        return None
    return f"{host}/{'/'.join(segments)} filters"


def _words(segment: str) -> list[str]:
    return [word for word in _SPLIT.split(_EXTENSION.sub("", segment)) if word]
