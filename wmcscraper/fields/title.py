"""The headline of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any
from urllib.parse import urljoin

from wmcscraper.fields.blocks import Segment
from wmcscraper.identity import fold
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["Title", "extract", "site_names"]


@dataclass(frozen=True, slots=True)
class Title:
    """A headline and where it was found."""

    text: str | None
    element: Any = None
    """The lxml element that shows it, None where only metadata gives it."""
    origin: str = "none"
    score: float = 0.0


# Between a headline and a site's name: 'Copper rises | Example News', 'Copper rises - Example'.
_SEPARATOR = re.compile(r"\s+[|·•»«›‹:–—-]+\s+|\s*[|｜ㅣ]\s*|\s+::\s+|\s*[_–—]{1,2}\s*(?=\S+$)")
_WORD = re.compile(r"\w+")
# What joins a heading's lead and its main line, and the space around it.
_JOINT = re.compile(r"[\s:/|–-]")
# <h1> in these is the site's name or a box's heading.
_OUTSIDE = frozenset({"nav", "footer", "aside", "dialog", "template", "noscript", "form"})
# A heading that shares fewer of its words with every metadata title than this is doubtful.
_AGREE = 0.5
# Cut at this length: no headline is longer, but broken pages put whole stories into <h1>.
_LONGEST = 400
# Words of the shortest headline that is told from a site's name by being shown alone.
_LEAST_HEADLINE = 3
# Words of the longest site's name; some pages give their headline as og:site_name.
_LONGEST_SITE_NAME = 5
# A <title> of no more words than these that the page nowhere shows names a part of the site.
_FEW_WORDS = 2
# Running text is a line of this many characters; a headline stands no more lines above it.
_RUNNING = 80
_LINES_ABOVE = 12
# The element that shows a headline is among the first of its block.
_INSIDE = 40
# The link home stands among a page's first links.
_FIRST_LINKS = 15
_SHOWN = ("h1", "h2", "h3", "h4")


def extract(page: Page) -> Title:
    """The page's headline, without the site's name."""
    sites = site_names(page)
    metas = list(_metadata_titles(page, sites))
    keys = [_words(text) for text, _ in metas]
    headings = [
        (text, element)
        for element in page.root.iter("h1")
        if (text := _shown_text(element)) and not _is_site(text, sites) and not _outside(element)
    ]
    best: tuple[float, str, Any] | None = None
    for text, element in headings:
        agreement = max((_agreement(_words(text), key) for key in keys), default=0.0)
        if best is None or agreement > best[0]:
            best = (agreement, text, element)
    shown = None
    if best is None or best[0] < _AGREE:
        shown = _shown(page, [key for key in keys if key]) or _shown(page, _ends_of(metas))
    if best is not None and shown is None and (best[0] or not metas or _says_enough(best[1])):
        agreement, text, element = best
        score = 0.95 if agreement >= _AGREE else 0.6
        if (meant := _agreed(page, sites)) and agreement >= _AGREE and meant[1] != _key(text):
            return Title(meant[0], element, "og:title", score)
        return Title(_without_kicker(text, metas), element, "h1", score)
    if metas:
        headed = shown is not None and shown[1].tag in _SHOWN
        if not headed and len(keys[0]) <= _FEW_WORDS and metas[0][1] == "title":
            above = _above_text(page, sites)  # 'News' on every page is no headline
            if above.origin == "above text":
                return above
        if shown is not None:
            text, element = shown
            return Title(_without_kicker(text, metas), element, element.tag, 0.8)
        text, origin = _shortest(metas)
        return Title(text, None, origin, 0.7 if origin != "title" else 0.5)
    return _above_text(page, sites)


def _agreed(page: Page, sites: list[str]) -> tuple[str, str] | None:
    """The title that og:title and JSON-LD share, with its key: two say so, one heading does not."""
    found = {origin: _without_site(text, sites) for text, origin in _raw_titles(page)}
    social, structured = found.get("og:title"), found.get("jsonld")
    if social and structured and (key := _key(social)) and key == _key(structured):
        return social, key
    return None


def _ends_of(metas: list[tuple[str, str]]) -> list[list[str]]:
    """The words of each <title> without its first or last part: an unknown site's name."""
    ends = []
    for text, origin in metas:
        parts = _cut(text) if origin == "title" else []
        if len(parts) > 1:
            ends += [_words(text[: parts[-2][2]]), _words(text[parts[1][1] :])]
    return [words for words in ends if len(words) >= _LEAST_HEADLINE]


