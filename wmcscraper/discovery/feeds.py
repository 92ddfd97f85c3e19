"""Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom, JSON Feed; and where a page says its feeds are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml.html import fromstring

from wmcscraper.discovery.markup import elements, gunzip, local_name
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["MAX_ENTRIES", "USUAL_PLACES", "Feed", "FeedEntry", "feed_urls", "parse"]

USUAL_PLACES = ("/feed/",)
"""Where to look if the start page names no feed."""

MAX_ENTRIES = 5_000
"""Entries of one feed that are read at most."""

_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
)
_ENTRY_TAGS = frozenset({"item", "entry"})
_TEXT_FIELDS = {
    "title": "title",
    "guid": "guid",
    "id": "guid",
    "origlink": "original",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "created": "published",
    "date": "published",
    "updated": "updated",
    "modified": "updated",
    "description": "summary",
    "summary": "summary",
}
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$",
    re.IGNORECASE,
)
# Names of comment feeds, whose entries are no stories.
_COMMENTS = re.compile(
    r"comments?[-/_]*(?:feed|rss|atom)|/feed/comments|commentaires|comentarios", re.I
)
_SUMMARY_LENGTH = 2_000


@dataclass(slots=True)
class FeedEntry:
    """One entry of a feed."""

    url: str
    title: str | None = None
    published: str | None = None
    """ISO date and time, with an offset where the feed gives one."""
    updated: str | None = None
    """ISO date and time of the last change."""
    summary: str | None = None
    """The entry's description as plain text."""


@dataclass(slots=True)
class Feed:
    """What one feed lists; empty for a document that is none."""

    entries: list[FeedEntry] = field(default_factory=list)
    next_url: str | None = None
    """The feed's own next (older) page, where it names one."""


def feed_urls(page: Page) -> list[str]:
    """Addresses of the feeds that the page names in its <link rel=alternate>, in order, once each.

    Feeds of comments are left out.
    """
    found: dict[str, None] = {}
    for link in page.root.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        href = (link.get("href") or "").strip()
        if "alternate" not in rel or not href:
            continue
        is_feed = kind in _TYPES or (kind == "application/json" and "feed" in href)
        if not is_feed or _COMMENTS.search(href) or "comment" in (link.get("title") or "").lower():
            continue
        if url := _absolute(href, page.url):
            found[url] = None
    return list(found)


def parse(body: bytes, url: str = "") -> Feed:
    """The entries of the feed ``body``, gzipped or not; ``url`` is what links are relative to.

    Broken XML gives what can be recovered; what is no feed gives an empty one. Never raises.
    """
    body = gunzip(body)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _parse_json(body, url)
    feed = Feed()
    entry: dict[str, str] | None = None
    for event, element in elements(body):
        name = local_name(element)
        if event == "start":
            if name in _ENTRY_TAGS:  # also ends one whose closing tag is missing
                _add(feed, entry, url)
                entry = {"about": _attribute(element, "about")}
        elif name in _ENTRY_TAGS:
            _add(feed, entry, url)
            entry = None
        elif name == "link":
            _read_link(feed, entry, element, url)
        elif entry is not None and name in _TEXT_FIELDS and _is_direct(element):
            is_opaque = name == "guid" and (element.get("isPermaLink") or "").lower() == "false"
            value = "".join(element.itertext()).strip()
            if value and not is_opaque:
                entry.setdefault(_TEXT_FIELDS[name], value)
        if len(feed.entries) >= MAX_ENTRIES:
            return feed
    _add(feed, entry, url)
    return feed


def _is_direct(element: Any) -> bool:
    """Whether the element is the entry's own: not of an embedded <source> or <media:group>."""
    parent = element.getparent()
    return parent is not None and local_name(parent) in _ENTRY_TAGS


def _read_link(feed: Feed, entry: dict[str, str] | None, element: Any, base: str) -> None:
    rel = (element.get("rel") or "alternate").lower()
    target = element.get("href") or clean(element.text)
    if not target:
        return
    if entry is not None:
        if rel == "alternate" and _is_direct(element):
            entry.setdefault("link", target)
    elif rel == "next":
        feed.next_url = _absolute(target, base)


def _attribute(element: Any, name: str) -> str:
    """An attribute's value, whatever its namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def _add(feed: Feed, entry: dict[str, str] | None, base: str) -> None:
    if not entry:
        return
    candidates = (entry.get("original"), entry.get("link"), entry.get("guid"), entry.get("about"))
    address = next((url for value in candidates if (url := _absolute(clean(value), base))), None)
    if address is None:
        return
    feed.entries.append(
        FeedEntry(
            address,
            _plain(entry.get("title")),
            _iso(entry.get("published")),
            _iso(entry.get("updated")),
            _plain(entry.get("summary")),
        )
    )


def _absolute(url: str, base: str) -> str | None:
    """``url`` as an absolute http(s) address; None where it is none ('urn:uuid:…', 'tag:…')."""
    if not url or " " in url or (not base and "://" not in url):
        return None
    try:
        joined = urljoin(base, url)
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None


def _plain(markup: str | None) -> str | None:
    """Text without tags and entities, None where nothing is left."""
    if not markup:
        return None
    text = markup[:_SUMMARY_LENGTH]
    if "<" in text or "&" in text:
        try:
            text = fromstring(f"<div>{text}</div>").text_content()
        except (etree.ParserError, ValueError):
            return None
    return clean(text) or None


def _iso(raw: str | None) -> str | None:
    """A feed's date (RFC 822 or ISO 8601) as ISO 8601; None where it is neither."""
    text = clean(raw)
    if match := _ISO.match(text):
        year, month, day, time, seconds, offset = match.groups()
        date = f"{year}-{month}-{day}"
        if time is None:
            return date
        zone = "+00:00" if offset in ("Z", "z") else (offset or "")
        if zone and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:]}"
        return f"{date}T{time}{seconds or ''}{zone}"
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _parse_json(body: bytes, base: str) -> Feed:
    """A JSON Feed (https://jsonfeed.org/version/1.1)."""
    try:
        data = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return Feed()
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return Feed()
    feed = Feed(next_url=_absolute(_string(data.get("next_url")), base))
    for item in data["items"][:MAX_ENTRIES]:
        if not isinstance(item, dict):
            continue
        summary = item.get("summary") or item.get("content_text") or item.get("content_html")
        entry = {
            "link": _string(item.get("url")) or _string(item.get("id")),
            "title": _string(item.get("title")),
            "published": _string(item.get("date_published")),
            "updated": _string(item.get("date_modified")),
            "summary": _string(summary),
        }
        _add(feed, entry, base)
    return feed


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
