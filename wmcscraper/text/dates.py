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

from wmcscraper.text.calendar_words import (
    Words,
    date_order,
    ordinals,
    relative_phrases,
    words,
)

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
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_BUDDHIST = 543  # Thai years count from 543 BC
_LONGEST_SINGLE = 64  # parse_date: characters that may stand beside the date
_DASHES = "-‐‑–—−~〜～"

_SEED = re.compile(
    r"(?<!\d)(?:1[89]|2[0145])\d\d(?!\d)|(?<!\d)\d{1,2}(?:/\d{1,2}/|\.\d\d\.)\d\d(?!\d)|"
    r"(?<!\d)20\d{6}(?:T|(?!\d))"
)
_CLOCK = r"""
    (?P<hour>\d{1,2}) (?: \s?[:hH]\s? (?P<minute>[0-5]\d)
        (?: :(?P<second>[0-5]\d) (?:[.,]\d{1,9})? )? (?!\d) \s?(?P<noon>[ap]\.?\s?m\b\.?)?
      | \.(?P<minute2>[0-5]\d) \s? (?: (?P<noon2>[ap]\.?m\b\.?) | uhr\b | hrs?\b | h\b )
      | \s?(?P<noon3>[ap]\.?m\b\.?) )
    (?: \s?uhr\b | \s?hrs?\b )?
    (?: \s?(?P<zulu>Z)(?![^\W\d_]) | \s?(?:UTC|GMT)?\s?(?P<offset>[+-−]\d\d:?\d\d)(?!\d)
      | \s?\(?(?P<zone>[A-Z]{3,4})\b )?
""".replace("[+-−]", "[+−-]")
_TOKEN = re.compile(
    rf"""
    (?P<gap>\n\s*\n)
  | (?P<x>[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?%)
  | (?P<iso>\d{{4}}-\d\d-\d\d)(?:T(?=\d\d:)|(?!\d|-\d))
  | (?P<compact>(?<!\d)20\d{{6}})(?:T(?P<ctime>\d{{4}}(?:\d\d)?)(?P<cz>Z)?|(?!\d))
  | (?P<ymd>\d{{4}}(?P<s1>[-./])\s?\d{{1,2}}(?P=s1)\s?\d{{1,2}})(?!\d|(?P=s1)\d)
  | (?P<dmy>(?<!\d[./])\d{{1,2}}\s?(?P<s2>[-./])\s?\d{{1,2}}\s?(?P=s2)\s?\d{{4}})(?!\d|(?P=s2)\d)
  | (?P<short>(?<!\d[./])(?:\d{{1,2}}/\d{{1,2}}/|\d\d?\.\d\d\.)\d\d)(?![\d:]|[./]\d)
  | (?P<cjk>\d{{1,4}}\s?[年月日号號년월일])
  | (?P<time>(?<!\d){_CLOCK})
  | (?P<part>\d{{1,2}}\.\d{{1,2}}\.?|\d{{1,2}}/\d{{1,2}}(?=\s?[{_DASHES}]))(?![\d.])(?!\s?[年월])
  | (?P<day>\d{{1,2}}(?:-?(?:{"|".join(ordinals())}))(?![^\W_]))
  | (?P<num>\d{{1,2}}(?=,\d{{4}}(?!\d))|\d+(?:[.,]\d+)*)
  | (?P<dash>[{_DASHES}]+)
  | (?P<slash>/)
  | (?P<word>[^\s\d!-/:-@\[-`{{-~¡«»·•…“”‘’„–—−‐‑、。，（）〜～至到]+|[至到])
  | (?P<mark>[^\s])
    """,
    re.VERBOSE | re.IGNORECASE,
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


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    value: Any = None


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
    for start, end in _windows(text):
        found.extend(_scan(text, start, end, table, order, years))
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
    for mention in find_dates(text, language=language, order=order, anchor=anchor):
        rest = len(text.strip()) - (mention.end - mention.start)
        return mention if rest <= _LONGEST_SINGLE else None
    return None


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
    text: str, start: int, end: int, table: Words, order: str | None, years: bool
) -> Iterator[DateMention]:
    codes: list[str] = []
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text, start, end):
        for code, token in _read(match, table, order):
            # 'a', 'do', 'en' … join a range only where a number or a month stands before them.
            if code in "ta" and (not codes or codes[-1] not in "DMmYNP"):
                continue
            codes.append(code)
            tokens.append(token)
    code = _settle("".join(codes), tokens)
    grammar, rules = (_GRAMMAR_YEARS, _DATED_OR_YEAR) if years else (_GRAMMAR, _DATED)
    position = 0
    while match := grammar.search(code, position):
        mention = _build(text, code, tokens, match, rules)
        position = match.end() if mention else match.start() + 1
        if mention:
            yield mention


def _settle(code: str, tokens: list[_Token]) -> str:
    """Drop joining words after which neither number nor month follows: they were mere fillers."""
    kept = []
    for i, c in enumerate(code):
        following = code[i + 1] if i + 1 < len(code) else "x"
        if c in "tab" and following not in "DMmYNP":
            continue
        kept.append(i)
    tokens[:] = [tokens[i] for i in kept]
    return "".join(code[i] for i in kept)


