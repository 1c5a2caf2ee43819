"""报送 and 文件: every expected form, and every file that was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.links import link_to_file, short_name
from reporter.bulletin.workbooks.looks import (
    FILLS,
    NOTHING,
    Column,
    Listing,
    Row,
    counted,
    day,
    filled,
    linked,
    listing_sheet,
    mark,
    words,
)
from reporter.ledger.model import ExpectedReturn, FoundFile, Outcome, ReturnState
from reporter.sheets.spec import CellSpec, SheetSpec

STATES: Mapping[ReturnState, str] = {
    ReturnState.ON_TIME: "按时",
    ReturnState.LATE: "迟报",
    ReturnState.MISSING: "未报送",
    ReturnState.REJECTED: "退回未重报",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.COUNTED: "已计入",
    Outcome.SUPERSEDED: "已被后来的代替",
    Outcome.DUPLICATE: "重复",
    Outcome.REJECTED: "退回",
    Outcome.NOT_A_FORM: "不是填报表",
}
_FILLS = {ReturnState.MISSING: FILLS["红"], ReturnState.REJECTED: FILLS["红"], ReturnState.LATE: FILLS["黄"]}
_SHARED = (Column(heading="文件", width=38), Column(heading="收到时间", width=17), Column(heading="时间来源", width=15))
_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading="行动", width=20),
    Column(heading="单位", width=22),
    Column(heading="状态", width=15),
    *_SHARED,
    Column(heading="迟报天数", width=9),
    Column(heading="零报告", width=9),
    Column(heading="退回次数", width=9),
)
_FILE_COLUMNS = (
    Column(heading="序号", width=6),
    *_SHARED,
    Column(heading="行动", width=18),
    Column(heading="单位", width=18),
    Column(heading="结果", width=15),
    Column(heading="原因", width=40),
    Column(heading="校验值（sha256）", width=20),
)


def return_sheet(facts: Facts) -> SheetSpec:
    """报送: the expected forms in the order of actions and bureaus."""
    found = facts.results.returns
    by = Counter(one.state for one in found)
    deadline = facts.results.deadline
    until = f"报送截止{deadline.year}年{deadline.month}月{deadline.day}日　" if deadline else ""
    table = Listing(
        name="报送",
        title="填报表报送情况表",
        lead=f"{until}应报送{len(found)}份：{'，'.join(f'{name}{by[state]}份' for state, name in STATES.items())}",
        columns=_COLUMNS,
        rows=[_return(facts, index, one) for index, one in enumerate(found, 1)],
        freeze=4,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _return(facts: Facts, index: int, one: ExpectedReturn) -> Row:
    return [
        counted(index),
        words(_action(facts, one.action)),
        words(facts.bureau(one.bureau)),
        filled(mark(STATES[one.state]), _FILLS.get(one.state, "")),
        _file(one.file),
        day(one.received),
        mark(one.received_from or NOTHING),
        counted(one.days_late or None),
        mark("零报告" if one.nil_return else NOTHING),
        counted(one.returned_times or None),
    ]


def file_sheet(facts: Facts) -> SheetSpec:
    """文件: every file found in the period's folder and what became of it."""
    files = facts.results.files
    by = Counter(one.outcome for one in files)
    said = "，".join(f"{name}{by[outcome]}个" for outcome, name in OUTCOMES.items() if by[outcome])
    table = Listing(
        name="文件",
        title="收到的文件",
        lead=f"共{len(files)}个：{said}" if files else "没有收到文件",
        columns=_FILE_COLUMNS,
        rows=[_found(facts, index, one) for index, one in enumerate(files, 1)],
        freeze=3,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _found(facts: Facts, index: int, one: FoundFile) -> Row:
    return [
        counted(index),
        _file(one.file),
        day(one.received),
        mark(one.received_from or NOTHING),
        words(_action(facts, one.action)),
        words(facts.bureau(one.bureau)),
        mark(OUTCOMES[one.outcome]),
        words(one.reason),
        words(one.sha256),
    ]


def _action(facts: Facts, code: str) -> str:
    return facts.action(code).name if code in facts.plan.action_by_code else code


def _file(file: str) -> CellSpec:
    return linked(words(short_name(file)), link_to_file(file)) if file else mark(NOTHING)
