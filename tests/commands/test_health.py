"""``scrapy health``: what it shows, its exit status, and accepting a new state."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from tests.conftest import PROJECT, scrapy
from tests.health.test_from_database import SITE, add_article, add_run
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.store.database import connect

OTHER = "quiet.example"


@pytest.fixture
def path(tmp_path):
    """A site that lost its authors two runs ago, and one where nothing broke."""
    path = tmp_path / "news.db"
    with closing(connect(path)) as db:
        for place in range(22):
            broken = {"authors": 0.0} if place >= 20 else None
            crawl_id = add_run(db, place, rates=broken)
            add_article(db, crawl_id, place, days=place, date="2026-02-20")
            add_run(db, place, site=OTHER)
    return path


def health(path, *arguments):
    return scrapy("health", *arguments, "-s", f"DATABASE={path}")


def test_a_person_sees_what_broke(path):
    done = health(path)
    assert done.returncode == ExitStatus.DRIFT
    assert f"{SITE} (news): drift" in done.stdout
    assert f"{OTHER} (news): as ever" in done.stdout
    assert "authors: articles with authors went empty: 90% before, 0% now" in done.stdout
    assert f"https://{SITE}/21" in done.stdout
    assert "6.00 articles a day" in done.stdout


def test_the_docs_show_what_it_prints(tmp_path):
    path = tmp_path / "news.db"
    with closing(connect(path)) as db:
        for place in range(22):
            crawl_id = add_run(db, place, rates={"authors": 0.0} if place >= 20 else None)
            add_article(db, crawl_id, place, days=place, date="2026-02-20")
    text = (PROJECT / "docs" / "health.md").read_text("utf-8")
    shown = text.split("$ scrapy health\n")[1].split("  …")[0].rstrip()
    printed = "\n".join(line.rstrip() for line in health(path).stdout.splitlines())
    assert printed.startswith(shown)


def test_a_program_reads_the_same(path):
    done = health(path, "--json")
    assert done.returncode == ExitStatus.DRIFT
    broken, quiet = sorted(json.loads(done.stdout), key=lambda one: one["site"] != SITE)
    (alarm,) = broken["alarms"]
    assert (alarm["field"], alarm["kind"], alarm["runs"]) == ("authors", "emptied", 1)
    assert alarm["before"] > 0.85
    assert alarm["after"] == 0
    assert len(alarm["examples"]) == 2
    assert broken["fields"]["authors"]["broken"]
    assert quiet["alarms"] == []
    assert quiet["articles_per_day"] == 6
    assert quiet["days_since_news"] == 0


def test_one_site_and_the_newest_runs(path):
    assert health(path, OTHER).returncode == 0
    few = health(path, SITE, "--runs", "3", "--json")
    assert few.returncode == 0
    assert json.loads(few.stdout)[0]["runs"] == 3


def test_an_accepted_state_is_the_norm(path):
    done = health(path, SITE, "--accept", "authors")
    assert done.returncode == 0, done.stderr
    assert "as ever" in done.stdout
    assert health(path).returncode == 0
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT site, field FROM accepted_states").fetchall() == [
            (SITE, "authors")
        ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--accept",), "say which site"),
        ((SITE, "--accept", "title"), "nothing broke in title"),
        (("nowhere.example",), "no run on 'nowhere.example'"),
        ((SITE, "--runs", "0"), "--runs takes 1 or more"),
        ((SITE, OTHER), "one site at a time"),
    ],
)
def test_wrong_arguments_are_told_in_a_line(path, arguments, words):
    done = health(path, *arguments)
    assert done.returncode == ExitStatus.USAGE
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_database_it_says_what_to_do(tmp_path):
    for more in ((), (SITE, "--accept")):
        done = health(tmp_path / "none.db", *more)
        assert done.returncode == ExitStatus.DATABASE
        assert "crawl first" in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_it_reads_while_a_crawl_writes(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE crawls SET reason = 'shutdown'")
        assert health(path, SITE).returncode == ExitStatus.DRIFT
        writer.execute("ROLLBACK")
