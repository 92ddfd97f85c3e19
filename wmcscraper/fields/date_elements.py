"""Dates that stand in attributes of elements: <time datetime>, itemprop="datePublished"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from wmcscraper.fields.blocks import Segment
from wmcscraper.fields.boilerplate import Role
from wmcscraper.fields.date_sources import Candidate, Reader, candidate_of, tables
from wmcscraper.fields.lines import Place
from wmcscraper.page import Page
from wmcscraper.text.clean import clean
from wmcscraper.text.dates import DateMention, find_dates

__all__ = ["BELOW_TITLE", "FAR_BELOW", "from_elements", "name_parts", "names"]

BELOW_TITLE = 0.86  # chance that a date right below the headline is the story's
FAR_BELOW = 14  # lines
_TIME_ALONE = 0.6  # the only <time datetime> of the page
_ITEMPROP = 0.9
_MOST_PIECES = 12  # texts inside a <time> that are read
_PROPERTIES = ("datepublished", "datecreated", "datemodified")
_BLOCKS = frozenset({"div", "p", "li"})
_HOLDERS = _BLOCKS | {"span", "abbr", "a"}
_MOST_DATED = 20_000  # elements that are looked at for a date
_SHOWING = ("datetime", "content", "data-datetime", "data-date", "data-timestamp", "title")
_SPLIT_NAME = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")


@cache
def names(kind: str) -> frozenset[str]:
    """The words in a class or id that mark a date, a change or something foreign."""
    return frozenset(tables()["names"][kind])


@lru_cache(maxsize=4096)
def name_parts(name: str) -> frozenset[str]:
    """The words of a class, in lower case; pages repeat theirs, so they are kept."""
    return frozenset(part.lower() for part in _SPLIT_NAME.split(name))


def from_elements(
    page: Page, lines: list[Segment], where: Place, reader: Reader
) -> Iterator[Candidate]:
    """<time datetime>, itemprop="datePublished" and their kin."""
    near = _near_elements(lines, where)
    times: list[tuple[Any, Candidate, bool, bool]] = []
    for element, prop in _dated_elements(page):
        parts = name_parts(element.get("class") or "")
        if not parts.isdisjoint(names("foreign")):
            continue
        mention = _attribute_date(element, reader)
        if mention is None or mention.precision == "year":
            continue
        modified = "modified" in prop or not parts.isdisjoint(names("modified"))
        modified = modified and parts.isdisjoint({"published", "publish"})
        candidate = candidate_of(
            mention, "itemprop" if prop else "time", _TIME_ALONE, modified=modified
        )
        times.append((element, candidate, bool(prop), _beside(element, near)))
    alone = len({c.day for _, c, _, _ in times if not c.modified}) == 1
    for element, candidate, is_property, close in times:
        # The text of <time> is read with its line, near the headline.
        if close:
            score = _ITEMPROP if is_property else BELOW_TITLE
        elif is_property:
            score = _ITEMPROP if alone else _ITEMPROP / 2
        elif alone:
            score = _TIME_ALONE
        else:
            continue
        yield replace(candidate, score=score, raw=_words(element, candidate, reader))


def _dated_elements(page: Page) -> Iterator[tuple[Any, str]]:
    """<time> elements and those of a date property, with that property in lower case or ''."""
    for element in _times(page):
        yield element, _date_property(element)
    properties: dict[Any, str] = {}
    for element in page.tree.marked:
        if element.tag in _HOLDERS and (prop := _date_property(element)):
            properties[element] = prop
            if len(properties) >= _MOST_DATED:
                break
    if properties:
        blocks = {node.element for node in page.layout[0] if node.tag in _BLOCKS}
        for element, prop in properties.items():
            if element.tag not in _BLOCKS or element in blocks:
                yield element, prop


def _times(page: Page) -> list[Any]:
    """The <time> elements in order; <relative-time> is GitHub's own."""
    return [*page.tree.all("time"), *page.tree.all("relative-time")][:_MOST_DATED]


def _date_property(element: Any) -> str:
    """The element's date property in lower case; '' where it has none."""
    prop = (element.get("itemprop") or element.get("property") or "").lower()
    return prop if any(name in prop for name in _PROPERTIES) else ""


def _attribute_date(element: Any, reader: Reader) -> DateMention | None:
    """The date of an element's attribute, else of its text."""
    for name in _SHOWING:
        if (value := element.get(name)) and (mention := reader.one(value)):
            return mention
    return next(iter(_shown_dates(element, reader)), None)


def _shown_dates(element: Any, reader: Reader) -> list[DateMention]:
    text = clean("".join(islice(element.itertext(), _MOST_PIECES)))[:80]
    return find_dates(text, language=reader.language, order=reader.order)


def _words(element: Any, candidate: Candidate, reader: Reader) -> str:
    """How the element shows its date to the reader, else the attribute's value."""
    shown = _shown_dates(element, reader)
    return shown[0].raw if shown and shown[0].date[:7] == candidate.date[:7] else candidate.raw


def _near_elements(lines: list[Segment], where: Place) -> set[Any]:
    """The block elements of the lines around the headline, up to the text."""
    if where.title < 0:
        return set()
    high = where.title_end + FAR_BELOW
    if where.first > where.title_end:
        high = min(high, where.first)
    return {
        line.node.element
        for line in lines[max(0, where.title - 3) : high + 1]
        if line.node.role not in {Role.HARD, Role.REPLIES}
    }


def _beside(element: Any, near: set[Any]) -> bool:
    """Whether an element stands in one of the lines around the headline."""
    if element in near:
        return True
    for depth, above in enumerate(element.iterancestors()):
        if above in near:
            return above.tag not in {"body", "html"}
        if depth > 3:
            break
    return False
