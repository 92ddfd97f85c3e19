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


@pytest.mark.parametrize(
    ("expression", "matching", "other"),
    [
        ("(read|see) more", ["read more", "see more"], ["read", "readsee more"]),
        ("(?:the )?(?:a|b(?:c|d))e", ["ae", "the ae", "bce", "the bde"], ["the", "be", "bc"]),
        ("((old|new) )?mine", ["mine", "old mine", "new mine"], ["old", "oldmine"]),
        ("(a|b)+c", ["ac", "abc"], ["c"]),
        ("(a|b){2}c", ["abc"], ["ac"]),
        ("(?=a)[ab]c", ["ac"], ["bc"]),
        (r"([|)]|\))x", ["|x", ")x"], ["x"]),
        ("(mine)?", ["", "mine"], ["m"]),
    ],
)
def test_what_begins_with_a_choice(expression: str, matching: list[str], other: list[str]) -> None:
    pattern = re.compile(one_of([expression, "zinc"]))
    assert [text for text in [*matching, "zinc", *other] if pattern.fullmatch(text)] == [
        *matching,
        "zinc",
    ]


def test_each_first_letter_stands_on_the_top_level() -> None:
    """A text with another first letter is left at once: this is what the module is for."""
    assert one_of(["(read|see) more", "send"]) == "(?:r(?:ead more)|s(?:ee more|end))"
