"""What a field was chosen from: candidates of title, body and authors, and how they are told."""

from __future__ import annotations

import pytest

from wmcscraper.explain import choices
from wmcscraper.fields import authors, body, title
from wmcscraper.page import Page

URL = "https://ardennews.example/2025/03/04/mill"
STORY = (
    "<p>The mill of Arden Copper runs again after a winter of repairs, and the first trucks have "
    "left the gate with 4,500 tonnes of concentrate for the port, the company said on Tuesday.</p>"
    "<p>The frost had broken every conveyor of the plant, and it took the crew until the end of "
    "February to replace them, as the spare parts came by ship and the river was frozen.</p>"
)
HIDDEN = " ".join(f"Sentence {n} of a story that the page shows to its readers only." for n in "ab")


def page_of(inside: str, head: str = "") -> Page:
    site = '<meta property="og:site_name" content="Arden News">'
    return Page(f"<html><head>{site}{head}</head><body>{inside}</body></html>", URL)


HEADINGS = page_of(
    f"<h1>Arden mill restarts</h1><h1>Read more</h1>{STORY}",
    "<title>Arden mill restarts after the frost | Arden News</title>"
    '<meta name="twitter:title" content="Arden News">',
)
SCRIPTED = page_of(
    "<h1>Arden mill restarts</h1><p>Loading …</p>",
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Arden mill restarts",'
    f' "articleBody": "{HIDDEN * 5}"}}</script>',
)
SIGNED = page_of(
    f'<h1>Arden mill restarts</h1><p class="byline">By Jane Roe</p>{STORY}',
    '<meta name="author" content="Arden News">',
)


def test_titles_that_were_passed_over_are_candidates() -> None:
    found = title.candidates(HEADINGS)
    assert found[0] == title.extract(HEADINGS)
    told = {(t.text, t.origin): t for t in found}
    assert len(told) == len(found)
    assert set(told) == {
        ("Arden mill restarts", "h1"),
        ("Read more", "h1"),
        ("Arden mill restarts after the frost", "title"),
        ("Arden News", "twitter:title"),
    }
    assert told["Arden News", "twitter:title"].score == 0
    assert "site" in told["Arden News", "twitter:title"].evidence
    assert all(t.evidence and t.score <= found[0].score for t in found)


def test_a_page_without_any_title_has_no_candidate() -> None:
    assert title.candidates(page_of("")) == []


@pytest.mark.parametrize(
    ("page", "origins"), [(HEADINGS, ["density"]), (SCRIPTED, ["jsonld"]), (page_of(""), [])]
)
def test_the_first_body_is_the_one_that_is_taken(page: Page, origins: list[str]) -> None:
    headline = title.extract(page)
    found = body.candidates(page, headline)
    assert [text.origin for text in found][: len(origins)] == origins
    if origins:
        taken = body.extract(page, headline)
        assert (found[0].text, found[0].origin) == (taken.text, taken.origin)
        assert all(text.evidence for text in found)
    else:
        assert found == []


def test_text_of_structured_data_that_the_page_shows_too_is_a_candidate() -> None:
    told = " ".join(STORY.replace("<p>", "").split("</p>"))
    data = f'{{"@type": "NewsArticle", "articleBody": "{told}"}}'
    page = page_of(STORY, f'<script type="application/ld+json">{data}</script>')
    origins = [text.origin for text in body.candidates(page, title.extract(page))]
    assert origins[0] == "density"
    assert origins[-1] == "jsonld"


def test_authors_are_listed_with_the_likeliest_first() -> None:
    headline = title.extract(SIGNED)
    text = body.extract(SIGNED, headline)
    found = authors.candidates(SIGNED, headline, text)
    assert found[0] == authors.extract(SIGNED, headline, text)
    assert found[0].names == ["Jane Roe"]
    assert [(by.names, by.origin, by.people) for by in found if by.origin == "meta:author"] == [
        (["Arden News"], "meta:author", False)
    ]
    assert [by.score for by in found] == sorted((by.score for by in found), reverse=True)


@pytest.mark.parametrize("page", [HEADINGS, SCRIPTED, SIGNED])
def test_one_candidate_of_each_field_is_marked(page: Page) -> None:
    for name, listed in choices(page).items():
        assert [choice.chosen for choice in listed].count(True) == 1, name
        assert all(0 <= choice.score <= 1 for choice in listed)


def test_fields_without_a_candidate_are_left_out() -> None:
    assert list(choices(page_of(""))) == ["date"]  # that of the address
