"""How a matter under supervision stands, in the few words of a form or ledger, and when it may be closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from reporter.core.numbers import half_up, percent, shortest, shown
from reporter.plan.model import Comparator, Kind
from reporter.record.model import IndicatorResult, StepResult

_STEPS, _ZERO = ("节点类", "逾期节点完成"), ("零发生类", "恢复为零")
_PACED, _HELD = ("按时序统计的", "占年任务之比达到当月时序进度"), ("与目标比的", "达到年度目标")
_CLOSED_BY = {Kind.MILESTONE: _STEPS, Kind.ZERO: _ZERO}
_POINTS = ("%", "百分点")


def closing_standard(row: IndicatorResult) -> tuple[str, str]:
    """Which matters a standard is for, and what must be so before such a matter is closed."""
    return _CLOSED_BY.get(row.kind) or (_PACED if row.expected is not None else _HELD)


def standing(row: IndicatorResult, day: date) -> str:
    """How a matter stands at the end of a period (`day`): 完成0套，占年任务0.0%，慢于时序41.7个百分点."""
    if not row.status.light:
        return row.status.label
    return "，".join(_said(row, day)) or row.status.label


def _said(row: IndicatorResult, day: date) -> Iterator[str]:
    late = sorted((step for step in row.steps if step.done is False and step.due <= day), key=lambda step: step.due)
    if late:
        yield from (_overdue(step, day) for step in late)
    elif row.actual is not None and row.kind is not Kind.MILESTONE:
        yield from _figures(row, row.actual)


def _overdue(step: StepResult, day: date) -> str:
    days = (day - step.due).days
    return f"“{step.name}”时限{step.due.month}月{step.due.day}日" + (f"，已逾期{days}天" if days else "，到期未完成")


def _figures(row: IndicatorResult, actual: Decimal) -> Iterator[str]:
    if row.kind is Kind.ZERO:
        yield f"发生{shortest(actual)}{row.unit}"
    elif row.kind is Kind.RELATION:
        yield f"相差{shortest(actual)}{_size(row.unit)}"
    elif row.kind is Kind.PAIRED:
        known = ((part.name, part.actual, part.unit) for part in row.parts if part.actual is not None)
        yield "、".join(f"{name}{shortest(value)}{unit}" for name, value, unit in known)
    else:
        done = "完成" if row.expected is not None else "现为"
        yield f"{done}{shortest(actual, _places(row.unit))}{row.unit}"
    if row.expected is not None and row.completion_ratio is not None and row.gap is not None:
        of = "完成净增任务的" if row.kind is Kind.STOCK else "占年任务"
        yield f"{of}{percent(row.completion_ratio)}"
        yield _beside_pace(row.gap)
    elif row.gap and row.kind not in (Kind.ZERO, Kind.RELATION):
        yield f"{_way(row)}{_amount(abs(row.gap), row.unit)}"


def _beside_pace(gap: Decimal) -> str:
    if gap == 0:
        return "与时序持平"
    return f"{'慢' if gap < 0 else '快'}于时序{_amount(abs(gap) * 100, '%')}"


def _amount(value: Decimal, unit: str) -> str:
    """A difference in print; one that rounding would make vanish is said to be small."""
    places = _places(unit)
    if half_up(value, places) == 0:
        return f"不足{shortest(Decimal(1).scaleb(-places))}{_size(unit)}"
    return (shown(value, places) if unit in _POINTS else shortest(value, places)) + _size(unit)


def _places(unit: str) -> int:
    return 1 if unit in _POINTS else 4


def _way(row: IndicatorResult) -> str:
    """Which way the figure misses or passes its target."""
    above = row.gap is not None and row.gap > 0
    if row.kind is Kind.CEILING or row.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return "超过上限" if above else "低于上限"
    return "高于目标" if above else "低于目标"


def _size(unit: str) -> str:
    """The unit of a difference: of two rates it is 个百分点."""
    return "个百分点" if unit in _POINTS else unit
