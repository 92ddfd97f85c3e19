"""What happens to an item on its way to the database, step by step."""

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from pipelines.dates import BAD_DATES, DatesPipeline, normal_date, precision_of
from pipelines.deduplicate import DeduplicatePipeline
from pipelines.save import SavePipeline
from pipelines.validate import ValidatePipeline
from wmcscraper.items import Article, Event, Link
from wmcscraper.stats import PREFIX, REJECTED
from wmcscraper.store import PageRecord, connect_readonly, writer_for

URL = "https://ore-news.example/story"


@pytest.fixture
def crawler(tmp_path):
    crawler = get_crawler(settings_dict={"DATABASE": str(tmp_path / "news.db")})
    yield crawler
    writer_for(crawler).close()


def story(**fields):
    return Article(**{"url": URL, "title": "A title", "body": "Some text.", **fields})


def stat(crawler, name):
    return crawler.stats.get_value(name, 0)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (story(title=None), "no title"),
        (story(title=" \u200b "), "no title"),
        (story(body="\n\n"), "empty body"),
        (story(url="ftp://ore-news.example/"), "no URL"),
        (Event(name=" "), "event without a name"),
        ({"url": URL}, "unknown item dict"),
        ("text", "unknown item str"),
    ],
)
def test_unusable_items_are_dropped_under_a_reason(crawler, item, reason):
    with pytest.raises(DropItem, match=reason):
        ValidatePipeline.from_crawler(crawler).process_item(item)
    assert stat(crawler, REJECTED + reason) == 1


def test_usable_items_pass(crawler):
    for item in (story(), Event(name="Smelting Congress")):
        assert ValidatePipeline.from_crawler(crawler).process_item(item) is item


def test_the_page_of_a_dropped_article_is_remembered(crawler, tmp_path):
    writer = writer_for(crawler)
    writer.save_page(
        PageRecord(URL, "ore-news.example", "other", 200, fetched="x", article_url=URL)
    )
    with pytest.raises(DropItem):
        ValidatePipeline.from_crawler(crawler).process_item(story(title=None))
    writer.flush()
    with connect_readonly(tmp_path / "news.db") as db:
        assert db.execute("SELECT url FROM pages").fetchall() == [(URL,)]


@pytest.mark.parametrize(
    ("given", "normal", "precision"),
    [
        ("2026", "2026", "year"),
        ("2026-03", "2026-03", "month"),
        (" 2026-03-09 ", "2026-03-09", "day"),
        ("2026-03-09T14:30", "2026-03-09T14:30", "minute"),
        ("2026-03-09 14:30:05.123Z", "2026-03-09T14:30:05+00:00", "minute"),
        ("2026-03-09T14:30+0200", "2026-03-09T14:30+02:00", "minute"),
        ("2026-02-30", None, None),
        ("2026-13", None, None),
        ("0000", None, None),
        ("2026-03-09T25:00", None, None),
        ("9 March 2026", None, None),
        ("20260309", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_normal_date(given, normal, precision):
    assert normal_date(given) == normal
    assert precision_of(normal) == precision


def test_dates_of_articles_links_and_events(crawler):
    step = DatesPipeline.from_crawler(crawler)
    article = story(
        date="yesterday",
        date_precision="day",
        date_raw="yesterday",
        modified="2026-03-09T10:00:00Z",
        links=[Link(URL, "x", date="soon"), Link(URL, "y", date="2026-01-02")],
    )
    assert step.process_item(article) is article
    assert (article.date, article.date_precision, article.date_raw) == (None, None, "yesterday")
    assert article.modified == "2026-03-09T10:00:00+00:00"
    assert [link.date for link in article.links] == [None, "2026-01-02"]
    event = Event("Congress", start_date="2026-06-24", end_date="2026-06-20", date_precision="x")
    step.process_item(event)
    assert (event.start_date, event.end_date, event.date_precision) == ("2026-06-24", None, "day")
    event = Event("Congress", end_date="2026-06")
    step.process_item(event)
    assert (event.start_date, event.end_date, event.date_precision) == ("2026-06", None, "month")
    assert stat(crawler, BAD_DATES) == 3


def test_one_run_stores_a_page_once(crawler):
    step = DeduplicatePipeline.from_crawler(crawler)
    step.process_item(story())
    for url in (URL, f"{URL}/?utm_source=x"):
        with pytest.raises(DropItem, match="met twice"):
            step.process_item(story(url=url))
    with pytest.raises(DropItem, match="another text"):
        step.process_item(story(body="Page two."))
    step.process_item(story(url=URL + "-2"))
    assert stat(crawler, REJECTED + "met twice in this run") == 2
    assert stat(crawler, REJECTED + "another text at a URL met before") == 1


def test_one_run_stores_a_statement_once(crawler):
    step = DeduplicatePipeline.from_crawler(crawler)
    step.process_item(Event("Congress", url=URL, start_date="2026"))
    step.process_item(Event("Congress", url=URL + "-2", start_date="2026"))
    with pytest.raises(DropItem, match="same words"):
        step.process_item(Event("Congress", url=URL, start_date="2026"))
    assert stat(crawler, PREFIX + "events_met_twice") == 1


def test_save_hands_items_to_the_writer(crawler, tmp_path):
    step = SavePipeline.from_crawler(crawler)
    for item in (story(), Event("Smelting Congress", url=URL)):
        assert step.process_item(item) is item
    step.close_spider()
    totals = writer_for(crawler)
    totals.flush()
    assert totals.totals == {"new": 1, "events_new": 1}
    with connect_readonly(tmp_path / "news.db") as db:
        (seen,) = db.execute("SELECT first_seen FROM articles").fetchone()
    assert seen.endswith("+00:00")


def test_one_writer_for_each_crawl(crawler, tmp_path):
    assert writer_for(crawler) is writer_for(crawler)
    other = get_crawler(settings_dict={"DATABASE": str(tmp_path / "other.db")})
    assert writer_for(other) is not writer_for(crawler)
    writer_for(other).close()
