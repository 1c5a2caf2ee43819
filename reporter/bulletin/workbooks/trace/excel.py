"""Formulas of a figure in a spreadsheet's own words, over the tables that the workbook holds."""

from __future__ import annotations

from collections.abc import Mapping

from reporter.core.values import dataclass
from reporter.record.trace.terms import (
    AtLeast,
    Cell,
    Count,
    Known,
    Op,
    ShareOfWhole,
    Table,
    Term,
    Total,
    Where,
)
from reporter.sheets.cells import column_letters

_SIGNS = {"＋": "+", "−": "-", "×": "*", "÷": "/"}
_COMPARE = {"＝": "=", "≠": "<>", "＞": ">", "≥": ">="}
_TOTALS = {"合计": "SUMIFS", "平均": "AVERAGEIFS"}


class NoFormula(Exception):
    """A term for which spreadsheets of every age have no formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Where a table stands: the sheet row of its first row."""

    table: Table
    first: int

    def cell(self, key: str, column: str) -> str:
        """The address of one entry."""
        row = self.first + list(self.table.rows).index(key)
        return f"'{self.table.name}'!${self._letters(column)}${row}"

    def range(self, column: str) -> str:
        """The range of a column."""
        letters, last = self._letters(column), self.first + max(len(self.table.rows), 1) - 1
        return f"'{self.table.name}'!${letters}${self.first}:${letters}${last}"

    def _letters(self, column: str) -> str:
        return column_letters(self.table.columns.index(column) + 1)


Grids = Mapping[str, Grid]


def formula(term: Term, grids: Grids) -> str:
    """The formula, beginning with =; NoFormula where there is none."""
    return f"={_said(term, grids)}"


def _said(term: Term, grids: Grids) -> str:
    match term:
        case Cell():
            return grids[term.table].cell(term.key, term.column)
        case Known(value=value):
            return str(value) if value.denominator == 1 else f"({value.numerator}/{value.denominator})"
        case Count():
            return _counted(term, grids)
        case Total():
            return _totalled(term, grids)
        case AtLeast():
            return f"MAX({_said(term.term, grids)},{term.floor})"
        case ShareOfWhole():
            raise NoFormula
        case Op():
            return f"({_said(term.left, grids)}{_SIGNS[term.sign]}{_said(term.right, grids)})"


def _counted(term: Count, grids: Grids) -> str:
    grid = grids[term.table]
    if not term.where:
        return f"COUNTA({grid.range(grid.table.columns[0])})"
    return f"COUNTIFS({_criteria(term.where, grid, grids)})"


def _totalled(term: Total, grids: Grids) -> str:
    grid = grids[term.table]
    if term.kind not in _TOTALS or not term.where:
        raise NoFormula
    return f"{_TOTALS[term.kind]}({grid.range(term.column)},{_criteria(term.where, grid, grids)})"


def _criteria(where: tuple[Where, ...], grid: Grid, grids: Grids) -> str:
    return ",".join(f"{grid.range(one.column)},{_criterion(one, grids)}" for one in where)


def _criterion(where: Where, grids: Grids) -> str:
    if isinstance(where.value, Cell):
        return f'"{_COMPARE[where.sign]}"&{_said(where.value, grids)}'
    if where.sign == "含":
        return f'"*|{where.value}|*"'
    value = str(where.value).replace("~", "~~").replace("*", "~*").replace("?", "~?").replace('"', '""')
    return f'"{_COMPARE[where.sign]}{value}"'
