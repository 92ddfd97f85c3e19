"""Whether the archive is whole: every record read, every digest and length compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from wmcscraper.archive.files import warc_files
from wmcscraper.archive.reading import BROKEN, reason

__all__ = ["Fault", "check_archive"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a record."""

    file: str
    offset: int
    message: str


def check_archive(place: Path) -> list[Fault]:
    """The faults of all WARC files of a folder, or of one file; empty where there are none."""
    return [fault for path in warc_files(place) for fault in _check(path)]


def _check(path: Path) -> list[Fault]:
    faults: list[Fault] = []
    offset = 0
    with path.open("rb") as file:
        found = ArchiveIterator(file, check_digests=True)
        try:
            for record in found:
                while record.raw_stream.read(1 << 16):
                    pass
                offset = found.get_record_offset()
                if getattr(record.raw_stream, "limit", 0) > 0:
                    faults.append(Fault(path.name, offset, "cut short"))
                if record.digest_checker.passed is False:
                    problems = "; ".join(map(str, record.digest_checker.problems))
                    faults.append(Fault(path.name, offset, problems))
        except BROKEN as error:
            faults.append(Fault(path.name, offset, reason(error)))
    return faults
