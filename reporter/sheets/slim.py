"""Makes oversized sheets small before a parser sees them: formatted blanks and rows beyond the limit go."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from reporter.sheets.guard import is_sheet
from reporter.sheets.limits import check_cells

_LARGE = 2 * 1024 * 1024
_BLANK_CELL = re.compile(rb"<c(?:\s[^<>]*)?/>")
_BLANK_ROW = re.compile(rb"<row(?:\s[^<>]*)?(?:/>|>\s*</row>)")
_ROW = re.compile(rb'<row\b[^<>]*?\sr="(\d+)"')
_END = re.compile(rb"</sheetData\s*>")
_CELL = re.compile(rb"<c[\s>]")


def slimmed(package: ZipFile, data: bytes, most_rows: int) -> bytes:
    """`data` itself, or the package with its large sheets reduced to the rows and cells that say something.

    A row that holds no cell is dropped with its height and visibility. Unreadable E115 when more cells are left than
    any form has.
    """
    large = {part.filename for part in package.infolist() if is_sheet(part.filename) and part.file_size > _LARGE}
    if not large:
        return data
    result = BytesIO()
    cells = 0
    with ZipFile(result, "w", ZIP_DEFLATED, compresslevel=1) as lean:
        for name in package.namelist():
            content = package.read(name)
            if name in large:
                content = _reduced(content, most_rows)
                cells += sum(1 for _ in _CELL.finditer(content))
                check_cells(cells)
            lean.writestr(name, content)
    return result.getvalue()


def _reduced(sheet: bytes, most_rows: int) -> bytes:
    beyond = next((row.start() for row in _ROW.finditer(sheet) if int(row.group(1)) > most_rows), None)
    end = _END.search(sheet)
    if beyond is not None and end is not None:
        sheet = sheet[:beyond] + sheet[end.start() :]
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", sheet))
