"""溯源.xlsx: a row for each figure, its cell to click, the proof; what a bureau typed stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporter.bulletin.workbooks.trace.account import Account
from reporter.bulletin.workbooks.trace.book import trace_book
from reporter.core.source import Source
from reporter.record.trace.evidence import Evidence
from reporter.record.trace.origins import Tracer
from reporter.record.trace.proof import Figure
from reporter.sheets.write import write_book
from tests.bulletin.whole_run import Nobody, facts_of, figures_in, material_of, papers_of, register

HOSTILE = '=HYPERLINK("http://x","{{ 7*7 }}")'


class Typist(Nobody):
    """A witness for whom every cell holds a formula and a template tag, as text."""

    def evidence(self, source: Source) -> Evidence:
        return Evidence(
            source=source, typed=HOSTILE, sender="x", received=datetime(2024, 6, 3, 9, 30), received_from="收件登记"
        )

    def register(self, table: str, index: int, heading: str) -> str:
        return f"Z{index + 2}{heading}"


@cache
def figures() -> tuple[Figure, ...]:
    return tuple(figures_in(papers_of(facts_of(1, 5))))


def account(printed: tuple[Figure, ...]) -> Account:
    return Account(printed, Tracer(material_of(facts_of(1, 5))), Typist())


def opened(made: Account, *, values: bool = True) -> Workbook:
    return load_workbook(BytesIO(write_book(trace_book(made, author="办公室"))), data_only=values)


@cache
def good(*, values: bool = True) -> Workbook:
    """The workbook of a month in which everything agrees."""
    return opened(account(figures()), values=values)


def headed(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[3] if cell.value == heading)


def test_every_figure_has_a_row_with_its_chain() -> None:
    sheet = good()["数字"]
    assert sheet.max_row == 3 + len(figures())
    row = next(
        number
        for number in range(4, sheet.max_row)
        if str(sheet.cell(number, 6).value).endswith("K15_completion_ratio")
    )

    def at(heading: str) -> object:
        return sheet.cell(row, headed(sheet, heading)).value

    assert str(at("算法")).startswith("完成数") and "÷ 年度目标" in str(at("算法"))
    assert (at("文件"), at("页"), at("格")) == ("a.xlsx", "指标", "H7")
    assert (at("收到时间"), at("时间来源")) == (datetime(2024, 6, 3, 9, 30), "收件登记")
    code = str(at("编号"))
    index = [one.code for one in register().indicators].index(code)
    assert at("台账位置") == f"“指标”表{code}（Z{index + 2}目标值）"
    assert at("方案原文")
    link = sheet.cell(row, headed(sheet, "格")).hyperlink
    assert link and link.target == "../../input_sheets/2024-05/a.xlsx" and link.location == "'指标'!H7"


def test_what_a_bureau_typed_is_text_and_nothing_else() -> None:
    sheet = good(values=False)["数字"]
    column = headed(sheet, "填的是")
    typed = [sheet.cell(row, column) for row in range(4, sheet.max_row + 1) if sheet.cell(row, column).value]
    assert len(typed) > 100
    assert {(cell.value, cell.data_type, cell.quotePrefix) for cell in typed} == {(HOSTILE, "s", True)}


def test_each_indicator_has_one_row_with_its_source() -> None:
    sheet = good()["指标"]
    codes = [sheet.cell(row, 1).value for row in range(4, sheet.max_row + 1)]
    assert codes == [one.code for one in facts_of(1, 5).results.indicators]


def test_the_proof_closes_with_how_many_agree() -> None:
    made = account(figures())
    sheet = good()["自证"]
    verdicts = [sheet.cell(row, 10).value for row in range(4, sheet.max_row)]
    assert verdicts == ["一致"] * len(made.computed)
    assert sheet.cell(sheet.max_row, 1).value == f"共{len(made.computed)}项，全部一致"
    live = good(values=False)["自证"]
    formulas = [live.cell(row, 9).value for row in range(4, live.max_row)]
    assert sum(str(one).startswith("=") for one in formulas) > len(formulas) * 0.9
    assert made.faults == ()


def test_a_figure_that_was_tampered_with_is_shown_and_said() -> None:
    first = next(number for number, one in enumerate(figures()) if one.printed.origin == "all.due")
    printed = figures()[first].printed
    assert printed.value is not None
    wrong = replace(figures()[first], printed=replace(printed, value=printed.value + 1, text=str(printed.value + 1)))
    made = account((*figures()[:first], wrong, *figures()[first + 1 :]))
    assert len(made.faults) == 1
    assert made.faults[0].startswith(f"自证不一致：督查通报.docx{printed.place}“{printed.value + 1}”，印出的数出自")
    assert "各份文书没有生成" in made.faults[0]
    sheet = opened(made)["自证"]
    closing = str(sheet.cell(sheet.max_row, 1).value)
    assert closing == f"共{len(made.computed)}项，1项不一致"
    row = next(number for number in range(4, sheet.max_row) if sheet.cell(number, 10).value == "不一致")
    assert (sheet.cell(row, 8).value, sheet.cell(row, 9).value) == (int(printed.value) + 1, int(printed.value))


def test_a_figure_of_unknown_origin_has_a_row_of_its_own() -> None:
    strange = replace(figures()[0], printed=replace(figures()[0].printed, origin="all.made_up", value=Decimal(1)))
    made = account((strange,))
    assert "找不到来历" in made.faults[0]
    assert opened(made)["数字"].cell(4, headed(opened(made)["数字"], "含义")).value == "找不到来历"


def test_the_same_figures_give_the_same_bytes() -> None:
    first, second = (write_book(trace_book(account(figures()), author="x")) for _ in range(2))
    assert first == second


def test_blanks_are_framed_by_a_rule_and_hold_no_cell() -> None:
    """The months to come are blank in 各月."""
    number = good().sheetnames.index("各月") + 1
    with ZipFile(BytesIO(write_book(trace_book(account(figures()), author="x")))) as package:
        sheet = package.read(f"xl/worksheets/sheet{number}.xml").decode()
    assert re.search(r'<c r="A4" s="\d+" t="s">', sheet)
    assert not re.search(r'<c r="N([4-9]|\d\d+)"', sheet)
    last = good()["各月"].max_row
    assert f'<conditionalFormatting sqref="A4:N{last}">' in sheet and "<formula>LEN(A4)=0</formula>" in sheet
