"""How far the name of an event reaches to both sides of the word that says what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from wmcscraper.text.calendar_words import words as calendar
from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import heads, words
from wmcscraper.text.ordinals import ordinal

__all__ = [
    "article",
    "before",
    "capital_run",
    "is_attribute",
    "is_name_word",
    "left_of",
    "right_of",
]

_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 14  # words of a name before its kind


def capital_run(toks: Sequence[Token], i: int) -> int:
    while i < len(toks) and toks[i].low in words("determiners") and not toks[i].capital:
        i += 1
    start = i
    while i < len(toks) and toks[i].capital and is_name_word(toks[i]):
        i += 1
    return i if i > start else 0


def is_name_word(token: Token) -> bool:
    table = calendar()
    if table.month(token.low) is not None and token.low not in {"mine", "mining", "lima"}:
        return False
    return token.low not in table.weekdays


def left_of(toks: Sequence[Token], first: int, proper_head: bool) -> tuple[int, bool]:
    """The first token of the name, and whether an article or the like stands before it."""
    i = first
    lower = 0
    while i > 0 and first - i < _LONGEST:
        token = toks[i - 1]
        low = token.low
        if i == first and low in {"and", "&"} and i > 1 and toks[i - 2].low in _every_head():
            i -= 2  # 'its Expometal fair and congress'
            continue
        if (ordinal(token.text) and low not in {"primer"}) or _counts_days(toks, i - 1):
            break
        if token.kind == "number":
            # 'Perumin 37 Mining Convention'
            if i > 1 and i < first and toks[i - 2].capital and _is_edition(toks, i - 1):
                i -= 1
                continue
            # 'the Mine Closure 2027 conference'
            if i == first and i > 1 and _YEAR.fullmatch(token.text) and _names(toks[i - 2]):
                i -= 1
                continue
            break
        if token.capital and is_name_word(token):
            if _possessive(token) or (
                low in words("determiners") | words("stops") and low != "world"
            ):
                break
            i -= 1
            continue
        if token.text in {"/", "&", "+"} and i > 1 and toks[i - 2].capital:
            i -= 1
            continue
        if proper_head or (i < first and toks[i].capital):
            if low in words("joiners") and i > 1 and toks[i].capital and toks[i - 2].capital:
                if low in {"and", "for"} and not proper_head:
                    break
                if _possessive(toks[i - 2]) or not is_name_word(toks[i - 2]):
                    break
                if toks[i - 2].low in words("stops") | words("determiners"):
                    break
                i -= 1
                continue
            if low in {"in"} and i > 1 and toks[i - 2].capital and _gerund(toks, i - 2):
                i -= 1
                continue
            if low == "in" and _begins_name(toks, i - 1):
                i -= 1
                continue
            if proper_head:
                break
        if (
            token.kind == "word"
            and not token.capital
            and lower < 5
            and low not in words("determiners")
            and (low not in words("stops") or (low == "and" and lower))
            and low not in words("hosts") | words("predicates") | words("reports")
            and (not low.endswith("ly") or low in words("qualifiers"))
            and not _possessive(token)
        ):
            lower += 1
            i -= 1
            continue
        break
    if lower:
        determined = i > 0 and (
            toks[i - 1].low in words("determiners")
            or ordinal(toks[i - 1].text) is not None
            or _possessive(toks[i - 1])
            or toks[i - 1].kind == "number"
            or _counts_days(toks, i - 1)
        )
        if not determined:
            i = _qualified(toks, i, first)
        return i, determined
    determined = i > 0 and (
        toks[i - 1].low in words("determiners")
        or _possessive(toks[i - 1])
        or toks[i - 1].kind == "number"  # 'the June 2024 summit'
        or (toks[i - 1].capital and not is_name_word(toks[i - 1]))  # 'the April meeting'
        or _counts_days(toks, i - 1)
    )
    return i, determined


def _begins_name(toks: Sequence[Token], i: int) -> bool:
    """Is token ``i`` inside a name: 'the 44th Application of Computers in Mining symposium', 'the
    Safety in Shafts Symposium'?"""
    j = i
    while j > 0 and i - j < 6 and (_names(toks[j - 1]) or toks[j - 1].low in words("joiners")):
        j -= 1
    if j in (0, i) or any(t.low in _every_head() for t in toks[j:i]):
        return False
    counted = ordinal(toks[j - 1].text) is not None
    return (counted and i - j > 1) or toks[j - 1].low in words("determiners")


