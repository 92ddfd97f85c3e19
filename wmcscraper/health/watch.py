"""One field of one site, run after run: is it as it was, is there a break, is a break mended?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

from wmcscraper.health import limits
from wmcscraper.health.fields import Field
from wmcscraper.health.models import Fit, Levels
from wmcscraper.health.runs import Seen

__all__ = ["Break", "Watch"]


@dataclass(slots=True)
class Break:
    """A new state of a field, until it is mended or accepted."""

    kind: str
    low: bool
    before: Fit
    size: float
    """Articles (pages, runs) that ``before`` rests on."""
    window: list[Seen]
    """What was seen of the new state."""
    named: int
    """Run after which it was first named."""
    chance: float
    runs: int = 1
    """Runs that have told of it."""


def _weight(seen: Sequence[Seen]) -> float:
    return sum(min(one.weight, limits.RUN_WEIGHT) for one in seen)


def _mean(seen: Sequence[Seen]) -> float:
    return sum(one.value * min(one.weight, limits.RUN_WEIGHT) for one in seen) / _weight(seen)


class Watch:
    """Folds the runs of one field; ``open`` is the break that is there, if any."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.open: Break | None = None
        share, worth = field.prior
        self._prior = [Seen(-1, share, worth)] if worth else []
        """What is known of any site, as if it were a run."""
        self._seen: list[Seen] = []
        self._weights: list[float] = [0.0]
        self._sums: list[float] = [0.0]
        self._rarer = 1.0
        """How much rarer than usual an alarm must be."""

    def add(self, seen: Seen, *, doubted: bool = False) -> None:
        """The next run that says something of the field; ``doubted``: known pages say that all is
        as it was."""
        if self.open is None:
            self._push(seen)
            self._rarer = limits.DOUBTED if doubted else 1.0
            self._look(seen.run)
        else:
            self.open.window.append(seen)
            if back := self._mended():
                self.open = None
                for one in back:
                    self._push(one)

    def accept(self) -> None:
        """The new state is the norm from now on."""
        if self.open is not None:
            window, self.open = self.open.window, None
            self._seen, self._weights, self._sums = [], [0.0], [0.0]
            for one in window:
                self._push(one)

    def mend(self) -> None:
        """The break is over; what was seen of it says nothing of what is usual."""
        self.open = None

    def _push(self, seen: Seen) -> None:
        weight = min(seen.weight, limits.RUN_WEIGHT)
        self._seen.append(seen)
        self._weights.append(self._weights[-1] + weight)
        self._sums.append(self._sums[-1] + weight * seen.value)

    def _between(self, first: int, last: int) -> tuple[float, float]:
        """(weight, mean) of the runs from ``first`` up to ``last``."""
        weight = self._weights[last] - self._weights[first]
        return weight, (self._sums[last] - self._sums[first]) / weight if weight else 0.0

    def _usual(self, first: int, last: int) -> tuple[float, float]:
        """The same with what is known of any site."""
        weight, mean = self._between(first, last)
        share, worth = self.field.prior
        both = weight + worth
        return both, (weight * mean + worth * share) / both if both else 0.0

    def _enough(self, weight: float, runs: int) -> bool:
        if self.field.per is None:
            return runs >= 2 * limits.LEAST_RUNS
        if self._prior:
            return True
        return runs >= limits.LEAST_RUNS and weight >= limits.LEAST_HISTORY

    def _far(self, before: float, after: float, *, low: bool) -> bool:
        """Whether a change is large enough to matter, whatever its probability."""
        field = self.field
        if field.unit in ("words", "days", "score"):
            return after <= before + field.fall if low else after >= before + field.rise
        if low:
            return before >= field.least and after <= before * field.fall
        if field.unit == "number":
            return after >= before * field.rise and after >= before + limits.LEAST_RISE
        return after >= before + field.rise

    def _look(self, run: int) -> None:
        end = len(self._seen)
        for size in limits.WINDOWS:
            start = end - size
            first = max(0, start - limits.HISTORY)
            known = self._seen[start].run if start >= 0 and self._prior else start
            if known < limits.LEAST_RUNS:
                return
            weight, before = self._usual(first, start)
            if not self._enough(weight, start - first):
                return
            seen, after = self._between(start, end)
            for low, kind in ((True, self.field.low), (False, self.field.high)):
                if kind is None or not self._far(before, after, low=low):
                    continue
                if self._evident(seen, size):
                    self._test(first, start, kind, low=low, run=run)
                if self.open is not None:
                    return

    def _evident(self, weight: float, runs: int) -> bool:
        if self.field.per is None:
            return True
        return weight >= (limits.LEAST_ARTICLES if runs == 1 else limits.LEAST_ARTICLES - 1)

    def _test(self, first: int, start: int, kind: str, *, low: bool, run: int) -> None:
        history, window = self._seen[first:start], self._seen[start:]
        fit = self.field.model([*self._prior, *history])
        after = _mean(window)
        if not self._far(fit.value, after, low=low):
            return
        middle = (fit.value + after) / 2
        leaning = [(one.value <= middle) if low else (one.value >= middle) for one in window]
        if sum(leaning) < (len(window) if len(window) <= 2 else limits.LEAN * len(window)):
            return
        allowed = limits.ALARM
        if len(window) == 1:
            mean = (self._weights[start] - self._weights[first]) / max(1, start - first)
            burst = window[0].weight > limits.BURST * mean
            calm = burst and self.field.per and not self._prior
            allowed = limits.ALARM_ALONE / (limits.CALM if calm else 1)
        pace = fit.slowed(self.field.slack) if self.field.slack < 1 else fit
        chance = pace.chance(window, low=low)
        if chance < allowed / self._rarer:
            if kind == "emptied" and after > 0.15 * fit.value:
                kind = "dropped"
            size = self._weights[start] - self._weights[first]
            start += leaning.index(True)
            self.open = Break(kind, low, fit, size, self._seen[start:], run, chance)
            del self._seen[start:], self._weights[start + 1 :], self._sums[start + 1 :]

    def _mended(self) -> list[Seen]:
        """The newest runs that speak for the old state; none while the break is there."""
        broken = self.open
        assert broken is not None
        window = broken.window
        for size in limits.WINDOWS:
            # The first runs of a break are broken for certain; those that came later may be mended
            # ones that could not yet prove it.
            newest, rest = window[-size:], window[:-size][:8]
            if not rest:
                break
            value, after = _mean(newest), _mean(rest)
            near = abs(value - broken.before.value) < abs(value - after)
            if not near:
                continue
            if isinstance(broken.before, Levels):
                # Few broken runs say little of their spread: it is taken as before.
                was: Fit = replace(broken.before, value=after)
            else:
                was = self.field.model(rest)
            odds = broken.before.log_likelihood(newest) - was.log_likelihood(newest)
            if odds > 0 and exp(min(odds, 50.0)) >= limits.MENDED:
                return newest
        return []

    def state(self) -> tuple[float, float, float, float] | None:
        """(usual value, its evidence, newest value, its evidence), on the stored scale; newest is
        the pooled state of the break, else of the last runs."""
        if self.open is not None:
            window = self.open.window[-8:]
            usual, size = self.open.before.value, self.open.size
        elif len(self._seen) > 3:
            window, history = self._seen[-3:], self._seen[-3 - limits.HISTORY : -3]
            usual, size = _mean(history), _weight(history)
        else:
            return None
        back = self.field.back
        return back(usual), size, back(_mean(window)), _weight(window)
