"""One worksheet part: its cell data goes to `cells`, what stands around that through an XML parser.

What is said around the cell data is remembered: most sheets of a month say the same there.
"""

from __future__ import annotations

from collections.abc import KeysView, Sequence, Set
from itertools import chain, product
from typing import Any, NamedTuple

from lxml import etree

from reporter.sheets.cells import Sheet, place_of
from reporter.sheets.limits import Area, clipped_merges
from reporter.sheets.swift.cells import read_cells
from reporter.sheets.swift.frame import StyleFormats
from reporter.sheets.swift.grammar import Grammar, Place, grammar_of
from reporter.sheets.swift.stored import Tables
from reporter.sheets.swift.text import MAIN, Odd, Remembered, content_of, resolved, text_of
from reporter.sheets.values import covered_places

_OPEN, _CLOSE, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_EXTENSION = ("x14ac", "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac")
_CELL_LIKE = tuple(f"{{{MAIN}}}{name}" for name in ("sheetData", "row", "c"))
_MERGE, _MERGES = f"{{{MAIN}}}mergeCell", f"{{{MAIN}}}mergeCells"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_PAGE = b"<oddHeader>"
_MOST_AROUND, _LONGEST_AROUND, _MOST_SWALLOWED = 1024, 16_384, 1000


class Surroundings(NamedTuple):
    """What is said around the cell data: merged ranges, which attributes a row may have, whether there are links."""

    merged: tuple[Area, ...]
    swallowed: frozenset[Place] | None
    """Every place that a merged range swallows; None where they are too many to be written down."""
    grammar: Grammar
    linked: bool


def read_sheet(part: bytes, name: str, state: str, tables: Tables, formats: StyleFormats) -> tuple[Sheet, bool]:
    """The sheet without what hangs on its cells, and whether links do; Odd when anything in it is not plain."""
    head, body, tail = _cut(part)
    surroundings = _surroundings(head, tail)
    found, hidden = read_cells(body, surroundings.grammar, tables, formats)
    covered = _covered(surroundings, found.keys())
    if covered:
        found = {place: cell for place, cell in found.items() if place not in covered}
    sheet = Sheet(name=name, state=state, cells=found, merged=surroundings.merged, hidden_rows=hidden)
    return sheet, surroundings.linked


def _covered(surroundings: Surroundings, places: KeysView[Place]) -> Set[Place]:
    if surroundings.swallowed is None:
        return covered_places(surroundings.merged, places)
    return places & surroundings.swallowed


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
    before, page, after = tail.rpartition(_PAGE)
    if page:
        text, end, rest = after.partition(b"<")
        _ = _page_texts[text]
        after = end + rest
    return _around[head + _EMPTY + before + page + after]


def _page_text(text: bytes) -> str:
    """The line above the page; Odd when it is no text. It names the form, so it is judged apart."""
    return resolved(text_of(text))


def _read_around(around: bytes) -> Surroundings:
    try:
        root: Any = etree.fromstring(content_of(around))
        if root.tag != f"{{{MAIN}}}worksheet" or root.nsmap.get(None) != MAIN:
            raise Odd
        areas = [_area(area.get("ref", "")) for area in _merge_elements(root)]
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Odd from fault
    if _has_cells(root):
        raise Odd
    merged = clipped_merges(areas)
    is_extended = root.nsmap.get(_EXTENSION[0]) == _EXTENSION[1]
    return Surroundings(
        merged=merged,
        swallowed=_swallowed(merged),
        grammar=grammar_of(extended=is_extended),
        linked=b"hyperlink" in around,
    )


def _merge_elements(root: Any) -> Sequence[Any]:
    """The merged ranges; Odd when one stands outside of the only list of them, or says more than its place."""
    found, lists = list(root.iter(_MERGE)), list(root.iter(_MERGES))
    if len(lists) > 1 or any(one.getparent() not in lists or one.keys() != ["ref"] or len(one) for one in found):
        raise Odd
    if any(set(one.keys()) - {"count"} or len(one) != len(found) for one in lists):
        raise Odd
    return found


def _area(reference: str) -> Area:
    """First row, first column, last row, last column; Odd unless they lie in order within the most a sheet can have."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last)
    if not (left <= right <= _LAST_COLUMN and top <= bottom <= _LAST_ROW):
        raise Odd
    return top, left, bottom, right


def _has_cells(root: Any) -> bool:
    """Whether something that looks like a cell, or a formula of one, stands anywhere but in the cell data."""
    found = [one.getparent() for one in root.iter(*_CELL_LIKE)]
    return found != [root] or any(one.getparent().get("r") for one in root.iter("{*}f"))


def _swallowed(merged: Sequence[Area]) -> frozenset[Place] | None:
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merged) > _MOST_SWALLOWED:
        return None
    ranges = (product(range(top, bottom + 1), range(left, right + 1)) for top, left, bottom, right in merged)
    return covered_places(merged, list(chain.from_iterable(ranges)))


_page_texts = Remembered(_page_text)
_around = Remembered(_read_around, most=_MOST_AROUND, longest=_LONGEST_AROUND)
