"""Builds tests/fixtures/site and tests/fixtures/expected from tests/fixtures/content.

``python -m tests.sample_site`` writes both; a test checks that what is committed is what it writes.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["CONTENT", "EXPECTED", "SITE"]

_FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
CONTENT = _FIXTURES / "content"
SITE = _FIXTURES / "site"
EXPECTED = _FIXTURES / "expected"
