"""One worksheet part to cells by pattern, where every character of its cell data is of the plain shape.

Nothing is skipped: the matches cover the cell data from end to end, rows are proved to be well nested, and what stands
around the cell data goes through an XML parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from lxml import etree
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import WINDOWS_EPOCH
from openpyxl.utils.escape import unescape

from reporter.sheets.cells import GENERAL, Cell, CellKind, Sheet, column_letters
from reporter.sheets.limits import MOST_COLUMNS, MOST_ROWS, clipped_merges
from reporter.sheets.swift.frame import MAIN, Formats
from reporter.sheets.swift.text import Odd, content_of, covering, resolved, text_of
from reporter.sheets.values import NOTHING, Content, covered_places, number_content, plain_content

_OPEN, _CLOSE, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_FLAG = rb'"(?:[01]|true|false)"'
_ROW = (
    rb'<row r="[1-9]\d{0,6}"(?: (?:spans="\d{1,5}:\d{1,5}"|(?:s|outlineLevel)="\d{1,5}"|ht="\d{1,5}(?:\.\d{1,20})?"'
    rb'|x14ac:dyDescent="\d{1,5}(?:\.\d{1,20})?"'
    rb"|(?:customFormat|customHeight|hidden|collapsed|thickBot|thickTop)=" + _FLAG + rb"))*"
)
_NEXT = rb"(?=<row |\Z)"
_BLANK = rb'<c r="[A-Z]{1,3}[1-9]\d{0,6}"(?: s="\d{1,5}")?(?: t="(?:n|s|str|b)")?/>'
_SKIPPED = rb"(?:" + _BLANK + rb"|" + _ROW + rb">|</row>" + _NEXT + rb"|" + _ROW + rb"/>" + _NEXT + rb")*+"
_CELL = (
    rb'<c r="([A-Z]{1,3}[1-9]\d{0,6})"(?: s="(\d{1,5})")?(?: t="(n|s|str|b)")?>'
    rb'(?:<f(?: aca="false")?>([^<]+)</f>)?(?:<v>([^<]*)</v>|<v/>)</c>'
)
_TOKEN = re.compile(rb"(" + _SKIPPED + rb"(?:" + _CELL + rb"|\Z))")
_CLOSED_ROW = re.compile(rb"<row [^>]*/>")
_EXTENSION = b'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]* hidden="(?:1|true)"')
_CELL_LIKE = (b"<row ", b"<row>", b"<c ", b"<c>", b"sheetData")
_NUMBER = re.compile(rb"-?\d{1,18}(?:(\.\d{1,20})?(?:[eE][-+]?\d{1,3})?)")
_PAGE_TEXT = re.compile(rb"<oddHeader>([^<]*)</oddHeader>")
"""The line above the page names the form; without it many forms have the same surroundings."""
_COLUMNS = {column_letters(number): number for number in range(1, MOST_COLUMNS + 1)}
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_MOST_PLACES = 100_000
Place = tuple[int, int]
Areas = tuple[tuple[int, int, int, int], ...]
_places: dict[bytes, Place] = {}
"""Rows and columns by reference: all forms have the same ones."""


def read_sheet(part: bytes, name: str, state: str, strings: Sequence[Content], formats: Formats) -> Sheet:
    """The sheet without what hangs on its cells; Odd when anything in it is not plain."""
    content = content_of(part)
    start, end = content.find(_OPEN), content.rfind(_CLOSE)
    if start < 0:
        start = content.find(_EMPTY)
        body, head, tail = b"", content[:start], content[start + len(_EMPTY) :]
    else:
        body, head, tail = content[start + len(_OPEN) : end], content[:start], content[end + len(_CLOSE) :]
    if start < 0 or 0 <= end < start:
        raise Odd
    if b" x14ac:" in body and _EXTENSION not in head:
        raise Odd
    merged = _merged(head, tail)
    found = _cells(body, strings, formats)
    covered = covered_places(merged, found.keys()) if merged else ()
    order = sorted(found)
    if covered or list(found) != order:
        found = {place: found[place] for place in order if place not in covered}
    return Sheet(
        name=name,
        state=state,
        cells=found,
        merged=merged,
        hidden_rows=frozenset(map(int, _HIDDEN_ROW.findall(body))) if b" hidden=" in body else frozenset(),
    )


def _merged(head: bytes, tail: bytes) -> Areas:
    """Merged ranges, from what stands around the cell data."""
    if any(mark in head or mark in tail for mark in _CELL_LIKE):
        raise Odd
    page = _PAGE_TEXT.search(tail)
    if page is not None:
        resolved(text_of(page.group(1)))
        tail = tail[: page.start(1)] + tail[page.end(1) :]
    return _merged_around(head + _EMPTY + tail)


@lru_cache(256)
def _merged_around(around: bytes) -> Areas:
    try:
        root: Any = etree.fromstring(around)
        if root.tag != f"{{{MAIN}}}worksheet" or root.nsmap.get(None) != MAIN:
            raise Odd
        areas: list[Any] = [range_boundaries(area.get("ref", "")) for area in root.iter(f"{{{MAIN}}}mergeCell")]
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Odd from fault
    if any(None in area for area in areas):
        raise Odd
    return clipped_merges((top, left, bottom, right) for left, top, right, bottom in areas)


def _cells(body: bytes, strings: Sequence[Content], formats: Formats) -> dict[Place, Cell]:
    """Cells in the order in which they stand."""
    tokens = covering(_TOKEN, body)
    _check_nesting(body)
    find_style, find_place, new = formats.by_number.get, _places.get, tuple.__new__
    found: dict[Place, Cell] = {}
    for _, reference, number, kind, formula, value in tokens:
        if not reference:
            continue
        style = find_style(number)
        place = find_place(reference) or _place(reference)
        if style is None or place in found:
            raise Odd
        if kind == b"s" and value.isdigit():
            index = int(value)
            if index >= len(strings):
                raise Odd
            meaning, content = strings[index]
        else:
            meaning, content = _content(value, kind, *style)
        said = f"={resolved(text_of(formula))}" if formula else ""
        if meaning is not None:
            found[place] = new(Cell, (*place, meaning, content, said, style[0]))
        elif formula:
            meaning, content = (CellKind.TEXT, "") if kind == b"str" and not value else (CellKind.NO_RESULT, None)
            found[place] = new(Cell, (*place, meaning, content, said, style[0] if value else GENERAL))
    return found


def _place(reference: bytes) -> Place:
    """Row and column of a reference within the rows and columns that are looked at."""
    found = _REFERENCE.fullmatch(reference.decode())
    column = _COLUMNS.get(found.group(1)) if found else None
    if found is None or column is None or int(found.group(2)) > MOST_ROWS:
        raise Odd
    if len(_places) >= _MOST_PLACES:
        _places.clear()
    return _places.setdefault(reference, (int(found.group(2)), column))


def _check_nesting(body: bytes) -> None:
    """As many rows end as begin, and the first tag is a row's.

    The pattern lets only another row or the end follow a row that ends. So between two ends there is a beginning, and
    with as many of both there is exactly one: rows lie side by side and every cell is in one.
    """
    if body and not body.startswith(b"<row "):
        raise Odd
    if body.count(b"<row ") - len(_CLOSED_ROW.findall(body)) != body.count(b"</row>"):
        raise Odd


def _content(value: bytes, kind: bytes, shown: str, is_date: bool) -> Content:
    """What a stored value other than a shared text means, as the faithful reader understands it."""
    if kind == b"s":
        raise Odd
    if not value:
        return NOTHING
    if kind == b"str":
        return plain_content(unescape(resolved(text_of(value))))
    if kind == b"b":
        if value not in (b"0", b"1"):
            raise Odd
        return CellKind.BOOLEAN, value == b"1"
    if _NUMBER.fullmatch(value) is None:
        raise Odd
    number = int(value) if value.lstrip(b"-").isdigit() else float(value)
    return number_content(number, shown, WINDOWS_EPOCH) if is_date else plain_content(number)
