"""``scrapy export``: what researchers get, through the real command and a real file."""

import csv
import io
import json
import sqlite3
import subprocess
import sys

import pytest

from tests.conftest import PROJECT
from wmcscraper.items import Article, Event, Figure, Image, Link, Quote
from wmcscraper.store import Writer, connect_readonly
from wmcscraper.store.export import COLUMNS, Filters, rows, safe_cell, write_csv

SEEN = "2025-03-01T00:00:00+00:00"
SITE = "ore-news.example"


def story(name, date, title, site=SITE, **fields):
    body = " ".join(f"{name}{n} quarry{n}" for n in range(30))
    return Article(f"https://{site}/{name}", site, title, date, body=body, **fields)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "news.db"
    writer = Writer(path)
    first = story(
        "first",
        "2025-01-24",
        "Ñandú mine — “open”",
        authors=["Ana Ruiz", "Bo Lund"],
        quotes=[Quote('=HYPERLINK("x")', "@Ana", None, "said", 1, 5), Quote("two\nlines", "Bo")],
        figures=[Figure("-5 %", -5.0, None, "%", "percentage", subject="+change")],
        images=[Image("https://ore-news.example/a.jpg", "A rare-earth mine")],
        links=[Link("https://ore-news.example/b", "B", "related")],
    )
    writer.save_article(first, seen_at=SEEN)
    copy = story("copy", "2025-02", "Copy", site="other.example", quotes=[Quote("q")])
    copy.body = first.body
    writer.save_article(copy, seen_at=SEEN)
    writer.save_article(story("second", "2026-02-01T10:00+02:00", "Zinc"), seen_at=SEEN)
    writer.save_article(story("third", None, "Undated"), seen_at=SEEN)
    writer.save_event(
        Event("Smelting Congress", f"https://{SITE}/e", SITE, start_date="2031-06-24",
              end_date="2031-06-26", city="Oslo"),
        seen_at=SEEN,
    )  # fmt: skip
    writer.close()
    return path


def export(path, *arguments):
    command = [sys.executable, "-m", "scrapy", "export", "-s", f"DATABASE={path}", *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, timeout=60)


def table(path, *arguments):
    done = export(path, *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"), newline="")))


def titles(path, **filters):
    with connect_readonly(path) as db:
        return [row[2] for row in rows(db, "articles", Filters(**filters))]


def test_csv_of_articles(path):
    found = table(path, "articles")
    assert [row["title"] for row in found] == ["Ñandú mine — “open”", "Zinc", "Undated"]
    assert tuple(found[0]) == COLUMNS["articles"]
    assert found[0]["authors"] == "Ana Ruiz; Bo Lund"
    assert found[1]["date"] == "2026-02-01T10:00+02:00"
    both = table(path, "articles", "--include-duplicates")
    assert [row["duplicate_of"] for row in both] == ["", f"https://{SITE}/first", "", ""]


def test_quotes_and_figures_name_their_article_and_start_no_formula(path):
    first, second = table(path, "quotes")
    assert (first["article_url"], first["article_title"], first["article_date"]) == (
        f"https://{SITE}/first", "Ñandú mine — “open”", "2025-01-24",
    )  # fmt: skip
    assert (first["text"], first["speaker"]) == ('\'=HYPERLINK("x")', "'@Ana")
    assert second["text"] == "two\nlines"
    (figure,) = table(path, "figures")
    assert (figure["value"], figure["text"], figure["subject"]) == ("-5", "'-5 %", "'+change")
    assert figure["article_title"] == "Ñandú mine — “open”"


@pytest.mark.parametrize("what", COLUMNS)
def test_everything_can_be_exported_in_both_formats(path, tmp_path, what):
    target = tmp_path / f"{what}.jsonl"
    done = export(path, what, "-o", str(target))
    assert done.returncode == 0
    records = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert records
    assert all(tuple(record) == COLUMNS[what] for record in records)
    assert f"{len(records)} {what} written".encode() in done.stderr
    assert list(tmp_path.iterdir()) == [target]
    with connect_readonly(path) as db:
        stream = io.StringIO()
        assert write_csv(stream, COLUMNS[what], rows(db, what, Filters())) == len(records)


def test_json_keeps_types_and_words(path, tmp_path):
    target = tmp_path / "x"
    export(path, "figures", "-o", str(target), "--format", "jsonl")
    record = json.loads(target.read_text("utf-8"))
    assert (record["value"], record["text"], record["unit"]) == (-5, "-5 %", "%")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"since": "2026"}, ["Zinc"]),
        ({"until": "2025"}, ["Ñandú mine — “open”"]),
        ({"since": "2025-01-24", "until": "2025-01-24"}, ["Ñandú mine — “open”"]),
        ({"since": "2025-02-10", "until": "2025-12", "duplicates": True}, ["Copy"]),
        ({"until": "2026-02-01"}, ["Ñandú mine — “open”", "Zinc"]),
        ({"site": "other.example", "duplicates": True}, ["Copy"]),
        ({"site": "other.example"}, []),
        ({"words": "nandu"}, ["Ñandú mine — “open”"]),
        ({"words": "zinc OR undated"}, ["Zinc", "Undated"]),
        ({"words": "und*"}, ["Undated"]),
        ({"words": "first1-quarry1"}, ["Ñandú mine — “open”"]),
        ({"words": 'un"closed'}, []),
        ({"words": "AND (("}, []),
    ],
)
def test_filters(path, filters, expected):
    assert titles(path, **filters) == expected


