"""A page's elements in order of reading, read from the parser's tree once.

Each look at an element through lxml makes a Python object, and again its tag, its text and every
attribute. The fields look at all elements many times, so one walk keeps what they look at.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from lxml import etree

__all__ = ["Step", "Tree"]

Step = tuple[Any, str, "dict[str, str] | None", "str | None"]
"""An element that starts: the element, its tag, its attributes and the text behind its tag; or one
that ends: the element, its tag, None and the text that follows it."""

# Long texts that nothing shows; a drawing's parts are no elements of the page.
_UNREAD = frozenset({"script", "style", "svg"})
_NO_ATTRIBUTES: dict[str, str] = {}


class Tree:
    """The elements of a document; of scripts, styles and drawings only that they are there."""

    __slots__ = ("_by_tag", "names", "steps")

    def __init__(self, root: Any) -> None:
        steps: list[Step] = []
        names: set[str] = set()
        by_tag: defaultdict[str, list[Any]] = defaultdict(list)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if not isinstance(tag, str):
                tag = "span"  # an entity that HTML does not know: shown as written
            if event == "end":
                steps.append((element, tag, None, element.tail))
            elif tag in _UNREAD:
                steps.append((element, tag, _NO_ATTRIBUTES, None))
                by_tag[tag].append(element)
                if tag == "svg":
                    walk.skip_subtree()
            else:
                if items := element.items():
                    attributes = dict(items)
                    names.update(attributes)
                else:
                    attributes = _NO_ATTRIBUTES
                steps.append((element, tag, attributes, element.text))
                by_tag[tag].append(element)
        self.steps = steps
        """Every start and every end of an element, in order of reading."""
        self.names = names
        """Every name of an attribute."""
        self._by_tag = dict(by_tag)

    def all(self, tag: str) -> list[Any]:
        """The elements with one tag, in order."""
        return self._by_tag.get(tag, [])
