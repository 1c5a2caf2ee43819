"""问题清单.xlsx: counts by bureau, and every problem with its cell."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from reporter.bulletin.workbooks import problem_book
from reporter.bulletin.workbooks.links import address_key, link_to_cell, link_to_file, short_name, tip_of
from reporter.core.problem import Place
from reporter.sheets.cells import address
from tests.bulletin.workbook_case import MAY, PLAN, PROBLEMS, opened, results


@cache
def book() -> Workbook:
    return opened(problem_book(PLAN, results(), period=MAY))


def column(heading: str) -> list[object]:
    """The column of 明细 under `heading`, without the note below."""
    sheet = book()["明细"]
    at = next(cell.column for cell in sheet[3] if cell.value == heading)
    return [sheet.cell(line, at).value for line in range(4, 4 + len(PROBLEMS))]


def test_rows_go_by_bureau_severity_and_cell() -> None:
    assert list(zip(column("单位"), column("严重程度"), column("单元格"), strict=True)) == [
        ("区残联", "存疑", "H7"),
        ("区发改局", "退回", "H20"),
        ("区发改局", "退回", "AA20"),
        ("区发改局", "存疑", "H9"),
        ("区发改局", "存疑", "H10"),
        ("区发改局", "提示", "E4"),
        ("（没有认出单位）", "退回", "整个文件"),
    ]


def test_items_are_named() -> None:
    assert column("事项") == [
        "康复救助：康复救助人数", "电网投入", "电网投入", "规模以上企业", "城市低保标准", "现代农业", None,
    ]  # fmt: skip


def test_a_cell_links_to_itself_and_a_file_to_the_file() -> None:
    sheet = book()["明细"]
    cell, whole = sheet["F5"].hyperlink, sheet["F10"].hyperlink
    assert cell is not None and whole is not None
    assert (cell.target, cell.location) == ("../../input_sheets/2024-05/2024-05-A1-区发改局.xlsx", "'指标'!H20")
    assert (whole.target, whole.location) == ("../../input_sheets/2024-05/乱.pdf", None)


def test_what_was_typed_stays_text() -> None:
    cell = book()["明细"]["I6"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd|' /C calc'!A0", "s", True)


def test_sums_equal_the_problems() -> None:
    sheet = book()["汇总"]
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
    assert rows == [
        ["单位", "退回", "存疑", "提示", "合计"],
        ["区残联", 0, 1, 0, 1],
        ["区发改局", 2, 2, 1, 5],
        ["（没有认出单位）", 1, 0, 0, 1],
        ["合计", 3, 3, 1, len(PROBLEMS)],
    ]


def test_without_problems_it_says_so() -> None:
    written = opened(problem_book(PLAN, results(problems=()), period=MAY))
    assert written["汇总"]["A2"].value == "没有发现问题"
    assert written["明细"]["A2"].value == "2024年1—5月　没有发现问题"


def test_a_sample_says_so() -> None:
    written = opened(problem_book(PLAN, results(sample=True), period=MAY))
    assert all(str(sheet["A1"].value).endswith("（样例）") for sheet in written.worksheets)
    assert not any("样例" in str(sheet["A1"].value) for sheet in book().worksheets)


def test_links_know_zips_and_places_without_cell() -> None:
    assert link_to_cell(None) == "" == link_to_file("")
    assert link_to_cell(Place(file="")) == ""
    assert link_to_cell(Place(file="a.ZIP!b.xlsx", sheet="指标", cell="H7")) == "../../a.ZIP"
    assert link_to_cell(Place(file="a!b.xlsx", sheet="指标", cell="H7")) == "../../a!b.xlsx#指标!H7"
    assert link_to_cell(Place(file="收件登记.csv", sheet="", cell="第3行")) == "../../收件登记.csv"
    assert link_to_cell(Place(file="a.xlsx", sheet="指标", cell="第3行")) == "../../a.xlsx"
    assert link_to_file("长" * 3000) == ""
    assert short_name("x/a.zip!y/b.xlsx") == "a.zip!y/b.xlsx"
    assert tip_of(None) == "" and tip_of(Place(file="x/a.xlsx")) == "a.xlsx"
    assert len(tip_of(Place(file="长" * 3000))) == 200


@given(st.tuples(st.integers(1, 500), st.integers(1, 800)), st.tuples(st.integers(1, 500), st.integers(1, 800)))
def test_cells_are_ordered_row_by_row(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert (address_key(address(*one)) < address_key(address(*other))) == (one < other)
    assert address_key(address(*one)) < address_key("第3行")
