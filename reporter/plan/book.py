"""The register as a workbook for clerks: instructions, one sheet per table, drop-downs and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from types import MappingProxyType
from typing import TypeAlias

from reporter.core.values import dataclass
from reporter.plan.convert import COMPARATOR_LABELS, DATE, KIND_LABELS, NUMERIC
from reporter.plan.draft.looks import REMARK_WIDTHS, remark_cells, remarked
from reporter.plan.draft.model import Remark
from reporter.plan.guide import HEADING, REQUIRED, guide, lines_of, row_height
from reporter.plan.model import COLLECTIVE, Plan
from reporter.plan.tables import BY_NAME, CATEGORIES, FREQUENCIES, TABLES, Column, Table
from reporter.sheets.cells import column_letters
from reporter.sheets.spec import BookSpec, CellSpec, Page, SheetSpec, Style, Validation

LISTS = "清单值"
_LAST_ROW = 1000
"""Drop-downs and hints reach this far, so that rows added below the table have them too."""
_FIXED_LISTS = {
    "类型": KIND_LABELS,
    "比较": COMPARATOR_LABELS,
    "频度": FREQUENCIES,
    "是": ("是",),
    "是否": ("是", "否"),
    "休班": ("休", "班"),
}
_GROWING_LISTS = {"单位名单": ("单位", "规范名"), "行动编号": ("行动", "编号")}


Spot: TypeAlias = tuple[str, int, str]
"""A cell of the register: table, index of the row, heading."""
_OPEN_FILL = "FFFF00"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCell:
    """A yellow cell that is left to the office, with a note; a blank one stays empty whatever the plan holds."""

    tip: str = ""
    blank: bool = True


Remarks = Mapping[str, Sequence[Remark]]
"""What is to be said of the rows of a drafted register, by table."""


def plan_book(
    plan: Plan,
    open_cells: Mapping[Spot, OpenCell] = MappingProxyType({}),
    more: Sequence[SheetSpec] = (),
    *,
    remarks: Remarks = MappingProxyType({}),
) -> BookSpec:
    """The workbook of a register; the stored time is the plan's date, so that the same plan gives the same bytes.

    A drafted register has `remarks`: columns on the right, yellow cells with a note. `more` are sheets in front of all.
    """
    lists = _fixed_lists(plan)
    tables = (_sheet(table, plan, open_cells, remarks.get(table.name, ())) for table in TABLES)
    return BookSpec(
        sheets=(*more, guide(plan), *tables, _lists(lists)),
        created=datetime.combine(plan.head.issued, time()),
        names=dict(_names(lists)),
        title=f"{plan.head.name}计划台账",
    )


def _fixed_lists(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The drop-downs whose entries are known: those of the program, and the categories of this register's bureaus."""
    own = dict.fromkeys([*(bureau.category for bureau in plan.bureaus if bureau.category), COLLECTIVE])
    return {**_FIXED_LISTS, "单位类别": tuple(own) if len(own) > 1 else CATEGORIES}


def _names(lists: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Defined names behind the drop-downs. Those over a table grow with it."""
    for number, (name, labels) in enumerate(lists.items(), start=1):
        letters = column_letters(number)
        yield _range_name(name), f"='{LISTS}'!${letters}$2:${letters}${len(labels) + 1}"
    for name, (sheet, heading) in _GROWING_LISTS.items():
        letters = column_letters(BY_NAME[sheet].headings.index(heading) + 1)
        cells = f"'{sheet}'!${letters}$2:${letters}${_LAST_ROW}"
        yield _range_name(name), f"=OFFSET('{sheet}'!${letters}$2,0,0,MAX(COUNTA({cells}),1),1)"


def _range_name(offers: str) -> str:
    return f"RPT_{offers}"


def _lists(lists: Mapping[str, tuple[str, ...]]) -> SheetSpec:
    cells = {}
    for number, (name, labels) in enumerate(lists.items(), start=1):
        for row, text in enumerate((name, *labels), start=1):
            cells[row, number] = CellSpec(value=text)
    return SheetSpec(name=LISTS, cells=cells, state="hidden")


def _sheet(table: Table, plan: Plan, open_cells: Mapping[Spot, OpenCell], remarks: Sequence[Remark]) -> SheetSpec:
    cells = {(1, at): _heading(column) for at, column in enumerate(table.columns, start=1)}
    records = table.records(plan)
    heights = {1: 33.0}
    for row, record in enumerate(records, start=2):
        remark = remarks[row - 2] if remarks else None
        for at, column in enumerate(table.columns, start=1):
            plain = CellSpec(value=column.cell(record), style=_body(column))
            cell = _opened(plain, open_cells.get((table.name, row - 2, column.heading)))
            cells[row, at] = remarked(cell, column.heading, remark) if remark else cell
        heights[row] = _height(table, record, remark.note if remark else "")
    widths = {at: column.width for at, column in enumerate(table.columns, start=1)}
    if remarks:
        cells |= remark_cells(remarks, len(table.columns) + 1)
        widths |= {len(widths) + at: width for at, width in enumerate(REMARK_WIDTHS, start=1)}
    return SheetSpec(
        name=table.name,
        cells=cells,
        widths=widths,
        heights=heights,
        validations=tuple(_validations(table)),
        freeze=(2, table.headings.index(table.key) + 2 if table.key else 1),
        autofilter=(1, 1, len(records) + 1, len(widths)),
        page=Page(repeat_rows=(1, 1), header=f"&C计划台账　{table.name}", footer="&C第&P页，共&N页"),
    )


def _opened(cell: CellSpec, left: OpenCell | None) -> CellSpec:
    if left is None:
        return cell
    value = None if left.blank else cell.value
    return replace(cell, value=value, style=replace(cell.style, fill=_OPEN_FILL), tip=left.tip)


def _height(table: Table, record: object, note: str) -> float:
    """Height in points that shows every wrapped line; programs other than Excel do not fit rows themselves."""
    most = lines_of(note, REMARK_WIDTHS[-1])
    for column in table.columns:
        most = max(most, lines_of(column.text(record), column.width))
    return row_height(most)


def _heading(column: Column) -> CellSpec:
    style = REQUIRED if column.required else HEADING
    return CellSpec(value=column.heading, style=style, tip=f"{column.heading}：{column.note}")


def _body(column: Column) -> Style:
    short = column.form in NUMERIC or column.form is DATE or column.closed
    return Style(
        size=10,
        border=True,
        align="center" if short else "left",
        wrap=not short,
        number_format=column.form.number_format,
    )


def _validations(table: Table) -> Iterator[Validation]:
    for at, column in enumerate(table.columns, start=1):
        yield Validation(
            first_row=2,
            first_column=at,
            last_row=_LAST_ROW,
            last_column=at,
            kind="list" if column.offers else "any",
            source=f"={_range_name(column.offers)}" if column.offers else "",
            title=column.heading,
            message=column.note,
            error=_refusal(column),
            blocks=column.closed,
        )


def _refusal(column: Column) -> str:
    if not column.offers:
        return ""
    return "这一格只能从下拉里选。" if column.closed else "不在下拉名单里，确定要这样写吗？"
