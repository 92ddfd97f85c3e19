"""The main job on the sample site: the database against the truth written beside the pages."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import Crawled, rows

EXPECTED = Path(__file__).parent / "fixtures" / "expected"
ARTICLES: list[dict[str, Any]] = json.loads((EXPECTED / "articles.json").read_text("utf-8"))
EVENTS: list[dict[str, Any]] = json.loads((EXPECTED / "events.json").read_text("utf-8"))
OTHERS: dict[str, str] = json.loads((EXPECTED / "other_pages.json").read_text("utf-8"))


# Share of the figures that are right, F1; raised where extraction gets better, never lowered.
FIGURE_FLOORS = {"quantity": 0.96, "bound": 0.96, "period": 0.93, "subject": 0.6}


def stored(crawled: Crawled, path: str) -> dict[str, Any]:
    """The row of the article at ``path``."""
    found = rows(
        crawled.database, "SELECT * FROM articles WHERE url = ?", f"{crawled.base_url}{path}"
    )
    assert found, f"{path} is not stored"
    return dict(found[0])


def children(crawled: Crawled, table: str, path: str) -> list[dict[str, Any]]:
    article = stored(crawled, path)
    query = f"SELECT * FROM {table} WHERE article_id = ? ORDER BY position"
    return [dict(row) for row in rows(crawled.database, query, article["id"])]


def by_path(article: dict[str, Any]) -> str:
    return str(article["path"])


def of(article: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: article[name] for name in names}


def path_of(url: str) -> str:
    return urlsplit(url).path


def test_the_run_did_its_job(crawled):
    assert crawled.status == 0, crawled.output
    assert "Traceback" not in crawled.output
    assert "Deprecat" not in crawled.output
    run = dict(rows(crawled.database, "SELECT * FROM crawls")[0])
    assert of(run, "spider", "reason", "errors") == {
        "spider": "wmc_news",
        "reason": "finished",
        "errors": 0,
    }
    assert run["new"] + run["duplicates"] == len(ARTICLES)


def test_every_article_and_no_other_page_is_stored(crawled):
    found = {path_of(row["url"]) for row in rows(crawled.database, "SELECT url FROM articles")}
    assert found == {article["path"] for article in ARTICLES}


def test_pages_that_are_no_article_are_known_as_such(crawled):
    query = "SELECT url, kind, article_id FROM pages WHERE fetched NOT NULL"
    known = {path_of(row["url"]): row for row in rows(crawled.database, query)}
    for path in OTHERS.keys() & known.keys():
        assert known[path]["kind"] != "article", path
        assert known[path]["article_id"] is None, path


@pytest.mark.parametrize("article", ARTICLES, ids=by_path)
class TestArticle:
    """One article, field by field."""

    def test_title_and_date(self, crawled, article):
        names = ("title", "date", "date_precision", "date_raw")
        assert of(stored(crawled, article["path"]), *names) == of(article, *names)

    def test_body(self, crawled, article):
        assert stored(crawled, article["path"])["body"].split("\n\n") == article["body"]

    def test_authors_and_tags(self, crawled, article):
        row = stored(crawled, article["path"])
        assert json.loads(row["authors"]) == article["authors"]
        assert sorted(json.loads(row["tags"])) == sorted(article["tags"])

    def test_quotes(self, crawled, article):
        names = ("text", "speaker", "role")
        found = [of(row, *names) for row in children(crawled, "quotes", article["path"])]
        assert found == [of(quote, *names) for quote in article["quotes"]]

    def test_offsets_point_at_the_words(self, crawled, article):
        body = stored(crawled, article["path"])["body"]
        for table in ("quotes", "figures"):
            for row in children(crawled, table, article["path"]):
                assert body[row["start_char"] : row["end_char"]] == row["text"]

    def test_images(self, crawled, article):
        names = ("caption", "credit", "alt")
        found = [
            {"url": path_of(row["url"]), **of(row, *names)}
            for row in children(crawled, "images", article["path"])
        ]
        assert found == [of(image, "url", *names) for image in article["images"]]

    def test_related_links(self, crawled, article):
        found = [
            {"url": path_of(row["url"]), "date": row["date"], "title": row["text"]}
            for row in children(crawled, "links", article["path"])
            if row["kind"] == "related"
        ]
        wanted = [of(link, "url", "date", "title") for link in article["links"]["related"]]
        assert sorted(found, key=str) == sorted(wanted, key=str)

    @pytest.mark.parametrize("kind", ["source", "document"])
    def test_other_links(self, crawled, article, kind):
        found = {
            row["url"].removeprefix(crawled.base_url)
            for row in children(crawled, "links", article["path"])
            if row["kind"] == kind
        }
        assert found == {link["url"] for link in article["links"][kind]}

    def test_copies_are_marked(self, crawled, article):
        original = stored(crawled, article["path"])["duplicate_of"]
        if article["duplicate_of"] is None:
            assert original is None
        else:
            assert original == stored(crawled, article["duplicate_of"])["id"]


def test_figures_of_the_real_page(crawled):
    """The user's own example is exact to the last field."""
    path = "/mp-materials-reached-the-milestone-in-the-u-s-rare-earth-magnet-supply-chain/"
    (article,) = [article for article in ARTICLES if article["path"] == path]
    names = ("text", "value", "value_max", "unit", "modifier", "subject", "period")
    found = [of(row, *names) for row in children(crawled, "figures", path)]
    assert found == [of(figure, *names) for figure in article["figures"]]


def test_figures_of_all_articles(crawled):
    """What a figure measures can be put in several ways; its value and unit can not."""
    shared: Counter[str] = Counter()
    for article in ARTICLES:
        found = children(crawled, "figures", article["path"])
        for name, fields in {
            "quantity": ("value", "value_max", "unit"),
            "bound": ("value", "unit", "modifier"),
            "period": ("value", "unit", "period"),
            "subject": ("value", "unit", "subject"),
        }.items():
            got = Counter(str(of(row, *fields)) for row in found)
            wanted = Counter(str(of(figure, *fields)) for figure in article["figures"])
            shared[name] += 2 * (got & wanted).total()
            shared[f"{name} all"] += got.total() + wanted.total()
    scores = {name: shared[name] / shared[f"{name} all"] for name in FIGURE_FLOORS}
    assert all(scores[name] >= floor for name, floor in FIGURE_FLOORS.items()), scores


def test_events_are_stored_once_each(crawled):
    names = ("name", "edition", "start_date", "end_date", "date_precision", "city", "country")
    found = [of(dict(row), *names) for row in rows(crawled.database, "SELECT * FROM events")]
    assert sorted(found, key=str) == sorted((of(event, *names) for event in EVENTS), key=str)


def test_no_request_where_it_must_not_go(crawled):
    paths = [entry.path for entry in crawled.server.log]
    assert not [path for path in paths if path.startswith("/private/")]
    assert sum(path.startswith("/calendar/") for path in paths) <= 50


def test_search_and_views(crawled):
    (hit,) = rows(
        crawled.database,
        "SELECT count(*) AS n FROM articles_fts WHERE articles_fts MATCH 'neodymium'",
    )
    assert hit["n"] >= 1
    for view in (
        "latest_articles",
        "stories",
        "quotes_by_speaker",
        "figures_by_subject",
        "events_upcoming",
    ):
        assert rows(crawled.database, f"SELECT * FROM {view} LIMIT 1") is not None
    litinsky = rows(
        crawled.database, "SELECT * FROM quotes_by_speaker WHERE speaker = 'James Litinsky'"
    )
    assert len(litinsky) == 1
