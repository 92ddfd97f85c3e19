"""Quotation marks: which stretches of a text stand between them.

A paragraph ends at a blank line, or at a line break after the end of a sentence. A mark that is
never closed reaches to the end of its paragraph, unless the next paragraph opens with a mark:
then the speech goes on there, as newspapers print it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Span", "find_spans", "paragraphs"]


@dataclass(slots=True)
class Span:
    """A stretch between quotation marks."""

    start: int
    """Offset of the first character inside the marks."""
    end: int
    """Offset after the last character inside the marks."""
    outer_start: int
    """Offset of the opening mark."""
    outer_end: int
    """Offset after the closing mark; equals ``end`` where the mark is missing."""
    closed: bool = True
    """Whether a closing mark ends it."""


# Begun by its line break: a search skips to those, and costs a tenth.
_BREAK = re.compile(r"\n(?:[^\S\n]*\n\s*|(?<=[.!?:\"”»…]\n))")
_DOUBLE = re.compile("[\"“”„‟«»＂]|''|``")
_SINGLE = re.compile(r"[‘’‚‛'‹›]")
_OPENERS = frozenset("\"“”„‟«»＂‘‚‛'`‹")
_BRACKETS = frozenset("([{¡¿—–-/")
_STOPS = frozenset(".,!?…;:")
_AFTER = frozenset(",.;")
_SPOKEN_SPACES = 2
# A span may open one level inside another ("the old "Discovery" vein"); deeper is bad markup.
_DEPTH = 3


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs of ``text``, in order, none of them empty."""
    start = 0
    for match in _BREAK.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def find_spans(text: str, paras: list[tuple[int, int]] | None = None) -> list[Span]:
    """The outermost spans between quotation marks, in order of their start.

    Double marks of any kind are taken first. Single marks count only in a text whose speech is
    mostly set in them, because elsewhere they are apostrophes, nested or ironic.
    """
    if paras is None:
        paras = list(paragraphs(text))
    spans = _pair(text, paras, list(_DOUBLE.finditer(text)))
    singles = [m for m in _SINGLE.finditer(text) if not _inside_word(text, m.start())]
    if len(singles) > 1:
        found = _pair_singles(text, paras, singles)
        if sum(_spoken(text, s) for s in found) > sum(_spoken(text, s) for s in spans):
            spans = _merge(found, spans)
    return spans


def _spoken(text: str, span: Span) -> bool:
    """Whether a span looks like speech: several words, a stop at its end or right after it."""
    stopped = text[span.end - 1] in _STOPS or text[span.outer_end : span.outer_end + 1] in _AFTER
    return stopped and text.count(" ", span.start, span.end) >= _SPOKEN_SPACES


