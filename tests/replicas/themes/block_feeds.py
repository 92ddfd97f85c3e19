"""Sitemaps, feed and REST listing of the block theme."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from tests.annotated import Story
from tests.replicas.themes.base import Document, Theme, esc

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["REST", "feeds"]

REST = "/wp-json/wp/v2/posts"

XML = {"Content-Type": "application/xml; charset=utf-8"}
JSON = {"Content-Type": "application/json; charset=utf-8"}


def feeds(theme: Theme, stories: list[Story], pages: list[str]) -> dict[str, Document]:
    """path → document of all that a machine may read."""
    base = theme.base_url
    told = theme.model.state == 2 and not theme.stale_lastmod
    changed = theme.model.edited.slug if told else ""
    entries = [
        (
            base + theme.path(story),
            "2026-11-20T10:00:00+00:00"
            if story.slug == changed
            else f"{story.date}T06:30:00+00:00",
        )
        for story in stories
    ]
    parts = ("wp-sitemap-posts-post-1.xml", "wp-sitemap-posts-page-1.xml")
    # A machine-readable list may name what is not the site's.
    entries.append((f"{theme.other_url}/from-the-sitemap/", ""))
    index = "".join(f"<sitemap><loc>{base}/{part}</loc></sitemap>" for part in parts)
    found = {
        "/wp-sitemap.xml": f"<sitemapindex xmlns='{SPACE}'>{index}</sitemapindex>",
        "/wp-sitemap-posts-post-1.xml": _urlset(entries),
        "/wp-sitemap-posts-page-1.xml": _urlset((f"{base}/{page}/", "") for page in pages),
        "/feed/": _rss(theme, stories[:10]),
    }
    documents = {path: Document(text, dict(XML)) for path, text in found.items()}
    documents |= _rest(theme, stories)
    return documents


SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _urlset(entries: Iterable[tuple[str, str]]) -> str:
    urls = "".join(
        f"<url><loc>{url}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for url, day in entries
    )
    return f"<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='{SPACE}'>{urls}</urlset>"


def _rss(theme: Theme, stories: list[Story]) -> str:
    items = "".join(
        f"<item><title>{esc(story.title)}</title><link>{theme.base_url}{theme.path(story)}</link>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(f'{story.date}T06:30:00+00:00'))}</pubDate>"
        f"<description>{esc(theme.model.excerpt(story))}</description></item>"
        for story in stories
    )
    stranger = f"<link>{theme.other_url}/from-the-feed/</link>"
    items += f"<item><title>Elsewhere</title>{stranger}</item>"
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def _rest(theme: Theme, stories: list[Story]) -> dict[str, Document]:
    """All posts in one list, which the server cuts by page and per_page."""
    posts = [
        {
            "id": theme.model.ids[story.slug],
            "date": f"{story.date}T08:30:00",
            "date_gmt": f"{story.date}T06:30:00",
            "modified_gmt": f"{story.date}T06:30:00",
            "slug": story.slug,
            "type": "post",
            "link": theme.base_url + theme.path(story),
            "title": {"rendered": esc(story.title)},
            "excerpt": {"rendered": f"<p>{esc(theme.model.excerpt(story))}</p>"},
        }
        for story in stories
    ]
    return {REST: Document(json.dumps(posts), dict(JSON))}
