"""The records of an .xls, walked before xlrd sees them: locked or not, how many cells, which of them are formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from reporter.sheets.cells import Unreadable
from reporter.sheets.limits import check_cells, check_sheets
from reporter.sheets.ole import stream

_BOF, _EOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FORMULAS = (0x0006, 0x0206, 0x0406)
_SINGLE = (*_FORMULAS, 0x0203, 0x0204, 0x0205, 0x00FD, 0x027E, 0x00D6)
_MULRK, _MULBLANK = 0x00BD, 0x00BE
_RK, _BLANK = 6, 2
"""Bytes of each cell in a record of many."""
_MOST_BLANKS, _MOST_RECORDS = 4_000_000, 3_000_000
"""For the whole workbook: several sheets may point at the same records."""
_HEAD = 20
"""FILEPASS is among the first records where there is one."""


def is_locked(data: bytes) -> bool:
    """Whether the workbook is encrypted."""
    head = (kind for (kind, _, _), _ in zip(_records(stream(data, "Workbook", "Book")), range(_HEAD), strict=False))
    return _FILEPASS in head


def formula_places(data: bytes) -> tuple[frozenset[tuple[int, int]], ...]:
    """Places (row, column from 1) of the formulas of each worksheet, in the order of the sheets.

    Unreadable E115 when the workbook holds more than any form.
    """
    walk = _Walk(content=stream(data, "Workbook", "Book"))
    listed = [at for kind, at, size in walk.part(0) if kind == _BOUNDSHEET and size >= 6]
    check_sheets(len(listed))
    starts = (unpack_from("<IBB", walk.content, at) for at in listed)
    return tuple(frozenset(walk.formulas(start)) for start, _, kind in starts if kind == 0)


def _records(content: bytes, start: int = 0) -> Iterator[tuple[int, int, int]]:
    """Kind, position and size of each record's body; ends before a body that is cut off."""
    at = start + 4
    while at <= len(content):
        kind, size = unpack_from("<HH", content, at - 4)
        if at + size > len(content):
            break
        yield kind, at, size
        at += size + 4


@dataclass(slots=True)
class _Walk:
    """A walk through the stream of a workbook that counts what it meets."""

    content: bytes
    records: int = 0
    filled: int = 0
    blanks: int = 0

    def part(self, start: int) -> Iterator[tuple[int, int, int]]:
        """The records from a BOF to its EOF; charts inside a sheet have their own and are passed over."""
        depth = 0
        for kind, at, size in _records(self.content, start):
            depth += (kind == _BOF) - (kind == _EOF)
            self.records += 1
            if depth <= 0:
                break
            if depth == 1:
                yield kind, at, size
            if self.records > _MOST_RECORDS or self.blanks > _MOST_BLANKS:
                raise Unreadable("E115", size=f"{self.records}条记录")

    def formulas(self, start: int) -> Iterator[tuple[int, int]]:
        """Places of the formulas of the sheet that starts there."""
        for kind, at, size in self.part(start):
            self.filled += 1 if kind in _SINGLE else max(size - 6, 0) // _RK if kind == _MULRK else 0
            self.blanks += max(size - 6, 0) // _BLANK if kind == _MULBLANK else 0
            check_cells(self.filled)
            if kind in _FORMULAS and size >= 4:
                row, column = unpack_from("<HH", self.content, at)
                yield row + 1, column + 1
