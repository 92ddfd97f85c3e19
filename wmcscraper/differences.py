"""Two texts compared word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["Piece", "differences"]

_WORD = re.compile(r"\s+|\S+")
_SENTENCE = re.compile(r"(?<=[.!?…。]) (?=\S)")
_LONG = 6_000  # characters
_MOST_WORDS = 3_000
"""Beyond so many words a changed passage is shown as a whole: comparing takes their square."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or one of them."""

    kind: Literal["same", "gone", "new"]
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order: without the new ones they give ``before``, without those
    gone ``after``, to the last character.

    Paragraphs are compared first, then the sentences and then the words of those that differ, so
    that a text of ten thousand words takes no longer than a page.
    """
    pieces: list[Piece] = []
    for kind, old, new in _blocks(before.splitlines(True), after.splitlines(True)):
        if kind == "equal":
            pieces.append(Piece("same", "".join(old)))
            continue
        for same, some, others in _blocks(_sentences("".join(old)), _sentences("".join(new))):
            if same == "equal":
                pieces.append(Piece("same", "".join(some)))
            else:
                pieces += _words("".join(some), "".join(others))
    return _joined(pieces)


def _sentences(text: str) -> list[str]:
    """Sentences with the blank behind them; only of a long text, as words tell more exactly."""
    if len(text) < _LONG:
        return [text]
    return _SENTENCE.sub(" \x00", text).split("\x00")


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > 2 * _MOST_WORDS:
        yield from _changed(before, after)
        return
    for kind, some, others in _blocks(old, new):
        if kind == "equal":
            yield Piece("same", "".join(some))
        else:
            yield from _changed("".join(some), "".join(others))


def _changed(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("gone", before)
    if after:
        yield Piece("new", after)


def _blocks(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    # What begins and ends alike needs no comparison, and most of a corrected text does.
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    if start:
        yield "equal", old[:start], new[:start]
    middle, other = old[start : len(old) - end], new[start : len(new) - end]
    if middle or other:
        for kind, a, b, c, d in SequenceMatcher(None, middle, other).get_opcodes():
            yield kind, middle[a:b], other[c:d]
    if end:
        yield "equal", old[len(old) - end :], new[len(new) - end :]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Between two changes, blanks alone are no text that stayed: changes are read as phrases."""
    found: list[Piece] = []
    gone = new = ""
    for place, piece in enumerate(pieces):
        lonely = (
            piece.kind == "same"
            and piece.text.isspace()
            and "\n" not in piece.text
            and 0 < place < len(pieces) - 1
            and (gone or new)
            and pieces[place + 1].kind != "same"
        )
        if piece.kind == "gone" or lonely:
            gone += piece.text
        if piece.kind == "new" or lonely:
            new += piece.text
        if piece.kind == "same" and not lonely:
            found += _changed(gone, new)
            gone = new = ""
            before = found.pop().text if found and found[-1].kind == "same" else ""
            found.append(Piece("same", before + piece.text))
    return [*found, *_changed(gone, new)]
