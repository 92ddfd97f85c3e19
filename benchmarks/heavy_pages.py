"""A news site of full weight: distinct stories on pages of 60 to 150 kB, as readers are sent them.

Around each text stands what stands there in life: styles and scripts of tens of kilobytes, a menu
of a hundred links, structured data, pictures with captions, teasers of other stories, a footer.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from html import escape
from random import Random

from benchmarks.stories import Newsroom, Story

__all__ = ["heavy_site"]

_LEAST, _MOST = 60_000, 150_000  # bytes of a page
_SENTENCES = (12, 48)
_SECTIONS = ("Copper", "Gold", "Energy", "Policy", "People", "Markets", "Safety", "Technology")
_MENU = 14  # links below each section
_TEASERS = 24
_ELSEWHERE = "https://services.herald.example"
_NAMES = ("layout", "slot", "frame", "menu", "grid", "card", "layer", "track", "panel", "queue")


def heavy_site(count: int, seed: int = 1) -> dict[str, str]:
    """``count`` stories, a start page that links them all, a page for each section: HTML by path.

    What else their menus link is on other hosts.
    """
    news, rng = Newsroom(seed), Random(seed)
    stories = [news.story(rng.randint(*_SENTENCES)) for _ in range(count)]
    paths = [_path(story, number) for number, story in enumerate(stories)]
    frame = _Frame(rng)
    today = datetime.now(UTC).date()
    pages = {}
    for number, (path, story) in enumerate(zip(paths, stories, strict=True)):
        others = rng.sample(range(count), min(_TEASERS, count))
        teasers = "".join(_teaser(paths[other], stories[other]) for other in others)
        published = today - timedelta(days=number % 900)
        pages[path] = frame.page(story.title, _article(story, published, rng), teasers)
    links = "".join(
        f"<li><a href='{path}'>{escape(story.title)}</a></li>"
        for path, story in zip(paths, stories, strict=True)
    )
    for section in _SECTIONS:
        shown = rng.sample(range(count), min(_TEASERS, count))
        teasers = "".join(_teaser(paths[one], stories[one]) for one in shown)
        pages[f"/{section.lower()}/"] = frame.page(section, f"<h1>{section}</h1>{teasers}", "")
    pages["/"] = frame.page("The Ore Herald", f"<h1>The Ore Herald</h1><ul>{links}</ul>", "")
    return pages


def _path(story: Story, number: int) -> str:
    words = "".join(c if c.isalnum() else " " for c in story.title.lower()).split()
    return f"/{'-'.join(words[:7])}-{number}/"


def _article(story: Story, published: date, rng: Random) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": published.isoformat(),
        "author": {"@type": "Person", "name": story.facts["boss"]},
    }
    parts = [
        f"<script type='application/ld+json'>{json.dumps(data)}</script>"
        f"<article class='story story--full'><header><h1>{escape(story.title)}</h1>"
        f"<p class='byline'>By <a href='{_ELSEWHERE}/desk'>{escape(story.facts['boss'])}</a></p>"
        f"<time datetime='{published.isoformat()}'>{published:%d %B %Y}</time></header>"
    ]
    for paragraph in story.paragraphs:
        text = escape(paragraph)
        if rng.random() < 0.3:
            first, _, rest = text.partition(" ")
            text = f"<a href='{_ELSEWHERE}/topics/{rng.randint(1, 400)}'>{first}</a> {rest}"
        parts.append(f"<p class='story__paragraph'>{text}</p>")
        if rng.random() < 0.15:
            number = rng.randint(1, 99_999)
            parts.append(
                f"<figure><img src='/images/{number}-960.jpg' srcset='/images/{number}-480.jpg "
                f"480w, /images/{number}-960.jpg 960w' width='960' height='640' alt='Site'>"
                f"<figcaption>The site near {story.facts['place']} in the morning. Photo: "
                f"{story.facts['boss']}</figcaption></figure>"
            )
    return "".join(parts) + "</article>"


def _teaser(path: str, story: Story) -> str:
    picture = f"/images{path[:-1]}-320.jpg"
    return (
        f"<div class='card card--teaser'><a class='card__link' href='{path}'><img loading='lazy' "
        f"src='{picture}' width='320' height='180' alt=''>"
        f"<h3 class='card__title'>{escape(story.title)}</h3></a>"
        f"<p class='card__lead'>{escape(story.paragraphs[0][:140])}</p></div>"
    )


class _Frame:
    """What all pages of the site share, and filling that brings each to a weight of its own."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        menus = "".join(
            f"<li class='menu__item'><a href='/{section.lower()}/'>{section}</a><ul>"
            + "".join(
                f"<li><a class='menu__link' href='{_ELSEWHERE}/{section.lower()}/{part}/'>"
                f"{section} in {rng.choice(_NAMES)} {part}</a></li>"
                for part in range(_MENU)
            )
            + "</ul></li>"
            for section in _SECTIONS
        )
        self._menu = f"<header class='site-header'><nav><ul>{menus}</ul></nav></header>"
        self._footer = f"<footer><ul>{menus}</ul><p>The Ore Herald is printed daily.</p></footer>"

    def page(self, title: str, text: str, teasers: str) -> str:
        content = (
            f"<body class='page'>{self._menu}<main>{text}</main><aside class='rail'><h2>More "
            f"stories</h2>{teasers}</aside>{self._footer}"
        )
        rest = max(0, self._rng.randint(_LEAST, _MOST) - len(content))
        return (
            f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)} | "
            f"The Ore Herald</title><meta name='viewport' content='width=device-width'>"
            f"<style>{self._filling(rest // 3, '.{}-{}{{margin:{}px;padding:{}px}}')}</style>"
            f"</head>{content}"
            f"<script>{self._filling(rest * 2 // 3, 'window.{}[{}]={{w:{},h:{}}};')}</script>"
            "</body></html>"
        )

    def _filling(self, size: int, pattern: str) -> str:
        rng, parts = self._rng, list[str]()
        while size > 0:
            numbers = (rng.randint(1, 9_999) for _ in range(3))
            parts.append(pattern.format(rng.choice(_NAMES), *numbers))
            size -= len(parts[-1])
        return "".join(parts)
