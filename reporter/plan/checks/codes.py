"""Codes: written as they must be, used once, and leading somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from reporter.core.problem import Problem
from reporter.plan.checks.finding import at, column_values, items
from reporter.plan.kinds import SPECS
from reporter.plan.model import Indicator, Kind, Plan
from reporter.plan.reading import Loaded
from reporter.plan.tables import BY_NAME

_PATTERNS = {
    "单位": (re.compile(r"B\d{3}"), "B012"),
    "行动": (re.compile(r"A\d{1,2}"), "A1"),
    "任务": (re.compile(r"A\d{1,2}-T\d{2,3}"), "A1-T03"),
    "指标": (re.compile(r"A\d{1,2}-K\d{2,3}"), "A1-K07"),
}
_UNIQUE = (
    ("单位", ("编号",)),
    ("单位", ("规范名",)),
    ("行动", ("编号",)),
    ("任务", ("编号",)),
    ("指标", ("编号",)),
    ("分项", ("指标", "序号")),
    ("节点", ("指标", "序号")),
    ("日历", ("日期",)),
    ("规则", ("名称", "起始日期")),
)
_ACTIONS, _TASKS, _INDICATORS = ("行动",), ("任务",), ("指标",)
_ROWS = ("指标", "任务")
_AMENDED = ("指标", "任务", "分项", "节点")
_ANYTHING = ("指标", "任务", "行动", "分项", "节点")
_REFERENCES = (
    ("任务", "行动", _ACTIONS),
    ("指标", "行动", _ACTIONS),
    ("指标", "任务", _TASKS),
    ("指标", "取数", _INDICATORS),
    ("指标", "上级", _INDICATORS),
    ("分项", "指标", _INDICATORS),
    ("分项", "取数", _INDICATORS),
    ("节点", "指标", _INDICATORS),
    ("裁定", "涉及编号", _ROWS),
    ("裁定", "采用编号", _ROWS),
    ("调整", "编号", _AMENDED),
    ("特批", "编号", _ANYTHING),
    ("督办", "编号", _ANYTHING),
)


def well_formed(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P122: B012, A1, A1-T03, A1-K07: each holds a letter, so that a spreadsheet never makes it a date (DESIGN 4)."""
    for table, (pattern, wanted) in _PATTERNS.items():
        for index, code in column_values(plan, table, "编号"):
            if not pattern.fullmatch(code):
                yield at(loaded, "P122", table, index, "编号", seen=code, wanted=wanted)


def unique(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P121: no code, name, date or step twice."""
    for table, headings in _UNIQUE:
        columns = [BY_NAME[table].column(heading) for heading in headings]
        first: dict[tuple[str, ...], int] = {}
        for index, record in enumerate(BY_NAME[table].records(plan)):
            key = tuple(column.text(record) for column in columns)
            earlier = first.setdefault(key, index)
            if earlier != index:
                other = loaded.place(table, earlier, headings[-1]).cell
                yield at(loaded, "P121", table, index, headings[-1], seen=" ".join(key), other=other)


def in_own_action(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P123: the action inside a code is the action of the row."""
    for table in ("任务", "指标"):
        actions = dict(column_values(plan, table, "行动"))
        for index, code in column_values(plan, table, "编号"):
            if _PATTERNS[table][0].fullmatch(code) and code.split("-")[0] != actions[index]:
                yield at(loaded, "P123", table, index, "行动", item=code, seen=code, action=actions[index])


def known(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P124: every code that a cell names exists. Rows left out because a cell could not be read are not missed here."""
    codes = _codes(plan)
    for table, heading, targets in _REFERENCES:
        existing = loaded.dropped.union(*(codes[target] for target in targets))
        for index, value in column_values(plan, table, heading):
            for code in items(value):
                if code not in existing:
                    yield at(loaded, "P124", table, index, heading, seen=code, target=targets[0])


def home_task(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P129: the first task of an indicator is its home and belongs to its action (DESIGN 5)."""
    for index, row in enumerate(plan.indicators):
        home = plan.task_by_code.get(row.tasks[0]) if row.tasks else None
        if home is not None and home.action != row.action:
            yield at(loaded, "P129", "指标", index, "任务", item=row.code, seen=home.code, action=row.action)


def used_rows(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P127, P128, P130: 取数 leads straight to a row that is asked and has one figure, in a like unit."""
    rows = [("指标", index, row.code, row.uses, row.unit) for index, row in enumerate(plan.indicators)]
    rows += [("分项", index, part.code, part.uses, part.unit) for index, part in enumerate(plan.parts)]
    for table, index, code, uses, unit in rows:
        used = plan.indicator_by_code.get(uses)
        if used is None:
            continue
        if used.uses:
            yield at(loaded, "P127", table, index, "取数", item=code, seen=uses, other=used.uses)
        if used.kind in (Kind.MILESTONE, Kind.PAIRED):
            yield at(loaded, "P128", table, index, "取数", item=code, seen=uses, kind=SPECS[used.kind].label)
        if unit and used.unit and unit != used.unit:
            yield at(loaded, "P130", table, index, "取数", item=code, seen=uses, unit=unit, other=used.unit)


def parent_circles(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P125: 上级 never leads back."""
    return _circles(loaded, plan, "P125", "上级", lambda row: row.parent)


def uses_circles(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P126: 取数 never leads back."""
    return _circles(loaded, plan, "P126", "取数", lambda row: row.uses)


def _circles(
    loaded: Loaded, plan: Plan, code: str, heading: str, follow: Callable[[Indicator], str]
) -> Iterator[Problem]:
    """Each circle once, at its first row in the table."""
    done: set[str] = set()
    for index, row in enumerate(plan.indicators):
        path, here = [row.code], follow(row)
        while here in plan.indicator_by_code and here not in path:
            path.append(here)
            here = follow(plan.indicator_by_code[here])
        if here == row.code and row.code not in done:
            done.update(path)
            yield at(loaded, code, "指标", index, heading, item=row.code, path="→".join([*path, here]))


def _codes(plan: Plan) -> Mapping[str, set[str]]:
    return {
        "行动": set(plan.action_by_code),
        "任务": set(plan.task_by_code),
        "指标": set(plan.indicator_by_code),
        "分项": {part.code for part in plan.parts},
        "节点": {step.code for step in plan.milestones},
    }
