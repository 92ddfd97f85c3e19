"""``scrapy crawl`` on small sites made for one trouble each: what it stores, says and returns."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import crawl, rows, scrapy
from tests.site_server import Request, Response, SiteServer, serve
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.store import Writer

TEXT = (
    "<p>The mill of {name} has run for a year without a stop, its owner said on Monday, and the "
    "village has stopped counting the trucks that pass its school in the morning.</p>"
    "<p>A second line is planned for the spring. It will grind the harder ore that lies below the "
    "river, and it needs forty people who can be trained in the old dairy.</p>"
)


OTHER_TEXT = (
    "<p>Divers have found the lost pump of {name} under nine metres of silt. It went down with its "
    "barge in the flood of 1953 and was thought to have been sold for scrap long ago.</p>"
)


def story(name: str, *, day: int = 3, extra: str = "", text: str = TEXT) -> str:
    """A small article."""
    return (
        f"<html><head><title>{name} mill runs on</title></head><body><article>"
        f"<h1>{name} mill runs on</h1><time datetime='2026-02-{day:02}'>{day} February 2026</time>"
        f"{text.format(name=name)}{extra}</article></body></html>"
    )


def listing(*paths: str) -> str:
    links = "".join(f"<li><a href='{path}'>A story at {path}</a></li>" for path in paths)
    return (
        f"<html><head><title>News</title></head><body><h1>News</h1><ul>{links}</ul></body></html>"
    )


def html(text: str, status: int = 200, **headers: str) -> Response:
    return Response(status, {"Content-Type": "text/html; charset=utf-8", **headers}, text.encode())


Pages = dict[str, Response | Callable[[Request], Response]]


def site(pages: Pages) -> Callable[[Request], Response]:
    """A lookup for the server; what is not in ``pages`` is a 404."""

    def answer(request: Request) -> Response:
        found = pages.get(request.path, html("<h1>Not found</h1>", 404))
        return found(request) if callable(found) else found

    return answer


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def titles(database: Path) -> set[str]:
    return {row["title"] for row in rows(database, "SELECT title FROM articles")}


def asked(server: SiteServer) -> list[str]:
    return [entry.path for entry in server.log]


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


class TestMemory:
    """What a later run asks for, and what it finds changed."""

    def test_second_runs(self, database):
        pages: Pages = {
            "/": html(listing("/a", "/b", "/c")),
            **{f"/{name.lower()}": html(story(name)) for name in "ABC"},
        }
        with serve(site(pages)) as server:
            base = f"{server.base_url}/"
            assert crawl("wmc_news", base, database).returncode == 0
            server.log.clear()
            done = crawl("wmc_news", base, database)
            assert done.returncode == 0
            assert not {"/a", "/b", "/c"} & set(asked(server))

            pages["/"] = html(listing("/a", "/c", "/d"))
            pages["/a"] = html(story("A", extra="<p>A correction was added in the evening.</p>"))
            pages["/d"] = html(story("D", text=OTHER_TEXT))
            del pages["/b"]
            server.log.clear()
            done = crawl("wmc_news", base, database, "-a", "refresh=all")
            assert done.returncode == 0
            answered = {(entry.path, entry.status) for entry in server.log}
            assert {("/a", 200), ("/b", 404), ("/c", 304), ("/d", 200)} <= answered
        (run,) = rows(database, "SELECT * FROM crawls ORDER BY id DESC LIMIT 1")
        assert (run["new"], run["changed"], run["duplicates"]) == (1, 1, 0)
        gone = rows(database, "SELECT title FROM articles WHERE gone NOT NULL")
        assert [row["title"] for row in gone] == ["B mill runs on"]
        texts = rows(
            database,
            "SELECT v.body FROM versions v JOIN articles a ON a.id = v.article_id "
            "WHERE a.title LIKE 'A %' ORDER BY v.version",
        )
        assert len(texts) == 2
        assert "correction" not in texts[0]["body"]
        assert "correction" in texts[1]["body"]

    def test_a_run_cut_short_is_taken_up_by_the_next(self, database):
        paths = [f"/s{n}" for n in range(12)]
        pages: Pages = {path: html(story(f"Mill{path[1:]}")) for path in paths}
        pages["/"] = html(listing(*paths))
        with serve(site(pages)) as server:
            base = f"{server.base_url}/"
            done = crawl("wmc_news", base, database, "-a", "max_pages=6")
            assert "page limit reached" in done.stderr
            assert len(titles(database)) == 5
            crawl("wmc_news", base, database)
        assert len(titles(database)) == 12

    def test_what_is_new_comes_before_what_is_due(self, database):
        paths = [f"/s{n}" for n in range(12)]
        pages: Pages = {path: html(story(f"Mill{path[1:]}")) for path in paths}
        pages["/"] = html(listing(*paths))
        with serve(site(pages)) as server:
            base = f"{server.base_url}/"
            crawl("wmc_news", base, database)
            pages["/"] = html(listing("/fresh"))
            pages["/fresh"] = html(story("Fresh", text=OTHER_TEXT))
            server.log.clear()
            crawl("wmc_news", base, database, "-a", "refresh=all", "-a", "max_pages=5")
            again = {path for path in asked(server) if path.startswith("/s")} & set(paths)
        assert len(again) == 3
        assert "Fresh mill runs on" in titles(database)

    def test_since_leaves_older_stories_out(self, database):
        pages: Pages = {
            "/": html(listing("/old", "/new")),
            "/old": html(story("Old", day=1)),
            "/new": html(story("New", day=20)),
        }
        with serve(site(pages)) as server:
            base = f"{server.base_url}/"
            crawl("wmc_news", base, database, "-a", "since=2026-02-10")
            assert titles(database) == {"New mill runs on"}
            server.log.clear()
            crawl("wmc_news", base, database, "-a", "since=2026-02-10")
            assert "/old" not in asked(server)
            crawl("wmc_news", base, database)
        assert titles(database) == {"New mill runs on", "Old mill runs on"}

    @pytest.mark.parametrize("kind", ["sitemap", "feed"])
    def test_a_list_found_by_a_killed_run_is_read_as_one(self, kind, database):
        root, entry, link = (
            ("urlset", "url", "loc") if kind == "sitemap" else ("rss", "item", "link")
        )

        def listed(request: Request) -> Response:
            text = f"<{root}><{entry}><{link}>{request.base_url}/a</{link}></{entry}></{root}>"
            return Response(200, {"Content-Type": "application/xml"}, text.encode())

        pages: Pages = {"/": html("<h1>Hello</h1>"), "/list": listed, "/a": html(story("Arden"))}
        with serve(site(pages)) as server:
            writer = Writer(database)
            writer.discover(f"{server.base_url}/list", kind)
            writer.close()
            done = crawl("wmc_news", f"{server.base_url}/", database)
        assert done.returncode == 0
        assert titles(database) == {"Arden mill runs on"}


def test_a_listing_without_end_is_left(database):
    """Every page of it shows the same stories, and a next one."""

    def news(request: Request) -> Response:
        page = int(request.query.removeprefix("page=") or 1)
        return html(listing("/a", "/b") + f"<a href='/news?page={page + 1}'>Next</a>")

    pages: Pages = {"/": html(listing("/news")), "/news": news}
    pages |= {"/a": html(story("Arden")), "/b": html(story("Brook", text=OTHER_TEXT))}
    with serve(site(pages)) as server:
        for refresh in ("recent", "all"):
            server.log.clear()
            done = crawl(
                "news",
                f"{server.base_url}/",
                database,
                "-a",
                f"refresh={refresh}",
                *("-s", "WMC_PATTERN_LIMIT=5"),
            )
            assert done.returncode == 0
            assert sum("page=" in path for path in asked(server)) <= 6
    assert len(titles(database)) == 2


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
