"""Compares the stored events with those that a replica states."""

from __future__ import annotations

import re
import sqlite3
import unicodedata

from tests.replicas.events import PAST, UPCOMING, Happening
from tests.replicas.measures import Measure

__all__ = ["event_measures"]


def event_measures(connection: sqlite3.Connection, spider: str = "") -> list[Measure]:
    """Events found, with the right date and place, stored twice, and rows that are no event."""
    rows = connection.execute("SELECT * FROM events").fetchall()
    matches: dict[str, list[sqlite3.Row]] = {}
    strangers = []
    for row in rows:
        for happening in (*UPCOMING, *PAST):
            if _means(row, happening):
                matches.setdefault(f"{happening.name} {happening.edition}", []).append(row)
                break
        else:
            strangers.append(f"{row['name']} {row['edition']} {row['start_date']}")
    found = [h for h in UPCOMING if f"{h.name} {h.edition}" in matches]
    missing = [h.name for h in UPCOMING if h not in found]
    right = [h for h in found if any(_right(r, h) for r in matches[f"{h.name} {h.edition}"])]
    wrong = [
        f"{r['name']} {r['start_date']}–{r['end_date']} {r['city']}, {r['country']}"
        for h in found
        if h not in right
        for r in matches[f"{h.name} {h.edition}"]
    ]
    doubled = [name for name, several in matches.items() if len(several) > 1]
    by = f"{spider}: " if spider else ""
    return [
        Measure(f"{by}events found", len(found), "= 6", "; ".join(missing)),
        Measure(f"{by}events right", len(right), "≥ 5", "; ".join(wrong)),
        Measure(f"{by}events twice", len(doubled), "= 0", "; ".join(doubled)),
        Measure(f"{by}events that are none", len(strangers), "≤ 1", "; ".join(strangers[:8])),
    ]


def _means(row: sqlite3.Row, happening: Happening) -> bool:
    """Whether a row can only mean this event: its words, and no other edition or year."""
    name = _fold(row["name"])
    if not all(word in name.split() for word in happening.words):
        return False
    if row["edition"] is not None and happening.edition is not None:
        return bool(row["edition"] == happening.edition)
    return not row["start_date"] or row["start_date"][:4] == happening.start[:4]


def _right(row: sqlite3.Row, happening: Happening) -> bool:
    end = row["end_date"] or (row["start_date"] if happening.end == happening.start else None)
    return (
        row["start_date"] == happening.start
        and end == happening.end
        and (happening.city is None or _fold(happening.city) == _fold(row["city"]))
        and (happening.country is None or _fold(happening.country) == _fold(row["country"]))
    )


def _fold(text: str | None) -> str:
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode()
    return re.sub(r"\W+", " ", plain).strip().lower()
