"""All regular expressions of the package, and texts that make a careless one take for ever."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import wmcscraper
from tests.fuzz.watch import Watched

__all__ = ["methods_in_source", "patterns", "pumps"]

_LITERAL = re.compile(r"[A-Za-zÀ-ž]{2,}|[^\\^$.*+?()\[\]{}|A-Za-z]")
_ALWAYS = (" ", "a", "A", "1", "1,", "1 ", "a ", "A ", "Ab ", "Ab Cd ", "a.", ".", "-", "a-",
           "(", "<", "<a ", '"', "“", "/*", "\\", "\n", " \n", ",", ", ", "&", ";", "=",
           "'")  # fmt: skip
_MOST = 40


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(wmcscraper.__path__, "wmcscraper."):
        yield importlib.import_module(found.name)


def _inside(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern | Watched):
        yield value  # type: ignore[misc]
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


def methods_in_source() -> dict[tuple[Any, int], set[str]]:
    """(source, flags) of a pattern that a module holds by name → the methods that are called on it.

    One that is handed on (to a table, to a function) is missing: its use is not told by its name.
    """
    found: dict[tuple[Any, int], set[str]] = {}
    handed_on: set[tuple[Any, int]] = set()
    for module in _modules():
        tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
        called = {
            id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
                continue
            pattern = vars(module).get(node.id)
            if isinstance(pattern, re.Pattern | Watched):
                key = pattern.pattern, pattern.flags
                if method := called.get(id(node)):
                    found.setdefault(key, set()).add(method)
                else:
                    handed_on.add(key)
    return {key: methods for key, methods in found.items() if key not in handed_on}


def pumps(pattern: re.Pattern[Any]) -> list[str]:
    """Pieces that, repeated, come close to what the pattern looks for."""
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    literals = list(dict.fromkeys(_LITERAL.findall(text)))[:_MOST]
    pairs = [one + other for one, other in pairwise(literals)]
    return list(dict.fromkeys([*_ALWAYS, *literals, *pairs, *(f"{one} " for one in literals)]))
