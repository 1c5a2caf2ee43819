"""What bureaus answered in words, as rows of the results: tasks, 清单, replies to 督办单."""

from __future__ import annotations

from reporter.ledger.model import Ledger, Reply
from reporter.plan.model import Plan
from reporter.progress.model import Progress
from reporter.record.model import ListResult, ReplyResult, TaskAnswerResult, TaskResult


def task_results(plan: Plan, progress: Progress, ledger: Ledger) -> list[TaskResult]:
    """Every task with what its leads say of it, in the register's order."""
    found = []
    for task in plan.tasks:
        state = progress.tasks[task.code]
        leads = tuple(bureau.code for bureau in plan.answering(task.leads))
        found.append(
            TaskResult(
                code=task.code,
                action=task.action,
                name=task.name,
                status=state.status,
                reported_status=state.reported_status,
                progress=state.progress,
                leads=leads,
                answers=_answers(ledger, task.code, leads),
            )
        )
    return found


def _answers(ledger: Ledger, task: str, leads: tuple[str, ...]) -> tuple[TaskAnswerResult, ...]:
    given = [(bureau, ledger.tasks[task, bureau]) for bureau in leads if (task, bureau) in ledger.tasks]
    return tuple(
        TaskAnswerResult(
            bureau=bureau,
            status=answer.state,
            progress=answer.progress,
            narrative=answer.narrative,
            trouble=answer.trouble,
            next_steps=answer.next_steps,
            practice=answer.practice,
            source=answer.source,
        )
        for bureau, answer in given
    )


def list_results(ledger: Ledger) -> list[ListResult]:
    """The rows of 清单, in the order of the ledger."""
    return [
        ListResult(
            code=row.code,
            action=action,
            bureau=bureau,
            category=row.category,
            name=row.name,
            planned=row.planned,
            done=row.done,
            unit=row.unit,
            start=row.start,
            due=row.due,
            progress=row.progress,
            source=row.source,
            task=row.task,
            person=row.person,
            finished=row.finished,
        )
        for action, bureau, row in ledger.lists
    ]


def reply_result(reply: Reply) -> ReplyResult:
    """An accepted reply to a matter of a 督办单."""
    answer = reply.answer
    assert answer.promised is not None  # it is acceptable
    return ReplyResult(
        notice=answer.notice,
        bureau=reply.bureau,
        code=answer.matter,
        situation=answer.situation,
        measures=answer.measures,
        promised=answer.promised,
        person=answer.person,
        closing=answer.closing,
        received=reply.received,
        source=answer.source,
    )
