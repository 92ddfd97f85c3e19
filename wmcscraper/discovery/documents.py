"""What kind of document an answer is, whatever its Content-Type claims."""

from __future__ import annotations

from typing import Literal

__all__ = ["document_kind"]

_HTML = (b"<html", b"<!doctype html")
_SITEMAPS = (b"<urlset", b"<sitemapindex")
_FEEDS = (b"<rss", b"<feed", b"<rdf:rdf")
_FEED_TYPES = ("text/xml", "application/xml", "application/rss", "application/atom")


def document_kind(
    body: bytes, content_type: str | None
) -> Literal["html", "feed", "sitemap", "other"]:
    """By the first bytes where they tell, else by the header ``content_type``."""
    start = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    declared = (content_type or "").lower()
    if any(mark in start for mark in _HTML):
        return "html"
    if start.startswith((b"<?xml", *_SITEMAPS, *_FEEDS)):
        return "sitemap" if any(mark in start for mark in _SITEMAPS) else "feed"
    if "html" in declared:
        return "html"
    if declared.startswith(_FEED_TYPES):
        return "feed"
    return "html" if not declared and start.startswith(b"<") else "other"
