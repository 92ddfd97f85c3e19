"""A document's tree as a flat list of blocks of text, in the order of reading.

One walk, without recursion, for every page layout alike: a block is what a reader sees as one
paragraph, be it a <p>, the text between two <br><br>, bare text in a <div> or a list's item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from wmcscraper.fields.boilerplate import (
    BLOCK_FREE,
    SKIPPED,
    Role,
    is_aria_boilerplate,
    role_of_name,
    role_of_tag,
)
from wmcscraper.text.clean import clean

__all__ = ["Node", "Segment", "scan"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXTUAL = _HEADINGS | {"p", "blockquote"}
# A custom element in one of these is a part of the sentence.
_PHRASING = _HEADINGS | {"p"}
_FRAMES = frozenset({"html", "body", "main", "article"})
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(0)", re.IGNORECASE
)
# A post's own frame lists its tags and categories as classes: 'post-7 hentry tag-newsletters'.
_POST = re.compile(r"(?:^|\s)(?:post-\d+|hentry|h-entry|type-post)(?:\s|$)")
_UNSEEN = re.compile(
    r"\b(?:sr-only|screen-?reader(?:-text)?|visually-?hidden|u-hidden-visually|a11y-hidden"
    r"|off-?screen)\b",
    re.IGNORECASE,
)
# What old pages put before the first line of a paragraph, where others leave a blank line.
_INDENT = re.compile(r"[ \t\r\n]*(?:\u3000|[\xa0\u2002\u2003][ \t]*[\xa0\u2002\u2003])")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_KINDS = {
    "li": "item", "dd": "item", "dt": "item", "blockquote": "quote",
    "td": "table", "th": "table",
    **dict.fromkeys(_HEADINGS, "heading"),
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Node:
    """A block-level element, with what is known of its place and of the text below it."""

    element: Any
    tag: str
    parent: Node | None
    index: int
    depth: int
    name: str
    role: Role
    kind: str
    blocked: bool = False
    """Whether it stands in boilerplate, filled in by the density measure."""
    prose: float = 0.0
    """Characters of running text below, filled in by the density measure."""
    junk: float = 0.0
    """Characters of links and fragments below."""

    @property
    def make(self) -> tuple[str, str]:
        """Tag and first class: parts of one make hold text of one kind."""
        return self.tag, self.name.split(maxsplit=1)[0] if self.name else ""


@dataclass(slots=True, eq=False)
class Segment:
    """One paragraph as the page shows it, before it is judged."""

    text: str
    node: Node
    linked: int
    """Characters of the text that are links."""
    links: int
    """Number of links that touch the text."""
    strong: int
    """Characters of the text that are bold."""
    emphasis: int
    """Characters of the text that are italic."""
    kind: str
    prose: float = field(default=0.0)


class _Walk:
    """The state of one walk: open blocks, and the text read since the last boundary."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.segments: list[Segment] = []
        self.node: Node | None = None
        self.parts: list[str] = []
        self.linked = self.links = self.strong = self.emphasis = 0
        self.in_link = self.in_strong = self.in_emphasis = 0
        self.breaks = 0

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self.breaks == 1 and _INDENT.match(text):
            self.flush()
        if text.isspace():
            if self.parts:
                self.parts.append(" ")
            return
        if self.breaks == 1 and self.parts:
            self.parts.append(" ")
        self.breaks = 0
        self.parts.append(text)
        if self.in_link or self.in_strong or self.in_emphasis:
            length = len(text.strip())
            if self.in_link:
                self.linked += length
            if self.in_strong:
                self.strong += length
            if self.in_emphasis:
                self.emphasis += length

    def line_break(self) -> None:
        self.breaks += 1
        if self.breaks > 1:
            self.flush()
        elif self.parts:
            self.parts.append("\n")

    def flush(self) -> None:
        if self.parts and self.node is not None:
            raw = "".join(self.parts)
            texts = _BLANK_LINE.split(raw) if self.node.tag == "pre" else (raw,)
            for part in texts:
                # Pages are free of control characters; ASCII has none of the invisible ones.
                if text := " ".join(part.split()) if part.isascii() else clean(part):
                    self.segments.append(
                        Segment(
                            text,
                            self.node,
                            self.linked,
                            self.links,
                            self.strong,
                            self.emphasis,
                            self.node.kind,
                        )
                    )
        if self.parts:
            self.parts = []
        self.linked = self.strong = self.emphasis = 0
        self.links = 1 if self.in_link else 0
        self.breaks = 0

    def open(self, element: Any, tag: str, role: Role, name: str) -> None:
        self.flush()
        above = self.node
        kind = _KINDS.get(tag) or (_inherited_kind(above) if above is not None else "paragraph")
        node = Node(
            element, tag, above, len(self.nodes), above.depth + 1 if above else 0,
            name, role, kind,
        )  # fmt: skip
        if tag == "table" and above is not None and above.tag == "figure":
            above.role = Role.NONE  # a <figure> around a table shows no picture
        self.nodes.append(node)
        self.node = node

    def close(self) -> None:
        self.flush()
        if self.node is not None:
            self.node = self.node.parent


