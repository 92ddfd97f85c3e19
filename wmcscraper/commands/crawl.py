"""``scrapy crawl``: Scrapy's own command, with a summary and an exit status one can trust."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from wmcscraper.discovery.arguments import ArgumentError
from wmcscraper.extensions.run import RunRecorder
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.logs import tell_expected_failures_in_one_line
from wmcscraper.store import DatabaseError, database_path, prepare

__all__ = ["Command"]

_STATUSES = "\n".join(
    f"  {status.value}  {status.name.lower().replace('_', ' ')}" for status in ExitStatus
)


class Command(crawl.Command):
    """Checks arguments and database before the run, and judges the run after it."""

    _crawler: Crawler

    def short_desc(self) -> str:
        return "Crawl a site into the database (spiders: wmc_news, wmc_events, news)"

    def long_desc(self) -> str:
        return (
            "Crawl a site into the database. Spider arguments: -a base_url=URL (wmc spiders) or "
            "-a url=URL (news), -a since=2025-01-31, -a max_pages=100, -a refresh=all|recent|none. "
            "Settings: -s DATABASE=data/news.db. Exit status: "
            + "; ".join(line.strip().replace("  ", " ") for line in _STATUSES.splitlines())
            + "."
        )

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
        if check is not None:
            try:
                check(given)
            except ArgumentError as error:
                raise UsageError(str(error)) from None
        assert self.settings is not None
        try:
            prepare(database_path(self.settings))
        except DatabaseError as error:
            print(f"scrapy crawl: {error}", file=sys.stderr)
            sys.exit(ExitStatus.DATABASE)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        return self._crawler
