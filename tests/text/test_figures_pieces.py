"""Whole pieces with gold, written for this project, and the floors their figures may not fall
below; and properties that hold for any text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wmcscraper.items import Figure
from wmcscraper.text.figures import extract_figures
from wmcscraper.text.tables import table
from wmcscraper.text.units import si_unit, to_si

PIECES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "figures.jsonl").read_text("utf-8").splitlines()
]
SEED_SENTENCES = (
    "By producing approximately 1,000 metric tons of NdFeB magnets annually starting in late 2025, "
    "Independence will supply magnets. In 2024, the company hit record production at Mountain "
    "Pass, including over 45,000 metric tons of rare earth oxides and 1,300 metric tons of NdPr "
    "oxide. The 27th World Mining Congress will be organized in 2026 in Peru. The 106th IOC/WMC "
    "meeting will be organized on September 18th 2025 in Jakarta, Indonesia."
)


def overlap(gold: dict[str, Any], figure: Figure) -> float:
    inner = min(gold["end"], figure.end) - max(gold["start"], figure.start)
    outer = max(gold["end"], figure.end) - min(gold["start"], figure.start)
    return inner / outer if inner > 0 else 0.0


def words(subject: str | None) -> set[str]:
    return {w.lower().rstrip("s") for w in (subject or "").split()}


def likeness(gold: str, found: str | None) -> float:
    a, b = words(gold), words(found)
    return 2 * len(a & b) / (len(a) + len(b))


def test_pieces_stay_above_their_floors() -> None:
    strict = predicted = total = bounds = subjects = periods = 0
    subject_sum = 0.0
    bounds_right = periods_right = periods_found = 0
    for piece in PIECES:
        figures = extract_figures(piece["text"])
        predicted += len(figures)
        for gold in piece["figures"]:
            total += 1
            best = max(figures, key=lambda f, g=gold: overlap(g, f))  # type: ignore[misc]
            found = best if overlap(gold, best) >= 0.5 else Figure(text="", value=-1)
            values = (found.value, found.value_max)
            wanted = (gold["value"], gold["value_max"])
            strict += values == pytest.approx(wanted) and found.unit == gold["unit"]
            if gold["modifier"]:
                bounds += 1
                bounds_right += found.modifier == gold["modifier"]
            if gold["subject"]:
                subjects += 1
                subject_sum += likeness(gold["subject"], found.subject)
            if gold["period"]:
                periods += 1
                periods_right += found.period == gold["period"]
            periods_found += found.period is not None
    assert total == 634
    assert 2 * strict / (predicted + total) >= 0.985
    assert bounds_right / bounds >= 0.98
    assert subject_sum / subjects >= 0.86
    assert 2 * periods_right / (periods + periods_found) >= 0.85


def test_the_three_figures_of_a_story_and_nothing_else() -> None:
    found = [
        (f.value, f.unit, f.modifier, f.subject, f.period) for f in extract_figures(SEED_SENTENCES)
    ]
    assert found == [
        (1000, "t", "approx", "NdFeB magnets", "annually"),
        (45000, "t", "min", "rare earth oxides", "2024"),
        (1300, "t", None, "NdPr oxide", "2024"),
    ]


VOCABULARY = """
1 2,5 1.234,5 1,234 12 2024 3/4 ½ % t g/t kt /t per tonne US$ $ € R £ - – to and or of , . : ( )
between from about over up million bn m km MW °C twenty-one one two a half thousand dozen hundred
copper Au people in by x × ± 10−5 1e-5 NI 43-101 +1 Q3 FY25 annually ≥
"""
PARTS = st.sampled_from([*VOCABULARY.split(), " ", "\u00a0", "\u2009", "\n"])
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(PARTS, max_size=30).map(" ".join),
    st.lists(PARTS, max_size=30).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_exact_offsets_and_si_values(text: str) -> None:
    end = 0
    for figure in extract_figures(text):
        assert figure.text == text[figure.start : figure.end] != ""
        assert figure.start >= end
        end = figure.end
        assert figure.value_max is None or figure.value_max >= figure.value
        if figure.value_si is not None:
            assert figure.unit is not None
            assert figure.si_unit == si_unit(figure.unit)
            assert figure.value_si == pytest.approx(to_si(figure.value, figure.unit))


UNITS = sorted(
    {
        u["symbol"]
        for kind in table("units").values()
        if "units" in kind
        for u in kind["units"]
        if isinstance(u, dict)
    }
)


@pytest.mark.parametrize("symbol", UNITS)
def test_every_unit_converts_to_si_and_back(symbol: str) -> None:
    zero, one, seven = (to_si(value, symbol) for value in (0.0, 1.0, 7.0))
    assert zero is not None
    assert one is not None
    assert seven is not None
    assert (seven - zero) / (one - zero) == pytest.approx(7.0)
    assert si_unit(symbol)


# What some of the project's units are called in Pint, whose factors are those of the standards.
IN_PINT = {
    "t": "metric_ton", "st": "short_ton", "lt": "long_ton", "oz": "troy_ounce",
    "koz": "kilotroy_ounce", "Mlb": "megapound", "ct": "carat", "100t": "hectometric_ton",
    "mi": "mile", "nmi": "nautical_mile", "ha": "hectare",
    "ft2": "foot**2", "mi2": "mile**2", "yd3": "yard**3", "mm3": "millimeter**3",
    "gal": "gallon", "bbl": "oil_bbl", "cup": "cup", "tbsp": "tablespoon", "ML": "megaliter",
    "MVA": "megavolt*ampere", "hp": "horsepower", "GWh": "gigawatt_hour", "kcal": "kilocalorie",
    "keV": "kiloelectron_volt", "MMBtu": "megaBtu", "year": "year", "month": "month",
    "week": "week", "°C": "degC", "K": "kelvin", "°F": "degF", "°": "degree", "psi": "psi",
    "atm": "atm", "mbar": "millibar", "kn": "knot", "pCi": "picocurie", "mM": "millimolar",
    "MB": "megabyte", "ppm": "ppm", "km3": "kilometer**3", "uSv": "microsievert",
    "Mohm": "megaohm",
}  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> Any:
    pint = pytest.importorskip("pint")
    return pint.UnitRegistry(cache_folder=None)


@pytest.mark.parametrize(("symbol", "name"), IN_PINT.items())
def test_factors_are_those_of_pint(registry: Any, symbol: str, name: str) -> None:
    unit = si_unit(symbol)
    assert unit
    target = "dimensionless" if unit == "1" else re.sub(r"(?<=m)([23])", r"**\1", unit)
    for value in (0.0, 1.0, 12.5):
        theirs = registry.Quantity(value, name).to(target).magnitude
        assert to_si(value, symbol) == pytest.approx(theirs, rel=1e-12)


def test_an_acre_is_a_part_of_the_square_mile() -> None:
    assert to_si(640.0, "ac") == to_si(1.0, "mi2")  # Pint's acre is the one of old surveys


def test_a_turn_a_minute_is_a_sixtieth_hertz() -> None:
    assert to_si(90.0, "rpm") == pytest.approx(1.5)


def test_prefixes_round_nothing() -> None:
    assert to_si(1.0, "kg") == 1.0
    assert to_si(1.0, "mL") == 1e-6
    assert to_si(1.0, "ng") == 1e-12
