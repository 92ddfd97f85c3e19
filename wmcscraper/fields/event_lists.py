"""The lines of a page, each with what it says of an event and the section that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from wmcscraper.fields.event_lines import Reading, label_of, place_of, read_line, section_of
from wmcscraper.fields.layout import Layout, Line, layout_of
from wmcscraper.limits import MOST_EVENT_LINES
from wmcscraper.page import Page
from wmcscraper.text.clean import clean
from wmcscraper.text.dates import DateMention, find_dates
from wmcscraper.text.event_dates import cut_to_day, publication_day
from wmcscraper.text.event_names import may_name_each
from wmcscraper.text.event_words import words
from wmcscraper.text.places import Place

__all__ = ["Lines", "read_lines"]

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SHORT = 60
_LONGEST_YEAR_HEADING = 24
_MOST_TIMES = 400
_BELOW = 4  # lines between a name and what is told of it
_REACH = 24  # lines around a name that may be of its card, or of the list that it stands in


@dataclass(slots=True)
class Lines:
    """The lines of a page with what each says of an event."""

    layout: Layout
    readings: list[Reading] = field(default_factory=list)
    sections: list[str | None] = field(default_factory=list)
    """For each line 'events' or 'news', by the heading that it stands under, else None."""
    names: list[int] = field(default_factory=list)
    """The lines that are names of events."""
    dates: list[int] = field(default_factory=list)
    """The lines that are dates."""
    columns: dict[int, str] = field(default_factory=dict)
    """What the columns of tables are headed by, for each line of their cells."""
    _places: dict[int, Place | None] = field(default_factory=dict)

    def place(self, at: int) -> Place | None:
        """The place of a line: beside its date, after its name, or all that it says."""
        reading = self.readings[at]
        if reading.place or reading.name or reading.date:
            return reading.place
        if at not in self._places:
            self._places[at] = place_of(reading.text, reading.label)
        return self._places[at]


def read_lines(page: Page, published: str | None) -> Lines:
    """Read every line of the page, once, in order."""
    layout = layout_of(page)
    lines = Lines(layout)
    hints = may_name_each([line.text for line in layout.lines])
    sections, years = _sections(page, layout)
    if not any(hints) and "events" not in sections:
        return lines
    near = _near(hints, sections)
    lines.columns = columns = _columns(page, layout)
    stamps = _stamps(page, layout)
    lines.sections = sections
    label = None
    day = publication_day(published)
    for i, line in enumerate(layout.lines):
        text = line.text
        if not near[i]:
            label = None
            lines.readings.append(Reading(text))
            continue
        announced = columns.get(i) or (label if label != "more" else None)
        label = label_of(text)
        if label and not (label == "name" and line.heading):
            reading = Reading(text, label)
        else:
            label = None
            reading = read_line(text, hint=hints[i], label=announced, year=years[i], day=day)
        if i in stamps and reading.date is None and not reading.name and len(text) < _SHORT:
            reading.date = stamps[i]
        if reading.name and not reading.own and _describes(lines, i, reading):
            reading.name = None
        lines.readings.append(reading)
        if reading.name and not reading.own:
            lines.names.append(i)
        elif reading.date:
            lines.dates.append(i)
    return lines


def _describes(lines: Lines, at: int, reading: Reading) -> bool:
    """Is the line a sentence below a name, as 'The largest conference on copper.' is, no name?"""
    line = lines.layout.lines[at]
    before = lines.names[-1] if lines.names else None
    if line.heading or before is None or at - before > _BELOW:
        return False
    if lines.layout.lines[before].text.endswith("."):
        return False  # every name of the list ends so
    first = line.text.partition(" ")[0].lower()
    if not line.text.endswith(".") or first not in words("determiners"):
        return False
    return not any(lines.layout.lines[i].heading for i in range(before + 1, at))


def _sections(page: Page, layout: Layout) -> tuple[list[str | None], list[int | None]]:
    """For each line the kind and the year of the section that it stands in."""
    whole = _section_of_page(page)
    section, year = whole, None
    sections: list[str | None] = []
    years: list[int | None] = []
    for line in layout.lines:
        text = line.text
        if len(text) < 2 * _SHORT and (line.heading or _stands_out(line)):
            said = section_of(text)
            if line.element is not None and line.element.tag == "h1":
                section = said or whole
            section = said or section
            if len(text) <= _LONGEST_YEAR_HEADING and (found := _YEAR.search(text)):
                year = int(found[1])
            elif line.heading and len(text) < _SHORT:
                year = year if section == "events" else None
        sections.append(section)
        years.append(year)
    return sections, years


def _near(hints: list[bool], sections: list[str | None]) -> bytearray:
    """1 for each line that may belong to an event's card: near a name, or in a list of events."""
    near = bytearray(len(hints))
    reach = read = 0
    for i, (hint, section) in enumerate(zip(hints, sections, strict=True)):
        if hint or section == "events":
            start = max(reach, i - _REACH)
            reach = min(len(hints), i + _REACH + 1)
            near[start:reach] = b"\1" * (reach - start)
            read += reach - start
            if read > MOST_EVENT_LINES:
                break
    return near


def _stands_out(line: Line) -> bool:
    """Is the line a heading in all but its tag: bold, or short and no link?"""
    if len(line.text) > 40 or any(anchor for _, anchor in line.pieces):
        return False
    return not line.text.rstrip().endswith((".", ",", "…"))


def _section_of_page(page: Page) -> str | None:
    """What the page's address says of it."""
    try:
        path = urlsplit(page.url).path
    except ValueError:
        return None
    return "events" if section_of(re.sub(r"[-_/.]+", " ", path)) == "events" else None


def _stamps(page: Page, layout: Layout) -> dict[int, DateMention]:
    """The dates that <time datetime> gives, by line; two in one line are a first and a last day."""
    found: dict[int, DateMention] = {}
    for count, element in enumerate(page.root.iter("time")):
        if count > _MOST_TIMES:
            break
        stamp = find_dates(element.get("datetime") or "")
        text = clean(element.text or "")
        if not stamp or not text:
            continue
        first, last = layout.span(element)
        for i in range(first, min(last, first + 8)):
            if text in layout.lines[i].text:
                date = cut_to_day(stamp[0])
                known = found.get(i)
                if known and known.date < date.date and known.precision == date.precision == "day":
                    date = DateMention(0, 0, known.date, date.date, "day", layout.lines[i].text)
                elif known:
                    break
                else:
                    date = DateMention(0, 0, date.date, None, date.precision, layout.lines[i].text)
                found[i] = date
                break
    return found


def _columns(page: Page, layout: Layout) -> dict[int, str]:
    """What the column of each table cell's line is headed by."""
    headers: dict[Any, list[str | None]] = {}
    found: dict[int, str] = {}
    for row in page.root.iter("tr"):
        table = row.getparent()
        if table is not None and table.tag in {"thead", "tbody", "tfoot"}:
            table = table.getparent()
        cells = list(row.iterchildren("td", "th"))
        if table not in headers:
            labels = [_label(layout, cell) for cell in cells]
            headers[table] = labels if sum(map(bool, labels)) > 1 else []
            continue
        for label, cell in zip(headers[table], cells, strict=False):
            if label:
                first, last = layout.spans.get(cell, (0, 0))
                found.update(dict.fromkeys(range(first, min(last, first + 6)), label))
    return found


def _label(layout: Layout, cell: Any) -> str | None:
    first, last = layout.spans.get(cell, (0, 0))
    return label_of(layout.lines[first].text) if last == first + 1 else None
