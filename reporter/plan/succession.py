"""Bureaus over time: who answers once a bureau was merged (停用, 并入), and who is not there yet (启用)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from reporter.plan.model import Bureau, Plan, Task


def answering_bureau(plan: Plan, name: str, day: date) -> Bureau:
    """The bureau that answers for `name` on a day: itself or, once it was merged, the one that took it over.

    停用 is the last day on which a bureau answers itself.
    """
    bureau = plan.bureau_by_name[name]
    seen = {bureau.name}
    while bureau.until is not None and bureau.until < day and bureau.merged_into not in seen:
        successor = plan.bureau_by_name.get(bureau.merged_into)
        if successor is None:
            break
        bureau = successor
        seen.add(bureau.name)
    return bureau


def is_there(bureau: Bureau, day: date) -> bool:
    """Whether the bureau exists already (启用)."""
    return bureau.since is None or bureau.since <= day


def heirs(plan: Plan, day: date) -> Mapping[str, str]:
    """Code of the bureau that answers now, by the code of each one that was merged into it."""
    found = ((bureau.code, answering_bureau(plan, bureau.name, day).code) for bureau in plan.bureaus)
    return {code: heir for code, heir in found if heir != code}


def succeeded(plan: Plan, day: date) -> Plan:
    """The plan with every merged bureau replaced by its successor, and without those that are not there yet.

    Orders are kept and nobody is named twice; a single name (填报单位, 办公室) stays though its bureau is yet to come.
    `plan` itself when nothing of that kind has happened.
    """
    names = {bureau.code: bureau.name for bureau in plan.bureaus}
    now = {names[code]: names[heir] for code, heir in heirs(plan, day).items()}
    absent = {bureau.name for bureau in plan.bureaus if not is_there(bureau, day)}
    if not now and not absent:
        return plan

    def one(name: str) -> str:
        return now.get(name, name)

    def several(listed: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one(name) for name in listed if name not in absent))

    return replace(
        plan,
        bureaus=tuple(replace(row, members=several(row.members)) for row in plan.bureaus),
        actions=tuple(
            replace(row, deputies=several(row.deputies), office=one(row.office), members=several(row.members))
            for row in plan.actions
        ),
        tasks=tuple(_led(row, several(row.leads), several(row.supports)) for row in plan.tasks),
        indicators=tuple(replace(row, bureau=one(row.bureau)) for row in plan.indicators),
        waivers=tuple(replace(row, bureau=one(row.bureau)) for row in plan.waivers),
        closings=tuple(replace(row, bureau=one(row.bureau)) for row in plan.closings),
    )


def _led(task: Task, leads: tuple[str, ...], supports: tuple[str, ...]) -> Task:
    """Who leads a task does not support it as well, as may come of a merger."""
    return replace(task, leads=leads, supports=tuple(name for name in supports if name not in leads))
