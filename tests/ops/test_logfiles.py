"""Log files that never grow without end."""

from __future__ import annotations

import pytest

from wmcscraper.ops.logfiles import rotate


def test_a_large_log_moves_up_and_the_oldest_goes(tmp_path):
    log = tmp_path / "log" / "news.log"
    assert not rotate(log, 10, keep=2)
    for run in range(5):
        log.write_text(f"run {run}, a long line\n")
        assert rotate(log, 10, keep=2)
        assert not log.exists()
    kept = {path.name: path.read_text().split(",")[0] for path in log.parent.iterdir()}
    assert kept == {"news.log.1": "run 4", "news.log.2": "run 3"}


@pytest.mark.parametrize(("largest", "moved"), [(0, False), (100, False), (99, True)])
def test_only_what_is_too_large_moves(tmp_path, largest, moved):
    log = tmp_path / "news.log"
    log.write_bytes(b"x" * 100)
    assert rotate(log, largest, keep=1) is moved


def test_a_run_that_still_writes_loses_no_line(tmp_path):
    log = tmp_path / "news.log"
    with log.open("a") as running:
        running.write("first line of a run\n")
        running.flush()
        assert rotate(log, 5, keep=1)
        running.write("second\n")
    assert (tmp_path / "news.log.1").read_text() == "first line of a run\nsecond\n"
