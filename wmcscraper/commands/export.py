"""``scrapy export``: what the database holds as CSV or JSON Lines."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, TextIO, cast

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.identity import site_of
from wmcscraper.store import DatabaseError, connect_readonly, database_path
from wmcscraper.store.export import COLUMNS, Filters, columns, rows, write_csv, write_jsonl
from wmcscraper.store.moments import last_moment

__all__ = ["Command"]

_FORMATS = ("csv", "jsonl")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Command(ScrapyCommand):
    """Writes articles, quotes, figures, images, links or events to a file or standard output."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return f"{'|'.join(COLUMNS)} [options]"

    def short_desc(self) -> str:
        return "Export articles, quotes, figures, images, links or events as CSV or JSON Lines"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}. UTF-8, ISO dates, stable columns, safe to open in a "
            "spreadsheet. Works while a crawl is writing. Settings: -s DATABASE=data/news.db."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Export")
        group.add_argument("-o", "--output", metavar="FILE", help="file (default: standard output)")
        group.add_argument(
            "--format", choices=_FORMATS, help="default: by the file's ending, else csv"
        )
        group.add_argument("--since", metavar="DATE", help="first date: 2025, 2025-01, 2025-01-24")
        group.add_argument("--until", metavar="DATE", help="last date, included")
        group.add_argument("--site", metavar="SITE", help="only this site, e.g. example.org")
        group.add_argument(
            "--words",
            metavar="QUERY",
            help='only with these words; "a phrase", OR, NOT and prefix* work (SQLite\'s FTS5)',
        )
        group.add_argument(
            "--include-duplicates", action="store_true", help="also copies of other articles"
        )
        group.add_argument(
            "--with-record",
            action="store_true",
            help="also when each page was fetched, and its record in the archive",
        )
        group.add_argument(
            "--as-of",
            metavar="DATE",
            help="articles as the database knew them at the end of this day (UTC), or at a moment",
        )
        group.add_argument(
            "--excel", action="store_true", help="begin the CSV with the mark that Excel needs"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        what = _what(args)
        target = None if opts.output in (None, "-") else Path(opts.output)
        form = opts.format or ("jsonl" if target and target.suffix == ".jsonl" else "csv")
        filters = Filters(
            since=_date("--since", opts.since),
            until=_date("--until", opts.until),
            site=_site(opts.site),
            words=(opts.words or "").strip() or None,
            duplicates=opts.include_duplicates,
            as_of=_as_of(what, opts.as_of),
        )
        names = columns(what, record=opts.with_record)
        write = write_jsonl if form == "jsonl" else write_csv
        try:
            with (
                connect_readonly(database_path(self.settings)) as database,
                _stream(target) as stream,
            ):
                if opts.excel and form == "csv":
                    stream.write("\ufeff")
                found = rows(database, what, filters, record=opts.with_record)
                count = write(stream, names, found)
        except BrokenPipeError:  # the reader ('head') has enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        except (DatabaseError, sqlite3.Error) as error:
            self._fail(str(error), ExitStatus.DATABASE)
            return
        except OSError as error:
            self._fail(
                f"{target or 'standard output'} can't be written ({error.strerror}); "
                "name another file with -o",
                ExitStatus.CRASHED,
            )
            return
        if target:
            print(f"{count:,} {what} written to {target}", file=sys.stderr)

    def _fail(self, line: str, status: ExitStatus) -> None:
        print(f"scrapy export: {line}", file=sys.stderr)
        self.exitcode = status


def _what(args: list[str]) -> str:
    unknown = [arg for arg in args if arg.startswith("-")]
    if unknown:
        raise UsageError(f"unknown option {unknown[0]}; see scrapy export --help")
    if len(args) != 1 or args[0] not in COLUMNS:
        raise UsageError(f"name one of {', '.join(COLUMNS)}")
    return args[0]


def _date(option: str, value: str | None) -> str | None:
    if value is None or _DATE.fullmatch(value):
        return value
    raise UsageError(f"{option} {value}: give a date like 2025, 2025-01 or 2025-01-24")


def _as_of(what: str, value: str | None) -> str | None:
    """The last second of ``--as-of``; says so where it is still to come."""
    if value is None:
        return None
    if what != "articles":
        raise UsageError(f"--as-of is for articles: what {what} were on a day is not kept")
    try:
        moment = last_moment(value)
    except ValueError:
        raise UsageError(
            f"--as-of {value}: give a date like 2025-01-24, or a moment like 2025-01-24T18:00"
        ) from None
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    if moment >= now:
        print(
            f"scrapy export: {moment} UTC is still to come, so the same call may give more later; "
            f"what is known now stays the same with --as-of {now[:-3]}",
            file=sys.stderr,
        )
    return moment


def _site(value: str | None) -> str | None:
    """A site as the database has it, also of a URL or with 'www.'."""
    if not value:
        return None
    return site_of(value if "://" in value else f"http://{value}")


@contextlib.contextmanager
def _stream(target: Path | None) -> Iterator[TextIO]:
    """Where to write. A file appears under its name only when it is complete."""
    if target is None:
        # UTF-8 whatever the locale says, and no translation of line ends within cells.
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as stream:
            yield stream
        return
    if target.exists() and not target.is_file():  # a pipe or a device
        with target.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        newline="",
        dir=target.parent,
        prefix=f".{target.name}.",
        delete=False,
    ) as stream:
        try:
            yield cast(TextIO, stream)
            stream.flush()
            mask = os.umask(0)
            os.umask(mask)
            Path(stream.name).chmod(0o666 & ~mask)
            Path(stream.name).replace(target)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
