"""Where on a page the running text stands: prose against links and fragments, part by part."""

from __future__ import annotations

import re

from wmcscraper.fields.belief import block_boilerplate
from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.boilerplate import Role
from wmcscraper.fields.replies import mark_replies

__all__ = ["choose_list", "choose_root", "link_density", "measure", "prose_of", "weigh"]

# Sentence ends of the scripts that news is written in, also before a closing quote or bracket.
_SENTENCE_END = re.compile(r"[.!?:;…。！？：；।॥؟۔።][\"'”’»›)\]」』]*\s*$")
_COMMA = re.compile(r"[,;،、，]")
# East Asian scripts say in one character what Latin says in about two and a half.
_WIDE = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯豈-﫿]")
_WIDE_WEIGHT = 2.5

# A paragraph shorter than this says nothing about where the text is, unless it ends a sentence.
_MIN_PROSE = 80
_MIN_SENTENCE = 25
# Lines of fewer characters altogether are no story told as a list.
_MIN_LIST = 250
# More of a paragraph than this being links makes it a list of links.
MAX_LINK_DENSITY = 0.5
# What a part adds to the text when the choice grows from it to its parent must be worth more than
# the links and fragments that come along with it.
_JUNK_COST = 2.0
# Text in parts of one name is one text, cut up by a site's grid: worth this many times itself more.
_ALIKE_BONUS = 3
# Where no name but only the place in the tree says so, it is worth less.
_ALIKE_BY_PLACE = 1 / 3
# Outside of these stands little of the story, a standfirst; more than this share of what they hold
# is a notice, unless it is of the story's own make.
_STORY_TAGS = frozenset({"main", "article"})
_STRANGE = 0.5
# Readability's rule: a paragraph speaks for its parent in full, for its grandparent by half.
_GRANDPARENT = 0.5


def link_density(segment: Segment) -> float:
    """Share of the characters that are links, 0..1."""
    return min(1.0, segment.linked / max(1, len(segment.text)))


def prose_of(segment: Segment) -> float:
    """How much running text a paragraph is, in Latin characters; 0 for fragments and links."""
    text = segment.text
    length: float = len(text)
    if length < _MIN_SENTENCE and text.isascii():
        return 0.0  # most lines of a page
    if not text.isascii() and (wide := len(_WIDE.findall(text))):
        length += wide * (_WIDE_WEIGHT - 1)
    density = link_density(segment)
    if density > MAX_LINK_DENSITY or segment.kind == "heading":
        return 0.0
    ended = _SENTENCE_END.search(text[-12:])
    if not (
        (ended and length >= _MIN_SENTENCE)
        or (length >= _MIN_PROSE and (ended or len(_COMMA.findall(text)) * 60 > length))
        or length >= 2 * _MIN_PROSE
    ):
        return 0.0
    return length * (1 - density)


def weigh(segments: list[Segment]) -> None:
    """Fill in ``prose`` of the segments."""
    for segment in segments:
        segment.prose = prose_of(segment)


def measure(nodes: list[Node], segments: list[Segment], start: int = 0) -> None:
    """Fill in ``blocked``, ``prose`` and ``junk`` of the nodes, from segments that are weighed.

    What stands before segment number ``start``, the headline, is no prose of the story.
    """
    for segment in segments[:start]:
        segment.prose = 0.0
    for node in nodes:
        node.prose = node.junk = 0.0
    for segment in segments:
        segment.node.prose += segment.prose
    for node in reversed(nodes):
        if node.parent is not None:
            node.parent.prose += node.prose
    mark_replies(nodes, segments)
    total = sum(node.prose for node in nodes if node.parent is None)
    block_boilerplate(nodes, total)
    for node in nodes:
        node.prose = 0.0
    for segment in segments:
        if not segment.node.blocked:
            if segment.prose:
                segment.node.prose += segment.prose
            elif segment.kind != "heading" or segment.links:
                segment.node.junk += len(segment.text)
    for node in reversed(nodes):
        if node.parent is not None:
            node.parent.prose += node.prose
            node.parent.junk += node.junk


