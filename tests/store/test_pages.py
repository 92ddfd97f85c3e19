"""What is remembered of URLs, and that a page never stands as read without its article."""

from itertools import pairwise

import pytest

from tests.store.conftest import DAY_1, DAY_2, DAY_3, SITE, article
from wmcscraper.store import PageRecord, Reader, Writer

URL = f"https://{SITE}/story"


def page(url=URL, **fields):
    return PageRecord(
        **{"url": url, "site": SITE, "kind": "article", "status": 200, "fetched": DAY_1, **fields}
    )


@pytest.fixture
def reader(path, writer):
    reader = Reader(path)
    yield reader
    reader.close()


def test_page_waits_for_its_article(writer, query):
    writer.save_page(page(article_url=URL))
    assert query("SELECT count(*) FROM pages") == [(0,)]
    writer.save_article(article("story"), seen_at=DAY_1)
    assert query("SELECT p.url, a.url FROM pages p JOIN articles a ON a.id = p.article_id") == [
        (URL, URL)
    ]


def test_page_of_an_article_that_came_before_or_was_dropped(writer, query):
    writer.save_article(article("story"), seen_at=DAY_1)
    writer.save_page(page(article_url=URL))
    writer.save_page(page(URL + "-2", article_url=URL + "-2"))
    writer.release_page(URL + "-2")
    assert query("SELECT url, article_id FROM pages ORDER BY id") == [(URL, 1), (URL + "-2", None)]


def test_page_whose_article_never_came_is_asked_again(writer, query, reader):
    writer.discover(URL)
    writer.save_page(page(article_url=URL))
    writer.close()
    known = reader.page(URL)
    assert known is not None
    assert known.fetched is None


def test_discovered_pages_are_remembered_once(writer, query, reader):
    for url in (URL, URL + "/", f"http://www.{SITE}/story?utm_source=x", URL + "-b"):
        writer.discover(url)
    writer.flush()
    assert [known.url for known in reader.pages(SITE)] == [URL, URL + "-b"]
    writer.save_page(page(etag='"1"', lastmod="2025-01-01"))
    writer.discover(URL)
    writer.flush()
    known = reader.page(URL + "?fbclid=1")
    assert known is not None
    assert (known.fetched, known.etag, known.lastmod) == (DAY_1, '"1"', "2025-01-01")
    assert reader.page(f"https://{SITE}/none") is None


def test_a_failure_keeps_what_is_known(writer, reader):
    writer.save_page(page(kind="listing", etag='"1"', last_modified="then", lastmod="2025-01-01"))
    writer.save_page(page(kind="other", status=503, fetched=DAY_2))
    writer.flush()
    known = reader.page(URL)
    assert known is not None
    assert (known.kind, known.status, known.etag, known.last_modified, known.fetched) == (
        "listing", 503, '"1"', "then", DAY_2,
    )  # fmt: skip


def test_known_page_tells_of_its_article(writer, reader):
    writer.save_article(article("story", date="2025-02-01"), seen_at=DAY_2)
    writer.save_page(page(article_url=URL))
    writer.flush()
    (known,) = reader.pages(SITE)
    assert (known.published, known.last_changed, known.kind) == ("2025-02-01", DAY_2, "article")


def test_not_modified_is_seen_again(writer, query):
    writer.save_article(article("story"), seen_at=DAY_1)
    writer.save_page(page(article_url=URL))
    writer.mark_gone(URL, DAY_2)
    writer.not_modified(URL, DAY_3)
    assert query("SELECT last_seen, gone FROM articles") == [(DAY_3, None)]
    assert query("SELECT status, fetched FROM pages") == [(304, DAY_3)]


def test_gone_is_marked_once_and_kept(writer, query):
    writer.save_article(article("story"), seen_at=DAY_1)
    writer.save_page(page(article_url=URL))
    for day in (DAY_2, DAY_3):
        writer.save_page(page(status=404, fetched=day))
        writer.mark_gone(URL, day)
    writer.mark_gone(f"https://{SITE}/unknown", DAY_3)
    assert writer.flush() == {"new": 1, "gone": 1}
    assert query("SELECT gone, title FROM articles") == [(DAY_2, "Title of story")]
    writer.save_article(article("story"), seen_at=DAY_3)
    assert query("SELECT gone FROM articles") == [(None,)]


def test_article_is_not_gone_while_another_of_its_urls_answers(writer, query):
    writer.save_article(article("story"), seen_at=DAY_1)
    writer.save_page(page(article_url=URL))
    other = f"https://{SITE}/?p=7"
    writer.save_page(page(other, article_url=URL))
    writer.save_page(page(other, status=404, fetched=DAY_2))
    writer.mark_gone(other, DAY_2)
    assert query("SELECT gone FROM articles") == [(None,)]


def test_pages_are_read_in_pieces(writer, reader, monkeypatch):
    monkeypatch.setattr("wmcscraper.store.reader._CHUNK", 3)
    urls = [f"https://{SITE}/{n}" for n in range(10)]
    for url in (*urls, "https://elsewhere.example/1"):
        writer.discover(url)
    writer.flush()
    found = []
    for known in reader.pages(SITE):
        found.append(known.url)
        writer.discover(f"{known.url}/more")
        writer.flush()
    assert found == urls


def test_a_list_that_was_found_and_never_read_is_known_as_one(writer, reader):
    writer.discover(f"https://{SITE}/map.xml", "sitemap")
    writer.flush()
    assert [known.kind for known in reader.pages(SITE)] == ["sitemap"]


def test_a_run_never_begins_in_the_second_in_which_another_has_ended(path, query, writer):
    for _ in range(3):
        following = Writer(path)
        following.start_crawl("news", SITE)
        following.finish_crawl("finished", {})
        following.close()
    runs = query("SELECT started, finished FROM crawls ORDER BY id")
    assert len(runs) == 3
    assert all(one[1] < another[0] for one, another in pairwise(runs))
