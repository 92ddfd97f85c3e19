"""What the parser need not see of a page: scripts, styles, attributes and tags by the thousand.

Scripts and styles are more than half of most pages, and of few of them anything is read. And the
parser compares each attribute of a tag with all before it: a hundred thousand of them, which fit
into one page, take it minutes.
"""

from __future__ import annotations

import re
from itertools import islice

from wmcscraper.limits import MOST_TAGS

__all__ = ["trim"]

_MOST = 1_000
"""Attributes that a tag keeps; the longest real ones have a few dozen."""
_LONG_TAG = 3 * _MOST
_SHORTEST_TAG = 3  # '<p>'
_LEAST_PAGE = 100_000
"""Bytes: smaller pages can't hold enough attributes to matter, and are sooner parsed than cut."""
# As HTML's tokenizer reads them. Every part is possessive: no byte is looked at twice.
_ATTRIBUTE = rb"""[\s/]*+=?[^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ONE = re.compile(_ATTRIBUTE)
_NAMED = rb"[a-zA-Z][^\s/>]*+"
_ATTRIBUTES = rb"(?:(?!>)(?=.)" + _ATTRIBUTE + rb")*+>?"
_TAG = re.compile(
    rb"<(?:(!--)|("
    + _NAMED
    + rb")"
    + _ATTRIBUTES
    + rb"|/"
    + _NAMED
    + _ATTRIBUTES
    # '<!doctype', '<?php', '<![CDATA[', '</ ': to the next '>', whatever stands in it.
    + rb"|[!?/][^>]*+>?)",
    re.DOTALL,
)
_COMMENT_END = re.compile(rb"--!?>")
_START = re.compile(b"<")
# A value without quotation marks that takes the slash at its tag's end for its own: 'src=a/>'.
_SLASH_OF_VALUE = re.compile(rb"=\s*+[^\s>\"'][^\s>]*$")
# What ends each element whose text is no markup; behind a comment that begins in a script its end
# may be another one. A search by both cases of each letter takes half of the time that the page in
# lower case does.
_COMMENT = b"<!--"
_RAW_TEXT = {
    name: re.compile(
        b"<(?:/" + b"".join(b"[%c%c]" % (c, c - 32) for c in name) + rb"(?=[\s/>])|!--)"
    )
    for name in (b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noframes")
}
_UNREAD = frozenset((b"script", b"style"))
_JSON = re.compile(rb"json", re.IGNORECASE)
_DAY = re.compile(rb'"20\d\d-\d\d-\d\d')
# Tags of the usual kind, one after the other with the text between them, which takes half of the
# time that it takes to look at them one by one: none is longer than it may be, and none is a
# comment's or one of _RAW_TEXT. The usual attribute is tried first, the usual first letter, too.
_USUAL = re.compile(
    rb"(?:<(?:(?![a-zA-Z!?/])|/[a-zA-Z][^\s/>]*+>|(?:[a-hj-mo-ru-wyzA-HJ-MO-RU-WYZ]"
    rb"|(?!(?i:script|style|textarea|title|xmp|iframe|noframes))[a-zA-Z])[^\s/>]*+"
    rb'(?: [a-zA-Z-]++="[^"]*+"){0,200}+(?:(?!>)(?=.)' + _ATTRIBUTE + rb"){0,800}+>)[^<]*+)*+",
    re.DOTALL,
)


def trim(html: bytes) -> bytes:
    """A large page without the text of scripts and styles that nothing reads, with the first 1,000
    attributes of each tag, and up to its last tag that is read; a small one as it is."""
    if len(html) < _LEAST_PAGE:
        return html
    parts: list[bytes] = []
    kept = 0
    position = html.find(b"<")
    while position >= 0:
        if usual := _USUAL.match(html, position):
            position = usual.end()
        match = _TAG.match(html, position)
        if match is None:  # the end, or '<' as a sign
            position = html.find(b"<", position + 1)
            continue
        position = match.end()
        if match[1] is not None:  # '<!-->' is one, too
            end = _COMMENT_END.search(html, position - 2)
            position = end.start() if end else -1
        elif match[2] is not None:
            if position - match.start() > _LONG_TAG:
                stop = _end_of_attributes(html, match.end(2), position)
                if stop < position:
                    parts += [html[kept:stop], b">"]
                    kept = position
            name = match[2].lower()
            if (ends := _RAW_TEXT.get(name)) and not _is_closed(html, match):
                end = ends.search(html, position)
                is_sure = end is not None and end[0] != _COMMENT
                while end is not None and end[0] == _COMMENT:
                    end = ends.search(html, end.end())
                if end is None:  # the rest of the page is its text
                    break
                if is_sure and name in _UNREAD and not _is_read(html, match, end.start()):
                    parts.append(html[kept:position])
                    kept = end.start()
                position = end.start()
        if position >= 0:
            position = html.find(b"<", position)
    return _first_tags(b"".join([*parts, html[kept:]]) if parts else html)


def _first_tags(html: bytes) -> bytes:
    """``html`` up to the first tag that is one too many."""
    if len(html) < MOST_TAGS * _SHORTEST_TAG or html.count(b"<") <= MOST_TAGS:
        return html
    first_unread = next(islice(_START.finditer(html), MOST_TAGS, None))
    return html[: first_unread.start()]


def _is_read(html: bytes, tag: re.Match[bytes], end: int) -> bool:
    """Whether a script, whose text goes up to ``end``, holds what is read: JSON, or a day in data
    that it shows the page with."""
    return bool(_JSON.search(tag[0]) or _DAY.search(html, tag.end(), end))


def _is_closed(html: bytes, tag: re.Match[bytes]) -> bool:
    """Whether a tag ends with '/>', by which the parser takes any element for an empty one."""
    if not tag[0].endswith(b"/>"):
        return False
    last = b""
    position, end = tag.end(2), tag.end() - 1
    while position < end and (match := _ONE.match(html, position, end)) and match.end() > position:
        last, position = match[0], match.end()
    return _SLASH_OF_VALUE.search(last) is None


def _end_of_attributes(html: bytes, start: int, end: int) -> int:
    """Where the last attribute ends that a tag keeps; ``end`` where it keeps all."""
    for _ in range(_MOST):
        match = _ONE.match(html, start, end)
        if match is None or match.end() == start or html[match.end() : match.end() + 1] == b">":
            return end
        start = match.end()
    return start
