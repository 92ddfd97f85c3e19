"""When a figure holds: years, quarters, halves, months and frequencies of its sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from wmcscraper.text.mentions import Mention
from wmcscraper.text.tables import table
from wmcscraper.text.tagging import WORD_CLASSES, Item

__all__ = ["Period", "period_of", "periods_in"]

_WHOLE_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_MONTHS = f"{_WHOLE_MONTHS}|Sept?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Oct|Nov|Dec"
_SPANISH_MONTHS = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|setiembre|octubre|noviembre|"
    "diciembre"
)
_YEAR = r"(?:19|20)\d\d(?![\d,]*\d)"
_ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_PERIOD = re.compile(
    rf"(?<![\w/-])(?:"
    rf"{_ORDINAL}[ -](?:fiscal |calendar )?(?:quarter|half)(?:-year)?"
    rf"(?:,? (?:of )?(?:the )?(?:fiscal |financial |calendar )?(?:year )?"
    rf"(?:FY ?)?(?:{_YEAR}|FY\d\d))?"
    rf"|[QH][1-4](?:[ -](?:of )?(?:FY ?)?’?'?(?:{_YEAR}|\d\d\b))?"
    rf"|[1-4][QH] ?(?:{_YEAR}|\d\d)\b"
    rf"|FY ?’?'?(?:{_YEAR}|\d\d)(?:[-/]\d\d)?"
    rf"|(?:fiscal|financial|calendar) (?:year )?{_YEAR}(?:[-/–]\d\d)?"
    rf"|(?:{_MONTHS}) (?:quarter|half(?:-year)?)(?:,? (?:of )?{_YEAR})?"
    rf"|(?:first|last|final) (?:three|six|nine|\d{{1,2}}) months(?: of (?:FY ?)?{_YEAR})?"
    rf"|(?:primer|segundo|tercer|cuarto) (?:trimestre|semestre)(?: del? (?:año )?{_YEAR})?"
    rf"|(?:{_SPANISH_MONTHS}) del? {_YEAR}"
    rf"|(?:three|six|nine|twelve|\d{{1,2}}) months (?:to|ended|ending|through) "
    rf"(?:end-)?(?:\d{{1,2}} )?"
    rf"(?:{_MONTHS})(?: \d{{1,2}},?)?(?: {_YEAR})?"
    rf"|year (?:to|ended|ending) (?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{1,2}},?)?(?: {_YEAR})?"
    rf"|(?:{_MONTHS}) {_YEAR}(?: (?:quarter|half(?:-year)?))?"
    rf"|(?:(?<=in )|(?<=for )|(?<=during ))(?:{_WHOLE_MONTHS})(?! \d)"
    rf"|{_YEAR}(?:[-–/](?:{_YEAR}|\d\d\b))?"
    rf")(?![\w])"
)
_CODE_BEFORE = re.compile(
    r"(?:\b(?:JORC|ISO|IATF|Congress|Summit|Conference|Forum|Expo|Agenda|Vision|Resolution|"
    rf"(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:[-–]|to|and)\s?\d{{1,2}})?,?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS}),?)"
    r"|[/:#])[ (]{0,2}$"
)
_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? (?:of )?$")
_ASIDE = re.compile(
    r",[^,]*\b(?:said|says|according|told|was|were|is|are|will|has|have|had|would)\b"
)
_CLAUSE_BREAK = re.compile(r"[;:]|\b(?:while|whereas|although|but|which|as|when)\b")
_AND_WORD = re.compile(r"\band (?:\w+ly )?(\w+)")
_OF_WHICH = re.compile(r"\b(?:of|from) which\b")
_NEW_PREDICATE = re.compile(r"\band (?:\w+ly )?\w+(?:ed|s|nt|ght|ld|ew|ose|ell)\b")
_FREQUENCY_REACH = 60
# Words before a period, numbers among them: 'up from 31 in 2021' does not start in 2021.
_TRAIL = re.compile(r"[^\W\d_][\w-]*|\d[\d.,]*|[,;.]")
_FILLERS = frozenset(
    {"the", "in", "early", "mid", "late", "its", "year", "by", "during", "of", "end"}
    | {"winter", "summer", "spring", "autumn", "middle"}
)


_COMPARING = frozenset({"than", "versus", "against", "compared", "below", "above", "que"})


# 'signed in September after 11 months', 'follows in 2027 and will bring it to €410 million'
_AFTERWARDS = re.compile(
    r"\b(?:after|following)\s$|^ and (?:will|would|should|is|are|was|were|has|have)\b"
)
_NEW_CLAUSE = (", and ", ", but ", ", so ")


_TO = re.compile(r" to (?:(?:about|around|some|nearly|almost|over|just|roughly|a record) ){0,2}")
_PLANNED = re.compile(r" (?:[\w-]+ ){0,3}(?:guidance|forecast|target|budget|outlook|plan)\b")


class Period(NamedTuple):
    """A stretch of time that a sentence names."""

    text: str
    start: int
    end: int
    compared: bool
    """It says what a figure is compared with."""


class _Words:
    def __init__(self) -> None:
        data = table("periods")
        self.not_periods = frozenset(data["not_periods"])
        self.comparisons = frozenset(data["comparisons"])
        self.leads = frozenset(data["leads"])
        self.frequencies = {
            form: name for name, forms in data["frequencies"].items() for form in forms
        }
        forms = "|".join(
            re.escape(f).replace(r"\ ", " ")
            for f in sorted(self.frequencies, key=len, reverse=True)
        )
        self.frequency = re.compile(
            rf"(?<![\w-])(?:{forms})(?![\w-])(?! (?:earlier|ago|before|later|on|prior)\b)"
        )
        self.document = re.compile(rf"[ -](?:{'|'.join(data['documents'])})\b")


_WORDS = _Words()


def periods_in(text: str, start: int, end: int) -> list[Period]:
    """The periods that the sentence ``text[start:end]`` names, from left to right."""
    words = _WORDS
    found = []
    for match in _PERIOD.finditer(text, start, end):
        before = text[max(start, match.start() - 36) : match.start()]
        if _CODE_BEFORE.search(before) or words.document.match(text, match.end()):
            continue
        if match.group()[0].isalpha() and _DAY_BEFORE.search(before):
            continue
        trail = [w.lower() for w in _TRAIL.findall(before)[-5:]]
        near = trail[-4:]
        while near and near[-1] in _FILLERS:
            near.pop()
        lead = near[-1] if near else ""
        if lead in words.not_periods:
            continue
        compared = lead in words.comparisons and lead not in ("to", "on")
        found.append(Period(match.group(), match.start(), match.end(), compared))
    return found


def period_of(
    text: str, items: list[Item], k: int, periods: list[Period], before: str | None
) -> str | None:
    """The period that governs the figure ``items[k]``; ``before`` is that of the figure before."""
    mention = items[k].mention
    if mention is None:
        return None
    following = next((i for i in items[k + 1 :] if i.mention), None)
    previous = next((i for i in reversed(items[:k]) if i.mention), None)
    stop = following.start if following else items[-1].end
    if frequency := _frequency(text, mention, stop):
        return frequency
    own = next((p for p in periods if mention.end <= p.start < stop), None)
    if own and _is_own(text, mention.end, own):
        return own.text
    if following and mention.kind == "percentage" and _TO.fullmatch(text, mention.end, stop):
        later = next((p for p in periods if p.start >= following.end), None)
        if later and _is_own(text, following.end, later):
            return later.text  # 'rose 11% to 98,000 t in 2024'
    start = previous.end if previous else items[0].start
    between = [p for p in periods if start <= p.start < mention.start]
    if previous and between and _is_own(text, previous.end, between[0]):
        between = between[1:]  # that one is of the figure before
    ahead = [p for p in between if not p.compared]
    if ahead and _binds_forward(text[ahead[-1].end : mention.start]):
        return ahead[-1].text
    return _shared(text, mention, previous, periods, before)


def _frequency(text: str, mention: Mention, stop: int) -> str | None:
    found = _WORDS.frequency.search(text, mention.end, min(stop, mention.end + _FREQUENCY_REACH))
    if not found:
        return None
    gap = text[mention.end : found.start()]
    if any(sign in gap for sign in ",;.()") or " and " in gap:
        return None
    return _WORDS.frequencies[found.group()]


def _is_own(text: str, end: int, period: Period) -> bool:
    """Whether ``period`` belongs to the figure that ends at ``end``, before it."""
    gap = text[end : period.start]
    if gap.strip() == "(" and text.startswith(":", period.end):
        return False  # '€61.3m (H1 2024: €68.9m)'
    return _binds_back(gap)


def _binds_back(gap: str) -> bool:
    """Whether nothing in ``gap``, from a figure to a later period, keeps them apart."""
    words = _WORDS
    if _CLAUSE_BREAK.search(gap) or _ASIDE.search(gap) or (" and " in gap and _new_predicate(gap)):
        return False
    tail = [w.lower() for w in re.findall(r"[^\W\d_][\w-]*|[,(]", gap)[-4:]]
    if not tail:
        return True
    if not _COMPARING.isdisjoint(tail):
        return False
    if tail[-1] == "(":
        return gap.strip() == "("
    return any(w in words.leads for w in tail[-3:])


def _new_predicate(gap: str) -> bool:
    """Whether 'and' in ``gap`` begins a second thing that was done: 'and met in October'."""
    if _NEW_PREDICATE.search(gap):
        return True
    following = _AND_WORD.search(gap)
    return following is not None and WORD_CLASSES.tags.get(following.group(1).lower()) == "V"


def _binds_forward(gap: str) -> bool:
    """Whether nothing in ``gap``, from a period to a later figure, keeps them apart."""
    if gap.startswith(_NEW_CLAUSE) or _AFTERWARDS.search(gap):
        return False  # 'A rig arrives in October, and 6,000 m remain'
    return gap.strip() == ":" or not (
        ";" in gap or ":" in gap or re.search(r"\b(?:while|whereas|but|from|than)\b", gap)
    )


def _shared(
    text: str,
    mention: Mention,
    previous: Item | None,
    periods: list[Period],
    before: str | None,
) -> str | None:
    """A period that also covers the figures that follow its first: '38,500 t of oxides and 1,150 t
    of NdPr oxide, up 14%'."""
    if previous is None or previous.mention is None or before is None:
        return None
    gap = text[previous.end : mention.start]
    if _CLAUSE_BREAK.search(_OF_WHICH.sub(" ", gap)) or before in set(
        table("periods")["frequencies"]
    ):
        return None
    said = next((p for p in periods if p.start >= previous.start and p.text == before), None)
    if said:
        # It was said after the figure before; only a remark on that figure shares it.
        remark = text[said.end : mention.start] if said.end <= mention.start else gap
        if previous.mention.kind == "percentage" and _TO.fullmatch(remark):
            return before  # 'fell 2% in August to 428,500 t'
        return before if remark.startswith(",") and mention.kind == "percentage" else None
    if re.search(r"\b(?:from|against|than|versus|compared)\b", gap):
        # 'cut its 2025 guidance to 20 kt from 30 kt': both are of 2025
        of_plan = gap.strip() == "from" and any(
            p.text == before and _PLANNED.match(text, p.end) for p in periods
        )
        return before if of_plan else None
    return before
