"""What a run measures of its articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wmcscraper.health.collector import Collector, is_mojibake
from wmcscraper.health.former import Former
from wmcscraper.items import Article, Figure, Image, Quote

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def article(number: int, **more) -> Article:
    values = {
        "title": f"Mine {number}",
        "date": "2026-03-08",
        "body": "ore " * 100,
        "language": "en",
    }
    return Article(url=f"https://ore.example/{number}", **{**values, **more})


def measured(*articles: Article, **how) -> dict[str, float]:
    collector = Collector()
    for one in articles:
        collector.add(one, **{"seen": NOW, "former": None, "repeated": False, **how})
    return collector.measures()


def test_shares_and_means():
    found = measured(
        article(1, authors=["Ada Marsh"], quotes=[Quote("Dig."), Quote("Now.")]),
        article(2, images=[Image("https://ore.example/a.jpg")]),
        article(3, date=None, body="ore " * 10),
        article(4, date="2026-03-10", language="es"),
    )
    assert found["articles"] == found["new_read"] == 4
    assert (found["authors"], found["date"], found["title"]) == (0.25, 0.75, 1)
    assert (found["quotes"], found["with_quotes"], found["with_images"]) == (0.5, 0.25, 0.25)
    assert (found["future"], found["today"], found["age"]) == (0.25, 0, 0)
    assert (found["words"], found["words_median"]) == (77.5, 100)
    assert (found["language:en"], found["language:es"]) == (0.75, 0.25)
    assert found["same_title"] == 0.25


@pytest.mark.parametrize(
    ("was", "now", "counts", "moved"),
    [
        ("2026-03-08", "2026-03-08", 1, 0),
        ("2026-03-08T10:00", "2026-03-08", 1, 0),
        ("2026-03-08", "2026-03-09", 1, 0),  # a day more or less is the time zone's
        ("2026-03-08", "2026-08-03", 1, 1),
        ("2026-03-08", "2025-03-08", 1, 1),
        ("2026-08-03", "2026-03-08", 1, 1),
        ("2025-03-08", "2026-03-08", 1, 1),
        ("2026-03", "2026-03-08", 0, 0),  # is known more closely now
        (None, "2026-03-08", 0, 0),
    ],
)
def test_known_articles_whose_date_moved(was, now, counts, moved):
    found = measured(article(1, date=now), former=Former(was, "2026-03-09T05:00:00+00:00"))
    assert (found.get("known_dated", 0), found.get("date_moved", 0)) == (counts, moved)
    assert (found["known_read"], found["new_read"]) == (1, 0)
    assert "age" not in found


def test_what_known_articles_had_and_still_have():
    had = Former(has=frozenset({"authors", "images", "body"}), body="ore " * 500)
    found = measured(article(1, authors=["Ada Marsh"], body="ore " * 300), former=had)
    assert {name: value for name, value in found.items() if name.startswith("kept:")} == {
        "kept:authors": 1, "kept:images": 0, "kept:body": 1, "kept:clean": 1,
    }  # fmt: skip
    assert found["had:images"] == 1
    assert measured(article(1), former=had)["kept:body"] == 0
    # What had swallowed its page, or was far longer than usual, is measured by what is usual.
    collector = Collector(usual_length=600)
    collector.add(article(1), seen=NOW, former=had, repeated=False)
    assert collector.measures()["kept:body"] == 1
    # A brief can't shrink to a teaser.
    brief = Former(has=frozenset({"body"}), body="ore " * 75)
    assert "kept:body" not in measured(article(1, body="ore"), former=brief)


def test_texts_titles_and_authors_that_are_all_the_same():
    same = {"title": "Pit News", "authors": ["Admin"], "body": "We use cookies. " * 30}
    found = measured(*(article(number, **same) for number in range(4)))
    assert [found[name] for name in ("same_title", "same_body", "same_authors")] == [1, 1, 1]
    found = measured(*(article(number, title=None, body="") for number in range(4)))
    assert not {"same_title", "same_body", "same_authors"} & set(found)


def test_short_texts_teasers_and_units():
    found = measured(
        article(1, body="ore " * 30, summary="ore " * 28),
        article(2, body="ore " * 30, summary="ore " * 5),
        article(3, summary="ore " * 20, figures=[Figure("5 t", 5.0, unit="t")]),
        article(4, body="ore " * 200, figures=[Figure("5", 5.0)]),
    )
    assert (found["short"], found["teaser"], found["with_units"]) == (0.75, 0.25, 0.25)


def test_examples_show_what_lacks():
    collector = Collector()
    for number in range(5):
        collector.add(article(number), seen=NOW, former=None, repeated=number == 4)
    assert len(collector.examples["authors"]) == 3
    assert collector.examples["repeated_title"] == ["https://ore.example/4"]
    assert not collector.examples["title"]


@pytest.mark.parametrize(
    ("title", "body", "broken"),
    [
        ("Gold", "A plain text about São Paulo, Łódź, “quotes” – and € signs.", False),
        ("Łódź", "Şişli, ÂGE D'OR, Ångström, Ñandú, Ærø, Ãlvaro", False),
        ("MÃ¼nchen", "", True),
        ("Gold", "the mineâ€™s owner saidÂ\u00a0so", True),
        ("Gold", "one \ufffd alone may be the page's own", False),
        ("Gold", "two \ufffd and \ufffd are not", True),
        (None, "", False),
    ],
)
def test_mojibake(title, body, broken):
    assert is_mojibake(title, body) is broken


def test_a_run_without_articles_measures_none():
    assert Collector().measures() == {"articles": 0, "new_read": 0, "known_read": 0}
