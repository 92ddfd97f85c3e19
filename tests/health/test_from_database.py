"""From rows of news.db to findings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.drift.measures import make_history
from wmcscraper.health import find, findings, history
from wmcscraper.store.database import connect
from wmcscraper.store.site_stats import accept_state, save_examples

SITE, SPIDER = "ore-news.example", "news"
COUNTS = (
    *("requests", "pages", "new", "changed", "unchanged", "duplicates", "rejected", "errors"),
)
START = datetime(2026, 2, 2, 6, tzinfo=UTC)
RATES = {"title": 1, "date": 1, "authors": 0.9, "summary": 0.8, "words": 420, "images": 1.1}


@pytest.fixture
def db(tmp_path):
    connection = connect(tmp_path / "news.db")
    yield connection
    connection.close()


def add_run(db, place, *, rates=None, site=SITE, reason="finished", articles=6, **counts):
    started = START + timedelta(days=place)
    columns = {"requests": 20, "pages": 15, "new": articles, "rejected": 8, **counts}
    names = ", ".join(columns)
    cursor = db.execute(
        f"INSERT INTO crawls (spider, site, started, finished, reason, {names}) "
        f"VALUES (?, ?, ?, ?, ?, {', '.join('?' * len(columns))})",
        (SPIDER, site, started.isoformat(), started.isoformat(), reason, *columns.values()),
    )
    values = {"articles": articles, **({**RATES, **(rates or {})} if articles else {})}
    db.executemany(
        "INSERT INTO site_stats (crawl_id, site, field, value) VALUES (?, ?, ?, ?)",
        [(cursor.lastrowid, site, field, value) for field, value in values.items()],
    )
    return cursor.lastrowid


def add_article(db, crawl_id, number, *, days, date, title=None):
    seen = (START + timedelta(days=days, minutes=5)).isoformat()
    url = f"https://{SITE}/{number}"
    db.execute(
        "INSERT INTO articles (url, url_key, site, title, date, authors, language, word_count, "
        "fingerprint, first_seen, last_seen, last_changed, crawl_id, body) "
        "VALUES (?, ?, ?, ?, ?, '[]', 'en', 400, ?, ?, ?, ?, ?, 'x')",
        (url, url, SITE, title or f"Mine {number}", date, url, seen, seen, seen, crawl_id),
    )


def some(run):
    """A count that no run has is not told from one that was never kept."""
    return {name: value for name, value in run.values.items() if value}


def test_a_database_of_a_history_gives_the_findings_of_that_history(db):
    """The way through the database is exact."""
    for site, course in make_history(4).items():
        for made in course.runs:
            run = made.run
            cursor = db.execute(
                "INSERT INTO crawls (spider, site, started, finished, reason, "
                f"{', '.join(COUNTS)}) "
                "VALUES ('news', ?, ?, ?, 'finished', ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    site,
                    run.started.isoformat(),
                    run.started.isoformat(),
                    *(run.values[name] for name in COUNTS),
                ),
            )
            db.executemany(
                "INSERT INTO site_stats VALUES (?, ?, ?, ?)",
                [
                    (cursor.lastrowid, site, *pair)
                    for pair in run.values.items()
                    if pair[0] not in COUNTS
                ],
            )
        read = history(db, site, "news")
        assert [some(run) for run in read] == [some(made.run) for made in course.runs]
        pure = {
            (one.field, one.kind, one.chance) for one in find([made.run for made in course.runs])
        }
        assert {(one.field, one.kind, one.chance) for one in findings(db, site)} == pure


def test_runs_with_the_measures_of_old_are_enough(db):
    for place in range(20):
        add_run(db, place)
    assert findings(db, SITE) == []
    for place in (20, 21):
        crawl_id = add_run(db, place, rates={"authors": 0.0})
        for number in range(6):
            add_article(db, crawl_id, place * 10 + number, days=place, date="2026-02-20")
    (found,) = findings(db, SITE)
    assert (found.field, found.kind, found.since) == ("authors", "emptied", 21)
    assert len(found.examples) == 3
    assert all(url.startswith(f"https://{SITE}/") for url in found.examples)


@pytest.mark.parametrize(
    ("shift", "title", "field"),
    [(-400, None, "age"), (40, None, "future"), (0, "Welcome to our site", "repeated_title")],
)
def test_dates_and_titles_are_read_from_the_rows(db, shift, title, field):
    for place in range(24):
        crawl_id = add_run(db, place)
        broken = place >= 22
        for number in range(6):
            day = START + timedelta(days=place + (shift if broken else 0))
            add_article(
                db, crawl_id, place * 10 + number, days=place, date=day.date().isoformat(),
                title=title if broken else None,
            )  # fmt: skip
    assert field in {found.field for found in findings(db, SITE)}


def test_examples_that_a_run_kept_come_first(db):
    for place in range(20):
        add_run(db, place)
    for place in (20, 21):
        crawl_id = add_run(db, place, rates={"authors": 0.0})
        save_examples(db, crawl_id, SITE, {"authors": [f"https://{SITE}/kept"]})
    assert findings(db, SITE)[0].examples == [f"https://{SITE}/kept"]


def test_accepting_is_remembered(db):
    for place in range(24):
        add_run(db, place, rates={"authors": 0.0} if place >= 20 else None)
    assert [one.field for one in findings(db, SITE)] == ["authors"]
    accept_state(db, SITE, SPIDER, "authors", crawl_id=24, at="2026-03-01T00:00:00+00:00")
    assert findings(db, SITE) == []
    for place in range(24, 28):
        add_run(db, place, rates={"authors": 0.0})
    assert findings(db, SITE) == []


def test_runs_that_got_nothing_say_nothing(db):
    for place in range(20):
        add_run(db, place)
    for place in range(20, 30):
        add_run(db, place, articles=0, pages=0, new=0, rejected=0)
    assert findings(db, SITE) == []
    assert len(history(db, SITE, SPIDER)) == 20


def test_interrupted_runs_are_not_counted_against_others(db):
    for place in range(20):
        add_run(db, place)
    for place in range(20, 30):
        add_run(db, place, articles=0, pages=1, rejected=0, reason="shutdown")
    assert findings(db, SITE) == []


def test_sites_have_histories_of_their_own(db):
    for place in range(24):
        add_run(db, place, rates={"authors": 0.0} if place >= 20 else None)
        add_run(db, place, site="other.example")
    assert findings(db, "other.example") == []
    assert findings(db, SITE)
    assert findings(db, "unknown.example") == []
