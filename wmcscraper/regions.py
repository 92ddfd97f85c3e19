"""Which part of a page an element stands in: navigation, header, footer, share bar … or content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

__all__ = ["FURNITURE", "Regions", "name_words"]

FURNITURE = frozenset(
    {"nav", "header", "footer", "share", "breadcrumb", "pagination", "login", "language", "hidden"}
)
"""Regions whose links and pictures belong to the site, not to the story or to its listing."""

_ROLES = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "search": "nav",
    "complementary": "aside",
}
_TAGS = {"nav": "nav", "header": "header", "footer": "footer", "aside": "aside"}
# By words of class names and ids; the first that matches, in this order.
_NAMES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (region, frozenset(words.split()))
    for region, words in (
        ("breadcrumb", "breadcrumb breadcrumbs crumbs breadcrumbtrail"),
        (
            "share",
            "share sharing sharer shares sharedaddy social socials socialmedia sociallinks addthis "
            "addtoany a2a shareaholic followus teilen compartir udostepnij partager",
        ),
        ("pagination", "pagination pager paging paginator pagenavi pagenav"),
        ("login", "login signin logout register loginform userbar"),
        ("language", "lang langs language languages langswitch wpml polylang"),
        (
            "nav",
            "nav navbar navi navigation menu menus mainmenu topmenu submenu megamenu topnav "
            "mainnav subnav sidenav topbar navmenu sitenav skip offcanvas hamburger toolbar",
        ),
        ("header", "masthead siteheader topheader header head banner"),
        ("footer", "footer sitefooter colophon foot bottombar copyright"),
        ("aside", "sidebar aside widget widgets"),
    )
)
_PAGINATION = dict(_NAMES)["pagination"]
# 'entry-header', 'card-footer', 'post-navigation': parts of a story or of a teaser.
_OWN = frozenset({
    "entry", "post", "article", "story", "card", "teaser", "item", "content", "section", "block",
    "news", "title", "page", "posts", "event", "box", "widget", "tile", "related",
})  # fmt: skip
# Elements too small to be a part of a page, whatever their class says ('menu-item' aside).
_SMALL = frozenset({"a", "img", "p", "time", "h1", "h2", "h3", "h4", "b", "strong", "em", "figure"})
_WHOLE = frozenset({"html", "body", "main", "article"})
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")
_MOST_NAME_LENGTH = 300


def name_words(element: Any) -> tuple[str, ...]:
    """The words of an element's id and classes, in lower case: 'navMain top_bar' → nav, main …"""
    return _words(element.get("id") or "", element.get("class") or "")


@lru_cache(maxsize=20_000)  # sites repeat a few hundred names on every page
def _words(identity: str, name: str) -> tuple[str, ...]:
    names = f"{identity} {name}"[:_MOST_NAME_LENGTH]
    return tuple(word.lower() for word in _SPLIT.split(names) if word)


class Regions:
    """The regions of one page. Each element is looked at once, whatever is asked.

    ``keep`` are elements known to be content (the headline, the body): nothing around them is
    taken for furniture because of its name.
    """

    def __init__(self, keep: Iterable[Any] = ()) -> None:
        self._memo: dict[Any, str | None] = {}
        self._kept: set[Any] = set()
        for element in keep:
            step = element
            while step is not None and step not in self._kept:
                self._kept.add(step)
                step = step.getparent()

    def of(self, element: Any) -> str | None:
        """The innermost region around ``element`` (itself included); None for plain content.

        Furniture is never left again further in, except for a story's own <main> or <article>.
        """
        path = []
        memo = self._memo
        region: str | None = None
        while element is not None:
            if element in memo:
                region = memo[element]
                break
            path.append(element)
            element = element.getparent()
        for step in reversed(path):
            if region not in FURNITURE:
                region = self._step(step, region)
            memo[step] = region
        return region

    def is_furniture(self, element: Any) -> bool:
        """Whether the element stands in a part that belongs to the site, not to the content."""
        return self.of(element) in FURNITURE

    def holds_kept(self, element: Any) -> bool:
        """Whether the element is, or lies around, one that is known to be content."""
        return element in self._kept

    def _step(self, element: Any, outer: str | None) -> str | None:
        """The region of an element that stands in ``outer``, which is no furniture."""
        tag = element.tag
        if not isinstance(tag, str):
            return outer
        if element in self._kept:
            return "content" if tag in ("main", "article") else None
        role = element.get("role") or ""
        if tag in _WHOLE or role in ("main", "article"):
            return "content" if tag in ("main", "article") else outer
        if element.get("hidden") is not None:
            return "hidden"
        if tag in _SMALL and not role:
            return outer
        names = element.get("id") or "", element.get("class") or ""
        own = _own_region(tag, _ROLES.get(role), names, outer == "content")
        return own if own is not None else outer


@lru_cache(maxsize=20_000)
def _own_region(tag: str, role: str | None, names: tuple[str, str], in_content: bool) -> str | None:
    """The region that an element begins, by its tag, role, id and class; None for none."""
    words = _words(*names)
    own = not _OWN.isdisjoint(words)
    if tag == "nav" or role == "nav":
        if own and _is_adjacent(words):
            return "adjacent"
        return "pagination" if not _PAGINATION.isdisjoint(words) else "nav"
    if role is not None:
        return role
    if region := _TAGS.get(tag):
        # A <header> or <footer> inside an article is the article's own.
        inside = in_content and region != "aside"
        return None if inside or (own and region != "aside") else region
    if tag in _SMALL:
        return None
    for region, known in _NAMES:
        if not known.isdisjoint(words):
            if own and region in ("nav", "header", "footer"):
                return "adjacent" if _is_adjacent(words) else None
            return region
    return None


def _is_adjacent(words: tuple[str, ...]) -> bool:
    """Whether the words name the links to the previous and next story: 'post-navigation'."""
    return not {"nav", "navigation"}.isdisjoint(words) and not {
        "post",
        "entry",
        "article",
        "story",
    }.isdisjoint(words)
