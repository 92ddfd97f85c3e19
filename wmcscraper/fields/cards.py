"""The teasers of a page: link, headline, date and lines of text that stand together.

A teaser is told by its links, not by its markup: the largest part of the page whose story links all
lead to one address is that address's card. Where no element surrounds a card (a flat run of
paragraphs, table rows or text between <br>), the lines between two headlines are shared out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from wmcscraper.fields.dated_line import split_date
from wmcscraper.fields.layout import Anchor, Layout, Line
from wmcscraper.fields.link_words import ADJACENT, RELATED_HEADING, is_more
from wmcscraper.text.clean import clean
from wmcscraper.text.dates import find_dates

__all__ = ["Card", "cards_of"]

_MOST_LINES = 14
_MOST_CHARACTERS = 2_500
_LONGEST_DATE_LINE = 60
_LONGEST_LABEL = 40
_MOST_GAP_LINES = 4
_MOST_BOXES = 3
# A line of more pieces than these is a run of links: each has its own words alone, or reading all
# of the line for every one of them would cost the square of its length.
_MOST_PIECES = 60
_ARROWS = " \t.…·•|»«›‹>→←+:[]()–—-"
_MANY = object()
_Split = Callable[[str], tuple[str | None, str]]


@dataclass(slots=True, eq=False)
class Card:
    """One teaser."""

    key: str
    anchors: list[Anchor]
    top: Any
    """The largest element that belongs to this card alone."""
    start: int
    """Number of its first line."""
    end: int
    """Number after its last line."""
    best: Anchor | None = None
    """The link with the headline."""
    headline: str = ""
    date: str | None = None
    teaser: str | None = None
    heading: bool = False
    """Whether the headline is marked up as a heading."""
    lines: list[Line] = field(default_factory=list)


def cards_of(
    layout: Layout,
    links: Iterable[tuple[Anchor, str]],
    *,
    is_kept: Callable[[Any], bool],
    language: str | None = None,
    order: str | None = None,
    has_times: bool = True,
) -> list[Card]:
    """The cards of ``links`` (each with the key of its address), in order of reading.

    ``is_kept`` says of an element that it holds the page's own story, so is no card.
    ``language`` and ``order`` are of its dates (see ``find_dates``); ``has_times``: any <time>.
    """
    split = partial(split_date, language=language, order=order)
    owner: dict[Any, Any] = {}
    groups: dict[str, Card] = {}
    for anchor, key in links:
        _claim(anchor.element, key, owner)
        card = groups.get(key)
        if card is None:
            groups[key] = Card(key, [anchor], None, 0, 0)
        else:
            card.anchors.append(anchor)
    for card in groups.values():
        _surround(card, owner, layout, is_kept)
    cards = sorted(groups.values(), key=lambda card: (card.start, card.end))
    own_lines = _OwnLines(layout)
    for card in cards:
        card.lines = own_lines.of(card)
        _read(card, split, has_times)
    _share_gaps(cards, layout, is_kept, split)
    return cards


def _claim(element: Any, key: str, owner: dict[Any, Any]) -> None:
    """Note above a link whose it is; each element changes hands at most twice."""
    step = element
    while step is not None:
        known = owner.get(step)
        if known is _MANY or known == key:
            return
        owner[step] = key if known is None else _MANY
        step = step.getparent()


def _surround(
    card: Card, owner: dict[Any, Any], layout: Layout, is_kept: Callable[[Any], bool]
) -> None:
    """Find the link with the headline, the largest element that is this card's alone around it,
    and its lines. Of several boxes that lead to one page, the one that says most."""
    weights = [_weight(anchor) for anchor in card.anchors]
    most = max(weights)
    best = [a for a, weight in zip(card.anchors, weights, strict=True) if weight == most]
    longest = -1
    for anchor in best[:_MOST_BOXES]:
        # 'Learn more' here and there: each in a box of its own.
        apart = _around([a for a in best if a is not anchor and a.text], card.key, owner)
        own = _Own(owner, card.key, apart, is_kept)
        top, start, end = _grow(anchor, layout, own)
        size = sum(len(line.text) for line in layout.lines[start:end])
        if size > longest:
            longest = size
            card.best, card.top, card.start, card.end = anchor, top, start, end


class _OwnLines:
    """The lines of each card."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._pieces: dict[int, dict[int, list[str]]] = {}

    def of(self, card: Card) -> list[Line]:
        """A card's lines; of a long run of links only the words of its own."""
        numbers = range(card.start, min(card.end, len(self._layout.lines)))
        return [
            line
            if len((line := self._layout.lines[number]).pieces) <= _MOST_PIECES
            else self._part(number, line, card)
            for number in numbers
        ]

    def _part(self, number: int, line: Line, card: Card) -> Line:
        words = self._pieces.get(number)
        if words is None:
            words = self._pieces[number] = {}
            for text, anchor in line.pieces:
                if anchor is not None:
                    words.setdefault(id(anchor), []).append(text)
        pieces: list[tuple[str, Anchor | None]] = [
            (text, anchor) for anchor in card.anchors for text in words.get(id(anchor), ())
        ]
        text = clean(" ".join(piece for piece, _ in pieces))
        return Line(text, line.element, line.heading, line.small, pieces)


