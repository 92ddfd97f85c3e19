"""A site that changes between real crawls: the run says what broke, and so does its status."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import crawl, rows, scrapy
from tests.site_server import serve
from tests.small_sites import Pages, html, site
from wmcscraper.extensions.verdict import ExitStatus

USUAL_RUNS, NEW = 9, 5
WORDS = (
    "The drill at {name} reached {depth} metres on Monday, and the crew found the seam where the "
    "old maps of the district had drawn it. ",
    "The owner said the shaft at {name} would be deepened in the spring, when the river is low "
    "and the road to the valley can carry the pumps again. ",
    "Two villages below the ridge of {name} have asked for a new bridge, as the old one was built "
    "for carts and shakes under each of the loaded trucks. ",
)


def story(number: int, *, author: bool = True, body: bool = True) -> str:
    name = f"Gallery {number}"
    paragraphs = "".join(
        f"<p>{(text * 5).format(name=name, depth=100 + number)}</p>" for text in WORDS
    )
    teaser = f"<p>{(WORDS[0] + WORDS[1]).format(name=name, depth=100 + number)}</p>"
    by = f"<p class='byline'>By <a rel='author' href='/who'>Ada Marsh{number % 3 * 'l'}</a></p>"
    return (
        f"<html><head><title>{name} reaches the seam</title></head><body><article>"
        f"<h1>{name} reaches the seam</h1>{by if author else ''}"
        f"<time datetime='{date.today().isoformat()}'>today</time>"
        f"{paragraphs if body else teaser}</article></body></html>"
    )


def front(numbers) -> str:
    links = "".join(
        f"<li><a href='/s{number}'>Gallery {number} reaches the seam</a></li>" for number in numbers
    )
    return (
        f"<html><head><title>News</title></head><body><h1>News</h1><ul>{links}</ul></body></html>"
    )


class Site:
    """Five new stories a run."""

    def __init__(self) -> None:
        self.pages: Pages = {}
        self.last = 0

    def publish(self, **how: bool) -> None:
        for number in range(self.last + 1, self.last + NEW + 1):
            self.pages[f"/s{number}"] = html(story(number, **how))
        self.last += NEW
        self.pages["/"] = html(front(range(max(1, self.last - 11), self.last + 1)))


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """A site that was crawled nine times while nothing broke."""
    source = Site()
    path = tmp_path_factory.mktemp("drift") / "news.db"
    with serve(site(source.pages)) as server:
        for _ in range(USUAL_RUNS):
            source.publish()
            done = crawl("news", f"{server.base_url}/", path)
            assert done.returncode == 0, done.stderr
        yield source, server, path


@pytest.fixture
def known(usual, tmp_path: Path):
    """That site and a copy of its database, to be broken."""
    source, server, path = usual
    kept, last = dict(source.pages), source.last
    copy = tmp_path / "news.db"
    with closing(sqlite3.connect(path)) as whole, closing(sqlite3.connect(copy)) as into:
        whole.backup(into)  # the newest run may still stand in the file beside it
    yield source, server.base_url, copy
    source.pages.clear()
    source.pages.update(kept)
    source.last = last


@pytest.mark.parametrize(
    ("how", "field", "words"),
    [({"author": False}, "authors", "articles with authors"), ({"body": False}, "words", "words")],
)
def test_a_new_layout_is_named_by_its_second_run(known, how, field, words):
    source, base_url, database = known
    statuses = []
    for _ in range(2):
        source.publish(**how)
        done = crawl("news", f"{base_url}/", database)
        statuses.append(done.returncode)
    assert statuses[-1] == ExitStatus.DRIFT, done.stderr
    assert f"{field}: " in done.stderr
    assert words in done.stderr
    assert "not read as before" in done.stderr
    assert any(f"{base_url}/s{source.last - last}" in done.stderr for last in range(NEW))
    kept = rows(database, "SELECT url FROM site_examples WHERE field = ?", field)
    assert kept


def test_a_listing_that_is_gone_is_named(known):
    source, base_url, database = known
    source.pages["/"] = html("<html><head><title>Hello</title></head><body><h1>Hello</h1></body>")
    for _ in range(2):
        done = crawl("news", f"{base_url}/", database)
    assert done.returncode == ExitStatus.DRIFT, done.stderr
    assert "links of the start page dropped" in done.stderr


def test_what_a_run_measured_stands_in_site_stats(usual):
    _, _, database = usual
    values = {
        row["field"]: row["value"]
        for row in rows(
            database,
            "SELECT field, value FROM site_stats WHERE crawl_id = (SELECT max(crawl_id) "
            "FROM site_stats)",
        )
    }
    assert values["articles"] == values["new_read"] == NEW
    assert values["title"] == values["authors"] == values["date"] == 1
    assert values["front_links"] == 12
    assert values["listings"] >= 1
    assert values["yield"] == 1
    assert values["age"] == values["future"] == values["mojibake"] == 0
    assert 300 < values["words_median"] < 500


def test_a_week_without_news_is_quiet_and_a_new_layout_shows_in_it(known):
    source, base_url, database = known
    for _ in range(2):
        assert crawl("news", f"{base_url}/", database).returncode == ExitStatus.OK
    for number in range(1, source.last + 1):
        source.pages[f"/s{number}"] = html(story(number, author=False))
    done = crawl("news", f"{base_url}/", database)
    assert done.returncode == ExitStatus.DRIFT, done.stderr
    assert "authors: known articles that still have authors went empty: 99% before, 0%" in (
        done.stderr
    )
    examples = {row["url"] for row in rows(database, "SELECT url FROM site_examples")}
    assert len(examples) >= 3
    shown = scrapy("health", "-s", f"DATABASE={database}")
    assert shown.returncode == ExitStatus.DRIFT
    assert all(f"      {url}" in shown.stdout for url in sorted(examples)[:3])
    for number in range(1, source.last + 1):
        source.pages[f"/s{number}"] = html(story(number))
    assert crawl("news", f"{base_url}/", database).returncode == ExitStatus.OK


def test_known_pages_are_checked_from_the_fifth_run_on(usual):
    _, _, database = usual
    found = rows(
        database, "SELECT crawl_id, value FROM site_stats WHERE field = 'known_pages' ORDER BY 1"
    )
    assert [row["value"] for row in found] == [0, 0, 0, 0, *[5] * (USUAL_RUNS - 4)]
    assert {
        row["value"]
        for row in rows(database, "SELECT value FROM site_stats WHERE field LIKE 'kept:%'")
    } == {1}
