"""Small words of the documents: names of periods, dates, what bureaus typed."""

from __future__ import annotations

import re
from datetime import date

from reporter.bulletin.figure import FixedText, dated, like, spoken
from reporter.core.period import Period, Span
from reporter.core.texts import EDGES, first_sentence, one_line
from reporter.document.levels import chinese


def this_period(period: Period) -> str:
    """本月, 本季度, 上半年, 全年."""
    if period.span is Span.HALF:
        return _half(period)
    return {Span.MONTH: "本月", Span.QUARTER: "本季度"}.get(period.span, "全年")


def last_period(period: Period) -> str:
    """How a period calls the one before it: 上月, 上季度, 上半年 (in the second half), 上年."""
    if period.span is Span.HALF:
        return name_of(period.previous, period.year)
    return {Span.MONTH: "上月", Span.QUARTER: "上季度"}.get(period.span, "上年")


def name_of(period: Period, year: int | None = None) -> FixedText:
    """A period by its short name: 4月, 一季度, 上半年; in the eyes of a later `year` 上年四季度, 上年下半年, 上年."""
    return dated(_name_of(period, year))


def _name_of(period: Period, year: int | None) -> str:
    if period.span is Span.YEAR:
        return "上年" if year is not None and period.year < year else f"{period.year}年"
    short = {
        Span.MONTH: f"{period.last_month}月",
        Span.QUARTER: f"{chinese((period.last_month + 2) // 3)}季度",
        Span.HALF: _half(period),
    }[period.span]
    earlier = year is not None and period.year < year and period.span is not Span.MONTH
    return f"上年{short}" if earlier else short


def name_before(period: Period) -> FixedText:
    """The period before, by the name that the period gives it."""
    return name_of(period.previous, period.year)


def _half(period: Period) -> str:
    return "上半年" if period.last_month == 6 else "下半年"


def short_date(day: date) -> FixedText:
    """6月5日."""
    return dated(f"{day.month}月{day.day}日")


def long_date(day: date) -> FixedText:
    """2024年6月5日."""
    return dated(f"{day.year}年{short_date(day)}")


def plain(text: str) -> FixedText:
    """What a bureau typed, on one line; empty where it says that there is nothing to say."""
    return spoken(one_line(text))


def sentence(text: str, limit: int) -> str:
    """The first sentence of `text`, without its stop, fit to stand inside another sentence."""
    return cut(like(first_sentence(text), text), limit)


def statement(text: str) -> FixedText:
    """What a message says, up to its first stop, without the place of the cell that it begins with."""
    said = re.sub(r"^“[^”]*”页\S{2,6}?格(（[^）]*）)?", "", text)
    return spoken(re.split("。", said, maxsplit=1)[0].strip(EDGES))


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; what is cut off shows as ….

    >>> cut("一二三四", 3)
    '一二…'
    """
    return text if len(text) <= limit else like(text[: max(limit - 1, 1)] + "…", text)
