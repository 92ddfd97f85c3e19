"""Event statements in plain text: what is held, which edition, when and where."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from wmcscraper.items import Event
from wmcscraper.series import may_have_moved, merge, same_event
from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_agenda import agenda_lines, agenda_mention
from wmcscraper.text.event_clauses import clauses, more_days, without_aside
from wmcscraper.text.event_dates import event_dates, publication_day
from wmcscraper.text.event_discourse import (
    anchored_dates,
    is_anchored,
    told_at,
    told_of_last,
    without_dateline,
)
from wmcscraper.text.event_links import Sentence, at_it
from wmcscraper.text.event_names import Mention, find_mentions, may_name, may_name_each
from wmcscraper.text.event_statement import (
    DATES,
    Statement,
    again,
    read_statement,
)
from wmcscraper.text.event_tense import Tense
from wmcscraper.text.event_tokens import Token, sentences, tokens
from wmcscraper.text.event_words import phrases, phrases_of, words
from wmcscraper.text.places import MASK, find_places

__all__ = ["Statement", "extract_events_from_text", "fold_events", "statements"]

_MOST_EVENTS = 500
_BACK = 2  # pieces before a sentence in which 'that day' may have been told
_LONGEST = 1500  # characters; a longer 'sentence' is a table or a list without marks


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
            if _told_apart(known, event):
                continue
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
                dates = {name: getattr(event, name) for name in DATES}
                found[i] = dataclasses.replace(known, **dates)
    return found


def _told_apart(one: Event, two: Event) -> bool:
    """Does one sentence give two names two days: 'at the Zinc Days on 5 May and the Lima Zinc Days
    on 9 July'?  And 'the first forum' is not the one that will be held."""
    if two.edition == 1 and not two.start_date and two.name.islower() and one.start_date:
        return one.edition is None
    dates = (one.start_date or "")[:7], (two.start_date or "")[:7]
    return (
        one.name != two.name
        and one.description == two.description
        and bool(one.description)
        and len(dates[0]) == len(dates[1]) == 7
        and dates[0] != dates[1]
    )


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
    if not (may_name(text) or (last and told_of_last(text))):
        return
    day = publication_day(published)
    pieces = [
        p
        for _, sentence in sentences(text)
        for p in clauses(without_dateline(sentence.rstrip("\n"), day))
    ]
    listed = list(agenda_lines(pieces))
    for i, (piece, named) in enumerate(zip(pieces, may_name_each(pieces), strict=True)):
        if len(piece) > _LONGEST or not (named or last or listed[i]):
            continue
        if not named and not listed[i] and not told_of_last(piece) and not _NTH.search(piece):
            last = last if len(piece) < 400 else None
            continue
        earlier = pieces[max(0, i - _BACK) : i]
        for statement in _read(
            piece, day, language, last, relative=relative, earlier=earlier, listed=listed[i]
        ):
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
    r"\b(?:held|took place|attended|opened|began|inaugurated|closed|ended|"
    r"ran [^;]{0,60}until|concluded|celebrad[ao]|realizad[ao])\b",
    re.IGNORECASE,
)
_NTH = re.compile(
    r"\b[Tt]he (?:(?:\d{1,3}|[a-z]{2,9}(?:-[a-z]{1,5})?)(?:st|nd|rd|th)|[XVIL]{2,7})\b"
)


def _is_setting(text: str, mentions: Sequence[Mention]) -> bool:
    """Was something done 'at the annual meeting on Thursday'?"""
    return any(at_it(text, 0, m) for m in mentions)


def _year_of(text: str, mentions: Sequence[Mention], today: dt.date | None) -> int | None:
    """The year of the dates without one, where a name has it, or the next where the text says so;
    the year of an earlier edition beside another event has no say."""
    year = next((int(m.year) for m in mentions if m.year), None)
    if not year and today and "ext year" in text:
        return today.year + 1
    if year and today and year < today.year and not all(m.year for m in mentions):
        return None
    return year