@dataclass(frozen=True, slots=True)
class _Own:
    """Whether an element belongs to one card alone."""

    owner: dict[Any, Any]
    key: str
    apart: set[Any]
    is_kept: Callable[[Any], bool]

    def __call__(self, element: Any) -> bool:
        is_mine = self.owner.get(element) == self.key and element not in self.apart
        return is_mine and not self.is_kept(element)


def _grow(anchor: Anchor, layout: Layout, is_own: Callable[[Any], bool]) -> tuple[Any, int, int]:
    """The largest element around ``anchor`` that ``is_own``, its first line and the line after
    its last."""
    top = anchor.element
    start, end = anchor.start, max(anchor.end, anchor.start)
    step = top.getparent()
    while step is not None and is_own(step):
        span = layout.spans.get(step)
        if span is not None:
            lines = layout.lines[span[0] : span[1]][: _MOST_LINES + 1]
            if len(lines) > _MOST_LINES or sum(len(x.text) for x in lines) > _MOST_CHARACTERS:
                break
            start, end = min(start, span[0]), max(end, span[1])
        top = step
        step = step.getparent()
    return top, start, end


def _around(anchors: Iterable[Anchor], key: str, owner: dict[Any, Any]) -> set[Any]:
    """Everything around the links that belongs to ``key`` alone."""
    found: set[Any] = set()
    for anchor in anchors:
        step = anchor.element
        while step is not None and step not in found and owner.get(step) == key:
            found.add(step)
            step = step.getparent()
    return found


def _weight(anchor: Anchor) -> tuple[bool, int]:
    """A link with a headline before one that only says 'Read more' or shows a picture."""
    text = anchor.text.strip(_ARROWS)
    return (bool(text) and not is_more(text), len(text))


def _read(card: Card, split: _Split, has_times: bool) -> None:
    """Headline, date and teaser from the card's own lines."""
    best = card.best or card.anchors[0]
    own = {id(anchor) for anchor in card.anchors}
    inside = [
        line for line in card.lines if any(a is not None and id(a) in own for _, a in line.pieces)
    ]
    headline = ""
    if _weight(best)[0]:
        parts = [
            (line, clean("".join(t for t, a in line.pieces if a is best)))
            for line in inside
            if any(a is best for _, a in line.pieces)
        ]
        if len(parts) > 1:  # the link goes around the whole card
            card_date, headline = _headline_of_block(parts, split)
            card.date = card_date
        else:
            headline = best.text
        card.heading = any(line.heading for line, _ in parts)
    else:
        headline = _headline_beside(card, own)
        card.heading = bool(headline)
    if not headline:
        headline = _label(card)
    date, headline = split(ADJACENT.sub("", headline))
    card.headline = headline
    card.date = card.date or date or (_date_of_element(card) if has_times else None)
    shown_dates = _shown_dates(card) if card.date and has_times else frozenset()
    rest = []
    for line in card.lines:
        if line.text in shown_dates:
            continue
        text = line.without(own) if line in inside else line.text
        if id(best) in own and len(inside) > 1 and line in inside:
            text = clean("".join(t for t, a in line.pieces if a is None or a is best))
            if text.startswith(headline) or headline.startswith(text) or is_more(text):
                text = line.without(own)
        rest.append(text)
    _add_lines(card, rest, split)


def _headline_of_block(parts: list[tuple[Line, str]], split: _Split) -> tuple[str | None, str]:
    """Date and headline of a link that holds several lines: its heading, else its first line
    that is no date."""
    date = None
    for line, text in parts:
        found, rest = split(text)
        if found and not rest:
            date = date or found
        elif line.heading:
            return date, text
    texts = [t for _, t in parts if t and split(t)[1] and len(t.split()) > 2]
    return date, texts[0] if texts else max((t for _, t in parts), key=len)


def _headline_beside(card: Card, own: set[int]) -> str:
    """The headline of a card whose links only say 'Read more': its heading or first line."""
    for line in card.lines:
        if line.heading and line.text:
            return line.text
    for line in card.lines:
        strong = line.element is not None and _is_bold(line)
        if strong and len(line.without(own)) > 10:
            return line.without(own)
    return ""