def _names(token: Token) -> bool:
    """Is it a capitalised word that can belong to a name?"""
    plain = words("stops") | words("determiners")
    return token.capital and is_name_word(token) and token.low not in plain


def _counts_days(toks: Sequence[Token], i: int) -> bool:
    """'two-day' and '3-day' say how long an event lasts, not what it is called."""
    return toks[i].low.endswith("-day") or (
        toks[i].low == "day" and i > 1 and toks[i - 1].text == "-"
    )


def _is_edition(toks: Sequence[Token], i: int) -> bool:
    """Is the number inside a capitalised name an edition, not a day or an amount?"""
    name = toks[i - 1]
    return (
        re.fullmatch(r"[1-9]\d?", toks[i].text) is not None
        and toks[i + 1].capital
        and is_name_word(name)
        and name.low not in words("stops") | words("determiners")
        and is_name_word(toks[i + 1])
    )


def _qualified(toks: Sequence[Token], i: int, first: int) -> int:
    """Without an article only known qualifiers and capitals belong to a name in small letters."""
    j = first
    while j > i and (toks[j - 1].low in words("qualifiers") or toks[j - 1].capital):
        j -= 1
    while j < first and toks[j].low == "and":
        j += 1
    return j


def _gerund(toks: Sequence[Token], i: int) -> bool:
    return toks[i].low != "mining" and toks[i].low.endswith(
        ("ing", "women", "people", "men", "advances", "trends", "days")
    )


def _possessive(token: Token) -> bool:
    return token.text.endswith(("'s", "’s")) and token.low[:-2] not in {
        "women", "men", "people", "children", "world", "miner", "investor", "engineer", "driller",
    }  # fmt: skip


def before(toks: Sequence[Token], left: int) -> tuple[int | None, str | None, int]:
    """Edition, year and first token of what stands before a name: 'the 2026', '27th annual'."""
    edition, year, i = None, None, left
    skipped = 0
    while i > 0:
        token = toks[i - 1]
        if edition is None and (number := ordinal(token.text)) is not None:
            edition, i = number, i - 1
        elif (
            edition is None
            and token.text == "."
            and i > 1
            and re.fullmatch(r"\d{1,3}", toks[i - 2].text)
        ):
            edition, i = int(toks[i - 2].text) or None, i - 2
        elif year is None and _YEAR.fullmatch(token.text):
            if i > 1 and _month_before(toks, i - 1):
                break  # 'September 2025 summit': a date, not a year
            year, i = token.text, i - 1
        elif (
            skipped < 2
            and token.low in words("qualifiers")
            and i > 1
            and (ordinal(toks[i - 2].text) or toks[i - 2].low in words("qualifiers"))
        ):
            skipped += 1
            i -= 1
        else:
            break
    return edition, year, i


def _month_before(toks: Sequence[Token], i: int) -> bool:
    before = toks[i - 1]
    if before.text == "," and i > 1:
        before = toks[i - 2]
    if before.kind == "number" and i > 1:
        before = toks[i - 2] if toks[i - 1].kind == "number" else before
    return calendar().month(before.low.rstrip(".")) is not None or before.low in {"de", "of"}


def article(toks: Sequence[Token], begin: int, determined: bool) -> tuple[int, bool]:
    while begin > 0 and toks[begin - 1].low in words("determiners"):
        begin -= 1
        determined = True
    return begin, determined or (begin > 0 and _possessive(toks[begin - 1]))


