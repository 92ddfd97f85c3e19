"""Numbers that a text reports, with unit, modifier, subject and period."""

from __future__ import annotations

import re

from wmcscraper.items import Figure
from wmcscraper.text.joins import join
from wmcscraper.text.mentions import Mention, read_mentions
from wmcscraper.text.modifiers import apply_modifier
from wmcscraper.text.traps import mark_traps
from wmcscraper.text.units import si_unit, to_si

__all__ = ["extract_figures"]

# Kinds that have no SI value.
_NO_SI = frozenset({"money", "price", "count", "ratio"})


def extract_figures(text: str, language: str | None = None) -> list[Figure]:
    """The quantities that ``text`` states, in order; ``text[f.start:f.end] == f.text``.

    ``language`` (a BCP 47 tag) settles how '1.234' is read where the text itself does not.
    """
    mentions = list(read_mentions(text, language))
    mark_traps(text, mentions)
    found = join(text, mentions)
    for mention in found:
        apply_modifier(text, mention)
    return [_figure(text, mention) for mention in found]


_SIMPLE_SUBJECT = re.compile(
    r"\s(?:of\s(?:the\s)?)?((?!of\b|and\b|in\b|from\b|to\b|by\b|for\b|at\b|on\b|with\b|a\b|per\b)"
    r"[^\W\d_][\w’'-]*(?:\s(?!annually|of|and|in|from|to|by|for|at|on|with|a|per|an|the|was|were|is|"
    r"are|each|as|that|which|will|have|has)[^\W\d_][\w’'-]*){0,3})"
)
_SIMPLE_PERIOD = re.compile(r"\b[Ii]n ((?:19|20)\d\d)\b")
_FREQUENCY = re.compile(r"\b(annually|a year|per year|each year|daily|per day|monthly)\b")


def _figure(text: str, mention: Mention) -> Figure:
    subject = _SIMPLE_SUBJECT.match(text, mention.end)
    low = max(text.rfind(". ", 0, mention.start), text.rfind("\n", 0, mention.start)) + 1
    high = text.find(". ", mention.end)
    sentence = text[low : high if high > 0 else len(text)]
    period = _FREQUENCY.search(text, mention.end, mention.end + 40) or _SIMPLE_PERIOD.search(
        sentence
    )
    figure = Figure(
        text=text[mention.start : mention.end],
        value=mention.value,
        value_max=mention.value_max,
        unit=mention.unit,
        kind=mention.kind,
        modifier=mention.modifier,
        subject=subject.group(1) if subject else None,
        period=period.group(1) if period else None,
        start=mention.start,
        end=mention.end,
    )
    if mention.unit and mention.kind not in _NO_SI:
        figure.value_si = to_si(mention.value, mention.unit)
        figure.si_unit = si_unit(mention.unit)
    return figure
