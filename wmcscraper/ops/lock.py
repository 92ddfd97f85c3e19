"""One run at a time: a lock that the kernel gives back when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

__all__ = ["OverlapError", "RunLock", "held_locks", "lock_path"]

_SUFFIX = ".lock"
_TOLD = 200  # bytes of a lock file that are read: more than a pid and a time ever take


class OverlapError(Exception):
    """Another run holds the lock; the message names it."""


def lock_path(database: Path, spider: str, site: str) -> Path:
    """Where the lock of a spider's runs on a site lies: beside the database they write."""
    place = Path(os.path.realpath(database))
    name = f"{place.name}-{quote(spider, safe='')}-{quote(site, safe='')}"
    return place.with_name(name + _SUFFIX)


class RunLock:
    """Held from ``acquire`` until ``release`` or the end of the process, also by SIGKILL.

    The file stays: removing it would let a third run lock a file that the second still waits for.
    What stands in it only names the holder; it is the kernel's lock that counts.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the lock at once. Raises OverlapError where another holds it, OSError where the file
        can't be made."""
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        try:
            _lock(file)
        except BaseException:
            os.close(file)
            raise
        now = datetime.now(UTC).isoformat(timespec="seconds")
        os.ftruncate(file, 0)
        os.pwrite(file, f"pid {os.getpid()}, started {now}\n".encode(), 0)
        self._file = file

    def release(self) -> None:
        """Give the lock back; does nothing where it is not held."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None


def held_locks(database: Path) -> Iterator[str]:
    """Who runs on a database now: a line for each lock that is held."""
    place = Path(os.path.realpath(database))
    prefix = f"{place.name}-"
    if not place.parent.is_dir():
        return
    for path in sorted(place.parent.iterdir()):
        if not (path.name.startswith(prefix) and path.name.endswith(_SUFFIX)):
            continue
        try:
            file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError:  # gone, or another user's: nobody whom we could ask
            continue
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield f"{path.name.removeprefix(prefix).removesuffix(_SUFFIX)} ({_holder(file)})"
        finally:
            os.close(file)


def _lock(file: int) -> None:
    for pause in (0.05, 0.2, None):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # ``held_locks`` of another program may hold it, for a moment.
            if pause is None:
                raise OverlapError(_holder(file)) from None
            time.sleep(pause)
        else:
            return


def _holder(file: int) -> str:
    told = os.pread(file, _TOLD, 0).decode("ascii", "replace").strip()
    return told or "it has just begun"
