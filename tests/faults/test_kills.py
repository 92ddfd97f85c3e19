"""Runs that are killed, and several writers: a short form of ``make soak``."""

from __future__ import annotations

from tests.faults.checks import database_faults
from tests.faults.lives import Life
from tests.faults.server import serve
from tests.faults.site import good_site
from tests.faults.stories import write
from tests.faults.writers import write_together


def test_a_killed_crawl_is_completed_by_the_next(tmp_path):
    with serve(good_site([])) as server:
        life = Life(tmp_path, server)
        for asked in (0, 15, 35):
            fresh = write(40, seed=asked, folder=f"/story-{asked}")
            assert life.kill(fresh, asked, pause=0.1).faults == []
        assert life.whole_archive() == []


def test_four_writers_at_once(tmp_path):
    count, faults = write_together(tmp_path / "news.db", 4, 3)
    assert faults == []
    assert count > 20
    assert database_faults(tmp_path / "news.db") == []
