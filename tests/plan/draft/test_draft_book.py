"""The drafted workbook: a register like any other, with yellow cells and three columns that the reader leaves alone."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from reporter.core.problem import Severity
from reporter.plan.book import plan_book
from reporter.plan.check import check, check_source
from reporter.plan.draft.looks import CANDIDATES, FRONT, candidate_page, front_page
from reporter.plan.draft.model import Draft
from reporter.plan.store import read_workbook, write_csv
from reporter.sheets.write import write_book
from tests.plan.draft import drafted, texts

YELLOW = "FFFFF2A8"
NAME = "草稿.xlsx"


def written(found: Draft) -> bytes:
    front = (front_page(found, "方案.txt"), candidate_page(found))
    return write_book(plan_book(found.plan, more=front, remarks=found.remarks))


@pytest.fixture(scope="module")
def county() -> Draft:
    return drafted.of(texts.COUNTY)


@pytest.fixture(scope="module")
def book(county: Draft) -> Workbook:
    return load_workbook(BytesIO(written(county)))


def test_the_workbook_is_read_as_a_register_and_its_new_columns_are_left_alone(county: Draft) -> None:
    loaded = read_workbook(written(county), NAME)
    assert loaded.plan is not None
    assert not loaded.problems
    told = county.plan
    assert loaded.plan.tasks == told.tasks
    assert loaded.plan.bureaus == told.bureaus
    assert loaded.plan.indicators == tuple(
        replace(row, decimals=0) if not row.decimals else row for row in told.indicators
    )
    assert loaded.plan.milestones == told.milestones


def test_only_what_the_plan_does_not_tell_stops_the_register(county: Draft) -> None:
    loaded = read_workbook(written(county), NAME)
    faults = {one.code for one in check(loaded) if one.severity is Severity.REJECTED}
    assert faults == {"P104", "P141", "P181", "P183"}
    unfilled = {one.item for one in check(loaded) if one.code == "P104"}
    assert unfilled == {row.code for row in county.plan.indicators if not row.bureau}


def test_every_phrase_is_in_the_plan(county: Draft) -> None:
    loaded = read_workbook(written(county), NAME)
    assert check_source(loaded, texts.COUNTY) == ()


def test_the_columns_on_the_right_say_where_and_how_sure(county: Draft, book: Workbook) -> None:
    sheet = book["任务"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[-3:] == ["来源行", "把握", "起草说明"]
    first = [cell.value for cell in sheet[2]]
    assert first[-3:] == ["第40行", "高", None]


def test_doubtful_and_missing_cells_are_yellow_with_a_note(county: Draft, book: Workbook) -> None:
    sheet = book["指标"]
    headings = [cell.value for cell in sheet[1]]
    code = drafted.row(county, "规模工业增加值增速", "A1 一、工作目标").code
    (line,) = (row for row in sheet.iter_rows(min_row=2) if row[0].value == code)
    cell = line[headings.index("填报单位")]
    assert (cell.value, cell.fill.fgColor.rgb) == (None, YELLOW)
    assert cell.comment is not None
    assert "方案没有写由谁填报" in cell.comment.text
    assert line[headings.index("目标值")].fill.fgColor.rgb != YELLOW


def test_a_column_that_the_plan_does_not_tell_is_empty_whatever_the_record_holds() -> None:
    found = drafted.of(texts.NOTICE)
    sheet = load_workbook(BytesIO(written(found)))["方案"]
    values = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert values["印发日期"].value is None
    assert values["印发日期"].fill.fgColor.rgb == YELLOW


def test_the_first_sheet_counts_rows_by_how_sure_they_are(county: Draft, book: Workbook) -> None:
    sheet = book[FRONT]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True) if row[0] in ("任务", "指标")}
    assert rows["任务"] == (13, 11, 2, 0)
    assert sum(rows["指标"][1:]) == rows["指标"][0] == len(county.plan.indicators)


def test_deeds_without_a_number_are_listed_for_the_office() -> None:
    found = drafted.of(
        "甲县方案\n一、任务\n1.平台。建设招商引资信息平台，深入开展宣传，出台奖补政策。（县发改局负责）\n"
    )
    sheet = load_workbook(BytesIO(written(found)))[CANDIDATES]
    assert [row[:2] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ("A1-T01", "建设招商引资信息平台"),
        ("A1-T01", "出台奖补政策"),
    ]


def test_the_same_draft_gives_the_same_bytes(county: Draft) -> None:
    assert written(county) == written(county)


def test_a_register_without_remarks_has_no_columns_more() -> None:
    plan = drafted.of(texts.NOTICE).plan
    sheet = load_workbook(BytesIO(write_book(plan_book(plan))))["任务"]
    assert [cell.value for cell in sheet[1]][-1] == "出处"


def test_a_drafted_register_survives_the_way_to_csv(county: Draft) -> None:
    loaded = read_workbook(written(county), NAME)
    assert loaded.plan is not None
    assert write_csv(loaded.plan)["任务.csv"] == write_csv(county.plan)["任务.csv"]
