"""A replica that is being served: a theme over a model, its traps, its two states."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from urllib.parse import parse_qs

from tests.replicas import traps
from tests.replicas.model import Model
from tests.replicas.themes import THEMES, Theme
from tests.replicas.themes.base import Document
from tests.replicas.themes.block_feeds import REST
from tests.site_server import NO_ETAG, Request, Response, SiteServer, serve

__all__ = ["Replica", "serving"]

SEEDS = {name: 11 + at for at, name in enumerate(THEMES)}
NEIGHBOUR = b"<html><body><h1>Another site</h1><p>No crawler was invited here.</p></body></html>"


class Replica:
    """Answers requests as a site of one theme; ``second_state`` changes what it holds."""

    def __init__(self, theme: str, seed: int = 0) -> None:
        self.name = theme
        self.model = Model(SEEDS[theme] + 100 * seed)
        self.site: SiteServer
        self.other: SiteServer

    @cached_property
    def theme(self) -> Theme:
        """The markup, once the servers run."""
        return THEMES[self.name](self.model, self.site.base_url, self.other.base_url)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """What the site holds in its present state."""
        return self.theme.documents()

    def second_state(self) -> None:
        """Three new stories, one edited, one gone."""
        self.model.state = 2
        self.__dict__.pop("documents", None)

    def lookup(self, request: Request) -> Response:
        """The answer to a request."""
        if request.path == "/robots.txt":
            text = self.theme.robots.replace("{base}", self.site.base_url)
            text = text.replace("{other}", self.other.base_url)
            return Response(200, {"Content-Type": "text/plain"}, text.encode())
        caught = traps.trap(request, self.other.base_url, chunked=self.theme.chunked)
        if caught is not None:
            return caught
        if request.path == REST and REST in self.documents:
            return self._rest(request)
        document = self.documents.get(f"{request.path}?{request.query}") or (
            self.documents.get(request.path)
        )
        if document is None and self.theme.sloppy_slash:
            document = self.documents.get(f"{request.path}/")
        if document is None:
            return self._unknown(request)
        return self._page(document)

    def _page(self, document: Document) -> Response:
        headers = {"Content-Type": self.theme.content_type, **document.headers}
        if self.theme.validators == "date":
            headers[NO_ETAG] = "1"
        text = document.text.encode(document.encoding, "xmlcharrefreplace")
        if self.theme.validators == "weak":
            headers["ETag"] = f'W/"{zlib.crc32(text):x}"'
        return Response(200, headers, text)

    def _unknown(self, request: Request) -> Response:
        html = {"Content-Type": "text/html; charset=utf-8"}
        if self.model.state == 2 and request.path == self.theme.path(self.model.gone):
            return Response(self.theme.gone_status, html, b"<h1>Gone</h1>")
        if self.theme.soft_everywhere:
            return Response(200, html, traps.SOFT.encode())
        return Response(404, html, b"<h1>Not found</h1>")

    def _rest(self, request: Request) -> Response:
        posts = json.loads(self.documents[REST].text)
        asked = parse_qs(request.query)
        size = max(1, min(100, int(asked.get("per_page", ["10"])[0])))
        page = int(asked.get("page", ["1"])[0])
        last = -(-len(posts) // size)
        headers = {
            **self.documents[REST].headers,
            "X-WP-Total": str(len(posts)),
            "X-WP-TotalPages": str(last),
        }
        if page > last:
            return Response(400, headers, b'{"code":"rest_post_invalid_page_number"}')
        return Response(200, headers, json.dumps(posts[(page - 1) * size : page * size]).encode())


@contextmanager
def serving(theme: str, seed: int = 0) -> Iterator[Replica]:
    """A replica on a free port, with a neighbour on another one that nobody should ask.

    Another ``seed`` gives other stories.
    """
    replica = Replica(theme, seed)

    def neighbour(request: Request) -> Response:
        return Response(200, {"Content-Type": "text/html"}, NEIGHBOUR)

    with serve(replica.lookup) as site, serve(neighbour) as other:
        replica.site, replica.other = site, other
        yield replica
