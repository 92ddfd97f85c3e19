"""The way of a page: HTML in, an article, its events and a verdict on what the page is out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from wmcscraper import kind
from wmcscraper.collector import collector_paused
from wmcscraper.fields import (
    authors,
    body,
    dates,
    events,
    images,
    language,
    links,
    section,
    summary,
    tags,
    title,
)
from wmcscraper.identity import canonical_url
from wmcscraper.items import Article, Event
from wmcscraper.limits import cut_text
from wmcscraper.page import Page
from wmcscraper.text.figures import extract_figures
from wmcscraper.text.quotes import extract_quotes

__all__ = ["Extraction", "extract", "extract_article", "extract_events"]


@dataclass(slots=True)
class Extraction:
    """All that one page gives."""

    article: Article
    verdict: kind.Verdict
    events: list[Event] = field(default_factory=list)


def extract(
    page: Page,
    *,
    hints: Mapping[str, str] | None = None,
    fetched: datetime.datetime | None = None,
) -> Extraction:
    """Read a page: what kind it is, its article, its events.

    ``hints`` are dates that a feed, sitemap or listing gave (see fields.dates.extract), ``fetched``
    is when the page was: what its 'two hours ago' is counted from.
    Quotes, figures, images and links are read only where the page is an article.
    """
    with collector_paused():
        article, headline, text, when = _article(page, hints, fetched)
        verdict = kind.classify(page, headline, text, when)
        if verdict.kind == "article":
            _add_story(article, page, headline, text)
        stated = events.extract(page, text, article.date)
    for event in stated:
        event.source_url = article.url
        event.in_article = verdict.kind == "article" and (event.description or "\0") in article.body
    return Extraction(article, verdict, stated)


def _article(
    page: Page,
    hints: Mapping[str, str] | None,
    fetched: datetime.datetime | None = None,
) -> tuple[Article, title.Title, body.Body, dates.Dates]:
    """What any page has, and what it was read from."""
    headline = title.extract(page)
    text = body.extract(page, headline)
    when = dates.extract(page, headline, text, hints=hints, anchor=fetched)
    by = authors.extract(page, headline, text)
    words = text.text
    article = Article(
        url=canonical_url(page.url, rel_canonical=_rel_canonical(page), title=headline.text),
        site=page.site,
        title=headline.text,
        date=when.date,
        date_precision=when.precision,
        date_raw=when.raw,
        modified=when.modified,
        authors=by.names,
        language=language.extract(page, words),
        section=section.extract(page),
        tags=tags.extract(page),
        summary=summary.extract(page),
        body=words,
        confidence={
            name: {"origin": found.origin, "score": round(found.score, 3)}
            for name, found in (
                ("title", headline),
                ("date", when),
                ("body", text),
                ("authors", by),
            )
        },
    )
    return article, headline, text, when


def _add_story(article: Article, page: Page, headline: title.Title, text: body.Body) -> None:
    """What only a story has."""
    read = cut_text(article.body)
    article.quotes = extract_quotes(read, article.language)
    article.figures = extract_figures(read, article.language)
    article.images = images.extract(page, text, headline)
    article.links = links.extract(page, text, headline)


def _rel_canonical(page: Page) -> str | None:
    """The address that the page declares for itself."""
    for link in page.tree.all("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return str(link.get("href") or "") or None
    return None


def extract_article(html: str | bytes, url: str) -> Article:
    """The article of a page: every field that the page gives, whether it is an article or not.

    ``html`` is the document as it came (bytes) or decoded (str), ``url`` its absolute address.
    Never raises on bad HTML: a field that can't be found is None or empty.
    """
    with collector_paused():
        return _whole(Page(html, url))


def _whole(page: Page) -> Article:
    """Every field of a page.

    A function of its own, so that the page is gone before Python searches for garbage again: to
    walk all that was read of it takes 0.2 ms.
    """
    article, headline, text, _ = _article(page, None)
    _add_story(article, page, headline, text)
    return article


def extract_events(html: str | bytes, url: str) -> list[Event]:
    """The events that a page states: in boxes, lists, tables, structured data and running text."""
    with collector_paused():
        return extract(Page(html, url)).events
