"""Copies of a story: how many are found, how many are wrong, and what a look-up costs.

    python -m benchmarks.near_duplicates [--articles 20000] [--stored 1000000] [--seed 1]

Writes invented articles (benchmarks/stories.py) through the store's own writer, in random order,
into a database on disk: stories, briefs and releases of which many share a quotation, a company's
paragraph or whole turns of phrase; copies of a tenth of them, with 5 to 30 % of their words
changed, lead or end cut, a local lead or another site's notices added, under another title; and
look-alikes, which are different stories on one template. Prints precision and recall by kind.

Then the index is filled up to ``--stored`` articles, whose signatures are drawn as the real ones
are (the same share of common anchors, the same few that hundreds of texts share), and look-ups
of new articles are timed: the database is a file, SQLite's own cache is limited to 32 MB.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean, median, quantiles
from time import perf_counter

from benchmarks.stories import Newsroom, Story
from wmcscraper.items import Article
from wmcscraper.signatures import Signature
from wmcscraper.store import Writer
from wmcscraper.store.database import connect
from wmcscraper.store.duplicates import Duplicates

__all__ = ["Piece", "main", "pieces"]

_SEEN = "2026-01-02T00:00:00+00:00"
_TEMPLATES = ("price", "quarter", "drilling", "post", "tender")
_LOOKUPS = 1_000


@dataclass(frozen=True, slots=True)
class Piece:
    """An article to store; two of them are copies only where ``story`` is the same."""

    kind: str
    """story, brief, release, shared quote, copy or look-alike."""
    story: int
    text: Story


def pieces(count: int, seed: int) -> list[Piece]:
    """``count`` articles, with a tenth as many copies and a fortieth as many look-alikes."""
    rng = Random(seed)
    news = Newsroom(seed)
    made: list[Piece] = []
    quotes = [news.quote(news.story(6).facts, parts=rng.randint(2, 4)) for _ in range(count // 50)]
    for number in range(count):
        kind = rng.choices(("story", "brief", "release", "shared quote"), (50, 15, 20, 15))[0]
        if kind == "brief":
            text = news.story(rng.randint(3, 4))
        elif kind == "release":
            text = news.release()
        else:
            text = news.story()
        if kind == "shared quote":  # one speech, reported in several stories
            text.paragraphs.insert(rng.randint(0, len(text.paragraphs)), rng.choice(quotes))
        made.append(Piece(kind, number, text))
    originals = rng.sample(made, count // 10)
    copies = [
        Piece("copy", one.story, news.copy(one.text, rng.uniform(0.05, 0.3))) for one in originals
    ]
    alike: list[Piece] = []
    while len(alike) < count // 40:
        template, facts = rng.choice(_TEMPLATES), news.report("price").facts
        same_facts = rng.random() < 0.7  # a series of one company, or one form that many fill in
        for _ in range(rng.randint(2, 6)):
            text = news.report(template, facts if same_facts else None)
            alike.append(Piece("look-alike", count + len(alike), text))
    made += copies + alike[: count // 40]
    rng.shuffle(made)
    return made


def store(found: list[Piece], path: Path) -> float:
    """Write all pieces; gives the seconds."""
    rng = Random(len(found))
    start = perf_counter()
    writer = Writer(path, batch=500, seconds=60)
    for number, piece in enumerate(found):
        date = f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        url = f"https://site{number % 90}.example/{number}"
        article = Article(url, title=piece.text.title, date=date, body=piece.text.body)
        writer.save_article(article, seen_at=_SEEN)
    writer.close()
    return perf_counter() - start


def score(found: list[Piece], db: sqlite3.Connection) -> tuple[float, float]:
    """Print what was joined by kind; gives precision and recall."""
    roots = {
        number: root if root is not None else number
        for number, root in db.execute("SELECT id - 1, duplicate_of - 1 FROM articles")
    }
    marked, right, missed = Counter[str](), Counter[str](), Counter[str]()
    groups: dict[int, list[int]] = {}
    for number, piece in enumerate(found):
        groups.setdefault(piece.story, []).append(number)
        root = roots[number]
        if root != number:
            kinds = " and ".join(sorted((piece.kind, found[root].kind)))
            marked[kinds] += 1
            right[kinds] += found[root].story == piece.story
    for numbers in groups.values():
        if len(numbers) > 1 and len({roots[number] for number in numbers}) > 1:
            missed[next(found[n].kind for n in numbers if found[n].kind != "copy")] += 1
    copies = sum(len(numbers) > 1 for numbers in groups.values())
    for kinds, count in marked.most_common():
        print(f"  joined {kinds:32} {count:6,}, wrongly {count - right[kinds]:4,}")
    for kind, count in missed.most_common():
        print(f"  missed a copy of a {kind:20} {count:6,}")
    precision = sum(right.values()) / max(1, sum(marked.values()))
    return precision, 1 - sum(missed.values()) / max(1, copies)


def fill(db: sqlite3.Connection, stored: int, seed: int) -> None:
    """Add articles until ``stored`` are there: bodies repeated, signatures drawn like real ones.

    An anchor that several texts share is drawn as often as it was met; the others are numbers of
    their own, of the same size as real ones (the smallest of a text's hashes).
    """
    rng = Random(seed)
    signatures: dict[int, list[int]] = {}
    for anchor, article in db.execute("SELECT hash, article_id FROM anchors"):
        signatures.setdefault(article, []).append(anchor)
    often = Counter(anchor for found in signatures.values() for anchor in found)
    (have,) = db.execute("SELECT count(*) FROM articles").fetchone()
    db.execute("DROP TRIGGER articles_fts_insert")  # the search index takes no part in this
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -2000000")  # of this connection alone, to be done sooner
    ids = list(signatures)
    for first in range(have, stored, 50_000):
        last = min(first + 50_000, stored)
        db.execute("BEGIN")
        db.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT ?1 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
            INSERT INTO articles (id, url, url_key, site, title, date, fingerprint, first_seen,
                last_seen, last_changed, body)
            SELECT n.i, 'https://more.example/' || n.i, 'more.example/' || n.i, 'more.example',
                a.title, a.date, lower(hex(randomblob(16))), a.first_seen, a.last_seen,
                a.last_changed, a.body
            FROM n JOIN articles a ON a.id = 1 + n.i % ?3
            """,
            (first, last, have),
        )
        rows = [
            (anchor if often[anchor] > 1 else rng.randint(0, 2 * anchor), article)
            for article in range(first + 1, last + 1)
            for anchor in _drawn(rng, signatures, ids)
        ]
        rows.sort()
        db.executemany("INSERT OR IGNORE INTO anchors (hash, article_id) VALUES (?, ?)", rows)
        db.execute("COMMIT")


