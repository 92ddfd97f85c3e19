"""Which paragraphs below the story's root are the story: judged by their text and neighbours.

A paragraph is known by its company. Where a story's sentences stand, its short lines stand, too;
a line in a part of its own is a button, a label or a credit, and prose that stands alone below the
story is an author's life, a legal note or the next story's teaser.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.boilerplate import BLOCK_FREE
from wmcscraper.fields.cues import is_credited, is_label, is_lead, is_tail
from wmcscraper.fields.density import link_density
from wmcscraper.fields.title import Title

__all__ = ["plain_segments", "start_of", "story_segments", "within"]

_WORD = re.compile(r"\w+")
# A line that is more link than this is a link: to a story, a shop, a tag.
_LINKED = 0.6
# Unless so much of it, in characters, is no link.
_UNLINKED = 60
# Running text, in characters, that makes a part one where the story stands …
_COMPANY = 200
# … and the share of all the story's text that makes it one of its main parts.
_MAIN_SHARE = 0.15
# … or this share of the part where most of it stands, as grids cut a story into many parts.
_MAIN_OF_MOST = 0.5
# More of it where the line heads running text ('About the author'), and not links alone.
_HEADED = 0.4
# Words that may stand beside the headline in a line that repeats it: a date, a place.
_BESIDE_HEADLINE = 8
# A line above the story that holds its date or its writer is shorter than this.
_LONGEST_LINE = 80
_BYLINE = re.compile(r"(?:by|von|par|por|di|autor|written by|posted by)\b", re.IGNORECASE)
# Of the story's text, this share must follow in its main part for a tail's line to head a box.
_GOES_ON = 0.15
# A line of this length that stands twice on a page is a copy; shorter ones may be refrains.
_REPEATED = 60
# A tail's heading is believed only below this share of the story.
_TAIL_FROM = 0.4
# A headline with less than this share of the page's text below it belongs to a box or gallery.
_BELOW_TITLE = 0.3
# Names of the lines between headline and story that sum it up: the article's summary, not its text.
_STANDFIRST = re.compile(
    r"\b(?:dek|deck|standfirst|summary|excerpt|sub-?title|sub-?head(?:line)?|key-?points?"
    r"|highlights?|strap-?line|abstract|description|tagline)\b"
)
_NAME_CUT = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_PICTURES = frozenset({"img", "picture", "amp-img"})
_LIST_PARTS = frozenset({"li", "ul", "ol", "dl", "dd", "dt", "p", "blockquote", "pre"}) | {
    f"h{level}" for level in range(1, 7)
}
# A quotation set apart, with who said it: '“…” — Jane Doe, Example Corp.'
_SIGNED_QUOTE = re.compile(r"[\"“”„‟«»‘‚](?=.{30,600}[\"“”»«’]\s?[—–-]\s?[^\W\d_])", re.DOTALL)
# A table that shows a picture and no more text than this is the picture's frame …
_FRAME_TEXT = 300
# … and its picture is among its first elements, with few cells; more hold data.
_FRAME_ELEMENTS = 40
_FRAME_CELLS = 4
_TABLE_PARTS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table"})


class _Company:
    """How much of the story stands in each part, and in all parts of one name."""

    def __init__(self, segments: list[Segment]) -> None:
        self.by_part: dict[int, float] = {}
        self.by_name: dict[tuple[str, str], float] = {}
        self.by_row: dict[tuple[int, str], float] = {}
        self.total = 0.0
        for segment in segments:
            if segment.prose:
                part = holder(segment)
                self.by_part[part.index] = self.by_part.get(part.index, 0.0) + segment.prose
                key = part.make
                self.by_name[key] = self.by_name.get(key, 0.0) + segment.prose
                if row := _row(segment):
                    self.by_row[row] = self.by_row.get(row, 0.0) + segment.prose
                self.total += segment.prose
        self.most = max((*self.by_part.values(), 0.0))

    def around(self, segment: Segment) -> float:
        """Running text in the segment's part, in all parts of its name, or in its row of parts."""
        part = holder(segment)
        own = self.by_part.get(part.index, 0.0)
        if row := _row(segment):
            return max(own, self.by_row.get(row, 0.0))
        return max(own, self.by_name.get(part.make, 0.0)) if part.name else own

    def is_main(self, segment: Segment) -> bool:
        """Whether the segment stands where a good share of the story stands."""
        return self.around(segment) >= min(_MAIN_SHARE * self.total, _MAIN_OF_MOST * self.most)


