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

_ROW = f"""
SELECT {", ".join(FIELDS)},
    {", ".join(f"EXISTS (SELECT 1 FROM {t} c WHERE c.article_id = a.id)" for t in PARTS)},
    (SELECT max(length(body)) FROM versions v WHERE v.article_id = a.id),
    (SELECT date FROM versions v WHERE v.article_id = a.id ORDER BY version LIMIT 1), first_seen
FROM articles a WHERE url_key = ? AND id <= ?
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Former:
    """An article as it is known."""

    date: str | None = None
    """Its date as it was first read."""
    seen: str = ""
    """When that was."""
    has: frozenset[str] = frozenset()
    """Fields and parts that it has."""
    length: int = 0
    """Characters of its longest text: also a text that has shrunk stays short beside it."""


def former_article(db: sqlite3.Connection, key: str, last_id: int) -> Former | None:
    """The article ``key`` (its url_key), if it has one of the first ``last_id`` rows."""
    row = db.execute(_ROW, (key, last_id)).fetchone()
    if row is None:
        return None
    *values, longest, date, seen = row
    fields = dict(zip((*FIELDS, *PARTS), values, strict=True))
    has = {name for name in FIELDS if fields[name] not in _EMPTY}
    has |= {name for name in PARTS if fields[name]}
    length = max(longest or 0, len(fields["body"] or ""))
    return Former(date or fields["date"], seen, frozenset(has), length)
