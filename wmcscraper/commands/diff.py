"""``scrapy diff``: what changed in a stored article, word by word."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from typing import ClassVar

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from wmcscraper.differences import Piece, differences
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.store import DatabaseError, connect_readonly, database_path
from wmcscraper.store.moments import last_moment
from wmcscraper.store.texts import Version, at, versions_of

__all__ = ["Command"]

_STYLES = {"gone": "red strike", "new": "green"}
_MARKS = {"gone": ("[-", "-]"), "new": ("{+", "+}"), "same": ("", "")}


class NothingToCompareError(Exception):
    """The message is one line that says why."""


class Command(ScrapyCommand):
    """Shows two versions of an article as one text, with what went and what came marked."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "URL [--versions A B | --at DATE DATE | --list]"

    def short_desc(self) -> str:
        return "Show what changed in a stored article, word by word"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}: its last two versions, or those named. In a terminal what went "
            "is red and struck out, what came is green; elsewhere [-gone-]{+new+}. Exit status: "
            "0 done; 1 nothing to compare: no such article, one version only; 2 wrong arguments; "
            "7 the database can't be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Diff")
        group.add_argument(
            "--versions", nargs=2, type=int, metavar=("A", "B"), help="numbers, as --list has them"
        )
        group.add_argument(
            "--at",
            nargs=2,
            metavar="DATE",
            help="what the database held at the end of each day: 2026-01-31 2026-02-28",
        )
        group.add_argument("--list", action="store_true", help="only list the versions")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1 or args[0].startswith("-"):
            raise UsageError("give one address: scrapy diff https://host/story")
        if bool(opts.versions) + bool(opts.at) + opts.list > 1:
            raise UsageError("give one of --versions, --at and --list")
        moments = [_moment(text) for text in opts.at or ()]
        url = args[0] if "://" in args[0] else f"https://{args[0]}"
        try:
            with connect_readonly(database_path(self.settings)) as database:
                versions = versions_of(database, url)
        except (DatabaseError, sqlite3.Error) as error:
            self._fail(str(error), ExitStatus.DATABASE)
            return
        console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
        try:
            if not versions:
                self._fail(f"no article is stored of {url}", ExitStatus.CRASHED)
            elif opts.list:
                _list(console, versions)
            else:
                _show(console, *_two(versions, opts.versions, moments))
        except NothingToCompareError as error:
            self._fail(str(error), ExitStatus.CRASHED)
        except BrokenPipeError:  # '| head' has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _fail(self, line: str, status: ExitStatus) -> None:
        print(f"scrapy diff: {line}", file=sys.stderr)
        self.exitcode = status


def _moment(text: str) -> str:
    try:
        return last_moment(text)
    except ValueError:
        raise UsageError(f"--at {text}: give a date like 2026-01-31 or 2026-01-31T09:00") from None


def _two(
    versions: list[Version], numbers: list[int] | None, moments: list[str]
) -> tuple[Version, Version]:
    """The versions to compare; raises NothingToCompareError."""
    if moments:
        held = [at(versions, moment) for moment in moments]
        for moment, version in zip(moments, held, strict=True):
            if version is None:
                raise NothingToCompareError(
                    f"{moment} UTC is before the first version ({versions[0].seen_at})"
                )
        one, other = (version for version in held if version)
        if one.number == other.number:
            raise NothingToCompareError(
                f"version {one.number} held on both days; see --list for all versions"
            )
        return one, other
    if numbers:
        known = {version.number: version for version in versions}
        for number in numbers:
            if number not in known:
                raise NothingToCompareError(
                    f"there is no version {number}, only {_range(versions)}"
                )
        return known[numbers[0]], known[numbers[1]]
    if len(versions) < 2:
        raise NothingToCompareError(
            f"there is only one version, of {versions[0].seen_at}: nothing changed since"
        )
    return versions[-2], versions[-1]


def _range(versions: list[Version]) -> str:
    first, last = versions[0].number, versions[-1].number
    return f"version {first}" if first == last else f"{first} to {last}"


def _list(console: Console, versions: list[Version]) -> None:
    if not console.is_terminal:
        for version in versions:
            print(version.number, version.seen_at, version.cause, version.date, version.title)
        return
    table = Table("version", "seen", "cause", "date", "title")
    for version in versions:
        cells = (version.seen_at, version.cause, version.date or "", Text(version.title or ""))
        table.add_row(str(version.number), *cells)
    console.print(table)


def _show(console: Console, before: Version, after: Version) -> None:
    for sign, version in (("---", before), ("+++", after)):
        cause = " (read anew by a later extraction)" if version.cause == "extractor" else ""
        console.print(
            f"{sign} version {version.number}, seen {version.seen_at}{cause}", markup=False
        )
    for name, old, new in (
        ("title", before.title or "", after.title or ""),
        ("date", before.date or "", after.date or ""),
    ):
        console.print(_marked([Piece("same", f"{name}: "), *differences(old, new)], console))
    console.print()
    console.print(_marked(differences(before.body, after.body), console))


def _marked(pieces: list[Piece], console: Console) -> Text:
    text = Text()
    for piece in pieces:
        if console.is_terminal:
            text.append(piece.text, style=_STYLES.get(piece.kind, ""))
        else:
            before, behind = _MARKS[piece.kind]
            text.append(f"{before}{piece.text}{behind}")
    return text
