"""Working days by the register's 日历 table, and the days of a month that follow from them (DOMAIN 4)."""

from __future__ import annotations

from datetime import date, timedelta

from reporter.core.period import Period
from reporter.plan.model import Plan

FREE, WORKED = "休", "班"
_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(plan: Plan, day: date) -> bool:
    """Whether `day` is worked: as the table says, else Monday to Friday."""
    listed = {entry.day: entry.category for entry in plan.calendar}
    if day in listed:
        return listed[day] == WORKED
    return day.weekday() < _SATURDAY


def next_working_day(plan: Plan, day: date) -> date:
    """`day` itself when it is worked, else the first worked day after it."""
    while not is_working_day(plan, day):
        day += _DAY
    return day


def deadline(plan: Plan, period: Period) -> date:
    """Last day on which a return of `period` is on time: rule 报送截止, moved to a working day."""
    return next_working_day(plan, _day_of_next_month(plan, period, "报送截止"))


def closing_day(plan: Plan, period: Period) -> date:
    """Day after which returns of `period` are no longer taken: rule 停收日, never before the deadline."""
    return max(deadline(plan, period), next_working_day(plan, _day_of_next_month(plan, period, "停收日")))


def correction_day(plan: Plan, period: Period, received: date) -> date:
    """Day until which a return that came in on `received` is to be corrected: the working day after it and after the
    deadline, and before figures are closed where that can still be kept.
    """
    by = next_working_day(plan, max(deadline(plan, period), received) + _DAY)
    closing = closing_day(plan, period)
    return closing if received < closing < by else by


def nth_working_day(plan: Plan, start: date, number: int) -> date:
    """The `number`th working day after `start`; `start` itself for 0."""
    day = start
    for _ in range(number):
        day = next_working_day(plan, day + _DAY)
    return day


def working_days_between(plan: Plan, start: date, end: date) -> int:
    """Number of working days after `start` up to and including `end`; 0 when `end` is not later."""
    days = max((end - start).days, 0)
    return sum(is_working_day(plan, start + _DAY * number) for number in range(1, days + 1))


def days_late(plan: Plan, due: date, day: date) -> int:
    """Working days by which `day` is later than `due`, at least 1 on a day off; 0 when it is not later."""
    return max(working_days_between(plan, due, day), 1) if day > due else 0


def _day_of_next_month(plan: Plan, period: Period, rule: str) -> date:
    first = period.last_day + _DAY
    return first + _DAY * (int(plan.rule(rule, period.last_day)) - 1)