def right_of(text: str, toks: Sequence[Token], last: int) -> tuple[int, int]:
    """The last token of the name after its head: '… & Expo', '… on Rock Mechanics'."""
    i = last
    if i + 1 < len(toks) and toks[i + 1].low in words("extensions"):
        i += 1
    every = _every_head()
    if i + 2 < len(toks) and toks[i + 1].low in {"and", "&", "y", "+", "/", "et", "und", "i"}:
        j = i + 2
        while j < len(toks) and j < i + 6 and toks[j].capital == toks[last].capital:
            if toks[j].low in every:
                i = j
                break
            if toks[j].kind != "word" or toks[j].low in words("stops"):
                break
            j += 1
    if i + 2 < len(toks) and toks[i + 1].low in words("complements"):
        return _complement(toks, i), i
    # 'Congreso Internacional de Minería': adjectives follow their noun
    j = i
    while (
        j + 1 < len(toks)
        and (
            toks[j + 1].capital or (not toks[j].capital and toks[j + 1].low in words("qualifiers"))
        )
        and toks[i].low in _romance_heads()
        and is_name_word(toks[j + 1])
    ):
        j += 1
    if j > i and j + 2 < len(toks) and toks[j + 1].low in words("complements"):
        return _complement(toks, j), j
    return j, j


def _romance_heads() -> frozenset[str]:
    return frozenset().union(
        *(words(g, k) for g in ("heads", "frequent", "named") for k in ("es", "pt", "fr", "pl"))
    )


def _complement(toks: Sequence[Token], i: int) -> int:
    """The last token of what follows 'on', 'of', 'for' after a head; ``i`` if that is no name."""
    preposition = toks[i + 1].low
    j = i + 2
    if j < len(toks) and toks[j].low in words("determiners") and not toks[j].capital:
        if preposition not in {"of", "on", "for", "de", "du", "da", "do", "sobre"}:
            return i
        if toks[j].low in words("possessives"):
            return i  # 'a public hearing on its licence' has no name of its own
        j += 1
    start = j
    if j < len(toks) and toks[j].capital and is_name_word(toks[j]):
        if preposition == "in" and not (toks[i].capital and _gerund(toks, j)):
            return i  # 'Summit in Toronto'
        if preposition in {"de", "del"} and toks[j].low in {"lima"}:
            return i
        while j < len(toks) and j < start + 8:
            if (
                toks[j].capital
                and is_name_word(toks[j])
                and (not _possessive(toks[j]) or (j + 1 < len(toks) and _plain(toks[j + 1])))
            ) or (
                (toks[j].low in words("joiners") or toks[j].low in {"in", "the", "by"})
                and toks[j].low not in {"-", "–"}
                and j + 1 < len(toks)
                and (toks[j + 1].capital or toks[j + 1].low == "the")
                and not (toks[j].low == "in" and not _gerund(toks, j - 1))
                and toks[j].low not in {"en", "em"}
            ):
                j += 1
            else:
                break
        while j > start and not toks[j - 1].capital:
            j -= 1
        while j > start and not toks[i].capital and j < start + 6 and j < len(toks):
            if not _plain(toks[j]):
                break
            j += 1  # 'public hearing on the Storvik permit'
        return j - 1 if j > start else i
    if preposition not in {"on", "of", "sobre", "for", "de"} or j >= len(toks):
        return i
    while j < len(toks) and j < start + 5 and _plain(toks[j]):
        j += 1
    while j > start and toks[j - 1].low in {"and", "&"}:
        j -= 1
    if j == start or (j < len(toks) and toks[j].capital and preposition != "on"):
        return i
    return j - 1


def _every_head() -> frozenset[str]:
    return heads("annual") | heads("frequent") | heads("named")


@cache
def _verbs() -> frozenset[str]:
    """The first words of all that says an event happens."""
    groups = ("predicates", "weak_predicates", "hosts")
    return frozenset(phrase.split()[0] for group in groups for phrase in words(group))


def _plain(token: Token) -> bool:
    """A small word that can belong to 'webinar on mine tailings and water'."""
    low = token.low
    if low == "and":
        return True
    return (
        token.kind == "word"
        and not token.capital
        and low not in words("stops")
        and low not in words("determiners") - {"new"}
        and low not in _verbs()
        and low not in words("other") | words("before_date") | {"this", "next", "online"}
        and not low.endswith("ly")
        and is_name_word(token)
    )


def is_attribute(toks: Sequence[Token], after: int) -> bool:
    """Does the head only describe the next word: 'congress centre', 'Uranium Days conference'?"""
    if after + 1 >= len(toks) or toks[after + 1].start - toks[after].end > 1:
        return False
    low = toks[after + 1].low
    return low in words("not_after") or low in heads("annual") | heads("frequent")
