"""Reading archived pages anew: one, or many in several processes at once."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context, parent_process
from pathlib import Path
from types import TracebackType

from wmcscraper.archive.files import ArchiveError
from wmcscraper.archive.plan import Planned
from wmcscraper.archive.reading import response_at
from wmcscraper.reading import Reading, read_page
from wmcscraper.signatures import Signature

__all__ = ["Answer", "PageReaders", "Task", "reread"]

_CHUNK = 8  # pages that a process gets at once
_RECORDS = 64 * _CHUNK  # and at the most so many records, where hardly one of them is a page
_AHEAD = 6  # chunks that each process has waiting


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
    signature: Signature | None = None
    """Of the article, complete: the process that writes has no time for it."""


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
    article = reading.article
    signature = Signature(article.title or "", article.body).complete() if article else None
    return Answer(reading, signature=signature)


class PageReaders:
    """Reads pages in ``jobs`` processes, or in this one where that is 1.

    The processes begin with the block, so that they hold neither database nor thread of this one.
    """

    def __init__(self, jobs: int, limit: int) -> None:
        """``limit``: most bytes of a page."""
        self._jobs = jobs
        self._limit = limit
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> PageReaders:
        if self._jobs > 1:
            # A fork has all modules loaded, which takes a new interpreter as long as fifty pages.
            way = "fork" if "fork" in get_all_start_methods() else None
            self._pool = ProcessPoolExecutor(self._jobs, get_context(way), initializer=_begin)
            self._pool.submit(_nothing).result()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def read(self, planned: Iterable[Planned]) -> Iterator[tuple[Planned, Answer | None]]:
        """Each step with what its page gave, in the order of the steps; None for what is no
        page. Raises ArchiveError where a process was killed."""
        if self._pool is None:
            for one in planned:
                task = self._task(one)
                yield one, reread(task) if task else None
            return
        waiting: deque[tuple[list[tuple[Planned, Task | None]], Future[list[Answer]]]] = deque()
        for chunk in self._chunks(planned):
            tasks = [task for _, task in chunk if task is not None]
            waiting.append((chunk, self._pool.submit(_reread_all, tasks)))
            if len(waiting) > self._jobs * _AHEAD:
                yield from _answered(*waiting.popleft())
        while waiting:
            yield from _answered(*waiting.popleft())

    def _chunks(self, planned: Iterable[Planned]) -> Iterator[list[tuple[Planned, Task | None]]]:
        chunk: list[tuple[Planned, Task | None]] = []
        pages = 0
        for one in planned:
            task = self._task(one)
            pages += task is not None
            chunk.append((one, task))
            if pages >= _CHUNK or len(chunk) >= _RECORDS:
                yield chunk
                chunk, pages = [], 0
        if chunk:
            yield chunk

    def _task(self, planned: Planned) -> Task | None:
        step = planned.step
        if not step.is_page or step.source is None:
            return None
        return Task(
            step.source.path,
            step.source.offset,
            step.record.url,
            step.record.date,
            step.record.header("Content-Type"),
            self._limit,
            step.note.get("hints") or {},
            step.note.get("since"),
        )


def _answered(
    chunk: list[tuple[Planned, Task | None]], future: Future[list[Answer]]
) -> Iterator[tuple[Planned, Answer | None]]:
    try:
        answers = iter(future.result())
    except BrokenProcessPool:
        raise ArchiveError(
            "a process that read pages was killed, perhaps for its memory; call it again to go "
            "on, with fewer --jobs"
        ) from None
    for planned, task in chunk:
        yield planned, None if task is None else next(answers)


def _reread_all(tasks: Sequence[Task]) -> list[Answer]:
    return [reread(task) for task in tasks]


def _begin() -> None:
    """Bind a new process to the one that it reads for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the first ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed says nothing, and its processes would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    """What a pool is given to do so that its processes begin."""
