"""Sample answers on milestones, tasks and lists. Invented, and marked 样例 wherever they show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from reporter.core.numbers import shortest
from reporter.core.period import Period
from reporter.core.status import TaskState
from reporter.forms.model import Issued
from reporter.forms.sample.figures import Figures, Fortune, fortune
from reporter.forms.sample.luck import Luck
from reporter.plan.model import Indicator, Milestone, Plan, Task

Cells = dict[tuple[str, str], Issued]
"""Typed values by row code and column mark."""

_TROUBLES = (
    "用地手续未办结",
    "招标文件未挂网",
    "上级资金未到位",
    "施工受雨天影响，2个标段停工",
    "申报材料需补正",
    "企业意愿不强，2家未签约",
    "设备采购周期长",
    "前期设计需调整",
)
_STEPS = ("办结用地手续", "完成招标", "完成主体施工", "报齐验收材料", "签订合同", "完成设备安装")
_SLOW_TASK = 0.05
_SOURCES = ("统计部门{day}反馈", "上级统计部门{day}反馈，本级统计部门转")


def step_cells(steps: Sequence[Milestone], period: Period, luck: Luck) -> Cells:
    """Answers on the steps of one milestone: most due ones done, some overdue with a reason, later ones 否."""
    cells: Cells = {}
    done = True
    for step in steps:
        due = step.due <= period.last_day
        early = not due and luck.happens(0.015 * period.last_month, step.code, "early")
        done = done and (early or (due and fortune(luck, step.indicator, period) is not Fortune.BAD))
        cells[step.code, "done"] = "是" if done else "否"
        if done:
            latest = min(step.due, period.last_day)
            cells[step.code, "finished"] = latest - timedelta(days=luck.whole(0, 9, step.code, "days"))
        elif due:
            cells[step.code, "note"] = f"{luck.one_of(_TROUBLES, step.code)}，{_promise(period, luck, step.code)}"
    return cells


def note_for(plan: Plan, indicator: Indicator, period: Period, luck: Luck) -> str:
    """说明 of a figure: the source of a statistical rate, else nothing."""
    if indicator.name not in plan.rule("统计指标", period.last_day).split("、"):
        return ""
    day = f"{period.following.last_month}月{luck.whole(2, 4, indicator.code, period)}日"
    return luck.one_of(_SOURCES, indicator.code).format(day=day)


def task_cells(
    task: Task, own: Sequence[Indicator], figures: Figures, period: Period, luck: Luck, bureau: str
) -> Cells:
    """A lead's answer on its task, in keeping with the figures of its own indicators."""
    code, key = task.code, (task.code, bureau)
    lagging = any(fortune(luck, one.code, period) is not Fortune.GOOD for one in own)
    slow = lagging if own else luck.happens(_SLOW_TASK, *key, "slow")
    state = TaskState.SLOW if slow else TaskState.NORMAL
    progress = round(period.last_month / 12 * 100) + luck.whole(-3, 6, *key)
    cells: Cells = {
        (code, "state"): state.value,
        (code, "progress"): Decimal(max(progress - (9 if state is TaskState.SLOW else 0), 0)),
        (code, "narrative"): _narrative(own, figures, period, luck, key),
        (code, "trouble"): "无",
        (code, "next_steps"): _promise(period, luck, *key),
    }
    if state is TaskState.SLOW:
        cells[code, "trouble"] = luck.one_of(_TROUBLES, *key, "trouble")
    return cells


def _narrative(own: Sequence[Indicator], figures: Figures, period: Period, luck: Luck, key: tuple[str, str]) -> str:
    told = [
        f"{one.name}{shortest(figures[one.code, 'current']).replace('−', '-')}{one.unit}"
        for one in own
        if (one.code, "current") in figures and one.target is not None
    ]
    meetings, visits = luck.whole(1, 4, *key, period), luck.whole(1, 6, *key, "visits", period)
    worked = f"{period.last_month}月专题调度{meetings}次，现场检查{visits}处"
    return "；".join([*told[:2], worked])


def _promise(period: Period, luck: Luck, *names: object) -> str:
    following = period.following if period.last_month < 12 else period
    return f"{following.last_month}月{luck.whole(15, 28, *names, 'promise')}日前{luck.one_of(_STEPS, *names, 'step')}"


def reply_cells(code: str, period: Period, luck: Luck, *, met: bool) -> Cells:
    """A bureau's reply to one matter of a 督办单; it asks to close what is on pace again (`met`)."""
    trouble = luck.one_of(_TROUBLES, code, period, "trouble")
    done = f"{period.last_month}月专题调度{luck.whole(1, 4, code, period)}次"
    following = period.following if period.last_month < 12 else period
    return {
        (code, "situation"): f"{done}，已赶上进度" if met else f"{done}；{trouble}",
        (code, "measures"): luck.one_of(_STEPS, code, period, "measure"),
        (code, "promised"): date(following.year, following.last_month, luck.whole(15, 28, code, period, "promised")),
        (code, "person"): "张××（样例），分管负责人",
        (code, "closing"): "是" if met else "否",
    }


def list_cells(code: str, task: Task, label: str, period: Period, luck: Luck) -> Cells:
    """One sample row of 清单, with steady plan figures and growing progress."""
    planned = Decimal(luck.whole(2, 40, code, "planned") * 50)
    return {
        (code, "task"): label,
        (code, "category"): "项目",
        (code, "name"): f"{task.name}项目（样例）",
        (code, "person"): "张××，分管负责人",
        (code, "planned"): planned,
        (code, "done"): (planned * period.last_month / 12).quantize(Decimal(1)),
        (code, "unit"): "万元",
        (code, "start"): date(period.year, 1, 10),
        (code, "due"): date(period.year, 12, 20),
        (code, "progress"): f"{period.last_month}月末完成投资过程资料归集",
    }