def test_filters_of_quotes_and_events(path):
    with connect_readonly(path) as db:

        def count(what, **filters):
            return sum(1 for _ in rows(db, what, Filters(**filters)))

        assert [count("quotes", words="lines"), count("quotes", words="nandu")] == [1, 0]
        assert [count("images", words="nandu"), count("images", words="zinc")] == [1, 0]
        assert [count("events", words="oslo congress"), count("events", words="%")] == [1, 0]
        assert [count("events", since="2031-06-26"), count("events", since="2031-07")] == [1, 0]
        assert [count("events", until="2031-06-24"), count("events", until="2030")] == [1, 0]
        assert count("events", site="none.example") == 0


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =x", "'  =x"),
        ("＝x", "'＝x"),
        ("a=b", "a=b"),
        (-1.5, -1.5),
        (-3, -3),
        (45000.0, 45000),
        (None, None),
        (["=a", "b"], "'=a; b"),
    ],
)
def test_safe_cell(value, cell):
    assert safe_cell(value) == cell


def test_excel_mark(path):
    assert export(path, "events", "--excel").stdout.startswith(b"\xef\xbb\xbfname,")
    assert export(path, "events").stdout.startswith(b"name,")


@pytest.mark.parametrize(
    ("arguments", "message", "status"),
    [
        ((), b"name one of articles", 2),
        (("nothing",), b"name one of articles", 2),
        (("quotes", "--sinse", "2025"), b"unknown option --sinse", 2),
        (("quotes", "--since", "last week"), b"give a date like", 2),
        (("quotes", "-o", "/none/such/place.csv"), b"can't be written", 1),
        (("quotes", "-s", "DATABASE=/none/such.db"), b"there is no database", 7),
    ],
)
def test_bad_input_gets_one_clear_line(path, arguments, message, status):
    done = export(path, *arguments)
    assert message in done.stderr.splitlines()[-1]
    assert b"Traceback" not in done.stderr
    assert done.returncode == status


def test_a_failed_export_leaves_no_file_and_keeps_the_old(path, tmp_path):
    target = tmp_path / "quotes.csv"
    target.write_text("old")
    broken = tmp_path / "broken.db"
    broken.write_bytes(path.read_bytes())
    db = sqlite3.connect(broken)
    db.execute("DROP TABLE quotes")
    db.close()
    done = export(broken, "quotes", "-o", str(target))
    assert done.returncode == 7
    assert b"Traceback" not in done.stderr
    assert target.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir() if "quotes" in file.name] == ["quotes.csv"]


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path):
    path = tmp_path / "many.db"
    writer = Writer(path)
    links = [Link(f"https://ore-news.example/{n}", "x" * 200) for n in range(5000)]
    writer.save_article(story("many", "2025", "Many", links=links), seen_at=SEEN)
    writer.close()
    command = [sys.executable, "-m", "scrapy", "export", "-s", f"DATABASE={path}", "links"]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 0


def test_export_while_a_crawl_writes(path):
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE articles SET title = 'not yet' WHERE id = 3")
    try:
        assert titles(path)[1] == "Zinc"
    finally:
        db.execute("ROLLBACK")
        db.close()
