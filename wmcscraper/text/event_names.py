"""Where a sentence names an event: the span, the name, its edition and its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from wmcscraper.text.calendar_words import words as calendar
from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import HEAD, has_head, heads, words
from wmcscraper.text.ordinals import ordinal

__all__ = ["Mention", "find_mentions", "may_name"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z]{2,8}")
_LONGEST = 14


@dataclass(slots=True)
class Mention:
    """A name of an event in a sentence."""

    start: int
    """Offset of the first character, ordinal and article included."""
    end: int
    """Offset after the last character, a year and a bracketed acronym included."""
    name: str
    """Without article, ordinal and year; empty for 'the 28th' and 'the next edition'."""
    edition: int | None = None
    year: str | None = None
    """A year that is part of the name or stands right before it."""
    proper: bool = False
    """Is it a name in capitals, not 'a webinar'?"""
    acronym: bool = False
    """Is it known by nothing but an acronym with a year or an edition: 'WMC 2026'?"""


# 'WMC 2026', '27th WMC'
_ACRONYM_HINT = re.compile(
    r"\b[A-Z][A-Za-z]*[A-Z]\b['’]?\s?\(?(?:19|20)\d\d\b|\b\d{1,3}(?:st|nd|rd|th) [A-Z]{3,}"
)


def may_name(text: str) -> bool:
    """Has the text a word that may name an event? Cheap, the gate to all else."""
    return has_head(text) or _ACRONYM_HINT.search(text) is not None


def find_mentions(text: str, toks: Sequence[Token]) -> list[Mention]:
    """The events that a sentence names, in their order."""
    index = {t.start: i for i, t in enumerate(toks)}
    found: list[Mention] = []
    used = -1
    for match in HEAD.finditer(text):
        first = index.get(match.start())
        if first is None:  # inside 'IOC/WMC-meeting': the token begins earlier
            first = next((i for i, t in enumerate(toks) if t.start < match.start() < t.end), None)
        if first is None or first <= used:
            continue
        last = first
        while last + 1 < len(toks) and toks[last + 1].start < match.end():
            last += 1
        read = _read(text, toks, first, last, match.group().lower())
        if read:
            mention, used = read
            found.append(mention)
    found += _elliptic(text, toks, found)
    found += _acronyms(text, toks, found)
    found.sort(key=lambda m: m.start)
    return found


def _read(
    text: str, toks: Sequence[Token], first: int, last: int, head: str
) -> tuple[Mention, int] | None:
    head = " ".join(head.split())
    if head in words("edition"):
        return _edition(text, toks, first, last)
    proper_head = toks[first].capital
    named_only = head in heads("named") and head not in heads("annual") | heads("frequent")
    if named_only and not proper_head:
        return None
    left, determined = _left(toks, first, proper_head)
    after, joined = _right(text, toks, last)
    name_capitals = any(t.capital and _own(t) for t in toks[left:first])
    proper = _complement_capital(toks, last, after) or (proper_head and name_capitals)
    if named_only and not name_capitals:
        return None
    edition, year, begin = _before(toks, left)
    begin, determined = _article(toks, begin, determined)
    if edition is not None:
        determined = True
    if _attribute(toks, after):
        return None
    if not proper and not determined and not name_capitals:
        # 'annual general meeting' and 'WEBINAR:' may do without an article, 'meeting demand' not
        qualified = left < first and all(
            t.low in words("qualifiers") or ordinal(t.text) for t in toks[left:first]
        )
        if not qualified and not (proper_head and first == 0) and head not in {"agm", "egm"}:
            if not _romance_article(toks, left):
                return None
    if head == "congress" and left == first and after == last and edition is None and proper_head:
        return None  # a parliament
    if head in {"congress", "congreso"} and edition is not None and edition > 100 and left == first:
        return None
    end, more_year = _tail(text, toks, after)
    name = _words_between(text, toks, left, after)
    if head in {"agm", "egm"} or _ACRONYM.fullmatch(name) or name_capitals:
        proper = True
    return (
        Mention(toks[begin].start, end, name, edition, year or more_year, proper),
        max(after, joined),
    )


def _own(token: Token) -> bool:
    """Does the word make a name, as 'World' does and 'Annual' hardly?"""
    return token.low not in words("determiners")


def _edition(text: str, toks: Sequence[Token], first: int, last: int) -> tuple[Mention, int] | None:
    """'the 8th edition', 'the next edition of the World Mining Congress'."""
    edition, year, begin = _before(toks, first)
    begin, determined = _article(toks, begin, edition is not None)
    if not determined:
        return None
    after = last
    if after + 1 < len(toks) and toks[after + 1].low in {
        "of",
        "de",
        "del",
        "do",
        "da",
        "du",
        "der",
    }:
        for match in HEAD.finditer(text, toks[after + 1].end, toks[after + 1].end + 90):
            head = next((i for i, t in enumerate(toks) if t.start <= match.start() < t.end), None)
            if head is None:
                break
            read = _read(text, toks, head, head, match.group().lower())
            if read and read[0].start <= toks[after + 1].end + 5:
                mention, used = read
                mention.start = toks[begin].start
                mention.edition = mention.edition or edition
                mention.year = mention.year or year
                return mention, used
            break
        name = _capital_run(toks, after + 2)
        if name > after + 2:
            return (
                Mention(
                    toks[begin].start,
                    toks[name - 1].end,
                    _words_between(text, toks, after + 2, name - 1),
                    edition,
                    year,
                    True,
                ),
                name - 1,
            )
    return Mention(toks[begin].start, toks[last].end, "", edition, year), last


def _capital_run(toks: Sequence[Token], i: int) -> int:
    while i < len(toks) and toks[i].low in words("determiners") and not toks[i].capital:
        i += 1
    start = i
    while i < len(toks) and toks[i].capital and _is_name_word(toks[i]):
        i += 1
    return i if i > start else 0


def _is_name_word(token: Token) -> bool:
    table = calendar()
    if table.month(token.low) is not None and token.low not in {"mine", "mining", "lima"}:
        return False
    return token.low not in table.weekdays


def _left(toks: Sequence[Token], first: int, proper_head: bool) -> tuple[int, bool]:
    """The first token of the name, and whether an article or the like stands before it."""
    i = first
    lower = 0
    while i > 0 and first - i < _LONGEST:
        token = toks[i - 1]
        low = token.low
        if ordinal(token.text) and low not in {"primer"}:
            break
        if token.kind == "number":
            # 'Perumin 37 Mining Convention'
            if i > 1 and i < first and toks[i - 2].capital and _is_edition(toks, i - 1):
                i -= 1
                continue
            break
        if token.capital and _is_name_word(token):
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
                if _possessive(toks[i - 2]) or not _is_name_word(toks[i - 2]):
                    break
                if toks[i - 2].low in words("stops") | words("determiners"):
                    break
                i -= 1
                continue
            if low in {"in"} and i > 1 and toks[i - 2].capital and _gerund(toks, i - 2):
                i -= 1
                continue
            if proper_head and low in words("qualifiers") and low not in {"and", "new"}:
                # 'the annual Mining Summit': small words before a name only up to its article
                if i > 1 and toks[i - 2].low in words("determiners"):
                    break
            if proper_head:
                break
        if (
            token.kind == "word"
            and not token.capital
            and lower < 5
            and low not in words("determiners")
            and (low not in words("stops") or (low == "and" and lower))
            and low not in words("hosts") | words("predicates")
            and not low.endswith("ly")
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
        )
        if not determined:
            i = _qualified(toks, i, first)
        return i, determined
    determined = i > 0 and (
        toks[i - 1].low in words("determiners")
        or _possessive(toks[i - 1])
        or toks[i - 1].kind == "number"  # 'the June 2024 summit'
    )
    return i, determined


def _is_edition(toks: Sequence[Token], i: int) -> bool:
    """Is the number inside a capitalised name an edition, not a day or an amount?"""
    name = toks[i - 1]
    return (
        re.fullmatch(r"[1-9]\d?", toks[i].text) is not None
        and toks[i + 1].capital
        and _is_name_word(name)
        and name.low not in words("stops") | words("determiners")
        and _is_name_word(toks[i + 1])
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
    return toks[i].low.endswith(("ing", "women", "people", "men", "advances", "trends", "days"))


def _possessive(token: Token) -> bool:
    return token.text.endswith(("'s", "’s")) and token.low[:-2] not in {
        "women", "men", "people", "children", "world", "miner", "investor", "engineer", "driller",
    }  # fmt: skip


def _romance_article(toks: Sequence[Token], left: int) -> bool:
    return left > 0 and toks[left - 1].low in words("determiners")


def _before(toks: Sequence[Token], left: int) -> tuple[int | None, str | None, int]:
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


def _article(toks: Sequence[Token], begin: int, determined: bool) -> tuple[int, bool]:
    while begin > 0 and toks[begin - 1].low in words("determiners"):
        begin -= 1
        determined = True
    return begin, determined or (begin > 0 and _possessive(toks[begin - 1]))


def _right(text: str, toks: Sequence[Token], last: int) -> tuple[int, int]:
    """The last token of the name after its head: '… & Expo', '… on Rock Mechanics'."""
    i = last
    every = heads("annual") | heads("frequent") | heads("named")
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
        and (toks[j + 1].capital or (j == i and toks[j + 1].low in words("qualifiers")))
        and toks[i].low in _romance_heads()
        and _is_name_word(toks[j + 1])
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
        j += 1
    start = j
    if j < len(toks) and toks[j].capital and _is_name_word(toks[j]):
        if preposition == "in" and not _gerund(toks, j):
            return i  # 'Summit in Toronto'
        if preposition in {"de", "del"} and toks[j].low in {"lima"}:
            return i
        while j < len(toks) and j < start + 8:
            if (toks[j].capital and _is_name_word(toks[j]) and not _possessive(toks[j])) or (
                (toks[j].low in words("joiners") or toks[j].low in {"in", "the"})
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
        and _is_name_word(token)
    )


def _complement_capital(toks: Sequence[Token], last: int, after: int) -> bool:
    return any(t.capital for t in toks[last + 1 : after + 1])


def _attribute(toks: Sequence[Token], after: int) -> bool:
    """Does the head only describe the next word: 'congress centre', 'Uranium Days conference'?"""
    if after + 1 >= len(toks) or toks[after + 1].start - toks[after].end > 1:
        return False
    low = toks[after + 1].low
    return low in words("not_after") or low in heads("annual") | heads("frequent")


def _tail(text: str, toks: Sequence[Token], after: int) -> tuple[int, str | None]:
    """The end of the mention after its year and its acronym in brackets, and the year."""
    year = None
    i = after
    while i + 1 < len(toks):
        token = toks[i + 1]
        if year is None and _YEAR.fullmatch(token.text):
            year = token.text
            i += 1
        elif (
            token.text == "("
            and i + 3 < len(toks)
            and (_ACRONYM.fullmatch(toks[i + 2].text) or toks[i + 2].text.isupper())
        ):
            j = i + 3
            if j + 1 < len(toks) and _YEAR.fullmatch(toks[j].text):
                year, j = year or toks[j].text, j + 1
            if toks[j].text != ")":
                break
            i = j
        else:
            break
    return toks[i].end, year


def _words_between(text: str, toks: Sequence[Token], left: int, after: int) -> str:
    return " ".join(text[toks[left].start : toks[after].end].split())


def _elliptic(text: str, toks: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """'… and the 28th in 2029 in Brisbane': an edition whose name is understood."""
    extra: list[Mention] = []
    for i, token in enumerate(toks[:-1]):
        if token.kind not in {"number", "word"} or (number := ordinal(token.text)) is None:
            continue
        if any(m.start <= token.start < m.end for m in found) or i == 0:
            continue
        following = toks[i + 1].low
        if toks[i - 1].low not in {"the", "la", "el", "das", "die"} or following not in _ELLIPSIS:
            continue
        if token.kind == "word" and not token.text.islower():
            continue
        extra.append(Mention(toks[i - 1].start, token.end, "", number))
    return extra


_ELLIPSIS = frozenset(
    [
        "in",
        "on",
        "will",
        "is",
        "was",
        "takes",
        "took",
        "from",
        "at",
        ",",
        "(",
        "to",
        "follows",
        "en",
        "w",
    ]
)


def _acronyms(text: str, toks: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """'WMC 2026', 'the 27th WMC': only an acronym, with a year or an edition."""
    extra: list[Mention] = []
    for i, token in enumerate(toks):
        if token.kind != "word" or not re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]|[A-Z]{3,10}", token.text):
            continue
        if any(m.start <= token.start < m.end for m in found):
            continue
        edition, year, begin = _before(toks, i)
        end, more = _tail(text, toks, i)
        if (edition is None or edition > 400) and not more:
            continue
        begin, _ = _article(toks, begin, False)
        extra.append(Mention(toks[begin].start, end, token.text, edition, year or more, True, True))
    return extra
