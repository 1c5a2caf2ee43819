"""What stands all over a document: names of the office, dates, words for the period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Phrase, phrase
from reporter.bulletin.words import length, long_date, name_before, name_of, this_period, times
from reporter.core.numbers import shown
from reporter.document.levels import chinese

DRAFT = "（送审稿）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Names, dates and words that stand all over the document."""

    sample: bool
    issuer: str
    layout: str
    """文件 or 简报: which head 督查通报 has."""
    editor: str
    """编发单位 of 简报 and 专报; signs notices and reminders."""
    contact: str
    addressee: str
    copied_to: str
    printer: str
    office: str
    """督办单位."""
    document_number: str
    issued: str
    """The day of issue; without one its day is blank."""
    great: str
    """八大行动."""
    plan_name: str
    plan_number: str
    period: str
    """2024年1—5月."""
    span: str
    """1—5月."""
    month: str
    """5月."""
    month_in_full: str
    """2024年5月."""
    next_month: str
    """6月."""
    before: str
    this: str
    """本月, 本季度 …"""
    last_day: str
    month_end: str
    elapsed: Phrase
    is_year_end: bool
    is_month: bool
    """A month has forms and notices of its own; a quarter, half-year or year views its last month."""
    own: str
    """The period by its short name: 5月, 二季度, 上半年, 2024年."""
    times: str
    """The measure of periods in a row: 个月, 个季度."""
    length: str
    """月, 季度, 半年, 年."""


def head(facts: Facts, *, number: str = "", issued: date | None = None) -> Head:
    """Names and dates. Until issue （送审稿） stands for the number and the day of the date is blank."""
    period, plan = facts.period, facts.plan.head
    following = period.month.following
    return Head(
        sample=facts.results.sample,
        issuer=facts.rule("通报发文机关"),
        layout=facts.rule("通报版式"),
        editor=facts.rule("编发单位"),
        contact=facts.rule("联系方式"),
        addressee=facts.rule("主送"),
        copied_to=facts.rule("抄送"),
        printer=facts.rule("印发机关"),
        office=facts.rule("督办单位"),
        document_number=number or DRAFT,
        issued=long_date(issued) if issued else f"{following.year}年{following.last_month}月 日",
        great=f"{chinese(len(facts.ranked_actions))}大行动",
        plan_name=plan.name,
        plan_number=plan.number,
        period=period.label,
        span=period.span_label,
        month=f"{period.last_month}月",
        month_in_full=period.month_label,
        next_month=f"{following.last_month}月",
        before=name_before(period),
        this=this_period(period),
        last_day=long_date(facts.day),
        month_end=f"{period.last_month}月末",
        elapsed=_elapsed(facts),
        is_year_end=period.last_month == 12,
        is_month=period.is_month,
        own=name_of(period),
        times=times(period),
        length=length(period),
    )


def _elapsed(facts: Facts) -> Phrase:
    """5÷12，即41.7%."""
    return phrase(f"{facts.period.last_month}÷12，即", f"{shown(facts.results.elapsed_ratio * 100, 1)}%")
