"""Serve a folder of saved pages as a site of its own, for a real crawl over loopback HTTP.

    python -m benchmarks.serve_pages FOLDER [--port 8000] [--limit N]
    scrapy crawl news -a url=http://127.0.0.1:8000/ -s DATABASE=/tmp/pages.db \
        -s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0

FOLDER holds ``.html`` or ``.html.gz`` files. The site has an index page that links them all, and
a robots.txt that allows the index and these pages alone, so that the links inside the pages, which
lead nowhere here, are left alone. With --crawl it starts the crawl itself, twice, and prints what
became of each page: stored, or rejected and why; the second run must store nothing new.
"""

from __future__ import annotations

import argparse
import gzip
import html
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent


def lookup(folder: Path, limit: int | None = None) -> tuple[Callable[[Any], Any], int]:
    """A function from request to response for tests.site_server."""
    from tests.site_server import Request, Response

    files = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])[:limit]
    if not files:
        raise SystemExit(f"{folder} holds no .html or .html.gz files")
    pages = {f"/pages/{path.name.removesuffix('.gz')}": path for path in files}
    # Each page by its file alone: a page's own relative links must not look like allowed ones.
    rules = "User-agent: *\nAllow: /$\n" + "".join(f"Allow: {url}$\n" for url in pages)
    rules += "Disallow: /\n"
    links = "".join(f'<li><a href="{url}">{html.escape(url)}</a></li>\n' for url in pages)
    index = f"<!DOCTYPE html><title>Saved pages</title><h1>Saved pages</h1><ul>\n{links}</ul>"

    def answer(request: Request) -> Response:
        if request.path == "/robots.txt":
            return Response(200, {"Content-Type": "text/plain"}, rules.encode())
        if request.path == "/":
            return Response(200, {"Content-Type": "text/html; charset=utf-8"}, index.encode())
        path = pages.get(request.path)
        if path is None:
            return Response(404, {"Content-Type": "text/plain"}, b"no such page")
        body = path.read_bytes()
        if path.suffix == ".gz":
            body = gzip.decompress(body)
        return Response(200, {"Content-Type": "text/html"}, body)

    return answer, len(pages)


def crawl(base_url: str, database: Path) -> int:
    """One run of the spider ``news``; its exit status."""
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url={base_url}/"]
    for setting in (f"DATABASE={database}", "DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0"):
        command += ["-s", setting]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    parser.add_argument("--limit", type=int, help="only the first N files")
    parser.add_argument("--crawl", action="store_true", help="crawl it twice and report")
    args = parser.parse_args()
    sys.path.insert(0, str(PROJECT))
    from tests.site_server import SiteServer, serve

    answer, count = lookup(args.folder, args.limit)
    if not args.crawl:
        server = SiteServer(answer, args.port)
        print(f"{count} pages at {server.base_url}/ (Ctrl-C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.exit(0)
    with serve(answer, port=0) as site, tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "pages.db"
        for run in ("first", "second"):
            status = crawl(site.base_url, database)
            with sqlite3.connect(database) as connection:
                stored, urls = connection.execute(
                    "SELECT count(*), count(DISTINCT url) FROM articles"
                ).fetchone()
                known = connection.execute(
                    "SELECT count(*) FROM pages WHERE url LIKE '%/pages/%' AND fetched NOT NULL"
                ).fetchone()[0]
            print(f"{run} run: exit {status}, {known} of {count} pages read, {stored} articles")
            print(f"          {stored - urls} doubled")


if __name__ == "__main__":
    main()
