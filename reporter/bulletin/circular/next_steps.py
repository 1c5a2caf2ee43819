"""Part 五: notices, milestones of the coming month, what must be supplied, the next deadline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from reporter.bulletin.circular.returns import Doubt
from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Figure, Phrase, count, dated, joined, phrase, share
from reporter.bulletin.supervision import LastNotices, last_notices, number_range
from reporter.bulletin.words import name_before, short_date
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.ledger.model import ReturnState
from reporter.plan.calendar import deadline
from reporter.plan.model import Indicator, Milestone
from reporter.plan.pace import elapsed_ratio
from reporter.progress.ladder import LADDER, worst
from reporter.progress.model import decimal_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourCount:
    """How many notices have one colour."""

    colour: str
    number: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """The month after the period, where it is of the same year."""

    month: str
    """6月."""
    deadline: str
    label: str
    """1—6月."""
    elapsed: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSteps:
    """Everything part 五 says."""

    notices: Figure
    matters: Figure
    colours: tuple[ColourCount, ...]
    """Colours that occur, the severest first."""
    numbers: str
    """督〔2024〕25号至37号; empty in a draft."""
    reply_days: Figure
    red_by: str
    """The last day for a written reply to the red ones; empty in a draft, and without a red one."""
    last_notices: LastNotices | None
    """What became of the notices of the month before; None when none were issued."""
    before: str
    """The name of the period before; empty when there is none to compare with."""
    lagging_before: Figure
    recovered: Figure
    """Items that were behind and are on pace now."""
    milestones: Figure
    milestone_bureaus: Phrase
    missing_bureaus: Figure
    refused_bureaus: Phrase
    doubtful_bureaus: Phrase
    reply_by: str
    """Day by which missing figures must be there."""
    coming: Coming | None


def next_steps(facts: Facts, doubts: Sequence[Doubt]) -> NextSteps:
    """Part 五. Notices have numbers once they are issued."""
    start = facts.rule("督办起点")
    colours = {code: worst(item.notice(start) for item in facts.lagging if item.result.bureau == code)
               for code in {item.result.bureau for item in facts.lagging}}  # fmt: skip
    by = Counter(colours.values())
    before = [item for item in facts.counted if item.before and item.before.status.is_lagging]
    steps = due_next(facts)
    states = {state: {one.bureau for one in facts.results.returns if one.state is state} for state in ReturnState}
    known = facts.plan.bureau_by_name
    doubtful = {known[one.bureau].code for one in doubts if one.bureau in known and not one.explanation}
    return NextSteps(
        notices=count(len(colours), "notices"),
        matters=count(len(facts.lagging), "all.lagging"),
        colours=tuple(
            ColourCount(colour=one, number=count(by[one], f"notices.{one}")) for one in reversed(LADDER) if by[one]
        ),
        numbers=number_range(facts),
        reply_days=facts.setting("红单回复工作日"),
        red_by=_red_by(facts),
        last_notices=last_notices(facts),
        before=name_before(facts.period) if facts.comparable else "",
        lagging_before=count(len(before), "all.lagging_before"),
        recovered=count(sum(item.status.is_met for item in before), "all.recovered"),
        milestones=count(len(steps), "next.milestones"),
        milestone_bureaus=_named(facts, {facts.plan.bureau_by_name[row.bureau].code for row, _ in steps}),
        missing_bureaus=count(len(states[ReturnState.MISSING]), "returns.missing_bureaus"),
        refused_bureaus=_named(facts, states[ReturnState.REJECTED] - states[ReturnState.MISSING]),
        doubtful_bureaus=_named(facts, doubtful),
        reply_by=short_date(deadline(facts.plan, facts.period.month.following)),
        coming=coming(facts),
    )


def _red_by(facts: Facts) -> str:
    days = [one.reply_by for one in facts.issue.notices if one.reply_by] if facts.issue else []
    return short_date(max(days)) if days else ""


def due_next(facts: Facts) -> list[tuple[Indicator, Milestone]]:
    """The steps due in the month after the period that are not finished yet, in the register's order."""
    month = facts.period.month.following
    done = {step.code for item in facts.items for step in item.result.steps if step.done}
    return [
        (row, step)
        for row in facts.plan.indicators
        for step in facts.plan.milestones_of.get(row.code, ())
        if (step.due.year, step.due.month) == (month.year, month.last_month) and step.code not in done
    ]


def _named(facts: Facts, codes: set[str]) -> Phrase:
    return phrase(joined(facts.bureau(code) for code in facts.in_order(codes)))


def coming(facts: Facts) -> Coming | None:
    """The month after the period; None in December."""
    month: Period = facts.period.month.following
    if month.year != facts.period.year:
        return None
    ratio: Fraction = elapsed_ratio(month)
    return Coming(
        month=dated(f"{month.last_month}月"),
        deadline=short_date(deadline(facts.plan, month)),
        label=dated(month.span_label),
        elapsed=share(decimal_of(ratio), "next.elapsed_ratio"),
    )