def _read(
    text: str,
    day: dt.date | None,
    language: str | None,
    last: Event | None,
    *,
    relative: bool,
    earlier: Sequence[str] = (),
    listed: bool = False,
) -> Iterator[Statement]:
    toks = tokens(text)
    mentions = find_mentions(text, toks)
    if listed and not mentions and (item := agenda_mention(text, toks)):
        mentions = [item]
    if (it := told_of_last(text)) and last and not any(m.start <= it.end() for m in mentions):
        mentions.insert(0, Mention(told_at(it), it.end(), ""))
    mentions = [m for i, m in enumerate(mentions) if not _apposition(text, mentions, i)]
    if not mentions:
        return
    tense = Tense(text, toks)
    language = language or _language(toks)
    dates = event_dates(
        text,
        toks,
        published=day,
        tense=tense,
        year=_year_of(text, mentions, day),
        language=language,
        relative=relative,
        held=_JUST_HELD.search(text) is not None or _is_setting(text, mentions),
    )
    if day and relative and is_anchored(text):
        told = anchored_dates(text, dates, _last_date(earlier, day, language))
        vague = [d for d in told if not any(m.date.startswith(d.date) for m in dates)]
        dates = sorted([*dates, *vague], key=lambda d: d.start)
    sentence = Sentence(
        text,
        toks,
        dates,
        find_places(text, _masked(text, toks, mentions)),
    )
    taken: set[int] = set()
    begin = 0
    prior = last
    found: list[tuple[Mention, Statement | None]] = []
    inside = 0  # how many of the next mentions stand in an aside of an earlier one
    after_aside = 0
    for i, mention in enumerate(mentions):
        limit = mentions[i + 1].start if i + 1 < len(mentions) else len(text)
        limit = _bracket_end(text, mention, limit)
        whole = sentence
        if inside:
            inside -= 1
            limit = min(limit, after_aside)
        elif aside := without_aside(sentence, mentions, i):
            whole, after_aside, inside = aside
            following = i + 1 + inside
            limit = mentions[following].start if following < len(mentions) else len(text)
        statement, date = read_statement(
            whole,
            mention,
            begin=begin,
            limit=limit,
            taken=taken,
            last=last if mention.name else prior,
        )
        begin = mention.end
        if date:
            taken.add(date.start)
            begin = max(begin, date.end) if not inside else begin
        if statement and not inside:
            begin = max(begin, _place_end(sentence, statement.event, begin, limit))
        found.append((mention, statement))
        if statement and date:
            for further, place in more_days(whole, date, limit):
                taken.add(further.start)
                found.append((mention, again(statement, further, place)))
        if statement:
            prior = statement.event
            last = _said_last(last, prior)
    for i in range(len(found) - 1, 0, -1):
        if shared := _together(text, found[i - 1], found[i]):
            found[i - 1] = (found[i - 1][0], shared)
    if "both" in text and found:
        found = _share_place(sentence, found)
    yield from (statement for _, statement in found if statement)


def _place_end(sentence: Sentence, event: Event, begin: int, limit: int) -> int:
    """Where the place ends that was told of the event: it is not the next one's too."""
    return next(
        (
            place.end
            for place in sentence.places
            if begin <= place.start < limit
            and (place.city or place.country)
            and (place.city, place.country) == (event.city, event.country)
        ),
        begin,
    )


_BOTH = re.compile(r"\bboth\s+(?:of\s+(?:them|which)\s+)?(?:in|at)\s+$")


def _share_place(
    sentence: Sentence, found: list[tuple[Mention, Statement | None]]
) -> list[tuple[Mention, Statement | None]]:
    """The statements with 'both in Denver' for the last two."""
    for place in sentence.places:
        if place.start < found[-1][0].end or not _BOTH.search(sentence.text[: place.start][-24:]):
            continue
        for i, (mention, statement) in enumerate(found[-2:], start=max(0, len(found) - 2)):
            if statement and not (statement.event.city or statement.event.country):
                event = dataclasses.replace(statement.event, city=place.city, country=place.country)
                found[i] = (mention, dataclasses.replace(statement, event=event))
    return found


def _last_date(pieces: Sequence[str], day: dt.date, language: str | None) -> DateMention | None:
    """The last date of the nearest of these pieces that has one."""
    for piece in reversed(pieces):
        if len(piece) > _LONGEST:
            return None
        toks = tokens(piece)
        tense = Tense(piece, toks)
        dates = event_dates(
            piece, toks, published=day, tense=tense, language=language, relative=True, held=True
        )
        if dates:
            return dates[-1]
    return None


def _bracket_end(text: str, mention: Mention, limit: int) -> int:
    """Where the bracket closes that holds the mention: 'Lima (Zinc Forum, 5 May), Oslo (…)'."""
    if not re.search(r"\(\s*(?:the\s+)?$", text[max(0, mention.start - 6) : mention.start]):
        return limit
    end = text.find(")", mention.end, limit)
    return end if end > 0 else limit


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
    shared: dict[str, Any] = {name: getattr(other.event, name) for name in DATES}
    if not (statement.event.city or statement.event.country):
        shared |= {"city": other.event.city, "country": other.event.country}
    event = dataclasses.replace(statement.event, **shared)
    return dataclasses.replace(statement, event=event, stated=True)


_TITLE = re.compile(r"(?<=[\w,:] )[\"“„«][^\"“”„«».?!]{3,60}[\"”»]")


def _masked(text: str, toks: list[Token], mentions: list[Mention]) -> list[Token]:
    """The tokens with those of the names as marks, so that no place is read out of a name."""
    out = []
    quoted = [m.span() for m in _TITLE.finditer(text)]
    for token in toks:
        named = any(start <= token.start < end for start, end in quoted) or any(
            m.start <= token.start < m.end for m in mentions
        )
        out.append(Token(MASK, token.start, token.end, "mark") if named else token)
    return out


_HELD_AS = re.compile(r"\bheld\s+as\b")


def _apposition(text: str, mentions: list[Mention], i: int) -> bool:
    """'the Nordic Forum, a meeting of 300 experts, …': the second name explains the first."""
    if i == 0 or mentions[i].edition or not mentions[i].name:
        return False
    if mentions[i].proper and not mentions[i - 1].acronym:
        return False
    before = text[mentions[i - 1].end : mentions[i].start]
    if _HELD_AS.search(text[mentions[i - 1].end : mentions[i].start + 3]):
        return True  # 'the meeting will be held as a virtual meeting'
    return bool(re.fullmatch(r"\s*(?:,|\(|–|—|-|is|was|as)\s*", before)) or (
        mentions[i - 1].proper and bool(re.search(r"\b(?:as|like|than)\s*$", before))
    )
