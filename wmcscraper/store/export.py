"""Rows for researchers: stable columns, filters, and cells that are safe in a spreadsheet."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from wmcscraper.store.as_of import SEARCH, articles_as_of, search_as_of

__all__ = ["COLUMNS", "Filters", "columns", "rows", "safe_cell", "write_csv", "write_jsonl"]

_ARTICLE = {"article_url": "a.url", "article_title": "a.title", "article_date": "a.date"}
_LISTS = frozenset({"authors", "tags"})


def _plain(alias: str, names: str) -> dict[str, str]:
    return {name: f"{alias}.{name}" for name in names.split()}


# Column → SQL. The order is the file's; a new column goes to the end, none is ever renamed.
_EXPRESSIONS: dict[str, dict[str, str]] = {
    "articles": {
        **_plain(
            "a",
            "url site title date date_precision date_raw modified authors language section tags "
            "summary body word_count first_seen last_seen last_changed gone version extractor",
        ),
        "duplicate_of": "(SELECT o.url FROM articles o WHERE o.id = a.duplicate_of)",
    },
    "quotes": {
        **_ARTICLE,
        "site": "a.site",
        **_plain("t", "position text speaker role cue start_char end_char"),
    },
    "figures": {
        **_ARTICLE,
        "site": "a.site",
        **_plain(
            "t",
            "position text value value_max unit kind value_si si_unit modifier subject commodity "
            "period period_start period_end start_char end_char",
        ),
    },
    "images": {**_ARTICLE, "site": "a.site", **_plain("t", "position url caption credit alt")},
    "links": {**_ARTICLE, "site": "a.site", **_plain("t", "position url text kind date teaser")},
    "events": {
        **_plain(
            "t",
            "name edition start_date end_date date_precision city country status url site series "
            "date_raw description first_seen last_seen last_changed",
        ),
        "statements": "(SELECT count(*) FROM event_statements s WHERE s.event_id = t.id)",
    },
}
COLUMNS: dict[str, tuple[str, ...]] = {
    what: tuple(expressions) for what, expressions in _EXPRESSIONS.items()
}
"""What can be exported, and the columns of each, in order."""
# What a row was read from, and by what; behind the other columns where it is asked for.
_RECORD = ("fetched", "warc_file", "warc_offset", "warc_digest")
_OF_ARTICLE = ("version", "extractor")

_FORMULA = tuple("=+-@\t\r\n|＝＋－＠")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows; None means no limit.

    ``since`` and ``until`` are ISO dates of any precision, both included; they apply to the
    article's date of publication, of events to the days that they last. A date of which only the
    year or month is known counts where any of its days does. ``words`` is a query of SQLite's
    FTS5: of quotes on their text and speaker, of events on name, place and description, else on
    the article's title and body.
    """

    since: str | None = None
    until: str | None = None
    site: str | None = None
    words: str | None = None
    duplicates: bool = False
    """Also articles that are copies of another, and what they hold."""
    as_of: str | None = None
    """Of articles: as the database knew them at this moment (see ``last_moment``)."""


def columns(what: str, *, record: bool = False) -> tuple[str, ...]:
    """The columns of ``what``, in order; ``record`` adds what each row was read from."""
    return tuple(_expressions(what, record))


def _expressions(what: str, record: bool) -> dict[str, str]:
    expressions = _EXPRESSIONS[what]
    if not record:
        return expressions
    alias = "t" if what == "events" else "a"
    more = _RECORD if what in ("articles", "events") else (*_RECORD, *_OF_ARTICLE)
    return {**expressions, **_plain(alias, " ".join(more))}


