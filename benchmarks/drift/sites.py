"""Made-up sites with their rhythms and habits."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["SITES", "Site"]


@dataclass(frozen=True)
class Site:
    """How a site usually is."""

    name: str
    per_day: float
    every_hours: float = 24.0
    weekend: float = 0.3
    """Share of a working day's articles that a day of the weekend has."""
    fill: dict[str, float] = field(default_factory=dict)
    words: float = 450.0
    spread: float = 0.5
    etags: bool = True
    """Whether pages that did not change are answered with 304."""
    growth: float = 0.0
    """Growth of its output over the 60 runs."""
    listings: int = 4
    front_links: int = 25
    confidence: float = 0.9
    language: str = "en"


_FULL = {
    "title": 1.0,
    "date": 0.99,
    "authors": 0.95,
    "summary": 0.97,
    "language": 1.0,
    "quotes": 0.6,
    "figures": 0.8,
    "images": 0.9,
    "links": 0.97,
}
SITES = (
    Site("daily-40", 40.0, fill=_FULL),
    Site("wire-25-twice", 25.0, 12.0,
         fill={**_FULL, "authors": 0.3, "images": 0.55}),
    Site("growing-10", 10.0, fill={**_FULL, "authors": 0.85}, growth=1.5),
    Site("weekdays-8", 8.0, weekend=0.0, fill={**_FULL, "authors": 0.0, "quotes": 0.8},
         etags=False),
    Site("magazine-5", 5.0, fill={**_FULL, "summary": 0.3}, words=1100, spread=0.7),
    Site("press-3", 3.0, weekend=0.02,
         fill={**_FULL, "authors": 0.0, "images": 0.3}, words=600),
    Site("blog-2", 2.0, weekend=0.8, fill={**_FULL, "quotes": 0.2}, etags=False, words=700),
    Site("spanish-6-twice", 6.0, 12.0, fill={**_FULL, "authors": 0.6}, language="es"),
    Site("union-1", 1.0, fill=_FULL, listings=2, front_links=12),
    Site("society-third", 0.35, fill={**_FULL, "authors": 0.7, "images": 1.0}, etags=False,
         listings=1, front_links=10),
    Site("weekly-1", 1 / 7, fill=_FULL, listings=1, front_links=8, etags=False),
    Site("weekly-run-12", 1.7, 168.0, fill={**_FULL, "authors": 0.9}),
)  # fmt: skip
