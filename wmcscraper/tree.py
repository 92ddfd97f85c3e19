"""A page's elements in order of reading, read from the parser's tree once.

Each look at an element through lxml makes a Python object, and again its tag, its text and every
attribute. The fields look at all elements many times, so one walk keeps what they look at.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import Any

from wmcscraper.limits import MOST_ELEMENTS

__all__ = ["Step", "Tree"]

Step = tuple[Any, str, "dict[str, str] | None", "str | None"]
"""An element that starts: the element, its tag, its attributes and the text behind its tag; or one
that ends: the element, its tag, None and the text that follows it."""

# Long texts that nothing shows; a drawing's parts are no elements of the page.
_UNREAD = frozenset({"script", "style", "svg"})
_MARKS = frozenset({"itemprop", "itemscope", "itemtype", "property"})
_NO_ATTRIBUTES: dict[str, str] = {}


class Tree:
    """The elements of a document; of scripts, styles and drawings only that they are there.

    Of a document with more than ``MOST_ELEMENTS`` those that come first, each with its end.
    """

    __slots__ = ("_by_tag", "marked", "steps")

    def __init__(self, root: Any) -> None:
        steps: list[Step] = []
        add = steps.append
        marked: list[Any] = []
        is_unmarked = _MARKS.isdisjoint
        by_tag: defaultdict[str, list[Any]] = defaultdict(list)
        # The innermost open element, its tag (None inside of what is not read), and those around
        # it. The parser's own walk with starts and ends takes four times as long as this one.
        inner: Any = None
        inner_tag: str | None = None
        around: list[tuple[Any, str | None]] = []
        walk = root.iter()
        for element in islice(walk, MOST_ELEMENTS):
            above = element.getparent()
            while inner is not above:
                if inner_tag is not None:
                    add((inner, inner_tag, None, inner.tail))
                inner, inner_tag = around.pop()
            around.append((inner, inner_tag))
            inner = element
            if above is not None and (inner_tag is None or inner_tag in _UNREAD):
                inner_tag = None
                continue
            tag = element.tag
            if not isinstance(tag, str):
                tag = "span"  # an entity that HTML does not know: shown as written
            inner_tag = tag
            by_tag[tag].append(element)
            if tag in _UNREAD:
                add((element, tag, _NO_ATTRIBUTES, None))
            else:
                attributes = _NO_ATTRIBUTES
                if items := element.items():
                    attributes = dict(items)
                    if not is_unmarked(attributes):
                        marked.append(element)
                add((element, tag, attributes, element.text))
        is_whole = next(walk, None) is None
        while around:
            if inner_tag is not None:
                add((inner, inner_tag, None, inner.tail if is_whole else None))
            inner, inner_tag = around.pop()
        self.steps = steps
        """Every start and every end of an element, in order of reading."""
        self.marked = marked
        """Every element that is an item or a property, by microdata or RDFa, in order."""
        self._by_tag = dict(by_tag)

    def all(self, tag: str) -> list[Any]:
        """The elements with one tag, in order."""
        return self._by_tag.get(tag, [])
