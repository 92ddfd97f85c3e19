"""Pictures of a story, their captions and credits."""

import pytest

from wmcscraper.fields import body, images, title
from wmcscraper.fields.captions import split_credit
from wmcscraper.fields.picture_urls import picture_key
from wmcscraper.items import Image
from wmcscraper.page import Page

URL = "http://mine.example/tin/"
FIRST = """<p>Tin has returned to Cornwold after a generation, and the first lorry left the mine
on Monday with a load that the smelter had ordered in the spring of last year.</p>"""
SECOND = """<p>The company reported a second shaft, which will reach the deeper lodes next summer,
and said that two hundred people from the villages around will work there.</p>"""
THIRD = """<p>Old miners came to see it. Some of them had left the gate in the last week of the old
mine, and had never thought that they would see the wheel turn again.</p>"""


def extract(html: str, head: str = "") -> list[Image]:
    page = Page(
        f"<html><head><title>Tin returns</title>{head}</head><body>{html}</body></html>", URL
    )
    headline = title.extract(page)
    return images.extract(page, body.extract(page, headline), headline)


def story(picture: str, after: str = "") -> str:
    return f"""<div><h1>Tin returns to Cornwold</h1><div>{FIRST}{picture}{SECOND}{THIRD}</div>
    {after}</div>"""


PIT = Image("http://mine.example/i/pit.jpg", "The pit at night.", "A. Lee", "Pit")

CAPTIONED = {
    "figure": """<figure><img src="/i/pit.jpg" alt="Pit">
        <figcaption>The pit at night. Photo: A. Lee</figcaption></figure>""",
    "figure with named credit": """<figure><img src="/i/pit.jpg" alt="Pit"><figcaption>
        <span class="text">The pit at night.</span> <span class="credit">A. Lee</span></figcaption>
        </figure>""",
    "wp-caption": """<div class="wp-caption"><a href="/i/pit.jpg"><img src="/i/pit-300x200.jpg"
        alt="Pit" width=300 height=200></a>
        <p class="wp-caption-text">The pit at night. (Photo by A. Lee)</p></div>""",
    "caption line": """<div><img src="/i/pit.jpg" alt="Pit"></div>
        <p class="image-caption">The pit at night. Source: A. Lee.</p>""",
    "no classes": """<div><img src="/i/pit.jpg" alt="Pit"><div>The pit at night. © A. Lee</div>
        </div>""",
    "table": """<table width=300><tr><td><img src="/i/pit.jpg" alt="Pit"></td></tr>
        <tr><td><font size=1>The pit at night. Fot. A. Lee</font></td></tr></table>""",
    "two lines": """<div><img src="/i/pit.jpg" alt="Pit"><div>The pit at night.</div>
        <div>Credit: A. Lee</div></div>""",
    "lazy": """<figure><img src="data:image/gif;base64,R0lGOD" data-src="/i/pit-1024x683.jpg"
        data-srcset="/i/pit-300x200.jpg 300w, /i/pit-1024x683.jpg 1024w, /i/pit.jpg 2048w"
        alt="Pit">
        <noscript><img src="/i/pit-1024x683.jpg" alt="Pit"></noscript>
        <figcaption>The pit at night. Image courtesy of A. Lee</figcaption></figure>""",
    "one cell for all": """<br><br><img src="/i/pit.jpg" alt="Pit" align="left"><br>
        <i>The pit at night.</i><br><font size="1">Fot. A. Lee</font><br><br>""",
    "attributes": """<img src="/i/pit.jpg" alt="Pit" data-caption="The pit at night."
        data-credit="A. Lee">""",
}  # fmt: skip


@pytest.mark.parametrize("markup", CAPTIONED)
def test_caption_and_credit_in_every_markup(markup: str) -> None:
    assert extract(story(CAPTIONED[markup])) == [PIT]


