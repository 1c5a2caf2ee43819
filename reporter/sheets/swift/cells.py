"""The cell data of a worksheet part to cells, split at its values: seams and values in turn, every one judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from operator import getitem

from reporter.sheets.cells import GENERAL, Cell, CellKind
from reporter.sheets.swift.frame import StyleFormats
from reporter.sheets.swift.grammar import Grammar, Layout, Place
from reporter.sheets.swift.stored import EMPTY, Tables, number_in
from reporter.sheets.swift.text import Odd
from reporter.sheets.values import EPOCH, Content, number_content

_QUICK = b"v"
"""Where a value begins and ends, in `<v>` and `</v>`; few sheets have this letter elsewhere in their cell data."""
_EXACT = re.compile(rb"(?<=[</])v(?=>)")
_NUMERIC = frozenset((b"", b"n"))
Cells = dict[Place, Cell]


def read_cells(body: bytes, grammar: Grammar, tables: Tables, formats: StyleFormats) -> tuple[Cells, frozenset[int]]:
    """Cells by place in order, and hidden rows; Odd when anything in the cell data is not plain."""
    try:
        return _read(body, body.split(_QUICK), grammar, tables, formats)
    except Odd:
        return _read(body, _EXACT.split(body.replace(b"<v/>", b"<v></v>")), grammar, tables, formats)


def _read(
    body: bytes, pieces: Sequence[bytes], grammar: Grammar, tables: Tables, formats: StyleFormats
) -> tuple[Cells, frozenset[int]]:
    """Nothing is skipped: seams and values in turn, with the same letter between them, are the cell data."""
    if len(pieces) % 2 == 0:
        raise Odd
    layout = grammar.layout(tuple(pieces[0::2]), len(body))
    cells = _cells(layout, pieces[1::2], tables, formats) if layout.places else {}
    return cells if layout.ordered else dict(sorted(cells.items())), layout.hidden


def _cells(layout: Layout, values: Sequence[bytes], tables: Tables, formats: StyleFormats) -> Cells:
    """Built column by column, for a month holds a hundred thousand of them."""
    places, rows, columns, kinds, styles, formulas, *_ = layout
    try:
        contents = list(map(getitem, map(tables.__getitem__, kinds), values))
        shown = list(map(formats.shown.__getitem__, styles))
    except KeyError as fault:
        raise Odd from fault
    if not formats.dates.isdisjoint(styles):
        for at, (kind, style) in enumerate(zip(kinds, styles, strict=True)):
            if style in formats.dates and kind in _NUMERIC and values[at] != EMPTY:
                contents[at] = _day(values[at], shown[at])
    meanings, held = zip(*contents, strict=True)
    made = map(tuple.__new__, repeat(Cell), zip(rows, columns, meanings, held, formulas, shown, strict=True))
    found = dict(zip(places, made, strict=True))
    return _without_nothing(found, kinds, values) if None in meanings else found


@lru_cache(4096)
def _day(value: bytes, shown: str) -> Content:
    """What a number says whose format makes it a date."""
    return number_content(number_in(value), shown, EPOCH)


def _without_nothing(found: Cells, kinds: Sequence[bytes], values: Sequence[bytes]) -> Cells:
    """The cells that say something: blank ones fall away, a formula without a result is told."""
    kept = {}
    for (place, cell), written, value in zip(found.items(), kinds, values, strict=True):
        if cell.kind is not None:
            kept[place] = cell
        elif cell.formula:
            is_empty = value == EMPTY
            kind, content = (CellKind.TEXT, "") if written == b"str" and is_empty else (CellKind.NO_RESULT, None)
            shown = GENERAL if is_empty else cell.number_format
            kept[place] = cell._replace(kind=kind, value=content, number_format=shown)
    return kept
