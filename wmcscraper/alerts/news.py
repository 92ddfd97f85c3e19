"""What is told of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from wmcscraper.health import Finding

__all__ = ["RunNews"]


@dataclass(frozen=True, slots=True)
class RunNews:
    """A run that ended."""

    spider: str
    site: str
    crawl_id: int | None
    started: str
    """UTC, ISO 8601; '' if it never began."""
    finished: datetime
    status: int
    """Exit status."""
    verdict: str
    """One line."""
    summary: str
    counts: Mapping[str, int]
    findings: Sequence[Finding] = ()

    @property
    def is_new(self) -> bool:
        """Whether there is something that was not told after an earlier run: a failure, or a
        break that this run named first."""
        if not self.status:
            return False
        drifted = bool(self.findings)
        return not drifted or any(one.named == self.crawl_id for one in self.findings)

    @property
    def seconds(self) -> float:
        """How long it took."""
        if not self.started:
            return 0.0
        started = datetime.fromisoformat(self.started)
        started = started if started.tzinfo else started.replace(tzinfo=UTC)
        return max(0.0, (self.finished - started).total_seconds())

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "spider": self.spider,
            "site": self.site,
            "crawl_id": self.crawl_id,
            "started": self.started,
            "finished": self.finished.isoformat(timespec="seconds"),
            "status": self.status,
            "verdict": self.verdict,
            "counts": dict(self.counts),
            "alarms": [finding.as_dict() for finding in self.findings],
            "text": self.summary,
        }
