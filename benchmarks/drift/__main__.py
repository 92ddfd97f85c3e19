"""``python -m benchmarks.drift --seeds 20`` makes, for each seed, 60 runs of each of 12 sites with
20 breaks and the noise of normal years, and prints when each kind of break was named, and how
often the monitor cried wolf. All is made from the seed; no site is asked.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.drift.judge import WHEN, Outcome, measure
from benchmarks.drift.measures import make_history
from benchmarks.drift.newsrooms import make_newsrooms

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=20, help="histories (default 20)")
    parser.add_argument("--first", type=int, default=1, help="first seed")
    parser.add_argument(
        "--newsrooms",
        action="store_true",
        help="other sites, noise and breaks, made of articles that go through the real measuring",
    )
    parser.add_argument(
        "--hard", action="store_true", help="breaks that come slowly or by halves, too"
    )
    parser.add_argument(
        "--bare", action="store_true", help="runs that read no known page again to check it"
    )
    parser.add_argument("--quiet", action="store_true", help="no breaks at all")
    parser.add_argument("--list", action="store_true", help="list the false alarms and late names")
    options = parser.parse_args(arguments)
    total, worst = Outcome(), 0
    for seed in range(options.first, options.first + options.seeds):
        breaks = 0 if options.quiet else 20
        if options.newsrooms:
            history = make_newsrooms(seed, breaks=breaks, bare=options.bare)
        else:
            history = make_history(seed, breaks=breaks, hard=options.hard, bare=options.bare)
        outcome = measure(history)
        total.add(outcome, f"seed {seed}")
        worst = max(worst, len(outcome.false))
    console = Console(width=110)
    console.print(_table(total, f"{options.seeds} histories of 12 sites, {total.runs} runs"))
    console.print(
        f"{len(total.late)} breaks not named by their second run; {total.hidden} of them show "
        "nothing in two runs that normal runs do not"
    )
    console.print(
        f"false alarms: {len(total.false)} in all, "
        f"{720 * len(total.false) / total.runs:.2f} in 720 runs, at most {worst} in one history; "
        f"{total.beside} of what breaks do beside; "
        f"{len(total.lingering)} runs still told of a break that was over"
    )
    if options.list:
        lines = (*total.false, *total.late, *total.lingering)
        console.print("\n".join(lines), markup=False, soft_wrap=True)
    return 0


def _table(total: Outcome, title: str) -> Table:
    table = Table(title=title)
    columns = ("break", "times", "run 1", "run 2", "run 3", "later", "never", "by run 2", "shown")
    for column in columns:
        table.add_column(
            column, justify="left" if column == "break" else "right", no_wrap=True, min_width=4
        )
    everything, shown = Counter[str](), Counter[str]()
    for kind in sorted(total.named):
        table.add_row(*_row(kind, total.named[kind], total.seen[kind]))
        everything += total.named[kind]
        shown += total.seen[kind]
    table.add_row(*_row("all", everything, shown))
    table.caption = "shown: named by the second run in which the pages read show anything of it"
    return table


def _row(kind: str, counts: Counter[str], shown: Counter[str]) -> list[str]:
    times = counts.total()
    cells = [str(counts[when]) for when in WHEN]
    for found in (counts, shown):
        cells.append(f"{(found['1'] + found['2']) / times if times else 0.0:.1%}")
    return [kind, str(times), *cells]


if __name__ == "__main__":
    raise SystemExit(main())
