"""Which parts that are named boilerplate are believed to be so, judged by the prose they hold."""

from __future__ import annotations

import re
from functools import lru_cache

from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.boilerplate import Role

__all__ = ["block_boilerplate", "free_inside"]

# Share of the page's prose that parts of one name must hold together for the name to be
# disbelieved: sites wrap stories in 'paywall', 'grid-item widget' or 'photo-caption-layout'.
# Words tell more than names: comments are the story only of a page without any other text.
_LIFT = {Role.SOFT: 0.4, Role.CAPTION: 0.6, Role.HARD: 0.85, Role.REPLIES: 1.0}
# A part that is named as the story's text frees the parts around it if it holds this share.
_CONTENT_SHARE = 0.25
# Inside the story, a softly named part with this many paragraphs and this share of its prose is
# text that a 'call to action' or a grid is wrapped around.
_FREE_PARAGRAPHS = 3
_FREE_SHARE = 0.1
# Its paragraphs have this many characters on average, as a story's have.
_FREE_LENGTH = 150
# These tell by their tag that they stand beside the text.
_BESIDE = frozenset({"aside", "footer", "form", "fieldset", "dialog"})
_DIGITS = re.compile(r"\d+")


def block_boilerplate(nodes: list[Node], total: float) -> None:
    """Set ``blocked`` on every node in boilerplate. ``node.prose`` counts all text, ``total`` too.

    Hard names are judged first, so that a long comment section does not set the measure by which
    the softer names are judged.
    """
    shares = _shares_by_name(nodes)
    hidden = 0.0
    for node in nodes:
        node.blocked = node.parent is not None and node.parent.blocked
        if not node.blocked and node.role in (Role.HARD, Role.REPLIES):
            node.blocked = shares[_key(node)] < _LIFT[node.role] * total
            hidden += node.prose if node.blocked else 0.0
    rest = total - hidden
    freed = _around_content(nodes, rest)
    for node in nodes:
        if node.parent is not None and node.parent.blocked:
            node.blocked = True
        elif not node.blocked and node.role in (Role.SOFT, Role.CAPTION):
            believed = shares[_key(node)] < _LIFT[node.role] * rest or not rest
            node.blocked = believed and node.index not in freed


def _key(node: Node) -> tuple[int, str, str]:
    """Parts with one key are judged together: same tag, same name but for its numbers."""
    return node.role, node.tag, _without_digits(node.name)


@lru_cache(maxsize=20_000)
def _without_digits(name: str) -> str:
    return _DIGITS.sub("", name)


def _shares_by_name(nodes: list[Node]) -> dict[tuple[int, str, str], float]:
    """Prose of all parts of one name, nested ones counted once."""
    shares: dict[tuple[int, str, str], float] = {}
    for node in nodes:
        if node.role >= Role.SOFT:
            key = _key(node)
            above = node.parent
            if (
                above is None
                or above.role != node.role
                or above.tag != node.tag
                or _key(above) != key
            ):
                shares[key] = shares.get(key, 0.0) + node.prose
            else:
                shares.setdefault(key, 0.0)
    return shares


def _around_content(nodes: list[Node], total: float) -> set[int]:
    """Indexes of the parts around the story's text, where some part is named so."""
    freed: set[int] = set()
    for node in nodes:
        if node.blocked or node.role != Role.CONTENT or not total:
            continue
        if node.prose >= _CONTENT_SHARE * total:
            above = node.parent
            while above is not None and above.index not in freed:
                freed.add(above.index)
                above = above.parent
    return freed


def free_inside(root: Node, nodes: list[Node], segments: list[Segment]) -> None:
    """Unblock parts below ``root`` whose soft name is belied by the paragraphs in them."""
    beside: dict[int, float] = {}
    for segment in segments:
        if segment.prose and segment.node.parent is not None:
            above = segment.node.parent.index
            beside[above] = beside.get(above, 0.0) + segment.prose
    count: dict[int, int] = {}
    prose: dict[int, float] = {}
    for segment in segments:
        if segment.prose and segment.node.blocked:
            top = segment.node
            while top.parent is not None and top.parent.blocked:
                top = top.parent
            count[top.index] = count.get(top.index, 0) + 1
            prose[top.index] = prose.get(top.index, 0.0) + segment.prose
    freed: set[int] = set()
    for node in nodes[root.index + 1 :]:
        if node.depth <= root.depth:
            break
        if node.parent is not None and node.parent.index in freed:
            if node.role < Role.HARD:
                node.blocked = False
                freed.add(node.index)
        elif (
            node.role == Role.SOFT
            and node.tag not in _BESIDE
            and count.get(node.index, 0) >= _FREE_PARAGRAPHS
            and prose[node.index] >= _FREE_SHARE * root.prose
            and prose[node.index] >= _FREE_LENGTH * count[node.index]
            and node.parent is not None
            and beside.get(node.parent.index, 0.0) >= _FREE_SHARE * root.prose
        ):
            node.blocked = False
            freed.add(node.index)
