"""Follows the monitor through made-up histories: what it named when, and what it named wrongly."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from benchmarks.drift.course import Course, History
from wmcscraper.health import Finding, follow

__all__ = ["WHEN", "Outcome", "measure"]

WHEN = ("1", "2", "3", "later", "never")


def _counters() -> dict[str, Counter[str]]:
    return defaultdict(Counter)


@dataclass(slots=True)
class Outcome:
    """What the monitor made of the breaks and the quiet of some histories."""

    runs: int = 0
    named: dict[str, Counter[str]] = field(default_factory=_counters)
    """By kind of break: named at its run 1, 2, 3, later, never."""
    seen: dict[str, Counter[str]] = field(default_factory=_counters)
    """The same, only runs counted that show anything of the break."""
    false: list[str] = field(default_factory=list)
    """First alarms of what did not break."""
    beside: int = 0
    """Alarms in the time of a break, of what it does beside."""
    late: list[str] = field(default_factory=list)
    """Breaks that were not named by their second run."""
    hidden: int = 0
    """How many of these had shown nothing by then."""
    lingering: list[str] = field(default_factory=list)
    """Runs that still tell of a break that is over."""

    def add(self, other: Outcome, label: str) -> None:
        """Join the outcome of another history."""
        self.runs += other.runs
        self.beside += other.beside
        self.hidden += other.hidden
        for into, found in ((self.named, other.named), (self.seen, other.seen)):
            for kind, counts in found.items():
                into[kind] += counts
        self.false += [f"{label} {line}" for line in other.false]
        self.lingering += [f"{label} {line}" for line in other.lingering]
        self.late += [f"{label} {line}" for line in other.late]


def measure(history: History, *, basic: bool = False) -> Outcome:
    """Follow each site of a history; ``basic``: with the measures of an old database alone."""
    outcome = Outcome()
    for site, course in history.items():
        _follow(site, course, outcome, basic=basic)
    return outcome


def _follow(site: str, course: Course, outcome: Outcome, *, basic: bool) -> None:
    first: dict[int, int] = {}
    told: set[tuple[str, int]] = set()
    runs = [made.basic() if basic else made.run for made in course.runs]
    for place, monitor in enumerate(follow(runs)):
        findings = monitor.findings()
        if findings and course.is_over(place):
            fields = ", ".join(finding.field for finding in findings)
            outcome.lingering.append(f"{site} run {place}: still {fields}")
        for finding in findings:
            key = (finding.field, finding.named)
            if key in told:
                continue
            told.add(key)
            index = course.cause(finding, place)
            if index is None and course.is_broken(place):
                outcome.beside += 1
            elif index is None:
                outcome.false.append(f"{site} run {place}: {_told(finding)}")
            else:
                first.setdefault(index, place)
    outcome.runs += len(runs)
    for index, broken in enumerate(course.breaks):
        at = first.get(index)
        steps = None if at is None else at - broken.start
        outcome.named[broken.kind][_when(steps)] += 1
        outcome.seen[broken.kind][_when(course.shown(broken, at))] += 1
        if steps is None or steps > 1:
            outcome.hidden += course.is_hidden(broken)
            read = [f"{made.run.values.get('articles', 0):.0f}" for made in course.of(broken)[:4]]
            outcome.late.append(
                f"{site} {broken.kind} {broken.field} at run {broken.start}: named at its run "
                f"{'-' if steps is None else steps + 1}; its runs read {', '.join(read)} articles"
            )


def _when(steps: int | None) -> str:
    if steps is None:
        return "never"
    return WHEN[steps] if steps < 3 else "later"


def _told(finding: Finding) -> str:
    return (
        f"{finding.field} {finding.kind} {finding.before:.3g} ({finding.evidence_before:.0f}) → "
        f"{finding.after:.3g} ({finding.evidence_after:.0f}), chance {finding.chance:.1g}"
    )
