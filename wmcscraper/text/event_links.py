"""Which date of a sentence belongs to an event that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wmcscraper.text.calendar_words import words as calendar
from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_cues import (
    after_end,
    dates_else,
    ends_range,
    happens_on,
    moves_to,
    opens_it,
    replaces,
    runs_until,
    same_clause,
    says_moved,
)
from wmcscraper.text.event_names import Mention
from wmcscraper.text.event_relative import is_relative, weekday_after
from wmcscraper.text.event_tokens import Token
from wmcscraper.text.event_words import HEAD, heads, phrases, words
from wmcscraper.text.places import Place, is_venue

__all__ = [
    "Sentence",
    "at_it",
    "by_the_day",
    "leads_line",
    "link_date",
    "only_fillers",
    "trails_line",
]

_FAR = 220  # characters between a name and its date, or a predicate and its date
_MARKS = frozenset(",;()–—-:•|·/[]")
_QUOTES, _QUOTES_OPEN = frozenset('"“”„«»'), frozenset('"“„«')
_START = 30  # characters that may stand before a date that leads a sentence
# White space is taken possessively: several '\s*' in a row would try each way to share it out.
_OPENER = re.compile(
    r"\s*+(?:,|\b(?:at|during|in|for|to|of)\b|:|[-–—|•·])?\s*+(?:\b(?:opening|start|end|close)\s+of\b)?\s*+(?:\b(?:the|its|our|their|an?|el|la|su)\b)?\s*+$",
    re.IGNORECASE,
)


_FOLLOWED = re.compile(
    r"\s*+,?\s*+(?:(?:and\s+(?:will\s+be\s+)?|to\s+be\s+)?followed\s+by|(?:along\s+)?with)\s+"
    r"(?:\b(?:the|its|an?|our)\b)?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with all that has been read of it."""

    text: str
    toks: Sequence[Token]
    dates: Sequence[DateMention]
    places: Sequence[Place]


def link_date(
    sentence: Sentence, mention: Mention, begin: int, limit: int, taken: set[int]
) -> DateMention | None:
    """The date of ``mention``; ``begin`` and ``limit`` are the stretch of text that is its own.

    ``taken`` are the starts of dates that belong to another event.
    """
    text = sentence.text
    accepted: list[DateMention] = []
    cursor = mention.end
    for date in sentence.dates:
        if mention.start < date.start < mention.end < date.end:
            return date  # 'PDAC 2026 (March 1-4, …)'
    for date in sentence.dates:
        if not mention.end <= date.start < limit or date.start in taken:
            continue
        if _belongs(sentence, mention, begin, cursor, date):
            accepted.append(date)
        cursor = date.end
    if accepted:
        if says_moved(text[begin:limit]):
            return _new_date(text, accepted[-1])
        first = accepted[0]
        if len(accepted) > 1 and replaces(
            text[mention.end : first.start], text[first.end : accepted[1].start]
        ):
            first = accepted[1]
        best = _until(sentence, first, limit)
        for date in accepted[1:]:
            if date.precision == "day" != best.precision and date.date.startswith(best.date):
                best = date
        return best
    for date in sentence.dates:
        if mention.start <= date.start < mention.end and date.raw.endswith(("'s", "’s")):
            told = phrases("predicates").search(text, mention.end, limit)
            return date if told else None  # 'Last year's forum took place in …'
    for date in reversed(sentence.dates):
        free = begin <= date.start and date.end <= mention.start and date.start not in taken
        if free and _leads(text, sentence, mention, begin, date):
            return date
    return None


def _until(sentence: Sentence, first: DateMention, limit: int) -> DateMention:
    """'opens on 1 October 2025 and ends on 3 October', 'opened on Monday and closes on Wednesday'
    are ranges."""
    for last in sentence.dates:
        if first.end <= last.start < limit and first.precision == last.precision == "day":
            between = sentence.text[first.end : last.start]
            if ends_range(between) and not first.end_date:
                end = weekday_after(last, first) if is_relative(last) else last.date
                raw = sentence.text[first.start : last.end]
                if end > first.date:
                    return DateMention(first.start, last.end, first.date, end, "day", raw)
            break
    return first


