"""Rows of ``articles`` with their quotes, figures, images, links and versions."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from math import isfinite
from typing import Any

from wmcscraper.identity import canonical_url, site_of, url_key
from wmcscraper.items import Article, Figure
from wmcscraper.signatures import signature_of
from wmcscraper.store.differences import Differences
from wmcscraper.store.duplicates import Duplicates
from wmcscraper.store.history import remember
from wmcscraper.store.moments import keeps_date
from wmcscraper.store.periods import period_days
from wmcscraper.store.records import capture_columns
from wmcscraper.text.commodities import commodity_of

__all__ = ["ArticleTable", "Run"]

_CHILDREN = {
    "quotes": ("text", "speaker", "role", "cue", "start_char", "end_char"),
    "figures": (
        "text", "value", "value_max", "unit", "kind", "value_si", "si_unit", "modifier",
        "subject", "period", "commodity", "period_start", "period_end", "start_char", "end_char",
    ),
    "images": ("url", "caption", "credit", "alt"),
    "links": ("url", "text", "kind", "date", "teaser"),
}  # fmt: skip
_FIGURE_FIELDS = _CHILDREN["figures"][:10]
# What an article says of itself beside title, date and body.
_DETAILS = ("modified", "authors", "language", "section", "tags", "summary", "confidence")
_VERSIONED = (
    "title", "date", "body", "fingerprint",
    "fetched", "warc_file", "warc_offset", "warc_digest", "extractor",
)  # fmt: skip
_DATE_DETAILS = ("date_precision", "date_raw")
_CONSEQUENCES = {"fingerprint", "word_count", "version", *_DATE_DETAILS}
_EMPTY = (None, "", "[]", "{}")


@dataclass(frozen=True, slots=True)
class Run:
    """What is the same for all rows that one run writes."""

    crawl_id: int | None = None
    extractor: str | None = None


class ArticleTable:
    """Writes articles inside the caller's transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._duplicates = Duplicates(db)
        self.differences = Differences()

    def save(self, article: Article, seen_at: str, run: Run) -> str:
        """Insert or update one article; gives new, changed, unchanged or duplicates.

        What the row knows and the article does not say is kept. Only another title, date or text
        makes a version; another page around the same text does not. A date that is merely known
        more closely makes a version and is no change.
        """
        key = url_key(article.url)
        cursor = self._db.execute("SELECT * FROM articles WHERE url_key = ?", (key,))
        row = cursor.fetchone()
        if row is None:
            return self._insert(article, key, seen_at, run)
        names = (column[0] for column in cursor.description)
        known = dict(zip(names, row, strict=True))
        if article.capture and article.capture.again:
            return self._read_again(known, article, seen_at, run)
        return self._update(known, article, seen_at, run)

    def _insert(self, article: Article, key: str, seen_at: str, run: Run) -> str:
        body = article.body or ""
        story = signature_of(article.title, body)
        capture = article.capture
        met = capture.fetched if capture and capture.again else seen_at
        values = {
            "url": canonical_url(article.url),
            "url_key": key,
            "site": article.site or site_of(article.url),
            "title": article.title,
            "date": article.date,
            "date_precision": article.date_precision,
            "date_raw": article.date_raw,
            **_details(article),
            "body": body,
            "word_count": len(body.split()),
            "fingerprint": story.fingerprint,
            "first_seen": met,
            "last_seen": met,
            "last_changed": met,
            "extractor": run.extractor,
            "crawl_id": run.crawl_id,
            **capture_columns(article.capture),
        }
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        cursor = self._db.execute(
            f"INSERT INTO articles ({names}) VALUES ({marks})",  # noqa: S608
            values,
        )
        article_id = int(cursor.lastrowid or 0)
        self._add_version(article_id, 1, seen_at, values)
        for table, rows in _children(article).items():
            self._replace(table, article_id, rows)
        is_copy = self._duplicates.add(article_id, story, seen_at)
        return "duplicates" if is_copy else "new"

    def _update(self, row: dict[str, Any], article: Article, seen_at: str, run: Run) -> str:
        text = _changed_text(row, article)
        changed = bool(text) and not _only_sharper(row, text)
        details = {name: value for name, value in _details(article).items() if value not in _EMPTY}
        changes = text | {name: value for name, value in details.items() if row[name] != value}
        changes |= {"last_seen": max(seen_at, row["last_seen"]), "gone": None}
        changes |= {"extractor": run.extractor, "crawl_id": run.crawl_id}
        changes |= capture_columns(article.capture)
        if text:  # a version is never altered: whatever differs from it is a new one
            changes["version"] = row["version"] + 1
        if changed:
            changes["last_changed"] = seen_at
        sets = ", ".join(f"{name} = :{name}" for name in changes)
        self._db.execute(
            f"UPDATE articles SET {sets} WHERE id = :id",  # noqa: S608
            {**changes, "id": row["id"]},
        )
        current = {**row, **changes}
        former = {name: row[name] for name in changes if row[name] != changes[name]}
        remember(self._db, row["id"], seen_at, former)
        if text:
            self._add_version(row["id"], current["version"], seen_at, current)
        self._update_children(row["id"], article, current["body"])
        if row["fingerprint"] != current["fingerprint"]:
            before = signature_of(row["title"], row["body"])
            self._duplicates.remove(row["id"], before, seen_at)
            now = signature_of(current["title"], current["body"])
            self._duplicates.add(row["id"], now, seen_at)
        elif row["date"] != current["date"]:
            self._duplicates.settle(row["id"], seen_at)
        return "changed" if changed else "unchanged"

    def _read_again(self, row: dict[str, Any], article: Article, seen_at: str, run: Run) -> str:
        """The page is the one that the row was read from; only our reading of it is new.

        Where that page is the only one that the row was ever read from, the new reading takes the
        place of the old one, else what it does not find stays.
        """
        first = self._db.execute(
            "SELECT warc_file, warc_offset FROM versions WHERE article_id = ? AND version = 1",
            (row["id"],),
        ).fetchone()
        only = first == (row["warc_file"], row["warc_offset"]) != (None, None)
        text = _changed_text(row, article)
        if only and article.date != row["date"]:
            text |= {name: getattr(article, name) for name in ("date", *_DATE_DETAILS)}
        details = {
            name: value for name, value in _details(article).items() if only or value not in _EMPTY
        }
        changes = text | {name: value for name, value in details.items() if row[name] != value}
        if text:
            changes["version"] = row["version"] + 1
        changes = {name: value for name, value in changes.items() if row[name] != value}
        for name in changes.keys() - _CONSEQUENCES:
            self.differences.note(row["url"], name, row[name], changes[name])
        changed = bool(changes)
        changes["extractor"] = run.extractor
        if row["fetched"] is None:  # stored before there was an archive
            changes |= capture_columns(article.capture)
        former = {name: row[name] for name in changes if row[name] != changes[name]}
        sets = ", ".join(f"{name} = :{name}" for name in changes)
        self._db.execute(
            f"UPDATE articles SET {sets} WHERE id = :id",  # noqa: S608
            {**changes, "id": row["id"]},
        )
        remember(self._db, row["id"], seen_at, former)
        current = {**row, **changes}
        if text:
            self._add_version(row["id"], current["version"], seen_at, current, "extractor")
        for table in self._update_children(row["id"], article, current["body"], every=only):
            self.differences.note(row["url"], table, None, None)
            changed = True
        if row["fingerprint"] != current["fingerprint"]:
            before = signature_of(row["title"], row["body"])
            self._duplicates.remove(row["id"], before, seen_at)
            now = signature_of(current["title"], current["body"])
            self._duplicates.add(row["id"], now, seen_at)
        elif row["date"] != current["date"]:
            self._duplicates.settle(row["id"], seen_at)
        return "reread_changed" if changed else "reread"

    def _add_version(
        self,
        article_id: int,
        version: int,
        seen_at: str,
        values: dict[str, Any],
        cause: str = "page",
    ) -> None:
        self._db.execute(
            "INSERT INTO versions "  # noqa: S608
            f"(article_id, version, seen_at, cause, {', '.join(_VERSIONED)}) "
            f"VALUES (?, ?, ?, ?, {', '.join('?' * len(_VERSIONED))})",
            (article_id, version, seen_at, cause, *(values.get(name) for name in _VERSIONED)),
        )

    def _update_children(
        self, article_id: int, article: Article, body: str, *, every: bool = False
    ) -> list[str]:
        """Put the article's parts in the place of those known, where they differ.

        Quotes and figures are read from the body and belong to the one that is stored: they stay
        where no body came, or the same with other white space or quotation marks. Images and
        links stay also where none came: a page that shows none any more, or loads them later, does
        not undo what was seen. ``every``: all follow the page. Gives the tables that changed.
        """
        changed = []
        for table, rows in _children(article).items():
            follows_page = table in ("images", "links")
            if not every and (not rows if follows_page else article.body != body):
                continue
            names = ", ".join(_CHILDREN[table])
            known = self._db.execute(
                f"SELECT {names} FROM {table} WHERE article_id = ? ORDER BY position",  # noqa: S608
                (article_id,),
            ).fetchall()
            if known != rows:
                self._replace(table, article_id, rows)
                changed.append(table)
        return changed

    def _replace(self, table: str, article_id: int, rows: list[tuple[Any, ...]]) -> None:
        self._db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608
        columns = _CHILDREN[table]
        marks = ", ".join("?" * (len(columns) + 2))
        self._db.executemany(
            f"INSERT INTO {table} (article_id, position, {', '.join(columns)}) "  # noqa: S608
            f"VALUES ({marks})",
            [(article_id, position, *row) for position, row in enumerate(rows, 1)],
        )


