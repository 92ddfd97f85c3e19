"""``scrapy crawl`` on small sites: bad calls, verdicts, scope, what a page is read as."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import crawl, rows, scrapy
from tests.site_server import Request, Response, SiteServer, serve
from tests.small_sites import OTHER_TEXT, Pages, asked, html, listing, site, story, titles
from wmcscraper.extensions.verdict import ExitStatus


class TestBadCalls:
    """What can be known to fail before the first request is one line, and no traceback."""

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("nonews",), "no spider is called"),
            (("news",), "say which site"),
            (("news", "-a", "url=ftp://a.example/"), "no http(s) address"),
            (("news", "-a", "url=http://a.example/", "-a", "page=3"), "unknown argument -a page="),
            (("wmc_news", "-a", "since=yesterday"), "2025-01-31"),
        ],
    )
    def test_wrong_arguments(self, arguments, said, database):
        done = scrapy("crawl", *arguments, "-s", f"DATABASE={database}")
        assert done.returncode == ExitStatus.USAGE
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert not database.exists()

    def test_a_foreign_database_stays_untouched(self, tmp_path):
        import sqlite3

        foreign = tmp_path / "other.db"
        with sqlite3.connect(foreign) as connection:
            connection.execute("CREATE TABLE mine (x)")
        before = foreign.read_bytes()
        done = crawl("wmc_news", "http://127.0.0.1:9/", foreign)
        assert done.returncode == ExitStatus.DATABASE
        assert "another program" in done.stderr
        assert "Traceback" not in done.stderr
        assert foreign.read_bytes() == before

    @pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.write_text("no database" * 99)])
    def test_what_is_no_database(self, make, tmp_path):
        place = tmp_path / "news.db"
        make(place)
        done = crawl("wmc_news", "http://127.0.0.1:9/", place)
        assert done.returncode == ExitStatus.DATABASE
        assert "Traceback" not in done.stderr


class TestVerdicts:
    """The exit status tells a scheduler what happened."""

    def test_unreachable(self, database):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        done = crawl("wmc_news", f"http://127.0.0.1:{port}/", database)
        assert done.returncode == ExitStatus.UNREACHABLE
        assert "gave no page" in done.stderr
        assert "Traceback" not in done.stderr
        assert rows(database, "SELECT reason, errors FROM crawls")[0]["errors"] >= 1

    def test_robots_forbids_all(self, database):
        rules = Response(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n")
        with serve(site({"/robots.txt": rules, "/": html(story("Arden"))})) as server:
            done = crawl("wmc_news", f"{server.base_url}/", database)
            assert done.returncode == ExitStatus.FORBIDDEN
            assert asked(server) == ["/robots.txt"]

    def test_nothing_extracted(self, database):
        with serve(site({"/": html("<h1>Hello</h1>")})) as server:
            done = crawl("wmc_news", f"{server.base_url}/", database)
            again = crawl("wmc_news", f"{server.base_url}/", database)
        assert done.returncode == ExitStatus.NOTHING_EXTRACTED
        assert "rejected" in done.stderr
        assert again.returncode == ExitStatus.NOTHING_EXTRACTED

    def test_server_errors_are_tried_again_twice(self, database):
        with serve(site({"/": html("busy", 503)})) as server:
            done = crawl("wmc_news", f"{server.base_url}/", database)
            assert asked(server).count("/") == 3
        assert done.returncode == ExitStatus.UNREACHABLE

    def test_too_many_errors(self, database):
        pages: Pages = {f"/s{n}": html("broken", 500) for n in range(4)}
        pages |= {"/": html(listing("/good", *pages)), "/good": html(story("Arden"))}
        with serve(site(pages)) as server:
            done = crawl("wmc_news", f"{server.base_url}/", database, "-s", "RETRY_TIMES=0")
        assert done.returncode == ExitStatus.TOO_MANY_ERRORS
        assert titles(database) == {"Arden mill runs on"}

    def test_dead_gone_looping_and_oversized_links_are_no_failure(self, database):
        def big(_: Request) -> Response:
            return Response(200, {"Content-Type": "text/html"}, (b"x" * 65536 for _ in range(900)))

        bomb = gzip.compress(b"<p>" + b"0" * 30_000_000)
        pages: Pages = {
            "/": html(listing("/good", "/dead", "/gone", "/loop", "/big", "/bomb")),
            "/good": html(story("Arden")),
            "/gone": html("gone", 410),
            "/loop": html("", 302, Location="/loop"),
            "/big": big,
            "/bomb": Response(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, bomb),
        }
        with serve(site(pages)) as server:
            done = crawl("wmc_news", f"{server.base_url}/", database)
            sent = sum(entry.sent for entry in server.log if entry.path == "/big")
        assert done.returncode == ExitStatus.OK, done.stderr
        assert sent < 35_000_000
        for reason in ("2 dead link", "2 too large", "1 redirects in a loop"):
            assert reason in done.stderr
        assert titles(database) == {"Arden mill runs on"}


class TestScope:
    """No request leaves the site."""

    def test_links_and_redirects_that_leave_are_not_followed(self, database):
        with serve(site({})) as other:
            pages: Pages = {
                "/": html(
                    listing(
                        *("/good", "/away", f"{other.base_url}/x", "http://169.254.169.254/latest"),
                        *("//other.example/", "javascript:void(0)", "mailto:a@b.example"),
                    )
                ),
                "/good": html(story("Arden")),
                "/away": html("", 302, Location=f"{other.base_url}/y"),
            }
            with serve(site(pages)) as server:
                done = crawl("wmc_news", f"{server.base_url}/", database)
            assert other.log == []
        assert done.returncode == ExitStatus.OK
        assert "1 leaves the site" in done.stderr

    def test_a_name_that_resolves_to_a_private_address_is_refused(self, database):
        # Every system resolves its own host name or this special one to loopback.
        name = socket.gethostname()
        try:
            address = socket.gethostbyname(name)
        except OSError:
            pytest.skip("this machine's own name does not resolve")
        if not address.startswith(("127.", "10.", "172.", "192.168.")):
            pytest.skip("this machine's own name resolves to a public address")
        done = crawl("wmc_news", f"http://{name}:9/", database)
        assert "resolves to the private address" in done.stderr
        assert done.returncode == ExitStatus.UNREACHABLE


class TestRedirects:
    """A page is read once, whatever the way to it."""

    def test_to_the_twin_with_a_slash(self, database):
        pages: Pages = {
            "/news": html("", 301, Location="/news/"),
            "/news/": html(listing("/a")),
            "/a": html("", 301, Location="/a/"),
            "/a/": html(story("Arden")),
        }
        with serve(site(pages)) as server:
            done = crawl("news", f"{server.base_url}/news", database)
            assert asked(server).count("/a/") == 1
        assert done.returncode == 0, done.stderr
        assert titles(database) == {"Arden mill runs on"}

    def test_two_ways_to_one_page(self, database):
        pages: Pages = {
            "/": html(listing("/short", "/a", "/other")),
            "/short": html("", 302, Location="/a"),
            "/other": html("", 302, Location="/hidden"),
            "/a": html(story("Arden")),
            "/hidden": html(story("Brook", text=OTHER_TEXT)),
        }
        with serve(site(pages)) as server:
            done = crawl("news", f"{server.base_url}/", database)
        assert "1 redirects to a page met before" in done.stderr
        (run,) = rows(database, "SELECT new, rejected FROM crawls")
        assert run["new"] == 2


def test_the_shell_is_no_run(database):
    with serve(site({"/": html(story("Arden"))})) as server:
        command = ("shell", f"{server.base_url}/", "-c", "response.status")
        done = scrapy(*command, "-s", f"DATABASE={database}")
    assert done.stdout.strip() == "200"
    assert "Traceback" not in done.stderr
    assert rows(database, "SELECT * FROM crawls") == []


def test_a_wrong_charset_gives_no_mojibake(database):
    text = story("Żabia Wola").replace("<head>", "<head><meta charset='utf-8'>")
    page = Response(200, {"Content-Type": "text/html; charset=utf-8"}, text.encode("cp1250"))
    with serve(site({"/": html(listing("/a")), "/a": page})) as server:
        crawl("news", f"{server.base_url}/", database)
    assert titles(database) == {"Żabia Wola mill runs on"}


@pytest.fixture(scope="module")
def feeds_only() -> Iterator[SiteServer]:
    """Stories that no page links: a sitemap, a feed and a REST listing name one each."""
    pages: Pages = {f"/{n}": html(story(n.title())) for n in ("mapped", "fed", "posted")}

    def text(kind: str, body: str) -> Callable[[Request], Response]:
        return lambda request: Response(
            200, {"Content-Type": kind}, body.replace("{base}", request.base_url).encode()
        )

    pages |= {
        "/": html(
            "<html><head><title>Mills</title>"
            "<link rel='alternate' type='application/rss+xml' href='/news.rss'>"
            "<link rel='https://api.w.org/' href='/wp-json/'></head>"
            "<body><h1>Mills</h1></body></html>"
        ),
        "/robots.txt": text("text/plain", "User-agent: *\nSitemap: {base}/index.xml\n"),
        "/index.xml": text(
            "application/xml",
            "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap>"
            "<loc>{base}/map.xml</loc></sitemap></sitemapindex>",
        ),
        "/map.xml": text(
            "application/xml",
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url>"
            "<loc>{base}/mapped</loc><lastmod>2026-02-03</lastmod></url></urlset>",
        ),
        "/news.rss": text(
            "application/rss+xml",
            "<rss version='2.0'><channel><item><title>Fed</title><link>{base}/fed</link>"
            "<pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate></item></channel></rss>",
        ),
        "/wp-json/wp/v2/posts": text(
            "application/json",
            '[{"link": "{base}/posted", "date": "2026-02-03T10:00:00", '
            '"title": {"rendered": "Posted"}}]',
        ),
    }
    with serve(site(pages)) as server:
        yield server


def test_sitemaps_feeds_and_rest_lead_to_stories(feeds_only, database):
    done = crawl("news", f"{feeds_only.base_url}/", database)
    assert done.returncode == 0, done.stderr
    assert titles(database) == {f"{name} mill runs on" for name in ("Mapped", "Fed", "Posted")}
