"""Links of a story and of its page, in unrelated markups."""

import pytest

from wmcscraper.fields import body, links, title
from wmcscraper.fields.dated_line import split_date
from wmcscraper.items import Link
from wmcscraper.page import Page

URL = "http://mine.example/tin-returns-to-cornwold/"

TEASERS = (
    ("/zinc-mine-of-oberfels-reopens/", "19th February 2026", "2026-02-19",
     "Zinc, heat & the future of Oberfels", "The valley hears the blasts again, and the…"),
    ("/potash-for-lake-ellery/", "17th February 2026", "2026-02-17",
     "From shaft to trust, Ana Ruiz takes the stage at Lake Ellery", "The committee confirmed it…"),
    ("/drill-core-of-marrow-creek/", "3rd February 2026", "2026-02-03",
     "Drill core of Marrow Creek 2026 surprises its geologists", "Nobody expected nickel under…"),
)  # fmt: skip

STORY = """
<p>Tin has returned to Cornwold after a generation, and the first lorry left the mine on Monday
with a load that the smelter had ordered in the spring of last year.</p>
<p>The company reported a second shaft, which will reach the deeper lodes next summer, and said
that two hundred people from the villages around will work there.</p>
<p>Old miners came to see it. Some of them had left the gate in the last week of the old mine, and
had never thought that they would see the wheel turn again.</p>
"""


def extract(html: str, url: str = URL) -> list[Link]:
    page = Page(f"<html lang=en><title>Tin returns to Cornwold</title><body>{html}</html>", url)
    headline = title.extract(page)
    return links.extract(page, body.extract(page, headline), headline)


def cards(teaser: str) -> str:
    return "".join(
        teaser.format(url=url, day=day, iso=iso, title=name.replace("&", "&amp;"), text=text)
        for url, day, iso, name, text in TEASERS
    )


ARTICLE = f"<h1>Tin returns to Cornwold</h1><div>24 January 2025</div><div>{STORY}</div>"

MARKUPS = {
    "cards with classes": f"""<main><article>{ARTICLE}</article></main><section><h3>Our news</h3>
        <ul>{cards('''<li class="teaser"><a class="thumb" href="{url}"><img src="t.jpg" alt=""></a>
        <h4><span class="date">{day}</span> <a href="{url}">{title}</a></h4><p>{text}</p>
        <a class="more" href="{url}">Read more</a></li>''')}</ul></section>""",
    "date and title in one link": f"""<div>{ARTICLE}</div><div><p>Our news Others news</p>
        {cards('<div><a href="{url}">{day} {title}</a><br>{text}</div>')}</div>""",
    "link around the whole card": f"""<article>{ARTICLE}</article><div class="grid">
        {cards('''<a class="card" href="{url}"><img src="t.jpg"><span class="d">{day}</span>
        <h3>{title}</h3><p>{text}</p></a>''')}</div>""",
    "time elements": f"""<article>{ARTICLE}</article><section class="related-posts">
        {cards('''<article><h3><a href="{url}">{title}</a></h3>
        <time datetime="{iso}T08:00:00Z">then</time><p>{text}</p></article>''')}</section>""",
    "table rows": f"""<table><tr><td>{ARTICLE}</td></tr></table><table>
        {cards('''<TR><TD><FONT SIZE=2>{day}</FONT></TD><TD><A HREF="{url}">{title}</A></TD>
        <TD>{text}</TD></TR>''')}</table>""",
    "one cell for all": f"""<table><tr><td>{ARTICLE}</td></tr><tr><td>
        {cards('{day}<br><a href="{url}"><b>{title}</b></a><br>{text}<br><br>')}
        </td></tr></table>""",
    "flat paragraphs": f"""<div>{ARTICLE}</div><div>
        {cards('<p>{day}</p><p><a href="{url}">{title}</a></p><p>{text}</p>')}</div>""",
    "date after the title": f"""<div>{ARTICLE}</div><div>
        {cards('<p><a href="{url}">{title}</a></p><p>{day}</p><p>{text}</p>')}</div>""",
    "only a read more link": f"""<div>{ARTICLE}</div><div>
        {cards('''<div><h4>{title}</h4><div>{day}</div><p>{text}</p>
        <a href="{url}">Read more »</a></div>''')}</div>""",
    "bare divisions": f"""<div><div><a href="/">Mine</a></div><div><a href="/all/">All the news of
        the world</a> <a href="/who/">Who we are</a></div></div><div>{ARTICLE}</div><div>
        {cards('<div><div>{day}</div><a href="{url}">{title}</a><p>{text}</p></div>')}</div>
        <div>© Mine <a href="/data/">Your data and what we do with it</a></div>""",
}  # fmt: skip


