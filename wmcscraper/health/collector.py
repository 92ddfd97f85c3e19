"""What one run sees of a site's articles, as the measures that site_stats keeps."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import datetime
from statistics import fmean, median
from typing import Any

from wmcscraper.health.database import age_of
from wmcscraper.health.fields import weight_of
from wmcscraper.health.former import FIELDS, PARTS, Former
from wmcscraper.items import Article

__all__ = ["Collector", "is_mojibake"]

_EXAMPLES = 3
_SHORT = 120  # words: what lies before a paywall, a teaser, a notice on cookies
_LONG = 600  # characters: a text that can shrink
_KEPT = 0.5  # share of its former length that a text keeps when an editor shortens it
_SWOLLEN = 4.0  # a text so many times as long as it was has swallowed what is around it
_SAME = 0.4  # share of a text's long words that its former text has, unless it is another text
_TOLD = 20  # long words that a text must have to be compared
_ZONE = 1  # days by which a date may differ for time zones' sake
_TEASER = 1.3  # a text of at most so many times its summary says no more than that
_SCORED = ("title", "date", "body", "authors")
# UTF-8 that was read as Windows-1252 or Latin-1, and what stands for bytes that are no text.
_BROKEN = re.compile("[ÃÅÐÑ][\u0080-\u00bf\u0192\u201a-\u2026\u2030\u0152\u0160\u0178\u017d]|"
                     "Â[\u00a0-\u00bf]|â\u20ac|\ufffd|[\u0080-\u009f]")  # fmt: skip


_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def is_mojibake(title: str | None, body: str) -> bool:
    """Whether a text was decoded wrongly: once in the title, or twice in the start of the body."""
    if title and _BROKEN.search(title):
        return True
    found = _BROKEN.finditer(body, 0, 20_000)
    return next(found, None) is not None and next(found, None) is not None


class Collector:
    """Adds up the articles of a run; ``measures`` at its end."""

    def __init__(self, usual_length: int = 0) -> None:
        """``usual_length``: characters of the middle one of the site's articles, if it is known."""
        self._usual_length = usual_length
        self.examples: dict[str, list[str]] = defaultdict(list)
        """Up to three pages that lack a field, or show another fault, by measure."""
        self._count: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        self._had: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self._titles: Counter[Any] = Counter()
        self._authors: Counter[Any] = Counter()
        self._bodies: Counter[Any] = Counter()
        self._languages: Counter[str] = Counter()
        self._words: list[int] = []
        self._scores: dict[str, list[float]] = defaultdict(list)
        self._ages: list[float] = []

    def add(
        self,
        article: Article,
        *,
        seen: datetime,
        former: Former | None,
        repeated: bool,
        check: bool = False,
    ) -> None:
        """An article as it was read at ``seen`` (UTC).

        ``former``: what is known of it from earlier runs, None for a new one; ``repeated``:
        another article of the site has its title; ``check``: it was read only to be held against
        what is known of it, as in each run, and says nothing of the run's articles.
        """
        broken = is_mojibake(article.title, article.body)
        if former is not None:
            self._compare(article, former, broken=broken)
            if check:
                self._moved(article, former)
                return
        self._count["articles"] += 1
        self._count["new_read" if former is None else "known_read"] += 1
        for name in FIELDS:
            self._has(name, bool(getattr(article, name)), article.url)
        for name in PARTS:
            number = len(getattr(article, name))
            self._sums[name] += number
            self._has(f"with_{name}", number > 0, article.url)
        words = len(article.body.split())
        self._words.append(words)
        self._fault("short", words < _SHORT, article.url)
        if self._usual_length and len(article.body) > _SWOLLEN * self._usual_length:
            self._example("grown", article.url)
        summary = len(article.summary or "")
        self._fault("teaser", 0 < len(article.body) < _TEASER * summary, article.url)
        if article.body:
            self._bodies[hash(article.body)] += 1
        if article.authors:
            self._authors[tuple(article.authors)] += 1
        self._has("with_units", _with_units(article), article.url)
        for name in _SCORED:
            score = article.confidence.get(name, {}).get("score")
            if isinstance(score, (int, float)):
                self._scores[name].append(float(score))
        if article.language:
            self._languages[article.language] += 1
        if article.title:
            self._titles[article.title] += 1
        self._fault("repeated_title", repeated, article.url)
        self._fault("mojibake", broken, article.url)
        self._dates(article, seen, former)

    def _compare(self, article: Article, former: Former, *, broken: bool) -> None:
        """What a known article had and its page no longer gives, or gives otherwise."""
        if "texts" in former.doubtful:
            return
        for name in (*FIELDS, *PARTS):
            if name in former.has and name != "body":
                self._still(f"kept:{name}", bool(getattr(article, name)), article.url)
        if "units" in former.has:
            self._still("kept:units", _with_units(article), article.url)
        if len(former.body) >= _LONG:
            least = _KEPT * min(len(former.body), self._usual_length or len(former.body))
            most = _SWOLLEN * max(len(former.body), self._usual_length)
            self._still("kept:body", least <= len(article.body) <= most, article.url)
        if article.body and (alike := _alike(article.body, former.body)) is not None:
            self._still("same:text", alike, article.url)
        if former.body and not is_mojibake(former.title, former.body):
            self._still("kept:clean", not broken, article.url)
        if article.title and former.title:
            self._still("same:title", article.title == former.title, article.url)
        if article.language and former.language:
            self._still("same:language", article.language == former.language, article.url)
        known = _names(former.authors)
        if article.authors and known:
            self._still("same:authors", bool(known & set(article.authors)), article.url)

    def _still(self, name: str, there: bool, url: str) -> None:
        self._had[name] += 1
        self._kept[name] += there
        if not there:
            self._example(name, url)

    def _dates(self, article: Article, seen: datetime, former: Former | None) -> None:
        age = age_of(article.date, seen.isoformat())
        if age is not None:
            self._fault("future", age < 0, article.url)
            if former is None:
                self._fault("today", age == 0, article.url)
                self._ages.append(max(0.0, age))
                if age > 7:
                    self._example("age", article.url)
        if former is not None:
            self._moved(article, former)

    def _moved(self, article: Article, former: Former) -> None:
        if not article.date or "dates" in former.doubtful:
            return
        first, now = age_of(former.date, former.seen), age_of(article.date, former.seen)
        if first is not None:
            self._count["known_dated"] += 1
            moved = now is not None and abs(now - first) > _ZONE
            self._fault("date_moved", moved, article.url)

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
        for name, had in self._had.items():
            values |= {weight_of(name): float(had), name: self._kept[name] / had}
        for name, of in (("date_moved", "known_dated"), ("today", "new_read")):
            if self._count[of]:
                values |= {of: float(self._count[of]), name: self._count[name] / self._count[of]}
        if not n:
            return values
        shares = (*FIELDS, *(f"with_{name}" for name in PARTS), "with_units")
        shares = (*shares, "short", "teaser", "repeated_title", "mojibake", "future")
        values |= {name: self._count[name] / n for name in shares}
        values |= {name: self._sums[name] / n for name in PARTS}
        values |= {"words": fmean(self._words), "words_median": float(median(self._words))}
        values |= {f"confidence:{name}": fmean(found) for name, found in self._scores.items()}
        values |= {f"language:{name}": found / n for name, found in self._languages.items()}
        if n >= 3:
            for name, found in (
                ("same_title", self._titles),
                ("same_body", self._bodies),
                ("same_authors", self._authors),
            ):
                if found:
                    values[name] = found.most_common(1)[0][1] / n
        if self._ages:
            values["age"] = min(self._ages)
        return values


def _with_units(article: Article) -> bool:
    return any(figure.unit for figure in article.figures)


def _names(stored: str | None) -> set[str]:
    """Authors as they are stored."""
    try:
        return set(json.loads(stored or "[]"))
    except (TypeError, ValueError):
        return set()


def _alike(body: str, former: str) -> bool | None:
    """Whether the words of a text are those of its former one, as far as it goes: what was cut
    says nothing else. None for texts that are too short to tell."""
    known = set(_LONG_WORD.findall(former, 0, 20_000))
    words = set(_LONG_WORD.findall(body, 0, 6_000))
    if min(len(known), len(words)) < _TOLD:
        return None
    return len(words & known) >= _SAME * len(words)
