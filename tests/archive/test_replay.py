"""``scrapy replay``: the page as it was."""

from __future__ import annotations

import pytest

from tests.conftest import SITE, Crawled, rows, scrapy

DAY = "2099-12-31"


@pytest.fixture
def page(crawled: Crawled) -> tuple[str, bytes]:
    """The address of an article, and its bytes as the server sent them."""
    (row,) = rows(crawled.database, "SELECT url FROM articles ORDER BY id LIMIT 1")
    path = row["url"].removeprefix(crawled.base_url).strip("/")
    sent = (SITE / path / "index.html").read_bytes()
    return row["url"], sent.replace(b"{{base}}", crawled.base_url.encode())


def replay(crawled: Crawled, *arguments: str):
    return scrapy("replay", *arguments, "-s", f"DATABASE={crawled.database}")


@pytest.mark.parametrize("more", [(), ("--at", DAY)])
@pytest.mark.parametrize("form", ["{}", "{}?utm_source=mail", "{}#top"])
def test_the_bytes_of_the_page(crawled, page, tmp_path, form, more):
    url, sent = page
    file = tmp_path / "page.html"
    done = replay(crawled, form.format(url), "-o", str(file), *more)
    assert done.returncode == 0, done.stderr
    assert file.read_bytes() == sent
    assert ".warc.gz at byte" in done.stderr


def test_to_standard_output_with_headers(crawled, page):
    url, sent = page
    done = replay(crawled, url, "--headers")
    head, _, body = done.stdout.partition("\n\n")
    assert head.startswith("HTTP/1.1 200")
    assert "Content-Type: text/html" in head
    assert body == sent.decode().replace("\r\n", "\n")


def test_in_a_browser_nothing_runs(crawled, page, monkeypatch):
    monkeypatch.setenv("BROWSER", "true")  # the program 'true' takes any address and does nothing
    done = replay(crawled, page[0], "--browser")
    assert done.returncode == 0, done.stderr
    file = done.stderr.strip().splitlines()[-1]
    with open(file, encoding="utf-8") as shown:  # noqa: PTH123
        assert "default-src 'none'" in shown.read(3000)


@pytest.mark.parametrize(
    ("arguments", "told", "status"),
    [
        (["{base}/no-such-page/"], "is not in the archive", 1),
        (["{url}", "--at", "2001-01-01"], "was not archived on 2001-01-01 or before", 1),
        (["{url}", "--at", "soon"], "is no date", 2),
        (["page.html"], "give one address", 2),
        (["{url}", "-s", "ARCHIVE="], "nothing is archived", 1),
        (["{url}", "-s", "ARCHIVE=/no/such/folder"], "there is no archive", 1),
    ],
)
def test_why_there_is_nothing(crawled, page, arguments, told, status):
    given = [text.format(base=crawled.base_url, url=page[0]) for text in arguments]
    done = replay(crawled, *given)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
