"""Does the drift monitor name each break soon, and is it quiet when nothing broke?

``python -m benchmarks.drift --seeds 20`` makes, for each seed, 60 runs of each of 12 sites with
20 breaks and the noise of normal years, and prints when each kind of break was named, and how
often the monitor cried wolf. All is made from the seed; no site is asked.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.drift_sites import SITES, History, make_history
from wmcscraper.health import Finding, follow

__all__ = ["Outcome", "main", "measure"]


@dataclass(slots=True)
class Outcome:
    """What the monitor made of the breaks and the quiet of some histories."""

    runs: int
    named: dict[str, Counter[str]]
    """By kind of break: named at its run 1, 2, later, never."""
    seen: dict[str, Counter[str]]
    """The same, only runs counted that show anything of the break (that read an article)."""
    false: list[str]


def measure(history: History, *, basic: bool = False) -> Outcome:
    """Follow each site of a history."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    false: list[str] = []
    runs = 0
    for site, course in history.items():
        first: dict[int, int] = {}
        told: set[tuple[str, int]] = set()
        for place, monitor in enumerate(
            follow([run.basic() if basic else run.run for run in course.runs])
        ):
            runs += 1
            for finding in monitor.findings():
                key = (finding.field, finding.named)
                if key in told:
                    continue
                told.add(key)
                index = course.cause(finding, place)
                if index is None:
                    false.append(f"{site} run {place}: {_told(finding)}")
                else:
                    first.setdefault(index, place)
        for index, broken in enumerate(course.breaks):
            at = first.get(index)
            named[broken.kind][_when(None if at is None else at - broken.start)] += 1
            shown = course.shown(broken, at)
            seen[broken.kind][_when(shown)] += 1
    return Outcome(runs, named, seen, false)


def _when(steps: int | None) -> str:
    if steps is None:
        return "never"
    return ("1", "2", "3")[steps] if steps < 3 else "later"


def _told(finding: Finding) -> str:
    return (
        f"{finding.field} {finding.kind} {finding.before:.3g} ({finding.evidence_before:.0f}) → "
        f"{finding.after:.3g} ({finding.evidence_after:.0f}), chance {finding.chance:.1g}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the exit status is 1 where a break was missed or alarms were too many."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=20, help="histories (default 20)")
    parser.add_argument("--first", type=int, default=1, help="first seed")
    parser.add_argument(
        "--hard", action="store_true", help="breaks of all kinds, partial and slow ones too"
    )
    parser.add_argument("--quiet", action="store_true", help="no breaks at all")
    parser.add_argument("--list", action="store_true", help="list the false alarms")
    options = parser.parse_args(arguments)
    total = Outcome(0, defaultdict(Counter), defaultdict(Counter), [])
    worst = 0
    for seed in range(options.first, options.first + options.seeds):
        breaks = 0 if options.quiet else 20
        outcome = measure(make_history(seed, breaks=breaks, hard=options.hard))
        total.runs += outcome.runs
        for into, found in ((total.named, outcome.named), (total.seen, outcome.seen)):
            for kind, counts in found.items():
                into[kind] += counts
        total.false += [f"seed {seed} {line}" for line in outcome.false]
        worst = max(worst, len(outcome.false))
    console = Console()
    table = Table(title=f"{options.seeds} histories of {len(SITES)} sites, {total.runs} runs")
    for column in (
        "break",
        "times",
        "run 1",
        "run 2",
        "run 3",
        "later",
        "never",
        "by the 2nd run that shows it",
    ):
        table.add_column(column, justify="left" if column == "break" else "right")
    everything, shown = Counter[str](), Counter[str]()
    for kind in sorted(total.named):
        table.add_row(*_row(kind, total.named[kind], total.seen[kind]))
        everything += total.named[kind]
        shown += total.seen[kind]
    table.add_row(*_row("all", everything, shown))
    console.print(table)
    console.print(
        f"false alarms: {len(total.false)} in all, "
        f"{720 * len(total.false) / total.runs:.2f} in 720 runs, at most {worst} in one history"
    )
    if options.list:
        console.print("\n".join(total.false), markup=False)
    return 0


def _row(kind: str, counts: Counter[str], shown: Counter[str]) -> list[str]:
    times = counts.total()
    soon = (shown["1"] + shown["2"]) / times if times else 0.0
    cells = [str(counts[when]) for when in ("1", "2", "3", "later", "never")]
    return [kind, str(times), *cells, f"{soon:.1%}"]


if __name__ == "__main__":
    raise SystemExit(main())
