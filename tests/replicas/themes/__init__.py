"""Four markups of one model: each theme answers which pages there are and what they look like."""

from __future__ import annotations

from tests.replicas.themes.bare import Bare
from tests.replicas.themes.base import Theme
from tests.replicas.themes.block import Block
from tests.replicas.themes.old import Old
from tests.replicas.themes.soup import Soup

__all__ = ["THEMES", "Theme"]

THEMES: dict[str, type[Theme]] = {"block": Block, "old": Old, "soup": Soup, "bare": Bare}
