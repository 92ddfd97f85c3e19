"""Crawls the replicas with the project's own commands and prints how well they were read.

``python -m tests.replicas.score --theme all`` from the project's root; exit status 1 where a
measure is not what is asked for.
"""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.replicas import traps
from tests.replicas.event_measures import event_measures
from tests.replicas.measures import Measure, stored_articles, text_measures
from tests.replicas.replica import Replica, serving
from tests.replicas.themes import THEMES
from tests.site_server import Logged

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[2]
_ASKED = re.compile(r"(?:Crawled \(\d+\)|Retrying|Gave up retrying|Error downloading) <\w+ (\S+?)>")


class Run(NamedTuple):
    """One crawl: its exit status, seconds, peak memory in MB, and what it asked for."""

    status: int
    seconds: float
    memory: float
    requests: list[Logged]
    asked: set[str]


def crawl(replica: Replica, spider: str, database: Path, *arguments: str) -> Run:
    """Run a spider on the replica in a process of its own."""
    folder = database.parent
    log = folder / f"{spider}-{replica.model.state}.log"
    log.unlink(missing_ok=True)
    before = len(replica.site.log)
    command = [
        sys.executable, "-m", "scrapy", "crawl", spider, "-a", f"base_url={replica.site.base_url}/",
        "-s", f"DATABASE={database}", "-s", "DOWNLOAD_DELAY=0",
        "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "LOG_LEVEL=DEBUG",
        "-s", f"LOG_FILE={log}", *arguments,
    ]  # fmt: skip
    started = time.monotonic()
    with (folder / f"{spider}-{replica.model.state}.out").open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    text = log.read_text("utf-8", "replace") if log.is_file() else ""
    return Run(
        process.returncode,
        time.monotonic() - started,
        usage.ru_maxrss / 1024,
        replica.site.log[before:],
        set(_ASKED.findall(text)),
    )


def run_measures(replica: Replica, run: Run, spider: str) -> list[Measure]:
    """What one crawl asked for and used."""
    host = urlsplit(replica.site.base_url).netloc
    forbidden = [r.path for r in run.requests if any(part in r.path for part in traps.FORBIDDEN)]
    outside = [f"{r.host}{r.path}" for r in run.requests if r.host != host]
    outside += [r.path for r in replica.other.log]
    outside += sorted(url for url in run.asked if urlsplit(url).netloc != host)
    calendar = max(
        sum(request.path.startswith(prefix) for request in run.requests)
        for prefix in (traps.CALENDAR, traps.PLANNER)
    )
    big = sum(r.sent for r in run.requests if r.path == traps.BIG_PATH) / 1e6
    return [
        Measure(f"{spider}: exit status", run.status, "= 0"),
        Measure(f"{spider}: seconds", run.seconds),
        Measure(f"{spider}: requests", len(run.requests)),
        Measure(f"{spider}: forbidden requests", len(forbidden), "= 0", "; ".join(forbidden[:4])),
        Measure(f"{spider}: off-site requests", len(outside), "= 0", "; ".join(outside[:4])),
        Measure(f"{spider}: calendar requests", calendar, "≤ 50"),
        Measure(f"{spider}: MB of the 60 MB page", big, "≤ 35"),
        Measure(f"{spider}: peak MB of memory", run.memory, "≤ 500"),
    ]


