"""The first and last day of a plain period: a year, half, quarter or month."""

from __future__ import annotations

import re
from calendar import monthrange

__all__ = ["period_days"]

_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = {name[:size]: number for number, name in enumerate(_NAMES, 1) for size in (3, 4, 9)}
_PARTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# What may stand before a period without moving it: 'in 2024', 'during the full year 2024'.
_LEAD = (
    r"(?:(?:in|during|for|throughout|over|of|the|full|whole|calendar|entire|year|month)\s+"
    r"(?:of\s+)?){0,5}"
)
_FORMS = tuple(
    re.compile(rf"{_LEAD}{form}", re.IGNORECASE)
    for form in (
        _YEAR,
        rf"(?P<kind>[qh])(?P<part>[1-4])(?:\s+of)?[\s,/-]*(?:{_YEAR}|['’]?(?P<short>\d\d))",
        rf"(?P<month>march|june|september|december)\s+(?P<kind>quarter)(?:\s+of)?,?\s+{_YEAR}",
        rf"{_YEAR}[\s,/-]*(?P<kind>[qh])(?P<part>[1-4])",
        rf"(?P<part>[1-4])(?P<kind>[qh])[\s,/-]*(?:{_YEAR}|['’]?(?P<short>\d\d))",
        rf"(?P<part>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?P<kind>quarter|half)"
        rf"(?:\s+of)?(?:\s+the\s+year)?,?\s+{_YEAR}",
        rf"(?P<month>[a-z]{{3,9}})\.?(?:\s+of)?,?\s+{_YEAR}",
        rf"{_YEAR}-(?P<number>0[1-9]|1[0-2])",
    )
)


def period_days(period: str | None) -> tuple[str | None, str | None]:
    """('2024-07-01', '2024-09-30') for 'Q3 2024'; (None, None) for what is no plain period.

    A financial year is none: when it ends differs from company to company.
    """
    if not period or len(period) > 60:
        return None, None
    text = " ".join(period.split()).strip(" .,;:()")
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _days(match.groupdict())
    return None, None


def _days(found: dict[str, str | None]) -> tuple[str | None, str | None]:
    year = int(found["year"] or f"20{found['short']}")
    first, last = 1, 12
    if word := found.get("month"):
        month = _MONTH.get(word.lower())
        if month is None:
            return None, None
        first, last = (month - 2 if found.get("kind") else month), month
    elif number := found.get("number"):
        first = last = int(number)
    elif part := found.get("part"):
        months = 3 if (found["kind"] or "").lower().startswith("q") else 6
        count = _PARTS.get(part.lower()) or int(part)
        last = count * months
        first = last - months + 1
        if last > 12:
            return None, None
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(year, last)[1]:02}"
