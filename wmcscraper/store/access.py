"""One writer and one reader for each crawl, shared by its spider, pipelines and extensions."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from wmcscraper.paths import project_path
from wmcscraper.store.database import prepare
from wmcscraper.store.reader import Reader
from wmcscraper.store.writer import Writer
from wmcscraper.version import EXTRACTOR

__all__ = ["database_path", "reader_for", "use_writer", "writer_for"]

_writers: WeakKeyDictionary[Crawler, Writer] = WeakKeyDictionary()
_readers: WeakKeyDictionary[Crawler, Reader] = WeakKeyDictionary()


def database_path(settings: BaseSettings) -> Path:
    """Where the setting DATABASE points to; relative paths are relative to scrapy.cfg."""
    return project_path(settings.get("DATABASE") or "data/news.db")


def writer_for(crawler: Crawler) -> Writer:
    """The crawl's writer, opened at the first call. Raises DatabaseError."""
    writer = _writers.get(crawler)
    if writer is None:
        settings = crawler.settings
        writer = _writers[crawler] = Writer(
            database_path(settings),
            batch=settings.getint("WMC_BATCH_SIZE", 100),
            seconds=settings.getfloat("WMC_BATCH_SECONDS", 5.0),
            extractor=EXTRACTOR,
        )
    return writer


def use_writer(crawler: Crawler, writer: Writer) -> Writer:
    """Give a crawler a writer that is open already."""
    _writers[crawler] = writer
    return writer


def reader_for(crawler: Crawler) -> Reader:
    """The crawl's reader, opened at the first call. Raises DatabaseError."""
    reader = _readers.get(crawler)
    if reader is None:
        path = database_path(crawler.settings)
        prepare(path)
        reader = _readers[crawler] = Reader(path)
        crawler.signals.connect(reader.close, signals.spider_closed)
    return reader
