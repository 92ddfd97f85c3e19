"""Which pages are stories, by what they contain."""

from __future__ import annotations

import re

import pytest

from wmcscraper import kind
from wmcscraper.fields import body, dates, title
from wmcscraper.page import Page

TEXT = (
    "<p>The mill of Arden Copper runs again after a winter of repairs, and the first trucks have"
    " left the gate with concentrate for the port.</p><p>The company expects to reach full output"
    " before the end of the summer, said the manager, who thanked the crew for its patience.</p>"
    "<p>Some 450 people work at the mill, which was built in 1987 and enlarged in 2003.</p>"
)
DAY = "<p>24th January 2025</p>"
BOX = (
    "<div><h3>Next Congress</h3><p>The 27th World Mining Congress will be organized in 2026 in"
    " Peru.</p><p>The 106th meeting will be organized on September 18th 2025 in Jakarta.</p></div>"
)
TEASERS = "".join(
    f"<div><span>{day} March 2026</span><h3><a href=/s{day}>Another mine somewhere digs {day}"
    " shafts</a></h3><p>The shaft is deep, says the owner, and the ore is rich enough for …</p>"
    "</div>"
    for day in range(3, 9)
)
JSONLD = """<script type="application/ld+json">{"@type": "NewsArticle", "datePublished":
"2025-01-24T10:00:00+01:00", "headline": "Arden Copper restarts its mill"}</script>"""


def verdict(
    main: str, head: str | None = None, url: str = "https://a.example/some-page/"
) -> kind.Verdict:
    if head is None:
        shown = re.search("<(?:h[12]|b)>(.*?)</", main)
        head = f"<title>{shown[1]} | Arden</title>" if shown else ""
    page = Page(f"<html lang=en><head>{head}</head><body>{main}</body></html>", url)
    heading = title.extract(page)
    text = body.extract(page, heading)
    return kind.classify(page, heading, text, dates.extract(page, heading, text))


def page(heading: str, rest: str) -> str:
    return f"<main><h1>{heading}</h1>{rest}</main>{BOX}"


HEADLINE = "Arden Copper restarts its mill"
STORIES = [
    page(HEADLINE, DAY + TEXT),
    f"{DAY}<h1>{HEADLINE}</h1>{TEXT}{BOX}<h2>Our news</h2>{TEASERS}",
    f"<div><b>{HEADLINE}</b></div><div>2025-01-24</div>{TEXT}",
    page(HEADLINE, DAY + TEXT.split("</p>", maxsplit=1)[0] + "</p>"),  # one paragraph of news
    page("Report from the 106th meeting: what the committee wants", DAY + TEXT),
    page("Committee adopts new statutes in Jakarta", DAY + TEXT),
    page("Members of the committee elect a new chair", DAY + TEXT),
    page("Young Miners Forum returns to Kraków", DAY + TEXT),
    page("Search for copper goes on in the Andes", DAY + TEXT),
    page("No more page turning: mine library goes digital", DAY + TEXT),
    page("Error in survey found before the shaft was sunk", DAY + TEXT),
    page("Terms of the merger are settled, says Arden", DAY + TEXT),
    page(
        "The mine no longer exists",
        DAY + "<p>The old mine of Arden no longer exists, says the"
        " company, which filled the last shaft with sand and gravel on Friday.</p>",
    ),
    page("About 400 miners return to work at Arden", DAY + TEXT),
    page("News of a discovery spreads through the valley", DAY + TEXT),
    page(HEADLINE, TEXT + "<div>24th January 2025</div><div><a href=/t/copper>copper</a></div>"),
    page("Hutnik: produkcja miedzi rośnie", "<p>24 stycznia 2025</p>" + TEXT),
    page(HEADLINE, f"{DAY}<p><a href=/other>Read also: another mine digs a shaft</a></p>{TEXT}"),
]


