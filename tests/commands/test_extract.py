"""``scrapy extract``: one page from a file, standard input or the web, through the real command."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys

import pytest

from tests.conftest import PROJECT, SITE, scrapy
from tests.site_server import Request, Response, serve

URL = "https://ardennews.example/2025/03/04/arden-copper-restarts-its-mill"
TITLE = "Arden Copper restarts its mill"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} | Arden News</title>
<meta property="og:title" content="{TITLE}"><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2025-03-04T08:30:00+01:00"></head>
<body><article><h1>{TITLE}</h1><p>By Jane Roe, 4 March 2025</p>
<p>The mill of Arden Copper runs again after a winter of repairs, and the first trucks have left
the gate with 4,500 tonnes of concentrate for the port, the company said on Tuesday.</p>
<p>“The frost broke every conveyor that we have,” said Ana Ruiz, manager of the mill.</p>
<p>The company will show its new conveyors at the 12th Northern Copper Congress, to be held in
Lima, Peru, on 24-26 June 2031, together with the three firms that have built them.</p>
</article></body></html>"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def shown(*arguments):
    """What the command prints as JSON."""
    done = scrapy("extract", *arguments, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_file_as_json(page):
    found = shown(page, "--url", URL)
    article = found["article"]
    assert (found["kind"], found["reason"]) == ("article", "article")
    assert (article["title"], article["date"]) == (TITLE, "2025-03-04T08:30:00+01:00")
    assert (article["authors"], article["url"]) == (["Jane Roe"], URL)
    assert article["quotes"][0]["speaker"] == "Ana Ruiz"
    assert article["figures"][0]["value"] == 4500
    assert article["confidence"]["date"]["origin"] == "meta:article:published_time"
    assert [event["city"] for event in found["events"]] == ["Lima"]
    assert "choices" not in found


def test_a_file_as_text(page):
    done = scrapy("extract", page, "--url", URL)
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0].split() == ["page:", "article"]
    assert any(line.startswith("title:") and TITLE in line for line in lines)
    assert any("[meta:article:published_time, " in line for line in lines)
    assert any(line.startswith("event:") and "Lima, Peru" in line for line in lines)
    assert lines[-1].startswith("The company will show")


def test_explain_shows_what_was_not_taken(page):
    listed = shown(page, "--url", URL, "--explain")["choices"]
    assert [choice["chosen"] for choice in listed["title"]].count(True) == 1
    assert all(choice["evidence"] and 0 <= choice["score"] <= 1 for choice in listed["title"])
    titles = {choice["origin"]: choice for choice in listed["title"]}
    assert titles["h1"]["chosen"]
    assert titles["title"]["value"] == TITLE
    assert f"{TITLE} | Arden News" in titles["title"]["evidence"]
    assert [(choice["origin"], choice["chosen"]) for choice in listed["body"]] == [
        ("density", True)
    ]
    dates = {choice["origin"]: choice for choice in listed["date"]}
    assert dates["meta:article:published_time"]["chosen"]
    assert dates["meta:article:published_time"]["score"] > dates["url"]["score"] > 0
    assert [(c["value"], c["origin"], c["chosen"]) for c in listed["authors"]] == [
        ("Jane Roe", "meta:author", True),
        ("Jane Roe", "byline", False),
    ]
    text = scrapy("extract", page, "--url", URL, "--explain").stdout
    assert "date was chosen from" in text
    assert "(names of people)" in text


def test_a_packed_file(tmp_path):
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(PAGE.encode()))
    assert shown(path, "--url", URL)["article"]["title"] == TITLE


def test_standard_input():
    command = [sys.executable, "-m", "scrapy", "extract", "-", "--url", URL, "--format", "json"]
    done = subprocess.run(
        command, input=PAGE.encode(), cwd=PROJECT, capture_output=True, check=True, timeout=60
    )
    assert json.loads(done.stdout)["article"]["title"] == TITLE


@pytest.fixture
def site():
    """A site of one page that robots.txt allows, one that it forbids, and some that are none."""
    answers = {
        "/robots.txt": Response(
            200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /x"
        ),
        "/mill": Response(200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
        "/x": Response(200, {"Content-Type": "text/html"}, PAGE.encode()),
        "/old": Response(301, {"Location": "/mill"}),
        "/away": Response(301, {"Location": "http://127.0.0.2/mill"}),
        "/report.pdf": Response(200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 \x00\xff"),
    }

    def lookup(request: Request) -> Response:
        return answers.get(request.path, Response(404, {"Content-Type": "text/html"}, b"none"))

    with serve(lookup) as server:
        yield server


def test_a_page_of_the_web_is_asked_for_once(site, tmp_path):
    database = tmp_path / "none.db"
    found = shown(f"{site.base_url}/old", "-s", "DOWNLOAD_DELAY=0", "-s", f"DATABASE={database}")
    assert found["article"]["title"] == TITLE
    assert found["article"]["url"] == f"{site.base_url}/mill"
    assert [entry.path for entry in site.log] == ["/robots.txt", "/old", "/mill"]
    assert not database.exists()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/x", 6, "robots.txt forbids"),
        ("/gone", 3, "answers with status 404"),
        ("/away", 3, "leads to another site"),
        ("/report.pdf", 1, "is no HTML page"),
    ],
)
def test_a_page_that_cannot_be_had(site, path, status, words):
    done = scrapy("extract", f"{site.base_url}{path}", "-s", "DOWNLOAD_DELAY=0")
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "/x" not in [entry.path for entry in site.log]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["missing.html"], 1, "cannot read missing.html: No such file"),
        ([SITE], 1, "cannot read"),
        (["http://127.0.0.1:1/"], 3, "cannot be fetched"),
        (["ftp://example.org/"], 2, "not an http(s) address"),
        ([], 2, "give one URL"),
    ],
)
def test_a_wrong_source_is_told_in_one_line(arguments, status, words):
    done = scrapy("extract", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_packed_file_that_is_cut(tmp_path):
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(PAGE.encode() * 100)[:-20])
    done = scrapy("extract", path)
    assert done.returncode == 1
    assert "cannot read" in done.stderr
