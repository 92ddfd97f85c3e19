"""What a figure measures, from the words around it."""

from __future__ import annotations

from wmcscraper.text.mentions import Mention
from wmcscraper.text.tagging import Item, word_classes

__all__ = ["subject_of"]

_MOST_WORDS = 5
_OPENERS = frozenset("([:–—")
_STEPS = 60
_OF = frozenset({"of", "de", "del"})
_AT = frozenset({"at", "in", "averaging", "grading", "assaying"})
_LINKS = frozenset({",", "/", "and", "or", "by", "x", "×"})
_RELATIVES = frozenset({"that", "which", "who", ","})


def subject_of(text: str, items: list[Item], k: int, previous: str | None) -> str | None:
    """The words that say what the figure ``items[k]`` measures; ``previous`` is what the figure
    before it measures."""
    mention = items[k].mention
    if mention is None:
        return None
    end = _list_end(items, k)
    return (
        _after_of(text, items, end, previous)
        or _right_after(text, items, end, mention)
        or _of_dimension(text, items, k, mention)
        or _spent_on(text, items, k, mention)
        or _carried(items, k, mention, previous)
        or _before(text, items, k, mention, previous)
        or _clause_subject(text, items, k)
    )


def _phrase(text: str, items: list[Item], first: int, last: int) -> str | None:
    """Text of items ``first`` to ``last``, time words left out at the ends."""
    times = word_classes().times
    while first <= last and items[first].lower in times:
        first += 1
    while first <= last and items[last].lower in times:
        last -= 1
    if first > last or last - first > 12:
        return None
    return text[items[first].start : items[last].end]


def _run_forward(items: list[Item], i: int) -> tuple[int, int]:
    """First and last item of the noun phrase that begins at ``i``, determiners skipped."""
    while i < len(items) and items[i].tag == "D":
        i += 1
    j = i
    while j < len(items) and items[j].tag == "N" and j - i < _MOST_WORDS:
        j += 1
    return i, j - 1


def _run_back(items: list[Item], i: int) -> tuple[int, int]:
    """First and last item of the noun phrase that ends at ``i``."""
    j = i
    while j >= 0 and items[j].tag == "N" and i - j < _MOST_WORDS:
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


def _skip_parenthesis(items: list[Item], i: int) -> int:
    """The item before the parenthesis that closes at ``i``, else ``i``."""
    if 0 <= i < len(items) and items[i].text == ")":
        for j in range(i - 1, max(-1, i - 12), -1):
            if items[j].text == "(":
                return j - 1
    return i


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
    if items[i : i + 1] and items[i].lower in word_classes().back:
        return previous
    first, last = _run_forward(items, i)
    return _phrase(text, items, first, last)


def _right_after(text: str, items: list[Item], k: int, mention: Mention) -> str | None:
    """'3.2 g/t Au', '350 people', '25-year mine life', '100 MW solar farm'."""
    if k + 1 >= len(items) or mention.kind == "price":
        return None
    classes = word_classes()
    i = k + 1
    if items[i].tag == "D" and mention.kind == "count":
        i += 1
    if items[i].text == "-":  # '62-m-high wall', '112-page report'
        i += 1
        if i < len(items) and items[i].lower in classes.dimension:
            i += 1
    if i >= len(items) or items[i].tag != "N":
        return None
    first, last = _run_forward(items, i)
    if items[last].lower in classes.change or items[first].lower in classes.change:
        if last + 2 < len(items) and items[last + 1].lower in ("in", "of"):
            return _phrase(text, items, *_run_forward(items, last + 2))
        return _phrase(text, items, first, last - 1)
    if mention.kind == "grade":
        last = min(last, first + 2)
    return _phrase(text, items, first, last)


def _of_dimension(text: str, items: list[Item], k: int, mention: Mention) -> str | None:
    """'The shaft, 1,350 metres deep'."""
    if k + 1 >= len(items) or mention.kind not in ("length", "duration"):
        return None
    if items[k + 1].lower not in word_classes().dimension and [
        i.lower for i in items[k + 1 : k + 3]
    ] != ["in", "diameter"]:
        return None
    i = k - 1
    if i >= 0 and items[i].text == ",":
        return _phrase(text, items, *_run_back(items, i - 1))
    return None


