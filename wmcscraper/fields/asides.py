"""Prose that stands amid a story and is none of it: captions, forms, other stories' teasers.

A name tells them on the sites that name their parts in words. Elsewhere it is the place that tells
them: apart from where the story stands, around a picture, or little beside the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from wmcscraper.fields.blocks import Node, Segment
from wmcscraper.fields.parts import Company
from wmcscraper.fields.pitches import is_life, is_pitch

__all__ = ["without_asides"]

# Prose in a part that holds less than this share of the story, amid its main parts, is beside it …
_BESIDE = 0.08
# … and a paragraph alone in its part where that is less than this; but a quotation may stand apart.
_BESIDE_ALONE = 0.12
# A box around a picture holds its caption and no more than this besides: a credit, a label.
_BOX_TEXT = 120
_PICTURES = ("img", "picture", "amp-img", "video")
# The text in the page's structured data bears witness where it holds this share of the paragraphs
# in the story's main parts. Nobody's is read further than this, nor for more paragraphs.
_AGREES = 0.8
_LONGEST_WITNESS = 60_000
_MOST_COMPARED = 300
# A paragraph is known by its first characters: links and quotes further on are written otherwise.
_BEGINNING = 50


def without_asides(segments: list[Segment], company: Company, told: Sequence[str]) -> list[Segment]:
    """Without prose between the story's main parts that stands apart from them.

    ``told`` are the paragraphs as the page's structured data give them. What stands above the
    story is left: some pages set its first paragraph apart.
    """
    main = [company.is_main(segment) for segment in segments]
    if all(main):
        return segments
    witness = _witness([s for s, is_main in zip(segments, main, strict=True) if is_main], told)
    pictured: dict[int, bool] = {}
    began = False
    kept: list[Segment] = []
    for segment, is_main in zip(segments, main, strict=True):
        began = began or (is_main and segment.prose > 0)
        if segment.prose and not is_main:
            if is_pitch(segment.text) or is_life(segment.text):
                continue
            if not began:
                is_aside = False
            elif witness:
                is_aside = segment.text[:_BEGINNING] not in witness
            else:
                is_slight = segment.kind != "quote" and _is_slight(segment, company)
                is_aside = is_slight or _is_pictured(segment, pictured)
            if is_aside:
                continue
        kept.append(segment)
    return kept


def _witness(main: list[Segment], told: Sequence[str]) -> str:
    """The text in the structured data, if it is the one that stands in the main parts; else ''."""
    paragraphs = [segment.text[:_BEGINNING] for segment in main if segment.prose]
    if not told or not paragraphs or len(paragraphs) > _MOST_COMPARED:
        return ""
    text = " ".join(told)
    if len(text) > _LONGEST_WITNESS:
        return ""
    found = sum(paragraph in text for paragraph in paragraphs)
    return text if found >= _AGREES * len(paragraphs) else ""


def _is_slight(segment: Segment, company: Company) -> bool:
    """Whether the part of a paragraph, and all of its name, hold little of the story."""
    if segment.node.tag == "div" and not segment.node.name:
        return False  # bare text in bare <div>s may be the story's paragraphs
    around = company.around(segment)
    is_alone = around <= segment.prose
    return around < (_BESIDE_ALONE if is_alone else _BESIDE) * company.total


def _is_pictured(segment: Segment, known: dict[int, bool]) -> bool:
    """Whether a picture and the paragraph stand in a box with hardly anything else.

    ``known`` are the answers for the boxes that were looked at.
    """
    box: Node = segment.node
    most = len(segment.text) + _BOX_TEXT
    while box.parent is not None and box.parent.prose + box.parent.junk <= most:
        box = box.parent
    if box is segment.node:
        return False
    if box.index not in known:
        known[box.index] = next(box.element.iter(*_PICTURES), None) is not None
    return known[box.index]
