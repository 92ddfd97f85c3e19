"""Second step: every date is ISO 8601 with no more than is known, and its precision fits it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from scrapy.crawler import Crawler

from wmcscraper import stats
from wmcscraper.items import Article, Event

__all__ = ["BAD_DATES", "DatesPipeline", "normal_date", "precision_of"]

BAD_DATES = stats.PREFIX + "bad_dates"
_FORM = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def normal_date(value: str | None) -> str | None:
    """``value`` in the one form that the database holds, or None if it is no date.

    2026, 2026-03, 2026-03-09, 2026-03-09T14:30 or 2026-03-09T14:30:00+02:00; 'Z' becomes +00:00.
    """
    match = _FORM.fullmatch((value or "").strip())
    if match is None:
        return None
    year, month, day, time, seconds, offset = match.groups()
    date = "-".join(filter(None, (year, month, day)))
    if time:
        date += f"T{time}{seconds or ''}"
    if offset:
        offset = "+00:00" if offset == "Z" else offset
        date += offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"
    try:
        datetime.fromisoformat(date + {4: "-01-01", 7: "-01"}.get(len(date), ""))
    except ValueError:
        return None
    return date


def precision_of(date: str | None) -> str | None:
    """minute, day, month or year, as a normal date's length tells; None for no date."""
    return _PRECISIONS.get(len(date), "minute") if date else None


class DatesPipeline:
    """Normalises the dates of articles, their links and events; drops what is no date.

    The words as the page had them stay in ``date_raw``. Dates dropped are counted.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats is not None
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DatesPipeline:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            self._article(item)
        elif isinstance(item, Event):
            self._event(item)
        return item

    def _article(self, article: Article) -> None:
        article.date = self._normal(article.date)
        article.date_precision = precision_of(article.date)
        article.modified = self._normal(article.modified)
        for link in article.links:
            link.date = self._normal(link.date)

    def _event(self, event: Event) -> None:
        event.start_date = self._normal(event.start_date)
        event.end_date = self._normal(event.end_date)
        start, end = event.start_date, event.end_date
        if end and not start:
            event.start_date, event.end_date = end, None
        elif start and end and end[:10] < start[: len(end[:10])]:
            event.end_date = None  # an end before the start is a reading error
            self._count()
        event.date_precision = precision_of(event.start_date)

    def _normal(self, value: str | None) -> str | None:
        date = normal_date(value)
        if value and date is None:
            self._count()
        return date

    def _count(self) -> None:
        self.stats.inc_value(BAD_DATES)
