"""Tail probabilities and likelihoods of the three models that limits.py names."""

from __future__ import annotations

from math import exp, inf, lgamma, log, log1p, pi

__all__ = [
    "beta_binomial",
    "count_log_likelihood",
    "count_tail",
    "share_log_likelihood",
    "share_tail",
    "student_log_density",
    "student_tail",
]

_STEPS = 200


def beta_binomial(k: float, n: float, a: float, b: float) -> float:
    """Logarithm of the probability of ``k`` of ``n`` where the share follows Beta(a, b)."""
    return (
        lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        + lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b)
        + lgamma(a + b) - lgamma(a) - lgamma(b)
    )  # fmt: skip


def share_tail(k: float, n: float, a: float, b: float, *, low: bool) -> float:
    """Probability of at most (``low``) or at least ``k`` of ``n``.

    The terms are added from ``k`` outwards until they no longer count.
    """
    if not low:
        k, a, b = n - k, b, a
    k, n = round(k), round(n)
    total = 0.0
    for i in range(k, -1, -1):
        term = exp(beta_binomial(i, n, a, b))
        total += term
        if term < total * 1e-9:
            break
    return min(1.0, total)


def share_log_likelihood(k: float, n: float, a: float, b: float) -> float:
    """Up to a constant that is the same for all shares."""
    return lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b) - (
        lgamma(a) + lgamma(b) - lgamma(a + b)
    )  # fmt: skip


def count_log_likelihood(k: float, mean: float, dispersion: float) -> float:
    """Logarithm of the probability of a count whose variance is ``dispersion`` times its mean:
    negative binomial, or binomial where that is below one."""
    if mean <= 0:
        return 0.0 if k == 0 else -inf
    if dispersion > 1.001:
        size = mean / (dispersion - 1)
        return (
            lgamma(k + size) - lgamma(size) - lgamma(k + 1)
            - size * log(dispersion) + k * log((dispersion - 1) / dispersion)
        )  # fmt: skip
    if dispersion < 0.999:
        share = 1 - dispersion
        size = mean / share
        if k >= size + 1:
            return -inf
        return (
            lgamma(size + 1) - lgamma(k + 1) - lgamma(max(size - k, -0.999) + 1)
            + k * log(share) + (size - k) * log(dispersion)
        )  # fmt: skip
    return k * log(mean) - mean - lgamma(k + 1)


def count_tail(k: float, mean: float, dispersion: float) -> float:
    """Probability of at most ``k``."""
    total = 0.0
    for i in range(round(k), -1, -1):
        term = exp(min(0.0, count_log_likelihood(i, mean, dispersion)))
        total += term
        if term < total * 1e-9:
            break
    return min(1.0, total)


def student_log_density(t: float, freedom: float) -> float:
    """Logarithm of the density of Student's t."""
    return (
        lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - 0.5 * log(freedom * pi)
        - (freedom + 1) / 2 * log1p(t * t / freedom)
    )  # fmt: skip


def student_tail(t: float, freedom: float) -> float:
    """Probability of a value above ``t``."""
    tail = 0.5 * _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))
    return tail if t > 0 else 1 - tail


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz's method)."""
    if x <= 0 or x >= 1:
        return min(1.0, max(0.0, x))
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    tiny = 1e-30
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    value = d
    for m in range(1, _STEPS):
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + factor * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + factor / c
            c = c if abs(c) > tiny else tiny
            value *= d * c
        if abs(d * c - 1) < 1e-12:
            break
    return front * value
