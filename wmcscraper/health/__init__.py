"""Is a site still read as it was? Each run's measures against the site's own history."""

from wmcscraper.health.database import findings, history
from wmcscraper.health.monitor import Monitor, State, find, follow
from wmcscraper.health.runs import Acceptance, Finding, Run

__all__ = [
    "Acceptance",
    "Finding",
    "Monitor",
    "Run",
    "State",
    "find",
    "findings",
    "follow",
    "history",
]
