"""The story's own text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wmcscraper.fields.title import Title
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["Block", "Body", "extract"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the body."""

    text: str
    element: Any
    """The lxml element that holds it (several blocks may share one, split by <br>)."""
    kind: str = "paragraph"
    """paragraph, heading, item, quote or table."""


@dataclass(frozen=True, slots=True)
class Body:
    """The story's text, paragraph by paragraph."""

    blocks: tuple[Block, ...] = ()
    root: Any = None
    """The smallest lxml element that holds all blocks; None where the text came from metadata."""
    origin: str = "none"
    score: float = 0.0

    @property
    def text(self) -> str:
        """The paragraphs, with a blank line between them."""
        return "\n\n".join(block.text for block in self.blocks)


def extract(page: Page, title: Title) -> Body:
    """The running text below the headline."""
    blocks = []
    for element in page.root.iter("p", "h2", "h3"):
        if text := clean(element.text_content()):
            kind = "paragraph" if element.tag == "p" else "heading"
            blocks.append(Block(text, element, kind))
    return Body(tuple(blocks), page.root, "paragraphs", 0.1)
