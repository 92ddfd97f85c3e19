"""Why a page was read as it was: what it states for each field, and what was taken."""

from __future__ import annotations

from dataclasses import dataclass

from wmcscraper.fields import authors, body, dates, title
from wmcscraper.page import Page

__all__ = ["Choice", "choices"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field has, or might have had."""

    value: str
    """As the page states it; of a body its size and first words."""
    origin: str
    """Where the page states it: 'og:title', 'jsonld', 'text', 'density' …"""
    score: float
    """How far it is believed, 0..1."""
    evidence: str = ""
    """What speaks for it."""
    chosen: bool = False


_SHOWN = 70  # characters of a body
_LONGEST = 280  # characters of any other value


def choices(page: Page) -> dict[str, list[Choice]]:
    """For title, date, modified, body and authors: the candidates, and which one was chosen."""
    headline = title.extract(page)
    text = body.extract(page, headline)
    when = dates.extract(page, headline, text)
    by = authors.extract(page, headline, text)
    found: dict[str, list[Choice]] = {"title": [], "date": [], "modified": [], "body": []}
    for head in title.candidates(page):
        # Element and score as well: a heading and its copy may read alike.
        found["title"].append(
            Choice(_cut(head.text or ""), head.origin, head.score, head.evidence, head == headline)
        )
    for date in dates.candidates(page, headline, text):
        name, best = ("modified", when.modified) if date.modified else ("date", when.date)
        # One day is often stated in several places; the likeliest that says it is marked.
        is_first = date.date == best and not any(choice.chosen for choice in found[name])
        found[name].append(
            Choice(date.date, date.origin, round(date.score, 3), f"written {date.raw!r}", is_first)
        )
    for story in body.candidates(page, headline):
        taken = story.origin == text.origin
        found["body"].append(
            Choice(_told(story.text), story.origin, story.score, story.evidence, taken)
        )
    listed = found["authors"] = []
    for names in authors.candidates(page, headline, text):
        same = (names.names, names.origin) == (by.names, by.origin)
        taken = same and not any(choice.chosen for choice in listed)
        value = _cut("; ".join(names.names))
        listed.append(Choice(value, names.origin, names.score, names.evidence, taken))
    return {name: kept for name, kept in found.items() if kept}


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"


def _told(text: str) -> str:
    return f"{len(text)} characters: {' '.join(text[:_SHOWN].split())!r}"
