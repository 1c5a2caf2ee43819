"""The sheets 任务 and 清单 of 汇总表: what every lead says of its task, and every row of the lists."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.bulletin.counts import task_label
from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.links import to_source
from reporter.bulletin.workbooks.looks import (
    FILLS,
    centred,
    day,
    figure,
    filled,
    format_of,
    linked,
    said,
    share,
    words,
)
from reporter.bulletin.workbooks.table import Row, columns, table_sheet, titled
from reporter.core.numbers import shortest
from reporter.record.model import ListResult, TaskAnswerResult, TaskResult
from reporter.sheets.spec import CellSpec, SheetSpec

_TASKS = columns(
    ("序号", 6), ("编号", 9), ("行动", 14), ("任务名称", 26), ("任务状态", 10), ("牵头单位", 15), ("单位填的状态", 11),
    ("单位填的进度", 10, True), ("时限", 14), ("进展情况", 42), ("存在问题", 26), ("下步打算", 26), ("经验做法", 22),
)  # fmt: skip
_LISTS = columns(
    ("序号", 6), ("编号", 14), ("行动", 14), ("单位", 15), ("类别", 7), ("名称", 28), ("所属任务", 10), ("责任人", 10),
    ("计量单位", 9), ("年度计划", 10), ("累计完成", 10), ("占年计划", 10, True), ("开工/出台时间", 14),
    ("计划完成时间", 14), ("实际完成时间", 14), ("进展", 34),
)  # fmt: skip


def task_sheet(facts: Facts) -> SheetSpec:
    """任务: one row per task and lead, in the order of the register."""
    rows = [row for index, task in enumerate(facts.results.tasks, 1) for row in _task(facts, index, task)]
    return table_sheet(
        "任务",
        title=titled(facts, "任务进展情况"),
        note=f"共{len(facts.results.tasks)}项任务，几个单位牵头的每个单位一行；任务状态取各牵头单位和所属指标中最差的。",
        columns=_TASKS,
        rows=rows,
        still=5,
    )


def _task(facts: Facts, index: int, task: TaskResult) -> Iterator[Row]:
    answers = {answer.bureau: answer for answer in task.answers}
    for bureau in task.leads or ("",):
        yield [*_head(facts, index, task), *_answer(facts, bureau, answers.get(bureau), task)]


def _head(facts: Facts, index: int, task: TaskResult) -> list[CellSpec]:
    label = centred(task_label(task))
    return [
        figure(index, "0"), centred(task.code), centred(facts.action(task.action).name), words(task.name),
        filled(label, FILLS[task.status.light]) if task.status.light else label,
    ]  # fmt: skip


def _answer(facts: Facts, bureau: str, answer: TaskAnswerResult | None, task: TaskResult) -> list[CellSpec]:
    promise = facts.plan.task_by_code.get(task.code)
    name, due = centred(facts.bureau(bureau)), day(promise.due if promise else None)
    if answer is None:
        return [name, centred("未报" if bureau else ""), centred(""), due, *(words("") for _ in range(4))]
    origin = to_source(answer.source)
    state = centred(answer.status.value if answer.status else "未填")
    texts = (answer.narrative, answer.trouble, answer.next_steps, answer.practice)
    progress = share(answer.progress / 100) if answer.progress is not None else centred("未填")
    return [name, linked(state, origin.target, origin.tip), progress, due, *(said(text) for text in texts)]


def list_sheet(facts: Facts) -> SheetSpec:
    """清单: every row that bureaus filled, each code linked to its cell."""
    return table_sheet(
        "清单",
        title=titled(facts, "项目、任务、政策清单"),
        note=f"共{len(facts.results.lists)}行，按单位填报列出。",
        columns=_LISTS,
        rows=[_listed(facts, index, row) for index, row in enumerate(facts.results.lists, 1)],
        still=7,
        empty="本期没有单位填报清单。",
    )


def _listed(facts: Facts, index: int, row: ListResult) -> Row:
    origin = to_source(row.source)
    done = row.done / row.planned if row.done is not None and row.planned else None
    return [
        figure(index, "0"), linked(centred(row.code), origin.target, origin.tip),
        centred(facts.action(row.action).name), centred(facts.bureau(row.bureau)), centred(row.category),
        said(row.name), centred(row.task), said(row.person), centred(row.unit), *_amounts(row), share(done),
        day(row.start), day(row.due), day(row.finished), said(row.progress),
    ]  # fmt: skip


def _amounts(row: ListResult) -> list[CellSpec]:
    values = (row.planned, row.done)
    return [figure(value, format_of(shortest(value)) if value is not None else "") for value in values]
