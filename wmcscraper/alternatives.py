"""Many expressions as one, so that most texts are left at their first letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["one_of"]

# One letter that must stand there.
_LETTER = re.compile(r"[^\W\d_](?![?*{])")
# A group whose choices can be written out, as what follows it is known: '(a|b)', '(?:a|b)?'.
_GROUP = re.compile(r"\((?:\?:|(?!\?))")
_REPEATED = ("*", "+", "{")
# What a '|' or a bracket is part of: an escape, a class of characters.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]|.", re.DOTALL)


def one_of(expressions: Iterable[str]) -> str:
    """The source of an expression that matches where one of ``expressions`` does.

    Those with one first letter stand together, so that a text with another one passes them all;
    for that, what begins with a choice is written out: '(a|b) c' as 'a c' and 'b c'. So neither
    the numbers of groups nor the order of choices are kept.
    """
    by_letter: dict[str, list[str]] = {}
    others: list[str] = []
    for expression in expressions:
        for choice in _written_out(expression):
            if _LETTER.match(choice):
                by_letter.setdefault(choice[0], []).append(choice[1:])
            else:
                others.append(choice)
    letters = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()]
    return f"(?:{'|'.join([*letters, *others])})"


def _written_out(expression: str) -> Iterator[str]:
    """The choices of an expression, none of which begins with a choice of its own."""
    waiting = [expression]
    while waiting:
        choices, end = _choices(waiting.pop())
        if len(choices) > 1:
            waiting += reversed(choices)
            continue
        choice = choices[0]
        begin = _GROUP.match(choice)
        if begin is None or end is None:
            yield choice
            continue
        inner, rest = choice[begin.end() : end - 1], choice[end:]
        if rest.startswith(_REPEATED) or rest.startswith(("?+", "??")):
            yield choice
            continue
        if rest.startswith("?"):
            rest = rest[1:]
            waiting.append(rest)
        waiting += [option + rest for option in reversed(_choices(inner)[0])]


def _choices(expression: str) -> tuple[list[str], int | None]:
    """The choices on the top level, and where the first bracket that opens there closes."""
    choices = [""]
    depth = 0
    end: int | None = None
    for token in _TOKEN.finditer(expression):
        depth += (token[0] == "(") - (token[0] == ")")
        if token[0] == ")" and depth == 0 and end is None:
            end = token.end()
        if token[0] == "|" and depth == 0:
            choices.append("")
        else:
            choices[-1] += token[0]
    return choices, end
