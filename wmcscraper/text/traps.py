"""Tells numbers that state no quantity: dates, labels, phone numbers, codes and the like."""

from __future__ import annotations

import re

from wmcscraper.text.mentions import Mention
from wmcscraper.text.tables import table
from wmcscraper.text.trap_words import judge_words

__all__ = ["mark_traps"]

_CLOCK = re.compile(
    r"\d{1,2}(?::\d{2}){1,2}(?!\d)(?:\s?(?:[ap]\.?m\b\.?|[A-Z]{2,4}\b))?|"
    r"\d{1,2}(?:[.:]\d{2})?\s?[ap]\.?\s?m\b\.?|\d{1,2}h\d{2}\b|\d{1,2}\s?o[’']clock",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\d.])"
)
_PHONE = re.compile(r"\d{1,4}(?:[)\s.-]{1,2}\(?\d{1,5}\)?){2,5}(?!\d|,\d)|\d{3}[-.]\d{4}(?!\d)")
_PHONE_SURE = re.compile(r"\d{3}\)?[-.\s]{1,2}\d{3}[-.]\d{4}(?!\d)|\d-\d{3}-\d{3}-\d{4}(?!\d)")
_COORDINATE = re.compile(r"\d+(?:\.\d+)?\s?°\s?(?:\d+(?:\.\d+)?\s?['′’]|[NSEW]\b)[^\s,;]*")
_SLASHED = re.compile(r"\d+(?:/\d+)+(?!\d)")
_PART_OF = re.compile(r"\s(?:of|the)\b")
# A numbered list: '3. Drill results', '(2) Costs'.
_ITEM_AFTER = re.compile(r"[.)]\s+\S|\.?\)")
_ITEM_BEFORE = re.compile(r"(?:\n|^|\s{2})\s?\(?$")
_PROPORTION = re.compile(r":\d")
_VERSION = re.compile(r"\d+(?:\.\d+){2,}")
_RATIO = re.compile(r"\d+(?:\.\d+)?:1(?!\d)")
_YEAR_RANGE = re.compile(r"(?:19|20)\d{2}\s?[-–/]\s?(?:\d{4}|\d{2})(?!\d)")
_LINK = re.compile(r"://|www\.|@|\.(?:com|org|net|html?|pdf)\b")
_WORD_BEFORE = re.compile(r"([^\s()\[\]“”\"]+)([\s(\[]{1,2})$")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;•\n]\s*[“\"(]?)$")
_CONTINUES = re.compile(r"\s?(?:,\s|,?\s(?:and|or|to|through|&|y)\s|[-–/]|,|&)\s?(?:and\s|or\s)?")
_ADDRESS_GOES_ON = re.compile(r",?\s(?:[A-Z]{1,2}[\s-])?")
_GLUED = re.compile(r"[-–:/.]")
_POSTCODE_NEXT = re.compile(r"\s[A-ZÀ-Þ]|\s?[,.;]|\s*$")
# 'their 100 millionth tonne'
_ORDINAL_SCALE = re.compile(r"[\s-](?:hundred|thousand|million|billion)ths?\b")
_COMPARISON = re.compile(
    r"\b(?:[a-z]{3,9}est|best|worst|first\s\w+|most\s\w+|least)\b(?:\s[\w’'-]+){0,3}\s(?:in|for)\s"
    r"(?:about\s|nearly\s|almost\s|over\s|more than\s|at least\s)?$"
)
_LOWER_NOUN = re.compile(r"\s[a-z]{3,}")


class _Traps:
    def __init__(self) -> None:
        data = table("traps")
        months = "|".join(data["months"])
        self.month_after = re.compile(
            rf"(?:st|nd|rd|th|º)?\.?[\s-](?:of\s|de\s)?(?:{months})\b", re.IGNORECASE
        )
        self.day_list = re.compile(
            rf"(?:\s?(?:[-–]|to|and|or|&|,|y|al?|del?)\s?\d{{1,2}}){{1,3}}\s(?:of\s|de\s)?(?:{months})\b"
        )
        self.months = frozenset(data["months"])
        self.labels = frozenset(data["labels"])
        self.proper = frozenset(data["proper_labels"])
        self.acts = frozenset(data["acts"])
        self.verb_labels = frozenset(data["verb_labels"])
        self.verb_leads = frozenset(data["verb_leads"])
        self.not_nouns = frozenset(data["not_nouns"])
        self.not_names = frozenset(data["not_names"])
        after = "|".join(data["labels_after"])
        self.label_after = re.compile(rf"[\s-](?:{after})\b")
        streets = "|".join(data["streets_after"])
        self.street = re.compile(
            rf"(?:[A-Z]\b|-\d+)?,?\s(?:[A-ZÀ-Þ][\w.’'-]*\s){{1,4}}(?:{streets})\b"
        )
        before = "|".join(data["streets_before"])
        endings = "|".join(data["street_endings"])
        self.street_before = re.compile(
            rf"(?:\b(?:{before})\.?\s(?:[\w.’'-]+\s){{1,5}}|\w(?:{endings})\s)$"
        )
        self.idioms = re.compile(rf"-(?:{'|'.join(data['idioms'])})\b")
        heads = "|".join(data["period_heads"])
        joins = "|".join(data["period_joins"])
        self.period_after = re.compile(
            rf"[\s-](?:{heads})\b|s?\s(?:{joins})\s(?:end-)?(?:the\s)?(?:\d{{1,2}}\s)?"
            rf"(?:{months}|\d{{4}}|fiscal|FY|this year|the year)",
        )
        self.period_before = re.compile(
            rf"\b(?:{'|'.join(data['period_before'])})\s$", re.IGNORECASE
        )
        contact = "|".join(map(re.escape, data["contact"]))
        self.contact = re.compile(rf"\b(?:{contact})\b", re.IGNORECASE)


