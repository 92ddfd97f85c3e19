"""The sample site itself: up to date, whole, and in agreement with its expected content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest

from tests.sample_site import CONTENT, EXPECTED, SITE
from tests.sample_site.build import SEED, all_files
from tests.site_server import Request, folder_lookup

SEED_TEXT = CONTENT / "seed.txt"
ARTICLES: list[dict[str, Any]] = json.loads((EXPECTED / "articles.json").read_text("utf-8"))
OTHER_PAGES: dict[str, str] = json.loads((EXPECTED / "other_pages.json").read_text("utf-8"))
IDS = [article["path"] for article in ARTICLES]


def file_of(path: str) -> Path:
    return SITE / path.strip("/") / "index.html"


def text_of(path: str) -> str:
    html = re.sub(r"[\x00-\x08\x0b-\x1f]", "", file_of(path).read_text("utf-8"))
    return " ".join(lxml.html.fromstring(html).text_content().split())


def test_committed_files_are_what_the_content_makes() -> None:
    made = all_files()
    found = {path for root in (SITE, EXPECTED) for path in root.rglob("*") if path.is_file()}
    assert found == set(made), "run python -m tests.sample_site"
    stale = [path for path, data in made.items() if path.read_bytes() != data]
    assert not stale, "run python -m tests.sample_site"


def test_the_site_is_what_was_asked_for() -> None:
    assert len(ARTICLES) >= 25
    assert len(json.loads((EXPECTED / "events.json").read_text("utf-8"))) == 6
    assert sum(1 for article in ARTICLES if article["duplicate_of"]) == 1
    assert sum(len(article["also_at"]) for article in ARTICLES) == 2
    assert not {article["path"] for article in ARTICLES} & set(OTHER_PAGES)
    for page in SITE.rglob("index.html"):
        path = f"/{page.parent.relative_to(SITE)}/".replace("/./", "/")
        also = [other for article in ARTICLES for other in article["also_at"]]
        assert path in IDS or path in OTHER_PAGES or path in also


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_page_states_what_is_expected_of_it(article: dict[str, Any]) -> None:
    text = text_of(article["path"])
    body = "\n\n".join(article["body"])
    for words in (article["title"], article["date_raw"], *article["authors"], *article["body"]):
        assert " ".join(words.split()) in text
    for found in article["quotes"] + article["figures"]:
        assert found["text"] in body
    for quote in article["quotes"]:
        assert quote["speaker"].split()[-1] in body
        assert not quote["role"] or quote["role"].lower() in body.lower()
    for image in article["images"]:
        assert (SITE / image["url"].strip("/")).is_file()
        assert (image["caption"] or "") in text
        assert (image["credit"] or "") in text


def links() -> Iterator[tuple[str, str]]:
    for page in SITE.rglob("*.html"):
        html = page.read_bytes().replace(b"\0", b"")
        for element, _, url, _ in lxml.html.document_fromstring(html).iterlinks():
            if element.get("rel") != "canonical" and not urlsplit(url).scheme:
                yield str(page.relative_to(SITE)), url


def test_links_inside_lead_somewhere_but_for_the_dead_ones() -> None:
    lookup = folder_lookup(SITE)
    answers = {
        url: lookup(Request("GET", urlsplit(url).path, "", "http://x")).status for _, url in links()
    }
    dead = {url for url, status in answers.items() if status >= 400}
    assert dead == {"/a-page-that-never-was/", "/withdrawn-story/"}


def test_seed_page_has_exactly_the_seed_text() -> None:
    tree = lxml.html.fromstring(file_of(f"/{SEED}/").read_text("utf-8"))
    for element in tree.xpath("//head|//header|//footer"):
        element.drop_tree()
    assert tree.text_content().split() == SEED_TEXT.read_text("utf-8").split()
