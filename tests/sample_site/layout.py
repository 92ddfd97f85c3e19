"""What every page of the sample site shares: head, header, sidebar boxes, footer, teasers."""

from __future__ import annotations

from html import escape

from tests.annotated import Picture, Story
from tests.sample_site.pictures import sized

__all__ = ["NAME", "PICTURES", "caption_of", "excerpt", "page", "path_of", "teasers"]

NAME = "World Mining Congress sample site"
PICTURES = "/wp-content/uploads/"

_NAVIGATION = (
    ("/", "Home"),
    ("/about/", "About WMC"),
    ("/members/", "Members"),
    ("/statutes/", "Statutes"),
    ("/events/", "Events"),
    ("/news/", "News"),
    ("/calendar/", "Calendar"),
    ("/contact/", "Contact"),
)

_BOXES = """\
<aside class="sidebar">
<section class="next-box">
<h3>Next WMC Congress</h3>
<h4>World Mining Congress</h4>
<p class="year">2026</p>
<p>The 27th World Mining Congress will be organized in 2026 in Peru. Detailed information can be
found either on the <a href="https://27th-wmc.example/">27th WMC official webpage</a> or the
<a href="/files/second-circular.pdf">second circular</a>.</p>
<a class="button" href="/27th-world-mining-congress/">Learn more</a>
<div class="number">27th</div>
</section>
<section class="next-box">
<h3>Next IOC Meeting</h3>
<h4>IOC / WMC Meeting</h4>
<p class="year">2025</p>
<p>The 106th IOC/WMC meeting will be organized on September 18th 2025 in Jakarta, Indonesia.</p>
<a class="button" href="/106th-ioc-wmc-meeting/">Learn more</a>
<div class="number">106th</div>
</section>
</aside>
"""

_FOOTER = """\
<footer class="site-footer">
<p>Secretariat of the sample site, 1 Headframe Street, 40-000 Katowice, Poland</p>
<p><a href="tel:+48000000000">+48 00 000 00 00</a>
<a href="mailto:office@wmc.example">office@wmc.example</a></p>
<ul class="social">
<li><a href="https://www.linkedin.com/company/wmc-sample">LinkedIn</a></li>
<li><a href="https://x.com/wmc_sample">X</a></li>
<li><a href="https://www.youtube.com/@wmc-sample">YouTube</a></li>
</ul>
<ul class="legal">
<li><a href="/privacy-policy/">Privacy policy</a></li>
<li><a href="/private/">For members of the committee</a></li>
<li><a href="https://partner-institute.example/">Partner institute</a></li>
</ul>
<p>© 2026 World Mining Congress sample site. Written for testing:
companies and people are invented.</p>
</footer>
"""


def path_of(story: Story) -> str:
    """The story's path: a slug at the root of the site."""
    return f"/{story.slug}/"


def page(title: str, main: str, *, path: str, head: str = "", after: str = "") -> str:
    """A whole document around ``main`` (HTML), with ``after`` behind the sidebar boxes."""
    items = "\n".join(f'<li><a href="{url}">{escape(name)}</a></li>' for url, name in _NAVIGATION)
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} | {NAME}</title>
<link rel="canonical" href="{{{{base}}}}{path}">
<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml">
<link rel="stylesheet" href="/style.css">
{head}</head>
<body>
<header class="site-header">
<a class="logo" href="/"><img src="{PICTURES}logo.svg" alt="{NAME}" width="160" height="48"></a>
<nav><ul>
{items}
</ul></nav>
</header>
{main.rstrip()}
{_BOXES}{after}{_FOOTER}</body>
</html>
"""


def caption_of(story: Story, picture: Picture) -> str:
    """A picture's caption and credit in one line, as the site prints them."""
    if not picture.credit:
        return picture.caption
    words = story.extra.get("credit_style", ["Source:"])[0]
    end = story.extra.get("credit_end", [""])[0]
    return f"{picture.caption} {words} {picture.credit}{end}".strip()


def excerpt(story: Story) -> str:
    """The first words of a story, as a teaser shows them."""
    if "excerpt" in story.extra:
        return story.extra["excerpt"][0]
    return " ".join(story.blocks[0].text.split()[:15]).rstrip(".,:") + "…"


def teasers(stories: list[Story], *, query: str = "") -> str:
    """A list of stories: date and title, the picture's caption, the first words."""
    return (
        '<ul class="teasers">\n' + "".join(_teaser(story, query) for story in stories) + "</ul>\n"
    )


def _teaser(story: Story, query: str) -> str:
    url, picture = path_of(story) + query, story.pictures[0]
    small = PICTURES + sized(picture.file, 300, 200)
    return f"""\
<li class="teaser">
<a class="thumb" href="{url}"><img src="{small}" alt="" width="300" height="200"></a>
<h4><span class="date">{story.date_raw}</span> <a href="{url}">{escape(story.title)}</a></h4>
<p class="caption">{escape(caption_of(story, picture))}</p>
<p>{escape(excerpt(story))}</p>
</li>
"""
