"""上报表.xlsx: the counted indicators in the city's columns (DOMAIN 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from reporter.bulletin import amounts
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.words import long_date
from reporter.bulletin.workbooks import item_cells as cells
from reporter.bulletin.workbooks.looks import (
    GROUP,
    LEAD,
    NOTE,
    NOTHING,
    TABLE_TOP,
    Column,
    Row,
    counted,
    day_after,
    headings,
    height_of,
    mark,
    placed,
    printed,
    restyled,
    row_heights,
    titled,
    words,
)
from reporter.core.numbers import shortest, shown
from reporter.core.period import Period
from reporter.core.status import Status
from reporter.plan.model import Comparator, Kind, Plan
from reporter.record.model import Results
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec

_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading="考核指标", width=34),
    Column(heading="单位", width=9),
    Column(heading="工作目标", width=15),
    Column(heading="已完成数", width=15),
    Column(heading="占年任务之比", width=21),
    Column(heading="备注（责任单位）", width=22),
)
_NOTE = (
    "注：占年任务之比不封顶；增速、比率等按与目标相差的百分点列，标准按与目标的差额列。“未报”为责任单位没有报送或退回后未重报；"
    "“○”为未到节点；“※”为按季、按年统计，本期不公布；“／”为不适用；“—”为该类指标不计算。"
)
_WORDS: Mapping[Kind, tuple[str, str, str]] = {
    Kind.REDUCTION: ("超过目标", "距目标差", "与目标持平"),
    Kind.STOCK: ("超过目标", "距目标差", "达到目标"),
    Kind.RELATION: ("高", "低", "持平"),
}
"""Words for more than the target, less, equal; 高于目标, 低于目标, 与目标持平 for the other kinds."""

_STAGES = {Status.ACHIEVED: "已完成", Status.FAR_BEHIND: "逾期", Status.NOT_DUE: "未到节点"}


def city_book(plan: Plan, results: Results, *, period: Period) -> BookSpec:
    """上报表: one sheet, grouped by action; rows that are not counted are left out, 未报 stays visible."""
    facts = Facts(plan=plan, results=results)
    return BookSpec(
        sheets=(_sheet(facts),),
        created=day_after(period),
        title=f"{period.label}上报表",
        author=facts.rule("印发机关"),
    )


def _sheet(facts: Facts) -> SheetSpec:
    rows, groups = _grouped(facts)
    lines = [headings(_COLUMNS), *rows]
    columns, note_row = len(_COLUMNS), TABLE_TOP + len(lines)
    width = sum(column.width for column in _COLUMNS)
    lead = f"填报单位：{facts.rule('督办单位')}　　截至{long_date(facts.day)}"
    return SheetSpec(
        name="上报表",
        cells=placed(lines, TABLE_TOP),
        merges={
            (1, 1, 1, columns): titled(f"{facts.period.label}指标完成情况上报表", facts.results.sample),
            (2, 1, 2, columns): CellSpec(value=lead, style=replace(LEAD, align="left")),
            **{(row, 1, row, columns): CellSpec(value=name, style=GROUP) for row, name in groups.items()},
            (note_row, 1, note_row, columns): CellSpec(value=_NOTE, style=NOTE),
        },
        widths={at: column.width for at, column in enumerate(_COLUMNS, 1)},
        heights={
            1: 28.0,
            2: 20.0,
            **row_heights(lines, _COLUMNS, TABLE_TOP),
            note_row: height_of(_NOTE, width),
        },
        freeze=(TABLE_TOP + 1, 3),
        page=printed(facts.results.sample, landscape=False),
    )


def _grouped(facts: Facts) -> tuple[list[Row], Mapping[int, str]]:
    """The rows, an empty one where an action's heading goes, and the headings by sheet row."""
    rows: list[Row] = []
    groups: dict[int, str] = {}
    index = 0
    for action in facts.actions:
        items = facts.of_action(action.code)
        if items:
            rows.append([])
            groups[TABLE_TOP + len(rows)] = f"{action.name}（{len(items)}项）"
        rows += [_row(at, item) for at, item in enumerate(items, index + 1)]
        index += len(items)
    return rows, groups


def _row(index: int, item: Item) -> Row:
    return [
        counted(index),
        words(item.result.name),
        mark(item.result.unit or NOTHING),
        _centred(cells.target(item)),
        _centred(cells.actual(item, link=False)),
        _centred(_done(item)),
        words(item.bureau),
    ]


def _centred(cell: CellSpec) -> CellSpec:
    return replace(cell, style=restyled(cell.style, align="center"))


def _done(item: Item) -> CellSpec:
    """The share of the year's task, or in words how far from the target."""
    result = item.result
    if result.actual is None or item.status in (Status.NOT_REPORTED, Status.NOT_APPLICABLE):
        return mark(NOTHING)
    if result.kind in amounts.SHARE_KINDS and result.completion_ratio is not None:
        return cells.ratio(item)
    if result.kind is Kind.MILESTONE:
        return mark(_STAGES.get(item.status, "未逾节点"))
    if result.kind is Kind.ZERO:
        return mark("保持" if item.status.is_met else "已发生")
    if result.kind is Kind.FIRST:
        return mark("已破零" if item.status is Status.ACHIEVED else "未破零")
    return mark(_distance(item, result.gap))


def _distance(item: Item, gap: Decimal | None) -> str:
    """高于目标20元, 低于目标0.7个百分点, 未突破，余3起; a difference that vanishes in print says whether it is met."""
    if gap is None:
        return NOTHING
    above, below, level = _words(item)
    if not amounts.gap_vanishes(item):
        return f"{above if gap > 0 else below}{_size(item, gap)}"
    if not (gap and item.status.is_lagging):
        return level
    smallest = Decimal(1).scaleb(-_places(item))
    return f"略{'超过上限' if _limits(item) else '低于目标'}，差额不足{_size(item, smallest)}"


def _words(item: Item) -> tuple[str, str, str]:
    if _limits(item):
        return ("超过上限", "未突破，余", "已到上限")
    return _WORDS.get(item.result.kind, ("高于目标", "低于目标", "与目标持平"))


def _limits(item: Item) -> bool:
    return item.result.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)


def _places(item: Item) -> int:
    return max(item.promise.decimals, 1) if amounts.in_points(item) else item.promise.decimals


def _size(item: Item, gap: Decimal) -> str:
    """The difference with its unit; of 元/月 only 元, since the column 单位 says the rest."""
    if amounts.in_points(item):
        return f"{shown(abs(gap), _places(item))}个百分点"
    return shortest(abs(gap), _places(item)) + item.result.unit.split("/")[0]
