"""What the site states, as data: written by hand in the content, only put in order here."""

from __future__ import annotations

from typing import Any

from tests.annotated import Story
from tests.sample_site.article import links_of
from tests.sample_site.layout import PICTURES, path_of

__all__ = ["article_truth"]


def article_truth(story: Story, others: list[Story], also_at: list[str]) -> dict[str, Any]:
    """The fields of a story; paths are relative to the base URL, unknown values are null."""
    copy_of = story.extra.get("copy_of")
    links = story.found("link")
    inside = [link for link in links if link["url"].startswith("/") and ".pdf" not in link["url"]]
    documents = [link for link in links if link["url"].endswith(".pdf")]
    sources = [link for link in links if link["url"].startswith("http")]
    return {
        "path": path_of(story),
        "also_at": also_at,
        "duplicate_of": f"/{copy_of[0]}/" if copy_of else None,
        "title": story.title,
        "date": story.date,
        "date_precision": "day",
        "date_raw": story.date_raw,
        "authors": story.authors,
        "tags": story.tags,
        "body": [block.text for block in story.blocks],
        "quotes": story.found("quote"),
        "figures": story.found("figure"),
        "images": [
            {
                "url": PICTURES + picture.file,
                "caption": picture.caption or None,
                "credit": picture.credit or None,
                "alt": picture.alt or None,
            }
            for picture in story.pictures
        ],
        "links": {
            "related": [
                *(
                    {"url": path_of(other), "date": other.date, "title": other.title}
                    for other in others
                ),
                *({"url": link["url"], "date": None, "title": link["text"]} for link in inside),
            ],
            "source": _unique(sources + _head_links(story, "source")),
            "document": _unique(documents + _head_links(story, "document")),
        },
    }


def _head_links(story: Story, key: str) -> list[dict[str, Any]]:
    return [{"url": url, "text": text} for url, text in links_of(story, key)]


def _unique(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One entry a URL: the last one, which names the document in full."""
    return list({link["url"]: link for link in links}.values())
