"""Words of a sentence with their classes, as rough as the search for subjects needs them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wmcscraper.text.mentions import Mention
from wmcscraper.text.tables import table

__all__ = ["WORD_CLASSES", "Item", "WordClasses", "sentence_items"]

# White space is left at one look: a sixth off.
_WORD = re.compile(r"(?=\S)(?:[^\W\d_][\w’'&/-]*|\d[\w.,-]*\w|\d|[^\w\s])")
# Tags: F figure, V verb, N noun or adjective, P preposition, D determiner, C conjunction,
# R pronoun, A adverb, Y year, . mark.


@dataclass(slots=True)
class Item:
    """A word of a sentence with its class, or a figure."""

    tag: str
    text: str
    start: int
    end: int
    lower: str
    mention: Mention | None = None


class WordClasses:
    """The word lists that tagging and the search for subjects share."""

    def __init__(self) -> None:
        data = table("subjects")
        self.tags: dict[str, str] = {}
        for name, tag in (
            ("verbs", "V"),
            ("adverbs", "A"),
            ("conjunctions", "C"),
            ("pronouns", "R"),
            ("determiners", "D"),
            ("prepositions", "P"),
        ):
            self.tags.update(dict.fromkeys(data[name], tag))
        for word in data["noun_or_verb"]:
            self.tags.setdefault(word, "V")
        self.tags.update(dict.fromkeys(("that", "which", "who", "as"), "C"))
        self.at_verbs = frozenset(data["at_verbs"])
        self.ing_nouns = frozenset(data["ing_nouns"])
        self.trailing = frozenset(data["trailing"])
        self.vague = frozenset(data["vague_heads"])
        self.weak = frozenset(data["weak_modifiers"])
        self.activities = frozenset(data["activities"])
        self.either = frozenset(data["noun_or_verb"])
        self.change = frozenset(data["change_heads"])
        self.carry = frozenset(data["carry"])
        self.change_signs = frozenset(data["change_signs"])
        self.dimension = frozenset(data["dimension"])
        self.spending = frozenset(data["spending"])
        self.times = frozenset(data["time_words"])
        self.tellers = frozenset(data["tellers"])
        self.comparatives = frozenset(data["comparatives"])
        self.modals = frozenset(data["modals"])
        self.back = frozenset(data["back_references"])


WORD_CLASSES = WordClasses()
"""The word classes, read once."""


def sentence_items(text: str, start: int, end: int, mentions: list[Mention]) -> list[Item]:
    """The sentence ``text[start:end]`` as tagged words, each of its ``mentions`` as one item."""
    items: list[Item] = []
    at = start
    for mention in mentions:
        _add_words(items, text, at, mention.start)
        written = text[mention.start : mention.end]
        items.append(Item("F", written, mention.start, mention.end, written.lower(), mention))
        at = max(at, mention.end)
    _add_words(items, text, at, end)
    return _retag(items)


def _add_words(items: list[Item], text: str, start: int, end: int) -> None:
    for match in _WORD.finditer(text, start, max(start, end)):
        tag, lower = _class_of(word := match[0])
        items.append(Item(tag, word, match.start(), match.end(), lower))


@lru_cache(maxsize=16384)
def _class_of(word: str) -> tuple[str, str]:
    """The tag that a word has by itself, and the word in lower case; texts repeat their words."""
    lower = word.lower()
    if word[0].isalpha():
        return WORD_CLASSES.tags.get(lower, "N"), lower
    if word[0].isdigit():
        return "Y" if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") else "N", lower
    return ".", lower


# Words with one of these endings may be another part of speech than the lists say.
_TELLING_ENDS = frozenset({"ng", "ed", "ly", "er"})
_AT_PREPOSITIONS = frozenset({"at", "for", "in", "between", "from", "to", "by"})


def _is_at_verb(items: list[Item], i: int, before: str) -> bool:
    """Whether 'trades', 'runs', 'stands' … before 'at' and a figure is a verb."""
    classes = WORD_CLASSES
    if items[i].lower not in classes.at_verbs or before not in "NFAY." or not i:
        return False
    if before == "." and items[i - 1].text != ")":
        return False
    following = items[i + 1 : i + 5]
    if not following or following[0].lower not in _AT_PREPOSITIONS:
        return False
    return any(item.tag == "F" for item in following[1:4])


def _retag(items: list[Item]) -> list[Item]:
    """Settle words that may be verbs or nouns by their neighbours."""
    classes = WORD_CLASSES
    for i, item in enumerate(items):
        if item.tag not in "VN" or not item.text[0].isalpha():
            continue
        before = items[i - 1].tag if i else "."
        after = items[i + 1].tag if i + 1 < len(items) else "."
        lower = item.lower
        if i and items[i - 1].lower in classes.modals:
            item.tag = "V"
        elif item.tag == "N" and lower[-2:] not in _TELLING_ENDS and lower not in classes.at_verbs:
            if after in "DF" and _between_phrases(before, after):
                item.tag = "V" if item.text[0].islower() else "N"
        elif i + 1 < len(items) and items[i + 1].lower == "than" and lower.endswith("er"):
            item.tag = "A"
        elif _is_at_verb(items, i, before):
            item.tag = "V"
        elif lower.endswith("ing") and before == "N" and "-" not in lower:
            following = items[i + 1].lower if i + 1 < len(items) else ""
            if lower in classes.ing_nouns or following == "of" or after == "V":
                item.tag = "N"  # 'capital spending of', 'community spending came'
            elif after in "FD":
                item.tag = "V"  # 'each tonne needing 13 MWh'
        elif item.tag == "V":
            if (
                (item.text[0].isupper() and before != "." and i)
                or (
                    lower in classes.either
                    and before not in "VR"
                    and (before == "D" or after not in "FDR")
                )
                or (lower.endswith(("ed", "ing")) and before in "DFP" and after == "N")
                or (lower.endswith(("ed", "en", "wn")) and before == "D")
            ):
                item.tag = "N"
        elif (
            item.text[0].islower()
            and (
                _between_phrases(before, after)
                or (lower.endswith("ing") and before in ".C" and after in "FD")
            )
        ) or (lower.endswith("ed") and before in "NAV)" and after in "FDP" and "-" not in lower):
            item.tag = "V"
        elif lower.endswith("ly") and len(lower) > 4 and lower not in ("supply", "assembly"):
            item.tag = "A"
    return items


def _between_phrases(before: str, after: str) -> bool:
    """Whether what stands between these tags is a verb: 'miners eye the', '12 outnumber 9'."""
    return (before == "N" and after == "D") or before == "F" == after
