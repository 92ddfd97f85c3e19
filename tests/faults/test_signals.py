"""A signal ends a run within seconds, whatever the server leaves undone; what was read is kept."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.conftest import rows
from tests.faults import network
from tests.faults.run import FAST, start_crawl
from tests.faults.server import Exchange, Routes, serve
from tests.faults.site import good_site
from tests.faults.stories import write
from wmcscraper.extensions.verdict import ExitStatus

STORIES = write(6)


def _stalling() -> Routes:
    """Stories, and after each of them a page that never comes."""
    good = good_site(STORIES)
    links = "".join(
        f"<a href='{story.path}'>A story</a><a href='/fault/stalled/{n}'>A page</a>"
        for n, story in enumerate(STORIES)
    )
    start = network.page(f"<html><head><title>News</title></head><body>{links}")
    stalled = network.PERMANENT["stalled"]

    def routes(path: str) -> object:
        if path.startswith("/fault/"):
            return stalled
        return start if path == "/" else good(path)

    return routes  # type: ignore[return-value]


async def _wait_an_hour(exchange: Exchange) -> None:
    await exchange.answer(b"later", 429, Retry_After="100")


def _end(
    base_url: str, database: Path, number: int, *more: str, until: object
) -> tuple[int, float]:
    """Crawl ``until`` something is true, send the signal; gives exit status and seconds to it."""
    process = start_crawl("news", base_url, database, *more, log=database.with_suffix(".log"))
    deadline = time.monotonic() + 60
    while not until() and time.monotonic() < deadline:  # type: ignore[operator]
        time.sleep(0.05)
    begun = time.monotonic()
    process.send_signal(number)
    return process.wait(60), time.monotonic() - begun


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_while_responses_stall(number, tmp_path):
    database = tmp_path / "news.db"
    with serve(_stalling()) as server:

        def ready() -> bool:
            paths = {path for _, path in server.log}
            return {story.path for story in STORIES} <= paths and "/fault/stalled/0" in paths

        status, seconds = _end(server.base_url + "/", database, number, *FAST, until=ready)
    log = database.with_suffix(".log").read_text()
    assert status == ExitStatus.INTERRUPTED, log
    assert seconds < 10
    assert "Traceback" not in log
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == len(STORIES)
    assert rows(database, "SELECT reason FROM crawls")[0]["reason"] == "shutdown"


def test_while_a_long_delay_is_in_the_queue(tmp_path):
    database = tmp_path / "news.db"
    with serve(good_site(STORIES)) as server:
        status, seconds = _end(
            server.base_url + "/", database, signal.SIGTERM, "-s", "DOWNLOAD_DELAY=30",
            "-s", "AUTOTHROTTLE_ENABLED=0", until=lambda: server.log,
        )  # fmt: skip
    assert status in (ExitStatus.INTERRUPTED, ExitStatus.UNREACHABLE)
    assert seconds < 10
    assert "Traceback" not in database.with_suffix(".log").read_text()


def test_while_a_server_asked_to_wait(tmp_path):
    database = tmp_path / "news.db"
    good = good_site(STORIES)
    with serve(lambda path: _wait_an_hour if path == STORIES[0].path else good(path)) as server:
        status, seconds = _end(
            server.base_url + "/", database, signal.SIGTERM, *FAST,
            until=lambda: server.asked(STORIES[0].path),
        )  # fmt: skip
    assert status == ExitStatus.INTERRUPTED
    assert seconds < 10


def test_retry_after_is_kept(tmp_path):
    database = tmp_path / "news.db"
    story = STORIES[0]
    good = good_site(STORIES)
    slow = network.transient(story.html(), "429 with Retry-After")
    with serve(lambda path: slow if path == story.path else good(path)) as server:
        process = start_crawl("news", server.base_url + "/", database, *FAST)
        assert process.wait(60) == ExitStatus.OK
        first, second = server.asked(story.path)
        paused = [moment for moment, _ in server.log if first + 0.3 < moment < first + 0.9]
    assert second - first >= 1.0
    assert paused == []
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == len(STORIES)
