"""Descriptions of workbooks to the bytes of .xlsx files; the same description gives the same bytes."""

from __future__ import annotations

import re
import warnings
from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reporter.sheets.behaviour import add_highlight, add_validation
from reporter.sheets.charts import add_chart
from reporter.sheets.package import finish_package
from reporter.sheets.page import set_page
from reporter.sheets.spec import BookSpec, CellSpec, CellValue, SheetSpec, Style

_BEIJING = timedelta(hours=8)
_LOOKS_LIKE_FORMULA = tuple("=+-@＝＋－＠\t\r")
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32767
_LONGEST_PROPERTY = 255
_OPTIONS = {
    "in_memory": True,
    "default_format_properties": {"font_name": "宋体", "font_size": 11, "font_scheme": "none"},
    "default_column_width": 72,
    "default_row_height": 18,
}
"""Without a theme font, and with the measures Excel gives this font."""
_CELL_OF_FILE = re.compile(r"(?P<file>.*)#(?P<sheet>[^#]+)!(?P<cell>\$?[A-Z]{1,3}\$?\d+)")
_IN_PATH = {"%": "%25", "#": "%23", " ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "[": "%5B", "]": "%5D",
            "^": "%5E", "`": "%60", "{": "%7B", "}": "%7D", "?": "%3F"}  # fmt: skip


def write_book(spec: BookSpec) -> bytes:
    """The .xlsx file that `spec` describes; ValueError for what Office would refuse or drop in silence."""
    buffer = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = Workbook(buffer, deepcopy(_OPTIONS))
        _describe(book, spec)
        formats, texts = _Formats(book), _Texts()
        sheets = [book.add_worksheet(sheet.name) for sheet in spec.sheets]
        for sheet, description in zip(sheets, spec.sheets, strict=True):
            _fill(book, sheet, description, formats, texts)
        _show_first_visible(sheets, spec.sheets)
        book.close()
    return finish_package(buffer.getvalue(), locked_structure=spec.locked_structure)


