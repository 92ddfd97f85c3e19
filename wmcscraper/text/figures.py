"""Numbers that a text reports, with unit, modifier, subject and period."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from wmcscraper.items import Figure
from wmcscraper.text.commodities import is_grade
from wmcscraper.text.joins import join
from wmcscraper.text.mentions import Mention, read_mentions
from wmcscraper.text.modifiers import apply_modifier
from wmcscraper.text.periods import period_of, periods_in
from wmcscraper.text.sentences import sentence_spans
from wmcscraper.text.subjects import subject_of
from wmcscraper.text.tagging import sentence_items
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
    end = 0
    previous: Mention | None = None
    for mention in found:
        apply_modifier(text, mention, previous)
        previous = mention
        # 'ten or more than 5': words are claimed once, by the figure before them.
        mention.start = max(mention.start, min(end, mention.digits_start))
        end = mention.end
    figures: list[Figure] = []
    spans = sentence_spans(text, [mention.start for mention in found])
    for (start, end), group in groupby(zip(spans, found, strict=True), key=itemgetter(0)):
        figures += _sentence(text, start, end, [mention for _, mention in group])
    return figures


def _sentence(text: str, start: int, end: int, mentions: list[Mention]) -> Iterator[Figure]:
    """The figures of one sentence, with what they measure and when."""
    items = sentence_items(text, start, end, mentions)
    periods = periods_in(text, start, end)
    subject: str | None = None
    period: str | None = None
    kind = ""
    for k, item in enumerate(items):
        if item.mention is not None:
            before, subject = subject, subject_of(text, items, k, subject)
            if item.mention.unit == "%":
                after_grade = kind == "grade" and subject is not None and subject == before
                if is_grade(items, k, subject, after_grade):
                    item.mention.kind = "grade"
            kind = item.mention.kind
            period = period_of(text, items, k, periods, period)
            yield _figure(text, item.mention, subject, period)


def _figure(text: str, mention: Mention, subject: str | None, period: str | None) -> Figure:
    figure = Figure(
        text=text[mention.start : mention.end],
        value=mention.value,
        value_max=mention.value_max,
        unit=mention.unit,
        kind=mention.kind,
        modifier=mention.modifier,
        subject=subject,
        period=period,
        start=mention.start,
        end=mention.end,
    )
    if mention.unit and mention.kind not in _NO_SI:
        figure.value_si = to_si(mention.value, mention.unit)
        figure.si_unit = si_unit(mention.unit)
    return figure
