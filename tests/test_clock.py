"""The machine's clock may be set back while a run is under way; the run's own does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import rows
from wmcscraper import clock
from wmcscraper.items import Event
from wmcscraper.store import Writer


@pytest.fixture
def machine(monkeypatch):
    """The machine's clock, as a list with the moment that it shows."""
    shown = [datetime(2026, 3, 1, 12, 0, tzinfo=UTC)]

    class Machine(datetime):
        @classmethod
        def now(cls, tz=None):
            return shown[0]

    monkeypatch.setattr(clock, "datetime", Machine)
    monkeypatch.setattr(clock, "_latest", datetime.min.replace(tzinfo=UTC))
    return shown


def test_time_never_goes_back(machine):
    first = clock.now()
    machine[0] -= timedelta(hours=1)
    assert clock.now() == first
    machine[0] += timedelta(hours=3)
    assert clock.now() == first + timedelta(hours=2)


def test_events_of_a_run_whose_clock_is_set_back_are_seen(machine, tmp_path):
    writer = Writer(tmp_path / "news.db")
    writer.start_crawl("wmc_events", "a.example")
    machine[0] -= timedelta(days=400)
    event = Event(
        name="27th Copper Congress",
        source_url="https://a.example/events",
        start_date="2026-06-24",
        end_date="2026-06-26",
        date_precision="day",
    )
    writer.save_event(event, seen_at=clock.now().isoformat(timespec="seconds"))
    writer.finish_crawl("finished", {})
    writer.close()
    [run] = rows(tmp_path / "news.db", "SELECT started, finished FROM crawls")
    assert run["started"] <= run["finished"]
    [stored] = rows(tmp_path / "news.db", "SELECT last_seen FROM events")
    assert stored["last_seen"] >= run["started"]
