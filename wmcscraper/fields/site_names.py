"""What a site calls itself, and titles without that name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any
from urllib.parse import urljoin
from weakref import WeakKeyDictionary

from wmcscraper.identity import fold
from wmcscraper.limits import MOST_TITLE
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["cut_title", "is_site", "key_of", "shown_text", "site_names", "without_site"]

# Between a headline and a site's name: 'Copper rises | Example News', 'Copper rises - Example'.
# White space is taken from its first character on and a last word is short, so that a <title> of
# blanks or dashes is read once.
_SEPARATOR = re.compile(
    r"(?<!\s)\s++[|·•»«›‹:–—-]+\s+|(?:(?<!\s)\s++)?[|｜ㅣ]\s*|(?<!\s)\s++::\s+"
    r"|(?:(?<!\s)\s++)?[_–—]{1,2}\s*(?=\S{1,60}$)"
)
_WORD = re.compile(r"\w+")
# Words of the longest site's name; some pages give their headline as og:site_name.
_LONGEST_SITE_NAME = 5
# The logo is among a page's first pictures.
_FIRST_IMAGES = 3
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)(?:[\s,.©]|\(c\)|copyright|by|(?:19|20)\d\d|[–—-]){0,12}",
    re.IGNORECASE,
)
_LONGEST_COPYRIGHT = 300  # characters of the line
# The links home stand among a page's first links: by their words alone, or as <title> has them.
_FIRST_LINKS, _MENU_LINKS = 15, 120
# Cut at this length and after so many elements: broken pages put whole stories into <h1>.
_LONGEST, _MOST_ELEMENTS = 400, 300

_NAMES: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()


def site_names(page: Page) -> list[str]:
    """What the site calls itself, as ``key_of`` has it: og:site_name, JSON-LD publisher, the words
    that lead to its home page where the page's <title> repeats them, the domain's name."""
    if (known := _NAMES.get(page)) is not None:
        return known
    found = list(page.meta.get("og:site_name", ())) + list(page.meta.get("application-name", ()))
    for node in page.jsonld:
        kinds = node.get("@type")
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            found.append(publisher["name"])
        if kinds in ("WebSite", "Organization", "NewsMediaOrganization") and isinstance(
            node.get("name"), str
        ):
            found.append(node["name"])
    titles = page.tree.all("title")
    stated = clean((titles[0].text or "")[:MOST_TITLE]) if titles else ""
    host = page.site.split(":")[0]
    found += _home_links(page, stated)
    found.append(host)
    found += [label for label in host.split(".")[:-1] if len(label) > 2]
    found += _own_names(page, stated)
    short = (name for name in found if len(_WORD.findall(name)) <= _LONGEST_SITE_NAME)
    names = [name for name in dict.fromkeys(map(key_of, short)) if name]
    _NAMES[page] = names
    return names


def _home_links(page: Page, stated: str) -> Iterator[str]:
    """Words of the first links, where they lead to the site's front page.

    Those further below, in a menu, only if they stand in <title> beside a separator too.
    """
    parts = {key_of(part) for part, _, _ in cut_title(stated)} if _SEPARATOR.search(stated) else ()
    try:
        home = urljoin(page.url, "/")
    except ValueError:  # 'http://[broken'
        home = "/"
    homes = {"/", home, home.rstrip("/")}
    for count, link in enumerate(page.tree.all("a")):
        if count >= _MENU_LINKS or (count >= _FIRST_LINKS and not parts):
            return
        href = (link.get("href") or "").strip()
        if count < _FIRST_LINKS and (
            href == "/" or (href.count("/") <= 3 and href.rstrip("/").endswith(f"//{page.site}"))
        ):
            yield shown_text(link)
        elif href in homes and (text := shown_text(link)) and key_of(text) in parts:
            yield text


def _own_names(page: Page, stated: str) -> Iterator[str]:
    """The page's <title> where it is the first picture's words or the copyright's holder.

    Pages of one <title> for the whole site show it so: as a logo, and at the foot.
    """
    key = key_of(stated)
    if not key:
        return
    for image in page.tree.all("img")[:_FIRST_IMAGES]:
        if key_of(image.get("alt") or "") in (key, f"{key}logo", f"logo{key}"):
            yield stated
            return
    for segment in page.layout[1]:
        text = segment.text
        if (
            ("©" in text or "(" in text or "opy" in text or "OPY" in text)
            and len(text) <= _LONGEST_COPYRIGHT
            and (mark := _COPYRIGHT.search(text))
            and key_of(text[mark.end() :]).startswith(key)
        ):
            yield stated
            return


def key_of(text: str) -> str:
    """The letters and digits of ``text``, folded: what two spellings of a name share."""
    return "".join(_WORD.findall(fold(text).casefold()))


def is_site(text: str, sites: list[str]) -> bool:
    """Whether ``text`` is the site's name, perhaps with '.com' or 'logo'."""
    key = key_of(text)
    return bool(key) and any(
        key == site or (len(site) > 3 and key in (f"{site}logo", f"{site}com", f"the{site}"))
        for site in sites
    )


def without_site(text: str, sites: list[str]) -> str:
    """``text`` without the parts, at either end, that are the site's name."""
    parts = cut_title(text)
    while len(parts) > 1 and _resembles(parts[-1][0], sites):
        parts.pop()
    while len(parts) > 1 and _resembles(parts[0][0], sites):
        parts.pop(0)
    if not parts:
        return ""
    return text[parts[0][1] : parts[-1][2]].strip()


def cut_title(text: str) -> list[tuple[str, int, int]]:
    """(part, start, end) between the separators of ``text``."""
    edges = [0]
    for match in _SEPARATOR.finditer(text):
        edges += [match.start(), match.end()]
    edges.append(len(text))
    spans = list(pairwise(edges))[::2]
    return [(text[a:b].strip(), a, b) for a, b in spans if text[a:b].strip()]


def _resembles(part: str, sites: list[str]) -> bool:
    """Whether one part of a title names the site: equal, or one contains most of the other."""
    key = key_of(part)
    if not key:
        return True
    return any(
        key == site
        or (len(site) >= 4 and key.startswith(site) and len(site) * 2 >= len(key))
        or (len(site) >= 4 and key.endswith(site) and len(site) * 2 >= len(key))
        or (len(key) >= 4 and site.startswith(key))
        for site in sites
    )


def shown_text(element: Any) -> str:
    """What a small element shows, on one line; a <br> or an inner block parts words."""
    parts: list[str] = []
    size = 0
    for node in islice(element.iter(), _MOST_ELEMENTS):
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "svg"):
            text = None
        else:
            text = node.text
        if node.tag in ("br", "div", "p", "small"):
            parts.append(" ")
        if text:
            parts.append(text[:MOST_TITLE])
            size += len(text)
        if node is not element and node.tail:
            parts.append(node.tail[:MOST_TITLE])
            size += len(node.tail)
        if size > _LONGEST * 4:
            break
    return clean("".join(parts))
