"""Counts of indicators and tasks, with the balances that must hold (DOMAIN 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from reporter.bulletin.facts import Item, balance
from reporter.bulletin.figure import Figure, count, share
from reporter.core.numbers import shares_of_whole, shown
from reporter.core.status import Reason, Status, TaskState
from reporter.core.values import dataclass
from reporter.record.model import TaskResult

TASK_LABELS = ("已完成", "正常推进", "进展滞后", "停滞", "未到启动时间", "不适用", "未报")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts of the counted indicators of one action, or of all. `share` is 达到 ÷ 应统计, None when nothing is due."""

    total: Figure
    due: Figure
    on_pace: Figure
    achieved: Figure
    lagging: Figure
    yellow: Figure
    red: Figure
    unreported: Figure
    not_due: Figure
    not_published: Figure
    not_applicable: Figure
    share: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The shares of 应统计 that are listed together; they add up to 100.0%."""

    on_pace: Figure
    lagging: Figure
    unreported: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCount:
    """How many tasks are in one state, with their share of all."""

    label: str
    number: Figure
    share: Figure


def counts_of(items: Iterable[Item], code: str) -> Counts:
    """The counts of `items`, all of them counted; `code` names them in origins. Unbalanced where they contradict."""
    found = tuple(items)
    by = Counter(item.status for item in found)
    unpublished = sum(item.status is Status.NOT_DUE and item.result.reason is Reason.NOT_PUBLISHED for item in found)
    met, lagging = by[Status.ACHIEVED] + by[Status.ON_PACE], by[Status.BEHIND] + by[Status.FAR_BEHIND]
    due = sum(item.status.is_due for item in found)
    outside = by[Status.NOT_DUE] + by[Status.NOT_APPLICABLE]
    balance("总数", len(found), "应统计＋未到节点＋按季按年＋不适用", due + outside)
    balance("应统计", due, "达到＋滞后＋未报", met + lagging + by[Status.NOT_REPORTED])

    def one(number: int, what: str) -> Figure:
        return count(number, f"{code}.{what}")

    return Counts(
        total=one(len(found), "total"),
        due=one(due, "due"),
        on_pace=one(met, "on_pace"),
        achieved=one(by[Status.ACHIEVED], "achieved"),
        lagging=one(lagging, "lagging"),
        yellow=one(by[Status.BEHIND], "behind"),
        red=one(by[Status.FAR_BEHIND], "far_behind"),
        unreported=one(by[Status.NOT_REPORTED], "not_reported"),
        not_due=one(by[Status.NOT_DUE] - unpublished, "not_due"),
        not_published=one(unpublished, "not_published"),
        not_applicable=one(by[Status.NOT_APPLICABLE], "not_applicable"),
        share=share(Decimal(met) / due, f"{code}.on_pace_share") if due else None,
    )


def agree(counts: Counts, recorded: Mapping[Status, int], name: str) -> None:
    """Nothing when the counts equal those of the results; Unbalanced otherwise."""
    pairs = (
        (counts.achieved, Status.ACHIEVED),
        (counts.yellow, Status.BEHIND),
        (counts.red, Status.FAR_BEHIND),
        (counts.unreported, Status.NOT_REPORTED),
        (counts.not_applicable, Status.NOT_APPLICABLE),
    )
    for figure, status in pairs:
        balance(f"{name}{status.label}（逐项）", int(figure.value), "汇总", recorded.get(status, 0))
    met = recorded.get(Status.ACHIEVED, 0) + recorded.get(Status.ON_PACE, 0)
    balance(f"{name}达到（逐项）", int(counts.on_pace.value), "汇总", met)


def shares_of(counts: Counts) -> Shares:
    """The three shares of what is due, adjusted so that they add up to 100.0%."""
    names = ("on_pace", "lagging", "not_reported")
    figures = (counts.on_pace, counts.lagging, counts.unreported)
    values = shares_of_whole([int(figure.value) for figure in figures])
    stem = counts.due.origin.rsplit(".", 1)[0]
    made = [
        Figure(text=f"{shown(value, 1)}%", value=value / 100, origin=f"{stem}.shares.{name}")
        for value, name in zip(values, names, strict=True)
    ]
    return Shares(on_pace=made[0], lagging=made[1], unreported=made[2])


def task_label(task: TaskResult) -> str:
    """The state's name for a task. Stalled is said only of a task whose lead says so."""
    if task.status is Status.FAR_BEHIND:
        return "停滞" if task.reported_status is TaskState.STALLED else "进展滞后"
    return {
        Status.ACHIEVED: "已完成",
        Status.ON_PACE: "正常推进",
        Status.BEHIND: "进展滞后",
        Status.NOT_DUE: "未到启动时间",
        Status.NOT_APPLICABLE: "不适用",
        Status.NOT_REPORTED: "未报",
    }[task.status]


def task_counts(tasks: Iterable[TaskResult], code: str) -> tuple[StateCount, ...]:
    """Every task state in order with count and share (they add up to 100.0%); zeros are kept for the table."""
    by = Counter(task_label(task) for task in tasks)
    values = shares_of_whole([by[label] for label in TASK_LABELS])
    return tuple(
        StateCount(
            label=label,
            number=count(by[label], f"{code}.tasks.{label}"),
            share=Figure(text=f"{shown(value, 1)}%", value=value / 100, origin=f"{code}.tasks.{label}.share"),
        )
        for label, value in zip(TASK_LABELS, values, strict=True)
    )
