"""Steps and tasks against their dates, their words and last period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reporter.core.numbers import shortest
from reporter.core.past import PastTask
from reporter.core.problem import Problem
from reporter.core.status import TaskState
from reporter.intake.returned import Returned
from reporter.intake.spot import Spot
from reporter.intake.submission import StepAnswer, TaskAnswer
from reporter.intake.texts import EMPTY_WORDS
from reporter.plan.model import Milestone

_SAME_AS_BEFORE = ("与上月相同", "同上月")
_BEHIND = frozenset({TaskState.SLOW, TaskState.STALLED})


def step_out_of_order(returned: Returned) -> Iterator[Problem]:
    """E507: a later step is finished, an earlier one of the same indicator is not."""
    open_steps: dict[str, Milestone] = {}
    for step, answer in sorted(returned.steps(), key=lambda pair: (pair[0].indicator, pair[0].number)):
        if answer.done is False:
            open_steps.setdefault(step.indicator, step)
        elif answer.done and step.indicator in open_steps:
            earlier = open_steps[step.indicator]
            yield _step(returned, step, answer).problem(
                "E507", name=_matter(returned, step), later=step.name, earlier=earlier.name
            )


def step_overdue_without_note(returned: Returned) -> Iterator[Problem]:
    """E508: a step is due, unfinished, and nothing is said about it."""
    for step, answer in returned.steps():
        if answer.done is False and step.due <= returned.last_day and not answer.note:
            due = f"{step.due.month}月{step.due.day}日"
            yield _step(returned, step, answer).problem("E508", name=_matter(returned, step), step=step.name, due=due)


def step_taken_back(returned: Returned) -> Iterator[Problem]:
    """E409: finished last period, unfinished now."""
    finished = returned.past.steps if returned.past else {}
    for step, answer in returned.steps():
        if answer.done is False and step.code in finished:
            yield _step(returned, step, answer).problem("E409")


def task_behind_without_words(returned: Returned) -> Iterator[Problem]:
    """E505: behind or stalled, without saying what the trouble is and what comes next."""
    for answer in returned.submission.tasks:
        written = {"“存在问题”": answer.trouble, "“下步打算”": answer.next_steps}
        missing = [label for label, text in written.items() if text in EMPTY_WORDS]
        if answer.state in _BEHIND and missing and answer.state:
            yield _task(returned, answer, "进展状态", answer.source.cell).problem(
                "E505", state=answer.state.value, missing="和".join(missing)
            )


def task_narrative_repeated(returned: Returned) -> Iterator[Problem]:
    """E406: word for word what was written last period, though the task is not finished."""
    for answer, earlier in _tasks_before(returned):
        text = answer.narrative
        repeated = text not in EMPTY_WORDS and text == earlier.narrative
        if repeated and answer.state is not TaskState.DONE and not text.startswith(_SAME_AS_BEFORE):
            yield _task(returned, answer, "进展情况", answer.narrative_cell).problem("E406", seen=text)


def task_progress_fell(returned: Returned) -> Iterator[Problem]:
    """E503: less progress than last period."""
    for answer, earlier in _tasks_before(returned):
        if answer.progress is not None and earlier.progress is not None and answer.progress < earlier.progress:
            yield _task(returned, answer, "进度(%)", answer.progress_cell).problem(
                "E503",
                seen=shortest(answer.progress),
                used=shortest(answer.progress),
                previous=shortest(earlier.progress),
            )


def _tasks_before(returned: Returned) -> Iterator[tuple[TaskAnswer, PastTask]]:
    past = returned.past.tasks if returned.past else {}
    for answer in returned.submission.tasks:
        earlier = past.get((answer.code, returned.submission.bureau))
        if earlier:
            yield answer, earlier


def _step(returned: Returned, step: Milestone, answer: StepAnswer) -> Spot:
    return returned.spot(step.code, "是否完成", answer.source)


def _task(returned: Returned, answer: TaskAnswer, heading: str, cell: str) -> Spot:
    return returned.spot(answer.code, heading, replace(answer.source, cell=cell))


def _matter(returned: Returned, step: Milestone) -> str:
    return returned.plan.indicator_by_code[step.indicator].name
