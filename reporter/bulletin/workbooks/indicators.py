"""The sheets of the actions in 汇总表: every indicator, with its parts and steps as rows of their own below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporter.bulletin import remarks
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.workbooks import cells
from reporter.bulletin.workbooks.links import Link, to_source, within
from reporter.bulletin.workbooks.looks import (
    PALE,
    centred,
    day,
    figure,
    filled,
    format_of,
    linked,
    said,
    words,
)
from reporter.bulletin.workbooks.table import FIRST_ROW, Row, columns, sheet_name, table_sheet, titled
from reporter.core.numbers import shortest
from reporter.plan.model import Kind
from reporter.record.model import ActionResult, PartResult, StepResult
from reporter.sheets.spec import CellSpec, SheetSpec

_DONE = 8
"""The column of the figure."""
_NAME = 3
_MARKS = "“0”为报告期内没有完成数；“未报”为没有报送或退回后未重报；“○”为未到节点；“※”为按季、按年统计，本月不公布；“／”为不适用；“—”为不计算。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row: an indicator, or one of its parts or steps."""

    item: Item
    sub: PartResult | StepResult | None = None

    @property
    def code(self) -> str:
        return self.sub.code if self.sub else self.item.code


def action_sheet_name(action: ActionResult) -> str:
    """The name of an action's sheet: A1 产业培塑行动."""
    return sheet_name(f"{action.code} {action.name}")


def indicator_sheets(facts: Facts) -> list[SheetSpec]:
    """One sheet per action, in the order of print."""
    names = {action.code: action_sheet_name(action) for action in facts.actions}
    lines = {
        code: [line for item in facts.items if item.result.action == code for line in lines_of_item(item)]
        for code in names
    }
    at = {
        line.code: within(names[code], row, _DONE)
        for code, found in lines.items()
        for row, line in reversed(list(enumerate(found, FIRST_ROW)))
    }
    return [_sheet(facts, action, names[action.code], lines[action.code], at) for action in facts.actions]


def lines_of_item(item: Item) -> Iterator[Line]:
    """The indicator, then its parts or steps; this year and last where it is compared with last year."""
    yield Line(item=item)
    for sub in (*item.result.parts, *item.result.steps, *_years(item)):
        yield Line(item=item, sub=sub)


def _years(item: Item) -> Iterator[PartResult]:
    result = item.result
    if result.kind is not Kind.RELATION or result.parts:
        return
    for name, value, source in (("本期累计", result.reported, result.source), ("上年同期", result.prior_year, None)):
        yield PartResult(code=result.code, name=name, unit=result.unit, target=None, actual=value, source=source)


def _sheet(facts: Facts, action: ActionResult, name: str, lines: Sequence[Line], at: Mapping[str, str]) -> SheetSpec:
    before = facts.period.previous
    headings = columns(
        ("编号", 10.5), ("行别", 6.5), ("指标名称", 26), ("类型", 8), ("计量单位", 9), ("年度目标", 12), ("年初数", 9),
        (f"{facts.period.span_label}完成", 12.5), ("占年任务之比", 10, True), ("时序要求", 9), ("与时序（目标）相差", 16),
        ("状态", 9), ("灯色", 7.5), (f"{before.span_label}完成" if facts.comparable else "上期完成", 10), ("增减", 9),
        ("连续滞后（月）", 9), ("责任单位", 14), ("计入统计", 9), ("备注", 24), ("单位说明", 24),
    )  # fmt: skip
    return table_sheet(
        name,
        title=titled(facts, f"{action.name}指标完成情况"),
        note=f"完成数可以点击，打开填报表中的原单元格。{_MARKS}",
        columns=headings,
        rows=[_row(facts, line, name, row, at) for row, line in enumerate(lines, FIRST_ROW)],
        still=_NAME + 1,
    )


def _row(facts: Facts, line: Line, sheet: str, row: int, at: Mapping[str, str]) -> Row:
    if isinstance(line.sub, StepResult):
        return [filled(cell, PALE) for cell in _step(facts, line.item, line.sub)]
    if isinstance(line.sub, PartResult):
        return [filled(cell, PALE) for cell in _part(line.item, line.sub)]
    return _indicator(line.item, _origin(line.item, sheet, row, at))


def _origin(item: Item, sheet: str, row: int, at: Mapping[str, str]) -> Link:
    """The cell of the figure; for a computed one its first part or step; for one with 取数 that row."""
    result = item.result
    if result.parts or result.steps:
        return Link(target=within(sheet, row + 1, _DONE), tip="由下面各行的数得出")
    if item.promise.uses in at:
        return Link(target=at[item.promise.uses], tip=f"取{item.promise.uses}的数")
    return to_source(result.source)


def _indicator(item: Item, origin: Link) -> Row:
    result = item.result
    return [
        centred(item.code), centred("指标"), words(result.name), cells.kind(item), centred(result.unit),
        cells.goal(item), cells.base(item), linked(cells.done(item), origin.target, origin.tip), cells.ratio(item),
        cells.expected(item), cells.gap(item), cells.state(item), cells.lamp(item), cells.previous(item),
        cells.change(item), cells.months_behind(item), centred(item.bureau),
        centred("是" if result.counted else "不计入"), words(remarks.remark(item)), said(result.note),
    ]  # fmt: skip


def _sub(line: str, item: Item, code: str, name: str, filling: Mapping[int, CellSpec]) -> Row:
    """A row below its indicator: code, what it is, name; `filling` by column, — elsewhere."""
    fixed = {1: centred(code), 2: centred(line), _NAME: words(f"　{name}"), 17: centred(item.bureau)}
    known = {**fixed, 18: centred("随指标"), **filling}
    return [known.get(column, centred(remarks.NOTHING)) for column in range(1, 21)]


def _part(item: Item, part: PartResult) -> Row:
    origin = to_source(part.source)
    missing = centred("未报" if not item.status.light and item.status.is_due else remarks.symbol(item))
    actual = missing if part.actual is None else figure(part.actual, _format(item, part))
    target = figure(part.target, format_of(shortest(part.target))) if part.target is not None else centred("")
    filling = {5: centred(part.unit), 6: target, _DONE: linked(actual, origin.target, origin.tip)}
    return _sub("分项", item, part.code, part.name, filling)


def _format(item: Item, part: PartResult) -> str:
    assert part.actual is not None
    return format_of(shortest(part.actual, max(item.promise.decimals, 4)))


def _step(facts: Facts, item: Item, step: StepResult) -> Row:
    """A dated step: due date in the target's column, the day it was finished in the figure's."""
    origin = to_source(step.source)
    late = (facts.day - step.due).days
    overdue = step.done is False and late >= 0
    filling = {
        6: day(step.due),
        _DONE: linked(_finished(facts, step), origin.target, origin.tip),
        11: centred(f"逾期{late}天" if overdue and late else "到期未完成" if overdue else ""),
        20: said(step.note),
    }
    return _sub("节点", item, step.code, step.name, filling)


def _finished(facts: Facts, step: StepResult) -> CellSpec:
    if step.done:
        return day(step.finished) if step.finished else centred("已完成")
    if step.done is None:
        return centred("未报" if step.due <= facts.day else "○")
    return centred("未完成")
