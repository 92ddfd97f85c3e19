"""Links as pages write them, in the forms that are resolved without being parsed and in others."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from wmcscraper.addresses import path_of, resolve

BASE = "https://mine.example/news/2024?page=2"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a,b/@ada?x=1&y=%20#top", "https://mine.example/a,b/@ada?x=1&y=%20"),
        ("/%E3%83/ж#", "https://mine.example/%E3%83/ж"),
        ("https://b.example/x(1)!#/r?q", "https://b.example/x(1)!"),
        ("/a/../b", "https://mine.example/b"),
        ("//cdn.example/p", "https://cdn.example/p"),
        ("story-2", "https://mine.example/news/story-2"),
        ("#top", None),
        ("mailto:ada@mine.example", None),
        ("https://[broken/", None),
    ],
)
def test_resolve(href, expected):
    assert resolve(href, BASE) == expected


@pytest.mark.parametrize("host", ["https://a.example", "http://a.example:81", ""])
@pytest.mark.parametrize("path", ["/", "/x/y.jpg", "/x:/y", "/a;b"])
@pytest.mark.parametrize("rest", ["", "?a=/b", "#c/d?e", "?a#b/c"])
def test_the_path_is_what_urlsplit_says(host, path, rest):
    assert path_of(host + path + rest) == urlsplit(host + path + rest).path


def test_a_bare_host_has_no_path():
    assert path_of("https://a.example") == path_of("https://a.example?b=/c") == ""
