"""A sheet with items: hidden tokens, hidden column marks, headings, rows, living columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from reporter.forms.columns import end_of
from reporter.forms.guide import heading_of
from reporter.forms.hints import validations
from reporter.forms.judge import NONE, ratio_formula, ratio_value, verdict_formula, verdict_value
from reporter.forms.looks import HEADING, HIDDEN, LOCKED, OPEN, SHEET_NOTE, SHEET_TITLE, centred, height_of, lines_of
from reporter.forms.model import Column, FormLayout, FormRow, FormSheet, Issued, SheetKind
from reporter.sheets.cells import address
from reporter.sheets.spec import CellSpec, Page, SheetSpec

TOKEN_COLUMN, FIRST_COLUMN = 1, 2
TITLE_ROW, NOTE_ROW, MARKS_ROW, HEADINGS_ROW, FIRST_ROW = 1, 2, 3, 4, 5
_LEAST_LINES = {
    SheetKind.TASKS: 4, SheetKind.STEPS: 2, SheetKind.LISTS: 1, SheetKind.INDICATORS: 2, SheetKind.REPLIES: 4,
}  # fmt: skip
_SCROLLS_AFTER = {SheetKind.LISTS: 1, SheetKind.STEPS: 2, SheetKind.REPLIES: 3}
_TEXTS = frozenset({"name", "matter", "step", "task", "stood", "standard"})
"""Columns of running text besides those that take it; all others are centred."""


def item_page(
    layout: FormLayout, sheet: FormSheet, answers: Mapping[tuple[SheetKind, str, str], Issued], *, sample: bool
) -> SheetSpec:
    """One sheet of the form; `answers` by (sheet, row code, column mark) stand in its open cells."""
    last_row, last_column = HEADINGS_ROW + len(sheet.rows), TOKEN_COLUMN + len(sheet.columns)
    cells = _marks_and_headings(sheet)
    heights = {TITLE_ROW: 30.0, NOTE_ROW: 21.0, HEADINGS_ROW: 36.0}
    for row_number, row in enumerate(sheet.rows, FIRST_ROW):
        values = _values(sheet, row, answers)
        cells |= _row_cells(sheet, row, row_number, values)
        heights[row_number] = _height(sheet, values)
    return SheetSpec(
        name=sheet.kind.value,
        cells=cells,
        merges=_title(layout, sheet, last_column, sample=sample),
        widths={TOKEN_COLUMN: 10, **{at: column.width for at, column in enumerate(sheet.columns, FIRST_COLUMN)}},
        heights=heights,
        hidden_columns=frozenset({TOKEN_COLUMN}),
        hidden_rows=frozenset({MARKS_ROW}),
        validations=validations(sheet, layout.period, FIRST_ROW, FIRST_COLUMN),
        freeze=(FIRST_ROW, FIRST_COLUMN + _SCROLLS_AFTER.get(sheet.kind, 2)),
        autofilter=(HEADINGS_ROW, FIRST_COLUMN, last_row, last_column),
        page=Page(
            repeat_rows=(HEADINGS_ROW, HEADINGS_ROW),
            header=f"&L表号 {layout.number}&R{heading_of(layout, sample=sample)}",
            footer="&C第&P页 共&N页",
        ),
        protected=True,
    )


def _title(
    layout: FormLayout, sheet: FormSheet, last_column: int, *, sample: bool
) -> dict[tuple[int, int, int, int], CellSpec]:
    by = f"{layout.deadline.month}月{layout.deadline.day}日"
    title = f"{layout.period.label}“{layout.action_name}”{sheet.kind.value}填报表" + ("（样例）" if sample else "")
    note = (
        f"填报单位：{layout.bureau_name}　　表号：{layout.number}　　"
        f"只填浅黄色的格子，截至{end_of(layout.period)}，{by}前报送。"
    )
    return {
        (TITLE_ROW, FIRST_COLUMN, TITLE_ROW, last_column): CellSpec(value=title, style=SHEET_TITLE),
        (NOTE_ROW, FIRST_COLUMN, NOTE_ROW, last_column): CellSpec(value=note, style=SHEET_NOTE),
    }


def _marks_and_headings(sheet: FormSheet) -> dict[tuple[int, int], CellSpec]:
    cells = {(MARKS_ROW, TOKEN_COLUMN): CellSpec(value="token", style=HIDDEN)}
    for at, column in enumerate(sheet.columns, FIRST_COLUMN):
        cells[(MARKS_ROW, at)] = CellSpec(value=column.mark, style=HIDDEN)
        cells[(HEADINGS_ROW, at)] = CellSpec(value=column.heading, style=HEADING)
    return cells


def _values(sheet: FormSheet, row: FormRow, answers: Mapping[tuple[SheetKind, str, str], Issued]) -> dict[str, Issued]:
    """What stands in the row: issued values and, in open cells, answers; ratio and verdict as they will show."""
    values = dict(row.issued)
    values |= {mark: answers[key] for mark in row.inputs if (key := (sheet.kind, row.code, mark)) in answers}
    if row.measure is not None:
        values["ratio"] = ratio_value(row.measure, values)
        values["judgement"] = verdict_value(row.measure, values)
    return values


def _row_cells(
    sheet: FormSheet, row: FormRow, row_number: int, values: Mapping[str, Issued]
) -> dict[tuple[int, int], CellSpec]:
    at = {column.mark: address(row_number, place) for place, column in enumerate(sheet.columns, FIRST_COLUMN)}
    formulas = {}
    if row.measure is not None:
        formulas = {"ratio": ratio_formula(row.measure, at), "judgement": verdict_formula(row.measure, at)}
    cells = {(row_number, TOKEN_COLUMN): CellSpec(value=row.token, style=HIDDEN)}
    for place, column in enumerate(sheet.columns, FIRST_COLUMN):
        value = values.get(column.mark)
        style = OPEN if column.mark in row.inputs else LOCKED
        if column.entry != "text" and column.mark not in _TEXTS:
            style = centred(style, _format(column, row, value))
        cells[(row_number, place)] = CellSpec(value=value, style=style, formula=formulas.get(column.mark, ""))
    return cells


def _format(column: Column, row: FormRow, value: Issued) -> str:
    is_date = column.entry == "date" or isinstance(value, date)
    return row.formats.get(column.mark, "yyyy-mm-dd" if is_date else "General")


def _height(sheet: FormSheet, values: Mapping[str, Issued]) -> float:
    """High enough for the longest text of the row; rows to be written in have room from the start."""
    lines = [lines_of(_shown(values.get(column.mark)), column.width) for column in sheet.columns]
    return height_of(max(*lines, _LEAST_LINES[sheet.kind]))


def _shown(value: Issued) -> str:
    return "" if isinstance(value, Decimal) else str(value or NONE)
