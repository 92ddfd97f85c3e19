"""Noun phrases of a tagged sentence."""

from __future__ import annotations

from wmcscraper.text.tagging import WORD_CLASSES, Item

__all__ = ["MOST_WORDS", "phrase", "run_back", "run_forward", "skip_parenthesis"]

MOST_WORDS = 5


def phrase(text: str, items: list[Item], first: int, last: int) -> str | None:
    """Text of items ``first`` to ``last``, time words left out at the ends."""
    classes = WORD_CLASSES
    times = classes.times
    while first <= last and items[first].lower in times:
        first += 1
    while first <= last and items[last].lower in times | classes.trailing:
        last -= 1
    while first < last and items[first].lower in classes.weak and items[first + 1].tag == "N":
        first += 1
    if first > last or last - first > 12:
        return None
    return text[items[first].start : items[last].end]


def run_forward(items: list[Item], i: int) -> tuple[int, int]:
    """First and last item of the noun phrase that begins at ``i``, determiners skipped."""
    while i < len(items) and items[i].tag == "D":
        i += 1
    j = i
    while j < len(items) and items[j].tag == "N" and j - i < MOST_WORDS:
        j += 1
    return i, j - 1


def run_back(items: list[Item], i: int) -> tuple[int, int]:
    """First and last item of the noun phrase that ends at ``i``."""
    j = i
    while j >= 0 and items[j].tag == "N" and i - j < MOST_WORDS:
        j -= 1
    if (
        0 < j < i
        and items[j].lower == "and"
        and items[j - 1].tag == "N"
        and items[j - 1].text[0].isupper()
        and items[j + 1].text[0].isupper()
    ):
        j -= 2  # 'Measured and Indicated resources'
    return j + 1, i


def skip_parenthesis(items: list[Item], i: int) -> int:
    """The item before the parenthesis that closes at ``i``, else ``i``."""
    if 0 <= i < len(items) and items[i].text == ")":
        for j in range(i - 1, max(-1, i - 12), -1):
            if items[j].text == "(":
                return j - 1
    return i
