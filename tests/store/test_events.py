"""One event, one row, however it is worded and wherever it is stated."""

import pytest

from tests.store.conftest import DAY_1, DAY_2, DAY_3, SITE, article
from wmcscraper.items import Event
from wmcscraper.store import PageRecord, Writer
from wmcscraper.store.events import last_day, status_on

EVENTS_PAGE = f"https://{SITE}/events"


def congress(**fields):
    values = {
        "name": "Nordic Smelting Congress",
        "series": "nordic smelting congress",
        "edition": 12,
        "start_date": "2031-06-24",
        "end_date": "2031-06-26",
        "date_precision": "day",
        "date_raw": "24-26 June 2031",
        "city": "Oslo",
        "country": "Norway",
        "url": EVENTS_PAGE,
        "site": SITE,
        **fields,
    }
    return Event(**values)


def test_wordings_make_one_row_and_each_is_kept(writer, query):
    writer.save_event(congress(description="12th congress, Oslo"), seen_at=DAY_1)
    writer.save_event(
        congress(start_date="2031", end_date=None, date_precision="year", city=None,
                 description="The XII congress is in Norway in 2031"),
        seen_at=DAY_1, page_url=f"https://{SITE}/about",
    )  # fmt: skip
    assert writer.flush() == {"events_new": 1}
    assert query("SELECT start_date, end_date, city, status FROM events") == [
        ("2031-06-24", "2031-06-26", "Oslo", "upcoming")
    ]
    assert query("SELECT url, start_date, text FROM event_statements ORDER BY rowid") == [
        (EVENTS_PAGE, "2031-06-24", "12th congress, Oslo"),
        (f"https://{SITE}/about", "2031", "The XII congress is in Norway in 2031"),
    ]


def test_the_same_statement_is_noted_once(writer, query):
    for day in (DAY_1, DAY_2):
        writer.save_event(congress(), seen_at=day)
    assert writer.flush() == {"events_new": 1}
    assert query("SELECT last_seen, last_changed FROM events") == [(DAY_2, DAY_1)]
    assert query("SELECT count(*), min(seen_at) FROM event_statements") == [(1, DAY_1)]


def test_other_edition_is_another_event(writer, query):
    writer.save_event(congress(), seen_at=DAY_1)
    writer.save_event(congress(edition=13, start_date="2033-06-01", end_date=None), seen_at=DAY_1)
    assert writer.flush() == {"events_new": 2}


def test_a_vaguer_statement_first(writer, query):
    writer.save_event(
        congress(start_date="2031", end_date=None, date_precision="year", city=None), seen_at=DAY_1
    )
    writer.save_event(congress(), seen_at=DAY_2)
    assert writer.flush() == {"events_new": 1, "events_changed": 1}
    assert query("SELECT start_date, end_date, date_precision, city FROM events") == [
        ("2031-06-24", "2031-06-26", "day", "Oslo")
    ]


def test_a_moved_date_updates_and_keeps_the_old(path, writer, query):
    writer.save_event(congress(), seen_at=DAY_1)
    writer.close()
    later = Writer(path)
    later.save_event(congress(start_date="2031-09-02", end_date="2031-09-04"), seen_at=DAY_2)
    assert later.flush() == {"events_changed": 1}
    later.close()


def test_moved_dates_are_all_stated(path, writer, query):
    writer.save_event(congress(), seen_at=DAY_1)
    writer.save_event(
        congress(start_date="2031-09", end_date=None, date_precision="month", date_raw="Sep 2031"),
        seen_at=DAY_2,
    )
    assert query("SELECT start_date, end_date, date_precision, last_changed FROM events") == [
        ("2031-09", None, "month", DAY_2)
    ]
    assert query("SELECT start_date, end_date FROM event_statements ORDER BY seen_at") == [
        ("2031-06-24", "2031-06-26"),
        ("2031-09", None),
    ]


