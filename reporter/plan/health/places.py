"""One promise in several places of the plan, and tasks of like names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from reporter.plan.health.finding import Finding, found, quoted
from reporter.plan.health.similar import alike
from reporter.plan.model import Plan


def several_places(plan: Plan) -> Iterator[Finding]:
    """H105: a row with more than one 出处."""
    for row in plan.indicators:
        if len(row.places) > 1:
            said = f"{len(row.places)}处：{'；'.join(row.places)}"
            yield found("H105", row.name, said, codes=(row.code,), places=row.places)


def several_leads(plan: Plan) -> Iterator[Finding]:
    """H106: a row that several tasks quote, without a bureau that leads all of them."""
    for row in plan.indicators:
        tasks = [plan.task_by_code[code] for code in row.tasks if code in plan.task_by_code]
        if len(tasks) > 1 and not set.intersection(*(set(task.leads) for task in tasks)):
            said = "；".join(f"{task.code}由{'、'.join(task.leads)}牵头" for task in tasks)
            yield found("H106", row.name, f"{said}；台账由{row.bureau}填报", codes=(row.code,), places=row.places)


def like_tasks(plan: Plan) -> Iterator[Finding]:
    """H104: tasks of like names in different actions."""
    for one, other in combinations(plan.tasks, 2):
        if one.action != other.action and alike(one.name, other.name):
            said = "；".join(f"{task.code}{quoted(task.name)}由{'、'.join(task.leads)}牵头" for task in (one, other))
            yield found("H104", one.name, said, codes=(one.code, other.code), places=(*one.places, *other.places))
