"""Words by which lines inside a story's own markup show that they are none of the story.

Four kinds. A label is a whole line ('Advertisement'). A lead starts a line that points elsewhere
or asks something of the reader ('Read more:', 'Sign up for'). A tail starts the part below the
story: it and all that follows it are left out ('About the author', 'Related articles').
A credit ends a picture's caption ('Photo by Jane Roe on Example').
The phrases are data: ``data/cues.toml``, by language.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from wmcscraper.alternatives import one_of

__all__ = ["is_credited", "is_label", "is_lead", "is_tail"]

# A lead starts a short line: a long paragraph that starts 'Follow the river' tells a story.
_LONGEST_LEAD = 320
_LONGEST_LABEL = 90
_LONGEST_CAPTION = 260
# A credit stands in the last words of a caption.
_CREDIT_END = 130


def is_label(text: str) -> bool:
    """Whether a whole line is a button's or a part's name: 'Advertisement', 'Image 1 of 5'."""
    return len(text) <= _LONGEST_LABEL and _LABELS.match(text.lower()) is not None


def is_lead(text: str) -> bool:
    """Whether a line points elsewhere, credits a picture, or asks something of the reader."""
    return len(text) <= _LONGEST_LEAD and _LEADS.match(text.lower()) is not None


def is_tail(text: str) -> bool:
    """Whether a short line starts the part below the story: 'Related articles'."""
    return len(text) <= _LONGEST_LABEL and _TAILS.match(text.lower()) is not None


def is_credited(text: str) -> bool:
    """Whether a line ends by naming a picture's source: 'The new mill. Source: Example Corp.'"""
    if len(text) > _LONGEST_CAPTION:
        return False
    end = text[-_CREDIT_END:].lower()
    # Hardly any line has such a word, and to look for all of them costs an eighth of the search.
    for word in _CREDIT_WORDS:
        if word in end:
            return _CREDITS.search(end) is not None
    return False


def _flat(table: dict[str, list[str]]) -> list[str]:
    return [phrase for phrases in table.values() for phrase in phrases]


def _compile(table: dict[str, list[str]], end: str) -> re.Pattern[str]:
    return re.compile(rf"[\W_]{{0,5}}{one_of(_flat(table))}{end}")


_TABLE = tomllib.loads(files("wmcscraper.fields").joinpath("data", "cues.toml").read_text("utf-8"))
# One expression for each kind; for text in lower case.
_LABELS = _compile(_TABLE["labels"], r"\W{0,5}$")
_LEADS = _compile(_TABLE["leads"], "")
_TAILS = _compile(_TABLE["tails"], "")
_CREDITS = re.compile("|".join(_flat(_TABLE["credits"])))
_CREDIT_WORDS = _flat(_TABLE["credit_words"])
