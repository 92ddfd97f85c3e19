"""What a figure measures, from the words around it."""

from __future__ import annotations

import re

from wmcscraper.text.commodities import is_commodity
from wmcscraper.text.mentions import Mention
from wmcscraper.text.phrases import phrase, run_back, run_forward, skip_parenthesis
from wmcscraper.text.subject_clauses import clause_subject
from wmcscraper.text.tagging import WORD_CLASSES, Item

__all__ = ["subject_of"]

_OPENERS = frozenset("([:–—")

_OF = frozenset({"of", "de", "del"})

_AT = frozenset({"at", "in", "averaging", "grading", "assaying", "totalling", "totaling"})

_HOLE = re.compile(r"\b(?:[Hh]ole [A-Z\d]|[A-Z]{1,4}\d{0,4}[A-Z]?-?\d*-\d+)")

_LINKS = frozenset({",", "/", "and", "or", "by", "x", "×"})

# Nouns or verbs that, between two nouns and before 'by' or 'to', are verbs.
_ACTS = frozenset({"cut", "cuts", "lift", "lifts", "boost", "boosts", "moves"})

_PART = re.compile(r"(?:[\w-]+ ){0,3}([\w-]+) (?:of|de) (.+)", re.DOTALL)


def subject_of(text: str, items: list[Item], k: int, previous: str | None) -> str | None:
    """The words that say what the figure ``items[k]`` measures; ``previous`` is what the figure
    before it measures."""
    mention = items[k].mention
    if mention is None:
        return None
    end = _list_end(items, k)
    found = (
        _after_of(text, items, end, previous)
        or _right_after(text, items, end, mention)
        or _of_dimension(text, items, k, mention)
        or _spent_on(text, items, k, mention)
        or _carried(items, k, mention, previous)
        or _before(text, items, k, mention, previous)
        or _coordinated(items, k, mention, previous)
        or clause_subject(text, items, k)
    )
    if found and mention.kind in ("mass", "volume"):
        found = _commodity_part(found)
    if found and mention.kind in ("length", "grade") and _HOLE.search(found):
        return None  # a hole's name is not what is measured
    return found


def _list_end(items: list[Item], k: int) -> int:
    """The last figure of the list, pair or bracket that ``items[k]`` begins: '20 MW / 80 MWh',
    '40, 60 or 70%', '1.2 Moz (37 t)', 'two 12-hour shifts'."""
    mention = items[k].mention
    for _ in range(12):
        following = items[k + 1 : k + 6]
        if not following or mention is None:
            break
        if following[0].mention and mention.kind == "count":
            k += 1
            continue
        step = 1
        while step < 3 and step <= len(following) and following[step - 1].lower in _LINKS:
            step += 1
        if (
            step == 1
            and following[0].text == "("
            and len(following) > 2
            and following[1].mention
            and following[2].text == ")"
        ):
            return k + 2
        other = following[step - 1].mention if 1 < step <= len(following) else None
        if other is None:
            break
        same = other.kind == mention.kind or following[0].text == "/"
        if not same or (following[0].text == "," and mention.unit != other.unit):
            break
        k += step
    return k


def _after_of(text: str, items: list[Item], k: int, previous: str | None) -> str | None:
    """'1,000 t of NdFeB magnets'; '38 of 52 holes'."""
    if k + 1 < len(items) and items[k + 1].text == ")":
        k += 1
    if k + 2 >= len(items) or items[k + 1].lower not in _OF:
        return None
    i = k + 2
    if items[i].tag == "D" and items[i + 1 : i + 2] and items[i + 1].tag == "F":
        i += 1
    if items[i].tag == "F":
        other = items[i].mention
        if other is None or other.kind != "count":
            return None
        i += 1
    if items[i : i + 1] and items[i].lower in WORD_CLASSES.back:
        return previous
    first, last = run_forward(items, i)
    return phrase(text, items, first, last)


