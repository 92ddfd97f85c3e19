"""The links of a page that a crawl may follow, in document order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit

from wmcscraper.addresses import base_of, resolve
from wmcscraper.discovery.paging import has_page_number
from wmcscraper.discovery.scope import Scope
from wmcscraper.discovery.words import (
    BINARY_EXTENSIONS,
    MORE_WORDS,
    PAGE_PARAMETERS,
)
from wmcscraper.fields.cards import cards_of
from wmcscraper.fields.date_lines import page_order
from wmcscraper.fields.layout import layout_of
from wmcscraper.fields.lines import segments
from wmcscraper.page import Page
from wmcscraper.regions import FURNITURE, Regions
from wmcscraper.text.clean import clean

__all__ = ["Found", "page_links"]

_NEXT_ATTRIBUTES = (
    "data-next-url",
    "data-next",
    "data-url",
    "data-href",
    "data-src-url",
    "data-link",
)
_NUMBER_ATTRIBUTES = ("data-next-page", "data-page", "data-paged", "data-next")
_QUOTED_ADDRESS = re.compile(
    r"""['"]((?:https?:/|\.{0,2})/[^'"\s<>]{1,1000}|\?[^'"\s<>]{1,500})['"]"""
)
_PLACEHOLDER = re.compile(r"\{(?:page|n|p)\}|%7Bpage%7D|__page__|%d", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\d{1,5}")
# Addresses that only answer, hand on or print a page that has its own address.
_ACTIONS = frozenset({
    "replytocom", "share", "add-to-cart", "unapproved", "moderation-hash",
    "print", "printable", "printview", "print_version", "drukuj",
})  # fmt: skip
_PRINT_PATH = re.compile(r"/(?:[^/]+/)(?:print|print-version|drukuj)/?$", re.IGNORECASE)
_MOST_LINKS = 5_000
_LONGEST_TEXT = 500
_MOST_PIECES = 50


@dataclass(slots=True)
class Found:
    """One link."""

    url: str
    """Absolute, without fragment."""
    text: str = ""
    """The words of the link, else its title or its picture's alternative text."""
    rel: frozenset[str] = frozenset()
    in_nav: bool = False
    """Whether it stands in navigation, header, footer or the like wherever it occurs."""
    pagination: bool = False
    """Whether it leads to another page of the same listing."""
    date: str | None = None
    """ISO date that stands beside it."""

    @property
    def nofollow(self) -> bool:
        """Whether the site asks not to follow it."""
        return "nofollow" in self.rel


def page_links(page: Page, scope: Scope) -> list[Found]:
    """All links of ``page`` inside ``scope``, once each, in document order.

    Also those of 'load more' buttons, which stand in data attributes, and of <link rel=next>.
    Pictures, documents and other files are left out. Never raises.
    """
    base = base_of(page.root, page.url)
    regions = Regions()
    own = urldefrag(page.url).url
    found: dict[str, Found] = {}
    for element in page.root.iter(
        "a", "area", "link", "button", "div", "span", "form", "input", "li"
    ):
        for target, is_step in _targets(element):
            # A bare page number counts on from the page itself, whatever <base> says.
            counts_on = is_step and target.startswith("?") and element.tag != "a"
            url = resolve(target, page.url if counts_on else base)
            if url is None or url == own or not scope.allows(url) or not _is_page(url):
                continue
            text = _text(element)
            rel = frozenset((element.get("rel") or "").lower().split())
            region = regions.of(element)
            step = is_step or _is_step(url, page.url, text, rel) or region == "pagination"
            known = found.get(url)
            if known is None:
                if len(found) >= _MOST_LINKS:
                    return list(found.values())
                found[url] = Found(url, text, rel, region in FURNITURE and not step, step)
            else:
                _merge(known, text, rel, in_nav=region in FURNITURE, step=step)
    _add_dates(page, found, base)
    return list(found.values())


def _add_dates(page: Page, found: dict[str, Found], base: str) -> None:
    """What teasers tell of the pages that they lead to: the date beside the headline."""
    layout = layout_of(page)
    teasers = []
    for anchor in layout.anchors:
        url = resolve(anchor.href, base)
        link = found.get(url) if url else None
        if link is not None and not (link.in_nav or link.pagination):
            teasers.append((anchor, link.url))
    language = (page.root.get("lang") or "").partition("-")[0].lower() or None
    order = page_order(page, segments(page), set())
    for card in cards_of(layout, teasers, is_kept=_is_frame, language=language, order=order):
        link = found[card.key]
        link.date = card.date
        link.text = card.headline or link.text


def _is_frame(element: Any) -> bool:
    return element is not None and element.tag in ("html", "body", "main")


def _merge(known: Found, text: str, rel: frozenset[str], *, in_nav: bool, step: bool) -> None:
    """Add what a further link to the same address tells: the longest words are the headline."""
    if len(text) > len(known.text):
        known.text = text
    known.in_nav = known.in_nav and in_nav
    known.pagination = known.pagination or step
    # One followable link is enough; other words of rel are collected.
    nofollow = known.rel & rel & {"nofollow"}
    known.rel = ((known.rel | rel) - {"nofollow"}) | nofollow


def _targets(element: Any) -> Iterator[tuple[str, bool]]:
    """(address as written, whether it is a step of a listing) for each that an element holds."""
    tag = element.tag
    href = element.get("href")
    if tag == "link":
        if href and not {"next", "prev"}.isdisjoint((element.get("rel") or "").lower().split()):
            yield href, True
        return
    if tag == "form":
        yield from _form_step(element)
        return
    if href and tag in ("a", "area"):
        yield href, False
    if (
        tag == "a"
        and href
        and not href.startswith(("#", "javascript:"))
        and len(element.attrib) < 2
    ):
        return
    yield from _data_steps(element, tag)


def _data_steps(element: Any, tag: str) -> Iterator[tuple[str, bool]]:
    """Steps that scripts would take: data attributes, and addresses in onclick."""
    attributes = element.attrib
    if not attributes:
        return
    address = next(
        (
            value
            for name in _NEXT_ATTRIBUTES
            if (value := attributes.get(name)) and _looks_like_address(value)
        ),
        None,
    )
    number = next(
        (v for name in _NUMBER_ATTRIBUTES if (v := (attributes.get(name) or "").strip()).isdigit()),
        None,
    )
    if number and len(number) > 6:
        number = None
    is_more = address is not None or number is not None
    is_more = is_more and (tag in ("a", "button", "input") or _says_more(element))
    if address is not None and number is not None and is_more:
        yield _with_page(address, number), True
    elif address is not None:
        yield address, is_more and _says_more(element)
    elif number is not None and is_more and (tag != "a" or _says_more(element)):
        yield f"?page={number}", True
    if (script := attributes.get("onclick")) and (quoted := _QUOTED_ADDRESS.search(script)):
        yield quoted[1], _says_more(element)


def _form_step(form: Any) -> Iterator[tuple[str, bool]]:
    """A form that only asks for the next page: GET, hidden fields and a button, nothing to fill."""
    if (form.get("method") or "get").lower() != "get":
        return
    fields = []
    for control in form.iter("input", "select", "textarea"):
        kind = (control.get("type") or "text").lower()
        if control.tag == "input" and kind == "hidden":
            fields.append((control.get("name") or "", control.get("value") or ""))
        elif control.tag != "input" or kind not in ("submit", "button", "image"):
            return
    if any(name.lower() in PAGE_PARAMETERS and value.isdigit() for name, value in fields):
        query = urlencode([(name, value) for name, value in fields if name])
        yield f"{(form.get('action') or '').partition('?')[0]}?{query}", True


def _looks_like_address(value: str) -> bool:
    value = value.strip()
    return value.startswith(("/", "http://", "https://", "?", "./", "../")) or (
        "/" in value and " " not in value and ":" not in value
    )


def _with_page(address: str, number: str) -> str:
    """``address`` for the page ``number``: in its placeholder, as it is if it has it, or added."""
    if _PLACEHOLDER.search(address):
        return _PLACEHOLDER.sub(number, address)
    if re.search(rf"[/=]{number}(?![\w.-])", address):
        return address
    return f"{address}{'&' if '?' in address else '?'}page={number}"


def _says_more(element: Any) -> bool:
    """Whether the element's words, name or label say that it leads to more of a listing."""
    words = _words(element).lower().strip(" .…+↓›»")
    label = (element.get("aria-label") or element.get("value") or "").lower()
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return (
        words in MORE_WORDS
        or label in MORE_WORDS
        or any(
            f"{verb}{sep}more" in names
            for verb in ("load", "show", "view")
            for sep in ("-", "_", "")
        )
        or "next" in names
        or (len(words) < 40 and any(phrase in words for phrase in MORE_WORDS if " " in phrase))
    )


def _is_step(url: str, page_url: str, text: str, rel: frozenset[str]) -> bool:
    """Whether a link leads to another page of the listing: by its address, words or rel."""
    numbered = has_page_number(url)
    if numbered:
        return True
    if not {"next", "prev"}.isdisjoint(rel) or text.lower() in MORE_WORDS:
        # 'next' between two stories has an address of another kind.
        return urlsplit(url).path == urlsplit(page_url).path and url != page_url
    return bool(_PAGE_NUMBER.fullmatch(text)) and _same_listing(url, page_url)


def _same_listing(url: str, page_url: str) -> bool:
    """Whether two addresses differ in nothing but digits."""
    return (
        re.sub(r"\d+", "#", url) == re.sub(r"\d+", "#", page_url)
        or urlsplit(url).path == urlsplit(page_url).path
    )


def _text(element: Any) -> str:
    if element.tag in ("a", "button") and (text := _words(element)):
        return text
    label = element.get("title") or element.get("aria-label") or element.get("alt") or ""
    if not label:
        pictures = islice(element.iter("img"), _MOST_PIECES)
        label = next((alt for picture in pictures if (alt := picture.get("alt"))), "")
    return clean(label)


def _words(element: Any) -> str:
    """The element's own words, as far as a link or button has any: the first pieces of text."""
    return clean(" ".join(islice(element.itertext(), _MOST_PIECES)))[:_LONGEST_TEXT]


def _is_page(url: str) -> bool:
    """Whether an address may lead to a page: no file of another kind, no action on a page."""
    parts = urlsplit(url)
    if parts.query and any(key.lower() in _ACTIONS for key, _ in parse_qsl(parts.query)):
        return False
    if _PRINT_PATH.search(parts.path):
        return False
    name = parts.path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() not in BINARY_EXTENSIONS if "." in name else True
