"""Which of the dates on a page is the story's."""

from __future__ import annotations

import datetime as dt

import pytest

from wmcscraper import extraction
from wmcscraper.fields import body, dates, title
from wmcscraper.page import Page

TEXT = (
    "<p>The mill of Arden Copper runs again after a winter of repairs, and the first trucks have"
    " left the gate with concentrate for the port.</p><p>The company expects to reach full output"
    " before the end of the summer, said the manager, who thanked the crew for its patience.</p>"
)


def read(
    main: str, head: str = "", url: str = "https://a.example/mill/", **hints: str
) -> dates.Dates:
    page = Page(f"<html lang=en><head>{head}</head><body>{main}</body></html>", url)
    heading = title.extract(page)
    return dates.extract(page, heading, body.extract(page, heading), hints=hints)


def story(before: str = "", after: str = "", end: str = "") -> str:
    return f"{before}<h1>Arden Copper restarts its mill</h1>{after}<div>{TEXT}</div>{end}"


JSONLD = """<script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "Arden Copper restarts its mill", "datePublished": "{0}", "dateModified": "{1}"}}
</script>"""

VISIBLE = [
    story(after="<p>24th January 2025</p>"),
    story(before="<div>24 January 2025</div>"),
    story(after="<div>By Jane Roe</div><div>Published: January 24, 2025</div>"),
    story(after="<span>24.01.2025</span>"),
    story(after="<div class=share>Jan 24, 2025 | Share this</div>"),
    story(end="<div>24 January 2025</div><div><a href=/t>copper</a></div>"),
    "<h1>24th January 2025 Arden Copper restarts its mill</h1>" + TEXT,
    story(after="<p>24th January 2025 Arden Copper restarts its mill</p>"),
    story(before="<p>24th January 2025 Arden Copper restarts its mill</p>"),
    "<h1>Arden Copper restarts its mill<br><small>24.01.2025</small></h1>" + TEXT,
    "<h1>Arden Copper restarts its mill</h1>" + TEXT.replace("<p>The mill", "<p>LIMA, January 24,"
                                                             " 2025 (Wire) – The mill", 1),
    story(after='<time datetime="2025-01-24">yesterday</time>'),
    story(after='<p itemprop="datePublished" content="2025-01-24">two days ago</p>'),
    story(after='<p property="schema:dateCreated" content="2025-01-24">two days ago</p>'),
    "<table><tr><td><font size=5><b>Arden Copper restarts its mill</b></font></td></tr><tr><td>"
    "2025-01-24</td></tr><tr><td>" + TEXT + "</td></tr></table>",
]  # fmt: skip


@pytest.mark.parametrize("main", VISIBLE)
def test_visible_date(main: str) -> None:
    found = read(main, "<title>Arden Copper restarts its mill</title>")
    assert (found.date, found.precision) == ("2025-01-24", "day")


TEASERS = "".join(
    f"<div><span>{day} March 2026</span><a href=/s{day}>Another mine somewhere digs {day} shafts"
    "</a><p>The shaft is deep and …</p></div>"
    for day in range(3, 9)
)
TRAPS = [
    "<p>Today: 2 March 2026</p><ul><li><a href=/a>A</a><li><a href=/b>B</a></ul>" + story(),
    story(end="<h3>More news</h3>" + TEASERS),
    "<aside><h3>Next meeting</h3><p>The 106th meeting will be held on September 18th 2025 in"
    " Jakarta.</p></aside>" + story(),
    story(end="<footer>© 2026 Arden. All rights reserved. Copyright 1 January 2026</footer>"),
    story(end='<div class="comments"><p class="comment">Joe, 3 May 2025: Well done!</p></div>'),
    story().replace("</p>", " It opened on 3 May 1987 and burned down on 4 June 1999.</p>", 1),
    story(after="<p>Event date: 18 September 2025</p>"),
]


@pytest.mark.parametrize("main", TRAPS)
def test_other_dates_are_not_taken(main: str) -> None:
    assert read(main).date is None


@pytest.mark.parametrize("main", TRAPS)
def test_own_date_beside_other_dates(main: str) -> None:
    own = main.replace("its mill</h1>", "its mill</h1><p>24 January 2025</p>")
    assert read(own).date == "2025-01-24"


def test_structured_date_with_zone_and_the_words_shown() -> None:
    head = JSONLD.format("2025-01-24T10:30:00+01:00", "2025-01-25T08:00:00+01:00")
    found = read(story(after="<p>24th January 2025</p>"), head)
    assert found.date == "2025-01-24T10:30:00+01:00"
    assert found.precision == "minute"
    assert found.raw == "24th January 2025"
    assert found.modified == "2025-01-25T08:00:00+01:00"
    assert found.origin == "jsonld:datepublished"
    assert found.score > 0.95


def test_the_site_s_own_day_of_an_instant_in_utc() -> None:
    head = JSONLD.format("2025-01-25T01:30:00Z", "")
    found = read(story(after="<p>January 24, 2025 8:30 PM</p>"), head)
    assert found.date == "2025-01-24T20:30:00-05:00"


def test_updated_is_no_publication() -> None:
    found = read(story(after="<p>Published 24 January 2025 | Updated 3 May 2025</p>"))
    assert (found.date, found.modified) == ("2025-01-24", "2025-05-03")
    only = read(story(after="<p>Last updated: 3 May 2025</p>"))
    assert only.origin.startswith("modified:")
    assert only.score < 0.5