def _belongs(
    sentence: Sentence, mention: Mention, begin: int, cursor: int, date: DateMention
) -> bool:
    """Is the date after the name the event's: beside it, or after a verb that says it happens?"""
    text = sentence.text
    local = text[cursor : date.start]
    if len(text[mention.end : date.start]) > _FAR or _signed(text, mention):
        return False
    ended = after_end(text, mention.end)
    if cursor == mention.end < ended and only_fillers(sentence, ended, date.start):
        return phrases("deadlines").search(text, begin, mention.start) is None
    if moves_to(text[begin : date.start] if cursor == mention.end else local):
        return True
    if runs_until(local) and phrases("deadlines").search(text, begin, date.start) is None:
        return True
    if dates_else(local):
        return False
    if is_relative(date) and not by_the_day(mention):
        # who spoke 'at the congress on Thursday' says nothing of its first day
        if (
            at_it(text, begin, mention)
            and cursor == mention.end
            and only_fillers(sentence, mention.end, date.start)
        ):
            return True
        opened = opens_it(text[max(begin, mention.start - 20) : mention.start])
        return opened or happens_on(text[mention.end : date.start])
    if cursor == mention.end and only_fillers(sentence, mention.end, date.start):
        if re.fullmatch(r"\s*[:–—-]\s*", local) and phrases("deadlines").search(
            text, begin, mention.start
        ):
            return False
        if date.precision == "month" and not any(c.isdigit() for c in date.raw):
            # 'the meeting in March' only tells one meeting from another
            name = mention.name.lower()
            bare = mention.edition is None and " " not in name and name in heads("frequent")
            return not bare or phrases("predicates", "weak_predicates").search(local) is not None
        if date.precision != "year":
            return True
        if not date.raw[0].isdigit() and not date.raw[-1].isdigit():
            return True  # 'next year'
        return _year_place(local) and not _is_treaty(sentence, mention, date)
    other = _last(phrases("other"), local)
    strong = _last(phrases("predicates"), text[mention.end : date.start])
    if strong is None:
        weak = _last(phrases("weak_predicates"), text[mention.end : date.start])
        if weak is None and _held(text, begin, mention) and len(local) < _NEAR_HELD:
            return other is None and _ON_A_DAY.search(local) is not None
        if weak is None and cursor == mention.end and date.precision != "year":
            of_it = phrases("deadlines").search(text, begin, mention.start) is None
            return other is None and of_it and same_clause(local)
        if weak is None or phrases("other").search(text, begin, mention.start):
            return False
        lead = text[max(0, mention.end + weak.start() - 6) : mention.end + weak.start()]
        moved = phrases("moves").fullmatch(weak.group()) and lead.endswith(
            ("was ", "were ", "been ")
        )
        if moved and not _TO_OR_FROM.search(text[mention.end + weak.end() : date.start]):
            return False  # 'was postponed on 10 September' tells the day of the decision
        strong = weak
    if other is not None and cursor + other.start() > mention.end + strong.start():
        return False
    if other is not None and strong.start() + mention.end < cursor:
        return False
    after_verb = text[mention.end + strong.end() : date.start]
    if date.precision == "year":
        if local.split()[-1:] and local.split()[-1].lower() in words("possessives"):
            return False  # 'met its 2026 target'
        return len(after_verb) < 60 and only_fillers(
            sentence, mention.end + strong.end(), date.start
        )
    return not re.search(r"[,;]\s+(?:and|but|while|y|pero)\s+\w+\s+\w+", after_verb)


def at_it(text: str, begin: int, mention: Mention) -> bool:
    """Is something done 'at the annual meeting', or said to it?"""
    return _AT_IT.search(text, max(begin, mention.start - 12), mention.start) is not None


