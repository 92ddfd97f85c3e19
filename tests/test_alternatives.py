"""Many expressions as one."""

import re

import pytest

from wmcscraper.alternatives import one_of

EXPRESSIONS = ("ads?", "advert", "be?d", "x?yz", r"\d+ words", "cat|dog", "(?:e|f)g", "[|]h", "é")


@pytest.mark.parametrize(
    "text",
    ["ad", "ads", "advert", "bd", "bed", "xyz", "yz", "12 words", "cat", "dog", "eg", "|h", "é"],
)
def test_matches_what_one_of_them_matches(text: str) -> None:
    assert re.fullmatch(one_of(EXPRESSIONS), text)


@pytest.mark.parametrize("text", ["a", "b", "xz", "words", "catog", "e", "adog"])
def test_matches_nothing_else(text: str) -> None:
    assert not re.fullmatch(one_of(EXPRESSIONS), text)
