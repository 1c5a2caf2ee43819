"""The first sheet of 汇总表: two balances, the actions side by side, their lights as bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reporter.bulletin.changes import counts_before
from reporter.bulletin.counts import Counts, agree, counts_of
from reporter.bulletin.facts import Facts, balance
from reporter.bulletin.figure import Figure
from reporter.bulletin.words import long_date
from reporter.bulletin.workbooks.indicators import action_sheet_name
from reporter.bulletin.workbooks.links import within
from reporter.bulletin.workbooks.looks import (
    BAR,
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
from reporter.bulletin.workbooks.table import FOOTER, Column, Row, columns, heights, placed, titled
from reporter.core.numbers import percent
from reporter.ledger.model import ReturnState
from reporter.record.model import ActionResult
from reporter.sheets.cells import column_letters
from reporter.sheets.spec import CellSpec, ChartSeries, ChartSpec, Highlight, Page, SheetSpec

NAME = "总览"
_FORMS_ROW, _ITEMS_ROW, _HEAD_ROW = 4, 6, 9
_SERIES = (
    ("● 绿（达到）", 5, GREEN, ""),
    ("▲ 黄（滞后）", 8, YELLOW, "wide_upward_diagonal"),
    ("■ 红（严重滞后）", 9, RED, "dark_horizontal"),
    ("未报", 10, GREY, "percent_20"),
)
"""Name, column of the table, colour and pattern of the bars."""
_SHARE = 14
_COLUMNS = columns(
    ("行动", 17), ("专班办公室", 15), ("指标总数", 10), ("应统计", 9), ("● 绿（达到）", 12),
    ("其中：已完成全年目标", 12), ("滞后", 9), ("▲ 黄（滞后）", 9), ("■ 红（严重滞后）", 11), ("未报", 8),
    ("未到节点", 10), ("按季按年", 10), ("不适用", 9), ("达到占比", 12, True), ("比上期增减（百分点）", 12),
    ("完成率均值", 11), ("位次", 8),
)  # fmt: skip


def overview_sheet(facts: Facts) -> SheetSpec:
    """总览. Unbalanced where 下发 ≠ 已回收 + 未回收 or 应统计 ≠ 达到 + 滞后 + 未报."""
    rows = [*_action_rows(facts), _whole_row(facts)]
    cells = {
        (1, 1): CellSpec(value=titled(facts, "“八大行动”推进情况汇总表"), style=TITLE),
        (2, 1): CellSpec(value=_note(facts), style=NOTE),
        **_balances(facts),
        **{(_HEAD_ROW, at): CellSpec(value=one.heading, style=HEADING) for at, one in enumerate(_COLUMNS, 1)},
        **placed(rows, _COLUMNS, _HEAD_ROW + 1),
    }
    return SheetSpec(
        name=NAME,
        cells=cells,
        widths={at: one.width for at, one in enumerate(_COLUMNS, 1)},
        heights={1: 28.0, 2: 20.0, _FORMS_ROW + 1: 32.0, _ITEMS_ROW + 1: 32.0, _HEAD_ROW: 34.0}
        | heights(rows, _COLUMNS, _HEAD_ROW + 1),
        highlights=(_bar(len(rows)),),
        charts=(_chart(facts, len(rows) - 1),),
        page=Page(footer=FOOTER),
        tab_color=GREEN,
    )


def _bar(rows: int) -> Highlight:
    last = _HEAD_ROW + rows
    return Highlight(first_row=_HEAD_ROW + 1, first_column=_SHARE, last_row=last, last_column=_SHARE, data_bar=BAR)


def _note(facts: Facts) -> str:
    plan, elapsed = facts.plan.head, percent(facts.results.elapsed_ratio)
    return f"{plan.name}（{plan.number}），截至{long_date(facts.day)}，时序进度{elapsed}。只统计“计入”的指标。"


def _balances(facts: Facts) -> Mapping[tuple[int, int], CellSpec]:
    """Forms and indicators, each in a line of counts with the equation that holds."""
    states = [one.state for one in facts.results.returns]
    by = {state: states.count(state) for state in ReturnState}
    missing, back = by[ReturnState.MISSING], len(states) - by[ReturnState.MISSING]
    balance("已回收", back, "按时＋迟报＋退回未重报", sum(by.values()) - missing)
    forms = {"下发": len(states), "已回收": back, "按时": by[ReturnState.ON_TIME], "迟报": by[ReturnState.LATE],
             "退回未重报": by[ReturnState.REJECTED], "未回收": missing}  # fmt: skip
    whole = counts_of(facts.counted, "all")
    items = {"应统计": whole.due, "达到": whole.on_pace, "滞后": whole.lagging, "未报": whole.unreported}
    return {
        **dict(_line(_FORMS_ROW, "填报表（份）", forms, "下发＝已回收＋未回收")),
        **dict(_line(_ITEMS_ROW, "指标（项）", {name: int(one.value) for name, one in items.items()},
                     "应统计＝达到＋滞后＋未报")),
    }  # fmt: skip


def _line(
    row: int, title: str, counts: Mapping[str, int], equation: str
) -> Iterator[tuple[tuple[int, int], CellSpec]]:
    yield (row, 1), CellSpec(value=title, style=HEADING)
    yield (row + 1, 1), centred(equation)
    for column, (name, number) in enumerate(counts.items(), 2):
        yield (row, column), CellSpec(value=name, style=HEADING)
        yield (row + 1, column), figure(number, "0")


def _action_rows(facts: Facts) -> Iterator[Row]:
    """One row per action in the order of print. Unbalanced where rows and results differ."""
    for action in facts.actions:
        counts = counts_of(facts.of_action(action.code), action.code)
        agree(counts, action.counts, action.name)
        before = facts.action_before(action.code)
        ranked = facts.action(action.code).is_ranked
        yield [
            linked(words(action.name), within(action_sheet_name(action), 1, 1), "看这个行动的全部指标"),
            centred(facts.action(action.code).office),
            *_numbers(counts),
            share(action.on_pace_share),
            _points(action.on_pace_share, before.on_pace_share if before else None),
            share(action.mean_ratio),
            figure(action.rank, "0") if action.rank or not ranked else centred("不排名"),
        ]


def _whole_row(facts: Facts) -> Row:
    counts = counts_of(facts.counted, "all")
    then = counts_before(facts, facts.comparable).share if facts.comparable else None
    now = counts.share.value if counts.share else None
    row = [words("合计"), centred(""), *_numbers(counts), share(now), _points(now, then.value if then else None),
           centred(""), centred("")]  # fmt: skip
    return [filled(cell, SUM_GREY, bold=True) for cell in row]


def _numbers(counts: Counts) -> list[CellSpec]:
    """The counts in the order of the columns."""
    ordered: Sequence[Figure] = (
        counts.total, counts.due, counts.on_pace, counts.achieved, counts.lagging, counts.yellow, counts.red,
        counts.unreported, counts.not_due, counts.not_published, counts.not_applicable,
    )  # fmt: skip
    return [figure(int(one.value), "0") for one in ordered]


def _points(now: Decimal | None, then: Decimal | None) -> CellSpec:
    """The change of a share in 百分点, computed from unrounded shares."""
    if now is None or then is None:
        return centred("")
    return figure((now - then) * 100, "+0.0;-0.0;0.0")


def _chart(facts: Facts, actions: int) -> ChartSpec:
    """The lights of the actions as stacked bars, below the table."""
    first, last = _HEAD_ROW + 1, _HEAD_ROW + actions

    def area(column: int) -> str:
        letters = column_letters(column)
        return f"='{NAME}'!${letters}${first}:${letters}${last}"

    series = tuple(
        ChartSeries(name=name, categories=area(1), values=area(column), color=color, pattern=pattern)
        for name, column, color, pattern in _SERIES
    )
    title = f"各行动指标灯色（{facts.period.label}，单位：项）{'（样例）' if facts.results.sample else ''}"
    return ChartSpec(
        row=last + 4, column=1, title=title, series=series, stacked=True, width=1000, height=420,
        alt_text="；".join(_spoken(facts, action) for action in facts.actions),
    )  # fmt: skip


def _spoken(facts: Facts, action: ActionResult) -> str:
    """What the bar of an action says to those who do not see it."""
    counts = counts_of(facts.of_action(action.code), action.code)
    return f"{action.name}绿{counts.on_pace}项、黄{counts.yellow}项、红{counts.red}项、未报{counts.unreported}项"
