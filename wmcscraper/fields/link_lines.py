"""What the lines around a link say of it: a source, a menu, an event, 'Read also'."""

from __future__ import annotations

from collections.abc import Callable

from wmcscraper.fields.layout import Layout, Line
from wmcscraper.fields.link_words import (
    EVENT_TEXT,
    READ_ALSO,
    RELATED_HEADING,
    SOURCE_INSIDE,
    SOURCE_LINE,
)

__all__ = ["LinkLines"]

_LONGEST_HEADING = 60  # characters


class LinkLines:
    """What the lines of links say; each is read once, however many links it holds."""

    def __init__(self, layout: Layout) -> None:
        self.lines = layout.lines
        self._known: dict[tuple[str, int], bool] = {}

    def names_source(self, number: int) -> bool:
        """Whether a line says that its link is a source."""
        return self._ask("source", number, _names_source)

    def is_link_row(self, number: int) -> bool:
        """Whether a line is a menu."""
        return self._ask("row", number, _is_link_row)

    def states_event(self, number: int) -> bool:
        """Whether a line speaks of an event."""
        return self._ask("event", number, _states_event)

    def announces(self, number: int) -> bool:
        """Whether a line is a heading above other stories."""
        return self._ask("announces", number, _announces)

    def says_read_also(self, number: int) -> bool:
        """Whether a line hands its reader on to another story."""
        return self._ask("read also", number, _says_read_also)

    def _ask(self, question: str, number: int, answer: Callable[[Line], bool]) -> bool:
        if number >= len(self.lines):
            return False
        key = (question, number)
        if key not in self._known:
            self._known[key] = answer(self.lines[number])
        return self._known[key]


def _names_source(line: Line) -> bool:
    text = line.text.lower()
    return bool(SOURCE_LINE.match(text) or SOURCE_INSIDE.search(text))


def _says_read_also(line: Line) -> bool:
    return READ_ALSO.match(line.text.lower()) is not None


def _announces(line: Line) -> bool:
    return (
        len(line.text) < _LONGEST_HEADING
        and (line.heading or not any(anchor is not None for _, anchor in line.pieces))
        and RELATED_HEADING.search(line.text.lower()) is not None
    )


def _is_link_row(line: Line) -> bool:
    """Whether a line holds nothing but several links: a menu, not a sentence."""
    anchors = {id(anchor) for _, anchor in line.pieces if anchor is not None}
    return len(anchors) > 1 and not line.without(anchors).strip(" |·•/,;–—-")


def _states_event(line: Line) -> bool:
    return len(line.text) > 40 and bool(EVENT_TEXT.search(line.text.lower()))
