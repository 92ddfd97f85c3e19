"""The drift monitor: the runs of one site in order, and the breaks that are there after each.

A pure function of its arguments: the same history gives the same findings, on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from wmcscraper.health import limits
from wmcscraper.health.fields import Field, fields_of, paired
from wmcscraper.health.runs import Acceptance, Finding, Run, Seen, matter
from wmcscraper.health.silence import SilenceWatch, rests
from wmcscraper.health.watch import Watch

__all__ = ["Monitor", "State", "find", "follow"]

SILENCE = "news"
"""The field of a finding of silence."""


@dataclass(frozen=True, slots=True)
class State:
    """A field as it was and as it is, for a table."""

    field: Field
    before: float
    evidence_before: float
    now: float
    evidence_now: float
    broken: bool


class Monitor:
    """Follows one site's runs; ``findings`` after each ``add``."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._watches = [Watch(field) for field in fields]
        self.silence = SilenceWatch()
        self._runs: list[Run] = []
        self._intervals: list[float] = []
        self._known = {w.field.name: w for w in self._watches if w.field.prior[1]}
        # Known articles first: what they say is asked of the new ones.
        self._order = sorted(self._watches, key=lambda watch: not watch.field.prior[1])
        self._broke: dict[str, int] = {}
        """Last run in which a measure of known articles was broken."""

    def add(self, run: Run) -> None:
        """The next run."""
        place = len(self._runs)
        paced = self._is_paced(run)
        days = 0.0
        if self._runs:
            days = (run.started - self._runs[-1].started).total_seconds() / 86400
        self._runs.append(run)
        swollen = {matter(w.field.name) for w in self._watches if w.open and w.open.kind == "grown"}
        for watch in self._order:
            field = watch.field
            if (field.whole and not run.whole) or (field.paced and not paced):
                continue
            if place == 0 and field.per == "new_read":
                continue  # what is new to the first run is the archive of years
            found = field.read(run.values, days)
            if found is not None:
                seen = Seen(place, *found, run.started.weekday())
                holds = self._still_holds(field, run)
                if not (holds and field.vetoed and watch.open is None):
                    watch.add(seen, doubted=holds)
        self._mend_together(run, place)
        for watch in self._watches:
            if watch.open is None:
                continue
            if watch.open.named != place:
                watch.open.runs += 1
            elif watch.open.kind != "grown" and matter(watch.field.name) in swollen:
                watch.accept()  # texts that had swallowed their pages are mended
        new = _news(run)
        if new is not None:
            self.silence.add(place, run.started, new, whole=run.whole)

    def _still_holds(self, field: Field, run: Run) -> bool:
        """Whether known pages of the run still give what a measure of new ones is about."""
        name = paired(field.name)
        known = self._known.get(name)
        if known is None or name == field.name or known.open is not None:
            return False
        found = known.field.read(run.values)
        if found is None or found[1] < limits.LEAST_ARTICLES:
            return False
        return found[0] <= limits.HOLDS if known.field.low is None else found[0] >= 1 - limits.HOLDS

    def _mend_together(self, run: Run, place: int) -> None:
        """New articles are mended when known ones are that broke with them: they may be few."""
        for watch in self._order:
            if watch.open is None:
                continue
            since = watch.open.window[0].run
            if self._still_holds(watch.field, run):
                if self._broke.get(paired(watch.field.name), -1) >= since:
                    watch.mend()
            elif watch.field.name in self._known:
                self._broke[watch.field.name] = place

    def accept(self, name: str | None) -> None:
        """The breaks of a field (``Finding.name``), or all, are how the site is now."""
        for watch in self._watches:
            if name is None or name in (matter(watch.field.name), watch.field.name):
                watch.accept()
        if name in (None, SILENCE):
            self.silence.accept()

    def findings(self) -> list[Finding]:
        """The breaks that are there after the newest run, the least probable first."""
        found = [self._finding(watch) for watch in self._watches if watch.open is not None]
        if self.silence.open is not None:
            found.append(self._silent())
        return sorted(found, key=lambda finding: finding.chance)

    def states(self) -> list[State]:
        """Each field as it was and as it is."""
        return [
            State(watch.field, *state, watch.open is not None)
            for watch in self._watches
            if (state := watch.state()) is not None
        ]

    def _is_paced(self, run: Run) -> bool:
        """Whether the run comes about when it usually does, not right after another."""
        if not self._runs:
            return False  # the first run reads what there is of years
        if rests(run.started.date()):
            return False
        interval = (run.started - self._runs[-1].started).total_seconds()
        usual = median(self._intervals[-30:]) if self._intervals else interval
        self._intervals.append(interval)
        return interval >= limits.INTERVAL_SHARE * usual

    def _finding(self, watch: Watch) -> Finding:
        broken, field, state = watch.open, watch.field, watch.state()
        assert broken is not None
        assert state is not None
        first = self._runs[broken.window[0].run]
        return Finding(
            field=field.name, kind=broken.kind, label=field.label, before=state[0],
            after=state[2], unit=field.unit, evidence_before=state[1], evidence_after=state[3],
            since=first.id, since_time=first.started, named=self._runs[broken.named].id,
            runs=broken.runs, chance=broken.chance,
        )  # fmt: skip

    def _silent(self) -> Finding:
        silence = self.silence.open
        assert silence is not None
        first = self._runs[silence.since]
        return Finding(
            field=SILENCE, kind="silent", label="days without news", before=silence.usual,
            after=silence.days, unit="days", evidence_before=len(self.silence.gaps),
            evidence_after=silence.runs, since=first.id, since_time=first.started,
            named=self._runs[silence.named].id, runs=silence.told, chance=silence.chance,
        )  # fmt: skip

    @property
    def last_news(self) -> datetime | None:
        """When a run last found a new article."""
        return self.silence.last_news


def _news(run: Run) -> float | None:
    """New articles of a run, copies included: they are news of the site, too."""
    if "new" in run.values:
        return run.values["new"] + run.values.get("duplicates", 0.0)
    return run.values.get("articles")


def _with_news(run: Run) -> Run:
    new = _news(run) if "new" in run.values else None
    if new is None or "news" in run.values:
        return run
    return Run(run.id, run.started, {**run.values, "news": new}, run.whole)


def follow(runs: Sequence[Run], accepted: Sequence[Acceptance] = ()) -> Iterator[Monitor]:
    """The monitor after each run, oldest first. (It is one and the same, ever further on.)"""
    ready = [_with_news(run) for run in runs]
    monitor = Monitor(fields_of(run.values for run in ready))
    waiting = sorted(accepted, key=lambda one: one.crawl_id)
    for run in ready:
        while waiting and waiting[0].crawl_id < run.id:
            monitor.accept(waiting.pop(0).field)
        monitor.add(run)
        if run is ready[-1]:
            for one in waiting:
                monitor.accept(one.field)
        yield monitor


def find(runs: Sequence[Run], accepted: Sequence[Acceptance] = ()) -> list[Finding]:
    """The breaks that are there after the newest of ``runs`` (one site's, oldest first).

    Fields that the runs do not measure are not watched; nothing is said before a site has a
    history (limits.LEAST_RUNS, LEAST_HISTORY).
    """
    findings: list[Finding] = []
    for monitor in follow(runs, accepted):
        if len(monitor._runs) == len(runs):
            findings = monitor.findings()
    return findings
