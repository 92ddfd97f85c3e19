"""Pages whose attributes hold nothing but white space."""

from __future__ import annotations

from wmcscraper.extraction import extract_article
from wmcscraper.page import Page

TEXT = "The mill of Arden Copper runs again after a winter of repairs, and the first trucks go. "


def test_a_blank_class_is_no_class():
    blank = Page(f'<div class="  "><p class="&#9;">{TEXT}</p></div>', "https://a.example/x")
    none = Page(f"<div><p>{TEXT}</p></div>", "https://a.example/x")
    assert [node.make for node in blank.layout[0]] == [node.make for node in none.layout[0]]


def test_a_story_between_blank_names_is_read():
    parts = f'<div class=" " id=" "><p class=" ">{TEXT * 2}</p></div>' * 4
    html = f"<h1 class=' '>Arden restarts its mill</h1>{parts}<div class=' '>Related</div>"
    assert TEXT.strip() in extract_article(html, "https://a.example/x").body
