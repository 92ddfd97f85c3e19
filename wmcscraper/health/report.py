"""How one site does, for a person or a program."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from wmcscraper.health.monitor import Monitor, State
from wmcscraper.health.runs import Finding, Run

__all__ = ["SiteReport", "report_of"]

_DAYS = 30.0


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site as one spider reads it."""

    site: str
    spider: str
    last_run: datetime
    runs: int
    per_day: float
    """New articles a day in the last 30 days that were crawled."""
    last_news: datetime | None
    """When a run last found a new article."""
    silent_days: float | None
    """Days from then to the last run."""
    usual_gap: float | None
    """Median days between two runs that found new articles."""
    longest_gap: float | None
    newest: str | None
    """Date of the newest article."""
    findings: Sequence[Finding]
    states: Sequence[State]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "site": self.site,
            "spider": self.spider,
            "last_run": self.last_run.isoformat(timespec="seconds"),
            "runs": self.runs,
            "articles_per_day": round(self.per_day, 2),
            "last_news": self.last_news and self.last_news.isoformat(timespec="seconds"),
            "days_since_news": _rounded(self.silent_days),
            "usual_days_between_news": _rounded(self.usual_gap),
            "longest_days_between_news": _rounded(self.longest_gap),
            "newest_article": self.newest,
            "alarms": [finding.as_dict() for finding in self.findings],
            "fields": {
                state.field.name: {
                    "label": state.field.label,
                    "unit": state.field.unit,
                    "before": round(state.before, 4),
                    "now": round(state.now, 4),
                    "broken": state.broken,
                }
                for state in self.states
            },
        }


def _rounded(days: float | None) -> float | None:
    return None if days is None else round(days, 2)


def report_of(
    db: sqlite3.Connection,
    site: str,
    spider: str,
    last: Monitor,
    runs: Sequence[Run],
    *,
    findings: Sequence[Finding],
) -> SiteReport:
    """The report after the newest of ``runs``, which ``last`` has followed."""
    silence, end = last.silence, runs[-1].started
    recent = [run for run in runs[1:] if (end - run.started).total_seconds() / 86400 < _DAYS]
    first = runs[-len(recent) - 1].started
    days = (end - first).total_seconds() / 86400
    new = sum(run.values.get("new", 0.0) + run.values.get("duplicates", 0.0) for run in recent)
    (newest,) = db.execute("SELECT max(date) FROM articles WHERE site = ?", (site,)).fetchone()
    silent = None
    if silence.last_news is not None:
        silent = (end - silence.last_news).total_seconds() / 86400
    return SiteReport(
        site=site,
        spider=spider,
        last_run=end,
        runs=len(runs),
        per_day=new / days if days > 0 else 0.0,
        last_news=silence.last_news,
        silent_days=silent,
        usual_gap=median(silence.gaps) if silence.gaps else None,
        longest_gap=max(silence.gaps) if silence.gaps else None,
        newest=newest,
        findings=findings,
        states=last.states(),
    )
