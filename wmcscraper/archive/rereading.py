"""Reading one archived page anew: what a worker process of ``scrapy reextract`` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.reading import response_at
from wmcscraper.reading import Reading, read_page

__all__ = ["Answer", "Task", "reread", "reread_all"]


@dataclass(frozen=True, slots=True)
class Task:
    """A page to read: where its bytes are, and what the run knew beside them."""

    path: Path
    offset: int
    url: str
    fetched: str
    content_type: str | None
    limit: int
    """Most bytes of the page."""
    hints: dict[str, str] = field(default_factory=dict)
    since: str | None = None


@dataclass(slots=True)
class Answer:
    """What came of a task: a reading, or why there is none."""

    reading: Reading | None
    fault: str | None = None


def reread(task: Task) -> Answer:
    """Read one page. What is wrong with it is told, never raised."""
    try:
        body = response_at(task.path, task.offset).body(task.limit)
        reading = read_page(
            body,
            task.url,
            content_type=task.content_type,
            fetched=task.fetched,
            hints=task.hints,
            since=task.since,
        )
    except ArchiveError as error:
        return Answer(None, str(error))
    except Exception as error:  # noqa: BLE001 (told with its page; the other pages go on)
        return Answer(None, f"{task.url}: the extraction broke: {type(error).__name__}: {error}")
    reading.page = None  # a parsed tree does not travel between processes
    return Answer(reading)


def reread_all(tasks: Sequence[Task]) -> list[Answer]:
    """Read several pages, in their order."""
    return [reread(task) for task in tasks]


def warm(_: Any = None) -> None:
    """Nothing: that this module is imported is what a new process needs."""
