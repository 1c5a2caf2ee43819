"""One worksheet part to cells by pattern, where every character of its cell data is of the plain shape.

Nothing is skipped: the matches cover the cell data from end to end, rows are proved to be well nested, and what stands
around the cell data goes through an XML parser.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from lxml import etree
from openpyxl.utils.cell import range_boundaries

from reporter.sheets.cells import Sheet
from reporter.sheets.limits import Area, clipped_merges
from reporter.sheets.swift.cells import read_cells
from reporter.sheets.swift.frame import Formats
from reporter.sheets.swift.grammar import EXTENDED, PLAIN, Grammar
from reporter.sheets.swift.stored import Tables
from reporter.sheets.swift.text import MAIN, Odd, Remembered, content_of, resolved, text_of
from reporter.sheets.values import covered_places

_OPEN, _CLOSE, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_EXTENSION = ("x14ac", "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac")
_CELL_LIKE = ("{*}sheetData", "{*}row", "{*}c")
_PAGE_TEXT = re.compile(rb"<oddHeader>([^<]*)</oddHeader>")
"""The line above the page names the form; without it many forms have the same surroundings."""
_MOST_AROUND, _LONGEST_AROUND = 1024, 16_384


class Surroundings(NamedTuple):
    """What is said around the cell data: merged ranges, and which attributes a row may have."""

    merged: tuple[Area, ...]
    grammar: Grammar


def read_sheet(part: bytes, name: str, state: str, tables: Tables, formats: Formats) -> Sheet:
    """The sheet without what hangs on its cells; Odd when anything in it is not plain."""
    head, body, tail = _cut(part)
    surroundings = _surroundings(head, tail)
    merged = surroundings.merged
    found, hidden = read_cells(body, surroundings.grammar, tables, formats)
    covered = covered_places(merged, found.keys()) if merged else ()
    order = sorted(found)
    if covered or list(found) != order:
        found = {place: found[place] for place in order if place not in covered}
    return Sheet(name=name, state=state, cells=found, merged=merged, hidden_rows=hidden)


def _cut(part: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the cell data, the cell data, and what stands after it."""
    head, opened, rest = part.partition(_OPEN)
    if not opened:
        head, opened, tail = part.partition(_EMPTY)
        body, closed = b"", opened
    else:
        body, closed, tail = rest.rpartition(_CLOSE)
    if not closed:
        raise Odd
    return head, body, tail


def _surroundings(head: bytes, tail: bytes) -> Surroundings:
    """What is said around the cell data. No other cells can stand there."""
    page = _PAGE_TEXT.search(tail)
    if page is not None:
        resolved(text_of(page.group(1)))
        tail = tail[: page.start(1)] + tail[page.end(1) :]
    return _around[head + _EMPTY + tail]


def _read_around(around: bytes) -> Surroundings:
    try:
        root: Any = etree.fromstring(content_of(around))
        if root.tag != f"{{{MAIN}}}worksheet" or root.nsmap.get(None) != MAIN:
            raise Odd
        areas: list[Any] = [range_boundaries(area.get("ref", "")) for area in root.iter(f"{{{MAIN}}}mergeCell")]
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Odd from fault
    if any(None in area for area in areas) or [one.getparent() for one in root.iter(*_CELL_LIKE)] != [root]:
        raise Odd
    merged = clipped_merges((top, left, bottom, right) for left, top, right, bottom in areas)
    is_extended = root.nsmap.get(_EXTENSION[0]) == _EXTENSION[1]
    return Surroundings(merged=merged, grammar=EXTENDED if is_extended else PLAIN)


_around = Remembered(_read_around, most=_MOST_AROUND, longest=_LONGEST_AROUND)