def test_an_old_article_does_not_move_the_date_back(writer, query):
    old = article("old", date="2024-01-01", body="The congress meets on 3 May 2031 in Oslo. " * 5)
    writer.save_event(congress(), seen_at=DAY_1)
    writer.save_article(old, seen_at=DAY_2)
    writer.save_event(
        congress(start_date="2031-05-03", end_date=None, url=old.url), seen_at=DAY_2,
        article_url=old.url,
    )  # fmt: skip
    assert query("SELECT start_date, end_date FROM events") == [("2031-06-24", "2031-06-26")]
    assert query(
        "SELECT article_id, start_date FROM event_statements WHERE article_id NOTNULL"
    ) == [(1, "2031-05-03")]


def test_statement_belongs_to_the_article_whose_text_makes_it(writer, query):
    text = "Delegates meet again at the 12th Nordic Smelting Congress in Oslo in June 2031."
    story = article("story", body=f"{text}\n\nMore of it.")
    writer.save_article(story, seen_at=DAY_1)
    box = congress(source_url=story.url, description="Next congress: Oslo")
    told = congress(source_url=story.url, description=text, in_article=True)
    for event in (told, box):
        writer.save_event(event, seen_at=DAY_1)
    assert query("SELECT article_id, text FROM event_statements ORDER BY rowid") == [
        (1, text),
        (None, "Next congress: Oslo"),
    ]


@pytest.mark.parametrize(
    ("status", "expected"), [(200, "vanished"), (304, "upcoming"), (503, "upcoming")]
)
def test_event_that_vanished_from_its_page_is_marked(path, writer, query, status, expected):
    def read(run, status):
        run.save_page(
            PageRecord(EVENTS_PAGE, SITE, "event", status, fetched="2999-01-01T00:00:00+00:00")
        )

    writer.save_event(congress(), seen_at=DAY_1)
    read(writer, 200)
    writer.close()
    later = Writer(path)
    later.start_crawl("wmc_events", SITE)
    read(later, status)
    later.finish_crawl("finished", {})
    assert query("SELECT status FROM events") == [(expected,)]
    assert query("SELECT count(*) FROM events_upcoming") == [(int(expected == "upcoming"),)]
    later.save_event(congress(), seen_at="2999-01-02T00:00:00+00:00")
    later.flush()
    assert query("SELECT status FROM events") == [("past",)]
    later.close()


def test_past_events_are_marked_at_the_end_of_a_run(writer, query):
    writer.start_crawl("wmc_events", SITE)
    writer.save_event(congress(start_date="2025-03-04", end_date="2025-03-05"), seen_at=DAY_3)
    assert query("SELECT status FROM events") == [("upcoming",)]
    writer.finish_crawl("finished", {})
    assert query("SELECT status FROM events") == [("past",)]
    assert query("SELECT count(*) FROM events_upcoming") == [(0,)]


@pytest.mark.parametrize(
    ("start", "end", "now", "status"),
    [
        ("2025", None, "2025-12-31", "upcoming"),
        ("2025-02", None, "2025-03-01", "past"),
        ("2025-02-27", "2025-03-01", "2025-03-01T23:00", "upcoming"),
        (None, None, "2025-03-01", "undated"),
    ],
)
def test_status(start, end, now, status):
    assert status_on(congress(start_date=start, end_date=end), now) == status
    assert last_day("2025-02") == "2025-02-31"


def test_event_of_an_unchanged_page_is_seen_again(writer, query):
    writer.save_event(congress(), seen_at=DAY_1)
    writer.save_page(PageRecord(EVENTS_PAGE, SITE, "event", 200, fetched=DAY_1))
    writer.not_modified(EVENTS_PAGE, DAY_2)
    assert query("SELECT last_seen FROM events") == [(DAY_2,)]


def test_an_event_without_edition_may_move_across_new_year(writer, query):
    forum = {"name": "Baltic Mineral Forum", "series": "baltic mineral forum", "edition": None}
    for start, text in (
        ("2031-11-04", "Baltic Mineral Forum, 4 November 2031"),
        ("2032-09-07", "The Baltic Mineral Forum has been postponed to 7 September 2032"),
        ("2031-11-04", "A page that was not updated: Baltic Mineral Forum, 4 November 2031"),
    ):
        writer.save_event(
            congress(**forum, start_date=start, end_date=start, description=text), seen_at=DAY_1
        )
    writer.flush()
    assert query("SELECT count(*) FROM events") == [(1,)]
    assert query("SELECT count(*) FROM event_statements") == [(3,)]
