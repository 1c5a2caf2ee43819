"""The livelihood items: the tasks with a tag 民生实事·…, their indicators, and the one state each has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from reporter.bulletin.circular.actions import worst_first
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import coded, titled
from reporter.core.remember import for_same
from reporter.core.status import Status
from reporter.core.values import dataclass
from reporter.plan.model import Plan, Task
from reporter.record.model import Results

TAG = "民生实事·"


class State(Enum):
    """State of an item, the worst of its indicators (DOMAIN 2); the value is its wording."""

    DONE = "已完成"
    ON_PACE = "达到时序"
    YELLOW = "黄灯"
    RED = "红灯"
    UNREPORTED = "未报"
    NOT_DUE = "未到节点"
    NOT_APPLICABLE = "不适用"

    @property
    def lagging(self) -> bool:
        return self in (State.YELLOW, State.RED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One livelihood item: a task of a level, its number in it, and the indicators that it is judged by."""

    task: Task
    level: str
    number: int
    items: tuple[Item, ...]
    state: State
    before: State | None
    """Its state in the period before; None without one."""

    @property
    def place(self) -> str:
        """省级第16项."""
        return coded(f"{self.level}第{self.number}项")

    @property
    def leads(self) -> str:
        return titled("、".join(self.task.leads))

    @property
    def worst(self) -> list[Item]:
        """Its indicators that are behind, worst first."""
        return worst_first(self.items)

    @property
    def silent(self) -> list[Item]:
        """Its indicators without a figure."""
        return [item for item in self.items if item.status is Status.NOT_REPORTED]


@for_same
def deeds(facts: Facts) -> tuple[Deed, ...]:
    """The items of every level in order, those of one level in the register's order."""
    before = Facts(plan=facts.plan, results=_known(facts, facts.comparable)) if facts.comparable else None
    found = []
    for level in levels(facts.plan):
        tasks = [task for task in facts.plan.tasks if f"{TAG}{level}" in task.tags]
        for number, task in enumerate(tasks, 1):
            items = judged_by(facts, task)
            then = state_of([item.status for item in judged_by(before, task)]) if before else None
            state = state_of([item.status for item in items])
            found.append(Deed(task=task, level=level, number=number, items=items, state=state, before=then))
    return tuple(found)


def levels(plan: Plan) -> tuple[str, ...]:
    """The levels that the tags of the tasks name, in the order of the register."""
    tags = (tag for task in plan.tasks for tag in task.tags if tag.startswith(TAG))
    return tuple(dict.fromkeys(tag.removeprefix(TAG) for tag in tags))


def _known(facts: Facts, results: Results) -> Results:
    """The results of the period before without indicators that have left the register since."""
    kept = tuple(one for one in results.indicators if one.code in facts.plan.indicator_by_code)
    return replace(results, indicators=kept)


def judged_by(facts: Facts, task: Task) -> tuple[Item, ...]:
    """The counted indicators that quote the task; where none is counted, those that are no part of another."""
    own = [item for item in facts.items if task.code in item.promise.tasks]
    counted = tuple(item for item in own if item.result.counted)
    return counted or tuple(item for item in own if not item.promise.parent)


def state_of(statuses: Sequence[Status]) -> State:
    """The worst state; indicators that are not due or not applicable take no part while another one does.

    One that is not reported makes the item unreported. It is done only when every indicator is.
    """
    if Status.NOT_REPORTED in statuses:
        return State.UNREPORTED
    if Status.FAR_BEHIND in statuses:
        return State.RED
    if Status.BEHIND in statuses:
        return State.YELLOW
    if statuses and all(status in (Status.ACHIEVED, Status.NOT_APPLICABLE) for status in statuses):
        return State.DONE if Status.ACHIEVED in statuses else State.NOT_APPLICABLE
    if any(status.is_met for status in statuses):
        return State.ON_PACE
    return State.NOT_DUE


def pieces(found: Sequence[Deed]) -> int:
    """件: how many deeds the items of a level make up: 9件18项. Places that differ only in a last （n） are one."""
    return len({re.sub(r"（\d+）$", "", deed.task.places[0] if deed.task.places else deed.task.code) for deed in found})
