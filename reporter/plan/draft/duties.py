"""任务 of a draft: the tasks as read, with the names chosen for their bodies."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.plan.draft.deadlines import deadline
from reporter.plan.draft.model import Remark, Sure
from reporter.plan.draft.read import Read
from reporter.plan.draft.tasks import ReadTask
from reporter.plan.model import Task


def task_rows(found: Read) -> Iterator[tuple[Task, Remark]]:
    """A row for each task, in the plan's order."""
    for task in found.tasks:
        action = found.division.code(task.node)
        leads = found.answering(task.duty.leads, action)
        supports = found.answering(task.duty.supports, action)
        row = Task(
            code=found.codes[id(task)],
            action=action,
            section=_section(task),
            name=task.name,
            leads=leads,
            supports=tuple(name for name in supports if name not in leads),
            open_list=task.duty.open_list,
            due=deadline(task.due, found.year) if task.due else None,
            places=(found.division.place(task.node, task.number),),
        )
        yield row, _remark(task, found)


def _section(task: ReadTask) -> str:
    """The small heading above a task: （一）突出做强支柱产业."""
    if task.section:
        return task.section
    path = task.node.path()
    above = next((node for node in path[::-1] if node is not task.node and node.rank == 3), None)
    above = above or (path[-2] if len(path) > 1 else path[-1] if path and task.number else None)
    return f"{above.number}{above.title}" if above is not None else ""


def _remark(task: ReadTask, found: Read) -> Remark:
    notes, doubtful = list(task.notes), {"牵头单位"} if task.notes else set()
    guessed = {name for name in task.duty.named if _is_guess(name, found)}
    if guessed:
        notes.append(f"单位写法待核：{'、'.join(name for name in task.duty.named if name in guessed)}")
        doubtful |= {"牵头单位"} if guessed & set(task.duty.leads) else set()
        doubtful |= {"配合单位"} if guessed & set(task.duty.supports) else set()
    if task.due and deadline(task.due, found.year) is None:
        notes.append(f"方案写的时限是“{task.due}”")
    if task.duty.person:
        notes.append(f"责任领导：{task.duty.person}")
    missing = frozenset(() if task.duty.leads else ("牵头单位",))
    sure = Sure.LOW if missing else Sure.MEDIUM if doubtful else Sure.HIGH
    return Remark(line=task.line, sure=sure, note="；".join(notes), doubtful=frozenset(doubtful), missing=missing)


def _is_guess(name: str, found: Read) -> bool:
    """Whether a spelling was only guessed to be another name's."""
    body = found.bodies.by_spelling.get(name)
    return body is not None and body.sure is Sure.LOW and body.name != name
