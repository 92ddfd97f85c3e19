"""A page beyond all measure is read up to the limits, and what stands before them as always."""

from __future__ import annotations

import pytest

from wmcscraper import extract_article, extraction, limits, tree
from wmcscraper.extraction import extract
from wmcscraper.fields import dates, event_lists, events, images, links
from wmcscraper.page import Page

ORES = ("Lead", "Zinc", "Gold", "Iron", "Tin", "Coal", "Copper", "Nickel")
URL = "https://example.com/2024/05/17/mine-reopens"
SENTENCE = "The mill of Arden Copper runs again after a winter of repairs, said Ana Ruiz."
STORY = "".join(f"<p>{SENTENCE} It is {n} t a day now.</p>" for n in range(1, 9))


DEEPEST = 7


def page_of(inside: str) -> str:
    return f"<html><body><h1>Mine reopens</h1><article>{inside}</article></body></html>"


@pytest.mark.parametrize("inside", ["<div><p>one<b>two</b></p>tail", "<svg><g/></svg>", "<br>" * 9])
@pytest.mark.parametrize("most", range(1, 9))
def test_every_element_before_the_limit_has_its_end(monkeypatch, inside, most):
    monkeypatch.setattr(tree, "MOST_ELEMENTS", most)
    page = Page(page_of(inside), URL)
    open_elements = []
    for element, _, attributes, _ in page.tree.steps:
        if attributes is not None:
            open_elements.append(element)
        else:
            assert open_elements.pop() is element
    assert open_elements == []
    assert len(page.tree.steps) <= 2 * most + DEEPEST
    assert page.layout[0]


def test_elements_behind_the_limit_are_left_out(monkeypatch):
    whole = extract_article(page_of(STORY), URL)
    monkeypatch.setattr(tree, "MOST_ELEMENTS", 20)
    paragraphs = extract_article(page_of(STORY * 20), URL).body.split("\n\n")
    assert 5 < len(paragraphs) < 20
    assert paragraphs[:5] == whole.body.split("\n\n")[:5]


def test_figures_and_quotes_are_read_up_to_the_limit(monkeypatch):
    whole = extract_article(page_of(STORY), URL)
    monkeypatch.setattr(limits, "MOST_TEXT", 300)
    cut = extract_article(page_of(STORY), URL)
    assert cut.body == whole.body
    assert 0 < len(cut.figures) < len(whole.figures)
    assert cut.figures == whole.figures[: len(cut.figures)]


@pytest.mark.parametrize(
    ("text", "read"),
    [("a\n\nb", "a\n\nb"), ("a\n\nbb\n\ncccc", "a\n\nbb"), ("abcdefghi", "abcdefg")],
)
def test_text_is_cut_between_paragraphs(monkeypatch, text, read):
    monkeypatch.setattr(limits, "MOST_TEXT", 7)
    assert limits.cut_text(text) == read


@pytest.mark.parametrize(
    ("module", "name", "piece", "field"),
    [
        (
            links,
            "MOST_LINKS",
            '<p>See <a href="/report-{n}.pdf">report {n}</a> of it.</p>',
            "links",
        ),
        (images, "MOST_PICTURES", '<img src="/i{n}.jpg" width="900" height="600">', "images"),
    ],
)
def test_links_and_pictures_up_to_the_limit(monkeypatch, module, name, piece, field):
    html = page_of(STORY + "".join(piece.format(n=n) for n in range(9)) + STORY)
    whole = getattr(extract_article(html, URL), field)
    assert len(whole) == 9
    monkeypatch.setattr(module, name, 4)
    assert getattr(extract_article(html, URL), field) == whole[:4]


@pytest.mark.parametrize("holder", ["[{}]", '{{"@graph": [{}]}}'])
def test_structured_data_up_to_the_limit(monkeypatch, holder):
    things = ",".join(f'{{"@type": "Thing", "name": "{n}"}}' for n in range(9))
    html = f'<body><script type="application/ld+json">{holder.format(things)}</script>'
    html += "<p itemscope itemtype='https://schema.org/Thing'><b itemprop=name>x</b></p>" * 9
    page = Page(html, URL)
    nodes, items = page.jsonld, page.microdata
    assert len(nodes) == len(items) == 9
    monkeypatch.setattr("wmcscraper.page.MOST_NODES", 4)
    cut = Page(html, URL)
    assert (cut.jsonld, cut.microdata) == (nodes[:4], items[:4])


def test_events_up_to_the_limit(monkeypatch):
    names = [f"{place} {ore}" for place in ("Oslo", "Kiruna") for ore in ORES]
    html = page_of(
        "".join(
            f"<li><h4>{name} Congress</h4><p>{n + 1} May 2031</p><p>Lima, Peru</p></li>"
            for n, name in enumerate(names)
        )
        + "".join(
            f"<p>The {name} Forum will be held in Lima, Peru, on {n + 9} May 2031.</p>"
            for n, name in enumerate(names)
        )
    )
    assert len(extract(Page(html, URL)).events) == 32
    monkeypatch.setattr(events, "MOST_STATEMENTS", 2)
    assert len(extract(Page(html, URL)).events) == 18
    monkeypatch.setattr(event_lists, "MOST_EVENT_LINES", 0)
    assert 0 < len(extract(Page(html, URL)).events) < 16


def test_days_up_to_the_limit(monkeypatch):
    head = '<meta property="article:published_time" content="2024-05-17T08:00:00+02:00">'
    times = "".join(f"<time datetime='2024-03-{n:02}'>{n} March</time>" for n in range(1, 29))
    monkeypatch.setattr(dates, "MOST_DAYS", 1)
    assert extract_article(head + page_of(times + STORY), URL).date == "2024-05-17T08:00:00+02:00"


def test_extraction_reads_text_through_the_limit():
    assert extraction.cut_text is limits.cut_text


def test_days_of_the_week_are_counted_up_to_the_limit(monkeypatch):
    head = '<meta property="article:published_time" content="2024-05-17T08:00:00+02:00">'
    hearing = "<p>A public hearing on the mill will be held in Oslo on Thursday.</p>"
    html = head + page_of(STORY + hearing)
    assert [event.start_date for event in extract(Page(html, URL)).events] == ["2024-05-23"]
    monkeypatch.setattr(events, "MOST_STORY", 50)
    assert not any(event.start_date for event in extract(Page(html, URL)).events)


def test_titles_and_headings_up_to_the_limit(monkeypatch):
    for module in ("title", "site_names"):
        monkeypatch.setattr(f"wmcscraper.fields.{module}.MOST_TITLE", 12)
    html = f"<title>Mine reopens again and again</title>{page_of(STORY)}"
    long = html.replace("<h1>Mine reopens</h1>", "<h1>Mine reopens again and again</h1>")
    assert extract_article(long, URL).title == "Mine reopens"
    assert extract_article(html.replace("<h1>Mine reopens</h1>", ""), URL).title == "Mine reopens"
