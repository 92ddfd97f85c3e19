"""Runs that are killed, and several writers: a short form of ``make soak``."""

from __future__ import annotations

import pytest

from tests.faults.checks import database_faults
from tests.faults.soak import killed_crawl
from tests.faults.stories import write
from tests.faults.writers import write_together


@pytest.mark.parametrize("asked", [0, 15, 35])
def test_a_killed_crawl_is_completed_by_the_next(asked, tmp_path):
    found, _ = killed_crawl(tmp_path, write(40), asked, pause=0.1)
    assert found == []


def test_four_writers_at_once(tmp_path):
    count, faults = write_together(tmp_path / "news.db", 4, 3)
    assert faults == []
    assert count > 20
    assert database_faults(tmp_path / "news.db") == []
