"""Known pages that each run asks for again, so that a new layout shows without any news.

A site with a story a week gives a run nothing to read; four runs later its break would still be
unknown. A few pages that are known well tell at once what they no longer give.
"""

from __future__ import annotations

import sqlite3

from wmcscraper.health.doubt import Doubts

__all__ = ["check_pages"]

_RECENT = 400
_CHOICE = 120  # recent articles that were not read from broken pages
_TOLD = 600  # characters of a text that can shrink
# How much a page can tell: what it has can be lost. Month and day can be read the wrong way round
# up to the twelfth.
_RICH = f"""
    (a.date IS NOT NULL) + (a.authors <> '[]') + (a.summary IS NOT NULL) +
    (a.section IS NOT NULL) + (a.tags <> '[]') + (a.language IS NOT NULL) +
    2 * (length(a.body) >= {_TOLD}) +
    2 * coalesce(substr(a.date, 9, 2) <= '12' AND substr(a.date, 9, 2) <> substr(a.date, 6, 2), 0) +
    EXISTS (SELECT 1 FROM quotes c WHERE c.article_id = a.id) +
    EXISTS (SELECT 1 FROM figures c WHERE c.article_id = a.id AND c.unit IS NOT NULL) +
    EXISTS (SELECT 1 FROM images c WHERE c.article_id = a.id) +
    EXISTS (SELECT 1 FROM links c WHERE c.article_id = a.id)
"""  # noqa: S608
_PAGES = f"""
SELECT p.url, a.first_seen, {_RICH} AS rich FROM articles a
JOIN pages p ON p.article_id = a.id AND p.url_key = a.url_key
WHERE a.site = ? AND a.gone IS NULL AND a.duplicate_of IS NULL
    AND p.kind = 'article' AND p.status IN (200, 304)
ORDER BY a.first_seen DESC, a.id DESC LIMIT {_RECENT}
"""  # noqa: S608


def check_pages(db: sqlite3.Connection, site: str, number: int, doubts: Doubts) -> list[str]:
    """Addresses of up to ``number`` recent articles that have the most to lose.

    Those that were first read while something was broken come last.
    """
    rows = db.execute(_PAGES, (site,)).fetchall()
    doubtful = [bool(doubts.of(seen)) for _, seen, _ in rows]
    order = sorted(zip(doubtful, rows, strict=True), key=lambda one: one[0])[:_CHOICE]
    order.sort(key=lambda one: (one[0], -one[1][2]))
    return [url for _, (url, _, _) in order[:number]]
