"""The pictures of a story: the largest version of each, with caption and credit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wmcscraper.addresses import path_of, resolve
from wmcscraper.fields.body import Body
from wmcscraper.fields.captions import (
    is_caption_line,
    lead_credit,
    split_credit,
    tells_credit,
    words_under,
)
from wmcscraper.fields.dated_line import split_date
from wmcscraper.fields.image_words import (
    AD_SIZES,
    BYLINE,
    DECORATION_NAMES,
    LAZY_ATTRIBUTES,
    SET_ATTRIBUTES,
)
from wmcscraper.fields.layout import Layout, Line, Picture, layout_of
from wmcscraper.fields.named_pictures import is_site_picture, named_pictures
from wmcscraper.fields.picture_urls import (
    Candidate,
    addresses_of,
    is_picture_address,
    largest,
    picture_key,
    pixels,
)
from wmcscraper.fields.story_lines import StoryLines, story_of
from wmcscraper.fields.title import Title
from wmcscraper.identity import site_of, url_key
from wmcscraper.items import Image
from wmcscraper.limits import MOST_PICTURES
from wmcscraper.page import Page
from wmcscraper.regions import FURNITURE, Regions, name_words
from wmcscraper.text.clean import clean

__all__ = ["extract"]

_LINES_ABOVE_TITLE = 2
_LINES_BELOW_BODY = 4
_CREDIT_LINES = 12
_SMALLEST = 100
_MOST_CAPTION_LINES = 4
_LONGEST_CAPTION = 500
_NAMED_ABOVE = 2
_WIDEST = 4.5
_HEADLINE_WORDS = 3
_LONGEST_BYLINE = 8
_MANY = object()


@dataclass(slots=True, eq=False)
class _Shown:
    """A picture that the page shows with its story."""

    key: str
    candidates: list[Candidate]
    picture: Picture
    image: Image


def extract(page: Page, body: Body, title: Title) -> list[Image]:
    """The pictures in the story and directly above it, in order, each once in its largest size.

    Pictures of other stories, logos, icons, advertisements and placeholders are left out. Where
    the page shows none, the one that its metadata names. Never raises.
    """
    layout = layout_of(page)
    story = story_of(page, body, title)
    base = page.base_url
    pictures = layout.pictures[:MOST_PICTURES]
    owners = _owners(pictures)
    shown: dict[str, _Shown] = {}
    for picture in pictures:
        if not _holds(story, body.root, picture, layout):
            continue
        link = resolve(picture.anchor.href, base) if picture.anchor else None
        if _is_foreign(picture, link, page, story.regions):
            continue
        candidates = list(addresses_of(picture.element, link, base))
        url = largest(candidates)
        if url is None or _is_decoration(picture.element, url):
            continue
        key = picture_key(url)
        known = shown.get(key)
        if known is not None:
            known.candidates += candidates
            continue
        image = Image(url, alt=clean(picture.element.get("alt")) or None)
        if not picture.fallback:
            holder = _holder(picture, layout, story, owners)
            if _is_beside_another(holder, layout, page, base):
                continue
            image.caption, image.credit = _words(picture, holder, layout, story)
        shown[key] = _Shown(key, candidates, picture, image)
    return _finish(page, list(shown.values()), layout, story, base)


def _finish(
    page: Page, shown: list[_Shown], layout: Layout, story: StoryLines, base: str
) -> list[Image]:
    """Choose the largest sizes and add what the page's metadata and credit lines tell."""
    named = list(named_pictures(page, base))
    if not shown:
        images = [image for image in named if not is_site_picture(image.url)][:1]
    else:
        keys = [picture_key(image.url) for image in named]
        for item in shown:
            for other, key in zip(named, keys, strict=True):
                if key == item.key:
                    item.candidates.append(Candidate(other.url, 1, 0))
                    item.image.caption = item.image.caption or other.caption
                    item.image.credit = item.image.credit or other.credit
            item.image.url = largest(item.candidates) or item.image.url
        images = [item.image for item in shown]
    if images and images[0].credit is None:
        last = min(len(layout.lines), story.last + 1 + _CREDIT_LINES)
        images[0].credit = lead_credit(layout, range(min(story.title, story.first), last))
    return images


