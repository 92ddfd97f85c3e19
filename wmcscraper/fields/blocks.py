"""A document's tree as a flat list of blocks of text, in the order of reading.

One walk, without recursion, for every page layout alike: a block is what a reader sees as one
paragraph, be it a <p>, the text between two <br><br>, bare text in a <div> or a list's item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from wmcscraper.fields.boilerplate import (
    BLOCK_FREE,
    SKIPPED,
    Role,
    is_aria_boilerplate,
    role_of_name,
    role_of_tag,
)
from wmcscraper.text.clean import clean
from wmcscraper.tree import Tree

__all__ = ["Node", "Segment", "scan"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXTUAL = _HEADINGS | {"p", "blockquote"}
# A custom element in one of these is a part of the sentence.
_PHRASING = _HEADINGS | {"p"}
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_FRAMES = frozenset({"html", "body", "main", "article"})
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(0)", re.IGNORECASE
)
# A post's own frame lists its tags and categories as classes: 'post-7 hentry tag-newsletters'.
_POST = re.compile(r"(?:^|\s)(?:post-\d+|hentry|h-entry|type-post)(?:\s|$)")
# Attributes that say more of a part than its names do.
_STATES = frozenset({"itemprop", "hidden", "aria-hidden", "style", "role"})
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
_INHERITED = {"heading": "heading", "item": "item", "quote": "quote"}


@dataclass(slots=True, eq=False)
class Node:
    """A block-level element, with what is known of its place and of the text below it."""

    element: Any
    tag: str
    parent: Node | None
    index: int
    depth: int
    name: str
    role: int
    kind: str
    blocked: bool = False
    """Whether it stands in boilerplate, filled in by the density measure."""
    prose: float = 0.0
    """Characters of running text below, filled in by the density measure."""
    junk: float = 0.0
    """Characters of links and fragments below."""

    @property
    def make(self) -> tuple[str, str]:
        """Tag and first class, or tag and place in the tree where there is no class: parts of one
        make hold text of one kind."""
        if names := self.name.split(maxsplit=1):
            return self.tag, names[0]
        above = self.parent
        around = above.parent if above is not None else None
        tags = (node.tag for node in (above, around) if node is not None)
        return self.tag, f"#{self.depth} {' '.join(tags)}"


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


def _is_unseen(attributes: dict[str, str]) -> bool:
    """Whether a <span> is for screen readers alone: ', opens new tab'."""
    name, style = attributes.get("class"), attributes.get("style")
    return bool((name and _is_unseen_name(name)) or (style and _HIDDEN.search(style)))


@lru_cache(maxsize=20_000)
def _is_unseen_name(name: str) -> bool:
    return _UNSEEN.search(name) is not None


def _role(tag: str, name: str, attributes: dict[str, str]) -> int:
    """What tag, names and state of an element say together."""
    named = _role_of_names(tag, name, attributes.get("id", ""))
    if named is None:
        return Role.NONE
    if _STATES.isdisjoint(attributes):
        return named
    if attributes.get("itemprop") == "articleBody":
        return Role.CONTENT
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return Role.SOFT
    if (style := attributes.get("style")) and _HIDDEN.search(style):
        return Role.SOFT
    if (aria := attributes.get("role")) and is_aria_boilerplate(aria):
        return Role.SOFT
    return named


@lru_cache(maxsize=20_000)  # sites repeat a few hundred names on every page
def _role_of_names(tag: str, name: str, identity: str) -> int | None:
    """What tag, class and id say; None where they tell of the whole page."""
    if tag in _FRAMES or (("post" in name or "entry" in name) and _POST.search(name)):
        return None  # 'has-sidebar', 'tag-newsletter'
    role = role_of_tag(tag)
    named = role_of_name(f"{name} {identity}")
    if named == Role.SOFT and tag in _TEXTUAL:
        return role  # <p class="paywall">, <h2 class="widget-title"> in a story are its own
    if named != Role.NONE and not (role >= Role.SOFT and named == Role.CONTENT):
        return named
    return role


def scan(tree: Tree) -> tuple[list[Node], list[Segment]]:
    """Every block-level element and every piece of text, in document order."""
    nodes: list[Node] = []
    segments: list[Segment] = []
    node: Node | None = None
    skipped: Any = None
    parts: list[str] = []  # of the text since the last boundary
    linked = links = strong = emphasis = 0
    in_link = in_strong = in_emphasis = breaks = 0
    for element, tag, attributes, text in tree.steps:
        opens = closes = False
        if skipped is not None:
            if element is not skipped or attributes is not None:
                continue
            skipped = None
        elif tag in BLOCK_FREE:
            step = 1 if attributes is not None else -1
            if tag == "a":
                in_link += step
                links += step > 0
            elif tag in _BOLD:
                in_strong += step
            elif tag in _ITALIC:
                in_emphasis += step
            elif tag == "span" and attributes and _is_unseen(attributes):
                skipped = element
                continue
        elif tag == "br":
            if attributes is not None:
                breaks += 1
                if breaks == 1 and parts:
                    parts.append("\n")
        elif attributes is None:
            closes = node is not None and node.element is element
        elif tag in SKIPPED:
            skipped = element
            continue
        else:
            opens = not ("-" in tag and node is not None and node.tag in _PHRASING)
        if (
            breaks == 1
            and text
            and (
                _INDENT.match(text)
                or (emphasis and not (linked or in_emphasis) and _is_all(parts, emphasis))
            )
        ):
            breaks = 2
        if breaks > 1 or opens or closes:
            if parts and node is not None:
                _add(segments, parts, node, (linked, links, strong, emphasis))
            if parts:
                parts = []
            linked = strong = emphasis = breaks = 0
            links = 1 if in_link else 0
            if opens:
                node = _open(nodes, node, element, tag, attributes or {})
            elif closes and node is not None:
                node = node.parent
        if not text:
            continue
        if text.isspace():
            if parts:
                parts.append(" ")
            continue
        if breaks and parts:
            parts.append(" ")
        breaks = 0
        parts.append(text)
        if in_link or in_strong or in_emphasis:
            length = len(text.strip())
            if in_link:
                linked += length
            if in_strong:
                strong += length
            if in_emphasis:
                emphasis += length
    return nodes, segments


def _is_all(parts: list[str], length: int) -> bool:
    """Whether a line has no more than so many characters, apart from white space around pieces."""
    return sum(len(part.strip()) for part in parts) <= length


def _open(
    nodes: list[Node], above: Node | None, element: Any, tag: str, attributes: dict[str, str]
) -> Node:
    """Begin a block."""
    kind, depth = "paragraph", 0
    if above is not None:
        kind = _INHERITED.get(above.kind, kind)
        depth = above.depth + 1
        if tag == "table" and above.tag == "figure":
            above.role = Role.NONE  # a <figure> around a table shows no picture
    name, role = "", role_of_tag(tag)
    if attributes:
        name = attributes.get("class", "")
        role = _role(tag, name, attributes)
    kind = _KINDS.get(tag, kind)
    node = Node(element, tag, above, len(nodes), depth, name, role, kind)
    nodes.append(node)
    return node


def _add(
    segments: list[Segment], parts: list[str], node: Node, counts: tuple[int, int, int, int]
) -> None:
    """End a paragraph."""
    raw = "".join(parts)
    for part in _BLANK_LINE.split(raw) if node.tag == "pre" else (raw,):
        if text := clean(part):
            segments.append(Segment(text, node, *counts, node.kind))
