"""Where a sentence names an event: the span, the name, its edition and its year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wmcscraper.text.event_kindless import acronyms, attended, elliptic, hinted, may_appose, titled
from wmcscraper.text.event_mention import ACRONYM, Mention, tail, words_between
from wmcscraper.text.event_spans import (
    article,
    before,
    capital_run,
    is_attribute,
    left_of,
    right_of,
)
from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import HEAD, has_head, head_words, heads, words
from wmcscraper.text.ordinals import ordinal
from wmcscraper.text.place_names import country_code

__all__ = ["Mention", "find_mentions", "may_name", "may_name_each"]


_DIGIT = re.compile(r"[0-9]")


def may_name(text: str) -> bool:
    """Has the text a word that may name an event? Cheap, the gate to all else."""
    return has_head(text) or hinted(text)


def may_name_each(texts: Sequence[str]) -> list[bool]:
    """``may_name`` of each text, at the cost of one look at all of them together."""
    lows = "\n".join(texts).lower().split("\n") if texts else []
    if len(lows) != len(texts):  # a text of several lines
        return [may_name(text) for text in texts]
    here = head_words(lows)
    apposed = may_appose("\n".join(lows))
    return [
        (any(word in low for word in here) and has_head(text))
        or (_DIGIT.search(text) is not None and hinted(text, apposed=apposed))
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
    found += elliptic(text, toks, found)
    found += acronyms(text, toks, found)
    found += attended(text, toks, index, found)
    found += titled(text, found)
    found += _paired(toks, found)
    found.sort(key=lambda m: m.start)
    return _joined(found)


def _paired(toks: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """The first of 'the 4th and 5th Copper Forums': an edition of its own, under one name."""
    extra: list[Mention] = []
    starts = {token.start: i for i, token in enumerate(toks)}
    for mention in found:
        i = starts.get(mention.start, 0)
        i += toks[i].low in _AND  # a mention may begin with it
        single = _singular(mention.name)
        if i < _PAIR or single is None or toks[i - 1].low not in _AND:
            continue
        if (first := ordinal(toks[i - 2].text)) is None or ordinal(toks[i].text) is None:
            continue
        mention.name = single
        begin, _ = article(toks, i - 2, determined=True)
        end = toks[i - 2].end
        extra.append(Mention(toks[begin].start, end, single, first, proper=mention.proper))
    return extra


_AND = frozenset(["and", "&", "y", "e", "et", "und", "i"])
_PAIR = 2  # tokens before the second ordinal


def _singular(name: str) -> str | None:
    """A name whose kind of event stands in the plural, with one of them; None for others."""
    rest, _, kind = name.rpartition(" ")
    for ending in ("es", "s"):
        if kind.endswith(ending) and kind.lower().removesuffix(ending) in heads("annual"):
            return f"{rest} {kind.removesuffix(ending)}".strip()
    return None


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
    if toks[begin].low == "no" and edition is None:
        return None
    if edition is not None:
        determined = True
    if named_only and not (name_capitals or (proper and determined)):
        return None
    if is_attribute(toks, after):
        return None
    if first and not proper_head and toks[first - 1].low in words("media"):
        return None  # a news conference
    if head == "meeting" and not proper_head and left == first and _is_doing(toks, first):
        return None
    if not proper and not determined and not name_capitals:
        # 'annual general meeting' and 'WEBINAR:' may do without an article, 'meeting demand' not
        qualified = left < first and all(
            t.low in words("qualifiers") or ordinal(t.text) for t in toks[left:first]
        )
        # 'will hold hearings in Elko'
        held = left > 0 and toks[left - 1].low in words("hosts") and head in words("frequent")
        held |= left == first and left > 0 and toks[left - 1].low == "for" and head == "hearing"
        # 'will vote at separate meetings'
        lead = text[max(0, toks[first].start - 24) : toks[first].start]
        held |= head.endswith("s") and head in words("frequent") and bool(_AT.search(lead))
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
    if head in {"congress", "congreso"} and left == first and first and _is_land(toks[first - 1]):
        return None  # 'Peru's congress will debate …'
    if head in {"congress", "congreso"} and edition is not None and edition > 100 and left == first:
        return None
    end, more_year = tail(text, toks, after)
    name = words_between(text, toks, left, after)
    if head in {"agm", "egm"} or ACRONYM.fullmatch(name) or name_capitals:
        proper = True
    mine = toks[begin].low in {"my", "his", "her", "your"}  # 'my first meeting of Ali'
    if edition and not proper_head and (head in words("uncounted") or mine):
        edition = None  # 'the first court hearing' is no edition of a series
    return (
        Mention(toks[begin].start, end, name, edition, year or more_year, proper),
        max(after, joined),
    )


_AT = re.compile(r"\b(?:at|in|during)\s+(?:[\w-]+\s+)?$")


def _is_doing(toks: Sequence[Token], first: int) -> bool:
    """'the ministers are meeting', 'were all meeting': a verb."""
    before = [t.low for t in toks[max(0, first - 2) : first]]
    return not {"are", "is", "were", "be", "been"}.isdisjoint(before) and before[-1] not in words(
        "determiners"
    ) - {"all", "both"}


def _is_land(token: Token) -> bool:
    """'Peru's'"""
    return token.text.endswith(("'s", "’s")) and country_code(token.text[:-2]) is not None


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
                    words_between(text, toks, after + 2, name - 1),
                    edition,
                    year,
                    True,
                ),
                name - 1,
            )
    return Mention(toks[begin].start, toks[last].end, "", edition, year), last
