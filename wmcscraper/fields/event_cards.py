"""Events that a page lists: boxes, cards, table rows, definition lists, lines between <br>.

The reader's eye joins a name, a date and a place that stand together; so does this, by the
smallest block that holds a name and a date, and where blocks say nothing, by the order of lines.
A list of news looks alike (date, headline, text) and is told by its headlines, which are no names,
by its heading, and by its dates, which are single days without a place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from wmcscraper.fields.event_blocks import (
    CLIMB,
    MOST_LINES,
    in_order,
    joined,
    one_date,
    over_another,
    several,
    stretch,
)
from wmcscraper.fields.event_lines import Reading, is_widget, label_of
from wmcscraper.fields.event_lists import Lines
from wmcscraper.items import Event
from wmcscraper.page import Page
from wmcscraper.series import parse_name, year_in_name
from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_tokens import tokens
from wmcscraper.text.event_words import words

__all__ = ["listed_events"]

_LONGEST_TITLE = 110
_LONGEST_DESCRIPTION = 400


@dataclass(slots=True)
class _Card:
    """The lines that make one listed event."""

    name: str
    name_line: int
    date_line: int
    first: int
    last: int


def listed_events(page: Page, lines: Lines, published: str | None) -> Iterator[Event]:
    """Each event that the page's lists and boxes give with a date."""
    seen: dict[int, Event] = {}
    for at in lines.dates:
        reading = lines.readings[at]
        card = _named_card(lines, at) or _titled_card(lines, at)
        if card is None or reading.date is None:
            continue
        if card.name_line in seen:
            _last_day(seen[card.name_line], reading)
            continue
        event = _event(page, lines, card, published)
        if event:
            seen[card.name_line] = event
    for at, reading in enumerate(lines.readings):
        if reading.name and at not in seen and (event := _dated_name(lines, at)):
            event.url = _link(page, lines, _Card("", at, at, at, at + 1))
            seen[at] = event
    yield from (seen[at] for at in sorted(seen))


def _dated_name(lines: Lines, at: int) -> Event | None:
    """A name line that says its place and year itself: 'World Mining Congress 2026, Lima, Peru'."""
    reading = lines.readings[at]
    if lines.sections[at] == "news":
        return None
    year = year_in_name(reading.name or "")
    card = _Card(reading.name or "", at, at, at, at + 1)
    if reading.own and (reading.own.precision != "year" or reading.place):
        return _build(lines, card, reading.own)
    if year and reading.place and reading.place.country:
        return _build(lines, card, _lone_year(year))
    return None


def _lone_year(year: str) -> DateMention:
    return DateMention(0, 0, year, None, "year", year)


def _last_day(event: Event, reading: Reading) -> None:
    """A second date of a card counts where it is labelled as the end."""
    date = reading.date
    if (
        reading.end
        and date
        and date.precision == event.date_precision == "day"
        and event.start_date
        and date.date > event.start_date
    ):
        event.end_date = date.date


def _named_card(lines: Lines, at: int) -> _Card | None:
    """The card of a date line whose name is known by its words."""
    names, spans = lines.names, lines.layout.spans
    element = lines.layout.lines[at].element
    for _ in range(CLIMB):
        if element is None:
            return None
        first, last = spans.get(element, (0, 0))
        inside = range(bisect_left(names, first), bisect_left(names, last))
        if inside:
            small = last - first <= MOST_LINES
            if len(inside) == 1 and small and one_date(lines, first, last):
                if over_another(lines, names[inside[0]], at):
                    return None
                return _Card(_name(lines, names[inside[0]]), names[inside[0]], at, first, last)
            chosen = in_order(lines, at, inside, first)
            if chosen is None or not joined(lines, chosen, at):
                above = max(bisect_left(names, at) - 1, inside[0])
                chosen = names[above]  # the name right above, if any
                if not 0 < at - chosen <= 2 or not joined(lines, chosen, at):
                    return None
            if over_another(lines, chosen, at):
                return None
            start, end = stretch(lines, chosen, at, first, last)
            return _Card(_name(lines, chosen), chosen, at, start, end)
        if at in lines.columns and element.tag == "tr":
            return None  # a row of a table with columns is whole in itself
        element = element.getparent()
    return None


