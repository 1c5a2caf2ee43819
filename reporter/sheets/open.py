"""Any returned workbook to cells with addresses. Formats beyond .xlsx and .xlsm are refused by name."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.escape import unescape

from reporter.sheets.attached import attached_in
from reporter.sheets.cells import Book, Cell, CellKind, Sheet, Unreadable, Value
from reporter.sheets.formulas import formulas_in
from reporter.sheets.guard import open_package
from reporter.sheets.slim import slimmed

MOST_ROWS, MOST_COLUMNS = 20000, 256
_BEIJING = timedelta(hours=8)
_CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((32, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 56), 'h"时"mm"分"ss"秒"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
}
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_CONSTANT = re.compile(r'"((?:[^"]|"")*)"')


def open_book(data: bytes, name: str) -> Book:
    """The workbook in `data` with every non-empty cell; Unreadable (with a catalogue code) when it cannot be read.

    Defined names: a text constant without its quotes, anything else as the file writes it ('_lists'!$A$1:$A$5).
    """
    with open_package(data, name) as package:
        modified = _modified(package)
        lean = slimmed(package, data, MOST_ROWS)
    try:
        return _book(_load(lean), lean, modified)
    except DefusedXmlException as fault:
        raise Unreadable("E116", detail="文件内有外部实体声明") from fault
    except Exception as fault:
        # openpyxl has no exception of its own: a broken part surfaces as KeyError, TypeError, ParseError and others.
        raise Unreadable("E114") from fault


def saved_time(data: bytes) -> datetime | None:
    """The last-saved time inside a workbook (naive Beijing time); None when it cannot be read or says none."""
    try:
        with open_package(data, "") as package:
            return _modified(package)
    except Unreadable:
        return None


def _load(data: bytes) -> ExcelReader:
    """The workbook with the values its formulas last showed; the reader also knows which part each sheet is."""
    _learn_chinese_formats()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = ExcelReader(BytesIO(data), data_only=True, keep_links=False)
        reader.read()
    return reader


def _learn_chinese_formats() -> None:
    """Built-in formats 27–36 and 50–58 are dates in Chinese Excel; openpyxl would read 45365."""
    BUILTIN_FORMATS.update(_CHINESE_FORMATS)


def _modified(package: ZipFile) -> datetime | None:
    """The last-saved time as naive Beijing time. openpyxl is not asked: it invents one where the file has none."""
    try:
        found = fromstring(package.read("docProps/core.xml")).findtext(_MODIFIED)
        moment = datetime.fromisoformat(found) if found else None
    except (KeyError, ParseError, DefusedXmlException, ValueError):
        return None
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware.astimezone(UTC) + _BEIJING).replace(tzinfo=None)


def _book(reader: ExcelReader, data: bytes, modified: datetime | None) -> Book:
    values: Any = reader.wb
    parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    with ZipFile(BytesIO(data)) as package:
        contents = {sheet.title: package.read(parts[sheet.title]) for sheet in values.worksheets}
        formulas = {title: formulas_in(content) for title, content in contents.items()}
        attached = {title: attached_in(package, parts[title], content) for title, content in contents.items()}
    return Book(
        sheets=tuple(_sheet(sheet, formulas[sheet.title], attached[sheet.title]) for sheet in values.worksheets),
        names={name: _name_value(str(known.attr_text or "")) for name, known in values.defined_names.items()},
        properties={known.name: str(known.value) for known in values.custom_doc_props.props if known.name},
        modified=modified,
    )


def _name_value(text: str) -> str:
    constant = _CONSTANT.fullmatch(text)
    return constant.group(1).replace('""', '"') if constant else text


def _sheet(
    values: Any, formulas: Mapping[tuple[int, int], str], attached: Mapping[tuple[int, int], tuple[str, ...]]
) -> Sheet:
    cells = {}
    for place in sorted(values._cells):
        row, column = place
        if row > MOST_ROWS or column > MOST_COLUMNS:
            continue
        cell = _cell(values._cells[place], formulas.get(place, ""))
        if cell is not None:
            cells[place] = cell
    return Sheet(
        name=values.title,
        state=values.sheet_state,
        cells=cells,
        merged=tuple(sorted((r.min_row, r.min_col, r.max_row, r.max_col) for r in values.merged_cells.ranges)),
        hidden_rows=frozenset(int(row) for row, shape in values.row_dimensions.items() if shape.hidden),
        attached=attached,
    )


def _cell(shown: Any, formula: str) -> Cell | None:
    """The cell as read, None when nothing or only white space stands in it."""
    kind, value = _content(shown.value, shown.data_type)
    if kind is None:
        if not formula:
            return None
        kind, value = (CellKind.TEXT, "") if shown.data_type == "str" else (CellKind.NO_RESULT, None)
    return Cell(
        row=shown.row,
        column=shown.column,
        kind=kind,
        value=value,
        formula=formula,
        number_format=shown.number_format,
    )


def _content(value: object, data_type: str) -> tuple[CellKind | None, Value]:
    """Kind and value of what a cell shows; None for nothing."""
    if value is None:
        return None, None
    if data_type == "e":
        return CellKind.ERROR, str(value)
    if isinstance(value, bool):
        return CellKind.BOOLEAN, value
    if isinstance(value, int | float):
        return CellKind.NUMBER, _decimal(value)
    if isinstance(value, datetime):
        return CellKind.DATE, value.date() if value.time() == time() else value
    if isinstance(value, date):
        return CellKind.DATE, value
    text = unescape(value) if isinstance(value, str) else str(value)
    return (CellKind.TEXT, text) if text.strip().strip(_INVISIBLE).strip() else (None, None)


def _decimal(value: int | float) -> Decimal:
    """A number as Excel shows it: whole numbers exactly, others in 15 digits, so that 0.1 is 0.1."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