def _right_after(text: str, items: list[Item], k: int, mention: Mention) -> str | None:
    """'3.2 g/t Au', '350 people', '25-year mine life', '100 MW solar farm'."""
    if k + 1 >= len(items):
        return None
    if mention.kind == "price":
        # 'US$29/oz silver and US$2,400/oz gold'
        alone = k + 2 >= len(items) or items[k + 2].tag != "N"
        return items[k + 1].text if alone and is_commodity(items[k + 1].text) else None
    classes = WORD_CLASSES
    i = k + 1
    if items[i].tag == "D" and mention.kind == "count":
        i += 1
    if i < len(items) and items[i].text == "-":  # '62-m-high wall', '112-page report'
        i += 1
        if i < len(items) and items[i].lower in classes.dimension:
            i += 1
    if i >= len(items) or items[i].tag != "N":
        return None
    first, last = run_forward(items, i)
    if items[last].lower in classes.change or items[first].lower in classes.change:
        if last + 2 < len(items) and items[last + 1].lower in ("in", "of"):
            return phrase(text, items, *run_forward(items, last + 2))
        return phrase(text, items, first, last - 1)
    if mention.kind == "grade":
        last = min(last, first + 2)
    return phrase(text, items, first, last)


def _of_dimension(text: str, items: list[Item], k: int, mention: Mention) -> str | None:
    """'The shaft, 1,350 metres deep'."""
    if k + 1 >= len(items) or mention.kind not in ("length", "duration"):
        return None
    if items[k + 1].lower not in WORD_CLASSES.dimension and [
        i.lower for i in items[k + 1 : k + 3]
    ] != ["in", "diameter"]:
        return None
    i = k - 1
    if i >= 0 and items[i].text == ",":
        return phrase(text, items, *run_back(items, i - 1))
    return None


def _carried(items: list[Item], k: int, mention: Mention, previous: str | None) -> str | None:
    """'1,150 t of NdPr oxide, up 14% from 1,009 t': all three measure NdPr oxide."""
    if previous is None or k == 0:
        return None
    classes = WORD_CLASSES
    i = k - 1
    while i > 0 and items[i].tag == "D":
        i -= 1
    before = items[i].lower
    after = items[k + 1].lower if k + 1 < len(items) else ""
    if mention.kind == "percentage" and (
        before in ("up", "down") or (items[i].text in ",(" and _compares(items, k))
    ):
        return previous
    if mention.kind == "count" and after in ("more", "others") and _ends_phrase(items, k + 2):
        return previous
    if before in classes.back or (before == "or" and items[i - 1].text == ","):
        return previous
    if any(item.text == "(" for item in items[max(0, i - 5) : i + 1]) and _in_bracket(items, i):
        return previous
    if before in (
        "from",
        "against",
        "versus",
        "vs",
        "than",
        "with",
        "by",
        "x",
        "×",
        "to",
        "at",
        "worth",
    ):
        for j in range(i - 1, max(-1, i - 13), -1):
            other = items[j].mention
            if other is not None:
                near = all(it.tag in "ADY." or it.lower in classes.carry for it in items[j + 1 : k])
                if other.kind == mention.kind:
                    return previous if near or before not in ("by", "to", "at", "with") else None
                return previous if near and before not in ("by", "x", "×") else None
    change = False
    for i in range(k - 1, max(-1, k - 9), -1):
        item = items[i]
        if item.tag == "F":
            return previous if change else None
        if item.text == "(" and i and items[i - 1].tag == "F":
            return previous
        if item.tag not in ".Y" and item.lower not in classes.carry:
            break
        change = change or item.lower in classes.change_signs
    return None


def _compares(items: list[Item], k: int) -> bool:
    """Whether 'less', 'larger than' or the like follows the figure ``items[k]``."""
    following = [item.lower for item in items[k + 1 : k + 3]]
    return bool(following) and (
        following[0] in WORD_CLASSES.comparatives or following[-1] == "than"
    )


def _in_bracket(items: list[Item], i: int) -> bool:
    """Whether only a period stands between ``items[i]`` and the bracket open before it."""
    while i >= 0 and (items[i].tag == "Y" or items[i].text == ":" or items[i].text[-1].isdigit()):
        i -= 1
    return i > 0 and items[i].text == "(" and items[i - 1].tag != "N"


