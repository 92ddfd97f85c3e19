"""Days without news, against the site's usual rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt

from wmcscraper.health import limits
from wmcscraper.health.models import fit_counts
from wmcscraper.health.runs import Seen

__all__ = ["Silence", "SilenceWatch", "rests", "working_days"]

# Between these days (month, day) news sites rest in much of the world; they count as no silence.
_REST = ((12, 20), (1, 7))
_LEAST_DAYS, _LEAST_SPAN = 4.0, 21.0
_SHORTEST = 0.5  # days that can be a silence at all


@dataclass(slots=True)
class Silence:
    """A silence that is too long."""

    days: float
    usual: float
    """Longest one before, in days."""
    per_day: float
    """Articles a day before."""
    runs: int
    since: int
    """First run of it."""
    named: int
    chance: float
    told: int = 1


def rests(day: date) -> bool:
    """Whether news rests on that day in much of the world."""
    return (day.month, day.day) >= _REST[0] or (day.month, day.day) <= _REST[1]


def working_days(first: datetime, last: datetime) -> float:
    """Days from ``first`` to ``last``, without those on which news rests."""
    total = (last - first).total_seconds() / 86400
    day, resting = first.date(), 0.0
    while total > 0 and day <= last.date() and resting < 400:
        if rests(day):
            start = datetime(day.year, day.month, day.day, tzinfo=first.tzinfo)
            end = start + timedelta(days=1)
            resting += max(0.0, (min(end, last) - max(start, first)).total_seconds() / 86400)
        day += timedelta(days=1)
    return max(0.0, total - resting)


class SilenceWatch:
    """Folds the runs' numbers of new articles; ``open`` is the silence that is there, if any."""

    def __init__(self) -> None:
        self.open: Silence | None = None
        self.gaps: list[float] = []
        self.last_news: datetime | None = None
        self._seen: list[Seen] = []
        self._silent: list[tuple[Seen, datetime]] = []
        self._first: datetime | None = None
        self._last: datetime | None = None

    def add(self, run: int, started: datetime, new: float, *, whole: bool = True) -> None:
        """A run that found ``new`` articles since the one before; one that is not ``whole`` only
        tells that there was news."""
        if not whole:
            if new and self._last is not None:
                self._end(started)
            return
        last, self._last = self._last, started
        self._first = self._first or started
        if last is None:
            # The first run reads what was written in years: its number says nothing of a day.
            self.last_news = started if new else None
            return
        days = working_days(last, started)
        seen = Seen(run, new / days if days > 0 else 0.0, days, started.weekday())
        if new:
            self._end(started)
            if days > 0:
                self._seen.append(seen)
            return
        if days > 0:
            self._silent.append((seen, started))
        if self.open is not None:
            self.open.told += 1
            self.open.runs += 1
            assert self.last_news is not None
            self.open.days = working_days(self.last_news, started)
        else:
            self._look(run, started)

    def _end(self, started: datetime) -> None:
        """News: a silence that was none is part of the rhythm."""
        if self.last_news is not None and self.open is None:
            self.gaps.append(working_days(self.last_news, started))
        self._seen += [one for one, _ in self._silent if self.open is None]
        self._silent, self.open, self.last_news = [], None, started

    def accept(self) -> None:
        """So long a silence is normal here from now on."""
        if self.open is not None:
            self.gaps.append(self.open.days)
            self._seen += [one for one, _ in self._silent]
            self._silent, self.open = [], None

    def _look(self, run: int, started: datetime) -> None:
        if self.last_news is None or len(self._silent) < 2 or self._first is None:
            return
        if len(self.gaps) < limits.SILENCE_GAPS or len(self._seen) < limits.SILENCE_GAPS:
            return
        gap, longest = working_days(self.last_news, started), max(self.gaps[-limits.HISTORY :])
        fit = fit_counts(self._seen[-limits.HISTORY :])
        silent = [one for one, _ in self._silent]
        # One week may be slow; several in a row are slow together less often.
        weeks = max(1.0, sum(one.weight for one in silent) / 7)
        slack = 1 - (1 - limits.SLACK) / sqrt(weeks)
        chance = fit.slowed(slack).chance(silent, low=True)
        known = (self._silent[0][1] - self._first).total_seconds() / 86400
        too_long = (
            gap >= limits.SILENCE_FACTOR * longest
            and gap >= _LEAST_DAYS
            and known >= _LEAST_SPAN
            and len(self.gaps) >= limits.SILENCE_LONG
        )
        if gap < _SHORTEST:
            return  # whoever crawls by hand every few minutes meets no news
        if gap > longest and (chance < limits.SILENCE_ALARM or too_long):
            if too_long:
                chance = min(chance, float(len(self.gaps)) ** -limits.SILENCE_FACTOR)
            self.open = Silence(
                gap, longest, fit.value, len(silent), self._silent[0][0].run, run, chance
            )