_AT_IT = re.compile(r"\b(?:[Aa]t|told|addressed|addressing)\s$")


def by_the_day(mention: Mention) -> bool:
    """Is it of a kind that lasts a day: a hearing, a webcast, an annual meeting?"""
    kinds = heads("frequent") | {"agm", "egm"}
    name = mention.name.lower()
    return any(
        re.search(rf"(?<!\w){re.escape(kind)}(?!\w)", name) for kind in kinds if kind in name
    )


_TO_OR_FROM = re.compile(r"\b(?:to|from|until|till|for|al?|del?|para|hasta)\b", re.IGNORECASE)
_NEAR_HELD = 90
_ON_A_DAY = re.compile(
    r"\b(?:on|for|from|between|el|del|am|vom|le|du)\s+(?:\w+day,?\s+)?$"
    r"|\b(?:today|tomorrow|day),\s+$",
    re.IGNORECASE,
)


def _held(text: str, begin: int, mention: Mention) -> bool:
    """Does somebody hold it: 'will hold a hearing on its licence on 5 May'?"""
    held = _last(phrases("hosts"), text[max(begin, mention.start - 40) : mention.start])
    return held is not None and not held.string[held.end() :].strip()


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - only the last one counts
        pass
    return found


def _year_place(local: str) -> bool:
    """Does a lone year after a name date it: 'in 2026', ', 2026', 'in the autumn of 2026'?"""
    local = re.sub(r"\b(?:the|el|la)\s*$", "", local)
    return bool(
        re.search(r"(?:\b(?:in|en|a|w|em|for|im|of|de|à)|[,(–—|:-])\s*$", local, re.IGNORECASE)
    )


def _is_treaty(sentence: Sentence, mention: Mention, date: DateMention) -> bool:
    """'the Lima Convention of 2018', 'joined the Copper Forum in 2024' date no meeting."""
    text = sentence.text
    if text[mention.end : date.start].split()[-1:] in (["of"], ["de"]):
        placed = any(0 <= p.start - date.end < 5 for p in sentence.places)
        return mention.name.lower().endswith(("convention", "convenio")) and not placed
    return phrases("relations").search(text[max(0, mention.start - 24) : mention.start]) is not None


def _signed(text: str, mention: Mention) -> bool:
    """Is it a treaty: 'signed the Lima Convention'?"""
    treaty = mention.name.lower().endswith(("convention", "convenio"))
    return treaty and _SIGNED.search(text, max(0, mention.start - 24), mention.start) is not None


_SIGNED = re.compile(
    r"\b(?:sign(?:s|ed)?|ratif(?:y|ies|ied)|part(?:y|ies)\s+to|signator(?:y|ies)\s+to|firm(?:a|ó|aron)|ratificó)\s$",
    re.IGNORECASE,
)


def only_fillers(sentence: Sentence, start: int, end: int) -> bool:
    """Is there nothing between two offsets but places, small words and marks?"""
    count = 0
    quoted = False
    for token in sentence.toks:
        if token.start < start:
            continue
        if token.start >= end:
            break
        count += 1
        low = token.low
        if count > 24:
            return False
        if token.text in _QUOTES:
            quoted = token.text in _QUOTES_OPEN and not quoted
        if quoted or token.text in _QUOTES:
            continue  # the title of a talk
        if token.text[0].isdigit() and len(token.text) < 8:
            continue  # a day, a year, '9.30am'
        if token.capital and low not in words("other"):
            continue
        if token.text in _MARKS or low in words("fillers") or low in calendar().weekdays:
            continue
        if any(p.start <= token.start < p.end for p in sentence.places):
            continue
        if low in words("predicates") or (is_venue(low) and not HEAD.fullmatch(low)):
            continue
        return False
    return True