@pytest.mark.parametrize("markup", MARKUPS)
def test_teasers_in_every_markup(markup: str) -> None:
    found = extract(MARKUPS[markup])
    assert [(link.url, link.text, link.date, link.kind) for link in found] == [
        (f"http://mine.example{url}", name, iso, "related") for url, _, iso, name, _ in TEASERS
    ]
    assert [link.teaser for link in found] == [text for *_, text in TEASERS]


def kinds(html: str) -> list[tuple[str, str, str]]:
    return [
        (link.kind, link.url.removeprefix("http://mine.example"), link.text)
        for link in extract(html)
    ]


def test_links_of_the_text() -> None:
    html = f"""<h1>Tin returns to Cornwold</h1><div>{STORY}
    <p>The plan was made public in a <a href="https://cornwold.example/press/9">press release</a> on
    Monday, with a <a href="/files/plan.pdf">map of the shafts</a>, and follows the
    <a href="/rules/">rules</a> that our <a href="/what-the-old-miners-of-cornwold-say/">earlier
    story</a> told in the spring.</p></div>"""
    assert kinds(html) == [
        ("source", "https://cornwold.example/press/9", "press release"),
        ("document", "/files/plan.pdf", "map of the shafts"),
        ("other", "/rules/", "rules"),
        ("related", "/what-the-old-miners-of-cornwold-say/", "earlier story"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Source:",
        "Sources:",
        "Via:",
        "(via",
        "Press release:",
        "Źródło:",
        "Quelle:",
        "Fuente:",
        "Read the original:",
        "Read it at the source:",
    ],
)
def test_source_lines_below_the_story(words: str) -> None:
    html = f"""<h1>Tin returns to Cornwold</h1><div>{STORY}</div>
    <p><small>{words} <a href="https://cornwold.example/">Cornwold Tin</a></small></p>"""
    assert kinds(html) == [("source", "https://cornwold.example/", "Cornwold Tin")]


def test_links_of_partners_below_the_story_are_no_sources() -> None:
    html = f"""<div><h1>Tin returns to Cornwold</h1><div>{STORY}</div><div>
    <a href="https://one.example/">One Institute</a> | <a href="https://two.example/">Two</a></div>
    <div>12 Headframe Street</div></div>"""
    assert kinds(html) == []


def test_the_house_s_own_pages_are_no_stories() -> None:
    html = f"""<div><h1>Tin returns to Cornwold</h1><div>{STORY}</div></div><div>
    <div><a href="/privacy-policy-and-cookie-information/">Privacy policy and cookie information</a>
    </div><div><a href="/terms-and-conditions-of-use/">Terms and conditions of our use</a></div>
    <div><a href="/members-of-the-world-society/">Members</a></div></div>"""
    assert kinds(html) == []


def test_undated_headlines_below_a_heading() -> None:
    html = f"""<div><h1>Tin returns to Cornwold</h1><div>{STORY}</div></div>
    <div><h2>More to read</h2>
    <p><a href="/zinc-mine-opens/">Zinc mine opens</a></p>
    <p><a href="/lead-is-back-in-use/">Lead is back in use</a></p></div>"""
    assert [(kind, text) for kind, _, text in kinds(html)] == [
        ("related", "Zinc mine opens"),
        ("related", "Lead is back in use"),
    ]


def test_numeric_dates_follow_the_page() -> None:
    html = f"""<h1>Tin returns to Cornwold</h1><div>{STORY}</div>
    <ul><li><a href="/zinc-of-oberfels-reopens/">Zinc of Oberfels reopens</a> 05/03/2026</li>
    <li><a href="/potash-for-lake-ellery/">Potash for Lake Ellery</a> 25/02/2026</li></ul>"""
    assert [link.date for link in extract(html)] == ["2026-03-05", "2026-02-25"]


def test_tags_of_the_story_are_not_those_of_teasers() -> None:
    html = f"""<article><h1>Tin returns to Cornwold</h1><div>{STORY}</div>
    <p>Tags: <a rel="tag" href="/tag/tin/">tin</a>, <a href="/topics/shafts/">shafts</a></p>
    </article>
    <ul>{
        cards('''<li><h4><a href="{url}">{title}</a></h4><i>{day}</i>
    <a href="/tag/other/">other</a> <a rel="author" href="/by/ruiz/">A. Ruiz</a></li>''')
    }</ul>"""
    found = kinds(html)
    assert [(kind, url) for kind, url, _ in found if kind == "tag"] == [
        ("tag", "/tag/tin/"),
        ("tag", "/topics/shafts/"),
    ]
    assert sum(kind == "related" for kind, *_ in found) == len(TEASERS)
    assert len(found) == len(TEASERS) + 2


