"""Every date that a page states about itself, with its origin: the evidence, not the judgement."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from wmcscraper.fields.site_names import shown_text
from wmcscraper.fields.title import Title
from wmcscraper.identity import fold
from wmcscraper.page import Page
from wmcscraper.text.calendar_words import words
from wmcscraper.text.clean import clean
from wmcscraper.text.dates import DateMention, find_dates, parse_date

__all__ = [
    "Candidate",
    "Reader",
    "from_hints",
    "from_jsonld",
    "from_meta",
    "from_url",
    "meta_values",
    "story_nodes",
    "tables",
    "types_of",
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be the story's."""

    date: str
    """ISO 8601, cut to ``precision``."""
    precision: str
    """minute, day, month or year."""
    raw: str
    """As the page writes it."""
    origin: str
    """Where it was found: 'jsonld', 'meta:article:published_time', 'text', 'url' …"""
    score: float
    """The chance, 0..1, that it is what ``modified`` says, judged by its place alone."""
    modified: bool = False
    """Whether the page calls it the date of a change."""

    @property
    def day(self) -> str:
        """The day as written; shorter where only a month or a year is known."""
        return self.date[:10]


@dataclass(frozen=True, slots=True)
class Reader:
    """How the dates of one page are read."""

    language: str | None
    order: str | None
    anchor: dt.date | None = None
    """When the page was fetched: what '2 hours ago' is counted from. A datetime gives the hour."""

    def one(self, text: object) -> DateMention | None:
        """The date that a metadata value states."""
        if isinstance(text, list):
            text = text[0] if text else None
        if isinstance(text, int | float) or (isinstance(text, str) and text.isdecimal()):
            return _epoch(str(text))
        if not isinstance(text, str):
            return None
        return _parse(text, self.language, self.order)

    def all(self, text: str) -> list[DateMention]:
        """The single dates that a line states."""
        found = find_dates(text, language=self.language, order=self.order, anchor=self.anchor)
        # 'Two hours ago' tells the day; its minute would be another one at each visit.
        return [
            replace(m, date=m.date[:10], precision="day")
            if m.precision == "minute" and not _CLOCK.search(m.raw)
            else m
            for m in found
        ]

    def may_date(self, text: str) -> bool:
        """Whether a line can state a date: it has a digit, or is short enough for 'yesterday'."""
        short = self.anchor is not None and len(text) <= _RELATIVE_LINE
        return short or _DIGIT.search(text) is not None


@lru_cache(maxsize=1024)
def _parse(text: str, language: str | None, order: str | None) -> DateMention | None:
    """A metadata value, read once a page: most pages give theirs three times."""
    return parse_date(clean(text), language=language, order=order) if len(text) < 500 else None


@cache
def tables() -> dict[str, Any]:
    """The packaged weights and words."""
    return tomllib.loads(
        files("wmcscraper.fields").joinpath("data/dates.toml").read_text(encoding="utf-8")
    )


# A JSON-LD article that is not this page's story, among several: a teaser.
_OTHER_STORY = 0.25
_PAGE_NODE = 0.88  # WordPress plugins give the story's dates to the WebPage node
_MEDIA_NODE = 0.4
_UNTYPED = 0.6
_SAME_START = 40  # characters that two forms of one headline share, as systems cut the end

_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d{4}|\d{1,2}[:.h]\d\d")  # a date that is none of '2 hours ago'
_RELATIVE_LINE = 60  # characters of a line that says 'yesterday' without a number

_SCRIPT = 0.5
_LEAST_SCRIPT = 40
_MOST_SCRIPT_DAYS = 2
_SCRIPT_DATE = re.compile(
    r'"(?:date_?published|published_?(?:at|date|on|time)?|publish_?(?:date|time|at|on)|pub_?date'
    r"|publication_?(?:date|time)|first_?published?_?(?:at|date|time|on)?|article_?date"
    r'|original_?publish_?date|date_?publication)\\?"\s?:\s?\\?"'
    r"(20\d\d-\d\d-\d\d(?:[T ][\d:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?)?)",
    re.IGNORECASE,
)

