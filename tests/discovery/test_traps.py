"""Addresses without end share a pattern; ordinary ones have none."""

import pytest

from wmcscraper.discovery.traps import pattern_of

SITE = "http://mine.example"


@pytest.mark.parametrize(
    "path",
    [
        "/", "/about-us/", "/tin-returns-to-cornwold/", "/2025/01/24/tin-returns/",
        "/2025/01/24/12345/", "/news/2025/01/tin-returns.html", "/page/37/", "/news/page/37/",
        "/news/?page=37", "/?paged=12", "/news/?start=20", "/?p=123", "/story/12/", "/story/1234/",
        "/article.php?id=55", "/events/", "/events/27/", "/events/page/3/",
        "/events/congress-lima-2026/", "/calendar/congress-lima-2026/",
        "/mining-calendar-2026-key-dates/", "/27th-world-mining-congress-2026/", "/q2-2026/",
        "/news/?page=2&per_page=10", "/tag/gold/", "/index.php?dzial=news&str=3",
    ],
)  # fmt: skip
def test_ordinary_addresses_are_not_limited(path: str) -> None:
    assert pattern_of(SITE + path) is None


@pytest.mark.parametrize(
    "paths",
    [
        ["/calendar/2026/05/", "/calendar/2031/11/", "/calendar/2026/05/17/",
         "/calendar/month/2026-05/", "/calendar/?month=2031-01", "/calendar/?m=5&y=2026",
         "/calendar/27/", "/calendar/week/3/2030/", "/calendar/next/next/",
         "/calendar/?date=1767225600", "/calendar/may-2031/"],
        ["/events/2026-11-03/", "/events/2027-01-01/?ical=1", "/events/month/2026-11/",
         "/events/?date=2026-05", "/events/list/?tribe-bar-date=2026-05-01",
         "/events.php?month=may&year=2031"],
        ["/calendar.php?offset=35", "/calendar-2031-05.html", "/event-calendar-2032-06.html"],
        ["/2025/", "/2025/01/", "/2025/01/24/", "/?m=202501", "/2026", "/?month=2031-01"],
        ["/kal/10/2031", "/kal/11/2031"],
        ["/archive/2020/", "/archive/2031/05/"],
        ["/a/b/a/b/a/b/", "/x/x/x/"],
        ["/shop?color=1&size=2&sort=3", "/shop?color=2&size=5&sort=1"],
        ["/news/page/5000/", "/news/page/90000/"],
        [f"/?x={'y' * 2000}", f"/?x={'z' * 3000}"],
    ],
)  # fmt: skip
def test_endless_addresses_share_one_pattern(paths: list[str]) -> None:
    patterns = {pattern_of(SITE + path) for path in paths}
    assert len(patterns) == 1
    assert None not in patterns


def test_stories_chosen_by_number_have_patterns_of_their_own() -> None:
    one = pattern_of(f"{SITE}/story.php?id=5&date=2025-01-24")
    other = pattern_of(f"{SITE}/story.php?id=6&date=2025-01-24")
    assert one != other


def test_sessions_do_not_make_patterns() -> None:
    plain = pattern_of(f"{SITE}/calendar/2026/05/")
    assert pattern_of(f"{SITE}/calendar/2026/05/;jsessionid=1A2B?PHPSESSID=3c4d") == plain


def test_sites_do_not_share_patterns() -> None:
    assert pattern_of("http://a.example/2025/01/") != pattern_of("http://b.example/2025/01/")


@pytest.mark.parametrize(
    "url", ["http://[::1/", "", "http://mine.example/²/²³/", "http://x/٣٣٣٣/٠١/"]
)
def test_odd_addresses(url: str) -> None:
    pattern_of(url)
