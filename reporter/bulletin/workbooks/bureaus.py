"""The sheet 单位 of 汇总表: counts, place and returns of every bureau, in the fixed order."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.bulletin.facts import Facts, balance
from reporter.bulletin.workbooks.looks import SUM_GREY, centred, figure, filled, share, words
from reporter.bulletin.workbooks.table import Row, columns, table_sheet, titled
from reporter.core.status import Status
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.record.model import BureauResult
from reporter.sheets.spec import CellSpec, SheetSpec

_COLUMNS = columns(
    ("序号", 6), ("单位", 18), ("应统计", 8), ("● 绿（达到）", 9), ("其中：已完成", 9), ("滞后", 7),
    ("▲ 黄（滞后）", 9), ("■ 红（严重滞后）", 10), ("未报", 7), ("未到节点", 9), ("不适用", 8), ("达到占比", 11, True),
    ("完成率均值", 10), ("位次", 8), ("上期位次", 8), ("位次升降", 8), ("应报表（份）", 9), ("按时", 7), ("迟报", 7),
    ("退回未重报", 9), ("未报送", 8), ("及时率", 10, True), ("退回（次）", 8),
)  # fmt: skip


def bureau_sheet(facts: Facts) -> SheetSpec:
    """单位. Unbalanced where a bureau's counts do not add up."""
    known = {one.code: one for one in facts.results.bureaus}
    found = [known[code] for code in facts.in_order(set(known))]
    rows = [_row(facts, index, one) for index, one in enumerate(found, 1)]
    least = facts.number("排名最少事项")
    return table_sheet(
        "单位",
        title=titled(facts, "单位完成情况和位次"),
        note=f"按填报单位统计计入的指标，“未到节点”含按季按年；应统计不足{least}项的不排名；位次升降：正数为上升。",
        columns=_COLUMNS,
        rows=[*rows, _whole(facts, found)] if rows else [],
        summed=1 if rows else 0,
        still=3,
    )


def _row(facts: Facts, index: int, one: BureauResult) -> Row:
    before = facts.bureau_before(one.code)
    old = before.rank if before else None
    rise = old - one.rank if old and one.rank else None
    return [
        figure(index, "0"), words(facts.bureau(one.code)), *_counts([one]), share(one.on_pace_share),
        share(one.mean_ratio), figure(one.rank, "0") if one.rank else centred("不排名"), figure(old, "0"),
        figure(rise, '"↑"0;"↓"0;"持平"'), *_forms(facts, [one]), share(one.timeliness), figure(one.returned_times, "0"),
    ]  # fmt: skip


def _whole(facts: Facts, found: Sequence[BureauResult]) -> Row:
    row = [
        centred(""), words("合计"), *_counts(found), *(centred("") for _ in range(5)), *_forms(facts, found),
        centred(""), figure(sum(one.returned_times for one in found), "0"),
    ]  # fmt: skip
    return [filled(cell, SUM_GREY, bold=True) for cell in row]


def _counts(found: Sequence[BureauResult]) -> list[CellSpec]:
    """应统计 to 不适用, summed over the bureaus."""
    by = {status: sum(one.counts.get(status, 0) for one in found) for status in Status}
    due, met = sum(one.due for one in found), by[Status.ACHIEVED] + by[Status.ON_PACE]
    lagging = by[Status.BEHIND] + by[Status.FAR_BEHIND]
    balance("应统计（单位）", due, "达到＋滞后＋未报", met + lagging + by[Status.NOT_REPORTED])
    numbers = (due, met, by[Status.ACHIEVED], lagging, by[Status.BEHIND], by[Status.FAR_BEHIND],
               by[Status.NOT_REPORTED], by[Status.NOT_DUE], by[Status.NOT_APPLICABLE])  # fmt: skip
    return [figure(number, "0") for number in numbers]


def _forms(facts: Facts, found: Sequence[BureauResult]) -> list[CellSpec]:
    """Forms expected, on time, late, refused, missing."""
    codes = {one.code for one in found}
    forms: list[ExpectedReturn] = [form for form in facts.results.returns if form.bureau in codes]
    states = (ReturnState.ON_TIME, ReturnState.LATE, ReturnState.REJECTED, ReturnState.MISSING)
    counts = [sum(form.state is state for form in forms) for state in states]
    return [figure(number, "0") for number in (len(forms), *counts)]
