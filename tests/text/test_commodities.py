"""One name for each commodity, and percentages that are grades."""

from __future__ import annotations

import pytest

from wmcscraper.text.commodities import commodity_of, is_commodity


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Au", "gold"),
        ("Gold output", "gold"),
        ("gold equivalent", "gold equivalent"),
        ("AuEq", "gold equivalent"),
        ("rare earth oxides", "rare earth oxides"),
        ("contained TREO", "rare earth oxides"),
        ("NdPr oxide", "NdPr"),
        ("sintered NdFeB magnets", "rare earth magnets"),
        ("Iron ore shipments", "iron ore"),
        ("co", None),
        ("employees", None),
        (None, None),
        ("", None),
    ],
)
def test_commodity_of(subject: str | None, name: str | None) -> None:
    assert commodity_of(subject) == name


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Cu", True),
        ("copper", True),
        ("Li2O", True),
        ("eU3O8", True),
        ("PDO2X", False),
        ("of", False),
    ],
)
def test_is_commodity(word: str, expected: bool) -> None:
    assert is_commodity(word) is expected
