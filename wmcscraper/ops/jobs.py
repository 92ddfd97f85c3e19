"""What is to run by itself: a command of this project, when, and how long it may take."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Job", "Place", "crawl_jobs", "parse_times"]

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
KILL_AFTER = 600
"""Seconds beyond its budget after which a run that does not end is ended."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the project is on this machine; all paths are absolute."""

    folder: Path
    """The folder of scrapy.cfg."""
    database: Path
    archive: Path
    logs: Path
    python: Path = field(default_factory=lambda: Path(sys.executable).absolute())
    """The interpreter of the project's environment (not what its link points to)."""


@dataclass(frozen=True, slots=True)
class Job:
    """A command that runs daily at some times of the day."""

    name: str
    """Names units and logs: letters, digits, '_', '.' and '-'."""
    what: str
    """For a reader."""
    command: tuple[str, ...]
    """Arguments of the interpreter."""
    times: tuple[tuple[int, int], ...]
    """(hour, minute), of the machine's time zone."""
    jitter: int
    """Most seconds that it begins later, another number each day."""
    budget: int = 0
    """Seconds that it may take, 0 for no limit."""
    writes: tuple[Path, ...] = ()
    """Folders that it writes into, beside those of the place."""

    @property
    def crawls(self) -> bool:
        """Whether it is a crawl, which keeps a log and has a budget."""
        return self.command[2] == "crawl"


def crawl_jobs(
    spiders: Sequence[str],
    *,
    arguments: Mapping[str, str],
    settings: Mapping[str, str],
    times: tuple[tuple[int, int], ...],
    jitter: int,
    budget: int,
) -> list[Job]:
    """A job for each spider. Those of one site begin ten minutes apart, so that together they ask
    it no more often than one alone would."""
    jobs = []
    options = [part for name, value in arguments.items() for part in ("-a", f"{name}={value}")]
    options += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    if budget and "time_budget" not in arguments:
        options += ["-s", f"WMC_TIME_BUDGET={budget}"]
    for index, spider in enumerate(spiders):
        label = "-".join(filter(None, (spider, arguments.get("url") or arguments.get("base_url"))))
        jobs.append(
            Job(
                name=_UNSAFE.sub("-", label.replace("https://", "").replace("http://", "")).strip(
                    "-."
                ),
                what=f"crawl {spider}",
                command=("-m", "scrapy", "crawl", spider, *options),
                times=tuple(_later(time, 10 * index) for time in times),
                jitter=jitter,
                budget=budget,
            )
        )
    return jobs


def _later(time: tuple[int, int], minutes: int) -> tuple[int, int]:
    hour, minute = divmod(time[0] * 60 + time[1] + minutes, 60)
    return hour % 24, minute


def parse_times(text: str) -> tuple[tuple[int, int], ...]:
    """'06:17,18:17' → ((6, 17), (18, 17)), sorted. Raises ValueError."""
    found = set()
    for part in text.split(","):
        match = _TIME.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"{part.strip() or text!r} is no time of a day; give 06:17,18:17")
        found.add((int(match[1]), int(match[2])))
    return tuple(sorted(found))
