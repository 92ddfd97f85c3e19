"""Which paragraphs below the story's root are the story: judged by their text and neighbours."""

from __future__ import annotations

import re

from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.density import link_density
from wmcscraper.fields.title import Title

__all__ = ["story_segments"]

_WORD = re.compile(r"\w+")
_LINK_LIST = 0.6
# Lines that point elsewhere, or ask something of the reader.
_POINTER = re.compile(
    r"^(?:read (?:more|also|next|the full)|more:|see also|also read|related(?: (?:stor|art|news|"
    r"post|content|topic|link)\w*)?\b[^.]*$|source(?:s)?(?: of (?:the )?[\w ]*(?:image|photo|"
    r"picture))?:|source (?:image|photo|picture)$|(?:image|photo|picture|cover image)(?: credit| "
    r"source)?s?\s*:|photo(?:graph)? (?:by|courtesy)|credit:|share (?:this|on)|follow us|"
    r"subscribe|sign up|click here|advertisement|tags?:|filed under|copyright ©|©|comments?$|"
    r"leave a (?:reply|comment)|all rights reserved|posted in|learn more$|continue reading)",
    re.IGNORECASE,
)


def story_segments(root: Node, segments: list[Segment], title: Title) -> list[Segment]:
    """The segments below ``root`` that are paragraphs of the story, in order."""
    inside = _inside(root, segments)
    start = _after_title(inside, title)
    kept = [
        s for s in inside[start:]
        if not s.node.blocked and link_density(s) < _LINK_LIST and not _POINTER.search(s.text)
    ]  # fmt: skip
    heading = _WORD.findall((title.text or "").lower())
    kept = [s for s in kept if not heading or _WORD.findall(s.text.lower()) != heading]
    return _trim(kept)


def _inside(root: Node, segments: list[Segment]) -> list[Segment]:
    """Segments below ``root``: nodes are numbered in document order, so one range holds them."""
    below: set[int] = {root.index}
    inside = []
    for segment in segments:
        path = []
        node: Node | None = segment.node
        while node is not None and node.index > root.index and node.index not in below:
            path.append(node.index)
            node = node.parent
        if node is not None and node.index in below:
            below.update(path)
            inside.append(segment)
    return inside


def _after_title(segments: list[Segment], title: Title) -> int:
    """Index of the first segment below the headline."""
    if title.element is None:
        return 0
    for index, segment in enumerate(segments):
        if segment.node.element is title.element:
            return index + 1
    return 0


def _trim(segments: list[Segment]) -> list[Segment]:
    """Without headings that head nothing, and without fragments at either end."""
    last = len(segments)
    while last and not segments[last - 1].prose:
        last -= 1
    first = 0
    while first < last and not segments[first].prose:
        first += 1
    return segments[first:last]
