"""The pictures that a page names in its metadata, with what it says of them there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wmcscraper.addresses import path_of, resolve
from wmcscraper.fields.captions import split_credit
from wmcscraper.fields.image_words import DEFAULT_FILE_WORDS
from wmcscraper.items import Image
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["is_site_picture", "named_pictures"]


def named_pictures(page: Page, base: str) -> Iterator[Image]:
    """The pictures that the page's metadata names."""
    logos = {
        address
        for node in page.jsonld
        for value in _objects(node.get("logo"))
        for address in (value.get("url"), value.get("contentUrl"))
        if isinstance(address, str)
    }
    for address in page.meta.get("og:image", [])[:3] + page.meta.get("twitter:image", [])[:1]:
        absolute = resolve(address, base)
        if absolute and address not in logos:
            yield Image(absolute)
    for node in page.jsonld:
        kinds = node.get("@type")
        kind = " ".join(
            k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)
        )
        values = [node] if kind == "ImageObject" else []
        if "Article" in kind or "Posting" in kind:
            values = list(_objects(node.get("image")))
        for value in values:
            url = value.get("url") or value.get("contentUrl")
            if isinstance(url, str) and url not in logos and (absolute := resolve(url, base)):
                yield Image(absolute, _text(value.get("caption")), _credit_of(value))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """A JSON-LD value, list or address as objects."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
        elif isinstance(item, str):
            yield {"url": item}


def _text(value: Any) -> str | None:
    return clean(value) or None if isinstance(value, str) else None


def _credit_of(value: dict[str, Any]) -> str | None:
    for name in ("creditText", "copyrightNotice", "creator", "author", "copyrightHolder"):
        for item in _objects(value.get(name)):
            if text := _text(item.get("name") or item.get("url")):
                return split_credit(f"Credit: {text}")[1]
    return None


def is_site_picture(url: str) -> bool:
    """Whether a file name says that it is the site's picture, not the story's."""
    file = path_of(url).rpartition("/")[2].lower()
    words = file.replace("_", "-").replace(".", "-").split("-")
    return not DEFAULT_FILE_WORDS.isdisjoint(words)
