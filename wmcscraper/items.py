"""What a page yields: articles, their quotes, figures, images and links, and events.

Plain dataclasses, so that Scrapy (through itemadapter), a notebook and a test read them alike.
An ISO date carries only what is known: ``2026``, ``2026-03``, ``2025-09-18``,
``2025-09-18T14:30`` or ``2025-09-18T14:30:00+02:00`` where the page gives an offset.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Article", "Capture", "Event", "Figure", "Image", "Link", "Quote"]


@dataclass(frozen=True, slots=True)
class Capture:
    """When a page was fetched, and the record in the archive that holds its bytes."""

    fetched: str
    """UTC, ISO 8601, whole seconds."""
    recorded: str | None = None
    """Date of the record; earlier than ``fetched`` where the same bytes were archived before."""
    file: str | None = None
    """Name of the WARC file in the archive's folder; None where nothing is archived."""
    offset: int | None = None
    """Byte at which the record begins in the file."""
    digest: str | None = None
    """Digest of the payload as the record states it: 'sha1:…'."""
    again: bool = False
    """The database has read these bytes before: what differs is our reading, not the page."""


@dataclass(slots=True)
class Quote:
    """Somebody's words between quotation marks."""

    text: str
    """The words, without their outer quotation marks."""
    speaker: str | None = None
    """Who said it: a full name where the article gives one, else as written."""
    role: str | None = None
    """The speaker's role with affiliation, e.g. 'Founder, Chairman, and CEO of MP Materials'."""
    cue: str | None = None
    """The word that introduces the speech, as written: 'said', 'has added', 'according to'."""
    start: int = 0
    """Offset in the body of the first character inside the marks."""
    end: int = 0
    """Offset in the body after the last character inside the marks."""


@dataclass(slots=True)
class Figure:
    """A number that a text reports, with its unit and what it measures."""

    text: str
    """As written, modifier and unit included: 'over 45,000 metric tons'."""
    value: float
    """In ``unit``, scale words expanded; the lower end of a range."""
    value_max: float | None = None
    """The upper end of a range."""
    unit: str | None = None
    """Canonical symbol (t, koz, g/t, USD/oz, %); None for counts, ratios and fractions."""
    kind: str = "count"
    """mass, grade, money, price, percentage, ratio, count, length, area, volume, power, energy,
    rate, duration, temperature, speed, pressure, voltage, density, emissions …"""
    value_si: float | None = None
    """``value`` in ``si_unit``; None for money, prices, counts and ratios."""
    si_unit: str | None = None
    """The SI unit (or product of SI units) of ``value_si``."""
    modifier: str | None = None
    """approx, min, max or None."""
    subject: str | None = None
    """What is measured, in the text's own words: 'rare earth oxides'."""
    period: str | None = None
    """When, in the text's own words: '2024', 'Q3 2025', 'annually'."""
    start: int = 0
    """Offset in the body of the first character of ``text``."""
    end: int = 0
    """Offset in the body after the last character of ``text``."""


@dataclass(slots=True)
class Image:
    """A picture that belongs to the story."""

    url: str
    """Absolute URL of the largest version that the page offers."""
    caption: str | None = None
    """What the page says under the picture, without the credit."""
    credit: str | None = None
    """Whose picture it is, without the word 'Source', 'Photo by' …"""
    alt: str | None = None
    """The picture's alternative text."""


@dataclass(slots=True)
class Link:
    """A link that the story offers its reader, or the page offers beside the story."""

    url: str
    """Absolute URL."""
    text: str
    """The words of the link."""
    kind: str = "other"
    """related (another story), event, source, document, tag or other."""
    date: str | None = None
    """ISO date that stands beside a related link."""
    teaser: str | None = None
    """The lines of text that stand with a related link."""


@dataclass(slots=True)
class Article:
    """A news story."""

    url: str
    """Canonical URL."""
    site: str | None = None
    """Host without ``www.``, with its port only where that is not the default."""
    title: str | None = None
    """Headline, without the site's name."""
    date: str | None = None
    """ISO date of publication; only what the page gives."""
    date_precision: str | None = None
    """minute, day, month or year."""
    date_raw: str | None = None
    """The date as the page writes it."""
    modified: str | None = None
    """ISO date of the last change that the page itself claims."""
    authors: list[str] = field(default_factory=list)
    """Names of people; an organisation only where no person is named."""
    language: str | None = None
    """BCP 47 primary tag: en, es, pl …"""
    section: str | None = None
    """The part of the site that the story stands in."""
    tags: list[str] = field(default_factory=list)
    """Keywords that the page gives the story."""
    summary: str | None = None
    """The page's own summary or description."""
    body: str = ""
    """Paragraphs, with a blank line between them."""
    quotes: list[Quote] = field(default_factory=list)
    """Direct speech in the body."""
    figures: list[Figure] = field(default_factory=list)
    """Numbers that the body reports."""
    images: list[Image] = field(default_factory=list)
    """Pictures of the story."""
    links: list[Link] = field(default_factory=list)
    """Links of the story and of the related stories beside it."""
    confidence: dict[str, dict[str, str | float]] = field(default_factory=dict)
    """For each of title, date, body, authors: ``{'origin': where it came from, 'score': 0..1}``."""
    capture: Capture | None = field(default=None, compare=False, repr=False)
    """The answer that this was read from; the crawl sets it, extraction does not know it."""


@dataclass(slots=True)
class Event:
    """A congress, conference or meeting, as one page states it."""

    name: str
    """Without article, ordinal and year: 'World Mining Congress'."""
    url: str | None = None
    """The page of the event, else the page that states it."""
    site: str | None = None
    """The site that states it (see Article.site)."""
    series: str | None = None
    """Normalised name that all editions of the event share."""
    edition: int | None = None
    """27 for 'the 27th' and for 'XXVII'."""
    start_date: str | None = None
    """ISO date of the first day, cut to what is known."""
    end_date: str | None = None
    """ISO date of the last day; None where only a month or a year is known."""
    date_precision: str | None = None
    """minute, day, month or year."""
    date_raw: str | None = None
    """The date as the page writes it."""
    city: str | None = None
    """As written."""
    country: str | None = None
    """As written."""
    description: str | None = None
    """The sentence or box that states the event."""
    source_url: str | None = None
    """Canonical URL of the page that states it."""
    in_article: bool = False
    """Whether an article's own text states it, not a box beside it or an events page."""
    capture: Capture | None = field(default=None, compare=False, repr=False)
    """The answer that this was read from; the crawl sets it, extraction does not know it."""