_TRAPS = _Traps()


def mark_traps(text: str, mentions: list[Mention]) -> None:
    """Set ``trap`` on every mention that states no quantity."""
    until = 0
    previous: Mention | None = None
    for mention in mentions:
        if mention.trap is None:
            if mention.start < until:
                mention.trap = "inside"
            else:
                mention.trap, until = _judge(text, mention, previous, until)
        previous = mention


def _judge(
    text: str, mention: Mention, previous: Mention | None, until: int
) -> tuple[str | None, int]:
    data = _TRAPS
    start, end = mention.digits_start, mention.digits_end
    if mention.words:
        trap = judge_words(text, mention, data.idioms, data.not_nouns)
        if trap is None and mention.kind == "duration":
            trap = _period(data, text, mention, text[max(0, start - 48) : start])
        return trap, until
    if found := _longer(text, start):
        return found
    bare = mention.unit is None and mention.scale == 1.0
    window = text[max(0, start - 48) : start]
    if (bare or mention.kind in ("duration", "length")) and (
        phone := _phone(data, text, start, window)
    ):
        return "phone", phone
    value = mention.value
    if (
        float(value).is_integer()
        and 0 < value <= 31
        and not mention.grouped
        and (data.month_after.match(text, end) or data.day_list.match(text, end))
    ):
        return "date", until
    if mention.unit is not None:
        if _in_link(text, start) and mention.kind != "money":
            return "link", until
        if mention.kind == "duration":
            return _period(data, text, mention, window), until
        return None, until
    if not bare:
        return None, until
    if _ORDINAL_SCALE.match(text, end):
        return "ordinal", until
    return _judge_bare(data, text, mention, previous, window), until


def _longer(text: str, start: int) -> tuple[str, int] | None:
    """A date, clock time, coordinate or reference that goes on beyond the first number."""
    for name, pattern in (
        ("date", _NUMERIC_DATE),
        ("clock", _CLOCK),
        ("coordinate", _COORDINATE),
        ("year", _YEAR_RANGE),
    ):
        if found := pattern.match(text, start):
            return name, found.end()
    return None


def _phone(data: _Traps, text: str, start: int, window: str) -> int | None:
    found = _PHONE.match(text, start)
    if found is None:
        return None
    digits = sum(c.isdigit() for c in found.group())
    if _PHONE_SURE.match(text, start):
        return found.end()
    sign = window.rstrip("(")[-1:] == "+"
    if digits >= 7 and (sign or text[start] == "0" or data.contact.search(window)):
        return found.end()
    return None


def _in_link(text: str, start: int) -> bool:
    if start == 0 or text[start - 1] not in "/=?&-_.%~:#":
        return False
    low = max(0, start - 300)
    chunk = text[max(text.rfind(" ", low, start), text.rfind("\n", low, start), low) : start + 60]
    return bool(_LINK.search(chunk.split()[0] if chunk.split() else ""))


def _period(data: _Traps, text: str, mention: Mention, window: str) -> str | None:
    """'52-week high', 'nine months to September': the length of time names a period."""
    if data.period_after.match(text, mention.end):
        return "period"
    if _COMPARISON.search(window[: len(window) - (mention.digits_start - mention.start)]):
        return "period"  # 'its lowest price in four years'
    before = data.period_before.search(
        window[: len(window) - (mention.digits_start - mention.start)]
    )
    if before and (
        before.group().lower().startswith("trailing")
        or mention.unit in ("month", "quarter", "week")
    ):
        return "period"
    return None


