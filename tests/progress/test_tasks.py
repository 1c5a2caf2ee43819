"""A task is as good as the worst of its leads' answers and its due indicators (DESIGN 8)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporter.core.period import Period
from reporter.core.source import Source
from reporter.core.status import Status, TaskState
from reporter.intake.submission import TaskAnswer
from reporter.ledger.model import Ledger
from reporter.plan.model import Bureau, Plan, Task
from reporter.progress.model import Measure
from reporter.progress.tasks import overstated, task_progress
from tests.progress.small import HEAD

TASK = Task(code="A1-T01", action="A1", section="", name="现代农业", leads=("甲局", "乙局"))
PLAN = Plan(head=HEAD, bureaus=(Bureau(code="B001", name="甲局"), Bureau(code="B002", name="乙局")), tasks=(TASK,))
CODES = {"甲局": "B001", "乙局": "B002"}


def ledger(**said: tuple[TaskState | None, str]) -> Ledger:
    """What each lead answered: state and progress in percent."""
    answers = {
        ("A1-T01", CODES[name]): TaskAnswer(
            code="A1-T01",
            source=Source(file="a.xlsx", sheet="任务", cell="E6", sha256="0"),
            state=state,
            progress=Decimal(progress) if progress else None,
        )
        for name, (state, progress) in said.items()
    }
    return Ledger(period=Period.parse("2024-05"), sample=False, tasks=answers)


@pytest.mark.parametrize(
    ("first", "second", "status", "reported"),
    [
        (TaskState.DONE, TaskState.DONE, Status.ACHIEVED, TaskState.DONE),
        (TaskState.DONE, TaskState.NORMAL, Status.ON_PACE, TaskState.NORMAL),
        (TaskState.NORMAL, TaskState.SLOW, Status.BEHIND, TaskState.SLOW),
        (TaskState.STALLED, TaskState.SLOW, Status.FAR_BEHIND, TaskState.STALLED),
        (TaskState.NOT_STARTED, TaskState.NORMAL, Status.ON_PACE, TaskState.NORMAL),
        (TaskState.NOT_STARTED, TaskState.NOT_STARTED, Status.NOT_DUE, TaskState.NOT_STARTED),
    ],
)
def test_the_worst_answer_counts(first: TaskState, second: TaskState, status: Status, reported: TaskState) -> None:
    found = task_progress(PLAN, TASK, ledger(甲局=(first, "40"), 乙局=(second, "")), [])
    assert (found.status, found.reported_status, found.progress) == (status, reported, 40)


def test_a_silent_lead_is_not_reported_and_the_next_leads_progress_is_shown() -> None:
    found = task_progress(PLAN, TASK, ledger(乙局=(TaskState.NORMAL, "55")), [])
    assert (found.status, found.reported_status, found.progress) == (Status.NOT_REPORTED, TaskState.NORMAL, 55)
    nobody = task_progress(PLAN, TASK, ledger(), [])
    assert (nobody.status, nobody.reported_status, nobody.progress) == (Status.NOT_REPORTED, None, None)


def test_a_lagging_indicator_pulls_the_task_down_but_one_not_due_does_not() -> None:
    both = ledger(甲局=(TaskState.NORMAL, ""), 乙局=(TaskState.NORMAL, ""))
    red = Measure(code="A1-K01", status=Status.FAR_BEHIND)
    assert task_progress(PLAN, TASK, both, [red]).status is Status.FAR_BEHIND
    assert task_progress(PLAN, TASK, both, [Measure(code="A1-K01", status=Status.NOT_DUE)]).status is Status.ON_PACE


def test_a_lead_that_says_better_than_its_own_figure_is_questioned_at_its_cell() -> None:
    both = ledger(甲局=(TaskState.NORMAL, ""), 乙局=(TaskState.NORMAL, ""))
    red = Measure(code="A1-K01", status=Status.FAR_BEHIND)
    (found,) = overstated(PLAN, TASK, both, [("甲局", red)])
    assert (found.code, found.severity.value, found.bureau) == ("E513", "存疑", "B001")
    assert (found.item, found.place.sheet, found.place.cell) == ("A1-T01", "任务", "E6")
    assert "A1-K01" in found.message
    assert overstated(PLAN, TASK, ledger(甲局=(TaskState.SLOW, "")), [("甲局", red)]) == []
    assert overstated(PLAN, TASK, both, [("甲局", Measure(code="A1-K01", status=Status.ON_PACE))]) == []
