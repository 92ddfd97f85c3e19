"""The story's own text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from wmcscraper.fields.belief import free_inside
from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.company import plain_segments, start_of, story_segments
from wmcscraper.fields.density import choose_list, choose_root, measure, weigh
from wmcscraper.fields.title import Title
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["Block", "Body", "candidates", "extract"]

# Where the page shows less than this share of what JSON-LD tells, its markup hides the story.
_HOPELESS = 0.35
# Shorter texts in JSON-LD are summaries.
_MIN_STRUCTURED = 250
_BREAK = re.compile(r"\n+|</p>|<br\s*/?>\s*<br\s*/?>|</h\d>|</li>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
# A cell of a table that holds data has no more characters than this.
_LONGEST_CELL = 150
# How far the text of JSON-LD is believed; half as far where the page's own text is shown.
_STRUCTURED_SCORE = 0.6
# A list without a sentence may be a story, and may be anything else: a sentence or two of running
# text that score less are a notice beside it.
_LIST_SCORE = 0.25
# A story of this many characters has nothing more to prove by its length.
_ENOUGH = 600
# What a pure list of teasers costs of the score.
_TEASER_COST = 0.7
# A link of this many characters is another story's headline …
_TEASER_LINK = 20
# … and this share of such links among the lines makes a list of them.
_TEASERS = 0.4
_ELLIPSES = ("…", "...", "…]", "[…]", "...]")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the body."""

    text: str
    element: Any
    """The lxml element that holds it (several blocks may share one, split by <br>); None where the
    text came from metadata."""
    kind: str = "paragraph"
    """paragraph, heading, item, quote or table."""


@dataclass(frozen=True, slots=True)
class Body:
    """The story's text, or what may be it, paragraph by paragraph."""

    blocks: tuple[Block, ...] = ()
    root: Any = None
    """The smallest lxml element that holds all blocks; None where the text came from metadata."""
    origin: str = "none"
    score: float = 0.0
    evidence: str = ""
    """What speaks for it, in words."""

    @property
    def text(self) -> str:
        """The paragraphs, with a blank line between them."""
        return "\n\n".join(block.text for block in self.blocks)


def extract(page: Page, title: Title) -> Body:
    """The running text below the headline; no blocks where the page has none."""
    return next(_offers(page, title), Body())


def candidates(page: Page, title: Title) -> list[Body]:
    """Whatever may be the text; the first is ``extract``'s."""
    return list(_offers(page, title))


def _offers(page: Page, title: Title) -> Iterator[Body]:
    """The text, then what it was chosen before."""
    nodes, segments = page.layout
    weigh(segments)
    start = start_of(segments, title)
    measure(nodes, segments, start)
    kept: list[Segment] = []
    told = _structured(page)
    root = choose_root(nodes, segments)
    if root is not None:
        free_inside(root, nodes, segments)
        kept = story_segments(root, nodes, segments, title, start, told=told)
    share = sum(len(s.text) for s in kept) / sum(map(len, told)) if told else 1.0
    if share < _HOPELESS:
        yield _structured_body(told, _STRUCTURED_SCORE, share)
    shown = None
    if root is not None and kept:
        shown = _body(kept, "density", *_score(root, kept, segments))
        if shown.score >= _LIST_SCORE:
            yield shown
    part = choose_list(nodes, segments)
    if part is not None and (lines := plain_segments(part, nodes, segments[start:])):
        yield _body(lines, "list", _LIST_SCORE, "the longest list of lines without a link")
    if shown is not None and shown.score < _LIST_SCORE:
        yield shown
    if told and share >= _HOPELESS:
        yield _structured_body(told, _STRUCTURED_SCORE / 2, share)


def _body(kept: list[Segment], origin: str, score: float, evidence: str) -> Body:
    return Body(tuple(_blocks(kept)), _common(kept).element, origin, score, evidence)


def _structured_body(told: list[str], score: float, share: float) -> Body:
    evidence = f"the page shows {share:.0%} of its length"
    return Body(tuple(Block(text, None) for text in told), None, "jsonld", score, evidence)


def _blocks(kept: list[Segment]) -> Iterator[Block]:
    """Segments as blocks: the cells of one row of a table are one line of text."""
    row: list[Segment] = []
    lines = Counter(segment.node.index for segment in kept)
    for segment in kept:
        is_cell = _is_cell(segment) and lines[segment.node.index] == 1
        if row and not (is_cell and segment.node.parent is row[0].node.parent):
            yield _row(row)
            row = []
        if is_cell:
            row.append(segment)
        else:
            kind = "paragraph" if segment.kind == "table" else segment.kind
            yield Block(segment.text, segment.node.element, kind)
    if row:
        yield _row(row)


def _is_cell(segment: Segment) -> bool:
    """Whether a segment is a cell of data; long ones are text in a table that makes a layout."""
    return segment.kind == "table" and len(segment.text) <= _LONGEST_CELL


def _row(cells: list[Segment]) -> Block:
    above = cells[0].node.parent
    element = cells[0].node.element if len(cells) == 1 or above is None else above.element
    return Block(" | ".join(cell.text for cell in cells), element, "table")


def _structured(page: Page) -> list[str]:
    """The paragraphs of the story as JSON-LD gives it, if long enough to be one."""
    texts = [
        node["articleBody"] for node in page.jsonld if isinstance(node.get("articleBody"), str)
    ]
    text = max(texts, key=len, default="")
    if len(text) < _MIN_STRUCTURED:
        return []
    if "&lt;" in text or "&#" in text:
        text = unescape(text)
    lines = _BREAK.split(text)
    return [line for line in (clean(_MARKUP.sub(" ", line)) for line in lines) if line]


def _common(segments: list[Segment]) -> Node:
    """The deepest element above all of ``segments``."""
    common = segments[0].node
    for segment in segments[1:]:
        other = segment.node
        while common is not other:  # each step climbs one of the two; neither ever climbs back
            if common.depth >= other.depth and common.parent is not None:
                common = common.parent
            elif other.parent is not None:
                other = other.parent
            else:
                break
    return common


def _score(root: Node, kept: list[Segment], segments: list[Segment]) -> tuple[float, str]:
    """How sure: much prose, few links and scraps beside it, most of the page's, no teasers.

    And that in words.
    """
    prose = sum(s.prose for s in kept)
    everything = sum(s.prose for s in segments if not s.node.blocked) or 1.0
    amount = min(1.0, prose / _ENOUGH)
    clean = prose / (prose + root.junk + 1)
    share = min(1.0, prose / everything)
    teasing = _teasing(kept, segments)
    score = amount * (0.4 + 0.3 * clean + 0.3 * share) * (1 - _TEASER_COST * teasing)
    evidence = f"{share:.0%} of the page's prose, {1 - clean:.0%} links and scraps beside it"
    return round(score, 3), evidence + (f", {teasing:.0%} teasers" if teasing else "")


def _teasing(kept: list[Segment], segments: list[Segment]) -> float:
    """How far the text is a list of teasers, 0..1: cut short, or each below a link to its story."""
    lines = [s.text for s in kept if s.prose]
    if not lines:
        return 0.0
    elided = sum(line.endswith(_ELLIPSES) for line in lines) / len(lines)
    first, last = kept[0].node.index, kept[-1].node.index
    links = sum(
        first <= s.node.index <= last and s.linked >= _TEASER_LINK and s.linked * 2 > len(s.text)
        for s in segments
    )
    linked = links / (links + len(lines))
    return max(elided, linked if linked >= _TEASERS else 0.0)
