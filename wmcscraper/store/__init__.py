"""The database: schema and migrations, writing during a crawl, reading and exporting."""

from wmcscraper.store.access import database_path, reader_for, writer_for
from wmcscraper.store.database import DatabaseError, connect_readonly, prepare
from wmcscraper.store.reader import Reader
from wmcscraper.store.records import KnownPage, PageRecord
from wmcscraper.store.writer import Writer

__all__ = [
    "DatabaseError",
    "KnownPage",
    "PageRecord",
    "Reader",
    "Writer",
    "connect_readonly",
    "database_path",
    "prepare",
    "reader_for",
    "writer_for",
]
