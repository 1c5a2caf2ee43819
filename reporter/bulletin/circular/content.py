"""The whole content of a bulletin: every count, list and sentence part, computed from register and results alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reporter.bulletin.circular.actions import ActionPart, action_part
from reporter.bulletin.circular.annex_items import ItemAnnex, item_annex
from reporter.bulletin.circular.annex_rules import RuleAnnex, elapsed_as_fraction, rule_annex
from reporter.bulletin.circular.annex_tasks import TaskAnnex, task_annex
from reporter.bulletin.circular.next_steps import NextSteps, next_steps
from reporter.bulletin.circular.overview import Overview, overview
from reporter.bulletin.circular.returns import Returns, returns
from reporter.bulletin.circular.troubles import Troubles, troubles
from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Phrase
from reporter.bulletin.words import long_date, name_of, this_period
from reporter.document.levels import chinese

DRAFT = "（送审稿）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Names, dates and words that stand all over the document."""

    sample: bool
    issuer: str
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
    before: str
    this: str
    """本月, 本季度 …"""
    last_day: str
    month_end: str
    elapsed: Phrase
    is_year_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """Content of 督查通报: five parts and the annexes."""

    head: Head
    overview: Overview
    actions: tuple[ActionPart, ...]
    returns: Returns
    troubles: Troubles
    next_steps: NextSteps
    item_annex: ItemAnnex
    task_annex: TaskAnnex
    basis_annex: RuleAnnex


def bulletin(facts: Facts, *, number: str = "", issued: date | None = None) -> Bulletin:
    """The content for one period; Unbalanced where counts contradict each other."""
    back = returns(facts)
    return Bulletin(
        head=head(facts, number=number, issued=issued),
        overview=overview(facts),
        actions=tuple(action_part(facts, one) for one in facts.ranked_actions),
        returns=back,
        troubles=troubles(facts),
        next_steps=next_steps(facts, back.doubts),
        item_annex=item_annex(facts),
        task_annex=task_annex(facts),
        basis_annex=rule_annex(facts),
    )


def head(facts: Facts, *, number: str = "", issued: date | None = None) -> Head:
    """Names and dates. Until issue （送审稿） stands for the number and the day of the date is blank."""
    period, plan = facts.period, facts.plan.head
    following = period.month.following
    return Head(
        sample=facts.results.sample,
        issuer=facts.rule("通报发文机关"),
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
        before=name_of(period.previous),
        this=this_period(period),
        last_day=long_date(facts.day),
        month_end=f"{period.last_month}月末",
        elapsed=elapsed_as_fraction(facts),
        is_year_end=period.last_month == 12,
    )