def _read(match: re.Match[str], table: Words, order: str | None) -> Iterator[tuple[str, _Token]]:
    """The codes of one token; none for a word or mark that says nothing."""
    kind, start, end = match.lastgroup, match.start(), match.end()
    raw = match[0]
    if match["word"] is not None:
        yield from _read_word(raw, start, end, table)
    elif match["time"] is not None:
        time = _time(match, table)
        yield ("T", _Token(start, end, time)) if time else ("x", _Token(start, end))
    elif match["num"] is not None or match["day"] is not None:
        yield _read_number(raw, start, end)
    elif match["iso"] is not None or match["ymd"] is not None:
        written = match["iso"] or match["ymd"]
        year, month, day = (int(n) for n in re.findall(r"\d+", written))
        yield _whole(year, month, day, start, start + len(written))
    elif match["compact"] is not None:
        digits = match["compact"]
        yield _whole(int(digits[:4]), int(digits[4:6]), int(digits[6:]), start, start + 8)
        if clock := match["ctime"]:
            zone = "+00:00" if match["cz"] else ""
            value = (int(clock[:2]), int(clock[2:4]), int(clock[4:] or 0), zone)
            yield ("T", _Token(start, end, value)) if value[0] < 24 else ("x", _Token(start, end))
    elif match["dmy"] is not None or match["short"] is not None:
        first, second, year = (int(n) for n in re.findall(r"\d+", raw))
        if match["short"] is not None:
            year += 2000 if year < 70 else 1900
        dotted = "." in raw
        read = _day_month(first, second, "DMY" if dotted and order != "MDY" else order)
        yield _whole(year, *read, start, end) if read else ("x", _Token(start, end))
    elif match["cjk"] is not None:
        number, sign = int(re.findall(r"\d+", raw)[0]), raw[-1]
        code = "Y" if sign in "年년" else "m" if sign in "月월" else "D"
        yield code, _Token(start, end, number)
    elif match["part"] is not None:
        day, month = (int(n) for n in re.findall(r"\d+", raw))
        yield "P", _Token(start, end, (day, month))
    elif kind == "dash":
        yield "-", _Token(start, end)
    elif kind == "slash":
        yield "/", _Token(start, end)
    elif kind != "mark" or raw not in table.marks:
        yield "x", _Token(start, end)


def _read_word(raw: str, start: int, end: int, table: Words) -> Iterator[tuple[str, _Token]]:
    word = raw.lower()
    if month := table.month(word):
        yield "M", _Token(start, end, month)
    elif word in table.number_words:
        yield "#", _Token(start, end)
    elif word in table.both:
        yield "a", _Token(start, end)
    elif word in table.to:
        yield "t", _Token(start, end)
    elif word not in table.fillers and word not in table.weekdays:
        yield "x", _Token(start, end)


def _read_number(raw: str, start: int, end: int) -> tuple[str, _Token]:
    digits = re.match(r"\d+", raw)
    value = int(digits[0]) if digits and len(digits[0]) <= 4 else 0
    plain = not re.search(r"\d[.,]\d", raw)
    if plain and len(raw) == 4 and raw.isdecimal():
        if _FIRST_YEAR + _BUDDHIST <= value <= _LAST_YEAR + _BUDDHIST and value > 2400:
            return "Y", _Token(start, end, value - _BUDDHIST)
        if _FIRST_YEAR <= value <= _LAST_YEAR:
            return "Y", _Token(start, end, value)
    if plain and digits and len(digits[0]) <= 2 and 1 <= value <= 31:
        return "D", _Token(start, end, value)
    return "x", _Token(start, end)


def _whole(year: int, month: int, day: int, start: int, end: int) -> tuple[str, _Token]:
    return "N", _Token(start, end, (year, month, day))


def _day_month(first: int, second: int, order: str | None) -> tuple[int, int] | None:
    """(month, day) of a numeric date whose year comes last; None if that is not settled."""
    if first > 12 or (order in {"DMY", "YMD"} and second <= 12):
        return second, first
    if second > 12 or order == "MDY":
        return first, second
    return (first, second) if first == second else None


def _time(match: re.Match[str], table: Words) -> tuple[int, int, int, str] | None:
    """(hour, minute, second, offset) of a clock time; None where there is no such time."""
    hour, minute = int(match["hour"]), int(match["minute"] or match["minute2"] or 0)
    noon = (match["noon"] or match["noon2"] or match["noon3"] or "").lower()
    if noon:
        if not 1 <= hour <= 12:
            return (hour, minute, 0, "") if 12 < hour < 24 else None
        hour = hour % 12 + (12 if noon.startswith("p") else 0)
    if hour > 23:
        return None
    offset = ""
    if written := match["offset"]:
        digits = written[1:].replace(":", "")
        sign = "+" if written[0] == "+" else "-"
        if int(digits[:2]) <= 14 and int(digits[2:]) < 60:
            offset = f"{sign}{digits[:2]}:{digits[2:]}"
    elif match["zulu"]:
        offset = "+00:00"
    elif match["zone"]:
        offset = table.zones.get(match["zone"], "")
    return hour, minute, int(match["second"] or 0), offset


def _build(
    text: str,
    code: str,
    tokens: list[_Token],
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
    code: str, tokens: list[_Token], first: int, last: int, inside: bool
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


def _sentence_ends(text: str, month: _Token, year: _Token) -> bool:
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
    if not year or not _FIRST_YEAR <= year <= _LAST_YEAR:
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
    if isinstance(moved, dt.datetime) and unit in {"hour", "minute", "second"}:
        return moved.isoformat(timespec="minutes"), "minute"
    return moved.isoformat()[:10], "day"
