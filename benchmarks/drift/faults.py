"""What breaks a site's pages, and by which measures each break may be named."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wmcscraper.items import Article

__all__ = ["FAULTS", "Fault"]

_TEXT = frozenset({
    "words", "words_median", "short", "teaser", "kept:body", "quotes", "with_quotes", "kept:quotes",
    "same:text", "kept:units",
    "figures", "with_figures", "kept:figures", "with_units", "same_body", "duplicates",
})  # fmt: skip
_LOST = frozenset({
    "yield", "lost", "dead", "rejected", "articles", "news", "pages", "requests", "asked_new",
})  # fmt: skip
_LISTING = frozenset({
    "front_links", "has_front_links", "listings", "has_listings", "pages", "requests", "articles",
    "news", "yield",
})  # fmt: skip
_DATES = frozenset({"age", "future", "date_moved", "today", "date", "kept:date"})


@dataclass(frozen=True)
class Fault:
    """One way to break."""

    names: frozenset[str]
    page: Callable[[Article, random.Random, datetime], bool] | None = None
    """Spoils the article that a page gives; tells whether that shows."""
    rejects: float = 0.0
    """Share of the article pages that read as no article."""
    dead: float = 0.0
    """Share of the article pages that answer 404, or lead to the home page."""
    listing: str = ""
    """gone, frozen or doubled."""
    field: str = ""
    """A field that is usual at a site that can break so."""


_NOTICE = " ".join("cooky" + a + b for a in "abcdef" for b in "mnopq") + " "


def _emptied(name: str) -> Fault:
    def page(article: Article, _: random.Random, __: datetime) -> bool:
        there = bool(getattr(article, name))
        setattr(article, name, [] if isinstance(getattr(article, name), list) else None)
        return there

    names = {name, f"with_{name}", f"kept:{name}"}
    if name == "figures":
        names |= {"with_units", "kept:units"}
    if name == "date":
        names |= _DATES
    return Fault(frozenset(names), page, field=name)


def _cut(least: int, most: int, share: float = 1.0) -> Callable[..., bool]:
    def page(article: Article, chance: random.Random, _: datetime) -> bool:
        size = 5 * chance.randint(least, most)
        if len(article.body) < 2 * size or chance.random() >= share:
            return False
        article.body = article.body[:size]
        article.quotes, article.figures = article.quotes[:1], article.figures[:1]
        return True

    return page


def _teaser(article: Article, chance: random.Random, _: datetime) -> bool:
    article.body = article.body[: 5 * chance.randint(25, 60)]
    article.summary, article.quotes, article.figures = article.body, [], []
    return True


def _same_text(words: int) -> Callable[..., bool]:
    def page(article: Article, _: random.Random, __: datetime) -> bool:
        notice = (_NOTICE * (words // 30 + 1))[: 7 * words]
        article.body, article.quotes, article.figures = notice, [], []
        return True

    return page


def _site_title(article: Article, _: random.Random, __: datetime) -> bool:
    article.title = "Pit News"
    return True


def _admin(article: Article, _: random.Random, __: datetime) -> bool:
    article.authors = ["Admin"]
    return True


def _shifted(*days: int) -> Callable[..., bool]:
    def page(article: Article, _: random.Random, __: datetime) -> bool:
        if not article.date:
            return False
        then = datetime.fromisoformat(article.date) + timedelta(days=days[0])
        article.date = then.date().isoformat()
        return True

    return page


def _swapped(article: Article, _: random.Random, __: datetime) -> bool:
    if not article.date or int(article.date[8:10]) > 12 or article.date[5:7] == article.date[8:10]:
        return False
    article.date = f"{article.date[:4]}-{article.date[8:10]}-{article.date[5:7]}"
    return True


def _today(article: Article, _: random.Random, now: datetime) -> bool:
    article.date = now.date().isoformat()
    return True


def _no_units(article: Article, _: random.Random, __: datetime) -> bool:
    there = any(figure.unit for figure in article.figures)
    for figure in article.figures:
        figure.unit = None
    return there


def _language(article: Article, _: random.Random, __: datetime) -> bool:
    article.language = "cs"
    return True


def _mojibake(article: Article, _: random.Random, __: datetime) -> bool:
    article.body = article.body.replace("ore rich", "Ã©rz riÃ§h")
    return "Ã" in article.body


def _swollen(article: Article, chance: random.Random, _: datetime) -> bool:
    article.body += "also " * chance.randint(3000, 9000)
    return True


FAULTS: dict[str, Fault] = {
    "JavaScript shells": Fault(_LOST | _LISTING, rejects=1.0, listing="gone"),
    "pages are no articles": Fault(_LOST, rejects=0.9),
    "half of the pages dead": Fault(_LOST, dead=0.5),
    "way to the home page": Fault(_LOST, dead=1.0),
    "listing frozen": Fault(_LISTING, listing="frozen"),
    "listing gone": Fault(_LISTING, listing="gone"),
    "copies": Fault(frozenset({"duplicates", "repeated_title", "same_body"}), listing="doubled"),
    "title of the site": Fault(frozenset({"same_title", "repeated_title", "same:title"}),
                               _site_title),
    "authors are Admin": Fault(frozenset({"same_authors", "authors", "same:authors"}), _admin,
                               field="authors"),
    "dates to come": Fault(_DATES, _shifted(300)),
    "dates of last year": Fault(_DATES, _shifted(-365)),
    "dates a week off": Fault(_DATES, _shifted(-7)),
    "month and day swapped": Fault(_DATES, _swapped),
    "dates of today": Fault(_DATES, _today),
    "teaser": Fault(_TEXT, _teaser),
    "cookie box": Fault(_TEXT, _same_text(70)),
    "long notice on cookies": Fault(_TEXT, _same_text(420)),
    "paywall": Fault(_TEXT, _cut(50, 150)),
    "paywall on half": Fault(_TEXT, _cut(40, 110, 0.5)),
    "page swallowed": Fault(frozenset({"words", "words_median", "kept:body", "same:text"}),
                            _swollen),
    "units lost": Fault(frozenset({"with_units", "kept:units"}), _no_units, field="figures"),
    "language": Fault(frozenset({f"language:{x}" for x in ("en", "es", "de", "fr", "pt")}
                      | {"same:language"}),
                      _language),
    "mojibake": Fault(frozenset({"mojibake", "kept:clean"}), _mojibake),
    **{
        f"no {name}": _emptied(name)
        for name in ("title", "date", "authors", "summary", "section", "tags", "quotes", "figures",
                     "images", "links")
    },
}  # fmt: skip
