"""Names of events: what editions share, and when two statements mean one event."""

from __future__ import annotations

import pytest

from wmcscraper.items import Event
from wmcscraper.series import merge, parse_name, same_event


@pytest.mark.parametrize(
    ("written", "name", "series", "edition"),
    [
        ("27th World Mining Congress", "World Mining Congress", "world mining congress", 27),
        ("The XXVII World Mining Congress", "World Mining Congress", "world mining congress", 27),
        ("World Mining Congress XXVII", "World Mining Congress", "world mining congress", 27),
        ("World Mining Congress 2026", "World Mining Congress", "world mining congress", None),
        ("2026 World Mining Congress", "World Mining Congress", "world mining congress", None),
        ("WMC 2026", "WMC", "world mining congress", None),
        ("27th edition of the World Mining Congress (WMC)", "World Mining Congress",
         "world mining congress", 27),
        ("XXVII Congreso Mundial de Minería", "Congreso Mundial de Minería",
         "congress world mining", 27),
        ("27. Światowy Kongres Górniczy", "Światowy Kongres Górniczy", "world congress mining", 27),
        ("The 106th IOC/WMC meeting", "IOC/WMC meeting", "ioc wmc meeting", 106),
        ("IOC / WMC Meeting", "IOC / WMC Meeting", "ioc wmc meeting", None),
        ("PERUMIN 37", "PERUMIN", "perumin", 37),
        ("Mining Indaba '26", "Mining Indaba", "mining indaba", None),
        ("third party forum", "third party forum", "third party forum", None),
        ("2026", "2026", "", None),
        ("", "", "", None),
    ],
)  # fmt: skip
def test_name(written: str, name: str, series: str, edition: int | None) -> None:
    assert parse_name(written) == (name, series, edition)


def event(
    written: str,
    date: str | None = None,
    *,
    city: str | None = None,
    country: str | None = None,
    site: str | None = None,
) -> Event:
    name, series, edition = parse_name(written)
    size = len(date or "")
    return Event(
        name, series=series, edition=edition, start_date=date,
        end_date=date if size == 10 else None,
        date_precision={0: None, 4: "year", 7: "month", 10: "day"}[size], city=city,
        country=country, site=site,
    )  # fmt: skip


SAME = [
    (event("WMC 2026", "2026"), event("27th World Mining Congress", "2026")),
    (event("XXVII World Mining Congress", "2026-06-24"), event("27th WMC", "2026-10-05")),
    (event("World Mining Congress", "2026-06-24", city="Lima"),
     event("27th World Mining Congress", "2026-10-05", city="Arequipa")),
    (event("27th World Mining Congress"), event("World Mining Congress 2026", "2026")),
    (event("IOC / WMC Meeting", "2025"), event("106th IOC/WMC meeting", "2025-09-18")),
    (event("106th IOC/WMC meeting", "2025-09-18"),
     event("106th meeting of the International Organizing Committee")),
    (event("Mining Indaba", "2026-02"), event("Investing in African Mining Indaba", "2026-02-09")),
    (event("Quarry Miners Union Convention", "2026-03"), event("QMU Convention", "2026-03-01")),
    (event("World Mining Congress & Expo", "2026"), event("World Mining Congress", "2026-06")),
    (event("AGM", "2026-03-01"), event("Annual General Meeting", "2026-03-01")),
    (event("1st congress", "1958"), event("1st World Mining Congress", "1958")),
    (event("Lithium Forum", "2028-03", city="Salta"), event("Lithium Forum", "2028", city="Salta")),
    (event("Baltic Mineral Forum", "2026-11-04"), event("Baltic Mineral Forum", "2027-02-10")),
    (event("27th World Mining Congress", "2026"),
     event("XXVII Congreso Mundial de Minería", "2026-06-24")),
]  # fmt: skip

OTHER = [
    (event("26th World Mining Congress", "2023"), event("27th World Mining Congress", "2026")),
    (event("World Mining Congress", "2026"), event("World Mining Congress", "2029")),
    (event("World Mining Congress", "2026"),
     event("World Mining Congress Young Leaders Forum", "2026")),
    (event("World Mining Congress", "2026"), event("IOC/WMC meeting", "2026")),
    (event("IOC/WMC meeting", "2026-04-01"), event("107th IOC/WMC meeting", "2026-10-02")),
    (event("Mining Conference", "2026"), event("African Mining Conference", "2026")),
    (event("Annual General Meeting", "2026-03-01", site="a.example"),
     event("AGM", "2026-03-01", site="b.example")),
    (event("Lithium Forum", "2028", city="Salta"), event("Lithium Forum", "2028", city="Perth")),
    (event("Baltic Mineral Forum", "2026-11-04"), event("Baltic Mineral Forum", "2027-10-10")),
    (event("Tailings webinar", "2026-12-01"), event("Tailings webinar", "2027-01-10")),
    (event("Webinar on tailings", "2026-05-01"), event("Webinar on tailings", "2026-06-01")),
    (event("PDAC", "2026-03-01"), event("PDAC webinar", "2026-03-01")),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_event(a: Event, b: Event) -> None:
    assert same_event(a, b)
    assert same_event(b, a)


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_two_events(a: Event, b: Event) -> None:
    assert not same_event(a, b)
    assert not same_event(b, a)


@pytest.mark.parametrize(("a", "b"), SAME)
def test_merging_loses_nothing(a: Event, b: Event) -> None:
    for both in (merge(a, b), merge(b, a)):
        assert both.edition == (a.edition or b.edition)
        assert len(both.start_date or "") == max(len(e.start_date or "") for e in (a, b))
        assert both.city in {a.city, b.city}
        assert same_event(both, a)
        assert same_event(both, b)


def test_the_full_name_and_the_precise_date_win() -> None:
    both = merge(
        event("WMC 2026", "2026-06-24", city="Lima", country="Peru"),
        event("27th World Mining Congress", "2026", country="Peru"),
    )
    assert (both.name, both.edition) == ("World Mining Congress", 27)
    assert (both.start_date, both.city, both.country) == ("2026-06-24", "Lima", "Peru")