def second_measures(
    replica: Replica, database: Path, run: Run, before: dict[str, bytes]
) -> list[Measure]:
    """What the second crawl found of three new, one edited and one gone story."""
    model = replica.model
    with closing(connect(database)) as connection:
        stored = stored_articles(connection, replica)
        versions: dict[int, list[str]] = {}
        for row in connection.execute("SELECT article_id, body FROM versions ORDER BY version"):
            versions.setdefault(row["article_id"], []).append(row["body"])
    new = [story.slug for story in model.new if story.slug in stored.by_slug]
    rows = {slug: several[0] for slug, several in stored.by_slug.items()}
    changed = [slug for slug, row in rows.items() if len(versions.get(row["id"], [])) > 1]
    texts = versions.get(rows[model.edited.slug]["id"], []) if model.edited.slug in rows else []
    old_end, new_end = model.first[14].blocks[-1].text, model.edited.blocks[-1].text
    both = any(old_end in text for text in texts) and any(new_end in text for text in texts)
    gone = [slug for slug, row in rows.items() if row["gone"]]
    same = {
        path for path, text in before.items()
        if path in replica.documents
        and _bytes(replica, path) == text
        and _has_validator(replica, path)
    }  # fmt: skip
    read = {r.path for r in run.requests if r.status == 200 and r.path in same}
    articles = {replica.theme.path(story) for story in model.stories} & same
    again = len(read & articles) / (len(articles) or 1)
    return [
        Measure("second: new found", len(new), "= 3"),
        Measure("second: changed", len(changed), "= 1", "; ".join(changed)),
        Measure("second: both texts kept", float(both), "= 1"),
        Measure("second: gone marked", float(gone == [model.gone.slug]), "= 1", "; ".join(gone)),
        Measure("second: foreign pages", len(stored.foreign), "= 0"),
        Measure("second: unchanged articles read again", again, "≤ 0.1"),
        Measure("second: unchanged pages read again", len(read) / (len(same) or 1), "≤ 0.1",
                "; ".join(sorted(read)[:6])),
    ]  # fmt: skip


def _has_validator(replica: Replica, path: str) -> bool:
    """Whether the page can be asked for on condition that it changed."""
    dated = "Last-Modified" in replica.documents[path].headers
    return dated or replica.theme.validators != "date"


def _bytes(replica: Replica, path: str) -> bytes:
    return replica.documents[path].text.encode("utf-8", "replace")


def connect(database: Path) -> sqlite3.Connection:
    """The database, for reading; rows by name."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def score(theme: str, folder: Path, *, seed: int = 0, second: bool = True) -> list[Measure]:
    """Crawl one replica in both states and measure."""
    database = folder / "news.db"
    measures = []
    with serving(theme, seed) as replica:
        # Each spider has a database of its own: neither may lean on what the other has stored.
        for spider, path in (("wmc_news", database), ("wmc_events", folder / "events.db")):
            replica.other.log.clear()
            measures += run_measures(replica, crawl(replica, spider, path), spider)
            if not path.is_file():
                return [*measures, Measure(f"{spider}: database written", 0, "= 1", str(path))]
            with closing(connect(path)) as connection:
                stored = stored_articles(connection, replica)
                if spider == "wmc_news":
                    measures += text_measures(stored, replica)
                else:
                    foreign = len(stored.foreign)
                    note = "; ".join(stored.foreign)
                    measures.append(Measure(f"{spider}: foreign pages", foreign, "= 0", note))
                measures += event_measures(connection, spider)
        if second:
            before = {path: _bytes(replica, path) for path in replica.documents}
            replica.second_state()
            replica.other.log.clear()
            run = crawl(replica, "wmc_news", database, "-a", "refresh=all")
            measures += run_measures(replica, run, "again")
            measures += second_measures(replica, database, run, before)
    return measures


def main(arguments: list[str] | None = None) -> int:
    """Print every measure of every theme asked for."""
    parser = argparse.ArgumentParser(description="Crawl the replicas and measure the result.")
    parser.add_argument("--theme", choices=["all", *THEMES], default="all")
    parser.add_argument("--seed", type=int, default=0, help="another one gives other stories")
    parser.add_argument("--first-only", action="store_true", help="leave out the second state")
    parser.add_argument("--keep", type=Path, help="folder for databases and logs")
    parser.add_argument("--failed", action="store_true", help="print only what is not as asked")
    options = parser.parse_args(arguments)
    failed = 0
    for theme in THEMES if options.theme == "all" else [options.theme]:
        with tempfile.TemporaryDirectory() as temporary:
            folder = (options.keep or Path(temporary)).resolve() / theme
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob("*.db*"):
                old.unlink()
            print(f"== {theme} ==")
            for measure in score(theme, folder, seed=options.seed, second=not options.first_only):
                failed += not measure.passed
                if options.failed and measure.passed:
                    continue
                print(measure.line(), flush=True)
    print(f"{failed} measures are not what is asked for")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
