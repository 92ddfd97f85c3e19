"""Which parts that are named boilerplate are believed to be so, judged by the prose they hold."""

from __future__ import annotations

import re

from wmcscraper.fields.blocks import Node
from wmcscraper.fields.boilerplate import Role

__all__ = ["block_boilerplate"]

# Share of the page's prose that parts of one name must hold together for the name to be
# disbelieved: sites wrap stories in 'paywall', 'grid-item widget' or 'photo-caption-layout'.
_LIFT = {Role.SOFT: 0.4, Role.CAPTION: 0.6, Role.HARD: 0.85}
# A part that is named as the story's text frees the parts around it if it holds this share.
_CONTENT_SHARE = 0.25
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
        if not node.blocked and node.role == Role.HARD:
            node.blocked = shares[_key(node)] < _LIFT[Role.HARD] * total
            hidden += node.prose if node.blocked else 0.0
    rest = total - hidden
    freed = _around_content(nodes, rest)
    for node in nodes:
        if node.parent is not None and node.parent.blocked:
            node.blocked = True
        elif not node.blocked and node.role in (Role.SOFT, Role.CAPTION):
            believed = shares[_key(node)] < _LIFT[node.role] * rest or not rest
            node.blocked = believed and node.index not in freed


def _key(node: Node) -> tuple[Role, str, str]:
    """Parts with one key are judged together: same tag, same name but for its numbers."""
    return node.role, node.tag, _DIGITS.sub("", node.name)


def _shares_by_name(nodes: list[Node]) -> dict[tuple[Role, str, str], float]:
    """Prose of all parts of one name, nested ones counted once."""
    shares: dict[tuple[Role, str, str], float] = {}
    for node in nodes:
        if node.role >= Role.SOFT:
            key = _key(node)
            above = node.parent
            if above is None or above.role != node.role or _key(above) != key:
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
