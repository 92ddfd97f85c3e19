"""Is one text an edited copy of another: anchors to find candidates, a comparison to decide.

A copy has most of the other text's words in the same order, whatever its title, with its lead
or end cut, with boilerplate added, with up to about a third of its words changed. Two stories
written on one template (a weekly price report) share nearly all words too, but not their facts:
where it is the numbers and names that differ while the words around them stay, it is no copy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise
from math import log
from zlib import crc32

from wmcscraper.identity import fold

__all__ = ["MIN_WORDS", "Text", "anchors", "is_copy"]

MIN_WORDS = 25
"""Texts with fewer words that count are never near copies: too little to judge by."""

_ANCHORS = 32
_SHARE = 0.42  # of the shorter text's words found in the same order in the other
_MAX_WORDS = 4000  # the comparison reads no further
_MAX_OCCURRENCES = 4  # a word more frequent than this tells nothing about order
# How often a number or a name stays when only the template is shared.
_TEMPLATE_SURVIVAL = 0.25
_ENDS = frozenset('.!?:;"()')
# A number, a word, or what ends a sentence or opens a quotation. Chinese, Japanese and Thai write
# no spaces: there each character counts as a word.
_TOKEN = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]|\d[\d.,:/-]*\d|[^\W_]+|[.!?:;\"()]")


@dataclass(slots=True)
class Text:
    """A body as the comparison sees it: the words that count, and which of them are facts."""

    words: list[str]
    """Words of four letters or more, numbers, and names, in order, case folded."""
    facts: frozenset[str]
    """Those of ``words`` that are numbers or names (in capitals inside a sentence)."""

    @classmethod
    def of(cls, body: str | None) -> Text:
        """Reads a body; linear in its length."""
        words: list[str] = []
        facts: set[str] = set()
        begins = True  # a capital there says nothing
        for token in _TOKEN.findall(fold((body or "").replace("\n", ". "))):
            first = token[0]
            if first in _ENDS:
                begins = True
                continue
            word = token.casefold()
            fact = first.isdigit() or (first.isupper() and not begins)
            begins = False
            if fact:
                facts.add(word)
            elif len(word) < 4 and word.isascii():
                continue
            words.append(word)
            if len(words) >= _MAX_WORDS:
                break
        return cls(words, frozenset(facts))


def anchors(text: Text) -> list[int]:
    """Up to 32 numbers below 2**32; two copies share several of them, other texts hardly any.

    They are the smallest hashes of all pairs of neighbouring words, so that which pairs are
    chosen depends on the pairs alone. Empty for a text too short to be judged.
    """
    if len(text.words) < MIN_WORDS:
        return []
    pairs = {f"{one} {two}" for one, two in pairwise(text.words)}
    # Multiplied by Knuth's constant, as the lowest checksums alone would favour some endings.
    hashes = {crc32(pair.encode("utf-8", "replace")) * 2654435761 % 2**32 for pair in pairs}
    return nsmallest(_ANCHORS, hashes)


def is_copy(one: Text, other: Text) -> bool:
    """Is either text an edited copy of the other? Symmetric."""
    if min(len(one.words), len(other.words)) < MIN_WORDS:
        return False
    matched = _in_order(one.words, other.words)
    shorter = min(_rare(one.words), _rare(other.words))
    if not matched or len(matched) < _SHARE * shorter:
        return False
    return _same_facts(one, other, matched)


def _positions(words: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        found[word].append(index)
    return found


def _rare(words: list[str]) -> int:
    """How many words can take part in ``_in_order``."""
    return sum(len(at) for at in _positions(words).values() if len(at) <= _MAX_OCCURRENCES)


def _in_order(one: list[str], other: list[str]) -> list[tuple[int, int]]:
    """The longest run of words that both texts have in the same order, as index pairs.

    Only words that are rare in both count, so that the work grows with the texts' length and
    not with its square.
    """
    there = _positions(other)
    here = _positions(one)
    tails: list[int] = []  # for each length, the smallest index in `other` that ends such a run
    nodes: list[tuple[int, int, int]] = []  # (index in one, index in other, node before)
    ends: list[int] = []  # for each length, the node of its tail
    for index, word in enumerate(one):
        places = there.get(word)
        if not places or len(places) > _MAX_OCCURRENCES or len(here[word]) > _MAX_OCCURRENCES:
            continue
        for place in reversed(places):  # from the back, so that one word is used once
            length = bisect_left(tails, place)
            nodes.append((index, place, ends[length - 1] if length else -1))
            if length == len(tails):
                tails.append(place)
                ends.append(len(nodes) - 1)
            else:
                tails[length] = place
                ends[length] = len(nodes) - 1
    run = []
    at = ends[-1] if ends else -1
    while at >= 0:
        index, place, at = nodes[at]
        run.append((index, place))
    return run[::-1]


def _same_facts(one: Text, other: Text, matched: list[tuple[int, int]]) -> bool:
    """Do numbers and names stay as the other words do, or are they what differs?

    A likelihood ratio between 'edited at random' (facts survive as other words do) and 'written
    on one template' (words survive, facts do not), over the stretch that both texts share.
    """
    (first, first_other), (last, last_other) = matched[0], matched[-1]
    here, there = one.words[first : last + 1], other.words[first_other : last_other + 1]
    facts_here = {word for word in here if word in one.facts}
    facts_there = {word for word in there if word in other.facts}
    facts, total = (
        (facts_here, set(there))
        if len(facts_here) <= len(facts_there)
        else (facts_there, set(here))
    )
    if len(facts) < 3:
        return True
    plain_here, plain_there = set(here) - facts_here, set(there) - facts_there
    plain = min(len(plain_here), len(plain_there)) or 1
    survival = min(max(len(plain_here & plain_there) / plain, 0.5), 0.95)
    kept = len(facts & total)
    lost = len(facts) - kept
    # Heavily reworded text is seldom a template: that speaks for a copy from the start.
    score = 16 * (0.95 - survival)
    score += kept * log(survival / _TEMPLATE_SURVIVAL)
    score += lost * log((1 - survival) / (1 - _TEMPLATE_SURVIVAL))
    return score >= 0
