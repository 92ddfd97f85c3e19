"""The first and last day of a plain period: a year, half, quarter, month or run of months."""

from __future__ import annotations

import re
from calendar import monthrange

__all__ = ["period_days"]

_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SPANISH = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
_MONTH = {name[:size]: number for number, name in enumerate(_ENGLISH, 1) for size in (3, 4, 9)}
_MONTH |= {name: number for number, name in enumerate(_SPANISH, 1)} | {"setiembre": 9}
_PARTS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
    "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4,
}  # fmt: skip
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
_QUARTERS = frozenset({"q", "quarter", "trimestre"})
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:(?:,|\s+of|\s+del?)?\s+(?:the\s+year\s+|año\s+)?{_YEAR})"
_SHORT = r"['’]?(?P<short>\d\d)"
_NAME = r"(?P<month>[^\W\d_]{3,10})"
_COUNT = r"(?P<count>three|six|nine|twelve|3|6|9|12)"
# What may stand before a period without moving it: 'in 2024', 'during the full year 2024'.
_LEAD = (
    r"(?:(?:in|during|for|throughout|over|of|the|full|whole|calendar|entire|year|month|en|el|"
    r"durante)\s+(?:of\s+)?){0,5}"
)
_FORMS = tuple(
    re.compile(rf"{_LEAD}{form}", re.IGNORECASE)
    for form in (
        _YEAR,
        rf"{_YEAR}\s?(?:[-–—]|to)\s?(?P<until>(?:19|20)\d\d)",
        rf"(?P<kind>[qh])(?P<part>[1-4])(?:\s+of)?[\s,/-]*(?:{_YEAR}|{_SHORT})",
        r"(?P<kind>[qh])(?P<part>[1-4])",
        rf"(?P<month>march|june|september|december)\s+(?P<kind>quarter|half)(?:-year)?{_OF_YEAR}?",
        rf"(?P<month>march|june|september|december)\s+{_YEAR}\s+(?P<kind>quarter|half)(?:-year)?",
        rf"{_YEAR}[\s,/-]*(?P<kind>[qh])(?P<part>[1-4])",
        rf"(?P<part>[1-4])(?P<kind>[qh])[\s,/-]*(?:{_YEAR}|{_SHORT})",
        rf"(?P<part>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?P<kind>quarter|half)"
        rf"(?:-year)?{_OF_YEAR}?",
        rf"(?P<part>primer|segundo|tercer|cuarto)\s+(?P<kind>trimestre|semestre){_OF_YEAR}?",
        rf"(?P<edge>first|last|final)\s+{_COUNT}\s+months{_OF_YEAR}?",
        rf"{_COUNT}\s+months\s+(?:to|ended|ending|through)\s+(?:end-)?(?:\d{{1,2}}\s+)?{_NAME}"
        rf"(?:\s+\d{{1,2}},?)?(?:\s+{_YEAR})?",
        rf"(?P<twelve>year)\s+(?:to|ended|ending)\s+(?:end-)?(?:\d{{1,2}}\s+)?{_NAME}"
        rf"(?:\s+\d{{1,2}},?)?(?:\s+{_YEAR})?",
        rf"{_NAME}\.?{_OF_YEAR}?",
        rf"{_YEAR}-(?P<number>0[1-9]|1[0-2])",
    )
)


def period_days(period: str | None, published: str | None = None) -> tuple[str | None, str | None]:
    """('2024-07-01', '2024-09-30') for 'Q3 2024'; (None, None) for what is no plain period.

    ``published`` (an ISO date, of the story) settles the year of a period without one: the last
    'June quarter' that had begun by then. A financial year is no plain period: when it ends
    differs from company to company.
    """
    if not period or len(period) > 60:
        return None, None
    text = " ".join(period.split()).strip(" .,;:()")
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _days(match.groupdict(), published)
    return None, None


def _days(found: dict[str, str | None], published: str | None) -> tuple[str | None, str | None]:
    months = _months(found)
    if months is None:
        return None, None
    first, last = months
    if found.get("year") or found.get("short"):
        year = int(found.get("year") or f"20{found['short']}")
    elif published and re.match(r"\d{4}-\d\d", published):
        year, month = int(published[:4]), int(published[5:7])
        if first > month:
            year -= 1
    else:
        return None, None
    start = year if first > 0 else year - 1  # 'year to June 2025' begins in 2024
    end = int(found.get("until") or year)
    if end < start:
        return None, None
    first = first if first > 0 else first + 12
    return f"{start}-{first:02}-01", f"{end}-{last:02}-{monthrange(end, last)[1]:02}"


def _months(found: dict[str, str | None]) -> tuple[int, int] | None:
    """The first and last month of the period; the first below one if in the year before."""
    kind = (found.get("kind") or "").lower()
    size = 3 if kind in _QUARTERS else 6
    if count := found.get("count"):
        size = _COUNTS[count.lower()]
    if found.get("twelve"):
        size = 12
    if word := found.get("month"):
        last = _MONTH.get(word.lower())
        if last is None:
            return None
        return (last - size + 1 if kind or count or found.get("twelve") else last), last
    if number := found.get("number"):
        return int(number), int(number)
    if edge := found.get("edge"):
        return (1, size) if edge.lower() == "first" else (13 - size, 12)
    if part := found.get("part"):
        last = (_PARTS.get(part.lower()) or int(part)) * size
        return (last - size + 1, last) if last <= 12 else None
    return 1, 12