@pytest.mark.parametrize(
    ("picture", "file"),
    [
        ('<img src="a.jpg" srcset="a-4.jpg 400w, a-16.jpg 1600w, a-8.jpg 800w">', "a-16.jpg"),
        ('<img src="a.jpg" srcset="a.jpg 1x, a@2x.jpg 2x">', "a@2x.jpg"),
        ('<img src="a.jpg?w=400" srcset="a.jpg?w=400 400w, a.jpg?w=1200 1200w">', "a.jpg?w=1200"),
        ('<img src="/img/spacer.gif" data-lazy-src="a.jpg">', "a.jpg"),
        ('<img src="a-640x480.jpg" data-orig-file="a.jpg">', "a.jpg"),
        ('<a href="big/a.jpg"><img src="a-150x150.jpg" width="150" height="150"></a>', "big/a.jpg"),
        (
            '<picture><source srcset="a.webp 1400w, b/a.webp 700w"><img src="a-700.jpg"></picture>',
            "a.webp",
        ),
        ('<img src="c_fit,w_400/a.jpg" srcset="c_fit,w_400/a.jpg 400w, c_fit,w_900/a.jpg 900w">',
         "c_fit,w_900/a.jpg"),
        ('<img src="a.jpg"><p>x</p><img src="a-300x200.jpg" width=300>', "a.jpg"),
        ('<img src="a b.jpg">', "a%20b.jpg"),
    ],
)  # fmt: skip
def test_largest_version(picture: str, file: str) -> None:
    assert [image.url for image in extract(story(picture))] == [f"http://mine.example/tin/{file}"]


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="/i/p.gif" width="1" height="1">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="/i/blank.gif">',
        '<img src="/i/icon-print.png" width="16" height="16">',
        '<img class="avatar" src="/i/ruiz.jpg">',
        '<div class="author-box"><img src="/i/ruiz.jpg">A. Ruiz writes about tin.</div>',
        '<div class="advertisement"><img src="/i/ad.jpg"></div>',
        '<a href="https://shop.example/"><img src="/i/sale.jpg" width="728" height="90"></a>',
        '<a href="/zinc-story/"><img src="/i/zinc.jpg" alt="Zinc"></a>',
        '<aside><img src="/i/zinc.jpg"></aside>',
        '<div><img src="/i/zinc.jpg"><a href="/zinc-story/">Zinc leaves Oberfels</a></div>',
        '<div><img src="/i/ruiz.jpg">By Ana Ruiz</div>',
        '<img src="/i/wide.gif" width="800" height="90">',
        '<div class="share-buttons"><img src="/i/like.png"></div>',
        "<img>",
    ],
)
def test_what_is_no_picture_of_the_story(picture: str) -> None:
    assert extract(story(picture)) == []


def test_pictures_around_the_story() -> None:
    html = f"""<header><a href="/"><img src="/i/logo.png" alt="Mine"></a></header>
    <div class="hero"><img src="/i/hero.jpg" alt="Hero"></div><h1>Tin returns to Cornwold</h1>
    <p>24 January 2025</p><img src="/i/lead.jpg" alt="Lead"><div>{FIRST}{SECOND}{THIRD}</div>
    <h3>Our news</h3><ul><li><a href="/zinc/"><img src="/i/zinc-300x200.jpg"></a>
    <a href="/zinc/">Zinc</a></li></ul><footer><img src="/i/partner.png"></footer>"""
    assert [image.url for image in extract(html)] == [
        "http://mine.example/i/hero.jpg",
        "http://mine.example/i/lead.jpg",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "<h3>Source image</h3><p>Source of feature image: Cornwold official webpage.</p>",
        "<h3>Source image</h3><p>Cornwold official webpage</p>",
        "<p>Featured image: Cornwold official webpage</p>",
        "<p>Header photo by Cornwold official webpage.</p>",
        "<p>Źródło zdjęcia: Cornwold official webpage</p>",
        "<p>Titelbild: Cornwold official webpage</p>",
        "<p>Fuente de la imagen: Cornwold official webpage.</p>",
    ],
)
def test_credit_away_from_the_picture(line: str) -> None:
    (image,) = extract(
        f"""<h1>Tin returns to Cornwold</h1><img src="/i/pit.jpg"><div>{FIRST}{SECOND}{THIRD}</div>
        {line}"""
    )
    assert (image.caption, image.credit) == (None, "Cornwold official webpage")


def test_a_paragraph_is_no_caption() -> None:
    (image,) = extract(story('<img src="/i/pit.jpg">'))
    assert (image.caption, image.credit, image.alt) == (None, None, None)


