"""One archive for each crawl, shared by its spider, middleware and extension."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from weakref import WeakKeyDictionary

import scrapy
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from wmcscraper.archive.writing import ArchiveWriter
from wmcscraper.paths import project_path
from wmcscraper.store import database_path
from wmcscraper.version import EXTRACTOR

__all__ = ["archive_for", "archive_path"]

DEFAULT_SIZE = 1_000_000_000

_archives: WeakKeyDictionary[Crawler, ArchiveWriter | None] = WeakKeyDictionary()


def archive_path(settings: BaseSettings) -> Path | None:
    """The folder that the setting ARCHIVE names, relative to scrapy.cfg; by default ``archive``
    beside the database. None where it is empty: nothing is archived."""
    place = settings.get("ARCHIVE")
    if place is None:
        return database_path(settings).parent / "archive"
    return project_path(place) if str(place).strip() else None


def archive_for(crawler: Crawler) -> ArchiveWriter | None:
    """The crawl's archive, made at the first call; None where there is none."""
    if crawler not in _archives:
        settings = crawler.settings
        folder = archive_path(settings)
        _archives[crawler] = (
            folder
            if folder is None
            else ArchiveWriter(
                folder,
                max_size=settings.getint("WMC_WARC_SIZE", DEFAULT_SIZE),
                info={
                    "software": f"{settings['BOT_NAME']} (extraction {EXTRACTOR}; Scrapy "
                    f"{scrapy.__version__}; warcio {version('warcio')}; "
                    f"Python {platform.python_version()})",
                    "format": "WARC File Format 1.1",
                    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/"
                    "warc-format/warc-1.1/",
                    "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
                    "http-header-user-agent": str(settings["USER_AGENT"]),
                },
            )
        )
    return _archives[crawler]
