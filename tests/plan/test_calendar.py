"""Working days: the register's table over the week."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.core.period import Period
from reporter.plan.calendar import closing_day, deadline, is_working_day, next_working_day, working_days_between
from reporter.plan.model import Rule
from tests.plans import RULES, small_plan

PLAN = small_plan()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 6, 5), True),
        (date(2024, 6, 8), False),
        (date(2024, 5, 2), False),
        (date(2024, 5, 11), True),
    ],
    ids=["Wednesday", "Saturday", "Thursday in the holidays", "Saturday made up"],
)
def test_is_working_day(day: date, worked: bool) -> None:
    assert is_working_day(PLAN, day) is worked


@pytest.mark.parametrize(
    ("day", "moved"),
    [(date(2024, 6, 5), date(2024, 6, 5)), (date(2024, 6, 8), date(2024, 6, 10)), (date(2024, 5, 1), date(2024, 5, 6))],
)
def test_next_working_day(day: date, moved: date) -> None:
    assert next_working_day(PLAN, day) == moved


@pytest.mark.parametrize(
    ("period", "due", "closed"),
    [
        ("2024-05", date(2024, 6, 5), date(2024, 6, 7)),
        ("2024-09", date(2024, 10, 8), date(2024, 10, 8)),
        ("2024-12", date(2025, 1, 6), date(2025, 1, 7)),
        ("2024-Q2", date(2024, 7, 5), date(2024, 7, 8)),
    ],
    ids=["plain", "moved over the holidays", "into the next year, Sunday", "quarter as its last month"],
)
def test_deadline_and_closing_day(period: str, due: date, closed: date) -> None:
    assert deadline(PLAN, Period.parse(period)) == due
    assert closing_day(PLAN, Period.parse(period)) == closed


def test_rule_in_force_at_the_end_of_the_period_counts() -> None:
    later = (*RULES, Rule(name="报送截止", value="10", since=date(2024, 6, 1)))
    plan = small_plan(rules=later)
    assert deadline(plan, Period.parse("2024-05")) == date(2024, 6, 5)
    assert deadline(plan, Period.parse("2024-06")) == date(2024, 7, 10)


def test_missing_rule_has_no_second_default() -> None:
    with pytest.raises(KeyError):
        deadline(small_plan(rules=()), Period.parse("2024-05"))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2024, 6, 5), date(2024, 6, 5), 0),
        (date(2024, 6, 5), date(2024, 6, 6), 1),
        (date(2024, 6, 7), date(2024, 6, 10), 1),
        (date(2024, 4, 30), date(2024, 5, 6), 1),
        (date(2024, 6, 6), date(2024, 6, 5), 0),
    ],
)
def test_working_days_between(start: date, end: date, days: int) -> None:
    assert working_days_between(PLAN, start, end) == days
