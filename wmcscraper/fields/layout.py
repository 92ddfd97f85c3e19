"""A page as the reader sees it: lines of text one below the other, with their links and pictures.

One walk without recursion, the same for cards with classes, tables and bare text between <br>.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from wmcscraper.page import Page
from wmcscraper.text.clean import clean
from wmcscraper.tree import Tree

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
    "amp-img", "image", "button", "input",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SMALL_PRINT = frozenset({"i", "em", "small", "cite", "sub"})
# Empty elements that end a line and begin none.
_BREAKS = frozenset({"br", "hr", "link", "meta"})
_PICTURES = frozenset({"img", "amp-img", "image"})


@dataclass(slots=True, eq=False)
class Anchor:
    """A link as it stands on the page."""

    element: Any
    attributes: dict[str, str]
    href: str
    start: int
    """Number of the line that it starts in."""
    end: int = 0
    """Number after the last line that it touches."""
    words: list[str] = field(default_factory=list)
    """The pieces of text in it."""
    _text: str | None = None

    @property
    def text(self) -> str:
        """Its words; hardly half of a page's links are ever asked for theirs."""
        if self._text is None:
            self._text = clean(" ".join(self.words))
        return self._text


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
        layout = _walk(page.tree)
        _LAYOUTS[page] = layout
    return layout


def _walk(tree: Tree) -> Layout:
    layout = Layout()
    lines, anchors, pictures, spans = layout.lines, layout.anchors, layout.pictures, layout.spans
    block: Any = None
    start = 0
    in_heading = False
    """The open block, its first line, and whether a heading holds it."""
    around: list[tuple[Any, int, bool]] = []
    """The blocks around it."""
    opened: list[Anchor] = []
    """The open links."""
    anchor: Anchor | None = None
    pieces: list[tuple[str, Anchor | None]] = []
    """Of the open line."""
    hidden = small = 0
    skipped: Any = None
    has_plain = False
    for element, tag, attributes, text in tree.steps:
        if skipped is not None:
            if element is not skipped or attributes is not None:
                continue
            skipped = None
        elif tag in _INLINE:
            if tag == "a":
                if attributes is None:
                    if anchor is not None and anchor.element is element:
                        anchor = _end(opened, len(lines), bool(pieces))
                else:
                    if anchor is not None:  # a block in between keeps the outer one open
                        anchor = _end(opened, len(lines), bool(pieces))
                    if href := attributes.get("href", "").strip():
                        anchor = Anchor(element, attributes, href, len(lines))
                        anchors.append(anchor)
                        opened.append(anchor)
            elif tag in _PICTURES:
                if attributes is not None:
                    line = len(lines) + any(not piece.isspace() for piece, _ in pieces)
                    pictures.append(Picture(element, line, anchor, hidden > 0))
            elif tag in _SMALL_PRINT:
                small += 1 if attributes is not None else -1
            elif tag == "font":
                small += _is_small(element) if attributes is not None else -_is_small(element)
        elif attributes is not None and tag in _SKIPPED:
            skipped = element
            continue
        elif tag == "noscript":
            hidden += 1 if attributes is not None else -1
        else:
            if pieces:
                joined = "".join([piece for piece, _ in pieces]) if pieces[1:] else pieces[0][0]
                if line_text := clean(joined):
                    lines.append(Line(line_text, block, in_heading, not has_plain, pieces))
                pieces = []
                has_plain = False
            if tag in _BREAKS:
                pass
            elif attributes is not None:
                around.append((block, start, in_heading))
                block, start = element, len(lines)
                in_heading = in_heading or tag in _HEADINGS
            else:
                spans[element] = start, len(lines)
                block, start, in_heading = around.pop()
        if text and not hidden:
            if not text.isspace():
                has_plain = has_plain or small == 0
            elif not pieces:
                continue
            pieces.append((text, anchor))
            if anchor is not None:
                anchor.words.append(text)
    return layout


def _end(opened: list[Anchor], line: int, has_pieces: bool) -> Anchor | None:
    """Close the inner link; the one around it, if any, is open again."""
    anchor = opened.pop()
    anchor.end = max(line + has_pieces, anchor.start)
    return opened[-1] if opened else None


def _is_small(element: Any) -> bool:
    """Whether a <font> is smaller than the text around it."""
    return (element.get("size") or "").strip() in ("1", "2", "-1", "-2")
