"""Where the rows and columns of a form stand in a returned sheet: rows by token, columns by mark and heading.

Nothing is found by position, so inserted, deleted, sorted and moved rows and columns do no harm (DESIGN 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from reporter.core.problem import Place, Problem, problem
from reporter.core.values import dataclass
from reporter.forms.model import FormRow, FormSheet
from reporter.forms.tokens import Token, parse
from reporter.intake.spot import Spot
from reporter.intake.submission import ReturnedFile
from reporter.sheets.cells import Cell, CellKind, Sheet, address, column_letters

_TOKEN_COLUMNS = 12
"""Tokens are looked for in the first columns, since some may have been inserted before theirs."""
_FEWEST_MATCHES = 2
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose return is being read: the file and the bureau's code."""

    file: ReturnedFile
    bureau: str

    def problem(self, code: str, sheet: str = "", cell: str = "", *, seen: str = "", **values: object) -> Problem:
        """A problem of the file, of a sheet or of a cell that is no answer."""
        place = Place(file=self.file.file, sheet=sheet, cell=cell)
        item = str(values.pop("item", ""))
        return problem(code, place, item=item, bureau=self.bureau, seen=seen, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row of a form in a returned sheet: its cells by column mark."""

    owner: Owner
    sheet: Sheet
    form: FormSheet
    form_row: FormRow
    number: int
    columns: Mapping[str, int]

    @property
    def name(self) -> str:
        """What the row is about, as issued."""
        issued = self.form_row.issued
        return str(issued.get("step") or issued.get("name") or "")

    def cell(self, mark: str) -> Cell | None:
        column = self.columns.get(mark)
        return None if column is None else self.sheet.at(self.number, column)

    def text(self, mark: str) -> str:
        cell = self.cell(mark)
        return "" if cell is None else cell.text.strip()

    def spot(self, mark: str) -> Spot:
        """The place of a cell; without an address when its column is gone."""
        column = self.columns.get(mark)
        return Spot(
            file=self.owner.file,
            sheet=self.sheet.name,
            cell="" if column is None else address(self.number, column),
            item=self.form_row.code,
            name=self.name,
            heading=next((found.heading for found in self.form.columns if found.mark == mark), mark),
            bureau=self.owner.bureau,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Column numbers by mark. `is_clear` False: marks and headings contradict each other, the sheet is refused."""

    at: Mapping[str, int]
    heading_row: int
    problems: tuple[Problem, ...] = ()
    is_clear: bool = True


def tokens_of(sheet: Sheet) -> dict[int, Token]:
    """Tokens by row number; the leftmost where a row has several."""
    found: dict[int, tuple[int, Token]] = {}
    for (row, column), cell in sheet.cells.items():
        if column <= _TOKEN_COLUMNS and cell.kind is CellKind.TEXT and not (row in found and found[row][0] < column):
            token = parse(cell.text)
            if token is not None:
                found[row] = column, token
    return {row: found[row][1] for row in sorted(found)}


def find_columns(sheet: Sheet, form: FormSheet, first_row: int, owner: Owner) -> Columns:
    """The columns of `form` in the rows above `first_row`, by the hidden marks corroborated by the headings."""
    marks = {column.mark: column.mark for column in form.columns}
    headings = {plain(column.heading): column.mark for column in form.columns}
    words = [(place, plain(cell.text)) for place, cell in sheet.cells.items() if place[0] < first_row]
    mark_row, by_mark = _best_row(words, marks, without=0)
    heading_row, by_heading = _best_row(words, headings, without=mark_row)
    clash = _clash(by_mark, by_heading)
    if clash:
        return Columns(
            at={},
            heading_row=heading_row,
            problems=(_clash_problem(sheet, form, heading_row, clash, owner),),
            is_clear=False,
        )
    at = {mark: column for column, mark in {**by_heading, **by_mark}.items()}
    problems = [*_renamed(sheet, form, heading_row, by_mark, by_heading, owner), *_missing(sheet, form, at, owner)]
    return Columns(at=at, heading_row=heading_row, problems=tuple(problems))


def plain(text: str) -> str:
    """`text` without white space, for comparison."""
    return _SPACE.sub("", text)


def _best_row(
    words: Sequence[tuple[tuple[int, int], str]], known: Mapping[str, str], *, without: int
) -> tuple[int, dict[int, str]]:
    """The row that holds most of the known words: its number and marks by column. `words` are by row and column."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), word in words:
        if row != without and word in known:
            rows.setdefault(row, {})[column] = known[word]
    number = max(rows, key=lambda row: (len(rows[row]), row), default=0)
    return (number, rows[number]) if number and len(rows[number]) >= _FEWEST_MATCHES else (0, {})


def _clash(by_mark: Mapping[int, str], by_heading: Mapping[int, str]) -> tuple[int, str] | None:
    """The first column whose mark and heading say different things, or that says the same as an earlier one."""
    for column, mark in sorted(by_mark.items()):
        if by_heading.get(column, mark) != mark:
            return column, mark
    seen: set[str] = set()
    for column, mark in sorted({**by_heading, **by_mark}.items()):
        if mark in seen:
            return column, mark
        seen.add(mark)
    return None


def _clash_problem(sheet: Sheet, form: FormSheet, heading_row: int, clash: tuple[int, str], owner: Owner) -> Problem:
    column, mark = clash
    cell = sheet.at(heading_row, column)
    heading = _heading(form, mark)
    place = address(max(heading_row, 1), column)
    return owner.problem("E240", sheet.name, place, seen=cell.text if cell else "", heading=heading)


def _renamed(
    sheet: Sheet,
    form: FormSheet,
    heading_row: int,
    by_mark: Mapping[int, str],
    by_heading: Mapping[int, str],
    owner: Owner,
) -> Iterable[Problem]:
    """Headings that were edited: the mark wins, with a remark."""
    for column, mark in sorted(by_mark.items()):
        cell = sheet.at(heading_row, column)
        if heading_row and cell and column not in by_heading:
            heading = _heading(form, mark)
            yield owner.problem("E245", sheet.name, cell.address, seen=cell.text, heading=heading)


def _missing(sheet: Sheet, form: FormSheet, at: Mapping[str, int], owner: Owner) -> Iterable[Problem]:
    """Open columns of which neither mark nor heading is left."""
    used = {mark for row in form.rows for mark in row.inputs}
    for column in form.columns:
        if column.mark in used and column.mark not in at:
            yield owner.problem("E201", sheet.name, heading=column.heading)


def _heading(form: FormSheet, mark: str) -> str:
    return next(column.heading for column in form.columns if column.mark == mark)


def area(first: int, last: int, column: int) -> str:
    """A vertical range: H7:H9."""
    letters = column_letters(column)
    return f"{letters}{first}:{letters}{last}"