def rows(
    db: sqlite3.Connection, what: str, filters: Filters, *, record: bool = False
) -> Iterator[tuple[Any, ...]]:
    """The rows of ``what`` in the order of ``columns``, streamed; lists (authors, tags) as lists.

    Raises ValueError for ``as_of`` of anything but articles: nothing else keeps what it was.
    """
    if filters.as_of and what != "articles":
        raise ValueError(f"what {what} were on a day is not kept")
    expressions = _expressions(what, record)
    articles = f"({articles_as_of(db)}) a" if filters.as_of else "articles a"
    source, order = {
        "articles": (articles, "a.id"),
        "events": ("events t", "t.id"),
    }.get(
        what, (f"{what} t CROSS JOIN articles a ON a.id = t.article_id", "t.article_id, t.position")
    )
    conditions, values = _conditions(db, what, filters)
    query = f"SELECT {', '.join(expressions.values())} FROM {source}"  # noqa: S608
    if conditions:
        query += f" WHERE {' AND '.join(conditions)}"
    lists = [index for index, name in enumerate(expressions) if name in _LISTS]
    for row in db.execute(f"{query} ORDER BY {order}", values):
        if not lists:
            yield row
            continue
        cells = list(row)
        for index in lists:
            cells[index] = json.loads(cells[index] or "[]")
        yield tuple(cells)


def _conditions(
    db: sqlite3.Connection, what: str, filters: Filters
) -> tuple[list[str], dict[str, str]]:
    """SQL conditions and their values. The '+' keeps SQLite from walking another index than the
    one that gives the order: a sort of a million bodies is what it would cost."""
    events = what == "events"
    first, last = (
        ("t.start_date", "coalesce(t.end_date, t.start_date)") if events else ("a.date",) * 2
    )
    conditions: list[str] = []
    values: dict[str, str] = {"as_of": filters.as_of} if filters.as_of else {}
    if filters.since:
        conditions.append(f"substr({last}, 1, 10) >= substr(:since, 1, length({last}))")
        values["since"] = filters.since
    if filters.until:
        conditions.append(f"substr({first}, 1, length(:until)) <= :until")
        values["until"] = filters.until
    if filters.site:
        conditions.append(f"+{'t' if events else 'a'}.site = :site")
        values["site"] = filters.site
    if not events and not filters.duplicates:
        conditions.append("+a.duplicate_of IS NULL")
    if filters.words and events:
        for number, word in enumerate(filters.words.replace('"', " ").split()):
            text = " || ' ' || ".join(
                f"coalesce(t.{name}, '')" for name in ("name", "description", "city", "country")
            )
            conditions.append(f"{text} LIKE :word{number} ESCAPE '\\'")
            values[f"word{number}"] = f"%{_like(word)}%"
    elif filters.words:
        index, row = ("quotes_fts", "t.id") if what == "quotes" else ("articles_fts", "a.id")
        if filters.as_of:
            search_as_of(db, filters.as_of)
            index = SEARCH
        conditions.append(f"{row} IN (SELECT rowid FROM {index} WHERE {index} MATCH :words)")  # noqa: S608
        values["words"] = _query(db, index, filters.words)
    return conditions, values


def _like(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _query(db: sqlite3.Connection, index: str, words: str) -> str:
    """``words`` as FTS5 understands it; where it does not ('rare-earth'), each word as it is."""
    try:
        db.execute(f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1", (words,)).fetchone()  # noqa: S608
    except sqlite3.OperationalError:
        return " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
    return words


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: such text gets a leading apostrophe.

    Numbers stay numbers; lists are joined by '; '; None is an empty cell.
    """
    if isinstance(value, list):
        value = "; ".join(str(part) for part in value)
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{value}"
    return _whole(value)


def _whole(value: Any) -> Any:
    """A float without a fraction as an integer: '45000', not '45000.0'."""
    return (
        int(value)
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        else value
    )


def write_csv(stream: TextIO, columns: Sequence[str], found: Iterable[tuple[Any, ...]]) -> int:
    """Write rows as CSV (RFC 4180, lines end with LF), a header first; gives their number."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in found:
        writer.writerow([safe_cell(value) for value in row])
        count += 1
    return count


def write_jsonl(stream: TextIO, columns: Sequence[str], found: Iterable[tuple[Any, ...]]) -> int:
    """Write rows as JSON Lines, one object a line; gives their number."""
    count = 0
    for row in found:
        record = {name: _whole(value) for name, value in zip(columns, row, strict=True)}
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count
