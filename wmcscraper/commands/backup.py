"""``scrapy backup``: a checked copy of the database, also while a crawl writes it."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.ops.disk import size_words
from wmcscraper.store import DatabaseError, database_path
from wmcscraper.store.backup import backup, stamp

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Copies the database in one consistent state, checks the copy, and only then names it."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "FILE|FOLDER [options]"

    def short_desc(self) -> str:
        return "Make a checked copy of the database, also while a crawl writes it"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}. In a folder (which exists, or ends with '/') the copy is named "
            "for the database and the time, and --keep removes the oldest of those. Copy the "
            "archive with any tool. Exit status: 0 done; 1 the copy can't be written; 2 wrong "
            "arguments; 7 the database can't be read, or is damaged."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Backup")
        group.add_argument("--force", action="store_true", help="overwrite FILE")
        group.add_argument(
            "--keep", metavar="N", type=int, help="in a folder: leave the newest N copies"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1 or args[0].startswith("-"):
            raise UsageError("name one file or folder")
        source, target = database_path(self.settings), Path(args[0])
        in_folder = target.is_dir() or args[0].endswith("/")
        if opts.keep is not None and (not in_folder or opts.keep < 1):
            raise UsageError("--keep is for a folder, and leaves 1 copy at the least")
        if in_folder:
            target /= f"{source.stem}-{stamp()}{source.suffix}"
        try:
            backup(source, target, overwrite=opts.force)
            removed = _thin(source, target.parent, opts.keep) if opts.keep else 0
        except FileExistsError:
            self._fail(f"{target} exists already; name another, or add --force", ExitStatus.CRASHED)
        except DatabaseError as error:
            self._fail(str(error), ExitStatus.DATABASE)
        except OSError as error:
            line = f"{target} can't be written ({error.strerror}); name another place"
            self._fail(line, ExitStatus.CRASHED)
        else:
            size = size_words(target.stat().st_size)
            gone = f"; {removed} older removed" if removed else ""
            print(f"{target}: {size}, checked{gone}")

    def _fail(self, line: str, status: ExitStatus) -> None:
        print(f"scrapy backup: {line}", file=sys.stderr)
        self.exitcode = status


def _thin(source: Path, folder: Path, keep: int) -> int:
    """Remove all but the newest ``keep`` of the copies that this command named."""
    name = re.compile(
        rf"{re.escape(source.stem)}-\d{{8}}T\d{{6}}Z{re.escape(source.suffix)}", re.ASCII
    )
    copies = sorted(path for path in folder.iterdir() if name.fullmatch(path.name))
    for path in copies[:-keep]:
        path.unlink()
    return len(copies[:-keep])