def _shortest(metas: list[tuple[str, str]]) -> tuple[str, str]:
    """The most trusted title, or a shorter one that it starts with: '… - Politics' is no part."""
    best = metas[0]
    for text, origin in metas[1:]:
        if best[0].startswith(text) and len(_words(text)) >= 3:
            best = text, origin
    return best


def site_names(page: Page) -> list[str]:
    """What the site calls itself, folded: og:site_name, JSON-LD publisher, the words that lead to
    its home page where the page's <title> repeats them, the domain's name."""
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
    found += _home_links(page)
    host = page.site.split(":")[0]
    found.append(host)
    labels = [label for label in host.split(".")[:-1] if len(label) > 2]
    found.extend(labels)
    found.extend(_home_names(page))
    short = (name for name in found if len(name.split()) <= _LONGEST_SITE_NAME)
    return [name for name in dict.fromkeys(map(_key, short)) if name]


def _home_links(page: Page) -> list[str]:
    """The words of links to the home page that stand in <title> beside a separator too."""
    stated = next((clean(element.text) for element in page.root.iter("title")), "")
    parts = {_key(part) for part, _, _ in _cut(stated)} if _SEPARATOR.search(stated) else set()
    if not parts:
        return []
    home = urljoin(page.url, "/")
    homes = {"/", home, home.rstrip("/")}
    return [
        text
        for link in page.root.iter("a")
        if (link.get("href") or "").strip() in homes
        and (text := _shown_text(link))
        and _key(text) in parts
    ]


def _says_enough(text: str) -> bool:
    """Whether a heading that no metadata support may be a headline: a date is none."""
    words = [word for word in _words(text) if word.isalpha()]
    return len(words) >= 3 or (len(words) > 0 and not text.isascii() and len(text) >= 10)


def _key(text: str) -> str:
    return "".join(_WORD.findall(fold(text).casefold()))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text[:_LONGEST]).casefold())


def _is_site(text: str, sites: list[str]) -> bool:
    """Whether ``text`` is the site's name, perhaps with '.com' or 'logo'."""
    key = _key(text)
    return bool(key) and any(
        key == site or (len(site) > 3 and key in (f"{site}logo", f"{site}com", f"the{site}"))
        for site in sites
    )


def _metadata_titles(page: Page, sites: list[str]) -> Iterator[tuple[str, str]]:
    """(text, origin) of every title that the page's metadata give, most trusted first."""
    seen: set[str] = set()
    for text, origin in _raw_titles(page):
        stripped = _without_site(text, sites)
        if stripped and not _is_site(stripped, sites) and stripped not in seen:
            seen.add(stripped)
            yield stripped, origin


def _raw_titles(page: Page) -> Iterator[tuple[str, str]]:
    for name in ("og:title", "twitter:title", "dc.title", "headline"):
        for value in page.meta.get(name, ())[:1]:
            yield value, name
    for node in page.jsonld:
        headline = node.get("headline")
        if isinstance(headline, str) and (text := clean(headline)):
            yield text, "jsonld"
            break
    for element in page.root.iter("title"):
        if text := clean(element.text):
            yield text, "title"
            break


def _without_site(text: str, sites: list[str]) -> str:
    """``text`` without the parts, at either end, that are the site's name."""
    parts = _cut(text)
    while len(parts) > 1 and _resembles(parts[-1][0], sites):
        parts.pop()
    while len(parts) > 1 and _resembles(parts[0][0], sites):
        parts.pop(0)
    if not parts:
        return ""
    return text[parts[0][1] : parts[-1][2]].strip()


def _cut(text: str) -> list[tuple[str, int, int]]:
    """(part, start, end) between the separators of ``text``."""
    edges = [0]
    for match in _SEPARATOR.finditer(text):
        edges += [match.start(), match.end()]
    edges.append(len(text))
    spans = list(pairwise(edges))[::2]
    return [(text[a:b].strip(), a, b) for a, b in spans if text[a:b].strip()]


def _resembles(part: str, sites: list[str]) -> bool:
    """Whether one part of a title names the site: equal, or one contains most of the other."""
    key = _key(part)
    if not key:
        return True
    return any(
        key == site
        or (len(site) >= 4 and key.startswith(site) and len(site) * 2 >= len(key))
        or (len(site) >= 4 and key.endswith(site) and len(site) * 2 >= len(key))
        or (len(key) >= 4 and site.startswith(key))
        for site in sites
    )