def test_event_boxes() -> None:
    html = f"""<article><h1>Tin returns to Cornwold</h1><div>{STORY}</div></article>
    <aside><h3>Next Congress</h3><p>The 9th Tin Congress will be organized in 2027 in Lima. More on
    the <a href="https://tin-congress.example/">official webpage of the congress</a>.</p>
    <a href="/9th-tin-congress/">Learn more</a></aside>"""
    assert [(kind, url) for kind, url, _ in kinds(html)] == [
        ("event", "https://tin-congress.example/"),
        ("event", "/9th-tin-congress/"),
    ]


def test_previous_and_next_story() -> None:
    html = f"""<article><h1>Tin returns to Cornwold</h1><div>{STORY}</div></article>
    <nav class="navigation post-navigation"><a rel="prev" href="/old-zinc/">Previous: Old zinc</a>
    <a rel="next" href="/new-lead/">Next post: New lead found</a></nav>"""
    assert kinds(html) == [
        ("related", "/old-zinc/", "Old zinc"),
        ("related", "/new-lead/", "New lead found"),
    ]


def test_furniture_is_left_out() -> None:
    html = f"""<header><a href="/">Home</a><nav><a href="/news/">News</a></nav></header>
    <div id="top-menu"><a href="/about-the-world-of-mines/">About the world of mines</a></div>
    <p class="breadcrumbs"><a href="/news/">News</a> » <a href="/news/tin/">Tin</a></p>
    <h1>Tin returns to Cornwold</h1><div>{STORY}</div>
    <div class="share"><a href="https://cornwold.example/share">Share this story with friends</a>
    </div><p><a href="https://www.facebook.com/sharer.php?u=x">Facebook</a>
    <a href="https://x.com/intent/post?url=x">X</a></p>
    <ul><li><a href="http://del.icio.us/post?url=x">del.icio.us</a></li>
    <li><a href="https://notes.example/keep?url=x&amp;title=y">Keep it</a></li></ul><p><a href="https://www.linkedin.com/company/m">
    LinkedIn</a> <a href="mailto:a@mine.example">E-mail</a> <a href="javascript:print()">Print</a>
    <a href="?print=1">Print this</a> <a href="#top">Top</a> <a href="{URL}#c">Comments</a>
    <a href="/wp-login.php">Log in</a></p>
    <div class="pagination"><a href="?page=2">2</a></div>
    <div class="lang-switch"><a href="/pl/cyna-wraca-do-cornwold-po-latach/">Cyna wraca do domu
    po latach</a></div><footer><a href="/what-we-do-with-your-data/">What we do with your data</a>
    <p>4 May 2025 <a href="/list-of-all-our-members/">All our members and friends</a></p>
    </footer>"""
    assert kinds(html) == []


def test_one_link_for_each_address() -> None:
    html = f"""<article><h1>Tin returns to Cornwold</h1><div>{STORY}
    <p>See also: <a href="/zinc-mine-of-oberfels-reopens">Zinc, heat &amp; the future of
    Oberfels</a></p></div></article>
    <ul>{cards('<li><a href="{url}">{title}</a> <i>{day}</i></li>')}</ul>"""
    found = extract(html)
    assert [(link.url, link.date) for link in found] == [
        (f"http://mine.example{url}", iso) for url, _, iso, _, _ in TEASERS
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19th February 2026 AI and mining", ("2026-02-19", "AI and mining")),
        ("19.02.2026 | AI and mining", ("2026-02-19", "AI and mining")),
        ("AI and mining – 19 February 2026", ("2026-02-19", "AI and mining")),
        ("AI and mining (2026-02-19)", ("2026-02-19", "AI and mining")),
        ("Posted 19 February 2026", ("2026-02-19", "")),
        ("19 February 2026", ("2026-02-19", "")),
        (
            "What the vote of 19 February 2026 means",
            (None, "What the vote of 19 February 2026 means"),
        ),
        ("The vote of 19 February 2026", (None, "The vote of 19 February 2026")),
        ("Mining Indaba 2026 stronger together", (None, "Mining Indaba 2026 stronger together")),
        ("", (None, "")),
    ],
)
def test_split_date(text: str, expected: tuple[str | None, str]) -> None:
    assert split_date(text) == expected


@pytest.mark.parametrize(
    "html",
    ["", "<a href>", "<a href='http://[x'>a</a>", "<div>" * 3000 + "<a href=/a>x</a>",
     "<a href=/a>" * 3000, "<p><a href=/a>b" * 500, "<base href='http://[x/'><a href=a>b</a>",
     "<!-- c --><?pi?><a href=/x><!-- d -->y</a>"],
)  # fmt: skip
def test_odd_pages_do_no_harm(html: str) -> None:
    extract(html)
