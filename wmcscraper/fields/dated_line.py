"""A line that a date begins or ends: the date, and apart from it the rest."""

from __future__ import annotations

import re

from wmcscraper.text.dates import find_dates

__all__ = ["split_date"]

# The marks at a line's end are looked for from a character that none precedes: a run inside the
# line is tried once, not from each of its characters.
_SEPARATORS = re.compile(r"^[\s|•·:,;/–—-]+|(?<![\s|•·:,;/(–—-])[\s|•·:,;/(–—-]+$")
_EDGE = 200  # characters: a date farther from both ends neither begins nor ends the line
_HAS_YEAR_OR_DATE = re.compile(r"\d(?:\d{3}|\d?[./]\d{1,2}[./]\d{2})")
# A year alone, as many headlines have one, is no date.
_HAS_DAY = re.compile(r"\d(?<!\d\d)\d?(?!\d)|20\d{6}")


def split_date(
    text: str, language: str | None = None, order: str | None = None
) -> tuple[str | None, str]:
    """(ISO date, the rest) of a line that a date begins or ends: '19th February 2026 AI …'.

    (None, text) where no whole date stands at either end, or where it is part of the sentence.
    """
    if not _HAS_YEAR_OR_DATE.search(text) or not _HAS_DAY.search(text):
        return None, text
    for mention in find_dates(text, language=language, order=order):
        if mention.end_date is not None or mention.precision not in ("day", "minute"):
            continue
        if mention.start > _EDGE and len(text) - mention.end > _EDGE:
            continue
        before, after = text[: mention.start], text[mention.end :]
        rest = after.lstrip()
        if len(_SEPARATORS.sub("", before).strip()) <= 10 and not any(
            len(word) > 2 and word[0].islower() for word in before.split()
        ):
            starts_anew = not rest or not rest[0].islower()
            if starts_anew:
                return mention.date, _SEPARATORS.sub("", after).strip()
        if not _SEPARATORS.sub("", after).strip(" )]"):
            stripped = before.rstrip()
            # A date in figures is no part of a sentence; 'the vote of 3 March 2026' is.
            is_apart = not stripped or stripped[-1] in "|•·,;/(–—-:"
            if is_apart or not any(c.isalpha() for c in mention.raw):
                return mention.date, _SEPARATORS.sub("", before).strip()
    return None, text
