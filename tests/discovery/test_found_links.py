"""Links that a crawl may follow."""

import pytest

from wmcscraper.discovery.links import Found, page_links
from wmcscraper.discovery.scope import Scope
from wmcscraper.page import Page

URL = "http://mine.example/news/"


def links(html: str, url: str = URL) -> dict[str, Found]:
    found = page_links(Page(html, url), Scope("http://mine.example/"))
    return {link.url.removeprefix("http://mine.example"): link for link in found}


def test_only_pages_of_the_site() -> None:
    html = """<a href="story/#top">A</a><a href="//www.mine.example/b">B</a><a href="/c.pdf">C</a>
    <a href="http://other.example/">O</a><a href="mailto:a@mine.example">M</a><a href="#x">X</a>
    <a href="javascript:void(0)">J</a><a href="tel:1">T</a><a href="http://mine.example:8080/">P</a>
    <a href="http://[broken/">B</a><a href="">E</a><a href="/pic.JPG">I</a><a>N</a>
    <a href="/a/?replytocom=7">R</a><a href="/a/print/">P</a><a href="/a?id=3&amp;print=1">P</a>
    <area href="/map/" alt="Map">"""
    assert list(links(html)) == ["/news/story/", "http://www.mine.example/b", "/map/"]


def test_base_is_honoured() -> None:
    assert list(links('<base href="/x/"><a href="a">A</a><a href="?q=1">B</a>')) == [
        "/x/a",
        "/x/?q=1",
    ]


def test_one_link_for_each_address_with_its_headline() -> None:
    html = """<article><a href="/a/"><img src="a.jpg" alt="Pit"></a>
    <h3><a href="/a/">Tin returns to Cornwold</a></h3><time datetime="2026-02-03">yesterday</time>
    <a href="/a/#more">Read more</a></article>
    <article><h3><a href="/b/">Zinc leaves Oberfels</a></h3><p>4 February 2026</p></article>"""
    found = links(html)
    assert [(link.text, link.date) for link in found.values()] == [
        ("Tin returns to Cornwold", "2026-02-03"),
        ("Zinc leaves Oberfels", "2026-02-04"),
    ]


def test_navigation_and_nofollow_are_flagged() -> None:
    html = """<nav><a href="/about/">About</a><a href="/a/">A</a></nav>
    <div class="site-footer"><a href="/privacy/">Privacy</a></div>
    <div role="navigation"><a href="/menu/">Menu</a></div>
    <p><a href="/a/">A story</a> <a rel="nofollow" href="/ad/">Ad</a></p>"""
    found = links(html)
    assert [url for url, link in found.items() if link.in_nav] == ["/about/", "/privacy/", "/menu/"]
    assert [url for url, link in found.items() if link.nofollow] == ["/ad/"]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<link rel="next" href="/news/page/2/">', "/news/page/2/"),
        ('<a href="/news/page/2/">2</a>', "/news/page/2/"),
        ('<nav class="pagination"><a href="/news/older">Older</a></nav>', "/news/older"),
        ('<a href="?page=2">Next</a>', "/news/?page=2"),
        ('<a href="index.php?cat=news&str=2">2</a>', "/news/index.php?cat=news&str=2"),
        ('<button data-url="/more/2">Load more</button>', "/more/2"),
        ('<button data-page="2" data-url="/news/">Load more</button>', "/news/?page=2"),
        ('<button data-page="2" data-url="/list/{page}/">Load more</button>', "/list/2/"),
        ('<div class="load-more" data-next="/news/page/3/">Mehr laden</div>', "/news/page/3/"),
        ('<div class="load-more" data-page="4">Load more news</div>', "/news/?page=4"),
        ("<button onclick=\"go('/news?page=5')\">Show more</button>", "/news?page=5"),
        (
            '<form action="/list"><input type=hidden name=page value=6><button>Go</button></form>',
            "/list?page=6",
        ),
    ],
)
def test_steps_of_a_listing(html: str, url: str) -> None:
    page = Page(
        html, URL if "cat=" not in url else "http://mine.example/news/index.php?cat=news&str=1"
    )
    found = page_links(page, Scope(URL))
    assert [(link.url, link.pagination, link.in_nav) for link in found] == [
        (f"http://mine.example{url}", True, False)
    ]


def test_neighbouring_stories_are_no_steps() -> None:
    found = links('<a rel="next" href="/tin-returns/">Next</a><a href="/p/tin/">Tin returns</a>')
    assert not any(link.pagination for link in found.values())


def test_forms_to_fill_are_left_alone() -> None:
    html = '<form action="/s"><input name=q><input type=hidden name=page value=2></form>'
    assert links(html) == {}


def test_odd_pages() -> None:
    assert links("") == {}
    assert links("<div data-url='" + "x/" * 5000 + "'>") == {}
    deep = "<div>" * 5000 + '<a href="/a/">A</a>'
    assert list(links(deep)) in (["/a/"], [])
