"""From the ledger of a month to the progress of everything the plan promises."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.ledger.model import Ledger
from reporter.plan.model import Plan
from reporter.plan.pace import elapsed_ratio
from reporter.progress.figures import Figures
from reporter.progress.judged import Basis
from reporter.progress.measure import measure
from reporter.progress.model import Measure, Progress, Tally
from reporter.progress.ranking import ranked, tally
from reporter.progress.replies import closing_too_early
from reporter.progress.tasks import overstated, task_progress
from reporter.progress.thresholds import Thresholds


def compute(
    plan: Plan, period: Period, ledger: Ledger, bases: Mapping[str, Decimal]
) -> tuple[Progress, tuple[Problem, ...]]:
    """Progress for the period, and the doubts that only the computed states raise.

    `bases` are year-start levels accepted in earlier months, by indicator code.
    """
    limits = Thresholds.of(plan, period.last_day)
    basis = Basis(figures=Figures(plan=plan, ledger=ledger, bases=bases), period=period, limits=limits)
    measures = {indicator.code: measure(indicator, basis) for indicator in plan.indicators}
    progress = Progress(
        elapsed_ratio=elapsed_ratio(period),
        measures=measures,
        tasks={
            task.code: task_progress(plan, task, ledger, [one for _, one in _own(plan, task.code, measures)])
            for task in plan.tasks
        },
        actions=_actions(plan, measures, limits),
        bureaus=_bureaus(plan, measures, limits),
    )
    doubts = (doubt for task in plan.tasks for doubt in overstated(plan, task, ledger, _own(plan, task.code, measures)))
    return progress, (*doubts, *closing_too_early(plan, ledger, measures))


def _own(plan: Plan, task: str, measures: Mapping[str, Measure]) -> list[tuple[str, Measure]]:
    """The indicators that list a task, each with its 填报单位."""
    return [(one.bureau, measures[one.code]) for one in plan.indicators if task in one.tasks]


def _actions(plan: Plan, measures: Mapping[str, Measure], limits: Thresholds) -> Mapping[str, Tally]:
    tallies = [
        tally(
            action.code,
            ((one, measures[one.code]) for one in plan.indicators if one.action == action.code),
            score_growth=limits.score_growth,
        )
        for action in plan.actions
    ]
    unranked = frozenset(action.code for action in plan.actions if not action.is_ranked)
    return ranked(tallies, least=limits.least_ranked, unranked=unranked)


def _bureaus(plan: Plan, measures: Mapping[str, Measure], limits: Thresholds) -> Mapping[str, Tally]:
    tallies = []
    for bureau in sorted(plan.bureaus, key=lambda one: one.order):
        rows = [(one, measures[one.code]) for one in plan.indicators if one.bureau == bureau.name and one.counted]
        if rows:
            tallies.append(tally(bureau.code, rows, score_growth=limits.score_growth))
    return ranked(tallies, least=limits.least_ranked)
