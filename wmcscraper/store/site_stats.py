"""``site_stats``: how much of each field a run found, the memory that drift is measured against."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

__all__ = ["HEALTH", "accept_state", "save_examples", "save_site_stats"]

HEALTH = (
    """CREATE TABLE site_examples (
        crawl_id INTEGER NOT NULL REFERENCES crawls(id) ON DELETE CASCADE,
        site TEXT NOT NULL,
        field TEXT NOT NULL,
        url TEXT NOT NULL,
        PRIMARY KEY (crawl_id, site, field, url)
    ) WITHOUT ROWID""",
    """CREATE TABLE accepted_states (
        id INTEGER PRIMARY KEY,
        site TEXT NOT NULL,
        spider TEXT,
        field TEXT,
        crawl_id INTEGER NOT NULL,
        accepted_at TEXT NOT NULL
    )""",
    "CREATE INDEX site_stats_site ON site_stats (site, crawl_id)",
    "CREATE INDEX crawls_site ON crawls (site, id)",
    "CREATE INDEX articles_first_seen ON articles (site, first_seen)",
)
"""The SQL of the migration that came with the drift monitor."""

# Field and what to average over the articles that the run met, read anew and stored.
_RATES = {
    "title": "title IS NOT NULL",
    "date": "date IS NOT NULL",
    "authors": "authors <> '[]'",
    "language": "language IS NOT NULL",
    "summary": "summary IS NOT NULL",
    "words": "word_count",
    "quotes": "(SELECT count(*) FROM quotes WHERE article_id = articles.id)",
    "figures": "(SELECT count(*) FROM figures WHERE article_id = articles.id)",
    "images": "(SELECT count(*) FROM images WHERE article_id = articles.id)",
    "links": "(SELECT count(*) FROM links WHERE article_id = articles.id)",
}


def save_site_stats(
    db: sqlite3.Connection,
    crawl_id: int,
    measures: Mapping[str, Mapping[str, float]] | None = None,
) -> None:
    """Store, for each site of a run, its number of articles and the mean of each field.

    Of title, date, authors, language and summary the mean is the share of articles that have it.
    ``measures`` of a site are what the run itself saw on the pages: they take the place of what
    the rows say, which keep what a page does not say any more.
    """
    averages = ", ".join(f"avg({expression})" for expression in _RATES.values())
    rows = db.execute(
        f"SELECT site, count(*), {averages} FROM articles "  # noqa: S608
        "WHERE crawl_id = ? GROUP BY site",
        (crawl_id,),
    ).fetchall()
    db.executemany(
        "INSERT OR REPLACE INTO site_stats (crawl_id, site, field, value) VALUES (?, ?, ?, ?)",
        [
            (crawl_id, site, field, value)
            for site, *values in rows
            for field, value in zip(("articles", *_RATES), values, strict=True)
        ],
    )
    db.executemany(
        "INSERT OR REPLACE INTO site_stats (crawl_id, site, field, value) VALUES (?, ?, ?, ?)",
        [
            (crawl_id, site, field, value)
            for site, values in (measures or {}).items()
            for field, value in values.items()
        ],
    )


def save_examples(
    db: sqlite3.Connection, crawl_id: int, site: str, examples: Mapping[str, Iterable[str]]
) -> None:
    """Keep pages that show a break, by field."""
    db.executemany(
        "INSERT OR IGNORE INTO site_examples (crawl_id, site, field, url) VALUES (?, ?, ?, ?)",
        [(crawl_id, site, field, url) for field, urls in examples.items() for url in urls],
    )


def accept_state(
    db: sqlite3.Connection, site: str, spider: str, field: str | None, *, crawl_id: int, at: str
) -> None:
    """Remember that the state of a field (None: of all) after a run is the norm from then on."""
    db.execute(
        "INSERT INTO accepted_states (site, spider, field, crawl_id, accepted_at) "
        "VALUES (?, ?, ?, ?, ?)",
        (site, spider, field, crawl_id, at),
    )
