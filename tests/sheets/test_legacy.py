"""What is particular to .xls: formats of Chinese Excel, the 1904 system, formulas, merged ranges, damaged records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from struct import pack

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.sheets.cells import Book, Cell, CellKind, Unreadable
from reporter.sheets.open import open_book

Draw = Callable[[xlwt.Worksheet], object]


def saved(*draws: Draw, **book_options: object) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for name, value in book_options.items():
        setattr(book, name, value)
    sheet = book.add_sheet("指标")
    for draw in draws:
        draw(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(row: int, column: int, value: object, number_format: str = "General") -> Draw:
    return lambda sheet: sheet.write(row - 1, column - 1, value, xlwt.easyxf(num_format_str=number_format))


def read(*draws: Draw, **book_options: object) -> Book:
    return open_book(saved(*draws, **book_options), "报表.et")


def cell(book: Book, row: int = 1, column: int = 1) -> Cell:
    found = book.sheets[0].at(row, column)
    assert found is not None
    return found


@pytest.mark.parametrize("number", [31, 57, 58])
def test_chinese_builtin_formats_are_dates(number: int) -> None:
    """Excel stores them without a format text: the extended format's number is changed to theirs."""
    data = saved(put(1, 1, 45365, "0.000"))
    record = pack("<HH", 0x00E0, 20)
    at = data.rindex(record, 0, data.index(pack("<H", 0x0085), data.index(record)))
    with_format = data[: at + 6] + pack("<H", number) + data[at + 8 :]
    found = cell(open_book(with_format, "x.xls"))
    assert (found.kind, found.value) == (CellKind.DATE, date(2024, 3, 14))


@pytest.mark.parametrize("number_format", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d/yy"])
def test_dates_by_format(number_format: str) -> None:
    assert cell(read(put(1, 1, 45365, number_format))).value == date(2024, 3, 14)


def test_date_system_of_1904_reads_the_same_day() -> None:
    assert cell(read(put(1, 1, 45365 - 1462, "yyyy-mm-dd"), dates_1904=True)).value == date(2024, 3, 14)


def test_an_impossible_date_is_an_error() -> None:
    assert cell(read(put(1, 1, 1e9, "yyyy-mm-dd"))).kind is CellKind.ERROR


def test_whole_numbers_have_no_tail() -> None:
    assert cell(read(put(1, 1, 640))).text == "640"


def test_formulas_are_known_to_be_formulas() -> None:
    book = read(put(1, 1, xlwt.Formula("1+1")), put(2, 1, 5))
    assert (cell(book).formula, cell(book, 2).formula) == ("=", "")


def test_blank_and_white_space_are_absent() -> None:
    book = read(put(1, 1, ""), put(2, 1, " 　"), lambda sheet: sheet.write_merge(3, 4, 0, 1, "合并"))
    assert book.sheets[0].cells.keys() == {(4, 1)}
    assert book.sheets[0].merged == ((4, 1, 5, 2),)


def test_sixty_thousand_formatted_blank_rows_hide_nothing() -> None:
    bold = xlwt.easyxf("font: bold on")

    def blanks(sheet: xlwt.Worksheet) -> None:
        for row in range(1, 60_000):
            sheet.row(row).set_cell_blank(0, bold)
            sheet.row(row).set_cell_blank(1, bold)

    book = read(put(1, 1, 7), blanks)
    assert {place: one.value for place, one in book.sheets[0].cells.items()} == {(1, 1): Decimal(7)}


def test_more_cells_than_any_form() -> None:
    def dense(sheet: xlwt.Worksheet) -> None:
        for row in range(2_000):
            for column in range(250):
                sheet.row(row).set_cell_number(column, 1)

    with pytest.raises(Unreadable) as refused:
        read(dense)
    assert refused.value.code == "E115"


def test_one_sheet_listed_a_thousand_times() -> None:
    """Every entry of the list of sheets may point at the same records: the list itself is bounded."""
    book = xlwt.Workbook()
    for number in range(201):
        book.add_sheet(f"s{number}")
    out = BytesIO()
    book.save(out)
    with pytest.raises(Unreadable) as refused:
        open_book(out.getvalue(), "x.xls")
    assert (refused.value.code, refused.value.values) == ("E115", {"size": "201页"})


def test_file_that_did_not_arrive_whole() -> None:
    data = saved(put(1, 1, "甲"))
    with pytest.raises(Unreadable) as refused:
        open_book(data[: len(data) // 2], "x.xls")
    assert refused.value.code == "E114"


SAMPLE = saved(
    put(1, 1, "2024-05.A1.B012"),
    put(2, 1, 0.85, "0%"),
    put(3, 1, 45365, "yyyy-mm-dd"),
    put(4, 1, xlwt.Formula('SUM(A2:A3)&"户"')),
    lambda sheet: sheet.write_merge(5, 6, 0, 1, "合并"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_records_are_read_or_refused_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    damaged = bytearray(SAMPLE)
    for at, byte in damage:
        damaged[at] = byte
    try:
        open_book(bytes(damaged), "x.xls")
    except Unreadable as refused:
        assert refused.code in {"E112", "E114", "E115", "E123", "E111"}


def test_a_container_whose_folders_hold_each_other_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("olefile.OleFileIO.listdir", endless)
    with pytest.raises(Unreadable, match="E114"):
        open_book(saved(put(1, 1, "甲")), "x.xls")