def _drawn(rng: Random, signatures: dict[int, list[int]], ids: list[int]) -> list[int]:
    """As many anchors as one real text has, each taken from another one."""
    size = len(signatures[rng.choice(ids)])
    return [rng.choice(signatures[rng.choice(ids)]) for _ in range(size)]


def look_ups(db: sqlite3.Connection, seed: int) -> tuple[list[float], list[float]]:
    """Milliseconds of finding the original of each new article, and of reading its signature."""
    duplicates, news = Duplicates(db), Newsroom(seed + 1_000)
    found, signed = [], []
    for _ in range(_LOOKUPS):
        body = news.release().body
        story = Signature("New", body)
        start = perf_counter()
        story.complete()
        middle = perf_counter()
        duplicates.match(0, story)
        found.append((perf_counter() - start) * 1_000)
        signed.append((middle - start) * 1_000)
    return found, signed


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=20_000, help="stories (default 20,000)")
    parser.add_argument("--stored", type=int, default=1_000_000, help="0: no look-ups are timed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="for the database (default: a temporary one)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "news.db"
        found = pieces(options.articles, options.seed)
        seconds = store(found, path)
        print(f"{len(found):,} articles written, {seconds / len(found) * 1_000:.2f} ms each")
        db = connect(path)
        precision, recall = score(found, db)
        print(f"precision {precision:.4f}, recall {recall:.4f}")
        if options.stored > len(found):
            start = perf_counter()
            fill(db, options.stored, options.seed)
            db.close()
            db = connect(path)
            size = path.stat().st_size / 1e9
            print(f"{options.stored:,} articles, {size:.1f} GB, {perf_counter() - start:.0f} s")
            times, signed = look_ups(db, options.seed)
            print(
                f"look-up of a new article: median {median(times):.2f} ms, mean {mean(times):.2f}, "
                f"99 % {quantiles(times, n=100)[98]:.2f}; of it its signature {median(signed):.2f}"
            )
        db.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
