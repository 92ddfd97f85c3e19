"""Bylines: what a line, or a small element, says of who wrote the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.body import Body
from wmcscraper.fields.boilerplate import Role
from wmcscraper.fields.cues import is_credited
from wmcscraper.fields.lines import place, segments
from wmcscraper.fields.names import introduced, is_person, signed, split_names, until_date
from wmcscraper.fields.title import Title
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["LONGEST_LINE", "MOST_INNER", "Source", "from_lines", "words_of"]

LONGEST_LINE = 160
"""Characters of the longest byline."""
MOST_INNER = 100
"""Elements inside a byline that are read."""
_BYLINE_TEXT = 0.75  # how far a line that begins with 'By' is believed
_BYLINE_BARE = 0.5  # a line of names without 'By', beside the headline
_NAMES_ALONE = 0.2  # the same without a link to a profile: less than any statement
_NEAR_ABOVE, _NEAR_BELOW = 3, 10  # lines around the headline
_FEW_NAMES = 3  # in a line without 'By'
_BESIDE = 4  # lines from the headline to a line of names without 'By'
_PROFILE = re.compile(
    r"/(?:authors?|people|persons?|profiles?|staff|contributors?|autor(?:en)?)/", re.I
)
_EMPHASIS = frozenset({"i", "em", "b", "strong", "small", "cite", "span", "font"})
_MOST_CLIMBED = 3  # elements up from a heading, and down again, to what follows it
_CAPTION_ABOVE = 4  # blocks around a line that may be called a caption
_PICTURES = frozenset({"img", "picture", "amp-img", "figure"})
_SOURCE = re.compile(
    r"\b(?:source|photo|image|credit|courtesy|fuente|foto|quelle|bild|źródło|fot\.|crédit|fonte)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """The names that one place of a page gives."""

    names: list[str]
    origin: str
    weight: float
    people: bool = True
    """Whether these may be people; False where the page calls them an organisation."""


def from_lines(page: Page, title: Title, body: Body) -> Iterator[Source]:
    """'By Jane Roe and John Doe' near the headline or right after the text."""
    lines = segments(page)
    where = place(page, title, body)
    start = where.title if where.title >= 0 else where.first
    if start < 0:
        return
    low = max(0, start - _NEAR_ABOVE)
    high = max(where.title_end, start) + _NEAR_BELOW
    if where.first >= 0:
        high = min(high, where.first + 1)
    near = list(range(max(where.title_end, start) + (where.title >= 0), high + 1))
    near += list(range(start - 1, low - 1, -1))
    if where.last >= 0:
        near += list(range(where.last, where.last + 3))
    for i in near:
        if not 0 <= i < len(lines):
            continue
        if source := _from_line(lines[i], beside=abs(i - where.title_end) <= _BESIDE):
            yield source
            return
    if names := _lone_names(title.element):
        yield Source(names, "names", _NAMES_ALONE)


def _from_line(line: Segment, *, beside: bool) -> Source | None:
    """The names that one line states as a byline; ``beside`` the headline less is needed."""
    text = line.text
    if len(text) > LONGEST_LINE:
        return None
    after = introduced(text) or signed(text)
    if after is not None:
        rest, sure = after
        names = [name for name in split_names(until_date(rest)) if is_person(name)]
        if names and (sure or len(rest.split()) <= 4 * len(names)):
            return Source(names, "byline", _BYLINE_TEXT if sure else _BYLINE_BARE)
    if not beside or line.node.kind == "heading" or len(text) > LONGEST_LINE // 2:
        return None
    head = until_date(text)
    dated = len(head) < len(text)
    if dated and text[len(head) :].lstrip()[:1].isalnum():
        return None  # rubrics of a date: 'Harbours Railways 24.01.2025'
    names = split_names(head)
    if not names or not all(map(is_person, names)) or len(names) > _FEW_NAMES:
        return None
    if _is_credit(line):
        return None
    linked = any(_PROFILE.search(link.get("href") or "") for link in line.node.element.iter("a"))
    if linked:
        return Source(names, "profile", _BYLINE_TEXT)
    if _is_below_picture(line):
        return None  # an author's own picture stands beside a link to a profile
    if (line.linked and not dated) or len(names[0].split()) > 3 or not names[0][0].isupper():
        return None
    return Source(names, "names", _NAMES_ALONE)


def _lone_names(heading: Any) -> list[str]:
    """The names in the emphasised line that follows a heading: '<i>Jane Roe</i><br>Text …'.

    One <br> makes no line of its own, as it makes none inside a paragraph.
    """
    after = heading
    for _ in range(_MOST_CLIMBED):
        if after is None or after.getnext() is not None:
            break
        after = after.getparent()
    after = after.getnext() if after is not None else None
    for _ in range(_MOST_CLIMBED):
        if after is None or after.tag in _EMPHASIS or clean(after.text):
            break
        after = next(iter(after), None)
    if after is None or after.tag not in _EMPHASIS or clean(after.tail):
        return []
    beyond = after.getnext()
    text = words_of(after)
    names = split_names(text) if len(text) <= LONGEST_LINE // 2 else []
    alone = beyond is not None and beyond.tag == "br" and 0 < len(names) <= _FEW_NAMES
    return names if alone and all(map(is_person, names)) else []


def _is_credit(line: Segment) -> bool:
    """Whether a line is a caption by its place or by the source that it names."""
    if is_credited(line.text) or _SOURCE.search(line.text):
        return True
    node: Node | None = line.node
    for _ in range(_CAPTION_ABOVE):
        if node is None:
            return False
        if node.role == Role.CAPTION or node.tag in {"figure", "figcaption"}:
            return True
        node = node.parent
    return False


def _is_below_picture(line: Segment) -> bool:
    """Whether a line stands right below a picture: the names are of those in it."""
    element = line.node.element
    for inner in islice(element, MOST_INNER):  # a line of a block that holds more, set in italics
        if inner.tag in _EMPHASIS and clean(inner.text) == line.text:
            element = inner
            break
    before = element.getprevious()
    return before is not None and (before.tag in _PICTURES or _shows_only_picture(before))


def _shows_only_picture(element: Any) -> bool:
    """Whether an element holds a picture and no words."""
    inside = list(islice(element.iter(), MOST_INNER))
    return any(node.tag in _PICTURES for node in inside) and not any(
        (isinstance(node.tag, str) and clean(node.text))
        or (node is not element and clean(node.tail))
        for node in inside
    )


def _pieces(element: Any) -> list[str]:
    """The texts of a small element, one for each inner element; none for a large one."""
    parts: list[str] = []
    size = 0
    for node in islice(element.iter(), MOST_INNER):
        if not isinstance(node.tag, str) or node.tag in {"script", "style", "svg", "noscript"}:
            text = ""
        else:
            text = clean(node.text)
        for piece in (text, clean(node.tail) if node is not element else ""):
            if piece:
                parts.append(piece)
                size += len(piece)
        if size > 2 * LONGEST_LINE:
            return []
    return parts


def words_of(element: Any) -> str:
    """The words of a small element; inner elements that are a name each are kept apart."""
    parts = _pieces(element)
    return (" | " if len(parts) > 1 and all(map(is_person, parts)) else " ").join(parts)
