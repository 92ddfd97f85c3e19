"""``scrapy replay``: a page of the archive, as it was."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from wmcscraper.archive.access import archive_path
from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.finding import REDIRECTS, Found, archived_by_row, find
from wmcscraper.archive.reading import Payload, response_at
from wmcscraper.encoding import decode
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.paths import project_path
from wmcscraper.store import DatabaseError, connect_readonly, database_path

__all__ = ["Command"]

_HEAD = re.compile(r"<(?:head|html|!doctype)\b[^<>]*>", re.IGNORECASE)
# In a browser, a page of the past runs no code and asks nobody for anything.
_QUIET = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'\">"
)


class Command(ScrapyCommand):
    """Prints or opens what an address gave, now or on a day."""

    requires_project = True
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "URL [--at DATE] [options]"

    def short_desc(self) -> str:
        return "Print or open an archived page as it was"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}: the newest capture, or with --at the newest that is not after "
            "that date. The bytes are those of the page, uncompressed. Exit status: 0 done; "
            "1 not in the archive, or unreadable; 2 wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Replay")
        group.add_argument("--at", metavar="DATE", help="ISO day or time (UTC): 2026-01-31")
        group.add_argument("--headers", action="store_true", help="also the headers, before it")
        group.add_argument("-o", dest="file", metavar="FILE", help="default: standard output")
        group.add_argument(
            "--browser", action="store_true", help="open it, with scripts and the network off"
        )
        group.add_argument("--archive", metavar="PATH", help="a folder, or any WARC file")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or "://" not in args[0]:
            raise UsageError("give one address: https://host/page")
        at = _moment(opts.at)
        assert self.settings is not None
        limit = max(
            self.settings.getint("DOWNLOAD_MAXSIZE"), self.settings.getint("WMC_SITEMAP_MAXSIZE")
        )
        try:
            found = self._find(args[0], at, opts.archive)
            payload = response_at(found.path, found.offset)
            _check(found, payload)
            body = payload.body(limit)
        except ArchiveError as error:
            print(f"scrapy replay: {error}", file=sys.stderr)
            self.exitcode = ExitStatus.CRASHED
            return
        told = f"{found.url} on {found.date}, from {found.path.name} at byte {found.offset}"
        if opts.browser:
            self._browse(payload, body, told)
            return
        head = _head(payload) if opts.headers else b""
        if opts.file:
            try:
                Path(opts.file).write_bytes(head + body)
            except OSError as error:
                print(f"scrapy replay: {opts.file}: {error.strerror}", file=sys.stderr)
                self.exitcode = ExitStatus.CRASHED
                return
        else:
            try:
                sys.stdout.buffer.write(head + body)
                sys.stdout.buffer.flush()
            except BrokenPipeError:  # '| head' has seen enough
                sys.stderr.close()
                return
        print(told, file=sys.stderr)

    def _find(self, url: str, at: str | None, archive: str | None) -> Found:
        assert self.settings is not None
        place = project_path(archive) if archive else archive_path(self.settings)
        if place is None:
            raise ArchiveError("nothing is archived (the setting ARCHIVE is empty)")
        if not place.exists():
            raise ArchiveError(f"there is no archive at {place}; crawl first, or -s ARCHIVE=…")
        if place.is_dir():
            try:
                with connect_readonly(database_path(self.settings)) as db:
                    if found := archived_by_row(db, place, url, at):
                        return found
            except DatabaseError:  # an archive stands for itself
                pass
        return find(place, url, at)

    def _browse(self, payload: Payload, body: bytes, told: str) -> None:
        kind = next((v for n, v in payload.headers if n.lower() == "content-type"), "")
        text = decode(body, kind)
        place = _HEAD.search(text)
        cut = place.end() if place else 0
        with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8", delete=False) as to:
            to.write(text[:cut] + _QUIET + text[cut:])
        print(f"{told}\n{to.name}", file=sys.stderr)
        if not webbrowser.open(Path(to.name).as_uri()):
            print("scrapy replay: no browser was found; open the file above", file=sys.stderr)
            self.exitcode = ExitStatus.CRASHED


def _moment(text: str | None) -> str | None:
    """``--at`` as far as it goes: a day compares as a day, a moment in UTC to the second."""
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--at {text} is no date; give 2026-01-31 or 2026-01-31T09:00") from None
    if len(text) <= 10:
        return when.date().isoformat()
    if when.tzinfo is not None:
        when = when.astimezone(UTC)
    return when.replace(tzinfo=None).isoformat(timespec="seconds")


def _head(payload: Payload) -> bytes:
    lines = [f"HTTP/1.1 {payload.status}", *(f"{name}: {v}" for name, v in payload.headers), "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


def _check(found: Found, payload: Payload) -> None:
    if payload.status in REDIRECTS:
        where = next((v for n, v in payload.headers if n.lower() == "location"), "nowhere")
        raise ArchiveError(f"{found.url} led on to {where} on {found.date}; replay that address")
