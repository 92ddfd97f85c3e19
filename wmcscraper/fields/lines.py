"""A page's visible lines in reading order, and where among them the headline and the text stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.body import Body
from wmcscraper.fields.title import Title
from wmcscraper.identity import fold, site_of
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["Place", "is_teaser_headline", "place", "segments"]

_HEADLINE = 18  # characters of a link that is a headline, not a rubric or a name
_MOSTLY = 0.6  # share of a line that is linked, if the line is a headline
_MOST_LINKS = 2  # links in such a line; more are a menu
_MOST_TRIED = 400  # elements of one block looked at, to find the link that a line shows
_MOST_ABOVE = 6  # ancestors that may be the link itself
_CUT_TITLE = 40  # first characters of a headline, as documents' titles may cut the end
_HEADLINE_WORDS, _LONG_NAME = 3, 30  # words, or else characters, of a headline
_CJK = 0x2E7F  # scripts from here on write without spaces
_LEAST_PART = 13  # characters of a headline, be it without the site's name


_PLACES: WeakKeyDictionary[Page, tuple[Title, Body, Place]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Place:
    """Indexes into the page's segments; -1 where unknown."""

    title: int
    title_end: int
    """The last segment of the headline (a headline may be broken by <br>)."""
    first: int
    """The first segment of the body."""
    last: int


def segments(page: Page) -> list[Segment]:
    """The page's lines."""
    return page.layout[1]


def place(page: Page, title: Title, body: Body) -> Place:
    """Where the headline and the body stand among ``segments(page)``."""
    known = _PLACES.get(page)
    if known is not None and known[0] is title and known[1] is body:
        return known[2]
    lines = segments(page)
    first, last = _body_span(lines, body)
    start, end = _by_element(lines, title)
    if start < 0:
        start = end = _by_text(lines, title, first)
    found = Place(start, end, first, last)
    _PLACES[page] = title, body, found
    return found


def is_teaser_headline(page: Page, line: Segment) -> bool:
    """Whether a line is the linked headline of another page; its own may link to itself."""
    if line.linked < _HEADLINE or line.linked < _MOSTLY * len(line.text):
        return False
    if line.links > _MOST_LINKS:
        return False
    if fold(line.text[:_CUT_TITLE]).casefold() in _document_title(page):
        return False
    here = urlsplit(page.url)
    own = (here.path.rstrip("/"), here.query)
    above = (e for e in islice(line.node.element.iterancestors(), _MOST_ABOVE) if e.tag == "a")
    for holder in (line.node.element, *above):
        for link in islice(holder.iter(), _MOST_TRIED):
            if link.tag != "a":
                continue
            href = link.get("href") or ""
            try:
                target = urlsplit(href)
            except ValueError:
                continue
            shown = clean("".join(islice(link.itertext(), 9)))
            if not _may_be_headline(shown) or shown not in line.text:
                continue  # 'Report (PDF)', 'Print', or a link of another line of the same cell
            if target.netloc and site_of(href) != page.site:
                return False  # a source, a share button: teasers lead to the site's own stories
            return (target.path.rstrip("/"), target.query) != own
    return False


def _may_be_headline(text: str) -> bool:
    """Whether a link's words may be a headline: 'Entertainment News' is a rubric, a name no more"""
    if len(text) < _LEAST_PART:
        return False
    unspaced = sum(ord(letter) > _CJK for letter in text) * 2 > len(text)
    return unspaced or len(text) >= _LONG_NAME or len(text.split()) >= _HEADLINE_WORDS


def _document_title(page: Page) -> str:
    for element in page.tree.all("title"):
        return fold(element.text).casefold()
    return ""


def _body_span(lines: list[Segment], body: Body) -> tuple[int, int]:
    keys = {(block.element, block.text) for block in body.blocks if block.element is not None}
    indexes = [i for i, line in enumerate(lines) if (line.node.element, line.text) in keys]
    return (indexes[0], indexes[-1]) if indexes else (-1, -1)


def _by_element(lines: list[Segment], title: Title) -> tuple[int, int]:
    """The lines that the headline's element holds, or the line that holds its inline element."""
    if title.element is None:
        return -1, -1
    holders = {title.element}
    inside = [i for i, line in enumerate(lines) if _within(line.node, title.element)]
    if inside:
        return inside[0], inside[-1]
    for above in title.element.iterancestors():
        holders.add(above)
        if len(holders) > 8:
            break
    wanted = fold(title.text).casefold()
    for i, line in enumerate(lines):
        if line.node.element in holders and wanted and wanted in fold(line.text).casefold():
            return i, i
    return -1, -1


def _within(node: Node, element: object) -> bool:
    above: Node | None = node
    for _ in range(4):
        if above is None:
            return False
        if above.element is element:
            return True
        above = above.parent
    return False


def _by_text(lines: list[Segment], title: Title, first: int) -> int:
    """The last line before the text that shows the headline, or most of it, or little beside it."""
    wanted = fold(title.text).casefold()
    if not wanted:
        return -1
    whole = part = -1
    for i, line in enumerate(lines):
        if 0 <= first < i:
            break
        if len(line.text) > 2 * len(wanted) + 40:
            continue
        shown = fold(line.text).casefold()
        if wanted in shown:
            whole = i
        elif len(shown) >= _LEAST_PART and 2 * len(shown) >= len(wanted) and shown in wanted:
            part = i  # the headline's text still has the site's name
    return whole if whole >= 0 else part
