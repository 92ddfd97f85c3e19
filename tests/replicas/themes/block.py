"""A block theme with JSON-LD, lazy pictures in several sizes, sitemaps, a feed, a REST listing."""

from __future__ import annotations

import json
from html import escape

from tests import annotated
from tests.annotated import Picture, Story
from tests.replicas.events import UPCOMING
from tests.replicas.themes import base
from tests.replicas.themes.base import Document, Theme, day_of, esc
from tests.replicas.themes.block_feeds import feeds

__all__ = ["Block"]

UPLOADS = "/wp-content/uploads/2026/"
PLACEHOLDER = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
CREDITS = ("Photo: {}", "Credit: {}", "Image courtesy of {}")
PER_PAGE = 6
NAMES = [happening.name for happening in UPCOMING]


class Block(Theme):
    """Everything a modern site offers, and its noise."""

    robots = Theme.robots + "\nSitemap: {base}/wp-sitemap.xml\nSitemap: {other}/sitemap.xml\n"

    def second(self, story: Story) -> str:
        return f"/?p={self.model.ids[story.slug]}"

    def paths(self, story: Story) -> list[str]:
        return [*super().paths(story), f"{self.path(story)}amp/"]

    def documents(self) -> dict[str, Document]:
        stories = self.model.stories
        pages = {"/": self._home(stories), "/events/": self._events()}
        for story in stories:
            pages[self.path(story)] = self._article(story)
            pages[self.second(story)] = pages[self.path(story)]
            pages[f"{self.path(story)}amp/"] = pages[self.path(story)]
        last = -(-len(stories) // PER_PAGE)
        for number, shown in self.model.chunks(stories, PER_PAGE):
            path = "/news/" if number == 1 else f"/news/page/{number}/"
            pages[path] = self._archive("News", shown, number, last)
        for tag, shown in self.model.groups().items():
            pages[f"/tag/{tag}/"] = self._archive(f"Tag: {tag}", shown)
        for month, shown in self.model.months().items():
            pages[f"/{month}/"] = self._archive(f"Month: {month}", shown)
        texts = self.texts() | {
            "contact": ("Contact", ("Office of the congress, 5 Shaft Road, 40-001 Katowice.",)),
        }
        for slug, (title, paragraphs) in texts.items():
            pages[f"/{slug}/"] = self._static(title, slug, paragraphs)
        rows = "".join(f"<tr><td>{c}</td><td>{n}</td><td>{y}</td></tr>" for c, n, y in base.MEMBERS)
        pages["/members/"] = self._page(
            "Members", f"<h1>Members</h1><table>{rows}</table><p>{base.MEMBERS_DATE}</p>"
        )
        return pages | feeds(self, stories, list(texts))

    def _page(self, title: str, main: str, head: str = "") -> Document:
        traps = "".join(
            f'<li class="wp-block-navigation-item"><a href="{esc(url)}">{words}</a></li>'
            for url, words in self.trap_links(1)
        )
        return Document(f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>{esc(title)} – Mining Congress Replica</title>{head}
<link rel="alternate" type="application/rss+xml" href="{self.base_url}/feed/">
<link rel="https://api.w.org/" href="{self.base_url}/wp-json/"></head>
<body class="wp-site-blocks"><div class="cookie-notice"><p>{base.COOKIES}</p></div>
<header class="wp-block-template-part"><img class="custom-logo" src="{UPLOADS}logo.png" alt="Logo">
<nav class="wp-block-navigation"><ul><li><a href="/">Home</a></li>
<li><a href="/about/">About</a></li>
<li><a href="/news/">News</a></li><li><a href="/events/">Events</a></li>
<li><a href="/members/">Members</a></li>
<li><a href="/history/">History</a></li><li><a href="/statutes/">Statutes</a></li></ul></nav>
</header>
{main}
<aside class="wp-block-group sidebar"><div class="wp-block-group box"><h2>Next WMC Congress</h2>
<h3>World Mining Congress</h3><p>2029</p><p>{base.BOX_CONGRESS}</p>
<p><a class="wp-block-button__link" href="/events/">Learn more</a></p><p>28th</p></div>
<div class="wp-block-group box"><h2>Next IOC Meeting</h2><h3>IOC / WMC Meeting</h3><p>2027</p>
<p>{base.BOX_MEETING}</p>
<p><a class="wp-block-button__link" href="/events/">Learn more</a></p></div>
<form><p>{base.NEWSLETTER}</p><input name="mail"></form></aside>
<footer class="wp-block-template-part"><p>© 2026 Mining Congress Replica, since 1958-09-01</p>
<ul>{traps}<li><a href="/privacy/">Privacy</a></li><li><a href="/contact/">Contact</a></li>
<li><a href="https://www.facebook.com/replica">Facebook</a></li></ul></footer></body></html>""")

    def _article(self, story: Story) -> Document:
        day = day_of(story)
        stamp = f"{story.date}T08:30:00+02:00"
        head = f"""<link rel="amphtml" href="{self.base_url}{self.path(story)}amp/">
<link rel="canonical" href="{self.canonical(story)}">
<meta property="og:title" content="{esc(story.title)} – Mining Congress Replica">
<meta property="article:published_time" content="{stamp}">
<script type="application/ld+json">{json.dumps(self._data(story, stamp))}</script>"""
        body = []
        pictures = [self._figure(picture, at) for at, picture in enumerate(story.pictures)]
        for at, block in enumerate(story.blocks):
            body.append(self._element(block, at, len(story.slug)))
            if at == 2 and len(pictures) > 1:
                body.append(pictures[1])
            if at == 4 and len(story.slug) % 2:
                other = self.model.related(story)[-1]
                body.append(f'<div class="read-also">Read also: {self._teaser(other)}</div>')
            if at == 3:
                body.append(f'<div class="newsletter-inline"><p>{base.NEWSLETTER}</p></div>')
        for key, text in (("source", "Source: "), ("document", "Download: ")):
            for line in story.extra.get(key, []):
                url, _, words = line.partition("|")
                link = f'<a href="{url}" rel="noopener" target="_blank">{esc(words)}</a>'
                body.append(f'<p class="has-small-font-size">{text}{link}</p>')
        author = story.authors[0] if story.authors else ""
        byline = bio = ""
        if author:
            avatar = '<img class="avatar" src="/avatar/7.png" width="48" height="48" alt="">'
            byline = f'<div class="wp-block-post-author-name">{avatar}By {esc(author)}</div>'
            bio = f'<p class="bio">{avatar} {esc(author)} writes about mines and people.</p>'
        tags = ", ".join(f'<a href="/tag/{tag}/" rel="tag">{tag}</a>' for tag in story.tags)
        related = "".join(self._teaser(other) for other in self.model.related(story))
        share = "".join(
            f'<a class="share-{name}" href="https://{name}.com/share?u={esc(self.canonical(story))}">'
            f"<span>Share on {name}</span></a>"
            for name in ("facebook", "linkedin", "x")
        )
        main = f"""<main class="wp-block-group"><article class="post type-post">
<h1 class="wp-block-post-title">{esc(story.title)}</h1>{byline}
<div class="wp-block-post-date"><time datetime="{stamp}">{day:%B} {day.day}, {day.year}</time></div>
{pictures[0] if pictures else ""}<div class="entry-content wp-block-post-content">
{"".join(body)}</div>{bio}<div class="sharedaddy">{share}
<a href="{self.path(story)}?print=1">Print</a>
<a href="{self.path(story)}?replytocom=7#respond">Reply</a></div>
<div class="wp-block-post-terms">Tags: {tags}</div></article>
<section class="jp-relatedposts"><h3>Related</h3>{related}</section></main>"""
        document = self._page(story.title, main, head)
        special = self.model.special(story)
        if special == "charset":
            document.headers["Content-Type"] = "text/html; charset=iso-8859-1"
        if special == "control":
            document.text = self.model.with_controls(story, document.text)
        return document

    def _element(self, block: annotated.Block, at: int, turn: int) -> str:
        """A paragraph in one of the shapes that an editor gives it."""
        text = escape(block.text, quote=False)
        if block.kind == "h":
            return f'<h2 class="wp-block-heading">{text}</h2>'
        if block.found("quote") and turn % 4 == 1:
            return f'<blockquote class="wp-block-quote"><p>{text}</p></blockquote>'
        if at == len(block.text) % 6 and turn % 3 == 1:
            return f'<ul class="wp-block-list"><li>{text}</li></ul>'
        if turn % 5 == 2:
            column = f'<div class="wp-block-column"><p>{text}</p></div>'
            return f'<div class="wp-block-columns">{column}</div>'
        if at == 0 and turn % 2:
            return f'<p class="has-drop-cap"><strong>{text}</strong></p>'
        return f"<p>{text}</p>"

    def _data(self, story: Story, stamp: str) -> dict[str, object]:
        data: dict[str, object] = {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "Mining Congress Replica", "url": self.base_url},
                {
                    "@type": ["Article", "NewsArticle"],
                    "headline": story.title,
                    "datePublished": stamp,
                    "dateModified": "2026-11-19T17:45:00+02:00",
                    "author": [{"@type": "Person", "name": name} for name in story.authors],
                    "mainEntityOfPage": self.canonical(story),
                },
            ],
        }
        return data

    def _figure(self, picture: Picture, at: int) -> str:
        stem = UPLOADS + picture.file.removesuffix(".jpg")
        sizes = f"{stem}-300x200.jpg 300w, {stem}-1024x683.jpg 1024w, {stem}.jpg 2048w"
        credit = esc(CREDITS[len(picture.file) % 3].format(picture.credit))
        words = f"{esc(picture.caption)} {credit}"
        if at == 1 or len(picture.credit) % 3 == 0:
            words = f'{esc(picture.caption)} <cite class="image-credit">{credit}</cite>'
        if len(picture.file) % 4 == 1:
            webp = sizes.replace(".jpg", ".webp")
            return (
                '<figure class="wp-block-image"><picture>'
                f'<source type="image/webp" srcset="{webp}">'
                f'<img src="{stem}-1024x683.jpg" srcset="{sizes}" loading="lazy" alt=""></picture>'
                f"<figcaption>{words}</figcaption></figure>"
            )
        return (
            f'<figure class="wp-block-image size-large"><img src="{PLACEHOLDER}" class="lazyload" '
            f'data-src="{stem}-1024x683.jpg" data-srcset="{sizes}" alt="{esc(picture.alt)}">'
            f'<noscript><img src="{stem}-1024x683.jpg" srcset="{sizes}"></noscript>'
            f"<figcaption>{words}</figcaption></figure>"
        )

    def _teaser(self, story: Story) -> str:
        day = day_of(story)
        thumb = ""
        if story.pictures:
            stem = UPLOADS + story.pictures[0].file.removesuffix(".jpg")
            thumb = f'<img src="{stem}-300x200.jpg" width="300" height="200" alt="">'
        return f"""<li class="wp-block-post"><a href="{self.path(story)}">{thumb}</a>
<h4 class="wp-block-post-title"><a href="{self.path(story)}">{esc(story.title)}</a></h4>
<time datetime="{story.date}">{day:%B} {day.day}, {day.year}</time>
<p class="wp-block-post-excerpt">{esc(self.model.excerpt(story))}</p></li>"""

    def _archive(
        self, title: str, stories: list[Story], number: int = 1, last: int = 1
    ) -> Document:
        items = "".join(self._teaser(story) for story in stories)
        pages = "".join(
            f'<a class="page-numbers" href="/news/page/{other}/">{other}</a>'
            for other in range(1, last + 1)
        )
        return self._page(
            title,
            f'<main><h1 class="wp-block-query-title">{title}</h1>'
            f'<ul class="wp-block-post-template">'
            f'{items}</ul><nav class="wp-block-query-pagination">{pages}</nav></main>',
        )

    def _home(self, stories: list[Story]) -> Document:
        items = "".join(self._teaser(story) for story in stories[:5])
        twice = next(story for story in stories if self.model.special(story) == "twice")
        return self._page(
            "Home",
            f"<main><h1>Welcome</h1><p>News from the mining world.</p><ul>{items}</ul>"
            f'<p>Editor’s choice: <a href="{self.second(twice)}">read it here</a></p></main>',
        )

    def _static(self, title: str, slug: str, paragraphs: tuple[str, ...]) -> Document:
        data = {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": title,
            "datePublished": "2026-05-12T10:00:00+02:00",
            "dateModified": "2026-05-25T10:00:00+02:00",
        }
        head = (
            f'<link rel="canonical" href="{self.base_url}/{slug}/">'
            '<meta property="article:modified_time" content="2026-05-25T10:00:00+02:00">'
            f'<script type="application/ld+json">{json.dumps(data)}</script>'
        )
        if slug.startswith("event-"):
            head = self._event_data([name for name in NAMES if name in title])
        body = "".join(f"<p>{esc(paragraph)}</p>" for paragraph in paragraphs)
        return self._page(
            title,
            f'<main><article class="page type-page"><h1 class="wp-block-post-title">{title}</h1>'
            f'<div class="entry-content">{body}</div></article></main>',
            head,
        )

    def _events(self) -> Document:
        items = "".join(
            f'<div class="tribe-event"><h3>{esc(happening.listed[0])}</h3>'
            f"<p>{esc(happening.listed[1])}</p>"
            f'<a href="/event-{happening.slug}/">Details</a></div>'
            for happening in UPCOMING
        )
        data = self._event_data([happening.name for happening in UPCOMING])
        return self._page("Events", f"<main><h1>Upcoming events</h1>{items}</main>", data)

    def _event_data(self, names: list[str]) -> str:
        blocks = []
        for happening in UPCOMING:
            if happening.name in names and len(happening.start) == 10:
                blocks.append(
                    {
                        "@context": "https://schema.org",
                        "@type": "Event",
                        "name": happening.listed[0],
                        "startDate": f"{happening.start}T09:00:00+02:00",
                        "endDate": f"{happening.end}T17:00:00+02:00",
                        "location": {
                            "@type": "Place",
                            "name": "Congress centre",
                            "address": {
                                "@type": "PostalAddress",
                                "addressLocality": happening.city,
                                "addressCountry": happening.country,
                            },
                        },
                    }
                )
        return f'<script type="application/ld+json">{json.dumps(blocks)}</script>'
