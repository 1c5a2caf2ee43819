"""调整: columns of the register that changed in the course of the year, read by the functions that read the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from reporter.plan.convert import clean
from reporter.plan.model import Amendment, Indicator, Milestone, Part, Plan, Task
from reporter.plan.tables import BY_NAME, Column, Table

Row = Indicator | Task | Part | Milestone
_TABLES = ("指标", "任务", "分项", "节点")
_FIXED = ("编号", "行动", "指标", "序号")
"""What a row is: other tables, tokens and earlier months name it by these."""


def amended_row(plan: Plan, code: str) -> tuple[Table, Row] | None:
    """The table and row that a code of 调整 names; None when there is no such row."""
    for name in _TABLES:
        table = BY_NAME[name]
        for row in table.records(plan):
            if row.code == code:
                return table, row
    return None


def amended_column(table: Table, heading: str) -> Column | None:
    """The column of a heading; None when the table has none, or one that says what the row is."""
    if heading in _FIXED or heading not in table.headings:
        return None
    return table.column(heading)


def read_value(column: Column, text: str) -> Any:
    """The value that `text` has in a column; ValueError where it does not fit."""
    said = clean(text)
    if column.required and not said:
        raise ValueError(text)
    return column.form.read(said)


def in_order(plan: Plan) -> Iterator[tuple[int, Amendment]]:
    """The amendments in the order of their days, each with its index in the table."""
    return iter(sorted(enumerate(plan.amendments), key=lambda pair: pair[1].since))


def amended(plan: Plan, day: date) -> Plan:
    """The plan with every amendment up to `day`; `plan` itself when there is none. Of a register without faults."""
    rows: dict[str, Row] = {}
    for _, one in in_order(plan):
        found = amended_row(plan, one.code)
        if one.since <= day and found:
            table, row = found
            column = table.column(one.column)
            rows[one.code] = replace(rows.get(one.code, row), **{column.field: read_value(column, one.new)})
    if not rows:
        return plan
    changed: dict[str, Any] = {
        BY_NAME[name].field: tuple(rows.get(row.code, row) for row in BY_NAME[name].records(plan)) for name in _TABLES
    }
    return replace(plan, **changed)
