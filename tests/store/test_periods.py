"""First and last day of plain periods."""

import pytest

from wmcscraper.store.periods import period_days


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("in 2024", ("2024-01-01", "2024-12-31")),
        ("the full year 2024", ("2024-01-01", "2024-12-31")),
        ("Q3 2025", ("2025-07-01", "2025-09-30")),
        ("2025 Q1", ("2025-01-01", "2025-03-31")),
        ("4Q 2025", ("2025-10-01", "2025-12-31")),
        ("the third quarter of 2025", ("2025-07-01", "2025-09-30")),
        ("first half of 2024", ("2024-01-01", "2024-06-30")),
        ("H2 2024", ("2024-07-01", "2024-12-31")),
        ("September 2025", ("2025-09-01", "2025-09-30")),
        ("Feb. 2024", ("2024-02-01", "2024-02-29")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("Q3 25", ("2025-07-01", "2025-09-30")),
        ("1H’24", ("2024-01-01", "2024-06-30")),
        ("the June quarter 2025", ("2025-04-01", "2025-06-30")),
        ("June quarter of 2026", ("2026-04-01", "2026-06-30")),
        ("June 2025 quarter", ("2025-04-01", "2025-06-30")),
        ("June half-year 2025", ("2025-01-01", "2025-06-30")),
        ("March half 2025", ("2024-10-01", "2025-03-31")),
        ("first half-year of 2025", ("2025-01-01", "2025-06-30")),
        ("first nine months of 2024", ("2024-01-01", "2024-09-30")),
        ("last six months of 2024", ("2024-07-01", "2024-12-31")),
        ("nine months to 30 September 2024", ("2024-01-01", "2024-09-30")),
        ("six months ended March 31, 2025", ("2024-10-01", "2025-03-31")),
        ("year ended 30 June 2025", ("2024-07-01", "2025-06-30")),
        ("year to December 2025", ("2025-01-01", "2025-12-31")),
        ("2021-2024", ("2021-01-01", "2024-12-31")),
        ("2021 to 2024", ("2021-01-01", "2024-12-31")),
        ("primer trimestre de 2026", ("2026-01-01", "2026-03-31")),
        ("el segundo semestre del año 2025", ("2025-07-01", "2025-12-31")),
        ("septiembre de 2025", ("2025-09-01", "2025-09-30")),
        ("May quarter 2025", (None, None)),
        ("2024-2021", (None, None)),
        ("FY2025", (None, None)),
        ("second quarter of fiscal 2025", (None, None)),
        ("June quarter", (None, None)),
        ("January", (None, None)),
        ("H3 2024", (None, None)),
        ("annually", (None, None)),
        ("fiscal 2025", (None, None)),
        ("Smarch 2025", (None, None)),
        ("the past 2024 or so", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
        ("in " * 5000 + "2024", (None, None)),
    ],
)
def test_period_days(period, days):
    assert period_days(period) == days


@pytest.mark.parametrize(
    ("period", "published", "days"),
    [
        ("June quarter", "2025-07-24", ("2025-04-01", "2025-06-30")),
        ("June quarter", "2026-01-22T10:00:00", ("2025-04-01", "2025-06-30")),
        ("December quarter", "2026-01-22", ("2025-10-01", "2025-12-31")),
        ("third quarter", "2025-11-05", ("2025-07-01", "2025-09-30")),
        ("H1", "2025-03-01", ("2025-01-01", "2025-06-30")),
        ("January", "2025-01-27", ("2025-01-01", "2025-01-31")),
        ("nine months to September", "2024-10-24", ("2024-01-01", "2024-09-30")),
        ("Q3 2025", "2024-01-01", ("2025-07-01", "2025-09-30")),
        ("annually", "2025-01-27", (None, None)),
        ("June quarter", "soon", (None, None)),
    ],
)
def test_the_day_of_publication_settles_the_year(period, published, days):
    assert period_days(period, published) == days
