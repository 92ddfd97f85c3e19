"""A floor under what the benchmark measures (python -m benchmarks.drift)."""

from __future__ import annotations

from collections import Counter

from benchmarks.drift.judge import measure
from benchmarks.drift.measures import make_history
from benchmarks.drift.newsrooms import make_newsrooms


def test_breaks_are_named_soon_and_false_alarms_are_rare():
    shown: Counter[str] = Counter()
    for seed in range(1, 6):
        outcome = measure(make_history(seed))
        assert outcome.runs == 720
        assert len(outcome.false) <= 2, outcome.false
        for counts in outcome.seen.values():
            shown += counts
    assert shown.total() == 100
    assert shown["1"] + shown["2"] >= 95


def test_a_history_follows_from_its_seed():
    one, other = make_history(3), make_history(3)
    assert [made.run for made in one["press-3"].runs] == [
        made.run for made in other["press-3"].runs
    ]


def test_other_breaks_are_named_from_articles_as_they_are_read():
    outcome = measure(make_newsrooms(3))
    shown = sum(outcome.seen.values(), Counter())
    assert shown["1"] + shown["2"] >= 0.85 * shown.total(), outcome.late
    assert len(outcome.false) <= 2, outcome.false
