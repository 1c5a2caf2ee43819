"""The checks of a register in their order. They return problems and change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reporter.core.problem import Problem
from reporter.core.values import dataclass
from reporter.plan.checks import belongings, bureaus, closings, codes, dated, rules, values
from reporter.plan.checks.closings import Noticed
from reporter.plan.checks.finding import Check, at
from reporter.plan.model import Plan
from reporter.plan.reading import Loaded

CHECKS: tuple[Check, ...] = (
    codes.well_formed,
    codes.unique,
    codes.in_own_action,
    codes.known,
    codes.home_task,
    codes.used_rows,
    codes.uses_circles,
    codes.parent_circles,
    bureaus.known,
    bureaus.one_body,
    bureaus.reporting_bureau,
    bureaus.aliases,
    bureaus.members,
    bureaus.tasks_have_leads,
    bureaus.collective_leads,
    bureaus.leads_in_task_force,
    values.target_present,
    values.target_possible,
    values.part_target_possible,
    values.bounds,
    values.unused_values,
    values.comparators,
    values.units,
    values.decimals,
    values.frequencies,
    values.paces,
    values.weights,
    values.dates,
    values.waiver_spans,
    values.calendar_covers_year,
    belongings.milestones_have_steps,
    belongings.steps_have_milestone,
    belongings.part_counts,
    belongings.paired_targets,
    belongings.numbering,
    belongings.counted_once,
    belongings.contradictions_ruled,
    belongings.parts_within_whole,
    belongings.parts_add_up,
    belongings.inferred_columns,
    belongings.tasks_are_measured,
    belongings.actions_are_counted,
    dated.amendments_fit,
    dated.amendments_connect,
    dated.amended_rows_hold,
    dated.rulings_decide,
    dated.successors,
    rules.present,
    rules.legal,
    rules.statistics,
    rules.closing_after_deadline,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCount:
    """How much of the plan an action holds; `counted` are the indicators with 计入 是."""

    code: str
    name: str
    tasks: int
    indicators: int
    counted: int
    milestones: int


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """Every problem of a register, those found while reading first.

    Without a plan (a table or column is missing) nothing more can be said than what reading found.
    """
    if loaded.plan is None:
        return loaded.problems
    return loaded.problems + tuple(_run(CHECKS, loaded, loaded.plan))


def check_source(loaded: Loaded, text: str) -> tuple[Problem, ...]:
    """P175 for every 原文 that does not occur in the plan's text, all white space ignored; nothing without a plan."""
    if loaded.plan is None:
        return ()
    whole = _packed(text)
    return tuple(
        at(loaded, "P175", "指标", index, "原文", item=row.code, seen=row.phrase)
        for index, row in enumerate(loaded.plan.indicators)
        if _packed(row.phrase) not in whole
    )


def check_closings(loaded: Loaded, noticed: Sequence[Noticed]) -> tuple[Problem, ...]:
    """P176 to P179 for rows of 督办 that fit none of the matters noticed; nothing without a plan."""
    return tuple(closings.fit_notices(loaded, loaded.plan, noticed)) if loaded.plan else ()


def counts(plan: Plan) -> tuple[ActionCount, ...]:
    """Tasks, indicators and steps of each action, in the plan's order."""
    found = []
    for action in plan.actions:
        rows = [row for row in plan.indicators if row.action == action.code]
        found.append(
            ActionCount(
                code=action.code,
                name=action.name,
                tasks=sum(task.action == action.code for task in plan.tasks),
                indicators=len(rows),
                counted=sum(row.counted for row in rows),
                milestones=sum(len(plan.milestones_of.get(row.code, ())) for row in rows),
            )
        )
    return tuple(found)


def _run(checks: Iterable[Check], loaded: Loaded, plan: Plan) -> Iterable[Problem]:
    for one in checks:
        yield from one(loaded, plan)


def _packed(text: str) -> str:
    return "".join(text.split())
