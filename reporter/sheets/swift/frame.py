"""The parts of a workbook around its sheets. What many files share word for word is judged once, by openpyxl."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import Workbook
from openpyxl.packaging.manifest import Manifest
from openpyxl.packaging.relationship import get_dependents
from openpyxl.packaging.workbook import WorkbookPackage
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, XLSX

from reporter.core.values import dataclass
from reporter.sheets.swift.text import MAIN, Odd, content_of, covering, resolved
from reporter.sheets.values import CHINESE_FORMATS, name_value

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_WORKBOOK = "/xl/workbook.xml"
_SHEET = re.compile(
    r'(<sheet name="([^"<]{1,31})" sheetId="\d{1,5}"(?: state="(visible|hidden|veryHidden)")? r:id="([^"<&]+)"/>)'
)
_NAME = re.compile(
    r'(<definedName name="([^"<]+)"(?: localSheetId="(\d{1,3})")?(?: hidden="[01]")?>([^<]*)</definedName>)'
)
_LOCAL_ONLY = ("_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase")
_BAD_TITLE = re.compile(r"[\\*?:/\[\]]")
_PROPERTY = re.compile(
    r'(<property fmtid="\{[-0-9A-Fa-f]{36}\}" pid="\d{1,5}" name="([^"<]+)"><vt:lpwstr>([^<]*)</vt:lpwstr></property>)'
)
_PROPERTIES = re.compile(
    r'<Properties xmlns="http://schemas\.openxmlformats\.org/officeDocument/2006/custom-properties" '
    r'xmlns:vt="http://schemas\.openxmlformats\.org/officeDocument/2006/docPropsVTypes">(.*)</Properties>\s*',
    re.S,
)
_MANY = 256
"""Different parts that are kept; a bureau's office program writes one set of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """Number format by style number as written, and the numbers that make a number a date; no number is number 0."""

    shown: Mapping[bytes, str]
    dates: frozenset[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Sheets as (name, state, part) in order, and the defined names of the whole workbook."""

    sheets: tuple[tuple[str, str, str], ...]
    names: Mapping[str, str]


@lru_cache(_MANY)
def strings_part(manifest: bytes) -> str:
    """The name of the part with the shared strings, empty without any; Odd unless this is an ordinary .xlsx."""
    content_of(manifest)
    try:
        root: Any = etree.fromstring(manifest)
        package: Any = Manifest.from_tree(root)
        book, texts = package.find(XLSX), package.find(SHARED_STRINGS)
    except Exception as fault:  # whatever openpyxl stumbles over
        raise Odd from fault
    if book is None or book.PartName != _WORKBOOK:
        raise Odd
    return texts.PartName[1:] if texts is not None else ""


@lru_cache(_MANY)
def formats_in(styles: bytes) -> Formats:
    """What the styles part says of numbers; Odd when it cannot be read."""
    content_of(styles)
    BUILTIN_FORMATS.update(CHINESE_FORMATS)
    book: Any = Workbook()
    try:
        apply_stylesheet(_alone(ARC_STYLE, styles), book)
        custom = book._number_formats
        shown = [
            custom[style.numFmtId - 164] if style.numFmtId > 163 else BUILTIN_FORMATS.get(style.numFmtId, "General")
            for style in book._cell_styles
        ]
    except Exception as fault:  # whatever openpyxl stumbles over
        raise Odd from fault
    known = {str(number).encode(): one for number, one in enumerate(shown)}
    dates = {str(number).encode() for number in range(len(shown)) if number in book._date_formats}
    return Formats(
        shown={**known, **({b"": known[b"0"]} if known else {})},
        dates=frozenset(dates | ({b""} if b"0" in dates else set())),
    )


@lru_cache(_MANY)
def targets(relations: bytes) -> Mapping[str, str]:
    """Parts of the workbook by relation."""
    content_of(relations)
    try:
        rows: Any = get_dependents(_alone(_RELATIONS, relations), _RELATIONS)
        found = {row.Id: row.target for row in rows}
    except Exception as fault:  # whatever openpyxl stumbles over
        raise Odd from fault
    if len(found) != len(list(rows)) or any("chartsheet" in row.Type for row in rows):
        raise Odd
    return found


def _alone(name: str, content: bytes) -> ZipFile:
    """A package that holds one part."""
    archive = BytesIO()
    with ZipFile(archive, "w") as package:
        package.writestr(name, content)
    return ZipFile(archive)


@lru_cache(_MANY)
def _check_frame(frame: str) -> None:
    """Odd unless openpyxl can read the workbook part without its sheets and names, and dates count from 1900."""
    try:
        root: Any = etree.fromstring(frame)
        package: Any = WorkbookPackage.from_tree(root)
        prefixes: Any = root.nsmap
        is_usual = root.tag == f"{{{MAIN}}}workbook" and (prefixes.get(None), prefixes.get("r")) == (MAIN, _OFFICE)
        is_usual = is_usual and not package.properties.date1904
    except Exception as fault:  # whatever openpyxl stumbles over
        raise Odd from fault
    if not is_usual or package.pivotCaches:
        raise Odd


def outline(text: str, relations: bytes) -> Outline:
    """Sheets and names of the workbook part; Odd when anything in it is not plain."""
    before, sheets, between = _cut(text, "sheets")
    middle, names, after = _cut(between, "definedNames") if "<definedNames>" in between else (between, "", "")
    _check_frame(f"{before}<sheets></sheets>{middle}{after}")
    return Outline(sheets=_listed(sheets, relations), names=_global(names))


@lru_cache(_MANY)
def _listed(sheets: str, relations: bytes) -> tuple[tuple[str, str, str], ...]:
    """The sheets as (name, state, part)."""
    parts = targets(relations)
    found = []
    for _, name, state, relation in covering(_SHEET, sheets):
        title = resolved(name)
        if relation not in parts or _BAD_TITLE.search(title):
            raise Odd
        found.append((title, state or "visible", parts[relation]))
    titles = {title.lower() for title, _, _ in found}
    if len(titles) != len(found) or len({part for *_, part in found}) != len(found):
        raise Odd
    return tuple(found)


def _cut(text: str, tag: str) -> tuple[str, str, str]:
    start, end = f"<{tag}>", f"</{tag}>"
    if text.count(start) != 1 or text.count(end) != 1 or text.count(tag) != 2:
        raise Odd
    before, _, rest = text.partition(start)
    inner, _, after = rest.partition(end)
    return before, inner, after


def _global(names: str) -> Mapping[str, str]:
    found = {}
    for _, name, local, value in covering(_NAME, names):
        if not local and name not in _LOCAL_ONLY:
            title = resolved(name)
            if title in found:
                raise Odd
            found[title] = name_value(resolved(value))
    return found


def properties_in(text: str) -> Mapping[str, str]:
    """Custom properties that are texts; Odd when there are others."""
    whole = _PROPERTIES.fullmatch(text)
    if whole is None:
        raise Odd
    found = covering(_PROPERTY, whole.group(1))
    if len({name for _, name, _ in found}) != len(found):
        raise Odd
    return {resolved(name): resolved(value) for _, name, value in found}
