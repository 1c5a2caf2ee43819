"""The parts of a workbook around its sheets. What many files share word for word is judged once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from lxml import etree

from reporter.core.values import dataclass
from reporter.sheets.formats import formats_in
from reporter.sheets.limits import NOT_IN_TITLE
from reporter.sheets.swift.text import MAIN, Odd, Remembered, content_of, covering, resolved, text_of
from reporter.sheets.values import MODIFIED, beijing_time, name_value

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKBOOK = "/xl/workbook.xml"
_PACKAGE = r"http://schemas\.openxmlformats\.org/package/2006"
_SAID = r'[^"<&\t\n]*'
_SPACE = r"[ \t\n]*"
_TYPES = re.compile(rf'<Types xmlns="{_PACKAGE}/content-types">{_SPACE}(.*)</Types>{_SPACE}', re.S)
_TYPE = re.compile(
    rf'(<(?:Default Extension="{_SAID}"|Override PartName="({_SAID})") ContentType="({_SAID})"/>{_SPACE})'
)
_TYPE_OF_WORKBOOKS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TYPE_OF_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_RELATIONS = re.compile(rf'<Relationships xmlns="{_PACKAGE}/relationships">{_SPACE}(.*)</Relationships>{_SPACE}', re.S)
_RELATION = re.compile(rf'(<Relationship((?: (?:Id|Type|Target)="{_SAID}"){{3}})/>{_SPACE})')
_ATTRIBUTE = re.compile(r' (\w+)="([^"]*)"')
_NUMBER = r'"-?[0-9]{1,9}"'
_OWN_FRAME = re.compile(
    rf'<workbook xmlns="{re.escape(MAIN)}" xmlns:r="{re.escape(_OFFICE)}">'
    rf'<fileVersion appName="xl" lastEdited={_NUMBER} lowestEdited={_NUMBER} rupBuild={_NUMBER}/>'
    rf"<workbookPr defaultThemeVersion={_NUMBER}/>"
    r'(?:<workbookProtection lockStructure="1"/>)?'
    rf"<bookViews><workbookView xWindow={_NUMBER} yWindow={_NUMBER} windowWidth={_NUMBER} windowHeight={_NUMBER}"
    rf"(?: firstSheet={_NUMBER})?(?: activeTab={_NUMBER})?/></bookViews>"
    rf'<sheets></sheets><calcPr calcId={_NUMBER} fullCalcOnLoad="1"/></workbook>{_SPACE}'
)
"""The workbook part without sheets and names as a form has it when it is issued."""
_CORE = re.compile(
    r"<cp:coreProperties((?: xmlns:\w+=\"[^\"<&]*\")+)>"
    r'((?:<((?:cp|dc|dcterms):[A-Za-z]+)(?: xsi:type="dcterms:W3CDTF")?(?:/>|>[^<]*</\3>))*)</cp:coreProperties>'
    + _SPACE
)
_MODIFIED = re.compile(r'<dcterms:modified(?: xsi:type="dcterms:W3CDTF")?(?:/>|>([^<]*)<)')
_SHEET = re.compile(
    r'(<sheet name="([^"<]{1,31})" sheetId="\d{1,5}"(?: state="(visible|hidden|veryHidden)")? r:id="([^"<&]+)"/>)'
)
_NAME = re.compile(
    r'(<definedName name="([^"<]+)"(?: localSheetId="(\d{1,3})")?(?: hidden="[01]")?>([^<]*)</definedName>)'
)
_LOCAL_ONLY = ("_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase")
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
class StyleFormats:
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
    parts = [(name, of) for _, name, of in _listed(_TYPES, _TYPE, manifest) if name]
    if [(name, of) for name, of in parts if of.endswith(".main+xml")] != [(_WORKBOOK, _TYPE_OF_WORKBOOKS)]:
        raise Odd
    return next((name[1:] for name, of in parts if of == _TYPE_OF_STRINGS), "")


@lru_cache(_MANY)
def formats_of(styles: bytes) -> StyleFormats:
    """What the styles part says of numbers; Odd when it cannot be read."""
    content_of(styles)
    try:
        found = formats_in(styles)
    except (ValueError, etree.XMLSyntaxError) as fault:
        raise Odd from fault
    if not found.shown:
        raise Odd
    known = {str(number).encode(): one for number, one in enumerate(found.shown)}
    dates = {str(number).encode() for number in found.dates}
    return StyleFormats(shown={**known, b"": known[b"0"]}, dates=frozenset(dates | ({b""} if b"0" in dates else set())))


@lru_cache(_MANY)
def targets(relations: bytes) -> Mapping[str, str]:
    """Parts of the workbook by relation."""
    found = {}
    rows = _listed(_RELATIONS, _RELATION, relations)
    for _, attributes in rows:
        row = dict(_ATTRIBUTE.findall(attributes))
        if row.keys() != {"Id", "Type", "Target"} or "chartsheet" in row["Type"]:
            raise Odd
        target = row["Target"]
        found[row["Id"]] = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
    if len(found) != len(rows):
        raise Odd
    return found


def _listed(whole: re.Pattern[str], entry: re.Pattern[str], part: bytes) -> list[tuple[str, ...]]:
    """The entries of a part that is a plain list of them."""
    found = whole.fullmatch(text_of(content_of(part)))
    if found is None:
        raise Odd
    return covering(entry, found[1])


@lru_cache(_MANY)
def _check_frame(frame: str) -> None:
    """Odd unless openpyxl can read the workbook part without its sheets and names, and dates count from 1900.

    It is asked, and loaded, only about one that the forms do not have as they are issued.
    """
    if _OWN_FRAME.fullmatch(frame):
        return
    from openpyxl.packaging.workbook import WorkbookPackage

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
    return Outline(sheets=_sheets(sheets, relations), names=_global(names))


@lru_cache(_MANY)
def _sheets(sheets: str, relations: bytes) -> tuple[tuple[str, str, str], ...]:
    """The sheets as (name, state, part)."""
    parts = targets(relations)
    found = []
    for _, name, state, relation in covering(_SHEET, sheets):
        title = resolved(name)
        if relation not in parts or NOT_IN_TITLE.search(title):
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


def modified_in(content: bytes) -> datetime | None:
    """The last-saved time that docProps/core.xml tells, naive Beijing time."""
    core = content_of(content)
    text = text_of(core)
    whole = _CORE.fullmatch(text)
    if whole and "&" not in text and _prefixes[whole[1]] and text.count("<dcterms:modified") == 1:
        found = _MODIFIED.search(text)
        moment = found[1] if found else None
    else:
        try:
            moment = etree.fromstring(core).findtext(MODIFIED)
        except etree.XMLSyntaxError as fault:
            raise Odd from fault
    try:
        return beijing_time(datetime.fromisoformat(moment)) if moment else None
    except (ValueError, OverflowError):
        return None


def _are_usual(declared: str) -> bool:
    """Whether the prefixes that are declared are all that `_CORE` lets pass, and mean what they usually do."""
    try:
        known: Any = etree.fromstring(f"<cp:coreProperties{declared}/>").nsmap
    except etree.XMLSyntaxError:
        return False
    return {"cp", "dc", "dcterms", "xsi"} <= known.keys() and f"{{{known['dcterms']}}}modified" == MODIFIED


_prefixes = Remembered(_are_usual)