_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_.-](0?[1-9]|1[0-2])[/_.-](0?[1-9]|[12]\d|3[01])(?!\d)"
)
_URL_COMPACT = re.compile(r"(?<!\d)(20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH_NAME = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?=/|-|$)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=[/-]|$)")
_URL_SCORES = {"day": 0.72, "compact": 0.5, "month": 0.25}


def from_jsonld(page: Page, title: Title, reader: Reader) -> Iterator[Candidate]:
    """Dates of the JSON-LD nodes, the page's own story before others."""
    data = tables()["jsonld"]
    stories = [n for n in _articles(page) if _has_date(n)]
    headlines = _headlines(title)
    named = any(_has_headline(n, headlines) for n in stories)
    for node in page.jsonld:
        types = types_of(node)
        origin = "jsonld"
        if not types.isdisjoint(_types("article")):
            factor = 1.0
            same = _has_headline(node, headlines) if named else _is_this_page(node, page)
            if len(stories) > 1 and not same:
                factor = _OTHER_STORY
            if "creativework" in types or "review" in types:
                factor = min(factor, _UNTYPED)
        elif not types.isdisjoint(_types("page")):
            factor, origin = _PAGE_NODE, "webpage"
        elif not types.isdisjoint(_types("media")):
            factor = _MEDIA_NODE
        else:
            continue
        lowered = {key.lower(): value for key, value in node.items() if isinstance(key, str)}
        for key, weight in data["published"].items():
            if mention := reader.one(lowered.get(key)):
                yield candidate_of(mention, f"{origin}:{key}", weight * factor)
        if mention := reader.one(lowered.get("datemodified")):
            yield candidate_of(mention, f"{origin}:datemodified", 0.9 * factor, modified=True)


def story_nodes(page: Page, title: Title) -> list[dict[str, Any]]:
    """The JSON-LD articles that are this page's story, best first; all of them where none is."""
    stories = _articles(page)
    headlines = _headlines(title)
    return (
        [n for n in stories if _has_headline(n, headlines)]
        or [n for n in stories if _is_this_page(n, page)]
        or stories[:1]
    )


@cache
def _types(kind: str) -> frozenset[str]:
    return frozenset(tables()["jsonld"]["types"][kind])


def _articles(page: Page) -> list[dict[str, Any]]:
    """The JSON-LD nodes that are stories, of this page or of others."""
    known = _types("article")
    return [node for node in page.jsonld if not known.isdisjoint(types_of(node))]


def types_of(node: Mapping[str, Any]) -> set[str]:
    """The JSON-LD types of a node in lower case, without their namespace."""
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {k.rsplit("/", 1)[-1].lower() for k in kinds if isinstance(k, str)}


def _has_date(node: Mapping[str, Any]) -> bool:
    return bool(node.get("datePublished") or node.get("dateCreated"))


def _headlines(title: Title) -> set[str]:
    """The page's headline, folded, as metadata and as its heading give it."""
    if not title.text:
        return set()
    shown = shown_text(title.element) if title.element is not None else ""
    return {fold(text).casefold() for text in (title.text, shown)} - {""}


def _has_headline(node: Mapping[str, Any], headlines: set[str]) -> bool:
    """Whether a node's headline is one of the page's."""
    headline = node.get("headline") or node.get("name")
    if not headlines or not isinstance(headline, str):
        return False
    one = fold(headline).casefold()
    return bool(one) and any(
        one.startswith(other[:_SAME_START]) or other.startswith(one[:_SAME_START])
        for other in headlines
    )


def _is_this_page(node: Mapping[str, Any], page: Page) -> bool:
    path = urlsplit(page.url).path.rstrip("/")
    main = node.get("mainEntityOfPage")
    places = [node.get("url"), node.get("@id"), main]
    if isinstance(main, dict):
        places.append(main.get("@id"))
    return bool(path) and any(
        isinstance(p, str) and "://" in p and p.split("#")[0].rstrip("/").endswith(path)
        for p in places
    )


