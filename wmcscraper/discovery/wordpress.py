"""WordPress's REST listing of a site's posts: where it is, how to ask, what it answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml import etree
from lxml.html import fromstring

from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = [
    "PER_PAGE",
    "Post",
    "api_root",
    "api_root_of_header",
    "next_page",
    "parse_posts",
    "posts_url",
]

PER_PAGE = 100
"""Posts asked for at once; WordPress's own maximum."""

_REL = "https://api.w.org/"
_HEADER_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_FIELDS = "id,date,date_gmt,modified,modified_gmt,link,title,type"
_LARGEST_OFFSET = timedelta(hours=14)


@dataclass(slots=True)
class Post:
    """One entry of the listing."""

    url: str
    title: str | None = None
    date: str | None = None
    """ISO date and time of publication, with the site's offset where it can be told."""
    modified: str | None = None
    """ISO date and time of the last change."""


def api_root(page: Page) -> str | None:
    """Address of the REST interface that the page names in <link rel="https://api.w.org/">."""
    for link in page.root.iter("link"):
        if _REL in (link.get("rel") or "").split() and (href := (link.get("href") or "").strip()):
            return _absolute(href, page.url)
    return None


def api_root_of_header(value: str, url: str) -> str | None:
    """The same, from the HTTP header ``Link`` of an answer from ``url``."""
    for target, parameters in _HEADER_LINK.findall(value):
        if _REL in parameters:
            return _absolute(target.strip(), url)
    return None


def posts_url(root: str, *, page: int = 1, after: str | None = None, kind: str = "posts") -> str:
    """Address of one page of the listing, newest first.

    ``root`` is the interface's address, with pretty permalinks ('…/wp-json/') or without
    ('…/?rest_route=/'); ``after`` an ISO date and time; ``kind`` the REST base of a post type.
    """
    query = {"per_page": str(PER_PAGE), "page": str(page), "orderby": "date", "order": "desc"}
    query["_fields"] = _FIELDS
    if after:
        query["after"] = after
    route = f"wp/v2/{kind}"
    if "rest_route=" in urlsplit(root).query:
        return f"{root.rstrip('/')}/{route}&{urlencode(query, safe=',:')}"
    return f"{root.rstrip('/')}/{route}?{urlencode(query, safe=',:')}"


def next_page(url: str) -> str | None:
    """Address of the listing's next page after ``url``; None where ``url`` is no such listing."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    number = query.get("page", "1")
    if "per_page" not in query or not (number.isascii() and number.isdigit() and len(number) < 9):
        return None
    query["page"] = str(int(number) + 1)
    return parts._replace(query=urlencode(query, safe=",:/")).geturl()


def parse_posts(body: bytes | str, url: str = "") -> list[Post]:
    """The posts of one page of the listing; [] for anything else, an error object included."""
    text = body.decode("utf-8-sig", "replace") if isinstance(body, bytes) else body
    # Plugins print warnings before the JSON.
    start = text.find("[")
    try:
        data = json.loads(text[start:], strict=False) if start >= 0 else None
    except (ValueError, RecursionError):
        return []
    if not isinstance(data, list):
        return []
    posts = []
    for item in data:
        if isinstance(item, dict) and (link := _absolute(item.get("link"), url)):
            posts.append(
                Post(
                    link,
                    _rendered(item.get("title")),
                    _local_time(item.get("date"), item.get("date_gmt")),
                    _local_time(item.get("modified"), item.get("modified_gmt")),
                )
            )
    return posts


def _absolute(target: Any, base: str) -> str | None:
    if not isinstance(target, str) or not target:
        return None
    try:
        joined = urljoin(base, target)
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None


def _rendered(value: Any) -> str | None:
    """{'rendered': 'A &amp; B'} as plain text."""
    markup = value.get("rendered") if isinstance(value, dict) else value
    if not isinstance(markup, str) or not markup.strip():
        return None
    try:
        return clean(fromstring(f"<div>{markup}</div>").text_content()) or None
    except (etree.ParserError, ValueError):
        return None


def _local_time(local: Any, utc: Any) -> str | None:
    """The site's time, with the offset that the UTC time beside it tells."""
    if not isinstance(local, str):
        return None
    try:
        here = datetime.fromisoformat(local)
    except ValueError:
        return None
    if here.tzinfo is not None or not isinstance(utc, str):
        return here.isoformat()
    try:
        offset = here - datetime.fromisoformat(utc.removesuffix("Z"))
    except (ValueError, TypeError):
        return here.isoformat()
    if abs(offset) > _LARGEST_OFFSET:  # drafts have '0000-…' or 1970 as their UTC time
        return here.isoformat()
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{here.isoformat()}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
