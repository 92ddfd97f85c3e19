"""The server of the sample site: conditional requests, redirects, placeholders, its log."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.site_server import Logged, Request, Response, SiteServer, serve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("<a href='{{base}}/b/'>é</a>", "utf-8")
    (tmp_path / "calendar.html").write_text("{{previous_month}} {{month}} {{next_month}}", "utf-8")
    (tmp_path / "_redirects").write_text("/old/ /a/ 301\n/gone/ - 410\n", "utf-8")
    (tmp_path / "404.html").write_text("nothing here", "utf-8")
    return tmp_path


def ask(site: SiteServer, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", site.server_port, timeout=10)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=sent)
    return connection.getresponse()


def test_page_has_type_length_and_base_url(folder: Path) -> None:
    with serve(folder) as site:
        answer = ask(site, "/a/?utm_source=x")
        body = answer.read()
        assert body.decode() == f"<a href='{site.base_url}/b/'>é</a>"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert int(answer.headers["Content-Length"]) == len(body)
        assert site.log == [Logged("GET", "/a/?utm_source=x", 200, len(body))]


def test_conditional_requests(folder: Path) -> None:
    with serve(folder) as site:
        first = ask(site, "/a/")
        tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        assert ask(site, "/a/", If_None_Match=tag).status == 304
        assert ask(site, "/a/", If_None_Match=f'"other", W/{tag}').status == 304
        assert ask(site, "/a/", If_Modified_Since=changed).status == 304
        # A tag that differs wins over a date that agrees.
        assert ask(site, "/a/", If_None_Match='"x"', If_Modified_Since=changed).status == 200
        (folder / "a" / "index.html").write_text("new", "utf-8")
        assert ask(site, "/a/", If_None_Match=tag).read() == b"new"


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/old/", 301, "/a/"),
        ("/gone/", 410, None),
        ("/a", 301, "/a/"),
        ("/missing/", 404, None),
        ("/_redirects", 404, None),
        ("/../../etc/passwd", 404, None),
    ],
)
def test_status(folder: Path, path: str, status: int, location: str | None) -> None:
    with serve(folder) as site:
        answer = ask(site, path)
        assert (answer.status, answer.headers["Location"]) == (status, location)


def test_head_sends_no_body(folder: Path) -> None:
    with serve(folder) as site:
        answer = ask(site, "/a/", method="HEAD")
        assert answer.status == 200
        assert answer.read() == b""
        assert site.log[0].sent == 0


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("?month=2026-12", b"2026-11 2026-12 2027-01"),
        ("?month=x", b"2026-02 2026-03 2026-04"),
        ("", b"2026-02 2026-03 2026-04"),
    ],
)
def test_calendar_never_ends(folder: Path, query: str, text: bytes) -> None:
    with serve(folder) as site:
        assert ask(site, f"/calendar.html{query}").read() == text


def test_function_as_a_site_streams() -> None:
    def lookup(request: Request) -> Response:
        return Response(200, {"Content-Type": "text/plain"}, (b"ab" for _ in range(3)))

    with serve(lookup) as site:
        assert ask(site, "/any").read() == b"ababab"
