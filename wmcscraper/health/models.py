"""How usual values are described, and how unusual new ones are: shares, counts and levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import comb, exp, lgamma, log, sqrt
from statistics import median
from typing import Protocol

from wmcscraper.health import limits
from wmcscraper.health.chance import (
    count_log_likelihood,
    count_tail,
    share_log_likelihood,
    share_tail,
    student_log_density,
    student_tail,
)
from wmcscraper.health.runs import Seen

__all__ = [
    "Counts",
    "Fit",
    "Levels",
    "Model",
    "Shares",
    "fit_counts",
    "fit_levels",
    "fit_means",
    "fit_shares",
]


class Fit(Protocol):
    """The usual state of a field, as its history tells."""

    @property
    def value(self) -> float:
        """The usual share, number for a unit of weight, or level."""

    def slowed(self, slack: float) -> Fit:
        """The usual state in a slow week, with ``slack`` times the usual number of articles."""

    def chance(self, window: Sequence[Seen], *, low: bool) -> float:
        """Probability of values so low (or so high) as those of ``window``, or more so."""

    def log_likelihood(self, window: Sequence[Seen]) -> float:
        """How well this state explains ``window``; comparable between fits of one model."""


Model = Callable[[Sequence[Seen]], Fit]


def _capped(seen: Sequence[Seen]) -> list[tuple[float, float]]:
    return [(one.value, min(one.weight, limits.RUN_WEIGHT)) for one in seen]


@dataclass(frozen=True, slots=True)
class Shares:
    """A share of articles or pages; beta-binomial."""

    value: float
    size: float
    """Articles that the history is worth."""
    rho: float
    """Correlation of two articles of one run."""

    def slowed(self, slack: float) -> Shares:
        """The same where there is only ``slack`` times as much of what makes the share."""
        odds = slack * self.value / max(1e-9, 1 - self.value)
        return replace(self, value=odds / (1 + odds))

    def _beta(self, window: Sequence[Seen]) -> tuple[float, float, float, float]:
        n = sum(one.weight for one in window)
        k = sum(one.value * one.weight for one in window)
        pairs = sum(one.weight * max(0.0, one.weight - 1) for one in window)
        together = self.rho * (pairs / (n * (n - 1)) if n > 1 else 0.0)
        size = 1 / min(0.99, together + 1 / (self.size + 2 * limits.PRIOR_COUNT + 1)) - 1
        return k, n, self.value * size, (1 - self.value) * size

    def chance(self, window: Sequence[Seen], *, low: bool) -> float:
        k, n, a, b = self._beta(window)
        return share_tail(k, n, a, b, low=low)

    def log_likelihood(self, window: Sequence[Seen]) -> float:
        return share_log_likelihood(*self._beta(window))


def fit_shares(seen: Sequence[Seen]) -> Shares:
    """The share, and how alike the articles of one run are (by moments)."""
    pairs = [(x * n, n) for x, n in _capped(seen)]
    rho = limits.RHO
    share = size = 0.0
    for _ in range(2):
        weights = [1 / (1 + (n - 1) * rho) if n >= 1 else 1.0 for _, n in pairs]
        size = sum(w * n for w, (_, n) in zip(weights, pairs, strict=True))
        hits = sum(w * k for w, (k, _) in zip(weights, pairs, strict=True))
        share = (hits + limits.PRIOR_COUNT) / (size + 2 * limits.PRIOR_COUNT)
        spread = share * (1 - share)
        excess = sum((k - n * share) ** 2 - n * spread for k, n in pairs)
        room = sum(n * (n - 1) for _, n in pairs) * spread
        rho = min(limits.RHO_MOST, max(limits.RHO, excess / room if room else 0.0))
    return Shares(share, size, rho)


@dataclass(frozen=True, slots=True)
class Counts:
    """A number for each unit of weight (article, run or day); negative binomial."""

    value: float
    dispersion: float
    """Variance in multiples of the mean, for one run of usual weight."""
    runs: int
    weekdays: dict[int, float] = field(default_factory=dict)
    """How much more or less of it there is on a day of the week."""
    nones: Sequence[tuple[float, float]] = ()
    """(share of articles that have none at all, how likely that share is); of means only."""
    slow: bool = False
    """Whether days hang together: a slow week is slow on all of its days."""

    def slowed(self, slack: float) -> Counts:
        """The same at ``slack`` times the pace."""
        return replace(self, value=self.value * slack, slow=True)

    def expected(self, window: Sequence[Seen]) -> float:
        """The usual sum over ``window``."""
        return sum(self.value * one.weight * self.weekdays.get(one.weekday, 1.0) for one in window)

    def chance(self, window: Sequence[Seen], *, low: bool) -> float:
        expected = self.expected(window)
        total = sum(one.value * one.weight for one in window)
        dispersion = self.dispersion + (1.0 if self.dispersion > 1 else 0.0) / self.runs
        if self.slow:
            dispersion = max(dispersion, 1 + expected / limits.SLOW_SIZE)
        if low:
            return max(count_tail(total, expected, dispersion), self._none(window, total))
        return 1 - count_tail(total - 1, expected, dispersion) if total >= 1 else 1.0

    def _none(self, window: Sequence[Seen], total: float) -> float:
        """Probability that so few articles have any, as far as runs without any tell of it."""
        n = round(sum(one.weight for one in window))
        k = min(round(total), n)
        return min(1.0, sum(likely * comb(n, k) * share ** (n - k) for share, likely in self.nones))

    def log_likelihood(self, window: Sequence[Seen]) -> float:
        total = sum(one.value * one.weight for one in window)
        return count_log_likelihood(total, max(self.expected(window), 0.02), self.dispersion)


def fit_counts(seen: Sequence[Seen]) -> Counts:
    """The mean, the rhythm of the week, and the dispersion, without a burst's influence."""
    pairs = _capped(seen)
    typical = median(x for x, _ in pairs)
    most = max(4 * typical, 1.0)
    weight = sum(n for _, n in pairs)
    mean = sum(min(x, most) * n for x, n in pairs) / weight
    factors = _weekdays(seen, mean, most)
    if mean <= 0:
        return Counts(0.0, limits.COUNT_DISPERSION, len(pairs))
    total = limits.COUNT_DISPERSION * limits.DISPERSION_WEIGHT
    for one, (x, n) in zip(seen, pairs, strict=True):
        expected = mean * n * factors.get(one.weekday, 1.0)
        total += (min(x, most) * n - expected) ** 2 / max(expected, 0.3 * mean * n)
    dispersion = total / (len(pairs) + limits.DISPERSION_WEIGHT)
    return Counts(mean, max(dispersion, limits.COUNT_DISPERSION_LEAST), len(pairs), factors)


