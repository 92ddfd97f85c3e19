"""Which URLs a run asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from wmcscraper.discovery.frontier import Answer, Frontier, Refresh, is_due
from wmcscraper.discovery.scope import Scope

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Known:
    kind: str = "article"
    status: int | None = 200
    fetched: str | None = "2026-03-01T11:00:00+00:00"
    lastmod: str | None = None
    published: str | None = "2026-02-28"
    last_changed: str | None = "2026-02-28T09:00:00+00:00"


def frontier(known: dict[str, Known] | None = None, max_pages: int = 100) -> Frontier:
    return Frontier(
        scope=Scope("https://example.org/"),
        lookup=(known or {}).get,
        refresh=Refresh.RECENT,
        now=NOW,
        max_pages=max_pages,
        depth_limit=5,
        pattern_limit=3,
    )


def ago(**time: float) -> str:
    return (NOW - timedelta(**time)).isoformat()


@pytest.mark.parametrize(
    ("page", "refresh", "lastmod", "due"),
    [
        (None, Refresh.NONE, None, True),
        (Known(status=None, fetched=None), Refresh.NONE, None, True),  # found, never read
        (Known(), Refresh.ALL, None, True),
        (Known(), Refresh.RECENT, None, False),  # read an hour ago
        (Known(fetched=ago(hours=13), published=ago(hours=20)), Refresh.RECENT, None, True),
        (Known(fetched=ago(hours=13), published=ago(days=90)), Refresh.RECENT, None, False),
        (Known(fetched=ago(days=80), published=ago(days=90)), Refresh.RECENT, None, True),
        (Known(fetched=ago(days=80), published=ago(days=90)), Refresh.NONE, None, False),
        (Known(lastmod="2026-02-01"), Refresh.RECENT, "2026-03-01", True),
        (Known(lastmod="2026-02-01"), Refresh.RECENT, "2026-02-01", False),
        (Known(lastmod="2026-02-01"), Refresh.NONE, "2026-03-01", False),
        (Known(status=503), Refresh.RECENT, None, True),  # failed last time
        (Known(status=404, kind="other"), Refresh.RECENT, None, False),
        (Known(kind="other", fetched=ago(days=40)), Refresh.RECENT, None, True),
        (Known(kind="listing", fetched=ago(hours=1)), Refresh.RECENT, None, False),
        (Known(kind="listing", fetched=ago(days=2)), Refresh.RECENT, None, True),
        # Read by a clock that was ahead, and by a run beside this one.
        (Known(kind="other", fetched=ago(days=-400)), Refresh.RECENT, None, True),
        (Known(kind="other", fetched=ago(minutes=-5)), Refresh.RECENT, None, False),
        (Known(published="not a date", fetched=ago(hours=7)), Refresh.RECENT, None, True),
    ],
)
def test_is_due(page, refresh, lastmod, due):
    assert is_due(page, refresh=refresh, now=NOW, lastmod=lastmod) is due


@pytest.mark.parametrize(("days", "due"), [(2, False), (29, False), (31, True)])
@pytest.mark.parametrize("path", ["news/page/7/", "news?start=50", "news/page-7.html"])
def test_further_pages_of_a_listing_are_not_asked_daily(path, days, due):
    url = f"https://example.org/{path}"
    urls = frontier({url: Known(kind="listing", fetched=ago(days=days))})
    assert (urls.consider(url) is Answer.ASK) is due
    again = frontier({url: Known(kind="listing", fetched=ago(days=days))})
    assert again.consider(url, listing=True) is Answer.ASK  # the page before shows something new


def test_a_url_is_asked_once_in_all_its_forms():
    urls = frontier()
    assert urls.consider("https://example.org/story/") is Answer.ASK
    for twin in ("http://www.example.org/story", "https://example.org/story/?utm_source=x#top"):
        assert urls.consider(twin) is Answer.SEEN
    assert urls.asked == 1


def test_outside_deep_and_known_urls_are_left_alone():
    urls = frontier({"https://example.org/known": Known()})
    assert urls.consider("https://other.example/") is Answer.OUTSIDE
    assert urls.consider("https://example.org:8443/") is Answer.OUTSIDE
    assert urls.consider("https://example.org/deep", depth=6) is Answer.TOO_DEEP
    assert urls.consider("https://example.org/known") is Answer.KNOWN
    assert urls.asked == 0


def test_a_listing_is_asked_in_every_run():
    urls = frontier({"https://example.org/news/": Known(kind="listing")})
    assert urls.consider("https://example.org/news/", listing=True) is Answer.ASK


def test_an_endless_calendar_is_left_and_stories_are_not():
    urls = frontier()
    answers = [
        urls.consider(f"https://example.org/calendar/{2026 + i // 12}/{i % 12 + 1:02}/")
        for i in range(10)
    ]
    assert answers.count(Answer.ASK) == 3
    assert answers[-1] is Answer.PATTERN_FULL
    assert all(
        urls.consider(f"https://example.org/2026/02/{day:02}/story-{day}/") is Answer.ASK
        for day in range(1, 28)
    )


def test_the_page_limit_holds():
    urls = frontier(max_pages=2)
    answers = [urls.consider(f"https://example.org/{n}") for n in range(4)]
    assert answers == [Answer.ASK, Answer.ASK, Answer.RUN_FULL, Answer.RUN_FULL]


def test_the_end_of_a_redirect_counts_as_met():
    urls = frontier()
    assert urls.answered("https://example.org/new")
    assert not urls.answered("https://example.org/new/")
    assert urls.consider("https://example.org/new") is Answer.SEEN


def test_an_article_left_out_by_its_date_waits_for_a_run_without_one():
    left_out = Known(published=None, last_changed=None)
    assert is_due(left_out, refresh=Refresh.NONE, now=NOW)
    assert not is_due(left_out, refresh=Refresh.RECENT, now=NOW, narrowed=True)


def test_sitemaps_do_not_use_up_the_pages():
    few = frontier(max_pages=1)
    for n in range(20):
        url = f"https://example.org/map{n}.xml"
        assert few.consider(url, is_page=False) is Answer.ASK
    assert few.consider("https://example.org/a") is Answer.ASK
    assert few.consider("https://example.org/b") is Answer.RUN_FULL
    assert few.consider("https://example.org/more.xml", is_page=False) is Answer.RUN_FULL
