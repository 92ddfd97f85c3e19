"""The monitor names what broke, stays quiet where nothing did, and knows when it is mended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from wmcscraper.health import Acceptance, Finding, Run, find, follow

START = datetime(2026, 2, 2, 6, tzinfo=UTC)
USUAL = {
    "articles": 6.0, "new": 5.0, "duplicates": 0.0, "pages": 14.0, "requests": 18.0,
    "rejected": 8.0, "errors": 0.0, "title": 1.0, "date": 1.0, "authors": 0.9, "summary": 0.3,
    "words": 480.0, "quotes": 1.6, "images": 1.0, "front_links": 24.0, "listings": 3.0,
    "new_read": 5.0, "known_read": 1.0, "age": 0.4, "future": 0.0, "repeated_title": 0.0,
    "confidence:title": 0.9, "language:en": 1.0, "mojibake": 0.0, "date_moved": 0.0,
}  # fmt: skip


def runs(*changes, usual=20, hours=24, **more):
    """``usual`` runs as ever, then one for each of ``changes``."""
    values = [{**USUAL, **more}] * usual + [{**USUAL, **more, **change} for change in changes]
    return [
        Run(place + 1, START + timedelta(hours=hours * place), one)
        for place, one in enumerate(values)
    ]


def named(history: list[Run], accepted: list[Acceptance] | None = None) -> dict[str, Finding]:
    return {finding.field: finding for finding in find(history, accepted or [])}


def test_a_site_as_ever_is_quiet():
    assert named(runs()) == {}


@pytest.mark.parametrize(
    ("change", "field", "kind"),
    [
        ({"authors": 0.0}, "authors", "emptied"),
        ({"title": 0.0}, "title", "emptied"),
        ({"words": 40.0}, "words", "shrunk"),
        ({"age": 365.0}, "age", "shifted"),
        ({"future": 1.0}, "future", "risen"),
        ({"date_moved": 1.0, "known_read": 4.0}, "date_moved", "risen"),
        ({"repeated_title": 1.0}, "repeated_title", "risen"),
        ({"confidence:title": 0.4}, "confidence:title", "dropped"),
        ({"language:en": 0.0, "language:pl": 1.0}, "language:en", "dropped"),
        ({"mojibake": 0.7}, "mojibake", "risen"),
        ({"images": 0.0}, "images", "vanished"),
        ({"front_links": 0.0}, "front_links", "dropped"),
        ({"duplicates": 5.0, "new": 0.0}, "duplicates", "risen"),
        ({"rejected": 60.0, "pages": 66.0}, "rejected", "risen"),
        ({"selector:date": 0.0}, "selector:date", "emptied"),
        ({"something_else": 0.0}, "something_else", "emptied"),
    ],
)
def test_a_break_is_named_by_its_second_run(change, field, kind):
    more = {name: 1.0 for name in change if name not in USUAL and ":pl" not in name}
    found = named(runs(change, change, **more))
    assert found[field].kind == kind
    assert found[field].since == 21
    assert found[field].evidence_after > 0
    before, after = found[field].before, found[field].after
    assert (after < before) == (kind in ("emptied", "shrunk", "dropped", "vanished"))


@pytest.mark.parametrize(
    "change",
    [
        {"authors": 0.5, "articles": 2.0},
        {"words": 45.0, "articles": 1.0},
        {"words": 4000.0, "articles": 1.0},
        {"age": 900.0, "new_read": 1.0},
        {"summary": 0.0, "articles": 4.0},
        {"articles": 2.0, "new": 1.0, "new_read": 1.0},
        {"articles": 40.0, "new": 39.0, "pages": 60.0},
        {"authors": 0.0, "articles": 2.0},
    ],
)
def test_one_odd_run_is_no_break(change):
    assert named(runs(change)) == {}


def test_nothing_is_said_at_the_first_runs():
    assert named(runs({"authors": 0.0}, {"authors": 0.0}, usual=2)) == {}


def test_a_field_that_was_always_empty_is_no_break():
    assert named(runs({}, {}, authors=0.0)) == {}


class TestSilence:
    def test_days_without_news(self):
        quiet = {"articles": 0.0, "new": 0.0, "new_read": 0.0}
        steps = [named(runs(*[quiet] * days, usual=30)) for days in range(1, 9)]
        assert not steps[1]
        assert steps[-1]["news"].kind == "silent"
        assert steps[-1]["news"].after >= 8

    def test_weekends_and_a_slow_week_are_no_silence(self):
        history = []
        for place in range(60):
            started = START + timedelta(days=place)
            new = 0.0 if started.weekday() >= 5 else 1.0 if 35 <= place < 42 else 5.0
            values = {**USUAL, "new": new, "new_read": new, "articles": new}
            history.append(Run(place + 1, started, values))
        assert not any(monitor.findings() for monitor in follow(history))

    def test_the_days_around_new_year_do_not_count(self):
        silent = {**USUAL, "new": 0.0, "new_read": 0.0, "articles": 0.0}
        first = datetime(2025, 11, 1, 6, tzinfo=UTC)
        history = [
            Run(day, first + timedelta(days=day), USUAL if day < 50 else silent)
            for day in range(66)
        ]
        assert named(history) == {}


class TestAfterwards:
    broken = {"authors": 0.0}

    def test_a_break_stays_named_also_by_runs_that_say_nothing(self):
        nothing = {"articles": 0.0, "new": 1.0}
        found = named(runs(self.broken, self.broken, *[nothing] * 4, self.broken))
        assert found["authors"].runs >= 6

    def test_it_goes_when_it_is_mended(self):
        assert named(runs(*[self.broken] * 6, {}, {})) == {}

    def test_an_accepted_state_is_the_norm(self):
        history = runs(*[self.broken] * 8)
        assert "authors" in named(history[:23])
        accepted = [Acceptance(23, "authors")]
        assert named(history, accepted) == {}
        # It is watched from there: authors that come back are no break, other fields still are.
        later = runs(
            *[self.broken] * 8, {**self.broken, "title": 0.0}, {**self.broken, "title": 0.0}
        )
        assert set(named(later, accepted)) == {"title"}

    def test_accepting_another_field_changes_nothing(self):
        assert "authors" in named(runs(*[self.broken] * 5), [Acceptance(23, "images")])

    def test_accepting_all(self):
        assert named(runs(*[self.broken] * 5), [Acceptance(25)]) == {}


def test_runs_that_asked_otherwise_say_nothing_of_counts():
    history = runs()
    narrowed = {**USUAL, "front_links": 0.0, "listings": 0.0, "pages": 1.0, "new": 0.0}
    history += [
        Run(100 + place, START + timedelta(days=30 + place), narrowed, whole=False)
        for place in range(5)
    ]
    assert named(history) == {}


def test_the_same_history_gives_the_same_findings():
    history = runs({"authors": 0.0}, {"authors": 0.0})
    assert find(history) == find(list(history))
    assert find([]) == []
