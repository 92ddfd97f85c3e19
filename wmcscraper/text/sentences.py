"""Sentences of a text, as far as finding subjects and periods needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["sentence_spans"]

# Not begun by the space before a line break: a search stops at few characters, and costs half.
_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-ZÀ-Þ0-9$€£])|\n\s*")
_ABBREVIATED = re.compile(
    r"(?:(?<!\d )(?<!\d)\b[A-Z]|\b(?:[A-Z]\.)+[A-Z]|"
    r"\b(?:No|Inc|Corp|Ltd|Co|approx|vs|Mr|Mrs|Ms|Dr|Fig|St|Geo|ca|"
    r"Eng|Prof|Mio|Mrd|Mln|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nos|est|incl|cf|al))\.\s+$"
)
# Texts without full stops (tables, menus) are read in pieces no longer than this.
_LONGEST = 700


def sentence_spans(text: str, offsets: list[int]) -> Iterator[tuple[int, int]]:
    """For each of the ascending ``offsets`` the start and end of the sentence that holds it."""
    low, high = 0, -1
    for offset in offsets:
        # A line break ends a sentence: what stands before the last one is passed over.
        high = max(high, text.rfind("\n", max(high, 0), offset + 1) + 1)
        while offset >= high:
            low = max(high, 0)
            if offset - low > _LONGEST:
                low = offset - _LONGEST // 2
                low = next((b for b in _boundaries(text, low, offset)), low)
            high = next(_boundaries(text, low, min(len(text), low + _LONGEST)), None) or min(
                len(text), low + _LONGEST
            )
            if high >= len(text):
                high = len(text) + 1
        yield low, min(high, len(text))


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    for found in _END.finditer(text, start, end):
        if "\n" in found.group() or not _ABBREVIATED.search(
            text, max(start, found.start() - 12), found.end()
        ):
            yield found.end()
