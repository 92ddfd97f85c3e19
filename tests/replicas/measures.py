"""Compares what a crawl stored and asked for with what a replica holds."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from statistics import mean
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from tests.annotated import Story
from tests.replicas.replica import Replica

__all__ = ["Measure", "Stored", "stored_articles", "text_measures"]

UNITS = {"kt": ("t", 1e3), "Mt": ("t", 1e6), "km": ("m", 1e3), "kW": ("MW", 1e-3)}
"""Units that a value may be stored in instead of the one that the truth uses."""


class Measure(NamedTuple):
    """A number with its name; ``wanted`` tells in words what is asked for, '' where nothing is."""

    name: str
    value: float
    wanted: str = ""
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether the value is what is asked for."""
        match = re.match(r"([≥≤=]) ?([\d.]+)", self.wanted)
        if not match:
            return True
        limit = float(match[2])
        checks = {"≥": self.value >= limit, "≤": self.value <= limit, "=": self.value == limit}
        return checks[match[1]]

    def line(self) -> str:
        """The measure in one line of print."""
        mark = " " if self.passed else "✗"
        return f"{mark} {self.name:42} {self.value:9.3f}  {self.wanted:8} {self.note}".rstrip()


class Stored(NamedTuple):
    """The rows of the database, by story and without one."""

    by_slug: dict[str, list[sqlite3.Row]]
    foreign: list[str]
    tables: dict[str, dict[int, list[sqlite3.Row]]]


def stored_articles(connection: sqlite3.Connection, replica: Replica) -> Stored:
    """Every row of articles, put to the story whose page it is."""
    paths = {}
    for story in [*replica.model.new, *replica.model.first, replica.model.copy]:
        paths.update(dict.fromkeys(replica.theme.paths(story), story.slug))
    by_slug: dict[str, list[sqlite3.Row]] = {}
    foreign = []
    for row in connection.execute("SELECT * FROM articles ORDER BY id"):
        parts = urlsplit(row["url"])
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        inside = f"{parts.scheme}://{parts.netloc}" == replica.site.base_url
        if inside and path in paths:
            by_slug.setdefault(paths[path], []).append(row)
        else:
            foreign.append(row["url"])
    tables = {}
    for name in ("quotes", "figures", "images", "links"):
        rows: dict[int, list[sqlite3.Row]] = {}
        for row in connection.execute(f"SELECT * FROM {name} ORDER BY article_id, position"):
            rows.setdefault(row["article_id"], []).append(row)
        tables[name] = rows
    return Stored(by_slug, foreign, tables)


