"""What one run sees of a site's articles, as the measures that site_stats keeps."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import datetime
from statistics import fmean, median

from wmcscraper.health.database import age_of
from wmcscraper.items import Article

__all__ = ["Collector", "is_mojibake"]

_EXAMPLES = 3
_SHORT = 80  # words: a body that a shrunk one is shown by
_FILLED = ("title", "date", "authors", "body", "summary", "language", "section", "tags")
_PARTS = ("quotes", "figures", "images", "links")
_SCORED = ("title", "date", "body", "authors")
# UTF-8 that was read as Windows-1252 or Latin-1, and what stands for bytes that are no text.
_BROKEN = re.compile("[ÃÅÐÑ][\u0080-\u00bf\u0192\u201a-\u2026\u2030\u0152\u0160\u0178\u017d]|"
                     "Â[\u00a0-\u00bf]|â\u20ac|\ufffd|[\u0080-\u009f]")  # fmt: skip


def is_mojibake(title: str | None, body: str) -> bool:
    """Whether a text was decoded wrongly: once in the title, or twice in the start of the body."""
    if title and _BROKEN.search(title):
        return True
    found = _BROKEN.finditer(body, 0, 20_000)
    return next(found, None) is not None and next(found, None) is not None


class Collector:
    """Adds up the articles of a run; ``measures`` at its end."""

    def __init__(self) -> None:
        self.examples: dict[str, list[str]] = defaultdict(list)
        """Up to three pages that lack a field, or show another fault, by measure."""
        self._count: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        self._titles: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._words: list[int] = []
        self._scores: dict[str, list[float]] = defaultdict(list)
        self._ages: list[float] = []

    def add(
        self,
        article: Article,
        *,
        seen: datetime,
        known: bool,
        was_dated: str | None,
        repeated: bool,
    ) -> None:
        """An article as it was read at ``seen`` (UTC).

        ``known``: the database has it from an earlier run, with the date ``was_dated``;
        ``repeated``: another article of the site has its title.
        """
        self._count["articles"] += 1
        self._count["known_read" if known else "new_read"] += 1
        for name in _FILLED:
            self._has(name, bool(getattr(article, name)), article.url)
        for name in _PARTS:
            number = len(getattr(article, name))
            self._sums[name] += number
            self._has(f"with_{name}", number > 0, article.url)
        words = len(article.body.split())
        self._words.append(words)
        self._fault("words", words < _SHORT, article.url)
        for name in _SCORED:
            score = article.confidence.get(name, {}).get("score")
            if isinstance(score, (int, float)):
                self._scores[name].append(float(score))
        if article.language:
            self._languages[article.language] += 1
        self._titles[article.title or ""] += 1
        self._fault("repeated_title", repeated, article.url)
        self._fault("mojibake", is_mojibake(article.title, article.body), article.url)
        self._dates(article, seen, known=known, was_dated=was_dated)

    def _dates(
        self, article: Article, seen: datetime, *, known: bool, was_dated: str | None
    ) -> None:
        age = age_of(article.date, seen.isoformat())
        if age is not None:
            self._fault("future", age < 0, article.url)
            self._fault("today", age == 0, article.url)
            if not known:
                self._ages.append(max(0.0, age))
                if age > 7:
                    self._example("age", article.url)
        if known and was_dated and article.date:
            size = min(len(was_dated), len(article.date), 10)
            self._fault("date_moved", was_dated[:size] != article.date[:size], article.url)

    def _has(self, name: str, there: bool, url: str) -> None:
        self._count[name] += there
        if not there:
            self._example(name, url)

    def _fault(self, name: str, there: bool, url: str) -> None:
        self._count[name] += there
        if there:
            self._example(name, url)

    def _example(self, name: str, url: str) -> None:
        if len(self.examples[name]) < _EXAMPLES:
            self.examples[name].append(url)

    def measures(self) -> dict[str, float]:
        """The measures of ``site_stats`` that the articles of the run give (docs/database.md)."""
        n = self._count["articles"]
        values = {name: float(self._count[name]) for name in ("articles", "new_read", "known_read")}
        if not n:
            return values
        shares = (*_FILLED, *(f"with_{name}" for name in _PARTS), "repeated_title", "mojibake")
        values |= {name: self._count[name] / n for name in (*shares, "future", "today")}
        values |= {name: self._sums[name] / n for name in _PARTS}
        values |= {"words": fmean(self._words), "words_median": float(median(self._words))}
        values |= {f"confidence:{name}": fmean(found) for name, found in self._scores.items()}
        values |= {f"language:{name}": found / n for name, found in self._languages.items()}
        if n >= 3:
            values["same_title"] = self._titles.most_common(1)[0][1] / n
        if self._count["known_read"]:
            values["date_moved"] = self._count["date_moved"] / self._count["known_read"]
        if self._ages:
            values["age"] = min(self._ages)
        return values
