"""The headline of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["Title", "extract"]


@dataclass(frozen=True, slots=True)
class Title:
    """A headline and where it was found."""

    text: str | None
    element: Any = None
    """The lxml element that shows it, None where only metadata gives it."""
    origin: str = "none"
    score: float = 0.0


def extract(page: Page) -> Title:
    """The page's headline, without the site's name."""
    for element in page.root.iter("h1"):
        if text := clean(element.text_content()):
            return Title(text, element, "h1", 0.5)
    return Title(None)