def _holds(story: StoryLines, root: Any, picture: Picture, layout: Layout) -> bool:
    """Whether the picture stands in the story, above it, or just below its last words."""
    top = min(story.title, story.first)
    if top <= picture.line <= story.last:
        return True
    if picture.line < top:
        is_close = picture.line >= top - _LINES_ABOVE_TITLE
        return is_close and not _crosses_links(layout, range(picture.line, top))
    if picture.line > story.last + _LINES_BELOW_BODY:
        return False
    if _crosses_links(layout, range(story.last + 1, picture.line)):
        return False
    inside = root is not None and root.tag not in ("html", "body")
    if inside and picture.line == story.last + 1 and _is_inside(picture.element, root):
        return True
    following = layout.lines[picture.line : picture.line + 1]
    return bool(following) and is_caption_line(following[0])


def _crosses_links(layout: Layout, numbers: range) -> bool:
    return any(a is not None for n in numbers for _, a in layout.lines[n].pieces)


def _is_inside(element: Any, root: Any) -> bool:
    step = element
    while step is not None:
        if step is root:
            return True
        step = step.getparent()
    return False


def _owners(pictures: list[Picture]) -> dict[Any, Any]:
    """Element → the only picture inside it, or _MANY. Each element changes at most twice."""
    owners: dict[Any, Any] = {}
    for picture in pictures:
        if picture.fallback:
            continue
        step = picture.element
        while step is not None and owners.get(step) is not _MANY:
            owners[step] = picture if step not in owners else _MANY
            step = step.getparent()
    return owners


def _is_foreign(picture: Picture, link: str | None, page: Page, regions: Regions) -> bool:
    """Whether a picture belongs to the site, to another story or to an advertiser."""
    region = regions.of(picture.element)
    if region in FURNITURE or region in ("aside", "adjacent"):
        return True
    if link is None or is_picture_address(link) or link.startswith(("javascript:", "data:")):
        return False
    if url_key(link) == url_key(page.url) or "attachment" in link:
        return False
    in_figure = any(
        step.tag == "figure" for step in picture.element.iterancestors("figure", "article", "body")
    )
    # A linked picture leads to another story or to an advertiser, but a figure may be linked to
    # where it was taken from.
    return not (in_figure and site_of(link) != page.site)


def _is_decoration(element: Any, url: str) -> bool:
    """Whether a picture is an icon, an avatar, a pixel, an advertisement: by size and names."""
    width, height = pixels(element.get("width")), pixels(element.get("height"))
    sizes = [size for size in (width, height) if size is not None]
    # Size 1 beside an address that scripts load is the placeholder's, not the picture's.
    is_lazy = any(element.get(name) for name in (*LAZY_ATTRIBUTES, *SET_ATTRIBUTES))
    if sizes and min(sizes) < _SMALLEST and not (is_lazy and min(sizes) <= 1):
        return True
    if (width, height) in AD_SIZES and element.get("alt") is None:
        return True
    if width and height and width > _WIDEST * height:  # a banner
        return True
    file = path_of(url).rpartition("/")[2].lower()
    if file.endswith(".svg") and not sizes:
        return True
    words = set(name_words(element))
    step = element.getparent()
    for _ in range(_NAMED_ABOVE):
        if step is None or step.tag in ("article", "main", "body"):
            break
        words.update(name_words(step))
        step = step.getparent()
    # WordPress writes 'size-thumbnail' and 'wp-post-image' on pictures of every use.
    if not words.isdisjoint(DECORATION_NAMES - {"thumbnail", "thumb", "teaser", "banner"}):
        return True
    host = urlsplit(url).hostname or ""
    return "gravatar" in host or not {"avatar", "icon", "sprite", "pixel", "spacer"}.isdisjoint(
        file.replace("_", "-").replace(".", "-").split("-")
    )


