"""From plan, ledger and progress to the results of a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.values import dataclass
from reporter.intake.submission import AnswerState
from reporter.ledger.model import ExpectedReturn, Ledger, Observation, ReturnState
from reporter.plan.calendar import deadline
from reporter.plan.exact import exact_goal
from reporter.plan.kinds import figure_codes
from reporter.plan.model import Indicator, Plan
from reporter.progress.figures import Figures
from reporter.progress.model import Measure, Progress, Tally, decimal_of
from reporter.record.answers import list_results, reply_result, task_results
from reporter.record.issue import Issue
from reporter.record.model import (
    ActionResult,
    BureauResult,
    IndicatorResult,
    PartResult,
    PlanRef,
    Results,
    StepResult,
)
from reporter.record.notices import notices_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything computed for a month, from which its results are put together."""

    plan: Plan
    fingerprint: str
    """sha256 over the register's canonical CSV."""
    period: Period
    ledger: Ledger
    progress: Progress
    doubts: tuple[Problem, ...] = ()
    previous: Results | None = None
    previous_sealed: bool = False
    issues: tuple[Issue, ...] = ()
    """How the earlier periods of the year were issued, those that were."""
    earlier: tuple[Results, ...] = ()
    """The periods of its length before it in the year, as far as they are known, oldest first."""
    month: Results | None = None
    """Those of the last month of a longer period, which is a view of it."""


def build_results(outcome: Outcome) -> Results:
    """The results of the period, ready for results.json and the documents; notices go out by the month."""
    results = _without_notices(outcome)
    if not outcome.period.is_month:
        return results
    months = (*outcome.earlier, results)
    return replace(results, notices=notices_of(outcome.plan, outcome.period, outcome.issues, months))


def _without_notices(outcome: Outcome) -> Results:
    plan, ledger, progress = outcome.plan, outcome.ledger, outcome.progress
    head, day = plan.head, outcome.period.last_day
    return Results(
        period=str(outcome.period),
        sample=ledger.sample,
        plan=PlanRef(name=head.name, number=head.number, sha256=outcome.fingerprint),
        elapsed_ratio=decimal_of(progress.elapsed_ratio),
        rules={rule.name: plan.rule(rule.name, day) for rule in plan.rules if rule.since <= day},
        indicators=tuple(_indicator(outcome, indicator) for indicator in plan.indicators),
        tasks=tuple(task_results(outcome.plan, outcome.progress, outcome.ledger)),
        lists=tuple(list_results(ledger)),
        actions=tuple(_action(plan, tally) for tally in progress.actions.values()),
        bureaus=tuple(_bureau(outcome, tally) for tally in progress.bureaus.values()),
        returns=ledger.returns,
        files=ledger.files,
        problems=ledger.problems + outcome.doubts,
        previous_sealed=outcome.previous_sealed if outcome.previous else None,
        deadline=deadline(plan, outcome.period),
        waived=ledger.waived,
        differences=ledger.differences,
        cleared=ledger.cleared,
        replies=tuple(reply_result(one) for one in ledger.replies),
    )


def _indicator(outcome: Outcome, indicator: Indicator) -> IndicatorResult:
    plan, measure = outcome.plan, outcome.progress.measures[indicator.code]
    figures = Figures(plan=plan, ledger=outcome.ledger, bases={})
    seen = figures.observation(indicator.code)
    before = _previous(outcome.previous, indicator.code)
    month = _previous(outcome.month, indicator.code)
    actual = _decimal(measure.actual)
    previous = before.actual if before else None
    return IndicatorResult(
        code=indicator.code,
        action=indicator.action,
        tasks=indicator.tasks,
        name=indicator.name,
        kind=indicator.kind,
        unit=indicator.unit,
        comparator=indicator.comparator,
        target=_decimal(measure.target),
        target_upper=indicator.target_upper,
        base=measure.base if measure.base is not None else indicator.base,
        actual=actual,
        completion_ratio=_decimal(measure.completion_ratio),
        expected=_decimal(measure.expected),
        gap=_decimal(measure.gap),
        status=measure.status,
        reason=measure.reason,
        bureau=plan.bureau_by_name[indicator.bureau].code,
        counted=indicator.counted,
        uses=plan.users_of.get(indicator.code, ()),
        previous=previous,
        change=actual - previous if actual is not None and previous is not None else None,
        previous_status=before.status if before else None,
        source=seen.source if seen else None,
        parts=_parts(plan, figures, indicator, measure),
        steps=_steps(outcome, indicator),
        months_behind=(before.months_behind if before else 0) + 1 if measure.status.is_lagging else 0,
        approximate=seen.approximate if seen else False,
        carried=seen.carried if seen else False,
        note=_note(figures, indicator, seen),
        reported=seen.value if seen else None,
        prior_year=seen.prior_year if seen else None,
        months_exact=month.months_exact
        if month
        else _months(before.months_exact if before else 0, _is_exact(outcome, indicator, seen, measure)),
        months_unpublished=month.months_unpublished
        if month
        else _months(before.months_unpublished if before else 0, _is_unpublished(figures, indicator)),
    )


