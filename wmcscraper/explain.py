"""Why a page was read as it was: what it states for each field, and what was taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from wmcscraper.fields import authors, body, dates, title
from wmcscraper.fields.date_sources import story_nodes
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["Choice", "choices"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field has, or might have had."""

    value: str
    """As the page states it; of a body its size and first words."""
    origin: str
    """Where the page states it: 'og:title', 'jsonld', 'text', 'density' …"""
    score: float | None
    """How far it is believed, 0..1; None for what the page states and the field did not take."""
    chosen: bool = False


_SHOWN = 70  # characters of a body
_MOST_HEADINGS = 5
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_BYLINES = (
    *("author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author"),
    *("sailthru.author", "twitter:creator"),
)


def choices(page: Page) -> dict[str, list[Choice]]:
    """For title, date, modified, body and authors: what was chosen, and what else stood there."""
    headline = title.extract(page)
    text = body.extract(page, headline)
    when = dates.extract(page, headline, text)
    by = authors.extract(page, headline, text)
    found: dict[str, list[Choice]] = {
        "title": [
            Choice(headline.text or "-", headline.origin, headline.score, chosen=True),
            *(Choice(words, origin, None) for words, origin in _titles(page)),
        ],
        "date": [],
        "modified": [],
        "body": [
            Choice(_told(text.text), text.origin, text.score, chosen=True),
            *(
                Choice(_told(words), "jsonld:articleBody", None)
                for node in page.jsonld
                if isinstance(words := node.get("articleBody"), str)
            ),
        ],
        "authors": [
            Choice("; ".join(by.names) or "-", by.origin, by.score, chosen=True),
            *(Choice(words, origin, None) for words, origin in _bylines(page, headline)),
        ],
    }
    for date in dates.candidates(page, headline, text):
        name, best = ("modified", when.modified) if date.modified else ("date", when.date)
        # One day is often stated in several places; the likeliest that says it is marked.
        is_first = date.date == best and not any(choice.chosen for choice in found[name])
        value = f"{date.date} (written {date.raw!r})"
        found[name].append(Choice(value, date.origin, round(date.score, 3), chosen=is_first))
    return {name: kept for name, kept in found.items() if kept}


def _told(text: str) -> str:
    start = " ".join(text[:_SHOWN].split())
    return f"{len(text)} characters: {start!r}" if text else "no text"


def _titles(page: Page) -> Iterator[tuple[str, str]]:
    for name in _TITLES:
        for value in page.meta.get(name, ()):
            yield value, name
    for node in page.jsonld:
        if isinstance(words := node.get("headline"), str):
            yield clean(words), "jsonld:headline"
    for tag, most in (("title", 1), ("h1", _MOST_HEADINGS)):
        for element in islice(page.root.iter(tag), most):
            if words := clean(" ".join(element.itertext())):
                yield words[: 4 * _SHOWN], tag


def _bylines(page: Page, headline: title.Title) -> Iterator[tuple[str, str]]:
    for node in story_nodes(page, headline):
        for key in ("author", "creator"):
            if names := "; ".join(_names(node.get(key))):
                yield names, f"jsonld:{key}"
    for name in _BYLINES:
        for value in page.meta.get(name, ()):
            yield value, f"meta:{name}"


def _names(value: Any) -> Iterator[str]:
    for person in value if isinstance(value, list) else [value]:
        name = person.get("name") if isinstance(person, dict) else person
        if isinstance(name, str) and (words := clean(name)):
            yield words
