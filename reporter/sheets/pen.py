"""Cells written into a sheet: what becomes of their text, value, look and link, the same for every workbook."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from reporter.sheets.behaviour import FRAME
from reporter.sheets.spec import CellSpec, CellValue, Style
from reporter.sheets.values import EPOCH

_LONGEST_TEXT = 32767
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LOOKS_LIKE_FORMULA = tuple("=+-@＝＋－＠\t\r")
_CELL_OF_FILE = re.compile(r"(?P<file>.*)#(?P<sheet>[^#]+)!(?P<cell>\$?[A-Z]{1,3}\$?\d+)")
_IN_PATH = {"%": "%25", "#": "%23", " ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "[": "%5B", "]": "%5D",
            "^": "%5E", "`": "%60", "{": "%7B", "}": "%7D", "?": "%3F"}  # fmt: skip


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


class Formats:
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


class Texts:
    """Every text of one workbook as cells hold it, and whether it looks like a formula; most stand in many cells."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, bool]] = {}

    def of(self, text: str) -> tuple[str, bool]:
        known = self._known.get(text)
        if known is None:
            clean = text_for_cell(text)
            known = self._known[text] = (clean, clean.startswith(_LOOKS_LIKE_FORMULA))
        return known


class Pen:
    """Writes the cells of one sheet, with the formats and texts of its workbook. Rows and columns count from 0."""

    def __init__(self, sheet: Any, formats: Formats, texts: Texts) -> None:
        self._sheet = sheet
        self._texts = texts
        self.format = formats.of

    def write(self, row: int, column: int, cell: CellSpec) -> None:
        sheet, value = self._sheet, cell.value
        if cell.link:
            sheet.write_url(row, column, link_to(cell.link), self.format(cell.style), "", cell.tip or None)
        if cell.formula:
            sheet.write_formula(row, column, cell.formula, self.format(cell.style), _cached(value))
        elif isinstance(value, str) and value:
            text, quoted = self._texts.of(value)
            sheet.write_string(row, column, text, self.format(cell.style, quoted))
        else:
            self._write_value(row, column, value, self.format(cell.style))
        if cell.tip and not cell.link:
            sheet.write_comment(row, column, text_for_cell(cell.tip), {"author": "", "x_scale": 2, "y_scale": 1.5})

    def _write_value(self, row: int, column: int, value: CellValue, look: Any) -> None:
        """Anything but a text, or nothing."""
        if value is None or value == "":
            self._sheet.write_blank(row, column, None, look)
        elif isinstance(value, bool):
            self._sheet.write_boolean(row, column, value, look)
        elif isinstance(value, date):
            self._sheet.write_datetime(row, column, value, look)
        else:
            self._sheet.write_number(row, column, value, look)


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
        properties |= FRAME
    return properties


def _cached(value: CellValue) -> str | float | int | bool:
    """A formula's stored result. None stores none: xlsxwriter's own default is a false 0."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return (moment - EPOCH) / timedelta(days=1)
    return text_for_cell(value) if isinstance(value, str) else value