def _ends_phrase(items: list[Item], i: int) -> bool:
    return i >= len(items) or items[i].tag in ".CPVA"


def _spent_on(text: str, items: list[Item], k: int, mention: Mention) -> str | None:
    """'spent R1.4 billion on safety', 'holds C$8.7M in cash'."""
    if mention.kind != "money" or k + 2 >= len(items) or k == 0:
        return None
    if items[k + 1].lower not in ("on", "in", "for", "with", "towards", "toward", "as"):
        return None
    if items[k - 1].tag != "V" and items[k - 1].lower not in WORD_CLASSES.spending:
        return None
    first, last = run_forward(items, k + 2)
    if last < first or items[first].lower in WORD_CLASSES.times:
        return None
    if items[k + 1].lower == "in" and items[first].text[0].isupper():
        return None
    return phrase(text, items, first, last)


def _before(
    text: str, items: list[Item], k: int, mention: Mention, previous: str | None
) -> str | None:
    """'a strike length of 1.3 km', 'EBITDA $478 million', '47 holes (41,860 metres)'."""
    i = k - 1
    while i >= 0 and items[i].tag in "DA" and k - i < 4:
        i -= 1
    if i < 0:
        return None
    item = items[i]
    if item.lower in _OF:
        first, last = run_back(items, skip_parenthesis(items, i - 1))
        if last >= first and items[last].lower in WORD_CLASSES.change:
            return previous
        if last == first and items[last].lower in WORD_CLASSES.vague:
            return None  # 'traded in a range of'
        return phrase(text, items, *_with_of(items, first, last))
    if item.lower in _AT:
        at = i - 2 if i > 1 and items[i - 1].text == "," else i - 1
        first, last = run_back(items, skip_parenthesis(items, at))
        return phrase(text, items, *_with_of(items, first, last))
    if item.lower in ("by", "to"):
        return _object(text, items, i)
    if item.tag == "N":
        first, last = run_back(items, i)
        return phrase(text, items, *_with_of(items, first, last))
    if item.text in _OPENERS and i:
        first, last = run_back(items, i - 1)
        return phrase(text, items, first, last)
    return None


def _coordinated(items: list[Item], k: int, mention: Mention, previous: str | None) -> str | None:
    """'extend the vein by 220 m to the east and about 90 m below': both measure the vein."""
    i = k - 1
    while i > 0 and items[i].tag == "D":
        i -= 1
    if i <= 0 or items[i].lower not in ("and", "or", "y"):
        return None
    for j in range(i - 1, max(-1, i - 10), -1):
        other = items[j].mention
        if other is not None:
            return previous if other.unit == mention.unit and other.unit else None
        if items[j].tag in "VC" or items[j].text in ",;":
            return None
    return None


def _commodity_part(subject: str) -> str:
    """'graphite' for 'mine output of graphite': the mass is of the commodity."""
    found = _PART.fullmatch(subject)
    if found and found.group(1).lower() in WORD_CLASSES.activities:
        return found.group(2)
    return subject


def _object(text: str, items: list[Item], i: int) -> str | None:
    """'cut diesel use by 5%', 'raised output to 9 kt': what the verb acts on."""
    first, last = run_back(items, i - 1)
    either = WORD_CLASSES.either
    for j in range(last - 1, first, -1):
        if items[j].lower in either and items[j].lower in _ACTS:
            return phrase(text, items, j + 1, last)  # 'a network cut energy use by 8%'
    j = first - 1
    while j >= 0 and items[j].tag in "DY":  # 'cut its 2025 guidance to 20 kt'
        j -= 1
    if last < first or j < 0 or items[j].tag not in "VC":
        return None
    if first < last and items[first].lower in WORD_CLASSES.either:
        first += 1  # 'and cuts energy use by a third'
    return phrase(text, items, first, last)


def _with_of(items: list[Item], first: int, last: int) -> tuple[int, int]:
    """Widen 'copper' to 'price of copper'."""
    i = first - 1
    while i >= 0 and items[i].tag == "D":
        i -= 1
    if i >= 1 and items[i].lower in _OF and items[i - 1].tag == "N":
        return run_back(items, i - 1)[0], last
    return first, last