@pytest.mark.parametrize("main", STORIES)
def test_stories(main: str) -> None:
    assert verdict(main) == kind.Verdict("article", "article")


def test_structured_data_make_a_story_of_any_heading() -> None:
    main = page("Statutes", TEXT)
    head = JSONLD.replace("Arden Copper restarts its mill", "Statutes")
    assert verdict(main, head).kind == "article"
    assert verdict(main).kind == "other"


PAGE_NODE = """<meta property="og:type" content="article"><script type="application/ld+json">
{"@graph": [{"@type": "WebPage", "datePublished": "2025-01-24T10:00:00+01:00"}]}</script>"""


def any_article(heading: str) -> str:
    return JSONLD.replace("NewsArticle", "Article").replace(HEADLINE, heading)


def test_dates_that_systems_give_to_any_page_do_not_make_a_story() -> None:
    kept = page("The house of the committee and its garden", TEXT)
    assert verdict(kept, PAGE_NODE).reason == "no date"
    assert verdict(page("Privacy policy", TEXT), any_article("Privacy policy")).reason == "policy"
    assert verdict(page("About us", TEXT), any_article("About us")).reason == "static page"
    assert verdict(page("News", TEASERS), any_article("News")).reason == "listing"
    assert verdict(page(HEADLINE, DAY + TEXT), PAGE_NODE).reason == "article"
    assert verdict(page(HEADLINE, TEXT), any_article(HEADLINE)).reason == "article"


LABELS = "<p>Date: 18 September 2025</p><p>Venue: Jakarta</p><p>Register: online</p>"
CALENDAR = "".join(
    f"<p>{day} January 2025</p><p>Monday, {day + 7} May 2025</p>" for day in range(1, 9)
)
OTHERS = [
    ("empty body", page("The shafts of Arden", DAY + CALENDAR)),
    ("error page", page("Page not found", f"<p>Last updated: 14 February 2026</p>{DAY}")),
    ("error page", page("404", DAY + "<p>Sorry, this page does not exist. Try the search.</p>")),
    ("error page", page("Oops! That page can’t be found.", DAY + "<p>Maybe try a search?</p>")),
    ("error page", page("Strona nie istnieje", DAY + "<p>Przepraszamy, spróbuj wyszukać.</p>")),
    ("error page", page("Our shop", DAY + "<p>The page you requested could not be found.</p>")),
    ("login", page("Log in", DAY + "<p>Please enter your name and password to read this.</p>")),
    ("policy", page("Privacy policy", f"<p>Last updated: 25 May 2026</p>{TEXT}")),
    ("policy", page("Privacy Policy of the Congress", DAY + TEXT)),
    ("policy", page("Terms and Conditions", DAY + TEXT)),
    ("policy", page("Polityka prywatności", "<p>25 maja 2026</p>" + TEXT)),
    ("policy", page("Impressum", DAY + TEXT)),
    ("static page", page("Statutes of the International Organising Committee",
                         "<p>Adopted on 12th September 1976</p>" + DAY + TEXT)),
    ("static page", page("About us", DAY + TEXT)),
    ("static page", page("Members of the Committee", DAY + TEXT)),
    ("static page", page("Contact", DAY + TEXT)),
    ("static page", page("O nas", "<p>24 stycznia 2025</p>" + TEXT)),
    ("static page", page("Rules of Procedure", DAY + TEXT)),
    ("listing", page("News", TEASERS)),
    ("listing", page("Tag: copper", TEASERS)),
    ("listing", page("January 2025", TEASERS)),
    ("listing", page("Copper", TEASERS)),
    ("listing", page("Copper", TEASERS.split("</div>")[0] + "</div>")),
    ("listing", page("Search results for “mill”", DAY + TEXT)),
    ("listing", page("Calendar 2026-03", DAY + TEXT)),
    ("listing", page("Events", LABELS + TEXT)),
    ("event page", page("106th IOC/WMC Meeting", LABELS + TEXT)),
    ("event page", page("Mine Rescue Workshop", "<p>12 October 2027, Ostrava, Czechia</p>" + TEXT)),
    ("event page", page("World Mining Congress 2026", TEXT)),
    ("empty body", page(HEADLINE, DAY)),
    ("no date", page(HEADLINE, TEXT)),
    ("no date", page(HEADLINE, "<p>Last updated: 25 May 2026</p>" + TEXT)),
    ("no date", page("The committee and its work", "<p>January 2025</p>" + TEXT)),
    ("no date", page("The house of the committee", TEXT + "<p>© 1 January 2026 Arden</p>")),
    ("no title", TEXT),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "main"), OTHERS)
