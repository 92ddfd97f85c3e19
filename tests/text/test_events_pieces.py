"""Event statements of whole pieces of news, scored: few may be missed, wrong or too many.

Unlike the single statements of test_events.py these were written to be hard, and some are beyond
the grammar; the floor keeps what is reached.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wmcscraper.text.events import extract_events_from_text

DATA = Path(__file__).with_name("data")


def _pieces(name: str) -> list[dict[str, Any]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


PIECES = _pieces("event_pieces.jsonl")
"""Invented: text, day of publication, and of each event: name, edition, first and last day, city,
country."""
HARD = _pieces("event_pieces_hard.jsonl")
"""The same, as agendas, newsletters and asides put it: what the grammar is to grow towards."""
FLOORS = [(PIECES, 0.92), (HARD, 0.85)]
"""Share of right events among those stated and those found (F1)."""


def _same(event: list[Any], other: list[Any]) -> bool:
    """Are all fields the same, and half of the words of the names?"""
    words, others = set(event[0].lower().split()), set(other[0].lower().split())
    return event[1:] == other[1:] and 4 * len(words & others) >= len(words) + len(others)


@pytest.mark.parametrize(("pieces", "floor"), FLOORS, ids=["pieces", "hard"])
def test_most_events_of_hard_pieces_are_right(pieces: list[dict[str, Any]], floor: float) -> None:
    right = stated = found = 0
    for piece in pieces:
        gold = list(piece["events"])
        events = [
            [e.name, e.edition, e.start_date, e.end_date, e.city, e.country]
            for e in extract_events_from_text(piece["text"], piece["published"])
        ]
        stated += len(gold)
        found += len(events)
        for event in events:
            if known := next((g for g in gold if _same(g, event)), None):
                gold.remove(known)
                right += 1
    assert 2 * right / (stated + found) >= floor


def test_pieces_without_an_event_give_none() -> None:
    quiet = [piece for piece in PIECES + HARD if not piece["events"]]
    assert quiet
    noisy = [p["text"] for p in quiet if extract_events_from_text(p["text"], p["published"])]
    assert noisy == []


VOCABULARY = """
the The 27th XXVII World Mining Congress Forum forum hearing meeting AGM webinar WMC 2026 , . ;
: ( ) " – and in at on from to until between by of which will be held took place runs ends was moved
postponed hosted Lima Peru Kigali Oslo, 5 May 12–14 June 2027 Thursday next year last month
It Dates:
"""
SENTENCES = st.lists(st.sampled_from(VOCABULARY.split()), max_size=40).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(SENTENCES)
def test_any_words_give_events_with_whole_dates(text: str) -> None:
    for event in extract_events_from_text(text, "2026-03-04"):
        assert event.name
        for date in (event.start_date, event.end_date):
            assert date is None or dt.date.fromisoformat(f"{date}-01-01"[:10])
        assert event.end_date is None or (event.start_date or "") <= event.end_date
