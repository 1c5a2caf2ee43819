"""Who is asked what: the bureaus that get a form of an action, and the rows that are theirs (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reporter.core.period import Period
from reporter.core.remember import for_same
from reporter.plan.model import Bureau, Indicator, Plan, Task
from reporter.plan.succession import answering_bureau, is_there


def leads_of(plan: Plan, task: Task, period: Period) -> tuple[Bureau, ...]:
    """The bureaus that report on a task, each once in the plan's order; those of a collective lead are its members."""
    named = (answering_bureau(plan, bureau.name, period.last_day) for bureau in plan.answering(task.leads))
    return tuple({bureau.code: bureau for bureau in named if is_there(bureau, period.last_day)}.values())


def reporter_of(plan: Plan, indicator: Indicator, period: Period) -> Bureau | None:
    """The bureau asked for an indicator; None for a row that is not asked, has no 填报单位, or one that is to come."""
    if not indicator.is_asked or not indicator.bureau:
        return None
    bureau = answering_bureau(plan, indicator.bureau, period.last_day)
    return bureau if is_there(bureau, period.last_day) else None


def led_tasks(plan: Plan, period: Period, action: str, bureau: str) -> tuple[Task, ...]:
    """The tasks of an action that a bureau (codes) leads."""
    return _led(plan, period).get((action, bureau), ())


def asked_indicators(plan: Plan, period: Period, action: str, bureau: str) -> tuple[Indicator, ...]:
    """The indicators at home in an action that a bureau (codes) reports."""
    return _asked(plan, period).get((action, bureau), ())


def expected_forms(
    plan: Plan, period: Period, supervised: Iterable[tuple[str, str]] = ()
) -> tuple[tuple[str, str], ...]:
    """Every expected form as (action code, bureau code): actions in table order, bureaus by 排序.

    `supervised` are forms in which a reply to a 督办单 is asked, whatever else they ask.
    """
    askers = {*supervised, *_led(plan, period), *_asked(plan, period)}
    bureaus = sorted(plan.bureaus, key=lambda bureau: (bureau.order, bureau.code))
    pairs = ((action.code, bureau.code) for action in plan.actions for bureau in bureaus)
    return tuple(pair for pair in pairs if pair in askers)


@for_same
def _led(plan: Plan, period: Period) -> Mapping[tuple[str, str], tuple[Task, ...]]:
    """The tasks that are led, by action and bureau (codes), in table order."""
    found: dict[tuple[str, str], list[Task]] = {}
    for task in plan.tasks:
        for lead in leads_of(plan, task, period):
            found.setdefault((task.action, lead.code), []).append(task)
    return {asker: tuple(tasks) for asker, tasks in found.items()}


@for_same
def _asked(plan: Plan, period: Period) -> Mapping[tuple[str, str], tuple[Indicator, ...]]:
    """The indicators that are asked, by their own action and the bureau that reports them (codes), in table order."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in plan.indicators:
        answering = reporter_of(plan, indicator, period)
        if answering is not None:
            found.setdefault((indicator.action, answering.code), []).append(indicator)
    return {asker: tuple(indicators) for asker, indicators in found.items()}
