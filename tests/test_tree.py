"""The kept walk over a page's elements."""

from __future__ import annotations

from wmcscraper.page import Page

HTML = (
    "<html><body><p class=lead>One <!-- hidden --><b>two</b> three</p>"
    "<svg class=icon><title>Icon</title><path d='M0'/></svg>tail"
    "<script id=s>var x = 1;</script><a href='/x'>four</a></body></html>"
)


def steps() -> list[tuple[str, dict[str, str] | None, str | None]]:
    page = Page(HTML, "https://example.com/")
    return [(tag, attributes, text) for _, tag, attributes, text in page.tree.steps]


def test_texts_stand_in_order_and_comments_do_not() -> None:
    shown = [text for _, _, text in steps() if text]
    assert shown == ["One ", "two", " three", "tail", "four"]


def test_starts_have_attributes_and_ends_have_none() -> None:
    assert [a for tag, a, _ in steps() if tag == "p"] == [{"class": "lead"}, None]


def test_drawings_and_scripts_are_there_without_what_is_in_them() -> None:
    tags = [tag for tag, attributes, _ in steps() if attributes is not None]
    assert tags == ["html", "body", "p", "b", "svg", "script", "a"]


def test_elements_by_tag_in_order() -> None:
    tree = Page("<p>1<p>2<div><p>3", "https://example.com/").tree
    assert [element.text for element in tree.all("p")] == ["1", "2", "3"]
    assert tree.all("table") == []
