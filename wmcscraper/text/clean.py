"""White space and characters that have no place in text."""

from __future__ import annotations

import re

__all__ = ["clean", "strip_control"]

# C0 and C1 controls except tab, newline and carriage return (U+0085 NEL becomes a space with the
# other white space), noncharacters, and lone surrogates, which neither SQLite nor UTF-8 can hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
# Soft hyphens, zero-width and direction marks: invisible, and they split words for a search.
# ZWJ and ZWNJ (U+200C/D) stay, as Persian and Indic scripts need them.
_INVISIBLE = re.compile("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def strip_control(text: str) -> str:
    """``text`` without control characters; what stands after them is kept."""
    return _CONTROL.sub("", text)


def clean(text: str | None) -> str:
    """One line of visible text: no control or invisible characters, single spaces, no ends."""
    if not text:
        return ""
    # Two of three texts are clean as they are; to cut up and join all takes a quarter longer.
    if text.isprintable() and "  " not in text and text[0] != " " and text[-1] != " ":
        return text
    line = " ".join(text.split())
    if line.isprintable():  # hardly any text is not, and this costs a tenth of a look for each kind
        return line
    return " ".join(_INVISIBLE.sub("", _CONTROL.sub("", line)).split())
