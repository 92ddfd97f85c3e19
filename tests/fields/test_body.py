"""The story's text, on one invented page for each way that pages lay their text out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from wmcscraper.fields import body, title
from wmcscraper.fields.body import Body
from wmcscraper.page import Page

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
WORD = re.compile(r"\w+")
# The quality that no change may lower unseen: mean over the pages of each page's own word F1.
FLOOR = 0.995


def read(html: str | bytes) -> Body:
    page = Page(html, "https://example.org/news/story")
    return body.extract(page, title.extract(page))


def golden(path: Path) -> str:
    return path.with_suffix(".txt").read_text("utf-8").strip()


def f1(want: str, got: str) -> float:
    """Word F1 of two texts."""
    wanted, found = Counter(WORD.findall(want)), Counter(WORD.findall(got))
    hit = (wanted & found).total()
    return 2 * hit / max(1, wanted.total() + found.total())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_layout_gives_its_text(path):
    assert read(path.read_bytes()).text == golden(path)


def test_quality_stays_above_its_floor():
    scores = [f1(golden(path), read(path.read_bytes()).text) for path in PAGES]
    assert sum(scores) / len(scores) >= FLOOR


def test_blocks_keep_their_kind_and_element():
    path = next(path for path in PAGES if path.stem == "lists_and_tables")
    found = read(path.read_bytes())
    kinds = [block.kind for block in found.blocks]
    assert kinds == [
        *("paragraph", "paragraph", "item", "item"),
        *("table", "table", "table", "quote", "paragraph"),
    ]
    assert found.root is not None
    inside = set(found.root.iter())
    assert all(block.element in inside for block in found.blocks)


def test_subheadings_are_headings():
    path = next(path for path in PAGES if path.stem == "block_theme")
    found = [block.text for block in read(path.read_bytes()).blocks if block.kind == "heading"]
    assert found == ["Quiet nights", "What comes next"]


def test_text_from_metadata_has_no_element():
    path = next(path for path in PAGES if path.stem == "only_structured_data")
    found = read(path.read_bytes())
    assert found.origin == "jsonld"
    assert found.root is None
    assert all(block.element is None for block in found.blocks)


LISTING = "<h1>News</h1>" + "".join(
    f'<div class="item"><h3><a href="/{n}">The {n}th headline of a story elsewhere</a></h3>'
    f"<p>The first words of story {n}, which goes on at some length elsewhere and…</p></div>"
    for n in range(8)
)
NAVIGATION = (
    "<ul>" + "".join(f'<li><a href="/{n}">Part {n} of us</a></li>' for n in range(40)) + "</ul>"
)


@pytest.mark.parametrize("html", [LISTING, NAVIGATION, "", "<html></html>", "<p>Hello</p>"])
def test_a_page_without_a_story_is_not_taken_for_one(html):
    assert read(html).score < 0.5


def test_a_story_scores_higher_than_a_listing():
    stories = [read(path.read_bytes()) for path in PAGES]
    assert min(s.score for s in stories if len(s.text) > 300) > read(LISTING).score


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: The shaft that would not close",
        "Image 2 of 5",
        "Source image",
        "Source of feature image: Example Mill official webpage.",
        "The mill at dusk. Source: Photo by Jo Quill on Unsplash",
        "Follow us on Facebook",
        "Foto: Jo Quill",
        "Czytaj także: Miedź drożeje",
    ],
)
def test_lines_that_are_no_part_of_the_story_are_left_out(line):
    story = "The mill has run on the power of the river since Monday, and it will run on."
    more = "In the dry season, its engines will still be needed for some thirty days."
    html = f"<article><h1>Mill</h1><p>{story}</p><p>{line}</p><p>{more}</p></article>"
    assert [block.text for block in read(html).blocks] == [story, more]


def test_control_characters_leave_the_text_after_them():
    html = "<p>The mill\x01 has run\x00 on&#1; river&#x0; power since May,\x1f and it runs on.</p>"
    assert read(html).text == "The mill has run on river power since May, and it runs on."


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 30_000 + "<p>Deep down, there is a sentence that is long enough to be read.</p>",
        "<span>" * 5_000 + "The text stands in the middle of spans, and it is a sentence.",
        "<table><tr><td>" * 3_000 + "<p>A sentence in a table within tables, and so on.</p>",
        "<br>" * 20_000 + "The text stands below a tower of breaks, and it is a sentence.",
        "&foo; <p>An entity that HTML does not know, &bar; here, is shown as it is written.</p>",
        "<?php echo 1 ?><!-- x --><p>A sentence beside instructions for another machine.</p>",
    ],
)
def test_hopeless_markup_neither_breaks_nor_hides_the_text(html):
    assert "sentence" in read(html).text or "entity" in read(html).text


PARAGRAPHS = [
    "The Osten mine has raised its first ore from the deep level, the owner said on Monday. "
    "Miners had worked on the shaft for four years, in three shifts and without a day of rest.",
    "Twelve trucks a day now take the ore to the mill by the lake, where it is crushed and dried. "
    "A second mill is being built beside it and will start after the thaw, in the late spring.",
    "“We waited long for this day, and so did the town around us,” the manager of the mine said. "
    "Her crew had to grout the shaft three times before the water stayed out of it for good.",
    "The owner wants to hire forty people.",
]


def test_bare_parts_of_one_parent_are_one_story():
    inner = "".join(f"<div>{text}</div>" for text in PARAGRAPHS)
    found = read(f"<h3>Osten mine raises its first ore</h3><section>{inner}</section>")
    assert found.text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("indent", ["&nbsp;&nbsp;&nbsp;&nbsp;", "&nbsp; &nbsp; ", "&emsp;&emsp;"])
def test_an_indent_after_a_line_break_begins_a_paragraph(indent):
    inner = "<BR>\n".join(indent + text for text in PARAGRAPHS)
    found = read(f"<TABLE><TR><TD><FONT SIZE=2>{inner}</FONT></TD></TR></TABLE>")
    assert found.text.split("\n\n") == PARAGRAPHS


def test_a_line_break_alone_begins_none():
    found = read(f"<div>{'<br>'.join(PARAGRAPHS)}</div>")
    assert found.text.split("\n\n") == [" ".join(PARAGRAPHS)]


@pytest.mark.parametrize("caption", ["The deep level", "The deep level, seen from the cage."])
def test_a_small_table_with_a_picture_is_its_frame(caption):
    frame = (
        "<TABLE ALIGN=right><TR><TD><IMG SRC=a.jpg></TD></TR>"
        f"<TR><TD><FONT SIZE=1>{caption}</FONT></TD></TR></TABLE>"
    )
    inner = "<BR><BR>".join(PARAGRAPHS)
    found = read(f"<TABLE><TR><TD><FONT SIZE=2>{frame}{inner}</FONT></TD></TR></TABLE>")
    assert found.text.split("\n\n") == PARAGRAPHS


def test_a_small_table_of_data_with_a_picture_is_no_frame():
    rows = "".join(f"<tr><td>Level {n}</td><td>{n * 90} m</td></tr>" for n in range(1, 5))
    table = f"<table><tr><td><img src=icon.gif>Level</td><td>Depth</td></tr>{rows}</table>"
    inner = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    found = read(
        f"<h1>Osten mine raises its first ore</h1><div>{inner}{table}"
        "<p>It was the third such shaft.</p></div>"
    )
    assert "Level 4 | 360 m" in found.text


def test_a_signed_quotation_set_apart_belongs_to_the_story():
    words = "“Nobody believed that we would reach it.” — Ada Lind, Osten Works Council"
    inner = [f"<p>{PARAGRAPHS[0]}</p>", f"<div>{words}</div>"]
    inner += [f"<p>{text}</p>" for text in PARAGRAPHS[1:]]
    found = read(f"<h3>Osten mine raises its first ore</h3><section>{''.join(inner)}</section>")
    assert words in found.text.split("\n\n")


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html><title>Osten mine</title><main><h1>Osten mine</h1>{}</main>",
        "<title>Osten mine</title><header>Osten News</header><article>{}</article>",
        "<html><head><title>Osten mine</title><link rel=icon href=/i><section>{}</section></html>",
    ],
)
def test_a_page_without_a_body_tag_keeps_its_text(html):
    inner = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert read(html.format(inner)).text.split("\n\n") == PARAGRAPHS


def test_the_story_is_what_follows_the_headline_not_a_longer_notice_below():
    story = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    links = "<li><a href=/a>Another story of this day</a></li>" * 30
    notice = "".join(
        f"<p>We and our partners keep what you read on device {n}, so that what is offered to you "
        "fits what you like. You can object to it, and the reasons for it are told here.</p>"
        for n in range(4)
    )
    html = (
        f"<h1>Osten mine raises its first ore</h1><div><div>{story}</div><ul>{links}</ul></div>"
        f"<div><div><h2>What we keep</h2>{notice}</div></div>"
    )
    assert read(html).text.split("\n\n") == PARAGRAPHS


def test_a_notice_beside_a_story_told_as_a_list_is_not_the_story():
    winners = [f"Mine of the year, class {n}: Osten, shaft {n}" for n in range(1, 21)]
    html = (
        "<h1>Winners</h1><div class=article-body><ul>"
        + "".join(f"<li>{line}</li>" for line in winners)
        + "</ul></div><p>Only those who have an account may write here, so please open one.</p>"
    )
    assert read(html).text.split("\n\n") == winners


@pytest.mark.parametrize("tag", ["main", "article"])
def test_a_notice_outside_of_the_main_part_is_not_the_story(tag):
    story = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    notice = "".join(
        f"<p>We and our partners keep what you read on device {n}, so that what is offered to you "
        "fits what you like. You can object to it, and the reasons for it are told here.</p>"
        for n in range(3)
    )
    below = f"<div class=q1><div class=q2>{notice}</div></div>"
    html = f"<h1>Osten mine raises its first ore</h1><{tag}><div>{story}</div></{tag}>{below}"
    assert read(f"<body>{html}</body>").text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("tag", ["i", "em"])
def test_a_writer_in_the_first_line_is_no_text(tag):
    inner = "<br><br>".join(PARAGRAPHS)
    found = read(f"<h1>Osten raises ore</h1><div><{tag}>Ada Lind</{tag}><br>{inner}</div>")
    assert found.text.split("\n\n") == PARAGRAPHS


def test_words_in_bold_at_the_start_of_a_paragraph_stay_with_it():
    rest = "<br><br>".join(PARAGRAPHS[2:])
    inner = f"<b>Osten, 3 May</b> – {PARAGRAPHS[0]}<br>{PARAGRAPHS[1]}<br><br>{rest}"
    found = read(f"<h1>Osten raises ore</h1><div>{inner}</div>")
    first = f"Osten, 3 May – {PARAGRAPHS[0]} {PARAGRAPHS[1]}"
    assert found.text.split("\n\n") == [first, *PARAGRAPHS[2:]]
