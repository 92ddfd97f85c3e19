"""The files of the archive: their names, who writes one, and what a kill left at its end."""

from __future__ import annotations

import fcntl
import logging
import os
import re
import tempfile
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from wmcscraper.store import DatabaseError

__all__ = ["ArchiveError", "WarcFile", "begun", "make_sure", "mend", "recover", "warc_files"]

logger = logging.getLogger(__name__)

ENDINGS = (".warc.gz", ".warc", ".arc.gz", ".arc")
OPEN = ".open"
"""Ending of the empty file that stands beside a WARC file until that is closed."""
TORN = ".torn"
"""Ending of the file that takes the bytes which a kill left behind the last whole record."""
_NAME = re.compile(r"wmcscraper-(\d{14})\d{3}-\d+-\d+\.warc\.gz", re.ASCII)
_CHUNK = 1 << 20


class ArchiveError(DatabaseError):
    """The archive can't be written or read; the message is one line that says why."""

    finish_reason = "archive_error"


def warc_files(place: Path) -> list[Path]:
    """``place`` itself, or the WARC files of a folder in the order of their names."""
    if place.is_dir():
        return sorted(path for path in place.iterdir() if path.name.endswith(ENDINGS))
    return [place]


def begun(path: Path) -> datetime | None:
    """When a file of our own making was begun, UTC, as its name says; None for any other file."""
    match = _NAME.fullmatch(path.name)
    try:
        return datetime.strptime(match[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if match else None
    except ValueError:  # digits that are no time
        return None


def make_sure(folder: Path) -> None:
    """Make ``folder``, and a file in it that is gone at once. Raises ArchiveError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _unwritable(folder, error) from error


class WarcFile:
    """A WARC file of our own making, open at its end and locked while it is written.

    What ``append`` was given stands in the file as a whole, or not at all.
    """

    def __init__(self, folder: Path) -> None:
        """Make a new file. Raises ArchiveError."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.path, self._descriptor, self._marker = _new_file(folder)
        except OSError as error:
            raise _unwritable(folder, error) from error
        self.size = 0
        self._lost: OSError | None = None

    def append(self, data: bytes) -> int:
        """Write ``data`` behind what there is; gives the offset of its first byte.

        Raises ArchiveError, and then leaves the file as it was.
        """
        offset, rest = self.size, memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._descriptor, offset)
                os.lseek(self._descriptor, offset, os.SEEK_SET)
            raise self._failed(error) from error
        self.size += len(data)
        return offset

    def sync(self) -> None:
        """Have the system put what was written on the disk itself. Raises ArchiveError."""
        if self._lost is None:
            try:
                os.fsync(self._descriptor)
            except OSError as error:  # told once: the next call would be content
                self._lost = error
        if self._lost is not None:
            raise self._failed(self._lost)

    def close(self) -> None:
        """The file is whole, and nobody needs to look at its end, unless it can't be on the disk:
        then the next run does."""
        with suppress(OSError, ArchiveError):
            self.sync()
            _marker(self.path).unlink(missing_ok=True)
        os.close(self._descriptor)
        os.close(self._marker)

    def _failed(self, error: OSError) -> ArchiveError:
        return ArchiveError(
            f"{self.path} can't be written ({error.strerror}); free disk space, or name "
            f"another folder: -s ARCHIVE=…"
        )


def _marker(path: Path) -> Path:
    return path.with_name(path.name + OPEN)


def _new_file(folder: Path) -> tuple[Path, int, int]:
    """A file that no other process has, by time, process and number; its descriptor, and that of
    its marker, which is locked before the file is there: recovery never meets it unlocked."""
    now = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")[:17]
    for serial in count(1):
        path = folder / f"wmcscraper-{now}-{os.getpid()}-{serial:05}.warc.gz"
        # Filled within this very millisecond: a marker made now would stay beside a closed file.
        if path.exists():
            continue
        marker = os.open(_marker(path), os.O_WRONLY | os.O_CREAT, 0o644)
        try:
            if not _lock(marker) or path.exists() or not _is_there(_marker(path), marker):
                os.close(marker)
                continue
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), marker
        except OSError:
            _marker(path).unlink(missing_ok=True)
            os.close(marker)
            raise
    raise AssertionError("count() never ends")


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_there(path: Path, descriptor: int) -> bool:
    """Whether ``descriptor`` is that of the file that has this name now."""
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False


def recover(folder: Path) -> list[Path]:
    """Mend the files that a killed run left open; gives those whose end had to be cut.

    A file that another process still writes is left alone. Raises ArchiveError.
    """
    mended = []
    for marker in sorted(folder.glob(f"*{OPEN}")) if folder.is_dir() else ():
        path = marker.with_name(marker.name.removesuffix(OPEN))
        try:
            descriptor = os.open(marker, os.O_WRONLY)
        except FileNotFoundError:  # closed, or mended, by another process meanwhile
            continue
        except OSError as error:
            raise _unwritable(folder, error) from error
        try:
            if _lock(descriptor) and _is_there(marker, descriptor):
                if path.exists() and mend(path):
                    mended.append(path)
                marker.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(folder, error) from error
        finally:
            os.close(descriptor)
    return mended


def _unwritable(folder: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"the archive {folder} can't be written ({error.strerror}); "
        f"name another folder: -s ARCHIVE=…, or none: -s ARCHIVE="
    )


def mend(path: Path) -> bool:
    """Cut what stands behind the last whole record and set it aside; True if there was any."""
    whole, size = _whole_bytes(path), path.stat().st_size
    if whole == size:
        if not size:
            path.unlink()
        return False
    with path.open("r+b") as file:
        file.seek(whole)
        torn = file.read()
        path.with_name(path.name + TORN).write_bytes(torn)
        file.truncate(whole)
        os.fsync(file.fileno())
    told = "%s: a run was killed while it wrote; %d bytes of a record cut short now stand in %s"
    logger.warning(told, path, size - whole, path.name + TORN)
    if not whole:
        path.unlink()
    return True


def _whole_bytes(path: Path) -> int:
    """Bytes of a file up to the end of its last whole gzip member."""
    end = position = 0
    member = zlib.decompressobj(zlib.MAX_WBITS + 16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            while chunk:
                try:
                    member.decompress(chunk)
                except zlib.error:
                    return end
                if not member.eof:
                    position += len(chunk)
                    break
                position += len(chunk) - len(member.unused_data)
                end, chunk = position, member.unused_data
                member = zlib.decompressobj(zlib.MAX_WBITS + 16)
    return end
