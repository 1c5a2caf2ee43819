""".ods to cells, straight from its XML: calamine would lose errors, percent formats, formulas and merged ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zipfile import ZipFile

from lxml import etree

from reporter.sheets.cells import Book, Cell, CellKind, Remark, Sheet, Unreadable
from reporter.sheets.guard import ZIP_FAULTS, check_parts, open_zip
from reporter.sheets.limits import MOST_COLUMNS, MOST_ROWS, Area, check_cells, check_sheets, clipped_merges
from reporter.sheets.values import NOTHING, Content, beijing_time, name_value, plain_content, text_content

OTHER_FORMAT, MACROS = Remark(code="E121", values={"kind": ".ods格式"}), Remark(code="E120")
_OFFICE, _TABLE, _TEXT, _STYLE, _META, _DC = (
    f"{{{name}}}"
    for name in (
        *(f"urn:oasis:names:tc:opendocument:xmlns:{room}:1.0" for room in ("office", "table", "text", "style", "meta")),
        "http://purl.org/dc/elements/1.1/",
    )
)
_CONTENT, _ABOUT, _MANIFEST = "content.xml", "meta.xml", "META-INF/manifest.xml"
_ERRORS = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!")
_ERROR_NUMBER = "Err:"
"""LibreOffice's own errors: Err:508."""
_HIDDEN = ("collapse", "filter")


def read_ods(data: bytes) -> Book:
    """The workbook; Unreadable when it is protected, unsafe, too large or damaged."""
    with open_zip(data) as package:
        if _is_encrypted(package):
            raise Unreadable("E112")
        check_parts(package, [name for name in (_CONTENT, _ABOUT) if name in package.namelist()])
        try:
            body = _parsed(package.read(_CONTENT))
            sheets = tuple(_sheets(body))
            names = dict(_names(body))
        except (etree.LxmlError, ArithmeticError, *ZIP_FAULTS) as fault:
            raise Unreadable("E114") from fault
        properties, modified = _about(package)
        has_macros = any(name.startswith("Basic/") for name in package.namelist())
    remarks = (OTHER_FORMAT, MACROS) if has_macros else (OTHER_FORMAT,)
    return Book(sheets=sheets, names=names, properties=properties, modified=modified, remarks=remarks)


def saved_in(package: ZipFile) -> datetime | None:
    """The last-saved time: written without a zone it is the time of the PC, Beijing time."""
    return _about(package)[1]


def _is_encrypted(package: ZipFile) -> bool:
    try:
        return _MANIFEST in package.namelist() and b"encryption-data" in package.read(_MANIFEST)
    except (*ZIP_FAULTS, RuntimeError) as fault:
        raise Unreadable("E114") from fault


def _parsed(part: bytes) -> Any:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _about(package: ZipFile) -> tuple[Mapping[str, str], datetime | None]:
    try:
        about = _parsed(package.read(_ABOUT))
        told = about.findtext(f".//{_DC}date")
        moment = datetime.fromisoformat(told) if told else None
    except (KeyError, etree.LxmlError, RuntimeError, *ZIP_FAULTS):
        return {}, None
    own = {one.get(f"{_META}name", ""): one.text or "" for one in about.iter(f"{_META}user-defined")}
    if moment is None or moment.tzinfo is None:
        return own, moment.replace(microsecond=0) if moment else None
    return own, beijing_time(moment)


def _names(body: Any) -> Iterator[tuple[str, str]]:
    for one in body.iter(f"{_TABLE}named-expression", f"{_TABLE}named-range"):
        text = one.get(f"{_TABLE}expression") or one.get(f"{_TABLE}cell-range-address") or ""
        yield one.get(f"{_TABLE}name", ""), name_value(_without_prefix(text))


def _without_prefix(formula: str) -> str:
    """of:="甲" to "甲"."""
    return formula.removeprefix("of:").removeprefix("=")


