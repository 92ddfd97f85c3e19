"""Events of whole pages: one page states an event once, and a date of news is no event's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wmcscraper.fields.events import extract
from wmcscraper.items import Event
from wmcscraper.page import Page

URL = "https://mining.example/some-page/"


def events(html: str, published: str | None = None, url: str = URL) -> list[Event]:
    return extract(Page(html, url), None, published)


def rows(found: list[Event]) -> list[tuple[object, ...]]:
    return [(e.name, e.edition, e.start_date, e.end_date, e.city, e.country) for e in found]


CONGRESS = ("World Mining Congress", 27, "2026", None, None, "Peru")
SUMMIT = ("Tailings Summit", 4, "2026-05-11", "2026-05-13", "Oulu", "Finland")
FORUM = ("Andean Copper Forum", None, "2026-09-08", "2026-09-08", "Lima", "Peru")
HEARING = ("Mine Closure Symposium", None, "2027-03", None, "Kraków", "Poland")

CARDS = """<html><body><h1>Upcoming events</h1>
<div class="x"><h3><a href="/e/tailings">4th Tailings Summit</a></h3><p>11–13 May 2026</p>
 <p>Oulu, Finland</p></div>
<div class="x"><h3>Andean Copper Forum</h3><p>September 8, 2026</p>
 <p>Jockey Plaza Convention Center, Lima, Peru</p></div>
