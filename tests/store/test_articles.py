"""One story, one row: new, changed and unchanged articles with their parts and versions."""

import json

import pytest

from tests.store.conftest import DAY_1, DAY_2, DAY_3, SITE, article, body_of
from wmcscraper.items import Figure, Image, Link, Quote
from wmcscraper.store import DatabaseError, Writer


def full(name="story", **fields):
    return article(
        name,
        **{
            "date_precision": "day",
            "date_raw": "1 February 2025",
            "authors": ["Ana Ruiz"],
            "tags": ["copper"],
            "language": "en",
            "summary": "In short.",
            "quotes": [Quote("We start now", "Ana Ruiz", "CEO of Norvik", "said", 3, 15)],
            "figures": [
                Figure("5 kt in 2024", 5.0, None, "kt", "mass", 5e6, "kg", None, "copper", "2024"),
                Figure("broken", float("nan")),
            ],
            "images": [Image("https://ore-news.example/a.jpg", "A mine", "Norvik")],
            "links": [Link("https://ore-news.example/b", "B", "related", "2025-01-01")],
            "confidence": {"title": {"origin": "h1", "score": 0.9}},
            **fields,
        },
    )


def test_all_columns_are_stored(writer, query):
    writer.start_crawl("news", SITE)
    writer.save_article(full(), seen_at=DAY_1)
    assert writer.flush() == {"new": 1}
    row = query(
        "SELECT url, site, title, date, date_precision, date_raw, authors, tags, language, summary,"
        " word_count, first_seen, last_seen, last_changed, gone, version, extractor, crawl_id"
        " FROM articles"
    )
    assert row == [
        (
            *("https://ore-news.example/story", SITE, "Title of story", "2025-02-01", "day"),
            *("1 February 2025", '["Ana Ruiz"]', '["copper"]', "en", "In short.", 60),
            *(DAY_1, DAY_1, DAY_1, None, 1, "1", 1),
        )
    ]
    (confidence,) = query("SELECT confidence FROM articles")[0]
    assert json.loads(confidence) == {"title": {"origin": "h1", "score": 0.9}}
    assert query("SELECT position, text, speaker, role, cue, start_char, end_char FROM quotes") == [
        (1, "We start now", "Ana Ruiz", "CEO of Norvik", "said", 3, 15)
    ]
    assert query(
        "SELECT text, value, unit, subject, period, period_start, period_end FROM figures"
    ) == [("5 kt in 2024", 5.0, "kt", "copper", "2024", "2024-01-01", "2024-12-31")]
    assert query("SELECT position, caption, credit FROM images") == [(1, "A mine", "Norvik")]
    assert query("SELECT kind, date FROM links") == [("related", "2025-01-01")]
    assert query("SELECT version, title, date FROM versions") == [
        (1, "Title of story", "2025-02-01")
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://www.ore-news.example/story/",
        "https://ore-news.example/story?utm_source=x",
        "https://ore-news.example/story/index.html#top",
    ],
)
def test_other_forms_of_the_url_are_the_same_row(writer, query, url):
    writer.save_article(full(), seen_at=DAY_1)
    again = full()
    again.url = url
    writer.save_article(again, seen_at=DAY_2)
    assert writer.flush() == {"new": 1, "unchanged": 1}
    assert query("SELECT url, last_seen, last_changed, version FROM articles") == [
        ("https://ore-news.example/story", DAY_2, DAY_1, 1)
    ]
    assert query("SELECT count(*) FROM versions") == [(1,)]


@pytest.mark.parametrize(
    "change",
    [{"title": "Another title"}, {"date": "2025-02-02"}, {"body": body_of(99)}],
)
def test_changed_title_date_or_body_makes_a_version(writer, query, change):
    writer.save_article(full(), seen_at=DAY_1)
    writer.save_article(full(**change), seen_at=DAY_2)
    assert writer.flush() == {"new": 1, "changed": 1}
    versions = query("SELECT version, seen_at, title, date, body, fingerprint FROM versions")
    assert [row[:2] for row in versions] == [(1, DAY_1), (2, DAY_2)]
    assert versions[0][2:5] == ("Title of story", "2025-02-01", full().body)
    newest = query("SELECT version, last_changed, title, date, body, fingerprint FROM articles")
    assert newest == [versions[1]]


@pytest.mark.parametrize(
    ("change", "date"),
    [
        ({"date": "2025-02"}, "2025-02-01"),
        ({"date": None, "date_raw": None}, "2025-02-01"),
        ({"body": full().body.replace("\n\n", " \n\n  ")}, "2025-02-01"),
        ({"title": "  Title   of story"}, "2025-02-01"),
    ],
)
def test_the_same_said_otherwise_is_no_change(writer, query, change, date):
    writer.save_article(full(), seen_at=DAY_1)
    writer.save_article(full(**change), seen_at=DAY_2)
    assert writer.flush() == {"new": 1, "unchanged": 1}
    assert query("SELECT date, version, last_seen FROM articles") == [(date, 1, DAY_2)]
    assert query("SELECT title, date, body FROM articles") == query(
        "SELECT title, date, body FROM versions"
    )


def test_a_date_known_more_closely_is_a_version_and_no_change(writer, query):
    writer.save_article(full(), seen_at=DAY_1)
    writer.save_article(full(date="2025-02-01T10:30"), seen_at=DAY_2)
    assert writer.flush() == {"new": 1, "unchanged": 1}
    assert query("SELECT date, version, last_changed FROM articles") == [
        ("2025-02-01T10:30", 2, DAY_1)
    ]
    assert query("SELECT date, seen_at FROM versions") == [
        ("2025-02-01", DAY_1),
        ("2025-02-01T10:30", DAY_2),
    ]


