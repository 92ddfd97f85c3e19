"""Reading ``versions``: what the database holds of one article's texts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from wmcscraper.identity import url_key

__all__ = ["Version", "at", "versions_of"]


@dataclass(frozen=True, slots=True)
class Version:
    """One row of ``versions``."""

    number: int
    seen_at: str
    """When the database learned it, UTC, ISO 8601."""
    cause: str
    """page or extractor."""
    fetched: str | None
    """When the page was fetched that it was read from."""
    title: str | None
    date: str | None
    body: str


def versions_of(db: sqlite3.Connection, url: str) -> list[Version]:
    """All versions of the article at ``url``, in whichever of its forms, oldest first.

    An address that only led to the article counts too. Empty where there is no such article.
    """
    found = db.execute(
        """
        SELECT v.version, v.seen_at, v.cause, v.fetched, v.title, v.date, v.body
        FROM versions v WHERE v.article_id = coalesce(
            (SELECT id FROM articles WHERE url_key = ?1),
            (SELECT article_id FROM pages WHERE url_key = ?1)
        ) ORDER BY v.version
        """,
        (url_key(url),),
    )
    return [Version(*row) for row in found.fetchall()]


def at(versions: list[Version], moment: str) -> Version | None:
    """The version that held at ``moment`` (UTC, as ``seen_at``); None before the first."""
    held = [version for version in versions if version.seen_at[:19] <= moment[:19]]
    return held[-1] if held else None
