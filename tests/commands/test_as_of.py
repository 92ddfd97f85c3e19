"""``scrapy export --as-of``: the same call gives the same file, whatever was learned since."""

import csv
import io
import json

import pytest

from tests.conftest import scrapy
from wmcscraper.items import Article, Capture
from wmcscraper.store import Writer, connect_readonly
from wmcscraper.store.export import Filters, columns, rows, write_csv, write_jsonl

SITE = "ore-news.example"
UNKNOWN = ("last_seen", "extractor")  # the newest version may be older than the newest reading
DAY = "2026-03-{:02}T08:00:00+00:00"
BODY = " ".join(f"quarry{n} ledger{n}" for n in range(40))


def story(name, title, body=BODY, date="2026-02-01", day=1, **fields):
    fetched = DAY.format(day)
    capture = Capture(fetched, fetched, "crawl-1.warc.gz", 100 * day, f"sha1:D{day}")
    precision = "day" if len(date) == 10 else "month"
    fields = {"date_precision": precision, "body": body, "capture": capture, **fields}
    return Article(f"https://{SITE}/{name}", SITE, title, date, **fields)


def save(writer, day, *articles):
    for article in articles:
        writer.save_article(article, seen_at=DAY.format(day))
    writer.flush()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.db"


@pytest.fixture
def writer(path):
    writer = Writer(path, extractor="1")
    other = " ".join(f"harbour{n} signal{n}" for n in range(40))
    save(
        writer,
        1,
        story("a", "Mill opens", authors=["Ana Ruiz"], tags=["mill"], section="News"),
        story("b", "Kiln closes", other, date="2026-02"),
    )
    save(writer, 3, story("a", "Mill opens", BODY + " Corrected.", day=3, authors=["Bo Lund"]))
    yield writer
    writer.close()


def exported(path, as_of, form=write_csv, **filters):
    stream = io.StringIO()
    names = columns("articles", record=True)
    with connect_readonly(path) as db:
        found = rows(db, "articles", Filters(as_of=as_of, **filters), record=True)
        form(stream, names, found)
    return stream.getvalue()


def change_everything(writer):
    """What can befall a row: corrected, renamed, dated, signed, gone, joined as a copy."""
    a = story("a", "Mill does not open", "Another text. " + BODY, date="2026-02-02", day=9)
    a.authors, a.tags, a.section, a.modified = ["Eva Roth"], ["kiln"], "Industry", "2026-03-08"
    a.language, a.summary, a.date_raw = "en", "It does not.", "2 Feb 2026"
    writer._run = type(writer._run)(writer._run.crawl_id, "2")
    earlier = story("original", "The first to tell", BODY, date="2026-01-01", day=9)
    save(writer, 9, a, story("b", "Kiln closes", date="2026-02-07", day=9), earlier)
    writer.mark_gone(f"https://{SITE}/b", DAY.format(10))
    writer.flush()


@pytest.mark.parametrize("form", [write_csv, write_jsonl])
@pytest.mark.parametrize("as_of", ["2026-03-01T23:59:59", "2026-03-05T12:00:00"])
@pytest.mark.parametrize(
    "filters", [{}, {"duplicates": True}, {"words": "Corrected OR kiln"}, {"since": "2026-02-01"}]
)
def test_the_same_bytes_later(writer, path, as_of, form, filters):
    before = exported(path, as_of, form, **filters)
    change_everything(writer)
    assert exported(path, as_of, form, **filters) == before
    assert exported(path, "2026-03-11T00:00:00", form, duplicates=True) != before


def test_what_was_known_on_each_day(writer, path):
    change_everything(writer)

    def titles_and_more(as_of):
        text = exported(path, as_of, write_jsonl, duplicates=True)
        names = ("title", "authors", "version", "extractor", "gone", "warc_offset", "date")
        found = [json.loads(line) for line in text.splitlines()]
        return [tuple(row[name] for name in names) for row in found]

    assert titles_and_more("2026-02-28T00:00:00") == []
    assert titles_and_more("2026-03-01T23:59:59") == [
        ("Mill opens", ["Ana Ruiz"], 1, "1", None, 100, "2026-02-01"),
        ("Kiln closes", [], 1, "1", None, 100, "2026-02"),
    ]
    assert titles_and_more("2026-03-03T23:59:59")[0] == (
        *("Mill opens", ["Bo Lund"], 2, "1", None, 300, "2026-02-01"),
    )
    last = titles_and_more("2026-03-12T00:00:00")
    assert last[0][:4] == ("Mill does not open", ["Eva Roth"], 3, "2")
    assert last[1][4] == DAY.format(10)


def test_copies_are_those_of_the_day(writer, path):
    save(writer, 4, story("copy", "Mill opens here", BODY, date="2026-02-05", day=4))
    day = exported(path, "2026-03-04T23:59:59", duplicates=True)
    change_everything(writer)
    with connect_readonly(path) as db:
        now = dict(db.execute("SELECT url, duplicate_of FROM articles"))
    assert exported(path, "2026-03-04T23:59:59", duplicates=True) == day
    assert len([row for row in csv.DictReader(io.StringIO(day)) if row["duplicate_of"]]) == 1
    assert sum(value is not None for value in now.values()) >= 2


def test_now_is_the_database_as_it_is(writer, path):
    change_everything(writer)
    names = [name for name in columns("articles") if name not in UNKNOWN]
    with connect_readonly(path) as db:
        everything = Filters(duplicates=True)
        known = Filters(duplicates=True, as_of="2026-04-01T00:00:00")
        for now, then in zip(
            rows(db, "articles", everything), rows(db, "articles", known), strict=True
        ):
            pairs = zip(columns("articles"), now, then, strict=True)
            assert [pair for pair in pairs if pair[0] in names and pair[1] != pair[2]] == []


def test_the_command(writer, path, tmp_path):
    place = ("-s", f"DATABASE={path}")
    target = tmp_path / "known.csv"
    done = scrapy("export", "articles", "--as-of", "2026-03-02", "-o", target, *place)
    assert done.returncode == 0
    before = target.read_bytes()
    change_everything(writer)
    scrapy("export", "articles", "--as-of", "2026-03-02", "-o", target, *place)
    assert target.read_bytes() == before
    assert b"Mill opens" in before
    done = scrapy("export", "articles", "--as-of", "2999", *place)
    assert done.returncode == 0
    assert "is still to come" in done.stderr
    for arguments, line in (
        (("quotes", "--as-of", "2026-03-02"), "--as-of is for articles"),
        (("articles", "--as-of", "spring"), "give a date like"),
    ):
        done = scrapy("export", *arguments, *place)
        assert done.returncode == 2
        assert line in done.stderr + done.stdout


@pytest.mark.parametrize("what", ["articles", "quotes", "figures", "images", "links", "events"])
def test_with_record(writer, path, what):
    done = scrapy("export", what, "--with-record", "-s", f"DATABASE={path}")
    assert done.returncode == 0
    header, *found = csv.reader(io.StringIO(done.stdout))
    assert tuple(header) == columns(what, record=True)
    assert {"fetched", "warc_file", "warc_offset", "warc_digest"} <= set(header)
    if what == "articles":
        row = dict(zip(header, found[0], strict=True))
        assert (row["fetched"], row["warc_offset"]) == (DAY.format(3), "300")
        assert (row["warc_digest"], row["extractor"], row["version"]) == ("sha1:D3", "1", "2")
