"""The first sheet of 汇总表: two balances, the actions side by side, their lights as bars."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.bulletin.annex_items import SummaryRow, item_annex
from reporter.bulletin.counts import Counts, agree
from reporter.bulletin.facts import Facts, balance
from reporter.bulletin.figure import Figure
from reporter.bulletin.workbooks.indicators import action_sheet_name
from reporter.bulletin.workbooks.links import within
from reporter.bulletin.workbooks.looks import (
    GREEN,
    GREY,
    HEADING,
    NOTE,
    RED,
    SUM_GREY,
    TITLE,
    YELLOW,
    centred,
    figure,
    filled,
    linked,
    share,
    words,
)
from reporter.bulletin.workbooks.table import Column, Row, columns, heights, placed, titled
from reporter.core.numbers import percent
from reporter.ledger.model import ReturnState
from reporter.record.model import ActionResult
from reporter.sheets.spec import CellSpec, Highlight, Page, SheetSpec

NAME = "总览"
_BALANCE_ROW, _ACTION_ROW = 4, 9
_SERIES = (("● 绿（达到）", 6, GREEN, ""), ("▲ 黄（滞后）", 9, YELLOW, "wide_upward_diagonal"),
           ("■ 红（严重滞后）", 10, RED, "dark_horizontal"), ("未报", 11, GREY, "percent_20"))  # fmt: skip
"""Name, column of the action table, colour and pattern of the bars."""
_SHARE = 15


def overview_sheet(facts: Facts) -> SheetSpec:
    """总览. Unbalanced where 下发 ≠ 已回收 + 未回收 or 应统计 ≠ 达到 + 滞后 + 未报."""
    headings = _headings(facts)
    rows = action_rows(facts)
    last = _ACTION_ROW + len(rows)
    cells = {
        (1, 1): CellSpec(value=titled(facts, "“八大行动”推进情况汇总表"), style=TITLE),
        (2, 1): CellSpec(value=_note(facts), style=NOTE),
        **_balances(facts),
        **{(_ACTION_ROW, at): CellSpec(value=column.heading, style=HEADING) for at, column in enumerate(headings, 1)},
        **placed(rows, headings, _ACTION_ROW + 1),
    }
    return SheetSpec(
        name=NAME,
        cells=cells,
        widths={at: column.width for at, column in enumerate(headings, 1)},
        heights={1: 28.0, 2: 20.0, 5: 20.0, 7: 20.0, _ACTION_ROW: 32.0, **heights(rows, headings, _ACTION_ROW + 1)},
        highlights=(
            Highlight(
                first_row=_ACTION_ROW + 1, first_column=_SHARE, last_row=last, last_column=_SHARE, data_bar="9DC3E6"
            ),
        ),
        charts=(_chart(facts, last),),
        page=Page(footer="&C第&P页 共&N页"),
        tab_color=GREEN,
    )  # fmt: skip


def _headings(facts: Facts) -> Sequence[Column]:
    return columns(
        ("行动", 16), ("专班办公室", 14), ("指标总数", 9), ("应统计", 9), ("其中：已完成全年目标", 12),
        ("● 绿（达到）", 9), ("达到", 8), ("滞后", 8), ("▲ 黄（滞后）", 9), ("■ 红（严重滞后）", 11), ("未报", 8),
        ("未到节点", 9), ("按季按年", 9), ("不适用", 8), ("达到占比", 12), ("比上期增减（百分点）", 12),
        ("完成率均值", 11), ("位次", 7),
    )  # fmt: skip


def _note(facts: Facts) -> str:
    plan = facts.plan.head
    return f"{plan.name}（{plan.number}）；时序进度{percent(facts.results.elapsed_ratio)}；截至{facts.day.year}年{facts.day.month}月{facts.day.day}日。"


def _balances(facts: Facts) -> dict[tuple[int, int], CellSpec]:
    """Two lines of counts, each with its sum proved."""
    states = [one.state for one in facts.results.returns]
    by = {state: states.count(state) for state in ReturnState}
    missing = by[ReturnState.MISSING]
    back = by[ReturnState.ON_TIME] + by[ReturnState.LATE] + by[ReturnState.REJECTED]
    balance("下发", len(states), "已回收＋未回收", back + missing)
    whole = item_annex(facts).whole.counts
    forms = (("下发", len(states)), ("已回收", back), ("按时", by[ReturnState.ON_TIME]), ("迟报", by[ReturnState.LATE]),
             ("退回未重报", by[ReturnState.REJECTED]), ("未回收", missing))  # fmt: skip
    items = (("应统计", whole.due), ("达到", whole.on_pace), ("滞后", whole.lagging), ("未报", whole.unreported))
    cells = _line(_BALANCE_ROW, "填报表（份）", forms, "下发＝已回收＋未回收")
    return cells | _line(_BALANCE_ROW + 2, "指标（项）", [(name, int(one.value)) for name, one in items],
                         "应统计＝达到＋滞后＋未报")  # fmt: skip


def _line(row: int, title: str, counts: Sequence[tuple[str, int]], equation: str) -> dict[tuple[int, int], CellSpec]:
    cells = {(row, 1): CellSpec(value=title, style=HEADING), (row + 1, 1): centred(equation)}
    for column, (name, number) in enumerate(counts, 2):
        cells[row, column] = CellSpec(value=name, style=HEADING)
        cells[row + 1, column] = figure(number, "0")
    return cells


def action_rows(facts: Facts) -> list[Row]:
    """One row per action in the order of print, then the whole. Unbalanced where counts and results differ."""
    annex = item_annex(facts)
    rows = [_row(facts, action, one) for action, one in zip(facts.actions, annex.summary, strict=True)]
    whole = annex.whole
    rows.append([filled(cell, SUM_GREY, bold=True) for cell in _cells(words(whole.name), whole, share(_of(whole.counts)))])
    return rows


def _row(facts: Facts, action: ActionResult, one: SummaryRow) -> Row:
    agree(one.counts, action.counts, action.name)
    name = linked(words(one.name), within(action_sheet_name(action), 1, 1), "到这个行动的指标")
    row = list(_cells(name, one, share(action.on_pace_share)))
    row[-2] = share(action.mean_ratio)
    return row


def _of(counts: Counts) -> Figure:
    return counts.share
