"""Locked cells are re-checked against what was issued: protection is no security (RELIABILITY 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from reporter.core.numbers import shortest
from reporter.core.problem import Problem
from reporter.core.texts import unspaced
from reporter.forms.model import PLAN_MARKS, Issued
from reporter.intake.grid import Page, RowView
from reporter.sheets.cells import Cell

_CODE = "code"
"""`code_problem` judges it."""


def changed_rows(page: Page, rows: Sequence[RowView]) -> list[RowView]:
    """The rows to look at more closely: those of which some locked cell does not hold what was issued to the letter."""
    cells, columns, promised = page.sheet.cells, page.columns, page.form.promised
    changed = []
    for row in rows:
        number = row.number
        for mark, issued in promised[row.form_row.code]:
            cell = cells.get((number, columns.get(mark, 0)))
            if cell is None or cell.value != issued:
                changed.append(row)
                break
    return changed


def code_problem(row: RowView) -> Problem | None:
    """E211 when the visible code says another thing than the row's token."""
    seen, code = row.text(_CODE), row.form_row.code
    if not seen or unspaced(seen) == code:
        return None
    spot = row.spot(_CODE)
    return spot.problem("E211", seen=seen, issued=code)


def edition_problem(row: RowView, edition: str, issued_file: str) -> Problem | None:
    """E107 when a row of an older edition asked something else than the row asks now, or was of another kind."""
    changed = [row.spot(mark).heading for mark, _ in _changed(row) if mark in PLAN_MARKS]
    changed += ["类型"] if edition in row.form_row.other_kind_in else []
    if not changed:
        return None
    return row.spot(_CODE).problem("E107", columns="、".join(changed), issued_file=issued_file)


def locked_problems(row: RowView) -> Iterator[Problem]:
    """E204 for every locked cell that no longer holds what was issued; the issued value is used.

    年初数 is left to the checks, which know whether the register or an earlier answer stands against it.
    """
    for mark, issued in _changed(row):
        yield row.spot(mark).problem("E204", seen=row.text(mark) or "空", issued=_shown(issued))


def _changed(row: RowView) -> Iterator[tuple[str, Issued]]:
    """The locked cells but the code that say another thing than was issued, with that; cells of lost columns do not."""
    for mark, issued in row.page.form.promised[row.form_row.code]:
        if mark != _CODE and mark in row.columns and not _same(row.cell(mark), issued):
            yield mark, issued


def _same(cell: Cell | None, issued: Issued) -> bool:
    if cell is None:
        return False
    if cell.value == issued:
        return True
    if isinstance(cell.value, datetime):
        return cell.value.date() == issued
    if isinstance(issued, Decimal):
        return _as_number(cell) == issued
    if isinstance(issued, date):
        return cell.value == issued or unspaced(cell.text) == issued.isoformat()
    return unspaced(cell.text) == unspaced(str(issued))


def _as_number(cell: Cell) -> Decimal | None:
    """The number in a cell; saving through another format may have turned it into text."""
    try:
        return Decimal(str(cell.value).strip())
    except InvalidOperation:
        return None


def _shown(issued: Issued) -> str:
    return shortest(issued) if isinstance(issued, Decimal) else str(issued)