def text_measures(stored: Stored, replica: Replica) -> list[Measure]:
    """Articles and their fields, over the stories that can be read now."""
    stories = replica.model.stories
    found = [story for story in stories if story.slug in stored.by_slug]
    missing = [story.slug[:40] for story in stories if story.slug not in stored.by_slug]
    rows = {story.slug: stored.by_slug[story.slug][0] for story in found}
    doubles = [
        slug
        for slug, several in stored.by_slug.items()
        if sum(1 for row in several if row["duplicate_of"] is None) > 1
    ]
    copy, original = replica.model.copy, replica.model.first[2]
    pair = [rows[story.slug] for story in (copy, original) if story.slug in rows]
    marked = len(pair) == 2 and pair[0]["duplicate_of"] == pair[1]["id"]
    titles = [rows[story.slug]["title"] == story.title for story in found]
    dates = [(rows[story.slug]["date"] or "")[:10] == story.date for story in found]
    bodies = {story.slug: _f1(_body(story), rows[story.slug]["body"]) for story in found}
    low = [f"{slug[:30]} {score:.2f}" for slug, score in bodies.items() if score < 0.93]
    controls = sum(
        bool(re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", row["body"])) for row in rows.values()
    )
    wrong_titles = [
        rows[s.slug]["title"] for s, good in zip(found, titles, strict=True) if not good
    ]
    wrong_dates = [
        f"{rows[s.slug]['date']} for {s.date}"
        for s, good in zip(found, dates, strict=True)
        if not good
    ]
    return [
        Measure("article recall", len(found) / len(stories), "≥ 0.975", "; ".join(missing)),
        Measure("foreign pages", len(stored.foreign), "= 0", "; ".join(stored.foreign)),
        Measure("stories twice", len(doubles), "= 0", "; ".join(doubles)),
        Measure("near copy marked", float(marked), "= 1"),
        Measure("titles exact", _share(titles), "≥ 0.95", "; ".join(map(str, wrong_titles))),
        Measure("dates exact", _share(dates), "≥ 0.95", "; ".join(wrong_dates)),
        Measure("body F1", mean(bodies.values() or [0]), "≥ 0.93", "; ".join(low)),
        Measure("bodies with control characters", controls, "= 0"),
        *_quotes(found, rows, stored, copy),
        *_figures(found, rows, stored, copy),
        *_images(found, rows, stored, replica),
        *_links(found, rows, stored, replica),
    ]


def _body(story: Story) -> str:
    return "\n\n".join(block.text for block in story.blocks)


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def _f1(truth: str, found: str) -> float:
    wanted, got = Counter(_tokens(truth)), Counter(_tokens(found))
    common = sum((wanted & got).values())
    return 2 * common / (sum(wanted.values()) + sum(got.values()) or 1)


def _alike(one: str | None, other: str | None) -> bool:
    return " ".join(_tokens(one or "")) == " ".join(_tokens(other or ""))


def _quotes(
    found: list[Story], rows: dict[str, sqlite3.Row], stored: Stored, copy: Story
) -> list[Measure]:
    wanted = hits = spoken = made = 0
    missed = []
    for story in found:
        if story.slug == copy.slug:
            continue
        got = list(stored.tables["quotes"].get(rows[story.slug]["id"], []))
        made += len(got)
        for quote in story.found("quote"):
            wanted += 1
            match = next((row for row in got if _same_words(quote["text"], row["text"])), None)
            if match:
                got.remove(match)
                hits += 1
                same = _alike(match["speaker"], quote["speaker"])
                spoken += same
                if not same:
                    missed.append(f"{match['speaker']} for {quote['speaker']}")
            else:
                missed.append(f"“{quote['text'][:30]}” not found")
    return [
        Measure("quotes with speakers", spoken / (wanted or 1), "≥ 0.85", "; ".join(missed[:8])),
        Measure("quotes found", hits / (wanted or 1)),
        Measure("quotes that are quotes", hits / (made or 1)),
    ]


def _same_words(one: str, other: str) -> bool:
    first, second = _tokens(one), _tokens(other)
    return first == second or SequenceMatcher(None, first, second).ratio() > 0.9


def _figures(
    found: list[Story], rows: dict[str, sqlite3.Row], stored: Stored, copy: Story
) -> list[Measure]:
    wanted = hits = made = inside = 0
    missed = []
    for story in found:
        got = list(stored.tables["figures"].get(rows[story.slug]["id"], []))
        body = " ".join(_tokens(_body(story)))
        made += len(got)
        inside += sum(" ".join(_tokens(row["text"])) in body for row in got)
        if story.slug == copy.slug:
            continue
        for figure in (data for data in story.found("figure") if data["unit"]):
            wanted += 1
            match = next((row for row in got if _same_figure(row, figure)), None)
            if match:
                got.remove(match)
                hits += 1
            else:
                missed.append(figure["text"])
    return [
        Measure("figures with unit", hits / (wanted or 1), "≥ 0.75", "; ".join(missed[:8])),
        Measure("figures that belong", inside / (made or 1), "≥ 0.95"),
    ]


def _same_figure(row: sqlite3.Row, figure: dict[str, Any]) -> bool:
    value, unit = row["value"], row["unit"]
    unit, scale = UNITS.get(unit, (unit, 1.0))
    truth_unit, truth_scale = UNITS.get(figure["unit"], (figure["unit"], 1.0))
    truth = figure["value"] * truth_scale
    return unit == truth_unit and abs(value * scale - truth) <= 1e-6 * max(abs(truth), 1e-9)


def _stem(url: str) -> str:
    name = urlsplit(url).path.rpartition("/")[2]
    return re.sub(r"(-\d+x\d+|_m)?\.\w+$", "", name)


def _images(
    found: list[Story], rows: dict[str, sqlite3.Row], stored: Stored, replica: Replica
) -> list[Measure]:
    wanted = hits = captions = credits = made = belonging = 0
    notes, strangers = [], []
    for story in found:
        got = stored.tables["images"].get(rows[story.slug]["id"], [])
        truth = {_stem(picture.file): picture for picture in story.pictures}
        wanted += len(truth)
        made += len(got)
        seen = set()
        for row in got:
            stem = _stem(row["url"])
            picture = truth.get(stem)
            if picture is None or stem in seen:
                strangers.append(row["url"])
                continue
            seen.add(stem)
            belonging += 1
            hits += 1
            caption = replica.theme.caption(story, picture)
            captions += _alike(row["caption"], caption)
            credits += _alike(row["credit"], picture.credit)
            if not (_alike(row["caption"], caption) and _alike(row["credit"], picture.credit)):
                notes.append(f"{row['caption']!r}/{row['credit']!r} for {picture.credit!r}")
    return [
        Measure("images found", hits / (wanted or 1), "≥ 0.9"),
        Measure("captions", captions / (wanted or 1), "≥ 0.8", "; ".join(notes[:4])),
        Measure("credits", credits / (wanted or 1), "≥ 0.8"),
        Measure("pictures that belong", belonging / (made or 1), "≥ 0.8", "; ".join(strangers[:4])),
    ]


def _links(
    found: list[Story], rows: dict[str, sqlite3.Row], stored: Stored, replica: Replica
) -> list[Measure]:
    theme, base = replica.theme, replica.site.base_url
    stories = {
        base + path
        for story in [*replica.model.new, *replica.model.first, replica.model.copy]
        for path in theme.paths(story)
    }
    wanted = {"related": 0, "source": 0, "document": 0}
    hits = dict(wanted)
    leaks: Counter[str] = Counter()
    missed: list[str] = []
    for story in found:
        got = stored.tables["links"].get(rows[story.slug]["id"], [])
        by_kind = {kind: {row["url"] for row in got if row["kind"] == kind} for kind in wanted}
        truth = {"related": {base + theme.path(other) for other in theme.offered(story)}}
        for key in ("source", "document"):
            lines = story.extra.get(key, [])
            truth[key] = {urljoin(base, line.partition("|")[0]) for line in lines}
        for kind, urls in truth.items():
            wanted[kind] += len(urls)
            hits[kind] += len(urls & by_kind[kind])
            missed += [f"{kind} {url}" for url in urls - by_kind[kind]]
        leaks.update(by_kind["related"] - stories)
        leaks.update(by_kind["source"] - truth["source"])
    return [
        Measure("related links", hits["related"] / (wanted["related"] or 1), "≥ 0.95",
                "; ".join(missed[:4])),
        Measure("source links", hits["source"] / (wanted["source"] or 1), "≥ 0.95"),
        Measure("document links", hits["document"] / (wanted["document"] or 1)),
        Measure("foreign among related and source", sum(leaks.values()), "= 0",
                "; ".join(f"{url} ×{count}" for url, count in leaks.most_common(6))),
    ]  # fmt: skip
