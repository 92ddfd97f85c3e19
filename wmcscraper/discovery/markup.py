"""XML of unknown quality as a stream of elements: bounded, without entities, network or DTD."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from html.entities import name2codepoint
from io import BytesIO
from typing import Any

from lxml import etree

__all__ = ["MAX_BYTES", "elements", "gunzip", "local_name"]

MAX_BYTES = 50_000_000
"""Bytes of a document that are read at most, after decompression (the sitemap protocol's bound)."""

_GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 16
# 'a=1&b=2' is no XML, and '&nbsp;' none without a DTD, but both are common; libxml2's recovery
# would drop them, and after the first such error also correct ones.
_AMPERSAND = re.compile(rb"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?")
_XML_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_CDATA = b"<![CDATA["
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Characters that XML 1.0 forbids stop libxml2 even in recovery.
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def gunzip(body: bytes, limit: int = MAX_BYTES) -> bytes:
    """``body`` decompressed if it is gzip, else as it is; at most ``limit`` bytes of it.

    A truncated or damaged stream gives what could be read before the damage.
    """
    if not body.startswith(_GZIP_MAGIC):
        return body[:limit]
    parts: list[bytes] = []
    size = 0
    rest = body
    while rest.startswith(_GZIP_MAGIC) and size < limit:
        stream = zlib.decompressobj(wbits=31)
        try:
            while rest and not stream.eof and size < limit:
                part = stream.decompress(rest, min(_CHUNK, limit - size))
                rest = stream.unconsumed_tail
                size += len(part)
                parts.append(part)
        except zlib.error:
            break
        if not stream.eof:
            break
        rest = stream.unused_data
    return b"".join(parts)


def elements(body: bytes) -> Iterator[tuple[str, Any]]:
    """('start' or 'end', element) for each element of an XML document, broken XML recovered.

    An element's text is complete at its 'end'; elements are emptied after their parent's end has
    been seen, so memory stays bounded. Entities are never expanded.
    """
    source = _prepare(body)
    if not source:
        return
    parser = etree.iterparse(
        BytesIO(source),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = 0
    try:
        for event, element in parser:
            if event == "start":
                depth += 1
                yield event, element
                continue
            yield event, element
            depth -= 1
            if depth <= 3:  # root/channel/item: what is inside was handed over already
                element.clear(keep_tail=True)
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError:
        return  # beyond recovery from here on; what came before was handed over


def local_name(element: Any) -> str:
    """The tag without its namespace, in lower case; '' for an entity reference."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _prepare(body: bytes) -> bytes:
    """``body`` within the bound, decompressed, without what stops libxml2's recovery."""
    body = gunzip(body)[:MAX_BYTES]
    for bom, encoding in _UTF16:
        if body.startswith(bom):
            text = body[len(bom) :].decode(encoding, "replace")
            body = _DECLARATION.sub("", text, count=1).encode()
    body = body.removeprefix(codecs.BOM_UTF8).lstrip()
    if not body.startswith(b"<"):
        start = body.find(b"<")  # a warning of the server's before the document
        body = body[start:] if start >= 0 else b""
    first, *sections = _FORBIDDEN.sub(b"", body).split(_CDATA)
    parts = [_AMPERSAND.sub(_escape, first)]
    for section in sections:
        literal, end, markup = section.partition(b"]]>")
        parts.append(literal + end + _AMPERSAND.sub(_escape, markup))
    return _CDATA.join(parts)


def _escape(match: re.Match[bytes]) -> bytes:
    """A reference that XML knows: HTML's names as numbers, anything else as a plain '&'."""
    name = match[1]
    if name is None or name.startswith(b"#") or name in _XML_ENTITIES:
        return match[0] if name else b"&amp;"
    code = name2codepoint.get(name.decode("ascii"))
    return b"&#%d;" % code if code else b"&amp;" + name + b";"
