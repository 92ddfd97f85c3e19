"""What stands amid a story, in parts whose names tell nothing: whether it is the story's."""

from __future__ import annotations

import json

import pytest

from wmcscraper.fields import body, title
from wmcscraper.page import Page

STORY = [
    f"Part {n} of the account of the Osten mine tells how {n} hundred metres of shaft were sunk, "
    "lined and equipped in a single winter, while the crews above ground built the new mill."
    for n in range(1, 9)
]
CAPTION = "Ada Lind and her crew stand at the head of the shaft on the morning of the first blast."
FORM = "All that happens in the pits of the north, every Friday, free of charge and of obligation."
QUOTE = "“We did not believe that we would reach it before the spring, and then we simply did.”"


def read(inner: list[str], head: str = "") -> list[str]:
    html = f"<html><head>{head}</head><body><h1>Osten mine raises its first ore</h1>"
    page = Page(f"{html}<div class=q1>{''.join(inner)}</div>", "https://example.org/news/story")
    return body.extract(page, title.extract(page)).text.split("\n\n")


def paragraphs() -> list[str]:
    return [f"<p>{text}</p>" for text in STORY]


def amid(*boxes: str) -> list[str]:
    """The story with a box before its last paragraphs."""
    return [*paragraphs()[:5], *boxes, *paragraphs()[5:]]


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=q7><div class=q8>{FORM}</div></div>",
        f"<div class=q7><img src=a.jpg><div class=q8>{CAPTION}</div><div>J. Roe</div></div>",
        f"<section><div class=q8><p>{FORM}</p></div></section>",
    ],
)
def test_prose_in_a_part_of_its_own_amid_the_story_is_beside_it(box):
    assert read(amid(box)) == STORY


def test_captions_in_boxes_of_one_make_are_beside_the_story_however_many():
    boxes = [
        f"<div class=q7><img src={n}.jpg><div class=q8>{CAPTION[:30]} in {n}.</div></div>"
        for n in range(4)
    ]
    parts = [part for pair in zip(paragraphs(), boxes * 2, strict=True) for part in pair]
    assert read([*parts[:8], *parts[8::2]]) == STORY


def test_a_quotation_set_apart_is_the_story_s():
    box = f"<div class=q7><blockquote class=q8><p>{QUOTE}</p></blockquote></div>"
    assert read(amid(box)) == [*STORY[:5], QUOTE, *STORY[5:]]


@pytest.mark.parametrize("is_told", [True, False])
def test_structured_data_bear_witness(is_told):
    """A paragraph in a part of its own is the story's if they have it, and not otherwise."""
    apart = f"{QUOTE} said Ada Lind of Osten Works, who had waited."
    told = "\n".join(STORY + [apart] * is_told)
    data = json.dumps({"@type": "NewsArticle", "articleBody": told})
    head = f'<script type="application/ld+json">{data}</script>'
    box = f"<section class=q7><div class=q8>{apart}</div></section>"
    kept = [apart] if is_told else []
    assert read(amid(box), head) == [*STORY[:5], *kept, *STORY[5:]]


def test_structured_data_of_another_text_bear_no_witness():
    data = json.dumps(
        {"@type": "NewsArticle", "articleBody": "A summary of the year at Osten. " * 9}
    )
    head = f'<script type="application/ld+json">{data}</script>'
    assert read(paragraphs(), head) == STORY


def test_a_heading_of_links_in_a_box_amid_the_story_does_not_end_it():
    links = "".join(f"<li><a href=/{n}>Another story of mine number {n}</a></li>" for n in range(3))
    box = f"<div class=q7><h3>Most read</h3><ul>{links}</ul></div>"
    assert read([*paragraphs()[:7], box, *paragraphs()[7:]]) == STORY


def test_parts_of_one_make_are_one_text_where_a_heading_may_end_it():
    """The first part is short; those that follow are of its make, so the story goes on in them."""
    box = (
        "<div class=q7><h3>Most read</h3><a href=/1>Another story of a mine in the north</a></div>"
    )
    parts = [f"<section class=q9><p>{text}</p></section>" for text in STORY]
    assert read([*parts[:4], box, *parts[4:]]) == STORY


def test_parts_without_names_at_one_place_in_the_tree_are_one_text():
    """A site's grid cuts the story into chunks, and links stand between them."""
    links = "".join(f"<a href=/{n}>Another story of mine number {n}</a><br>" for n in range(4))
    chunks = [
        f"<div><div><p>{STORY[n]}</p><p>{STORY[n + 1]}</p></div></div><div>{links}</div>"
        for n in range(0, 8, 2)
    ]
    assert read([f"<section>{''.join(chunks)}</section>"]) == STORY
