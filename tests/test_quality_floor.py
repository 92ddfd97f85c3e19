"""The floor under the quality of articles, on pages written for this project.

Each floor stands just under what is reached. It is raised where extraction gets better and never
lowered silently: whoever must lower one says in the commit which pages read worse, and why that is
right. Figures for real pages of other people's come from 'make bench'.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.measures import authors_f1, body_overlap, is_same_day, is_same_title
from tests.conftest import SITE
from tests.replicas.replica import serving
from tests.replicas.themes import THEMES
from tests.site_server import Request, folder_lookup
from wmcscraper import extract_article
from wmcscraper.items import Article

EXPECTED = Path(__file__).parent / "fixtures" / "expected" / "articles.json"
BASE = "https://mining-congress.example"

# Set of pages: mean body F1, share of titles, of days, mean F1 of authors.
FLOORS = {
    "sample site": (0.999, 1, 1, 1),
    "block": (0.998, 1, 1, 0.96),
    "old": (0.999, 1, 1, 0.74),
    "soup": (0.998, 1, 1, 0.74),
    "bare": (0.991, 1, 1, 1),
    "block2": (0.999, 1, 1, 1),
    "old2": (0.999, 1, 1, 0.96),
    "soup2": (0.977, 1, 1, 0.74),
    "bare2": (0.999, 1, 1, 0.96),
}


@dataclass(slots=True)
class Read:
    """A story's truth and the article that was read from its page."""

    article: Article
    title: str
    day: str
    body: str
    authors: list[str]

    def scores(self) -> tuple[float, float, float, float]:
        """Body F1, title, day, authors; who names nobody must not be given a name."""
        found = self.article
        by = authors_f1(self.authors, found.authors) if self.authors else float(not found.authors)
        return (
            body_overlap([self.body], found.body).f1,
            float(is_same_title(self.title, found.title)),
            float(is_same_day(self.day, found.date)),
            by,
        )


def sample_site() -> Iterator[Read]:
    lookup = folder_lookup(SITE)
    for truth in json.loads(EXPECTED.read_text("utf-8")):
        answer = lookup(Request("GET", truth["path"], "", BASE))
        assert isinstance(answer.body, bytes)
        article = extract_article(answer.body, BASE + truth["path"])
        body = "\n\n".join(truth["body"])
        yield Read(article, truth["title"], truth["date"], body, truth["authors"])


def replica(theme: str) -> Iterator[Read]:
    with serving(theme) as served:
        for story in served.model.stories:
            path = served.theme.path(story)
            place, _, query = path.partition("?")
            answer = served.lookup(Request("GET", place, query, served.site.base_url))
            assert isinstance(answer.body, bytes)
            article = extract_article(answer.body, served.site.base_url + path)
            body = "\n\n".join(block.text for block in story.blocks)
            shown = served.documents[path].text
            authors = [name for name in story.authors if name in shown]  # not every theme does
            yield Read(article, story.title, story.date, body, authors)


@pytest.mark.parametrize("name", ["sample site", *THEMES])
def test_no_field_falls_below_its_floor(name):
    reads = list(sample_site() if name == "sample site" else replica(name))
    scores = [read.scores() for read in reads]
    assert len(scores) > 20
    for field, floor, values in zip(
        ("body F1", "titles", "days", "authors"),
        FLOORS[name],
        zip(*scores, strict=True),
        strict=True,
    ):
        reached = sum(values) / len(values)
        worst = sorted(zip(values, [read.article.url for read in reads], strict=True))[:3]
        assert reached >= floor, f"{field} of {name}: {reached:.4f}, worst {worst}"