def _sheets(body: Any) -> Iterator[Sheet]:
    styles = {style.get(f"{_STYLE}name"): style for style in body.iter(f"{_STYLE}style")}
    tables = body.findall(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
    check_sheets(len(tables))
    count = 0
    for table in tables:
        style = styles.get(table.get(f"{_TABLE}style-name"))
        shape = None if style is None else style.find(f"{_STYLE}table-properties")
        hidden = shape is not None and shape.get(f"{_TABLE}display") == "false"
        reading = _Reading(count=count)
        reading.read(table)
        count = reading.count
        yield Sheet(
            name=table.get(f"{_TABLE}name", ""),
            state="hidden" if hidden else "visible",
            cells=reading.cells,
            merged=clipped_merges(reading.merged),
            hidden_rows=frozenset(reading.hidden_rows),
        )


@dataclass(slots=True)
class _Reading:
    """One table as it is read from top to bottom; `count` are the filled cells of the whole workbook."""

    count: int
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def read(self, table: Any) -> None:
        number = 1
        for row in table.iter(f"{_TABLE}table-row"):
            times = _times(row, "number-rows-repeated")
            last = min(number + times - 1, MOST_ROWS)
            if row.get(f"{_TABLE}visibility") in _HIDDEN:
                self.hidden_rows.update(range(number, last + 1))
            self._read_row(row, number, last)
            number += times
            if number > MOST_ROWS:
                break

    def _read_row(self, row: Any, first: int, last: int) -> None:
        column = 1
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            times = _times(cell, "number-columns-repeated")
            if cell.tag == f"{_TABLE}table-cell":
                self._note_merge(cell, first, column)
                self._add(cell, (first, last), (column, min(column + times - 1, MOST_COLUMNS)))
            column += times
            if column > MOST_COLUMNS:
                break

    def _note_merge(self, cell: Any, row: int, column: int) -> None:
        rows, columns = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self.merged.append((row, column, row + rows - 1, column + columns - 1))

    def _add(self, cell: Any, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        kind, value = _content(cell)
        formula = "=" + _without_prefix(cell.get(f"{_TABLE}formula", "")) if cell.get(f"{_TABLE}formula") else ""
        if kind is None and formula:
            kind, value = CellKind.TEXT, ""
        if kind is None:
            return
        percent = cell.get(f"{_OFFICE}value-type") == "percentage"
        self.count += (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1)
        check_cells(self.count)
        for row in range(rows[0], rows[1] + 1):
            for column in range(columns[0], columns[1] + 1):
                self.cells[row, column] = Cell(
                    row=row,
                    column=column,
                    kind=kind,
                    value=value,
                    formula=formula,
                    number_format="0%" if percent else "General",
                )


def _times(element: Any, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _content(cell: Any) -> Content:
    type_name, shown = cell.get(f"{_OFFICE}value-type"), _shown(cell)
    if shown in _ERRORS or (shown.startswith(_ERROR_NUMBER) and cell.get(f"{_TABLE}formula")):
        return CellKind.ERROR, shown
    try:
        if type_name in ("float", "percentage", "currency"):
            return plain_content(float(cell.get(f"{_OFFICE}value", "")))
        if type_name == "date":
            return plain_content(datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")))
    except ValueError:
        return text_content(shown)
    if type_name == "boolean":
        return CellKind.BOOLEAN, cell.get(f"{_OFFICE}boolean-value") == "true"
    return NOTHING if type_name is None else text_content(cell.get(f"{_OFFICE}string-value") or shown)


def _shown(cell: Any) -> str:
    """The text that the cell shows: its paragraphs in lines, without those of notes."""
    return "\n".join("".join(_runs(paragraph)) for paragraph in cell.iterchildren(f"{_TEXT}p"))


def _runs(element: Any) -> Iterator[str]:
    """Texts of a paragraph; <text:s> stands for spaces, <text:tab> and <text:line-break> for themselves."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * (int(count) if count.isdigit() and len(count) < 5 else 1)
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield "\t" if child.tag == f"{_TEXT}tab" else "\n"
        elif isinstance(child.tag, str):
            yield from _runs(child)
        yield child.tail or ""
