"""What the tables say of the pages that a run read: by kind, lost articles, what is new."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from wmcscraper.health.database import age_of

__all__ = ["Known", "lost_pages", "page_measures"]

_RECENT_TITLES = 1000
_LISTINGS = ("listing", "feed", "sitemap")
_LOST = (
    "site = :site AND fetched >= :started AND status = 200 AND article_id IS NOT NULL "
    "AND kind <> 'article' AND id <= :last_page"
)


class Known:
    """What was known of a site's articles when a run began."""

    def __init__(self, db: sqlite3.Connection, site: str) -> None:
        self._db = db
        (self.last_page,) = db.execute("SELECT coalesce(max(id), 0) FROM pages").fetchone()
        (self._last_article,) = db.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
        self._titles = dict(
            db.execute(
                "SELECT title, url_key FROM articles WHERE site = ? AND title IS NOT NULL "
                "ORDER BY first_seen DESC LIMIT ?",
                (site, _RECENT_TITLES),
            ).fetchall()
        )

    def date(self, key: str) -> tuple[bool, str | None]:
        """(is an article known from earlier runs, the date it had)."""
        row = self._db.execute(
            "SELECT date FROM articles WHERE url_key = ? AND id <= ?", (key, self._last_article)
        ).fetchone()
        return (False, None) if row is None else (True, row[0])

    def repeated(self, title: str | None, key: str) -> bool:
        """Whether another recent article has the title; remembers it."""
        return bool(title) and self._titles.setdefault(title or "", key) != key


def page_measures(
    db: sqlite3.Connection, site: str, *, started: str, now: datetime, last_page: int
) -> dict[str, float]:
    """Measures of the pages that were asked for since ``started``.

    ``last_page`` is the newest row of ``pages`` when the run began.
    """
    at = {"site": site, "started": started, "last_page": last_page}
    kinds: dict[str, float] = dict(
        db.execute(
            "SELECT kind, count(*) FROM pages WHERE site = :site AND fetched >= :started "
            "AND status IN (200, 304) GROUP BY kind",
            at,
        ).fetchall()
    )
    values = {f"pages:{kind}": float(count) for kind, count in kinds.items()}
    values["listings"] = float(sum(kinds.get(kind, 0) for kind in _LISTINGS))
    new, articles = db.execute(
        "SELECT count(*), coalesce(sum(kind = 'article'), 0) FROM pages WHERE site = :site "
        "AND id > :last_page AND fetched >= :started AND status = 200",
        at,
    ).fetchone()
    values["new_pages"] = float(new)
    if new:
        values["yield"] = articles / new
    known, lost = db.execute(
        "SELECT count(*), coalesce(sum(kind <> 'article'), 0) FROM pages WHERE site = :site "
        "AND id <= :last_page AND fetched >= :started AND status = 200 "
        "AND article_id IS NOT NULL",
        at,
    ).fetchone()
    values["known_pages"] = float(known)
    if known:
        values["lost"] = lost / known
    (newest,) = db.execute(
        "SELECT max(date) FROM articles WHERE site = ? AND date <= ?",
        (site, now.date().isoformat() + "~"),
    ).fetchone()
    age = age_of(newest, now.isoformat())
    if age is not None:
        values["newest_age"] = age
    return values


def lost_pages(
    db: sqlite3.Connection, site: str, *, started: str, last_page: int
) -> dict[str, list[str]]:
    """Pages that show that articles are lost, or that new pages are none, by measure."""
    at = {"site": site, "started": started, "last_page": last_page}
    queries = {
        "lost": _LOST,
        "yield": "site = :site AND id > :last_page AND fetched >= :started AND status = 200 "
        "AND kind <> 'article'",
        "listings": "site = :site AND fetched >= :started AND kind IN ('listing', 'feed', "
        "'sitemap') AND status NOT IN (200, 304)",
    }
    found = {}
    for field, where in queries.items():
        rows = db.execute(f"SELECT url FROM pages WHERE {where} LIMIT 3", at).fetchall()  # noqa: S608
        found[field] = [row[0] for row in rows]
    return found