def _months(before: int, again: bool) -> int:
    return before + 1 if again else 0


def _is_exact(outcome: Outcome, indicator: Indicator, seen: Observation | None, measure: Measure) -> bool:
    value = seen.value if seen else None
    return value is not None and bool(exact_goal(outcome.plan, indicator, value, outcome.period, measure.base))


def _is_unpublished(figures: Figures, indicator: Indicator) -> bool:
    seen = (figures.observation(code) for code in figure_codes(figures.plan, indicator))
    return any(one is not None and one.state is AnswerState.NOT_PUBLISHED for one in seen)


def _note(figures: Figures, indicator: Indicator, seen: Observation | None) -> str:
    """说明 of the row, or of the parts' rows that have one."""
    if seen:
        return seen.note
    parts = (figures.observation(part.code) for part in figures.plan.parts_of.get(indicator.code, ()))
    return "；".join(dict.fromkeys(part.note for part in parts if part and part.note))


def _parts(plan: Plan, figures: Figures, indicator: Indicator, measure: Measure) -> tuple[PartResult, ...]:
    def one(code: str, uses: str, name: str, unit: str, target: Decimal | None) -> PartResult:
        seen = figures.observation(uses or code)
        return PartResult(
            code=code,
            name=name,
            unit=unit,
            target=target,
            actual=measure.parts.get(code),
            source=seen.source if seen else None,
        )

    parts = plan.parts_of.get(indicator.code, ())
    return tuple(one(part.code, part.uses, part.name, part.unit, part.target) for part in parts)


def _steps(outcome: Outcome, indicator: Indicator) -> tuple[StepResult, ...]:
    found = []
    for step in outcome.plan.milestones_of.get(indicator.code, ()):
        answer = outcome.ledger.steps.get(step.code)
        found.append(
            StepResult(
                code=step.code,
                name=step.name,
                due=step.due,
                done=answer.done if answer and not answer.rejected else None,
                finished=answer.finished if answer else None,
                note=answer.note if answer else "",
                source=answer.source if answer else None,
            )
        )
    return tuple(found)


def _action(plan: Plan, tally: Tally) -> ActionResult:
    return ActionResult(
        code=tally.code,
        name=plan.action_by_code[tally.code].name,
        counts=tally.counts,
        due=tally.due,
        on_pace=tally.on_pace,
        on_pace_share=_decimal(tally.on_pace_share),
        mean_ratio=_decimal(tally.mean_ratio),
        rank=tally.rank,
        best_rank=tally.best_rank,
        worst_rank=tally.worst_rank,
    )


def _bureau(outcome: Outcome, tally: Tally) -> BureauResult:
    expected = [one for one in outcome.ledger.returns if one.bureau == tally.code]
    before = _places(outcome.previous).get(tally.code)
    return BureauResult(
        code=tally.code,
        name=outcome.plan.bureau_by_code[tally.code].name,
        counts=tally.counts,
        due=tally.due,
        on_pace=tally.on_pace,
        on_pace_share=_decimal(tally.on_pace_share),
        mean_ratio=_decimal(tally.mean_ratio),
        rank=tally.rank,
        rank_change=before - tally.rank if before and tally.rank else None,
        timeliness=_timeliness(expected),
        returned_times=sum(one.returned_times for one in expected),
        best_rank=tally.best_rank,
        worst_rank=tally.worst_rank,
    )


def _timeliness(expected: list[ExpectedReturn]) -> Decimal | None:
    """Forms on time ÷ forms expected; None for a bureau of whom none is expected."""
    if not expected:
        return None
    on_time = sum(one.state is ReturnState.ON_TIME for one in expected)
    return decimal_of(Fraction(on_time, len(expected)))


def _places(previous: Results | None) -> Mapping[str, int | None]:
    return {bureau.code: bureau.rank for bureau in previous.bureaus} if previous else {}


def _previous(previous: Results | None, code: str) -> IndicatorResult | None:
    rows = previous.indicators if previous else ()
    return next((row for row in rows if row.code == code), None)


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else decimal_of(value)
