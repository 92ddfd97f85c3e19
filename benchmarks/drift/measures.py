"""Histories whose runs are made as measures: 12 sites, normal noise, breaks at random times."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp, log
from statistics import median

from benchmarks.drift.course import Break, Course, History, Made
from benchmarks.drift.sites import SITES, Site
from wmcscraper.health import Run

__all__ = ["EASY", "HARD", "make_history"]

EASY = ("field empty", "teaser", "listing gone", "dates shifted")
HARD = (
    *EASY,
    "field halved",
    "slow decline",
    "same titles",
    "dates all today",
    "language flip",
    "mojibake",
    "copies",
    "rejects",
    "confidence",
)


@dataclass
class Article:
    known: bool
    has: dict[str, bool]
    counts: dict[str, float]
    words: float
    age: float
    language: str
    confidence: float
    today: bool = False
    same_title: bool = False
    mojibake: bool = False


def make_history(
    seed: int, *, breaks: int = 20, runs: int = 60, hard: bool = False, bare: bool = False
) -> History:
    """12 sites, ``runs`` runs of each, ``breaks`` breaks at random places; ``bare``: no known page
    is held against what it was, as in the runs of an older version or of another program."""
    chance = random.Random(seed)
    planned: dict[str, list[Break]] = {site.name: [] for site in SITES}
    kinds = [(HARD if hard else EASY)[i % len(HARD if hard else EASY)] for i in range(breaks)]
    for kind in kinds:
        while True:
            site = chance.choice(SITES)
            start = chance.randint(15, runs - 4)
            end = min(runs, start + chance.randint(4, 9))
            others = planned[site.name]
            if all(end + 6 < other.start or other.end + 6 < start for other in others):
                break
        others.append(_break(chance, site, kind, start, end))
    return {
        site.name: _course(
            random.Random(f"{seed} {site.name}"),
            site,
            sorted(planned[site.name], key=lambda b: b.start),
            runs,
            bare=bare,
        )
        for site in SITES
    }


def _break(chance: random.Random, site: Site, kind: str, start: int, end: int) -> Break:
    name = chance.choice([n for n in site.fill if site.fill[n] >= 0.55])
    amount = 0.0
    if kind == "field halved":
        amount = 0.45
    if kind == "dates shifted":
        amount = chance.choice([-365.0, -30.0, -7.0, 30.0, 365.0])
    return Break(
        kind,
        start,
        end,
        name if kind in ("field empty", "field halved", "slow decline") else "",
        amount,
    )


def _poisson(chance: random.Random, mean: float) -> int:
    limit, count, product = exp(-min(mean, 500)), 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count


def _course(
    chance: random.Random, site: Site, breaks: list[Break], runs: int, *, bare: bool
) -> Course:
    time = datetime(2026, chance.randint(1, 12), chance.randint(1, 28), 5, 30, tzinfo=UTC)
    made: list[Made] = []
    recent = 0.0  # articles of the last month that a run may ask for again
    slow = 1.0
    quirk = {name: chance.gauss(0, 0.25) for name in site.fill}
    for place in range(runs):
        if place % max(1, round(168 / site.every_hours)) == 0:
            slow = chance.choice([1.0, 1.0, 1.1, 0.85, 0.6, 0.4, 1.3])
        active = next((b for b in breaks if b.start <= place < b.end), None)
        first = place == 0
        begun = time
        time += timedelta(hours=site.every_hours, minutes=chance.randint(-20, 20))
        days = site.every_hours / 24
        rate = (
            site.per_day * (1 + site.growth * place / runs) * slow * chance.gammavariate(20, 1 / 20)
        )
        if days <= 1 and begun.weekday() in (6, 0):  # what was written on Saturday and Sunday
            rate *= site.weekend
        if chance.random() < 0.02:
            rate *= 3  # a burst
        new = _poisson(chance, rate * days)
        if first:
            new = round(site.per_day * 60) + 20
        due = _poisson(chance, 1.0 + min(0.3 * recent, 8.0)) if not first else 0
        recent = 0.9 * recent + new
        made.append(
            _run(
                chance,
                site,
                place=place,
                begun=begun,
                new=new,
                due=due,
                broken=active,
                quirk=quirk,
                bare=bare,
            )
        )
    return Course(made, breaks)


def _articles(
    chance: random.Random,
    site: Site,
    *,
    new: int,
    known: int,
    broken: Break | None,
    place: int,
    quirk: dict[str, float],
) -> list[Article]:
    articles = []
    for index in range(new + known):
        share = {}
        for name, usual in site.fill.items():
            share[name] = usual
            if 0 < usual < 1:
                odds = log(usual / (1 - usual)) + quirk[name] * chance.gauss(0, 1)
                share[name] = 1 / (1 + exp(-odds))
        words = site.words * exp(chance.gauss(0, site.spread))
        if chance.random() < 0.02:
            words = chance.choice([30.0, 40.0, 6000.0])
        article = Article(
            index >= new,
            {},
            {},
            words,
            0.0,
            site.language,
            min(1.0, max(0.2, chance.gauss(site.confidence, 0.08))),
        )
        article.age = chance.uniform(0, site.every_hours / 24 + 0.3)
        if article.known:
            article.age += chance.expovariate(0.1)
        elif chance.random() < 0.02:
            article.age += chance.uniform(5, 900)
        article.mojibake = chance.random() < 0.002
        article.same_title = chance.random() < 0.01
        article.language = "en" if chance.random() < 0.01 else site.language
        if broken is not None:
            _spoil(chance, article, share, broken, place)
        article.today = article.today or -0.5 < article.age < 0.5
        for name, p in share.items():
            article.has[name] = chance.random() < p
        for name in ("quotes", "figures", "images", "links"):
            mean = {"quotes": 1.5, "figures": 4.0, "images": 0.6, "links": 6.0}[name]
            article.counts[name] = (
                1 + _poisson(chance, mean * min(1.0, article.words / 200))
                if article.has[name]
                else 0
            )
        articles.append(article)
    return articles


def _spoil(
    chance: random.Random, article: Article, share: dict[str, float], broken: Break, place: int
) -> None:
    kind = broken.kind
    if kind == "field empty":
        share[broken.field] = 0.0
    elif kind == "field halved":
        share[broken.field] *= 0.45
    elif kind == "slow decline":
        share[broken.field] *= max(0.0, 1 - (place - broken.start + 1) / 4)
    elif kind == "teaser":
        article.words = chance.uniform(25, 60)
        share["quotes"] *= 0.1
        share["figures"] *= 0.3
    elif kind == "dates shifted":
        article.age -= broken.amount
    elif kind == "dates all today":
        article.age, article.today = 0.0, True
    elif kind == "same titles":
        article.same_title = True
    elif kind == "language flip":
        article.language = "pl"
    elif kind == "mojibake":
        article.mojibake = chance.random() < 0.6
    elif kind == "confidence":
        article.confidence *= 0.55


_LAYOUT = {
    "field empty",
    "field halved",
    "slow decline",
    "teaser",
    "dates shifted",
    "dates all today",
    "same titles",
    "language flip",
    "mojibake",
    "rejects",
    "confidence",
}


_CHECKS, _CHECKS_FROM = 5, 4
_STEADY, _EDITED, _MOVED = 0.995, 0.02, 0.01
_WRONG = {
    "teaser": {"kept:body"},
    "same titles": {"same:title"},
    "language flip": {"same:language"},
    "mojibake": {"kept:clean"},
    "dates shifted": {"moved"},
    "dates all today": {"moved"},
}


def _compare(
    chance: random.Random, site: Site, *, known: int, checks: int, broken: Break | None
) -> tuple[dict[str, float], int]:
    """What known articles, and those that each run reads again, still have; how many of the
    latter are lost."""
    kind = broken.kind if broken else ""
    lost = sum(chance.random() < 0.85 for _ in range(checks)) if kind == "rejects" else 0
    had: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for index in range(known + checks - lost):
        wrong = set(_WRONG.get(kind, ()))
        if kind == "mojibake" and chance.random() > 0.6:
            wrong = set()
        names = {name: chance.random() < share for name, share in site.fill.items()}
        if index >= known:  # chosen among many, as those that have most
            names = {name: share > 0.15 for name, share in site.fill.items()}
        names |= {"body": True, "clean": True}
        if broken and (
            kind == "field empty" or (kind == "field halved" and chance.random() > 0.45)
        ):
            wrong.add(f"kept:{broken.field}")
        for name in (name for name, there in names.items() if there):
            had[f"kept:{name}"] += 1
            kept[f"kept:{name}"] += f"kept:{name}" not in wrong and chance.random() < _STEADY
        for name in ("same:title", "same:language"):
            had[name] += 1
            kept[name] += name not in wrong and chance.random() > _EDITED * (name == "same:title")
        had["moved"] += 1
        kept["moved"] += "moved" in wrong or chance.random() < _MOVED
    values: dict[str, float] = {}
    if had["moved"]:
        values = {"known_dated": had["moved"], "date_moved": kept.pop("moved") / had.pop("moved")}
    for name, number in had.items():
        values |= {f"had:{name.removeprefix('kept:')}": number, name: kept[name] / number}
    return values, lost


def _run(
    chance: random.Random,
    site: Site,
    *,
    place: int,
    begun: datetime,
    new: int,
    due: int,
    broken: Break | None,
    quirk: dict[str, float],
    bare: bool,
) -> Made:
    kind = broken.kind if broken else ""
    listings, front = site.listings, max(0, site.front_links + chance.randint(-2, 2))
    if kind == "listing gone":
        new, listings, front = 0, 0, chance.randint(0, 2)
    # Pages that did not change are answered with 304, unless the layout changed.
    changed = kind in _LAYOUT and broken is not None and place - broken.start < 6
    known = due if (changed or not site.etags) else sum(chance.random() < 0.1 for _ in range(due))
    rejected_known = 0
    others = _poisson(chance, 2.0)
    asked_new = new + sum(chance.random() < 0.08 for _ in range(new + 2))
    checks = _CHECKS if place >= _CHECKS_FROM and not bare else 0
    compared, gone = _compare(chance, site, known=known, checks=checks, broken=broken)
    if bare:
        compared = {}
    read = new
    if kind == "rejects":
        read = sum(chance.random() < 0.15 for _ in range(new))
        rejected_known = sum(chance.random() < 0.85 for _ in range(known))
    articles = _articles(
        chance,
        site,
        new=read,
        known=known - rejected_known,
        broken=broken,
        place=place,
        quirk=quirk,
    )
    pages = 1 + listings + others + asked_new + known + checks
    rejected = pages - len(articles) - checks + gone
    copies = sum(chance.random() < (0.7 if kind == "copies" else 0.03) for _ in range(read))
    values: dict[str, float] = {
        "requests": pages + 3 + due - known + chance.randint(0, 3), "pages": pages,
        "new": read - copies,
        "duplicates": copies, "changed": sum(a.known for a in articles),
        "unchanged": due - known, "rejected": rejected, "errors": int(chance.random() < 0.1),
        "articles": len(articles), "new_read": read,
        "known_read": known - rejected_known, "known_pages": known + checks,
        "new_pages": asked_new, "front_links": front, "listings": listings,
        "rejected:not an article": rejected,
    }  # fmt: skip
    values |= compared
    if known + checks:
        values["lost"] = (rejected_known + gone) / (known + checks)
    if asked_new:
        values["yield"] = read / asked_new
    n = len(articles)
    if n:
        for name in ("title", "date", "authors", "summary", "language"):
            values[name] = sum(a.has[name] for a in articles) / n
        for name in ("quotes", "figures", "images", "links"):
            values[name] = sum(a.counts[name] for a in articles) / n
            values[f"with_{name}"] = sum(a.has[name] for a in articles) / n
        values["words"] = sum(a.words for a in articles) / n
        values["words_median"] = median(a.words for a in articles)
        for part in ("title", "date", "body", "authors"):
            values[f"confidence:{part}"] = sum(a.confidence for a in articles) / n
        dated = [a for a in articles if a.has["date"]]
        values["future"] = sum(a.age < -1 for a in dated) / n
        if fresh := [a for a in dated if not a.known]:
            values["age"] = min(a.age for a in fresh)
            values["today"] = sum(a.today for a in fresh) / read
        same = sum(a.same_title for a in articles)
        values["repeated_title"] = same / n
        if n >= 3:
            values["same_title"] = max(1, same) / n
        values["mojibake"] = sum(a.mojibake for a in articles) / n
        for language in {a.language for a in articles}:
            values[f"language:{language}"] = sum(a.language == language for a in articles) / n
    shows = (
        kind == "listing gone" or n + checks >= 1 or (kind == "rejects" and asked_new + known >= 1)
    )
    if kind == "copies":
        shows = read >= 1
    return Made(Run(place + 1, begun, values), shows)
