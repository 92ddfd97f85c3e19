"""The page's own summary of its story."""

from __future__ import annotations

from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["extract"]

_META = ("og:description", "description", "twitter:description", "dc.description")
# JSON-LD types whose description tells of the story, not of the site or its publisher.
_STORIES = ("article", "newsarticle", "blogposting", "report", "webpage")
# Shorter values are a section's name, longer ones the whole story.
_SHORTEST, _LONGEST = 20, 2000


def extract(page: Page) -> str | None:
    """What metadata say the story is about; None where they say nothing."""
    for name in _META:
        for value in page.meta.get(name, ()):
            if _SHORTEST <= len(value) <= _LONGEST:
                return value
    for node in (*page.jsonld, *page.microdata):
        kind = node.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(k, str) and k.lower().endswith(_STORIES) for k in kinds):
            told = node.get("description")
            if isinstance(told, list):
                told = told[0] if told else None
            text = clean(told) if isinstance(told, str) else ""
            if _SHORTEST <= len(text) <= _LONGEST:
                return text
    return None
