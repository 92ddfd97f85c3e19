"""Feeds of every form, and where a page names them."""

import json

import pytest

from wmcscraper.discovery import feeds
from wmcscraper.page import Page

BASE = "http://mine.example/feed/"

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>
<link>http://mine.example/</link><atom:link rel="next" href="/feed/?paged=2"/>
<item><title>Tin &amp; zinc</title><link>http://mine.example/a/</link>
<pubDate>Fri, 24 Jan 2025 10:00:00 +0100</pubDate>
<description><![CDATA[<p>First&nbsp;words <b>here</b></p>]]></description>
<source url="http://other.example/"><title>Another title</title></source></item>
<item><title>B</title><guid isPermaLink="true">http://mine.example/b/</guid>
<dc:date>2025-01-23T09:30:00Z</dc:date></item>
<item><title>C</title><guid isPermaLink="false">http://mine.example/?p=3</guid></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><title>A</title><link rel="self" href="/a.atom"/><link href="/a/"/>
<id>urn:uuid:1</id><published>2025-01-24T10:00:00.5+01:00</published>
<updated>2025-01-25T08:00:00Z</updated><summary>Words</summary></entry>
<entry><title>B</title><id>http://mine.example/b/</id><updated>2025-01-20</updated></entry></feed>"""

RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://mine.example/"><title>News</title></channel>
<item rdf:about="http://mine.example/a/"><title>A</title><dc:date>2025-01-24</dc:date></item>
</rdf:RDF>"""


def test_rss() -> None:
    feed = feeds.parse(RSS, BASE)
    assert feed.next_url == "http://mine.example/feed/?paged=2"
    assert feed.entries == [
        feeds.FeedEntry(
            "http://mine.example/a/",
            "Tin & zinc",
            "2025-01-24T10:00:00+01:00",
            None,
            "First words here",
        ),
        feeds.FeedEntry("http://mine.example/b/", "B", "2025-01-23T09:30:00+00:00"),
    ]


def test_atom() -> None:
    first, second = feeds.parse(ATOM, BASE).entries
    assert (first.url, first.published) == (
        "http://mine.example/a/",
        "2025-01-24T10:00:00+01:00",
    )
    assert (first.updated, first.summary) == ("2025-01-25T08:00:00+00:00", "Words")
    assert (second.url, second.updated) == ("http://mine.example/b/", "2025-01-20")


def test_rdf() -> None:
    assert feeds.parse(RDF, BASE).entries == [
        feeds.FeedEntry("http://mine.example/a/", "A", "2025-01-24")
    ]


def test_json_feed() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "next_url": "/feed.json?page=2",
        "items": [
            {"id": "1", "url": "/a/", "title": "A", "date_published": "2025-01-24T10:00:00+0100"},
            {"id": "no address"},
            "no object",
        ],
    }
    feed = feeds.parse(json.dumps(data).encode(), BASE)
    assert feed.next_url == "http://mine.example/feed.json?page=2"
    assert [(e.url, e.title, e.published) for e in feed.entries] == [
        ("http://mine.example/a/", "A", "2025-01-24T10:00:00+01:00"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<rss><channel><item><link>/a?x=1&y=2</link>", ["/a?x=1&y=2"]),
        (b"<rss><item><title>&nbsp;x</title><link>/a?x=1&y=2</link></item>", ["/a?x=1&y=2"]),
        (b"<rss><item><link>/a</link><item><link>/b</link></item>", ["/a", "/b"]),
        (b"\n <rss><item><link><![CDATA[ /a ]]></link></item></rss>", ["/a"]),
        (b"<rss><item><title>no link</title></item></rss>", []),
        (b"<html><body>404</body></html>", []),
        (b"{broken", []),
        (b"[" * 50_000, []),
        (b"{" + b'"a":[' * 50_000, []),
        (b"", []),
    ],
)
def test_broken_feeds(body: bytes, expected: list[str]) -> None:
    found = [entry.url.split("mine.example")[1] for entry in feeds.parse(body, BASE).entries]
    assert found == expected


def test_feed_urls_leave_comments_out() -> None:
    page = Page(
        """<link rel="alternate" type="application/rss+xml" title="News" href="/feed/">
        <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
        <link rel="alternate" type="application/rss+xml" title="A » Comments" href="/a/feed/">
        <link rel="alternate" type="application/atom+xml; charset=utf-8" href="atom.xml">
        <link rel="alternate" hreflang="es" href="/es/"><link rel="alternate" type="text/html">""",
        "http://mine.example/news/",
    )
    assert feeds.feed_urls(page) == [
        "http://mine.example/feed/",
        "http://mine.example/news/atom.xml",
    ]
