"""A file for the textfile collector of Prometheus' node exporter."""

from __future__ import annotations

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from wmcscraper.alerts.news import RunNews

__all__ = ["METRICS", "render", "write"]

_PREFIX = "wmcscraper_"
METRICS: Mapping[str, str] = {
    "run_last_timestamp_seconds": "When the last run ended.",
    "run_last_success_timestamp_seconds": "When the last run ended that did its job.",
    "run_exit_status": "Exit status of the last run.",
    "run_duration_seconds": "How long the last run took.",
    "run_requests": "Requests of the last run.",
    "run_pages": "Pages that the last run read.",
    "run_articles_new": "New articles of the last run.",
    "run_articles_changed": "Changed articles of the last run.",
    "run_rejected": "Pages and items that the last run rejected.",
    "run_errors": "Pages that failed in the last run.",
    "drift_alarms": "Breaks that are there after the last run.",
    "drift_alarm": "1 for each measure in which the site broke.",
}
"""Names (after 'wmcscraper_') and what they mean; all are gauges."""
_SUCCESS = "run_last_success_timestamp_seconds"
_LINE = re.compile("^" + _PREFIX + r"([a-z_]+)(\{[^\n]*\}) (\S+)", re.MULTILINE)


def render(news: RunNews, before: str = "") -> str:
    """The file's text after a run; ``before`` is what it held: other spiders and sites stay, and
    so does the time of the last success if this run was none."""
    labels = f'spider="{_escaped(news.spider)}",site="{_escaped(news.site)}"'
    lines: dict[str, list[str]] = {name: [] for name in METRICS}
    success: str | None = None
    for name, told, number in _LINE.findall(before):
        if not told.startswith((f"{{{labels}}}", f"{{{labels},")):
            lines.setdefault(name, []).append(f"{told} {number}")
        elif name == _SUCCESS:
            success = number
    now = f"{news.finished.timestamp():.0f}"
    own: dict[str, str | None] = {
        "run_last_timestamp_seconds": now,
        _SUCCESS: success if news.status else now,
        "run_exit_status": str(int(news.status)),
        "run_duration_seconds": f"{news.seconds:.0f}",
        "run_requests": _count(news, "requests"),
        "run_pages": _count(news, "pages"),
        "run_articles_new": _count(news, "new"),
        "run_articles_changed": _count(news, "changed"),
        "run_rejected": _count(news, "rejected"),
        "run_errors": _count(news, "errors"),
        "drift_alarms": str(len(news.findings)),
    }
    for name, number in own.items():
        if number is not None:
            lines[name].append(f"{{{labels}}} {number}")
    for finding in news.findings:
        lines["drift_alarm"].append(f'{{{labels},field="{_escaped(finding.field)}"}} 1')
    text = []
    for name, meaning in METRICS.items():
        if lines[name]:
            text += [f"# HELP {_PREFIX}{name} {meaning}", f"# TYPE {_PREFIX}{name} gauge"]
            text += [f"{_PREFIX}{name}{line}" for line in sorted(lines[name])]
    return "\n".join([*text, ""])


def _count(news: RunNews, name: str) -> str:
    return str(news.counts.get(name, 0))


def _escaped(label: str) -> str:
    return label.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def write(news: RunNews, path: Path) -> None:
    """Put the news into the file: whole or not at all, also for who reads it meanwhile.

    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path):
        before = path.read_text("utf-8") if path.exists() else ""
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(render(news, before))
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)  # the exporter runs as another user
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Runs that end at once write one after the other."""
    with Path(f"{path}.lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
