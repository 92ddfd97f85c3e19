"""``scrapy diff``: two versions of a story, through the real command."""

import pytest

from tests.conftest import PROJECT, scrapy
from wmcscraper.items import Article
from wmcscraper.store import Writer

URL = "https://ore-news.example/mill"
FIRST = "The mill opens on Monday.\n\nIts owner is glad."
SECOND = "The mill opens on Friday.\n\nIts owner is glad."
THIRD = "The mill opens on Friday.\n\nIts owner is sorry."


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("diff") / "news.db"
    writer = Writer(path)
    for day, title, body in ((1, "Mill opens", FIRST), (5, "Mill", SECOND), (9, "Mill", THIRD)):
        article = Article(URL, "ore-news.example", title, "2026-03-01", body=body)
        writer.save_article(article, seen_at=f"2026-03-0{day}T08:00:00+00:00")
    single = Article("https://ore-news.example/one", "ore-news.example", "One", body=FIRST + " ?")
    writer.save_article(single, seen_at="2026-03-01T08:00:00+00:00")
    writer.close()
    return path


def diff(path, *arguments):
    return scrapy("diff", *arguments, "-s", f"DATABASE={path}")


def test_the_last_two_versions(path):
    done = diff(path, "http://www.ore-news.example/mill/?utm_source=x")
    assert done.returncode == 0
    assert done.stdout == (
        "--- version 2, seen 2026-03-05T08:00:00+00:00\n"
        "+++ version 3, seen 2026-03-09T08:00:00+00:00\n"
        "title: Mill\ndate: 2026-03-01\n\n"
        "The mill opens on Friday.\n\nIts owner is [-glad.-]{+sorry.+}\n"
    )


def test_the_docs_show_what_it_prints(path):
    docs = (PROJECT / "docs" / "database.md").read_text("utf-8")
    shown = docs.split(f"$ scrapy diff {URL}\n", 1)[1].split("```", 1)[0]
    assert diff(path, URL).stdout == shown


@pytest.mark.parametrize(
    "which", [("--versions", "1", "2"), ("--at", "2026-03-04", "2026-03-05T09:00+01:00")]
)
def test_versions_by_number_and_by_date(path, which):
    done = diff(path, URL, *which)
    assert done.returncode == 0
    assert "--- version 1" in done.stdout
    assert "+++ version 2" in done.stdout
    assert "title: Mill[- opens-]" in done.stdout
    assert "on [-Monday.-]{+Friday.+}" in done.stdout


def test_list(path):
    done = diff(path, URL, "--list")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == ("1 2026-03-01T08:00:00+00:00 page 2026-03-01 Mill opens")
    assert len(done.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "status", "line"),
    [
        (("https://ore-news.example/none",), 1, "no article is stored of https://ore-news"),
        (("https://ore-news.example/one",), 1, "there is only one version"),
        ((URL, "--versions", "1", "7"), 1, "there is no version 7, only 1 to 3"),
        ((URL, "--at", "2026-02-01", "2026-03-05"), 1, "is before the first version"),
        ((URL, "--at", "2026-03-01", "2026-03-02"), 1, "version 1 held on both days"),
        ((URL, "--at", "yesterday", "2026-03-02"), 2, "give a date like"),
        ((URL, "--list", "--versions", "1", "2"), 2, "give one of"),
        ((), 2, "give one address"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(path, arguments, status, line):
    done = diff(path, *arguments)
    assert done.returncode == status
    assert line in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_without_a_database(tmp_path):
    done = diff(tmp_path / "none.db", URL)
    assert done.returncode == 7
    assert "there is no database" in done.stderr
