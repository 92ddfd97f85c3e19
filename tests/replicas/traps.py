"""What an unfriendly site holds ready for a crawler, the same behind each markup."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from tests.site_server import Request, Response

__all__ = [
    "BIG_BYTES",
    "BIG_PATH",
    "CALENDAR",
    "FORBIDDEN",
    "PLANNER",
    "SOFT",
    "links",
    "off_site",
    "trap",
]

BIG_PATH = "/archive/complete-works.html"
BIG_BYTES = 60_000_000
BOMB_PATH = "/archive/yearbook.html"
BOMB_BYTES = 500_000_000
CALENDAR = "/calendar"
PLANNER = "/planner"
"""A second calendar, which takes day and view from its query."""
FORBIDDEN = ("/intern/", "print=")
"""What robots.txt forbids: a folder, and a parameter anywhere."""
ROBOTS = "User-agent: *\nDisallow: /intern/\nDisallow: /*?print=\n"
HTML = {"Content-Type": "text/html; charset=utf-8"}
LINE = (
    "<p>Volume after volume, the old reports tell of shafts, pumps and lamps, and of weather.</p>\n"
)
SOFT = """<html><head><title>Page not found</title></head><body><h1>Page not found</h1>
<p>We are sorry, but the page that you asked for could not be found on this server. It may have been
removed, renamed, or it may never have existed at all. Try the search, or go back to the start.</p>
<p>Last updated: 14 February 2026</p><p><a href="/">Start</a></p></body></html>"""
PROTOCOL = """<html><head><title>Internal protocol</title></head><body><h1>Internal protocol</h1>
<p>3 March 2026</p><p>Robots were asked not to read this page, in which a committee talks about
the colour of its chairs at a length that no reader outside of the committee would ever forgive.</p>
</body></html>"""


def links(number: int) -> list[tuple[str, str]]:
    """URL and words of trap links on the site itself; ``number`` varies the addresses."""
    return [
        (f"{CALENDAR}/", "Calendar"),
        (PLANNER, "Planner"),
        (BIG_PATH, "Complete works"),
        (BOMB_PATH, "Yearbook"),
        ("/go/partner", "Partner"),
        ("/go/status", "Status"),
        ("/go/round", "Round"),
        ("/go/self", "Self"),
        ("/go/deeper?n=1", "Deeper"),
        ("/go/intern", "Protocols"),
        ("/intern/protocol.html", "Internal"),
        (f"/lost/{number}.html", "Lost and found"),
        ("/dead/link.html", "Old link"),
        ("/error/", "Search"),
        ("/download/7", "Brochure"),
        ("/download/binary.html", "Poster"),
        ("/download/deep.html", "Tree"),
        ("/go/refresh", "Refresh"),
        ("/go/base", "Base"),
    ]


def off_site(base_url: str, other_url: str) -> list[tuple[str, str]]:
    """URL and words of links that leave the site."""
    port, other_port = (url.rpartition(":")[2] for url in (base_url, other_url))
    return [
        (f"{other_url}/news-of-a-neighbour/", "Neighbour"),
        ("http://169.254.169.254/latest/meta-data/", "Instance"),
        (f"http://localhost:{port}/under-another-name/", "Mirror"),
        (f"http://127.0.0.2:{port}/loop/", "Loop"),
        (f"http://[::1]:{port}/six/", "Six"),
        (f"http://2130706433:{other_port}/number/", "Number"),
        (f"http://127.0.0.1:{port}@127.0.0.1:{other_port}/at/", "At"),
        ("https://congress-office.example/", "Office"),
        ("//cdn-of-the-site.example/lib/", "Library"),
        ("ftp://127.0.0.1/pub/", "Files"),
        ("javascript:void(0)", "Menu"),
        ("mailto:press@site.example", "Mail"),
        ("tel:+48123", "Phone"),
    ]


def trap(request: Request, other_url: str, *, chunked: bool) -> Response | None:
    """The answer of a trap, or None where the path is none."""
    path = request.path
    redirects = {
        "/go/partner": f"{other_url}/landing/",
        "/go/status": "http://169.254.169.254/latest/user-data",
        "/go/round": "/go/back",
        "/go/back": "/go/round",
        "/go/self": "/go/self",
        "/go/intern": "/intern/protocol.html",
    }
    if path in redirects:
        return Response(302, {"Location": redirects[path]})
    if path == "/go/deeper":
        number = int(re.sub(r"\D", "", request.query) or 0)
        return Response(302, {"Location": f"/go/deeper?n={number + 1}"})
    if path == BIG_PATH:
        headers = {} if chunked else {"Content-Length": str(BIG_BYTES)}
        return Response(200, HTML | headers, _big())
    if path == BOMB_PATH:
        return Response(200, HTML | {"Content-Encoding": "gzip"}, _bomb())
    if path.startswith(CALENDAR):
        return Response(200, dict(HTML), _calendar(path).encode())
    if path == PLANNER:
        return Response(200, dict(HTML), _planner(request.query).encode())
    if path.startswith("/intern/"):
        return Response(200, dict(HTML), PROTOCOL.encode())
    if path.startswith("/lost/"):
        return Response(200, dict(HTML), SOFT.encode())
    if path.startswith("/error/"):
        return Response(500, dict(HTML), b"<h1>Internal error</h1>")
    if path == "/go/refresh":
        words = f'<meta http-equiv="refresh" content="0; url={other_url}/refreshed/">'
        return Response(200, dict(HTML), words.encode())
    if path == "/go/base":
        words = f'<base href="{other_url}/"><p><a href="based/">A</a> <a href="/rooted/">B</a></p>'
        return Response(200, dict(HTML), words.encode())
    if path == "/download/binary.html":
        return Response(200, dict(HTML), bytes(range(256)) * 400)
    if path == "/download/deep.html":
        return Response(200, dict(HTML), b"<div>" * 50_000 + b"deep" + b"</div>" * 50_000)
    if path.startswith("/download/"):
        return Response(200, {"Content-Type": "application/octet-stream"}, bytes(2_000_000))
    if path.endswith((".jpg", ".png", ".gif")):
        return Response(200, {"Content-Type": "image/jpeg"}, b"\xff\xd8\xff\xd9")
    if path.endswith(".pdf"):
        return Response(200, {"Content-Type": "application/pdf"}, b"%PDF-1.4\n%%EOF\n")
    return None


def _big() -> Iterator[bytes]:
    block = (LINE * (64_000 // len(LINE))).encode()
    sent = 0
    head = b"<html><head><title>Complete works</title></head><body><h1>Complete works</h1>\n"
    yield head
    sent += len(head)
    while sent < BIG_BYTES:
        piece = block[: BIG_BYTES - sent]
        yield piece
        sent += len(piece)


@cache
def _bomb() -> bytes:
    buffer = io.BytesIO()
    piece = (LINE * 10_000).encode()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=6) as packed:
        for _ in range(BOMB_BYTES // len(piece)):
            packed.write(piece)
    return buffer.getvalue()


def _calendar(path: str) -> str:
    match = re.search(r"(\d{4})-(\d\d)", path)
    count = int(match[1]) * 12 + int(match[2]) - 1 if match else 2026 * 12 + 10
    month, before, after = (
        f"{number // 12:04}-{number % 12 + 1:02}" for number in (count, count - 1, count + 1)
    )
    days = " ".join(f'<a href="{CALENDAR}/{month}-{day:02}/">{day}</a>' for day in range(1, 29))
    return (
        f"<html><head><title>Calendar {month}</title></head><body><h1>Calendar {month}</h1>"
        f'<p><a href="{CALENDAR}/{before}/">earlier</a> <a href="{CALENDAR}/{after}/">later</a></p>'
        f"<p>{days}</p><p>Nothing is planned in this month.</p></body></html>"
    )


def _planner(query: str) -> str:
    match = re.search(r"day=(\d{4}-\d\d-\d\d)", query)
    day = date.fromisoformat(match[1]) if match else date(2026, 11, 2)
    links = "".join(
        f'<a href="{PLANNER}?view={view}&amp;day={day + timedelta(days=step)}">{words}</a> '
        for view, step in (("day", 1), ("week", 7), ("month", 30))
        for words, step in (("earlier", -step), ("later", step), (f"by {view}", 0))
    )
    return (
        f"<html><head><title>Planner {day}</title></head><body><h1>Planner</h1><p>{links}</p>"
        f"<p>{day:%A}, {day.day} {day:%B} {day.year}: nothing is planned yet.</p></body></html>"
    )
