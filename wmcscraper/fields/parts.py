"""The parts that a story's paragraphs stand in, and how much of the story stands in each."""

from __future__ import annotations

from wmcscraper.fields.blocks import Node, Segment

__all__ = ["TABLE_PARTS", "Company", "holder"]

# The share of all the story's text that makes a part one of its main ones …
_MAIN_SHARE = 0.15
# … or this share of the part where most of it stands, as grids cut a story into many parts.
_MAIN_OF_MOST = 0.5
_LIST_PARTS = frozenset({"li", "ul", "ol", "dl", "dd", "dt", "p", "blockquote", "pre"}) | {
    f"h{level}" for level in range(1, 7)
}
TABLE_PARTS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table"})
_ROWLESS = _LIST_PARTS | TABLE_PARTS


class Company:
    """How much of the story stands in each part, and in all parts of one make."""

    def __init__(self, segments: list[Segment]) -> None:
        self.by_part: dict[int, float] = {}
        self.by_make: dict[tuple[str, str], float] = {}
        self.by_row: dict[tuple[int, str], float] = {}
        self.total = 0.0
        for segment in segments:
            if segment.prose:
                part = holder(segment)
                self.by_part[part.index] = self.by_part.get(part.index, 0.0) + segment.prose
                key = part.make
                self.by_make[key] = self.by_make.get(key, 0.0) + segment.prose
                if row := _row(segment):
                    self.by_row[row] = self.by_row.get(row, 0.0) + segment.prose
                self.total += segment.prose
        self.most = max((*self.by_part.values(), 0.0))

    def around(self, segment: Segment) -> float:
        """Running text in all parts of the make of the segment's, or in its row of parts."""
        part = holder(segment)
        if row := _row(segment):
            return max(self.by_part.get(part.index, 0.0), self.by_row.get(row, 0.0))
        return self.by_make.get(part.make, 0.0)

    def beside(self, segment: Segment) -> float:
        """As ``around``, where a place in the tree alone makes no company: for labels."""
        part = holder(segment)
        own = self.by_part.get(part.index, 0.0)
        row = _row(segment)
        if row is None and part.name:
            return self.by_make.get(part.make, 0.0)
        return max(own, self.by_row.get(row, 0.0) if row else 0.0)

    def is_main(self, segment: Segment) -> bool:
        """Whether the segment stands where a good share of the story stands."""
        return self.around(segment) >= min(_MAIN_SHARE * self.total, _MAIN_OF_MOST * self.most)


def holder(segment: Segment) -> Node:
    """The part that a paragraph stands in, above lists, quotes and table cells."""
    node = segment.node
    while node.parent is not None and (
        node.tag in _LIST_PARTS or (node.tag in TABLE_PARTS and segment.kind == "table")
    ):
        node = node.parent
    return node


def _row(segment: Segment) -> tuple[int, str] | None:
    """Parent and tag of a paragraph that is a part by itself and has no name: a bare <div>.

    Where all paragraphs are such parts, those of one parent are each other's company.
    """
    node = segment.node
    if node.parent is None or node.name or node.tag in _ROWLESS:
        return None
    return node.parent.index, node.tag
