"""One sheet per action: all its indicators with their parts and steps, each figure linked to its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.words import long_date
from reporter.bulletin.workbooks import item_cells as cells
from reporter.bulletin.workbooks.looks import (
    FILLS,
    NOTHING,
    Column,
    Listing,
    Row,
    day,
    dimmed,
    filled,
    listing_sheet,
    mark,
    share,
    words,
)
from reporter.core.numbers import percent
from reporter.core.source import Source
from reporter.plan.kinds import SPECS
from reporter.plan.model import Kind
from reporter.record.model import ActionResult, IndicatorResult, StepResult
from reporter.sheets.spec import CellSpec, SheetSpec

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_NOTE = (
    "注：1.“0”为已报送、没有完成数；“未报”为没有报送或退回后未重报；“○”为未到节点；“※”为按季、按年统计，本期不公布；"
    "“／”为不适用；“—”为该类指标不计算或不适用该列。2.灯色同时标文字和符号：● 绿、▲ 黄、■ 红。"
    "3.带下划线的数可以点开，直接到填报表里的那一格。4.差额、增减按未取整的数计算后取舍，与表中数字直接相减可能略有出入。"
    "5.灰色的行列出不计入统计。"
)


def sheet_name(action: ActionResult) -> str:
    """The name of the action's sheet: code and name, as Office allows it."""
    return _NOT_IN_NAMES.sub("", f"{action.code} {action.name}")[:_LONGEST_NAME].rstrip()


def action_sheets(facts: Facts) -> Iterator[SheetSpec]:
    """The sheets of the actions in the order of 总览."""
    for action in facts.actions:
        items = [item for item in facts.items if item.result.action == action.code]
        table = Listing(
            name=sheet_name(action),
            title=f"{action.name}指标完成情况表",
            lead=_lead(facts, items),
            columns=_columns(facts),
            rows=[row for item in items for row in _rows(item)],
            note=_NOTE,
            freeze=3,
        )
        yield listing_sheet(table, sample=facts.results.sample)


def _lead(facts: Facts, items: list[Item]) -> str:
    inside = sum(item.result.counted for item in items)
    elapsed = percent(facts.results.elapsed_ratio)
    return f"{facts.period.label}　时序进度{elapsed}　计入统计{inside}项，列出不计入{len(items) - inside}项"


def _columns(facts: Facts) -> tuple[Column, ...]:
    return (
        Column(heading="编号", width=11),
        Column(heading="指标名称", width=25),
        Column(heading="类型", width=7),
        Column(heading="计量单位", width=7),
        Column(heading="年度目标", width=11),
        Column(heading="年初数", width=7),
        Column(heading=f"{facts.period.span_label}完成", width=12),
        Column(heading="占年任务之比", width=9, bar=True),
        Column(heading="时序进度", width=8),
        Column(heading="与时序（目标）相差", width=16),
        Column(heading="灯色", width=6),
        Column(heading="状态", width=12),
        Column(heading="上期完成", width=9),
        Column(heading="比上期增减", width=8),
        Column(heading=f"连续滞后{facts.period.length}数", width=8),
        Column(heading="责任单位", width=14),
        Column(heading="计入统计", width=7),
        Column(heading="备注", width=24),
        Column(heading="填报说明", width=16),
    )


def _rows(item: Item) -> Iterator[Row]:
    """The indicator, then its parts (or the two years of a comparison) and its steps."""
    result = item.result
    rows = [_indicator(item), *_years(item)]
    rows += [
        _below(item, code=part.code, name=part.name, label="分项", unit=part.unit,
               target=cells.optional_number(part.target), actual=_figure(part.actual, item), source=part.source)
        for part in result.parts
    ]  # fmt: skip
    rows += [_step(item, step) for step in result.steps]
    yield from rows if result.counted else ([dimmed(cell) for cell in row] for row in rows)


def _indicator(item: Item) -> Row:
    result = item.result
    return [
        words(result.code),
        words(result.name),
        mark(SPECS[result.kind].label),
        mark(result.unit or NOTHING),
        cells.target(item),
        cells.base(item),
        cells.actual(item),
        cells.ratio(item),
        share(result.expected),
        cells.gap(item),
        cells.light(item),
        cells.state(item),
        cells.previous(item),
        cells.change(item),
        cells.months_behind(item),
        words(item.bureau),
        mark("计入" if result.counted else "不计入"),
        cells.note(item),
        words(result.note),
    ]


def _years(item: Item) -> list[Row]:
    """The two figures of a comparison with last year, which has no 分项."""
    result = item.result
    if result.kind is not Kind.RELATION or result.parts:
        return []
    pair = (("本期累计", result.reported), ("上年同期", result.prior_year))
    return [
        _below(item, code=result.code, name=name, label="分项", unit=result.unit, target=mark(NOTHING),
               actual=_figure(value, item), source=result.source)
        for name, value in pair
    ]  # fmt: skip


def _figure(value: Decimal | None, item: Item) -> CellSpec:
    """A part's figure; a missing one takes the mark of its indicator's state, so that a blank is never a 0."""
    return cells.optional_number(value, _absent(item.result))


def _absent(result: IndicatorResult) -> str:
    return "未报" if result.status.is_due else NOTHING


def _step(item: Item, step: StepResult) -> Row:
    overdue = step.done is not True and step.due <= item.period.last_day
    days = (item.period.last_day - step.due).days
    late = (f"逾期{days}天" if days else "到期未完成") if overdue and step.done is False else NOTHING
    finished = f"{long_date(step.finished)}完成" if step.done and step.finished else ""
    row = _below(
        item, code=step.code, name=step.name, label="节点", unit="", target=day(step.due), actual=_done(step, overdue),
        source=step.source, gap=late, note=finished, typed=step.note,
    )  # fmt: skip
    return [*row[:6], filled(row[6], FILLS["红"] if late != NOTHING else ""), *row[7:]]


def _done(step: StepResult, overdue: bool) -> CellSpec:
    if step.done is None:
        return mark("未报" if overdue else "○")
    return mark("已完成" if step.done else "未完成")


def _below(
    item: Item,
    *,
    code: str,
    name: str,
    label: str,
    unit: str,
    target: CellSpec,
    actual: CellSpec,
    source: Source | None,
    gap: str = NOTHING,
    note: str = "",
    typed: str = "",
) -> Row:
    """A row below its indicator. The bureau stands in it again, so that a filter keeps both together."""
    nothing = mark(NOTHING)
    return [
        words(code), words(f"　{name}"), mark(label), mark(unit or NOTHING), target, nothing,
        cells.sourced(actual, source), nothing, nothing, mark(gap), nothing, nothing,
        nothing, nothing, nothing, words(item.bureau), nothing, words(note), words(typed),
    ]  # fmt: skip
