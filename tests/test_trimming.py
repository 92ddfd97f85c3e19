"""What the parser does not see: only what nothing reads, whatever the markup looks like."""

from __future__ import annotations

import pytest

from wmcscraper.limits import MOST_TAGS
from wmcscraper.page import Page
from wmcscraper.trimming import trim

_FILL = "<p>" + "gold " * 25_000 + "</p>"
"""Makes a page large enough to be trimmed."""


def _trimmed(html: str) -> str:
    large = trim((html + _FILL).encode())
    assert large.endswith(_FILL.encode())
    return large[: -len(_FILL)].decode()


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>var a = 1;</script><p>b", "<script></script><p>b"),
        ("<SCRIPT>a</Script ><p>b", "<SCRIPT></Script ><p>b"),
        ("<style>p {}</style><p>b", "<style></style><p>b"),
        ("<script>a</scripts></script>b", "<script></script>b"),
        (
            "<!-- <script> --><p>b</p><script>c</script>",
            "<!-- <script> --><p>b</p><script></script>",
        ),
        ("<textarea><script></textarea><p>b", "<textarea><script></textarea><p>b"),
        (
            '<p title="<script>">b</p><script>c</script>',
            '<p title="<script>">b</p><script></script>',
        ),
    ],
)
def test_text_of_scripts_and_styles_is_left_out(html: str, left: str) -> None:
    assert _trimmed(html) == left


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
        '<script type="application/ld&#43;json">{"@type": "NewsArticle"}</script>',
        '<script>var data = {"publishedAt": "2024-05-17"};</script>',
        # Its end may be another one than the first that looks like it.
        '<script><!-- write("<script>a</script>"); --></script><p>b',
        # Empty elements by their slash: what follows is no script's text.
        "<script/><p>b</p><script src=a.js></script>",
        '<script src="a.js" /><p>b</p><script></script>',
        "<p>The script of <b>the film</b>",
        # What is no tag ends at the next '>', whatever stands in it.
        "</b<script>text</b><script></script>",
        "<?php <script>text ?><script></script>",
        "<![CDATA[<script>text]]><script></script>",
        "</ <script>text<script></script>",
        "</b c='><script>'>text<script></script>",
        "<!--><p>b</p><script></script>",
        "<!-- a --!><p>b</p><script></script>",
    ],
)
def test_what_is_read_stays(html: str) -> None:
    assert _trimmed(html) == html


def test_slash_at_the_end_of_a_value_closes_nothing() -> None:
    assert _trimmed("<script src=a/>var a;</script><p>b") == "<script src=a/></script><p>b"


def test_small_page_is_left_as_it_is() -> None:
    html = b"<script>var a = 1;</script><p>b"
    assert trim(html) is html


@pytest.mark.parametrize("before", ["", "<script/>", "<script src=a.js />", "<SCRIPT>a</SCRIPT>"])
def test_tag_keeps_a_thousand_attributes(before: str) -> None:
    many = " ".join(f"a{n}" for n in range(3_000))
    page = Page(f"<html><body>{before}<div {many}>text</div>{_FILL}", "https://example.com/a")
    (div,) = page.tree.all("div")
    assert len(div.attrib) == 1_000
    assert div.text == "text"


def test_page_ends_before_the_tag_that_is_one_too_many() -> None:
    html = b"<p>a" * MOST_TAGS
    assert trim(html) == html
    assert trim(html + b"<p>b</p>") == html


def test_control_characters_do_not_hide_a_tag() -> None:
    many = " ".join(f"a{n}" for n in range(3_000))
    html = f"<html><body><script>a</scr\x00ipt><div {many}>text</div>{_FILL}"
    divs = Page(html, "https://example.com/a").tree.all("div")
    assert all(len(div.attrib) <= 1_000 for div in divs)
