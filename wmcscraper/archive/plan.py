"""What is to be done with each record of an archive to bring a database up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from wmcscraper.archive.crawling import RUN
from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.finding import HOLDING
from wmcscraper.archive.reading import Record, records
from wmcscraper.identity import site_of, url_key
from wmcscraper.items import Capture

__all__ = ["Filters", "Known", "Planned", "Run", "Source", "Step", "steps"]

_HTML = ("text/html", "application/xhtml")
_KNOWN = """
SELECT p.fetched, p.warc_file, p.warc_offset, p.extractor, a.id, a.fetched, a.warc_file,
    a.warc_offset, a.extractor, a.last_changed
FROM pages p LEFT JOIN articles a ON a.id = p.article_id WHERE p.url_key = ?
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which records; None means all."""

    since: str | None = None
    """Fetched on this ISO day or later."""
    site: str | None = None
    prefix: str | None = None
    """How the address begins."""

    def allow(self, record: Record) -> bool:
        return not (
            (self.since and record.date < self.since)
            or (self.site and site_of(record.url) != self.site)
            or (self.prefix and not record.url.startswith(self.prefix))
        )


@dataclass(frozen=True, slots=True)
class Run:
    """The run that made a file; of a file of another program all is empty."""

    id: int | None = None
    spider: str = ""
    site: str = ""
    started: str = ""


class Source(NamedTuple):
    """Where the bytes of an answer are."""

    path: Path
    offset: int
    date: str
    digest: str


@dataclass(slots=True)
class Step:
    """One record, with the note beside it, or the end of a run."""

    run: Run
    record: Record
    note: dict[str, Any] = field(default_factory=dict)
    source: Source | None = None
    """What holds the bytes: another record where this is a revisit; None where none is known."""
    ended: dict[str, Any] | None = None
    """The run's row in ``crawls`` at its end."""

    @property
    def is_page(self) -> bool:
        """Whether this is an answer that may hold an article."""
        if self.note:
            return self.note.get("read") == "page"
        kind = (self.record.header("Content-Type") or "").lower()
        return self.record.status in (200, 203) and (kind.startswith(_HTML) or not kind)

    def capture(self, folder: Path, *, again: bool) -> Capture:
        """Where the bytes are, as a row of the database says it."""
        record = self.record
        source = self.source or _source(record)
        inside = source.path.resolve().parent == folder.resolve()
        name = source.path.name if inside else str(source.path.resolve())
        return Capture(record.date, source.date, name, source.offset, source.digest or None, again)


class Planned(NamedTuple):
    """A step that is to be done."""

    step: Step
    todo: str
    """'new' or 'again', see ``Known.ask``."""


def steps(paths: Iterable[Path], faults: list[str]) -> Iterator[Step]:
    """All records that matter, in the order of the files. What can't be read is told in
    ``faults``, and the rest is read."""
    originals: dict[tuple[str, str], Source] = {}
    digests: dict[str, Source] = {}
    for path in paths:
        run = Run()
        waiting: Step | None = None
        try:
            for record in records(path):
                if record.kind == "metadata" and isinstance(record.note, dict):
                    if waiting is not None and record.beside == waiting.record.record_id:
                        waiting.note = record.note
                        yield waiting
                        waiting = None
                        continue
                    if waiting is not None:
                        yield waiting
                        waiting = None
                    ended = record.note.get("run") if record.url.startswith(RUN) else None
                    yield Step(run, record, record.note, ended=ended)
                    continue
                if record.kind == "request":
                    continue
                if waiting is not None:
                    yield waiting
                    waiting = None
                if record.kind == "warcinfo":
                    run = _run(record)
                elif record.kind in HOLDING and record.url.startswith("http"):
                    waiting = Step(run, record, source=_source(record))
                    if record.kind == "revisit":
                        key = (url_key(record.refers_to_url or record.url), record.refers_to_date)
                        waiting.source = originals.get(key) or digests.get(record.digest)
                    else:
                        originals[url_key(record.url), record.date] = _source(record)
                        if record.digest:
                            digests.setdefault(record.digest, _source(record))
        except ArchiveError as error:
            faults.append(str(error))
        if waiting is not None:
            yield waiting


def _source(record: Record) -> Source:
    return Source(record.path, record.offset, record.date, record.digest)


def _run(record: Record) -> Run:
    said = record.fields
    number = said.get("wmcscraper-run", "")
    if not number.isdigit():
        return Run()
    return Run(
        int(number),
        said.get("wmcscraper-spider", ""),
        said.get("wmcscraper-site", ""),
        said.get("wmcscraper-started", ""),
    )


class Known:
    """What the database says of an address, as far as it decides what to do."""

    def __init__(self, db: sqlite3.Connection, folder: Path, extractor: str) -> None:
        self._db, self._folder, self._extractor = db, folder, extractor

    def ask(self, step: Step) -> str:
        """'new': the database has not met this answer. 'again': it has, and another extraction
        read it. 'done': nothing is left to do."""
        # Of a failure, and of a redirect to a page met before, the address asked for tells.
        way = step.note.get("way") if step.note.get("read") == "met before" else None
        url = way[0][0] if way and way[0] else step.note.get("lost") or step.record.url
        row = self._db.execute(_KNOWN, (url_key(url),)).fetchone()
        if row is None or row[0] is None or row[0] < step.record.date:
            return "new"
        if not step.is_page:
            return "done"
        article, fetched, file, offset, extractor, changed = row[4:]
        if article is None:
            file, offset, extractor = row[1:4]
        if extractor == self._extractor:
            return "done"
        if article is not None and fetched is None:  # stored before there was an archive
            return "again" if changed <= step.record.date else "done"
        capture = step.capture(self._folder, again=True)
        same = step.record.kind != "revisit" and (capture.file, capture.offset) == (file, offset)
        return "again" if same else "done"
