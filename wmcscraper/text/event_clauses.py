"""What of a sentence tells of which event: clauses, asides, and what is told of it beside dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_cues import says_moved
from wmcscraper.text.event_links import Sentence
from wmcscraper.text.event_names import Mention
from wmcscraper.text.event_words import any_of, words
from wmcscraper.text.ordinals import ordinal
from wmcscraper.text.places import Place

__all__ = ["clauses", "counted_later", "more_days", "without_aside"]


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence between semicolons; one in brackets parts nothing."""
    if ";" not in sentence:
        return [sentence]
    parts = [""]
    for part in re.split(r"(?<=;)\s", sentence):
        if parts[-1].count("(") > parts[-1].count(")"):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return [part.removesuffix(";") for part in parts if part]


_ASIDE = re.compile(r"\s*,\s+(?:which|whose|who|where|organi[sz]ed|sponsored|que|cuy[oa])\b")
_LONGEST_ASIDE = 200


def without_aside(
    sentence: Sentence, mentions: Sequence[Mention], i: int
) -> tuple[Sentence, int, int] | None:
    """The sentence without a relative clause after mention ``i`` in which others are named.

    'The Zinc Days, which join the A Forum and the B Forum, open on …': what follows the clause is
    told of the first. With it come the offset where the clause ends, and the number of mentions in
    it. None where there is no such clause.
    """
    start = mentions[i].end
    text = sentence.text
    if not _ASIDE.match(text, start):
        return None
    later = mentions[i + 1 :]
    for comma in re.finditer(r",(?=\s)", text[: start + _LONGEST_ASIDE]):
        end = comma.end()
        inner = sum(m.end < end for m in later)
        if end < start + 8 or not inner or any(m.start < end <= m.end for m in later):
            continue
        if not _verb_first().match(text, end):
            continue
        blank = text[:start] + " " * (end - start) + text[end:]
        kept = Sentence(
            blank,
            [t for t in sentence.toks if not start <= t.start < end],
            [d for d in sentence.dates if not start <= d.start < end],
            [p for p in sentence.places if not start <= p.start < end],
        )
        return kept, end, inner
    return None


@cache
def _verb_first() -> re.Pattern[str]:
    verbs = words("predicates") | words("weak_predicates") | words("present") | words("past")
    return re.compile(
        rf"\s+(?:will|is|are|was|has|had|se|{any_of(verbs | words('future'))})\b", re.IGNORECASE
    )


_COUNTED = re.compile(
    r"\b(?:held|organi[sz]ed|staged|celebrad[oa]|organizad[oa]|meet|meets|met|gather|gathers|returns?|convenes?)"
    r"\s+(?:for|por)\s+(?:the|its|la|el)?\s*([\w-]+)\s+(?:time|vez)\b"
    r"|,\s(?:for|por)\s+(?:the|la)\s+([\w-]+)\s+(?:time|vez)\b"
    r"|\b(?:for|in|is|be|was|now)\s+(?:in\s+)?(?:its|the|an?|su|la)\s+([\w-]+)"
    r"(?:\s+(?:edition|edición)\b|(?=\s*[.,;)]|\s+of\s+its\s+kind))",
    re.IGNORECASE,
)


def counted_later(text: str, start: int, limit: int) -> int | None:
    """The edition that follows a name: '…, held for the 15th time', '… will be the 95th.'"""
    for found in _COUNTED.finditer(text, start, limit):
        if found[2] and says_moved(text[start : found.start()]):
            continue  # 'postponed, for the second time, to'
        if number := ordinal(found[1] or found[2] or found[3]):
            return number if number > 1 or found[3] else None
    return None


def more_days(sentence: Sentence, date: DateMention, limit: int) -> list[tuple[DateMention, Place]]:
    """Further days and places of a kind of event: 'in Elko on 4 May and in Ely on 6 May 2026'."""
    found: list[tuple[DateMention, Place]] = []
    text, end = sentence.text, date.end
    end = max([end, *(p.end for p in sentence.places if _close(text[end : p.start]))])
    for day in sentence.dates:
        if not end <= day.start < limit or day.precision != "day":
            continue
        place = next((p for p in sentence.places if end <= p.start < limit), None)
        if place is None:
            break
        first, second = sorted([(day.start, day.end), (place.start, place.end)])
        if not _lead(text[end : first[0]]) or not _lead(text[first[1] : second[0]], joined=False):
            break
        found.append((day, place))
        end = second[1]
    return found


def _close(between: str) -> bool:
    return re.fullmatch(r"\s*,?\s*(?:in|at|en)\s+", between) is not None


def _lead(between: str, *, joined: bool = True) -> bool:
    """Is there nothing but 'and in', 'and on' (``joined``), or 'in', 'on'?"""
    rest = re.sub(r"(?:^|\s)(?:in|at|en|on|from|el|del|\w+day,?)(?=\s|$)", " ", between).strip(" ,")
    if not joined:
        return not rest
    if not rest:
        return "," in between
    return re.fullmatch(r"and|then|and then|y|e|et|und|i|luego", rest) is not None
