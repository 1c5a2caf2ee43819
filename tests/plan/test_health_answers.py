"""Rulings written into 体检报告.xlsx and back into a register."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from reporter.bulletin.workbooks.health import health_book
from reporter.core.problem import Problem
from reporter.plan.check import check
from reporter.plan.health.answers import Answers, is_filled, read_answers, with_rulings
from reporter.plan.health.finding import Finding
from reporter.plan.health.survey import survey
from reporter.plan.model import Plan, Ruling
from reporter.plan.store import read_workbook, write_workbook
from reporter.sheets.write import write_book
from tests.plan.register_sample import loaded, sample

FILLED = {"采用编号": "A2-K01", "采用口径": "1.3万亩", "依据": "办公会", "日期": date(2024, 5, 10)}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """One contradiction (H101, A1-K01、A2-K01, with a ruling without a date) and an open remark (H103, A1-K02)."""
    tables = sample()
    tables["指标"][1]["备注"] = "是否按季报，待核"
    found = loaded(tmp_path, tables).plan
    assert found is not None
    return found


def filled(plan: Plan, cells: dict[str, dict[str, Any]], more: Any = None) -> tuple[bytes, tuple[Finding, ...]]:
    """The report with what is typed into the rows of topics; `more` changes the sheet afterwards."""
    findings = survey(plan)
    book = load_workbook(BytesIO(write_book(health_book(plan, findings))))
    sheet = book["逐条"]
    columns = {cell.value: cell.column for cell in sheet[3]}
    for line in range(4, sheet.max_row + 1):
        for heading, value in cells.get(sheet.cell(line, columns["代码"]).value, {}).items():
            sheet.cell(line, columns[heading]).value = value
    if more:
        more(sheet, columns)
    data = BytesIO()
    book.save(data)
    return data.getvalue(), findings


def read(plan: Plan, cells: dict[str, dict[str, Any]], more: Any = None) -> Answers:
    data, findings = filled(plan, cells, more)
    return read_answers(data, "体检报告.xlsx", findings)


def seen(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.place.cell) for one in problems]


def test_a_report_as_written_holds_no_ruling(plan: Plan) -> None:
    assert read(plan, {}) == Answers(taken=(), problems=())
    assert not is_filled(filled(plan, {})[0], "体检报告.xlsx")
    assert is_filled(filled(plan, {"H103": {"依据": "问过"}})[0], "体检报告.xlsx")
    assert not is_filled(b"PK", "体检报告.xlsx")


def test_a_ruling_goes_into_the_row_of_its_matter_and_a_new_one_below(plan: Plan) -> None:
    answers = read(plan, {"H101": FILLED, "H103": {"采用口径": "按季", "依据": "电话", "日期": "2024年5月11日"}})
    assert answers.problems == ()
    ruled = with_rulings(plan, answers.taken)
    assert ruled.rulings == (
        Ruling(
            matter="农田", codes=("A1-K01", "A2-K01"), adopted="A2-K01", adopted_scope="1.3万亩", basis="办公会",
            ruled=date(2024, 5, 10),
        ),
        Ruling(
            matter="备注里未定的事项：工业增速", codes=("A1-K02",), versions="是否按季报，待核", adopted_scope="按季",
            basis="电话", ruled=date(2024, 5, 11),
        ),
    )  # fmt: skip


def test_the_round_trip_through_the_register_workbook(plan: Plan) -> None:
    """The workbook with the rulings reads back to the plan, is clean, and the next 体检 has nothing open."""
    answers = read(plan, {"H101": FILLED, "H103": {**FILLED, "采用编号": "A1-K02"}})
    ruled = with_rulings(plan, answers.taken)
    register = read_workbook(write_workbook(ruled), "计划台账.xlsx")
    assert register.plan == ruled and check(register) == ()
    again = {one.topic.code: one for one in survey(ruled)}
    assert [again[code].is_open for code in ("H101", "H103")] == [False, False]
    assert again["H101"].ruling == ruled.rulings[0] and again["H103"].ruling == ruled.rulings[1]
    twice = with_rulings(ruled, read(ruled, {"H101": FILLED}).taken)
    assert twice == ruled, "the same answer again changes nothing"


def test_everything_but_the_rulings_stays(plan: Plan) -> None:
    ruled = with_rulings(plan, read(plan, {"H101": FILLED}).taken)
    assert {**vars(ruled), "rulings": ()}.items() >= {
        name: value for name, value in vars(plan).items() if name in Plan.__dataclass_fields__ and name != "rulings"
    }.items()


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({**FILLED, "采用编号": "A1-K03"}, [("P203", "L4")]),
        ({**FILLED, "采用编号": "A1-K01、A1-K03"}, [("P203", "L4")]),
        ({**FILLED, "采用编号": None, "采用口径": None}, [("P204", "M4")]),
        ({**FILLED, "依据": None}, [("P204", "N4")]),
        ({**FILLED, "日期": None}, [("P204", "O4")]),
        ({**FILLED, "日期": "五月"}, [("P106", "O4")]),
        ({"依据": "办公会"}, [("P204", "M4"), ("P204", "O4")]),
    ],
)
def test_a_ruling_that_cannot_be_used(plan: Plan, cells: dict[str, Any], found: list[tuple[str, str]]) -> None:
    answers = read(plan, {"H101": cells, "H103": {**FILLED, "采用编号": None}})
    assert seen(answers.problems) == found
    assert [one.finding.topic.code for one in answers.taken] == ["H103"], "the other ruling is taken all the same"


def test_a_row_that_is_not_of_this_register(plan: Plan) -> None:
    def change(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(4, columns["涉及编号"]).value = "A1-K01"

    assert seen(read(plan, {"H101": FILLED}, change).problems) == [("P202", "E4")]


def test_a_row_twice(plan: Plan) -> None:
    def change(sheet: Any, columns: dict[str, int]) -> None:
        for column in columns.values():
            sheet.cell(30, column).value = sheet.cell(4, column).value

    answers = read(plan, {"H101": FILLED}, change)
    assert seen(answers.problems) == [("P205", "E30")] and len(answers.taken) == 1


def test_rows_and_columns_may_be_moved(plan: Plan) -> None:
    def change(sheet: Any, columns: dict[str, int]) -> None:
        sheet.insert_rows(1, 2)
        sheet.insert_cols(1)

    assert len(read(plan, {"H101": FILLED}, change).taken) == 1


@pytest.mark.parametrize(("data", "code"), [(b"nothing", "P112"), (None, "P201")])
def test_a_file_that_is_no_report(plan: Plan, data: bytes | None, code: str) -> None:
    answers = read_answers(data or write_workbook(plan), "别的.xlsx", survey(plan))
    assert answers.taken == () and [one.code for one in answers.problems] == [code]
