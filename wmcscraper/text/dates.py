"""Dates in running text: strict, with their precision and their words, never guessed.

A text is scanned only around four-digit years (and short numeric dates). There it is cut into
tokens, each token becomes one letter of a code (D day, M month, Y year, N numeric date, T time …),
and a table of rules reads the code. So the cost is linear and each accepted form is one line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wmcscraper.text.calendar_words import Words, date_order, relative_phrases, words
from wmcscraper.text.date_tokens import FIRST_YEAR, LAST_YEAR, Token, tokenise

__all__ = ["DateMention", "find_dates", "parse_date"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date, or one range of dates, as a text states it."""

    start: int
    """Offset in the text of the first character."""
    end: int
    """Offset after the last character."""
    date: str
    """ISO 8601, cut to ``precision``; an offset only where the text gives one."""
    end_date: str | None
    """The last day (month, year) of a range, ISO; None for a single date."""
    precision: str
    """minute, day, month or year."""
    raw: str
    """The text's own words."""


# How far around a year the other parts of a date may stand: 'Wednesday, September 30th to Friday,
# October 2nd, 2026, 10:30 a.m. CEST'.
_BEFORE, _AFTER = 72, 48
_LONGEST_SINGLE = 64  # parse_date: characters that may stand beside the date

# As metadata write their dates, and so most dates that are read.
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?:(:[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"(?:(Z)|([+-](?:0\d|1[0-4])):?([0-5]\d))?)?",
    re.ASCII,
)
# Begun by the digit that none precedes: a search skips to digits.
_SEED = re.compile(
    r"\d(?<!\d\d)(?:(?:(?<=1)[89]|(?<=2)[0145])\d\d(?!\d)|"
    r"\d?(?:/\d{1,2}/|\.\d\d\.)\d\d(?!\d)|(?<=2)0\d{6}(?:T|(?!\d)))"
)
# Code → positions in it of (day, month, year) for the start and, in a range, the end. The first
# rule that fits at a place wins, so longer ones come first. Positions index the matched code.
_Parts = tuple[int | None, int | None, int]
_RULES: tuple[tuple[str, _Parts, _Parts | None], ...] = (
    ("DMY[-t]DMY", (0, 1, 2), (4, 5, 6)),
    ("MDY[-t]MDY", (1, 0, 2), (5, 4, 6)),
    ("Y[Mm]D[-t]Y[Mm]D", (2, 1, 0), (6, 5, 4)),
    ("Y[Mm]D[-t][Mm]D", (2, 1, 0), (5, 4, 0)),
    ("Y[Mm]D[-t]D", (2, 1, 0), (4, 1, 0)),
    ("DM[-t]DMY", (0, 1, 5), (3, 4, 5)),
    ("MD[-t]MDY", (1, 0, 5), (4, 3, 5)),
    ("D[-t/a]DMY", (0, 3, 4), (2, 3, 4)),
    ("MD[-t/a]DY", (1, 0, 4), (3, 0, 4)),
    ("D[-/]M[-/]Y", (0, 2, 4), None),
    ("M[-/]D[-/]Y", (2, 0, 4), None),
    ("Y[-/]M[-/]D", (4, 2, 0), None),
    ("DMY", (0, 1, 2), None),
    ("MDY", (1, 0, 2), None),
    ("MDTY", (1, 0, 3), None),
    ("Y[Mm]D(?![MY])", (2, 1, 0), None),
    ("YD[Mm](?![-/]?Y)", (1, 2, 0), None),
    ("DmY", (0, 1, 2), None),
    ("M[-t/a]MY", (None, 0, 3), (None, 2, 3)),
    ("M[-/]Y", (None, 0, 2), None),
    ("MY", (None, 0, 1), None),
    ("Ym", (None, 1, 0), None),
)
# N is a whole numeric date, P a numeric day and month.
_NUMERIC_RANGES = ("N[-t]N", "P[-t]N", "D[-t]N")
_YEAR_RULES: tuple[tuple[str, _Parts, _Parts | None], ...] = (
    ("Y[-t]Y(?![-DM])", (None, None, 0), (None, None, 2)),
    ("Y", (None, None, 0), None),
)


def _compile(rules: tuple[tuple[str, _Parts, _Parts | None], ...]) -> re.Pattern[str]:
    forms = [*_NUMERIC_RANGES, "N", *(code for code, _, _ in rules)]
    return re.compile("|".join(f"(?P<r{i}>{form})" for i, form in enumerate(forms)))


_DATED, _DATED_OR_YEAR = _RULES, _RULES + _YEAR_RULES
_GRAMMAR, _GRAMMAR_YEARS = _compile(_DATED), _compile(_DATED_OR_YEAR)


def find_dates(
    text: str,
    *,
    language: str | None = None,
    order: str | None = None,
    anchor: dt.date | None = None,
    years: bool = False,
) -> list[DateMention]:
    """The dates that ``text`` states, in their order.

    ``language`` (BCP 47) tells which month names come first and how '03/04/2025' is read;
    ``order`` (DMY, MDY) overrules it. A numeric date that can be read in two ways, with neither
    given, is left out. ``anchor`` (when the text was current; a datetime for hours) allows relative
    dates ('2 hours ago'). ``years=True`` also finds years that stand alone.
    """
    table = words(language)
    order = order or date_order(language)
    found: list[DateMention] = []
    for window in _windows(text):
        found.extend(_scan(text, window, table, order, years))
    if anchor is not None:
        taken = [(m.start, m.end) for m in found]
        found.extend(
            m
            for m in _relative(text, language, anchor)
            if not any(s < m.end and m.start < e for s, e in taken)
        )
        found.sort(key=lambda m: m.start)
    return found


def parse_date(
    text: str | None,
    *,
    language: str | None = None,
    order: str | None = None,
    anchor: dt.date | None = None,
) -> DateMention | None:
    """The date that ``text`` consists of, few other words beside it ('Published on …'), or None."""
    if not text or len(text) > 4 * _LONGEST_SINGLE:
        return None
    if (match := _ISO.fullmatch(text)) and (mention := _from_iso(match)):
        return mention  # at a tenth of the cost
    for mention in find_dates(text, language=language, order=order, anchor=anchor):
        rest = len(text.strip()) - (mention.end - mention.start)
        return mention if rest <= _LONGEST_SINGLE else None
    return None


def _from_iso(match: re.Match[str]) -> DateMention | None:
    """The date that is written as ISO 8601 has it; None if there is no such day."""
    day, clock, second, zulu, hours, minutes = match.groups()
    year, month, number = map(int, day.split("-"))
    date, precision = _iso(number, month, year), "day"
    if date and clock and (clock != "00:00" or (second or ":00") != ":00"):
        offset = "+00:00" if zulu else f"{hours}:{minutes}" if hours else ""
        date, precision = (
            f"{date}T{clock}" + (f"{second or ':00'}{offset}" if offset else ""),
            "minute",
        )
    return DateMention(0, match.end(), date, None, precision, match[0]) if date else None


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of text around years, merged where they meet."""
    start = end = -1
    for seed in _SEED.finditer(text):
        left, right = max(0, seed.start() - _BEFORE), min(len(text), seed.end() + _AFTER)
        if left > end:
            if end > 0:
                yield start, end
            start = left
        end = right
    if end > 0:
        yield start, end


def _scan(
    text: str, window: tuple[int, int], table: Words, order: str | None, years: bool
) -> Iterator[DateMention]:
    """The dates of one window of the text."""
    code, tokens = tokenise(text, window, table, order)
    grammar, rules = (_GRAMMAR_YEARS, _DATED_OR_YEAR) if years else (_GRAMMAR, _DATED)
    match = grammar.search(code)
    while match:
        mention = _build(text, code, tokens, match, rules)
        if mention:
            yield mention
        match = grammar.search(code, match.end() if mention else match.start() + 1)


def _build(
    text: str,
    code: str,
    tokens: list[Token],
    match: re.Match[str],
    rules: tuple[tuple[str, _Parts, _Parts | None], ...],
) -> DateMention | None:
    """The mention that a rule found, or None where its numbers make no date."""
    first, last = match.start(), match.end() - 1
    start: str | None
    end: str | None
    rule = int((match.lastgroup or "r0")[1:])
    if rule <= len(_NUMERIC_RANGES):
        start, end = _numeric(match[0], tokens[first].value, tokens[last].value)
    else:
        _, parts, end_parts = rules[rule - len(_NUMERIC_RANGES) - 1]
        if match[0] == "MY" and _sentence_ends(text, tokens[first], tokens[last]):
            return None
        start = _iso(*(None if p is None else tokens[first + p].value for p in parts))
        end = end_parts and _iso(
            *(None if p is None else tokens[first + p].value for p in end_parts)
        )
        if start and end_parts and end is None:
            return None
    if start is None:
        return None
    if end is not None and end <= start:
        # 'December 30 to January 2, 2026': the first day is in the year before.
        if len(start) == 10 and end < start and match[0][:3] in {"DM-", "DMt", "MD-", "MDt"}:
            start = f"{int(start[:4]) - 1:04d}{start[4:]}"
        else:
            return None
    precision = {4: "year", 7: "month", 10: "day"}[len(start)]
    begin, stop = tokens[first].start, tokens[last].end
    if precision == "day" and end is None:
        time, begin, stop = _clock_beside(code, tokens, first, last, "T" in match[0])
        if time and time[:3] != (0, 0, 0):
            start, precision = start + _written(time), "minute"
    return DateMention(begin, stop, start, end, precision, text[begin:stop])


def _clock_beside(
    code: str, tokens: list[Token], first: int, last: int, inside: bool
) -> tuple[tuple[int, int, int, str] | None, int, int]:
    """The time that stands after, within or before a date, and the offsets of both together."""
    begin, stop = tokens[first].start, tokens[last].end
    if inside:
        return tokens[code.index("T", first)].value, begin, stop
    after = last + 1
    if code[after : after + 2] in {"-T", "/T"}:  # 24.01.2025 - 14:30
        after += 1
    if code[after : after + 1] == "T":
        return tokens[after].value, begin, tokens[after].end
    if first and code[first - 1] == "T" and (first < 2 or code[first - 2] not in "DMYN"):
        return tokens[first - 1].value, tokens[first - 1].start, stop
    return None, begin, stop


def _written(time: tuple[int, int, int, str]) -> str:
    hour, minute, second, offset = time
    return f"T{hour:02d}:{minute:02d}" + (f":{second:02d}{offset}" if offset else "")


def _sentence_ends(text: str, month: Token, year: Token) -> bool:
    """'They left in August. 2025 was …': a long month name needs no dot, so it ends a sentence."""
    return month.end - month.start > 4 and text[month.end : month.end + 1] == "."


def _numeric(form: str, first: Any, last: Any) -> tuple[str | None, str | None]:
    """Start and end of a numeric date or range."""
    year, month, day = last
    end = _iso(day, month, year)
    if form == "N" or end is None:
        return end, None
    if form[0] == "N":
        return _iso(first[2], first[1], first[0]), end
    if form[0] == "P":
        return _iso(first[0], first[1], year), end
    return _iso(first, month, year), end


def _iso(day: int | None, month: int | None, year: int | None) -> str | None:
    """ISO date of what is known; None if there is no such day."""
    if not year or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        whole = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return whole.isoformat()[: 4 if month is None else 7 if day is None else 10]


def _relative(text: str, language: str | None, anchor: dt.date) -> Iterator[DateMention]:
    """Relative dates, counted from ``anchor``; hours and minutes need an anchor with a time."""
    pattern, meanings = relative_phrases(language or "en")
    if pattern is None:
        return
    for match in pattern.finditer(text):
        phrase = match[0].lower()
        number = re.search(r"\d+", phrase)
        meaning = meanings.get(phrase) or meanings.get(re.sub(r"\d+", "#", phrase))
        if meaning is None:
            continue
        count, unit = meaning
        if number and "#" in re.sub(r"\d+", "#", phrase):
            count *= int(number[0])
        date, precision = _shift(anchor, count, unit)
        yield DateMention(match.start(), match.end(), date, None, precision, match[0])


def _shift(anchor: dt.date, count: int, unit: str) -> tuple[str, str]:
    """ISO date and precision of ``anchor`` moved by ``count`` units."""
    if unit in {"month", "year"}:
        months = anchor.year * 12 + anchor.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return (f"{year:04d}-{month + 1:02d}", "month") if unit == "month" else (f"{year}", "year")
    moved = anchor + dt.timedelta(**{unit + "s": count})
    if unit == "week" and abs(count) > 1:  # 'three weeks ago' is no day
        return moved.isoformat()[:7], "month"
    if isinstance(moved, dt.datetime) and unit in {"hour", "minute", "second"}:
        return moved.isoformat(timespec="minutes"), "minute"
    return moved.isoformat()[:10], "day"
