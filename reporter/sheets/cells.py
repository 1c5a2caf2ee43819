"""Cells as read from a file, without any library's types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from reporter.core.values import dataclass

Value = str | Decimal | bool | date | datetime | None


GENERAL = "General"
"""The number format of a cell that has none."""

_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})", re.ASCII)


class CellKind(Enum):
    """What stands in a cell. A cell with nothing or only white space is absent from its sheet."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    NO_RESULT = "no_result"
    """A formula whose result the file does not hold."""


class Cell(NamedTuple):
    """One cell. `row` and `column` count from 1; `value` is Decimal for numbers, the mark (#N/A) for errors.

    A named tuple, for a month holds a hundred thousand of them.
    """

    row: int
    column: int
    kind: CellKind
    value: Value
    formula: str = ""
    number_format: str = GENERAL

    @property
    def address(self) -> str:
        """A1 style: H7."""
        return address(self.row, self.column)

    @property
    def text(self) -> str:
        """What a user would say stands in the cell."""
        if self.kind is CellKind.TEXT:
            return str(self.value)
        if isinstance(self.value, Decimal):
            if "%" in self.number_format:
                return f"{(self.value * 100).normalize():f}%"
            return f"{self.value.normalize():f}"
        if isinstance(self.value, datetime):
            return self.value.date().isoformat()
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One worksheet: its non-empty cells by (row, column), row by row, and what affects how they are read."""

    name: str
    state: str = "visible"
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges as (first row, first column, last row, last column)."""
    hidden_rows: frozenset[int] = frozenset()
    attached: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    """Kinds of what hangs on cells besides their content: 批注, 图片, 图形, 超链接; our own comments are left out."""

    def at(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    def rows(self) -> Iterator[int]:
        """Numbers of the rows that hold a cell, ascending."""
        return iter(sorted({row for row, _ in self.cells}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be said of a file that could be read: a catalogue code and the values that fill its sentence."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook as read. `modified` is the last-saved time inside the file, naive Beijing time where known."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    modified: datetime | None = None
    remarks: tuple[Remark, ...] = ()


class Unreadable(Exception):
    """A file that cannot be read as a workbook; `code` is the catalogue code, `values` fill its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def column_letters(column: int) -> str:
    """Column number (from 1) to letters.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Row and column (from 1) to an A1 address."""
    return f"{column_letters(column)}{row}"


def place_of(address: str) -> tuple[int, int]:
    """Row and column (from 1) of an A1 address; ValueError when it is none.

    >>> place_of("AB7")
    (7, 28)
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(address)
    column = 0
    for letter in found[1].upper():
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column