def _leads(text: str, sentence: Sentence, mention: Mention, begin: int, date: DateMention) -> bool:
    """Is a date before the name the event's: 'the May 2025 summit', 'On 5 May, Lima hosts'?"""
    if dates_else(text[begin : date.start]):
        return False
    between = text[date.end : mention.start]
    if len(between) > 110:
        return False
    if _FOLLOWED.fullmatch(between):  # 'results on 5 May, followed by (or: with) a webcast'
        return by_the_day(mention)
    if phrases("other").search(between) or _reported(text[begin : date.start]):
        return False
    if _OPENER.fullmatch(between):
        # '10 May 2026 Tailings forum opens in Lima' is a headline with its day of publication
        return (
            is_relative(date)
            or not leads_line(sentence, date)
            or only_fillers(sentence, mention.end, len(text.rstrip(" .!")))
        )
    if _BRACKET.fullmatch(between):
        return True  # 'in Frankfurt on 9 November (Metals Fair)'
    if date.precision == "year" and not _IN.search(text[begin : date.start]):
        return False  # 'Under a 2019 law, parliament must hold a hearing'
    if re.search(r"\b(?:for|at|to)\s*(?:(?:the|its)\s*)?$", between) and (
        only_fillers(sentence, date.end, mention.start)
        and phrases("predicates").search(text, begin, date.start)
    ):  # 'Miners meet on 18 June in London for the congress'
        return True
    clause = _CLAUSE.split(text[begin : date.start])[-1]
    if len(clause.strip()) > _START and not _WHEN.match(between):
        return False
    if phrases("hosts", "predicates").search(between):
        return True
    return (
        date.precision != "year"
        and len(clause.strip()) <= _LEAD
        and not is_relative(date)
        and phrases("breaks").search(between) is None
        and _OF.search(between) is None
    )


_IN = re.compile(r"(?:^|\b(?:in|during|for|en|em|im|w|the|el|la))\s*$", re.IGNORECASE)
_LEAD = 12  # characters before a date at the start of its clause: 'On', 'This', 'During'
_OF = re.compile(r"\bof\s+(?:(?:the|its)\s+)?$")

_BRACKET = re.compile(r"\s*\(\s*(?:(?:the|el|la)\s+)?", re.IGNORECASE)
_CLAUSE = re.compile(r"[:;–—]\s|\n")
_WHEN = re.compile(r"\s*,\s+(?:when|where|as|cuando)\b", re.IGNORECASE)


def leads_line(sentence: Sentence, date: DateMention) -> bool:
    """Does the date stand at the very start, before it no word but a weekday?"""
    before = sentence.text[: date.start].strip(" \t•·|-–—*(").lower().rstrip(",.")
    return not before or before in calendar().weekdays


def trails_line(sentence: Sentence, date: DateMention) -> bool:
    """Does the date end the line, with no preposition, comma or bracket before it?"""
    text = sentence.text
    if text[date.end :].strip(" \t.|·•"):
        return False
    before = text[: date.start].rstrip()
    last = before.rsplit(None, 1)[-1].lower() if before else ""
    return (
        bool(before)
        and before[-1] not in ",(:–—"
        and last not in words("fillers") | words("date_joins")
    )


def _reported(before: str) -> bool:
    """'… said on 5 May the World Mining Congress': the date is of the saying."""
    return phrases("other").search(before[-60:]) is not None


_RANGE_VERB = re.compile(r"\b(?:runs?|held|place|staged|opens?)\s+from\s+$")


def _new_date(text: str, date: DateMention) -> DateMention:
    """Of 'moved from 5 May to 12 June 2026' the 12th of June."""
    lead = text[max(0, date.start - 6) : date.start].lower()
    if _RANGE_VERB.search(text[max(0, date.start - 30) : date.start]):
        return date  # 'has been moved and now runs from 14 to 15 July'
    if (
        date.end_date
        and (", to " in date.raw or re.search(r"(?:from|del?|vom|z|od)\s+$", lead))
        and not re.match(r"\d{1,2}\s*[-–—]", date.raw)
    ):
        return DateMention(date.start, date.end, date.end_date, None, date.precision, date.raw)
    return date
