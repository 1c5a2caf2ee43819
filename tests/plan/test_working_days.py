"""The nth working day after a day, over weekends, holidays and made-up days of the small plan's calendar."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.plan.calendar import nth_working_day
from tests.plans import small_plan


@pytest.mark.parametrize(
    ("start", "number", "found"),
    [
        (date(2024, 6, 12), 5, date(2024, 6, 19)),  # over a weekend
        (date(2024, 4, 30), 1, date(2024, 5, 6)),  # 1 to 3 May are free, then a weekend
        (date(2024, 5, 10), 1, date(2024, 5, 11)),  # a Saturday that is worked
        (date(2024, 6, 15), 0, date(2024, 6, 15)),
    ],
)
def test_nth_working_day(start: date, number: int, found: date) -> None:
    assert nth_working_day(small_plan(), start, number) == found
