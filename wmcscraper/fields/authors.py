"""Who wrote a story: names of people, an organisation only where no person is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.body import Body
from wmcscraper.fields.boilerplate import Role
from wmcscraper.fields.cues import is_credited
from wmcscraper.fields.date_sources import story_nodes
from wmcscraper.fields.lines import place, segments
from wmcscraper.fields.names import (
    introduced,
    is_nobody,
    is_person,
    signed,
    split_names,
    tables,
    until_date,
)
from wmcscraper.fields.site_names import site_names
from wmcscraper.fields.title import Title
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["Authors", "candidates", "extract"]


@dataclass(frozen=True, slots=True)
class Authors:
    """The authors of a story, or who may be, and where they were found."""

    names: list[str] = field(default_factory=list)
    """In the page's order."""
    origin: str = "none"
    score: float = 0.0
    evidence: str = ""
    """What is known of the names, in words."""
    people: bool = True
    """Whether they are people's names."""


@dataclass(frozen=True, slots=True)
class _Source:
    names: list[str]
    origin: str
    weight: float
    people: bool = True
    """Whether these may be people; False where the page calls them an organisation."""


# ---- how far each source is believed
_JSONLD, _ITEMPROP, _META, _REL, _BYLINE_CLASS, _BYLINE_TEXT = 0.95, 0.9, 0.88, 0.8, 0.78, 0.75
_BYLINE_BARE = 0.5  # a line of names without 'By', beside the headline
_NAMES_ALONE = 0.2  # the same without a link to a profile: less than any statement
_ORGANISATION = 0.4  # factor: no person is named
_ENOUGH = 0.8  # no more sources are asked
_ALONE = 0.8  # factor: one word only, a nickname or a family name

_NEAR_ABOVE, _NEAR_BELOW = 3, 10  # lines around the headline
_LONGEST_LINE = 160
_MOST_ELEMENTS = 12  # bylines on a page; more are a list of stories
_MOST_NAMES = 12
_MOST_INNER = 100  # elements inside a byline that are read
_FEW_NAMES = 3  # in a line without 'By'
_BESIDE = 4  # lines from the headline to a line of names without 'By'
_PROFILE = re.compile(
    r"/(?:authors?|people|persons?|profiles?|staff|contributors?|autor(?:en)?)/", re.I
)
_BYLINE_TAGS = frozenset({
    "a", "span", "div", "p", "address", "li", "ul", "strong", "em", "b", "cite",
    "h3", "h4", "h5", "h6", "section", "header",
})  # fmt: skip
_EMPHASIS = frozenset({"i", "em", "b", "strong", "small", "cite", "span", "font"})
_MOST_CLIMBED = 3  # elements up from a heading, and down again, to what follows it
_CAPTION_ABOVE = 4  # blocks around a line that may be called a caption
_PICTURES = frozenset({"img", "picture", "amp-img", "figure"})
_SOURCE = re.compile(
    r"\b(?:source|photo|image|credit|courtesy|fuente|foto|quelle|bild|źródło|fot\.|crédit|fonte)\b",
    re.IGNORECASE,
)
_SPLIT_NAME = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")


def extract(page: Page, title: Title, body: Body) -> Authors:
    """The people who wrote the story on ``page``."""
    best = Authors()
    for read in _READERS:
        for found in _weighed(read, page, title, body):
            if found.score > best.score:
                best = found
            elif found.origin.startswith("meta") and found.people and _adds(found, best):
                # the same people and more
                best = replace(found, score=best.score)
        # No mark of the page's text says more than its metadata, once they name people.
        if best.score >= _ENOUGH and read is not _from_jsonld:
            break
    return best


def candidates(page: Page, title: Title, body: Body) -> list[Authors]:
    """Whoever may be the authors, likeliest first, one entry for each place that names them."""
    found = [by for read in _READERS for by in _weighed(read, page, title, body)]
    return sorted(found, key=lambda by: -by.score)


def _weighed(read: _Reader, page: Page, title: Title, body: Body) -> Iterator[Authors]:
    """What a reader finds, without names that say nothing or are the site's own."""
    for source in read(page, title, body):
        names = [name for name in source.names if not is_nobody(name)]
        if not names:
            continue
        sites = set(site_names(page))
        own = [name for name in names if _key(name) not in sites]
        people = [name for name in own if is_person(name)] if source.people else []
        if people:
            kept, weight, told = people, source.weight, "names of people"
        elif any(" " not in name for name in own):
            kept, weight, told = own, source.weight * _ORGANISATION * _ALONE, "a name of one word"
        else:
            kept, weight = own or names, source.weight * _ORGANISATION
            told = "an organisation's name" if own else "the site's own name"
        distinct = _distinct(kept[:_MOST_NAMES])
        yield Authors(distinct, source.origin, round(weight, 3), told, people=bool(people))


def _adds(found: Authors, best: Authors) -> bool:
    """Whether ``found`` names all of ``best`` and more."""
    return set(map(_key, best.names)) < set(map(_key, found.names))


