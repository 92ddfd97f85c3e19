"""How the package uses its patterns: each is watched while the readers read.

Import this before ``wmcscraper``: a pattern that the package compiles is then a ``Watched`` one,
also where a function compiles it on its first call.
"""

from __future__ import annotations

import re
import sys
from typing import Any

__all__ = ["WATCHED", "Watched", "watch"]

_USES = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")
_compile = re.compile


class Watched:
    """A pattern, and the longest text that each of its methods was given."""

    def __init__(self, pattern: re.Pattern[Any], name: str) -> None:
        self.real = pattern
        self.name = name
        self.longest: dict[str, int] = {}
        for use in _USES:
            setattr(self, use, self._noting(use))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def _noting(self, use: str) -> Any:
        method = getattr(self.real, use)
        place = 1 if use in ("sub", "subn") else 0

        def noting(*args: Any, **options: Any) -> Any:
            text = args[place] if len(args) > place else options["string"]
            length = len(text)
            if use in ("match", "fullmatch", "search", "finditer", "findall"):
                start, end = (*args[1:], 0, length)[:2] if len(args) < 3 else args[1:3]
                if len(args) == 2:
                    start, end = args[1], length
                length = max(0, min(end, length) - start)
            if length > self.longest.get(use, -1):
                self.longest[use] = length
            return method(*args, **options)

        return noting


WATCHED: dict[tuple[Any, int], Watched] = {}
"""(source, flags) → pattern of the package."""


def _compiled(pattern: Any, flags: int = 0) -> Any:
    real = _compile(pattern, flags)
    caller = sys._getframe(1).f_globals.get("__name__", "")
    if not caller.startswith("wmcscraper") or isinstance(pattern, re.Pattern):
        return real
    key = real.pattern, real.flags
    if key not in WATCHED:
        line = sys._getframe(1).f_lineno
        WATCHED[key] = Watched(real, f"{caller}:{line}")
    return WATCHED[key]


def watch() -> None:
    """From now on, watch what the package compiles."""
    if any(name.split(".")[0] == "wmcscraper" for name in sys.modules):
        raise RuntimeError("wmcscraper is imported already; its patterns can't be watched")
    re.compile = _compiled
