"""Pages and files that list stories: home, listing, archives, sitemaps, feed, robots, redirects."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape

from tests.annotated import Story
from tests.sample_site.layout import NAME, excerpt, page, path_of, teasers

__all__ = ["PER_PAGE", "REDIRECTS", "archives", "feed", "home", "listings", "robots", "sitemaps"]

PER_PAGE = 10
FEED_LENGTH = 15

REDIRECTS = """\
/old-news/tin-returns/ /tin-returns-to-cornwold-after-a-generation/ 301
/shop/ /our-old-shop/ 302
/round/ /round/ 302
/withdrawn-story/ - 410
"""
"""from, to and status: a moved story, a moved page, a redirect to itself, a page that is gone."""


def home(stories: list[Story], words: str) -> str:
    """The home page: a few words, the newest stories under campaign URLs, odd links."""
    newest = teasers(stories[:5], query="?utm_source=home&utm_medium=teaser")
    main = f"""\
<main>
<h1>World Mining Congress</h1>
{words.strip()}
<h2>Latest news</h2>
{newest}<p><a href="/news/">All news</a></p>
<p class="also">From our archive: <a href="/old-news/tin-returns/">tin returns</a>,
<a href="/withdrawn-story/">a story that was withdrawn</a>,
<a href="/a-page-that-never-was/">a page that never was</a>,
<a href="/round/">in circles</a>, <a href="/shop/">our shop</a>,
<a href="/en/nickel-at-a-four-year-low/">nickel in English</a></p>
</main>
"""
    return page("Home", main, path="/")


def listings(stories: list[Story]) -> dict[str, str]:
    """/news/, /news/page/2/ …: path → document."""
    last = -(-len(stories) // PER_PAGE)
    pages = {}
    for number in range(1, last + 1):
        shown = stories[(number - 1) * PER_PAGE : number * PER_PAGE]
        links = " ".join(
            f"<b>{other}</b>" if other == number else f'<a href="{_listing(other)}">{other}</a>'
            for other in range(1, last + 1)
        )
        title = "News" if number == 1 else f"News, page {number}"
        main = f'<main>\n<h1>News</h1>\n{teasers(shown)}<p class="pages">{links}</p>\n</main>\n'
        pages[_listing(number)] = page(title, main, path=_listing(number))
    return pages


def _listing(number: int) -> str:
    return "/news/" if number == 1 else f"/news/page/{number}/"


def archives(stories: list[Story]) -> dict[str, str]:
    """Archives by tag and by month: path → document."""
    groups: dict[str, tuple[str, list[Story]]] = {}
    for story in stories:
        for tag in story.tags:
            groups.setdefault(f"/tag/{tag.replace(' ', '-')}/", (f"Tag: {tag}", []))[1].append(
                story
            )
        day = date.fromisoformat(story.date)
        month = groups.setdefault(f"/{day:%Y/%m}/", (f"Month: {day:%B %Y}", []))
        month[1].append(story)
    return {
        path: page(title, f"<main>\n<h1>{escape(title)}</h1>\n{teasers(shown)}</main>\n", path=path)
        for path, (title, shown) in groups.items()
    }


def sitemaps(stories: list[Story], pages: list[str]) -> dict[str, str]:
    """The sitemap index and what it names; every second story tells when it last changed."""
    articles = [
        (path_of(story), story.date if number % 2 else "") for number, story in enumerate(stories)
    ]
    return {
        "/sitemap_index.xml": _xml(
            "sitemapindex", "sitemap", [("/sitemap-articles.xml", ""), ("/sitemap-pages.xml", "")]
        ),
        "/sitemap-articles.xml": _xml("urlset", "url", articles),
        "/sitemap-pages.xml": _xml("urlset", "url", [(path, "") for path in pages]),
    }


def _xml(root: str, element: str, entries: list[tuple[str, str]]) -> str:
    lines = []
    for path, changed in entries:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<{element}><loc>{{{{base}}}}{path}</loc>{lastmod}</{element}>\n")
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">\n'
        f"{''.join(lines)}</{root}>\n"
    )


def feed(stories: list[Story]) -> str:
    """An RSS feed of the newest stories."""
    items = []
    for story in stories[:FEED_LENGTH]:
        day = datetime.fromisoformat(story.date).replace(hour=8, tzinfo=UTC)
        link = f"{{{{base}}}}{path_of(story)}"
        items.append(
            f"<item><title>{escape(story.title)}</title><link>{link}</link><guid>{link}</guid>"
            f"<pubDate>{format_datetime(day)}</pubDate>"
            f"<description>{escape(excerpt(story))}</description></item>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n'
        f"<title>{NAME}</title><link>{{{{base}}}}/</link><description>News</description>\n"
        f"{''.join(items)}</channel></rss>\n"
    )


def robots() -> str:
    """What robots may not see, and where the sitemap is."""
    return "User-agent: *\nDisallow: /private/\n\nSitemap: {{base}}/sitemap_index.xml\n"
