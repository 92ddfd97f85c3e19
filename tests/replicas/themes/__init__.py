"""Four markups of one model: each theme answers which pages there are and what they look like."""

from __future__ import annotations

from tests.replicas.themes.bare import Bare
from tests.replicas.themes.base import Theme
from tests.replicas.themes.block import Block
from tests.replicas.themes.old import Old
from tests.replicas.themes.soup import Soup
from tests.replicas.themes.variants import Bare2, Block2, Old2, Soup2

__all__ = ["THEMES", "Theme"]

THEMES: dict[str, type[Theme]] = {
    "block": Block,
    "old": Old,
    "soup": Soup,
    "bare": Bare,
    "block2": Block2,
    "old2": Old2,
    "soup2": Soup2,
    "bare2": Bare2,
}
