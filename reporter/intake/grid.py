"""Where the rows and columns of a form stand in a returned sheet: rows by token, columns by mark and heading.

Nothing is found by position, so inserted, deleted, sorted and moved rows and columns do no harm (DESIGN 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reporter.core.problem import Place, Problem, problem
from reporter.core.source import Source
from reporter.core.texts import unspaced
from reporter.core.values import dataclass
from reporter.forms.model import FormRow, FormSheet
from reporter.intake.spot import Spot
from reporter.intake.submission import ReturnedFile
from reporter.intake.tagged import Placed, Tagged
from reporter.sheets.cells import Cell, Sheet, address, column_letters

_FEWEST_MATCHES = 2


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
class Page:
    """A returned sheet in which the columns of a form are found, by mark."""

    owner: Owner
    sheet: Sheet
    form: FormSheet
    columns: Mapping[str, int]


class RowView(NamedTuple):
    """One row of a form in a returned sheet: its cells by column mark. A named tuple, for a form has dozens of rows."""

    page: Page
    form_row: FormRow
    number: int

    @property
    def name(self) -> str:
        """What the row is about, as issued."""
        issued = self.form_row.issued
        return str(issued.get("step") or issued.get("name") or "")

    @property
    def columns(self) -> Mapping[str, int]:
        return self.page.columns

    def cell(self, mark: str) -> Cell | None:
        column = self.page.columns.get(mark)
        return None if column is None else self.page.sheet.cells.get((self.number, column))

    def text(self, mark: str) -> str:
        cell = self.cell(mark)
        return "" if cell is None else cell.text.strip()

    def address(self, mark: str) -> str:
        """Where a cell stands; empty when its column is gone."""
        column = self.page.columns.get(mark)
        return "" if column is None else address(self.number, column)

    def source(self, mark: str) -> Source:
        file = self.page.owner.file
        return Source(file=file.file, sheet=self.page.sheet.name, cell=self.address(mark), sha256=file.sha256)

    def spot(self, mark: str) -> RowSpot:
        return RowSpot(self, mark)


class RowSpot(NamedTuple):
    """A cell of a row. Few cells have a problem, so what only a problem needs is looked up when there is one."""

    row: RowView
    mark: str

    @property
    def source(self) -> Source:
        return self.row.source(self.mark)

    @property
    def heading(self) -> str:
        """The column's heading as issued; the mark where the form has no such column."""
        return self.row.page.form.heading_by_mark.get(self.mark, self.mark)

    def problem(self, code: str, *, seen: str = "", **values: object) -> Problem:
        """As that of `Spot`."""
        page = self.row.page
        spot = Spot(
            file=page.owner.file,
            sheet=page.sheet.name,
            cell=self.row.address(self.mark),
            item=self.row.form_row.code,
            name=self.row.name,
            heading=self.heading,
            bureau=page.owner.bureau,
        )
        return spot.problem(code, seen=seen, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Column numbers by mark. `is_clear` False: marks and headings contradict each other, the sheet is refused."""

    at: Mapping[str, int]
    heading_row: int
    problems: tuple[Problem, ...] = ()
    is_clear: bool = True


def find_columns(tagged: Tagged, form: FormSheet, owner: Owner) -> Columns:
    """The columns of `form` in the rows above its items, by the hidden marks corroborated by the headings."""
    sheet = tagged.sheet
    by_mark, heading_row, by_heading = _heads(tagged.head, form)
    if _agree(by_mark, by_heading):
        at = {mark: column for column, mark in by_mark.items()}
        return Columns(at=at, heading_row=heading_row, problems=tuple(_missing(sheet, form, at, owner)))
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


ByColumn = dict[int, str]
"""Marks by column number."""


def _heads(head: Sequence[Placed], form: FormSheet) -> tuple[ByColumn, int, ByColumn]:
    """What the marks say, the row of the headings, and what they say."""
    marks: dict[int, ByColumn] = {}
    headings: dict[int, ByColumn] = {}
    known, known_marks, known_headings = form.head_words, form.heading_by_mark, form.mark_by_heading
    for (row, column), cell in head:
        value = cell.value
        word = value if isinstance(value, str) and value in known else unspaced(cell.text)
        if word in known_marks:
            marks.setdefault(row, {})[column] = word
        if word in known_headings:
            headings.setdefault(row, {})[column] = known_headings[word]
    mark_row = _best_row(marks)
    by_mark = marks.get(mark_row, {})
    headings.pop(mark_row, None)
    heading_row = _best_row(headings)
    return by_mark, heading_row, headings.get(heading_row, {})


def _best_row(rows: Mapping[int, ByColumn]) -> int:
    """The number of the row that holds most words; 0 where none holds enough of them."""
    number = max(rows, key=lambda row: (len(rows[row]), row), default=0)
    return number if number and len(rows[number]) >= _FEWEST_MATCHES else 0


def _agree(by_mark: ByColumn, by_heading: ByColumn) -> bool:
    """Whether marks and headings say the same of the same columns, no mark twice: so it is in most forms."""
    return by_mark == by_heading and len(set(by_mark.values())) == len(by_mark)


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
    heading = form.heading_by_mark[mark]
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
        cell = None if column in by_heading else sheet.at(heading_row, column)
        if heading_row and cell:
            heading = form.heading_by_mark[mark]
            yield owner.problem("E245", sheet.name, cell.address, seen=cell.text, heading=heading)


def _missing(sheet: Sheet, form: FormSheet, at: Mapping[str, int], owner: Owner) -> Iterable[Problem]:
    """Open columns of which neither mark nor heading is left."""
    gone = form.open_marks - at.keys()
    for column in form.columns if gone else ():
        if column.mark in gone:
            yield owner.problem("E201", sheet.name, heading=column.heading)


def area(first: int, last: int, column: int) -> str:
    """A vertical range: H7:H9."""
    letters = column_letters(column)
    return f"{letters}{first}:{letters}{last}"