def text_for_cell(text: str) -> str:
    """`text` as a cell can hold it: without characters that XML forbids, cut at Excel's 32767."""
    clean = _NOT_IN_XML.sub("", text)
    if 2 * len(clean) <= _LONGEST_TEXT:
        return clean
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST_TEXT:
        return clean
    return units[: 2 * (_LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"


def link_to(link: str) -> str:
    """`link` of a CellSpec in xlsxwriter's words; sheet names are quoted, path characters escaped as URIs want it.

    >>> link_to("returned/a#1.xlsx#表'一!H7")
    "external:returned/a%231.xlsx#'表''一'!H7"
    """
    if link.startswith("internal:"):
        return link
    found = _CELL_OF_FILE.fullmatch(link)
    path = "".join(_IN_PATH.get(character, character) for character in (found["file"] if found else link))
    if found is None:
        return f"external:{path}"
    sheet = found["sheet"]
    quoted = sheet if sheet.startswith("'") and sheet.endswith("'") else "'" + sheet.replace("'", "''") + "'"
    return f"external:{path}#{quoted}!{found['cell']}"


class _Formats:
    """The formats of one workbook, one per look, numbered by first use.

    Most cells share their very Style with others, so that it is found by its identity before it is compared; each is
    kept for as long as its identity is used.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[tuple[Style, bool], Any] = {}
        self._met: dict[tuple[int, bool], tuple[Style, Any]] = {}

    def of(self, style: Style, quoted: bool = False) -> Any:
        met = self._met.get((id(style), quoted))
        if met is None:
            met = self._met[id(style), quoted] = (style, self._equal(style, quoted))
        return met[1]

    def _equal(self, style: Style, quoted: bool) -> Any:
        key = (style, quoted)
        if key not in self._known:
            self._known[key] = self._book.add_format(_properties(style, quoted))
        return self._known[key]


class _Texts:
    """Every text of one workbook as cells hold it, and whether it looks like a formula; most stand in many cells."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, bool]] = {}

    def of(self, text: str) -> tuple[str, bool]:
        known = self._known.get(text)
        if known is None:
            clean = text_for_cell(text)
            known = self._known[text] = (clean, clean.startswith(_LOOKS_LIKE_FORMULA))
        return known


def _properties(style: Style, quoted: bool) -> dict[str, object]:
    properties: dict[str, object] = {
        "font_name": style.font,
        "font_size": style.size,
        "bold": style.bold,
        "font_color": f"#{style.color}",
        "underline": int(style.underline),
        "align": style.align,
        "valign": style.valign,
        "text_wrap": style.wrap,
        "num_format": style.number_format,
        "locked": not style.unlocked,
        "quote_prefix": quoted,
    }
    if style.fill:
        properties |= {"pattern": 1, "bg_color": f"#{style.fill}"}
    if style.border:
        properties |= {"border": 1, "border_color": "#808080"}
    return properties


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


def _fill(book: Workbook, sheet: Any, spec: SheetSpec, formats: _Formats, texts: _Texts) -> None:
    _shape(sheet, spec)
    _write_areas(sheet, spec, formats, texts)
    for validation in spec.validations:
        add_validation(sheet, validation)
    for highlight in spec.highlights:
        add_highlight(book, sheet, highlight)
    for chart in spec.charts:
        add_chart(book, sheet, chart)
    set_page(sheet, spec)


def _write_areas(sheet: Any, spec: SheetSpec, formats: _Formats, texts: _Texts) -> None:
    """Every cell and merged range in reading order."""
    cells, merges = spec.cells, spec.merges
    places: list[Any] = [*cells, *merges]
    places.sort()
    for place in places:
        if len(place) == 2:
            _write_cell(sheet, place[0] - 1, place[1] - 1, cells[place], formats, texts)
            continue
        first_row, first_column, last_row, last_column = (number - 1 for number in place)
        cell = merges[place]
        if (first_row, first_column) != (last_row, last_column):
            sheet.merge_range(first_row, first_column, last_row, last_column, "", formats.of(cell.style))
        _write_cell(sheet, first_row, first_column, cell, formats, texts)


def _shape(sheet: Any, spec: SheetSpec) -> None:
    for column in sorted(set(spec.widths) | spec.hidden_columns):
        hidden = {"hidden": True} if column in spec.hidden_columns else {}
        sheet.set_column(column - 1, column - 1, spec.widths.get(column), None, hidden)
    for row in sorted(set(spec.heights) | spec.hidden_rows):
        hidden = {"hidden": True} if row in spec.hidden_rows else {}
        sheet.set_row(row - 1, spec.heights.get(row), None, hidden)


def _write_cell(sheet: Any, row: int, column: int, cell: CellSpec, formats: _Formats, texts: _Texts) -> None:
    if cell.link:
        sheet.write_url(row, column, link_to(cell.link), formats.of(cell.style), "", cell.tip or None)
    if cell.formula:
        sheet.write_formula(row, column, cell.formula, formats.of(cell.style), _cached(cell.value))
    else:
        _write_value(sheet, row, column, cell.value, cell.style, formats, texts)
    if cell.tip and not cell.link:
        sheet.write_comment(row, column, text_for_cell(cell.tip), {"author": "", "x_scale": 2, "y_scale": 1.5})


def _write_value(
    sheet: Any, row: int, column: int, value: CellValue, style: Style, formats: _Formats, texts: _Texts
) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, formats.of(style))
    elif isinstance(value, str):
        text, quoted = texts.of(value)
        sheet.write_string(row, column, text, formats.of(style, quoted))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats.of(style))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats.of(style))
    else:
        sheet.write_number(row, column, value, formats.of(style))


def _cached(value: CellValue) -> str | float | int | bool:
    """A formula's stored result. None stores none: xlsxwriter's own default is a false 0."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    return text_for_cell(value) if isinstance(value, str) else value


def _show_first_visible(sheets: list[Any], specs: tuple[SheetSpec, ...]) -> None:
    """Excel refuses a file whose active sheet is hidden."""
    visible = [sheet for sheet, spec in zip(sheets, specs, strict=True) if spec.state == "visible"]
    if not visible:
        raise ValueError("a workbook needs a visible sheet")
    visible[0].activate()
    visible[0].set_first_sheet()
