"""What an ordinary form is spared: each short way says what the careful way says, over forms damaged at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.quantity import normalised
from reporter.intake.grid import Owner, Page, RowView
from reporter.intake.identity import carriers_of
from reporter.intake.locked import changed_rows, code_problem, locked_problems
from reporter.intake.tables import find_tables
from reporter.intake.tagged import expected
from reporter.intake.texts import clean_text
from reporter.sheets.cells import Book, Cell, CellKind, Sheet
from reporter.sheets.swift import read_plain
from tests.returned import file_of, filled, layout_map

PAST = Past(period=Period.parse("2024-04"), figures={"A1-K01": Decimal(600), "A1-K05": Decimal(700)})
FORMS = layout_map(past=PAST)
LAYOUT = FORMS["A1", "B001"]
TYPED = ("A1-K01", " A1-K01 ", "A1-K0 1", "人", "1500", "2024-06-30", "current", "本期累计", "x")


def test_a_known_token_says_what_it_says_taken_apart() -> None:
    for book in _damaged_books(300):
        assert carriers_of(book, expected(FORMS).tokens) == carriers_of(book)


def test_a_row_that_is_passed_over_has_nothing_wrong_with_it() -> None:
    owner = Owner(file=file_of(b""), bureau="B001")
    changed = sound = 0
    for book in _damaged_books(300):
        tables, _ = find_tables(carriers_of(book).sheets, expected(FORMS).sheets["A1", "B001"], LAYOUT, owner)
        for table in tables:
            found = changed_rows(table.rows[0].page, table.rows)
            passed = [row for row in table.rows if row not in found]
            assert not any(code_problem(row) or list(locked_problems(row)) for row in passed)
            changed, sound = changed + len(found), sound + len(passed)
    assert changed > 100
    assert sound > 10_000


def test_every_kind_of_locked_value_is_compared() -> None:
    sheet = LAYOUT.sheets[0]
    at = {column.mark: number for number, column in enumerate(sheet.columns, 1)}
    owner = Owner(file=file_of(b""), bureau="B001")
    for form_row in sheet.rows:
        promised = dict(sheet.promised[form_row.code])
        kept = {(5, at[mark]): _cell(5, at[mark], value) for mark, value in promised.items()}
        assert not _changed(owner, kept, at, form_row.code)
        for mark in promised:
            assert _changed(owner, {**kept, (5, at[mark]): _cell(5, at[mark], "改")}, at, form_row.code)
    assert {"code", "name", "unit", "previous"} <= {mark for row in sheet.rows for mark, _ in sheet.promised[row.code]}


@given(st.text(st.characters(), max_size=12))
def test_printable_text_is_cleaned_letter_by_letter_too(text: str) -> None:
    assert clean_text(text) == clean_text(f"\x07{text}")
    assert normalised(text) == normalised(f"\u200b{text}")


def _changed(owner: Owner, cells: dict[tuple[int, int], Cell], at: dict[str, int], code: str) -> list[RowView]:
    form = LAYOUT.sheets[0]
    page = Page(owner=owner, sheet=Sheet(name="指标", cells=cells), form=form, columns=at)
    return changed_rows(page, [RowView(page, form.row_by_code[code], 5)])


def _cell(row: int, column: int, value: object) -> Cell:
    kind = CellKind.NUMBER if isinstance(value, Decimal) else CellKind.TEXT
    return Cell(row=row, column=column, kind=kind, value=value)  # type: ignore[arg-type]


def _damaged_books(number: int) -> Iterator[Book]:
    whole = read_plain(filled(past=PAST))
    assert whole is not None
    for seed in range(number):
        luck = random.Random(seed)
        yield replace(whole, sheets=tuple(_damaged(sheet, luck) for sheet in whole.sheets))


def _damaged(sheet: Sheet, luck: random.Random) -> Sheet:
    """A sheet of which some cells are gone, typed over, moved to other rows or read in another order."""
    cells = list(sheet.cells.items())
    for _ in range(luck.choice((0, 1, 3))):
        place, _cell_there = at = luck.choice(cells)
        cells.remove(at)
        if luck.random() < 0.7:
            row = luck.choice((place[0], place[0], place[0] + 1, 5))
            typed = luck.choice((*TYPED, luck.choice(cells)[1].text))
            cells = [
                *(one for one in cells if one[0] != (row, place[1])),
                ((row, place[1]), _cell(row, place[1], typed)),
            ]
    if luck.random() < 0.2:
        luck.shuffle(cells)
    return replace(sheet, cells=dict(cells))
