"""What one line of a page says of an event: its name, its date, its place, or a label."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from wmcscraper.text.calendar_words import words as calendar
from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_dates import event_dates
from wmcscraper.text.event_links import Sentence, only_fillers
from wmcscraper.text.event_names import find_mentions
from wmcscraper.text.event_tokens import Token, tokens
from wmcscraper.text.event_words import any_of, phrases, words
from wmcscraper.text.ordinals import ordinal
from wmcscraper.text.places import MASK, Place, find_places, is_venue, read_place

__all__ = ["Reading", "is_widget", "label_of", "place_of", "read_line", "section_of"]

_LONGEST_NAME = 140
_LONGEST_LINE = 160
_LONGEST_PLACE = 90
_LONGEST_DATE = 100
_DIGIT = re.compile(r"\d")
# A time of day with its zone. A zone is in capitals, and stands behind a time: 'Peru' is none.
_TIME = re.compile(
    r"(?i:\d{1,2}[:.h]\d\d\s?(?:h|hrs?|uhr|[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)(?![^\W\d_])"
    r"(?:\s*\(?(?:(?:UTC|GMT)\s?[+−-]\s?\d{1,2}(?::\d\d)?|[A-Z]{2,5})\b\)?)?",
)
_EDGES = " \t:–—-|•·,;/()[]*@.«»→"


@dataclass(slots=True)
class Reading:
    """A line that may be part of a listed event."""

    text: str
    label: str | None = None
    """date, place, name, edition, skip or more: what the words before it announce."""
    name: str | None = None
    """The name that the line consists of, as written, ordinal and year included."""
    date: DateMention | None = None
    """The date that the line consists of, perhaps with a place."""
    end: bool = False
    """Is the date labelled as that of the last day?"""
    own: DateMention | None = None
    """The date that follows the name in the same line."""
    place: Place | None = None
    edition: int | None = None
    year: int | None = None
    """The year of the section that the line stands in."""
    hint: bool = False
    """Has the line a word that may name an event?"""


def _labels() -> dict[str, str]:
    return {w: kind for kind in ("date", "place", "name", "edition", "skip", "more", "end")
            for w in words("labels", kind)}  # fmt: skip


_LABELS = _labels()
_LONGEST_LABEL = max(map(len, _LABELS)) + 8  # with the marks around it
_LABEL = re.compile(rf"^\s*({any_of(_LABELS)})\s*(?::|-|–|—|\|)\s*(?=\S)", re.IGNORECASE)


def label_of(text: str) -> str | None:
    """What a line that is nothing but a label announces: 'Venue:', 'Date'."""
    if len(text) > _LONGEST_LABEL:
        return None
    key = " ".join(text.lower().strip(_EDGES).split())
    return _LABELS.get(key)


def read_line(
    text: str,
    *,
    hint: bool,
    label: str | None = None,
    year: int | None = None,
    day: dt.date | None = None,
) -> Reading:
    """What a line says; ``label`` was announced before it, ``year`` is that of its section.

    ``hint`` tells whether it has a word that may name an event.
    """
    reading = Reading(text, label, year=year, hint=hint)
    if len(text) > _LONGEST_LINE:
        return reading
    if found := _LABEL.match(text):
        reading.label = _LABELS[" ".join(found[1].lower().split())]
        text = text[found.end() :]
    if reading.label in {"skip", "more"}:
        return reading
    reading.end = reading.label == "end"
    bare = text.strip(_EDGES)
    if not bare:
        return reading
    if len(bare) <= 8 and (number := ordinal(bare)):
        reading.edition = number
        return reading
    if reading.label == "edition" and bare.isdigit() and len(bare) < 4:
        reading.edition = int(bare)
        return reading
    named = reading.hint and len(text) <= _LONGEST_NAME
    if not named and (len(text) > _LONGEST_DATE or not _DIGIT.search(text)):
        return reading
    toks = tokens(text)
    dates = event_dates(text, toks, published=day, year=year)
    if named:
        reading.name = _read_name(reading, text, toks, dates)
    if dates and not reading.name:
        _read_date(reading, text, dates)
    return reading


def _read_date(reading: Reading, text: str, dates: list[DateMention]) -> None:
    """Is the line a date, and perhaps a place beside it?"""
    if phrases("other").search(text) or phrases("before_date").search(text[: dates[0].start]):
        return
    rest = text
    for date in reversed(dates):
        rest = f"{rest[: date.start]} | {rest[date.end :]}"
    rest = _TIME.sub(" ", rest)
    kept = [
        t for t in tokens(rest)
        if t.kind != "mark" and t.low not in calendar().weekdays | words("fillers")
    ]  # fmt: skip
    if not kept:
        reading.date = dates[0]
    elif len(kept) <= 14:
        place = read_place(rest.strip(_EDGES)) or _only_place(rest, kept)
        plain = (
            place
            and not place.country
            and (section_of(rest) or label_of(rest) or dates[0].precision == "year")
        )
        if place and not plain and not any(m.proper for m in find_mentions(rest, tokens(rest))):
            reading.date, reading.place = dates[0], place
    if reading.date and len(dates) > 1 and dates[1].precision == dates[0].precision == "day":
        first, last = dates[0], dates[-1]
        if first.date < last.date and not first.end_date:  # 'Start 24 June 2026 End 26 June 2026'
            reading.date = DateMention(
                first.start, last.end, first.date, last.end_date or last.date, "day",
                text[first.start : last.end],
            )  # fmt: skip


def _only_place(rest: str, kept: list[Token]) -> Place | None:
    """The place of a line whose other words all belong to it."""
    for place in find_places(rest):
        if all(place.start <= t.start < place.end for t in kept):
            return place
    return None


def place_of(text: str, label: str | None) -> Place | None:
    """The place that a line consists of; any city where a label announced it."""
    if announced := _LABEL.match(text):
        label = _LABELS[" ".join(announced[1].lower().split())]
        text = text[announced.end() :]
    bare = text.strip(_EDGES)
    if not bare or len(bare) > _LONGEST_PLACE or label in {"skip", "more", "name", "edition"}:
        return None
    place = read_place(bare)
    if place is None and label == "place":
        for found in find_places(bare):
            place = found
            if found.country:
                break
    if (
        place is None
        and label == "place"
        and len(bare) <= 40
        and bare[:1].isupper()
        and not is_venue(bare)
    ):
        return Place(bare, None, 0, len(bare), "label")
    return place


def _read_name(
    reading: Reading, text: str, toks: list[Token], dates: list[DateMention]
) -> str | None:
    """The name that the line consists of; a date or a place may follow it."""
    if not toks or reading.label not in {None, "name"}:
        return None
    mentions = find_mentions(text, toks)
    if not mentions or not mentions[0].name:
        return None
    mention = mentions[0]
    lead = [t for t in toks if t.start < mention.start and t.kind != "mark"]
    if lead and not all(t.low in words("determiners") | {"event", "save", "date"} for t in lead):
        return None
    if not mention.proper and mention.edition is None and len(mention.name.split()) < 2:
        return None
    if not text[mention.start].isupper() and not text[mention.start].isdigit():
        return None
    end = mention.end
    masked = [
        Token(MASK, t.start, t.end, "mark") if mention.start <= t.start < end else t for t in toks
    ]
    sentence = Sentence(text, toks, dates, find_places(text, masked))
    for following in mentions[1:]:  # 'World Mining Congress & Mining Expo'
        if only_fillers(sentence, end, following.start):
            end = following.end
    rest = [t for t in toks if t.start >= end]
    if rest and any(t.kind == "word" and t.low in words("hosts") for t in rest):
        return None
    if not _nothing_more(sentence, end, rest):
        return None
    reading.place = next((p for p in sentence.places if p.start >= end), None)
    reading.own = next((d for d in dates if d.start >= end), None)
    return text[mention.start : end]


def _nothing_more(sentence: Sentence, end: int, rest: list[Token]) -> bool:
    """Are the words after a name only a place, a date, marks and small words?"""
    for token in rest:
        if token.kind == "mark" or token.low in words("fillers"):
            continue
        if any(p.start <= token.start < p.end for p in sentence.places):
            continue
        if any(d.start <= token.start < d.end for d in sentence.dates):
            continue
        return False
    return True


def section_of(heading: str) -> str | None:
    """'events' or 'news' where a heading says what stands under it, else None."""
    text = heading.lower()
    if _SECTION_WORDS.isdisjoint(_WORD.findall(text)):
        return None
    if _NEWS.search(text):
        return "news"
    return "events" if _EVENTS.search(text) else None


def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words('sections', kind))})(?!\w)", re.IGNORECASE)


_NEWS, _EVENTS = _pattern("news"), _pattern("events")
_WORD = re.compile(r"[^\W\d_]+")
_SECTION_WORDS = frozenset(
    _WORD.findall(phrase)[0] for k in ("news", "events") for phrase in words("sections", k)
)


def is_widget(text: str) -> bool:
    """Is it the heading of a part of the page, as 'Calendar', 'Archives', 'Our schedule' are?"""
    found = [t.low for t in tokens(text) if t.kind in {"word", "abbr"}]
    plain = words("sections") | words("widgets") | words("fillers") | words("determiners")
    return bool(found) and all(low in plain or low.removesuffix("s") in plain for low in found)
