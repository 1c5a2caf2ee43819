"""The short way from an ordinary .xlsx to cells: about a tenth of what the faithful reader costs.

It answers only where it can prove that it loses nothing; for everything else it answers nothing and the faithful
reader (`ooxml`) looks. Both give the same book: a test holds it over thousands of damaged files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from reporter.sheets.cells import Book
from reporter.sheets.guard import check_content, check_directory, is_sheet, is_xml
from reporter.sheets.limits import MEGABYTE, MOST_CELLS, MOST_SHEETS
from reporter.sheets.swift.frame import formats_of, modified_in, outline, properties_in, strings_part
from reporter.sheets.swift.parcel import Part, directory, packed, unpacked
from reporter.sheets.swift.sheet import read_sheet
from reporter.sheets.swift.stored import tables_with
from reporter.sheets.swift.strings import strings_in
from reporter.sheets.swift.text import Odd, content_of, text_of

_MANIFEST, _BOOK, _STYLES = "[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"
_RELATIONS, _CORE, _CUSTOM = "xl/_rels/workbook.xml.rels", "docProps/core.xml", "docProps/custom.xml"
_MACROS = "vbaproject.bin"
_LARGEST = 2 * MEGABYTE
"""A part of a form has some hundred kilobytes; a larger one is not worth the short way."""
_SMALL, _MOST_KNOWN = 64 * 1024, 512
_known: dict[tuple[bytes, int, int, int], bytes] = {}
"""Content of small parts that were unpacked and checked, by everything it depends on: most forms share them."""


def read_plain(data: bytes) -> Book | None:
    """The workbook in `data`; None when it is not of the plain shape, for whatever reason."""
    try:
        listed = directory(data)
        check_directory(listed)
        return _read(data, listed)
    except Exception:  # Odd, Unreadable, and whatever else a damaged part makes of itself: the faithful reader looks
        return None


def _read(data: bytes, listed: Sequence[Part]) -> Book:
    known = [part.filename for part in listed]
    if _MACROS in "\n".join(known).lower():
        raise Odd
    parts = _Parts({part.filename: _content(data, part) for part in listed if is_xml(part.filename)})
    strings = strings_part(parts[_MANIFEST])
    tables = tables_with(strings_in(content_of(parts[strings])) if strings else [])
    formats = formats_of(parts[_STYLES])
    book = outline(text_of(content_of(parts[_BOOK])), parts[_RELATIONS])
    if len(book.sheets) > MOST_SHEETS:
        raise Odd
    sheets = []
    for name, state, part in book.sheets:
        sheet, is_linked = read_sheet(parts[part], name, state, tables, formats)
        folder, _, base = part.rpartition("/")
        if is_linked or f"{folder}/_rels/{base}.rels" in known:
            from reporter.sheets.attached import attached_in

            sheet = replace(sheet, attached=attached_in(ZipFile(BytesIO(data)), part, parts[part]))
        sheets.append(sheet)
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        raise Odd
    return Book(
        sheets=tuple(sheets),
        names=book.names,
        properties=properties_in(text_of(content_of(parts[_CUSTOM]))) if _CUSTOM in parts else {},
        modified=modified_in(parts[_CORE]) if _CORE in parts else None,
    )


def _content(data: bytes, part: Part) -> bytes:
    """The content of a part, checked."""
    if part.file_size > _LARGEST:
        raise Odd
    raw = packed(data, part)
    if part.file_size > _SMALL or is_sheet(part.filename):
        return _checked(raw, part)
    key = raw, part.method, part.crc, part.file_size
    content = _known.get(key)
    if content is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        content = _known[key] = _checked(raw, part)
    return content


def _checked(raw: bytes, part: Part) -> bytes:
    content = unpacked(raw, part)
    check_content(content, part.filename)
    return content


class _Parts(dict[str, bytes]):
    """Parts by name; one that is missing is nothing for the short way."""

    def __missing__(self, name: str) -> bytes:
        raise Odd
