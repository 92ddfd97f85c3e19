"""Joins neighbouring quantities: ranges, lists that share a unit, feet and inches."""

from __future__ import annotations

import re

from wmcscraper.text.mentions import Mention
from wmcscraper.text.units import compose, kind_of, match_denominator, to_si

__all__ = ["join"]

_DASH = re.compile(r"\s?[-–—−‑]\s?")
_TO = re.compile(r"\s?[-‑]?\s?(?:to|through|up to|hasta)\s")
_OR = re.compile(r"\s?[-‑]?\s?or\s")
_AND = re.compile(r"\s?[-‑]?\s?(?:and|y)\s")
_BETWEEN = re.compile(r"\b(?:[Bb]etween|[Ee]ntre|[Bb]oth)\s$")
_FROM = re.compile(r"\b[Ff]rom\s(?:\w+\s)?$")
_BY = re.compile(r"\bby\s(?:about\s|almost\s|nearly\s|around\s|some\s|over\s|more than\s)?$")
# 'a rise of 5% to 7%' spans; 'a fall of $90m to $644m' changes.
_OF = re.compile(r"\bof\s(?:\w+\s)?$")
_SPAN_FACTOR = 3.0
_CHANGE = re.compile(
    r"\b(?:ris(?:e[sn]?|ing)|rose|f[ae]ll(?:s|en|ing)?|(?:in|de)creas\w*|gr[eo]w(?:s|n|ing|th)?|"
    r"climb\w*|drop\w*|declin\w*|improv\w*|slip\w*|jump\w*|cut(?:s|ting)?|lift\w*|rais\w*|"
    r"expan\w*|reduc\w*|lower\w*|boost\w*|up|down|upgrad\w*|downgrad\w*|widen\w*|narrow\w*|"
    r"shr[aiu]nk\w*|extend\w*|ramp\w*|revis\w*|mov(?:e[sd]?|ing)|go(?:es|ing|ne)?|went|chang\w*|"
    r"doubl\w*|tripl\w*|surg\w*|tumbl\w*|dip(?:s|ped)?|eas(?:e[sd]?|ing)|recover\w*|soar\w*|"
    r"strengthen\w*|weaken\w*|accelerat\w*|trim\w*|slid\w*|advanc\w*|plung\w*|gain\w*|hike[sd]?|"
    r"push\w*|add(?:s|ed|ing)?|shed(?:s|ding)?|slump\w*|lost|los(?:es?|ing)|retreat\w*|"
    r"rebound\w*|rall(?:y|ie\w+)|br(?:ing|ought)\w*|tak(?:e[sn]?|ing)|took|scal\w*)\b",
    re.IGNORECASE,
)
_SPAN_VERB = re.compile(r"\b(?:rang\w+|var(?:y|ie[sd]|ying)|between|anywhere|spann\w+)\b", re.I)
_LIST_END = re.compile(r"\s?[-‑]?\s?(?:,?\s?(?:and|or|y|o|&)\s|by\s|[x×]\s?|/)")
_LIST_COMMA = re.compile(r",\s")
_ENDS = re.compile(r"\s*(?:[.,;!?)](?!\d)|$)")
_INCHES = re.compile(r"\s?(?:in\.?|inch(?:es)?|[\"”″])(?![^\W_])")
_INCH_CONTEXT = re.compile(
    r"\s?(?:[\"″]|in\b\.?(?=\s+(?:thick|long|wide|deep|tall|high|diameter|x|by)\b|\s*$|[.,;)]))"
)

# 'two or three holes' is a guess; '60 or 70%' are two cases.
_LARGEST_GUESS = 20


def join(text: str, mentions: list[Mention]) -> list[Mention]:
    """The figures among ``mentions``: without traps, ranges made one, shared units shared."""
    joined: list[Mention] = []
    listed = False
    for mention in reversed(mentions):
        following = joined[-1] if joined else None
        if mention.unit is None and mention.trap is None:
            _inches(text, mention)
        if following is None or following.trap or mention.trap:
            listed = False
            joined.append(mention)
            continue
        gap_end = following.start
        if not 0 < gap_end - mention.end <= 12:
            listed = False
            joined.append(mention)
            continue
        gap = text[mention.end : gap_end]
        if _feet(mention, following, gap) or _cents(text, mention, following, gap):
            _widen(mention, following)
            joined[-1] = mention
        elif _is_range(text, mention, following, gap):
            _make_range(text, mention, following)
            joined[-1] = mention
        else:
            listed = _share_unit(mention, following, gap, listed)
            if _TO.fullmatch(gap) and _FROM.search(text, max(0, mention.start - 16), mention.start):
                _take_unit(mention, following)  # 'rose from 25 to 60 hectares'
            joined.append(mention)
    joined.reverse()
    for mention in joined:
        if mention.value_max is not None:
            between = _BETWEEN.search(text, max(0, mention.start - 9), mention.start)
            if between and between.group()[0] in "bBeE":
                mention.start = between.start()
    return [mention for mention in joined if not mention.trap]


def _widen(mention: Mention, following: Mention) -> None:
    mention.end = following.end


