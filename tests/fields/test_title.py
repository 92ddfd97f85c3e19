"""The headline, among the site's name, kickers, dates and other headings."""

from __future__ import annotations

import pytest

from wmcscraper.fields import title
from wmcscraper.fields.title import Title
from wmcscraper.page import Page

TIN = "Tin returns to Pellworth after a generation"


def read(html: str) -> Title:
    return title.extract(Page(html, "https://www.ore-courier.example/news/tin"))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f"<h1>{TIN}</h1>"),
        (f"<title>{TIN} | Ore Courier</title>", ""),
        (f"<title>{TIN} - Ore Courier</title>", f"<h1>{TIN}</h1>"),
        (f"<title>Ore Courier: news</title><meta property=og:title content='{TIN}'>", ""),
        (f"<title>{TIN} | Ore Courier</title>", f"<h1>Ore Courier</h1><h2>{TIN}</h2>"),
        (f"<title>{TIN}</title>", f"<h1>24th January 2025</h1><p><b>{TIN}</b></p>"),
        (f"<title>{TIN}</title>", f"<h1>Log in</h1><div><h1>{TIN}</h1></div>"),
        (f"<title>{TIN}</title>", f"<h1>Mining {TIN}</h1>"),
        (f"<title>{TIN}</title>", f"<h1><span>24 May 2025</span> {TIN}</h1>"),
        (f"<title>{TIN} » Ore Courier</title>", f"<font size=5>{TIN}</font>"),
        ("<title>Ore Courier</title>", f"<nav><h2>Menu</h2></nav><h2>{TIN}</h2>"),
        (
            "<meta property=og:site_name content='Ore Courier'>",
            f"<h1>Ore Courier</h1><h1>{TIN}</h1>",
        ),
    ],
)
def test_finds_the_headline(head, body):
    found = read(f"<html><head>{head}</head><body>{body}<p>Text of the story.</p></body></html>")
    assert found.text == TIN
    assert found.score > 0


@pytest.mark.parametrize("head", ["<title>Ore</title>", "<title>News</title>", ""])
def test_a_bold_line_above_the_text_is_the_headline_where_nothing_else_is(head):
    text = (
        "The mill has run on the power of the river since Monday, and the old engines stand still."
    )
    found = read(
        f"{head}<div><a href='/'>Ore</a> <a href='/n'>News</a></div><p><b>{TIN}</b></p>"
        f"<p><small>22 March 2026</small></p><p>{text}</p><h3>What comes next</h3><p>{text}</p>"
    )
    assert found.text == TIN


def test_a_shown_headline_has_its_element():
    found = read(f"<title>{TIN} | Ore Courier</title><p><b>{TIN}</b><br><br>22 March</p>")
    assert found.element is not None
    assert found.element.tag == "b"


def test_a_heading_in_two_lines_is_joined_as_metadata_join_it():
    found = read(
        "<meta property=og:title content='Copper: Prices rise for the third month'>"
        "<h1><span>Copper</span><br>Prices rise for the third month</h1>"
    )
    assert found.text == "Copper: Prices rise for the third month"


def test_a_title_cut_short_by_metadata_is_taken_from_the_page():
    found = read(f"<meta property=og:title content='{TIN[:20]}…'><h1>{TIN}</h1>")
    assert found.text == TIN


def test_a_dash_in_the_headline_is_not_a_separator_of_the_site():
    text = "Peru - a country of copper - looks ahead"
    assert read(f"<title>{text} - Ore Courier</title>").text == text


@pytest.mark.parametrize("html", ["", "<p>Only text</p>", "<h1></h1><title> </title>"])
def test_no_headline(html):
    assert read(html) == Title(None)


@pytest.mark.parametrize(
    "sign",
    [
        "<img src=logo.gif alt='North Sea Ore Society'>",
        "<p>Copyright &copy; 2003-2026 North Sea Ore Society. All rights reserved.</p>",
        "<p>(c) North Sea Ore Society</p>",
    ],
)
def test_one_title_for_the_whole_site_is_its_name(sign):
    story = "The smelter by the harbour has poured its first tin in forty years, its owner said. "
    found = read(
        f"<title>:: North Sea Ore Society ::</title>{sign}<table><tr><td><font size=4><b>{TIN}</b>"
        f"</font></td></tr><tr><td>{story * 2}</td></tr></table>"
    )
    assert found.text == TIN


JSONLD = '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{}"}}</script>'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        # og:title alone in other words than <title>, JSON-LD and heading was written by hand
        (
            "<meta property=og:title content='Tin is back where it began'>"
            + JSONLD.format("Pellworth tin: mine restarts") + "<title>Pellworth tin: mine restarts"
            " | Ore Courier</title>",
            "<h1>Pellworth tin: mine restarts</h1>",
            "Pellworth tin: mine restarts",  # no word in common: another page's
        ),
        (
            "<meta property=og:title content='Pellworth gets its tin mine back after all'>"
            + JSONLD.format("Pellworth tin: restart") + "<title>Pellworth tin: restart</title>",
            "<h1>Pellworth tin: restart</h1>",
            "Pellworth gets its tin mine back after all",
        ),
        (
            f"<meta property=og:title content='{TIN} - the whole story'>"
            + JSONLD.format(TIN) + f"<title>{TIN}</title>",
            f"<h1>{TIN}</h1>",
            TIN,  # the same words and more
        ),
        # a kicker is cut off where one title does without it
        (
            f"<meta property=og:title content='Opinion | {TIN}'>" + JSONLD.format(TIN),
            f"<h1><span>Opinion</span> {TIN}</h1>",
            TIN,
        ),
        (
            f"<meta property=og:title content='Tin: {TIN}'>" + JSONLD.format(TIN),
            f"<h1>Tin: {TIN}</h1>",
            f"Tin: {TIN}",
        ),
        # two lines of a heading, as metadata join them; case is the heading's
        (
            f"<meta property=og:title content='Mining: {TIN}'>",
            f"<h1><b>Mining</b>{TIN}<i>:</i></h1>",
            f"Mining: {TIN}",
        ),
        (f"<title>{TIN.title()}</title>", f"<h1>{TIN}</h1>", TIN),
    ],
)  # fmt: skip
def test_which_title_is_meant(head, body, expected):
    assert read(f"<head>{head}</head><body>{body}</body>").text == expected


def test_deep_and_wide_pages_are_read():
    deep = "".join(f"<div><img src=/{i}.jpg>{TIN}" for i in range(3000))
    assert read(f"<title>{TIN}</title>{deep}").text == TIN
    nested = "".join(f"<a href=/><span><img src=/{i}.jpg>" for i in range(3000))
    assert read(f"<title>{TIN}</title><h1>{nested}</h1>").text == TIN
