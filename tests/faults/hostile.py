"""Pages made to hurt whoever reads them. None of them is an article.

``PAGES`` maps a name to a function of a size in bytes (about), so that the same pages serve a
crawl and a measurement of how the time to read them grows.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

__all__ = ["DOCUMENTS", "PAGES", "entity_bomb", "hostile_listing"]

_HEAD = "<!DOCTYPE html><html><head><title>Things</title></head><body>"


def _wrap(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>Things</title>{head}</head><body>{body}".encode()


def _times(piece: str, size: int) -> str:
    return piece * max(1, size // len(piece))


def _nested(tag: str) -> Callable[[int], bytes]:
    return lambda size: _wrap(f"<{tag}>" * (size // (len(tag) + 2)) + "deep")


def _closed(tag: str) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        count = size // (2 * len(tag) + 6)
        return _wrap(f"<{tag}>x" * count + f"</{tag}>" * count)

    return make


def _attributes(size: int) -> bytes:
    return _wrap("<div " + " ".join(f"a{n}='{n}'" for n in range(size // 14)) + ">x</div>")


def _words(vocabulary: str, seed: int) -> Callable[[int], bytes]:
    words = vocabulary.split("|")

    def make(size: int) -> bytes:
        luck = Random(seed)
        parts, length = [], 0
        while length < size:
            word = luck.choice(words)
            parts.append(word)
            length += len(word) + 1
        return _wrap(f"<p>{' '.join(parts)}</p>")

    return make


def _paragraphs(piece: str) -> Callable[[int], bytes]:
    return lambda size: _wrap(_times(f"<p>{piece}</p>", size))


def _one_text(piece: str) -> Callable[[int], bytes]:
    return lambda size: _wrap(f"<p>{_times(piece, size)}</p>")


PAGES: dict[str, Callable[[int], bytes]] = {
    "nested-div": _nested("div"),
    "nested-b": _nested("b"),
    "nested-table": lambda size: _wrap("<table><tr><td>" * (size // 15)),
    "nested-list": lambda size: _wrap("<ul><li>" * (size // 8) + "x"),
    "nested-font": _closed("font"),
    "nested-span": _closed("span"),
    "nested-quotes": _nested("blockquote"),
    "nested-a": lambda size: _wrap("<a href='/x'>y" * (size // 14)),
    "attribute": lambda size: _wrap(f"<div class='{'a ' * (size // 2)}'>x</div>"),
    "attributes": _attributes,
    "long-href": lambda size: _wrap(f"<a href='/{'x' * size}'>long</a>"),
    "long-title": lambda size: f"<html><head><title>{_times('word ', size)}</title>".encode(),
    "dashed-title": lambda size: f"<html><head><title>{_times('—a', size)}</title>".encode(),
    "long-heading": lambda size: _wrap(f"<h1>{_times('Mill runs on ', size)}</h1>"),
    "many-headings": lambda size: _wrap(_times("<h1>Mill runs on</h1>", size)),
    "many-h2": lambda size: _wrap(_times("<h2>Mill <b>runs</b> on</h2><p>x</p>", size)),
    "meta": lambda size: _wrap("", _times("<meta name='author' content='Ada Amsel'>", size)),
    "meta-dates": lambda size: _wrap(
        "", _times("<meta property='article:published_time' content='2026-02-31'>", size)
    ),
    "times": lambda size: _wrap(_times("<time datetime='2026-02-30'>30 February</time>", size)),
    "lookalike-dates": _one_text("31.02.2026 2026-13-45 00/00/0000 32 May 20266 12:61 May May "),
    "dates": lambda size: f"<html><body><p>{_times('12 March 2025, ', size)}</p>".encode(),
    "months": _words("May|March|june|2024|1999|12|31st|of|the|-|to|and|,|Sept.|5-7|'26", 1),
    "numbers": _words("12|1,000|0.5|million|tonnes|of|per|cent|$|US$|between|and|to|-|/|€|kg", 2),
    "digits": lambda size: _wrap(f"<p>{'9' * size}</p>"),
    "digit-groups": lambda size: _wrap(f"<p>{_times('123,', size)}</p>"),
    "quotation-marks": lambda size: _wrap(f"<p>{_times(chr(8220) + ' a ', size)}</p>"),
    "straight-marks": lambda size: _wrap(f"<p>{_times(chr(34) + ' said ', size)}</p>"),
    "speakers": _words("said|Mr|Ada|Amsel|,|who|the|CEO|of|“|”|told|adding|that|.|:", 3),
    "events": _words(
        "Congress|the|27th|World|Mining|in|Lima|will|be|held|on|2027|May|from|to|,|Summit|at|XX", 4
    ),
    "capitals": _one_text("Ada Bruno Clara Dario Edith Felix Greta Hugo Irma Jonas "),
    "no-spaces": lambda size: _wrap(f"<p>{'x' * size}</p>"),
    "spaces": lambda size: _wrap(f"<p>{' ' * size}x</p>"),
    "newlines": lambda size: _wrap(f"<p>{_times(' ' + chr(10), size)}x</p>"),
    "dots": lambda size: _wrap(f"<p>{'.' * size}</p>"),
    "event-dots": lambda size: _wrap(f"<p>The World Copper Congress{'.' * size}x</p>"),
    "hyphens": lambda size: _wrap(f"<p>{_times('a-', size)}</p>"),
    "brackets": lambda size: _wrap(f"<p>{'(' * size}</p>"),
    "abbreviations": _one_text("U.S. e.g. Dr. St. No. approx. "),
    "entities": lambda size: _wrap(f"<p>{_times('&amp;&lt;&#1234;&bogus;', size)}</p>"),
    "null-bytes": lambda size: _wrap(f"<p>{_times(chr(0) + 'a', size)}</p>"),
    "zero-width": lambda size: _wrap(f"<p>{_times(chr(8203) + chr(8238) + 'a', size)}</p>"),
    "combining": lambda size: _wrap(f"<p>a{chr(769) * (size // 2)}</p>"),
    "broken-tags": lambda size: _wrap(_times("<p <a <b ='", size)),
    "open-brackets": lambda size: _wrap("<" * size),
    "open-comment": lambda size: _wrap(_times("<!-- ", size)),
    "open-script": lambda size: _wrap(_times("<script>", size)),
    "end-tags": lambda size: _wrap(_times("</div>", size)),
    "body-ends": lambda size: _wrap(_times("</body></html><p>x", size)),
    "tables": lambda size: _wrap(_times("<table><tr><td>12 May<td>Lima</table>", size)),
    "cards": lambda size: _wrap(
        _times("<div class='event'><h3>Congress</h3><p>12 May 2027</p></div>", size)
    ),
    "images": lambda size: _wrap(
        _times("<figure><img src='/a.jpg' alt='x'><figcaption>Photo: Ada</figcaption>", size)
    ),
    "srcset": lambda size: _wrap(f"<img src='/a.jpg' srcset='{_times('/b.jpg 2x, ', size)}'>"),
    "links": lambda size: _wrap(
        "".join(f"<a href='?{n}&session={n}'>{n}</a>" for n in range(size // 34))
    ),
    "script-links": lambda size: _wrap(
        _times("<a href='javascript:go()'>x</a><a href='data:text/html,y'>z</a>", size)
    ),
    "one-line-breaks": lambda size: _wrap(f"<p>{_times('By Ada Amsel<br>', size)}</p>"),
    "bylines": _paragraphs("By Ada Amsel and Bruno Brandt, Monday 12 May"),
    "json": lambda size: _wrap("", f"<script type='application/ld+json'>{'[' * size}</script>"),
    "json-graph": lambda size: _wrap(
        "",
        "<script type='application/ld+json'>["
        + _times('{"@type":"Event","name":"Congress","startDate":"2027-05-12"},', size)
        + "{}]</script>",
    ),
    "json-comments": lambda size: _wrap(
        "", f"<script type='application/ld+json'>{_times('/* , ', size)}</script>"
    ),
    "json-quotes": lambda size: _wrap(
        "", "<script type='application/ld+json'>{" + _times('\\"', size) + "</script>"
    ),
    "microdata": lambda size: _wrap(_times("<div itemscope itemprop='a b c'>", size)),
    "ids": lambda size: _wrap(
        "".join(f"<div id='i{n}' class='c{n} post'>x</div>" for n in range(size // 36))
    ),
}
"""Name → page of about so many bytes."""


def entity_bomb(root: str = "urlset", entry: str = "url") -> bytes:
    """XML whose entities expand to a billion times their size, and name a local file."""
    levels = "".join(f'<!ENTITY e{n} "{("&e" + str(n - 1) + ";") * 10}">' for n in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "lol">{levels}'
        f'<!ENTITY file SYSTEM "file:///etc/passwd">]>'
        f"<{root}><{entry}><loc>&e11;</loc><link>&file;</link></{entry}>"
    ).encode()


DOCUMENTS: dict[str, Callable[[int], bytes]] = {
    "entity-bomb.xml": lambda _: entity_bomb(),
    "entity-bomb.rss": lambda _: entity_bomb("rss", "item"),
    "deep.xml": lambda size: b"<?xml version='1.0'?><urlset>" + b"<url><loc>" * (size // 10),
    "attribute.xml": lambda size: b"<?xml version='1.0'?><urlset a='" + b"x" * size + b"'>",
    "ampersands.xml": lambda size: b"<?xml version='1.0'?><urlset><url><loc>" + b"&a" * (size // 2),
    "cdata.xml": lambda size: b"<?xml version='1.0'?><rss><item>" + b"<![CDATA[" * (size // 9),
    "locs.xml": lambda size: (
        b"<?xml version='1.0'?><urlset>"
        + b"".join(b"<url><loc>http://far.example/%d</loc></url>" % n for n in range(size // 45))
    ),
    "texts.rss": lambda size: (
        b"<rss><channel>" + b"<item><description>&lt;b&gt;x</description></item>" * (size // 50)
    ),
    "list.json": lambda size: b"[" * size,
    "feed.json": lambda size: b'{"items": [' + b'{"url": "/x", "title": "<b>"},' * (size // 30),
}
"""Name → a sitemap, feed or listing of about so many bytes."""


def hostile_listing(count: int) -> bytes:
    """A page of ``count`` links of which no two are the same, most leading nowhere."""
    links = "".join(
        f"<a href='/void/{n}?PHPSESSID={n:032x}'>{n}</a><a href='javascript:f({n})'>x</a>"
        for n in range(count)
    )
    return f"{_HEAD}{links}".encode()
