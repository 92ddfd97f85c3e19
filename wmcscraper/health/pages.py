"""What the tables say of the pages that a run read: by kind, lost articles, what is new."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from statistics import median

from wmcscraper.health.database import age_of
from wmcscraper.health.doubt import Doubts
from wmcscraper.health.former import Former, former_article
from wmcscraper.version import EXTRACTOR

__all__ = ["Known", "lost_pages", "page_measures"]

_RECENT = 1000
_LISTINGS = ("listing", "feed", "sitemap")
# Trouble of the server says nothing of the page.
_ANSWERED = "fetched >= :started AND status < 500 AND status <> 429"
# Known articles that were asked for, and not answered as unchanged.
_KNOWN = f"""FROM pages p JOIN articles a ON a.id = p.article_id
WHERE p.site = :site AND p.id <= :last_page AND p.{_ANSWERED} AND p.status <> 304
    AND (a.gone IS NULL OR a.gone >= :started)"""
# Whatever their pages answered (no article, gone, the way to the home page): the articles were
# seen at no other address either.
_LOST = "a.last_seen < :started"
_NEW = f"FROM pages WHERE site = :site AND id > :last_page AND {_ANSWERED}"


class Known:
    """What was known of a site's articles when a run began."""

    def __init__(self, db: sqlite3.Connection, site: str, doubts: Doubts | None = None) -> None:
        self._db = db
        self._doubts = doubts or Doubts()
        (self.last_page,) = db.execute("SELECT coalesce(max(id), 0) FROM pages").fetchone()
        (self._last_article,) = db.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
        self._titles = dict(
            db.execute(
                "SELECT title, url_key FROM articles WHERE site = ? AND title IS NOT NULL "
                "ORDER BY first_seen DESC LIMIT ?",
                (site, _RECENT),
            ).fetchall()
        )

    def usual_length(self, site: str) -> int:
        """Characters of the middle one of the newest articles; 0 where there is none."""
        lengths = [
            row[0]
            for row in self._db.execute(
                "SELECT length(body) FROM articles WHERE site = ? ORDER BY first_seen DESC LIMIT ?",
                (site, _RECENT),
            )
        ]
        return round(median(lengths)) if lengths else 0

    def article(self, key: str) -> Former | None:
        """An article as it is known from earlier runs; None for a new one."""
        found = former_article(self._db, key, self._last_article, EXTRACTOR)
        return found and replace(found, doubtful=self._doubts.of(found.seen))

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
    asked, new, articles = db.execute(
        "SELECT count(*), coalesce(sum(status = 200), 0), "
        f"coalesce(sum(status = 200 AND kind = 'article'), 0) {_NEW}",
        at,
    ).fetchone()
    values |= {"asked_new": float(asked), "new_pages": float(new)}
    if asked:
        values["dead"] = 1 - new / asked
    if new:
        values["yield"] = articles / new
    known, lost = db.execute(
        f"SELECT count(*), coalesce(sum({_LOST}), 0) {_KNOWN}",
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
        "lost": f"SELECT p.url {_KNOWN} AND {_LOST}",
        "yield": f"SELECT url {_NEW} AND status = 200 AND kind <> 'article'",
        "dead": f"SELECT url {_NEW} AND status <> 200",
        "listings": "SELECT url FROM pages WHERE site = :site AND fetched >= :started "
        "AND kind IN ('listing', 'feed', 'sitemap') AND status NOT IN (200, 304)",
    }
    return {
        field: [row[0] for row in db.execute(f"{query} LIMIT 3", at)]
        for field, query in queries.items()
    }