def _name(lines: Lines, at: int) -> str:
    return lines.readings[at].name or ""


def _titled_card(lines: Lines, at: int) -> _Card | None:
    """The card of a date line under a heading that promises events, by whatever title it has."""
    reading = lines.readings[at]
    date = reading.date
    if lines.sections[at] != "events" or date is None:
        return None
    element = lines.layout.lines[at].element
    spans = lines.layout.spans
    for _ in range(4):
        if element is None:
            return None
        first, last = spans.get(element, (0, 0))
        if last - first > MOST_LINES:
            break
        if last - first > 1 and (title := _title(lines, at, range(first, last))) is not None:
            return _Card(lines.layout.lines[title].text, title, at, first, last)
        element = element.getparent()
    for near in (at - 1, at + 1):
        if 0 <= near < len(lines.readings) and _is_title(lines, near):
            start, end = stretch(lines, near, at, 0, len(lines.readings))
            return _Card(lines.layout.lines[near].text, near, at, start, end)
    return None


def _title(lines: Lines, at: int, inside: range) -> int | None:
    """The line of a card that is its title: labelled so, a heading, a link, else its first."""
    found = [i for i in inside if i != at and _is_title(lines, i)]
    dates = bisect_left(lines.dates, inside.stop) - bisect_left(lines.dates, inside.start)
    if dates > 2:
        return None
    for chosen in (
        [i for i in found if lines.readings[i].label == "name"],
        [i for i in found if lines.layout.lines[i].heading],
        [i for i in found if any(a for _, a in lines.layout.lines[i].pieces)],
        found,
    ):
        if chosen:
            return chosen[0]
    return None


def _is_title(lines: Lines, at: int) -> bool:
    """May the line be the title of an event that is not known by its words?"""
    reading, text = lines.readings[at], lines.layout.lines[at].text
    if reading.date or reading.name or reading.label not in {None, "name"} or label_of(text):
        return False
    if not 4 <= len(text) <= _LONGEST_TITLE or text[-1] in ".…!?:" or lines.sections[at] == "news":
        return False
    if is_widget(text):
        return False
    place = lines.place(at) if reading.label != "name" else None
    if place and place.country:
        return False
    found = [t for t in tokens(text) if t.kind in {"word", "abbr"}]
    content = [t for t in found if t.low not in words("fillers") | words("joiners")]
    capitals = sum(t.capital for t in content)
    return bool(content) and found[0].capital and capitals >= 0.7 * len(content)


def _event(page: Page, lines: Lines, card: _Card, published: str | None) -> Event | None:
    """The event of a card, or None where it looks like a teaser of news."""
    reading = lines.readings[card.date_line]
    date = reading.date
    if date is None:
        return None
    event = _build(lines, card, date)
    section = lines.sections[card.date_line]
    many = several(date)
    labelled = reading.label in {"date", "end"}
    named = lines.readings[card.name_line].name is not None
    placed = _apart(lines, card)
    if not named and (date.precision == "year" or not (many or placed or labelled)):
        return None
    if date.precision == "year" and not _year_fits(lines, card, date):
        return None
    if section == "news" and not (many or (labelled and placed)):
        return None
    if not (many or labelled or placed):
        if published and date.date == published[:10]:
            return None
        if section != "events" and not _list_of_events(lines, card):
            return None
    event.url = _link(page, lines, card)
    return event


def _year_fits(lines: Lines, card: _Card, date: DateMention) -> bool:
    """A lone year counts right under its name, and where the name has no other year.

    In a table ('Poland | J. Nowak | Young Miners Forum | 2018') it counts only where the table's
    columns or the heading above promise events.
    """
    row = _row(lines, card.date_line)
    if row and lines.columns.get(card.date_line) != "date" and lines.sections[row[0]] != "events":
        return False
    year = year_in_name(card.name)
    return 0 < card.date_line - card.name_line <= 3 and year in {None, date.date}


