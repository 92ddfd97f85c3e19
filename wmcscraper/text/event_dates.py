"""Dates of event statements: with a year, or resolved from the day of publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from wmcscraper.text.calendar_words import words as calendar
from wmcscraper.text.dates import DateMention, find_dates
from wmcscraper.text.event_relative import relative_days, relative_months, years_ago
from wmcscraper.text.event_tense import Tense
from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import any_of, heads, words

Months = Callable[[str], int | None]
__all__ = ["cut_to_day", "event_dates", "publication_day"]

_LIST_BEFORE = re.compile(
    r"(?<![\d,.])(\d{1,2})(?:st|nd|rd|th)?(?:,\s*\d{1,2}(?:st|nd|rd|th)?)*,\s*$"
)


_GLUE_BEFORE, _GLUE_AFTER = frozenset("/:.-#$€£"), frozenset("/-%")
# 'March 2, 3 and 4, 2026'
_DAYS_AFTER_MONTH = re.compile(
    r"(?<!\w)([^\W\d_]{3,12}\.?\s\d{1,2})(?:st|nd|rd|th)?"
    r"(?:,\s?\d{1,2}(?:st|nd|rd|th)?){0,4},?\s(?:and|&)\s(\d{1,2})(?:st|nd|rd|th)?,?\s((?:19|20)\d\d)"
    r"(?!\d)"
)
_YEAR_LEAD = re.compile(rf"(?<![\w-])(?:{any_of(words('year_leads'))})[\s-]$", re.IGNORECASE)


def publication_day(published: str | None) -> dt.date | None:
    """The day of an ISO date or time; None where no day is known."""
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def cut_to_day(mention: DateMention) -> DateMention:
    """The mention without its time of day: an event is listed by its days."""
    if mention.precision != "minute":
        return mention
    return DateMention(mention.start, mention.end, mention.date[:10], None, "day", mention.raw)


def event_dates(
    text: str,
    toks: Sequence[Token],
    *,
    published: dt.date | None,
    tense: Tense | None = None,
    year: int | None = None,
    language: str | None = None,
    relative: bool = False,
    held: bool = False,
) -> list[DateMention]:
    """The dates of a sentence, lone years included, in their order and cut to the day.

    A date without a year is one of ``year``; else the next one after ``published``, in the past
    the last one before it; without either it is left out. Without ``tense`` all is to come.
    ``relative`` also gives 'on Thursday',
    'tomorrow' and 'next month'; ``held`` tells whether a weekday of the past may be an event's.
    """
    text = _ranged(text)
    found = [_listed(text, cut_to_day(m)) for m in find_dates(text, language=language, years=True)]
    found = [_vague(text, m) for m in found]
    found = [m for m in found if m.precision != "year" or not _glued(text, m)]
    found = _after_month(text, found, language)
    if first := dt.date(year, 1, 1) if year else published:
        when = None if year else tense
        found += _yearless(text, toks, found, published=first, tense=when, language=language)
    if published and tense and relative:
        if not year or year == published.year:
            found += relative_days(toks, found, published=published, tense=tense, held=held)
        found += relative_months(toks, found, published=published)
        found += years_ago(toks, found, published=published)
    found.sort(key=lambda m: m.start)
    return _days_running(text, found)


def _days_running(text: str, found: list[DateMention]) -> list[DateMention]:
    """The dates with '30 September and 1 October 2025', two days running, as one range."""
    joined: list[DateMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.precision == mention.precision == "day"
            and last.end_date in {None, last.date}
            and mention.end_date in {None, mention.date}
            and 0 < mention.start - last.end < 7
            and _AND.fullmatch(text[last.end : mention.start])
            and (dt.date.fromisoformat(mention.date) - dt.date.fromisoformat(last.date)).days == 1
        ):
            raw = text[last.start : mention.end]
            joined[-1] = DateMention(last.start, mention.end, last.date, mention.date, "day", raw)
        else:
            joined.append(mention)
    return joined


_BETWEEN = re.compile(
    r"\b(?:(between)|entre)\s([^;:()]{1,34}?\d[^;:()]{0,24}?)\s(and|y|e|et)\s(?=[^;:()]{0,24}\d)",
    re.IGNORECASE,
)
_TO = {"and": "to ", "et": "au"}


def _ranged(text: str) -> str:
    """The text with 'between 30 May and 2 June' as a range, at the same offsets."""

    def to(found: re.Match[str]) -> str:
        join = _TO.get(found[3].lower(), "a")
        return f"{text[found.start() : found.start(3)]}{join}{text[found.end(3) : found.end()]}"

    return _BETWEEN.sub(to, text) if "between" in text or "entre" in text else text


def _vague(text: str, mention: DateMention) -> DateMention:
    """'mid-2026' and 'late 2026' with the word before the year."""
    if mention.precision != "year":
        return mention
    lead = _YEAR_LEAD.search(text, max(0, mention.start - 36), mention.start)
    if not lead:
        return mention
    raw = text[lead.start() : mention.end]
    return DateMention(lead.start(), mention.end, mention.date, mention.end_date, "year", raw)


def _after_month(text: str, found: list[DateMention], language: str | None) -> list[DateMention]:
    """The dates with 'March 2, 3 and 4, 2026' as one range."""
    for listed in _DAYS_AFTER_MONTH.finditer(text):
        read = find_dates(f"{listed[1]}-{listed[2]}, {listed[3]}", language=language)
        if len(read) != 1 or read[0].precision != "day" or not read[0].end_date:
            continue
        start, end = listed.span()
        whole = DateMention(start, end, read[0].date, read[0].end_date, "day", listed.group())
        found = [m for m in found if m.end <= start or end <= m.start]
        found.append(whole)
        found.sort(key=lambda m: m.start)
    return found


def _glued(text: str, mention: DateMention) -> bool:
    """Is a lone year a part of something else: 'ISO 9001:2015', '2023/118', 'FY2026', '2026 t'?"""
    before, after = text[: mention.start][-1:], text[mention.end :][:1]
    return before in _GLUE_BEFORE or after in _GLUE_AFTER


def _listed(text: str, mention: DateMention) -> DateMention:
    """'24, 25 and 26 June 2026' begins on the 24th."""
    before = _LIST_BEFORE.search(text, max(0, mention.start - 24), mention.start)
    if not before or mention.precision != "day" or not mention.raw[:1].isdigit():
        return mention
    day = int(before[1])
    if not 1 <= day < int(mention.date[8:10]):
        return mention
    return DateMention(
        before.start(),
        mention.end,
        f"{mention.date[:8]}{day:02d}",
        mention.end_date or mention.date,
        "day",
        text[before.start() : mention.end],
    )


def _yearless(
    text: str,
    toks: Sequence[Token],
    taken: Sequence[DateMention],
    *,
    published: dt.date,
    tense: Tense | None,
    language: str | None,
) -> list[DateMention]:
    found: list[DateMention] = []
    months = calendar(language).month
    ends = 0
    for i, token in enumerate(toks):
        if token.kind not in {"word", "abbr"} or token.start < ends:
            continue
        low = token.low[:-2] if token.low.endswith(("'s", "’s")) else token.low
        month = low.rpartition("-")  # 'mid-September'
        if months(month[2].rstrip(".")) is None or (
            month[0] and month[0] not in words("year_leads")
        ):
            continue
        if any(m.start < token.end and token.start < m.end for m in taken):
            continue
        span = _span(toks, i, months, taken)
        if span is None:
            continue
        start, end = toks[span[0]].start, toks[span[1]].end
        if text[end : end + 6].lstrip(" ,[(").startswith(("…", "...")):
            continue  # a teaser was cut here, perhaps before the year
        if (cut := _AND.search(text, start, end)) and _two_days(toks, span, months):
            end = cut.start()  # 'on 5 May and 12 May' are two days
        if mention := _resolve(
            text[start:end],
            start,
            published=published,
            past=tense.past(start) if tense else False,
            language=language,
        ):
            found.append(mention)
            ends = end
    return found


_AND = re.compile(r"\s(?:and|y|e|et|und|i)\s", re.IGNORECASE)


def _two_days(toks: Sequence[Token], span: tuple[int, int], months: Months) -> bool:
    """Does a span have two days, each with its month?"""
    inside = toks[span[0] : span[1] + 1]
    return (
        sum(months(t.low.rstrip(".")) is not None for t in inside) > 1 < sum(map(_is_day, inside))
    )


def _is_day(token: Token) -> bool:
    digits = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.|º)?", token.text)
    return bool(digits and 1 <= int(digits[1]) <= 31)


def _span(
    toks: Sequence[Token], i: int, months: object, taken: Sequence[DateMention]
) -> tuple[int, int] | None:
    """The tokens of the date around the month at ``i``; None where it is no date."""
    is_month = months if callable(months) else (lambda _: None)
    limit = min((m.start for m in taken if m.start >= toks[i].end), default=toks[-1].end)
    toks = [t for t in toks[: i + 12] if t.end <= limit]
    first = last = i
    while first > 0 and first > i - 8:
        before = toks[first - 1]
        if (
            _is_day(before)
            or (before.kind == "word" and is_month(before.low) and before.capital)
            or (before.low in words("date_joins") and first > 1 and _is_day(toks[first - 2]))
        ):
            first -= 1
        elif (
            before.low in {"el", "the"}
            and first > 2
            and toks[first - 2].low in words("date_joins")
            and _is_day(toks[first - 3])
        ):
            first -= 2  # 'el 19 y el 21 de agosto'
        else:
            break
    while last + 1 < len(toks) and last < i + 8:
        after = toks[last + 1]
        following = toks[last + 2] if last + 2 < len(toks) else None
        if after.text == "." and following and _is_day(following) and is_month(toks[last].low):
            last += 2  # 'Sept. 10'
            continue
        if _is_day(after) and not (following and following.text in {"%", ":"}):
            last += 1
        elif (
            after.low in words("date_joins")
            and following
            and (_is_day(following) or (is_month(following.low) and following.capital))
            and not (after.text == "," and (first < i or last == i))
            and not (last + 3 < len(toks) and toks[last + 3].text == "%")
        ):
            last += 2
        elif (
            after.low in words("date_joins")
            and after.text != ","
            and last + 3 < len(toks)
            and toks[last + 2].low in {"el", "the"}
            and _is_day(toks[last + 3])
            and not (last + 4 < len(toks) and _names(toks[last + 4], is_month))
        ):
            last += 3
        elif (skip := _weekday_between(toks, last + 1)) and (
            _is_day(toks[last + skip]) or is_month(toks[last + skip].low)
        ):
            last += skip  # '1 December and Thursday, 3 December'
        elif after.kind == "word" and after.capital and is_month(after.low) and last > i:
            last += 1
        else:
            break
    if first == last == i:
        token = toks[i]
        if not token.text[0].isupper() and token.low in words("month_homonyms"):
            return None
        before_month = toks[i - 1].low if i else ""
        after_month = toks[i + 1].low if i + 1 < len(toks) else ""
        # 'the April meeting'
        named = before_month in words("determiners") and after_month in heads("frequent")
        bracketed = before_month == "(" and after_month in {",", ")"}  # '(May, Accra)'
        if not named and not bracketed and before_month not in words("month_before"):
            return None
    elif toks[first].low in words("date_joins"):
        return None
    return first, last


def _names(token: Token, is_month: Months) -> bool:
    """Does a name follow an ordinal: '25 May and the 5th Sahel Congress'?"""
    return token.capital and is_month(token.low.rstrip(".")) is None


def _weekday_between(toks: Sequence[Token], i: int) -> int:
    """How far the next part of a range is from before token ``i``, which joins it by a weekday."""
    if toks[i].low not in words("date_joins") or i + 2 >= len(toks):
        return 0
    if toks[i + 1].low.rstrip(".") not in calendar().weekdays:
        return 0
    skip = 4 if toks[i + 2].text in {",", "the"} else 3
    return skip if i + skip - 1 < len(toks) else 0


def _resolve(
    raw: str, start: int, *, published: dt.date, past: bool | None, language: str | None
) -> DateMention | None:
    """The date that ``raw`` at offset ``start`` means, its year taken from ``published``."""
    years = (published.year, published.year - 1) if past else (published.year, published.year + 1)
    for year in years:
        if (mention := _in_year(raw, start, year, language)) is None:
            return None
        today = published.isoformat()[: len(mention.date)]
        if not (mention.date <= today if past else (mention.end_date or mention.date) >= today):
            continue
        if past is None and (before := _in_year(raw, start, year - 1, language)):
            return min(mention, before, key=lambda m: _distance(m, published))
        return mention
    return None


def _in_year(raw: str, start: int, year: int, language: str | None) -> DateMention | None:
    said = raw[:-2] if raw.endswith(("'s", "’s")) else raw
    read = find_dates(f"{said} {year}", language=language)
    if len(read) != 1 or read[0].precision not in {"day", "month"}:
        return None
    end = start + len(raw)
    return DateMention(start, end, read[0].date, read[0].end_date, read[0].precision, raw)


def _distance(mention: DateMention, published: dt.date) -> int:
    """Days between a date, the middle of a month, and the day of publication."""
    day = mention.date if mention.precision == "day" else f"{mention.date}-15"
    return abs((dt.date.fromisoformat(day) - published).days)