def test_quotes_stay_those_of_the_stored_text(writer, query):
    """The same text with other white space has its quotations at other places."""
    writer.save_article(full(), seen_at=DAY_1)
    moved = full(body=full().body.replace("\n\n", "\n"), quotes=[Quote("We start now", start=2)])
    writer.save_article(moved, seen_at=DAY_2)
    assert query("SELECT body FROM articles") == [(full().body,)]
    assert query("SELECT start_char FROM quotes") == [(3,)]


def test_what_is_not_said_any_more_is_kept(writer, query):
    before = "SELECT title, date, date_raw, body, authors, tags, language, summary FROM articles"
    writer.save_article(full(), seen_at=DAY_1)
    known = query(before)
    parts = [query(f"SELECT * FROM {table}") for table in ("quotes", "figures", "images", "links")]
    writer.save_article(article("story", title=None, date=None, body=""), seen_at=DAY_2)
    assert writer.flush() == {"unchanged": 1}
    assert query(before) == known
    assert parts == [
        query(f"SELECT * FROM {table}") for table in ("quotes", "figures", "images", "links")
    ]


def test_parts_follow_the_text(writer, query):
    writer.save_article(full(), seen_at=DAY_1)
    new = full(body=body_of(5), quotes=[Quote("Later", "Bo Lund"), Quote("Much later")])
    writer.save_article(new, seen_at=DAY_2)
    assert query("SELECT position, text, speaker FROM quotes ORDER BY position") == [
        (1, "Later", "Bo Lund"),
        (2, "Much later", None),
    ]
    writer.save_article(full(body=body_of(6), quotes=[], images=[]), seen_at=DAY_3)
    assert query("SELECT count(*) FROM quotes") == [(0,)]
    assert query("SELECT count(*) FROM images") == [(1,)]


def test_search_follows_insert_update_and_delete(writer, query, path):
    search = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
    quotes = "SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH ?"
    writer.save_article(full(title="Peñón mine reopens"), seen_at=DAY_1)
    assert query(search, "penon") == [(1,)]
    assert query(quotes, "start") == [(1,)]
    writer.save_article(full(title="Mine closes", quotes=[Quote("It is over")]), seen_at=DAY_2)
    assert query(search, "penon") == [(0,)]
    assert query(search, "closes") == [(1,)]
    assert query(quotes, "start") == [(0,)]
    assert query(quotes, "over") == [(1,)]
    from wmcscraper.store.database import connect

    db = connect(path)
    db.execute("DELETE FROM articles")
    for table in ("articles_fts", "quotes_fts"):
        db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    assert db.execute(search, ("closes",)).fetchone() == (0,)
    for table in ("quotes", "figures", "images", "links", "versions", "anchors"):
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    db.close()


def test_one_bad_item_does_not_take_others_along(writer, query, caplog):
    writer.save_article(full("good"), seen_at=DAY_1)
    bad = full("bad")
    bad.summary = "cut in half: \ud800"
    writer.save_article(bad, seen_at=DAY_1)
    writer.save_article(full("fine", body=body_of(77)), seen_at=DAY_1)
    assert writer.flush() == {"new": 2, "errors": 1}
    assert query("SELECT url FROM articles ORDER BY id") == [
        ("https://ore-news.example/good",),
        ("https://ore-news.example/fine",),
    ]
    assert "https://ore-news.example/bad" in caplog.text


def test_totals_go_into_the_run_row(writer, query):
    crawl_id = writer.start_crawl("news", SITE)
    writer.save_article(full(), seen_at=DAY_1)
    writer.finish_crawl("finished", {"requests": 7, "pages": 5, "rejected": 2})
    assert query("SELECT id, spider, reason, requests, pages, new, rejected FROM crawls") == [
        (crawl_id, "news", "finished", 7, 5, 1, 2)
    ]
    assert query("SELECT finished >= started FROM crawls") == [(1,)]
    stats = dict(query("SELECT field, value FROM site_stats WHERE site = ?", SITE))
    assert (stats["articles"], stats["date"], stats["quotes"]) == (1, 1, 1)


def test_written_by_count_and_by_time(path, query):
    writer = Writer(path, batch=2, seconds=3600)
    writer.save_article(full("a"), seen_at=DAY_1)
    assert query("SELECT count(*) FROM articles") == [(0,)]
    writer.save_article(full("b"), seen_at=DAY_1)
    assert query("SELECT count(*) FROM articles") == [(2,)]
    writer.close()
    writer = Writer(path, batch=100, seconds=0)
    writer.save_article(full("c"), seen_at=DAY_1)
    writer.flush_if_due()
    assert query("SELECT count(*) FROM articles") == [(3,)]
    writer.close()
    writer.close()


def test_a_full_disk_loses_nothing(writer, query):
    writer.save_article(full("a"), seen_at=DAY_1)
    writer.flush()
    db = writer._connection
    (size,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {size}")
    for n in range(40):
        writer.save_article(full(f"b{n}", body=body_of(n) * 5), seen_at=DAY_1)
    with pytest.raises(DatabaseError, match="free disk space"):
        writer.flush()
    db.execute("PRAGMA max_page_count = 1000000")
    assert writer.flush()["new"] == 40
    assert query("SELECT count(*) FROM articles") == [(41,)]
