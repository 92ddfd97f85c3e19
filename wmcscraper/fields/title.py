"""The headline of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from wmcscraper.fields.blocks import Segment
from wmcscraper.fields.site_names import (
    cut_title,
    is_site,
    key_of,
    shown_text,
    site_names,
    without_site,
)
from wmcscraper.identity import fold
from wmcscraper.limits import MOST_TITLE
from wmcscraper.page import Page
from wmcscraper.text.clean import clean

__all__ = ["Title", "candidates", "extract"]


@dataclass(frozen=True, slots=True)
class Title:
    """A headline, or what may be one, and where it was found."""

    text: str | None
    element: Any = None
    """The lxml element that shows it, None where only metadata gives it."""
    origin: str = "none"
    score: float = 0.0
    evidence: str = ""
    """What speaks for it, in words."""


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
# A <title> of no more words than these that the page nowhere shows names a part of the site.
_FEW_WORDS = 2
# Running text is a line of this many characters; a headline stands no more lines above it.
_RUNNING = 80
_LINES_ABOVE = 12
# More <h1> than these are a list's.
_MOST_HEADINGS = 60
# Letters of a word that tells what a headline is about.
_TELLING = 5
# The element that shows a headline is among the first of its block.
_INSIDE = 40
_SHOWN = ("h1", "h2", "h3", "h4")


def extract(page: Page) -> Title:
    """The page's headline, without the site's name."""
    return next(_offers(page))


def candidates(page: Page) -> list[Title]:
    """Whatever may be the headline, each text once for each origin; the first is ``extract``'s."""
    found: dict[tuple[str | None, str], Title] = {}
    for title in _offers(page):
        if title.text:
            found.setdefault((title.text, title.origin), title)
    return list(found.values())


def _offers(page: Page) -> Iterator[Title]:
    """The headline, then what it was chosen before; one at least.

    What is passed over has half of the score that it would have alone.
    """
    sites = site_names(page)
    raw = list(_raw_titles(page))
    stated = [(without_site(text, sites), origin) for text, origin in raw]
    metas = _distinct(stated, sites)
    keys = [_words(text) for text, _ in metas]
    best: tuple[float, str, Any] | None = None
    headings: list[Title] = []
    known: dict[Any, bool] = {}
    for element in page.tree.all("h1")[:_MOST_HEADINGS]:
        text = shown_text(element)
        if not text or is_site(text, sites) or _outside(element, known):
            continue
        agreement = max((_agreement(_words(text), key) for key in keys), default=0.0)
        headings.append(
            Title(text, element, "h1", _heading_score(agreement) / 2, _agreeing(agreement))
        )
        if best is None or agreement > best[0]:
            best = (agreement, text, element)
    shown = None
    if best is None or best[0] < _AGREE:
        shown = _shown(page, [key for key in keys if key]) or _shown(page, _ends_of(metas))
    if best is not None and shown is None and (best[0] or not metas or _says_enough(best[1])):
        agreement, text, element = best
        score, told = _heading_score(agreement), _agreeing(agreement)
        if agreement >= _AGREE and (
            meant := _meant({origin: title for title, origin in stated}, text)
        ):
            yield Title(
                meant, element, "og:title", score, "the heading and JSON-LD stand behind it"
            )
        yield Title(_without_kicker(text, metas), element, "h1", score, told)
    elif metas:
        headed = shown is not None and shown[1].tag in _SHOWN
        if not headed and len(keys[0]) <= _FEW_WORDS and metas[0][1] == "title":
            above = _above_text(page, sites)  # 'News' on every page is no headline
            if above.origin == "above text":
                yield above
        if shown is not None:
            text, element = shown
            told = "shows what metadata call the title"
            yield Title(_without_kicker(text, metas), element, element.tag, 0.8, told)
        text, origin = _shortest(metas)
        yield Title(text, None, origin, _meta_score(origin), "no heading agrees with metadata")
    else:
        yield _above_text(page, sites)
    yield from headings
    for (text, origin), (written, _) in zip(stated, raw, strict=True):
        if text and not is_site(text, sites):
            yield Title(text, None, origin, _meta_score(origin) / 2, f"written {written!r}")
        else:
            yield Title(written, None, origin, 0.0, "the site's name")


def _heading_score(agreement: float) -> float:
    return 0.95 if agreement >= _AGREE else 0.6


def _meta_score(origin: str) -> float:
    return 0.5 if origin == "title" else 0.7


def _agreeing(agreement: float) -> str:
    return f"a heading that shares {agreement:.0%} of its words with the metadata"


def _meant(stated: dict[str, str], text: str) -> str | None:
    """The og:title, where it is rather the headline than the heading's ``text``.

    It is where JSON-LD says the same: two say so, one heading does not. And where it alone was
    written by hand: heading, JSON-LD and <title> share the words for search engines, while og:title
    tells the same in others.
    """
    keys = {origin: key_of(title) for origin, title in stated.items()}
    social, structured, own = keys.get("og:title"), keys.get("jsonld"), key_of(text)
    if not social or social == own or not structured:
        return None
    if social == structured:
        return stated["og:title"]
    alike = own == structured == keys.get("title") and keys.get("twitter:title", own) == own
    if not alike or social in own or own in social:
        return None
    words = _words(stated["og:title"])
    common = {word for word in words if len(word) >= _TELLING} & set(_words(text))
    return stated["og:title"] if common and len(words) > _LEAST_HEADLINE else None


