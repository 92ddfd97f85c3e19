"""Lists of readers' comments, told by their wording where no name tells them.

Each comment begins with who wrote it ('Ada Lind says:') or ends with a button ('Reply'). Parts in a
row that do so, and hold nearly all the text of what surrounds them, are such a list. A story whose
paragraphs are no such parts is left alone, whatever words it has.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import accumulate

from wmcscraper.alternatives import one_of
from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.boilerplate import Role

__all__ = ["mark_replies"]

_DATA = tomllib.loads(
    files("wmcscraper.fields").joinpath("data", "replies.toml").read_text("utf-8")
)
_BUTTONS = frozenset(word for words in _DATA["buttons"].values() for word in words)
_SAYS = re.compile(
    rf"(?<!\w){one_of([word for words in _DATA['says'].values() for word in words])}\s?:$"
)
_LONGEST_BUTTON = max(map(len, _BUTTONS))
_LONGEST_LINE = 90
# Comments are seldom longer than this; a column with a story in it is.
_LONGEST_COMMENT = 1_500
# One comment looks like anything else.
_FEWEST = 2
# The comments hold this share of the text in what surrounds them.
_SHARE = 0.8


def mark_replies(nodes: list[Node], segments: list[Segment]) -> None:
    """Give lists of comments their role.

    Wants ``prose`` of segments and nodes filled in.
    """
    cues = {at: says for at, s in enumerate(segments) if (says := _cue(s.text)) is not None}
    if len(cues) < _FEWEST:
        return
    first_line, first_cue = _firsts(nodes, segments, cues)
    read = list(accumulate((s.prose for s in segments), initial=0.0))
    comments: dict[tuple[int, str], list[Node]] = {}
    for node in nodes:
        cue = first_cue[node.index]
        if cue >= 0 and node.parent is not None:
            ahead = read[cue] - read[first_line[node.index]]
            if ahead <= (0 if cues[cue] else _LONGEST_COMMENT):
                comments.setdefault((node.parent.index, node.tag), []).append(node)
    for (above, _), row in comments.items():
        if len(row) >= _FEWEST and sum(n.prose for n in row) >= _SHARE * nodes[above].prose:
            nodes[above].role = Role.REPLIES


def _cue(text: str) -> bool | None:
    """Whether a line names a comment's writer (True) or is its button (False); else None."""
    if text[-1] == ":":
        is_said = len(text) <= _LONGEST_LINE and _SAYS.search(text.lower())
        return True if is_said else None
    return False if len(text) <= _LONGEST_BUTTON and text.lower() in _BUTTONS else None


def _firsts(
    nodes: list[Node], segments: list[Segment], cues: dict[int, bool]
) -> tuple[list[int], list[int]]:
    """By node, the first line and the first cue below it; -1 where there is none."""
    first_line, first_cue = [-1] * len(nodes), [-1] * len(nodes)
    for at in range(len(segments) - 1, -1, -1):
        index = segments[at].node.index
        first_line[index] = at
        if at in cues:
            first_cue[index] = at
    for node in reversed(nodes):
        if node.parent is not None:
            above = node.parent.index
            for first in (first_line, first_cue):
                if first[node.index] >= 0 and not 0 <= first[above] < first[node.index]:
                    first[above] = first[node.index]
    return first_line, first_cue
