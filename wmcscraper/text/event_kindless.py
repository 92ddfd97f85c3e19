"""Events that are named without the word for their kind beside the name.

'WMC 2026', 'the 28th', 'present at Mines and Metals Kigali', 'Coal Mongolia, the … conference'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wmcscraper.text.calendar_words import words as calendar
from wmcscraper.text.event_mention import Mention, tail, words_between
from wmcscraper.text.event_spans import article, before, is_name_word
from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import any_of, heads, words
from wmcscraper.text.ordinals import ordinal, roman

__all__ = ["acronyms", "attended", "elliptic", "hinted", "may_appose", "titled"]

_KINDS = (
    heads("annual") | heads("named") - {"week", "days", "assembly", "dialogue"} | {"trade fair"}
)
_SMALL_KINDS = tuple(sorted(_KINDS - heads("annual")))  # no head by themselves, in small letters
_APPOSED = re.compile(rf", (?:the|an?)\s(?:[\w'’-]+\s){{0,5}}(?:{any_of(_SMALL_KINDS)})\b")

# 'WMC 2026', '27th WMC'
_ACRONYM_HINT = re.compile(
    r"\b[A-Z][A-Za-z]*[A-Z]\b['’]?\s?\(?(?:19|20)\d\d\b|\b\d{1,3}(?:st|nd|rd|th) [A-Z]{3,}"
    r"|\b[A-Z]{5,} \d{1,2} (?:takes|took|will|opens|runs|returns)\b"
    r"|\bat(?: the)? [A-Z]{4,} (?:in|on|\() ?[A-Z0-9]"
)

# 'will present at Mines and Metals Kigali (3 May)'
_ATTENDED = re.compile(
    rf"(?<![\w-])(?:{any_of(words('attends'))})\s+(?:the\s+)?(?=[A-Z]|\d+\s[A-Z])"
)


def may_appose(text: str) -> bool:
    """Has the text a small word for a kind that only tells what a name before it is?"""
    return any(kind in text for kind in _SMALL_KINDS)


def hinted(text: str, *, apposed: bool | None = None) -> bool:
    """May the text name an event of which it does not say the kind?

    ``apposed`` is what ``may_appose`` says of it or of a text around it.
    """
    if " at " in text and _ATTENDED.search(text):
        return True
    if apposed is None:
        apposed = may_appose(text)
    if apposed and ", " in text and _APPOSED.search(text):
        return True
    return _ACRONYM_HINT.search(text) is not None


_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’&-]+"
_TITLE = re.compile(
    rf"(?:^|(?<=[.:–—(\"“”] )|(?<=\b(?:at|of|in) )|(?<=\bthe )|(?<=\bfor ))"
    rf"((?:{_CAP})(?:\s(?:(?:to|of|in|for|and|&|on|the)\s){{0,2}}{_CAP}){{0,7}})"
    rf"(?:\s((?:19|20)\d\d))?\s?,\s"
    rf"(?=(?:the|an?|{_CAP}['’]s)\s((?:[\w'’-]+\s){{0,5}})((?i:{any_of(_KINDS)}))"
    r"(?:\s(?:for|on|of)\s[^,.;]{3,60}|\s(?:that|which|held|in|at|takes|will)\b|,))"
)


def titled(text: str, found: list[Mention]) -> list[Mention]:
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


def attended(
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
        name = words_between(text, toks, first, i - 1)
        if not _BUILDING.search(name):
            end, year = tail(text, toks, i - 1)
            extra.append(Mention(match.end(), end, name, None, year, True, True))
    return extra


_BUILDING = re.compile(
    r"\b(?:University|School|College|Institute|Hotel|Office|Hall|Centre|Center)\b"
)


def elliptic(text: str, toks: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
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
        if token.kind == "word" and not (token.text.islower() or roman(token.text)):
            continue
        after = toks[i + 2].low if i + 2 < len(toks) else ""
        weekday = toks[i - 2].low in calendar().weekdays if i > 1 else False
        if weekday or (token.kind == "number" and i > 1 and toks[i - 2].low in {"on", "until"}):
            continue  # 'on Wednesday the 14th'
        if token.kind == "word" and following == "in" and after in words("determiners"):
            continue  # 'the first in the country'
        known = next((m for m in found if m.end <= token.start <= m.end + 8), None)
        if (
            known
            and not known.edition
            and text[known.end : toks[i - 1].start].strip() in {",", "(", "–", "—"}
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
        "–",
        "—",
        "to",
        "follows",
        ".",
        "en",
        "w",
    ]
)


def _numbered(toks: Sequence[Token], i: int) -> bool:
    """'PERUMIN 39 takes place': the number after an acronym is an edition, before a verb."""
    return (
        i + 2 < len(toks)
        and len(toks[i].text) > 4
        and toks[i + 1].text.isdigit()
        and len(toks[i + 1].text) <= 2
        and toks[i + 2].low in {"takes", "took", "will", "opens", "runs", "returns"}
    )


def _dated(toks: Sequence[Token], i: int) -> bool:
    """'at PDAC in March 2027', 'at IMARC (27–29 October)': who goes there on a day, to an event."""
    if not i or toks[i - 1].low not in {"at", "attend", "attends", "attended"}:
        return False
    if len(toks[i].text) < 4 or i + 2 >= len(toks) or toks[i + 1].low not in {"in", "on", "("}:
        return False
    return any(calendar().month(t.low.rstrip(".")) is not None for t in toks[i + 2 : i + 6])


def acronyms(text: str, toks: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """'WMC 2026', 'the 27th WMC': only an acronym, with a year or an edition."""
    extra: list[Mention] = []
    for i, token in enumerate(toks):
        if token.kind != "word" or not re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]|[A-Z]{3,10}", token.text):
            continue
        if any(m.start <= token.start < m.end for m in found):
            continue
        edition, year, begin = before(toks, i)
        end, more = tail(text, toks, i)
        if edition is None and not more and _numbered(toks, i):
            edition, end = int(toks[i + 1].text), toks[i + 1].end
        if (edition is None or edition > 400) and not (more or _dated(toks, i)):
            continue
        begin, _ = article(toks, begin, False)
        extra.append(Mention(toks[begin].start, end, token.text, edition, year or more, True, True))
    return extra
