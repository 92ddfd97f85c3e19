"""Whether every file of an archive is whole, as three readers see it: ours, ``warcio check`` and
fastwarc, each to the last byte, with all digests."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.checker import Checker

from wmcscraper.archive.check import check_archive
from wmcscraper.archive.files import ArchiveError, warc_files
from wmcscraper.archive.reading import records

__all__ = ["count_of_records", "file_faults"]

_WITH_PAYLOAD = (WarcRecordType.response, WarcRecordType.request)


def file_faults(place: Path) -> list[str]:
    """What any of the three finds wrong with a folder's files, or with one; empty where all is
    sound."""
    found = [f"ours: {fault}" for fault in check_archive(place)]
    if not warc_files(place):
        return found
    told = io.StringIO()
    with redirect_stdout(told):
        inputs = list(map(str, warc_files(place)))
        status = Checker(type("Args", (), {"inputs": inputs, "verbose": 0})).process_all()
    if status:
        found.append(f"warcio check: {told.getvalue()}")
    for path in warc_files(place):
        found += [f"fastwarc: {fault}" for fault in _by_fastwarc(path)]
    return found


def count_of_records(folder: Path) -> int:
    """Records of all files."""
    return sum(1 for path in warc_files(folder) for _ in records(path))


def _by_fastwarc(path: Path) -> list[str]:
    found: list[str] = []
    count = 0
    try:
        for record in ArchiveIterator(path, parse_http=False):
            count += 1
            place = f"{path.name}: record {count}, {record.record_type}"
            if not record.verify_block_digest(consume=False):
                found.append(f"{place}: block digest")
            if record.record_type in _WITH_PAYLOAD:
                record.parse_http()
                if not record.verify_payload_digest(consume=False):
                    found.append(f"{place}: payload digest")
            record.reader.consume()
    except OSError as error:
        found.append(f"{path.name} after record {count}: {error}")
    try:
        ours = sum(1 for _ in records(path))
    except ArchiveError as error:
        found.append(str(error))
    else:
        if count != ours:
            found.append(f"{path.name} has {ours} records, and {count} were met")
    return found
