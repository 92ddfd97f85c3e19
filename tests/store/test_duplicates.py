"""Copies point to the earliest published, else first seen; never in chains."""

import random

import pytest

from tests.store.conftest import DAY_1, DAY_2, DAY_3, article, body_of
from wmcscraper.items import Quote

GRAPH = "SELECT replace(a.url, rtrim(a.url, replace(a.url, '/', '')), ''), " \
    "replace(o.url, rtrim(o.url, replace(o.url, '/', '')), '') " \
    "FROM articles a LEFT JOIN articles o ON o.id = a.duplicate_of"  # fmt: skip


def reworded(body, seed=1, rate=0.15):
    rng = random.Random(seed)
    return " ".join(
        f"other{rng.randint(0, 999)}" if rng.random() < rate else word for word in body.split(" ")
    )


@pytest.fixture
def graph(query):
    return lambda: dict(query(GRAPH))


def test_exact_copy_is_a_row_of_its_own_with_its_own_parts(writer, query, graph):
    first = article("first", quotes=[Quote("We start")])
    copy = article("second", title=first.title, body=first.body, quotes=[Quote("We start")])
    copy.date = "2025-02-05"
    writer.save_article(first, seen_at=DAY_1)
    writer.save_article(copy, seen_at=DAY_1)
    assert writer.flush() == {"new": 1, "duplicates": 1}
    assert graph() == {"first": None, "second": "first"}
    assert query("SELECT count(*) FROM quotes") == [(2,)]
    assert query("SELECT title FROM stories") == [(first.title,)]


def test_near_copy_under_another_title_and_date(writer, graph):
    first = article("first", date="2025-02-01")
    writer.save_article(first, seen_at=DAY_1)
    writer.save_article(article("other", date="2025-02-01"), seen_at=DAY_1)
    writer.save_article(
        article("near", date="2025-02-09", body=reworded(first.body)), seen_at=DAY_1
    )
    assert graph() == {"first": None, "other": None, "near": "first"}


def test_an_earlier_original_that_is_seen_later_takes_the_place(writer, graph):
    text = body_of(1)
    writer.save_article(article("c", date="2025-02-03", body=text), seen_at=DAY_1)
    writer.save_article(article("b", date="2025-02-02", body=reworded(text, 1)), seen_at=DAY_2)
    assert graph() == {"c": "b", "b": None}
    writer.save_article(article("a", date="2025-02-01", body=reworded(text, 2)), seen_at=DAY_3)
    assert graph() == {"c": "a", "b": "a", "a": None}


def test_without_dates_the_first_seen_is_the_original(writer, graph):
    text = body_of(1)
    writer.save_article(article("late", date=None, body=text), seen_at=DAY_2)
    writer.save_article(article("early", date=None, body=reworded(text)), seen_at=DAY_1)
    assert graph() == {"late": "early", "early": None}


def test_a_corrected_date_settles_the_group_anew(writer, graph):
    text = body_of(1)
    writer.save_article(article("a", date="2025-02-01", body=text), seen_at=DAY_1)
    writer.save_article(article("b", date="2025-02-02", body=reworded(text)), seen_at=DAY_1)
    assert graph() == {"a": None, "b": "a"}
    writer.save_article(article("a", date="2025-02-03", body=text), seen_at=DAY_2)
    assert graph() == {"a": "b", "b": None}


def test_a_text_that_becomes_another_story_leaves_the_group(writer, graph):
    text = body_of(1)
    for name, date, seed in (("a", "01", 0), ("b", "02", 1), ("c", "03", 2)):
        body = reworded(text, seed, 0.1)
        writer.save_article(article(name, date=f"2025-02-{date}", body=body), seen_at=DAY_1)
    assert graph() == {"a": None, "b": "a", "c": "a"}
    writer.save_article(article("a", date="2025-02-01", body=body_of(50)), seen_at=DAY_2)
    assert graph() == {"a": None, "b": None, "c": "b"}


def test_an_update_of_a_story_is_a_version_not_a_copy(writer, query, graph):
    text = body_of(1)
    writer.save_article(article("a", body=text), seen_at=DAY_1)
    writer.save_article(article("a", body=reworded(text)), seen_at=DAY_2)
    assert graph() == {"a": None}
    assert query("SELECT count(*) FROM versions") == [(2,)]


def test_many_copies_in_any_order_never_chain(writer, query):
    rng = random.Random(5)
    items = [
        article(f"{story}-{n}", date=f"2025-02-{n + 1:02}", body=reworded(body_of(story), n, 0.1))
        for story in range(6)
        for n in range(5)
    ]
    rng.shuffle(items)
    for item in items:
        writer.save_article(item, seen_at=DAY_1)
    assert query(
        "SELECT count(*) FROM articles a JOIN articles o ON o.id = a.duplicate_of "
        "WHERE o.duplicate_of IS NOT NULL"
    ) == [(0,)]
    stories = query("SELECT url FROM stories ORDER BY url")
    assert stories == [(f"https://ore-news.example/{story}-0",) for story in range(6)]
