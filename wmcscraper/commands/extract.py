"""``scrapy extract``: what one page yields, without a crawl and without a database."""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import zlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar

from itemadapter import ItemAdapter
from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import IgnoreRequest, UsageError
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from wmcscraper.discovery.scope import Scope
from wmcscraper.discovery.wall import OutOfScope
from wmcscraper.explain import Choice, choices
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.extraction import Extraction, extract
from wmcscraper.items import Event
from wmcscraper.page import Page

__all__ = ["Command"]

_FORMATS = ("text", "json")
_MARKUP = re.compile(r"html|xml|^text/")
_COUNTED = ("quotes", "figures", "images", "links")


class _PageError(Exception):
    """The page could not be had; the message says why, ``status`` is the exit status."""

    def __init__(self, message: str, status: ExitStatus = ExitStatus.CRASHED) -> None:
        super().__init__(message)
        self.status = status


class _OnePage(Spider):
    """Asks for one page, with all the politeness of a crawl, and keeps the answer."""

    name = "extract"
    custom_settings: dict[str, Any] | None = {
        "EXTENSIONS": {},  # what records runs in the database
        "ITEM_PIPELINES": {},
        "RETRY_ENABLED": False,
    }

    def __init__(self, scope: Scope, url: str, answers: list[Response | Failure]) -> None:
        super().__init__()
        self.scope = scope
        self._url = url
        self._answers = answers

    async def start(self) -> AsyncIterator[Request]:
        """The only request."""
        yield Request(self._url, callback=self._keep, errback=self._keep, dont_filter=True)

    def _keep(self, answer: Response | Failure) -> None:
        self._answers.append(answer)


