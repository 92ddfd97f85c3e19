"""From news.db to findings: the runs of a site as they stand in crawls, site_stats and articles."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from wmcscraper.health.doubt import Doubts
from wmcscraper.health.fields import MEASURED
from wmcscraper.health.monitor import Monitor, follow
from wmcscraper.health.runs import Acceptance, Finding, Run

__all__ = ["RUNS", "accepted", "doubts", "examples", "findings", "history", "monitor", "series"]

RUNS = 400
"""Newest runs that are looked at: a year of daily runs. A break older than that is the norm."""
_COUNTS = (
    "requests", "pages", "new", "changed", "unchanged", "duplicates", "rejected", "errors",
)  # fmt: skip
# Finish reasons after which a run has seen all that it wanted to see.
_WHOLE = ("finished",)
# Articles that show a field's break, where the run kept no examples of its own.
_SHOWS = {
    "title": "coalesce(title, '') = ''",
    "date": "date IS NULL",
    "authors": "authors = '[]'",
    "summary": "summary IS NULL",
    "language": "language IS NULL",
    "words": "word_count < 80",
    "words_median": "word_count < 80",
    "future": "substr(date, 1, 10) > substr(last_seen, 1, 10)",
    "quotes": "NOT EXISTS (SELECT 1 FROM quotes c WHERE c.article_id = a.id)",
    "figures": "NOT EXISTS (SELECT 1 FROM figures c WHERE c.article_id = a.id)",
    "images": "NOT EXISTS (SELECT 1 FROM images c WHERE c.article_id = a.id)",
    "links": "NOT EXISTS (SELECT 1 FROM links c WHERE c.article_id = a.id)",
}


def series(db: sqlite3.Connection, site: str | None = None) -> list[tuple[str, str]]:
    """(site, spider) of all runs, by name: each pair has a history of its own, as spiders differ
    in what they look for."""
    rows = db.execute(
        "SELECT DISTINCT site, spider FROM crawls WHERE site IS NOT NULL UNION "
        "SELECT DISTINCT s.site, c.spider FROM site_stats s JOIN crawls c ON c.id = s.crawl_id "
        "WHERE c.site IS NULL ORDER BY 1, 2"
    ).fetchall()
    return [(found, spider) for found, spider in rows if site in (None, found)]


def history(db: sqlite3.Connection, site: str, spider: str, *, limit: int = RUNS) -> list[Run]:
    """The newest runs of a spider on a site, oldest first, with all their measures.

    A run that was killed, and one to which the site gave no page, says nothing and is left out.
    """
    columns = ", ".join(f"c.{name}" for name in _COUNTS)
    rows = db.execute(
        f"SELECT c.id, c.started, c.reason, {columns} FROM crawls c "  # noqa: S608
        "WHERE c.spider = :spider AND c.finished IS NOT NULL AND (c.site = :site OR "
        "(c.site IS NULL AND EXISTS (SELECT 1 FROM site_stats s "
        "WHERE s.site = :site AND s.crawl_id = c.id))) ORDER BY c.id DESC LIMIT :limit",
        {"spider": spider, "site": site, "limit": limit},
    ).fetchall()[::-1]
    if not rows:
        return []
    stored: dict[int, dict[str, float]] = defaultdict(dict)
    for crawl_id, field, value in db.execute(
        "SELECT crawl_id, field, value FROM site_stats WHERE site = ? AND crawl_id >= ?",
        (site, rows[0][0]),
    ):
        if value is not None:
            stored[crawl_id][field] = value
    # A count that no run has was never kept, and is not zero.
    kept = [name for place, name in enumerate(_COUNTS, 3) if any(row[place] for row in rows)]
    times = [_time(row[1]) for row in rows]
    told = (
        _told(db, site, rows, times) if any(MEASURED not in stored[row[0]] for row in rows) else {}
    )
    runs = []
    for row, started in zip(rows, times, strict=True):
        crawl_id, reason = row[0], row[2]
        counts = {name: float(row[3 + _COUNTS.index(name)]) for name in kept}
        own = stored[crawl_id]
        values = {**counts, **({} if MEASURED in own else told.get(crawl_id, {})), **own}
        if counts.get("requests") and not any(
            values.get(name) for name in ("pages", "unchanged", "articles")
        ):
            continue
        whole = reason in _WHOLE and not values.get("narrowed")
        runs.append(Run(crawl_id, started, values, whole))
    return runs


def _time(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _told(
    db: sqlite3.Connection, site: str, rows: Sequence[Any], times: Sequence[datetime]
) -> dict[int, dict[str, float]]:
    """What the rows of articles say of the runs that first saw them: for runs of a wmcscraper
    that did not measure this yet."""
    found: dict[int, list[Any]] = defaultdict(list)
    for article in db.execute(
        "SELECT first_seen, date, title, authors, summary, language, word_count FROM articles "
        "WHERE site = ? AND first_seen >= ? ORDER BY first_seen",
        (site, rows[0][1]),
    ):
        place = bisect_right(times, _time(article[0])) - 1
        if place >= 0:
            found[rows[place][0]].append(article)
    titles: set[str] = set()
    told: dict[int, dict[str, float]] = {}
    for crawl_id, articles in found.items():
        told[crawl_id] = _measure_rows(articles, titles)
    return told


def _measure_rows(articles: Sequence[Any], titles: set[str]) -> dict[str, float]:
    n = len(articles)
    values = {
        "articles": float(n),
        "new_read": float(n),
        "title": sum(bool(a[2]) for a in articles) / n,
        "date": sum(bool(a[1]) for a in articles) / n,
        "authors": sum(a[3] not in (None, "", "[]") for a in articles) / n,
        "summary": sum(bool(a[4]) for a in articles) / n,
        "language": sum(bool(a[5]) for a in articles) / n,
        "words": sum(a[6] for a in articles) / n,
    }
    ages = [age for a in articles if (age := age_of(a[1], a[0])) is not None]
    if ages:
        values["age"] = max(0.0, min(ages))
        values["future"] = sum(age < 0 for age in ages) / n
    names = Counter(a[2] for a in articles if a[2])
    values["repeated_title"] = (
        sum(count for title, count in names.items() if title in titles)
        + sum(count - 1 for title, count in names.items() if title not in titles)
    ) / n
    if n >= 3 and names:
        values["same_title"] = names.most_common(1)[0][1] / n
    for language, count in Counter(a[5] for a in articles if a[5]).items():
        values[f"language:{language}"] = count / n
    titles |= names.keys()
    return values


def age_of(date: str | None, seen: str) -> float | None:
    """Days from an ISO date to the moment it was read; below zero for a day that was still to
    come (in UTC); None for no date, or a month or year alone."""
    if not date or len(date) < 10:
        return None
    try:
        day = datetime.fromisoformat(date[:10]).date()
        return float((_time(seen).date() - day).days)
    except ValueError:
        return None


def accepted(db: sqlite3.Connection, site: str, spider: str) -> list[Acceptance]:
    """What was accepted of a site."""
    rows = db.execute(
        "SELECT crawl_id, field FROM accepted_states WHERE site = ? AND "
        "(spider IS NULL OR spider = ?) ORDER BY id",
        (site, spider),
    )
    return [Acceptance(*row) for row in rows]


def monitor(
    db: sqlite3.Connection, site: str, spider: str, *, limit: int = RUNS
) -> tuple[Monitor | None, list[Run]]:
    """The monitor after the newest run, and the runs that it has seen."""
    runs = history(db, site, spider, limit=limit)
    last = None
    for last in follow(runs, accepted(db, site, spider)):  # noqa: B007
        pass
    return last, runs


def doubts(db: sqlite3.Connection, site: str, spider: str) -> tuple[Doubts, int]:
    """When dates or texts were read from broken pages, and the runs that tell of it."""
    runs = history(db, site, spider)
    found = Doubts()
    for run, after in zip(runs, follow(runs, accepted(db, site, spider)), strict=True):
        found.begin(run.started)
        found.note(after.findings())
    found.begin(datetime.now(UTC))
    return found, len(runs)


def findings(
    db: sqlite3.Connection, site: str, spider: str | None = None, *, limit: int = RUNS
) -> list[Finding]:
    """The breaks that are there after the newest run on ``site``, with up to three examples.

    Without a ``spider``, those of each spider that crawls the site.
    """
    found: list[Finding] = []
    for _, name in series(db, site):
        if spider in (None, name):
            last, runs = monitor(db, site, name, limit=limit)
            if last is not None:
                found += with_examples(db, site, runs, last.findings())
    return found


def with_examples(
    db: sqlite3.Connection, site: str, runs: Sequence[Run], found: Iterable[Finding]
) -> list[Finding]:
    """The same findings, with their examples."""
    return [replace(one, examples=examples(db, site, one, runs)) for one in found]


def examples(db: sqlite3.Connection, site: str, finding: Finding, runs: Sequence[Run]) -> list[str]:
    """Up to three pages that show a break: those that its runs kept, else articles of its runs
    that lack the field."""
    rows = db.execute(
        "SELECT DISTINCT url FROM site_examples WHERE site = ? AND field IN (?, ?) "
        "AND crawl_id >= ? ORDER BY crawl_id DESC LIMIT 3",
        (site, finding.field, finding.name, finding.since),
    ).fetchall()
    if rows:
        return [row[0] for row in rows]
    condition = _SHOWS.get(finding.name)
    if condition is None or not runs:
        return []
    rows = db.execute(
        f"SELECT a.url FROM articles a WHERE a.site = ? AND a.crawl_id >= ? AND {condition} "  # noqa: S608
        "ORDER BY a.id DESC LIMIT 3",
        (site, finding.since),
    ).fetchall()
    return [row[0] for row in rows]
