"""Which extraction made a row."""

from __future__ import annotations

__all__ = ["EXTRACTOR"]

EXTRACTOR = "1"
"""Version of the extraction; a new one may read an old page differently."""
