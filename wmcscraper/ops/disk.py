"""Is there room enough on the disk?"""

from __future__ import annotations

import shutil
from pathlib import Path

__all__ = ["MEGABYTE", "free_bytes", "lacks_room", "size_words"]

MEGABYTE = 1024 * 1024


def free_bytes(place: Path) -> int:
    """Free bytes where ``place`` is, or would be. Raises OSError."""
    while not place.exists() and place != place.parent:
        place = place.parent
    return shutil.disk_usage(place).free


def lacks_room(places: list[Path], least_megabytes: float) -> str | None:
    """One line that names the first of ``places`` with too little room; None where all have it.

    A place whose file system tells nothing is taken to have room.
    """
    for place in places:
        try:
            free = free_bytes(place)
        except OSError:
            continue
        if free < least_megabytes * MEGABYTE:
            return (
                f"only {size_words(free)} are free at {place}, and WMC_MIN_FREE_MB asks for "
                f"{least_megabytes:g} MB; make room there, or name another place"
            )
    return None


def size_words(size: float) -> str:
    """A number of bytes for a reader: '12 kB', '3.4 MB', '1.2 GB'."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if abs(size) < 1024 or unit == "GB":
            break
        size /= 1024
    return f"{size:.1f} {unit}" if unit in ("MB", "GB") and size < 100 else f"{size:.0f} {unit}"
