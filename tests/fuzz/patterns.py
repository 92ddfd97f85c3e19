"""All regular expressions of the package, and texts that make a careless one take for ever."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import pairwise
from types import ModuleType
from typing import Any

import wmcscraper

__all__ = ["patterns", "pumps"]

_LITERAL = re.compile(r"[A-Za-zÀ-ž]{2,}|[^\\^$.*+?()\[\]{}|A-Za-z]")
_ALWAYS = (" ", "a", "A", "1", "1,", "1 ", "a ", "A ", "Ab ", "Ab Cd ", "a.", ".", "-", "a-",
           "(", "<", "<a ", '"', "“", "/*", "\\", "\n", " \n", ",", ", ", "&", ";", "=",
           "'")  # fmt: skip
_MOST = 40


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(wmcscraper.__path__, "wmcscraper."):
        yield importlib.import_module(found.name)


def _inside(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, dict):
        for inner in value.values():
            yield from _inside(inner, depth + 1)
    elif depth < 3 and isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _inside(inner, depth + 1)


def patterns() -> list[tuple[str, re.Pattern[Any]]]:
    """(module.name, pattern) of each compiled pattern that a module holds, also in its tables."""
    found: dict[tuple[Any, int], tuple[str, re.Pattern[Any]]] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for pattern in _inside(value):
                found.setdefault(
                    (pattern.pattern, pattern.flags), (f"{module.__name__}.{name}", pattern)
                )
    return list(found.values())


def pumps(pattern: re.Pattern[Any]) -> list[str]:
    """Pieces that, repeated, come close to what the pattern looks for."""
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    literals = list(dict.fromkeys(_LITERAL.findall(text)))[:_MOST]
    pairs = [one + other for one, other in pairwise(literals)]
    return list(dict.fromkeys([*_ALWAYS, *literals, *pairs, *(f"{one} " for one in literals)]))