def holder(segment: Segment) -> Node:
    """The part that a paragraph stands in, above lists, quotes and table cells."""
    node = segment.node
    while node.parent is not None and (
        node.tag in _LIST_PARTS or (node.tag in _TABLE_PARTS and segment.kind == "table")
    ):
        node = node.parent
    return node


def _row(segment: Segment) -> tuple[int, str] | None:
    """Parent and tag of a paragraph that is a part by itself and has no name: a bare <div>.

    Where all paragraphs are such parts, those of one parent are each other's company.
    """
    node = segment.node
    if node.parent is None or node.name or node.tag in _LIST_PARTS | _TABLE_PARTS:
        return None
    return node.parent.index, node.tag


def story_segments(
    root: Node, nodes: list[Node], segments: list[Segment], title: Title, start: int = 0
) -> list[Segment]:
    """The segments below ``root``, from number ``start``, that are the story's, in order."""
    inside = within(root, nodes, segments[start:])
    candidates = [s for s in inside if not s.node.blocked]
    company = _Company(candidates)
    kept = _without_tail(candidates, company)
    kept = [s for s in kept if _belongs(s, company)]
    headline = _WORD.findall((title.text or "").casefold())
    kept = [s for s in kept if not headline or not _repeats(s.text, headline)]
    kept = _without_repeats(kept)
    return _without_empty_headings(_without_edges(kept, company))


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


class _Progress:
    """How much of the story was read in each part, and how much is still to come."""

    def __init__(self, segments: list[Segment]) -> None:
        self.read = 0.0
        self.main: Node | None = None
        """The part in which most was read, the first of several."""
        self._parts: dict[int, float] = {}
        self._order: dict[int, int] = {}
        # Each sum is kept rather than taken anew at each line that may begin a tail.
        self._ahead: defaultdict[int | tuple[str, str], float] = defaultdict(float)
        for segment in segments:
            if segment.prose:
                for key in _keys(holder(segment)):
                    self._ahead[key] += segment.prose

    def passes(self, segment: Segment, part: Node) -> None:
        """``segment`` is no longer still to come."""
        if segment.prose:
            for key in _keys(part):
                self._ahead[key] -= segment.prose

    def keeps(self, segment: Segment, part: Node) -> None:
        """``segment`` is read as the story's."""
        self.read += segment.prose
        amount = self._parts.get(part.index, 0.0) + segment.prose
        self._order.setdefault(part.index, len(self._order))
        self._parts[part.index] = amount
        if self.main is None or (amount, -self._order[part.index]) > (
            self._parts[self.main.index],
            -self._order[self.main.index],
        ):
            self.main = part

    def ahead(self, part: Node) -> float:
        """Running text still to come in a part and, if it has a name, in all of its make."""
        return self._ahead.get(part.make if part.name else part.index, 0.0)


def _keys(part: Node) -> tuple[int | tuple[str, str], ...]:
    return (part.index, part.make) if part.name else (part.index,)


def _without_tail(segments: list[Segment], company: _Company) -> list[Segment]:
    """Without the part below the story, and without boxes in it that are headed like that part."""
    kept: list[Segment] = []
    dropped: Node | None = None
    progress = _Progress(segments)
    for index, segment in enumerate(segments):
        part = holder(segment)
        progress.passes(segment, part)
        if dropped is not None and part is dropped:
            continue
        late = progress.read >= _TAIL_FROM * company.total
        if not segment.prose and late and is_tail(segment.text):
            main = progress.main or part
            following = segments[index + 1] if index + 1 < len(segments) else None
            heads = following is not None and following.prose > 0 and holder(following) is main
            # Much more text to come in the main part? Then the line only heads a box.
            if progress.ahead(main) <= (_HEADED if heads else _GOES_ON) * company.total:
                return kept
            dropped = part if part is not main else None
            continue
        progress.keeps(segment, part)
        kept.append(segment)
    return kept


def _belongs(segment: Segment, company: _Company) -> bool:
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
    return company.around(segment) >= _COMPANY


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


def _without_edges(segments: list[Segment], company: _Company) -> list[Segment]:
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
    while node is not None and node.tag in _TABLE_PARTS and node.tag != "table":
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
