"""The time of day, as a run tells it."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["now"]

_latest = datetime.min.replace(tzinfo=UTC)


def now() -> datetime:
    """Now, in UTC; never before what was told last, though the machine's clock is set back.

    A run's rows are told from older ones by their times. With a clock that goes back they would
    seem to be of the run before: events that were just seen would count as vanished.
    """
    global _latest  # noqa: PLW0603
    _latest = max(_latest, datetime.now(UTC))
    return _latest