def _ends_of(metas: list[tuple[str, str]]) -> list[list[str]]:
    """The words of each <title> without its first or last part: an unknown site's name."""
    ends = []
    for text, origin in metas:
        parts = cut_title(text) if origin == "title" else []
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


def _says_enough(text: str) -> bool:
    """Whether a heading that no metadata support may be a headline: a date is none."""
    words = [word for word in _words(text) if word.isalpha()]
    return len(words) >= 3 or (len(words) > 0 and not text.isascii() and len(text) >= 10)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text[:_LONGEST]).casefold())


def _distinct(stated: list[tuple[str, str]], sites: list[str]) -> list[tuple[str, str]]:
    """(text, origin) of every title that the page's metadata give, most trusted first."""
    found: dict[str, str] = {}
    for text, origin in stated:
        if text and not is_site(text, sites):
            found.setdefault(text, origin)
    return list(found.items())


def _raw_titles(page: Page) -> Iterator[tuple[str, str]]:
    for name in ("og:title", "twitter:title", "dc.title", "headline"):
        for value in page.meta.get(name, ())[:1]:
            yield value[:MOST_TITLE], name
    for node in page.jsonld:
        headline = node.get("headline")
        if isinstance(headline, str) and (text := clean(headline[:MOST_TITLE])):
            yield text, "jsonld"
            break
    for element in page.tree.all("title"):
        if text := clean((element.text or "")[:MOST_TITLE]):
            yield text, "title"
            break


def _outside(element: Any, known: dict[Any, bool]) -> bool:
    """Whether a heading stands where no story's headline does.

    ``known`` keeps what was found for the elements above, so that each is looked at once.
    """
    path: list[Any] = []
    verdict = False
    for above in element.iterancestors():
        if above in known:
            verdict = known[above]
            break
        path.append(above)
        if above.tag in _OUTSIDE:
            verdict = True
            break
    known.update(dict.fromkeys(path, verdict))
    return verdict


def _agreement(one: list[str], other: list[str]) -> float:
    """Share of common words, 0..1."""
    if not one or not other:
        return 0.0
    common = len(set(one) & set(other))
    return 2 * common / (len(set(one)) + len(set(other)))


def _without_kicker(text: str, metas: list[tuple[str, str]]) -> str:
    """The part of a heading that metadata call the title: 'Opinion Copper rises' → 'Copper rises'.

    Only a lead is cut off, as metadata often shorten the end. Where metadata only join the two
    lines of a heading by a mark, 'Copper: Prices rise', that is how it reads on one line. A lead
    that the most trusted title has as well is cut off only before a '|'.
    """
    words = _words(text)
    bare = _bare(text)
    whole: str | None = None
    for meta, _ in metas:
        key = _words(meta)
        if 3 <= len(key) < len(words) and words[-len(key) :] == key:
            lead = (whole or text)[: -len(meta)].rstrip()
            if whole is None or lead.endswith("|"):
                return meta
        elif whole is None and _bare(meta) == bare:
            whole = meta
    return whole if whole is not None and _joined(whole) > _joined(text) else text


def _bare(text: str) -> str:
    return _JOINT.sub("", fold(text)).casefold()


def _joined(text: str) -> tuple[int, int]:
    """How well the lines of a heading are kept apart: by marks between them, by spaces."""
    inner = text.strip(" :/|–-")
    return len(_JOINT.findall(inner.replace(" ", ""))), inner.count(" ")


def _tightest(block: Any, wanted: set[tuple[str, ...]]) -> Any:
    """The first element in a block, or the block itself, that shows a wanted title and no more."""
    for element in islice(block.iter(), _INSIDE):
        if isinstance(element.tag, str) and tuple(_words(shown_text(element))) in wanted:
            return element
    return block


def _shown(page: Page, keys: list[list[str]]) -> tuple[str, Any] | None:
    """The element that shows one of the titles which metadata give: a heading, else any block."""
    wanted = {tuple(key) for key in keys}
    if not wanted:
        return None
    shortest = min(sum(map(len, key)) for key in wanted)
    other: Segment | None = None
    known: dict[Any, bool] = {}
    for segment in page.layout[1]:
        if (
            not shortest <= len(segment.text) <= _LONGEST
            or tuple(_words(segment.text)) not in wanted
        ):
            continue
        if _outside(segment.node.element, known):
            continue
        if segment.kind == "heading":
            other = segment
            break
        other = other or segment
    return (other.text, _tightest(other.node.element, wanted)) if other else None


def _above_text(page: Page, sites: list[str]) -> Title:
    """Where no metadata help: the heading, or the bold line, that stands above the running text."""
    _, segments = page.layout
    known: dict[Any, bool] = {}
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
                and not is_site(segment.text, sites)
                and not _outside(segment.node.element, known)
            ):
                told = "stands above the running text"
                return Title(segment.text, segment.node.element, "above text", 0.4, told)
    for element in islice(page.root.iter("h2", "h3"), _MOST_HEADINGS):
        text = shown_text(element)
        if text and not is_site(text, sites) and not _outside(element, known):
            return Title(text, element, element.tag, 0.3, "the first smaller heading")
    return Title(None)


def _is_running(segment: Segment) -> bool:
    """Whether a line is long and unlinked enough to be a story's."""
    return len(segment.text) >= _RUNNING and segment.linked * 2 < len(segment.text)
