"""What is fuzzed, and what inputs it gets: pieces of its own grammar, spliced at random."""

from __future__ import annotations

import datetime as dt
import gzip
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

from wmcscraper import (
    extract_article,
    extract_events,
    extract_events_from_text,
    extract_figures,
    extract_quotes,
)
from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.reading import records, response_at
from wmcscraper.discovery import feeds, sitemaps, wordpress
from wmcscraper.discovery.barren import shape_of
from wmcscraper.discovery.documents import document_kind
from wmcscraper.discovery.downloads import seconds_to_wait
from wmcscraper.discovery.links import page_links
from wmcscraper.discovery.robots import RobotRules
from wmcscraper.discovery.scope import Scope, is_private_address
from wmcscraper.discovery.traps import pattern_of
from wmcscraper.identity import canonical_url, fingerprint, site_of, url_key
from wmcscraper.page import Page
from wmcscraper.text.dates import find_dates, parse_date

__all__ = ["HTML", "TARGETS", "TEXT", "URL", "XML", "Target"]

URL_OF_PAGE = "https://www.ore.example/news/2026/03/a-mill-runs-on?id=1"
_SCOPE = Scope(URL_OF_PAGE)
_NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)

TEXT = (
    " ", " ", " ", " ", ", ", ". ", ".", "\n\n", "; ", ": ", " - ", " – ", "(", ")", "“", "”", '"',
    "'", "’", "«", "»", "„", "\x00", "\u200b", "\u202e", "\u0301", "\ud800", "\xa0", "ß", "鉱",
    "🎉", "said", "said the CEO", "told reporters", "according to", "added", "dijo", "who",
    "Ada Amsel", "Mr. Brandt", "Amsel", "he", "the company", "chief executive of Ore Ltd",
    "1", "12", "1,000", "1.000,5", "0", "999999999999999999999", "½", "2026", "1999", "-3", "1e9",
    "million", "bn", "per cent", "%", "US$", "€", "$", "tonnes", "t", "kg", "oz", "Moz", "km",
    "km/h", "of gold", "between", "and", "from", "to", "about", "more than", "up to", "per year",
    "12 May", "May 12, 2026", "12.05.2026", "2026-05-12", "31 February", "5-7 June 2027", "Q3",
    "next week", "last year", "in March", "Monday", "24th", "XXVII", "27th World Mining Congress",
    "Congress", "Summit", "conference", "will be held in", "takes place on", "Lima, Peru", "Kraków",
    "was postponed to", "By", "Photo:", "Updated", "10:30", "a.m.", "GMT", "+02:00", "T", "Z",
    "increase", "fell", "quarter", "ounces", "(about", "respectively", "http://x.example/y",
)  # fmt: skip
HTML = (
    "<p>", "</p>", "<div>", "</div>", "<div class='event'>", "<ul><li>", "</li>", "</ul>", "<h1>",
    "</h1>", "<h2>", "</h2>", "<h3>", "<a href='/x'>", "<a href='http://[::1'>", "</a>", "<br>",
    "<a href='javascript:x'>", "<article>", "</article>", "<main>", "<nav>", "</nav>", "<footer>",
    "<time datetime='2026-02-03'>", "<time datetime='0000-99-99'>", "</time>", "<table><tr><td>",
    "</table>", "<figure><img src='/a.jpg' alt='b'>", "<figcaption>", "</figure>", "<blockquote>",
    "<span class='author'>", "<p class='byline'>", "<meta name='author' content='Ada Amsel'>",
    "<meta property='og:title' content='A title'>", "<title>", "</title>", "<html lang='es'>",
    "<meta property='article:published_time' content='2026-02-03T04:05:06+99:00'>", "<body>",
    "</body>", "</html>", "<script>", "</script>", "<script type='application/ld+json'>", "<!--",
    '{"@type": "NewsArticle", "headline": "A", "datePublished": "2026-02-03"}', "-->", "[", "]",
    '{"@type": "Event", "name": "Congress", "startDate": 5, "location": [{}]}', "{", "}", "<style>",
    '{"@graph": [[], null, {"@type": ["Event", 3], "startDate": "x", "author": {"name": []}}]}',
    "<svg>", "<template>", "<select><option>", "<textarea>", "<iframe>", "<base href='//x'>", "<",
    "<base href='http://[y'>", "<link rel='canonical' href='http://[z'>", "&amp;", "&#0;", "&#x1F;",
    "&#x110000;", "&nbsp;", "&lt;", "<![CDATA[", "]]>", "<link rel='alternate' type='application/"
    "rss+xml' href='/feed'>", "<div itemscope itemtype='http://schema.org/Event'>", "<p>" * 40,
    "<span itemprop='name startDate'>", "<img srcset='a 1x, b 2x,' src=>", "<b>" * 60, "</div>" * 9,
    "<p style='display:none'>", "<dl><dt>", "<dd>", "<center>", "<font>", "<p\x00>", "<x:y z=1>",
)  # fmt: skip
XML = (
    "<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-16'?>", "<urlset>", "</urlset>",
    "<sitemapindex>", "<url>", "</url>", "<loc>", "</loc>", "http://x.example/a?b=1&c=2", "<rss>",
    "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>",
    "<link href='/x'>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<lastmod>2026-02-03",
    "</lastmod>", "<pubDate>Tue, 99 Feb 2026 10:00:00 GMT</pubDate>", "<guid isPermaLink='false'>",
    "<sitemap>", "</sitemap>", "<news:publication_date>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;",
    "<![CDATA[", "]]>", "&", "&nbsp;", "<image:loc>", "\x00", "\x08", "é", "\ufffe", "<a:b:c>",
    "<description>&lt;b", "</", "/>", "<!--", "-->", "<rdf:RDF>", "<item rdf:about='/x'>", "\n",
    "<updated>2026-02-03T04:05:06Z</updated>", "http://[x", "<atom:link rel='next' href='?p=2'/>",
)  # fmt: skip
JSON = (
    "[", "]", "{", "}", ",", ":", '"', '"link"', '"http://x.example/a"', '"date"', "null", "1e999",
    '"2026-02-03T04:05:06"', '"date_gmt"', '"title": {"rendered": "<b>"}', '"items"', '"url"', "\\",
    '"0000-00-00T00:00:00"', "true", "NaN", "\x00", "\\ud800", '"next_url"', '"date_published"',
    '[{"link": "http://x.example/a", "date": "2026-02-03T04:05:06"}]', '{"items": [{"url": "/a"}]}',
)  # fmt: skip
URL = (
    "http://", "https://", "HTTP:", "//", "/", "?", "#", "&", "=", ":", "@", ".", "..", "%", "%2F",
    "%zz", "%00", "x.example", "www.", "[::1]", "[", "]", "127.0.0.1", "0x7f.1", "2130706433",
    ":80",
    ":99999", ":abc", "żółw.example", "xn--", "xn--a", " ", "\t", "\n", "\\", "\x00", "\u202e", "a",
    "index.html", "utm_source=x", "PHPSESSID=0123456789abcdef0", "page=2", "2026/03/", "calendar",
    ";jsessionid=1", "month=2026-03", "é", "\ud800", "a" * 300, "javascript:", "data:,", "mailto:",
)  # fmt: skip
ROBOTS = (
    "User-agent: ", "user-agent:*\n", "Disallow: /", "Allow: /", "*", "$", "\n", "\r\n", "/a", "%",
    "Crawl-delay: ", "1", "nan", "-1", "1e999", "Sitemap: ", "http://x.example/s.xml", "http://[x",
    "Request-rate: 1/", "Visit-time: 0600-2560", "#", ":", "\x00", "\ufeff", "é", "bot", " ", "***",
    "Disallow: /" + "*a" * 50, "Host:",
)  # fmt: skip

