"""Rows of ``pages``: what is known of each URL."""

from __future__ import annotations

import sqlite3

from wmcscraper.identity import canonical_url, site_of, url_key
from wmcscraper.store.history import remember
from wmcscraper.store.records import PageRecord

__all__ = ["article_id", "discover", "mark_gone", "not_modified", "read_again", "save_page"]

# What a failed or empty answer does not say stays as it was.
_SAVE = """
INSERT INTO pages (url, url_key, site, article_id, kind, status, etag, last_modified, lastmod,
    fetched, archived, warc_file, warc_offset, warc_digest, extractor)
VALUES (:url, :key, :site, :article, :kind, :status, :etag, :last_modified, :lastmod, :fetched,
    :archived, :warc_file, :warc_offset, :warc_digest, :extractor)
ON CONFLICT (url_key) DO UPDATE SET
    url = CASE WHEN excluded.status = 200 THEN excluded.url ELSE url END,
    article_id = coalesce(excluded.article_id, article_id),
    kind = CASE WHEN excluded.status = 200 OR fetched IS NULL THEN excluded.kind ELSE kind END,
    status = excluded.status,
    etag = CASE WHEN excluded.status = 200 THEN excluded.etag ELSE etag END,
    last_modified = CASE WHEN excluded.status = 200 THEN excluded.last_modified
        ELSE last_modified END,
    lastmod = coalesce(excluded.lastmod, lastmod),
    fetched = excluded.fetched,
    archived = CASE WHEN excluded.status = 200 THEN excluded.archived ELSE archived END,
    warc_file = CASE WHEN excluded.status = 200 THEN excluded.warc_file ELSE warc_file END,
    warc_offset = CASE WHEN excluded.status = 200 THEN excluded.warc_offset ELSE warc_offset END,
    warc_digest = CASE WHEN excluded.status = 200 THEN excluded.warc_digest ELSE warc_digest END,
    extractor = coalesce(excluded.extractor, extractor)
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
    record = page.capture if page.capture and page.capture.file else None
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
            "archived": record.recorded if record else None,
            "warc_file": record.file if record else None,
            "warc_offset": record.offset if record else None,
            "warc_digest": record.digest if record else None,
            "extractor": page.extractor,
        },
    )


def discover(db: sqlite3.Connection, url: str, kind: str = "other") -> None:
    """Remember a URL that is still to be asked for; what is known of it already stays."""
    db.execute(_DISCOVER, (canonical_url(url), url_key(url), site_of(url), kind))


def read_again(
    db: sqlite3.Connection, url: str, kind: str, extractor: str | None, article_url: str | None
) -> None:
    """A page that the database knows was read again from the archive, by another extraction."""
    db.execute(
        "UPDATE pages SET kind = ?, extractor = ?, article_id = coalesce(?, article_id) "
        "WHERE url_key = ?",
        (kind, extractor, article_id(db, article_url), url_key(url)),
    )


def not_modified(db: sqlite3.Connection, url: str, at: str) -> None:
    """The server says that the page is as it was: so are its article and events, seen again."""
    key = url_key(url)
    db.execute("UPDATE pages SET status = 304, fetched = ? WHERE url_key = ?", (at, key))
    known = db.execute(
        "SELECT id, gone FROM articles WHERE id = (SELECT article_id FROM pages WHERE url_key = ?)",
        (key,),
    ).fetchone()
    if known:
        article, gone = known
        db.execute(
            "UPDATE articles SET last_seen = max(last_seen, ?), gone = NULL WHERE id = ?",
            (at, article),
        )
        if gone:
            remember(db, article, at, {"gone": gone})
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
    lost = db.execute(
        """
        UPDATE articles SET gone = :at
        WHERE gone IS NULL
            AND (url_key = :key OR id = (SELECT article_id FROM pages WHERE url_key = :key))
            AND NOT EXISTS (
                SELECT 1 FROM pages WHERE article_id = articles.id AND url_key <> :key
                    AND status IN (200, 304)
            )
        RETURNING id
        """,
        {"at": at, "key": key},
    ).fetchall()
    for (article,) in lost:
        remember(db, article, at, {"gone": None})
    return "gone" if lost else None
