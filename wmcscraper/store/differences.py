"""What a new reading of known pages changes: how often which field, and some examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Differences", "Sample"]

_SAMPLES = 200
_EACH = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """One field of one article, before and after."""

    url: str
    field: str
    before: Any
    after: Any


@dataclass(slots=True)
class Differences:
    """Counted by field; the first few of each are kept as they are."""

    counts: Counter[str] = field(default_factory=Counter)
    samples: list[Sample] = field(default_factory=list)

    def note(self, url: str, name: str, before: Any, after: Any) -> None:
        """A field was ``before`` and is ``after``; of quotes, figures, images and links both are
        None."""
        self.counts[name] += 1
        some = before is not None or after is not None
        if some and self.counts[name] <= _EACH and len(self.samples) < _SAMPLES:
            self.samples.append(Sample(url, name, before, after))

    def add(self, others: Differences) -> None:
        """Join what another writer noted."""
        self.counts.update(others.counts)
        self.samples += others.samples[: _SAMPLES - len(self.samples)]