def _judge_bare(
    data: _Traps, text: str, mention: Mention, previous: Mention | None, window: str
) -> str | None:
    """Traps of a number in digits that has neither unit nor scale."""
    start, end = mention.digits_start, mention.digits_end
    written = text[start:end]
    if mention.kind == "ratio":
        return "reference" if "/" in written and not _PART_OF.match(text, end) else None
    if _ITEM_AFTER.match(text, end) and _ITEM_BEFORE.search(text, max(0, start - 3), start):
        return "item"
    if _PROPORTION.match(text, end):
        return "reference"
    if written[0] == "0" and len(written) > 1 and written[1].isdigit():
        return "code"
    if _in_link(text, start):
        return "link"
    if previous is not None and previous.trap:
        gap = text[previous.end : mention.start]
        if len(gap) <= 6:
            if _GLUED.fullmatch(gap):
                return previous.trap
            if previous.trap == "address" and _ADDRESS_GOES_ON.fullmatch(gap):
                return "address"
            if (
                previous.trap in ("label", "name")
                and _CONTINUES.fullmatch(gap)
                and not mention.grouped
                and end - start <= 4
            ):
                return "label"
    if _SLASHED.match(text, start) and "/" not in written and not _RATIO.match(text, start):
        return "reference"
    if _VERSION.match(text, start):
        return "reference"
    before = _WORD_BEFORE.search(window)
    word = before.group(1) if before else ""
    if word in data.acts:
        return "label"  # 'Ley 24.196'
    if not mention.grouped:
        if data.street.match(text, end) or data.street_before.search(window):
            return "address"
        if trap := _label_before(data, text, start, window, before):
            return trap
        if data.label_after.match(text, end):
            return "label"
        if trap := _year_or_post_code(data, text, mention, word):
            return trap
    if data.idioms.match(text, end):
        return "idiom"
    if window[-1:] in ("#", "’", "'", "№", "_", "=", "*", "^") or text[end : end + 1] in ("#", "_"):
        return "code"
    if written == "24" and text.startswith("/7", end):
        return "idiom"
    return None


def _label_before(
    data: _Traps, text: str, start: int, window: str, before: re.Match[str] | None
) -> str | None:
    if before is None or before.group(2).strip():
        return None
    word = before.group(1)
    core = word.rstrip(".:")
    lowered = core.lower()
    if word.endswith(":") and core.isupper() and len(core) >= 2:
        return "ticker"
    if core != word and lowered not in data.labels and core not in data.months:
        return None
    if core.rsplit("-", 1)[-1] in data.months:
        return "date" if start and float(_leading(text, start)) <= 31 else "year"
    if core in data.verb_labels and _is_verb(data, text, start, window[: before.start()]):
        return None
    if (
        lowered in data.labels
        or lowered.removesuffix("s") in data.labels
        or core in data.proper
        or lowered.split("-")[-1] in data.labels
    ):
        return "label"
    if not core[:1].isupper() or core in data.not_names or core.endswith(("’s", "'s")):
        return None
    if core.isupper() and len(core) > 1 and core not in data.not_names:
        return "name"
    head = window[: before.start()]
    if _SENTENCE_END.search(head.rstrip(" ") if head.strip() else head):
        # 'Employs 350 people' at the head of a line, but not 'Boeing 747 landed.'
        end = start + len(_leading(text, start))
        return None if _LOWER_NOUN.match(text, end) else "name"
    return "name"


def _is_verb(data: _Traps, text: str, start: int, head: str) -> bool:
    """Whether a word that may be a label is a verb: 'will issue 0.287 of a share', 'to order 12
    trucks'."""
    words = head.split()
    if words and words[-1].lower() in data.verb_leads:
        return True
    noun = _LOWER_NOUN.match(text, start + len(_leading(text, start)))
    return noun is not None and noun.group().endswith("s") and not (words and words[-1] == "the")


def _leading(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < 9 and text[end].isdigit():
        end += 1
    return text[start:end]


def _year_or_post_code(data: _Traps, text: str, mention: Mention, word: str) -> str | None:
    start, end = mention.digits_start, mention.digits_end
    written = text[start:end]
    if not written.isdigit():
        return None
    noun = _LOWER_NOUN.match(text, end)
    counts = noun is not None and noun.group().strip() not in data.not_nouns
    if len(written) == 4 and "1500" <= written < "1800" and word.lower() in ("in", "since"):
        return "year"
    if len(written) == 4 and "1800" <= written <= "2100":
        bound = word.lower() in ("than", "over", "some", "nearly", "least", "to", "approximately")
        return None if counts and bound else "year"
    if len(written) in (4, 5) and word.endswith(",") and _POSTCODE_NEXT.match(text, end):
        return "address"
    if len(written) >= 5 and not counts:
        return "code"
    if len(written) >= 7:
        return "code"
    return None
