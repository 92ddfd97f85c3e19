"""Rows of ``pages``: what is known of each URL."""

from __future__ import annotations

import sqlite3

from wmcscraper.identity import canonical_url, site_of, url_key
from wmcscraper.store.records import PageRecord

__all__ = ["article_id", "discover", "mark_gone", "not_modified", "save_page"]

# What a failed or empty answer does not say stays as it was.
_SAVE = """
INSERT INTO pages (url, url_key, site, article_id, kind, status, etag, last_modified, lastmod,
    fetched)
VALUES (:url, :key, :site, :article, :kind, :status, :etag, :last_modified, :lastmod, :fetched)
ON CONFLICT (url_key) DO UPDATE SET
    url = CASE WHEN excluded.status = 200 THEN excluded.url ELSE url END,
    article_id = coalesce(excluded.article_id, article_id),
    kind = CASE WHEN excluded.status = 200 OR fetched IS NULL THEN excluded.kind ELSE kind END,
    status = excluded.status,
    etag = CASE WHEN excluded.status = 200 THEN excluded.etag ELSE etag END,
    last_modified = CASE WHEN excluded.status = 200 THEN excluded.last_modified
        ELSE last_modified END,
    lastmod = coalesce(excluded.lastmod, lastmod),
    fetched = excluded.fetched
"""
_DISCOVER = """
INSERT INTO pages (url, url_key, site, kind) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
"""


def article_id(db: sqlite3.Connection, url: str | None) -> int | None:
    """The row of ``articles`` that ``url`` names, whichever of its forms it is."""
    if not url:
        return None
    row = db.execute("SELECT id FROM articles WHERE url_key = ?", (url_key(url),)).fetchone()
    return row[0] if row else None


def save_page(db: sqlite3.Connection, page: PageRecord) -> None:
    """Insert or update what is known of a URL."""
    db.execute(
        _SAVE,
        {
            "url": canonical_url(page.url),
            "key": url_key(page.url),
            "site": page.site or site_of(page.url),
            "article": article_id(db, page.article_url),
            "kind": page.kind,
            "status": page.status,
            "etag": page.etag,
            "last_modified": page.last_modified,
            "lastmod": page.lastmod,
            "fetched": page.fetched,
        },
    )


def discover(db: sqlite3.Connection, url: str, kind: str = "other") -> None:
    """Remember a URL that is still to be asked for; what is known of it already stays."""
    db.execute(_DISCOVER, (canonical_url(url), url_key(url), site_of(url), kind))


def not_modified(db: sqlite3.Connection, url: str, at: str) -> None:
    """The server says that the page is as it was: so are its article and events, seen again."""
    key = url_key(url)
    db.execute("UPDATE pages SET status = 304, fetched = ? WHERE url_key = ?", (at, key))
    db.execute(
        "UPDATE articles SET last_seen = max(last_seen, ?), gone = NULL "
        "WHERE id = (SELECT article_id FROM pages WHERE url_key = ?)",
        (at, key),
    )
    db.execute(
        """
        UPDATE events SET last_seen = max(last_seen, :at)
        WHERE id IN (
            SELECT event_id FROM event_statements WHERE url = :url OR url = (
                SELECT a.url FROM pages p JOIN articles a ON a.id = p.article_id
                WHERE p.url_key = :key
            )
        )
        """,
        {"at": at, "url": canonical_url(url), "key": key},
    )


def mark_gone(db: sqlite3.Connection, url: str, at: str) -> str | None:
    """Mark the article of a page that answered 404 or 410; gives 'gone' if that is news.

    The article stays unmarked while another URL of its own still answers.
    """
    key = url_key(url)
    cursor = db.execute(
        """
        UPDATE articles SET gone = :at
        WHERE gone IS NULL
            AND (url_key = :key OR id = (SELECT article_id FROM pages WHERE url_key = :key))
            AND NOT EXISTS (
                SELECT 1 FROM pages WHERE article_id = articles.id AND url_key <> :key
                    AND status IN (200, 304)
            )
        """,
        {"at": at, "key": key},
    )
    return "gone" if cursor.rowcount > 0 else None
