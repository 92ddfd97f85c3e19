"""The grammar of reported speech: which words beside a quotation name its speaker.

The patterns run over the letters of ``speech_tokens``, at most ``_REACH`` tokens to each side of
a quotation, so the work is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wmcscraper.text.speech_tokens import Line

__all__ = ["Attribution", "attribute", "signature", "subject_before"]

_REACH = 70

# One word of a noun phrase. An -ing or -ed word belongs to it only in front of a noun, not after a
# name (there it is the verb), and 'and' only between titles ('President and CEO').
_PART = r"(?:[NSznBtTh#]|(?<![NTtP])[geWHG](?=[NntTSz])|(?<=[tT])c(?=[NTt])|(?<=n)c(?=t))"
# 'the company', 'one trader', 'NSWU general secretary Thandeka Mabuza', 'one of them'.
_CORE = rf"(?:D(?=[oVW.]|$)|(?!#+(?:[^NSzntTheg#]|$))[Dh]*{_PART}+)"
_TAIL = rf"(?:[oq]D*{_PART}+(?:c{_PART}+)?)*"
# … with what depends on it: 'of the Westlake Institute', 'at a European merchant'.
_NP = rf"{_CORE}{_TAIL}"
_SUBJECT = rf"(?P<who>P|{_NP})"
# What may stand between a subject and its verb: ', Founder, Chairman and CEO of X', ', the mayor of
# Springfield,', '(R-Texas)', 'who runs it', '— a lawyer —', 'based in Perth'.
_TITLES = r"(?:,c?D?[NnSg#-]*[tT](?:c[NTt]*)?(?:[oq][NnDcoS]+)?){1,4}"
_ASIDE = (
    rf"(?:(?<=N){_TITLES},?|,D[^Q.,V]{{1,15}}w[^Q.,]{{1,25}},|,D[^Q.,VW]{{1,20}}w[^Q.,VW]{{1,10}}|,[^Q.V]{{1,30}},"
    r"|\([^Q.)]{1,12}\),?|,?w[^Q.,VW]{0,12}|-[^Q.-]{1,15}-|e[poq][^Q.,VWecbPX]{1,8})?"
)
# 'also', 'has', 'on Tuesday'
_AUX = r"(?:[aXm]|p?y)*"
# A noun after a preposition, or the middle of a noun phrase, is no subject.
_FRESH = r"(?<![poqNSzntThDgeaX])"

_INVERTED = re.compile(rf"[,-]?[aX]*(?P<cue>[VW])m?{_SUBJECT}")
_WIDE = rf"(?P<who>P|{_CORE}(?:[oqp]D*{_PART}+(?:c{_PART}+)?)*)"
_NORMAL = re.compile(rf"[,-]?a*{_WIDE}{_ASIDE}{_AUX}(?P<cue>[VW])")
_LOOSE_INVERTED = re.compile(rf"[,-]?(?P<cue>e)(?P<who>{_NP})(?=[.,]|$)")
_LOOSE_NORMAL = re.compile(rf"[,-]?a*(?P<who>P|{_CORE}){_ASIDE}{_AUX}(?P<cue>e)")
_LATE = re.compile(rf"a*{_SUBJECT}{_ASIDE}{_AUX}(?P<cue>V)(?=[.ypq]|$)")
_ACCORDING = re.compile(rf"(?P<cue>A)[pq]?(?P<who>m|{_NP})")
_CLAUSE = re.compile(
    rf"{_FRESH}(?P<who>P|{_NP}(?:pN+)?){_ASIDE}{_AUX}(?P<cue>[VW])|q(?P<with>{_CORE})(?P<ing>[GH])"
)
_ANY_CLAUSE = re.compile(rf"{_SUBJECT}{_ASIDE}{_AUX}(?P<cue>V)")
# '"…," said the minister, "…"'
_BETWEEN = re.compile(rf"Q[,-]?[aX]*(?P<cue>[VW])m?{_SUBJECT}[^Q]{{0,20}}[,:;-]$")
# '"…", is how Smith describes it', '"…" That is the sentence with which Jane Doe, …, opens'
_HOW = re.compile(
    rf"(?:[,-]?|E[wD])X(?:b|w|D[nt]{{1,3}}[pq]w)(?P<who>P|(?=[DnthTe#]*N){_NP}){_ASIDE}{_AUX}"
    r"(?P<cue>[VWen])"
)
# 'The firm's director for processing, Jane Doe, agrees: "…"'
_NAMED = re.compile(rf",h?(?P<who>N{{2,4}}),{_AUX}(?P<cue>[VW])(?=[:,]?$)")
# 'in his view', 'in Smith's words'
_VIEW = re.compile(r"p(?P<who>[DSz])(?P<cue>B)(?!o)")
_WORDS_OF = re.compile(rf"pD?(?P<cue>B)o(?P<who>{_NP})")
# '"…" — Jane Doe, chief executive'
_SIGNED = re.compile(rf"E?-(?P<who>{_NP})(?=[,.(E]|$)")
_VERB_FIRST = re.compile(rf"a*(?P<cue>V){_SUBJECT}(?:,[^Q]{{1,15}})?[,:]$")
_ING = re.compile(r"(?P<cue>[GH])")
_LATER_INVERTED = re.compile(rf",[aX]*(?P<cue>V){_SUBJECT}")
_LATER = re.compile(rf"[,N]a*{_SUBJECT}{_ASIDE}{_AUX}(?P<cue>V)")
_LABEL = re.compile(rf"(?:^|[-.])p?(?P<who>{_NP}(?:c{_CORE})?)(?:\([^)]*\)|,[^:]{{1,12}})?:$")
_MAIN = re.compile(rf"[^.,]{{0,30}},a*(?P<who>P|{_CORE})(?=[eXVW])")
_ECHO = re.compile(rf"b(?P<who>P|{_CORE})(?=[eX])")
_START = re.compile(
    rf"^a*(?P<first>P|{_CORE}{_TAIL})(?=[eXnVWvuamgGH,pwb]|\([^)]{{0,10}}\)[^-])"
    rf"|(?:[,b-]|(?<=y)|(?<=\#))a*(?P<who>P|{_CORE}{_TAIL})(?=[eXnVWamgGH(w]|,[NhT]+,)"
)


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
    strong: bool = True
    """Whether there is a word of speech at all."""


def _sentence(tags: str, at: int) -> tuple[int, int]:
    """First token of the sentence around token ``at``, and the token after its last."""
    low = max(0, at - _REACH)
    start = max(tags.rfind(".", low, at), tags.rfind("E", low, at)) + 1
    high = min(len(tags), at + 1 + _REACH)
    ends = [e for e in (tags.find(".", at + 1, high), tags.find("E", at + 1, high)) if e >= 0]
    return max(start, low), min(ends, default=high)


def _found(m: re.Match[str], direct: bool, offset: int = 0) -> Attribution:
    who, cue = m.span("who"), m.span("cue")
    return Attribution(who[0] + offset, who[1] + offset, cue[0] + offset, cue[1] + offset, direct)


def attribute(line: Line, number: int, open_ended: bool) -> Attribution | None:
    """Who says quotation ``number`` of ``line``, from the sentence that it stands in.

    ``open_ended``: whether the quotation ends with a comma, a question mark or the like, so that
    its sentence goes on after it.
    """
    tags = line.tags
    at = line.quotes[number]
    start, end = _sentence(tags, at)
    before = _before(tags, start, at)
    strong = before is not None and (
        tags[before.cue_first] not in "WH" or before.cue_last == at or tags[at - 1] == "w"
    )
    if before and before.direct and strong:
        return before
    following = tags.find("Q", at + 1, end)
    stop = following if following >= 0 else end
    patterns = [_INVERTED, _NORMAL]
    if open_ended:
        patterns += [_LOOSE_NORMAL, _LOOSE_INVERTED]
    for pattern in patterns:
        m = pattern.match(tags, at + 1, stop)
        if m:
            return _found(m, True)
    if before and before.direct:
        return before
    m = _BETWEEN.search(tags[start:at])
    if m:
        return _found(m, True, start)
    m = _HOW.match(tags, at + 1, at + _REACH)
    if m:
        return _found(m, True)
    for pattern in (_VIEW, _WORDS_OF):
        m = pattern.search(tags, start, at) or pattern.search(tags, at + 1, stop)
        if m:
            return _found(m, True)
    m = _SIGNED.match(tags, at + 1)
    if m and at == start:
        return Attribution(*m.span("who"), at + 1, at + 1, True)
    m = _ACCORDING.search(tags, at + 1, stop) or _ACCORDING.search(tags, start, at)
    if m:
        return _found(m, True)
    if before:
        return before
    for pattern in (_LATER_INVERTED, _LATER):
        m = pattern.search(tags, at + 1, end)
        if m:
            return _found(m, False)
    if tags[at + 1 : at + 2] == "E":
        # '"… missing." Smith said.': a full stop where a comma should be
        m = _LATE.match(tags, at + 2, at + _REACH)
        if m:
            return _found(m, True)
    if at == start:
        return None
    m = _VERB_FIRST.match(tags[start:at])
    if m:
        return _found(m, True, start)
    m = _LABEL.search(tags[start:at])
    if m:
        who = m.span("who")
        return Attribution(start + who[0], start + who[1], at - 1, at, True)
    if tags[at - 1] == "S":
        # 'Smith's "assertion that …"'
        return Attribution(at - 1, at, at, at, False, False)
    found = _subject(tags, start, at)
    if not found and (m := _MAIN.match(tags, at + 1, stop)):
        # 'In an address that spoke to the "…" of voters, Smith called for change'
        found = Attribution(*m.span("who"), m.end(), m.end() + 1, False, False)
    return found


def signature(line: Line) -> Attribution | None:
    """The speaker that a paragraph of its own names under a quotation: '— Jane Doe'."""
    m = _SIGNED.match(line.tags)
    return Attribution(*m.span("who"), 0, 0, True) if m else None


def subject_before(line: Line, at: int) -> Attribution | None:
    """Who speaks or acts in the sentence that ends before token ``at``."""
    tags = line.tags
    end = at
    while end > 0 and tags[end - 1] in ".E:":
        end -= 1
    start, _ = _sentence(tags, end)
    m = _VERB_FIRST.match(tags[start:at])
    if m:
        return _found(m, True, start)
    found = _before(tags, start, end)
    if not found and (m := _ACCORDING.search(tags, start, end)):
        found = _found(m, False)
    return found or _subject(tags, start, end)


def _subject(tags: str, start: int, end: int) -> Attribution | None:
    """The subject of a sentence without a word of speech: its first noun phrase of its own."""
    m = _START.search(tags[start:end])
    if not m:
        return None
    first, last = (start + i for i in m.span("first" if m["first"] else "who"))
    # a lower-case word after a name is the verb: 'the FBI lists'
    for i in range(first + 1, last):
        if tags[i] == "n" and tags[i - 1] in "NT" and set(tags[i:last]) <= {"n"}:
            last = i
            break
    return Attribution(first, last, last, min(last + 1, end), tags[end - 1] == ":", False)


def _before(tags: str, start: int, at: int) -> Attribution | None:
    """The cue that stands before the quotation in its sentence, with its subject."""
    if at == start:
        return None
    clauses = [_spans(m) for m in _CLAUSE.finditer(tags, start, at)]
    # 'a programme called "Plan Nord"' says nothing about what follows it
    clauses = [c for c in clauses if tags[c[1][0]] != "W" or "Q" not in tags[c[1][1] : at]]
    if not clauses:
        clauses = [_spans(m) for m in _ANY_CLAUSE.finditer(tags, start, at)]
    if not clauses and (named := _NAMED.search(tags[start:at])):
        return _found(named, True, start)
    if not clauses:
        m = _ING.search(tags, start, at)
        subject = _subject(tags, start, m.start()) if m else None
        if m and (echo := _ECHO.search(tags, start, m.start())):
            return Attribution(*echo.span("who"), *m.span(), _tight(tags[m.end() : at]))
        if m and subject:
            return Attribution(subject.first, subject.last, *m.span(), _tight(tags[m.end() : at]))
        return None
    who, cue = clauses[-1]
    if len(clauses) > 1 and tags[who[0]] == "P":
        earlier_who, earlier_cue = clauses[-2]
        between = tags[earlier_cue[1] : who[0]].strip(",")
        # 'Tembo said (that) he promised …': the speech is Tembo's
        if tags[earlier_cue[0]] == "V" and (tags[cue[0]] == "W" or between in ("", "w", "a")):
            who, cue = earlier_who, earlier_cue
    elif (
        len(clauses) > 1
        and tags[cue[0]] == "W"
        and cue[1] < at
        and who[0] > start
        and tags[who[0] - 1] == "b"
    ):
        # 'Smith said that when Jones railed against it, "…"'
        who, cue = clauses[-2]
    for m in _ING.finditer(tags, cue[1], at):
        cue = m.span()
    return Attribution(*who, *cue, _tight(tags[cue[1] : at]))


def _spans(m: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where subject and cue of a clause stand."""
    groups = m.groupdict()
    if groups.get("with"):
        return m.span("with"), m.span("ing")
    return m.span("who"), m.span("cue")


def _tight(tail: str) -> bool:
    """Whether what stands between cue and quotation leaves no room for another speaker."""
    return tail in ("", "m", "w", "p", "b") or tail[-1] in ":,w"
