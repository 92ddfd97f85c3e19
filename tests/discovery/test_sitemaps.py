"""Sitemaps of every form, whole and broken."""

import gzip

import pytest

from wmcscraper.discovery import sitemaps
from wmcscraper.discovery.markup import gunzip

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
URLSET = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def urls(body: bytes, url: str = "http://mine.example/sitemap.xml") -> list[str]:
    return [entry.url for entry in sitemaps.parse(body, url).entries]


def test_urlset_gives_url_and_lastmod() -> None:
    body = f"""{HEAD}<urlset {URLSET}>
    <url><loc>http://mine.example/a/</loc><lastmod>2026-01-02T03:04:05+00:00</lastmod></url>
    <url><loc> http://mine.example/b/ </loc></url></urlset>""".encode()
    found = sitemaps.parse(body)
    assert found.kind == "urlset"
    assert [(e.url, e.lastmod) for e in found.entries] == [
        ("http://mine.example/a/", "2026-01-02T03:04:05+00:00"),
        ("http://mine.example/b/", None),
    ]


def test_index_lists_sitemaps() -> None:
    body = f"""{HEAD}<sitemapindex {URLSET}><sitemap><loc>http://mine.example/post.xml</loc>
    <lastmod>2026-01-02</lastmod></sitemap></sitemapindex>""".encode()
    found = sitemaps.parse(body)
    assert found.kind == "index"
    assert found.entries == [sitemaps.Entry("http://mine.example/post.xml", "2026-01-02")]


def test_news_fields_are_read_and_those_of_pictures_are_not() -> None:
    body = f"""{HEAD}<urlset {URLSET} {NEWS} {IMAGE}><url><loc>http://mine.example/a/</loc>
    <image:image><image:loc>http://mine.example/a.jpg</image:loc>
    <image:title>A picture</image:title></image:image>
    <news:news><news:publication_date>2026-02-03</news:publication_date>
    <news:title>Tin &amp; zinc</news:title></news:news></url></urlset>""".encode()
    (entry,) = sitemaps.parse(body).entries
    assert entry == sitemaps.Entry("http://mine.example/a/", None, "Tin & zinc", "2026-02-03")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"http://mine.example/a\nnot a url\nhttps://mine.example/b\r\n\n", ["/a", "/b"]),
        (b"\xef\xbb\xbfhttp://mine.example/a\n", ["/a"]),
        (b"\n\n  <urlset><url><loc>http://mine.example/a</loc></url></urlset>", ["/a"]),
        (b"Warning: x<br><urlset><url><loc>/a</loc></url></urlset>", ["/a"]),
        (b"<urlset><url><loc>http://mine.example/a</loc><url><loc>/b</loc>", ["/a", "/b"]),
        (b"<urlset><url><loc>http://mine.example/?x=1&y=2</loc></url></urlset>", ["/?x=1&y=2"]),
        (b"<urlset><url><loc><![CDATA[/?x=1&y=2]]></loc></url></urlset>", ["/?x=1&y=2"]),
        (b"<urlset><url><loc>/a\x00\x0b</loc></url></urlset>", ["/a"]),
        (b"<urlset><url><loc>ftp://mine.example/a</loc></url></urlset>", []),
        (b"<html><body><loc>http://mine.example/a</loc></body></html>", []),
        (b"", []),
        (b"<", []),
        ("<urlset><url><loc>/ą</loc></url></urlset>".encode("utf-16"), ["/ą"]),
    ],
)
def test_odd_documents(body: bytes, expected: list[str]) -> None:
    assert [url.split("mine.example")[1] for url in urls(body)] == expected


def test_a_feed_used_as_sitemap() -> None:
    body = b"<rss><channel><item><title>T</title><link>/a</link></item></channel></rss>"
    assert urls(body) == ["http://mine.example/a"]


def test_gzip_whole_and_truncated() -> None:
    pages = "".join(f"<url><loc>/{n * 7919}/</loc></url>" for n in range(2000))
    packed = gzip.compress(f"<urlset>{pages}</urlset>".encode())
    assert len(urls(packed)) == 2000
    assert 0 < len(urls(packed[: len(packed) // 2])) < 2000


def test_bombs_are_harmless() -> None:
    assert len(gunzip(gzip.compress(b"x" * 3_000_000), 1_000_000)) == 1_000_000
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ha">' for n in range(9)
    )
    body = (
        f"<!DOCTYPE x [{entities}]><urlset><url><loc>/a</loc><lastmod>&e8;</lastmod></url></urlset>"
    )
    (entry,) = sitemaps.parse(body.encode(), "http://mine.example/").entries
    assert len(entry.lastmod or "") < 100


def test_external_entities_are_not_read() -> None:
    body = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>/a&f;</loc>'
    assert urls(body) == ["http://mine.example/a&f"]


def test_number_of_entries_is_bounded() -> None:
    pages = "<url><loc>/a</loc></url>" * (sitemaps.MAX_ENTRIES + 10)
    assert len(urls(f"<urlset>{pages}</urlset>".encode())) == sitemaps.MAX_ENTRIES
