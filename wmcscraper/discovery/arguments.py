"""Spider arguments (``-a name=value``), checked before anything is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from wmcscraper.discovery.frontier import Refresh
from wmcscraper.discovery.scope import Scope
from wmcscraper.ops.durations import seconds_of

__all__ = ["ArgumentError", "Arguments"]


_SCRAPYD = "_job"  # scrapyd tells each run its number


class ArgumentError(ValueError):
    """An argument is unknown or unusable; the message says what to give instead."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What ``-a`` can say to a spider of this project."""

    start_url: str
    """Where the run starts, and with its host what the site is."""
    since: str | None = None
    """Only articles published on this ISO day or later."""
    max_pages: int | None = None
    """Most pages to ask for; None takes the setting WMC_MAX_PAGES."""
    refresh: Refresh = Refresh.RECENT
    """Which known pages are asked for again."""
    time_budget: float | None = None
    """Seconds that the run may take; None takes the setting WMC_TIME_BUDGET."""

    @classmethod
    def parse(
        cls, given: Mapping[str, object], *, url_name: str, default_url: str | None
    ) -> Arguments:
        """Read ``given``; raises ArgumentError. ``url_name`` is how the spider calls its URL."""
        names = (url_name, "since", "max_pages", "refresh", "time_budget")
        for name in given:
            if name not in (*names, _SCRAPYD):
                raise ArgumentError(f"unknown argument -a {name}=; known are {', '.join(names)}")
        url = str(given.get(url_name) or default_url or "")
        if not url:
            raise ArgumentError(f"say which site: -a {url_name}=https://…/")
        return cls(
            start_url=_url(url, url_name),
            since=_day(given.get("since")),
            max_pages=_count(given.get("max_pages")),
            refresh=_refresh(given.get("refresh")),
            time_budget=_seconds(given.get("time_budget")),
        )


def _url(text: str, name: str) -> str:
    text = text.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        Scope(text)
    except ValueError:
        raise ArgumentError(f"-a {name}={text} is no http(s) address; give https://host/") from None
    return text if urlsplit(text).path else f"{text}/"


def _day(value: object) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ArgumentError(f"-a since={value} is no day; give it as 2025-01-31") from None


def _count(value: object) -> int | None:
    if value is None:
        return None
    try:
        count = int(str(value))
    except ValueError:
        count = 0
    if count < 1:
        raise ArgumentError(f"-a max_pages={value} is no number of pages; give 1 or more")
    return count


def _refresh(value: object) -> Refresh:
    if value is None:
        return Refresh.RECENT
    try:
        return Refresh(str(value))
    except ValueError:
        known = "|".join(Refresh)
        raise ArgumentError(f"-a refresh={value} is unknown; give {known}") from None


def _seconds(value: object) -> float | None:
    if value is None:
        return None
    try:
        return seconds_of(value)
    except ValueError as error:
        raise ArgumentError(f"-a time_budget={error}") from None
