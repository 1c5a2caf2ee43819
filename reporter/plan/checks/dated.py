"""What changes in the course of the year: amendments, rulings with a day, bureaus that come and go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from reporter.core.problem import Problem, Severity
from reporter.plan.amend import amended_column, amended_row, in_order, read_value
from reporter.plan.checks import belongings, bureaus, codes, values
from reporter.plan.checks.finding import Check, at
from reporter.plan.force import on_day
from reporter.plan.model import Amendment, Plan
from reporter.plan.reading import Loaded
from reporter.plan.tables import Column, Table

_NOTHING = "空"
_STILL_TRUE: tuple[Check, ...] = (
    codes.known,
    codes.in_own_action,
    codes.used_rows,
    bureaus.known,
    bureaus.one_body,
    bureaus.reporting_bureau,
    bureaus.tasks_have_leads,
    values.target_present,
    values.target_possible,
    values.part_target_possible,
    values.bounds,
    values.comparators,
    values.units,
    values.decimals,
    values.frequencies,
    values.paces,
    values.weights,
    values.dates,
    belongings.milestones_have_steps,
    belongings.steps_have_milestone,
    belongings.part_counts,
    belongings.paired_targets,
)
"""What must hold of every row after an amendment as it does before."""


def amendments_fit(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P173, P174: an amendment names a column of its row's table that can change, with a value that fits there."""
    for index, row in enumerate(plan.amendments):
        found = amended_row(plan, row.code)
        column = amended_column(found[0], row.column) if found else None
        if found and column is None:
            yield at(loaded, "P173", "调整", index, "栏目", item=row.code, seen=row.column, target=found[0].name)
        elif column and not _fits(column, row.new):
            seen = row.new or _NOTHING
            yield at(loaded, "P174", "调整", index, "新值", item=row.code, seen=seen, column=row.column)


def amendments_connect(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P211: 原值 is what stood before: in the row, or after the amendment before it."""
    standing: dict[tuple[str, str], Any] = {}
    for index, row, table, column in _usable(plan):
        found = amended_row(plan, row.code)
        stood = standing.get((row.code, row.column), getattr(found[1], column.field) if found else None)
        if not _fits(column, row.old) or read_value(column, row.old) != stood:
            seen, value = row.old or _NOTHING, column.form.write(stood) or _NOTHING
            yield at(loaded, "P211", "调整", index, "原值", item=row.code, seen=seen, stood=value, target=table.name)
        standing[row.code, row.column] = read_value(column, row.new)


def amended_rows_hold(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P212: a row as amended is as sound as the register was before; said at the amendment that spoils it."""
    usable = [(index, row) for index, row, _, _ in _usable(plan)]
    known = set(_faults(loaded, plan))
    for day in sorted({row.since for _, row in usable}):
        found = _faults(loaded, on_day(_without_others(plan, usable), day))
        for key, fault in found.items():
            if key not in known:
                index, row = _cause(usable, day, fault.item)
                yield at(loaded, "P212", "调整", index, "新值", item=row.code, seen=row.new, fault=_said(fault))
        known |= set(found)


def rulings_decide(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P213: a ruling with a day says which row it adopts."""
    for index, row in enumerate(plan.rulings):
        if row.ruled and not row.adopted:
            yield at(loaded, "P213", "裁定", index, "采用编号", seen=row.ruled.isoformat())


def successors(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P214: a bureau with work that stops has a successor, since somebody must answer from then on."""
    needed = {row.bureau for row in plan.indicators} | {name for task in plan.tasks for name in task.leads}
    needed |= {name for bureau in plan.bureaus for name in bureau.members}
    for index, bureau in enumerate(plan.bureaus):
        if bureau.until and not bureau.merged_into and bureau.name in needed:
            seen = bureau.until.isoformat()
            yield at(loaded, "P214", "单位", index, "并入", item=bureau.code, seen=seen, name=bureau.name)


def _usable(plan: Plan) -> Iterator[tuple[int, Amendment, Table, Column]]:
    """The amendments that P173 and P174 do not refuse, in the order of their days."""
    for index, row in in_order(plan):
        found = amended_row(plan, row.code)
        column = amended_column(found[0], row.column) if found else None
        if found and column and _fits(column, row.new):
            yield index, row, found[0], column


def _fits(column: Column, text: str) -> bool:
    try:
        read_value(column, text)
    except ValueError:
        return False
    return True


def _without_others(plan: Plan, usable: list[tuple[int, Amendment]]) -> Plan:
    kept = {index for index, _ in usable}
    return replace(plan, amendments=tuple(row for index, row in enumerate(plan.amendments) if index in kept))


def _faults(loaded: Loaded, plan: Plan) -> dict[tuple[str, str, str], Problem]:
    """What makes a register unusable, by code, sheet and cell."""
    found = (problem for check in _STILL_TRUE for problem in check(loaded, plan))
    return {(one.code, one.place.sheet, one.place.cell): one for one in found if one.severity is Severity.REJECTED}


def _cause(usable: list[tuple[int, Amendment]], day: date, item: str) -> tuple[int, Amendment]:
    """The amendment of that day to blame: the one of the item itself, else the first."""
    own = [pair for pair in usable if pair[1].since == day]
    return next((pair for pair in own if pair[1].code == item), own[0])


def _said(fault: Problem) -> str:
    return fault.message.rstrip("。")
