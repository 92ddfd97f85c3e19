"""What happens to a site: its runs, what broke when, and what such a break may be named by."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wmcscraper.health import Finding, Run

__all__ = ["BASIC", "Break", "Course", "History", "Made"]

BASIC = (
    "articles",
    "title",
    "date",
    "authors",
    "language",
    "summary",
    "words",
    "quotes",
    "figures",
    "images",
    "links",
    "requests",
    "pages",
    "new",
    "changed",
    "unchanged",
    "duplicates",
    "rejected",
    "errors",
)


@dataclass(frozen=True)
class Break:
    """Something that is wrong from run ``start`` up to run ``end``."""

    kind: str
    start: int
    end: int
    field: str = ""
    amount: float = 0.0
    names: frozenset[str] = frozenset()
    """What it may be named by; empty: as its kind says."""


@dataclass
class Made:
    """A run as it would stand in the database."""

    run: Run
    shows: bool
    """Whether anything that it met differs from what it would have met without the break."""

    def basic(self) -> Run:
        """Only what the database held before the monitor came."""
        return replace(self.run, values={k: v for k, v in self.run.values.items() if k in BASIC})


# What a break may be named by.
_PARTS = {
    "quotes",
    "with_quotes",
    "figures",
    "with_figures",
    "images",
    "with_images",
    "links",
    "with_links",
    "words",
    "words_median",
    "summary",
    "authors",
    "confidence:body",
    "kept:body",
    "same:text",
    "short",
    "teaser",
}
_NAMED = {
    "teaser": _PARTS, "listing gone": {
        "front_links", "has_front_links", "listings", "has_listings", "pages", "requests",
        "articles", "news", "yield", "rejected",
    },
    "dates shifted": {"age", "future", "date_moved", "today"},
    "dates all today": {"today", "date_moved", "age"},
    "same titles": {"same_title", "repeated_title", "same:title"},
    "language flip": {"language:en", "language:es", "language:pl", "same:language"},
    "mojibake": {"mojibake", "kept:clean"}, "copies": {"duplicates"},
    "rejects": {
        "rejected", "rejected:not an article", "yield", "lost", "articles", "news", "pages",
        "requests",
    },
    "confidence": {
        "confidence:title", "confidence:date", "confidence:body", "confidence:authors",
    },
}  # fmt: skip


@dataclass
class Course:
    """A site's runs and breaks."""

    runs: list[Made]
    breaks: list[Break]

    def cause(self, finding: Finding, place: int) -> int | None:
        """The break that a finding names; one that was just mended still counts."""
        for index, broken in enumerate(self.breaks):
            names = broken.names or _NAMED.get(broken.kind)
            names = names or {broken.field, f"with_{broken.field}", f"kept:{broken.field}"}
            if finding.field in names and broken.start <= place <= broken.end:
                return index
        return None

    def is_broken(self, place: int) -> bool:
        """Whether a break is there, or was until the run before."""
        return any(broken.start <= place <= broken.end for broken in self.breaks)

    def is_over(self, place: int) -> bool:
        """Whether a break has come to its end, and no other is there."""
        there = any(broken.start <= place < broken.end for broken in self.breaks)
        return not there and any(broken.end <= place for broken in self.breaks)

    def of(self, broken: Break) -> list[Made]:
        """The runs of a break."""
        return self.runs[broken.start : broken.end]

    def is_hidden(self, broken: Break) -> bool:
        """Whether nothing in its first two runs differs from what normal runs read."""
        return not any(made.shows for made in self.of(broken)[:2])

    def shown(self, broken: Break, at: int | None) -> int | None:
        """Runs that showed anything of the break before it was named."""
        if at is None:
            shows = sum(made.shows for made in self.of(broken))
            return None if shows >= 2 else shows
        return sum(made.shows for made in self.runs[broken.start : at])


History = dict[str, Course]
