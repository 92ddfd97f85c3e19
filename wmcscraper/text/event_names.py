"""Where a sentence names an event: the span, the name, its edition and its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wmcscraper.text.event_spans import (
    article,
    before,
    capital_run,
    is_attribute,
    is_name_word,
    left_of,
    right_of,
)
from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import HEAD, any_of, has_head, head_words, heads, words
from wmcscraper.text.ordinals import ordinal

__all__ = ["Mention", "find_mentions", "may_name", "may_name_each"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*\d{0,4}|[A-Z]{2,8}\d{0,4}")


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


_KINDS = (
    heads("annual") | heads("named") - {"week", "days", "assembly", "dialogue"} | {"trade fair"}
)
_APPOSED = re.compile(rf", (?:the|an?)\s(?:[\w'’-]+\s){{0,5}}(?:{any_of(_KINDS)})\b")
# 'WMC 2026', '27th WMC'
_ACRONYM_HINT = re.compile(
    r"\b[A-Z][A-Za-z]*[A-Z]\b['’]?\s?\(?(?:19|20)\d\d\b|\b\d{1,3}(?:st|nd|rd|th) [A-Z]{3,}"
)


# 'will present at Mines and Metals Kigali (3 May)'
_ATTENDED = re.compile(
    rf"(?<![\w-])(?:{any_of(words('attends'))})\s+(?:the\s+)?(?=[A-Z]|\d+\s[A-Z])"
)


_DIGIT = re.compile(r"[0-9]")


def may_name(text: str) -> bool:
    """Has the text a word that may name an event? Cheap, the gate to all else."""
    return has_head(text) or _hinted(text)


def _hinted(text: str) -> bool:
    attended = " at " in text and _ATTENDED.search(text) is not None
    attended = attended or (", " in text and _APPOSED.search(text) is not None)
    return attended or _ACRONYM_HINT.search(text) is not None


def may_name_each(texts: Sequence[str]) -> list[bool]:
    """``may_name`` of each text, at the cost of one look at all of them together."""
    lows = "\n".join(texts).lower().split("\n") if texts else []
    if len(lows) != len(texts):  # a text of several lines
        return [may_name(text) for text in texts]
    here = head_words(lows)
    return [
        (any(word in low for word in here) and has_head(text))
        or (_DIGIT.search(text) is not None and _hinted(text))
        for text, low in zip(texts, lows, strict=True)
    ]


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
    found += _attended(text, toks, index, found)
    found += _titled(text, found)
    found.sort(key=lambda m: m.start)
    return _joined(found)


def _joined(found: list[Mention]) -> list[Mention]:
    """'PDAC 2027 Convention' is one name, though the year parts the acronym from its kind."""
    out: list[Mention] = []
    for mention in found:
        last = out[-1] if out else None
        if last and mention.acronym and last.proper and last.name != mention.name:
            between = mention.start - last.end
            if between == 2 and mention.year and not last.year:
                last.end, last.year = mention.end, mention.year  # 'the Mine Expo, MX 2026, …'
                continue
        if last and last.acronym and last.start <= mention.start < last.end < mention.end:
            name = f"{last.name} {mention.name}"
            edition = last.edition or mention.edition
            year = last.year or mention.year
            out[-1] = Mention(last.start, mention.end, name, edition, year, True)
        else:
            out.append(mention)
    return out


_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’&-]+"
_TITLE = re.compile(
    rf"(?:^|(?<=[.:–—(\"“”] )|(?<=\b(?:at|of|in) )|(?<=\bthe )|(?<=\bfor ))"
    rf"((?:{_CAP})(?:\s(?:(?:to|of|in|for|and|&|on|the)\s){{0,2}}{_CAP}){{0,7}})"
    rf"(?:\s((?:19|20)\d\d))?\s?,\s"
    rf"(?=(?:the|an?|{_CAP}['’]s)\s((?:[\w'’-]+\s){{0,5}})({any_of(_KINDS)})"
    r"(?:\s(?:for|on|of)\s[^,.;]{3,60}|\s(?:that|which|held|in|at|takes|will)\b|,))"
)


def _titled(text: str, found: list[Mention]) -> list[Mention]:
    """'Copper to the World 2026, a conference on …': a name that words after it tell the kind of.

    Such a name takes the place of the kind, which is taken out of ``found``.
    """
    if ", " not in text:
        return []
    extra: list[Mention] = []
    for title in _TITLE.finditer(text):
        start, end = title.start(1), title.end(2) if title[2] else title.end(1)
        if any(m.start < end and start < m.end for m in found):
            continue
        kind = next((m for m in found if m.proper and end <= m.start <= title.end(4)), None)
        if kind and title[2]:  # 'Paste 2027, the 28th Conference on Paste'
            kind.start, kind.year = start, kind.year or title[2]
        if kind:
            continue
        if not title[2] and " " not in title[1]:
            continue
        if _PERSONS.search(title[3]) or not any(c.isupper() for c in title[1]):
            continue
        stop = title.end(4)
        found[:] = [m for m in found if not end <= m.start <= stop]
        extra.append(Mention(start, stop, title[1], None, title[2], True, bool(title[2])))
    return extra


_PERSONS = re.compile(r"\b(?:chair|head|president|organi[sz]er|director|host|venue|site)\b")


def _attended(
    text: str, toks: Sequence[Token], index: dict[int, int], found: Sequence[Mention]
) -> list[Mention]:
    """'will present at Mines and Metals Kigali': a name without a word for its kind."""
    extra: list[Mention] = []
    for match in _ATTENDED.finditer(text):
        if (first := index.get(match.end())) is None:
            continue
        i = first + (toks[first].kind == "number")
        while i < len(toks) and i < first + 9:
            joins = toks[i].low in words("joiners") and i + 1 < len(toks) and toks[i + 1].capital
            if not (joins or (toks[i].capital and is_name_word(toks[i]))):
                break
            i += 1
        if i < first + 2 or any(m.start < toks[i - 1].end and m.end > match.end() for m in found):
            continue
        if i < len(toks) and toks[i].kind == "word" and toks[i].low not in words("fillers"):
            continue  # 'at the Perth office'
        name = _words_between(text, toks, first, i - 1)
        if not _BUILDING.search(name):
            end, year = _tail(text, toks, i - 1)
            extra.append(Mention(match.end(), end, name, None, year, True, True))
    return extra


_BUILDING = re.compile(
    r"\b(?:University|School|College|Institute|Hotel|Office|Hall|Centre|Center)\b"
)


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
    left, determined = left_of(toks, first, proper_head)
    after, joined = right_of(text, toks, last)
    name_capitals = any(t.capital and _own(t) for t in toks[left:first])
    proper = any(t.capital for t in toks[last + 1 : after + 1]) or (proper_head and name_capitals)
    edition, year, begin = before(toks, left)
    begin, determined = article(toks, begin, determined)
    if edition is not None:
        determined = True
    if named_only and not (name_capitals or (proper and determined)):
        return None
    if is_attribute(toks, after):
        return None
    if not proper and not determined and not name_capitals:
        # 'annual general meeting' and 'WEBINAR:' may do without an article, 'meeting demand' not
        qualified = left < first and all(
            t.low in words("qualifiers") or ordinal(t.text) for t in toks[left:first]
        )
        # 'will hold hearings in Elko'
        held = left > 0 and toks[left - 1].low in words("hosts") and head in words("frequent")
        held |= left == first and left > 0 and toks[left - 1].low == "for" and head == "hearing"
        # 'a presentation and webcast'
        held |= left > 1 and toks[left - 1].low in {"and", "&"} and head.startswith("web")
        if not (
            qualified
            or held
            or (proper_head and first == 0)
            or head in {"agm", "egm"}
            or " " in head
        ):
            return None
    if head == "congress" and left == first and after == last and edition is None and proper_head:
        return None  # a parliament
    if head in {"congress", "congreso"} and edition is not None and edition > 100 and left == first:
        return None
    end, more_year = _tail(text, toks, after)
    name = _words_between(text, toks, left, after)
    if head in {"agm", "egm"} or _ACRONYM.fullmatch(name) or name_capitals:
        proper = True
    if edition and not proper_head and head in words("uncounted"):
        edition = None  # 'the first court hearing' is no edition of a series
    return (
        Mention(toks[begin].start, end, name, edition, year or more_year, proper),
        max(after, joined),
    )


def _own(token: Token) -> bool:
    """Does the word make a name, as 'World' does and 'Annual' hardly?"""
    return token.low not in words("determiners")


def _edition(text: str, toks: Sequence[Token], first: int, last: int) -> tuple[Mention, int] | None:
    """'the 8th edition', 'the next edition of the World Mining Congress'."""
    edition, year, begin = before(toks, first)
    begin, determined = article(toks, begin, edition is not None)
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
        name = capital_run(toks, after + 2)
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
        after = toks[i + 2].low if i + 2 < len(toks) else ""
        if token.kind == "word" and following == "in" and after in words("determiners"):
            continue  # 'the first in the country'
        known = next((m for m in found if m.end <= token.start <= m.end + 8), None)
        if (
            known
            and not known.edition
            and text[known.end : toks[i - 1].start].strip() in {",", "("}
        ):
            known.edition, known.end = number, token.end  # 'the next congress, the 28th, …'
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
        edition, year, begin = before(toks, i)
        end, more = _tail(text, toks, i)
        if (edition is None or edition > 400) and not more:
            continue
        begin, _ = article(toks, begin, False)
        extra.append(Mention(toks[begin].start, end, token.text, edition, year or more, True, True))
    return extra