def test_others(reason: str, main: str) -> None:
    assert verdict(main).reason == reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://a.example/", "home page"),
        ("https://a.example/index.html", "home page"),
        ("https://a.example/en/", "home page"),
        ("https://a.example/?p=12", "article"),
        ("https://a.example/news/mill/", "article"),
        ("https://a.example/archives/1088", "article"),
    ],
)
def test_address(url: str, reason: str) -> None:
    assert verdict(STORIES[0], url=url).reason == reason


def test_json_ld_event() -> None:
    head = '<script type="application/ld+json">{"@type": "Event", "name": "A gathering"}</script>'
    assert verdict(page("A gathering of the deep levels", DAY + TEXT), head).kind == "event"


@pytest.mark.parametrize(
    "html", ["", "<", "<p>", "\x00", "<html>" + "<div>" * 5000 + "x", "<!-- -->", "plain text"]
)
def test_broken_pages_are_judged(html: str) -> None:
    broken = Page(html, "https://a.example/x")
    heading = title.extract(broken)
    text = body.extract(broken, heading)
    found = dates.extract(broken, heading, text)
    assert kind.classify(broken, heading, text, found).kind != "article"


@pytest.mark.parametrize(
    ("name", "path", "reason"),
    [
        ("Events | Ore Society", "/events", "listing"),
        ("News | Ore Society", "/osten-mine-raises-first-ore", "article"),
    ],
)
def test_title_and_address_that_agree_on_a_list(name: str, path: str, reason: str) -> None:
    html = (
        "<a href='/'>Ore Society</a><div>1 March 2025</div>"
        "<div><b>Osten mine raises first ore</b></div>"
        "<div>The Osten mine has raised its first ore from the deep level, the owner said today, "
        "after four years of work on the shaft that leads there from the old quarry.</div>"
    )
    head = f"<title>{name}</title>"
    assert verdict(html, head, f"https://a.example{path}").reason == reason


NEWS_ITEM = (
    "<p>Arden Copper has sold its smelter in Pellworth to Borealis Metals for an undisclosed sum,"
    " the two companies said on Friday.</p>"
)
CARDS = "".join(
    f"<li><a href=/people/{name}>{name.title()} Salo</a> geologist, Pellworth</li>"
    for name in ("anna", "bo", "cleo", "dan", "eve", "finn", "gus", "hal")
)
PICTURES = "".join(
    f"<figure><img src=/{i}.jpg><figcaption>Shaft {i}, photo: J. Roe</figcaption></figure>"
    for i in range(1, 9)
)
COMMENTS = "".join(
    f"<div class=comment><b>Reader{i}</b> <span>2{i} January 2025</span><p>I worked at the mill"
    f" when it was built and have not seen a colder winter than number {i}.</p></div>"
    for i in range(1, 8)
)
LIVE = "".join(
    f"<h3>1{i}:05</h3><p>The rescue team reports that {i} more miners of the night shift have been"
    " brought up, and that all of them are in good health.</p>"
    for i in range(1, 8)
)
PRODUCT = """<script type="application/ld+json">{"@type": "Product", "name": "Rock drill R7",
"offers": {"@type": "Offer", "price": "420"}}</script>"""
JOB = """<script type="application/ld+json">{"@type": "JobPosting", "title": "Shift boss (m/f)",
"datePosted": "2025-01-24"}</script>"""
LIVE_LD = JSONLD.replace("NewsArticle", "LiveBlogPosting")

