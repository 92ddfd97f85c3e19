"""One HTML document, decoded and parsed once, with its structured data at hand."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from parsel import Selector

from wmcscraper.encoding import decode
from wmcscraper.fields.blocks import Node, Segment, scan
from wmcscraper.identity import site_of
from wmcscraper.limits import MOST_NODES
from wmcscraper.nesting import flatten, is_cut
from wmcscraper.text.clean import clean, strip_control
from wmcscraper.tree import Tree
from wmcscraper.trimming import trim

__all__ = ["Page"]

# A numeric reference to a control character is none of the text either: '&#1;', '&#x0b;', '&#0'.
# 128 to 159 stay: a browser, and the parser, reads them as Windows-1252 (&#150; is a dash).
# It is looked for in the bytes, as are the characters below: a look at the text costs much more.
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|127)(?:;|(?![0-9;]))"
    rb"|[xX]0*(?:[0-8bB]|[cCeEfF]|1[0-9a-fA-F]|7[fF])(?:;|(?![0-9a-fA-F;])))"
)
# The characters that strip_control removes, as UTF-8. Hardly any page has one, so each is looked
# for by its first byte, which costs next to nothing.
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_RARE_CONTROLS = (
    (b"\xc2", re.compile(b"\xc2[\x80-\x84\x86-\x9f]")),
    (b"\xef", re.compile(b"\xef\xbf[\xbe\xbf]")),
    (b"\xed", re.compile(b"\xed[\xa0-\xbf]")),
)
# The parser drops what follows an early end of the document, which browsers show. Without these
# tags the document ends where it ends. A longer rest than '</body></html>' calls for it.
_END = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_BODY_END = re.compile(rb"</body")  # an expression finds it in half the time of bytes.find
_USUAL_END = 32
# What surrounds or spoils JSON in script blocks: comment and CDATA wrappers, trailing commas.
_JSON_WRAPPER = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)\s*")
# The last line's comment and what stands after the value; both match at the end alone, as a search
# for a run of white space at every place of a long one takes for ever.
_JSON_WRAPPER_END = re.compile(r"(?://\s*)?(?:-->|\]\]>|/\*\s*\]\]>\s*\*/)$")
_LONGEST_WRAPPER = 200
# A JSON string, or something that JSON does not know: strings are matched to be left alone.
# What has no end goes to the end of the text, so that nothing is read twice.
_JSON_NOISE = re.compile(
    r'"(?:[^"\\]++|\\.)*+(?:"|\Z|\\)|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|//[^\n]*|,(?=\s*[}\]])'
)
# Microdata values that stand in an attribute rather than in the element's text.
_VALUE_ATTRIBUTES = {
    "meta": "content", "link": "href", "a": "href", "area": "href", "time": "datetime",
    "img": "src", "audio": "src", "video": "src", "source": "src", "embed": "src", "iframe": "src",
    "object": "data", "data": "value", "meter": "value",
}  # fmt: skip
# Metadata longer than this are broken markup (an itemprop that swallowed the page).
_LONGEST_VALUE = 20_000


class Page:
    """A page as every field extractor sees it. Nothing here fetches or reads a clock.

    ``html`` is the document as bytes (decoded by BOM, ``content_type`` header, meta, content) or
    as text that is decoded already; ``url`` is where it was found.
    """

    def __init__(self, html: str | bytes, url: str, *, content_type: str | None = None) -> None:
        if isinstance(html, bytes):
            html = decode(html, content_type)
        raw = trim(html.encode("utf-8", "surrogatepass"))
        if _has_control(raw):  # once it is gone, the tags may be others
            html = strip_control(html)
            raw = trim(html.encode("utf-8"))
        raw = _CONTROL_REFERENCE.sub(b"", raw)
        self.html = html
        self.url = url
        self.site = site_of(url)
        self.root = _parse(raw)
        if is_cut(self.root):
            self.root = _parse(flatten(raw.decode()).encode("utf-8"))

    @cached_property
    def tree(self) -> Tree:
        """The elements in order, by tag, with their attributes."""
        return Tree(self.root)

    @cached_property
    def selector(self) -> Selector:
        """The page for CSS and XPath."""
        return Selector(root=self.root, type="html", base_url=self.url)

    @cached_property
    def base_url(self) -> str:
        """What relative links are relative to: <base href> where that is http(s), else ``url``."""
        for element in self.tree.all("base"):
            if href := clean(element.get("href")):
                try:
                    base = urljoin(self.url, href)
                    if urlsplit(base).scheme in ("http", "https") and urlsplit(base).hostname:
                        return base
                except ValueError:  # 'http://[broken/'
                    pass
                break  # only the first one counts
        return self.url

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of <meta name|property|itemprop>, keyed by that name in lower case."""
        found: dict[str, list[str]] = {}
        for element in self.tree.all("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            value = clean(element.get("content"))
            if name and value:
                found.setdefault(name.strip().lower(), []).append(value)
        return found

    @cached_property
    def jsonld(self) -> list[dict[str, Any]]:
        """Every JSON-LD node of the page, @graph and nesting flattened, broken blocks left out."""
        nodes = (node for block in self._jsonld_blocks() for node in _nodes(block))
        return list(islice(nodes, MOST_NODES))

    @cached_property
    def microdata(self) -> list[dict[str, Any]]:
        """Every microdata item, in order: ``@type`` (last part of itemtype) and its properties.

        A property holds a list of values: text, a URL as written, or the item that it nests (which
        is also listed on its own).
        """
        return _microdata(self.tree.marked)

    @cached_property
    def layout(self) -> tuple[list[Node], list[Segment]]:
        """Every block-level element and every piece of text, in order of reading."""
        return scan(self.tree)

    def _jsonld_blocks(self) -> Iterator[Any]:
        for script in self.tree.all("script"):
            if "ld+json" in (script.get("type") or "").lower():
                text = (script.text or "").strip()
                if text and (block := _read_json(text)) is not None:
                    yield block


def _has_control(raw: bytes) -> bool:
    """Whether UTF-8 text holds a character that strip_control removes."""
    if any(map(raw.__contains__, _CONTROL_BYTES)):
        return True
    return any(first in raw and rare.search(raw) for first, rare in _RARE_CONTROLS)


def _parse(raw: bytes) -> Any:
    """The root of a document in UTF-8; an empty one where there is no element."""
    if (end := _BODY_END.search(raw)) and end.start() < len(raw) - _USUAL_END:
        raw = _END.sub(b"", raw)
    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    root = etree.fromstring(raw.strip() or b"<html/>", parser)
    return root if root is not None else etree.fromstring(b"<html/>", parser)


def _read_json(text: str) -> Any:
    """A JSON value, also with comments, trailing commas or HTML escapes; None if hopeless."""
    text = _JSON_WRAPPER.sub("", text, count=1).rstrip("; \t\r\n")
    start = max(0, len(text) - _LONGEST_WRAPPER)
    text = text[:start] + _JSON_WRAPPER_END.sub("", text[start:], count=1).rstrip()
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    repaired = _JSON_NOISE.sub(lambda m: m[0] if m[0][0] == '"' else "", text)
    if "&quot;" in repaired or "&#34;" in repaired:
        repaired = entities.unescape(repaired)
    try:
        return json.loads(repaired, strict=False)
    except RecursionError:
        return None
    except ValueError:
        pass
    try:  # several objects in one block, or words after the first
        return json.JSONDecoder(strict=False).raw_decode(repaired)[0]
    except (ValueError, RecursionError):
        return None


def _nodes(block: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD block that have a type, outer before inner."""
    stack = [block]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, dict):
            if "@type" in value:
                yield value
            stack.extend(reversed(list(value.values())))


def _microdata(marked: list[Any]) -> list[dict[str, Any]]:
    """Items of the page; an element's item is that of the nearest itemscope above."""
    items: list[dict[str, Any]] = []
    owners: dict[Any, dict[str, Any] | None] = {}
    """Element → the item that it begins, else the one that it stands in."""
    for element in marked:
        attributes = dict(element.items())
        names = attributes.get("itemprop")
        is_item = "itemscope" in attributes or "itemtype" in attributes
        owner = _owner(element.getparent(), owners) if names else None
        value: Any = None
        if is_item:
            if len(items) == MOST_NODES:
                break
            kind = attributes.get("itemtype", "").strip().rstrip("/").rsplit("/", 1)[-1]
            value = {"@type": kind}
            owners[element] = value
            items.append(value)
        if owner is not None and names is not None:
            if value is None:
                value = _property_value(element, element.tag, attributes)
            for name in names.split():
                if value and not name.startswith("@"):
                    owner.setdefault(name, []).append(value)
    return items


def _owner(element: Any, owners: dict[Any, dict[str, Any] | None]) -> dict[str, Any] | None:
    """The item that an element stands in; each element is climbed over once."""
    path = []
    while element is not None and element not in owners:
        path.append(element)
        element = element.getparent()
    owner = owners[element] if element is not None else None
    owners.update(dict.fromkeys(path, owner))
    return owner


def _property_value(element: Any, tag: str, attributes: dict[str, str]) -> str:
    """A property's value: an attribute where the element has one, else its text."""
    value = attributes.get("content") or attributes.get(_VALUE_ATTRIBUTES.get(tag, ""))
    if value is None:
        parts: list[str] = []
        size = 0
        for text in element.itertext():
            parts.append(text)
            size += len(text)
            if size > _LONGEST_VALUE:
                break
        value = " ".join(parts)
    return clean(value)
