"""Sitemaps: XML, indexes of sitemaps, news sitemaps, plain text, feeds used as sitemaps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin

from wmcscraper.discovery import feeds
from wmcscraper.discovery.markup import MAX_BYTES, elements, gunzip, local_name
from wmcscraper.text.clean import clean

__all__ = ["MAX_ENTRIES", "USUAL_PLACES", "Entry", "Sitemap", "parse"]

USUAL_PLACES = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
"""Where to look if robots.txt names no sitemap."""

MAX_ENTRIES = 50_000
"""URLs that one sitemap may hold; the sitemap protocol's own bound."""

_ENTRY_TAGS = {"url": "urlset", "sitemap": "index"}
_FIELDS = {
    "loc": "url",
    "lastmod": "lastmod",
    "publication_date": "published",
    "title": "title",
}
# <image:loc>, <video:title> and the like describe other things than the page.
_FOREIGN = ("image", "video", "mobile", "xhtml")
_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})


@dataclass(slots=True)
class Entry:
    """One page (or, in an index, one sitemap) that a sitemap lists."""

    url: str
    lastmod: str | None = None
    """When it changed last, as the sitemap writes it (a W3C date in most)."""
    title: str | None = None
    """The headline, in news sitemaps."""
    published: str | None = None
    """The date of publication as the sitemap writes it, in news sitemaps."""


@dataclass(slots=True)
class Sitemap:
    """What one sitemap lists; empty for a document that is none."""

    kind: Literal["index", "urlset"] = "urlset"
    entries: list[Entry] = field(default_factory=list)


def parse(body: bytes, url: str = "") -> Sitemap:
    """The entries of the sitemap ``body``, gzipped or not, at most ``MAX_ENTRIES`` of them.

    ``url`` is the sitemap's own address, which relative entries are resolved against. Broken XML
    gives what can be recovered; what is no sitemap at all gives an empty one. Never raises.
    """
    body = gunzip(body, MAX_BYTES)
    if b"<" not in body[:1000]:
        return _parse_text(body)
    sitemap = Sitemap()
    entry: dict[str, str] | None = None
    first = True
    for event, element in elements(body):
        name = local_name(element)
        if first:
            first = False
            if name in _FEED_ROOTS:
                return _from_feed(body, url)
            if name == "html":
                return sitemap
        if event == "start":
            # A new entry also ends one whose closing tag is missing.
            if name in _ENTRY_TAGS:
                _add(sitemap, entry, url)
                entry = {}
                sitemap.kind = "index" if _ENTRY_TAGS[name] == "index" else "urlset"
        elif name in _ENTRY_TAGS:
            _add(sitemap, entry, url)
            entry = None
        elif entry is not None and name in _FIELDS and not _is_foreign(element):
            value = clean("".join(element.itertext()))
            if value:
                entry.setdefault(_FIELDS[name], value)
        if len(sitemap.entries) >= MAX_ENTRIES:
            return sitemap
    _add(sitemap, entry, url)
    return sitemap


def _add(sitemap: Sitemap, entry: dict[str, str] | None, base: str) -> None:
    if entry and (url := _absolute(entry.pop("url", ""), base)):
        sitemap.entries.append(Entry(url, **entry))


def _is_foreign(element: object) -> bool:
    tag = str(getattr(element, "tag", ""))
    prefix = getattr(element, "prefix", None) or tag.rpartition(":")[0]
    return prefix in _FOREIGN or any(f"sitemap-{name}/" in tag for name in _FOREIGN)


def _absolute(url: str, base: str) -> str | None:
    """``url`` as an absolute http(s) address, None where it is none."""
    try:
        joined = urljoin(base, url.replace(" ", "%20")) if url else ""
    except ValueError:  # 'http://[broken/'
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None


def _parse_text(body: bytes) -> Sitemap:
    """A plain-text sitemap: one absolute address a line, all else left out."""
    sitemap = Sitemap()
    for line in body.decode("utf-8-sig", "replace").splitlines():
        address = line.strip()
        if address and " " not in address and (url := _absolute(address, "")):
            sitemap.entries.append(Entry(url))
            if len(sitemap.entries) >= MAX_ENTRIES:
                break
    return sitemap


def _from_feed(body: bytes, url: str) -> Sitemap:
    entries = [
        Entry(item.url, item.updated or item.published, item.title, item.published)
        for item in feeds.parse(body, url).entries[:MAX_ENTRIES]
    ]
    return Sitemap("urlset", entries)
