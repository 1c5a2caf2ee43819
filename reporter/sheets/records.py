"""The records of an .xls, walked before xlrd sees them: locked or not, how many cells, which of them are formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from reporter.sheets.cells import Unreadable
from reporter.sheets.limits import check_cells
from reporter.sheets.ole import stream

_BOF, _EOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FORMULAS = (0x0006, 0x0206, 0x0406)
_SINGLE = (*_FORMULAS, 0x0203, 0x0204, 0x0205, 0x00FD, 0x027E, 0x00D6)
_MULRK, _MULBLANK = 0x00BD, 0x00BE
_RK, _BLANK = 6, 2
"""Bytes of each cell in a record of many."""
_MOST_BLANKS = 4_000_000
_HEAD = 20
"""FILEPASS is among the first records where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRecords:
    """Places (row, column from 1) of the formulas of each worksheet, in the order of the sheets."""

    formulas: tuple[frozenset[tuple[int, int]], ...]


def is_locked(data: bytes) -> bool:
    """Whether the workbook is encrypted."""
    head = (kind for (kind, _, _), _ in zip(_records(stream(data, "Workbook", "Book")), range(_HEAD), strict=False))
    return _FILEPASS in head


def book_records(data: bytes) -> BookRecords:
    """The formulas of the workbook; Unreadable E115 when it holds more cells than any form."""
    content = stream(data, "Workbook", "Book")
    starts = [
        unpack_from("<IH", content, at) for kind, at, size in _records(content) if kind == _BOUNDSHEET and size > 5
    ]
    _check_amount(content)
    sheets = [start for start, shape in starts if shape >> 8 == 0]
    return BookRecords(formulas=tuple(_formulas(content, start) for start in sheets))


def _records(content: bytes, start: int = 0) -> Iterator[tuple[int, int, int]]:
    """Kind, position and size of each record's body; ends before a body that is cut off."""
    at = start + 4
    while at <= len(content):
        kind, size = unpack_from("<HH", content, at - 4)
        if at + size > len(content):
            break
        yield kind, at, size
        at += size + 4


def _check_amount(content: bytes) -> None:
    filled = blanks = 0
    for kind, _, size in _records(content):
        filled += 1 if kind in _SINGLE else max(size - 6, 0) // _RK if kind == _MULRK else 0
        blanks += max(size - 6, 0) // _BLANK if kind == _MULBLANK else 0
    check_cells(filled)
    if blanks > _MOST_BLANKS:
        raise Unreadable("E115", size=f"{blanks}个空格子")


def _formulas(content: bytes, start: int) -> frozenset[tuple[int, int]]:
    """Places of the formulas of the sheet that starts there; charts inside it have their own BOF and EOF."""
    found, depth = set(), 0
    for kind, at, size in _records(content, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            break
        if depth == 1 and kind in _FORMULAS and size >= 4:
            row, column = unpack_from("<HH", content, at)
            found.add((row + 1, column + 1))
    return frozenset(found)