class Command(ScrapyCommand):
    """Prints the article of a page, where each field came from, the page's kind and its events."""

    requires_project = True
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "URL|FILE|- [options]"

    def short_desc(self) -> str:
        return "Show what one page yields: article, origin of each field, kind, events"

    def long_desc(self) -> str:
        return (
            f"{self.short_desc()}. A URL is fetched as a crawl would (robots.txt is obeyed); a "
            "file (.html or .html.gz) or '-' (standard input) is read as it is. Nothing is stored. "
            "Exit status: 0 done; 1 unreadable; 2 wrong arguments; 3 the site gave no page; "
            "6 robots.txt forbids it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Extract")
        group.add_argument("--url", metavar="URL", help="the address of a page that is read here")
        group.add_argument("--format", choices=_FORMATS, default="text", help="default: text")
        group.add_argument(
            "--explain", action="store_true", help="also show what each field was chosen from"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("give one URL, one file, or - for standard input")
        try:
            page = self._page(args[0], opts.url)
        except _PageError as error:
            print(f"scrapy extract: {error}", file=sys.stderr)
            self.exitcode = error.status
            return
        found = extract(page)
        explained = choices(page) if opts.explain else None
        if opts.format == "json":
            print(json.dumps(_as_json(found, explained), ensure_ascii=False, indent=2))
        else:
            print("\n".join(_as_text(found, explained)))

    # ---- where the page comes from
    def _page(self, source: str, url: str | None) -> Page:
        if "://" in source:
            if url is not None:
                raise UsageError("--url is for a page that is read from a file")
            return self._fetched(source)
        assert self.settings is not None
        limit = self.settings.getint("DOWNLOAD_MAXSIZE")
        if source == "-":
            html = sys.stdin.buffer.read(limit + 1)
        else:
            html = _read(Path(source), limit)
        if len(html) > limit:
            raise _PageError(f"{source} has more than {limit} bytes (DOWNLOAD_MAXSIZE)")
        if url is None:
            url = "https://localhost/" if source == "-" else Path(source).resolve().as_uri()
        else:
            _scope(url)
        return Page(html, url)

    def _fetched(self, url: str) -> Page:
        scope = _scope(url)
        answers: list[Response | Failure] = []
        assert self.crawler_process
        self.crawler_process.crawl(_OnePage, scope=scope, url=url, answers=answers)
        self.crawler_process.start()
        answer = answers[0] if answers else None
        if not isinstance(answer, Response):
            raise _why(url, answer)
        header = (answer.headers.get("Content-Type") or b"").decode("latin-1")
        kind = header.partition(";")[0].strip().lower()
        if not isinstance(answer, TextResponse) or (kind and not _MARKUP.search(kind)):
            raise _PageError(f"{answer.url} is no HTML page")
        return Page(answer.body, answer.url, content_type=header)


def _scope(url: str) -> Scope:
    try:
        return Scope(url)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _read(path: Path, limit: int) -> bytes:
    """The first ``limit`` bytes of a file and one more, unpacked."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise _PageError(f"cannot read {path}: {reason}") from None


def _why(url: str, failure: Failure | None) -> _PageError:
    """In one line, why there is no page."""
    if failure is None:
        return _PageError(f"{url} gave no answer", ExitStatus.UNREACHABLE)
    error = failure.value
    if isinstance(error, OutOfScope):
        return _PageError(f"{url} leads to another site: {error}", ExitStatus.UNREACHABLE)
    if isinstance(error, HttpError):
        line = f"{error.response.url} answers with status {error.response.status}"
        return _PageError(line, ExitStatus.UNREACHABLE)
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return _PageError(f"robots.txt forbids {url}", ExitStatus.FORBIDDEN)
    reason = " ".join(str(error).split()) or type(error).__name__
    return _PageError(f"{url} cannot be fetched: {reason}", ExitStatus.UNREACHABLE)


# ---- how it is shown
def _as_json(found: Extraction, explained: dict[str, list[Choice]] | None) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": found.verdict.kind,
        "reason": found.verdict.reason,
        "article": ItemAdapter(found.article).asdict(),
        "events": [ItemAdapter(event).asdict() for event in found.events],
    }
    if explained is not None:
        shown["choices"] = {
            name: [asdict(choice) for choice in listed] for name, listed in explained.items()
        }
    return shown


def _as_text(found: Extraction, explained: dict[str, list[Choice]] | None) -> Iterator[str]:
    article = found.article
    refused = "" if found.verdict.kind == "article" else f" ({found.verdict.reason})"
    yield _line("page", found.verdict.kind + refused)
    yield _line("url", article.url)
    for name in ("title", "date", "modified", "authors"):
        value = getattr(article, name)
        yield _line(name, _words(value) + _origin(article.confidence.get(name)))
    for name in ("language", "section", "tags", "summary"):
        yield _line(name, _words(getattr(article, name)))
    yield _line("body", f"{len(article.body)} characters" + _origin(article.confidence["body"]))
    for name in _COUNTED:
        yield _line(name, str(len(getattr(article, name))))
    for event in found.events:
        yield _line("event", _event(event))
    for name, listed in (explained or {}).items():
        yield f"\n{name} was chosen from"
        for choice in listed:
            mark = "*" if choice.chosen else " "
            yield f" {mark} {choice.score:5.2f}  {choice.origin:30} {choice.value}"
            if choice.evidence:
                yield f"{'':41}({choice.evidence})"
    if article.body:
        yield f"\n{article.body}"


def _line(name: str, value: str) -> str:
    return f"{name + ':':10} {value}"


def _words(value: str | list[str] | None) -> str:
    return ("; ".join(value) if isinstance(value, list) else value) or "-"


def _origin(confidence: dict[str, str | float] | None) -> str:
    if not confidence or confidence["origin"] == "none":
        return ""
    return f"   [{confidence['origin']}, {confidence['score']}]"


def _event(event: Event) -> str:
    days = event.start_date or "no date"
    if event.end_date and event.end_date != event.start_date:
        days += f" to {event.end_date}"
    name = f"{event.edition}. {event.name}" if event.edition else event.name
    return ", ".join(part for part in (name, days, event.city, event.country) if part)
