"""What tests share: the sample site over loopback HTTP, and one real crawl of it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site_server import SiteServer, serve

PROJECT = Path(__file__).resolve().parent.parent
SITE = PROJECT / "tests" / "fixtures" / "site"


def scrapy(*arguments: str | Path, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Run a command of the project as a person would, and return what it printed."""
    command = [sys.executable]
    return subprocess.run(
        [*command, "-m", "scrapy", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def crawl(
    spider: str, base_url: str, database: Path, *more: str, fast: bool = True
) -> subprocess.CompletedProcess[str]:
    """``scrapy crawl``, unthrottled, as the server is our own."""
    argument = "url" if spider == "news" else "base_url"
    pace = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0") if fast else ()
    site = ("-a", f"{argument}={base_url}", "-s", f"DATABASE={database}")
    return scrapy("crawl", spider, *site, *pace, *more)


def rows(database: Path, query: str, *parameters: object) -> list[sqlite3.Row]:
    """What a query of the database gives."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(query, parameters).fetchall()


@dataclass
class Crawled:
    """A crawl that ended."""

    base_url: str
    database: Path
    output: str
    status: int
    server: SiteServer


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The sample site, crawled once by ``wmc_news`` into a database of its own."""
    database = tmp_path_factory.mktemp("crawled") / "news.db"
    with serve(SITE) as site:
        done = crawl("wmc_news", f"{site.base_url}/", database)
        yield Crawled(site.base_url, database, done.stderr, done.returncode, site)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a crawl of a test may write."""
    return tmp_path / "news.db"