def _inches(text: str, mention: Mention) -> None:
    """'in' is the inch only where what follows, or a fraction, says so."""
    written = text[mention.digits_start : mention.digits_end]
    pattern = _INCHES if "/" in written else _INCH_CONTEXT
    if not mention.words and (found := pattern.match(text, mention.end)):
        mention.unit, mention.kind, mention.end = "in", "length", found.end()


def _feet(mention: Mention, following: Mention, gap: str) -> bool:
    """'5 ft 2 in' is one length."""
    if mention.unit != "ft" or following.unit != "in" or following.value >= 12:
        return False
    if gap.strip() not in ("", "and", ","):
        return False
    mention.value += following.value / 12
    return True


def _cents(text: str, mention: Mention, following: Mention, gap: str) -> bool:
    """'3 dollars 50 cents' and '15 dollars and 50.' are one amount."""
    if mention.kind != "money" or mention.scale != 1 or gap.strip() not in ("", "and"):
        return False
    if following.unit is None:
        bare = following.kind == "count" and following.value < 100 and following.scale == 1
        if not bare or not _ENDS.match(text, following.end):
            return False
        mention.value += following.value / 100
        return True
    if following.unit != mention.unit or not 0 < following.value < 1:
        return False
    mention.value += following.value
    return True


def _compatible(first: Mention, second: Mention) -> bool:
    if first.unit is None or first.unit == second.unit:
        return True
    if second.unit is None:
        return first.kind == "money"
    if second.unit.startswith(first.unit + "/"):
        return True
    return first.kind == second.kind and to_si(1.0, first.unit) is not None


def _is_range(text: str, first: Mention, second: Mention, gap: str) -> bool:
    if not _compatible(first, second) or second.value_max is not None:
        return False
    if _DASH.fullmatch(gap):
        bare = first.unit is None and second.unit is None and first.scale == second.scale == 1
        return not bare or first.value < second.value
    if _OR.fullmatch(gap):
        return first.unit is None and first.value + 1 == second.value <= _LARGEST_GUESS
    if _AND.fullmatch(gap):
        return bool(_BETWEEN.search(text, max(0, first.start - 9), first.start))
    if not _TO.fullmatch(gap):
        return False
    before = text[max(0, first.start - 90) : first.start]
    if not _FROM.search(before):
        if _BY.search(before):
            return False  # 'fell by 1,900 to 23,400'
        if _OF.search(before) and first.value < second.value <= first.value * _SPAN_FACTOR:
            return True
        if first.unit is not None and _CHANGE.search(before, max(0, len(before) - 28)):
            return False  # 'rose 90 cents to $9.85', 'fell by $90m to $644m'
        return first.unit is None or _ascends(first, second) or second.value < 0
    sentence = before[max(before.rfind(". "), before.rfind("; "), before.rfind("\n")) + 1 :]
    return bool(_SPAN_VERB.search(sentence)) or not _CHANGE.search(sentence)


def _ascends(first: Mention, second: Mention) -> bool:
    if first.unit and second.unit and first.unit != second.unit:
        low, high = to_si(first.value, first.unit), to_si(second.value, second.unit)
        if low is not None and high is not None:
            return low < high
    return first.value < second.value


def _make_range(text: str, first: Mention, second: Mention) -> None:
    low, high = first.value, second.value
    if (
        first.scale == 1.0
        and second.scale > 1.0
        and abs(low) <= abs(high) / second.scale * 1000
        and (low <= high / second.scale or not first.grouped)
    ):
        low *= second.scale
    unit = second.unit or first.unit
    if second.unit and first.unit and first.unit != second.unit:
        top = to_si(1.0, first.unit)
        bottom = to_si(1.0, second.unit)
        if top and bottom and not second.unit.startswith(first.unit + "/"):
            low = float(f"{low * top / bottom:.15g}")  # 27 keV are 0.027 MeV
    first.value, first.value_max = min(low, high), max(low, high)
    first.unit = unit
    first.kind = kind_of(unit) if unit else first.kind
    first.end = second.end
    first.scale = second.scale
    first.hyphened = second.hyphened
    if first.kind == "money" and unit and (per := match_denominator(text, first.end)):
        first.unit, first.end = compose(unit, per.symbol), per.end
        first.kind = kind_of(first.unit)


def _share_unit(first: Mention, second: Mention, gap: str, listed: bool) -> bool:
    """Give ``first`` the unit that ends the list; whether the list goes on to the left."""
    ends = bool(_LIST_END.fullmatch(gap))
    if not ends and not (listed and _LIST_COMMA.fullmatch(gap)):
        return False
    if first.unit is not None or second.unit is None or (first.words and not second.words):
        return first.unit is not None and ends
    if second.kind == "money" and not first.words and second.digits_start != second.start:
        return False
    if ("x" in gap or "×" in gap) and second.kind != "length":
        return False  # '12 x 1.5 MW' counts, '50 x 50 m' measures
    _take_unit(first, second)
    return True


def _take_unit(first: Mention, second: Mention) -> None:
    if first.unit is not None or second.unit is None or first.kind != "count":
        return
    first.unit, first.kind = second.unit, second.kind
    if first.scale == 1.0 and second.scale > 1.0 and not first.grouped:
        first.scale = second.scale
        first.value *= second.scale
