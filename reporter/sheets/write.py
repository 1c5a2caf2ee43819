"""Descriptions of workbooks to the bytes of .xlsx files; the same description gives the same bytes."""

from __future__ import annotations

import warnings
from copy import deepcopy
from datetime import timedelta
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reporter.sheets.behaviour import add_highlight, add_validation
from reporter.sheets.charts import add_chart
from reporter.sheets.package import finish_package
from reporter.sheets.page import set_page
from reporter.sheets.pen import Formats, Pen, Texts
from reporter.sheets.spec import BookSpec, SheetSpec

_BEIJING = timedelta(hours=8)
_LONGEST_PROPERTY = 255
_OPTIONS = {
    "in_memory": True,
    "default_format_properties": {"font_name": "宋体", "font_size": 11, "font_scheme": "none"},
    "default_column_width": 72,
    "default_row_height": 18,
}
"""Without a theme font, and with the measures Excel gives this font."""


def write_book(spec: BookSpec) -> bytes:
    """The .xlsx file that `spec` describes; ValueError for what Office would refuse or drop in silence."""
    buffer = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = Workbook(buffer, deepcopy(_OPTIONS))
        _describe(book, spec)
        formats, texts = Formats(book), Texts()
        sheets = [book.add_worksheet(sheet.name) for sheet in spec.sheets]
        for sheet, description in zip(sheets, spec.sheets, strict=True):
            _fill(book, sheet, description, formats, texts)
        _show_first_visible(sheets, spec.sheets)
        book.close()
    return finish_package(buffer.getvalue(), locked_structure=spec.locked_structure)


def _describe(book: Workbook, spec: BookSpec) -> None:
    """Title, times, own properties and names. Stored times are UTC, ours are Beijing's."""
    stored = {"title": spec.title, "author": spec.author, "subject": spec.subject}
    book.set_properties({**stored, "created": spec.created - _BEIJING})
    for name, value in spec.properties.items():
        if len(value) > _LONGEST_PROPERTY:
            raise ValueError(f"property {name} is longer than {_LONGEST_PROPERTY}")
        book.set_custom_property(name, value, "text")
    for name, refers_to in spec.names.items():
        if book.define_name(name, refers_to) != 0:
            raise ValueError(f"not a defined name: {name}")


def _fill(book: Workbook, sheet: Any, spec: SheetSpec, formats: Formats, texts: Texts) -> None:
    _shape(sheet, spec)
    _write_areas(sheet, spec, Pen(sheet, formats, texts))
    for validation in spec.validations:
        add_validation(sheet, validation)
    for highlight in spec.highlights:
        add_highlight(book, sheet, highlight)
    for chart in spec.charts:
        add_chart(book, sheet, chart)
    set_page(sheet, spec)


def _write_areas(sheet: Any, spec: SheetSpec, pen: Pen) -> None:
    """Every cell and merged range in reading order."""
    cells, merges = spec.cells, spec.merges
    places: list[Any] = [*cells, *merges]
    places.sort()
    for place in places:
        if len(place) == 2:
            pen.write(place[0] - 1, place[1] - 1, cells[place])
            continue
        first_row, first_column, last_row, last_column = (number - 1 for number in place)
        cell = merges[place]
        if (first_row, first_column) != (last_row, last_column):
            sheet.merge_range(first_row, first_column, last_row, last_column, "", pen.format(cell.style))
        pen.write(first_row, first_column, cell)


def _shape(sheet: Any, spec: SheetSpec) -> None:
    for column in sorted(set(spec.widths) | spec.hidden_columns):
        hidden = {"hidden": True} if column in spec.hidden_columns else {}
        sheet.set_column(column - 1, column - 1, spec.widths.get(column), None, hidden)
    for row in sorted(set(spec.heights) | spec.hidden_rows):
        hidden = {"hidden": True} if row in spec.hidden_rows else {}
        sheet.set_row(row - 1, spec.heights.get(row), None, hidden)


def _show_first_visible(sheets: list[Any], specs: tuple[SheetSpec, ...]) -> None:
    """Excel refuses a file whose active sheet is hidden."""
    visible = [sheet for sheet, spec in zip(sheets, specs, strict=True) if spec.state == "visible"]
    if not visible:
        raise ValueError("a workbook needs a visible sheet")
    visible[0].activate()
    visible[0].set_first_sheet()
