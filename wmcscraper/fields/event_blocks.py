"""How the lines of a page stand to each other: which name and which date make one card."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from wmcscraper.fields.event_lines import label_of
from wmcscraper.fields.event_lists import Lines
from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_words import words

__all__ = [
    "CLIMB",
    "MOST_LINES",
    "in_order",
    "joined",
    "one_date",
    "over_another",
    "several",
    "stretch",
]

NEAR = 6  # lines between a name and its date where no block joins them
MOST_LINES = 24  # of one card
CLIMB = 12  # blocks around a date line that are tried as its card


def joined(lines: Lines, name: int, date: int) -> bool:
    """Do the two stand together, with no heading and not much text between them?"""
    if name > date:  # '5 May 2026 / Tailings Forum', but not the date of a teaser above a box
        reading = lines.readings[name]
        announces = reading.text.split(maxsplit=1)[0].lower() in words("determiners")
        single = not (lines.readings[date].place or several(lines.readings[date].date))
        if single and lines.sections[date] != "events" and not _alike(lines, name, date):
            return False
        return name - date <= 2 and not announces
    between = range(name + 1, date)
    return date - name <= NEAR and not any(lines.layout.lines[i].heading for i in between)


def over_another(lines: Lines, name: int, date: int) -> bool:
    """Does the date stand in a block of its own, to which the name does not belong?

    A logo says 'World Mining Congress' some lines above the first card of news.
    """
    element = lines.layout.lines[date].element
    for _ in range(CLIMB):
        if element is None:
            return False
        first, last = lines.layout.spans.get(element, (0, 0))
        if last - first > 1:
            return name < first - 1 and _is_block(lines, date, first, last)
        element = element.getparent()
    return False


def _is_block(lines: Lines, date: int, first: int, last: int) -> bool:
    """Has the block a title besides its date: a heading, or a link?"""
    return any(
        lines.layout.lines[i].heading or any(a for _, a in lines.layout.lines[i].pieces)
        for i in range(first, min(last, first + MOST_LINES))
        if i != date and label_of(lines.layout.lines[i].text) != "more"
    )


def several(date: DateMention | None) -> bool:
    """Is it more than a single day, as a day of publication is not?"""
    return date is not None and (date.end_date is not None or date.precision != "day")


def _alike(lines: Lines, name: int, date: int) -> bool:
    """Do the lines stand in one element, or in elements next to each other?"""
    one, two = lines.layout.lines[name].element, lines.layout.lines[date].element
    if one is None or two is None or one is two:
        return one is two
    return one.getparent() is two.getparent() and not lines.layout.lines[name].heading


def one_date(lines: Lines, first: int, last: int) -> bool:
    """Has the block few dates, as a card has, and a list of others with one event has not?"""
    start, stop = bisect_left(lines.dates, first), bisect_left(lines.dates, last)
    return stop - start <= 1 or all(lines.readings[d].label for d in lines.dates[start:stop])


def in_order(lines: Lines, at: int, names: range, first: int) -> int | None:
    """Of several names in a block the one before the date, or after it where dates come first.

    ``names`` are indexes into ``lines.names``: a block may hold all names of the page, and dates
    as many.
    """
    dates = lines.dates[(earliest := bisect_left(lines.dates, first)) : earliest + 1]
    if dates and dates[0] < lines.names[names[0]]:
        chosen = bisect_right(lines.names, at)
    else:
        chosen = bisect_left(lines.names, at) - 1
    return lines.names[chosen] if chosen in names else None


def stretch(lines: Lines, name: int, date: int, first: int, last: int) -> tuple[int, int]:
    """The lines from the first of both to the next name or date."""
    low, high = min(name, date), max(name, date)
    following = [last, high + NEAR]
    for marks in (lines.names, lines.dates):
        index = bisect_right(marks, high)
        following += marks[index : index + 1]
    return max(first, low), min(following)