def _shown_text(element: Any) -> str:
    """What a heading shows, on one line; a <br> or an inner block parts words."""
    parts: list[str] = []
    size = 0
    for node in element.iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag in ("script", "style", "svg"):
            text = None
        else:
            text = node.text
        if node.tag in ("br", "div", "p", "small"):
            parts.append(" ")
        if text:
            parts.append(text)
            size += len(text)
        if node is not element and node.tail:
            parts.append(node.tail)
            size += len(node.tail)
        if size > _LONGEST * 4:
            break
    return clean("".join(parts))


def _outside(element: Any) -> bool:
    """Whether a heading stands where no story's headline does."""
    return any(above.tag in _OUTSIDE for above in element.iterancestors())


def _agreement(one: list[str], other: list[str]) -> float:
    """Share of common words, 0..1."""
    if not one or not other:
        return 0.0
    common = len(set(one) & set(other))
    return 2 * common / (len(set(one)) + len(set(other)))


def _without_kicker(text: str, metas: list[tuple[str, str]]) -> str:
    """The part of a heading that metadata call the title: 'Opinion Copper rises' → 'Copper rises'.

    Only a lead is cut off, as metadata often shorten the end. Where metadata only join the two
    lines of a heading by a mark, 'Copper: Prices rise', that is how it reads on one line.
    """
    words = _words(text)
    bare = _JOINT.sub("", fold(text)).casefold()
    for meta, _ in metas:
        if len(meta) > len(text) - 2 and bare == _JOINT.sub("", fold(meta)).casefold():
            marks = len(_JOINT.findall(meta.replace(" ", "")))
            return meta if marks > len(_JOINT.findall(text.replace(" ", ""))) else text
        key = _words(meta)
        if 3 <= len(key) < len(words) and words[-len(key) :] == key:
            return meta
    return text


def _tightest(block: Any, wanted: set[tuple[str, ...]]) -> Any:
    """The first element in a block, or the block itself, that shows a wanted title and no more."""
    for element in islice(block.iter(), _INSIDE):
        if isinstance(element.tag, str) and tuple(_words(_shown_text(element))) in wanted:
            return element
    return block


def _shown(page: Page, keys: list[list[str]]) -> tuple[str, Any] | None:
    """The element that shows one of the titles which metadata give: a heading, else any block."""
    wanted = {tuple(key) for key in keys}
    if not wanted:
        return None
    shortest = min(sum(map(len, key)) for key in wanted)
    other: tuple[str, Any] | None = None
    for segment in page.layout[1]:
        if not shortest <= len(segment.text) <= _LONGEST:
            continue
        if tuple(_words(segment.text)) in wanted and not _outside(segment.node.element):
            found = segment.text, _tightest(segment.node.element, wanted)
            if segment.kind == "heading":
                return found
            other = other or found
    return other


def _above_text(page: Page, sites: list[str]) -> Title:
    """Where no metadata help: the heading, or the bold line, that stands above the running text."""
    _, segments = page.layout
    first = next((i for i, s in enumerate(segments) if _is_running(s)), len(segments))
    for kinds in (("heading",), ("paragraph", "table")):
        for segment in reversed(segments[max(0, first - _LINES_ABOVE) : first]):
            bold = segment.strong * 10 >= len(segment.text) * 9
            if (
                segment.kind in kinds
                and (bold or segment.kind == "heading")
                and len(segment.text) <= _LONGEST // 2
                and segment.linked * 2 < len(segment.text)
                and _says_enough(segment.text)
                and not _is_site(segment.text, sites)
                and not _outside(segment.node.element)
            ):
                return Title(segment.text, segment.node.element, "above text", 0.4)
    for element in page.root.iter("h2", "h3"):
        text = _shown_text(element)
        if text and not _is_site(text, sites) and not _outside(element):
            return Title(text, element, element.tag, 0.3)
    return Title(None)


def _is_running(segment: Segment) -> bool:
    """Whether a line is long and unlinked enough to be a story's."""
    return len(segment.text) >= _RUNNING and segment.linked * 2 < len(segment.text)


def _home_names(page: Page) -> Iterator[str]:
    """Words of the links that lead to the site's front page, among the page's first links."""
    for count, link in enumerate(page.root.iter("a")):
        if count >= _FIRST_LINKS:
            return
        href = (link.get("href") or "").strip()
        if href == "/" or (href.count("/") <= 3 and href.rstrip("/").endswith(f"//{page.site}")):
            yield "".join(link.itertext())[:_LONGEST]
