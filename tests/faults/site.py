"""A site of good stories and of everything else, and what a crawl of it must store."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.faults import hostile, network
from tests.faults.server import Exchange, Route, Routes
from tests.faults.stories import Story

__all__ = ["good_site", "mixed_site"]

_LISTED = 25  # stories of one listing page
_KILOBYTE = 1024


def good_site(stories: list[Story], *, rules: str = "") -> Routes:
    """Nothing but ``stories`` and their listings."""
    pages = {story.path: network.page(story.html()) for story in stories}
    pages |= _listings([story.path for story in stories])
    pages["/robots.txt"] = network.page(rules, Content_Type="text/plain")
    return pages.get


def mixed_site(stories: list[Story], *, size: int = 1024 * _KILOBYTE) -> Routes:
    """``stories``, some of which meet a fault at the first try, are sent under a lie or are full of
    characters that nobody sees, among all faults and hostile pages; the latter have about ``size``
    bytes."""
    pages: dict[str, Route] = {story.path: network.page(story.html()) for story in stories}
    for story, name in zip(stories, network.TRANSIENT, strict=False):
        pages[story.path] = network.transient(story.html(), name)
    for story, lie in zip(stories[len(network.TRANSIENT) :], network.LYING, strict=False):
        pages[story.path] = _lie(story, *lie)
    rest = stories[len(network.TRANSIENT) + len(network.LYING) :]
    for story, marks in zip(rest, network.UNSEEN, strict=False):
        named = story.html(head=f"<!-- {story.title} -->")  # by which its record is known
        pages[story.path] = _made(network.with_unseen(named, marks).encode())
    bad = [f"/fault/{name}" for name in network.PERMANENT]
    pages |= {f"/fault/{name}": route for name, route in network.PERMANENT.items()}
    for name, make in hostile.PAGES.items():
        pages[f"/hostile/{name}"] = _made(make(size))
        bad.append(f"/hostile/{name}")
    for name, make in hostile.DOCUMENTS.items():
        pages[f"/hostile/{name}"] = _made(make(size), "text/xml")
        bad.append(f"/hostile/{name}")
    pages["/hostile/links-without-end"] = _made(hostile.hostile_listing(40_000))
    pages["/calendar"] = _calendar
    pages["/visit"] = _visit
    bad += ["/hostile/links-without-end", "/calendar?month=2026-01", "/visit?sid=00"]
    bad += [story.path + "?PHPSESSID=0123456789abcdef0123456789abcdef" for story in stories[-3:]]
    bad += ["javascript:alert(1)", "data:text/html,<h1>x</h1>", "file:///etc/passwd", "//[broken"]
    bad += ["http://169.254.169.254/latest", "http://no-such-name.invalid/", "/\u202egnp.exe"]
    # The bad ones come first, so that they are in the way of the good ones.
    pages |= _listings([*bad, *(story.path for story in stories)])
    pages["/robots.txt"] = _endless_robots
    pages["/sitemap-index.xml"] = _sitemaps
    return pages.get


def _listings(targets: list[str]) -> dict[str, Route]:
    """The start page, and the listing pages that it leads to."""
    parts = [targets[start : start + _LISTED] for start in range(0, len(targets), _LISTED)]
    menu = "".join(f"<li><a href='/news/{n}/'>News {n}</a></li>" for n in range(len(parts)))
    pages = {"/": network.page(_listing(f"<ul>{menu}</ul>"))}
    for number, part in enumerate(parts):
        links = "".join(f"<li><a href='{escape(to, True)}'>Story {n}</a></li>"
                        for n, to in enumerate(part))  # fmt: skip
        pages[f"/news/{number}/"] = network.page(_listing(f"<ul>{links}</ul>"))
    return pages


def _listing(text: str) -> str:
    return f"<!DOCTYPE html><html><head><title>News</title></head><body><h1>News</h1>{text}"


def _made(body: bytes, kind: str = "text/html") -> Route:
    async def route(exchange: Exchange) -> None:
        await exchange.answer(body, Content_Type=kind)

    return route


def _lie(story: Story, encoding: str, declared: str, meta: str) -> Route:
    body = story.html(head=f"<meta charset='{meta}'>").encode(encoding)
    return _made(body, declared)


async def _calendar(exchange: Exchange) -> None:
    """A calendar that goes on for ever."""
    year, _, month = exchange.query.removeprefix("month=").partition("-")
    after = int(year) * 12 + int(month)
    link = f"<a href='/calendar?month={after // 12:04}-{after % 12 + 1:02}'>Next</a>"
    await exchange.answer(_listing(link).encode())


async def _visit(exchange: Exchange) -> None:
    """A page that knows each visitor by a new number."""
    number = int(exchange.query.removeprefix("sid=") or "0", 16) + 1
    links = "".join(f"<a href='/visit?sid={number * 3 + n:032x}'>On</a>" for n in range(3))
    await exchange.answer(_listing(links).encode())


async def _endless_robots(exchange: Exchange) -> None:
    """50 MB of rules, of which the first lines mean something."""

    def chunks() -> Iterator[bytes]:
        base = exchange.server.base_url
        yield f"User-agent: *\nDisallow: /forbidden\nSitemap: {base}/sitemap-index.xml\n".encode()
        for _ in range(800):
            yield b"Disallow: /a*b*c*d*e*f*g*h*i*j$\n" * 2048

    await exchange.stream(chunks(), Content_Type="text/plain")


async def _sitemaps(exchange: Exchange) -> None:
    """An index that names the sitemaps made to hurt, itself, and one that never ends."""
    names = ["hostile/" + name for name in hostile.DOCUMENTS]
    names += ["sitemap-index.xml", "fault/100-mb", "fault/gzip-bomb", "fault/stalled"]
    base = exchange.server.base_url
    entries = "".join(f"<sitemap><loc>{base}/{name}</loc></sitemap>" for name in names)
    body = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}"
    await exchange.answer(f"{body}</sitemapindex>".encode(), Content_Type="application/xml")
