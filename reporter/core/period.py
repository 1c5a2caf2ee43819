"""Reporting periods: a month, or the quarter, half-year or year that ends with one."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta, timezone
from enum import IntEnum
from functools import lru_cache

from reporter.core.values import dataclass

BEIJING = timezone(timedelta(hours=8))
"""Times are Beijing time (DESIGN 9)."""

_FORMS = (
    ("month", re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")),
    ("quarter", re.compile(r"(20\d\d)-Q([1-4])")),
    ("half", re.compile(r"(20\d\d)-H([12])")),
    ("year", re.compile(r"(20\d\d)")),
)


class Span(IntEnum):
    """Length of a period; the value is its number of months, so that the periods of a month sort by length."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A reporting period, named by its year, its last month and its length."""

    year: int
    last_month: int
    span: Span = Span.MONTH

    def __post_init__(self) -> None:
        if not 1 <= self.last_month <= 12 or self.last_month % self.span.value:
            raise ValueError(f"no such period: {self.year}-{self.last_month} {self.span.name}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period named by `text`; ValueError (Chinese) when it names none.

        >>> Period.parse("2024-Q2").last_month
        6
        """
        return cls(*_parsed(text))

    def __str__(self) -> str:
        return _name(self.year, self.last_month, self.span)

    @property
    def last_day(self) -> date:
        return _last_day(self.year, self.last_month)

    @property
    def previous(self) -> Period:
        """The period of the same length before this one."""
        months = self.year * 12 + self.last_month - self.span.value
        year, month = divmod(months - 1, 12)
        return Period(year, month + 1, self.span)

    @property
    def following(self) -> Period:
        """The period of the same length after this one."""
        months = self.year * 12 + self.last_month + self.span.value
        year, month = divmod(months - 1, 12)
        return Period(year, month + 1, self.span)

    @property
    def is_month(self) -> bool:
        """Whether the period is a month, which has forms, returns and notices of its own."""
        return self.span is Span.MONTH

    @property
    def months(self) -> tuple[Period, ...]:
        """The months of the period, in order; a month has itself."""
        first = self.last_month - self.span.value + 1
        return tuple(Period(self.year, month) for month in range(first, self.last_month + 1))

    @property
    def month(self) -> Period:
        """The month with which this period ends; its ledger is the one the period views."""
        return self if self.is_month else Period(self.year, self.last_month)

    @property
    def length(self) -> str:
        """How long it is: 月, 季度, 半年, 年."""
        return {Span.MONTH: "月", Span.QUARTER: "季度", Span.HALF: "半年", Span.YEAR: "年"}[self.span]

    @property
    def times(self) -> str:
        """The measure of such periods in a row: 2个月, 2个季度, 2个半年, 2年."""
        return self.length if self.span is Span.YEAR else f"个{self.length}"

    @property
    def label(self) -> str:
        """The period in titles: 2024年1—5月, 2024年二季度, 2024年上半年, 2024年."""
        quarter = "一二三四"[(self.last_month - 1) // 3]
        name = {
            Span.MONTH: self.span_label,
            Span.QUARTER: f"{quarter}季度",
            Span.HALF: "上半年" if self.last_month == 6 else "下半年",
            Span.YEAR: "",
        }[self.span]
        return f"{self.year}年{name}"

    @property
    def span_label(self) -> str:
        """What figures cover, since they are cumulative: 1月, 1—5月, for a quarter 1—6月, for the year 全年."""
        if self.span is Span.YEAR:
            return "全年"
        return "1月" if self.last_month == 1 else f"1—{self.last_month}月"

    @property
    def called(self) -> str:
        """What the office calls its circular's period: 2024年5月, 2024年二季度, 2024年."""
        return self.month_label if self.is_month else self.label

    @property
    def month_label(self) -> str:
        """The last month with its year: 2024年5月."""
        return f"{self.year}年{self.last_month}月"


@lru_cache(1024)  # every row of every form says its period
def _parsed(text: str) -> tuple[int, int, Span]:
    for name, form in _FORMS:
        found = form.fullmatch(text.strip())
        if found:
            span = Span[name.upper()]
            number = int(found.group(2)) if span is not Span.YEAR else 1
            return int(found.group(1)), number * span.value, span
    raise ValueError(f"“{text}”不是报告期，请写成2024-05、2024-Q2、2024-H1或2024")


@lru_cache(1024)
def _name(year: int, last_month: int, span: Span) -> str:
    number = last_month // span.value
    return {
        Span.MONTH: f"{year}-{number:02d}",
        Span.QUARTER: f"{year}-Q{number}",
        Span.HALF: f"{year}-H{number}",
        Span.YEAR: f"{year}",
    }[span]


@lru_cache(1024)
def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
