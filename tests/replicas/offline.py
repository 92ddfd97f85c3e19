"""Reads every page of a replica with the extraction alone: no crawl, no database file.

``python -m tests.replicas.offline --theme all``. What needs a crawl (copies, discovery, events that
several pages state) is not measured.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from urllib.parse import urljoin

from tests.replicas.measures import stored_articles, text_measures
from tests.replicas.replica import Replica, serving
from tests.replicas.themes import THEMES
from tests.site_server import Request
from wmcscraper.extraction import Extraction, extract
from wmcscraper.page import Page

__all__ = ["main", "read_all"]

TABLES = {
    "articles": ("id", "url", "title", "date", "body", "duplicate_of"),
    "quotes": ("article_id", "position", "text", "speaker"),
    "figures": ("article_id", "position", "text", "value", "unit"),
    "images": ("article_id", "position", "url", "caption", "credit"),
    "links": ("article_id", "position", "url", "kind"),
}
CRAWL_ONLY = ("near copy marked", "stories twice")


def extractions(replica: Replica) -> Iterator[Extraction]:
    """What each HTML page yields, in the order of their paths."""
    for path in sorted(replica.documents):
        place, _, query = path.partition("?")
        response = replica.lookup(Request("GET", place, query, replica.site.base_url))
        kind = response.headers.get("Content-Type", "")
        if isinstance(response.body, bytes) and "html" in kind:
            url = urljoin(replica.site.base_url, path)
            yield extract(Page(response.body, url, content_type=kind))


def read_all(replica: Replica) -> sqlite3.Connection:
    """A database in memory with what the pages that are taken for articles yield."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    for table, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
    seen = set()
    for found in extractions(replica):
        article = found.article
        if found.verdict.kind != "article" or article.url in seen:
            continue
        seen.add(article.url)
        number = len(seen)
        row = (number, article.url, article.title, article.date, article.body, None)
        connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", row)
        for table, columns in list(TABLES.items())[1:]:
            marks = ", ".join("?" * len(columns))
            for at, item in enumerate(getattr(article, table)):
                values = (number, at, *(getattr(item, name) for name in columns[2:]))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)
    return connection


def main(arguments: list[str] | None = None) -> int:
    """Print the measures of every theme asked for."""
    parser = argparse.ArgumentParser(description="Read the replicas' pages without a crawl.")
    parser.add_argument("--theme", choices=["all", *THEMES], default="all")
    parser.add_argument("--seed", type=int, default=0, help="another one gives other stories")
    options = parser.parse_args(arguments)
    failed = 0
    for theme in THEMES if options.theme == "all" else [options.theme]:
        print(f"== {theme} ==")
        with serving(theme, options.seed) as replica:
            connection = read_all(replica)
            measures = text_measures(stored_articles(connection, replica), replica)
        for measure in measures:
            if measure.name not in CRAWL_ONLY:
                failed += not measure.passed
                print(measure.line(), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
