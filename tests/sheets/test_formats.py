"""The same cells in .xlsx, .xls, .ods and .xlsb: what one reader finds, all find."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.sheets.cells import Book, Cell, CellKind, Remark, Sheet
from reporter.sheets.open import open_book
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec, Style
from reporter.sheets.write import write_book
from tests.formats import ods_of, xls_of, xlsb_of

Written = tuple[CellKind, object, bool]
"""Kind, value, whether it is a percentage."""


def cell(row: int, column: int, kind: CellKind, value: object, number_format: str = "General") -> Cell:
    return Cell(row=row, column=column, kind=kind, value=value, number_format=number_format)  # type: ignore[arg-type]


def book_of(*cells: Cell, **shape: object) -> Book:
    found = {(one.row, one.column): one for one in cells}
    return Book(sheets=(Sheet(name="指标", cells=found, **shape),))  # type: ignore[arg-type]


def told(book: Book) -> dict[str, Written]:
    return {one.address: (one.kind, one.value, "%" in one.number_format) for one in book.sheets[0].cells.values()}


def xlsx_of(book: Book) -> bytes:
    """What the program itself writes, for cells other than errors."""
    cells = {
        place: CellSpec(
            value=one.value,  # type: ignore[arg-type]
            style=Style(number_format="yyyy-mm-dd" if one.kind is CellKind.DATE else one.number_format),
        )
        for place, one in book.sheets[0].cells.items()
    }
    return write_book(BookSpec(sheets=(SheetSpec(name="指标", cells=cells),), created=datetime(2024, 6, 1)))


EXAMPLE = book_of(
    cell(2, 2, CellKind.TEXT, "2024-05.A1.B012.A1-K07.3f.x7"),
    cell(3, 2, CellKind.NUMBER, Decimal("640.25")),
    cell(3, 3, CellKind.NUMBER, Decimal("0.85"), "0%"),
    cell(3, 4, CellKind.NUMBER, Decimal("0")),
    cell(4, 2, CellKind.TEXT, "12.5"),
    cell(4, 3, CellKind.TEXT, "两行\n文字 <a>&"),
    cell(4, 28, CellKind.TEXT, "远处"),
    cell(5, 2, CellKind.BOOLEAN, True),
)
ERRORS = book_of(cell(1, 1, CellKind.ERROR, "#N/A"), cell(2, 1, CellKind.ERROR, "#DIV/0!"))
DATES = book_of(cell(1, 1, CellKind.DATE, date(2024, 5, 20)), cell(9, 2, CellKind.DATE, date(2024, 2, 29)))


@pytest.mark.parametrize("write", [xls_of, ods_of, xlsx_of])
def test_values_percents_and_addresses(write: Callable[[Book], bytes]) -> None:
    assert told(open_book(write(EXAMPLE), "x")) == told(EXAMPLE)


@pytest.mark.parametrize("write", [xls_of, ods_of, xlsx_of, xlsb_of])
def test_dates_are_days(write: Callable[[Book], bytes]) -> None:
    assert told(open_book(write(DATES), "x")) == told(DATES)


@pytest.mark.parametrize("write", [xls_of, ods_of, xlsx_of, xlsb_of])
def test_cells_stand_row_by_row_whatever_their_order_was(write: Callable[[Book], bytes]) -> None:
    mixed = book_of(*(cell(row, 2, CellKind.TEXT, f"第{row}行") for row in (9, 1, 5, 2, 300)))
    assert [row for row, _ in open_book(write(mixed), "x").sheets[0].cells] == [1, 2, 5, 9, 300]


@pytest.mark.parametrize("write", [xls_of, ods_of])
def test_errors_stay_errors(write: Callable[[Book], bytes]) -> None:
    assert told(open_book(write(ERRORS), "x")) == told(ERRORS)


def test_xlsb_keeps_values_and_says_what_it_loses() -> None:
    book = open_book(xlsb_of(EXAMPLE), "x.xlsb")
    expected = {address: (kind, value, False) for address, (kind, value, _) in told(EXAMPLE).items()}
    assert told(book) == expected
    assert [one.code for one in book.remarks] == ["E121", "E129"]
    assert open_book(xlsb_of(ERRORS), "x.xlsb").sheets[0].cells == {}


@pytest.mark.parametrize(
    ("write", "remarks"),
    [
        (xls_of, (Remark(code="E121", values={"kind": ".xls老格式"}),)),
        (ods_of, (Remark(code="E121", values={"kind": ".ods格式"}),)),
        (xlsx_of, ()),
    ],
)
def test_other_formats_are_remarked(write: Callable[[Book], bytes], remarks: tuple[Remark, ...]) -> None:
    assert open_book(write(EXAMPLE), "报表.xlsx").remarks == remarks


@pytest.mark.parametrize("write", [xls_of, ods_of])
def test_hidden_rows_and_sheets(write: Callable[[Book], bytes]) -> None:
    shaped = Book(
        sheets=(
            Sheet(name="指标", cells=EXAMPLE.sheets[0].cells, hidden_rows=frozenset({3})),
            Sheet(name="_meta", cells=EXAMPLE.sheets[0].cells, state="hidden"),
        )
    )
    found = open_book(write(shaped), "x").sheets
    assert [(one.name, one.state, 3 in one.hidden_rows, 4 in one.hidden_rows) for one in found] == [
        ("指标", "visible", True, False),
        ("_meta", "hidden", False, False),
    ]


values = st.one_of(
    st.decimals(-(10**9), 10**9, places=3, allow_nan=False).map(
        lambda value: (CellKind.NUMBER, value.normalize(), "General")
    ),
    st.decimals(0, 2, places=4, allow_nan=False).map(lambda value: (CellKind.NUMBER, value.normalize(), "0.0%")),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(lambda value: (CellKind.DATE, value, "General")),
    st.text("甲乙12.5,%１ =-", min_size=1)
    .filter(lambda text: text.strip() != "")
    .map(lambda text: (CellKind.TEXT, text, "General")),
)
places = st.tuples(st.integers(1, 40), st.integers(1, 30))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(places, values, min_size=1, max_size=12))
def test_any_cells_read_the_same_from_every_format(found: dict[tuple[int, int], tuple[CellKind, object, str]]) -> None:
    book = book_of(*(cell(row, column, *content) for (row, column), content in found.items()))
    expected = told(book)
    for write in (xlsx_of, xls_of, ods_of):
        assert told(open_book(write(book), "x")) == expected, write.__name__
