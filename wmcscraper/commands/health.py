"""``scrapy health``: is each site still read as it was?"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from typing import ClassVar

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.health.database import RUNS, monitor, series, with_examples
from wmcscraper.health.report import SiteReport, report_of
from wmcscraper.health.tell import line, matters, value
from wmcscraper.store import DatabaseError, connect_readonly, database_path
from wmcscraper.store.database import connect, transaction
from wmcscraper.store.site_stats import accept_state

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Shows each site's measures beside its own history, and the breaks that are there."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] [SITE]"

    def short_desc(self) -> str:
        return "Show whether each site is still read as it was"

    def long_desc(self) -> str:
        return (
            "Show for each site its last run, articles a day, measures before and now, and the "
            "breaks that are there, with examples. Exit status: 0 nothing broke; "
            f"{ExitStatus.DRIFT.value} something did; {ExitStatus.DATABASE.value} no database. "
            "Reads also while a crawl writes."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--runs", type=int, default=RUNS, metavar="N",
            help=f"look at the newest N runs of each site (default {RUNS})",
        )  # fmt: skip
        parser.add_argument(
            "--accept", nargs="*", metavar="FIELD",
            help="how SITE is now is the norm from now on: in these fields, or in all",
        )  # fmt: skip

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        site = args[0] if args else None
        if len(args) > 1:
            raise UsageError("one site at a time")
        if opts.runs < 1:
            raise UsageError("--runs takes 1 or more")
        if opts.accept is not None and site is None:
            raise UsageError("say which site: scrapy health SITE --accept [FIELD ...]")
        path = database_path(self.settings)
        try:
            if opts.accept is not None:
                with connect_readonly(path):
                    pass  # a missing file is said to be missing, not made
                with closing(connect(path)) as db:
                    self._accept(db, str(site), opts.accept)
                    self._show(db, site, opts)
            else:
                with connect_readonly(path) as db:
                    self._show(db, site, opts)
        except (DatabaseError, sqlite3.Error) as error:
            print(f"scrapy health: {error}", file=sys.stderr)
            self.exitcode = ExitStatus.DATABASE

    def _accept(self, db: sqlite3.Connection, site: str, fields: list[str]) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for _, spider in self._series(db, site):
            last, runs = monitor(db, site, spider)
            if last is None:
                continue
            there = {name for one in last.findings() for name in (one.name, one.field)}
            if unknown := sorted(set(fields) - there):
                raise UsageError(
                    f"nothing broke in {', '.join(unknown)} on {site}; "
                    f"there is {', '.join(sorted(there)) or 'no break at all'}"
                )
            with transaction(db):
                for field in fields or [None]:  # type: ignore[list-item]
                    accept_state(db, site, spider, field, crawl_id=runs[-1].id, at=now)

    def _series(self, db: sqlite3.Connection, site: str | None) -> list[tuple[str, str]]:
        found = series(db, site)
        if not found and site is not None:
            known = ", ".join(sorted({name for name, _ in series(db)})) or "none"
            raise UsageError(f"no run on {site!r}; there are runs on: {known}")
        return found

    def _show(self, db: sqlite3.Connection, site: str | None, opts: argparse.Namespace) -> None:
        reports = []
        for name, spider in self._series(db, site):
            last, runs = monitor(db, name, spider, limit=opts.runs)
            if last is not None:
                found = with_examples(db, name, runs, last.findings())
                reports.append(report_of(db, name, spider, last, runs, findings=found))
        if opts.json:
            print(json.dumps([one.as_dict() for one in reports], ensure_ascii=False, indent=2))
        else:
            console = Console(highlight=False)
            for one in reports:
                _print(console, one)
            if not reports:
                console.print("No run has read a page yet.")
        if any(one.findings for one in reports):
            self.exitcode = ExitStatus.DRIFT


def _print(console: Console, report: SiteReport) -> None:
    alarm = "[red]drift[/red]" if report.findings else "[green]as ever[/green]"
    console.print(f"[bold]{escape(report.site)}[/bold] ({escape(report.spider)}): {alarm}")
    console.print(
        f"  last run {report.last_run:%Y-%m-%d %H:%M} UTC, {report.runs} runs looked at; "
        f"{value(report.per_day, 'number')} articles a day"
    )
    if report.silent_days is not None:
        longest = f", at most {value(report.longest_gap, 'days')}" if report.longest_gap else ""
        console.print(
            f"  last new article {value(report.silent_days, 'days')} before the last run "
            f"(usual: {value(report.usual_gap or 0.0, 'days')}{longest})"
        )
    for finding in matters(report.findings):
        console.print(f"  [red]![/red] {escape(line(finding))}", soft_wrap=True)
        for url in finding.examples:
            console.print(f"      {escape(url)}", soft_wrap=True)
    if report.findings:
        console.print(
            f"    Is the site like this now? scrapy health {escape(report.site)} --accept",
            soft_wrap=True,
        )
    table = Table(box=None, padding=(0, 2, 0, 2))
    for column, side in (("measure", "left"), ("before", "right"), ("now", "right"), ("", "left")):
        table.add_column(column, justify=side)  # type: ignore[arg-type]
    for state in report.states:
        unit = state.field.unit
        table.add_row(
            state.field.label, value(state.before, unit), value(state.now, unit),
            "[red]![/red]" if state.broken else "",
        )  # fmt: skip
    console.print(table)
    console.print()