_WARC = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    b"WARC-Target-URI: http://x.example/\r\nWARC-Date: 2026-03-01T00:00:00Z\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: 62\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello there</p>\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A function that must take whatever comes."""

    call: Callable[[Any], object]
    make: Callable[[Random], Any]


def _spliced(*tables: tuple[str, ...], most: int = 120) -> Callable[[Random], str]:
    pieces = [piece for table in tables for piece in table]

    def make(luck: Random) -> str:
        text = "".join(luck.choices(pieces, k=luck.randint(0, most)))
        if text and luck.random() < 0.1:  # one piece many times over
            start = luck.randrange(len(text))
            text += text[start : start + luck.randint(1, 12)] * luck.randint(10, 400)
        return text

    return make


def _bytes(make: Callable[[Random], str]) -> Callable[[Random], bytes]:
    """Encoded in some way, and broken in some."""

    def encode(luck: Random) -> bytes:
        encoding = luck.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp1252", "shift_jis"))
        data = bytearray(make(luck).encode(encoding, "replace"))
        for _ in range(luck.choice((0, 0, 0, 1, 5, 40))):
            if data:
                data[luck.randrange(len(data))] = luck.randrange(256)
        if luck.random() < 0.1:
            packed = gzip.compress(bytes(data), 1)
            return packed[: luck.randint(0, len(packed))] if luck.random() < 0.5 else packed
        return bytes(data)

    return encode