def test_teasers_in_jsonld_are_not_the_story() -> None:
    other = JSONLD.format("2026-03-03", "").replace("Arden Copper restarts its mill", "Another")
    found = read(story(), other * 3 + JSONLD.format("2025-01-24", ""))
    assert found.date == "2025-01-24"


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://a.example/2025/01/24/mill/", "2025-01-24"),
        ("https://a.example/news/2025-01-24-mill.html", "2025-01-24"),
        ("https://a.example/2025/jan/24/mill", "2025-01-24"),
        ("https://a.example/2025/01/mill/", "2025-01"),
        ("https://a.example/item/20259924/", None),
        ("https://a.example/2025/mill/", None),
    ],
)
def test_url(url: str, date: str | None) -> None:
    assert read(story(), url=url).date == date


def test_hints() -> None:
    assert read(story(), feed="Fri, 24 Jan 2025 10:00:00 GMT").origin == "feed"
    assert read(story(), listing="24 January 2025").date == "2025-01-24"
    changed = read(story(), sitemap="2025-05-03")
    assert changed.origin.startswith("modified")


@pytest.mark.parametrize(
    ("url", "after", "date"),
    [
        ("https://a.co.uk/x", "<p>03/04/2025</p>", "2025-04-03"),
        ("https://a.example.us/x", "<p>03/04/2025</p>", "2025-03-04"),
        ("https://a.example.com/x", "<p>03/04/2025</p>", "2025-03-04"),
        # another date of the page settles the order
        ("https://a.example.com/x", "<p>03/04/2025</p><p>Updated: 23/04/2025</p>", "2025-04-03"),
        ("https://a.example.com/2025/04/03/x", "<p>03/04/2025</p>", "2025-04-03"),
    ],
)
def test_order_of_the_site(url: str, after: str, date: str) -> None:
    assert read(story(after=after), url=url).date == date


def test_the_month_of_the_address_decides_between_two_days() -> None:
    main = story(after="<div>15 October 2024</div><div>Jane Roe, 21 January 2025</div>")
    assert read(main).date == "2024-10-15"
    assert read(main, url="https://a.example/2025/01/mill/").date == "2025-01-21"


def test_data_of_scripts_as_a_last_resort() -> None:
    script = '<script>window.state = {"story": {"publishedAt": "2025-01-24T10:30:00Z"}}</script>'
    assert read(story(), script).date == "2025-01-24T10:30:00+00:00"
    assert read(story(after="<p>23 January 2025</p>"), script).date == "2025-01-23"


FETCHED = dt.datetime(2026, 3, 2, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p>2 hours ago</p>", ("2026-03-01", "day", "2 hours ago")),
        ("<p>Published 3 days ago</p>", ("2026-02-27", "day", "3 days ago")),
        ("<p>Yesterday</p>", ("2026-03-01", "day", "Yesterday")),
        ("<p>By Jane Roe · 45 minutes ago</p>", ("2026-03-02", "day", "45 minutes ago")),
        ("<p>24 January 2025 · 2 hours ago</p>", ("2025-01-24", "day", "24 January 2025")),
        ("<p>The mill stood still until yesterday. Nobody knows why it did.</p>", (None,) * 3),
    ],
)
def test_relative_dates_are_counted_from_when_the_page_was_fetched(line, expected):
    page = Page(f"<html lang=en><body>{story(after=line)}</body></html>", "https://a.example/mill/")
    heading = title.extract(page)
    text = body.extract(page, heading)
    found = dates.extract(page, heading, text, anchor=FETCHED)
    assert (found.date, found.precision, found.raw) == expected
    if found.date and found.date > "2026":
        assert dates.extract(page, heading, text).date is None
        assert extraction.extract(page, fetched=FETCHED).article.date == found.date
        assert extraction.extract(page).article.date is None


UTC = '<meta property=article:published_time content="2025-01-25T02:15:00{}">'


@pytest.mark.parametrize(
    ("zone", "line", "expected"),
    [
        ("Z", "<p>January 24, 2025</p>", "2025-01-24"),
        ("", "<p>January 24, 2025</p>", "2025-01-24"),
        ("Z", "<p>January 24, 2025, 9:15 pm</p>", "2025-01-24T21:15:00-05:00"),
        ("+01:00", "<p>January 24, 2025</p>", "2025-01-25T02:15:00+01:00"),
        ("Z", "<p>January 22, 2025</p>", "2025-01-25T02:15:00+00:00"),
        ("Z", "<p>Updated January 26, 2025</p>", "2025-01-25T02:15:00+00:00"),
    ],
)
def test_the_day_that_the_reader_sees_is_that_of_an_instant_in_utc(zone, line, expected):
    assert read(story(after=line), UTC.format(zone)).date == expected


def test_a_dotted_date_settles_the_order_of_the_metadata():
    head = '<meta name=date content="11/01/2023 12:43:42">'
    assert read(story(end="<p>Created: 01.11.2023</p>"), head).date == "2023-11-01T12:43"
    assert read(story(end="<p>Created: 11.01.2023</p>"), head).date == "2023-01-11T12:43"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Author: <a href=/u/joan>joanofthemountain</a> <a href=/d>July 12, 2017</a></p>",
        "<div>2 votes</div><div>rate</div><div>by</div><div><a href=/u>by Joan1 on 12.07.2017</a>"
        "</div>",
        "<div><a href=/e>Entertainment News</a></div><p>12 July 2017</p>",
        f"<p>{TEXT[3:140]}</p><div class=social-share><h5>12.07.2017</h5><p>By Joan Roe</p></div>",
    ],
)
def test_links_and_bars_beside_the_byline_hide_no_date(line):
    assert read(story(after=line)).date == "2017-07-12"
