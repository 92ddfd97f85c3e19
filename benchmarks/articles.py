"""How well articles are read: strict figures for pages whose answers are known.

    python -m benchmarks.articles [--data DIR] [--sets a,b] [--limit N] [--peers]

DIR (or the environment variable WMC_BENCH_ARTICLES) holds truth.jsonl and pages/, see
benchmarks/corpus.py. With --peers the other extractors that are installed are asked the same
('make bench' installs them in an environment of their own).

Columns, all fractions of 1 unless said otherwise: F1 of the body (harmonic mean of mean precision
and mean recall of its runs of four words), exact (all words of the body right), day, title,
authors (mean F1 of the set of names), exc (exceptions, a count), pages per CPU-second.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from time import process_time
from typing import Any

from benchmarks import measures, peers
from benchmarks.corpus import Sample, add_options, samples_of
from benchmarks.measures import Overlap, mean
from wmcscraper import extract_article

_COLUMNS = ("body", "F1", "exact", "day", "title", "authors", "exc", "pages/cpu")


@dataclass(slots=True)
class _Scores:
    """What one extractor makes of one page; None where the truth is not known."""

    set: str
    cpu: float
    failed: bool = False
    body: Overlap | None = None
    day: bool | None = None
    title: bool | None = None
    authors: float | None = None


def score(sample: Sample, html: str, peer: peers.Peer) -> _Scores:
    """One page by one extractor; an exception is an empty answer, and is shown."""
    answer: Any = peers.Answer()
    failed = False
    start = process_time()
    try:
        answer = peer.extract(html, sample.url)
    except Exception as error:  # noqa: BLE001 - whatever an extractor raises is what is counted
        failed = True
        print(f"{peer.name} on {sample.id}: {type(error).__name__}: {error}"[:200], file=sys.stderr)
    scores = _Scores(sample.set, process_time() - start, failed)
    if sample.bodies and "body" in peer.fields:
        scores.body = measures.body_overlap(sample.bodies, answer.body or "")
    if sample.date and "date" in peer.fields:
        scores.day = measures.is_same_day(sample.date, answer.date)
    if sample.title and "title" in peer.fields:
        scores.title = measures.is_same_title(sample.title, answer.title)
    if sample.authors and "authors" in peer.fields:
        scores.authors = measures.authors_f1(sample.authors, answer.authors or [])
    return scores


def row(pages: list[_Scores]) -> list[str]:
    """The figures of some pages, one for each column."""
    bodies = [page.body for page in pages if page.body is not None]
    precision = mean(body.precision for body in bodies)
    recall = mean(body.recall for body in bodies)
    f1 = 2 * precision * recall / (precision + recall) if precision and recall else None
    figures = (
        f1 if f1 is not None or not bodies else 0.0,
        mean(body.exact for body in bodies),
        mean(page.day for page in pages),
        mean(page.title for page in pages),
        mean(page.authors for page in pages),
    )
    cpu = sum(page.cpu for page in pages)
    return [
        str(len(bodies)),
        *("-" if figure is None else f"{figure:.3f}" for figure in figures),
        str(sum(page.failed for page in pages)),
        f"{len(pages) / cpu:.1f}" if cpu else "-",
    ]


def main() -> int:
    """Print one line for each set and extractor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add_options(parser)
    parser.add_argument("--peers", action="store_true", help="also the extractors installed here")
    options = parser.parse_args()
    pages = samples_of(options)
    asked = [peers.Peer("wmcscraper", extract_article)]
    if options.peers:
        asked += peers.installed().values()
    for peer in asked:  # what is loaded or compiled at first use is not counted
        score(pages[0], pages[0].html(), peer)
    scores: dict[str, list[_Scores]] = {peer.name: [] for peer in asked}
    for page in pages:
        html = page.html()
        for peer in asked:
            scores[peer.name].append(score(page, html, peer))
    print(f"{'set':14}{'extractor':13}{'pages':>6}" + "".join(f"{c:>10}" for c in _COLUMNS))
    for name in [*dict.fromkeys(page.set for page in pages), "all"]:
        for peer in asked:
            some = [page for page in scores[peer.name] if name in (page.set, "all")]
            cells = "".join(f"{cell:>10}" for cell in row(some))
            print(f"{name:14}{peer.name:13}{len(some):6}{cells}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