def _key(name: str) -> str:
    return "".join(re.findall(r"\w+", name.casefold()))


def _distinct(names: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(_key(name), name)
    return list(found.values())


# ---- structured data
def _from_jsonld(page: Page, title: Title, _body: Body) -> Iterator[_Source]:
    by_id = {node["@id"]: node for node in page.jsonld if isinstance(node.get("@id"), str)}
    for node in story_nodes(page, title):
        for key in ("author", "creator"):
            people: list[str] = []
            others: list[str] = []
            values = node.get(key)
            for value in values if isinstance(values, list) else [values]:
                text, person = _jsonld_name(value, by_id)
                (people if person else others).extend(split_names(text))
            if people:
                yield _Source(people, f"jsonld:{key}", _JSONLD)
            elif others:
                yield _Source(others, f"jsonld:{key}", _JSONLD, people=False)


def _jsonld_name(value: Any, by_id: dict[str, dict[str, Any]]) -> tuple[str, bool]:
    """The name that an author property states, and whether it is called a person's."""
    if isinstance(value, str):
        return value, True
    if not isinstance(value, dict):
        return "", False
    if "name" not in value and isinstance(value.get("@id"), str):
        value = by_id.get(value["@id"], value)
    name = value.get("name")
    if isinstance(name, list):
        name = ", ".join(n for n in name if isinstance(n, str))
    return (name if isinstance(name, str) else ""), value.get("@type") != "Organization"


def _from_meta(page: Page, _title: Title, _body: Body) -> Iterator[_Source]:
    for name in tables()["meta"]["names"]:
        values = [v for v in page.meta.get(name, ()) if "://" not in v and len(v) < 300]
        if name == "twitter:data1":
            label = (page.meta.get("twitter:label1") or [""])[0].casefold()
            if "by" not in label and "author" not in label:
                continue
        names = [found for value in values for found in split_names(value)]
        if names:
            yield _Source(names, f"meta:{name}", _META)


# ---- marked elements
def _from_elements(page: Page, _title: Title, _body: Body) -> Iterator[_Source]:
    """itemprop="author", rel="author" and elements whose class says byline."""
    groups: dict[str, list[tuple[Any, str]]] = {"itemprop": [], "rel": [], "class": []}
    for element, tag, attributes, _ in page.tree.steps:
        if not attributes or tag not in _BYLINE_TAGS:
            continue
        if "itemprop" in attributes and "author" in attributes["itemprop"].lower().split():
            groups["itemprop"].append((element, _text(element)))
        elif "rel" in attributes and "author" in attributes["rel"].lower().split():
            groups["rel"].append((element, _text(element)))
        elif _is_byline(
            attributes.get("class") or attributes.get("data-testid") or attributes.get("id") or ""
        ):
            groups["class"].append((element, _text(element)))
    weights = {"itemprop": _ITEMPROP, "rel": _REL, "class": _BYLINE_CLASS}
    for origin, found in groups.items():
        texts = [(element, text) for element, text in found if 0 < len(text) <= _LONGEST_LINE]
        if not texts or len(texts) > _MOST_ELEMENTS:
            continue
        parent = None
        names: list[str] = []
        for element, text in texts:
            # Authors of one story stand together; the next group is another story's.
            above = _grandparent(element)
            if parent is not None and names and above is not parent:
                break
            parent = above
            names += split_names(_inner_name(element) or text)
        if names:
            yield _Source(names, origin, weights[origin])


def _grandparent(element: Any) -> Any:
    above = element.getparent()
    for _ in range(2):
        if above is not None and above.getparent() is not None:
            above = above.getparent()
    return above


def _inner_name(element: Any) -> str | None:
    """The itemprop="name" or the links inside a byline."""
    for inner in islice(element.iter("span", "a", "meta", "div", "p"), _MOST_INNER):
        if inner is not element and inner.get("itemprop") == "name":
            return clean(inner.get("content")) or _text(inner)
    links = [
        text
        for link in islice(element.iter("a"), _MOST_INNER)
        if link is not element and "@" not in (text := _text(link)) and 3 < len(text) < 60
    ]
    return " | ".join(links) if links and all(map(is_person, links)) else None


@cache
def _byline_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, tables()["names"]["byline"])), re.IGNORECASE)


@lru_cache(maxsize=4096)
def _is_byline(name: str) -> bool:
    """Whether a class, data-testid or id marks a byline; pages repeat theirs, so it is kept."""
    if not _byline_words().search(name):  # hardly any; taking a name apart costs ten times this
        return False
    parts = {part.lower() for part in _SPLIT_NAME.split(name)}
    known = tables()["names"]
    return not parts.isdisjoint(known["byline"]) and parts.isdisjoint(known["foreign"])


def _pieces(element: Any) -> list[str]:
    """The texts of a small element, one for each inner element; none for a large one."""
    parts: list[str] = []
    size = 0
    for node in islice(element.iter(), _MOST_INNER):
        if not isinstance(node.tag, str) or node.tag in {"script", "style", "svg", "noscript"}:
            text = ""
        else:
            text = clean(node.text)
        for piece in (text, clean(node.tail) if node is not element else ""):
            if piece:
                parts.append(piece)
                size += len(piece)
        if size > 2 * _LONGEST_LINE:
            return []
    return parts


