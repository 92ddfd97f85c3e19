"""Who wrote it: people, and nobody else where a person is named."""

from __future__ import annotations

import pytest

from wmcscraper.fields import authors, body, title
from wmcscraper.fields.names import is_person, split_names
from wmcscraper.page import Page

TEXT = (
    "<p>The mill of Arden Copper runs again after a winter of repairs, and the first trucks have"
    " left the gate with concentrate for the port.</p>"
)
LINE = "The frost had broken every conveyor of the plant, which took the crew a month to replace."


def read(after: str = "", head: str = "") -> list[str]:
    main = f"<h1>Arden Copper restarts its mill</h1>{after}<div>{TEXT * 3}</div>"
    page = Page(f"<head>{head}</head><body>{main}</body>", "https://ardennews.example/mill/")
    heading = title.extract(page)
    return authors.extract(page, heading, body.extract(page, heading)).names


def jsonld(author: str) -> str:
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline":'
        f' "Arden Copper restarts its mill", "author": {author}}}</script>'
    )


@pytest.mark.parametrize(
    ("after", "head", "names"),
    [
        ("<p>By Jane Roe</p>", "", ["Jane Roe"]),
        ("<p>By Jane Roe and John van der Doe | January 24, 2025</p>", "",
         ["Jane Roe", "John van der Doe"]),
        ("<p>BY JANE ROE, SENIOR REPORTER</p>", "", ["Jane Roe"]),
        ("<p>Von Jürgen Großmann, Anna Żak und Íñigo Peñaloza</p>", "",
         ["Jürgen Großmann", "Anna Żak", "Íñigo Peñaloza"]),
        ("<p>Autor: Anna Żak, 24 stycznia 2025</p>", "", ["Anna Żak"]),
        ("<p>Por Ximena Larraín</p>", "", ["Ximena Larraín"]),
        ('<div class="byline">Jane Roe, <a href="mailto:j@a.example">j@a.example</a> @jroe</div>',
         "", ["Jane Roe"]),
        ('<a rel="author" href="/a/j">Jane Roe</a>', "", ["Jane Roe"]),
        ('<span itemprop="author"><span itemprop="name">Jane Roe</span></span>', "", ["Jane Roe"]),
        ('<p><a href="/author/jane">Jane Roe</a></p>', "", ["Jane Roe"]),
        ("", '<meta name="author" content="Jane Roe; John Doe">', ["Jane Roe", "John Doe"]),
        ("", jsonld('[{"@type": "Person", "name": "Jane Roe"}, "John Doe"]'),
         ["Jane Roe", "John Doe"]),
        ("", jsonld('{"@id": "#j"}') + '<script type="application/ld+json">{"@type": "Person",'
         ' "@id": "#j", "name": "Jane Roe"}</script>', ["Jane Roe"]),
        # a person before the organisation that metadata name
        ("<p>By Jane Roe</p>", '<meta name="author" content="Arden News">', ["Jane Roe"]),
        ("<p>By Jane Roe</p>", jsonld('{"@type": "Organization", "name": "Top Mining"}'),
         ["Jane Roe"]),
        ("<p>By Jane Roe</p>", '<meta name="author" content="admin">', ["Jane Roe"]),
        ("<p>By Jane Roe, Associated Press</p>", "", ["Jane Roe"]),
        # nothing else is there
        ("", '<meta name="author" content="Press Office">', ["Press Office"]),
        ("", '<meta name="author" content="admin">', []),
        ("<p>By continuing you agree to our privacy policy.</p>", "", []),
        ("<p>From the archive of Arden</p>", "", []),
        ("<p>Sales of 4 March 2025 grew by Black Friday</p>", "", []),
        ("<p>Harbours Railways 24.01.2025</p>", "", []),
        # the day before the name
        ("<p>Posted on March 4, 2025 by Jane Roe</p>", "", ["Jane Roe"]),
        ("<p>Published 4 March 2025 at 10:30 am by Jane Roe in News</p>", "", ["Jane Roe"]),
        ("<p>4 March 2025 | by Jane Roe and John Doe</p>", "", ["Jane Roe", "John Doe"]),
        ("<p>03/04/2025 by Jane Roe</p>", "", ["Jane Roe"]),
        ("<p>Veröffentlicht am 4. März 2025 von Jana Roh</p>", "", ["Jana Roh"]),
        ('<p class="byline">Posted on March 4, 2025 by Jane Roe</p>', "", ["Jane Roe"]),
        # and after it
        ("<p>By Jane Roe 4 March 2025</p>", "", ["Jane Roe"]),
        ("<p>By Jane Roe 10:30</p>", "", ["Jane Roe"]),
        ("<p>Posted by Jane Roe on March 4, 2025</p>", "", ["Jane Roe"]),
        # double names
        ("<p>By Emily Hart-Davies, 4 March 2025</p>", "", ["Emily Hart-Davies"]),
        ("<p>Emily Hart-Davies - 4 March 2025</p>", "", ["Emily Hart-Davies"]),
        ("<p>By Jean-Luc Roe-Martin and Emily Hart-Davies | March 4</p>", "",
         ["Jean-Luc Roe-Martin", "Emily Hart-Davies"]),
        # a line of emphasis that one <br> ends
        (f"<i>Jane Roe</i><br>{LINE}<br><br>", "", ["Jane Roe"]),
        (f"<div><p><em>Jane Roe and John Doe</em><br>{LINE}</p></div>", "",
         ["Jane Roe", "John Doe"]),
        (f"<i>Read more</i><br>{LINE}<br><br>", "", []),
        # who keeps the page is no writer
        ("<p>Updated 24 January 2025 by Arden Copper Ltd</p>", "", []),
        ("<p>Posted on 24 January 2025 by Jane Roe, Arden Copper Ltd</p>", "", ["Jane Roe"]),
        (f"<i>Jane Roe</i> of Arden said it:<br>{LINE}<br><br>", "", []),
        (f"<img src=a.jpg><i>Jane Roe</i><br>{LINE}<br><br>", "", []),
        ("", '<meta name="author" content="https://a.example/jane">', []),
    ],
)  # fmt: skip
def test_authors(after: str, head: str, names: list[str]) -> None:
    assert read(after, head) == names


