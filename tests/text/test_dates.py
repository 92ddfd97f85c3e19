"""What counts as a date in text, in which form, and what does not."""

from __future__ import annotations

import datetime as dt

import pytest

from wmcscraper.text.dates import find_dates, parse_date

FORMS = [
    # text, date, end of a range, precision, words
    ("24th January 2025 Mill of Arden", "2025-01-24", None, "day", "24th January 2025"),
    ("on September 18th 2025 in Jakarta", "2025-09-18", None, "day", "September 18th 2025"),
    ("Jan. 24, 2025", "2025-01-24", None, "day", "Jan. 24, 2025"),
    ("January 24,2025", "2025-01-24", None, "day", "January 24,2025"),
    ("24-Jan-2025", "2025-01-24", None, "day", "24-Jan-2025"),
    ("24 stycznia 2025 r.", "2025-01-24", None, "day", "24 stycznia 2025"),
    ("24 de enero de 2025", "2025-01-24", None, "day", "24 de enero de 2025"),
    ("1er février 2025", "2025-02-01", None, "day", "1er février 2025"),
    ("24. Januar 2025, 14:30 Uhr", "2025-01-24T14:30", None, "minute", None),
    ("24 января 2025 г. в 14:30", "2025-01-24T14:30", None, "minute", None),
    ("24 Eylül 2024", "2024-09-24", None, "day", None),
    ("3 Μαρτίου 2024", "2024-03-03", None, "day", None),
    ("2. tammikuuta 2025 klo 14.05", "2025-01-02T14:05", None, "minute", None),
    ("2025. január 24.", "2025-01-24", None, "day", None),
    ("2024. gada 24. janvāris", "2024-01-24", None, "day", None),
    ("2024 m. sausio 24 d.", "2024-01-24", None, "day", None),
    ("ngày 24 tháng 1 năm 2025", "2025-01-24", None, "day", None),
    ("24 מרץ 2025, 24 בינואר 2025", "2025-03-24", None, "day", None),
    ("24 يناير 2025", "2025-01-24", None, "day", None),
    ("24 มกราคม 2568", "2025-01-24", None, "day", None),
    ("2025年1月24日", "2025-01-24", None, "day", "2025年1月24日"),
    ("2025년 1월 24일", "2025-01-24", None, "day", None),
    ("24.01.2025", "2025-01-24", None, "day", None),
    ("02.07.2026", "2026-07-02", None, "day", None),
    ("24/01/2025", "2025-01-24", None, "day", None),
    ("2024/01/24", "2024-01-24", None, "day", None),
    ("24/1/25", "2025-01-24", None, "day", None),
    ("June 2026", "2026-06", None, "month", "June 2026"),
    ("2025-01-24T10:30:00+01:00", "2025-01-24T10:30:00+01:00", None, "minute", None),
    ("2025-01-24T10:30:12.345Z", "2025-01-24T10:30:12+00:00", None, "minute", None),
    ("Fri, 24 Jan 2025 10:00:00 +0100", "2025-01-24T10:00:00+01:00", None, "minute", None),
    ("Fri Jan 24 10:00:00 CET 2025", "2025-01-24T10:00:00+01:00", None, "minute", None),
    ("Jan 24, 2025 at 5:30 p.m. EST", "2025-01-24T17:30:00-05:00", None, "minute", None),
    ("14:21 GMT 24 January 2025", "2025-01-24T14:21:00+00:00", None, "minute", None),
    ("20250124T101500Z", "2025-01-24T10:15:00+00:00", None, "minute", None),
    # an unknown hour is a day
    ("2025-01-24T00:00:00Z", "2025-01-24", None, "day", None),
    # ranges
    ("24-26 June 2026, Lima, Peru", "2026-06-24", "2026-06-26", "day", "24-26 June 2026"),
    ("15–17 April 2024", "2024-04-15", "2024-04-17", "day", None),
    ("June 24-26, 2026", "2026-06-24", "2026-06-26", "day", None),
    ("June 29 – July 3, 2026", "2026-06-29", "2026-07-03", "day", None),
    ("24 June to 26 June 2026", "2026-06-24", "2026-06-26", "day", None),
    ("from 24 June 2026 until 2 July 2026", "2026-06-24", "2026-07-02", "day", None),
    ("24 and 25 June 2026", "2026-06-24", "2026-06-25", "day", None),
    ("30 December to 2 January 2026", "2025-12-30", "2026-01-02", "day", None),
    ("25 al 29 de mayo del 2026", "2026-05-25", "2026-05-29", "day", None),
    ("24. až 26. června 2026", "2026-06-24", "2026-06-26", "day", None),
    ("24.-26.06.2026", "2026-06-24", "2026-06-26", "day", None),
    ("24.06.-26.06.2026", "2026-06-24", "2026-06-26", "day", None),
    ("2026年6月24日至26日", "2026-06-24", "2026-06-26", "day", None),
    ("Wednesday, September 30th to Friday, October 2nd, 2026", "2026-09-30", "2026-10-02", "day",
     None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date", "end", "precision", "raw"), FORMS)
def test_forms(text: str, date: str, end: str | None, precision: str, raw: str | None) -> None:
    mention = find_dates(text)[0]
    assert (mention.date, mention.end_date, mention.precision) == (date, end, precision)
    assert text[mention.start : mention.end] == mention.raw
    assert raw is None or mention.raw == raw


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2026",  # two readings, and nothing to choose by
        "February 30, 2025",
        "31.04.2025",
        "in 2026 in Peru",
        "2,025 t of ore and 2025.5 m of core",
        "version 10.2.1, call +48 22 2025 111",
        "They left in August. 2025 was a quiet year.",
        "the on: of 12:30",
        "",
    ],
)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "options", "date"),
    [
        ("03/04/2026", {"order": "DMY"}, "2026-04-03"),
        ("03/04/2026", {"order": "MDY"}, "2026-03-04"),
        ("03/04/2026", {"language": "en-GB"}, "2026-04-03"),
        ("03/04/2026", {"language": "en-US"}, "2026-03-04"),
        ("03/04/2026", {"language": "es"}, "2026-04-03"),
        ("13/04/2026", {"order": "MDY"}, "2026-04-13"),
        ("7 listopada 2025", {"language": "pl"}, "2025-11-07"),
        ("7 listopada 2025", {"language": "hr"}, "2025-10-07"),
    ],
)
def test_order_and_language(text: str, options: dict[str, str], date: str) -> None:
    assert [m.date for m in find_dates(text, **options)] == [date]  # type: ignore[arg-type]