@pytest.mark.parametrize(
    ("head", "picture", "expected"),
    [
        ('<meta property="og:image" content="/i/pit.jpg">', "", ["/i/pit.jpg"]),
        ('<meta property="og:image" content="/i/og.jpg">', '<img src="/i/a.jpg">', ["/i/a.jpg"]),
        (
            '<meta property="og:image" content="/i/a.jpg">',
            '<img src="/i/a-300x200.jpg" width=300>',
            ["/i/a.jpg"],
        ),
        ('<meta property="og:image" content="/i/logo-share.png">', "", []),
    ],
)
def test_metadata(head: str, picture: str, expected: list[str]) -> None:
    found = [
        image.url.removeprefix("http://mine.example") for image in extract(story(picture), head)
    ]
    assert found == expected


def test_json_ld_tells_caption_and_credit() -> None:
    head = """<script type="application/ld+json">{"@type": "NewsArticle", "image": {"@type":
    "ImageObject", "url": "/i/pit.jpg", "caption": "The pit at night.", "creditText": "A. Lee"},
    "publisher": {"@type": "Organization", "logo": {"url": "/i/l.png"}}}</script>"""
    assert extract(story('<img src="/i/pit-300x200.jpg" alt="Pit" width="300">'), head) == [PIT]


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Ana Ruiz. Source: TC 2027 official webpage.", "Ana Ruiz.", "TC 2027 official webpage"),
        ("Trucks. Source: Photo by Boom & Co on Unsplash.", "Trucks.", "Boom & Co on Unsplash"),
        ("Blue water. Photo by a. lee on Unsplash", "Blue water.", "a. lee on Unsplash"),
        ("Logo of the congress.", "Logo of the congress.", None),
        ("Photo: J. Kim", None, "J. Kim"),
        ("Photo: J. Kim. The mine at night.", "The mine at night.", "J. Kim"),
        ("The mine (Photo by A. Lee)", "The mine", "A. Lee"),
        ("The mine Image courtesy of Halden Metals", "The mine", "Halden Metals"),
        ("The mine © 2026 Halden Metals Inc.", "The mine", "Halden Metals Inc."),
        ("Kopalnia nocą. Fot. J. Nowak", "Kopalnia nocą.", "J. Nowak"),
        ("La mina. Fuente: Ana Ruiz / EFE", "La mina.", "Ana Ruiz / EFE"),
        ("Foto de Ana Ruiz", None, "Ana Ruiz"),
        ("Foto de la mina", "Foto de la mina", None),
        ("A truck. J. Kim/Reuters", "A truck.", "J. Kim/Reuters"),
        ("A truck (Getty Images)", "A truck", "Getty Images"),
        ("The pit | Credit: NASA/JPL", "The pit", "NASA/JPL"),
        ("A photo by night", "A photo by night", None),
        ("The source of the river", "The source of the river", None),
        ("", None, None),
    ],
)  # fmt: skip
def test_split_credit(text: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/2025/01/pit.jpg", "http://a.example/2025/01/pit-300x200.jpg", True),
        ("http://a.example/01/pit.jpg", "http://cdn.example/01/pit-scaled.jpg?w=300", True),
        ("http://a.example/01/pit-1.jpg", "http://a.example/01/pit-2.jpg", False),
        ("http://a.example/01/pit-2025.jpg", "http://a.example/01/pit-2026.jpg", False),
        ("http://a.example/7/image.jpg", "http://a.example/8/image.jpg", False),
        (
            "http://a.example/_next/image?url=%2F01%2Fpit.jpg&w=640",
            "http://a.example/01/pit.jpg",
            True,
        ),
        ("http://a.example/i.php?id=1&w=300", "http://a.example/i.php?id=1&w=600", True),
        ("http://a.example/i.php?id=1", "http://a.example/i.php?id=2", False),
    ],
)
def test_picture_key(one: str, other: str, same: bool) -> None:
    assert (picture_key(one) == picture_key(other)) is same


@pytest.mark.parametrize(
    "html",
    ["", "<img src='http://[x/'>", "<div>" * 3000 + "<img src=a.jpg>", "<img src=a.jpg>" * 2000,
     "<img srcset=', , ,'>", f"<img srcset='{'a ' * 5000}'>", "<figure><img src=a.jpg><!-- x -->",
     '<script type="application/ld+json">{"@type": ["Article", 7], "logo": [{"url": {"a": 1}}, 3],'
     '"image": [{"url": [1], "creator": [null, {"name": {}}]}, 5, null]}</script>'],
)  # fmt: skip
def test_odd_pages_do_no_harm(html: str) -> None:
    extract(html)