def _merge(first: list[Span], second: list[Span]) -> list[Span]:
    """Both lists in order, without what overlaps something that starts earlier."""
    merged: list[Span] = []
    end = -1
    for span in sorted(first + second, key=lambda s: s.outer_start):
        if span.outer_start >= end:
            merged.append(span)
            end = span.outer_end
    return merged


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _looks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether the mark at ``start`` could open, and whether it could close, by its neighbours."""
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    free_before = before.isspace() or before in _BRACKETS or before in _OPENERS
    free_after = after.isspace() or not after.isalnum()
    return free_before and not after.isspace(), free_after and not before.isspace()


def _double_role(text: str, mark: str, start: int, end: int, opened: str | None) -> str:
    """'open', 'close' or '' (no mark at all) for one double mark."""
    opens, closes = _looks(text, start, end)
    if mark in "«»":
        if opened in ("«", "»"):
            return "close" if mark != opened or closes else "open"
        return "open" if mark == "«" or opens else ""
    if mark in "„‟":
        return "open"
    if mark == "“":
        if opened == "„" or (opened and closes and not opens):
            return "close"
        return "open"
    if mark == "”":
        if opened:
            return "close"
        return "open" if opens and not closes else ""
    if opens and not closes:
        return "open"
    if closes and not opens:
        if not opened:
            return ""
        return "close"
    return "close" if opened else "open"


def _is_inch(text: str, marks: list[re.Match[str]], i: int, para_end: int, opened: bool) -> bool:
    """Whether a straight mark after a digit measures inches (or seconds)."""
    at = marks[i].start()
    if marks[i][0] not in ('"', "''", "”") or not at or not text[at - 1].isdigit():
        return False
    if not opened:
        return True
    # Inside speech a closing mark must still come: an odd number of marks is left if this is none.
    left = 0
    for match in marks[i + 1 : i + 12]:
        if match.start() >= para_end:
            break
        left += not text[match.start() - 1].isdigit()
    return left % 2 == 1


def _pair(text: str, paras: list[tuple[int, int]], marks: list[re.Match[str]]) -> list[Span]:
    spans: list[Span] = []
    i, total = 0, len(marks)
    carried: tuple[int, int, str] | None = None
    for number, (_, para_end) in enumerate(paras):
        stack: list[tuple[int, int, str]] = []
        if carried is not None:
            stack.append(carried)
            carried = None
            # the mark that opens this paragraph only repeats that the speech goes on
            i += 1
        inner: list[Span] = []
        while i < total and marks[i].start() < para_end:
            match = marks[i]
            start, end = match.span()
            opened = stack[-1][2] if stack else None
            if _is_inch(text, marks, i, para_end, bool(stack)):
                i += 1
                continue
            role = _double_role(text, match[0], start, end, opened)
            i += 1
            if role == "open" and len(stack) < _DEPTH:
                stack.append((start, end, match[0]))
            elif role == "close" and stack:
                open_start, open_end, _ = stack.pop()
                span = Span(open_end, start, open_start, end)
                (inner if stack else spans).append(span)
        if not stack:
            continue
        # What still lies open: all but the last mark lack their partner.
        following = paras[number + 1] if number + 1 < len(paras) else None
        # A phrase that begins in lower case is part of a sentence: its mark was forgotten.
        broken = text[stack[-1][1] : stack[-1][1] + 1].islower()
        if (
            following
            and i < total
            and not broken
            and _resumes(text, following[0], marks[i], stack[-1][2])
        ):
            carried = stack.pop()
        spans += _unclosed(stack, inner, para_end if carried is None else carried[0])
    if carried is not None:
        spans.append(Span(carried[1], paras[-1][1], carried[0], paras[-1][1], closed=False))
    spans.sort(key=lambda s: s.outer_start)
    return [_trim(text, s) for s in spans if s.end > s.start]


def _resumes(text: str, para_start: int, mark: re.Match[str], opened: str) -> bool:
    """Whether a paragraph begins with a mark that repeats the one still open."""
    if text[para_start : mark.start()].strip():
        return False
    return mark[0] == opened or (mark[0] in '"“' and opened in '"“') or mark[0] in "»”"


def _unclosed(stack: list[tuple[int, int, str]], inner: list[Span], end: int) -> list[Span]:
    """Spans for marks that never close, each up to the next mark, and the pairs among them."""
    found = []
    edges = sorted([s.outer_start for s in inner] + [o[0] for o in stack] + [end])
    for start, inside, _ in stack:
        stop = next((e for e in edges if e > start), end)
        found.append(Span(inside, stop, start, stop, closed=False))
    if stack:
        found += inner
    return found


def _pair_singles(
    text: str, paras: list[tuple[int, int]], marks: list[re.Match[str]]
) -> list[Span]:
    """Spans between single marks, told from apostrophes by what stands around them."""
    spans: list[Span] = []
    i, total = 0, len(marks)
    for _, para_end in paras:
        while i < total and marks[i].start() < para_end:
            start = marks[i].start()
            opens, closes = _looks(text, start, start + 1)
            i += 1
            if not opens or closes or text[start] == "’":
                continue
            j, best, weak, rank = i, -1, -1, 0
            while j < total and marks[j].start() < para_end:
                at = marks[j].start()
                can_open, can_close = _looks(text, at, at + 1)
                if can_open and not can_close and text[at] != "’":
                    break
                if can_close and text[at] != "‘":
                    if text[at - 1] in _STOPS:
                        best = j
                        break
                    # a plural's apostrophe (workers') is the last to be taken for a closing mark
                    own = 3 if text[at + 1 : at + 2] in _AFTER else 2 if text[at - 1] != "s" else 1
                    if own > rank:
                        weak, rank = j, own
                j += 1
            chosen = best if best >= 0 else weak
            if chosen >= 0:
                close = marks[chosen].start()
                spans.append(Span(start + 1, close, start, close + 1))
                i = chosen + 1
    return [_trim(text, s) for s in spans if s.end > s.start]


def _trim(text: str, span: Span) -> Span:
    """``span`` without white space (French « … ») or stray marks at its inner ends."""
    while span.start < span.end and (text[span.start].isspace() or text[span.start] in '"“'):
        span.start += 1
    while span.end > span.start and (
        text[span.end - 1].isspace() or (text[span.end - 1] in '"”' and not span.closed)
    ):
        span.end -= 1
    return span
