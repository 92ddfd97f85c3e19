"""A real database file, and articles to put in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from wmcscraper.items import Article
from wmcscraper.store import Writer

SITE = "ore-news.example"
DAY_1, DAY_2, DAY_3 = (f"2025-03-0{n}T08:00:00+00:00" for n in (1, 2, 3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "news.db"


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    writer = Writer(path, batch=1000, seconds=3600, extractor="1")
    yield writer
    writer.close()


@pytest.fixture
def query(path: Path, writer: Writer) -> Callable[..., list[tuple[Any, ...]]]:
    """Flush the writer, then read."""

    def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
        writer.flush()
        connection = sqlite3.connect(path)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    return run


def body_of(number: int, paragraphs: int = 4) -> str:
    """A text of its own for each number."""
    words = [f"{stem}{number}x{n}" for n in range(20) for stem in ("quarry", "ledger", "harbour")]
    size = len(words) // paragraphs
    return "\n\n".join(
        " ".join(words[part * size : (part + 1) * size]) + "." for part in range(paragraphs)
    )


def article(name: str, **fields: Any) -> Article:
    """An article at ``https://ore-news.example/<name>``."""
    fields.setdefault("title", f"Title of {name}")
    fields.setdefault("date", "2025-02-01")
    fields.setdefault("body", body_of(sum(map(ord, name))))
    return Article(url=f"https://{SITE}/{name}", site=SITE, **fields)