def _is_bold(line: Line) -> bool:
    """Whether the line's block holds nothing but bold text."""
    first = next(iter(line.element), None)
    return (
        first is not None
        and first.getnext() is None
        and first.tag in ("b", "strong")
        and not (line.element.text or "").strip()
    )


def _label(card: Card) -> str:
    """What a link without words is called: its title, or its picture's alternative text."""
    for anchor in card.anchors:
        label = anchor.attributes.get("title") or anchor.attributes.get("aria-label")
        if label and not is_more(label.strip(_ARROWS)):
            return clean(label)
    for anchor in card.anchors:
        for picture in anchor.element.iter("img"):
            if alt := clean(picture.get("alt")):
                return alt
    return ""


def _shown_dates(card: Card) -> frozenset[str]:
    """What the <time> elements of a card show: 'yesterday'."""
    times = card.top.iter("time") if card.end - card.start <= _MOST_LINES else ()
    return frozenset(clean("".join(element.itertext())) for element in times)


def _date_of_element(card: Card) -> str | None:
    """The date of a <time datetime> in the card."""
    if card.end - card.start > _MOST_LINES or card.top is None:
        return None
    for element in card.top.iter("time"):
        value = clean(element.get("datetime"))
        try:
            return dt.date.fromisoformat(value[:10]).isoformat()
        except ValueError:
            mentions = (m for m in find_dates(value) if m.precision in ("day", "minute"))
            if mention := next(mentions, None):
                return mention.date[:10]
    return None


def _add_lines(card: Card, texts: Iterable[str], split: _Split) -> None:
    """Read a card's other lines: a date, and text that becomes its teaser."""
    kept = [card.teaser] if card.teaser else []
    for text in texts:
        bare = text.strip(_ARROWS)
        if not bare or bare == card.headline or is_more(bare):
            continue
        if len(bare) < _LONGEST_LABEL and RELATED_HEADING.match(bare.lower()):
            continue  # the heading above the only card of its box
        rest = bare
        if len(bare) <= _LONGEST_DATE_LINE or card.date is None:
            date, rest = split(bare)
            if date is not None:
                card.date = card.date or date
                if rest == card.headline:
                    continue
            else:
                rest = text
        if len(rest.strip(_ARROWS)) > 2:
            kept.append(rest if rest != bare else text)
    card.teaser = " ".join(kept) or None


def _is_date_line(text: str, split: _Split) -> bool:
    if len(text) > _LONGEST_DATE_LINE:
        return False
    date, rest = split(text.strip(_ARROWS))
    return date is not None and len(rest) <= 25


def _share_gaps(
    cards: list[Card], layout: Layout, is_kept: Callable[[Any], bool], split: _Split
) -> None:
    """Give the lines between flat cards (without an element of their own) to their neighbours."""
    groups: dict[Any, list[Card]] = {}
    for card in cards:
        if card.headline and card.top is not None and card.top.getparent() is not None:
            groups.setdefault(card.top.getparent(), []).append(card)
    taken = {n for card in cards for n in range(card.start, card.end)}
    for parent, group in groups.items():
        flat = [card for card in group if card.teaser is None or card.date is None]
        if len(flat) * 2 < len(group):
            continue
        low, high = layout.span(parent)
        free = {
            n for n in range(low, high) if n not in taken and not is_kept(layout.lines[n].element)
        }
        _share(group, free, layout, split)


def _share(group: list[Card], free: set[int], layout: Layout, split: _Split) -> None:
    def gap(start: int, stop: int, step: int) -> list[int]:
        """Free lines from ``start`` on, up to the next card or the story's own text."""
        found: list[int] = []
        for number in range(start, stop, step):
            if number not in free or len(found) >= _MOST_GAP_LINES:
                break
            found.append(number)
        return found

    def text(number: int) -> str:
        return layout.lines[number].text

    first = group[0]
    above = gap(first.start - 1, -1, -1)
    dates_above = bool(above) and _is_date_line(text(above[0]), split) and first.date is None
    shares: list[list[int]] = []
    for card, following in zip(group, [*group[1:], None], strict=True):
        stop = following.start if following is not None else len(layout.lines)
        below = gap(card.end, min(stop, card.end + _MOST_GAP_LINES), 1)
        meets = following is not None and bool(below) and below[-1] == stop - 1
        if dates_above and meets and _is_date_line(text(below[-1]), split):
            below.pop()  # the next card's
        shares.append(below)
    usual = Counter(len(share) for share in shares[:-1]).most_common(1)
    shares[-1] = shares[-1][: usual[0][0] if usual else 1]
    for card, share in zip(group, shares, strict=True):
        before = gap(card.start - 1, -1, -1)[:1] if dates_above else []
        if before and not _is_date_line(text(before[0]), split):
            before = []
        _add_lines(card, [text(n) for n in [*before, *share]], split)
