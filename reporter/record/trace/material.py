"""What figures are traced in: the register, the results of a period, of the ones before, and as once issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reporter.core.period import Period
from reporter.plan.model import Indicator, Plan
from reporter.record.history import comparable
from reporter.record.model import IndicatorResult, Results


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything that a chain may lead to.

    `earlier` are the periods of its length before it, `within` the months before the last one of a longer period.
    `issued` are the results that a correction corrects, `issued_plan` is the register as it was then.
    """

    plan: Plan
    results: Results
    previous: Results | None = None
    earlier: tuple[Results, ...] = ()
    within: tuple[Results, ...] = ()
    issued: Results | None = None
    issued_plan: Plan | None = None

    @cached_property
    def period(self) -> Period:
        return Period.parse(self.results.period)

    @property
    def day(self) -> date:
        return self.period.last_day

    def rule(self, name: str) -> str:
        """The rule in force; KeyError when the register lacks it."""
        return self.plan.rule(name, self.day)

    @cached_property
    def comparable(self) -> Results | None:
        """The period before, where it can be compared with."""
        return comparable(self.period, self.previous)

    @cached_property
    def before(self) -> Mapping[str, IndicatorResult]:
        """Each indicator in the comparable period before."""
        return {one.code: one for one in self.comparable.indicators} if self.comparable else {}

    @cached_property
    def periods(self) -> tuple[Results, ...]:
        """The earlier periods that are known and this one, oldest first."""
        return (*(self.earlier or ((self.comparable,) if self.comparable else ())), self.results)

    @cached_property
    def history(self) -> tuple[Mapping[str, IndicatorResult], ...]:
        """The indicators of each of `periods`."""
        return tuple({one.code: one for one in results.indicators} for results in self.periods)

    @cached_property
    def months(self) -> Mapping[int, Mapping[str, IndicatorResult]]:
        """The indicators at the end of each month that is known, by its number."""
        known = self.periods if self.period.is_month else (*self.within, self.results)
        return {Period.parse(one.period).last_month: {row.code: row for row in one.indicators} for one in known}

    def in_periods(self, meaning: str) -> str:
        """A meaning that counts months, in periods of this length."""
        return meaning.replace("个月", self.period.times).replace("月数", f"{self.period.length}数")

    @cached_property
    def rows(self) -> Mapping[str, IndicatorResult]:
        """Each indicator of the period."""
        return {one.code: one for one in self.results.indicators}

    def promise(self, code: str) -> Indicator:
        """The register's row; KeyError when there is none."""
        return self.plan.indicator_by_code[code]
