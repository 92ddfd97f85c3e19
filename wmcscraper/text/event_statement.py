"""What one sentence states of one event that it names: edition, dates and place."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from wmcscraper.items import Event
from wmcscraper.series import days_between, parse_name
from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_clauses import counted_later
from wmcscraper.text.event_cues import after_end, runs_until, says_moved, says_now
from wmcscraper.text.event_discourse import told_of_last
from wmcscraper.text.event_links import Sentence, leads_line, link_date, trails_line
from wmcscraper.text.event_names import Mention
from wmcscraper.text.event_relative import lasting
from wmcscraper.text.event_where import link_place
from wmcscraper.text.event_words import heads, phrases, words
from wmcscraper.text.places import Place

__all__ = ["DATES", "Statement", "again", "read_statement"]

DATES = ("start_date", "end_date", "date_precision", "date_raw")
_LONGEST = 15  # days of an event whose last day is told by itself


@dataclass(slots=True)
class Statement:
    """An event as one sentence states it."""

    event: Event
    stated: bool
    """Does the sentence say when or where, rather than only mention an edition or a year?"""
    led: bool = False
    """Does the date stand at the start of the line, as the date of a headline would?"""
    moved: bool = False
    """Does the sentence say that the event moved to this date?"""
    trailed: bool = False
    """Does the date end the line without a word before it, as the date of a teaser would?"""
    verb: bool = False
    """Does the sentence say that the event happens, not only name it?"""


def _whole(event: Event, last: Event | None, *, ends: bool) -> None:
    """Gives a last day that is told by itself ('It ends on 2 October') the first day known."""
    if not ends or last is None or not last.start_date or not event.start_date:
        return
    if last.name != event.name or last.date_precision != "day" or event.date_precision != "day":
        return
    if last.start_date < event.start_date and 0 < days_between(last, event) < _LONGEST:
        event.start_date = last.start_date


def _same_edition(text: str) -> bool:
    """Does the sentence go on about the very edition: 'It …', not 'The next one …'?"""
    told = told_of_last(text)
    return told is not None and not re.search(
        r"next|following|another|second|new|last|previous|first", told[0], re.I
    )


def again(statement: Statement, day: DateMention, place: Place) -> Statement:
    """The same kind of event on another day in another place."""
    event = dataclasses.replace(
        statement.event,
        start_date=day.date,
        end_date=day.end_date or day.date,
        date_precision=day.precision,
        date_raw=day.raw,
        city=place.city,
        country=place.country,
    )
    return dataclasses.replace(statement, event=event)


_FOR_DAYS = re.compile(
    r"\b(?:last(?:s|ed)?|runs?|ran|goes\s+on|continues?)\s+(?:for\s+)?[\w-]{1,9}\s+days\b"
)


def _how_long(text: str, last: Event) -> DateMention | None:
    """'It lasts two days': the days of the event that began on the day told before."""
    if last.date_precision != "day" or not last.start_date or not _FOR_DAYS.search(text):
        return None
    first = DateMention(-1, -1, last.start_date, None, "day", last.date_raw or "")
    whole = lasting(first, text)
    return whole if whole.end_date else None


_THERE = re.compile(
    r"\b(?:held|hosted|staged|takes?\s+place|took\s+place|follows?|followed|meets?|met|gathers?)\s+there\b"
)


def _there(
    sentence: Sentence, mention: Mention, last: Event | None
) -> tuple[str | None, str | None]:
    """'… was announced for Toronto, now takes place there': the place that was told before."""
    there = _THERE.search(sentence.text, mention.end)
    before = [p for p in sentence.places if there and p.end <= there.start()]
    if before:
        return before[-1].city, before[-1].country
    return (last.city, last.country) if last else (None, None)


def read_statement(
    sentence: Sentence,
    mention: Mention,
    *,
    begin: int,
    limit: int,
    taken: set[int],
    last: Event | None,
) -> tuple[Statement | None, DateMention | None]:
    date = link_date(sentence, mention, begin, limit, taken)
    if date:
        ends = after_end(sentence.text, mention.end) > mention.end
        date = lasting(date, sentence.text[max(0, mention.start - 24) : limit], ends=ends)
    elif not mention.name and last:
        date = _how_long(sentence.text, last)
    moved = says_moved(sentence.text[begin:limit]) or says_now(sentence.text[begin:limit])
    city, country = link_place(sentence, mention, date, begin, limit)
    if not (city or country) and _THERE.search(sentence.text, mention.end, limit):
        city, country = _there(sentence, mention, last)
    verb = phrases("predicates").search(sentence.text, mention.end, limit)
    if mention.acronym and not date and not (verb and (mention.year or mention.edition)):
        return None, None
    if mention.acronym and date and date.precision == "year" and not verb:
        return None, None
    name, edition, series_name = mention.name, mention.edition, mention.name
    other = _of_another_year(mention.year, last) or _OTHER.match(sentence.text, mention.start)
    if not name or (_anaphor(mention, last) and not other):
        if last is None:
            return None, None
        name = series_name = last.name
        if _of_another_year(date.date[:4] if date else None, last) and not moved:
            pass  # 'In 2023 the congress met in Brisbane', after the 27th of 2026
        elif (mention.name and not mention.edition) or (
            not mention.edition and _same_edition(sentence.text)
        ):
            edition = edition or last.edition
        elif edition and _is_uncounted(last):
            edition = None  # 'a second town hall on 16 May; the first, on 25 April, …'
    elif (
        not date
        and last
        and edition
        and edition > 1  # 'the first congress' is hardly the one told of before
        and not last.edition
        and _kind_of(mention, last, "annual")
    ):
        name = series_name = last.name  # 'the 28th congress' is the one told of before
    name, series, number = parse_name(name)
    edition = edition or number or counted_later(sentence.text, mention.end, limit)
    # 'Venue: Jaipur', but not 'The last one, in Bor, had 260 guests'
    told = not mention.name and not mention.edition and not _EARLIER.match(sentence.text)
    stated = bool(date) or bool((verb or told) and (city or country))
    mentioned = bool(edition) and (mention.proper or not mention.name or _is_annual(mention))
    if not (stated or mentioned or mention.year or mention.proper):
        return None, None
    known = stated or bool(mention.year or edition)
    event = Event(
        name=name,
        series=parse_name(series_name)[1] or series,
        edition=edition,
        city=city if known else None,
        country=country if known else None,
        description=" ".join(sentence.text.split()),
    )
    if date:
        event.start_date = date.date
        event.end_date = (date.end_date or date.date) if date.precision == "day" else None
        event.date_precision = date.precision
        event.date_raw = date.raw
        text = sentence.text
        ends = after_end(text, mention.end) > mention.end
        _whole(event, last, ends=ends or runs_until(text[mention.end : date.start]))
        if mention.year and date.precision == "year" and date.date != mention.year:
            event.start_date = mention.year
    elif mention.year:
        event.start_date, event.date_precision, event.date_raw = (
            mention.year,
            "year",
            mention.year,
        )
        stated = stated or bool(verb or city or country)
    elif last and name == last.name and not edition and (city or country) and not last.city:
        # 'The meeting will be held in Oslo', whose day was told before
        for field in DATES:
            setattr(event, field, getattr(last, field))
    led = date is not None and date.end <= mention.start and leads_line(sentence, date)
    shifted = date is not None and moved
    trailed = date is not None and date.start >= mention.end and trails_line(sentence, date)
    happens = bool(verb) or phrases("hosts").search(sentence.text, begin, mention.start) is not None
    return Statement(event, stated, led, shifted, trailed, happens), date


_EARLIER = re.compile(r"\W*the (?:last|previous|first)\b", re.IGNORECASE)
_OTHER = re.compile(r"(?:the\s+|its\s+)?(?:last|previous|next|first|following)\b", re.IGNORECASE)


def _is_uncounted(event: Event) -> bool:
    """Is it of a kind whose ordinals count within one case: a hearing?"""
    return not words("uncounted").isdisjoint(event.name.lower().split()) or any(
        kind in event.name.lower() for kind in words("uncounted") if " " in kind
    )


def _is_annual(mention: Mention) -> bool:
    """Is 'the 26th congress' an edition, as 'the 2nd meeting' hardly is?"""
    return any(word in heads("annual") for word in mention.name.lower().split())


def _anaphor(mention: Mention, last: Event | None) -> bool:
    """'the congress' after 'the World Mining Congress': the same event by its kind alone."""
    return (
        last is not None and not mention.edition and _kind_of(mention, last, "annual", "frequent")
    )


def _of_another_year(year: str | None, last: Event | None) -> bool:
    """Is it told of another year than the event that was named last: 'the 2023 symposium'?"""
    if last is None or not year or not last.start_date:
        return False
    return not last.start_date.startswith(year)


def _kind_of(mention: Mention, last: Event, *kinds: str) -> bool:
    """Is the mention no name but the kind that ``last`` has in its name?"""
    name = mention.name.lower()
    known = any(name in heads(kind) for kind in kinds)
    return known and not mention.proper and name in last.name.lower()
