"""WordPress's REST listing."""

import json

import pytest

from wmcscraper.discovery import wordpress
from wmcscraper.page import Page


def test_api_root_of_page_and_header() -> None:
    page = Page('<link rel="https://api.w.org/" href="/wp-json/">', "http://mine.example/")
    assert wordpress.api_root(page) == "http://mine.example/wp-json/"
    header = '</a>; rel="x", <http://mine.example/wp-json/>; rel="https://api.w.org/"'
    assert wordpress.api_root_of_header(header, "http://mine.example/") == (
        "http://mine.example/wp-json/"
    )
    assert wordpress.api_root(Page("<p>", "http://mine.example/")) is None
    assert wordpress.api_root_of_header("<" * 5000, "http://mine.example/") is None


@pytest.mark.parametrize(
    ("root", "start"),
    [
        (
            "http://mine.example/wp-json/",
            "http://mine.example/wp-json/wp/v2/posts?per_page=100&page=1",
        ),
        (
            "http://mine.example/?rest_route=/",
            "http://mine.example/?rest_route=/wp/v2/posts&per_page=100&page=1",
        ),
    ],
)
def test_posts_url_and_its_next_page(root: str, start: str) -> None:
    url = wordpress.posts_url(root)
    assert url.startswith(start)
    following = wordpress.next_page(url)
    assert following is not None
    assert following == url.replace("&page=1&", "&page=2&")
    assert wordpress.next_page("http://mine.example/feed/") is None


def test_posts() -> None:
    listing = [
        {
            "link": "http://mine.example/a/",
            "title": {"rendered": "Tin &#038; <em>zinc</em>"},
            "date": "2025-07-01T10:00:00",
            "date_gmt": "2025-07-01T08:00:00",
            "modified": "2025-07-02T10:00:00",
            "modified_gmt": "0000-00-00T00:00:00",
        },
        {
            "link": "/b/",
            "title": "B",
            "date": "2025-07-01T10:00:00",
            "date_gmt": "2025-07-01T13:30:00",
        },
        {"title": "no link"},
        7,
    ]
    assert wordpress.parse_posts(json.dumps(listing).encode(), "http://mine.example/") == [
        wordpress.Post(
            "http://mine.example/a/",
            "Tin & zinc",
            "2025-07-01T10:00:00+02:00",
            "2025-07-02T10:00:00",
        ),
        wordpress.Post("http://mine.example/b/", "B", "2025-07-01T10:00:00-03:30"),
    ]


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"code":"rest_no_route"}', b"[1,", b"<html>[]</html>", b"[" * 90_000]
)
def test_what_is_no_listing(body: bytes) -> None:
    assert wordpress.parse_posts(body) == []


def test_warnings_before_the_listing() -> None:
    body = b'<br>Notice: x\n[{"link": "http://mine.example/a/"}]'
    assert [post.url for post in wordpress.parse_posts(body)] == ["http://mine.example/a/"]
