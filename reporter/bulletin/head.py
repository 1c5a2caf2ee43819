"""What stands all over a document: names of the office, dates, words for the period."""

from __future__ import annotations

from datetime import date

from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Phrase, coded, dated, phrase, share, titled
from reporter.bulletin.words import long_date, name_before, name_of, this_period
from reporter.core.values import dataclass
from reporter.document.levels import chinese

DRAFT = "（送审稿）"
_BRIEF = "简报"


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
    is_issued: bool
    great: str
    """行动统称, or by the number of actions: 四大行动."""
    reported_to: str
    """Who gets 领导专报."""
    livelihood_to: str
    """Who gets 民生实事专报."""
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
        document_number=coded(number or DRAFT),
        issued=long_date(issued) if issued else dated(f"{following.year}年{following.last_month}月 日"),
        is_issued=issued is not None,
        great=facts.rule("行动统称") or f"{chinese(len(facts.ranked_actions))}大行动",
        reported_to=facts.rule("专报报送"),
        livelihood_to=facts.rule("民生专报报送"),
        plan_name=titled(plan.name),
        plan_number=coded(plan.number),
        period=dated(period.label),
        span=dated(period.span_label),
        month=dated(f"{period.last_month}月"),
        month_in_full=dated(period.month_label),
        next_month=dated(f"{following.last_month}月"),
        before=name_before(period),
        this=this_period(period),
        last_day=long_date(facts.day),
        month_end=dated(f"{period.last_month}月末"),
        elapsed=_elapsed(facts),
        is_year_end=period.last_month == 12,
        is_month=period.is_month,
        own=name_of(period),
        times=period.times,
        length=period.length,
    )


def circular_number(facts: Facts) -> str:
    """What stands under the head of 督查通报: 字号, or 期号 where its head is that of a 简报; empty in a draft."""
    if facts.issue is None:
        return ""
    number, issue_no = facts.issue.number, facts.issue.issue_no
    return issue_no or number if facts.rule("通报版式") == _BRIEF else number or issue_no


def brief_number(facts: Facts) -> str:
    """期号 of 专报; empty in a draft."""
    return facts.issue.issue_no if facts.issue else ""


def issue_day(facts: Facts) -> date | None:
    """The day of issue; None in a draft."""
    return facts.issue.day if facts.issue else None


def _elapsed(facts: Facts) -> Phrase:
    """5÷12，即41.7%."""
    months = dated(f"{facts.period.last_month}÷12")
    return phrase(months, "，即", share(facts.results.elapsed_ratio, "all.elapsed_ratio"))
