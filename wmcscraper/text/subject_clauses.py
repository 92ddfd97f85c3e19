"""What a figure measures where only the verb that governs it tells: the subject of that verb."""

from __future__ import annotations

from wmcscraper.text.commodities import is_commodity
from wmcscraper.text.phrases import phrase, run_back, run_forward, skip_parenthesis
from wmcscraper.text.tagging import WORD_CLASSES, Item

__all__ = ["clause_subject"]

_STEPS = 60

_OF = frozenset({"of", "de", "del"})

_RELATIVES = frozenset({"that", "which", "who", ","})


def clause_subject(text: str, items: list[Item], k: int) -> str | None:
    """The noun phrase before the verb that governs the figure."""
    at = k
    floor = max(0, k - _STEPS)
    for _ in range(4):
        verb = at - 1
        while verb >= floor and items[verb].tag != "V":
            verb -= 1
        if verb < floor:
            return None
        while verb > floor and items[verb - 1].tag in "VA":
            verb -= 1
        found = _stretch_subject(text, items, verb, floor)
        if found:
            return found
        at = verb
    return None


def _stretch_start(items: list[Item], verb: int, floor: int) -> int:
    """Where the words that belong to the verb's subject begin."""
    start = verb
    while start > floor:
        item = items[start - 1]
        if item.text == ")":
            before = skip_parenthesis(items, start - 1)
            if before < start - 1:
                start = before + 1
                continue
        joins_nouns = (
            item.lower in ("and", "&")
            and start < verb
            and items[start].tag == "N"
            and start - 1 > floor
            and items[start - 2].tag == "N"
        )
        if item.tag in ".CV" and not joins_nouns:
            break
        start -= 1
    return start


def _stretch_subject(text: str, items: list[Item], verb: int, floor: int) -> str | None:
    start = _stretch_start(items, verb, floor)
    if start == verb and start > floor and items[start - 1].lower in _RELATIVES:
        return _antecedent(text, items, start - 1, floor)
    i = start
    while i < verb and items[i].tag != "N":
        i += 1
    if i > start and items[start].tag == "P":
        # A fronted phrase: the subject, if any, stands right before the verb.
        first, last = run_back(items, verb - 1)
        if first - 1 <= start or items[first - 1].tag != "D":
            return None
        return phrase(text, items, first, last)
    first, last = run_forward(items, i)
    if last < first or last >= verb:
        return None
    if items[last].lower in WORD_CLASSES.tellers or _is_name(items, first, last):
        return None
    if items[last + 1].text == "(":
        # 'The JORC (2012) resource'
        close = next((j for j in range(last + 2, verb) if items[j].text == ")"), verb)
        if close + 1 < verb and items[close + 1].tag == "N":
            first, last = run_forward(items, close + 1)
    if last + 2 < verb and items[last + 1].lower in _OF:
        more = run_forward(items, last + 2)
        if more[1] >= more[0]:
            last = more[1]
    if last + 2 < verb and items[last + 1].lower in ("and", "&"):
        more = run_forward(items, last + 2)
        if more[1] == verb - 1 or items[more[1] + 1].tag == "P":
            last = more[1]
    return phrase(text, items, first, last)


def _is_name(items: list[Item], first: int, last: int) -> bool:
    """Whether the words are the name of a company or a person: 'Sagebrush Energy Fuels'."""
    words = items[first : last + 1]
    return (
        len(words) > 1
        and all(word.text[0].isupper() for word in words)
        and not is_commodity(words[0].text)
        and not any(word.text.isupper() for word in words)
    )


def _antecedent(text: str, items: list[Item], i: int, floor: int) -> str | None:
    """What 'that', 'which' or the comma at ``i`` refers back to."""
    while i > floor and items[i - 1].text == ",":
        i -= 1
    first, last = run_back(items, i - 1)
    if items[i].text == ",":
        # 'The stock, JSE:KPP, lost 4.2%': an apposition stands between commas.
        for j in range(i - 1, max(floor, i - 9), -1):
            participle = items[j].lower.endswith("ed") and items[j - 1].text == ","
            if items[j].tag in "VF" and not participle:
                break
            if items[j].text == ",":
                first, last = run_back(items, j - 1)
                break
    elif last >= first > 1 and items[first - 1].lower in ("in", "at", "near"):
        inner = run_back(items, first - 2)
        if inner[1] >= inner[0]:
            first, last = inner
    return phrase(text, items, first, last)