def _inherited_kind(above: Node) -> str:
    return above.kind if above.kind in ("heading", "item", "quote") else "paragraph"


def _is_unseen(element: Any) -> bool:
    """Whether a <span> is for screen readers alone: ', opens new tab'."""
    name, style = element.get("class"), element.get("style")
    return bool((name and _UNSEEN.search(name)) or (style and _HIDDEN.search(style)))


def _role(element: Any, tag: str) -> tuple[Role, str]:
    """What tag, names and state of an element say together."""
    name = element.get("class") or ""
    identity = element.get("id")
    names = f"{name} {identity}" if identity else name
    if tag in _FRAMES or _POST.search(
        name
    ):  # their classes tell of the whole page: 'has-sidebar', 'tag-newsletter'
        return Role.NONE, name
    role = role_of_tag(tag)
    if element.get("itemprop") == "articleBody":
        return Role.CONTENT, name
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return Role.SOFT, name
    if (style := element.get("style")) and _HIDDEN.search(style):
        return Role.SOFT, name
    if (aria := element.get("role")) and is_aria_boilerplate(aria):
        return Role.SOFT, name
    if names:
        named = role_of_name(names)
        if named == Role.SOFT and tag in _TEXTUAL:
            named = (
                Role.NONE
            )  # <p class="paywall">, <h2 class="widget-title"> in a story are its own
        if named != Role.NONE and not (role >= Role.SOFT and named == Role.CONTENT):
            return named, name
    return role, name


def scan(root: Any) -> tuple[list[Node], list[Segment]]:
    """Every block-level element and every piece of text below ``root``, in document order."""
    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped: Any = None
    for event, element in events:
        if event == "start":
            tag = element.tag
            if skipped is not None:
                continue
            if not isinstance(tag, str):  # an entity that HTML does not know: shown as written
                walk.text(element.text)
                continue
            if tag in SKIPPED:
                skipped = element
                events.skip_subtree()
            elif tag == "br":
                walk.line_break()
            elif tag == "span" and _is_unseen(element):
                skipped = element
                events.skip_subtree()
            elif tag in BLOCK_FREE:
                if tag == "a":
                    walk.in_link += 1
                    walk.links += 1
                elif tag in ("b", "strong"):
                    walk.in_strong += 1
                elif tag in ("i", "em"):
                    walk.in_emphasis += 1
                walk.text(element.text)
            elif "-" in tag and walk.node is not None and walk.node.tag in _PHRASING:
                walk.text(element.text)  # a custom element inside a paragraph: a marked word
            else:
                role, name = _role(element, tag)
                walk.open(element, tag, role, name)
                walk.text(element.text)
        elif event == "end":
            tag = element.tag
            if skipped is not None:
                if element is skipped:
                    skipped = None
                    walk.text(element.tail)
                continue
            if not isinstance(tag, str) or tag == "br":
                pass
            elif tag in BLOCK_FREE:
                if tag == "a":
                    walk.in_link -= 1
                elif tag in ("b", "strong"):
                    walk.in_strong -= 1
                elif tag in ("i", "em"):
                    walk.in_emphasis -= 1
            elif walk.node is not None and walk.node.element is element:
                walk.close()
            if element is not root:
                walk.text(element.tail)
        elif skipped is None:
            walk.text(element.tail)
    walk.flush()
    return walk.nodes, walk.segments