def _is_beside_another(holder: _Holder, layout: Layout, page: Page, base: str) -> bool:
    """Whether the words that stand with a picture lead to another story, or name an author."""
    if holder.element is None or holder.element.tag == "figure":
        return False
    for line in layout.lines[holder.start : holder.end]:
        if BYLINE.match(line.text) and len(line.text.split()) <= _LONGEST_BYLINE:
            return True
        for text, anchor in line.pieces:
            target = resolve(anchor.href, base) if anchor is not None else None
            is_headline = len(text.split()) >= _HEADLINE_WORDS and len(text) * 2 > len(line.text)
            if target and is_headline and site_of(target) == page.site:
                return url_key(target) != url_key(page.url) and not is_picture_address(target)
    return False


def _words(
    picture: Picture, holder: _Holder, layout: Layout, story: StoryLines
) -> tuple[str | None, str | None]:
    """Caption and credit from the words that stand with the picture, else from its attributes."""
    element, around = picture.element, holder.element
    lines = layout.lines[holder.start : holder.end]
    if not lines:
        lines = _lines_below(picture.line, layout, story)
        around = lines[0].element if lines else None
    caption, credit = words_under(around, lines) if lines else (None, None)
    if caption is None and (text := clean(element.get("data-caption"))):
        caption, inner = split_credit(text)
        credit = credit or inner
    for name in ("data-credit", "data-copyright", "data-photographer", "data-source"):
        if credit is None and (text := clean(element.get(name))) and "/" not in text:
            credit = split_credit(f"Credit: {text}")[1]
    return caption, credit


def _lines_below(number: int, layout: Layout, story: StoryLines) -> list[Line]:
    """The lines after a picture that are its caption and credit, at most one of each."""
    if number >= len(layout.lines) or number == story.title:
        return []
    line = layout.lines[number]
    is_free = number not in story.body and _is_free_caption(number, layout, story)
    is_told = is_caption_line(line) and (number not in story.body or tells_credit(line))
    if not (is_free or is_told):
        return []
    if split_credit(line.text)[1] is None and number + 1 < len(layout.lines):
        following = layout.lines[number + 1]
        caption, credit = split_credit(following.text)
        if caption is None and credit and number + 1 not in story.body:
            return [line, following]
    return [line]


@dataclass(frozen=True, slots=True)
class _Holder:
    """What holds one picture, few words, and nothing of the story; with the numbers of its lines
    (``end`` is after the last)."""

    element: Any = None
    start: int = 0
    end: int = 0


def _holder(picture: Picture, layout: Layout, story: StoryLines, owners: dict[Any, Any]) -> _Holder:
    """The largest such element. A <figure> holds its caption whatever the body is taken to be."""
    best = _Holder()
    step = picture.element.getparent()
    while step is not None and owners.get(step) is picture:
        span = layout.spans.get(step)
        if span is not None:
            lines = layout.lines[span[0] : span[1]][: _MOST_CAPTION_LINES + 1]
            size = sum(len(line.text) for line in lines)
            named = step.tag == "figure" or "caption" in name_words(step)
            if span[1] - span[0] > _MOST_CAPTION_LINES or size > _LONGEST_CAPTION:
                break
            holds_story = any(n in story.body or n == story.title for n in range(*span))
            if holds_story and not named and not all(is_caption_line(line) for line in lines):
                break
            if any(line.heading for line in lines):
                break
            best = _Holder(step, *span)
            if named:
                break
        step = step.getparent()
    return best


def _is_free_caption(number: int, layout: Layout, story: StoryLines) -> bool:
    """Whether the line after a picture, no part of the body, can only be its caption."""
    line = layout.lines[number]
    inside = min(story.title, story.first) < number <= story.last
    if not inside or line.heading or len(line.text) > _LONGEST_CAPTION // 2:
        return False
    if any(anchor is not None for _, anchor in line.pieces):
        return False
    return (
        not BYLINE.match(line.text)
        and split_date(line.text)[0] is None
        and len(line.text.split()) >= 2
    )
