"""A few seconds of what ``make fuzz`` does for minutes; hypothesis shrinks what it finds."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import targets
from tests.fuzz.patterns import patterns, pumps

_PIECES = {"sitemap": targets.XML, "feed": targets.XML, "addresses": targets.URL}
_BYTES = {"sitemap", "feed", "extract_article", "Page"}
_QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@pytest.mark.parametrize("name", targets.TARGETS)
@_QUICK
@given(seed=st.integers(0, 2**32))
def test_made_inputs(name, seed):
    target = targets.TARGETS[name]
    target.call(target.make(Random(seed)))


@pytest.mark.parametrize(
    "name",
    ["extract_article", "extract_events", "extract_quotes", "extract_figures", "dates", "sitemap",
     "feed", "addresses", "Page", "extract_events_from_text"],
)  # fmt: skip
@_QUICK
@given(data=st.data())
def test_any_text_and_pieces(name, data):
    pieces = _PIECES.get(name, targets.HTML + targets.TEXT)
    text = data.draw(
        st.text() | st.lists(st.sampled_from(pieces), max_size=80).map("".join), label="text"
    )
    value = text.encode("utf-8", "replace") if name in _BYTES else text
    targets.TARGETS[name].call(value)


def test_every_pattern_meets_its_own_literals():
    """No time is measured: a pattern of exponential cost does not come back."""
    found = patterns()
    assert len(found) > 200
    for _, pattern in found:
        for pump in pumps(pattern):
            text = pump * (120 // len(pump)) + "\0"
            value = text.encode() if isinstance(pattern.pattern, bytes) else text
            assert isinstance(list(pattern.finditer(value)), list)
            assert pattern.match(value) is None or isinstance(pattern.match(value), re.Match)
