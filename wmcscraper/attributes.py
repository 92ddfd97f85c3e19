"""Tags with more attributes than a page can mean, cut before the parser sees them.

The parser compares each attribute of a tag with all before it: a hundred thousand of them, which
fit into one small page, take it minutes.
"""

from __future__ import annotations

import re

__all__ = ["cut_attributes"]

_MOST = 1_000
"""Attributes that a tag keeps; the longest real ones have a few dozen."""
_LEAST_PAGE = 100_000
"""Smaller pages can't hold enough of them to matter."""
_LONG_TAG = 3 * _MOST
# As HTML's tokenizer reads them. Every part is possessive: no byte is looked at twice.
_ATTRIBUTE = rb"""[\s/]*+=?[^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ONE = re.compile(_ATTRIBUTE)
_TAG = re.compile(rb"<(?:!--|([a-zA-Z][^\s/>]*+)(?:(?!>)(?=.)" + _ATTRIBUTE + rb")*+>?)", re.DOTALL)
_RAW_TEXT = frozenset((b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noframes"))
# Tags of the usual kind, one after the other with the text between them, which takes half of the
# time that it takes to look at them one by one: none is longer than it may be, and none is a
# comment's or one of _RAW_TEXT. The usual attribute is tried first, the usual first letter, too.
_USUAL = re.compile(
    rb"(?:<(?:(?![a-zA-Z!])|(?:[a-hj-mo-ru-wyzA-HJ-MO-RU-WYZ]"
    rb"|(?!(?i:script|style|textarea|title|xmp|iframe|noframes))[a-zA-Z])[^\s/>]*+"
    rb'(?: [a-zA-Z-]++="[^"]*+"){0,200}+(?:(?!>)(?=.)' + _ATTRIBUTE + rb"){0,800}+>)[^<]*+)*+",
    re.DOTALL,
)


def cut_attributes(html: bytes) -> bytes:
    """``html`` with the first 1,000 attributes of each tag."""
    if len(html) < _LEAST_PAGE:
        return html
    parts: list[bytes] = []
    kept = 0
    lower = html.lower()
    position = html.find(b"<")
    while position >= 0:
        if usual := _USUAL.match(html, position):
            position = usual.end()
        match = _TAG.match(html, position)
        if match is None:  # the end, or '<!doctype'
            position = html.find(b"<", position + 1)
            continue
        position = match.end()
        if match[1] is None:
            position = html.find(b"-->", position)
        else:
            if position - match.start() > _LONG_TAG:
                stop = _end_of_attributes(html, match.end(1), position)
                if stop < position:
                    parts += [html[kept:stop], b">"]
                    kept = position
            name = match[1].lower()
            if name in _RAW_TEXT:
                position = lower.find(b"</" + name, position)
        if position >= 0:
            position = html.find(b"<", position)
    return b"".join([*parts, html[kept:]]) if parts else html


def _end_of_attributes(html: bytes, start: int, end: int) -> int:
    """Where the last attribute ends that a tag keeps; ``end`` where it keeps all."""
    for _ in range(_MOST):
        match = _ONE.match(html, start, end)
        if match is None or match.end() == start or html[match.end() : match.end() + 1] == b">":
            return end
        start = match.end()
    return start
