"""How far an answer agrees with the truth: strict measures of body, day, title and authors."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["Overlap", "authors_f1", "body_overlap", "is_same_day", "is_same_title", "mean"]

_SHINGLE = 4  # words in a row that are compared
_WORDS = re.compile(r"\w+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BY = re.compile(r"^by[:\s]+")
# Each way to write a quotation mark or a dash, and the plain one.
_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)


@dataclass(frozen=True, slots=True)
class Overlap:
    """An answer's body beside the truth; None where there is nothing to divide by."""

    precision: float | None
    recall: float | None
    f1: float
    exact: bool
    """Whether both have the same words in the same order."""


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is known."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def body_overlap(truths: list[str], answer: str) -> Overlap:
    """Agreement in runs of four words with the truth that the answer is nearest to."""
    return max((_overlap(truth, answer) for truth in truths), key=lambda found: found.f1)


def _overlap(truth: str, answer: str) -> Overlap:
    wanted, given = _WORDS.findall(truth), _WORDS.findall(answer)
    one, other = _shingles(wanted), _shingles(given)
    both = (one & other).total()
    size = one.total() + other.total()
    return Overlap(
        both / other.total() if other else None,
        both / one.total() if one else None,
        2 * both / size if size else 1.0,
        wanted == given,
    )


def _shingles(words: list[str]) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    starts = range(max(1, len(words) - _SHINGLE + 1))  # a shorter text is one shingle
    return Counter(tuple(words[start : start + _SHINGLE]) for start in starts)


def is_same_day(truth: str, answer: str | None) -> bool:
    """Whether the answer's day is the truth's, as written or in UTC, or both are one instant."""
    wanted, given = _moment(truth), _moment(answer)
    if wanted is None or given is None:
        return False
    (day, instant), (other, other_instant) = wanted, given
    if instant is None:
        return other == day
    return other in (day, instant.date().isoformat()) or instant == other_instant


def _moment(text: str | None) -> tuple[str, datetime | None] | None:
    """The day as written and, where an offset is given, the instant in UTC."""
    text = str(text or "").strip()
    match = _DAY.match(text)
    if not match:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return match[0], None
    return match[0], instant.astimezone(UTC) if instant.tzinfo else None


def is_same_title(truth: str, answer: str | None) -> bool:
    """Whether both read alike: case counts; marks, spaces and invisible characters do not."""
    return _plain(truth) == _plain(answer)


def authors_f1(truth: list[str], answer: list[str]) -> float:
    """F1 of the two sets of names, without case, spaces or a leading 'by'."""
    wanted, given = _names(truth), _names(answer)
    return 2 * len(wanted & given) / (len(wanted) + len(given)) if wanted and given else 0.0


def _names(people: list[str]) -> set[str]:
    names = (_BY.sub("", _plain(person).casefold()).strip(" ,.;") for person in people)
    return {name for name in names if name}


def _plain(text: str | None) -> str:
    text = unicodedata.normalize("NFKC", html.unescape(text or ""))
    shown = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(shown.translate(_PLAIN).split())
