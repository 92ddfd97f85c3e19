"""The events that a page states: in structured data, running text, boxes, cards and tables."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import islice

from wmcscraper.fields.body import Body
from wmcscraper.fields.event_cards import listed_events
from wmcscraper.fields.event_lists import Lines, read_lines
from wmcscraper.fields.event_markup import marked_events
from wmcscraper.items import Event
from wmcscraper.limits import MOST_STATEMENTS, MOST_STORY
from wmcscraper.page import Page
from wmcscraper.text.event_words import heads
from wmcscraper.text.events import Statement, fold_events, statements

__all__ = ["extract"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_MEMORY = 3  # lines after which 'the congress' no longer means the one named before


def extract(page: Page, body: Body | None = None, published: str | None = None) -> list[Event]:
    """Every event that the page states with a date, each once, with the best-known fields.

    ``published`` is the ISO date of the page: it resolves dates without a year and is itself no
    event's. ``body`` is not needed: boxes beside the text count as much as the text.
    """
    if not _YEAR.search(page.html) and not published:
        return []
    lines = read_lines(page, published)
    story = body.text[:MOST_STORY] if body and published else ""
    stated = list(islice(_stated(lines, published, story), MOST_STATEMENTS))
    found = [
        *marked_events(page),
        *(statement.event for statement in stated),
        *listed_events(page, lines, published),
    ]
    return [
        dataclasses.replace(event, url=event.url or page.url, site=page.site)
        for event in fold_events(found, moved=[s.event for s in stated if s.moved])
    ]


def _stated(lines: Lines, published: str | None, story: str) -> Iterator[Statement]:
    """The events of sentences, line by line; only in the story 'Thursday' is the story's own."""
    last: Event | None = None
    age = 0
    for reading, section in zip(lines.readings, lines.sections, strict=True):
        age += 1
        if age > _MEMORY:
            last = None
        if not reading.hint and last is None:
            continue
        day = f"{reading.year}-01-01" if reading.year and section != "news" else published
        for statement in statements(
            reading.text, day, last=last, relative=day is published and reading.text in story
        ):
            if not statement.event.name.islower():
                last, age = statement.event, 0
            if _counts(statement, section):
                yield statement


def _counts(statement: Statement, section: str | None) -> bool:
    """Is the statement one to list: dated, with a name, and no headline with its date?"""
    event = statement.event
    if not statement.stated or not event.start_date:
        return False
    single = event.date_precision == "day" and event.end_date == event.start_date
    # Under a heading that promises no events only a whole place tells it from a headline.
    placed = section is None and event.country
    if statement.led and single and section != "events" and not placed:
        return False
    if event.date_precision == "year" and not (
        statement.verb or event.country or event.city or event.edition
    ):
        return False  # 'chair of the Nordic Tailings Forum, 2019'
    if section == "news" and statement.trailed and single:
        return False  # a headline and its day of publication
    # 'The 20th congress took place in 2005' names none that a reader could look for.
    kinds = heads("annual") | heads("frequent") | {"and", "&"}
    words = event.name.lower()
    return words not in kinds and not all(word in kinds for word in words.split())