def test_years_only_when_asked() -> None:
    text = "The 27th congress will be held in 2026; 1,300 t in 2024–2025."
    assert [(m.date, m.end_date) for m in find_dates(text, years=True)] == [
        ("2026", None),
        ("2024", "2025"),
    ]


def test_relative_dates_need_an_anchor() -> None:
    assert find_dates("2 hours ago, yesterday") == []
    anchor = dt.datetime(2025, 5, 5, 1, 30)
    found = find_dates("2 hours ago, yesterday", anchor=anchor)
    assert [(m.date, m.precision) for m in found] == [
        ("2025-05-04T23:30", "minute"),
        ("2025-05-04", "day"),
    ]
    day = dt.date(2025, 5, 5)
    assert [m.date for m in find_dates("2 dni temu", language="pl", anchor=day)] == ["2025-05-03"]
    assert [m.date for m in find_dates("3 months ago", anchor=day)] == ["2025-02"]


def test_several_dates_keep_their_places() -> None:
    text = "Opened on 3 May 2024, closed on 2 June 2025 after 45,000 t."
    found = find_dates(text)
    assert [m.date for m in found] == ["2024-05-03", "2025-06-02"]
    assert [text[m.start : m.end] for m in found] == ["3 May 2024", "2 June 2025"]


def test_a_date_does_not_span_paragraphs() -> None:
    assert [m.date for m in find_dates("Page 24\n\nJanuary 2025")] == ["2025-01"]


def test_parse_date_wants_little_else() -> None:
    mention = parse_date("Published on 24 January 2025 by the press office")
    assert mention is not None
    assert mention.date == "2025-01-24"
    assert parse_date("On 24 January 2025 the company said that " + "it will dig on " * 6) is None
    assert parse_date(None) is None


@pytest.mark.parametrize(
    "piece", ["2025-", "24.01.", "24 June – ", "1 a ", "2025 ", "2025年", "9/"]
)
def test_odd_repetitions_end(piece: str) -> None:
    """Long runs of what dates are made of are read, whatever is found."""
    find_dates(piece * 20_000, years=True)