def _text(element: Any) -> str:
    """The words of a small element; inner elements that are a name each are kept apart."""
    parts = _pieces(element)
    return (" | " if len(parts) > 1 and all(map(is_person, parts)) else " ").join(parts)


# ---- visible lines
def _from_lines(page: Page, title: Title, body: Body) -> Iterator[_Source]:
    """'By Jane Roe and John Doe' near the headline or right after the text."""
    lines = segments(page)
    where = place(page, title, body)
    start = where.title if where.title >= 0 else where.first
    if start < 0:
        return
    low = max(0, start - _NEAR_ABOVE)
    high = max(where.title_end, start) + _NEAR_BELOW
    if where.first >= 0:
        high = min(high, where.first + 1)
    near = list(range(max(where.title_end, start) + (where.title >= 0), high + 1))
    near += list(range(start - 1, low - 1, -1))
    if where.last >= 0:
        near += list(range(where.last, where.last + 3))
    for i in near:
        if not 0 <= i < len(lines):
            continue
        if source := _from_line(lines[i], beside=abs(i - where.title_end) <= _BESIDE):
            yield source
            return
    if names := _lone_names(title.element):
        yield _Source(names, "names", _NAMES_ALONE)


def _from_line(line: Segment, *, beside: bool) -> _Source | None:
    """The names that one line states as a byline; ``beside`` the headline less is needed."""
    text = line.text
    if len(text) > _LONGEST_LINE:
        return None
    after = introduced(text) or signed(text)
    if after is not None:
        rest, sure = after
        names = [name for name in split_names(until_date(rest)) if is_person(name)]
        if names and (sure or len(rest.split()) <= 4 * len(names)):
            return _Source(names, "byline", _BYLINE_TEXT if sure else _BYLINE_BARE)
    if not beside or line.node.kind == "heading" or len(text) > _LONGEST_LINE // 2:
        return None
    head = until_date(text)
    dated = len(head) < len(text)
    if dated and text[len(head) :].lstrip()[:1].isalnum():
        return None  # rubrics of a date: 'Harbours Railways 24.01.2025'
    names = split_names(head)
    if not names or not all(map(is_person, names)) or len(names) > _FEW_NAMES:
        return None
    if _is_credit(line):
        return None
    linked = any(_PROFILE.search(link.get("href") or "") for link in line.node.element.iter("a"))
    if linked:
        return _Source(names, "profile", _BYLINE_TEXT)
    if _is_below_picture(line):
        return None  # an author's own picture stands beside a link to a profile
    if (line.linked and not dated) or len(names[0].split()) > 3 or not names[0][0].isupper():
        return None
    return _Source(names, "names", _NAMES_ALONE)


def _lone_names(heading: Any) -> list[str]:
    """The names in the emphasised line that follows a heading: '<i>Jane Roe</i><br>Text …'.

    One <br> makes no line of its own, as it makes none inside a paragraph.
    """
    after = heading
    for _ in range(_MOST_CLIMBED):
        if after is None or after.getnext() is not None:
            break
        after = after.getparent()
    after = after.getnext() if after is not None else None
    for _ in range(_MOST_CLIMBED):
        if after is None or after.tag in _EMPHASIS or clean(after.text):
            break
        after = next(iter(after), None)
    if after is None or after.tag not in _EMPHASIS or clean(after.tail):
        return []
    beyond = after.getnext()
    text = _text(after)
    names = split_names(text) if len(text) <= _LONGEST_LINE // 2 else []
    alone = beyond is not None and beyond.tag == "br" and 0 < len(names) <= _FEW_NAMES
    return names if alone and all(map(is_person, names)) else []


def _is_credit(line: Segment) -> bool:
    """Whether a line is a caption by its place or by the source that it names."""
    if is_credited(line.text) or _SOURCE.search(line.text):
        return True
    node: Node | None = line.node
    for _ in range(_CAPTION_ABOVE):
        if node is None:
            return False
        if node.role == Role.CAPTION or node.tag in {"figure", "figcaption"}:
            return True
        node = node.parent
    return False


def _is_below_picture(line: Segment) -> bool:
    """Whether a line stands right below a picture: the names are of those in it."""
    element = line.node.element
    before = element.getprevious()
    return before is not None and (before.tag in _PICTURES or _shows_only_picture(before))


def _shows_only_picture(element: Any) -> bool:
    """Whether an element holds a picture and no words."""
    inside = list(islice(element.iter(), _MOST_INNER))
    return any(node.tag in _PICTURES for node in inside) and not any(
        (isinstance(node.tag, str) and clean(node.text))
        or (node is not element and clean(node.tail))
        for node in inside
    )


_Reader = Callable[[Page, Title, Body], Iterator[_Source]]
_READERS: tuple[_Reader, ...] = (_from_jsonld, _from_meta, _from_elements, _from_lines)