def test_commenters_and_teasers_are_no_authors() -> None:
    comments = "".join(
        f'<div class="comment"><span class="comment-author">Joe Reader{i}</span></div>'
        for i in range(3)
    )
    assert read(comments) == []


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Jane Roe", True),
        ("Ludwig van der Berg", True),
        ("J. R. Smith", True),
        ("岳弘彬", True),
        ("Arden News", False),
        ("Arden Copper Ltd", False),
        ("Roe River Minerals", False),
        ("Staff Writer", False),
        ("Jane", False),
        ("Read our privacy policy", False),
        ("Route 66", False),
    ],
)
def test_is_person(name: str, person: bool) -> None:
    assert is_person(name) is person


def test_split_names() -> None:
    assert split_names("By Jane Roe, Reporter, and John Doe (in Lima) for Arden Wire") == [
        "Jane Roe",
        "John Doe",
    ]
    assert split_names("신현주 기자") == ["신현주"]
    assert split_names(None) == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>Ingrid Salo. Source: Arden 2026 official webpage.</p>",
        "<p>Ingrid Salo. Source: Arden 2026</p>",
        "<p>Ingrid Salo (photo: Arden Copper)</p>",
        "<figure><img src=a.jpg><figcaption>Ingrid Salo</figcaption></figure>",
        "<div class=wp-caption><img src=a.jpg><p>Ingrid Salo</p></div>",
        "<div><img src=a.jpg></div><p>Ingrid Salo</p>",
        "<img src=a.jpg><p>Ingrid Salo</p>",
    ],
)
def test_a_name_in_a_caption_is_no_byline(line):
    assert read(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Ingrid Salo</p>",
        "<p>Ingrid Salo</p>",
        "<img src=a.jpg><p>By Ingrid Salo</p>",
        "<img src=a.jpg><p><a href=/author/ingrid-salo>Ingrid Salo</a></p>",
    ],
)
def test_a_name_below_the_headline_is_a_byline(line):
    assert read(line) == ["Ingrid Salo"]
