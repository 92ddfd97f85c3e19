"""Log files that never grow without end.

A run writes one file by one handle, and before it begins, a file that has become large is put
aside as ``.1`` and the older ones move up. Nothing is renamed in the middle of a run, so several
runs may share a file, and a run's lines stay together.
"""

from __future__ import annotations

import fcntl
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

__all__ = ["rotate"]


def rotate(path: Path, largest: int, keep: int) -> bool:
    """Put the log aside if it has more than ``largest`` bytes; True where that was done.

    ``keep`` is how many old files stay. A missing folder is made. 0 as ``largest`` leaves the
    file alone, for those who use logrotate. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if largest <= 0 or not path.is_file() or path.stat().st_size <= largest:
        return False
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # Two runs that begin at once must not both move the files.
        fcntl.flock(folder, fcntl.LOCK_EX)
        if not path.is_file() or path.stat().st_size <= largest:
            return False
        handler = RotatingFileHandler(path, maxBytes=largest, backupCount=max(1, keep), delay=True)
        handler.doRollover()
        handler.close()
    finally:
        os.close(folder)
    return True
