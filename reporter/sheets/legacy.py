""".xls (Excel 97–2003, and 5.0/95) and the .et of WPS to cells. xlrd is used only here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import StringIO
from typing import Any

import xlrd

from reporter.sheets.cells import Book, Cell, CellKind, Remark, Sheet, Unreadable
from reporter.sheets.formats import CHINESE_FORMATS
from reporter.sheets.limits import MOST_COLUMNS, MOST_ROWS, clipped_merges
from reporter.sheets.ole import own_properties, root_names, saved
from reporter.sheets.records import formula_places
from reporter.sheets.values import EPOCH, NOTHING, Content, covered_places, number_content, text_content

OLD_FORMAT, MACROS = Remark(code="E121", values={"kind": ".xls老格式"}), Remark(code="E120")
_STATES = ("visible", "hidden", "veryHidden")
_EPOCHS = (EPOCH, datetime(1904, 1, 1))
_MACRO_STORAGE = "_VBA_PROJECT_CUR"
_UNKNOWN_FORMULA = "="
"""xlrd keeps no formula text: a bare = says that there is one."""


def read_xls(data: bytes) -> Book:
    """The workbook; Unreadable E114 when it is damaged, E115 when it is too large."""
    formulas = formula_places(data)
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO())
        sheets = tuple(
            _sheet(book, sheet, formulas[number] if number < len(formulas) else frozenset())
            for number, sheet in enumerate(book.sheets())
        )
        names = {name.name: _name_value(name) for name in book.name_obj_list if name.scope == -1}
    except MemoryError:
        raise
    except Exception as fault:
        # xlrd reads damaged bytes as they come and fails in many ways: struct.error, IndexError, AssertionError.
        raise Unreadable("E114") from fault
    return Book(
        sheets=sheets,
        names=names,
        properties=own_properties(data),
        modified=saved(data),
        remarks=(OLD_FORMAT, MACROS) if _MACRO_STORAGE in root_names(data) else (OLD_FORMAT,),
    )


def _name_value(name: Any) -> str:
    """A text constant, else the range as xlrd writes it; empty when it is neither."""
    result = name.result
    if result is None:
        return ""
    return str(result.value) if result.kind == xlrd.formula.oSTRG else str(result.text or "")


def _sheet(book: Any, sheet: Any, formulas: frozenset[tuple[int, int]]) -> Sheet:
    merged = clipped_merges((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    cells = {}
    for row in range(min(sheet.nrows, MOST_ROWS)):
        for column in range(min(sheet.row_len(row), MOST_COLUMNS)):
            found = _cell(book, sheet.cell(row, column), row + 1, column + 1, (row + 1, column + 1) in formulas)
            if found is not None:
                cells[row + 1, column + 1] = found
    covered = covered_places(merged, cells)
    return Sheet(
        name=sheet.name,
        state=_STATES[sheet.visibility if sheet.visibility < len(_STATES) else 0],
        cells={place: cell for place, cell in cells.items() if place not in covered},
        merged=merged,
        hidden_rows=frozenset(row + 1 for row, shape in sheet.rowinfo_map.items() if shape.hidden),
    )


def _cell(book: Any, raw: Any, row: int, column: int, is_formula: bool) -> Cell | None:
    if raw.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    number_format = _format_of(book.xf_list[raw.xf_index].format_key, book.format_map)
    kind, value = _content(raw, number_format, _EPOCHS[book.datemode])
    if kind is None and is_formula:
        kind, value = CellKind.TEXT, ""
    if kind is None:
        return None
    formula = _UNKNOWN_FORMULA if is_formula and kind is not CellKind.ERROR else ""
    return Cell(row=row, column=column, kind=kind, value=value, formula=formula, number_format=number_format)


def _format_of(key: int, known: Mapping[int, Any]) -> str:
    format_found = known.get(key)
    text = format_found.format_str if format_found else None
    return str(text or CHINESE_FORMATS.get(key, "General"))


def _content(raw: Any, number_format: str, epoch: datetime) -> Content:
    if raw.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return number_content(raw.value, number_format, epoch)
    if raw.ctype == xlrd.XL_CELL_BOOLEAN:
        return CellKind.BOOLEAN, bool(raw.value)
    if raw.ctype == xlrd.XL_CELL_ERROR:
        return CellKind.ERROR, xlrd.error_text_from_code.get(raw.value, "#N/A")
    return text_content(raw.value) if raw.ctype == xlrd.XL_CELL_TEXT else NOTHING
