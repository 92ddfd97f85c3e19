"""Is one text an edited copy of another: anchors to find candidates, a comparison to decide.

A copy has most of the other text's words in the same order, whatever its title, with its lead
or end cut, with boilerplate added, with up to about a third of its words changed. Two stories
written on one template (a weekly price report) share nearly all words too, but not their facts:
where it is the numbers and names that differ while the words around them stay, it is no copy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise
from math import log
from zlib import crc32

from wmcscraper.identity import fold

__all__ = ["MIN_WORDS", "Text", "anchors", "is_copy", "may_be_copy"]

MIN_WORDS = 25
"""Texts with fewer words that count are never near copies: too little to judge by."""

_ANCHORS = 32
_SHARE = 0.42  # of the shorter text's words found in the same order in the other, in step
_VOCABULARY_SHARE = 0.4  # of its different words; most of any two texts of a language share 0.2
_MAX_WORDS = 4000  # the comparison reads no further
_MAX_OCCURRENCES = 4  # a word more frequent than this tells nothing about order
# How often a number or a name stays when only the template is shared.
_TEMPLATE_SURVIVAL = 0.25
_FOR_COPY = 3.0  # where facts say nothing, or one of them was corrected, it is a copy
# How much of the shorter text runs in step with the other: all, but for boilerplate and cuts.
_RUNNING_SHARE = 0.66
_STEP = 6  # matched words no further apart than this run in step
_ENDS = frozenset('.!?:;"()')
# A number, a word, or what ends a sentence or opens a quotation. Chinese, Japanese and Thai write
# no spaces: there each character counts as a word.
# Short words count only with a capital.
_TOKEN = re.compile(
    r"[.!?:;\"()]|[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]|\d[\d.,:/-]*\d|[^\W_]{4,}|[A-Z][^\W_]*|\d"
)


@dataclass
class Text:
    """A body as the comparison sees it."""

    words: list[str]
    """Words of four letters or more, numbers and names, in order, case folded."""
    names: frozenset[int]
    """Indexes of ``words`` that stand in capitals inside a sentence."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where in ``words`` each word stands that is rare enough to tell something about order."""
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            places.setdefault(word, []).append(index)
        return {word: at for word, at in places.items() if len(at) <= _MAX_OCCURRENCES}

    def sort_of(self, index: int) -> str:
        """number, name or word."""
        if self.words[index][0].isdigit():
            return "number"
        return "name" if index in self.names else "word"

    @classmethod
    def of(cls, body: str | None) -> Text:
        """Reads a body; linear in its length."""
        words: list[str] = []
        names: set[int] = set()
        begins = True  # a capital there says nothing
        for token in _TOKEN.findall(fold((body or "").replace("\n", ". "))):
            first = token[0]
            if first in _ENDS:
                begins = True
                continue
            word = token.casefold()
            if first.isupper() and not begins:
                names.add(len(words))
            elif first.isupper() and len(word) < 4:
                begins = False
                continue
            begins = False
            words.append(word)
            if len(words) >= _MAX_WORDS:
                break
        return cls(words, frozenset(names))


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


def may_be_copy(one: frozenset[str], other: frozenset[str]) -> bool:
    """A quick look at the different words of two bodies: False where ``is_copy`` need not be
    asked."""
    fewer = min(len(one), len(other))
    return fewer < MIN_WORDS or len(one & other) >= _VOCABULARY_SHARE * fewer


def is_copy(one: Text, other: Text) -> bool:
    """Is either text an edited copy of the other?"""
    if min(len(one.words), len(other.words)) < MIN_WORDS:
        return False
    here, there = one.places, other.places
    # Cheap, and it settles most pairs: too few words in common, whatever their order.
    if len(here.keys() & there.keys()) < _SHARE * min(len(here), len(there)):
        return False
    matched = _in_order(here, there)
    fewer = min(sum(map(len, here.values())), sum(map(len, there.values())))
    # Words that a short text meets here and there in a long one are no passage of it.
    share = sum(map(_in_step, matched, matched[1:])) / fewer if fewer else 0.0
    return share >= _SHARE and _same_facts(one, other, matched, share)


def _in_order(here: dict[str, list[int]], there: dict[str, list[int]]) -> list[tuple[int, int]]:
    """The longest run of words that both texts have in the same order, as pairs of indexes."""
    pairs = [
        (index, place)
        for word in here.keys() & there.keys()
        for index in here[word]
        for place in there[word]
    ]
    pairs.sort(key=lambda pair: (pair[0], -pair[1]))  # from the back: one word is used once
    tails: list[int] = []  # for each length, the smallest index in `there` that ends such a run
    ends: list[int] = []  # for each length, the pair of that index
    before: list[int] = []  # for each pair, the pair before it in its run
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    run = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _in_step(pair: tuple[int, int], following: tuple[int, int]) -> bool:
    """Do both texts go on from one matched word to the next within a few words?"""
    return 0 < following[0] - pair[0] <= _STEP and following[1] - pair[1] <= _STEP


def _same_facts(one: Text, other: Text, matched: list[tuple[int, int]], share: float) -> bool:
    """Do numbers and names stay as the words around them do, or are they what differs?

    Looks only at places where the texts run in step, so that a cut or an addition says nothing.
    There, a likelihood ratio decides between 'edited at random' (facts survive as other words do)
    and 'written on one template' (words survive, facts do not). Numbers and names are judged
    apart: reports of one series share their names, a circular to many towns its numbers.
    """
    kept: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for (i, j), (next_i, next_j) in pairwise([*matched, (-1, -1)]):
        kept[one.sort_of(i)] += 1
        if not _in_step((i, j), (next_i, next_j)):
            continue
        gap = set(other.words[j + 1 : next_j])
        for index in range(i + 1, next_i):
            (kept if one.words[index] in gap else lost)[one.sort_of(index)] += 1
    words = kept["word"] + lost["word"]
    survival = min(max(kept["word"] / words if words else 0.0, 0.5), 0.95)
    if share < _RUNNING_SHARE * survival:
        return False  # some sentences word by word, and the rest is another story
    # Text that is reworded throughout is seldom a template: that speaks for a copy at the start.
    score = _FOR_COPY + 8 * (0.95 - survival)
    stays = log(survival / _TEMPLATE_SURVIVAL)
    goes = log((1 - survival) / (1 - _TEMPLATE_SURVIVAL))
    return all(score + kept[sort] * stays + lost[sort] * goes >= 0 for sort in ("number", "name"))
