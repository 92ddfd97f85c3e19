"""Lengths of time as people write them."""

from __future__ import annotations

import pytest

from wmcscraper.ops.durations import seconds_of, words_of


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, 0), ("", 0), (0, 0), ("0", 0), (90, 90), ("90", 90), ("1.5", 1.5), ("90s", 90),
        ("90m", 5400), ("2h", 7200), ("2 H", 7200), ("1h30m", 5400), ("1h 30m", 5400),
        ("1d", 86_400), ("0.5h", 1800),
    ],
)  # fmt: skip
def test_seconds(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    "text", ["2 hours", "-5", "h", "1h1h", "1e9", "٣h", "2h;", "1h-30m", "nan"]
)
def test_what_is_no_length_of_time(text):
    with pytest.raises(ValueError, match="1h30m"):
        seconds_of(text)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0s"), (59.6, "1m"), (5400, "1h30m"), (90_061, "1d1h1m1s")]
)
def test_words(seconds, words):
    assert words_of(seconds) == words
