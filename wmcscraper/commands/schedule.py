"""``scrapy schedule``: prints what makes systemd, cron or scrapyd run the crawls."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from wmcscraper.discovery.arguments import ArgumentError
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.ops import cron, others, systemd
from wmcscraper.ops.durations import seconds_of
from wmcscraper.ops.jobs import Job, Place, crawl_jobs, parse_times
from wmcscraper.paths import project_path
from wmcscraper.store import database_path

__all__ = ["Command"]

_BACKUPS_KEPT = "14"


class Command(ScrapyCommand):
    """Prints, and never installs: what runs as root is for its owner to read first."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "--systemd|--cron|--scrapyd|--logrotate [SPIDER ...] [options]"

    def short_desc(self) -> str:
        return "Print units or crontab lines that run crawls by themselves"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}. Default: wmc_news, with -a and -s as 'scrapy crawl' has them. "
            "Nothing is installed: docs/operations.md says how. Runs of one spider never overlap, "
            "end within their budget, begin a random while late, and keep a log that rotates."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Schedule")
        form = group.add_mutually_exclusive_group(required=True)
        for name, what in (
            ("systemd", "services and timers, each with its file's name above it"),
            ("cron", "lines for 'crontab -e'"),
            ("scrapyd", "scrapyd.conf, and lines for 'crontab -e' that start runs there"),
            ("logrotate", "a file for /etc/logrotate.d, for those who rotate logs by it"),
        ):
            form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=what)
        group.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE",
            help="argument of the spiders (may be repeated)",
        )  # fmt: skip
        group.add_argument(
            "--times", default="06:17,18:17", help="times of the day (default: 06:17,18:17)"
        )
        group.add_argument(
            "--jitter", default="15m", help="most time that a run begins later (default: 15m)"
        )
        group.add_argument(
            "--budget",
            help="time that a run may take, 0: no limit (default: WMC_TIME_BUDGET or 2h)",
        )
        group.add_argument("--backup", metavar="FOLDER", help="also a daily backup into FOLDER")
        group.add_argument("--logs", metavar="FOLDER", help="default: log/ beside the database")
        group.add_argument("--user", help="who runs it under systemd (default: you)")
        group.add_argument(
            "--on-failure", metavar="COMMAND", help="what to run after a run that failed"
        )
        group.add_argument(
            "-o", "--output", metavar="FOLDER", help="write the units there, not to the terminal"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.output and opts.form != "systemd":
            raise UsageError("-o is for --systemd, whose units are several files", print_help=False)
        try:
            place, jobs = self._place(opts), self._jobs(args, opts)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None
        if opts.form != "systemd":
            lines: Iterator[str] = {
                "cron": lambda: cron.crontab(jobs, place, opts.on_failure),
                "scrapyd": lambda: others.scrapyd(jobs, place),
                "logrotate": lambda: others.logrotate(place),
            }[opts.form]()
            print("\n".join(lines))
            return
        units = systemd.units(jobs, place, opts.user or getpass.getuser(), opts.on_failure)
        if opts.output:
            self._write(units, Path(opts.output))
            return
        for name, text in units.items():
            print(f"# ---- {systemd.FOLDER / name}\n{text}")

    def _write(self, units: dict[str, str], folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in units.items():
                (folder / name).write_text(text, "utf-8")
                print(folder / name)
        except OSError as error:
            print(f"scrapy schedule: {error.filename}: {error.strerror}", file=sys.stderr)
            self.exitcode = ExitStatus.CRASHED

    def _place(self, opts: argparse.Namespace) -> Place:
        assert self.settings is not None
        database = database_path(self.settings).absolute()
        archive = project_path(self.settings.get("ARCHIVE") or database.parent / "archive")
        logs = Path(opts.logs).absolute() if opts.logs else database.parent / "log"
        return Place(project_path(".").resolve(), database, archive.absolute(), logs)

    def _jobs(self, args: list[str], opts: argparse.Namespace) -> list[Job]:
        """Raises ValueError or UsageError where something is wrong."""
        assert self.settings is not None
        if unknown := [arg for arg in args if arg.startswith("-")]:
            raise UsageError(f"unknown option {unknown[0]}; see scrapy schedule --help")
        given = arglist_to_dict(opts.spargs)
        loader = get_spider_loader(self.settings)
        for name in args or ["wmc_news"]:
            try:
                check = getattr(loader.load(name), "read_arguments", None)
            except KeyError:
                known = ", ".join(loader.list())
                raise ValueError(f"no spider is called {name!r}; there are {known}") from None
            try:
                if check is not None:
                    check(given)
            except ArgumentError as error:
                raise ValueError(f"{name}: {error}") from None
        budget = (
            self.settings.get("WMC_TIME_BUDGET") or "2h" if opts.budget is None else opts.budget
        )
        jitter = round(seconds_of(opts.jitter))
        settings = {
            name: value
            for name, value in arglist_to_dict(opts.set).items()
            if name != "WMC_TIME_BUDGET"
        }
        jobs = crawl_jobs(
            args or ["wmc_news"],
            arguments=given,
            settings=settings,
            times=parse_times(opts.times),
            jitter=jitter,
            budget=round(seconds_of(budget)),
        )
        if opts.backup:
            folder = f"{Path(opts.backup).absolute()}/"
            command = ("-m", "scrapy", "backup", folder, "--keep", _BACKUPS_KEPT)
            more = tuple(part for pair in settings.items() for part in ("-s", "=".join(pair)))
            what = f"copy the database to {folder}"
            writes = (Path(folder),)
            jobs.append(Job("backup", what, (*command, *more), ((3, 41),), jitter, writes=writes))
        return jobs
