"""Which lines and regions of a page are the story's own."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from wmcscraper.fields.body import Body
from wmcscraper.fields.layout import Layout, layout_of
from wmcscraper.fields.title import Title
from wmcscraper.page import Page
from wmcscraper.regions import Regions

__all__ = ["StoryLines", "story_of"]

# A block's text may lack what stands before it on the page; how far ahead a line is looked for.
_AHEAD = 4_000
_START = 60


class StoryLines:
    """The lines of the headline and of the body, by their numbers in the layout."""

    def __init__(self, layout: Layout, body: Body, title: Title) -> None:
        self.body: set[int] = set()
        """Every line of the running text."""
        texts: dict[Any, list[str]] = {}
        for block in body.blocks:
            if block.element is not None:
                texts.setdefault(block.element, []).append(block.text)
        for element, parts in texts.items():
            self._add(layout, element, " ".join(parts))
        found = layout.span(title.element) if title.element is not None else (0, 0)
        shown = found[1] > found[0]
        self.first: int = min(self.body, default=found[0])
        """The first line of the body, of the headline where there is no body."""
        self.last: int = max(self.body, default=found[0])
        """The last line of the body."""
        self.title: int = found[0] if shown else self.first
        """The line of the headline, the body's first where it is not shown."""

        has_part = body.root is not None and body.root.tag not in ("html", "body")
        self.part: range = range(*layout.span(body.root)) if has_part else range(0)
        """The lines of the element around the body, where that is not the whole page."""

        self.regions = Regions([title.element, body.root])
        """The page's regions: headline and body are known to be content."""

    def _add(self, layout: Layout, element: Any, text: str) -> None:
        """Mark the lines of ``element`` that ``text`` holds, both read once from start to end.

        An element may hold more than its blocks: captions and credits between <br>.
        """
        start, end = layout.span(element)
        position = 0
        for number in range(start, end):
            line = layout.lines[number].text
            found = text.find(line[:_START], position, position + _AHEAD)
            if found >= 0:
                self.body.add(number)
                position = found + len(line)


_STORIES: WeakKeyDictionary[Page, tuple[Body, Title, StoryLines]] = WeakKeyDictionary()


def story_of(page: Page, body: Body, title: Title) -> StoryLines:
    """The story's lines on a page, worked out once."""
    known = _STORIES.get(page)
    if known is not None and known[0] is body and known[1] is title:
        return known[2]
    story = StoryLines(layout_of(page), body, title)
    _STORIES[page] = body, title, story
    return story