def fit_means(seen: Sequence[Seen]) -> Counts:
    """Counts of each article, of which a mean is known: many articles may have none, which only
    the runs without any, and the number of their articles, tell of (Bayes' rule on a grid)."""
    fit = fit_counts(seen)
    # A share of nones makes a variance (Cauchy, Schwarz): P(0) is at most var / (var + mean²);
    # twice the variance is taken, as few runs tell of it.
    most = 2 * fit.dispersion / (2 * fit.dispersion + fit.value)
    grid = [most * (step + 0.5) / 40 for step in range(40)]
    likely = [
        sum(
            n * log(share) if x <= 0 else log(max(1e-12, 1 - share ** max(n, 1.0)))
            for x, n in _capped(seen)
        )
        for share in grid
    ]
    best = max(likely)
    weights = [exp(one - best) for one in likely]
    total = sum(weights)
    return replace(
        fit,
        weekdays={},
        nones=[(share, weight / total) for share, weight in zip(grid, weights, strict=True)],
    )


def _weekdays(seen: Sequence[Seen], mean: float, most: float) -> dict[int, float]:
    """Factors of the days of the week, drawn towards one where few runs tell of a day."""
    if mean <= 0 or len(seen) < 14:
        return {}
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in seen:
        sums[one.weekday][0] += min(one.value, most) * one.weight
        sums[one.weekday][1] += one.weight
    unit = sum(weight for _, weight in sums.values()) / len(seen)
    return {
        day: (found + mean * unit) / (mean * (weight + unit))
        for day, (found, weight) in sums.items()
    }


@dataclass(frozen=True, slots=True)
class Levels:
    """A level of which each article has one, as the median or mean of a run; Student's t."""

    value: float
    spread: float
    """Standard deviation of one article."""
    between: float
    """Standard deviation of runs, beyond that of their articles."""
    freedom: float
    whole: bool = False
    """Whether all articles of a run must be odd to make its level so (a mean that falls, a least
    that rises), not half of them (a median)."""

    def slowed(self, slack: float) -> Levels:
        """The same: a level does not depend on how much there is."""
        return self

    def _odd(self, window: Sequence[Seen]) -> float:
        """Probability that odd articles alone make such levels."""
        chance = 1.0
        for one in window:
            n = max(1, round(one.weight))
            least = n if self.whole else (n + 1) // 2  # of two, one moves the middle
            ways = lgamma(n + 1) - lgamma(least + 1) - lgamma(n - least + 1)
            chance *= exp(min(0.0, ways + least * log(limits.ODD)))
        return chance

    def _deviation(self, window: Sequence[Seen]) -> tuple[float, float]:
        variances = [self.between**2 + self.spread**2 / max(one.weight, 1.0) for one in window]
        certain = sum(1 / v for v in variances)
        mean = sum(one.value / v for one, v in zip(window, variances, strict=True)) / certain
        own = (self.between**2 + self.spread**2 / 3) / (self.freedom + 1)
        return mean - self.value, sqrt(1 / certain + own)

    def chance(self, window: Sequence[Seen], *, low: bool) -> float:
        shift, deviation = self._deviation(window)
        tail = student_tail(-shift / deviation if low else shift / deviation, self.freedom)
        return tail + self._odd(window)

    def log_likelihood(self, window: Sequence[Seen]) -> float:
        shift, deviation = self._deviation(window)
        return student_log_density(shift / deviation, self.freedom)


def fit_levels(
    seen: Sequence[Seen], *, spread: float, between: float, whole: bool = False
) -> Levels:
    """The level; ``spread`` and ``between`` are the least that is believed of the deviations."""
    pairs = _capped(seen)
    order = sorted(pairs)
    half = sum(n for _, n in pairs) / 2
    middle, running = order[-1][0], 0.0
    for x, n in order:
        running += n
        if running >= half:
            middle = x
            break
    variances = [between**2 + spread**2 / max(n, 1.0) for _, n in pairs]
    ratios = sorted((x - middle) ** 2 / v for (x, _), v in zip(pairs, variances, strict=True))
    # The largest tenth is left out: an odd run would hide the next break.
    kept = ratios[: max(1, len(ratios) - len(ratios) // 10)]
    scale = sqrt(max(1.0, sum(kept) / len(kept)))
    freedom = min(limits.LEVEL_FREEDOM, len(pairs) - 1.0 + limits.LEVEL_PRIOR)
    return Levels(middle, spread * scale, between * scale, freedom, whole)
