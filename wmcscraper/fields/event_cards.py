"""Events that a page lists: boxes, cards, table rows, definition lists, lines between <br>.

The reader's eye joins a name, a date and a place that stand together; so does this, by the
smallest block that holds a name and a date, and where blocks say nothing, by the order of lines.
A list of news looks alike (date, headline, text) and is told by its headlines, which are no names,
by its heading, and by its dates, which are single days without a place.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from wmcscraper.fields.event_lines import Reading, label_of, read_line, section_of
from wmcscraper.fields.layout import Layout, layout_of
from wmcscraper.items import Event
from wmcscraper.page import Page
from wmcscraper.series import parse_name, year_in_name
from wmcscraper.text.dates import DateMention, find_dates
from wmcscraper.text.event_dates import cut_to_day, publication_day
from wmcscraper.text.places import Place

__all__ = ["Lines", "listed_events", "read_lines"]

_NEAR = 6  # lines between a name and its date where no block joins them
_MOST_LINES = 24  # of one card
_CLIMB = 12  # blocks above a date line that are tried as its card
_YEAR_HEADING = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_HEADERS = {"name", "date", "place", "edition", "skip"}


@dataclass(slots=True)
class Lines:
    """The lines of a page with what each says of an event."""

    layout: Layout
    readings: list[Reading]
    sections: list[str | None]
    """For each line 'events' or 'news', by the heading that it stands under."""
    day: dt.date | None
    names: list[int] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)


def read_lines(page: Page, published: str | None) -> Lines:
    """Read every line of the page once."""
    layout = layout_of(page)
    day = publication_day(published)
    lines = Lines(layout, [], [], day)
    stamps = _stamps(page, layout)
    headers = _table_labels(layout)
    section = _page_section(page)
    label: str | None = None
    year: int | None = None
    for i, line in enumerate(layout.lines):
        text = line.text
        if line.heading or len(text) < 60 and _bold(line.pieces):
            named = section_of(text) if len(text) < 80 else None
            if line.heading:
                section = named or (section if section == "events" and _is_page(section) else None)
            section = named or section
            if (found := _YEAR_HEADING.search(text)) and len(text) < 40:
                year = int(found[1])
        announced = headers.get(i) or label
        label = label_of(text)
        reading = (
            Reading(text, label)
            if label and label != "name"
            else read_line(text, label=announced, year=year, day=day)
        )
        if label == "name" and len(text.split()) > 1:
            label = None
        if reading.date is None and i in stamps and not reading.name and len(text) < 40:
            reading.date = stamps[i]
        lines.readings.append(reading)
        lines.sections.append(section)
        if reading.name:
            lines.names.append(i)
        if reading.date and reading.label != "skip":
            lines.dates.append(i)
    return lines
