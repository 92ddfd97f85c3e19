"""Whatever comes in which order, copies point to one original, and to the right one."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import article, body_of
from wmcscraper.store import Writer
from wmcscraper.store.moments import earlier

STORIES = (1, 50, 90)
DATES = (None, "2025", "2025-02", "2025-02-01", "2025-02-02", "2025-02-02T10:00", "2025-03-01")
SAVES = st.lists(
    st.tuples(
        st.integers(0, 6),  # which address
        st.sampled_from(STORIES),  # which story it tells then
        st.sampled_from(DATES),
    ),
    min_size=1,
    max_size=20,
)


def save(writer, saves, *, hours=True):
    for number, (address, story, date) in enumerate(saves):
        words = body_of(story).split(" ")
        words[address] = f"edited{address}"  # a near copy of its own for each address
        seen_at = f"2025-04-01T{number if hours else 0:02}:00:00+00:00"
        writer.save_article(article(f"{address}", date=date, body=" ".join(words)), seen_at=seen_at)


def groups(path):
    with closing(sqlite3.connect(path)) as db:
        return db.execute(
            "SELECT a.id, a.url, a.duplicate_of, a.body, a.date, a.first_seen FROM articles a"
        ).fetchall()


@settings(max_examples=25, deadline=None)
@given(SAVES)
def test_no_chains_no_circles_and_the_earliest_is_the_original(saves):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        writer = Writer(path)
        save(writer, saves)
        writer.close()
        found = groups(path)
    roots = {row[0]: row[2] for row in found}
    assert all(root is None or roots[root] is None for root in roots.values())
    story_of = {
        row[0]: next(s for s in STORIES if body_of(s).split()[-1] in row[3]) for row in found
    }
    published = {row[0]: row[4] or row[5] for row in found}
    first_seen = {row[0]: row[5] for row in found}
    by_story: dict[int, set[int]] = {}
    for number, root in roots.items():
        by_story.setdefault(story_of[number], set()).add(number if root is None else root)
    assert all(len(originals) == 1 for originals in by_story.values())
    for number, root in roots.items():
        if root is not None:
            assert not earlier(published[number], published[root])
    for story, (original,) in by_story.items():
        rivals = [
            number
            for number in roots
            if story_of[number] == story
            and not any(
                earlier(published[other], published[number])
                for other in roots
                if story_of[other] == story
            )
        ]
        assert original in rivals
        assert first_seen[original] == min(first_seen[number] for number in rivals)


@settings(max_examples=12, deadline=None)
@given(
    st.permutations(
        [(0, 1, "2025-02-01"), (1, 1, "2025-02-01"), (2, 1, "2025-02"), (3, 1, "2025-02-03")]
    )
)
def test_the_order_of_one_run_does_not_matter(saves):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        writer = Writer(path)
        with closing(sqlite3.connect(path)) as db:  # a run on the way all that time
            db.execute(
                "INSERT INTO crawls (spider, started) VALUES ('news', '2025-04-01T00:00:00+00:00')"
            )
            db.commit()
        save(writer, saves)
        writer.close()
        originals = [row[1] for row in groups(path) if row[2] is None]
    assert originals == ["https://ore-news.example/0"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_addresses_of_one_run_the_plainer_is_the_original(writer, query, order):
    writer.start_crawl("news", "ore-news.example")
    (started,) = query("SELECT started FROM crawls")[0]
    names = ["story", "archive/2025/story", "story?from=list"][::order]
    for name in names:
        writer.save_article(article(name, body=body_of(1)), seen_at=started)
    assert query("SELECT url FROM stories") == [("https://ore-news.example/story",)]
