"""``scrapy reextract``: the archive, or any WARC file, read again by today's extraction."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

from rich.console import Console
from rich.status import Status
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from wmcscraper.archive.access import archive_path
from wmcscraper.archive.files import ArchiveError, recover, warc_files
from wmcscraper.archive.plan import Filters
from wmcscraper.archive.rebuild import Outcome, Rebuild
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.identity import site_of
from wmcscraper.paths import project_path
from wmcscraper.store import DatabaseError, database_path

__all__ = ["Command"]

_TOLD = 0.2  # seconds between two changes of the line of progress
_WIDTH = 60
_TAKEN = (
    ("new", "new articles"),
    ("duplicates", "new copies"),
    ("changed", "changed pages"),
    ("reread", "articles read again, nothing new"),
    ("reread_changed", "articles read again, and changed"),
    ("events_new", "new events"),
    ("events_changed", "changed events"),
    ("gone", "pages gone"),
    ("errors", "not stored"),
)


class Command(ScrapyCommand):
    """Brings the database up to date from WARC files, with no network."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[WARC…] [options]"

    def short_desc(self) -> str:
        return "Read the archive, or any WARC file, again with today's extraction"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}, with no network. What the database has not met is stored as a "
            "crawl would; what an older extraction read is read again. May be stopped and called "
            "again: it goes on where it was. Exit status: 0 done; 1 some records could not be "
            "read, the lines say which; 2 wrong arguments; 7 the database can't be written; "
            "8 interrupted."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Reextract")
        group.add_argument(
            "--dry-run", action="store_true", help="only show what would change: counts, a sample"
        )
        group.add_argument("--jobs", type=int, metavar="N", help="processes (default: all cores)")
        group.add_argument(
            "--since", metavar="DATE", help="only pages fetched on this day or later"
        )
        group.add_argument("--site", metavar="SITE", help="only this site, e.g. example.org")
        group.add_argument("--url", metavar="URL", help="only addresses that begin so")
        group.add_argument(
            "--sample", type=int, default=10, metavar="N", help="differences shown (default: 10)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        filters = Filters(_day(opts.since), _site(opts.site), opts.url)
        jobs = opts.jobs if opts.jobs is not None else os.cpu_count() or 1
        if jobs < 1:
            raise UsageError("--jobs needs a number of processes, 1 or more")
        assert self.settings is not None
        self.settings.set("LOG_ENABLED", False, priority="cmdline")
        begun = time.monotonic()
        try:
            folder, paths = self._paths(args)
            with self._database(dry=opts.dry_run), _progress() as progress:
                rebuild = Rebuild(
                    self.settings, folder, jobs, dry=opts.dry_run, filters=filters,
                    progress=progress,
                )  # fmt: skip
                outcome = rebuild.run(paths)
        except ArchiveError as error:
            self._fail(str(error), ExitStatus.CRASHED)
        except DatabaseError as error:
            self._fail(str(error), ExitStatus.DATABASE)
        except KeyboardInterrupt:
            self._fail("interrupted; call it again to go on", ExitStatus.INTERRUPTED)
        else:
            for line in outcome.faults:
                print(f"scrapy reextract: {line}", file=sys.stderr)
            lines = _report(outcome, time.monotonic() - begun, opts.sample, dry=opts.dry_run)
            print("\n".join(lines))
            self.exitcode = ExitStatus.CRASHED if outcome.faults else ExitStatus.OK

    def _fail(self, line: str, status: ExitStatus) -> None:
        print(f"scrapy reextract: {line}", file=sys.stderr)
        self.exitcode = status

    def _paths(self, args: list[str]) -> tuple[Path, list[Path]]:
        """The archive's folder, and the files to read."""
        assert self.settings is not None
        folder = archive_path(self.settings)
        if folder is not None:
            recover(folder)
        places = [project_path(name) for name in args] or ([folder] if folder else [])
        if not places:
            raise UsageError("nothing is archived (the setting ARCHIVE is empty); name WARC files")
        for place in places:
            if not place.exists():
                raise ArchiveError(f"there is no {place}; crawl first, or name WARC files")
        found = [path for place in places for path in warc_files(place)]
        if not found:
            raise ArchiveError(f"there are no WARC files in {places[0]}")
        return folder or found[0].parent, found

    @contextlib.contextmanager
    def _database(self, *, dry: bool) -> Iterator[None]:
        """A dry run without a database compares with an empty one."""
        assert self.settings is not None
        if not dry or database_path(self.settings).exists():
            yield
            return
        with tempfile.TemporaryDirectory() as folder:
            self.settings.set("DATABASE", str(Path(folder) / "news.db"), priority="cmdline")
            yield


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[Counter[str]], None]]:
    """A line on a terminal that says how far it is; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda counts: None
        return
    last = 0.0
    status = Status("reading …", console=Console(stderr=True))
    with contextlib.ExitStack() as shown:

        def tell(counts: Counter[str]) -> None:
            nonlocal last
            if not last:  # not before: it is a thread, and processes are forked without any
                shown.enter_context(status)
            if time.monotonic() - last >= _TOLD:
                last = time.monotonic()
                status.update(
                    f"{counts['records']} records met, {counts['pages']} pages read again, "
                    f"{counts['done']} up to date"
                )

        yield tell


def _report(outcome: Outcome, seconds: float, sample: int, *, dry: bool) -> Iterator[str]:
    counts, differences = outcome.counts, outcome.differences
    rate = counts["pages"] / seconds if seconds else 0.0
    yield (
        f"{counts['records']} records, {counts['done']} of them up to date; {counts['pages']} "
        f"pages read in {seconds:.1f} s ({rate:.0f} a second)"
    )
    verb = "would be " if dry else ""
    for name, label in _TAKEN:
        if counts[name]:
            yield f"  {counts[name]:>7}  {verb}{label}"
    if differences.counts:
        yield "changes by field:"
        for name, count in differences.counts.most_common():
            yield f"  {count:>7}  {name}"
    if differences.samples and sample > 0:
        yield "for example:"
        for one in differences.samples[:sample]:
            yield f"  {one.url}"
            yield f"    {one.field}: {_short(one.before)} → {_short(one.after)}"


def _short(value: object) -> str:
    text = " ".join(str(value).split()) if value is not None else "nothing"
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"--since {text} is no day; give it as 2026-01-31") from None


def _site(text: str | None) -> str | None:
    if text is None:
        return None
    return site_of(text if "://" in text else f"https://{text}")