def _changed_text(row: dict[str, Any], article: Article) -> dict[str, Any]:
    """The columns of title, date and text that differ from what is known; empty where none does.

    What the article does not say stays, and so does a text that differs in white space, quotation
    marks or dashes alone.
    """
    changes: dict[str, Any] = {}
    same_date, sharper = keeps_date(row["date"], article.date)
    if not same_date or sharper:
        changes |= {name: getattr(article, name) for name in ("date", "date_precision", "date_raw")}
    title, body = article.title or row["title"], article.body or row["body"]
    print_now = signature_of(title, body).fingerprint
    if print_now != row["fingerprint"]:
        changes |= {"title": title, "body": body, "fingerprint": print_now}
        changes["word_count"] = len(body.split())
    return changes


def _only_sharper(row: dict[str, Any], text: dict[str, Any]) -> bool:
    """Whether the article only says more closely when it was published."""
    return "fingerprint" not in text and keeps_date(row["date"], text["date"])[1]


def _details(article: Article) -> dict[str, str | None]:
    """The columns of ``_DETAILS``; lists and tables as JSON."""
    values: dict[str, str | None] = {}
    for name in _DETAILS:
        value = getattr(article, name)
        if isinstance(value, (list, dict)):
            value = json.dumps(value, ensure_ascii=False)
        values[name] = value
    return values


def _children(article: Article) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of each child table, in the order of _CHILDREN's columns."""
    return {
        "quotes": [(q.text, q.speaker, q.role, q.cue, q.start, q.end) for q in article.quotes],
        "figures": [
            _figure(figure, article.date) for figure in article.figures if isfinite(figure.value)
        ],
        "images": [(i.url, i.caption, i.credit, i.alt) for i in article.images],
        "links": [(k.url, k.text, k.kind, k.date, k.teaser) for k in article.links],
    }


def _figure(figure: Figure, published: str | None) -> tuple[Any, ...]:
    values = (getattr(figure, name) for name in _FIGURE_FIELDS)
    commodity = commodity_of(figure.subject)
    return (*values, commodity, *period_days(figure.period, published), figure.start, figure.end)
