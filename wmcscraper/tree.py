"""A page's elements in order of reading, read from the parser's tree once.

Each look at an element through lxml makes a Python object, and again its tag, its text and every
attribute. The fields look at all elements many times, so one walk keeps what they look at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from wmcscraper.limits import MOST_ELEMENTS

__all__ = ["Step", "Tree"]

Step = tuple[Any, str, "dict[str, str] | None", "str | None"]
"""An element that starts: the element, its tag, its attributes and the text behind its tag; or one
that ends: the element, its tag, None and the text that follows it."""

# Long texts that nothing shows; a drawing's parts are no elements of the page.
_UNREAD = frozenset({"script", "style", "svg"})
_NO_ATTRIBUTES: dict[str, str] = {}


class Tree:
    """The elements of a document; of scripts, styles and drawings only that they are there.

    Of a document with more than ``MOST_ELEMENTS`` those that come first, each with its end.
    """

    __slots__ = ("_by_tag", "names", "steps")

    def __init__(self, root: Any) -> None:
        steps: list[Step] = []
        names: set[str] = set()
        by_tag: defaultdict[str, list[Any]] = defaultdict(list)
        walk = etree.iterwalk(root, events=("start", "end"))
        event, element = "start", root
        for event, element in islice(walk, 2 * MOST_ELEMENTS):
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
        if event == "start" or element is not root:
            steps.extend(_ends(element if event == "start" else element.getparent()))
        self.steps = steps
        """Every start and every end of an element, in order of reading."""
        self.names = names
        """Every name of an attribute."""
        self._by_tag = dict(by_tag)

    def all(self, tag: str) -> list[Any]:
        """The elements with one tag, in order."""
        return self._by_tag.get(tag, [])


def _ends(element: Any) -> Iterator[Step]:
    """The ends of an element that is open and of all around it, without the text behind them."""
    while element is not None:
        yield element, element.tag if isinstance(element.tag, str) else "span", None, None
        element = element.getparent()
