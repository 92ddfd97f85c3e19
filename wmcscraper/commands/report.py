"""``scrapy report``: what the database holds, at a glance."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path
from typing import ClassVar

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand

from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.store import DatabaseError, connect_readonly, database_path

__all__ = ["Command"]

# (what, count, count of the last 7 days or None)
_COUNTS = (
    ("articles", "SELECT count(*) FROM articles"),
    ("  of them copies of another", "SELECT count(*) FROM articles WHERE duplicate_of NOT NULL"),
    ("  of them gone from their site", "SELECT count(*) FROM articles WHERE gone NOT NULL"),
    ("quotes", "SELECT count(*) FROM quotes"),
    ("  with a speaker", "SELECT count(*) FROM quotes WHERE speaker NOT NULL"),
    ("figures", "SELECT count(*) FROM figures"),
    ("  with a unit", "SELECT count(*) FROM figures WHERE unit NOT NULL"),
    ("images", "SELECT count(*) FROM images"),
    ("links", "SELECT count(*) FROM links"),
    ("events", "SELECT count(*) FROM events"),
    ("pages known", "SELECT count(*) FROM pages WHERE fetched NOT NULL"),
)
_LATEST = (
    "SELECT date, title, "
    "(SELECT count(*) FROM quotes WHERE article_id = articles.id), "
    "(SELECT count(*) FROM figures WHERE article_id = articles.id) "
    "FROM articles WHERE duplicate_of IS NULL ORDER BY date DESC, id LIMIT 10"
)
_EVENTS = (
    "SELECT coalesce(start_date, '?') || coalesce(' – ' || nullif(end_date, start_date), ''), "
    "coalesce(edition || '. ', '') || name, "
    "coalesce(city || ', ', '') || coalesce(country, '') "
    "FROM events ORDER BY start_date DESC LIMIT 10"
)
_RUN = "SELECT spider, started, finished, reason FROM crawls ORDER BY id DESC LIMIT 1"


# sqlite-utils comes with the project; the sqlite3 program, if there, does as well.
_NEXT = """\
  .venv/bin/sqlite-utils {path} "SELECT * FROM quotes_by_speaker LIMIT 5" --table
  .venv/bin/sqlite-utils {path} "SELECT * FROM events_upcoming" --table
  .venv/bin/scrapy export quotes -o quotes.csv
  .venv/bin/scrapy export --help"""


class Command(ScrapyCommand):
    """Prints counts, the latest stories, the events, the last run, and what to try next."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        return "Show what the database holds"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        path = database_path(self.settings)
        try:
            with connect_readonly(path) as database:
                self._show(database)
        except (DatabaseError, sqlite3.Error) as error:
            print(f"scrapy report: {error}", file=sys.stderr)
            self.exitcode = ExitStatus.DATABASE
            return
        print(f"\nAll of it stands in {_near(path)}. Next:\n{_NEXT.format(path=_near(path))}")

    def _show(self, database: sqlite3.Connection) -> None:
        console = Console()
        run = database.execute(_RUN).fetchone()
        if run:
            spider, started, finished, reason = run
            console.print(
                f"Last run: {spider}, {started} to {finished or '(not finished)'}, {reason}"
            )
        console.print(_table("Stored", ("what", "rows"), _counts(database), right=(1,)))
        latest = database.execute(_LATEST).fetchall()
        columns = ("date", "title", "quotes", "figures")
        console.print(_table("Latest stories", columns, latest, right=(2, 3)))
        events = database.execute(_EVENTS).fetchall()
        console.print(_table("Events", ("when", "what", "where"), events))


def _near(path: Path) -> Path:
    """``path``, relative to where the command was called if it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _counts(database: sqlite3.Connection) -> list[tuple[str, int]]:
    return [(what, database.execute(query).fetchone()[0]) for what, query in _COUNTS]


def _table(
    title: str,
    columns: tuple[str, ...],
    rows: list[tuple[object, ...]] | list[tuple[str, int]],
    right: tuple[int, ...] = (),
) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for index, name in enumerate(columns):
        table.add_column(name, justify="right" if index in right else "left")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    return table