def _row(lines: Lines, at: int) -> tuple[int, int] | None:
    """The table's lines where the line stands in a row beside two other cells or more."""
    element = lines.layout.lines[at].element
    in_row = False
    for _ in range(CLIMB):
        if element is None:
            return None
        first, last = lines.layout.spans.get(element, (0, 0))
        if element.tag == "tr" and not in_row:
            if last - first < 3:
                return None
            in_row = True
        elif element.tag == "table" and in_row:
            return first, last
        element = element.getparent()
    return None


def _apart(lines: Lines, card: _Card) -> bool:
    """Has the card a place with its country, or one beside the date, not in its name?"""
    for i in range(card.first, card.last):
        place = lines.place(i) if i != card.name_line else None
        if place and (place.country or lines.readings[i].label == "place"):
            return True
    return False


def _list_of_events(lines: Lines, card: _Card) -> bool:
    """Are most dates around the card beside names? In a list of news few are."""
    spans = lines.layout.spans
    element = lines.layout.lines[card.date_line].element
    while element is not None:
        first, last = spans.get(element, (0, 0))
        dates = bisect_left(lines.dates, last) - bisect_left(lines.dates, first)
        if dates >= 3:
            names = bisect_left(lines.names, last) - bisect_left(lines.names, first)
            return names * 2 > dates
        element = element.getparent()
    return False


def _build(lines: Lines, card: _Card, date: DateMention) -> Event:
    name, series, edition = parse_name(card.name)
    city, country = _where(lines, card)
    texts = [lines.layout.lines[i].text for i in range(card.first, card.last)]
    event = Event(
        name=name,
        series=series,
        edition=edition or _edition(lines, card),
        start_date=date.date,
        end_date=(date.end_date or date.date) if date.precision == "day" else None,
        date_precision=date.precision,
        date_raw=date.raw,
        city=city,
        country=country,
        description=" · ".join(texts)[:_LONGEST_DESCRIPTION] or None,
    )
    for i in range(card.first, card.last):
        _last_day(event, lines.readings[i])
    return event


def _edition(lines: Lines, card: _Card) -> int | None:
    for i in range(card.first, card.last):
        if lines.readings[i].edition:
            return lines.readings[i].edition
    return None


def _where(lines: Lines, card: _Card) -> tuple[str | None, str | None]:
    """City and country: beside the date, in lines of their own, or after the name."""
    order = [card.date_line, *range(card.first, card.last), card.name_line]
    city = country = None
    for i in order:
        reading = lines.readings[i]
        if i == card.name_line and not reading.name:
            continue  # the title of a card is not its city
        place = lines.place(i)
        if place is None or (reading.label not in {None, "place", "date"}):
            continue
        bare = not place.country and reading.label != "place" and i not in {
            card.date_line, card.name_line,
        }  # fmt: skip
        if bare and not _city_line(lines, card, i):
            continue
        if place.city and place.country:
            return place.city, place.country
        city, country = city or place.city, country or place.country
    return city, country


def _city_line(lines: Lines, card: _Card, at: int) -> bool:
    """May an unlabelled line be a city: next to the date, no link, a few words?"""
    line = lines.layout.lines[at]
    if any(anchor for _, anchor in line.pieces) or line.heading or len(line.text.split()) > 3:
        return False
    return abs(at - card.date_line) == 1 and at != card.name_line


def _link(page: Page, lines: Lines, card: _Card) -> str | None:
    """The event's own page: the name's link, else one that promises more."""
    layout = lines.layout
    hrefs = [a.href for _, a in layout.lines[card.name_line].pieces if a is not None]
    for i in range(card.first, card.last):
        for _, anchor in layout.lines[i].pieces:
            if anchor is not None and label_of(anchor.text) == "more":
                hrefs.append(anchor.href)
    for href in hrefs:
        try:
            url = urljoin(page.base_url, href)
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and not parts.path.lower().endswith(".pdf"):
            return url
    return None
