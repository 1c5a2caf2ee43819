"""What stands between two values of a sheet, by pattern: the shapes by which rows lie side by side, every cell in one.

A seam ends one cell and begins the next; between them may be blank cells, ends and beginnings of rows. Forms have the
same columns, rows and styles over and over, so a seam is judged once and remembered, and so are all seams of a sheet.
"""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import chain
from typing import NamedTuple

from reporter.sheets.cells import column_letters
from reporter.sheets.limits import MOST_COLUMNS, MOST_ROWS
from reporter.sheets.swift.text import Odd, Remembered, resolved, text_of

_ATTRIBUTES = (
    rb'spans="\d{1,5}:\d{1,5}"|(?:s|outlineLevel)="\d{1,5}"|ht="\d{1,5}(?:\.\d{1,20})?"'
    rb'|(?:customFormat|customHeight|hidden|collapsed|thickBot|thickTop)="(?:[01]|true|false)"'
)
_EXTENSION = rb'|x14ac:dyDescent="\d{1,5}(?:\.\d{1,20})?"'
_BLANKS = rb'(?:<c r="[A-Z]{1,3}[1-9]\d{0,6}"(?: s="\d{1,5}")?(?: t="(?:n|s|str|b)")?/>)*+'
_OPENED = (
    rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="(\d{1,5})")?(?: t="(n|s|str|b)")?>(?:<f(?: aca="false")?>([^<]+)</f>)?<'
)
_CLOSED = rb"></c>" + _BLANKS
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]* hidden="(?:1|true)"')
_COLUMNS = {column_letters(number).encode(): number for number in range(1, MOST_COLUMNS + 1)}
_MOST_LAYOUTS, _LARGEST_LAYOUT = 256, 32 * 1024
Place = tuple[int, int]


class Seam(NamedTuple):
    """The cell that a seam begins, without its value, and the hidden rows that begin in it."""

    place: Place
    row: int
    column: int
    kind: bytes
    style: bytes
    formula: str
    hidden: tuple[int, ...]


class Layout(NamedTuple):
    """The cells of a sheet without their values, in columns. `ordered` says whether they stand by row and column."""

    places: tuple[Place, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    kinds: tuple[bytes, ...]
    styles: tuple[bytes, ...]
    formulas: tuple[str, ...]
    hidden: frozenset[int]
    ordered: bool


class Grammar:
    """Seams by where they stand; those between two values end one cell, so they begin and end inside a row."""

    def __init__(self, attributes: bytes) -> None:
        row = rb'<row r="[1-9]\d{0,6}"(?: (?:' + attributes + rb"))*"
        rows = rb"(?:" + row + rb"(?:/>|>" + _BLANKS + rb"</row>))*+"
        begun = rows + row + rb">" + _BLANKS
        self._first = Remembered(partial(_seam, re.compile(begun + _OPENED)))
        self._between = Remembered(partial(_seam, re.compile(_CLOSED + rb"(?:</row>" + begun + rb")?" + _OPENED)))
        self._last = Remembered(partial(_end, re.compile(_CLOSED + rb"</row>" + rows)))
        self._whole = Remembered(partial(_end, re.compile(rows)))
        self._layouts = Remembered(self._judge, most=_MOST_LAYOUTS, longest=_LARGEST_LAYOUT)

    def layout(self, seams: tuple[bytes, ...], size: int) -> Layout:
        """What all seams of a sheet say whose cell data has `size` bytes; Odd when one is not plain."""
        return self._layouts[seams] if size <= _LARGEST_LAYOUT else self._judge(seams)

    def _judge(self, seams: tuple[bytes, ...]) -> Layout:
        if len(seams) == 1:
            return Layout((), (), (), (), (), (), frozenset(self._whole[seams[0]]), True)
        found = [self._first[seams[0]], *map(self._between.__getitem__, seams[1:-1])]
        places, rows, columns, kinds, styles, formulas, hidden = zip(*found, strict=True)
        if len(set(places)) != len(places):
            raise Odd
        hidden_rows = frozenset(chain(self._last[seams[-1]], *hidden))
        return Layout(places, rows, columns, kinds, styles, formulas, hidden_rows, list(places) == sorted(places))


def _seam(pattern: re.Pattern[bytes], piece: bytes) -> Seam:
    found = pattern.fullmatch(piece)
    if found is None:
        raise Odd
    letters, digits, style, kind, formula = found.groups(b"")
    row, column = int(digits), _COLUMNS.get(letters)
    if column is None or row > MOST_ROWS:
        raise Odd
    said = f"={resolved(text_of(formula))}" if formula else ""
    return Seam((row, column), row, column, kind, style, said, _hidden(piece))


def _end(pattern: re.Pattern[bytes], piece: bytes) -> tuple[int, ...]:
    """Hidden rows where no value follows; Odd unless the cell data ends there as it should."""
    if pattern.fullmatch(piece) is None:
        raise Odd
    return _hidden(piece)


def _hidden(piece: bytes) -> tuple[int, ...]:
    return tuple(map(int, _HIDDEN_ROW.findall(piece))) if b" hidden=" in piece else ()


@cache
def grammar_of(*, extended: bool) -> Grammar:
    """The grammar without or with the attribute of rows that only Excel writes. It is made when a sheet is read."""
    return Grammar(_ATTRIBUTES + _EXTENSION if extended else _ATTRIBUTES)
