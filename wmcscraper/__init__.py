"""wmcscraper: news pages in; articles, quotes, figures and events out.

>>> import wmcscraper
>>> article = wmcscraper.extract_article("<h1>Mine opens</h1>", "https://a.example/x")
>>> article.title
'Mine opens'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wmcscraper.extraction import extract_article, extract_events
    from wmcscraper.text.events import extract_events_from_text
    from wmcscraper.text.figures import extract_figures
    from wmcscraper.text.quotes import extract_quotes

__all__ = [
    "extract_article",
    "extract_events",
    "extract_events_from_text",
    "extract_figures",
    "extract_quotes",
]

_HOMES = {
    "extract_article": "wmcscraper.extraction",
    "extract_events": "wmcscraper.extraction",
    "extract_events_from_text": "wmcscraper.text.events",
    "extract_figures": "wmcscraper.text.figures",
    "extract_quotes": "wmcscraper.text.quotes",
}


def __getattr__(name: str) -> Any:
    # Imported at first use: a command that only reads the database has no need of the extractors,
    # whose patterns take a second to compile.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
