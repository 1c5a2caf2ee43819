"""任务 and 清单: what each lead says of its tasks, and the rows of the lists."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from reporter.bulletin.counts import TASK_LABELS, task_label
from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks import item_cells as cells
from reporter.bulletin.workbooks.looks import (
    FILLS,
    NOTHING,
    Column,
    Listing,
    Row,
    day,
    filled,
    listing_sheet,
    mark,
    number,
    share,
    share_format,
    words,
)
from reporter.record.model import ListResult, TaskAnswerResult, TaskResult
from reporter.sheets.spec import CellSpec, SheetSpec

_TASK_COLUMNS = (
    Column(heading="编号", width=10),
    Column(heading="行动", width=14),
    Column(heading="任务名称", width=24),
    Column(heading="任务状态", width=11),
    Column(heading="牵头单位", width=16),
    Column(heading="填报状态", width=11),
    Column(heading="进度", width=8, bar=True),
    Column(heading="进展情况", width=42),
    Column(heading="存在问题", width=24),
    Column(heading="下步打算", width=24),
    Column(heading="经验做法", width=20),
)
_LIST_COLUMNS = (
    Column(heading="编号", width=13),
    Column(heading="行动", width=14),
    Column(heading="单位", width=15),
    Column(heading="所属任务", width=10),
    Column(heading="类别", width=7),
    Column(heading="名称", width=28),
    Column(heading="责任人", width=10),
    Column(heading="年度计划", width=10),
    Column(heading="累计完成", width=10),
    Column(heading="计量单位", width=8),
    Column(heading="完成占比", width=10, bar=True),
    Column(heading="开工/出台时间", width=12),
    Column(heading="计划完成时间", width=12),
    Column(heading="实际完成时间", width=12),
    Column(heading="进展", width=34),
)
_TASK_NOTE = (
    "注：任务状态取各牵头单位填报状态和到期指标中最差的；几个单位牵头的，每个单位一行。进度空白写“未填”，不写0。"
    "文字由责任单位负责，原样照列。"
)


def task_sheet(facts: Facts) -> SheetSpec:
    """任务: one row per task and lead; a lead that did not answer stands as 未报."""
    tasks = facts.results.tasks
    by = Counter(task_label(task) for task in tasks)
    states = "，".join(f"{label}{by[label]}项" for label in TASK_LABELS if by[label])
    table = Listing(
        name="任务",
        title="任务进展表",
        lead=f"截至{facts.day.year}年{facts.day.month}月{facts.day.day}日　共{len(tasks)}项　{states}",
        columns=_TASK_COLUMNS,
        rows=[row for task in tasks for row in _task(facts, task)],
        note=_TASK_NOTE,
        freeze=4,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _task(facts: Facts, task: TaskResult) -> list[Row]:
    answers = {answer.bureau: answer for answer in task.answers}
    head = [
        words(task.code),
        words(facts.action(task.action).name),
        words(task.name),
        filled(mark(task_label(task)), FILLS.get(task.status.light or "", "")),
    ]
    if not task.leads:
        return [[*head, mark(NOTHING), *_silent()]]
    return [[*head, words(facts.bureau(code)), *_answer(answers.get(code))] for code in task.leads]


def _answer(answer: TaskAnswerResult | None) -> list[CellSpec]:
    if answer is None:
        return _silent()
    said = cells.sourced(mark(answer.status.value if answer.status else "未报"), answer.source)
    texts = (answer.narrative, answer.trouble, answer.next_steps, answer.practice)
    return [said, _progress(answer.progress), *(words(text) for text in texts)]


def _silent() -> list[CellSpec]:
    return [mark("未报"), mark("未填"), *(words("") for _ in range(4))]


def _progress(percentage: Decimal | None) -> CellSpec:
    """The progress in percent as a share of 1."""
    if percentage is None:
        return mark("未填")
    ratio = percentage / 100
    return number(ratio, "0%" if percentage == int(percentage) else share_format(ratio))


def list_sheet(facts: Facts) -> SheetSpec:
    """清单: every row of the lists, linked to where it stands in the form."""
    rows = facts.results.lists
    table = Listing(
        name="清单",
        title="项目、任务、政策清单",
        lead=f"{facts.period.label}　共{len(rows)}条" if rows else f"{facts.period.label}　各单位没有填报清单",
        columns=_LIST_COLUMNS,
        rows=[_list(facts, row) for row in rows],
        freeze=2,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _list(facts: Facts, row: ListResult) -> Row:
    return [
        words(row.code),
        words(facts.action(row.action).name),
        words(facts.bureau(row.bureau)),
        words(row.task),
        mark(row.category),
        cells.sourced(words(row.name), row.source),
        words(row.person),
        cells.optional_number(row.planned),
        cells.optional_number(row.done, "未填"),
        mark(row.unit or NOTHING),
        share(row.done / row.planned if row.done is not None and row.planned else None),
        day(row.start),
        day(row.due),
        day(row.finished),
        words(row.progress),
    ]
