"""State of a task: the worst of its leads' answers and of its due indicators (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.core.problem import Problem, place_of, problem
from reporter.core.status import Status, TaskState
from reporter.intake.submission import TaskAnswer
from reporter.ledger.model import Ledger
from reporter.plan.model import Plan, Task
from reporter.progress.model import Measure, TaskProgress

_FROM_BEST = (
    Status.ACHIEVED,
    Status.NOT_APPLICABLE,
    Status.NOT_DUE,
    Status.ON_PACE,
    Status.NOT_REPORTED,
    Status.BEHIND,
    Status.FAR_BEHIND,
)


def task_progress(plan: Plan, task: Task, ledger: Ledger, own: Sequence[Measure]) -> TaskProgress:
    """The task's state; `own` are the measures of the indicators that list it.

    A lead without an answer is not reported; a task whose leads are all yet to come (启用) is not due.
    The progress shown is the first lead's that gave one (the 主报单位 comes first).
    """
    answers = [ledger.tasks.get((task.code, bureau.code)) for bureau in plan.answering(task.leads)]
    said = [answer.state for answer in answers if answer and answer.state]
    states = [answer.state.status if answer and answer.state else Status.NOT_REPORTED for answer in answers]
    states += [measure.status for measure in own if measure.status.is_due]
    reported = max(said, key=lambda state: _FROM_BEST.index(state.status), default=None)
    progress = next((answer.progress for answer in answers if answer and answer.progress is not None), None)
    nobody = Status.NOT_REPORTED if task.leads else Status.NOT_DUE
    worst = max(states, key=_FROM_BEST.index, default=nobody)
    return TaskProgress(code=task.code, status=worst, reported_status=reported, progress=progress)


def overstated(plan: Plan, task: Task, ledger: Ledger, own: Sequence[tuple[str, Measure]]) -> list[Problem]:
    """Leads who say better of a task than their own figure says: 存疑 (DESIGN 8). `own` pairs 填报单位 and measure."""
    found = []
    for bureau in plan.answering(task.leads):
        answer = ledger.tasks.get((task.code, bureau.code))
        lagging = [one.code for name, one in own if name == bureau.name and one.status.is_lagging]
        if answer and answer.state in (TaskState.DONE, TaskState.NORMAL) and lagging:
            found.append(_overstated(task, bureau.code, answer, lagging))
    return found


def _overstated(task: Task, bureau: str, answer: TaskAnswer, lagging: Sequence[str]) -> Problem:
    assert answer.state is not None
    return problem(
        "E513",
        place_of(answer.source),
        item=task.code,
        bureau=bureau,
        seen=answer.state.value,
        name=task.name,
        indicators="、".join(lagging),
    )
