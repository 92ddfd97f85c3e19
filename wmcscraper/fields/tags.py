"""The keywords that a page gives its story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wmcscraper.identity import fold
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["extract"]

_LIST = re.compile(r"[,;|、，]")
# Longer values are sentences; more of them are a site's whole vocabulary.
_LONGEST = 60
_MOST = 40


def extract(page: Page) -> list[str]:
    """Each tag once, as first written, in the order of the page's sources."""
    found: dict[str, str] = {}
    for value in _values(page):
        tag = clean(value).strip(" #\"'")
        if tag and len(tag) <= _LONGEST:
            found.setdefault(fold(tag).casefold(), tag)
        if len(found) >= _MOST:
            break
    return list(found.values())


def _values(page: Page) -> Iterator[str]:
    """Raw values, most telling source first: the story's own tags before the page's keywords."""
    for value in page.meta.get("article:tag", ()):
        yield from _split(value)
    for node in (*page.jsonld, *page.microdata):
        yield from _keywords(node.get("keywords"))
    for name in ("news_keywords", "keywords", "parsely-tags", "sailthru.tags"):
        for value in page.meta.get(name, ()):
            yield from _split(value)
    for link in page.tree.all("a"):
        if (rel := link.get("rel")) and "tag" in rel.lower().split():
            yield "".join(link.itertext())


def _split(value: str) -> Iterator[str]:
    yield from _LIST.split(value)


def _keywords(value: Any) -> Iterator[str]:
    """JSON-LD writes keywords as one text, as a list of them, or as a list of terms."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield from _split(item)
        elif isinstance(item, dict) and isinstance(item.get("name"), str):
            yield item["name"]
