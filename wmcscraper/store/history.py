"""``article_history``: what a column of ``articles`` said before it was overwritten.

Title, date and text have rows of their own in ``versions``; these are the columns beside them.
Both together say what the database knew at any moment since.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

__all__ = ["KEPT", "TABLE", "remember"]

KEPT = (
    *("date_raw", "modified", "authors", "language", "section", "tags", "summary"),
    *("duplicate_of", "gone", "last_changed"),
)
"""The columns whose former values are kept."""

TABLE = (
    """CREATE TABLE article_history (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        until TEXT NOT NULL,
        value ANY
    )""",
    "CREATE INDEX article_history_field ON article_history (article_id, field, until)",
)


def remember(
    db: sqlite3.Connection, article_id: int, until: str, former: Mapping[str, Any]
) -> None:
    """Keep the ``former`` values of columns (others than KEPT are left out).

    ``until`` is when they were overwritten: UTC, ISO 8601.
    """
    db.executemany(
        "INSERT INTO article_history (article_id, field, until, value) VALUES (?, ?, ?, ?)",
        [(article_id, field, until, former[field]) for field in KEPT if field in former],
    )
