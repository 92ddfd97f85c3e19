"""``site_stats``: how much of each field a run found, the memory that drift is measured against."""

from __future__ import annotations

import sqlite3

__all__ = ["save_site_stats"]

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


def save_site_stats(db: sqlite3.Connection, crawl_id: int) -> None:
    """Store, for each site of a run, its number of articles and the mean of each field.

    Of title, date, authors, language and summary the mean is the share of articles that have it.
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
