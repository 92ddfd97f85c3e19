"""Each way in which a site breaks, and what it is named by: with news, and without any."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from wmcscraper.health import Finding, Run, find
from wmcscraper.health.collector import Collector
from wmcscraper.health.former import FIELDS, PARTS, Former
from wmcscraper.items import Article, Figure, Image, Quote

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
RUNS, NEWS, CHECKS = 20, 4, 5
Spoil = Callable[[Article, datetime], None]

_SYLLABLES = ("bar", "dol", "fim", "gur", "kes", "lon", "mip", "ras", "tuv", "zet")
_WORDS = [a + b for a in _SYLLABLES for b in _SYLLABLES]
_NOTICE = " ".join(f"{word}cookie" for word in _WORDS)


def article(number: int, day: datetime) -> Article:
    own = "abcdefghijklmnop"[number % 16]
    words = [_WORDS[place % 100] + own for place in range(400)]
    return Article(
        url=f"https://ore.example/{number}",
        title=f"Mine {number} opens",
        date=(day - timedelta(days=1)).date().isoformat(),
        authors=[("Ada Marsh", "Ben Hill", "Cleo Ray")[number % 3]],
        language="en",
        summary="What the mine does.",
        body=" ".join(words),
        quotes=[Quote("Dig.")],
        figures=[Figure("5 t", 5.0, unit="t")],
        images=[Image("https://ore.example/a.jpg")],
    )


def known(number: int) -> tuple[Article, Former]:
    """An article of an earlier run, as its page is and as it is stored."""
    seen = START - timedelta(days=20 + number)
    one = article(number, seen)
    has = frozenset(name for name in (*FIELDS, *PARTS) if getattr(one, name))
    former = Former(
        one.date, seen.isoformat(), has | {"units"}, one.title, json.dumps(one.authors),
        one.language, one.body,
    )  # fmt: skip
    return one, former


def run(place: int, news: int, spoil: Spoil | None, *, lost: float = 0.0, gone=False) -> Run:
    """What a run measures; ``lost``: share of the pages that are no articles any more."""
    now = START + timedelta(days=place)
    collector = Collector(usual_length=2500)
    read = [] if gone else [(article(100 + place * 10 + n, now), None) for n in range(news)]
    read = [] if lost else read
    for one, former in [*read, *(known(n) for n in range(CHECKS) if not lost)]:
        if spoil:
            spoil(one, now)
        collector.add(one, seen=now, former=former, repeated=False, check=former is not None)
    there = 0 if gone else news
    values = {
        "requests": 14.0 + there, "pages": 8.0 + there, "new": float(len(read)), "duplicates": 0.0,
        "front_links": 0.0 if gone else 20.0, "listings": 0.0 if gone else 3.0,
        "known_pages": float(CHECKS), "lost": lost, "new_pages": float(there),
    }  # fmt: skip
    if there:
        values["yield"] = 1 - lost
    return Run(place, now, {**values, **collector.measures()})


def history(spoil: Spoil | None = None, *, news: int = NEWS, runs: int = 2, **how) -> list[Finding]:
    usual = [run(place, NEWS, None) for place in range(1, RUNS + 1)]
    assert not find(usual)
    return find([*usual, *(run(RUNS + place + 1, news, spoil, **how) for place in range(runs))])


def _without(*names: str) -> Spoil:
    def spoil(one: Article, _: datetime) -> None:
        for name in names:
            setattr(one, name, [] if isinstance(getattr(one, name), list) else None)

    return spoil


def _with(**values) -> Spoil:
    def spoil(one: Article, _: datetime) -> None:
        for name, value in values.items():
            setattr(one, name, value)

    return spoil


def _dated(change: Callable[[datetime, datetime], datetime]) -> Spoil:
    def spoil(one: Article, now: datetime) -> None:
        day = datetime.fromisoformat(one.date or "").replace(tzinfo=UTC)
        one.date = change(day, now).date().isoformat()

    return spoil


def _swapped(day: datetime, _: datetime) -> datetime:
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


def _teaser(one: Article, _: datetime) -> None:
    one.body = one.body[:250]


def _mojibake(one: Article, _: datetime) -> None:
    one.body = one.body.replace("bar", "bÃ¤r")


def _other_language(one: Article, _: datetime) -> None:
    one.language, one.body = "pl", one.body.translate(str.maketrans("aeiou", "łźśćż"))


def _doubled(one: Article, _: datetime) -> None:
    one.body = article(7, START).body


BREAKS: dict[str, tuple[Spoil, set[str]]] = {
    "no title": (_without("title"), {"title"}),
    "no date": (_without("date"), {"date"}),
    "no authors": (_without("authors"), {"authors"}),
    "no summary": (_without("summary"), {"summary"}),
    "no language": (_without("language"), {"language"}),
    "no quotes": (_without("quotes"), {"quotes"}),
    "no pictures": (_without("images"), {"images"}),
    "units lost": (_with(figures=[Figure("5", 5.0)]), {"units"}),
    "teaser": (_teaser, {"words"}),
    "titles of the site": (_with(title="Ore News"), {"title"}),
    "authors of the site": (_with(authors=["Admin"]), {"authors"}),
    "a week too old": (_dated(lambda day, _: day - timedelta(days=7)), {"date_moved"}),
    "months too old": (_dated(lambda day, _: day - timedelta(days=90)), {"date_moved"}),
    "month and day swapped": (_dated(_swapped), {"date_moved"}),
    "dates to come": (_dated(lambda day, _: day + timedelta(days=200)), {"date_moved"}),
    "dates of today": (_dated(lambda _, now: now), {"date_moved"}),
    "decoded wrongly": (_mojibake, {"mojibake"}),
    "one text for all": (_doubled, {"text"}),
    "consent wall": (_with(title="We value your privacy", body=_NOTICE), {"text", "title"}),
    "login page": (_with(title="Log in", body="Please log in to read on. " * 4, date=None,
                         authors=[]), {"words", "title", "date", "authors"}),
    "soft 404": (_with(title="Not found", body="The page is not here. " * 3, date=None),
                 {"words", "title", "date"}),
    "another language": (_other_language, {"text", "language"}),
    "page swallowed": (_with(body=_NOTICE * 15), {"text", "words"}),
}  # fmt: skip


@pytest.mark.parametrize("news", [NEWS, 0])
@pytest.mark.parametrize(("spoil", "names"), BREAKS.values(), ids=list(BREAKS))
def test_a_break_of_pages_is_named_in_its_first_run(spoil, names, news):
    found = history(spoil, news=news, runs=1)
    assert names <= {one.name for one in found}
    assert all(one.since == RUNS + 1 for one in found)


@pytest.mark.parametrize("news", [NEWS, 0])
def test_pages_that_are_articles_no_more(news):
    assert "lost" in {one.name for one in history(news=news, lost=1.0, runs=1)}


def test_a_listing_that_is_gone():
    found = {one.name: one for one in history(gone=True)}
    assert {"front_links", "listings"} <= found.keys()
    assert (found["front_links"].before, found["front_links"].after) == (20, 0)


def test_a_listing_that_froze():
    assert [one.name for one in history(news=0, runs=6)] == ["news"]


def test_other_news_are_no_break_where_known_pages_are_as_they_were():
    def bare(one: Article, now: datetime) -> None:
        if (now - datetime.fromisoformat(one.date or "").replace(tzinfo=UTC)).days <= 2:
            one.images, one.quotes = [], []

    assert history(bare, runs=1) == []
    usual = [run(place, NEWS, None) for place in range(1, RUNS + 1)]
    for place in (1, 2, 3):
        usual.append(run(RUNS + place, NEWS, bare))
    assert {one.name for one in find(usual)} == {"images", "quotes"}  # too many to be chance


def test_what_was_broken_together_is_mended_together():
    usual = [run(place, NEWS, None) for place in range(1, RUNS + 1)]
    usual += [run(RUNS + place, NEWS, _without("authors")) for place in (1, 2)]
    assert {one.field for one in find(usual)} == {"authors", "kept:authors"}
    assert find([*usual, run(RUNS + 3, 0, None)]) == []
