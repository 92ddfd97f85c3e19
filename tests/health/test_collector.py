"""What a run measures of its articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wmcscraper.health.collector import Collector, is_mojibake
from wmcscraper.items import Article, Image, Quote

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
        collector.add(
            one, **{"seen": NOW, "known": False, "was_dated": None, "repeated": False, **how}
        )
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
    ("was", "now", "moved"),
    [
        ("2026-03-08", "2026-03-08", 0),
        ("2026-03", "2026-03-08", 0),
        ("2026-03-08T10:00", "2026-03-08", 0),
        ("2026-03-08", "2026-08-03", 1),
    ],
)
def test_known_articles_whose_date_moved(was, now, moved):
    found = measured(article(1, date=now), known=True, was_dated=was)
    assert found["date_moved"] == moved
    assert (found["known_read"], found["new_read"]) == (1, 0)
    assert "age" not in found


def test_examples_show_what_lacks():
    collector = Collector()
    for number in range(5):
        collector.add(article(number), seen=NOW, known=False, was_dated=None, repeated=number == 4)
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
