"""Tables of the register to a plan, with the place of every row and a problem for every cell that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from reporter.core.problem import Place, Problem, problem
from reporter.core.values import dataclass
from reporter.plan.convert import NUMERIC, clean, plain
from reporter.plan.model import Plan, PlanHead
from reporter.plan.tables import TABLES, Column, Table
from reporter.sheets.cells import Cell, CellKind, Sheet, address

_HEADING_ROWS = 10
_STAND_INS = {"name": "", "number": "", "issuer": "", "leader": ""}
"""What 方案 is read as where it is not filled, so that the rest is checked too; the fault stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a table stands: its file, the column of each heading, and the row of each row of the plan, in order."""

    file: str
    columns: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A register as read.

    `plan` is None when a table or a column is missing or 方案 cannot be read: then nothing else can be said of it.
    A row with a cell that its record cannot do without is left out of the plan; `dropped` holds the codes of such rows;
    of a step or part its table and indicator: “节点 A1-K09”.
    """

    plan: Plan | None
    problems: tuple[Problem, ...] = ()
    where: Mapping[str, Origin] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()

    def place(self, table: str, index: int | None = None, heading: str = "") -> Place:
        """The cell of a row of the plan; the heading's cell without `index`, the whole table without both."""
        origin = self.where[table]
        column = origin.columns.get(heading, 0)
        if index is not None:
            return Place(file=origin.file, sheet=table, cell=address(origin.rows[index], column or 1))
        return Place(file=origin.file, sheet=table)


@dataclass(slots=True)
class _Read:
    """What has been read of one table so far."""

    table: Table
    file: str
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[Any] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)

    def at(self, row: int, heading: str) -> Place:
        return Place(file=self.file, sheet=self.table.name, cell=address(row, self.columns[heading]))

    def blame(self, code: str, row: int, column: Column, **values: str) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(problem(code, self.at(row, column.heading), heading=column.heading, **values))


def load(sheets: Mapping[str, tuple[str, Sheet]], file: str, problems: tuple[Problem, ...] = ()) -> Loaded:
    """The register in `sheets` (table name → its file and cells); `file` is blamed for a table that is not there.

    `problems` are those already found while opening; a table they explain is not reported missing again.
    """
    found = list(problems)
    explained = {known.place.sheet for known in problems}
    reads: dict[str, _Read] = {}
    for table in TABLES:
        if table.name in sheets:
            reads[table.name] = _read_table(table, *sheets[table.name])
        elif table.name not in explained:
            found.append(_missing_table(table, file))
    found += [known for read in reads.values() for known in read.problems]
    whole = len(reads) == len(TABLES) and all(set(read.columns) >= set(read.table.headings) for read in reads.values())
    head = reads.get("方案")
    if head is not None and len(head.rows) != 1 and not head.problems:
        found.append(problem("P111", Place(file=head.file, sheet="方案"), count=len(head.rows)))
    return Loaded(
        plan=_plan(reads) if whole and head is not None and len(head.rows) == 1 else None,
        problems=tuple(found),
        where={name: Origin(file=r.file, columns=r.columns, rows=tuple(r.numbers)) for name, r in reads.items()},
        dropped=frozenset().union(*(read.dropped for read in reads.values())),
    )


def _plan(reads: Mapping[str, _Read]) -> Plan:
    values = {read.table.field: tuple(read.rows) for read in reads.values()}
    return Plan(**{**values, "head": values["head"][0]})


def _missing_table(table: Table, file: str) -> Problem:
    place = Place(file=file, sheet=table.name)
    return problem("P101", place, table=table.name, columns=" ".join(table.headings))


def _read_table(table: Table, file: str, sheet: Sheet) -> _Read:
    read = _Read(table=table, file=file)
    top, headings = _heading_row(table, sheet)
    _find_columns(read, headings, top)
    if set(read.columns) >= set(table.headings):
        for row in sheet.rows():
            if row > top:
                _read_row(read, sheet, row)
    return read


def _heading_row(table: Table, sheet: Sheet) -> tuple[int, Mapping[int, str]]:
    """The row among the first ten that holds most of the headings, since clerks put titles above a table; its texts."""
    known = set(table.headings)
    candidates: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        if row <= _HEADING_ROWS:
            candidates.setdefault(row, {})[column] = plain(cell.text)
    return max(candidates.items(), key=lambda one: (len(known.intersection(one[1].values())), -one[0]), default=(1, {}))


def _find_columns(read: _Read, headings: Mapping[int, str], top: int) -> None:
    """Columns by heading, wherever they were moved to; a missing or doubled heading is a problem."""
    for heading in read.table.headings:
        columns = sorted(column for column, text in headings.items() if text == heading)
        if columns:
            read.columns[heading] = columns[0]
        else:
            read.problems.append(problem("P102", Place(file=read.file, sheet=read.table.name), heading=heading))
        if len(columns) > 1:
            other = address(top, columns[1])
            read.problems.append(problem("P103", read.at(top, heading), heading=heading, other=other))


def _read_row(read: _Read, sheet: Sheet, row: int) -> None:
    cells = {column.heading: sheet.at(row, read.columns[column.heading]) for column in read.table.columns}
    texts = {heading: clean(cell.text) if cell else "" for heading, cell in cells.items()}
    if not any(texts.values()) and all(cell is None or cell.kind is CellKind.TEXT for cell in cells.values()):
        return
    values: dict[str, Any] = {}
    for column in read.table.columns:
        cell, text = cells[column.heading], texts[column.heading]
        try:
            values[column.field] = _value(read, row, column, cell, text)
        except ValueError:
            if not column.required:
                values[column.field] = column.form.read("")
    if read.table.row is PlanHead and "year" in values:
        values = {**_STAND_INS, "issued": date(values["year"], 1, 1), **values}
    if len(values) == len(read.table.columns):
        read.rows.append(read.table.row(**values))
        read.numbers.append(row)
    elif read.table.key:
        read.dropped.add(plain(texts[read.table.key]))
    elif "指标" in texts:
        read.dropped.add(f"{read.table.name} {plain(texts['指标'])}")


def _value(read: _Read, row: int, column: Column, cell: Cell | None, text: str) -> Any:
    """The value of one cell; ValueError where it has none. Whatever is wrong with it is among the problems then."""
    if cell is not None and cell.kind in (CellKind.ERROR, CellKind.NO_RESULT):
        read.blame("P108", row, column, seen=cell.text or cell.formula)
        raise ValueError(text)
    if not text and column.required:
        read.blame("P104", row, column)
        raise ValueError(text)
    try:
        value = column.form.read(text)
    except ValueError:
        read.blame(column.form.code, row, column, seen=text, wanted=column.form.wanted)
        raise
    if text.endswith(("%", "％")) and column.form in NUMERIC:
        read.blame("P109", row, column, seen=text)
    return value
