"""The sheets 报送 and 文件 of 汇总表: every form that was due, every file that was found."""

from __future__ import annotations

from collections.abc import Mapping

from reporter.bulletin.facts import Facts
from reporter.bulletin.words import long_date
from reporter.bulletin.workbooks.links import to_place
from reporter.bulletin.workbooks.looks import FILLS, centred, figure, filled, linked, moment, words
from reporter.bulletin.workbooks.table import Row, columns, table_sheet, titled
from reporter.core.problem import Place
from reporter.ledger.model import ExpectedReturn, FoundFile, Outcome, ReturnState
from reporter.sheets.spec import CellSpec, SheetSpec

STATES: Mapping[ReturnState, str] = {
    ReturnState.ON_TIME: "按时",
    ReturnState.LATE: "迟报",
    ReturnState.REJECTED: "退回未重报",
    ReturnState.MISSING: "未报送",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.COUNTED: "已计入",
    Outcome.SUPERSEDED: "已有更新的一份",
    Outcome.DUPLICATE: "重复",
    Outcome.REJECTED: "退回",
    Outcome.NOT_A_FORM: "不是填报表",
}
_COLOURS = {ReturnState.LATE: FILLS["黄"], ReturnState.REJECTED: FILLS["红"], ReturnState.MISSING: FILLS["红"]}
_RETURNS = columns(
    ("序号", 6), ("单位", 18), ("行动", 17), ("状态", 12), ("迟报（日）", 8), ("退回（次）", 8), ("零报告", 8),
    ("收到时间", 18), ("时间依据", 14), ("文件", 46),
)  # fmt: skip
_FILES = columns(
    ("序号", 6), ("文件", 48), ("结果", 15), ("原因", 36), ("单位", 18), ("行动", 17), ("收到时间", 18), ("时间依据", 14),
)  # fmt: skip


def return_sheet(facts: Facts) -> SheetSpec:
    """报送: one row per expected form, bureaus in the fixed order."""
    order = {code: index for index, code in enumerate(facts.in_order({one.bureau for one in facts.results.returns}))}
    found = sorted(facts.results.returns, key=lambda one: (order[one.bureau], one.action))
    due = facts.results.deadline
    return table_sheet(
        "报送",
        title=titled(facts, "填报表报送情况"),
        note=f"应报送{len(found)}份{f'，{long_date(due)}截止' if due else ''}。",
        columns=_RETURNS,
        rows=[_return(facts, index, one) for index, one in enumerate(found, 1)],
        still=4,
    )


def _return(facts: Facts, index: int, one: ExpectedReturn) -> Row:
    state = filled(centred(STATES[one.state]), _COLOURS.get(one.state, ""))
    return [
        figure(index, "0"), words(facts.bureau(one.bureau)), words(_action(facts, one.action)), state,
        figure(one.days_late or None, "0"), figure(one.returned_times or None, "0"),
        centred("是" if one.nil_return else ""), moment(one.received), centred(one.received_from), _file(one.file),
    ]  # fmt: skip


def file_sheet(facts: Facts) -> SheetSpec:
    """文件: one row per file of the period's folder and what became of it."""
    return table_sheet(
        "文件",
        title=titled(facts, "收到的文件"),
        note=f"共{len(facts.results.files)}个文件，文件名可以点击打开。",
        columns=_FILES,
        rows=[_found(facts, index, one) for index, one in enumerate(facts.results.files, 1)],
        still=3,
    )


def _found(facts: Facts, index: int, one: FoundFile) -> Row:
    return [
        figure(index, "0"), _file(one.file), centred(OUTCOMES[one.outcome]), words(one.reason),
        centred(facts.bureau(one.bureau)), centred(_action(facts, one.action)), moment(one.received),
        centred(one.received_from),
    ]  # fmt: skip


def _file(path: str) -> CellSpec:
    link = to_place(Place(file=path))
    return linked(words(path), link.target, link.tip)


def _action(facts: Facts, code: str) -> str:
    known = facts.plan.action_by_code
    return known[code].name if code in known else code