TRAPS = [
    # pages that are none
    ("other", "", "Search: copper", TEASERS, "https://a.example/?s=copper"),
    ("listing", "", "Results for: copper", TEASERS, "https://a.example/search?q=copper"),
    ("listing", "", "Author: Jane Roe", TEASERS, "https://a.example/author/jane-roe/"),
    ("listing", "", "Jane Roe", "<p>Jane writes about copper.</p>" + TEASERS,
     "https://a.example/author/jane-roe/"),
    ("other", "", "Our geologists", f"<ul>{CARDS}</ul>", "https://a.example/people/"),
    ("other", "", "Gallery: the mill in winter", DAY + PICTURES, "https://a.example/gallery/3/"),
    ("other", "", "Video: the mill in winter", DAY + "<video src=a.mp4></video><p>3:12</p>",
     "https://a.example/video/12/"),
    ("other", PRODUCT, "Rock drill R7", "<p>420 EUR</p><button>Add to cart</button>" + TEXT,
     "https://a.example/shop/rock-drill-r7/"),
    ("other", JOB, "Shift boss (m/f)", "<p>Posted 24 January 2025</p>" + TEXT,
     "https://a.example/jobs/shift-boss/"),
    ("other", "", "Concentrate", "<p>Concentrate is ore from which most of the waste rock has been"
     " taken by flotation.</p>", "https://a.example/glossary/concentrate/"),
    ("event", "", "Pellworth Mining Forum 2027", LABELS + NEWS_ITEM, "https://a.example/forum/"),
    ("other", "", "annual-report-2024.pdf", DAY + "<iframe src=/a.pdf></iframe><p>Download</p>",
     "https://a.example/viewer?file=annual-report-2024.pdf"),
    ("other", "", "Comments", COMMENTS, "https://a.example/mill/comment-page-2/"),
    ("other", "", "Die Seite wurde nicht gefunden", DAY + "<p>Bitte suchen.</p>", None),
    ("other", "", "Página no encontrada", DAY + "<p>Pruebe con otra búsqueda.</p>", None),
    ("other", "", "Page introuvable", DAY + "<p>Retournez à l’accueil du site.</p>", None),
    ("other", "", "Страница не найдена", DAY + "<p>Попробуйте найти её поиском.</p>", None),
    ("other", "", "Stránka nebyla nalezena", DAY + "<p>Zkuste vyhledávání.</p>", None),
    ("other", "", "503 Service Unavailable", DAY + "<p>Please try again in a minute.</p>", None),
    # stories of an unusual shape
    ("article", "", HEADLINE + ": live", f"<p>24 January 2025, 19:40</p>{LIVE}", None),
    ("article", LIVE_LD, HEADLINE, LIVE, None),
    ("article", "", "Arden sells its smelter", DAY + NEWS_ITEM, "https://a.example/news/arden/"),
    ("article", "", HEADLINE, f"{DAY}{TEXT}<h2>Comments</h2>{COMMENTS}", None),
    ("article", "", HEADLINE, f"{DAY}{TEXT}", "https://a.example/mill/?print=1"),
    ("article", "", HEADLINE, "<p>Stand: 24.01.2025 11:05 Uhr</p>" + TEXT, None),
    ("article", "", HEADLINE, DAY + TEXT, "https://a.example/video/arden-restarts-its-mill/"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "head", "heading", "rest", "url"), TRAPS)
def test_traps(expected: str, head: str, heading: str, rest: str, url: str | None) -> None:
    head = f"<title>{heading} | Arden</title>{head}"
    found = verdict(page(heading, rest), head, url or "https://a.example/some-page/").kind
    if expected == "other":
        assert found != "article"
    else:
        assert found == expected