def from_meta(page: Page, reader: Reader) -> Iterator[Candidate]:
    """Dates of <meta> elements, by the weight of their names."""
    data = tables()["meta"]
    for name, values in page.meta.items():
        for table, modified in ((data["published"], False), (data["modified"], True)):
            if (weight := table.get(name)) and (mention := reader.one(values[0])):
                yield candidate_of(mention, f"meta:{name}", weight, modified=modified)


def meta_values(page: Page) -> Iterator[str]:
    """The values of <meta> elements that are dates, as written."""
    data = tables()["meta"]
    for name, values in page.meta.items():
        if name in data["published"] or name in data["modified"]:
            yield values[0]


def from_scripts(page: Page, reader: Reader) -> Iterator[Candidate]:
    """Dates of publication in the data that a script shows the page with."""
    found: Counter[str] = Counter()
    for script in page.tree.all("script"):
        text = script.text
        if text and len(text) > _LEAST_SCRIPT and "ld+json" not in (script.get("type") or ""):
            found.update(match[1] for match in _SCRIPT_DATE.finditer(text))
    days = {value[:10] for value in found}
    # Data of many stories, in which nothing tells which one is shown.
    if found and len(days) <= _MOST_SCRIPT_DAYS:
        value, _ = found.most_common(1)[0]
        if mention := reader.one(value):
            yield candidate_of(mention, "script", _SCRIPT / len(days))


def from_url(page: Page) -> Iterator[Candidate]:
    """The date that the page's address states."""
    path = urlsplit(page.url).path.lower()
    for kind, pattern in (("day", _URL_DAY), ("compact", _URL_COMPACT)):
        if match := pattern.search(path):
            numbers = [int(g) for g in match.groups() if g.isdigit()]
            written = "{:04d}-{:02d}-{:02d}".format(*numbers)
            if parse_date(written):
                yield Candidate(written, "day", match[0].strip("/"), "url", _URL_SCORES[kind])
                return
    if (match := _URL_MONTH_NAME.search(path)) and (month := words("en").month(match[2])):
        written = f"{match[1]}-{month:02d}-{int(match[3]):02d}"
        if parse_date(written):
            yield Candidate(written, "day", match[0].strip("/"), "url", _URL_SCORES["day"])
            return
    if match := _URL_MONTH.search(path):
        written = f"{match[1]}-{match[2]}"
        yield Candidate(written, "month", match[0].strip("/"), "url", _URL_SCORES["month"])


def from_hints(hints: Mapping[str, str], reader: Reader) -> Iterator[Candidate]:
    """Dates that somebody else states: a feed, a sitemap, a listing."""
    for table, modified in (("hints", False), ("hints_modified", True)):
        for name, weight in tables()[table].items():
            if mention := reader.one(hints.get(name)):
                yield candidate_of(mention, name, weight, modified=modified)


def candidate_of(
    mention: DateMention, origin: str, score: float, *, modified: bool = False
) -> Candidate:
    """A mention with its origin and weight."""
    return Candidate(mention.date, mention.precision, mention.raw, origin, score, modified)


def _epoch(digits: str) -> DateMention | None:
    """Compact dates ('20250124') and seconds or milliseconds since 1970, as UTC."""
    if len(digits) == 8:
        return parse_date(digits)
    if len(digits) not in {10, 13} or not digits.isdecimal() or not digits.isascii():
        return None
    seconds = int(digits[:10])
    days, rest = divmod(seconds, 86400)
    # Howard Hinnant's days-to-civil is what date.fromordinal does; 719163 is 1970-01-01.
    from datetime import date

    day = date.fromordinal(719163 + days).isoformat()
    clock = f"T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}+00:00"
    return DateMention(0, len(digits), day + clock, None, "minute", digits)
