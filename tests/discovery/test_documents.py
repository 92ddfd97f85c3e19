"""What kind of document an answer is."""

from __future__ import annotations

import pytest

from wmcscraper.discovery.documents import document_kind


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "text/html; charset=utf-8", "html"),
        (b"\xef\xbb\xbf\n<html><p>x", "text/plain", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "application/xhtml+xml", "html"),
        (b"<p>only a part of a page", "text/html", "html"),
        (b"<p>only a part of a page", None, "html"),
        (b"<?xml version='1.0'?><rss>", "text/html", "feed"),
        (b"<rss version='2.0'>", "text/html", "feed"),
        (b"<?xml version='1.0'?><urlset>", "text/html", "sitemap"),
        (b"<sitemapindex>", "application/xml", "sitemap"),
        (b"{}", "application/json", "other"),
        (b"%PDF-1.7", "application/pdf", "other"),
        (b"", None, "other"),
    ],
)
def test_document_kind(body, content_type, kind):
    assert document_kind(body, content_type) == kind
