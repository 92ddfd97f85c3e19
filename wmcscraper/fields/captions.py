"""What a page says under a picture: the caption, and apart from it the credit."""

from __future__ import annotations

import re
from typing import Any

from wmcscraper.fields.image_words import (
    AGENCY_END,
    BY_MARK,
    CAPTION_NAMES,
    COLON_MARK,
    CREDIT_NAMES,
    CREDIT_START,
    LEAD_CREDIT,
    SOURCE_HEADING,
)
from wmcscraper.fields.layout import Layout, Line
from wmcscraper.regions import name_words
from wmcscraper.text.clean import clean

__all__ = [
    "has_credit",
    "is_caption_line",
    "lead_credit",
    "split_credit",
    "tells_credit",
    "words_under",
]

_LONGEST_CAPTION = 600
_LONGEST_CREDIT = 150
_LONGEST_SIDE_LINE = 300
_LONGEST_SMALL_PRINT = 200
_COLON = re.compile("[:|：]")
_BREAKS = '.!?,;:|·•–—-/([{)]"”’…'
_ENDS = " \t|·•–—-/,;:([{"
_ABBREVIATION = re.compile(
    r"(?:\b(?:inc|corp|ltd|co|jr|sr|plc|st|dr|bros|[A-Za-z])|[a-z]\.[a-z])\.$", re.I
)
# 'Photo: J. Kim. The mine at night.' has the credit first.
_SENTENCE = re.compile(r"(?<=[a-zà-ž)”\"]{2})\.\s+(?=[A-ZÀ-Ž“\"])")


def split_credit(text: str) -> tuple[str | None, str | None]:
    """(caption, credit) of the words under a picture, each None where there is none.

    >>> split_credit("The mill at night. Source: Photo by A. Lee on Unsplash.")
    ('The mill at night.', 'A. Lee on Unsplash')
    """
    text = clean(text)
    if not text:
        return None, None
    for mark in sorted(_marks(text), key=lambda m: (m.start(), -m.end())):
        ahead = text[: mark.start()].rstrip()
        is_apart = not ahead or ahead[-1] in _BREAKS or ":" in mark[0]
        if not is_apart and mark[0][0].islower():
            continue  # 'A photo by night': words of the caption
        before, credit = ahead.rstrip(_ENDS), text[mark.end() :]
        caption_after = ""
        if not before and (parts := _SENTENCE.split(credit, maxsplit=1))[1:]:
            credit, caption_after = parts
        credit = _clean_credit(credit)
        if credit and len(credit) <= _LONGEST_CREDIT:
            return before or caption_after or None, credit
    if match := AGENCY_END.search(text):
        credit = _clean_credit(match[1])
        return text[: match.start(1)].rstrip(_ENDS) or None, credit or None
    return text, None


def has_credit(text: str) -> bool:
    """Whether the words under a picture name their source."""
    return split_credit(text)[1] is not None


def tells_credit(line: Line) -> bool:
    """Whether a line is a caption even though it stands in the running text: small print, a name,
    or a credit after a word for it, and no more than a caption's length."""
    if line.small or line.element.tag in ("figcaption", "caption"):
        return True
    if not CAPTION_NAMES.isdisjoint(name_words(line.element)):
        return True
    is_short = len(line.text) <= _LONGEST_SMALL_PRINT
    return is_short and bool(_marks(line.text))


def lead_credit(layout: Layout, numbers: range) -> str | None:
    """The credit that a line of its own gives the story's main picture, away from it:
    'Source of feature image: …', or a heading 'Source image' with the credit below."""
    lines = layout.lines
    for number in numbers:
        text = lines[number].text
        if len(text) > _LONGEST_SIDE_LINE:
            continue
        if SOURCE_HEADING.match(text):
            following = lines[number + 1].text if number + 1 < len(lines) else ""
            if following and len(following) <= _LONGEST_CREDIT and not lines[number + 1].heading:
                return _clean_credit(LEAD_CREDIT.sub("", following)) or None
        elif match := LEAD_CREDIT.match(text):
            credit = _clean_credit(text[match.end() :])
            if credit and len(credit) <= _LONGEST_CREDIT:
                return credit
    return None


def words_under(element: Any, lines: list[Line]) -> tuple[str | None, str | None]:
    """(caption, credit) of the lines that stand with a picture in ``element``; the parts of
    ``element`` may be named as caption and as credit."""
    named = _named_credit(element) if element is not None else ""
    text = " ".join(line.text for line in lines)[: _LONGEST_CAPTION + _LONGEST_CREDIT]
    if named and named in text:
        rest = clean(text.replace(named, " ", 1)).strip()
        caption, inner = split_credit(rest) if rest else (None, None)
        _, credit = split_credit(named)
        return caption, credit or inner or _clean_credit(named) or None
    return split_credit(text)


def is_caption_line(line: Line) -> bool:
    """Whether a line below a picture looks like its caption: by name, credit or small print."""
    if len(line.text) > _LONGEST_SIDE_LINE or line.heading:
        return False
    element = line.element
    if element is None:
        return False
    if element.tag in ("figcaption", "caption") or not CAPTION_NAMES.isdisjoint(
        name_words(element)
    ):
        return True
    if has_credit(line.text):
        return True
    # A line in small print may also be an editor's note; a caption is short.
    return line.small and len(line.text) <= _LONGEST_SMALL_PRINT


def _named_credit(element: Any) -> str:
    """The text of the first part of ``element`` whose class says that it is the credit."""
    for part in element.iterdescendants(
        "span", "small", "cite", "div", "p", "em", "i", "a", "strong"
    ):
        if part.get("class") and not CREDIT_NAMES.isdisjoint(name_words(part)):
            return clean("".join(part.itertext()))
    return ""


def _marks(text: str) -> list[re.Match[str]]:
    """What in a text may stand before a credit. Few texts have any, which is quickly seen."""
    marks = list(COLON_MARK.finditer(text)) if _COLON.search(text) else []
    if CREDIT_START.search(text.lower()):
        marks += BY_MARK.finditer(text)
    return marks


def _clean_credit(text: str) -> str:
    """A credit without marks before it, marks after it, and a closing full stop or bracket."""
    text = text.strip()
    for _ in range(4):  # 'Source: Photo by …', 'Photo: © …'
        match = COLON_MARK.match(text) or BY_MARK.match(text)
        if match is None or match.end() >= len(text):
            break
        text = text[match.end() :]
    text = text.strip(" \t|·•–—-,;:")
    while text and text[-1] in ".)]," and not _ABBREVIATION.search(text):
        if (text[-1] == ")" and "(" in text) or (text[-1] == "]" and "[" in text):
            break
        text = text[:-1].rstrip()
    return text
