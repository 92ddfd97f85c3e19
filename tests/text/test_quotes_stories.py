"""Whole stories, written for this project, with what is said in them: a floor for the score."""

import json
from pathlib import Path

import pytest

from wmcscraper.text.quotes import extract_quotes

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("language", "least"), [("en", 40), ("es", 50)], ids=["English", "Spanish"]
)
@pytest.mark.parametrize("told", [True, False], ids=["language told", "language found"])
def test_stories(language: str, least: int, told: bool) -> None:
    lines = (DATA / f"quotes_{language}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = found = right = roles = named = negatives = 0
    for story in map(json.loads, lines):
        got = {q.start: q for q in extract_quotes(story["text"], language if told else None)}
        negatives += sum(n in {q.text for q in got.values()} for n in story["negatives"])
        for quote in story["quotes"]:
            gold += 1
            named += quote["role"] is not None
            match = got.get(quote["start"])
            if match and match.end == quote["end"]:
                found += 1
                right += match.speaker == quote["speaker"]
                roles += quote["role"] is not None and match.role == quote["role"]
    assert gold >= least
    assert found / gold >= 0.97
    assert right / gold >= 0.95
    assert roles / named >= 0.93
    assert negatives == 0
