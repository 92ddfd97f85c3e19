"""Rows of ``events`` and ``event_statements``: one event, however and wherever it is worded."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from typing import Any

from wmcscraper.identity import canonical_url, site_of, url_key
from wmcscraper.items import Event
from wmcscraper.series import days_between, may_have_moved, merge, same_event
from wmcscraper.store.moments import keeps_date
from wmcscraper.store.pages import article_id
from wmcscraper.store.records import capture_columns
from wmcscraper.text.event_cues import says_moved

__all__ = ["EventTable", "last_day", "status_on"]

_WHERE_STATED = ("source_url", "in_article", "capture")  # these go elsewhere
_FIELDS = tuple(field.name for field in fields(Event) if field.name not in _WHERE_STATED)
_COLUMNS = ", ".join(_FIELDS)
_DATES = ("start_date", "end_date", "date_precision", "date_raw")
_PLACE = ("city", "country")
_STATE = """
INSERT OR IGNORE INTO event_statements
    (event_id, article_id, url, text, start_date, end_date, seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_STATED = """
SELECT coalesce(a.date, substr(s.seen_at, 1, 10))
FROM event_statements s LEFT JOIN articles a ON a.id = s.article_id
WHERE s.event_id = ? AND s.start_date IS ?
"""
# Events to come that nobody stated since the run began, and the pages that did so before.
_UNSEEN = """
SELECT e.id, s.url FROM events e JOIN event_statements s ON s.event_id = e.id
WHERE e.status IN ('upcoming', 'undated') AND e.last_seen < ? AND s.article_id IS NULL
    AND s.url IS NOT NULL
"""


class EventTable:
    """Writes events inside the caller's transaction.

    An event is known by its series and edition, never by its date: a moved congress is the same.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._met: dict[tuple[Any, ...], int] = {}

    def save(
        self, event: Event, *, page_url: str | None, article_url: str | None, seen_at: str
    ) -> str:
        """Insert or update one event and note who states it; gives new, changed or unchanged."""
        url = page_url or article_url or event.source_url or event.url
        if article_url is None and event.in_article:
            article_url = url
        source = article_id(self._db, article_url)
        # Boxes repeat the same words on each page of a site: those need no second comparison.
        wording = (source, *(getattr(event, name) for name in _FIELDS if name != "url"))
        event_id = self._met.get(wording)
        outcome = "unchanged"
        if event_id is not None:
            self._db.execute(
                "UPDATE events SET last_seen = max(last_seen, ?) WHERE id = ?", (seen_at, event_id)
            )
        else:
            known = self._find(event)
            if known is None:
                event_id, outcome = self._insert(event, seen_at), "new"
            else:
                event_id = known[0]
                newer = self._stated_on(source, seen_at) >= self._known_since(*known)
                outcome = self._update(event_id, known[1], event, seen_at, newer=newer)
            self._met[wording] = event_id
        self._db.execute(
            _STATE,
            (
                event_id,
                source,
                canonical_url(url) if url else None,
                event.description or event.date_raw,
                event.start_date,
                event.end_date,
                seen_at,
            ),
        )
        return outcome

    def forget(self) -> None:
        """Compare anew: after a transaction that failed, or another process's writing."""
        self._met.clear()

    def close_run(self, started: str, now: str) -> None:
        """At the end of a run that began at ``started``: which events are past, which vanished.

        An event to come is marked vanished when no page stated it in this run although its
        events page (or, where it has none, a page with its box) was read anew.
        """
        read: dict[int, list[bool]] = {}
        boxes: dict[int, list[bool]] = {}
        for event_id, url in self._db.execute(_UNSEEN, (started,)).fetchall():
            page = self._db.execute(
                "SELECT kind, status = 200 AND fetched >= ? FROM pages WHERE url_key = ?",
                (started, url_key(url)),
            ).fetchone()
            if page is not None:
                group = read if page[0] in ("event", "listing") else boxes
                group.setdefault(event_id, []).append(bool(page[1]))
        vanished = {event_id for event_id, pages in read.items() if all(pages)}
        vanished |= {e for e, pages in boxes.items() if e not in read and any(pages)}
        self._db.executemany(
            "UPDATE events SET status = 'vanished' WHERE id = ?", [(e,) for e in vanished]
        )
        ended = self._db.execute(
            "SELECT id, coalesce(end_date, start_date) FROM events "
            "WHERE status IN ('upcoming', 'vanished')"
        ).fetchall()
        self._db.executemany(
            "UPDATE events SET status = 'past' WHERE id = ?",
            [(e,) for e, end in ended if end and last_day(end) < now[:10]],
        )

    def _find(self, event: Event) -> tuple[int, Event] | None:
        """The row of the same event, if there is one."""
        rows = self._db.execute(
            f"SELECT id, {_COLUMNS} FROM events "  # noqa: S608
            "WHERE series = :series OR edition = :edition OR start_date IS NULL "
            "OR :start_date IS NULL OR abs(substr(start_date, 1, 4) - :year) <= 3 ORDER BY id",
            {
                "series": event.series,
                "edition": event.edition,
                "start_date": event.start_date,
                "year": (event.start_date or "0")[:4],
            },
        )
        same: list[tuple[int, Event]] = []
        moved: list[tuple[int, Event]] = []
        for event_id, *values in rows:
            known = Event(**dict(zip(_FIELDS, values, strict=True)))
            if same_event(known, event):
                same.append((event_id, known))
            elif not same and may_have_moved(known, event):
                moved.append((event_id, known))
        if same:  # of two instances of a series the nearer one, else the one known first
            return min(same, key=lambda row: max(days_between(row[1], event), 0))
        says = says_moved(event.description or "")
        moved = [row for row in moved if says or self._had_date(row[0], event.start_date)]
        return moved[0] if len(moved) == 1 else None

    def _had_date(self, event_id: int, start_date: str | None) -> bool:
        """Was the event once stated for that date, before it moved?"""
        query = "SELECT 1 FROM event_statements WHERE event_id = ? AND start_date = ?"
        return self._db.execute(query, (event_id, start_date)).fetchone() is not None

    def _insert(self, event: Event, seen_at: str) -> int:
        values = {name: getattr(event, name) for name in _FIELDS}
        values["site"] = event.site or (site_of(event.url) if event.url else None)
        values["status"] = status_on(event, seen_at)
        values |= {"first_seen": seen_at, "last_seen": seen_at, "last_changed": seen_at}
        values |= capture_columns(event.capture)
        names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
        cursor = self._db.execute(
            f"INSERT INTO events ({names}) VALUES ({marks})",  # noqa: S608
            values,
        )
        return int(cursor.lastrowid or 0)

    def _stated_on(self, source: int | None, seen_at: str) -> str:
        """The day of a statement: an article speaks of its own day, a page of today."""
        if source is not None:
            query = "SELECT date FROM articles WHERE id = ?"
            (published,) = self._db.execute(query, (source,)).fetchone()
            if published:
                return last_day(published)
        return seen_at[:10]

    def _known_since(self, event_id: int, known: Event) -> str:
        """The newest day on which the date that is known was stated; '' if none was."""
        rows = self._db.execute(_STATED, (event_id, known.start_date))
        return max((last_day(day) for (day,) in rows if day), default="")

    def _update(
        self, event_id: int, known: Event, stated: Event, seen_at: str, *, newer: bool
    ) -> str:
        merged = merge(known, stated)
        dates = _dates(known, stated, newer=newer)
        places = stated if newer and dates is stated and stated.country else merged
        values = {
            name: getattr(dates if name in _DATES else places if name in _PLACE else merged, name)
            for name in _FIELDS
        }
        changes: dict[str, Any] = {
            name: value
            for name, value in values.items()
            if value != getattr(known, name) and (value is not None or name in _DATES)
        }
        changed = bool(changes.keys() - {"url", "site", "description", "date_raw"})
        again = stated.capture is not None and stated.capture.again
        if not again or changes.keys() & {"start_date", "end_date"}:
            changes["status"] = status_on(dates, seen_at)
        if changed:
            changes["last_changed"] = seen_at
            changes |= capture_columns(stated.capture)
        sets = "".join(f", {name} = :{name}" for name in changes)
        self._db.execute(
            f"UPDATE events SET last_seen = max(last_seen, :seen_at){sets} "  # noqa: S608
            "WHERE id = :id",
            {**changes, "seen_at": seen_at, "id": event_id},
        )
        return "changed" if changed else "unchanged"


def _dates(known: Event, stated: Event, *, newer: bool) -> Event:
    """Whose dates count: the newer statement's, unless it only says less."""
    if not stated.start_date:
        return known
    same, sharper = keeps_date(known.start_date, stated.start_date)
    if sharper:
        return stated
    if not same:
        return stated if newer else known
    if known.start_date != stated.start_date or not stated.end_date:
        return known
    return stated if newer or not known.end_date else known


def last_day(event_date: str) -> str:
    """The last day that an ISO date of any precision can mean; for comparison only."""
    return {4: f"{event_date}-12-31", 7: f"{event_date}-31"}.get(len(event_date), event_date[:10])


def status_on(event: Event, now: str) -> str:
    """upcoming, past, or undated, seen from the ISO date ``now``."""
    end = event.end_date or event.start_date
    if not end:
        return "undated"
    return "past" if last_day(end) < now[:10] else "upcoming"
