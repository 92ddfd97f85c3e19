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
