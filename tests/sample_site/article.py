"""The page of one story."""

from __future__ import annotations

import json
from html import escape
from itertools import groupby
from urllib.parse import quote

from tests.annotated import Block, Picture, Story
from tests.sample_site.layout import PICTURES, caption_of, page, path_of, teasers
from tests.sample_site.pictures import sized

__all__ = ["article_page", "links_of", "main_of"]


def article_page(story: Story, others: list[Story], *, path: str | None = None) -> str:
    """The document of a story, with the stories that are shown below it."""
    after = news_box(others)
    return page(
        story.title, main_of(story), path=path or path_of(story), head=_head(story), after=after
    )


def main_of(story: Story) -> str:
    """The story itself: banner, date, headline, picture, text, credit, sources, sharing."""
    parts = [f'<div class="banner">{escape(story.title)}</div>\n', _heading(story)]
    if story.authors:
        parts.append(f'<p class="byline">Text: {escape(" and ".join(story.authors))}</p>\n')
    parts.append(_picture(story, story.pictures[0]))
    parts.append('<div class="entry-text">\n')
    middle = len(story.blocks) // 2
    parts.append(_blocks(story.blocks[:middle]))
    parts.extend(_picture(story, picture) for picture in story.pictures[1:])
    parts.append(_blocks(story.blocks[middle:]))
    parts.append("</div>\n")
    if "credit_line" in story.extra:
        parts.append(f"<h3>Source image</h3>\n<p>{escape(story.extra['credit_line'][0])}</p>\n")
    parts.extend(
        f'<p class="source">Source: <a href="{url}">{escape(text)}</a></p>\n'
        for url, text in links_of(story, "source")
    )
    parts.extend(
        f'<p class="download"><a href="{url}">{escape(text)}</a></p>\n'
        for url, text in links_of(story, "document")
    )
    if story.tags:
        tags = ", ".join(
            f'<a href="/tag/{tag.replace(" ", "-")}/" rel="tag">{tag}</a>' for tag in story.tags
        )
        parts.append(f'<p class="tags">Tags: {tags}</p>\n')
    parts.append(_share(story) + "</article>\n</main>\n")
    return "".join(parts)


def links_of(story: Story, key: str) -> list[tuple[str, str]]:
    """URL and text of the links that a story's head names under ``key``."""
    return [
        (url, text) for url, _, text in (line.partition("|") for line in story.extra.get(key, []))
    ]


def news_box(others: list[Story]) -> str:
    """The teasers below a story."""
    return (
        '<section class="more-news">\n<p class="tabs"><b>Our news</b> <b>Others news</b></p>\n'
        f"{teasers(others)}</section>\n"
    )


def _heading(story: Story) -> str:
    """Most pages print the date and the title in one heading, as the real site does."""
    start, title = '<main>\n<article class="news-entry">\n', escape(story.title)
    if "style" not in story.extra:
        return f"{start}<h1>{_date(story)} {title}</h1>\n"
    return f'{start}<h1>{title}</h1>\n<p class="meta">{_date(story)}</p>\n'


def _date(story: Story) -> str:
    if "time" in story.extra.get("style", []):
        return f'<time datetime="{story.date}">{story.date_raw}</time>'
    return f'<span class="date">{story.date_raw}</span>'


def _head(story: Story) -> str:
    image = f"{{{{base}}}}{PICTURES}{story.pictures[0].file}"
    head = (
        '<meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{escape(story.title)}">\n'
        f'<meta property="og:image" content="{image}">\n'
    )
    if "jsonld" in story.extra.get("style", []):
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": story.date,
            "image": [image],
            "publisher": {"@type": "Organization", "name": "World Mining Congress sample site"},
        }
        text = json.dumps(data, ensure_ascii=False, indent=1)
        head += f'<script type="application/ld+json">{text}</script>\n'
    return head


def _picture(story: Story, picture: Picture) -> str:
    source, alt = PICTURES + picture.file, escape(picture.alt)
    small = PICTURES + sized(picture.file, 768, 512)
    image = f'<img src="{source}" alt="{alt}" width="1200" height="800">'
    if "style" in story.extra:
        image = (
            f'<img src="{small}" srcset="{small} 768w, {source} 1200w" sizes="100vw" alt="{alt}">'
        )
    words = picture.caption if "credit_line" in story.extra else caption_of(story, picture)
    if not words:
        return f'<div class="feature-image">{image}</div>\n'
    if "style" in story.extra:
        return f"<figure>{image}<figcaption>{escape(words)}</figcaption></figure>\n"
    return f'<div class="feature-image">{image}\n<p class="image-text">{escape(words)}</p></div>\n'


def _blocks(blocks: list[Block]) -> str:
    parts = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        tag = {"h": "h2"}.get(kind, kind)
        inner = "".join(f"<{tag}>{_inline(block)}</{tag}>\n" for block in group)
        parts.append(f"<ul>\n{inner}</ul>\n" if kind == "li" else inner)
    return "".join(parts)


def _inline(block: Block) -> str:
    parts, last = [], 0
    for span in block.spans:
        if span.kind == "link":
            words = escape(block.text[span.start : span.end], quote=False)
            parts.append(escape(block.text[last : span.start], quote=False))
            parts.append(f'<a href="{span.data["url"]}">{words}</a>')
            last = span.end
    parts.append(escape(block.text[last:], quote=False))
    return "".join(parts)


def _share(story: Story) -> str:
    url = quote(f"https://wmc.example{path_of(story)}", safe="")
    targets = (
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ("X", f"https://x.com/intent/post?url={url}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={url}"),
        ("E-mail", f"mailto:?subject={quote(story.title)}"),
    )
    links = "\n".join(f'<a href="{to}" aria-label="{name}"></a>' for name, to in targets)
    return f'<div class="share">\n{links}\n</div>\n'
