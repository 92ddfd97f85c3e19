"""Is a database whole, and does it hold what a site's stories say?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.archive.readers import file_faults
from tests.faults.stories import Story
from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.reading import response_at

__all__ = ["archive_faults", "content_faults", "database_faults", "record_faults"]

_SEARCHED = {"articles_fts": "articles", "quotes_fts": "quotes"}
_WORD = "xyzzy"


def database_faults(path: Path) -> list[str]:
    """What SQLite itself finds wrong: pages, foreign keys, an index of words out of step."""
    with closing(sqlite3.connect(path, timeout=30)) as db:
        found = [str(row[0]) for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        for index, table in _SEARCHED.items():
            try:
                db.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                found.append(f"{index}: {error}")
            rows = db.execute(f"SELECT count(*) FROM {table}").fetchone()
            words = db.execute(f"SELECT count(*) FROM {index}_docsize").fetchone()
            if rows != words:
                found.append(f"{index}: {words[0]} rows for {rows[0]} of {table}")
        db.rollback()
        unread = (
            "SELECT url FROM pages WHERE kind = 'article' AND fetched NOTNULL AND article_id IS "
            "NULL AND status = 200"
        )
        found += [f"read, but its article is missing: {row[0]}" for row in db.execute(unread)]
    return found


def content_faults(path: Path, stories: list[Story], *, complete: bool = True) -> list[str]:
    """Stories that are missing, doubled, or stored otherwise than they were written."""
    with closing(sqlite3.connect(path, timeout=30)) as db:
        db.row_factory = sqlite3.Row
        stored = db.execute("SELECT * FROM articles").fetchall()
        versions = dict(
            db.execute("SELECT article_id, count(*) FROM versions GROUP BY article_id").fetchall()
        )
    wanted = {story.path: story for story in stories}
    found: list[str] = []
    met: set[str] = set()
    for row in stored:
        place = "/" + row["url"].split("/", 3)[3]
        story = wanted.get(place)
        if story is None:
            found.append(f"not one of the stories: {row['url']} {row['title']!r}")
            continue
        if place in met:
            found.append(f"stored twice: {place}")
        met.add(place)
        for name, value in (("title", story.title), ("date", story.date), ("body", story.body)):
            if row[name] != value:
                found.append(f"{place}: {name} is {row[name]!r}")
        if row["duplicate_of"] is not None:
            found.append(f"{place} is no copy")
        if versions.get(row["id"]) != 1:
            found.append(f"{place} has {versions.get(row['id'])} versions")
    if complete:
        found += [f"missing: {place}" for place in wanted if place not in met]
    return found


def archive_faults(path: Path, folder: Path) -> list[str]:
    """WARC files that any reader finds broken, and rows whose record does not give their page."""
    found = file_faults(folder) if folder.is_dir() else []
    return found + record_faults(path, folder, ended=True)


def record_faults(path: Path, folder: Path, *, ended: bool = False) -> list[str]:
    """Articles whose record does not give their page; where the run ``ended``, also those that have
    none."""
    found = []
    with closing(sqlite3.connect(path, timeout=30)) as db:
        rows = db.execute(
            "SELECT url, title, warc_file, warc_offset FROM articles WHERE warc_file NOTNULL"
        ).fetchall()
        if ended:
            lacking = "SELECT url FROM articles WHERE warc_file IS NULL"
            found += [f"no record: {row[0]}" for row in db.execute(lacking)]
    for url, title, file, offset in rows:
        try:
            body = response_at(folder / file, offset).body(10_000_000)
        except (ArchiveError, OSError) as error:
            found.append(f"{url}: {error}")
        else:
            if title.encode() not in body:
                found.append(f"{url}: another page's record")
    return found
