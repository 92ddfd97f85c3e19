"""The links that a story offers its reader, and the other stories that its page offers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wmcscraper.addresses import path_of, resolve
from wmcscraper.fields.body import Body
from wmcscraper.fields.cards import Card, cards_of
from wmcscraper.fields.date_lines import page_order
from wmcscraper.fields.layout import Anchor, Layout, layout_of
from wmcscraper.fields.lines import segments
from wmcscraper.fields.link_lines import LinkLines
from wmcscraper.fields.link_words import (
    ADJACENT,
    DOCUMENT_EXTENSIONS,
    EVENT_PATH,
    EVENT_TEXT,
    FUNCTION_PATH,
    HANDED_ON,
    HOUSE_TEXT,
    READ_ALSO,
    SHARE_ADDRESS,
    SHARE_HOSTS,
    TAG_PATH,
    WEAK_PATH,
    is_more,
)
from wmcscraper.fields.story_lines import StoryLines, story_of
from wmcscraper.fields.title import Title
from wmcscraper.identity import site_of, url_key
from wmcscraper.items import Link
from wmcscraper.limits import MOST_LINKS
from wmcscraper.page import Page
from wmcscraper.regions import FURNITURE
from wmcscraper.text.clean import clean

__all__ = ["extract"]

_PICTURE_EXTENSIONS = frozenset(
    {"jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff"}
)
_EXTENSION = re.compile(r"\.[a-z]{3,5}$")
_SUBDOMAINS = frozenset({"m", "mobile", "api", "web", "l"})
_WORD_BREAK = re.compile(r"[-_+.]+")
_PAGE_NUMBER = re.compile(r"/page/\d+/?$|[?&]paged?=\d+")
_STORY_SLUG_WORDS = 4
_LINES_BEFORE_TITLE = 3
_LINES_AFTER_BODY = 12
_LINES_OF_STORY = 4  # below its last words, within its part of the page
_KIND_RANK = {"related": 0, "event": 1, "document": 2, "source": 3, "tag": 4, "other": 5}


@dataclass(slots=True, eq=False)
class _Target:
    """A link of the page that may be told, with what is known of where it leads."""

    anchor: Anchor
    url: str
    key: str
    internal: bool
    path: str
    """In lower case."""
    rel: list[str]
    """What the link says of itself: tag, author, next."""
    extension: str
    in_body: bool
    region: str | None


def extract(page: Page, body: Body, title: Title) -> list[Link]:
    """Links of the story (sources, documents, tags, other pages that its text names) and of the
    page (other stories with their date and teaser, events), one for each address, in order of
    reading. Navigation, header, footer, share and login links are left out. Never raises.
    """
    layout = layout_of(page)
    story = story_of(page, body, title)
    regions = story.regions
    targets = list(_targets(page, layout, story))
    judged = LinkLines(layout)
    blocks = {block.element for block in body.blocks}
    cards = cards_of(
        layout,
        [(t.anchor, t.key) for t in targets if _may_be_teaser(t)],
        is_kept=lambda element: regions.holds_kept(element) or element in blocks,
        language=_language(page),
        order=page_order(page, segments(page), set()),
        has_times=bool(page.tree.all("time")),
    )
    by_anchor = {id(target.anchor): target for target in targets}
    owners = {card.key: by_anchor[id(card.best or card.anchors[0])] for card in cards}
    offered = _offers(cards, owners, judged, story)
    in_cards = {
        n for card, kind in offered for n in range(card.start, card.end) if kind == "related"
    }
    found: dict[str, tuple[int, Link]] = {}
    for card, kind in offered:
        target = owners[card.key]
        link = Link(target.url, card.headline, kind, card.date, card.teaser)
        _add(found, card.key, target.anchor.start, link)
    for target in targets:
        own_kind = _kind(target, judged, story, in_cards)
        if own_kind is not None:
            text = target.anchor.text or _label(target.anchor)
            _add(found, target.key, target.anchor.start, Link(target.url, text, own_kind))
    return [link for _, link in sorted(found.values(), key=lambda pair: pair[0])]


def _is_near(story: StoryLines, line: int) -> bool:
    """Whether a line stands with the story: from just above the headline to just below."""
    return story.title - _LINES_BEFORE_TITLE <= line <= story.last + _LINES_AFTER_BODY


def _language(page: Page) -> str | None:
    return clean(page.root.get("lang")).partition("-")[0].lower() or None


def _targets(page: Page, layout: Layout, story: StoryLines) -> Iterator[_Target]:
    """The page's links that lead somewhere else and are no furniture."""
    own = url_key(page.url)
    for anchor in layout.anchors[:MOST_LINKS]:
        stated = anchor.attributes
        # Without these a link is no part of a page by itself: it stands where its parent does.
        is_part = "role" in stated or "hidden" in stated
        region = story.regions.of(anchor.element if is_part else anchor.element.getparent())
        if region in FURNITURE:
            continue
        url = resolve(anchor.href, page.base_url)
        if url is None:
            continue
        site = site_of(url)
        if _is_share(url, site, anchor.text):
            continue
        key = url_key(url)
        if key == own:
            continue
        path = path_of(url).lower()
        internal = site == page.site
        is_home = path in ("", "/") and "?" not in url
        if internal and (is_home or FUNCTION_PATH.search(url.lower())):
            continue
        name = path.rpartition("/")[2]
        extension = name.rpartition(".")[2] if "." in name else ""
        rel = stated.get("rel", "").lower().split()
        in_body = anchor.start in story.body
        yield _Target(anchor, url, key, internal, path, rel, extension, in_body, region)


