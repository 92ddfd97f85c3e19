"""Trees that are too deep for the parser: it drops all that follows, so they are made flatter."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["flatten", "is_cut"]

# The parser gives up at 2048 levels; browsers nest no deeper than 512.
_GIVES_UP = 2040
_LIMIT = 400
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
# An open one of these is closed by the next: they don't nest deeper, however many there are.
_SELF_CLOSING = frozenset(("p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody"))


def is_cut(root: Any) -> bool:
    """Whether the parser gave up below ``root``: its last branch is as deep as trees can be."""
    depth, node = 0, root
    while len(node):
        node = node[-1]
        depth += 1
    return depth >= _GIVES_UP


def flatten(html: str) -> str:
    """``html`` without the tags that open more than 400 levels; all text is kept."""
    depth = dropped = 0
    parts: list[str] = []
    end = 0
    for match in _TAG.finditer(html):
        closing, name, rest = match[1], match[2].lower(), match[3]
        parts.append(html[end : match.start()])
        end = match.end()
        if name in _VOID or rest.endswith("/") or (name in _SELF_CLOSING and depth < _LIMIT):
            parts.append(match[0])
        elif closing:
            if dropped:
                dropped -= 1
                parts.append(" ")
            else:
                depth = max(0, depth - 1)
                parts.append(match[0])
        elif depth >= _LIMIT and name not in ("p", "h1", "h2", "h3", "script", "style"):
            dropped += 1
            parts.append(" ")
        else:
            depth += name not in ("p", "h1", "h2", "h3", "script", "style")
            parts.append(match[0])
    parts.append(html[end:])
    return "".join(parts)
