"""Event statements in text: names, editions, dates and places; and what is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wmcscraper.text.events import extract_events_from_text

DATA = Path(__file__).with_name("data") / "event_statements.jsonl"
STATEMENTS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
"""Invented: text, day of publication, and of each event: name, edition, first and last day, city,
country."""


@pytest.mark.parametrize("case", STATEMENTS, ids=lambda case: case["text"][:40])
def test_statement(case: dict[str, Any]) -> None:
    found = [
        [e.name.lower(), e.edition, e.start_date, e.end_date, e.city, e.country]
        for e in extract_events_from_text(case["text"], case["published"])
    ]
    assert found == [[name.lower(), *rest] for name, *rest in case["events"]]


def test_fields_beside_the_name() -> None:
    (event,) = extract_events_from_text(
        "The XXVII World Mining Congress will be held in Lima, Peru, on 24-26 June 2026."
    )
    assert event.series == "world mining congress"
    assert event.date_precision == "day"
    assert event.date_raw == "24-26 June 2026"
    assert event.description and event.description.startswith("The XXVII World Mining Congress")


def test_precision_follows_the_words() -> None:
    text = "The {} Tailings Forum takes place in {} in Perth, Australia."
    for words, start, precision in (("2nd", "2027", "year"), ("3rd", "May 2028", "month")):
        (event,) = extract_events_from_text(text.format(words, start))
        assert (event.date_precision, event.end_date) == (precision, None)


def test_statements_of_one_event_are_one_event_with_the_best_of_each() -> None:
    text = (
        "The 27th World Mining Congress will be organized in 2026 in Peru. Speakers for WMC 2026"
        " are known. The congress will be held on 24-26 June 2026 in Lima."
    )
    (event,) = extract_events_from_text(text)
    assert (event.name, event.edition) == ("World Mining Congress", 27)
    assert (event.start_date, event.end_date) == ("2026-06-24", "2026-06-26")
    assert (event.city, event.country) == ("Lima", "Peru")


def test_a_moved_date_counts_more_than_the_old_one() -> None:
    text = (
        "The 8th Zinc Forum was to be held on 4-6 May 2026 in Antwerp, Belgium. The forum has been"
        " moved to 7-9 September 2026."
    )
    (event,) = extract_events_from_text(text)
    assert (event.name, event.edition, event.city) == ("Zinc Forum", 8, "Antwerp")
    assert (event.start_date, event.end_date) == ("2026-09-07", "2026-09-09")


def test_an_event_that_moves_into_another_year_is_one_event() -> None:
    text = (
        "The Zinc Forum was to be held on 4-6 November 2026 in Antwerp, Belgium. The Zinc Forum has"
        " been postponed to 7-9 September 2027."
    )
    (event,) = extract_events_from_text(text)
    assert (event.start_date, event.end_date, event.city) == ("2027-09-07", "2027-09-09", "Antwerp")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The hearing on the permit will be held on Thursday.", "2026-03-05"),
        ("The hearing on the permit will be held on Tuesday.", "2026-03-03"),
        ("La audiencia pública se celebrará este viernes.", "2026-03-06"),
        ("The hearing on the permit will be held on Thursday, 12 March.", "2026-03-12"),
        ("She told the Copper Forum on Monday that prices would rise.", "2026-03-02"),
        ("The Copper Forum, she said on Monday, will be held in Lima.", None),
        ("The hearings will be held on Tuesdays.", None),
    ],
)
def test_days_of_the_week_count_from_the_day_of_publication(text: str, start: str | None) -> None:
    tuesday = "2026-03-03T09:00:00+01:00"
    assert [e.start_date for e in extract_events_from_text(text, tuesday)] == [start] * bool(start)
    assert [e for e in extract_events_from_text(text) if e.start_date] == []


def test_without_a_day_of_publication_a_date_without_year_is_left_out() -> None:
    assert extract_events_from_text("The tailings webinar takes place on 4 May.") == []


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "congress " * 5000, "the 27th " * 5000, "meeting on 5 May 2026, " * 3000,
     "A" * 100_000, "1" * 100_000 + " forum", "World Mining Congress, " * 2000 + "(" * 3000],
)  # fmt: skip
def test_nothing_breaks_it(text: str) -> None:
    assert isinstance(extract_events_from_text(text, "2026-01-01"), list)
