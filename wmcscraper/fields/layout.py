"""A page as the reader sees it: lines of text one below the other, with their links and pictures.

One walk without recursion, the same for cards with classes, tables and bare text between <br>.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from lxml import etree

from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["Anchor", "Layout", "Line", "Picture", "layout_of"]

# Not <head>: where a page has no <body> tag, libxml2 leaves <main> and the like inside it.
_SKIPPED = frozenset({
    "script", "style", "template", "svg", "math", "iframe", "object", "select", "textarea", "title",
    "datalist",
})  # fmt: skip
# Elements inside a line; every other one starts a line of its own.
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "s", "samp", "small",
    "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
    "amp-img", "button", "input",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SMALL_PRINT = frozenset({"i", "em", "small", "cite", "sub"})
_PICTURES = frozenset({"img", "amp-img", "image"})


@dataclass(slots=True, eq=False)
class Anchor:
    """A link as it stands on the page."""

    element: Any
    href: str
    start: int
    """Number of the line that it starts in."""
    end: int = 0
    """Number after the last line that it touches."""
    text: str = ""


@dataclass(slots=True, eq=False)
class Picture:
    """A picture as it stands on the page."""

    element: Any
    line: int
    """Number of the next line with text."""
    anchor: Anchor | None
    """The link around it."""
    fallback: bool = False
    """Whether it stands in <noscript>: the same picture again for readers without scripts."""


@dataclass(slots=True, eq=False)
class Line:
    """One line of text: a paragraph, a heading, a table's cell, or what stands between <br>."""

    text: str
    element: Any
    """The block-level element that holds it."""
    heading: bool
    small: bool = False
    """Whether all of it is small or slanted: words apart from the running text."""
    pieces: list[tuple[str, Anchor | None]] = field(default_factory=list)
    """The text in order, each piece with the link around it."""

    def without(self, anchors: set[int]) -> str:
        """The line's text outside of the given links (by ``id``)."""
        return clean(" ".join(t for t, a in self.pieces if a is None or id(a) not in anchors))


@dataclass(slots=True, eq=False)
class Layout:
    """All lines, links and pictures of a page, in order of reading."""

    lines: list[Line] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    spans: dict[Any, tuple[int, int]] = field(default_factory=dict)
    """Block-level element → its first line and the line after its last."""

    def span(self, element: Any) -> tuple[int, int]:
        """The lines of the block around ``element``; (0, 0) where it is not shown."""
        step = element
        while step is not None:
            if (found := self.spans.get(step)) is not None:
                return found
            step = step.getparent()
        return (0, 0)


_LAYOUTS: WeakKeyDictionary[Page, Layout] = WeakKeyDictionary()


def layout_of(page: Page) -> Layout:
    """The layout of ``page``, worked out once."""
    layout = _LAYOUTS.get(page)
    if layout is None:
        layout = _Walk(page.root).layout
        _LAYOUTS[page] = layout
    return layout


class _Walk:
    """The state of one walk: open blocks, the open link, and the pieces of the open line."""

    def __init__(self, root: Any) -> None:
        self.layout = Layout()
        self.blocks: list[Any] = []
        self.starts: list[int] = []
        self.anchors: list[Anchor] = []
        self.words: list[list[str]] = []
        self.headings = 0
        self.hidden = 0
        self.small = 0
        self.has_plain = False
        self.pieces: list[tuple[str, Anchor | None]] = []
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element.tag in _SKIPPED:
                    walk.skip_subtree()
                else:
                    self.open(element, element.tag)
            else:
                if event == "end" and element.tag not in _SKIPPED:
                    self.close(element, element.tag)
                if element is not root:
                    self.text(element.tail)
        self.flush()

    def open(self, element: Any, tag: str) -> None:
        if tag == "noscript":
            self.hidden += 1
        elif tag in _PICTURES:
            anchor = self.anchors[-1] if self.anchors else None
            line = len(self.layout.lines) + bool(any(t.strip() for t, _ in self.pieces))
            self.layout.pictures.append(Picture(element, line, anchor, self.hidden > 0))
        elif tag == "br":
            self.flush()
        elif tag == "a":
            if self.anchors:  # libxml2 closes most, but a block in between keeps the outer open
                self.end_anchor()
            if href := (element.get("href") or "").strip():
                anchor = Anchor(element, href, len(self.layout.lines))
                self.layout.anchors.append(anchor)
                self.anchors.append(anchor)
                self.words.append([])
        elif tag in _INLINE:
            self.small += _is_small(element, tag)
        else:
            self.flush()
            self.blocks.append(element)
            self.starts.append(len(self.layout.lines))
            if tag in _HEADINGS:
                self.headings += 1
        self.text(element.text)

    def close(self, element: Any, tag: str) -> None:
        if tag == "noscript":
            self.hidden -= 1
        elif tag == "a":
            if self.anchors and self.anchors[-1].element is element:
                self.end_anchor()
        elif tag in _INLINE:
            if tag not in _PICTURES:
                self.small -= _is_small(element, tag)
        elif tag != "br" and tag not in _PICTURES:
            self.flush()
            self.layout.spans[element] = (self.starts.pop(), len(self.layout.lines))
            self.blocks.pop()
            if tag in _HEADINGS:
                self.headings -= 1

    def end_anchor(self) -> None:
        anchor = self.anchors.pop()
        anchor.text = clean(" ".join(self.words.pop()))
        anchor.end = len(self.layout.lines) + 1 if self.pieces else len(self.layout.lines)
        anchor.end = max(anchor.end, anchor.start)

    def text(self, text: str | None) -> None:
        if not text or self.hidden:
            return
        if not self.pieces and text.isspace():
            return
        anchor = self.anchors[-1] if self.anchors else None
        self.pieces.append((text, anchor))
        self.has_plain = self.has_plain or (self.small == 0 and not text.isspace())
        if anchor is not None:
            self.words[-1].append(text)

    def flush(self) -> None:
        if not self.pieces:
            return
        text = clean("".join(piece for piece, _ in self.pieces))
        if text:
            holder = self.blocks[-1] if self.blocks else None
            is_small = not self.has_plain
            self.layout.lines.append(Line(text, holder, self.headings > 0, is_small, self.pieces))
        self.pieces = []
        self.has_plain = False


def _is_small(element: Any, tag: str) -> bool:
    if tag == "font":
        return (element.get("size") or "").strip() in ("1", "2", "-1", "-2")
    return tag in _SMALL_PRINT
