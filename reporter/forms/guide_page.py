"""The sheet 填表说明 of the workbook: fields on top, instructions below, an A4 page and a half at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from reporter.forms.columns import UNCHANGED
from reporter.forms.guide import FILLED, NIL_RETURN, Line, Look, body_lines, head_lines
from reporter.forms.looks import HEADING, HIDDEN, LINES, LOCKED, OPEN, height_of, lines_of
from reporter.forms.model import FormLayout, FormSheet
from reporter.sheets.spec import CellSpec, Page, SheetSpec, Validation

_TOKEN, _FIRST, _LAST = 1, 2, 3
"""Columns: hidden token, label, value. The instructions run over the last two."""


class _Sheet:
    """The sheet while it grows downwards."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.row = 0
        self.cells: dict[tuple[int, int], CellSpec] = {}
        self.merges: dict[tuple[int, int, int, int], CellSpec] = {}
        self.heights: dict[int, float] = {}
        self.validations: list[Validation] = []

    def next_row(self, height: float) -> int:
        self.row += 1
        self.heights[self.row] = height
        return self.row

    def line(self, look: Look, text: str) -> None:
        style = LINES[look]
        lines = lines_of(text, self.width, style.size)
        row = self.next_row(height_of(lines, style.size) - (3 if look is Look.TEXT else 0))
        self.merges[(row, _FIRST, row, _LAST)] = CellSpec(value=text, style=style)


def guide_page(
    layout: FormLayout, fields: FormSheet, contact: Mapping[str, str], *, nil_return: bool, sample: bool
) -> SheetSpec:
    """The first sheet of the form; `contact` fills its fields by label."""
    widths = [column.width for column in fields.columns]
    sheet = _Sheet(sum(widths))
    _lines(sheet, head_lines(layout, sample=sample))
    marks_row = _fields(sheet, fields, {**contact, **({NIL_RETURN: UNCHANGED} if nil_return else {})})
    _lines(sheet, body_lines(layout))
    return SheetSpec(
        name=fields.kind.value,
        cells=sheet.cells,
        merges=sheet.merges,
        widths={_TOKEN: 10, _FIRST: widths[0], _LAST: widths[1]},
        heights=sheet.heights,
        hidden_columns=frozenset({_TOKEN}),
        hidden_rows=frozenset({marks_row}),
        validations=tuple(sheet.validations),
        page=Page(landscape=False, header=f"&L表号 {layout.number}&R{layout.bureau_name}", footer="&C第&P页 共&N页"),
        protected=True,
    )


def _lines(sheet: _Sheet, lines: tuple[Line, ...]) -> None:
    for look, text in lines:
        sheet.line(look, text)


def _fields(sheet: _Sheet, fields: FormSheet, contact: Mapping[str, str]) -> int:
    """Writes the fields; the number of the hidden row of column marks above them."""
    marks_row = sheet.next_row(height_of(1))
    sheet.cells[(marks_row, _TOKEN)] = CellSpec(value="token", style=HIDDEN)
    for position, column in enumerate(fields.columns, _FIRST):
        sheet.cells[(marks_row, position)] = CellSpec(value=column.mark, style=HIDDEN)
    for field in fields.rows:
        label = str(field.issued["label"])
        row = sheet.next_row(22)
        style = OPEN if field.inputs else LOCKED
        value = contact.get(label) or field.issued.get("value")
        sheet.cells[(row, _TOKEN)] = CellSpec(value=field.token, style=HIDDEN)
        sheet.cells[(row, _FIRST)] = CellSpec(value=label, style=HEADING)
        sheet.cells[(row, _LAST)] = CellSpec(value=value, style=style)
        sheet.validations.append(_validation(row, label, field.hints["value"]))
    return marks_row


def _validation(row: int, label: str, hint: str) -> Validation:
    plain = Validation(first_row=row, first_column=_LAST, last_row=row, last_column=_LAST, title=label, message=hint)
    if label == NIL_RETURN:
        only = f"只能选“{UNCHANGED}”，或者空着。"
        return replace(plain, kind="list", source=f"=RPT_{NIL_RETURN}", error=only, blocks=True)
    if label == FILLED:
        return replace(plain, kind="date", minimum=date(2000, 1, 1), error="请填日期，写成2024-05-20的样子。")
    return plain
