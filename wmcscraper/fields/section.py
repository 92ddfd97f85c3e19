"""The part of the site that a story stands in: 'Mining', 'Press releases'."""

from __future__ import annotations

from typing import Any

from wmcscraper.identity import fold
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["extract"]

# The first step of a breadcrumb is the site itself.
_ROOTS = frozenset(
    ("home", "homepage", "start", "startseite", "accueil", "inicio", "início", "strona główna")
)
# A section's name is short; longer values are a headline or a list.
_LONGEST = 60


def extract(page: Page) -> str | None:
    """The section by metadata, structured data or breadcrumb; None where the page names none."""
    for name in ("article:section", "og:article:section", "articlesection", "parsely-section"):
        for value in page.meta.get(name, ()):
            if found := _section(value):
                return found
    for node in (*page.jsonld, *page.microdata):
        if found := _section(node.get("articleSection")):
            return found
    return _from_breadcrumb(page)


def _section(value: Any) -> str | None:
    """A section's name, of the first value where there are several."""
    while isinstance(value, list):
        value = value[0] if value else None
    text = clean(value) if isinstance(value, str) else ""
    return text if text and len(text) <= _LONGEST and fold(text).casefold() not in _ROOTS else None


def _from_breadcrumb(page: Page) -> str | None:
    """The step of a structured breadcrumb that is neither the site nor the page."""
    for node in page.jsonld:
        if node.get("@type") != "BreadcrumbList" or not isinstance(
            node.get("itemListElement"), list
        ):
            continue
        names = [_step(item) for item in node["itemListElement"][:10]]
        steps = [name for name in names if name and fold(name).casefold() not in _ROOTS]
        if len(steps) > 1 and (found := _section(steps[0])):
            return found
    return None


def _step(item: Any) -> str:
    """The name of one step: its own, else that of the item it points to."""
    if not isinstance(item, dict):
        return ""
    name = item.get("name")
    if not isinstance(name, str) and isinstance(item.get("item"), dict):
        name = item["item"].get("name")
    return clean(name) if isinstance(name, str) else ""
