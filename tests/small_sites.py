"""Small sites, made for one trouble each, and what a crawl of them left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import rows
from tests.site_server import Request, Response, SiteServer

__all__ = ["OTHER_TEXT", "Pages", "asked", "html", "listing", "site", "story", "titles"]

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


def titles(database: Path) -> set[str]:
    return {row["title"] for row in rows(database, "SELECT title FROM articles")}


def asked(server: SiteServer) -> list[str]:
    return [entry.path for entry in server.log]