def _carried(items: list[Item], k: int, mention: Mention, previous: str | None) -> str | None:
    """'1,150 t of NdPr oxide, up 14% from 1,009 t': all three measure NdPr oxide."""
    if previous is None or k == 0:
        return None
    classes = word_classes()
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
    if before in ("from", "against", "versus", "vs", "than", "with", "by", "x", "×", "to", "at"):
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
        following[0] in word_classes().comparatives or following[-1] == "than"
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
    if items[k + 1].lower not in ("on", "in", "for", "with", "towards", "toward"):
        return None
    if items[k - 1].tag != "V" and items[k - 1].lower not in word_classes().spending:
        return None
    first, last = _run_forward(items, k + 2)
    if last < first or items[first].lower in word_classes().times:
        return None
    if items[k + 1].lower == "in" and items[first].text[0].isupper():
        return None
    return _phrase(text, items, first, last)


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
        first, last = _run_back(items, _skip_parenthesis(items, i - 1))
        if last >= first and items[last].lower in word_classes().change:
            return previous
        return _phrase(text, items, *_with_of(items, first, last))
    if item.lower in _AT:
        at = i - 2 if i > 1 and items[i - 1].text == "," else i - 1
        first, last = _run_back(items, _skip_parenthesis(items, at))
        return _phrase(text, items, *_with_of(items, first, last))
    if item.lower in ("by", "to"):
        return _object(text, items, i)
    if item.tag == "N":
        first, last = _run_back(items, i)
        return _phrase(text, items, *_with_of(items, first, last))
    if item.text in _OPENERS and i:
        first, last = _run_back(items, i - 1)
        return _phrase(text, items, first, last)
    return None


def _object(text: str, items: list[Item], i: int) -> str | None:
    """'cut diesel use by 5%', 'raised output to 9 kt': what the verb acts on."""
    first, last = _run_back(items, i - 1)
    j = first - 1
    while j >= 0 and items[j].tag == "D":
        j -= 1
    if last < first or j < 0 or items[j].tag not in "VC":
        return None
    if first < last and items[first].lower in word_classes().either:
        first += 1  # 'and cuts energy use by a third'
    return _phrase(text, items, first, last)


def _with_of(items: list[Item], first: int, last: int) -> tuple[int, int]:
    """Widen 'copper' to 'price of copper'."""
    i = first - 1
    while i >= 0 and items[i].tag == "D":
        i -= 1
    if i >= 1 and items[i].lower in _OF and items[i - 1].tag == "N":
        return _run_back(items, i - 1)[0], last
    return first, last


def _clause_subject(text: str, items: list[Item], k: int) -> str | None:
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
            before = _skip_parenthesis(items, start - 1)
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
        first, last = _run_back(items, verb - 1)
        if first - 1 <= start or items[first - 1].tag != "D":
            return None
        return _phrase(text, items, first, last)
    first, last = _run_forward(items, i)
    if last < first or last >= verb:
        return None
    if items[last + 1].text == "(":
        # 'The JORC (2012) resource'
        close = next((j for j in range(last + 2, verb) if items[j].text == ")"), verb)
        if close + 1 < verb and items[close + 1].tag == "N":
            first, last = _run_forward(items, close + 1)
    if last + 2 < verb and items[last + 1].lower in _OF:
        more = _run_forward(items, last + 2)
        if more[1] >= more[0]:
            last = more[1]
    if last + 2 < verb and items[last + 1].lower in ("and", "&"):
        more = _run_forward(items, last + 2)
        if more[1] == verb - 1:
            last = more[1]
    if items[last].lower in word_classes().tellers:
        return None
    return _phrase(text, items, first, last)


def _antecedent(text: str, items: list[Item], i: int, floor: int) -> str | None:
    """What 'that', 'which' or the comma at ``i`` refers back to."""
    while i > floor and items[i - 1].text == ",":
        i -= 1
    first, last = _run_back(items, i - 1)
    if items[i].text == ",":
        # 'The stock, JSE:KPP, lost 4.2%': an apposition stands between commas.
        for j in range(i - 1, max(floor, i - 9), -1):
            if items[j].tag in "VF":
                break
            if items[j].text == ",":
                first, last = _run_back(items, j - 1)
                break
    elif last >= first > 1 and items[first - 1].lower in ("in", "at", "near"):
        inner = _run_back(items, first - 2)
        if inner[1] >= inner[0]:
            first, last = inner
    return _phrase(text, items, first, last)
