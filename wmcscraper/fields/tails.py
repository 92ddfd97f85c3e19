"""Where a story ends: the line that heads the part below it, or only a box inside it."""

from __future__ import annotations

from collections import defaultdict

from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.cues import is_tail
from wmcscraper.fields.parts import Company, holder

__all__ = ["without_tail"]

# A tail's heading is believed only below this share of the story.
_TAIL_FROM = 0.4
# Of the story's text, this share must follow in its main parts for a tail's line to head a box …
_GOES_ON = 0.15
# … more of it where the line heads running text ('About the author'), and not links alone …
_HEADED = 0.4
# … and a paragraph is enough, in characters, where it follows in the very part that the story
# stands in and the line does not: teasers hardly ever stand in between.
_GOES_ON_INSIDE = 120
_ELLIPSES = ("…", "...", "…]", "...]")


def without_tail(segments: list[Segment], company: Company) -> list[Segment]:
    """Without the part below the story, and without boxes in it that are headed like that part."""
    kept: list[Segment] = []
    dropped: Node | None = None
    progress = _Progress(segments)
    for index, segment in enumerate(segments):
        part = holder(segment)
        progress.passes(segment, part)
        if dropped is not None and part is dropped:
            continue
        late = progress.read >= _TAIL_FROM * company.total
        if not segment.prose and late and is_tail(segment.text):
            main = progress.main or part
            following = segments[index + 1] if index + 1 < len(segments) else None
            heads = following is not None and following.prose > 0 and holder(following) is main
            goes_on = progress.ahead(main) > (_HEADED if heads else _GOES_ON) * company.total or (
                part is not main and progress.ahead_inside(main) >= _GOES_ON_INSIDE
            )
            if not goes_on:
                return kept
            dropped = part if _kin(part) != _kin(main) else None
            continue
        progress.keeps(segment, part)
        kept.append(segment)
    return kept


class _Progress:
    """How much of the story was read in parts of each make, and how much is still to come."""

    def __init__(self, segments: list[Segment]) -> None:
        self.read = 0.0
        self.main: Node | None = None
        """The last part seen of the make in which most was read, the first of several."""
        self._most = 0.0
        self._read: dict[int | tuple[str, str], float] = {}
        # Each sum is kept rather than taken anew at each line that may begin a tail.
        self._ahead: defaultdict[int | tuple[str, str], float] = defaultdict(float)
        self._inside: defaultdict[int, float] = defaultdict(float)
        for segment in segments:
            if segment.prose:
                part = holder(segment)
                self._inside[part.index] += _told(segment)
                self._ahead[_kin(part)] += segment.prose

    def passes(self, segment: Segment, part: Node) -> None:
        """``segment`` is no longer still to come."""
        if segment.prose:
            self._inside[part.index] -= _told(segment)
            self._ahead[_kin(part)] -= segment.prose

    def keeps(self, segment: Segment, part: Node) -> None:
        """``segment`` is read as the story's."""
        if not segment.prose:
            return
        self.read += segment.prose
        key = _kin(part)
        amount = self._read[key] = self._read.get(key, 0.0) + segment.prose
        if amount > self._most:
            self.main, self._most = part, amount

    def ahead(self, part: Node) -> float:
        """Running text still to come in a part and in all of its make."""
        return self._ahead.get(_kin(part), 0.0)

    def ahead_inside(self, part: Node) -> float:
        """Running text still to come in a part itself, without teasers."""
        return self._inside.get(part.index, 0.0)


def _told(segment: Segment) -> float:
    """Running text that is no teaser: those are cut short."""
    return 0.0 if segment.text.endswith(_ELLIPSES) else segment.prose


def _kin(part: Node) -> int | tuple[str, str]:
    """What a part is counted with: all of its make, where that is more than a place in the tree;
    below the story, teasers stand in such places, too."""
    return part.make if part.name else part.index
