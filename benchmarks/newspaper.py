"""An invented news site on a loopback port: articles of years, listings, and what else it offers.

``serve(Newspaper(...))`` answers like a real one. What it offers to crawlers is a choice:
``lastmod`` (sitemaps that say when each page changed), ``validators`` (sitemaps without that, but
ETag and Last-Modified on each page), ``listings`` (nothing but pages), ``feed`` (the newest
stories as RSS, and pages).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from benchmarks.stories import Newsroom
from tests.site_server import NO_ETAG, Request, Response

__all__ = ["OFFERS", "Newspaper", "Piece"]

OFFERS = ("lastmod", "validators", "listings", "feed")
_TOPICS = ("copper", "gold", "energy", "policy", "people")
_A_PAGE = 25
_FEED = 20
_IN_SITEMAP = 1_000


@dataclass(slots=True)
class Piece:
    """One article of the site."""

    path: str
    title: str
    paragraphs: list[str]
    published: datetime
    changed: datetime
    topic: str


@dataclass
class Newspaper:
    """``pages`` pages, listings included; the newest article is six hours older than ``now``, and
    the oldest six years."""

    pages: int
    offers: str
    now: datetime
    pieces: list[Piece] = field(default_factory=list)
    """Newest first."""

    def __post_init__(self) -> None:
        listings = 2 * self.pages // (_A_PAGE + 2) + 2 * len(_TOPICS)
        count = self.pages - listings
        news = Newsroom(3)
        apart = timedelta(days=6 * 365) / count
        for number in range(count):
            self.add(news, number, self.now - timedelta(hours=6) - number * apart, last=True)

    def add(self, news: Newsroom, number: int, published: datetime, *, last: bool = False) -> Piece:
        """Publish a story, as the newest one or (``last``) behind all others."""
        story = news.story()
        piece = Piece(
            f"/{published:%Y/%m}/{'-'.join(story.title.lower().split()[:6])}-{number}/",
            story.title,
            story.paragraphs,
            published,
            published,
            _TOPICS[number % len(_TOPICS)],
        )
        self.pieces.insert(len(self.pieces) if last else 0, piece)
        return piece

    def __call__(self, request: Request) -> Response:
        """What the site answers."""
        parts = [part for part in request.path.split("/") if part]
        answer: Callable[[Request], Response | None] = self._article
        if not parts:
            answer = self._home
        elif parts[0] in ("news", "topic"):
            answer = self._listing
        elif parts[0] in ("robots.txt", "feed", "about") or parts[0].endswith(".xml"):
            answer = self._offer
        return answer(request) or Response(404, {"Content-Type": "text/html"}, b"<h1>Not here</h1>")

    # ---- pages

    def _home(self, request: Request) -> Response:
        return self._page("The Ore Herald", self._teasers(self.pieces[:15]), self.pieces[0].changed)

    def _listing(self, request: Request) -> Response | None:
        parts = [part for part in request.path.split("/") if part]
        number = int(parts.pop()) if parts[-2:-1] == ["page"] else 1
        parts = parts[:-1] if parts[-1] == "page" else parts
        found = self.pieces
        if parts[0] == "topic":
            found = [piece for piece in found if piece.topic == parts[-1]]
        shown = found[(number - 1) * _A_PAGE : number * _A_PAGE]
        if not shown:
            return None
        text = self._teasers(shown)
        base = "/" + "/".join(parts)
        if number > 1:
            newer = f"{base}/page/{number - 1}/" if number > 2 else f"{base}/"
            text += f"<a rel=prev href='{newer}'>Newer stories</a> "
        if number * _A_PAGE < len(found):
            text += f"<a rel=next href='{base}/page/{number + 1}/'>Older stories</a>"
        return self._page(parts[-1].capitalize(), text, max(piece.changed for piece in shown))

    def _article(self, request: Request) -> Response | None:
        piece = next((piece for piece in self.pieces if piece.path == request.path), None)
        if piece is None:
            return None
        place = self.pieces.index(piece)
        older = self.pieces[place + 1 : place + 2] or self.pieces[:1]
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in piece.paragraphs)
        day = f"{piece.published.day} {piece.published:%B %Y}"
        return self._page(
            piece.title,
            f"<article><h1>{escape(piece.title)}</h1><p class=meta><time "
            f"datetime='{piece.published.isoformat(timespec='seconds')}'>{day}</time></p>{text}"
            f"</article><aside><h2>Earlier</h2>{self._teasers(older)}</aside>",
            piece.changed,
        )

    def _teasers(self, pieces: list[Piece]) -> str:
        items = (
            f"<li><a href='{piece.path}'>{escape(piece.title)}</a> "
            f"<time datetime='{piece.published:%Y-%m-%d}'>{piece.published:%d.%m.%Y}</time></li>"
            for piece in pieces
        )
        return f"<ul>{''.join(items)}</ul>"

    def _page(self, title: str, text: str, changed: datetime) -> Response:
        nav = "".join(f"<a href='/topic/{topic}/'>{topic.capitalize()}</a> " for topic in _TOPICS)
        feed = "<link rel=alternate type='application/rss+xml' href='/feed/'>"
        body = (
            f"<!doctype html><html lang=en><head><title>{escape(title)} - The Ore Herald</title>"
            f"{feed if self.offers == 'feed' else ''}</head><body><header><nav>"
            f"<a href='/'>Home</a> <a href='/news/'>News</a> {nav}"
            "<a href='/about/'>About</a></nav></header>"
            f"<main>{text}</main><footer>The Ore Herald</footer></body></html>"
        )
        return self._answer("text/html; charset=utf-8", body, changed)

    def _answer(self, kind: str, body: str, changed: datetime) -> Response:
        headers = {"Content-Type": kind}
        if self.offers == "validators":
            headers["Last-Modified"] = format_datetime(changed, usegmt=True)
        else:
            headers[NO_ETAG] = "1"
        return Response(200, headers, body.encode())

    # ---- what is offered to crawlers

    def _offer(self, request: Request) -> Response | None:
        place = request.path.strip("/")
        maps = self.offers in ("lastmod", "validators")
        if place == "about":
            text = "<h1>About us</h1><p>The Ore Herald is written by nobody and read by few.</p>"
            return self._page("About us", text, self.pieces[-1].changed)
        if place == "robots.txt":
            line = f"Sitemap: {request.base_url}/sitemap.xml\n" if maps else ""
            return Response(
                200, {"Content-Type": "text/plain"}, f"User-agent: *\nAllow: /\n{line}".encode()
            )
        if place == "feed":
            return self._feed(request.base_url) if self.offers == "feed" else None
        return self._sitemap(place, request.base_url) if maps else None

    def _feed(self, base: str) -> Response:
        items = "".join(
            f"<item><title>{escape(piece.title)}</title><link>{base}{piece.path}</link>"
            f"<pubDate>{format_datetime(piece.published)}</pubDate></item>"
            for piece in self.pieces[:_FEED]
        )
        text = f"<rss version='2.0'><channel><title>The Ore Herald</title>{items}</channel></rss>"
        return self._answer("application/rss+xml", text, self.pieces[0].changed)

    def _sitemap(self, place: str, base: str) -> Response | None:
        parts = range(0, len(self.pieces), _IN_SITEMAP)
        # Counted from the oldest, as a site does whose sitemaps grow at their end.
        chunks = [self.pieces[::-1][start : start + _IN_SITEMAP] for start in parts]
        if place == "sitemap.xml":
            entries = "".join(
                f"<sitemap><loc>{base}/sitemap-{number}.xml</loc>{self._lastmod(chunk)}</sitemap>"
                for number, chunk in enumerate(chunks)
            )
            root = "sitemapindex"
        else:
            number = place.removeprefix("sitemap-").removesuffix(".xml")
            if not number.isdecimal() or int(number) >= len(chunks):
                return None
            chunks = [chunks[int(number)]]
            entries = "".join(
                f"<url><loc>{base}{piece.path}</loc>{self._lastmod([piece])}</url>"
                for piece in chunks[0]
            )
            root = "urlset"
        text = f"<{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</{root}>"
        changed = max(piece.changed for chunk in chunks for piece in chunk)
        return self._answer("application/xml", text, changed)

    def _lastmod(self, pieces: list[Piece]) -> str:
        if self.offers != "lastmod":
            return ""
        changed = max(piece.changed for piece in pieces).astimezone(UTC)
        return f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>"
