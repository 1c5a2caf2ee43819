""".xlsx and its kin (.xlsm, .et in a zip, Strict Open XML) to cells. openpyxl reads only here."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import MERGE_TAG, ROW_TAG, WorksheetReader
from openpyxl.worksheet.merge import MergeCells
from openpyxl.xml.functions import iterparse

from reporter.sheets.attached import attached_in
from reporter.sheets.cells import Book, Cell, CellKind, Remark, Sheet, Unreadable
from reporter.sheets.formats import formats_in
from reporter.sheets.formulas import formulas_in
from reporter.sheets.guard import check_parts, open_zip
from reporter.sheets.limits import MOST_COLUMNS, MOST_ROWS, check_cells, check_sheets, clipped_merges
from reporter.sheets.slim import slimmed
from reporter.sheets.strict import is_strict, usual
from reporter.sheets.values import MODIFIED, Content, beijing_time, covered_places, name_value, plain_content

MACROS = Remark(code="E120")
_CORE, _STYLES = "docProps/core.xml", "xl/styles.xml"
_FIRST_OWN = 164
"""The number of the first number format that a workbook describes itself."""


def read_ooxml(data: bytes) -> Book:
    """The workbook; Unreadable when it is unsafe, too large or damaged."""
    with open_zip(data) as package:
        check_parts(package)
        strict = is_strict(package)
        modified = saved_in(package)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in package.namelist())
        lean = usual(package) if strict else slimmed(package, data, MOST_ROWS)
    if strict:
        with open_zip(lean) as package:
            lean = slimmed(package, lean, MOST_ROWS)
    try:
        return _book(_load(lean), lean, modified, (MACROS,) if has_macros else ())
    except Unreadable:
        raise
    except DefusedXmlException as fault:
        raise Unreadable("E116", detail="文件内有外部实体声明") from fault
    except Exception as fault:
        # openpyxl has no exception of its own: a broken part surfaces as KeyError, TypeError, ParseError and others.
        raise Unreadable("E119" if strict else "E114") from fault


def saved_in(package: ZipFile) -> datetime | None:
    """The last-saved time (naive Beijing time). openpyxl is not asked: it invents one where the file has none."""
    try:
        found = fromstring(package.read(_CORE)).findtext(MODIFIED)
        return beijing_time(datetime.fromisoformat(found)) if found else None
    except (LookupError, ParseError, DefusedXmlException, ValueError, OverflowError):
        return None  # LookupError: there is none, or it is in an encoding that nobody knows


class _CellsReader(ExcelReader):
    """Reads cells, row shapes and merged ranges; links, drawings, comments and pivots are left alone.

    openpyxl walks every cell of a merged or linked range, and A1:XFD1048576 holds seventeen billion.
    """

    def read(self) -> None:
        """Everything but title and times (`saved_in`), the theme, fonts and borders, print areas and titles."""
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self.read_custom()
        self._read_formats()
        self.read_worksheets()

    def _read_formats(self) -> None:
        """The number formats; a workbook with a broken font or fill, which openpyxl refuses, is read."""
        found = formats_in(self.archive.read(_STYLES)) if _STYLES in self.valid_files else None
        if found and found.shown:
            book: Any = self.wb
            book._number_formats = list(found.shown)
            book._cell_styles = [
                StyleArray((0, 0, 0, _FIRST_OWN + one, 0, 0, 0, 0, 0)) for one in range(len(found.shown))
            ]
            book._date_formats, book._timedelta_formats = found.dates, found.durations

    def read_worksheets(self) -> None:
        check_sheets(len(self.parser.sheets))
        for sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chartsheet" not in relation.Type:
                self._read_cells(sheet, relation.target)
                check_cells(sum(len(read._cells) for read in self.wb.worksheets))

    def read_workbook(self) -> None:
        """Sheets and names of the whole workbook."""
        super().read_workbook()
        parser: Any = self.parser
        self.global_names: Mapping[str, Any] = parser.defined_names.by_sheet()["global"]

    def _read_cells(self, sheet: Any, target: str) -> None:
        worksheet: Any = self.wb.create_sheet(sheet.name)
        with self.archive.open(target) as part:
            reader: Any = WorksheetReader(worksheet, part, self.shared_strings, self.data_only, self.rich_text)
            reader.parser.parse = partial(_rows_and_merges, reader.parser, worksheet._cells)
            reader.bind_cells()
            reader.bind_row_dimensions()
        worksheet.sheet_state = sheet.state
        worksheet.merged_areas = reader.parser.merged_cells.mergeCell if reader.parser.merged_cells else ()


def _rows_and_merges(parser: Any, known: Mapping[tuple[int, int], Any]) -> Iterator[Any]:
    """What openpyxl's own loop yields, without hints, views and page settings: a form may be read though these are
    broken. A blank has no style, and one that stands twice does not wipe out what `known` or the row has in its place.
    """
    for _, element in iterparse(parser.source):
        if element.tag == MERGE_TAG:
            parser.merged_cells = MergeCells.from_tree(element)
            element.clear()
        elif element.tag == ROW_TAG:
            number, cells = parser.parse_row(element)
            row: dict[tuple[int, int], Any] = {}
            for cell in cells:
                place = cell["row"], cell["column"]
                if cell["value"] is not None:
                    row[place] = cell
                elif not (place in row or place in known):
                    row[place] = {**cell, "style_id": 0}
            yield number, list(row.values())
            element.clear()


def _load(data: bytes) -> _CellsReader:
    """The workbook with the values its formulas last showed; the reader also knows which part each sheet is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = _CellsReader(BytesIO(data), data_only=True, keep_links=False)
        reader.read()
    return reader


def _book(reader: _CellsReader, data: bytes, modified: datetime | None, remarks: tuple[Remark, ...]) -> Book:
    values: Any = reader.wb
    parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    with ZipFile(BytesIO(data)) as package:
        contents = {sheet.title: package.read(parts[sheet.title]) for sheet in values.worksheets}
        formulas = {title: formulas_in(content) for title, content in contents.items()}
        attached = {title: attached_in(package, parts[title], content) for title, content in contents.items()}
    return Book(
        sheets=tuple(_sheet(sheet, formulas[sheet.title], attached[sheet.title]) for sheet in values.worksheets),
        names={name: name_value(str(known.attr_text or "")) for name, known in reader.global_names.items()},
        properties={known.name: str(known.value) for known in values.custom_doc_props.props if known.name},
        modified=modified,
        remarks=remarks,
    )


def _sheet(
    values: Any, formulas: Mapping[tuple[int, int], str], attached: Mapping[tuple[int, int], tuple[str, ...]]
) -> Sheet:
    merged = clipped_merges((r.min_row, r.min_col, r.max_row, r.max_col) for r in values.merged_areas)
    places = [place for place in sorted(values._cells) if place[0] <= MOST_ROWS and place[1] <= MOST_COLUMNS]
    covered = covered_places(merged, places)
    found = {place: _cell(values._cells[place], formulas.get(place, "")) for place in places if place not in covered}
    return Sheet(
        name=values.title,
        state=values.sheet_state,
        cells={place: cell for place, cell in found.items() if cell is not None},
        merged=merged,
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


def _content(value: object, data_type: str) -> Content:
    if data_type == "e" and value is not None:
        return CellKind.ERROR, str(value)
    return plain_content(unescape(value) if isinstance(value, str) else value)
