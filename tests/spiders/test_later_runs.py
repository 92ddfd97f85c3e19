"""What a later run asks for, and what it finds changed."""

from __future__ import annotations

import pytest

from tests.conftest import crawl, rows
from tests.site_server import Request, Response, serve
from tests.small_sites import OTHER_TEXT, Pages, asked, html, listing, site, story, titles
from wmcscraper.store import Writer


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
