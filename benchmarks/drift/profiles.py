"""Sites drawn at random, how much they write on a day, and what their stories have."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp, log

from wmcscraper.health.former import Former

__all__ = ["KINDS", "Profile", "Story", "draw_profile", "poisson", "rate_on", "write"]

LANGUAGES = ("en", "en", "es", "de", "fr", "pt")


@dataclass(frozen=True)
class Profile:
    """How a site usually is."""

    name: str
    per_day: float
    every: timedelta
    """Time from run to run."""
    weekend: float
    summer: float
    """Share of the usual output in the first three weeks of August."""
    fill: dict[str, float]
    own: dict[str, float]
    """How much a field's share differs from day to day (in log-odds): an agency's day has no
    authors at all."""
    staff: int
    """Authors who take turns."""
    words: float
    spread: float
    etags: bool
    front: int
    """Links that its start page shows."""
    sitemap: bool
    """Whether all new stories can be found, not only those on the start page."""
    language: str
    score: float
    units: float


@dataclass
class Story:
    """A story as it was written."""

    number: int
    written: datetime
    has: dict[str, bool]
    words: int
    author: int
    language: str
    counts: dict[str, int]
    units: bool
    score: float
    dated: datetime
    section: str = "news"
    found: bool = False
    fetched: datetime | None = None
    state: str = ""
    """What the page looked like when it was fetched (its ETag)."""
    first: Former | None = None
    """What its first reading gave."""
    length: int = 0
    gone: bool = False
    unreadable: bool = False


def poisson(chance: random.Random, mean: float) -> int:
    """A count whose mean and variance are ``mean``."""
    if mean > 60:
        return max(0, round(chance.gauss(mean, mean**0.5)))
    limit, count, product = exp(-max(0.0, mean)), 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count


# Articles a day, hours between runs, share of a working day that a weekend's day has.
KINDS: dict[str, tuple[tuple[float, float], float, tuple[float, float]]] = {
    "agency": ((80, 200), 24, (0.3, 0.7)),
    "daily paper": ((15, 60), 24, (0.2, 0.9)),
    "portal read twice": ((10, 40), 12, (0.1, 0.6)),
    "trade magazine": ((3, 12), 24, (0.0, 0.2)),
    "trade site": ((4, 9), 24, (0.0, 0.8)),
    "press office": ((1, 4), 24, (0.0, 0.05)),
    "blog": ((0.7, 2), 24, (0.5, 1.0)),
    "one a day": ((0.9, 1.1), 24, (0.6, 1.0)),
    "society": ((0.2, 0.6), 24, (0.1, 0.6)),
    "read weekly": ((1, 6), 168, (0.1, 0.9)),
}


def draw_profile(chance: random.Random, kind: str) -> Profile:
    """A site of a kind."""
    (least, most), hours, (calm, busy) = KINDS[kind]

    def share(*choices: float) -> float:
        return min(1.0, max(0.0, chance.choice(choices) + chance.uniform(-0.04, 0.04)))

    fill = {
        "title": 1.0,
        "date": chance.choice([1.0, 1.0, 0.98, 0.9]),
        "authors": share(0.0, 0.3, 0.6, 0.9, 1.0, 1.0),
        "summary": share(0.0, 0.5, 0.95, 1.0),
        "language": chance.choice([1.0, 1.0, 0.97]),
        "section": share(0.0, 0.9, 1.0),
        "tags": share(0.0, 0.6, 0.95),
        "quotes": share(0.2, 0.4, 0.7),
        "figures": share(0.5, 0.7, 0.9),
        "images": share(0.3, 0.7, 1.0),
        "links": share(0.6, 0.95),
    }
    per_day = exp(chance.uniform(log(least), log(most)))
    return Profile(
        name=kind, per_day=per_day, every=timedelta(hours=hours),
        weekend=chance.uniform(calm, busy), summer=chance.choice([1.0, 0.7, 0.4]),
        fill=fill, own={name: chance.choice([0.1, 0.3, 0.6]) for name in fill},
        staff=chance.choice([1, 4, 12, 30]), words=chance.uniform(220, 900),
        spread=chance.uniform(0.25, 0.7), etags=chance.random() < 0.5,
        front=max(8, min(60, round(per_day * 3) + chance.randint(5, 15))),
        sitemap=chance.random() < 0.7 or per_day > 12, language=chance.choice(LANGUAGES),
        score=chance.uniform(0.7, 0.95), units=chance.uniform(0.5, 0.9),
    )  # fmt: skip


@dataclass
class Weather:
    """What is unusual and no break: drawn anew for each week."""

    pace: float = 1.0
    conference: bool = False
    section: str = "news"


def rate_on(profile: Profile, day: datetime, weather: Weather) -> float:
    """Stories that are written on a day."""
    rate = profile.per_day * weather.pace
    if day.weekday() >= 5:
        rate *= profile.weekend
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 4):
        rate *= 0.1
    elif day.month == 8 and day.day <= 21:
        rate *= profile.summer
    return rate * (5 if weather.conference else 1)


@dataclass
class Day:
    """What the stories of one day have in common."""

    shift: dict[str, float] = field(default_factory=dict)


def write(
    chance: random.Random, profile: Profile, number: int, at: datetime, *, shift: dict[str, float],
    weather: Weather, old: bool = False,
) -> Story:  # fmt: skip
    """A story; ``shift``: how the day's stories differ from the usual, in log-odds."""
    has = {}
    for name, usual in profile.fill.items():
        share = usual
        if 0 < usual < 1:
            share = 1 / (1 + exp(-(log(usual / (1 - usual)) + shift.get(name, 0.0))))
        has[name] = chance.random() < share
    words = max(8, round(profile.words * exp(chance.gauss(0, profile.spread))))
    if weather.conference and chance.random() < 0.3:
        words = chance.randint(90, 200)
    if weather.section != "news" and chance.random() < 0.25:
        words, has["authors"] = round(words * 0.6), False
    odd = chance.random()
    if odd < 0.015:
        words = chance.choice([12, 30, 60, 7000])
    means = {"quotes": 1.5, "figures": 4.0, "images": 1.0, "links": 6.0}
    counts = {name: 1 + poisson(chance, mean) if has[name] else 0 for name, mean in means.items()}
    dated = at
    if odd > 0.985:  # dug out of the archive, or dated for a date to come
        dated += timedelta(days=chance.choice([-700.0, -40.0, 1.0, 9.0]))
    if old:
        dated -= timedelta(days=chance.uniform(1, 900))
    return Story(
        number=number, written=at, has=has, words=words, author=chance.randrange(profile.staff),
        language=chance.choice(LANGUAGES) if chance.random() < 0.01 else profile.language,
        counts=counts, unreadable=chance.random() < 0.01,
        units=chance.random() < profile.units, dated=dated,
        score=min(1.0, max(0.2, chance.gauss(profile.score, 0.07))), section=weather.section,
    )  # fmt: skip
