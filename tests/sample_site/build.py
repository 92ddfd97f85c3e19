"""Every file of the site and of the expected content, from the content files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.annotated import Story, parse_stories
from tests.sample_site import CONTENT, EXPECTED, SITE, indexes
from tests.sample_site.article import article_page
from tests.sample_site.layout import PICTURES, page, path_of
from tests.sample_site.pictures import png, sized
from tests.sample_site.truth import article_truth

__all__ = ["all_files", "write"]

SEED = "mp-materials-reached-the-milestone-in-the-u-s-rare-earth-magnet-supply-chain"
SEED_TEASERS = 10
SECOND_PATHS = {"nickel-at-a-four-year-low-divides-the-producers": "/en/nickel-at-a-four-year-low/"}
"""Stories that stand at another path too, with a canonical link to their own."""
MOVED = {"tin-returns-to-cornwold-after-a-generation": "/old-news/tin-returns/"}
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="48">'
    '<path d="M8 40 24 8l16 32z" fill="#a63"/></svg>\n'
)
STYLE = """\
body { font: 17px/1.5 serif; margin: auto; max-width: 60em; padding: 1em }
nav li, .social li, .legal li { display: inline-block; margin-right: 1em }
.teasers { list-style: none; padding: 0 }
.teaser { overflow: hidden; margin: 1em 0 }
.teaser img { float: left; width: 150px; height: auto; margin-right: 1em }
.next-box { background: #eee; padding: 1em; margin: 1em 0 }
.news-entry img { max-width: 100%; height: auto }
.image-text, figcaption, .caption { font-size: .85em; color: #555 }
"""
PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF\n"
)


def write() -> None:
    """Write what has changed and remove what is no longer made."""
    files = all_files()
    for root in (SITE, EXPECTED):
        for old in root.rglob("*"):
            if old.is_file() and old not in files:
                old.unlink()
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)


def all_files() -> dict[Path, bytes]:
    """Path → content of every file of the site and of the expected content."""
    stories = _stories()
    others = {story.slug: _others(story, stories) for story in stories}
    files = {EXPECTED / name: data for name, data in _expected(stories, others).items()}
    for path, text in _documents(stories, others).items():
        name = path.strip("/") + "/index.html" if path.endswith("/") else path.strip("/")
        files[SITE / name.lstrip("/")] = text.encode()
    files |= {SITE / name: data for name, data in _pictures(stories).items()}
    return files


def _stories() -> list[Story]:
    """All stories, newest first."""
    paths = sorted((CONTENT / "articles").glob("*.txt"))
    stories = [story for path in paths for story in parse_stories(path.read_text("utf-8"))]
    return sorted(stories, key=lambda story: (story.date, story.slug), reverse=True)


def _others(story: Story, stories: list[Story]) -> list[Story]:
    """The stories that are shown below a story: its neighbours in time, for the seed the newest."""
    if story.slug == SEED:
        return stories[:SEED_TEASERS]
    if "broken" in story.extra.get("html", []):
        return []
    at = stories.index(story)
    return stories[max(at - 3, 0) : at] + stories[at + 1 : at + 4]


def _documents(stories: list[Story], others: dict[str, list[Story]]) -> dict[str, str]:
    fixed = _fixed_pages()
    documents = {"/": indexes.home(stories, fixed.pop("/home/")[1])}
    for path, (title, text) in fixed.items():
        documents[path] = page(title, f"<main>\n<h1>{title}</h1>\n{text}</main>\n", path=path)
    for story in stories:
        documents[path_of(story)] = article_page(story, others[story.slug])
        if second := SECOND_PATHS.get(story.slug):
            documents[second] = documents[path_of(story)]
        if "broken" in story.extra.get("html", []):
            documents[path_of(story)] = (CONTENT / "broken.html").read_text("utf-8")
    documents |= indexes.listings(stories) | indexes.archives(stories)
    known = ["/", *(path for path in fixed if path not in ("/private/", "/calendar/")), "/news/"]
    documents |= indexes.sitemaps(stories, known)
    missing = "<main>\n<h1>Not found</h1>\n<p>There is no such page.</p>\n</main>\n"
    documents |= {
        "/404.html": page("Not found", missing, path="/"),
        "/_redirects": indexes.REDIRECTS,
        "/feed.xml": indexes.feed(stories),
        "/robots.txt": indexes.robots(),
        "/style.css": STYLE,
        f"{PICTURES}logo.svg": LOGO,
    }
    used = "".join(documents.values())
    names = {part.split('"')[0] for part in used.split('href="/files/')[1:]}
    return documents | {f"/files/{name}": PDF for name in sorted(names)}


def _fixed_pages() -> dict[str, tuple[str, str]]:
    """Path → title and text of the pages that are no stories."""
    pages = {}
    for path in sorted((CONTENT / "pages").glob("*.html")):
        head, _, text = path.read_text("utf-8").partition("\n\n")
        pages[f"/{path.stem}/"] = (head.removeprefix("title: "), text)
    return pages


def _pictures(stories: list[Story]) -> dict[str, bytes]:
    """Every picture in the sizes that the pages use."""
    files = {}
    for story in stories:
        for picture in story.pictures:
            sizes = {picture.file: (1200, 800), sized(picture.file, 300, 200): (300, 200)}
            if "style" in story.extra:
                sizes[sized(picture.file, 768, 512)] = (768, 512)
            for name, (width, height) in sizes.items():
                files[PICTURES.strip("/") + "/" + name] = png(picture.file, width, height)
    return files


def _expected(stories: list[Story], others: dict[str, list[Story]]) -> dict[str, bytes]:
    articles = [
        article_truth(story, others[story.slug], _also_at(story)) for story in reversed(stories)
    ]
    other_pages: dict[str, str] = json.loads((CONTENT / "other_pages.json").read_text("utf-8"))
    for path in sorted(indexes.listings(stories) | indexes.archives(stories)):
        other_pages[path] = "listing or archive: teasers only"
    events = json.loads((CONTENT / "events.json").read_text("utf-8"))
    return {
        "articles.json": _json(articles),
        "events.json": _json(events),
        "other_pages.json": _json(other_pages),
    }


def _also_at(story: Story) -> list[str]:
    return [table[story.slug] for table in (SECOND_PATHS, MOVED) if story.slug in table]


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