<div class="x"><h3>Mine Closure Symposium</h3><p>March 2027</p><p>Kraków, Poland</p></div>
</body></html>"""

DATE_FIRST = """<html><body><div><ul>
<li><span>11–13 May 2026</span><br><b>4th Tailings Summit</b><br>Oulu, Finland</li>
<li><span>8 September 2026</span><br><b>Andean Copper Forum</b><br>Lima, Peru</li>
<li><span>March 2027</span><br><b>Mine Closure Symposium</b><br>Kraków, Poland</li></ul></div>"""

TABLE = """<table><tr><th>Event</th><th>Date</th><th>City</th><th>Country</th></tr>
<tr><td>4th Tailings Summit</td><td>11–13 May 2026</td><td>Oulu</td><td>Finland</td></tr>
<tr><td>Andean Copper Forum</td><td>8 September 2026</td><td>Lima</td><td>Peru</td></tr>
<tr><td>Mine Closure Symposium</td><td>March 2027</td><td>Kraków</td><td>Poland</td></tr></table>"""

TABLE_WITHOUT_HEADER = """<table><tr><td><table>
<tr><td>11-13.05.2026</td><td>4th Tailings Summit</td><td>Oulu, Finland</td></tr>
<tr><td>08.09.2026</td><td>Andean Copper Forum</td><td>Lima, Peru</td></tr>
<tr><td>March 2027</td><td>Mine Closure Symposium</td><td>Kraków, Poland</td></tr>
</table></td></tr></table>"""

FLAT = """<body>Events<br><br>4th Tailings Summit<br>11–13 May 2026<br>Oulu, Finland<br><br>
Andean Copper Forum<br>8 September 2026<br>Lima, Peru<br><br>
Mine Closure Symposium<br>March 2027<br>Kraków, Poland<br></body>"""

LINES = """<ul><li>4th Tailings Summit, 11–13 May 2026, Oulu, Finland</li>
<li>Andean Copper Forum – 8 September 2026 – Lima, Peru</li>
<li>Mine Closure Symposium (Kraków, Poland, March 2027)</li></ul>"""

DEFINITIONS = """<dl><dt>4th Tailings Summit</dt><dd>11–13 May 2026</dd><dd>Oulu, Finland</dd>
<dt>Andean Copper Forum</dt><dd>8 September 2026</dd><dd>Lima, Peru</dd>
<dt>Mine Closure Symposium</dt><dd>March 2027</dd><dd>Kraków, Poland</dd></dl>"""

LABELS = """<div><h2>4th Tailings Summit</h2><p>Date: 11–13 May 2026</p><p>Venue: Oulu, Finland</p>
<p>Abstract deadline: 15 January 2026</p></div>
<div><h2>Andean Copper Forum</h2><dl><dt>When</dt><dd>8 September 2026</dd><dt>Where</dt>
<dd>Lima, Peru</dd></dl></div>
<div><h2>Mine Closure Symposium</h2><table><tr><td>Date</td><td>March 2027</td></tr>
<tr><td>Place</td><td>Kraków, Poland</td></tr></table></div>"""

SENTENCES = """<p>The 4th Tailings Summit will be held on 11–13 May 2026 in Oulu, Finland. Lima,
Peru, will host the Andean Copper Forum on September 8th, 2026.</p><p>Kraków, Poland, hosts the Mine
Closure Symposium in March 2027.</p>"""

JSONLD = """<script type="application/ld+json">[
{"@context":"https://schema.org","@type":"BusinessEvent",
"name":"4th Tailings Summit","startDate":"2026-05-11T09:00:00+03:00","endDate":"2026-05-13",
"location":{"@type":"Place","name":"Oulu Hall","address":{"@type":"PostalAddress",
"addressLocality":"Oulu","addressCountry":"FI"}}},
{"@type":"Event","name":"Andean Copper Forum","startDate":"2026-09-08","location":{"@type":"Place",
"address":"Av. Javier Prado 2500, Lima, Peru"}},
{"@type":"Event","name":"Mine Closure Symposium","startDate":"2027-03","location":"Kraków, Poland"}]
</script>"""

MICRODATA = """<div itemscope itemtype="https://schema.org/Event"><h3 itemprop="name">4th Tailings
Summit</h3><meta itemprop="startDate" content="2026-05-11"><meta itemprop="endDate"
content="2026-05-13"><div itemprop="location" itemscope itemtype="https://schema.org/Place"><div
itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><span
itemprop="addressLocality">Oulu</span>, <span itemprop="addressCountry">Finland</span></div></div>
</div>"""


@pytest.mark.parametrize(
    "html",
    [CARDS, DATE_FIRST, TABLE, TABLE_WITHOUT_HEADER, FLAT, LINES, DEFINITIONS, LABELS, SENTENCES,
     JSONLD],
    ids=["cards", "date-first", "table", "bare-table", "flat", "lines", "definitions", "labels",
         "sentences", "json-ld"],
)  # fmt: skip
def test_one_list_in_many_markups(html: str) -> None:
    assert rows(events(html)) == [SUMMIT, FORUM, HEARING]


def test_all_of_them_on_one_page_are_three_events() -> None:
    together = JSONLD + CARDS + SENTENCES + TABLE + MICRODATA + LINES
    assert rows(events(together)) == [SUMMIT, FORUM, HEARING]


def test_microdata() -> None:
    assert rows(events(MICRODATA)) == [SUMMIT]


def test_link_of_a_card_is_the_events_page() -> None:
    assert [e.url for e in events(CARDS)] == ["https://mining.example/e/tailings", URL, URL]
    assert {e.site for e in events(CARDS)} == {"mining.example"}


BOX = """<aside><h4>Next congress</h4><h3>World Mining Congress</h3><p>2026</p>
<p>The 27th World Mining Congress will be organized in 2026 in Peru. More is on the
<a href="/c2.pdf">second circular</a>.</p><a href="/wmc">Learn more</a><span>27th</span></aside>"""


def test_a_box_says_it_three_times() -> None:
    (event,) = events(BOX)
    assert rows([event]) == [CONGRESS]
    assert event.url == "https://mining.example/wmc"


NEWS = """<main><h1>Drills turn at Silver Fox</h1><p>24 January 2026</p><p>Brunvik has begun work at
its Silver Fox mine. Output will reach 5 kt in 2027.</p></main>
<section><h2>Latest news</h2>
<div><span>10 February 2026</span><a href="/a">Copper Summit 2026 stronger together</a><p>Since 1994
the Copper Summit has grown into one of the largest meetings of miners…</p></div>
<div><span>9 February 2026</span><a href="/b">World Mining Congress</a></div>
<div><span>8 February 2026</span><a href="/c">106th Tailings Forum in Ankara</a></div>
<div>7 February 2026 <a href="/d">Graphite conference opens doors</a></div></section>
<footer>© 2026 Mining Forum. Open Mon–Fri 8–16. Call for papers until 5 March 2026.</footer>"""


def test_teasers_deadlines_and_opening_hours_are_no_events() -> None:
    assert events(NEWS, "2026-01-24") == []


def test_a_teaser_that_is_cut_before_the_year_states_no_date() -> None:
    page = "<h2>2026</h2><p>The Mine Rescue Forum will be held in Oulu, Finland, on 12 May…</p>"
    assert events(page, "2026-01-01") == []


def test_boxes_without_a_sentence() -> None:
    page = """<div><h4>Next meeting</h4><b>IOC / WMC Meeting</b><br>18 September 2025<br>Jakarta,
    Indonesia<br><a href="/m">Learn more</a><br>106th</div><table><tr><td><b>Next congress</b><br>
    World Mining Congress<br>2026<br>Lima, Peru</td></tr></table>"""
    assert rows(events(page)) == [
        ("IOC / WMC Meeting", 106, "2025-09-18", "2025-09-18", "Jakarta", "Indonesia"),
        ("World Mining Congress", None, "2026", None, "Lima", "Peru"),
    ]


def test_page_of_one_event() -> None:
    page = """<h1>World Mining Congress 2026</h1><p>Date: 24–26 June 2026</p><p>Venue: Lima
    Convention Center</p><p>City: Lima</p><p>Country: Peru</p><p>Early bird deadline: 1 March
    2026</p><p>Abstract submission deadline for the congress: 1 May 2026</p>"""
    assert rows(events(page)) == [
        ("World Mining Congress", None, "2026-06-24", "2026-06-26", "Lima", "Peru")
    ]


def test_first_and_last_day_in_columns() -> None:
    page = """<table><tr><th>Conference</th><th>Start</th><th>End</th><th>Location</th></tr>
    <tr><td>Deep Mining Forum</td><td>2026-06-24</td><td>2026-06-26</td><td>Perth, Australia</td>
    </tr></table>"""
    assert rows(events(page)) == [
        ("Deep Mining Forum", None, "2026-06-24", "2026-06-26", "Perth", "Australia")
    ]


def test_everything_in_one_line() -> None:
    page = """<h2>2026</h2><p><b>June 24–26</b> Deep Mining Forum, Perth, Australia</p>
    <p><b>Rock Summit</b> 1-2 July 2026 Oslo, Norway</p>"""
    assert rows(events(page)) == [
        ("Deep Mining Forum", None, "2026-06-24", "2026-06-26", "Perth", "Australia"),
        ("Rock Summit", None, "2026-07-01", "2026-07-02", "Oslo", "Norway"),
    ]


def test_a_box_that_was_not_updated_gives_way_to_the_text() -> None:
    page = """<aside>The 106th IOC/WMC meeting will be organized on September 18th 2025 in Jakarta,
    Indonesia.</aside><p>The 106th IOC/WMC meeting, originally planned for September 18th 2025 in
    Jakarta, Indonesia, has been postponed to October 2nd 2025.</p>"""
    assert rows(events(page)) == [
        ("IOC/WMC meeting", 106, "2025-10-02", "2025-10-02", "Jakarta", "Indonesia")
    ]


TEASERS_WITHOUT_HEADING = """<body>12 March 2026<br><a href=/1>Copper price slips</a><br>
11 March 2026<br><a href=/2>107th Tailings Forum</a><br>10 March 2026<br><a href=/3>Strike ends</a>
<br>9 March 2026<br><a href=/4>Mill restarts in Peru</a><br></body>"""


def test_the_day_of_a_teaser_is_not_that_of_the_box_below() -> None:
    page = """<h2>Agenda</h2><ul><li><h4>Mill restarts in Peru</h4><p>28/06/2026</p></li></ul>
    <h2>Next WMC Congress</h2><h3>World Mining Congress</h3><p>2029</p>"""
    assert rows(events(page)) == [("World Mining Congress", None, "2029", None, None, None)]


def test_a_list_of_news_is_told_by_its_other_headlines() -> None:
    assert events(TEASERS_WITHOUT_HEADING) == []


def test_the_day_of_publication_is_no_event() -> None:
    page = "<article><h1>Nordic Tailings Forum</h1><p>5 May 2026</p><p>Text of it.</p></article>"
    assert events(page, "2026-05-05") == []


def test_dates_without_a_year_take_it_from_the_section_or_the_day_of_publication() -> None:
    page = """<h2>Events 2027</h2><p>Nordic Tailings Forum<br>4–6 May<br>Oulu, Finland</p>"""
    assert rows(events(page)) == [
        ("Nordic Tailings Forum", None, "2027-05-04", "2027-05-06", "Oulu", "Finland")
    ]
    told = "<p>The Nordic Tailings Forum will be held in Oulu, Finland, from 4 to 6 May.</p>"
    assert [e.start_date for e in events(told, "2026-05-10")] == ["2027-05-04"]
    assert events(told) == []


def test_titles_that_name_no_kind_of_event_count_under_events() -> None:
    page = """<h1>Calendar of events</h1><div><h3>MINTEX 2028</h3><p>26–28 September 2028</p>
    <p>Las Vegas, Nevada, USA</p></div><div><h3>Rocks in Motion</h3><p>3 June 2028</p>
    <p>Perth, Australia</p></div>"""
    assert rows(events(page)) == [
        ("MINTEX", None, "2028-09-26", "2028-09-28", "Las Vegas", "USA"),
        ("Rocks in Motion", None, "2028-06-03", "2028-06-03", "Perth", "Australia"),
    ]


def test_time_elements_give_the_year() -> None:
    page = """<h2>Events</h2><article><h3>Nordic Tailings Forum</h3>
    <p><time datetime="2027-05-04">4 May</time> – <time datetime="2027-05-06">6 May</time></p>
    <p>Oulu, Finland</p></article>"""
    assert rows(events(page)) == [
        ("Nordic Tailings Forum", None, "2027-05-04", "2027-05-06", "Oulu", "Finland")
    ]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>" + "meeting 2026 " * 20000,
        "<div>" * 5000 + "World Mining Congress<p>5 May 2026",
        "<table>" * 500 + "<tr><td>5 May 2026" * 500,
        '<script type="application/ld+json">{"@type":"Event","name":[],"startDate":{},"location":7}'
        "</script>2026",
        '<script type="application/ld+json">{"@type":["Event",3],"name":"X Forum",'
        '"startDate":"2026-99-99","url":"http://[x"}</script>',
        "<p>The 27th Forum will be held on 45 Juny 20261.</p>",
    ],
)
def test_nothing_breaks_it(html: str) -> None:
    assert isinstance(events(html, "not a date"), list)


PAGES = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("data")
    .joinpath("event_pages.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
"""Invented boxes, lists and tables, each with what it announces: events, or none."""


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["id"])
def test_page(case: dict[str, Any]) -> None:
    found = sorted(rows(events(case["html"], case["published"])), key=str)
    assert found == sorted((tuple(event) for event in case["events"]), key=str)


@pytest.mark.parametrize(
    "widget",
    [
        "<div><h4>Calendar</h4><p>February 2026</p><table><tr><td>1</td><td>2</td></tr></table>",
        "<div><h4>Archives</h4><ul><li><a href='/2025/05/'>May 2025</a></li></ul>",
        "<div><b>Our schedule</b><br>June 2027</div>",
    ],
)
def test_the_heading_of_a_widget_is_no_event(widget):
    assert events(f"<html><body><h1>Mill of Arden runs on</h1>{widget}</body></html>") == []


def test_an_acronym_and_its_kind_around_a_year_are_one_name():
    line = "March 7-10, 2027 – KRAM 2027 Convention, Toronto, Canada. Halls one to four."
    found = events(f"<html><body><h1>Events</h1><ul><li>{line}</li></ul></body></html>")
    assert [(e.start_date, e.end_date, e.city, e.country) for e in found] == [
        ("2027-03-07", "2027-03-10", "Toronto", "Canada")
    ]


def test_a_sentence_about_an_event_does_not_part_it_from_its_place():
    page = (
        "<TABLE><TR><TD><B>Andean Copper Forum</B><BR>The largest copper conference of the south."
        "</TD><TD>8-10 September 2026</TD><TD>Lima, Peru</TD></TR></TABLE>"
    )
    found = events(f"<html><body><h1>Events</h1>{page}</body></html>")
    assert rows(found) == [
        ("Andean Copper Forum", None, "2026-09-08", "2026-09-10", "Lima", "Peru")
    ]


@pytest.mark.parametrize(
    "logo",
    [
        '<div><a href="/">World Mining Congress</a></div>',
        "<p><b>World Mining Congress</b></p>",
        "<header><span>World Mining Congress</span></header>",
        "<p><b>World Mining Congress</b></p><div>Home</div><div>About us</div><div>Events</div>",
    ],
)
def test_a_logo_above_cards_of_news_is_no_event(logo: str) -> None:
    card = (
        '<div><a href="/a">Lomas Mine Raises Copper Output by a Tenth</a>'
        "<p>Output rose in the first quarter.</p><p>12 March 2026</p></div>"
    )
    for page in (logo + card, logo + card + card.replace("12 March", "10 March")):
        assert [
            e for e in events(f"<html><body>{page}</body></html>") if "Congress" in e.name
        ] == []


def test_a_name_right_above_the_block_of_its_date_is_an_event() -> None:
    page = (
        "<body><h2>Next congress</h2><p><b>World Mining Congress</b></p>"
        '<div><p>24 June 2026</p><p><a href="/wmc">Programme and tickets</a></p></div></body>'
    )
    assert [(e.name, e.start_date) for e in events(page)] == [
        ("World Mining Congress", "2026-06-24")
    ]
