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
        ("May quarter 2025", (None, None)),
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
