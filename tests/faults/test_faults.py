"""A crawl of a site that mixes good stories with every fault stores the good ones, all of them."""

from __future__ import annotations

import pytest

from tests.conftest import crawl
from tests.faults.checks import archive_faults, content_faults, database_faults
from tests.faults.hostile import DOCUMENTS, PAGES
from tests.faults.run import SHORT, crawl_measured
from tests.faults.server import serve
from tests.faults.site import mixed_site
from tests.faults.stories import write
from wmcscraper import extract_article, extract_events
from wmcscraper.discovery import feeds, sitemaps, wordpress
from wmcscraper.extensions.verdict import ExitStatus

MOST_MEGABYTES = 300


def test_two_hundred_stories_among_all_faults(tmp_path):
    stories = write(200)
    database = tmp_path / "news.db"
    with serve(mixed_site(stories, size=20_000)) as server:
        done = crawl_measured(
            "news", f"{server.base_url}/", database, *SHORT, "-s", "DOWNLOAD_TIMEOUT=3"
        )
        asked = [path for _, path in server.log]
    outside = [path for path in asked if "forbidden" in path]
    assert done.status == ExitStatus.OK, done.log[-3000:]
    assert content_faults(database, stories) == []
    assert database_faults(database) == []
    assert archive_faults(database, tmp_path / "archive") == []
    assert "Traceback" not in done.log
    assert outside == []
    # Of 5,000 links that one page holds, as many are tried as it takes to see where they lead.
    assert 0 < sum(path.startswith("/void/") for path in asked) < 100
    assert done.megabytes <= MOST_MEGABYTES


def test_a_name_that_does_not_resolve(database):
    done = crawl("news", "http://no-such-name.invalid/", database, "-s", "RETRY_TIMES=0")
    assert done.returncode == ExitStatus.UNREACHABLE
    assert "name not resolved" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_are_read(name):
    """None raises, none takes for ever."""
    page = PAGES[name](30_000)
    assert extract_article(page, "http://a.example/x").url == "http://a.example/x"
    assert isinstance(extract_events(page, "http://a.example/x"), list)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_hostile_documents_are_read(name):
    body = DOCUMENTS[name](200_000)
    far = {entry.url for entry in sitemaps.parse(body, "http://a.example/").entries}
    far |= {entry.url for entry in feeds.parse(body, "http://a.example/").entries}
    assert not any("lol" in url or "root:" in url for url in far)
    wordpress.parse_posts(body, "http://a.example/")