def _warc(luck: Random) -> bytes:
    data = bytearray()
    for _ in range(luck.randint(1, 4)):
        record = bytearray(_WARC)
        for _ in range(luck.choice((0, 1, 3, 30))):
            place = luck.randrange(len(record))
            if luck.random() < 0.5:
                record[place] = luck.randrange(256)
            else:
                del record[place : place + luck.randint(1, 20)]
        data += gzip.compress(bytes(record), 1) if luck.random() < 0.7 else record
    if luck.random() < 0.5:
        for _ in range(luck.randint(1, 5)):
            data[luck.randrange(len(data))] = luck.randrange(256)
    return bytes(data[: luck.randint(0, len(data))] if luck.random() < 0.3 else data)


def _read_warc(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".warc.gz", dir=_memory()) as file:
        file.write(data)
        file.flush()
        path = Path(file.name)
        for read in (lambda: list(records(path)), lambda: response_at(path, 0).body(1_000_000)):
            # ArchiveError is the one error that says so; warcio prints what it thinks of a record.
            with suppress(ArchiveError), redirect_stderr(StringIO()):
                read()


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def _page(html: str | bytes) -> None:
    page = Page(html, URL_OF_PAGE, content_type="text/html; charset=latin-1")
    _ = (page.meta, page.jsonld, page.microdata, page.base_url, page.layout)
    page_links(page, _SCOPE)
    feeds.feed_urls(page)
    wordpress.api_root(page)


def _dates(text: str) -> None:
    for language, order in ((None, None), ("es", "DMY"), ("pl", None)):
        find_dates(text, language=language, order=order, anchor=_NOW.date(), years=True)
        parse_date(text, language=language, order=order, anchor=_NOW.date())


def _url(url: str) -> None:
    key = url_key(canonical_url(url, rel_canonical=url[::-1], title=url))
    if "\ud800" not in url:
        assert url_key(canonical_url(url)) == url_key(url), key
    site_of(url)
    pattern_of(url)
    shape_of(url)
    _SCOPE.allows(url)
    is_private_address(url)
    fingerprint(url, url)


def _robots(body: bytes) -> None:
    rules = RobotRules(body, None)
    for url in (URL_OF_PAGE, "https://ore.example/aaaaaaaaaaaaaaaaaaaa"):
        rules.allowed(url, "wmcscraper")
    rules.crawl_delay("wmcscraper")


def _document(body: bytes) -> None:
    document_kind(body, "text/xml")
    seconds_to_wait(body[:60].decode("latin-1"), _NOW)


_html = _spliced(HTML, TEXT)
_text = _spliced(TEXT, most=200)
_xml = _bytes(_spliced(XML, TEXT[:40]))
TARGETS: dict[str, Target] = {
    "extract_article": Target(lambda html: extract_article(html, URL_OF_PAGE), _bytes(_html)),
    "extract_events": Target(lambda html: extract_events(html, URL_OF_PAGE), _html),
    "Page": Target(_page, _bytes(_html)),
    "extract_quotes": Target(extract_quotes, _text),
    "extract_figures": Target(extract_figures, _text),
    "extract_events_from_text": Target(
        lambda text: extract_events_from_text(text, "2026-03-01"), _text
    ),
    "dates": Target(_dates, _spliced(TEXT, most=60)),
    "sitemap": Target(lambda body: sitemaps.parse(body, URL_OF_PAGE), _xml),
    "feed": Target(lambda body: feeds.parse(body, URL_OF_PAGE), _xml),
    "JSON feed": Target(lambda body: feeds.parse(body, URL_OF_PAGE), _bytes(_spliced(JSON))),
    "WordPress": Target(
        lambda body: wordpress.parse_posts(body, URL_OF_PAGE), _bytes(_spliced(JSON))
    ),
    "robots.txt": Target(_robots, _bytes(_spliced(ROBOTS))),
    "document kind": Target(_document, _xml),
    "addresses": Target(_url, _spliced(URL, most=12)),
    "WARC": Target(_read_warc, _warc),
}
"""Name → target."""
