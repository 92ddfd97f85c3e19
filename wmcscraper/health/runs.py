"""What the monitor is given and what it gives: a run's measures, and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

__all__ = ["Acceptance", "Finding", "Run", "Seen", "matter"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run on one site."""

    id: int
    started: datetime
    values: Mapping[str, float]
    """Measures by name: those of ``site_stats`` and the counts of ``crawls``; docs/database.md
    names them. One that is missing says nothing."""
    whole: bool = True
    """Whether its counts can be held against those of other runs: it ended by itself, asked as
    usual, and the site answered. Fill rates are compared in any case."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody said: this is how the site is now."""

    crawl_id: int
    """The newest run when it was said."""
    field: str | None = None
    """None: all fields."""


class Seen(NamedTuple):
    """What one run says of one field."""

    run: int
    """Place of the run in the history."""
    value: float
    """A share, a mean, a count or a (transformed) level."""
    weight: float
    """How many articles, pages or days it rests on."""
    weekday: int = 0


_MATTERS = {
    "words_median": "words",
    "short": "words",
    "teaser": "words",
    "kept:body": "words",
    "kept:clean": "mojibake",
    "with_units": "units",
}


def matter(field: str) -> str:
    """What a measure is about: ``with_quotes`` and ``quotes`` are one matter."""
    for family in ("rejected", "language"):
        if field.startswith(f"{family}:"):
            return family
    if field in _MATTERS:
        return _MATTERS[field]
    for prefix in ("with_", "has_", "kept:", "same:"):
        field = field.removeprefix(prefix)
    return field


@dataclass(frozen=True, slots=True)
class Finding:
    """A break that is there after a run, with its evidence."""

    field: str
    """The measure, as in ``site_stats``."""
    kind: str
    """emptied, dropped, risen, shrunk, grown, shifted, vanished or silent."""
    label: str
    """The field in words."""
    before: float
    """Usual value: a share, a mean number, words, days …"""
    after: float
    """Value in the runs since the break."""
    unit: str
    """share, number, words, days or score."""
    evidence_before: float
    """Articles, pages or runs that ``before`` rests on."""
    evidence_after: float
    """Articles, pages or runs that ``after`` rests on."""
    since: int
    """``id`` of the first run of the new state."""
    since_time: datetime
    named: int
    """``id`` of the run after which it was first named."""
    runs: int
    """Runs since then in which it was there, this one included."""
    chance: float
    """Probability of such values if nothing had changed, when it was named."""
    examples: Sequence[str] = ()
    """Up to three addresses of pages that show it."""

    @property
    def name(self) -> str:
        """What to accept it by, see ``matter``."""
        return matter(self.field)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "field": self.field,
            "kind": self.kind,
            "label": self.label,
            "before": round(self.before, 4),
            "after": round(self.after, 4),
            "unit": self.unit,
            "evidence_before": round(self.evidence_before, 1),
            "evidence_after": round(self.evidence_after, 1),
            "since_crawl": self.since,
            "since": self.since_time.isoformat(timespec="seconds"),
            "named_crawl": self.named,
            "runs": self.runs,
            "chance": float(f"{self.chance:.2g}"),
            "examples": list(self.examples),
        }
