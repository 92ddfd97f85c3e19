"""Who wrote a story: names of people, an organisation only where no person is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Any

from wmcscraper.fields.body import Body
from wmcscraper.fields.byline_lines import LONGEST_LINE, MOST_INNER, Source, from_lines, words_of
from wmcscraper.fields.date_sources import story_nodes
from wmcscraper.fields.names import is_nobody, is_person, split_names, tables
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


# ---- how far each source is believed
_JSONLD, _ITEMPROP, _META, _REL, _BYLINE_CLASS = 0.95, 0.9, 0.88, 0.8, 0.78
_ORGANISATION = 0.4  # factor: no person is named
_ENOUGH = 0.8  # no more sources are asked
_ALONE = 0.8  # factor: one word only, a nickname or a family name

_MOST_ELEMENTS = 12  # bylines on a page; more are a list of stories
_MOST_NAMES = 12
_BYLINE_TAGS = frozenset({
    "a", "span", "div", "p", "address", "li", "ul", "strong", "em", "b", "cite",
    "h3", "h4", "h5", "h6", "section", "header",
})  # fmt: skip
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
def _from_jsonld(page: Page, title: Title, _body: Body) -> Iterator[Source]:
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
                yield Source(people, f"jsonld:{key}", _JSONLD)
            elif others:
                yield Source(others, f"jsonld:{key}", _JSONLD, people=False)


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


def _from_meta(page: Page, _title: Title, _body: Body) -> Iterator[Source]:
    for name in tables()["meta"]["names"]:
        values = [v for v in page.meta.get(name, ()) if "://" not in v and len(v) < 300]
        if name == "twitter:data1":
            label = (page.meta.get("twitter:label1") or [""])[0].casefold()
            if "by" not in label and "author" not in label:
                continue
        names = [found for value in values for found in split_names(value)]
        if names:
            yield Source(names, f"meta:{name}", _META)


# ---- marked elements
def _from_elements(page: Page, _title: Title, _body: Body) -> Iterator[Source]:
    """itemprop="author", rel="author" and elements whose class says byline."""
    groups: dict[str, list[tuple[Any, str]]] = {"itemprop": [], "rel": [], "class": []}
    for element, tag, attributes, _ in page.tree.steps:
        if not attributes or tag not in _BYLINE_TAGS:
            continue
        if "itemprop" in attributes and "author" in attributes["itemprop"].lower().split():
            groups["itemprop"].append((element, words_of(element)))
        elif "rel" in attributes and "author" in attributes["rel"].lower().split():
            groups["rel"].append((element, words_of(element)))
        elif (
            name := attributes.get("class") or attributes.get("data-testid") or attributes.get("id")
        ) and _is_byline(name):
            groups["class"].append((element, words_of(element)))
    weights = {"itemprop": _ITEMPROP, "rel": _REL, "class": _BYLINE_CLASS}
    for origin, found in groups.items():
        texts = [(element, text) for element, text in found if 0 < len(text) <= LONGEST_LINE]
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
            yield Source(names, origin, weights[origin])


def _grandparent(element: Any) -> Any:
    above = element.getparent()
    for _ in range(2):
        if above is not None and above.getparent() is not None:
            above = above.getparent()
    return above


def _inner_name(element: Any) -> str | None:
    """The itemprop="name" or the links inside a byline."""
    for inner in islice(element.iter("span", "a", "meta", "div", "p"), MOST_INNER):
        if inner is not element and inner.get("itemprop") == "name":
            return clean(inner.get("content")) or words_of(inner)
    links = [
        text
        for link in islice(element.iter("a"), MOST_INNER)
        if link is not element and "@" not in (text := words_of(link)) and 3 < len(text) < 60
    ]
    return " | ".join(links) if links and all(map(is_person, links)) else None


# In lower case and without flags, the search skips to the words' first letters.
_BYLINE_WORDS = re.compile("|".join(map(re.escape, tables()["names"]["byline"])))


@lru_cache(maxsize=20_000)
def _is_byline(name: str) -> bool:
    """Whether a class, data-testid or id marks a byline; pages repeat theirs, so it is kept."""
    # Hardly any is one, and to take a name apart costs ten times this.
    if not _BYLINE_WORDS.search(name.lower()):
        return False
    parts = {part.lower() for part in _SPLIT_NAME.split(name)}
    known = tables()["names"]
    return not parts.isdisjoint(known["byline"]) and parts.isdisjoint(known["foreign"])


_Reader = Callable[[Page, Title, Body], Iterator[Source]]
_READERS: tuple[_Reader, ...] = (_from_jsonld, _from_meta, _from_elements, from_lines)
