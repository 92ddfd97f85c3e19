"""What the database knew of an article before its page was read again.

The same page before and after tells a new layout from other news: where two articles of three have
pictures, three stories without any prove little, but three that have lost theirs do.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

__all__ = ["FIELDS", "PARTS", "Former", "former_article"]

FIELDS = ("title", "date", "authors", "body", "summary", "language", "section", "tags")
PARTS = ("quotes", "figures", "images", "links")
_EMPTY = (None, "", "[]")


def _first(field: str) -> str:
    """What a column said before it was overwritten for the first time, if it ever was."""
    kept = f"FROM article_history h WHERE h.article_id = a.id AND h.field = '{field}'"
    return (
        f"CASE WHEN EXISTS (SELECT 1 {kept}) "
        f"THEN (SELECT h.value {kept} ORDER BY h.until LIMIT 1) ELSE a.{field} END"
    )


_OVERWRITTEN = ("authors", "language", "section", "tags", "summary")
_ROW = f"""
SELECT {", ".join(_first(name) for name in _OVERWRITTEN)},
    {", ".join(f"EXISTS (SELECT 1 FROM {t} c WHERE c.article_id = a.id)" for t in PARTS)},
    EXISTS (SELECT 1 FROM figures c WHERE c.article_id = a.id AND c.unit IS NOT NULL),
    v.title, v.date, v.body, v.extractor IS :extractor,
    a.title, a.date, a.body, a.first_seen
FROM articles a LEFT JOIN versions v ON v.id = (
    SELECT id FROM versions WHERE article_id = a.id ORDER BY version LIMIT 1)
WHERE a.url_key = :key AND a.id <= :last AND a.extractor IS :extractor
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Former:
    """An article as it is known: what it ever had, and what it said when it was first read.

    What is known later may have been read from a broken page, and would make the break the norm.
    """

    date: str | None = None
    """Its date as it was first read."""
    seen: str = ""
    """When that was."""
    has: frozenset[str] = frozenset()
    """Fields and parts that it had, and 'units' where its figures had any."""
    title: str | None = None
    authors: str | None = None
    """As JSON, the way it is stored."""
    language: str | None = None
    body: str = ""
    doubtful: frozenset[str] = frozenset()
    """What was read from a broken page when it was first read (see ``Doubts``)."""


def former_article(
    db: sqlite3.Connection, key: str, last_id: int, extractor: str | None
) -> Former | None:
    """The article ``key`` (its url_key), if it has one of the first ``last_id`` rows; with no more
    than that where another ``extractor`` read it: what differs now may be our own doing."""
    row = db.execute(_ROW, {"key": key, "last": last_id, "extractor": extractor}).fetchone()
    if row is None:
        known = "SELECT 1 FROM articles WHERE url_key = ? AND id <= ?"
        return Former() if db.execute(known, (key, last_id)).fetchone() else None
    there = dict(zip((*_OVERWRITTEN, *PARTS, "units"), row, strict=False))
    *first, same, title, date, body, seen = row[len(there) :]
    if same:
        title, date, body = first
    there |= {"title": title, "date": date, "body": body}
    return Former(
        date=date,
        seen=seen,
        has=frozenset(name for name, value in there.items() if value not in (*_EMPTY, 0)),
        title=title,
        authors=there["authors"],
        language=there["language"],
        body=body or "",
    )
