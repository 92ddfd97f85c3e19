"""Jobs for scrapyd, and logs for logrotate."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from wmcscraper.ops.jobs import Job, Place

__all__ = ["logrotate", "scrapyd"]


def scrapyd(jobs: Sequence[Job], place: Place, port: int = 6800) -> Iterator[str]:
    """A scrapyd.conf and the lines of a crontab that start the jobs there.

    scrapyd keeps no exit status: 'scrapy report' and the table crawls tell how runs ended.
    """
    folder = str(place.folder)
    yield f"# ---- {folder}/scrapyd.conf; start scrapyd in that folder, by the same environment"
    yield "[scrapyd]"
    yield "bind_address = 127.0.0.1"
    yield f"http_port = {port}"
    yield f"logs_dir = {place.logs}"
    yield "items_dir ="
    yield "jobs_to_keep = 30"
    yield "max_proc = 2"
    yield ""
    yield "# ---- crontab -e"
    for job in filter(lambda job: job.crawls, jobs):
        for hour, minute in job.times:
            yield f"{minute} {hour} * * * {_start(job, port)}".replace("%", "\\%")


def _start(job: Job, port: int) -> str:
    """curl's call for a crawl; ``-a`` and ``-s`` become fields of the form."""
    _, _, _, spider, *options = job.command
    fields = ["project=default", f"spider={spider}"]
    for flag, value in zip(options[::2], options[1::2], strict=True):
        fields.append(value if flag == "-a" else f"setting={value}")
    data = [part for field in fields for part in ("--data-urlencode", field)]
    call = ["curl", "-fsS", "-o", "/dev/null", *data, f"http://127.0.0.1:{port}/schedule.json"]
    wait = f'sleep "$(shuf -i 0-{job.jitter} -n 1)" && ' if job.jitter else ""
    return wait + shlex.join(call)


def logrotate(place: Place) -> Iterator[str]:
    """A configuration that takes the place of WMC_LOG_MAX_MB (set that to 0 then).

    A run that still writes goes on in the renamed file, so that is compressed a round later.
    """
    path = str(place.logs / "*.log").replace('"', '\\"')
    yield "# /etc/logrotate.d/wmcscraper; in wmcscraper/settings.py: WMC_LOG_MAX_MB = 0"
    yield f'"{path}" {{'
    for line in ("weekly", "rotate 52", "compress", "delaycompress", "missingok", "notifempty"):
        yield f"    {line}"
    yield "    nocreate"
    yield "}"
