"""Which articles were first read while something was broken: they are no measure of later ones.

An article whose text was a notice on cookies when it was first read has another one when that is
mended, and is no sign of a break then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from wmcscraper.health.runs import Finding

__all__ = ["Doubts"]

_GROUPS = {
    "dates": {"age", "future", "date_moved", "today", "date"},
    "texts": {
        "title", "same_title", "repeated_title", "authors", "same_authors", "words", "text",
        "same_body", "body", "mojibake", "language", "quotes", "figures",
    },
}  # fmt: skip


class Doubts:
    """Folds the findings after each run of a site."""

    def __init__(self) -> None:
        self._spans: dict[str, list[tuple[datetime, datetime]]] = {name: [] for name in _GROUPS}
        self._open: dict[str, datetime] = {}

    def begin(self, now: datetime) -> None:
        """The next run begins: what is read from now on is judged by its own findings."""
        for group, since in self._open.items():
            self._spans[group].append((since, now))
        self._open = {}

    def note(self, findings: Iterable[Finding]) -> None:
        """What was broken after that run."""
        for finding in findings:
            name = finding.name.partition(":")[0]
            for group, names in _GROUPS.items():
                if name in names:
                    since = min(self._open.get(group, finding.since_time), finding.since_time)
                    self._open[group] = since

    def of(self, seen: str) -> frozenset[str]:
        """'dates' and 'texts', as far as they were broken at a moment (ISO, UTC)."""
        try:
            when = datetime.fromisoformat(seen)
        except ValueError:
            return frozenset()
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return frozenset(
            group
            for group, spans in self._spans.items()
            if any(first <= when < last for first, last in spans)
        )
