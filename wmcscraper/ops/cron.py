"""Jobs as lines of a crontab."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from wmcscraper.ops.jobs import KILL_AFTER, Job, Place

__all__ = ["QUIET", "cron_command", "crontab"]

QUIET = (0, 8, 10)
"""Exit statuses that are nobody's fault: done, interrupted (a shutdown), still running."""


def crontab(jobs: Sequence[Job], place: Place, on_failure: str | None = None) -> Iterator[str]:
    """Lines for ``crontab -e``, a comment above each job.

    Nothing is printed by a run that did its job, so cron mails only what went wrong.
    """
    yield "# wmcscraper: 'crontab -e', and put these lines in. Times are the machine's own."
    yield "# MAILTO=you@example.org   # cron mails what a run that failed says"
    yield "SHELL=/bin/sh"
    for job in jobs:
        yield f"# {job.what}" + (f"; log: {_log(job, place)}" if job.crawls else "")
        minutes: dict[int, list[int]] = {}
        for hour, minute in job.times:
            minutes.setdefault(minute, []).append(hour)
        # In a crontab a bare % is the end of the line.
        command = cron_command(job, place, on_failure).replace("%", "\\%")
        for minute, hours in minutes.items():
            yield f"{minute} {','.join(map(str, hours))} * * * {command}"


def cron_command(job: Job, place: Place, on_failure: str | None = None) -> str:
    """What /bin/sh runs for a job: a line that waits a random while, then runs it with a log."""
    parts = [f"cd {shlex.quote(str(place.folder))}"]
    if job.jitter:
        parts.append(f'sleep "$(shuf -i 0-{job.jitter} -n 1)"')
    run = ["nice", "-n", "10"]
    if job.budget:  # the run ends by itself in its budget; this is for one that hangs
        run += ["timeout", "-k", "60", str(job.budget + KILL_AFTER)]
    run += [str(place.python), *job.command]
    if job.crawls:
        run += ["--logfile", _log(job, place)]
    parts.append(f"{shlex.join(run)} >/dev/null")
    line = " && ".join(parts)
    if on_failure:
        quiet = "|".join(map(str, QUIET))
        line += f"; case $? in {quiet}) ;; *) {on_failure} ;; esac"
    return line


def _log(job: Job, place: Place) -> str:
    return str(place.logs / f"{job.name}.log")
