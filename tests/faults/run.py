"""A crawl as a process of its own, and what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FAST", "SHORT", "Done", "crawl_measured", "start_crawl"]

PROJECT = Path(__file__).resolve().parents[2]
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")
"""No pause between requests: the server is our own."""
SHORT = (*FAST, "-s", "DOWNLOAD_TIMEOUT=2", "-s", "WMC_MAX_ERROR_RATE=1")
"""Time-outs that a test can wait for; the faults are the point of these sites, not a failure."""


@dataclass(frozen=True, slots=True)
class Done:
    """A crawl that ended."""

    status: int
    log: str
    seconds: float
    """Wall clock."""
    cpu: float
    """Processor seconds, user and system."""
    megabytes: float
    """Most memory that the process held (resident)."""


def start_crawl(
    spider: str, base_url: str, database: Path, *more: str, log: Path | None = None
) -> subprocess.Popen[bytes]:
    """``scrapy crawl`` in the background; its log goes to the file ``log``."""
    argument = "url" if spider == "news" else "base_url"
    site = ("-a", f"{argument}={base_url}", "-s", f"DATABASE={database}")
    with log.open("wb") if log else tempfile.TemporaryFile() as output:
        return subprocess.Popen(
            [sys.executable, "-m", "scrapy", "crawl", spider, *site, *more],
            cwd=PROJECT,
            env={**os.environ, "COLUMNS": "120"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def crawl_measured(spider: str, base_url: str, database: Path, *more: str) -> Done:
    """``scrapy crawl`` to its end."""
    log = database.with_suffix(".log")
    begun = time.monotonic()
    process = start_crawl(spider, base_url, database, *more, log=log)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Done(
        process.returncode,
        log.read_text("utf-8", "replace"),
        time.monotonic() - begun,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
    )
