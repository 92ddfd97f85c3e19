"""What a database holds, apart from the numbers of its rows: to compare two of them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

__all__ = ["content"]

TABLES = (
    "crawls", "articles", "quotes", "figures", "images", "links", "events", "event_statements",
    "pages", "versions", "site_stats", "article_history",
)  # fmt: skip
# The number of a row says in which order rows were written, which no reader relies on: rows that
# refer to one are compared by what it stands for. A run's number is its own.
NUMBERED = set(TABLES) - {"crawls"}


def content(database: Path, *, without: tuple[str, ...] = ()) -> dict[str, Counter[str]]:
    """The rows of every table, each as text; ``without`` names columns of events to leave out."""
    with closing(sqlite3.connect(database)) as db:
        db.row_factory = sqlite3.Row
        articles = dict(map(tuple, db.execute("SELECT id, url_key FROM articles")))
        events = dict(map(tuple, db.execute("SELECT id, name || ifnull(edition, '') FROM events")))
        return {
            table: Counter(
                repr(_row(table, row, articles, events, without if table == "events" else ()))
                for row in db.execute(f"SELECT * FROM {table}")
            )
            for table in TABLES
        }


def _row(
    table: str,
    row: sqlite3.Row,
    articles: dict[int, str],
    events: dict[int, str],
    without: tuple[str, ...],
) -> dict[str, Any]:
    values = {name: value for name, value in dict(row).items() if name not in without}
    if table in NUMBERED:
        values.pop("id", None)
    for name in ("article_id", "duplicate_of"):
        if values.get(name) is not None:
            values[name] = articles[values[name]]
    if "event_id" in values:
        values["event_id"] = events[values["event_id"]]
    return values
