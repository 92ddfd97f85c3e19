"""Stories whose text carries its own truth, for the sample site and the replicas.

A story is a head of ``key: value`` lines, an empty line and blocks with empty lines between them.
A block is a paragraph, a ``## `` sub-heading or a ``- `` list item. Inside a block:

- ``{over 40 t|40 t|min|copper|2024}`` a figure: text | value and unit | modifier | subject | period
- ``[[“words”~Speaker~role]]``         a quote, with its marks as printed
- ``[words](url)``                     a link

What comes out is the plain text and, apart from it, what a reader would find in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Block", "Picture", "Span", "Story", "parse_block", "parse_stories"]

_TOKEN = re.compile(
    r"(?P<quote>\[\[)|~(?P<speaker>[^~\]]*)~(?P<role>[^~\]]*)\]\]"
    r"|(?P<figure>\{)|\|(?P<value>[^{}]*)\}"
    r"|(?P<link>\[)|\]\((?P<url>[^()\s]*)\)"
)
_VALUE = re.compile(r"(?P<low>-?\d+(?:\.\d+)?)(?:\.\.(?P<high>\d+(?:\.\d+)?))?(?: (?P<unit>\S+))?")


@dataclass(slots=True)
class Span:
    """A stretch of a block's plain text: its kind (quote, figure or link) and what it states."""

    start: int
    end: int
    kind: str
    data: dict[str, Any]


@dataclass(slots=True)
class Block:
    """A paragraph (p), sub-heading (h) or list item (li): plain text and the spans in it."""

    kind: str
    text: str
    spans: list[Span] = field(default_factory=list)

    def found(self, kind: str) -> list[dict[str, Any]]:
        """What the spans of a kind state, in the order of the text."""
        return [span.data for span in self.spans if span.kind == kind]


@dataclass(slots=True)
class Picture:
    """A picture of a story: file name, caption, credit and alternative text ('' for none)."""

    file: str
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(slots=True)
class Story:
    """A story and the truth about it; ``extra`` holds the head's other keys, each a list."""

    slug: str
    title: str
    date: str
    date_raw: str
    blocks: list[Block]
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    extra: dict[str, list[str]] = field(default_factory=dict)

    def found(self, kind: str) -> list[dict[str, Any]]:
        """What all blocks state of a kind: quote, figure or link."""
        return [data for block in self.blocks for data in block.found(kind)]


def parse_stories(text: str) -> list[Story]:
    """The stories of a file, parted by lines of '====='."""
    return [_story(part.strip("\n")) for part in re.split(r"(?m)^={5,}$", text) if part.strip()]


def _story(text: str) -> Story:
    head, _, rest = text.partition("\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        fields.setdefault(key.strip(), []).append(value.strip())
    date, _, raw = fields.pop("date")[0].partition(" | ")
    return Story(
        slug=fields.pop("slug")[0],
        title=fields.pop("title")[0],
        date=date,
        date_raw=raw or date,
        blocks=[parse_block(block) for block in re.split(r"\n\s*\n", rest.strip()) if block],
        authors=_list(fields.pop("authors", [])),
        tags=_list(fields.pop("tags", [])),
        pictures=[Picture(*map(str.strip, line.split("|"))) for line in fields.pop("image", [])],
        extra=fields,
    )


def _list(lines: list[str]) -> list[str]:
    return [name.strip() for line in lines for name in line.split(",") if name.strip()]


def parse_block(source: str) -> Block:
    """One block of annotated text; ValueError where its marks do not match."""
    kind = "p"
    for mark, name in (("## ", "h"), ("- ", "li")):
        if source.startswith(mark):
            kind, source = name, source.removeprefix(mark)
    source = " ".join(source.split())
    plain: list[str] = []
    length = last = 0
    spans: list[Span] = []
    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(source):
        plain.append(source[last : token.start()])
        length += token.start() - last
        last = token.end()
        name = token.lastgroup or ""
        if name in ("quote", "figure", "link"):
            opened.append((name, length))
            continue
        wanted = {"role": "quote", "value": "figure", "url": "link"}[name]
        if not opened or opened[-1][0] != wanted:
            raise ValueError(f"marks do not match at {source[token.start() : token.end()]!r}")
        start = opened.pop()[1]
        words = "".join(plain)[start:]
        spans.append(Span(start, length, wanted, _data(wanted, words, token)))
    if opened:
        raise ValueError(f"a {opened[-1][0]} is never closed in {source[:60]!r}")
    plain.append(source[last:])
    return Block(kind, "".join(plain), sorted(spans, key=lambda span: (span.start, -span.end)))


def _data(kind: str, words: str, token: re.Match[str]) -> dict[str, Any]:
    if kind == "quote":
        speaker, role = token["speaker"].strip(), token["role"].strip()
        return {
            "text": words.strip("“”\"„‟«»'‘’ "),
            "speaker": speaker or None,
            "role": role or None,
        }
    if kind == "link":
        return {"url": token["url"], "text": words}
    value, modifier, subject, period = (token["value"].split("|") + [""] * 4)[:4]
    match = _VALUE.fullmatch(value.strip())
    if not match:
        raise ValueError(f"no value in the figure {words!r}: {value!r}")
    return {
        "text": words,
        "value": float(match["low"]),
        "value_max": float(match["high"]) if match["high"] else None,
        "unit": match["unit"],
        "modifier": modifier.strip() or None,
        "subject": subject.strip() or None,
        "period": period.strip() or None,
    }
