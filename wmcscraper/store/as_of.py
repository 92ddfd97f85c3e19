"""Articles as the database knew them at a moment: ``versions`` and ``article_history`` joined."""

from __future__ import annotations

import sqlite3

from wmcscraper.store.history import KEPT

__all__ = ["SEARCH", "articles_as_of", "search_as_of"]

SEARCH = "articles_as_of_fts"
"""The full-text index that ``search_as_of`` makes."""

# What was never overwritten since is what stands in the row.
_FORMER = """
CASE WHEN EXISTS (SELECT 1 FROM article_history h WHERE {here}) THEN
    (SELECT h.value FROM article_history h WHERE {here} ORDER BY h.until, h.id LIMIT 1)
ELSE n.{field} END AS {field}
"""
_HERE = "h.article_id = n.id AND h.field = '{field}' AND substr(h.until, 1, 19) > :as_of"
_KNOWN = """
SELECT n.id, n.url, n.site, v.title, v.date, v.body, v.version, v.extractor, v.fetched,
    v.warc_file, v.warc_offset, v.warc_digest, words_of(v.body) AS word_count,
    CASE length(v.date) WHEN 4 THEN 'year' WHEN 7 THEN 'month' WHEN 10 THEN 'day'
        ELSE iif(v.date IS NULL, NULL, 'minute') END AS date_precision,
    (SELECT seen_at FROM versions WHERE article_id = n.id AND version = 1) AS first_seen,
    NULL AS last_seen, {former}
FROM articles n CROSS JOIN versions v ON v.article_id = n.id AND v.version = (
    SELECT max(version) FROM versions WHERE article_id = n.id AND substr(seen_at, 1, 19) <= :as_of
)
"""


def articles_as_of(db: sqlite3.Connection) -> str:
    """A query with the columns of ``articles`` that an export shows; its value ``:as_of`` is a
    moment as ``last_moment`` gives it.

    It gives the same rows whatever was written after that moment. ``last_seen`` is empty: a crawl
    moves it on, and nothing keeps what it was.
    """
    db.create_function("words_of", 1, _words_of, deterministic=True)
    former = ", ".join(
        _FORMER.format(field=field, here=_HERE.format(field=field)) for field in KEPT
    )
    return _KNOWN.format(former=former)


def search_as_of(db: sqlite3.Connection, as_of: str) -> None:
    """Index title and text as they were, in a table that goes with the connection."""
    db.execute(
        f"CREATE VIRTUAL TABLE temp.{SEARCH} USING fts5 "
        "(title, body, content='', tokenize='unicode61 remove_diacritics 2')"
    )
    articles = articles_as_of(db)
    db.execute(
        f"INSERT INTO temp.{SEARCH} (rowid, title, body) "  # noqa: S608 (a name of ours)
        f"SELECT id, title, body FROM ({articles})",
        {"as_of": as_of},
    )


def _words_of(body: str) -> int:
    return len(body.split())
