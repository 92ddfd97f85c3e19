"""Which paragraphs below the story's root are the story: judged by their text and neighbours.

A paragraph is known by its company. Where a story's sentences stand, its short lines stand, too;
a line in a part of its own is a button, a label or a credit, and prose that stands alone below the
story is an author's life, a legal note or the next story's teaser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from wmcscraper.fields.asides import without_asides
from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.boilerplate import BLOCK_FREE
from wmcscraper.fields.cues import is_credited, is_label, is_lead
from wmcscraper.fields.density import link_density
from wmcscraper.fields.names import is_person
from wmcscraper.fields.parts import TABLE_PARTS, Company, holder
from wmcscraper.fields.tails import without_tail
from wmcscraper.fields.title import Title

__all__ = ["plain_segments", "start_of", "story_segments", "within"]

_WORD = re.compile(r"\w+")
# A line that is more link than this is a link: to a story, a shop, a tag.
_LINKED = 0.6
# Unless so much of it, in characters, is no link.
_UNLINKED = 60
# Running text, in characters, that makes a part one where the story stands.
_COMPANY = 200
# Words that may stand beside the headline in a line that repeats it: a date, a place.
_BESIDE_HEADLINE = 8
# A line above the story that holds its date or its writer is shorter than this.
_LONGEST_LINE = 80
_BYLINE = re.compile(r"(?:by|von|par|por|di|autor|written by|posted by)\b", re.IGNORECASE)
# A line of this length that stands twice on a page is a copy; shorter ones may be refrains.
_REPEATED = 60
# A headline with less than this share of the page's text below it belongs to a box or gallery.
_BELOW_TITLE = 0.3
# Names of the lines between headline and story that sum it up: the article's summary, not its text.
_STANDFIRST = re.compile(
    r"\b(?:dek|deck|standfirst|summary|excerpt|sub-?title|sub-?head(?:line)?|key-?points?"
    r"|highlights?|strap-?line|abstract|description|tagline)\b"
)
_NAME_CUT = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_PICTURES = frozenset({"img", "picture", "amp-img"})
# A quotation set apart, with who said it: '“…” — Jane Doe, Example Corp.'
_SIGNED_QUOTE = re.compile(r"[\"“”„‟«»‘‚](?=.{30,600}[\"“”»«’]\s?[—–-]\s?[^\W\d_])", re.DOTALL)
# A table that shows a picture and no more text than this is the picture's frame …
_FRAME_TEXT = 300
# … and its picture is among its first elements, with few cells; more hold data.
_FRAME_ELEMENTS = 40
_FRAME_CELLS = 4


def story_segments(
    root: Node,
    nodes: list[Node],
    segments: list[Segment],
    title: Title,
    start: int = 0,
    *,
    told: Sequence[str] = (),
) -> list[Segment]:
    """The segments below ``root``, from number ``start``, that are the story's, in order.

    ``told`` are its paragraphs as the page's structured data give them, if they do.
    """
    inside = within(root, nodes, segments[start:])
    candidates = [s for s in inside if not s.node.blocked]
    company = Company(candidates)
    kept = without_tail(candidates, company)
    kept = [s for s in kept if _belongs(s, company)]
    headline = _WORD.findall((title.text or "").casefold())
    kept = [s for s in kept if not headline or not _repeats(s.text, headline)]
    kept = _without_repeats(kept)
    kept = without_asides(_without_edges(kept, company), company, told)
    return _without_empty_headings(kept)


def plain_segments(part: Node, nodes: list[Node], segments: list[Segment]) -> list[Segment]:
    """The lines below ``part`` that are no links, labels or captions."""
    return [
        s
        for s in within(part, nodes, segments)
        if not s.node.blocked
        and link_density(s) < _LINKED
        and not is_label(s.text)
        and not is_lead(s.text)
        and not is_credited(s.text)
    ]


def within(root: Node, nodes: list[Node], segments: list[Segment]) -> list[Segment]:
    """Segments below ``root``: nodes are numbered in document order, so one range holds them."""
    last = root.index
    for node in nodes[root.index + 1 :]:
        if node.depth <= root.depth:
            break
        last = node.index
    return [s for s in segments if root.index <= s.node.index <= last]


def start_of(segments: list[Segment], title: Title) -> int:
    """Index of the first segment below the headline; 0 where most of the text stands above it.

    Counts prose as measured without knowing the headline.
    """
    if title.element is None:
        return 0
    shown = title.element
    while shown.tag in BLOCK_FREE and shown.getparent() is not None:
        shown = shown.getparent()  # <font> and <b> stand in a block
    headline = _WORD.findall((title.text or "").casefold())
    read = 0.0
    for index, segment in enumerate(segments):
        if segment.node.element is shown and (
            shown is title.element or _repeats(segment.text, headline)
        ):
            below = sum(s.prose for s in segments[index + 1 :])
            return index + 1 if below >= _BELOW_TITLE * (read + below) else 0
        read += segment.prose
    return 0


def _repeats(text: str, headline: list[str]) -> bool:
    """Whether a line is the headline once more, perhaps with its date before or after it."""
    begin = text[: _LONGEST_LINE * 2].casefold()
    for word in headline:
        if word not in begin:  # most lines lack the first words, and to cut them up costs ten times
            return False
    words = _WORD.findall(begin)
    beside = len(words) - len(headline)
    if not 0 <= beside <= _BESIDE_HEADLINE:
        return False
    if words[beside:] == headline:
        return True
    return words[: len(headline)] == headline and text[-1] not in ".!?"


def _belongs(segment: Segment, company: Company) -> bool:
    """Whether one segment, by itself, reads as a part of the story."""
    text = segment.text
    if link_density(segment) >= _LINKED and len(text) - segment.linked < _UNLINKED:
        return False
    if is_label(text) or is_lead(text) or is_credited(text) or _is_framed(segment):
        return False
    if segment.prose or segment.kind == "heading" or _SIGNED_QUOTE.match(text):
        return True
    if not _WORD.search(text):
        return False
    return company.beside(segment) >= _COMPANY


def _without_repeats(segments: list[Segment]) -> list[Segment]:
    """Each long line once: pages hold a copy for phones, for print or behind the pay-wall."""
    seen: set[str] = set()
    kept = []
    for segment in segments:
        if len(segment.text) >= _REPEATED:
            if segment.text in seen:
                continue
            seen.add(segment.text)
        kept.append(segment)
    return kept


def _without_edges(segments: list[Segment], company: Company) -> list[Segment]:
    """Without what stands before the first and after the last line in the story's main parts."""
    first, last = 0, len(segments)
    while last and (
        segments[last - 1].kind == "heading" or not company.is_main(segments[last - 1])
    ):
        last -= 1
    while first < last and not company.is_main(segments[first]):
        if segments[first].prose and not _is_beside(segments[first]):
            break
        first += 1
    while first < last and _is_dateline(segments[first]):
        first += 1
    return segments[first:last]


