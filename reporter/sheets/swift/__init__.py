"""The short way from an ordinary .xlsx to cells: about a tenth of what the faithful reader costs.

It answers only where it can prove that it loses nothing; for everything else it answers nothing and the faithful
reader (`ooxml`) looks. Both give the same book: a test holds it over thousands of damaged files.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from lxml import etree

from reporter.sheets.attached import attached_in
from reporter.sheets.cells import Book, Unreadable
from reporter.sheets.guard import ZIP_FAULTS, check_content, check_directory, is_sheet, is_xml
from reporter.sheets.limits import MEGABYTE, MOST_CELLS, MOST_SHEETS
from reporter.sheets.swift.frame import formats_in, outline, properties_in, strings_part
from reporter.sheets.swift.parcel import packed, unpacked
from reporter.sheets.swift.sheet import read_sheet
from reporter.sheets.swift.stored import tables_with
from reporter.sheets.swift.strings import strings_in
from reporter.sheets.swift.text import Odd, content_of, text_of
from reporter.sheets.values import beijing_time

_MANIFEST, _BOOK, _STYLES = "[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"
_RELATIONS, _CORE, _CUSTOM = "xl/_rels/workbook.xml.rels", "docProps/core.xml", "docProps/custom.xml"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_LARGEST = 2 * MEGABYTE
"""A part of a form has some hundred kilobytes; a larger one is not worth the short way."""
_SMALL, _MOST_KNOWN = 64 * 1024, 512
_known: dict[tuple[str, bytes], bytes] = {}
"""Content of small parts that were unpacked and checked, by name and packed bytes: most forms share them."""


def read_plain(data: bytes) -> Book | None:
    """The workbook in `data`; None when it is not of the plain shape, for whatever reason."""
    try:
        package = ZipFile(BytesIO(data))
        check_directory(package.infolist())
        return _read(data, package)
    except (Odd, Unreadable, RuntimeError, *ZIP_FAULTS):
        return None


def _read(data: bytes, package: ZipFile) -> Book:
    parts = _parts(data, package)
    if any(name.lower().endswith("vbaproject.bin") for name in package.namelist()):
        raise Odd
    strings = strings_part(parts[_MANIFEST])
    tables = tables_with(strings_in(content_of(parts[strings])) if strings else [])
    formats = formats_in(parts[_STYLES])
    book = outline(text_of(content_of(parts[_BOOK])), parts[_RELATIONS])
    if len(book.sheets) > MOST_SHEETS:
        raise Odd
    sheets = []
    for name, state, part in book.sheets:
        sheet, is_linked = read_sheet(parts[part], name, state, tables, formats)
        folder, _, base = part.rpartition("/")
        if is_linked or f"{folder}/_rels/{base}.rels" in package.NameToInfo:
            sheet = replace(sheet, attached=attached_in(package, part, parts[part]))
        sheets.append(sheet)
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        raise Odd
    return Book(
        sheets=tuple(sheets),
        names=book.names,
        properties=properties_in(text_of(content_of(parts[_CUSTOM]))) if _CUSTOM in parts else {},
        modified=_modified(parts.get(_CORE)),
    )


def _parts(data: bytes, package: ZipFile) -> dict[str, bytes]:
    """The content of every part, checked; those of which nothing is read are left out."""
    found = _Parts()
    for part in package.infolist():
        if is_xml(part.filename):
            found[part.filename] = _content(data, part)
    return found


def _content(data: bytes, part: ZipInfo) -> bytes:
    raw = packed(data, part) if part.file_size <= _LARGEST else None
    if raw is None:
        raise Odd
    key = (part.filename, raw)
    if key in _known:
        return _known[key]
    content = unpacked(raw, part)
    if content is None:
        raise Odd
    check_content(content, part.filename)
    if len(content) <= _SMALL and not is_sheet(part.filename):
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[key] = content
    return content


class _Parts(dict[str, bytes]):
    """Parts by name; one that is missing is nothing for the short way."""

    def __missing__(self, name: str) -> bytes:
        raise Odd


def _modified(core: bytes | None) -> datetime | None:
    """The last-saved time, naive Beijing time."""
    try:
        found = etree.fromstring(content_of(core)).findtext(_MODIFIED) if core else None
        return beijing_time(datetime.fromisoformat(found)) if found else None
    except etree.XMLSyntaxError as fault:
        raise Odd from fault
    except (ValueError, OverflowError):
        return None
