"""The same cells written in every format that comes back: .xls by xlwt, .ods and .xlsb by hand; OLE and zip files.

There is no library that writes .xlsb; the records here are those of MS-XLSB that a sheet of values needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from html import escape
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from msoffcrypto import OfficeFile

from reporter.sheets.cells import Book, Cell, CellKind, Sheet

_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
_STATES = ("visible", "hidden", "veryHidden")


def zipped(parts: Mapping[str, bytes | str], compression: int = ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def locked(data: bytes, password: str) -> bytes:
    """The .xlsx with an open password."""
    out = BytesIO()
    OfficeFile(BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def ole_with(name: str) -> bytes:
    """A sound OLE file whose one stream is called so: xlwt's container, its entry renamed."""
    book = xlwt.Workbook()
    book.add_sheet("表")
    out = BytesIO()
    book.save(out)
    data = bytearray(out.getvalue())
    at = data.index("Workbook".encode("utf-16-le"))
    title = name.encode("utf-16-le")
    data[at : at + 64] = title.ljust(64, b"\x00")
    data[at + 64 : at + 66] = pack("<H", len(title) + 2)
    return bytes(data)


def xls_of(book: Book) -> bytes:
    """An .xls with the cells, merged ranges, hidden rows and states of `book`; formulas become their values."""
    target = xlwt.Workbook(encoding="utf-8", style_compression=2)
    for sheet in book.sheets:
        page = target.add_sheet(sheet.name, cell_overwrite_ok=True)
        page.visibility = _STATES.index(sheet.state)
        for row in sheet.hidden_rows:
            page.row(row - 1).hidden = 1
        for top, left, bottom, right in sheet.merged:
            page.merge(top - 1, bottom - 1, left - 1, right - 1)
        for cell in sheet.cells.values():
            _put(page, cell)
    out = BytesIO()
    target.save(out)
    return out.getvalue()


def _put(page: xlwt.Worksheet, cell: Cell) -> None:
    row, column = page.row(cell.row - 1), cell.column - 1
    if cell.kind is CellKind.ERROR:
        row.set_cell_error(column, _ERRORS[str(cell.value)])
        return
    is_date = cell.kind is CellKind.DATE
    style = xlwt.easyxf(num_format_str="yyyy-mm-dd" if is_date else cell.number_format)
    value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
    page.write(cell.row - 1, column, value, style)


def ods_of(book: Book) -> bytes:
    """An .ods with the cells and states of `book`, row by row without repetition."""
    names = ["office:1.0", "table:1.0", "text:1.0", "style:1.0"]
    spaces = " ".join(f'xmlns:{name[:-4]}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for name in names)
    hidden = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    tables = "".join(_ods_table(sheet) for sheet in book.sheets)
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {spaces}>{hidden}{body}</office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _ods_table(sheet: Sheet) -> str:
    style = "" if sheet.state == "visible" else ' table:style-name="h"'
    lines = []
    for row in range(1, max(sheet.rows(), default=0) + 1):
        last = max((place[1] for place in sheet.cells if place[0] == row), default=0)
        cells = "".join(_ods_cell(sheet.at(row, column)) for column in range(1, last + 1))
        shape = ' table:visibility="collapse"' if row in sheet.hidden_rows else ""
        lines.append(f"<table:table-row{shape}>{cells}</table:table-row>")
    return f'<table:table table:name="{escape(sheet.name)}"{style}>{"".join(lines)}</table:table>'


def _ods_cell(cell: Cell | None) -> str:
    if cell is None or cell.kind is CellKind.NO_RESULT:
        return "<table:table-cell/>"
    kinds = {
        CellKind.NUMBER: f'"{"percentage" if "%" in cell.number_format else "float"}" office:value="{cell.value}"',
        CellKind.DATE: f'"date" office:date-value="{cell.value}"',
        CellKind.BOOLEAN: f'"boolean" office:boolean-value="{str(cell.value).lower()}"',
        CellKind.ERROR: '"string" office:string-value=""',
        CellKind.TEXT: '"string"',
    }
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell.value).split("\n"))
    return f"<table:table-cell office:value-type={kinds[cell.kind]}>{lines}</table:table-cell>"


def xlsb_of(book: Book) -> bytes:
    """An .xlsb with the cells and states of `book`; dates have the built-in format 14, numbers none."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{relation}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in range(1, len(book.sheets) + 1)
    )
    outer = f'<Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.bin"/>'
    bundle = b"".join(
        _record(156, pack("<II", _STATES.index(sheet.state), number) + _wide(f"rId{number}") + _wide(sheet.name))
        for number, sheet in enumerate(book.sheets, start=1)
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>'
        ),
        "_rels/.rels": _relations(outer),
        "xl/workbook.bin": _record(131) + _record(143) + bundle + _record(144) + _record(132),
        "xl/_rels/workbook.bin.rels": _relations(links),
        "xl/styles.bin": _record(278) + _record(617, pack("<I", 2)) + _xf(0) + _xf(14) + _record(618) + _record(279),
    }
    for number, sheet in enumerate(book.sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.bin"] = _xlsb_sheet(sheet)
    return zipped(parts)


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def _xlsb_sheet(sheet: Sheet) -> bytes:
    rows, columns = [row for row, _ in sheet.cells] or [1], [column for _, column in sheet.cells] or [1]
    box = pack("<IIII", min(rows) - 1, max(rows) - 1, min(columns) - 1, max(columns) - 1)
    data = b"".join(
        _record(0, pack("<IIH", row - 1, 0, 300) + bytes(7))
        + b"".join(_xlsb_cell(sheet.cells[place]) for place in sorted(sheet.cells) if place[0] == row)
        for row in sheet.rows()
    )
    return _record(129) + _record(148, box) + _record(145) + data + _record(146) + _record(130)


def _xf(number_format: int) -> bytes:
    return _record(47, pack("<HH", 0, number_format) + bytes(12))


def _xlsb_cell(cell: Cell) -> bytes:
    head = pack("<II", cell.column - 1, int(cell.kind is CellKind.DATE))
    if isinstance(cell.value, date):
        return _record(5, head + pack("<d", (cell.value - date(1899, 12, 30)).days))
    if isinstance(cell.value, bool):
        return _record(4, head + pack("<B", cell.value))
    if isinstance(cell.value, Decimal):
        return _record(5, head + pack("<d", float(cell.value)))
    if cell.kind is CellKind.ERROR:
        return _record(3, head + pack("<B", _ERRORS[str(cell.value)]))
    return _record(6, head + _wide(str(cell.value)))


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + length + body


def _wide(text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return pack("<I", len(raw) // 2) + raw
