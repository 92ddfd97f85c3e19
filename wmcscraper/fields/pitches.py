"""Prose beside a story that is known by its wording: what a site asks, and who wrote the story.

Both are believed only of prose that stands apart from the story: a story may tell of newsletters
and of journalists. The words are data: ``data/asides.toml``, by language.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from wmcscraper.alternatives import one_of

__all__ = ["is_life", "is_pitch"]

_DATA = tomllib.loads(files("wmcscraper.fields").joinpath("data", "asides.toml").read_text("utf-8"))


def _words(kind: str) -> list[str]:
    return [word for words in _DATA[kind].values() for word in words]


# Longer ones tell a story.
_LONGEST_PITCH = 700
_LONGEST_LIFE = 1_000
_LIFE_BEGINS = 200
_ASKS = re.compile(rf"(?<!\w){one_of(_words('asks'))}")
_ADDRESS = frozenset(_words("address"))
_WORD = re.compile(r"[^\W\d_]+")
_IS = re.compile(rf"(?:[^\W\d_][\w.’'-]*+ ){{1,4}}{one_of(_words('is'))} ")
_WRITES = re.compile(rf"(?<!\w){one_of(_words('writes'))}")


def is_pitch(text: str) -> bool:
    """Whether a paragraph asks something of the reader: to subscribe, to sign in, to agree."""
    if len(text) > _LONGEST_PITCH:
        return False
    lower = text.lower()
    return bool(_ASKS.search(lower)) and not _ADDRESS.isdisjoint(_WORD.findall(lower))


def is_life(text: str) -> bool:
    """Whether a paragraph says who the writer is: 'Ada Lind is a reporter with Osten News.'"""
    if len(text) > _LONGEST_LIFE or not text[0].isupper():
        return False
    lower = text[:_LIFE_BEGINS].lower()
    begun = _IS.match(lower)
    return begun is not None and _WRITES.search(lower, begun.end() - 1) is not None