def _is_beside(segment: Segment) -> bool:
    """Whether prose above the story is its summary by name, or stands with a picture."""
    part = holder(segment)
    names = f"{segment.node.name} {part.name}"
    if _STANDFIRST.search(_NAME_CUT.sub("-", names).lower()):
        return True
    return any(child.tag in _PICTURES for child in part.element)


def _is_framed(segment: Segment) -> bool:
    """Whether a line stands in a small table with a picture: its caption, as old pages set it."""
    node: Node | None = segment.node
    while node is not None and node.tag in TABLE_PARTS and node.tag != "table":
        node = node.parent
    if node is None or node.tag != "table" or node.prose + node.junk > _FRAME_TEXT:
        return False
    tags = [child.tag for child in islice(node.element.iter(), _FRAME_ELEMENTS)]
    cells = tags.count("td") + tags.count("th")
    return cells <= _FRAME_CELLS and not _PICTURES.isdisjoint(tags)


def _is_dateline(segment: Segment) -> bool:
    """Whether a short line above the story holds its date or writer."""
    text = segment.text
    if segment.prose or segment.kind != "paragraph" or len(text) > _LONGEST_LINE:
        return False
    if segment.emphasis >= len(text) and is_person(text):
        return True
    return any(c.isdecimal() for c in text) or _BYLINE.match(text) is not None


def _without_empty_headings(segments: list[Segment]) -> list[Segment]:
    """Without headings that head nothing: links and labels stood below them."""
    kept: list[Segment] = []
    level = 9
    for segment in reversed(segments):
        if segment.kind == "heading":
            own = int(segment.node.tag[1]) if segment.node.tag[1:].isdigit() else 6
            if level <= own and level < 9:
                continue
            level = own
        else:
            level = 9
        kept.append(segment)
    kept.reverse()
    return kept
