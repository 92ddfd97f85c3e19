"""Other extractors, asked in their own best way; only those that are installed here."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from typing import Any

__all__ = ["Answer", "Peer", "installed"]


@dataclass(slots=True)
class Answer:
    """What an extractor says of a page."""

    body: str = ""
    title: str | None = None
    date: str | None = None
    authors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Peer:
    """An extractor and the fields that it gives."""

    name: str
    extract: Callable[[str, str], Any]
    """From a page and its address to an Answer, or what has its attributes."""
    fields: frozenset[str] = frozenset({"body", "title", "date", "authors"})


def installed() -> dict[str, Peer]:
    """The peers that can be imported, by name."""
    known = (
        Peer("trafilatura", _trafilatura),
        Peer("newspaper4k", _newspaper),
        Peer("htmldate", _htmldate, frozenset({"date"})),
    )
    modules = {"newspaper4k": "newspaper"}
    return {peer.name: peer for peer in known if find_spec(modules.get(peer.name, peer.name))}


def _trafilatura(html: str, url: str) -> Answer:
    extract = importlib.import_module("trafilatura").bare_extraction
    found = extract(html, url=url, with_metadata=True)
    if found is None:
        return Answer()
    names = [name.strip() for name in (found.author or "").split(";")]
    return Answer(found.text or "", found.title, found.date, [name for name in names if name])


def _newspaper(html: str, url: str) -> Answer:
    article = importlib.import_module("newspaper").Article(url, fetch_images=False)
    article.download(input_html=html)
    article.parse()
    date = article.publish_date
    day = date.isoformat() if isinstance(date, datetime) else None
    return Answer(article.text or "", article.title, day, list(article.authors or []))


def _htmldate(html: str, url: str) -> Answer:
    found = importlib.import_module("htmldate").find_date(html, original_date=True, url=url)
    return Answer(date=found)
