"""Event statements in plain text: what is held, which edition, when and where."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from wmcscraper.items import Event
from wmcscraper.series import may_have_moved, merge, parse_name, same_event
from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_dates import event_dates, publication_day, tells_of_past
from wmcscraper.text.event_links import (
    Sentence,
    leads_line,
    link_date,
    says_moved,
    trails_line,
)
from wmcscraper.text.event_names import Mention, find_mentions, may_name
from wmcscraper.text.event_relative import lasting
from wmcscraper.text.event_tokens import Token, sentences, tokens
from wmcscraper.text.event_where import link_place
from wmcscraper.text.event_words import heads, phrases, phrases_of, words
from wmcscraper.text.places import MASK, find_places

__all__ = ["Statement", "extract_events_from_text", "fold_events", "statements"]

_MOST_EVENTS = 500
_DATES = ("start_date", "end_date", "date_precision", "date_raw")
_LONGEST = 1500  # characters; a longer 'sentence' is a table or a list without marks
_IT = re.compile(
    r"^\W*(?:It|This event|The event|The \w+-day event|[Tt]he (?:next|following) one|Este evento|"
    r"El evento|Se)\b(?=\s+(?:will|is|takes|runs|was|took|opens|returns|celebrará|realizará|"
    r"llevará|tendrá|se|starts|begins))"
)


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


def extract_events_from_text(
    text: str, published: str | None = None, language: str | None = None
) -> list[Event]:
    """The events that a text states, each once, in the order of their first mention.

    ``published`` (ISO) resolves dates without a year: the next such day, in the past tense the
    last. An edition or year that is only mentioned is given too, without a date if none is stated.
    """
    found = list(statements(text, published, language))
    return fold_events([s.event for s in found], moved=[s.event for s in found if s.moved])


def fold_events(events: list[Event], *, moved: Sequence[Event] = ()) -> list[Event]:
    """One event for each that several statements mean, with the best-known fields.

    The dates of ``moved`` events count more than all others. At most 500 events are told apart;
    no page lists more.
    """
    found: list[Event] = []
    shifted: set[int] = set()  # of those in ``found``, the ones said to have moved
    moves = {id(event) for event in moved}
    for event in events:
        says = id(event) in moves
        for i, known in enumerate(found):
            if same_event(known, event) or (
                (says or i in shifted) and may_have_moved(known, event)
            ):
                found[i] = merge(known, event)
                break
        else:
            if len(found) == _MOST_EVENTS:
                continue
            i = len(found)
            found.append(event)
        if says:
            shifted.add(i)
    for event in moved:
        for i in sorted(shifted):
            known = found[i]
            if same_event(known, event) or may_have_moved(known, event):
                dates = {name: getattr(event, name) for name in _DATES}
                found[i] = dataclasses.replace(known, **dates)
    return found


def statements(
    text: str,
    published: str | None = None,
    language: str | None = None,
    last: Event | None = None,
    *,
    relative: bool = True,
) -> Iterator[Statement]:
    """Every statement of an event in ``text``, one for each sentence and event.

    ``last`` is the event that was named before the text: 'the congress' may mean it. ``relative``
    tells whether 'on Thursday' counts from ``published``.
    """
    if not (may_name(text) or (last and _IT.match(text))):
        return
    day = publication_day(published)
    for _, sentence in sentences(text):
        for piece in _clauses(sentence):
            named = may_name(piece)
            if len(piece) > _LONGEST or not (named or last):
                continue
            if not named and not _IT.match(piece) and not _NTH.search(piece):
                last = last if len(piece) < 400 else None
                continue
            for statement in _read(piece, day, language, last, relative=relative):
                last = _said_last(last, statement.event)
                if statement.stated or statement.event.edition or statement.event.start_date:
                    yield statement


def _said_last(last: Event | None, event: Event) -> Event | None:
    """What 'the congress' means from now on: an event with a name before one without."""
    if event.name and (not event.name.islower() or last is None or last.name.islower()):
        return event
    return last


# Of what is past, a day of the week dates only an event that is said to have been held then.
_JUST_HELD = re.compile(
    r"\b(?:held|took place|opened|inaugurated|celebrad[ao]|realizad[ao])\b", re.IGNORECASE
)
_NTH = re.compile(r"\b[Tt]he \d{1,3}(?:st|nd|rd|th)\b")


def _clauses(sentence: str) -> list[str]:
    return re.split(r";\s", sentence) if ";" in sentence else [sentence]


def _read(
    text: str,
    day: dt.date | None,
    language: str | None,
    last: Event | None,
    *,
    relative: bool,
) -> Iterator[Statement]:
    toks = tokens(text)
    mentions = find_mentions(text, toks)
    if (it := _IT.match(text)) and last and not any(m.start <= it.end() for m in mentions):
        mentions.insert(0, Mention(it.start(), it.end(), ""))
    mentions = [m for i, m in enumerate(mentions) if not _apposition(text, mentions, i)]
    if not mentions:
        return
    past = tells_of_past(text, toks)
    if year := next((m.year for m in mentions if m.year), None):
        day, past = dt.date(int(year), 1, 1), False  # 'WMC 2026 opens on 24 June'
        relative = False
    language = language or _language(toks)
    dates = event_dates(
        text,
        toks,
        published=day,
        past=past,
        language=language,
        relative=relative and (not past or bool(_JUST_HELD.search(text))),
    )
    sentence = Sentence(
        text,
        toks,
        dates,
        find_places(text, _masked(toks, mentions)),
    )
    taken: set[int] = set()
    begin = 0
    prior = last
    found: list[tuple[Mention, Statement | None]] = []
    for i, mention in enumerate(mentions):
        limit = mentions[i + 1].start if i + 1 < len(mentions) else len(text)
        statement, date = _statement(
            sentence,
            mention,
            begin=begin,
            limit=limit,
            taken=taken,
            last=last if mention.name else prior,
        )
        if date:
            taken.add(date.start)
            begin = max(mention.end, date.end)
        else:
            begin = mention.end
        found.append((mention, statement))
        if statement:
            prior = statement.event
            last = _said_last(last, prior)
    for i in range(len(found) - 1, 0, -1):
        if shared := _together(text, found[i - 1], found[i]):
            found[i - 1] = (found[i - 1][0], shared)
    yield from (statement for _, statement in found if statement)


def _language(toks: Sequence[Token]) -> str | None:
    """The language, where the words for events and their happening are of only one: 'listopad' is
    another month in Polish than in Croatian."""
    found = {token.low for token in toks}
    spoken = [kind for kind, known in _event_language() if not known.isdisjoint(found)]
    return spoken[0] if len(spoken) == 1 and spoken[0] != "en" else None


@cache
def _event_language() -> list[tuple[str, frozenset[str]]]:
    groups = ("heads", "frequent", "predicates")
    return [
        (kind, frozenset().union(*(words(group, kind) for group in groups)))
        for kind in ("en", "es", "pt", "fr", "de", "pl")
    ]


def _together(
    text: str, one: tuple[Mention, Statement | None], two: tuple[Mention, Statement | None]
) -> Statement | None:
    """The first of two events with the date and place of the second, where they share them."""
    mention, statement = one
    other = two[1]
    if not statement or statement.event.start_date or not other or not other.event.start_date:
        return None
    if not (mention.proper and two[0].proper) or not other.stated:
        return None
    between = text[mention.end : two[0].start]
    with_it = phrases_of("together", "all").search(between)
    if not with_it and not (
        phrases_of("together", "and").fullmatch(between.strip())
        and phrases("predicates").search(text, two[0].end)
    ):
        return None
    shared: dict[str, Any] = {name: getattr(other.event, name) for name in _DATES}
    if not (statement.event.city or statement.event.country):
        shared |= {"city": other.event.city, "country": other.event.country}
    event = dataclasses.replace(statement.event, **shared)
    return dataclasses.replace(statement, event=event, stated=True)


def _masked(toks: list[Token], mentions: list[Mention]) -> list[Token]:
    """The tokens with those of the names as marks, so that no place is read out of a name."""
    out = []
    for token in toks:
        named = any(m.start <= token.start < m.end for m in mentions)
        out.append(Token(MASK, token.start, token.end, "mark") if named else token)
    return out


def _apposition(text: str, mentions: list[Mention], i: int) -> bool:
    """'the Nordic Forum, a meeting of 300 experts, …': the second name explains the first."""
    if i == 0 or mentions[i].edition or not mentions[i].name:
        return False
    if mentions[i].proper and not mentions[i - 1].acronym:
        return False
    before = text[mentions[i - 1].end : mentions[i].start]
    return bool(re.fullmatch(r"\s*(?:,|\(|–|—|-|is|was|as)\s*", before)) or (
        mentions[i - 1].proper and bool(re.search(r"\b(?:as|like|than)\s*$", before))
    )


def _statement(
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
        date = lasting(date, sentence.text[max(0, mention.start - 24) : limit])
    city, country = link_place(sentence, mention, date, begin, limit)
    verb = phrases("predicates").search(sentence.text, mention.end, limit)
    if mention.acronym and not date and not (verb and (mention.year or mention.edition)):
        return None, None
    if mention.acronym and date and date.precision == "year" and not verb:
        return None, None
    name, edition, series_name = mention.name, mention.edition, mention.name
    if not name or _anaphor(mention, last):
        if last is None:
            return None, None
        name = series_name = last.name
        if (mention.name and not mention.edition) or (
            not mention.edition and _IT.match(sentence.text)
        ):
            edition = edition or last.edition
    elif not date and last and edition and not last.edition and _kind_of(mention, last, "annual"):
        name = series_name = last.name  # 'the 28th congress' is the one told of before
    name, series, number = parse_name(name)
    edition = edition or number
    stated = bool(date) or bool(verb and (city or country))
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
        for field in _DATES:
            setattr(event, field, getattr(last, field))
    led = date is not None and date.end <= mention.start and leads_line(sentence, date)
    shifted = date is not None and says_moved(sentence.text[begin:limit])
    trailed = date is not None and date.start >= mention.end and trails_line(sentence, date)
    happens = bool(verb) or phrases("hosts").search(sentence.text, begin, mention.start) is not None
    return Statement(event, stated, led, shifted, trailed, happens), date


def _is_annual(mention: Mention) -> bool:
    """Is 'the 26th congress' an edition, as 'the 2nd meeting' hardly is?"""
    return any(word in heads("annual") for word in mention.name.lower().split())


def _anaphor(mention: Mention, last: Event | None) -> bool:
    """'the congress' after 'the World Mining Congress': the same event by its kind alone."""
    return (
        last is not None and not mention.edition and _kind_of(mention, last, "annual", "frequent")
    )


def _kind_of(mention: Mention, last: Event, *kinds: str) -> bool:
    """Is the mention no name but the kind that ``last`` has in its name?"""
    name = mention.name.lower()
    known = any(name in heads(kind) for kind in kinds)
    return known and not mention.proper and name in last.name.lower()
