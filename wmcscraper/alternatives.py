"""Many expressions as one, so that most texts are left at their first letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["one_of"]

# One letter that must stand there, and no choice on the top level behind it.
_LETTER = re.compile(r"[^\W\d_](?![?*{])")


def one_of(expressions: Iterable[str]) -> str:
    """The source of an expression that matches where one of ``expressions`` does.

    Those with one first letter stand together, so that a text with another one passes them all.
    """
    by_letter: dict[str, list[str]] = {}
    others: list[str] = []
    for expression in expressions:
        if _LETTER.match(expression) and not _is_choice(expression):
            by_letter.setdefault(expression[0], []).append(expression[1:])
        else:
            others.append(expression)
    letters = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()]
    return f"(?:{'|'.join([*letters, *others])})"


def _is_choice(expression: str) -> bool:
    """Whether a '|' stands outside of all brackets, or may do so."""
    depth = 0
    for character in re.sub(r"\\.|\[\^?\]?[^\]]*\]", "", expression):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            return True
    return False
