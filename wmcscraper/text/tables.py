"""The packaged word tables of this package, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["table"]


@cache
def table(name: str) -> dict[str, Any]:
    """``data/NAME.toml`` as a dictionary; it is shared, so do not change it."""
    source = files("wmcscraper.text").joinpath("data", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
