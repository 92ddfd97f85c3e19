"""Histories whose runs read made-up stories, page by page, through the monitor's own measuring.

Sites, noise and breaks differ from those of ``benchmarks.drift.measures``: sites are drawn anew for
each seed; slow weeks, a conference week, the days around New Year, summer, a new section, bad
pages, runs that end early and runs that read all again are noise.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import exp

from benchmarks.drift.course import Break, Course, History, Made
from benchmarks.drift.faults import FAULTS, Fault
from benchmarks.drift.profiles import (
    KINDS,
    Profile,
    Story,
    Weather,
    draw_profile,
    poisson,
    rate_on,
    write,
)
from wmcscraper.health import Monitor, Run
from wmcscraper.health.collector import Collector
from wmcscraper.health.doubt import Doubts
from wmcscraper.health.fields import FIELDS as FIELD_TABLE
from wmcscraper.health.fields import fields_of
from wmcscraper.health.former import FIELDS, PARTS, Former
from wmcscraper.items import Article, Figure, Image, Link, Quote

__all__ = ["make_newsrooms"]

_SYLLABLES = ("ka", "lo", "mi", "ru", "ten", "sol", "bar", "gip")
_WORDS = [a + b + "s" for a in _SYLLABLES for b in _SYLLABLES]
_LINE = " ".join(word + " ore rich" * (place % 8 == 0) for place, word in enumerate(_WORDS)) + " "
_BODY = _LINE * 500
_CHECKS, _CHECKS_FROM = 5, 4
_PACES = (1.0, 1.0, 1.0, 1.1, 1.3, 0.8, 0.6, 0.4)
_SLOWEST, _NEVER = min(_PACES), 1e-3
_QUOTE, _BARE = Quote("Dig."), Figure("5", 5.0)
_MEASURED, _IMAGE, _LINK = Figure("5 t", 5.0, unit="t"), Image("/a.jpg"), Link("/b", "b")


def make_newsrooms(seed: int, *, breaks: int = 20, runs: int = 60, bare: bool = False) -> History:
    """12 sites, ``runs`` runs of each, ``breaks`` breaks at random places; ``bare``: no page is
    read only to be held against what it was."""
    chance = random.Random(f"newsrooms {seed}")
    kinds = [*KINDS, *chance.sample(sorted(KINDS), 2)]
    profiles = {f"{kind} {place}": draw_profile(chance, kind) for place, kind in enumerate(kinds)}
    planned: dict[str, list[Break]] = {name: [] for name in profiles}
    faults = chance.sample(sorted(FAULTS), min(breaks, len(FAULTS)))
    for kind in faults:
        for _ in range(1000):
            name = chance.choice(sorted(profiles))
            start = chance.randint(12, runs - 3)
            end = runs if chance.random() < 0.2 else min(runs, start + chance.randint(3, 9))
            others = planned[name]
            free = all(end + 6 < one.start or one.end + 6 < start for one in others)
            if free and _can_break(profiles[name], FAULTS[kind], kind):
                others.append(Break(kind, start, end, names=FAULTS[kind].names))
                break
    return {
        name: _Newsroom(random.Random(f"{seed} {name}"), profile, bare).course(planned[name], runs)
        for name, profile in profiles.items()
    }


def _can_break(profile: Profile, fault: Fault, kind: str) -> bool:
    if kind == "authors are Admin" and profile.staff < 4:
        return False
    return not fault.field or profile.fill[fault.field] >= 0.55


_NAMES = (
    *(one.source or one.name for one in FIELD_TABLE.values()),
    *(f"kept:{name}" for name in (*FIELDS, *PARTS, "units", "clean")),
    *(f"same:{name}" for name in ("title", "authors", "language", "text")),
)
_EVERY = fields_of([dict.fromkeys(_NAMES, 1.0)])


@dataclass
class _Newsroom:
    chance: random.Random
    profile: Profile
    bare: bool = False
    stories: list[Story] = field(default_factory=list)
    titles: dict[str, int] = field(default_factory=dict)
    weather: Weather = field(default_factory=Weather)
    shown: list[Story] = field(default_factory=list)
    """What the start page shows."""
    monitor: Monitor = field(default_factory=lambda: Monitor(_EVERY))
    """As in a real run, what was named before decides which articles are trusted."""
    doubts: Doubts = field(default_factory=Doubts)
    _starts: list[datetime] = field(default_factory=list)

    def course(self, breaks: list[Break], runs: int) -> Course:
        chance, profile = self.chance, self.profile
        breaks = sorted(breaks, key=lambda one: one.start)
        now = datetime(2027, chance.randint(1, 12), chance.randint(1, 28), 5, tzinfo=UTC)
        for _ in range(min(300, round(profile.per_day * 90))):
            self._write(now - timedelta(days=chance.uniform(0, 60)), {})
        conference = chance.randrange(20, 200)
        new_section = chance.randrange(10, 120)
        made = []
        week = -1
        for place in range(runs):
            if week != now.toordinal() // 7:
                week = now.toordinal() // 7
                self.weather.pace = chance.choice(_PACES)
            day = round(place * profile.every / timedelta(days=1))
            self.weather.conference = conference <= day < conference + 7
            if day >= new_section:
                self.weather.section = chance.choice(["news", "news", "analysis"])
            broken = next((one for one in breaks if one.start <= place < one.end), None)
            self._starts.append(now)
            self.doubts.begin(now)
            made.append(self._run(place, now, broken))
            self.monitor.add(made[-1].run)
            self.doubts.note(self.monitor.findings())
            now = self._on(now)
        return Course(made, breaks)

    def _on(self, now: datetime) -> datetime:
        """Time passes, and stories are written."""
        after = now + self.profile.every + timedelta(minutes=self.chance.randint(-30, 30))
        while now < after:
            step = min(timedelta(days=1), after - now)
            mean = rate_on(self.profile, now, self.weather) * (step / timedelta(days=1))
            shift = {name: self.chance.gauss(0, own) for name, own in self.profile.own.items()}
            for _ in range(poisson(self.chance, mean * self.chance.gammavariate(20, 1 / 20))):
                self._write(now + self.chance.random() * step, shift)
            now += step
        return after

    def _write(self, at: datetime, shift: dict[str, float]) -> None:
        self.stories.append(
            write(
                self.chance, self.profile, len(self.stories), at, shift=shift, weather=self.weather
            )
        )

    def _due(self, now: datetime, *, everything: bool) -> list[Story]:
        """Known stories that are read again: often while they are new, then rarely."""
        found = []
        for story in self.stories[-2500:]:
            if story.fetched is None:
                continue
            age = max(timedelta(0), story.fetched - story.dated)
            pause = min(max(age * 0.5, timedelta(hours=6)), timedelta(days=180))
            if everything or now - story.fetched >= pause:
                found.append(story)
        return found

    def _is_odd(self, broken: Break | None, now: datetime) -> bool:
        """Whether the silence since a listing froze is longer than a slow week explains."""
        assert broken is not None
        days, expected = (now - self._starts[broken.start]) / timedelta(days=1) + 1, 0.0
        for day in range(round(days)):
            expected += rate_on(self.profile, now - timedelta(days=day), Weather(_SLOWEST))
        return exp(-expected) < _NEVER

    def _checks(self, place: int) -> list[Story]:
        """As ``wmcscraper.health.checks`` chooses."""
        if place < _CHECKS_FROM or self.bare:
            return []
        found = [
            story
            for story in self.stories
            if story.first is not None and not story.gone and not story.unreadable
        ]
        found.sort(key=lambda one: one.first.seen if one.first else "", reverse=True)

        def doubtful(story: Story) -> bool:
            return story.first is not None and bool(self.doubts.of(story.first.seen))

        choice = sorted(found[:400], key=doubtful)[:120]
        return sorted(choice, key=lambda one: (doubtful(one), -_rich(one)))[:_CHECKS]

    def _run(self, place: int, now: datetime, broken: Break | None) -> Made:
        chance, profile = self.chance, self.profile
        fault = FAULTS[broken.kind] if broken else None
        odd = chance.random()
        early, everything = place > 0 and odd < 0.02, place > 0 and 0.02 <= odd < 0.03
        if fault is None or fault.listing != "frozen":
            newest = sorted(self.stories, key=lambda one: one.written)[-600:]
            self.shown = newest if profile.sitemap else newest[-profile.front :]
        new = [story for story in self.shown if not story.found]
        if fault is not None and fault.listing == "gone":
            new = []
        silent = fault is not None and fault.listing == "frozen" and self._is_odd(broken, now)
        checks = [] if everything else self._checks(place)
        chosen = {story.number for story in checks}
        due = [one for one in self._due(now, everything=everything) if one.number not in chosen]
        if early:
            new, due, checks = new[: len(new) // 3], due[: len(due) // 3], []
        tally: Counter[str] = Counter()
        lengths = sorted(story.length for story in self.stories[-1000:] if story.first is not None)
        collector = Collector(usual_length=lengths[len(lengths) // 2] if lengths else 0)
        for story in [*new, *due]:
            self._read(story, fault, now, collector, tally)
        for story in checks:
            self._read(story, fault, now, collector, tally, check=True)
        listings = max(2, round(profile.per_day**0.5)) + 2
        front = profile.front + chance.randint(-2, 2)
        if fault is not None and fault.listing == "gone":
            listings, front = 1, chance.randint(0, 2)
        shows = bool(tally["shows"] or silent or (fault and fault.listing == "gone"))
        values = self._values(tally, collector, listings=listings, front=front)
        if everything:
            values["narrowed"] = 1.0
        return Made(Run(place + 1, now, values, not early and not everything), shows)

    def _read(
        self, story: Story, fault: Fault | None, now: datetime, collector: Collector,
        tally: Counter[str], *, check: bool = False,
    ) -> None:  # fmt: skip
        chance = self.chance
        known = story.first is not None
        state = f"{fault.names if fault and not fault.listing else ''}"
        same = story.state == state and chance.random() > 0.03
        if story.fetched and self.profile.etags and same and not check:
            story.fetched = now
            tally["unchanged"] += 1
            return
        where = "known" if known else "new"
        new_page = story.fetched is None
        story.found, story.fetched, story.state = True, now, state
        tally[f"asked_{where}"] += known or new_page
        if story.gone:
            return
        story.gone = chance.random() < 0.003
        if story.gone or (fault and chance.random() < fault.dead):
            tally[f"dead_{where}"] += known or new_page
            tally["shows"] += bool(fault and fault.dead)
            return
        tally[f"pages_{where}"] += known or new_page
        if story.unreadable or (fault and chance.random() < fault.rejects):
            tally[f"rejected_{where}"] += known or new_page
            tally["rejected"] += 1
            tally["shows"] += bool(fault and fault.rejects)
            return
        copies = 1 + (fault is not None and fault.listing == "doubled" and not known) * 3
        for copy in range(copies):
            self._take(story, fault, now, collector, tally, known=known, copy=copy, check=check)

    def _take(
        self, story: Story, fault: Fault | None, now: datetime, collector: Collector,
        tally: Counter[str], *, known: bool, copy: int, check: bool,
    ) -> None:  # fmt: skip
        article = _article(story, copy)
        if copy:
            tally["asked_new"] += 1
            tally["pages_new"] += 1
            tally["duplicates"] += 1
            tally["shows"] += 1
        elif not known:
            tally["duplicates" if self.chance.random() < 0.03 else "new"] += 1
        if fault is not None and fault.page is not None:
            tally["shows"] += fault.page(article, self.chance, now)
        elif self.chance.random() < 0.002:  # one page asks to log in
            article.title, article.body, article.date = "Log in", "Please log in here.", None
        former = story.first and replace(story.first, doubtful=self.doubts.of(story.first.seen))
        first = self.titles.setdefault(article.title or "", story.number)
        repeated = bool(article.title) and first != story.number
        collector.add(
            article, seen=now, former=former if known else None, repeated=repeated or copy > 0,
            check=check,
        )  # fmt: skip
        if copy:
            return
        has = {name for name in (*FIELDS, *PARTS) if getattr(article, name)}
        if any(figure.unit for figure in article.figures):
            has.add("units")
        if story.first is None:
            story.first = Former(
                has=frozenset(has), date=article.date, seen=now.isoformat(), title=article.title,
                authors=json.dumps(article.authors), language=article.language, body=article.body,
            )  # fmt: skip
        story.length = len(article.body)

    def _values(
        self, tally: Counter[str], collector: Collector, *, listings: int, front: int
    ) -> dict[str, float]:
        others, dead = poisson(self.chance, 3.0), poisson(self.chance, 0.3)
        articles = collector.measures()
        asked, new = tally["asked_new"] + others + dead, tally["pages_new"] + others
        rejected = tally["rejected"] + others + listings
        pages = 1 + listings + new + tally["pages_known"]
        known = tally["asked_known"]
        values: dict[str, float] = {
            "requests": pages + dead + tally["dead_new"] + tally["dead_known"]
            + tally["unchanged"] + 3,
            "pages": pages, "new": tally["new"], "duplicates": tally["duplicates"],
            "changed": 0, "unchanged": tally["unchanged"], "rejected": rejected,
            "rejected:not an article": rejected, "errors": float(self.chance.random() < 0.05),
            "front_links": front, "listings": listings, "asked_new": asked, "new_pages": new,
            "known_pages": known, "events": 0.0, **articles,
        }  # fmt: skip
        if asked:
            values["dead"] = 1 - new / asked
        if new:
            values["yield"] = max(0.0, (tally["pages_new"] - tally["rejected_new"]) / new)
        if known:
            values["lost"] = (tally["dead_known"] + tally["rejected_known"]) / known
        return values


def _rich(story: Story) -> int:
    assert story.first is not None
    date = story.first.date or "    -13-13"
    swaps = date[8:10] <= "12" and date[8:10] != date[5:7]
    return len(story.first.has) + 2 * (len(story.first.body) >= 600) + 2 * swaps


def _article(story: Story, copy: int) -> Article:
    has, counts = story.has, story.counts
    figure = _MEASURED if story.units else _BARE
    start = story.number % 97 * 11
    body = _BODY[start : start + 5 * story.words - story.number % 4]
    return Article(
        url=f"https://{'copy.' * copy}pit.example/{story.number}",
        title=f"Story {story.number}" if has["title"] else None,
        date=story.dated.date().isoformat() if has["date"] else None,
        authors=[f"Author {story.author}"] if has["authors"] else [],
        language=story.language if has["language"] else None,
        section=story.section if has["section"] else None,
        tags=["ore"] if has["tags"] else [],
        summary=body[: min(150, len(body) // 2)] if has["summary"] else None,
        body=body,
        quotes=[_QUOTE] * counts["quotes"],
        figures=[Figure("5", 5.0, unit=figure.unit)] * counts["figures"],
        images=[_IMAGE] * counts["images"],
        links=[_LINK] * counts["links"],
        confidence={
            name: {"origin": "page", "score": story.score}
            for name in ("title", "date", "body", "authors")
        },
    )