def choose_root(nodes: list[Node], segments: list[Segment]) -> Node | None:
    """The element that holds the story: the densest part, grown while it gains more than junk."""
    scores: dict[int, float] = {}
    own: dict[int, float] = {}
    nearness: dict[int, float] = {}
    read = 0.0
    for segment in segments:
        node = segment.node
        if not segment.prose or node.blocked:
            continue
        holder = node.parent if node.tag in _PARAGRAPHS and node.parent is not None else node
        own[holder.index] = own.get(holder.index, 0.0) + segment.prose
        weight = nearness.setdefault(holder.index, _NEAR / (_NEAR + read))
        if _names_content(holder):
            weight *= _CONTENT_BONUS
        read += segment.prose
        scores[holder.index] = scores.get(holder.index, 0.0) + segment.prose * weight
        if (above := holder.parent) is not None:
            scores[above.index] = scores.get(above.index, 0.0) + segment.prose * _GRANDPARENT
    if not scores:
        return None
    best = max(scores.items(), key=lambda item: (item[1], -item[0]))[0]
    speakers = [i for i in own if i == best or nodes[i].parent is nodes[best]]
    alike = _alike(nodes, segments, nodes[max(speakers, key=own.__getitem__, default=best)])
    chosen = candidate = nodes[best]
    value = _worth(chosen, alike)
    story: Node | None = None
    while candidate.parent is not None:
        if candidate.tag in _STORY_TAGS:
            story = candidate
        candidate = candidate.parent
        worth = _worth(candidate, alike)
        if story is not None:
            kindred = alike[candidate.index] - alike[story.index]
            strange = candidate.prose - story.prose - kindred
            worth -= strange if strange > _STRANGE * story.prose else 0.0
        if worth > value:
            chosen, value = candidate, worth
    return chosen


def choose_list(nodes: list[Node], segments: list[Segment]) -> Node | None:
    """Where no running text stands: the part named as the story's that holds most plain lines."""
    plain = [0] * len(nodes)
    for segment in segments:
        if not segment.node.blocked:
            plain[segment.node.index] += len(segment.text) - 2 * segment.linked
    for node in reversed(nodes):
        if node.parent is not None:
            plain[node.parent.index] += plain[node.index]
    named = [n for n in nodes if n.role == Role.CONTENT and not n.blocked]
    best = max(named, key=lambda n: (plain[n.index], n.depth), default=None)
    return best if best is not None and plain[best.index] >= _MIN_LIST else None


def _worth(node: Node, alike: list[float]) -> float:
    """What a part is worth as the story: its prose, more so where it is of the story's own make."""
    return node.prose + _ALIKE_BONUS * alike[node.index] - _JUNK_COST * node.junk


def _alike(nodes: list[Node], segments: list[Segment], best: Node) -> list[float]:
    """By node, the prose below it in parts of the densest part's make, or named as the story's."""
    alike = [0.0] * len(nodes)
    make = best.make
    worth = 1.0 if best.name.strip() or best.role == Role.CONTENT else _ALIKE_BY_PLACE
    for segment in segments:
        node = segment.node
        if segment.prose and not node.blocked:
            holder = node.parent if node.tag in _PARAGRAPHS and node.parent else node
            if holder.role == Role.CONTENT:
                alike[node.index] += segment.prose
            elif holder.make == make:
                alike[node.index] += segment.prose * worth
    for node in reversed(nodes):
        if node.parent is not None:
            alike[node.parent.index] += alike[node.index]
    return alike


_PARAGRAPHS = frozenset({"p", "li", "blockquote", "pre", "dd", "ul", "ol", "h1", "h2", "h3"})
# Text loses half of its weight where this many characters stand between the headline and it, as a
# cookie notice or the next stories do: the story comes first.
_NEAR = 1000.0
# A name such as 'entry-content' or itemprop=articleBody counts as half as much text again.
_CONTENT_BONUS = 1.5


def _names_content(node: Node) -> bool:
    """Whether the element or its parent is named as the story's text."""
    return node.role == Role.CONTENT or (
        node.parent is not None and node.parent.role == Role.CONTENT
    )
