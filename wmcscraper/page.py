"""One HTML document, decoded and parsed once, with its structured data at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from parsel import Selector
from w3lib.encoding import html_to_unicode

from wmcscraper.identity import site_of
from wmcscraper.text.clean import clean, strip_control

__all__ = ["Page"]


class Page:
    """A page as every field extractor sees it. Nothing here fetches or reads a clock.

    ``html`` is the document as bytes (decoded by BOM, ``content_type`` header, meta, content) or
    as text that is decoded already; ``url`` is where it was found.
    """

    def __init__(self, html: str | bytes, url: str, *, content_type: str | None = None) -> None:
        if isinstance(html, bytes):
            _, html = html_to_unicode(content_type, html)
        self.html = strip_control(html)
        self.url = url
        self.site = site_of(url)
        self.selector = Selector(text=self.html or "<html></html>", base_url=url)
        self.root = self.selector.root

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of <meta name|property|itemprop>, keyed by that name in lower case."""
        found: dict[str, list[str]] = {}
        for element in self.root.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            value = clean(element.get("content"))
            if name and value:
                found.setdefault(name.strip().lower(), []).append(value)
        return found

    @cached_property
    def jsonld(self) -> list[dict[str, Any]]:
        """Every JSON-LD node of the page, @graph and nesting flattened, broken blocks left out."""
        return [node for block in self._jsonld_blocks() for node in _nodes(block)]

    def _jsonld_blocks(self) -> Iterator[Any]:
        for script in self.root.iter("script"):
            if "ld+json" in (script.get("type") or "").lower():
                try:
                    yield json.loads((script.text or "").strip(), strict=False)
                except (ValueError, RecursionError):
                    continue


def _nodes(block: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD block that have a type, outer before inner."""
    stack = [block]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, dict):
            if "@type" in value:
                yield value
            stack.extend(reversed(list(value.values())))
