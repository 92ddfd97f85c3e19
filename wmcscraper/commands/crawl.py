"""``scrapy crawl``: Scrapy's own command, with a summary and an exit status one can trust."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from wmcscraper.archive.access import archive_path
from wmcscraper.archive.files import make_sure
from wmcscraper.discovery.arguments import ArgumentError
from wmcscraper.discovery.scope import Scope
from wmcscraper.extensions.room import places_written
from wmcscraper.extensions.run import RunRecorder
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.logs import tell_expected_failures_in_one_line
from wmcscraper.ops.disk import MEGABYTE, lacks_room
from wmcscraper.ops.durations import seconds_of
from wmcscraper.ops.lock import OverlapError, RunLock, lock_path
from wmcscraper.ops.logfiles import rotate
from wmcscraper.store import DatabaseError, database_path, prepare

__all__ = ["Command"]

_STATUSES = "\n".join(
    f"  {status.value}  {status.name.lower().replace('_', ' ')}" for status in ExitStatus
)


class Command(crawl.Command):
    """Checks arguments and database before the run, and judges the run after it."""

    _crawler: Crawler
    _lock: RunLock
    """Held to the end of the process."""

    def short_desc(self) -> str:
        return "Crawl a site into the database (spiders: wmc_news, wmc_events, news)"

    def long_desc(self) -> str:
        return (
            "Crawl a site into the database. Spider arguments: -a base_url=URL (wmc spiders) or "
            "-a url=URL (news), -a since=2025-01-31, -a max_pages=100, -a refresh=all|recent|none, "
            "-a time_budget=2h. Settings: -s DATABASE=data/news.db. Exit status: "
            + "; ".join(line.strip().replace("  ", " ") for line in _STATUSES.splitlines())
            + "."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        path = self.settings.get("LOG_FILE")
        if not path:
            return
        largest = self.settings.getfloat("WMC_LOG_MAX_MB") * MEGABYTE
        try:
            rotate(Path(path), int(largest), self.settings.getint("WMC_LOG_KEEP"))
            with Path(path).open("a"):
                pass
        except OSError as error:
            line = f"the log {path} can't be written ({error.strerror}); name another file"
            raise UsageError(line, print_help=False) from None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) == 1:
            self._check(args[0], opts.spargs)
        tell_expected_failures_in_one_line()
        super().run(args, opts)
        try:
            recorder = self._crawler.get_extension(RunRecorder)
        except RuntimeError:  # the crawl broke before its extensions were there
            recorder = None
        if recorder is None or recorder.verdict is None:
            self.exitcode = ExitStatus.CRASHED
            print("scrapy crawl: the run could not start; the log above says why", file=sys.stderr)
            return
        self.exitcode = recorder.verdict.status
        # With the log in a file, a failed run still says so, and cron sends it as mail.
        if not recorder.told and (self.exitcode or sys.stderr.isatty()):
            print(recorder.summary, file=sys.stderr)

    def _check(self, name: str, given: dict[str, Any]) -> None:
        """One clear line for what can be known to fail before the first request."""
        assert self.crawler_process
        try:
            spider = self.crawler_process.spider_loader.load(name)
        except KeyError:
            known = ", ".join(self.crawler_process.spider_loader.list())
            raise UsageError(f"no spider is called {name!r}; there are {known}") from None
        check = getattr(spider, "read_arguments", None)
        arguments = None
        if check is not None:
            try:
                arguments = check(given)
            except ArgumentError as error:
                raise UsageError(str(error)) from None
        assert self.settings is not None
        try:
            seconds_of(self.settings.get("WMC_TIME_BUDGET"))
        except ValueError as error:
            raise UsageError(f"WMC_TIME_BUDGET={error}", print_help=False) from None
        least = self.settings.getfloat("WMC_MIN_FREE_MB")
        if line := lacks_room(places_written(self.settings), least):
            _refuse(line, ExitStatus.DATABASE)
        database = database_path(self.settings)
        try:
            prepare(database)
            if archive := archive_path(self.settings):
                make_sure(archive)
        except DatabaseError as error:
            _refuse(str(error), ExitStatus.DATABASE)
        if arguments is not None:
            self._take_lock(database, name, Scope(arguments.start_url).site)

    def _take_lock(self, database: Path, spider: str, site: str) -> None:
        self._lock = RunLock(lock_path(database, spider, site))
        try:
            self._lock.acquire()
        except OverlapError as other:
            _refuse(
                f"{spider} runs on {site} already ({other}); this run ends at once",
                ExitStatus.OVERLAP,
            )
        except OSError as error:
            _refuse(f"{self._lock.path} can't be made ({error.strerror})", ExitStatus.DATABASE)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        return self._crawler


def _refuse(line: str, status: ExitStatus) -> NoReturn:
    print(f"scrapy crawl: {line}", file=sys.stderr)
    sys.exit(status)
