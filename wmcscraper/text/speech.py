"""The grammar of reported speech: which words beside a quotation name its speaker.

The patterns run over the letters of ``speech_tokens``, at most ``_REACH`` tokens to each side of
a quotation, so the work is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wmcscraper.text.speech_tokens import Line

__all__ = ["Attribution", "attribute"]

_REACH = 70

# A noun phrase: 'the company', 'one trader', 'NSWU general secretary Thandeka Mabuza'.
_CORE = r"(?:D|h)*(?:[NSzntTh#]|[geW](?=[NntTSz]))+"
# … with what depends on it: 'of the Westlake Institute', 'at a European merchant'.
_NP = rf"{_CORE}(?:[op]D?(?:[NSzntT#]|[geW](?=[NntTSz])|c(?=[NT]))+)*"
_SUBJECT = rf"(?P<who>P|{_NP})"
# What may stand between a subject and its verb: ', the mayor of Springfield,' or 'who runs it'.
_ASIDE = r"(?P<aside>,[^Q.,]{1,30}(?:,[^Q.,PVW]{1,12})?,|\([^Q.)]{1,12}\)|w[^Q.,VW]{1,12})?"
_VERB = r"[aX]*(?P<cue>[VW])"

_INVERTED = re.compile(rf"[,-]?[aX]*(?P<cue>[VW]){_SUBJECT}")
_NORMAL = re.compile(rf"[,-]?a*{_SUBJECT}{_ASIDE}{_VERB}")
_ACCORDING = re.compile(rf"(?P<cue>A){_SUBJECT}")
_CLAUSE = re.compile(rf"{_SUBJECT}{_ASIDE}{_VERB}")
_ING = re.compile(r"[GH]")
_CUE = re.compile(r"[VWGH]")
_LATER_INVERTED = re.compile(rf",[aX]*(?P<cue>V){_SUBJECT}")
_LATER = re.compile(rf",a*{_SUBJECT}{_ASIDE}[aX]*(?P<cue>V)")
_LABEL = re.compile(rf"^[.]?{_SUBJECT}(?:\([^)]*\)|,[^:]{{1,12}})?:$")
_FIRST = re.compile(rf"{_SUBJECT}")


@dataclass(slots=True)
class Attribution:
    """Where a quotation's speaker and cue stand, in tokens of its line."""

    first: int
    """First token of the speaker."""
    last: int
    """After the last token of the speaker."""
    cue_first: int
    cue_last: int
    direct: bool
    """Whether the words introduce direct speech, rather than lead to a phrase inside a sentence."""
    sentence: int
    """First token of the sentence."""


def _sentence(tags: str, at: int) -> tuple[int, int]:
    """First token of the sentence around token ``at``, and the token after its last."""
    low = max(0, at - _REACH)
    start = max(tags.rfind(".", low, at), tags.rfind("E", low, at)) + 1
    high = min(len(tags), at + 1 + _REACH)
    ends = [e for e in (tags.find(".", at + 1, high), tags.find("E", at + 1, high)) if e >= 0]
    return max(start, low), min(ends, default=high)


def _found(m: re.Match[str], direct: bool, sentence: int) -> Attribution:
    return Attribution(*m.span("who"), *m.span("cue"), direct, sentence)


def attribute(line: Line, number: int) -> Attribution | None:
    """Who says quotation ``number`` of ``line``, from the sentence that it stands in."""
    tags = line.tags
    at = line.quotes[number]
    start, end = _sentence(tags, at)
    tight = tags[at - 1] if at > start else ""
    before = _before(tags, start, at)
    if before and before.direct and tight in ":,VGb":
        return before
    following = tags.find("Q", at + 1, end)
    stop = following if following >= 0 else end
    for pattern in (_INVERTED, _NORMAL):
        m = pattern.match(tags, at + 1, stop)
        if m:
            return _found(m, True, start)
    m = _ACCORDING.search(tags, at + 1, stop) or _ACCORDING.search(tags, start, at)
    if m:
        return _found(m, True, start)
    if before:
        return before
    for pattern in (_LATER_INVERTED, _LATER):
        m = pattern.search(tags, at + 1, end)
        if m:
            return _found(m, False, start)
    if at == start:
        return None
    m = _LABEL.match(tags[start:at])
    if m:
        who = m.span("who")
        return Attribution(start + who[0], start + who[1], at - 1, at, True, start)
    # No word of speech at all: the sentence's subject.
    m = _FIRST.search(tags, start, at)
    if m:
        return Attribution(*m.span("who"), m.end("who"), m.end("who"), tight == ":", start)
    return None


def _before(tags: str, start: int, at: int) -> Attribution | None:
    """The cue that stands before the quotation in its sentence, with its subject."""
    if at == start:
        return None
    clauses = list(_CLAUSE.finditer(tags, start, at))
    if not clauses:
        m = _ING.search(tags, start, at)
        subject = _FIRST.search(tags, start, at) if m else None
        if m and subject and subject.end() <= m.start():
            return Attribution(*subject.span("who"), *m.span(), True, start)
        return None
    chosen = clauses[-1]
    if len(clauses) > 1 and tags[chosen.start("who")] == "P":
        earlier = clauses[-2]
        # 'Tembo said (that) he promised …': the speech is Tembo's
        between = tags[earlier.end() : chosen.start()]
        if tags[earlier.start("cue")] == "V" and between in ("", "w"):
            chosen = earlier
    last_cue = chosen.span("cue")
    for m in _ING.finditer(tags, chosen.end(), at):
        last_cue = m.span()
    tail = tags[last_cue[1] : at]
    direct = tail[-1:] in (":", ",", "") or tags[last_cue[0]] in "VG"
    return Attribution(*chosen.span("who"), *last_cue, direct, start)
