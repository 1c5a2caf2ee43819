"""What belongs to an indicator: its parts and steps, its place beside others, rulings, tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reporter.core.problem import Problem
from reporter.plan.checks.finding import at, column_values
from reporter.plan.convert import number_text
from reporter.plan.kinds import SPECS
from reporter.plan.model import Kind, Plan
from reporter.plan.reading import Loaded
from reporter.plan.tables import BY_NAME

_PART_COUNTS: Mapping[Kind, tuple[int, ...]] = {Kind.PAIRED: (2,), Kind.RELATION: (0, 2), Kind.SHARE: (0, 2)}
SUM_REMARK = "合计"


def milestones_have_steps(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P161: a 节点 has a step, if only the deed itself."""
    for index, row in enumerate(plan.indicators):
        unread = f"节点 {row.code}" in loaded.dropped
        if row.kind is Kind.MILESTONE and row.is_asked and row.code not in plan.milestones_of and not unread:
            yield at(loaded, "P161", "指标", index, "类型", item=row.code)


def steps_have_milestone(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P162: only a 节点 has steps."""
    for index, step in enumerate(plan.milestones):
        row = plan.indicator_by_code.get(step.indicator)
        if row is not None and row.kind is not Kind.MILESTONE:
            kind = SPECS[row.kind].label
            yield at(loaded, "P162", "节点", index, "指标", item=step.code, seen=row.code, kind=kind)


def part_counts(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P163: two parts for 双计量, two or none for 比较 and 比率, none for the other kinds."""
    for index, row in enumerate(plan.indicators):
        allowed = _PART_COUNTS.get(row.kind, (0,))
        count = len(plan.parts_of.get(row.code, ()))
        unread = f"分项 {row.code}" in loaded.dropped
        if count not in allowed and not (row.uses and count == 0) and not unread:
            wanted, kind = "或".join(f"{number}行" for number in allowed), SPECS[row.kind].label
            yield at(loaded, "P163", "指标", index, "类型", item=row.code, kind=kind, wanted=wanted, count=count)


def paired_targets(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P164: each figure of 双计量 has its own target."""
    for index, part in enumerate(plan.parts):
        row = plan.indicator_by_code.get(part.indicator)
        if row is not None and row.kind is Kind.PAIRED and (part.target is None or part.target <= 0):
            yield at(loaded, "P164", "分项", index, "目标值", item=part.code)


def numbering(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P165: parts and steps are numbered 1, 2, 3 …: 1 is the numerator, 2 the denominator."""
    for table, groups in (("分项", plan.parts_of), ("节点", plan.milestones_of)):
        for index, code in column_values(plan, table, "指标"):
            numbers = {row.number for row in groups[code]}
            number = BY_NAME[table].records(plan)[index].number
            if numbers != set(range(1, len(numbers) + 1)) and number == min(numbers):
                yield at(loaded, "P165", table, index, "序号", item=code, seen=str(number))


def counted_once(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P167, P168: a row with 取数 or 上级 is shown, not counted (DESIGN 5)."""
    for index, row in enumerate(plan.indicators):
        if row.counted and row.uses:
            yield at(loaded, "P167", "指标", index, "计入", item=row.code, uses=row.uses)
        elif row.counted and row.parent:
            yield at(loaded, "P168", "指标", index, "计入", item=row.code, parent=row.parent)


def contradictions_ruled(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P169: a row that shows another's figure against its own target stands in 裁定 with it (DESIGN 5)."""
    ruled = [set(ruling.codes) for ruling in plan.rulings]
    for index, row in enumerate(plan.indicators):
        if row.uses not in plan.indicator_by_code or row.kind is Kind.RELATION:
            continue
        if not any({row.code, row.uses} <= codes for codes in ruled):
            yield at(loaded, "P169", "指标", index, "取数", item=row.code, seen=row.uses)


def parts_within_whole(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P171: a part's target is not above that of its 上级, in the same unit."""
    for index, row in enumerate(plan.indicators):
        parent = plan.indicator_by_code.get(row.parent)
        if parent is None or parent.unit != row.unit or row.target is None or parent.target is None:
            continue
        if row.target > parent.target:
            seen, target = number_text(row.target), number_text(parent.target)
            yield at(
                loaded, "P171", "指标", index, "目标值", item=row.code, seen=seen, parent=parent.code, target=target
            )


def parts_add_up(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P170: where 备注 says 合计, the targets of the parts add up."""
    for index, row in enumerate(plan.indicators):
        parts = [part for part in plan.indicators if part.parent == row.code]
        if SUM_REMARK not in row.remark or not parts or row.target is None:
            continue
        total = sum((part.target or Decimal(0) for part in parts), Decimal(0))
        if total != row.target:
            seen = number_text(row.target)
            yield at(loaded, "P170", "指标", index, "目标值", item=row.code, seen=seen, total=number_text(total))


def inferred_columns(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P172: 推定 names columns of its table."""
    for table in ("指标", "节点"):
        for index, names in column_values(plan, table, "推定"):
            for name in names:
                if name not in BY_NAME[table].headings:
                    yield at(loaded, "P172", table, index, "推定", seen=name)


def tasks_are_measured(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P192: a task that nothing measures is judged by words alone."""
    measured = {task for row in plan.indicators for task in row.tasks}
    for index, task in enumerate(plan.tasks):
        if task.code not in measured:
            yield at(loaded, "P192", "任务", index, "编号", item=task.code)


def actions_are_counted(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P193: an action that is ranked has counted indicators."""
    counted = {row.action for row in plan.indicators if row.counted}
    for index, action in enumerate(plan.actions):
        if action.is_ranked and action.code not in counted:
            yield at(loaded, "P193", "行动", index, "编号", item=action.code)