def _is_share(url: str, site: str, text: str) -> bool:
    """Whether an address hands the page on to a network, or is a network's 'follow us'."""
    first, _, rest = site.partition(".")
    host = rest if first in _SUBDOMAINS else site
    if host not in SHARE_HOSTS and site not in SHARE_HOSTS:
        return False
    parts = urlsplit(url)
    if SHARE_ADDRESS.search(f"{parts.path}?{parts.query}".lower()):
        return True
    name = host.partition(".")[0]
    words = text.lower()
    return not words or name in words.split() or words.startswith(("follow", "share", "tweet"))


def _may_be_teaser(target: _Target) -> bool:
    """Whether a link may be one of a teaser's: inside the site, to a page of its own."""
    if not target.internal or target.in_body or target.extension in DOCUMENT_EXTENSIONS:
        return False
    if target.extension in _PICTURE_EXTENSIONS or _PAGE_NUMBER.search(target.url.lower()):
        return False
    return not _is_weak(target)


def _is_weak(target: _Target) -> bool:
    """Whether a link stands beside a headline rather than being one: tag, author, archive."""
    if "tag" in target.rel or "author" in target.rel:
        return True
    return bool(TAG_PATH.match(target.path) or WEAK_PATH.search(target.path))


def _offers(
    cards: list[Card], targets: dict[str, _Target], lines: LinkLines, story: StoryLines
) -> list[tuple[Card, str]]:
    """The cards that are another story or an event, each with its kind."""
    judged = {id(card): _judge(card, targets[card.key], lines, story) for card in cards}
    shapes = {id(card): _shape(card) for card in cards}
    alike = Counter(shapes.values())
    stories = Counter(shapes[id(card)] for card in cards if judged[id(card)] == "related")
    offered = []
    for card in cards:
        kind = judged[id(card)]
        shape = shapes[id(card)]
        # Among teasers of one shape a short headline or a missing date does not matter.
        if kind is None and stories[shape] >= 2 and stories[shape] * 3 >= alike[shape] * 2:
            kind = "related" if len(card.headline) > 3 else None
        if kind is not None and card.headline:
            offered.append((card, kind))
    return offered


def _shape(card: Card) -> tuple[Any, ...]:
    """What teasers of one list share: the list, and the tags and class of their place in it."""
    top = card.top
    parent = top.getparent()
    above = parent.getparent() if parent is not None else None
    first = card.anchors[0].element
    is_alone = top.getprevious() is None and top.getnext() is None  # len(parent) counts them all
    holder = above if parent is not None and is_alone else parent
    return (holder, top.tag, top.get("class"), first.getparent().tag if first is not top else None)


