"""The livelihood items: the tasks tagged 民生实事, each in the state of its worst indicator (DOMAIN 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reporter.core.status import Status
from reporter.plan.model import Task
from reporter.record.model import IndicatorResult
from reporter.record.trace.material import Material
from reporter.record.trace.terms import Row

_TAG = "民生实事·"
_MET = ("已完成", "达到时序")
_LAGGING = ("黄灯", "红灯")


def deed_rows(material: Material) -> Iterator[Row]:
    """One row for each item of each level; 件首 marks the first item of a piece that has several."""
    compared = material.comparable is not None
    for level, task, first in _tasks(material):
        now = _state(one.status for one in _judging(material, task, tuple(material.rows.values())))
        old = (
            _state(one.status for one in _judging(material, task, tuple(material.before.values()))) if compared else ""
        )
        yield {
            "编号": f"{level}-{task.code}",
            "任务": task.code,
            "名称": task.name,
            "级别": level,
            "状态": now,
            "滞后": _yes(now in _LAGGING),
            "上期状态": old,
            "件首": _yes(first),
            "新完成": _yes(compared and now == "已完成" and old != "已完成"),
            "新滞后": _yes(now in _LAGGING and old in _MET),
        }


def judged_rows(material: Material) -> Iterator[Row]:
    """The indicators by which each item is judged; 接近时序 is ahead of pace by less than rule 预警余量."""
    margin = Decimal(material.rule("预警余量"))
    for level, task, _ in _tasks(material):
        judging = _judging(material, task, tuple(material.rows.values()))
        well = _state(one.status for one in judging) == "达到时序"
        for one in judging:
            yield {
                "编号": f"{level}-{task.code}-{one.code}",
                "任务": task.code,
                "指标": one.code,
                "状态": one.status.value,
                "连续未报月数": _silent(material, one.code),
                "接近时序": _yes(well and _near(one, margin)),
            }


def _yes(holds: bool) -> str:
    return "是" if holds else ""


def _tasks(material: Material) -> Iterator[tuple[str, Task, bool]]:
    tags = (tag for task in material.plan.tasks for tag in task.tags if tag.startswith(_TAG))
    for level in dict.fromkeys(tag.removeprefix(_TAG) for tag in tags):
        seen: set[str] = set()
        for task in material.plan.tasks:
            if f"{_TAG}{level}" in task.tags:
                piece = re.sub(r"（\d+）$", "", task.places[0] if task.places else task.code)
                yield level, task, piece not in seen
                seen.add(piece)


def _judged(material: Material, task: Task, rows: Iterable[IndicatorResult]) -> str:
    return _state(one.status for one in _judging(material, task, tuple(rows)))


def _judging(material: Material, task: Task, rows: Sequence[IndicatorResult]) -> list[IndicatorResult]:
    known = material.plan.indicator_by_code
    own = [one for one in rows if one.code in known and task.code in known[one.code].tasks]
    return [one for one in own if one.counted] or [one for one in own if not known[one.code].parent]


def _state(statuses: Iterable[Status]) -> str:
    found = list(statuses)
    for status, name in ((Status.NOT_REPORTED, "未报"), (Status.FAR_BEHIND, "红灯"), (Status.BEHIND, "黄灯")):
        if status in found:
            return name
    if found and all(status in (Status.ACHIEVED, Status.NOT_APPLICABLE) for status in found):
        return "已完成" if Status.ACHIEVED in found else "不适用"
    return "达到时序" if any(status.is_met for status in found) else "未到节点"


def _silent(material: Material, code: str) -> int:
    months = 0
    for month in reversed(material.history):
        row = month.get(code)
        if row is None or row.status is not Status.NOT_REPORTED:
            break
        months += 1
    return months


def _near(one: IndicatorResult, margin: Decimal) -> bool:
    if not one.status.is_met or one.expected is None or one.gap is None or one.completion_ratio is None:
        return False
    return one.completion_ratio < 1 and one.gap * 100 < margin
