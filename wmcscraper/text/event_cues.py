"""Turns of phrase around dates: what moves an event, ends it, or dates something else."""

from __future__ import annotations

import re
from functools import cache

from wmcscraper.text.event_words import any_of, phrases, words

__all__ = [
    "after_end",
    "dates_else",
    "ends_range",
    "happens_on",
    "moves_to",
    "opens_it",
    "replaces",
    "runs_until",
    "same_clause",
    "says_moved",
    "says_now",
]

_NEAR_SAID = 110  # characters between a name and a date that no known verb joins


def dates_else(local: str) -> bool:
    """Does the text before a date say that it is no day of the event: 'since', 'before'?"""
    return bool(_before_date().search(local)) and not _moved_until().search(local)


@cache
def _before_date() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{any_of(words('before_date'))})\s+"
        rf"(?:(?:{any_of(words('predicates') | words('weak_predicates'))})\s+)?"
        r"(?:(?:for|on|in|to|from|para|el|del|am|für)\s+)?(?:the\s+)?(?:\w+day,?\s+)?$",
        re.IGNORECASE,
    )


@cache
def _moved_until() -> re.Pattern[str]:
    """'postponed until': the date after it is the new one."""
    return re.compile(
        rf"(?<!\w)(?:{any_of(words('moves'))})\s+(?:until|till|hasta|até|bis|do|na)\s+"
        r"(?:the\s+|el\s+|zum\s+)?(?:\w+day,?\s+)?$",
        re.IGNORECASE,
    )


def ends_range(between: str) -> bool:
    """Does the text between two dates make the second the end: 'and closes on'?"""
    return _ENDS.search(between) is not None and phrases("deadlines").search(between) is None


_ENDS = re.compile(
    r"(?:^|\s(?:and|y|und|et)|,)\W{0,5}+(?:and\s+)?(?:it\s+)?(?:will\s+)?(?:ends?|closes?|concludes?|finish(?:es)?|"
    r"(?:runs?|lasts?|goes\s+on|continues?)\s+(?:until|to|through)|until|through|termina|finaliza|hasta)\s+"
    r"(?:at\s+[\d.:]+(?:\s*+[ap]\.?m\.?)?\s++)?(?:on\s+|el\s+)?"
    r"(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)


def after_end(text: str, start: int) -> int:
    """The offset after a verb that says that the event named just before ``start`` ends:
    'closed', 'runs until'; ``start`` where none follows."""
    found = _ENDED.match(text, start)
    return found.end() if found else start


_ENDED = re.compile(
    r"(?:\s*,)?(?:\s+(?:which|that))?(?:\s+(?:has|have|had|will|is|was|due|to))*\s+"
    r"(?:closed?s?|ended|ends?|conclude[sd]?|finish(?:es|ed)?|wrap(?:s|ped)\s+up|"
    r"(?:runs?|running|ran|continues?|lasts?|lasted|goes\s+on)\s+(?:until|till|to|through)|"
    r"termina|terminó|finaliza|finalizó|concluye|concluyó)\b",
    re.IGNORECASE,
)


def runs_until(local: str) -> bool:
    """Is the date after ``local`` the last day of the event: 'runs in Perth until'?"""
    return _RUNS_UNTIL.search(local) is not None


_RUNS_UNTIL = re.compile(
    r"\b(?:runs?|running|ran|continues?|lasts?|goes\s+on|desarrolla|celebra|prolonga)\b[^;]{0,60}?"
    r"\b(?:until|till|through|hasta)\s+(?:on\s+|el\s+)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)


def says_moved(text: str) -> bool:
    """Does the clause say that an event moved?"""
    return phrases("moves").search(text) is not None


def says_now(text: str) -> bool:
    """Does the clause tell a new date: 'will now be held on'?"""
    return _NOW.search(text) is not None


_NOW = re.compile(
    r"\b(?:will\s+now\s+(?:be\s+held|take\s+place)|now\s+takes\s+place|"
    r"(?:is|are)\s+now\s+(?:planned|scheduled|set)|ahora\s+se\s+(?:celebrará|realizará))\b",
    re.IGNORECASE,
)


def moves_to(local: str) -> bool:
    """Is the date after ``local`` the new one: 'has been put off to'?"""
    return _MOVED_TO.search(local) is not None


_MOVED_TO = re.compile(
    r"\b(?:push(?:ed)?|put|moved?|bring|brought|shift(?:ed)?|postponed?|delay(?:ed)?|reschedule[ds]?|"
    r"adjourn(?:ed)?)\b[^;:]{0,120}?"
    r"\b(?:to|until|till|for)\s+(?:the\s+)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)


def happens_on(local: str) -> bool:
    """Does ``local`` say that an event happens on the weekday after it?"""
    return _STRONG_DAY.search(local) is not None


_STRONG_DAY = re.compile(
    r"\b(?:held|takes?\s+place|taking\s+place|took\s+place|opens?|opened|begins?|began|starts?|started|"
    r"kicks?\s+off|kicked\s+off|due|scheduled|closed?s?|ended|ends|concluded)\b[^,;]{0,60}$",
    re.IGNORECASE,
)


def replaces(before: str, between: str) -> bool:
    """Does a second date take the place of one that was planned: 'planned for …, will be held on'?

    ``before`` is the text from the name to the first date, ``between`` that to the second.
    """
    return _PLANNED.search(before) is not None and _INSTEAD.search(between) is not None


_PLANNED = re.compile(
    r"\b(?:planned|scheduled|set|due|expected|booked|announced|previst[oa]|programad[oa])\s+"
    r"(?:for|on|to\s+\w+|para)\b[^,;]{0,30}$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"^[^;]{0,40},\s+(?:\w+\s+)?(?:will|is|has\s+been|was)\b[^;]{0,60}\b(?:on|from|to|for|until)\s+"
    r"(?:the\s+)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)


def opens_it(before: str) -> bool:
    """Does somebody open the event that is named after ``before``?"""
    return _OPENED.search(before) is not None


_OPENED = re.compile(r"\b(?:opens?|opened|inaugurated|inauguró|inaugura)\s+(?:el\s+|la\s+)?$", re.I)


def same_clause(local: str) -> bool:
    """Does a day follow without a word that begins a clause about something else?

    'the Summit drew 350 engineers to Sudbury on 5 May': whatever the verb, it tells of the event.
    """
    local = _COMPANY.sub("", local)
    return (
        len(local) < _NEAR_SAID
        and phrases("breaks").search(local) is None
        and _OWN_SUBJECT.match(local.rpartition(",")[2]) is None
        and _DATED.search(local) is not None
    )


# '…, the lawyer noted on 24 March'
_OWN_SUBJECT = re.compile(r"\s*(?:the|an?|he|she|they|we|its|their)\s+\w", re.IGNORECASE)
# 'a meeting with the minister in Ankara on …'
_COMPANY = re.compile(
    r"^\s+(?:with|between|among|entre|con)\b[^,;]{0,80}?(?=\s(?:in|on|at|from|en)\s)"
)
_DATED = re.compile(
    r"(?:\b(?:on|from|between|for|in|during|el|del|en|am|vom|im|le|du)\s+|[(,:]\s*|(?:today|tomorrow|yesterday),\s+)(?:the\s+)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