def _judge(card: Card, target: _Target, lines: LinkLines, story: StoryLines) -> str | None:
    """related, event or None: what a card is by itself."""
    headline = card.headline
    words = len(headline.split())
    slug = _slug_words(target.path)
    only_more = not any(
        (shown := a.text.strip(" .…»›→")) and not is_more(shown) for a in card.anchors
    )
    path = target.path
    if (
        EVENT_PATH.search(path)
        and (_tells_event(card) or EVENT_TEXT.search(path))
        and (slug <= _STORY_SLUG_WORDS or card.date is None)
    ):
        is_titled = slug > _STORY_SLUG_WORDS and not only_more and "/event" not in path
        if not is_titled:
            return "event" if only_more or card.heading or words >= 3 else None
    if _is_adjacent(card, target):
        return "related" if words >= 2 else None
    if card.date is not None and (words >= 3 or len(headline) >= 15):
        return "related"
    if card.anchors[0].start < story.title and target.region != "aside":
        return None
    if HOUSE_TEXT.search(headline.lower()):
        return None
    has_company = bool(card.teaser and len(card.teaser) >= 40) or _has_picture(card)
    # '/private/' or '/statutes/' is no story, whatever text stands beside the link.
    has_company = has_company and (slug >= 2 or any(c.isdigit() for c in path))
    if only_more and _tells_event(card):
        return "event"
    if card.heading and words >= 3 and (has_company or slug >= _STORY_SLUG_WORDS):
        return "related"
    is_headline = words >= 5 and len(headline) >= 28
    if is_headline and (slug >= _STORY_SLUG_WORDS or has_company):
        return "related"
    if words < 3 or not (is_headline or slug >= 3):
        return None
    return "related" if _is_announced(card, lines, story) else None


def _tells_event(card: Card) -> bool:
    return any(EVENT_TEXT.search(line.text.lower()) for line in card.lines)


def _is_adjacent(card: Card, target: _Target) -> bool:
    """Whether the link leads to the previous or next story."""
    return (
        target.region == "adjacent"
        or not {"prev", "next"}.isdisjoint(target.rel)
        or any(ADJACENT.match(anchor.text) for anchor in card.anchors)
    )


def _is_announced(card: Card, lines: LinkLines, story: StoryLines) -> bool:
    """Whether a heading such as 'Related posts' or 'Read also:' stands above or before it."""
    if any(READ_ALSO.match(line.text.lower()) for line in card.lines):
        return True
    low = max(story.title, card.start - 10)
    return any(lines.announces(number) for number in range(low, card.start))


def _has_picture(card: Card) -> bool:
    return next(card.top.iter("img", "amp-img"), None) is not None


def _slug_words(path: str) -> int:
    """Number of words in the last named part of the path: 4 and more is a headline's."""
    parts = [part for part in path.split("/") if part]
    last = parts[-1] if parts else ""
    stem = _EXTENSION.sub("", last)
    return sum(1 for word in _WORD_BREAK.split(stem) if word and not word.isdigit())


def _kind(target: _Target, lines: LinkLines, story: StoryLines, in_cards: set[int]) -> str | None:
    """What a link is that is no teaser; None where it is none of the story's."""
    line = target.anchor.start
    if target.extension in _PICTURE_EXTENSIONS or line in in_cards:
        return None
    if not target.in_body and (target.region == "aside" or not _is_near(story, line)):
        return _event_beside(target, lines)
    if target.extension in DOCUMENT_EXTENSIONS:
        return "document"
    path = target.path
    if "tag" in target.rel or (target.internal and TAG_PATH.match(path)):
        return "tag" if target.anchor.text and line >= story.title else None
    if not target.in_body:
        if not target.internal and HANDED_ON.search(target.url.lower()):
            return None
        # Below the text, but still in the story's own part of the page, or said to be a source.
        is_told = lines.names_source(line)
        if line in story.part and line <= story.last + _LINES_OF_STORY:
            is_told = is_told or not lines.is_link_row(line)
        if not target.internal and is_told and target.anchor.text:
            return "source"
        return _event_beside(target, lines)
    if not target.internal:
        return "source"
    if lines.says_read_also(line):
        return "related"
    if EVENT_PATH.search(path):
        return "event"
    return "related" if _slug_words(target.path) >= _STORY_SLUG_WORDS else "other"


def _event_beside(target: _Target, lines: LinkLines) -> str | None:
    """'event' for a link outside of the story whose own line speaks of one."""
    if target.internal or target.extension in DOCUMENT_EXTENSIONS:
        return None
    return "event" if lines.states_event(target.anchor.start) else None


def _label(anchor: Anchor) -> str:
    label = anchor.attributes.get("title") or anchor.attributes.get("aria-label")
    if not label:
        label = next((alt for img in anchor.element.iter("img") if (alt := img.get("alt"))), "")
    return clean(label)


def _add(found: dict[str, tuple[int, Link]], key: str, line: int, link: Link) -> None:
    """One link for each address: the kind that tells most, the longer words, the first place."""
    known = found.get(key)
    if known is None:
        found[key] = (line, link)
        return
    place, other = known
    first, second = sorted((other, link), key=lambda it: (_KIND_RANK[it.kind], it.date is None))
    merged = Link(
        first.url,
        first.text or second.text,
        first.kind,
        first.date or second.date,
        first.teaser or second.teaser,
    )
    found[key] = (min(place, line), merged)
