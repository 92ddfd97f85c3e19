"""The measures that are watched: what each means, which way is bad, and how far is far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from math import exp, expm1, log, log1p

from wmcscraper.health import limits
from wmcscraper.health.models import Model, fit_counts, fit_levels, fit_means, fit_shares

__all__ = ["FIELDS", "Field", "fields_of", "paired", "weight_of"]

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Field:
    """One measure of ``site_stats`` and how it is judged."""

    name: str
    label: str
    model: Model
    unit: str
    """share, number, words, days or score."""
    low: str | None = None
    """What a fall is called; None: a fall is no matter."""
    high: str | None = None
    """What a rise is called; None: a rise is no matter."""
    fall: float = 0.55
    """A fall counts from this part of the usual value on (80 % to 40 % does)."""
    rise: float = 0.25
    """A rise counts from the usual value and so much on; of a number, from so many times the
    usual on."""
    slack: float = 1.0
    """The usual number is taken for so many times what it is: a slow week is no fall."""
    least: float = 0.0
    """A fall counts only where the usual value is at least so much."""
    source: str | None = None
    """The measure that it is read from, where that is not ``name``."""
    per: str | None = "articles"
    """The measure that says how many it rests on; None: one run."""
    whole: bool = False
    """Whether only whole runs can be compared."""
    ratio: bool = False
    """Whether the stored value is a number, to be divided by what it rests on."""
    absent: float | None = None
    """Its value in a run that was measured and does not name it; None: it says nothing."""
    late: bool = False
    """Whether it is a number of days, of which those since the last run are usual."""
    paced: bool = False
    """Whether a run soon after the last one finds less of it by nature."""
    prior: tuple[float, float] = (0.0, 0.0)
    """(share, articles that this is worth) that sites have, whatever the own history says."""
    vetoed: bool = False
    """Whether known articles that are as they were explain it away: with the time of the run, say.
    """
    into: Callable[[float], float] = float
    """From the stored value to the scale that is compared."""
    back: Callable[[float], float] = float

    def read(self, values: Values, days: float = 0.0) -> tuple[float, float] | None:
        """(value, weight) of a run that began ``days`` after the one before; None where it says
        nothing."""
        value = values.get(self.source or self.name)
        if value is None and self.absent is not None and _has_family(self.name, values):
            value = self.absent
        if value is not None and self.late:
            value = max(0.0, value - days)
        weight = 1.0 if self.per is None else values.get(self.per, self._least(values))
        if value is None or weight <= 0:
            return None
        return self.into(value / weight if self.ratio else value), weight

    def _least(self, values: Values) -> float:
        """What a share rests on where the run (an imported one) does not say it."""
        return 0.0 if self.ratio else values.get("articles", 0.0)


def _fill(name: str, label: str, source: str | None = None) -> Field:
    return Field(name, label, fit_shares, "share", low="emptied", source=source)


def _bad(
    name: str, label: str, *, per: str = "articles", rise: float = 0.25,
    prior: tuple[float, float] = (0.0, 0.0), vetoed: bool = False,
) -> Field:  # fmt: skip
    return Field(
        name, label, fit_shares, "share", high="risen", per=per, rise=rise,
        prior=prior, vetoed=vetoed,
    )  # fmt: skip


def _ratio(name: str, label: str, *, per: str, rise: float = 0.25) -> Field:
    return Field(name, label, fit_shares, "share", high="risen", per=per, rise=rise, ratio=True)


def _mean(name: str, label: str) -> Field:
    return Field(name, label, fit_means, "number", low="vanished", fall=0.12)


def _many(name: str, label: str) -> Field:
    """A number that is bad where it rises. (Its share of the pages rises on each slow day.)"""
    return Field(
        name, label, fit_counts, "number", high="risen", rise=3.0, per=None, whole=True, absent=0.0
    )


def _tally(name: str, label: str, *, fall: float = 0.25, paced: bool = True) -> Field:
    return Field(
        name, label, fit_counts, "number", low="dropped", fall=fall, per=None, whole=True,
        paced=paced, slack=limits.SLACK if paced else 1.0,
    )  # fmt: skip


def _none(name: str, label: str) -> Field:
    """Share of runs that have any of it: for what is always there, however little."""
    return Field(
        f"has_{name}", label, fit_shares, "share", low="vanished", fall=0.3, source=name, per=None,
        whole=True, into=lambda value: float(value > 0),
    )  # fmt: skip


def _words(name: str, label: str, *, whole: bool = False) -> Field:
    """A mean length falls only where all articles are short, and rises with one long one."""
    return Field(
        name, label, partial(fit_levels, spread=0.7, between=0.15, whole=whole), "words",
        low="shrunk", high=None if whole else "grown", fall=log(0.5), rise=log(5),
        into=lambda words: log(max(words, 0.0) + 3), back=lambda x: exp(x) - 3,
    )  # fmt: skip


def _score(name: str, label: str) -> Field:
    return Field(
        name, label, partial(fit_levels, spread=0.12, between=0.03), "score", low="dropped",
        fall=-0.15,
    )  # fmt: skip


_AGE = Field(
    "age", "age of the youngest new article beyond the time since the last run",
    partial(fit_levels, spread=0.7, between=0.2, whole=True), "days", high="shifted", rise=1.3,
    per="new_read", whole=True, late=True,
    into=lambda days: log1p(max(0.0, days)), back=expm1,
)  # fmt: skip

FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        _fill("title", "articles with a title"),
        _fill("date", "articles with a date"),
        _fill("authors", "articles with authors"),
        _fill("body", "articles with a body"),
        _fill("summary", "articles with a summary"),
        _fill("language", "articles with a language"),
        _fill("section", "articles with a section"),
        _fill("tags", "articles with tags"),
        _fill("with_quotes", "articles with quotes"),
        _fill("with_figures", "articles with figures"),
        _fill("with_units", "articles with a figure that has a unit"),
        _fill("with_images", "articles with images"),
        _fill("with_links", "articles with links"),
        _mean("quotes", "quotes in an article"),
        _mean("figures", "figures in an article"),
        _mean("images", "images of an article"),
        _mean("links", "links of an article"),
        _words("words", "words of an article", whole=True),
        _words("words_median", "words of the middle article"),
        _score("confidence:title", "confidence in titles"),
        _score("confidence:date", "confidence in dates"),
        _score("confidence:body", "confidence in bodies"),
        _score("confidence:authors", "confidence in authors"),
        _bad("future", "articles dated in the future"),
        _bad("today", "new articles dated on the day they were read", rise=0.35, per="new_read",
             vetoed=True),
        _bad("same_title", "articles with the run's commonest title", rise=0.4),
        _bad("same_body", "articles with the run's commonest text", rise=0.4),
        _bad("same_authors", "articles by the run's commonest authors", rise=0.4),
        _bad("short", "articles of less than 120 words"),
        _bad("teaser", "articles that say no more than their summary"),
        _bad("repeated_title", "articles with the title of another one"),
        _bad("mojibake", "articles with broken characters"),
        _bad("date_moved", "known articles whose date moved", per="known_dated", rise=0.1,
             prior=limits.AS_IT_WAS),
        _bad("lost", "pages of known articles that no longer read as one", per="known_pages",
             prior=limits.AS_IT_WAS),
        _bad("dead", "new addresses that lead to no page", per="asked_new"),
        _AGE,
        Field("yield", "new pages that are articles", fit_shares, "share", low="dropped",
              per="new_pages", fall=0.4, slack=limits.SLACK**2),
        _many("rejected", "pages rejected"),
        _ratio("duplicates", "new articles that are copies", per="news"),
        _ratio("errors", "requests that failed", per="requests"),
        _tally("front_links", "links of the start page", paced=False),
        _none("front_links", "runs whose start page has links"),
        _tally("listings", "listings, feeds and sitemaps that answer", paced=False),
        _none("listings", "runs that meet a listing, feed or sitemap"),
        _tally("pages", "pages read"),
        _tally("requests", "requests"),
        _tally("articles", "articles read", fall=0.15),
        _tally("events", "statements of events read", fall=0.1),
    )
}  # fmt: skip

_STILL = (1 - limits.AS_IT_WAS[0], limits.AS_IT_WAS[1])
_ALIKE = (1 - limits.EDITED[0], limits.EDITED[1])
_KNOWN = {
    "kept:body": "known articles whose text is still about as long",
    "kept:clean": "known articles whose characters are still decoded rightly",
    "kept:units": "known articles whose figures still have units",
    "same:text": "known articles whose text still tells the same",
    "same:language": "known articles that are still in the same language",
}
# Families of measures, of which each site has its own members.
_FAMILIES: Mapping[str, Callable[[str], Field]] = {
    "language:": lambda name: Field(
        name, f"articles in the language '{_member(name)}'", fit_shares, "share", low="dropped",
        absent=0.0, least=0.5,
    ),
    "selector:": lambda name: _fill(
        name, f"articles where the selector of {_member(name)} matched"
    ),
    "kept:": lambda name: Field(
        name, _KNOWN.get(name, f"known articles that still have {_member(name)}"),
        fit_shares, "share", low="emptied", per=weight_of(name), prior=_STILL, fall=0.7,
    ),
    "same:": lambda name: Field(
        name, _KNOWN.get(name, f"known articles that still have the same {_member(name)}"),
        fit_shares, "share", low="dropped", per=weight_of(name), prior=_ALIKE, fall=0.6,
    ),
    "rejected:": lambda name: _many(name, f"pages rejected as '{_member(name)}'"),
}  # fmt: skip
# What the others rest on, or are made of; nothing by itself.
_PARTS = frozenset({
    "new_read", "known_read", "known_pages", "new_pages", "asked_new", "known_dated",
    "news", "new", "changed", "unchanged", "newest_age", "narrowed",
})  # fmt: skip
MEASURED = "known_read"
"""A run that has this measure was measured whole: what it does not name was not there."""


def _member(name: str) -> str:
    return name.partition(":")[2]


def weight_of(name: str) -> str:
    """The measure that says how many known articles ``kept:title`` or ``same:title`` rests on."""
    return f"had:{name.removeprefix('kept:')}"


# Measures of new articles, and those of known ones that break with them where the layout does.
_PAIRED = {
    **dict.fromkeys(("words", "words_median", "short", "teaser"), "kept:body"),
    **dict.fromkeys(("same_title", "repeated_title"), "same:title"),
    **dict.fromkeys(("today", "age", "future"), "date_moved"),
    **dict.fromkeys(("yield", "dead"), "lost"),
    "same_authors": "same:authors", "same_body": "same:text", "mojibake": "kept:clean",
}  # fmt: skip


def paired(name: str) -> str:
    """The measure of known articles that breaks with a measure of new ones, if a layout broke."""
    if name.startswith("language:"):
        return "same:language"
    return _PAIRED.get(name) or f"kept:{name.removeprefix('with_')}"


def _has_family(name: str, values: Values) -> bool:
    prefix = name.partition(":")[0] + ":"
    return MEASURED in values or any(key.startswith(prefix) for key in values)


def fields_of(runs: Iterable[Values]) -> list[Field]:
    """The fields that these runs have measures of; those of a name that is not known here are
    watched too: for a fall, as shares where all are at most one, as numbers where not."""
    most: dict[str, float] = {}
    for values in runs:
        for name, value in values.items():
            most[name] = max(most.get(name, value), value)
    found = [field for field in FIELDS.values() if (field.source or field.name) in most]
    for name in sorted(most.keys() - FIELDS.keys() - _PARTS):
        family = next((make for prefix, make in _FAMILIES.items() if name.startswith(prefix)), None)
        if family is not None:
            found.append(family(name))
        elif ":" not in name:
            found.append(_fill(name, name) if most[name] <= 1 else _mean(name, name))
    return found
