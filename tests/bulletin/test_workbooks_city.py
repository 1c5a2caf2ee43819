"""上报表.xlsx: the city's columns."""

from __future__ import annotations

from functools import cache

import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reporter.bulletin.workbooks import city_book
from reporter.core.status import Reason, Status
from tests.bulletin.workbook_case import MAY, PLAN, ROWS, cell_of, opened, results, row

RATIO = "占年任务之比"


@cache
def sheet() -> Worksheet:
    return opened(city_book(PLAN, results(), period=MAY))["上报表"]


def at(name: str, heading: str) -> Cell:
    return cell_of(sheet(), name, heading)


def test_the_columns_are_the_citys() -> None:
    assert [cell.value for cell in sheet()[3]] == [
        "序号", "考核指标", "单位", "工作目标", "已完成数", "占年任务之比", "备注（责任单位）",
    ]  # fmt: skip


def test_only_counted_rows_numbered_through_under_their_actions() -> None:
    numbers = [cell.value for cell in sheet()["A"][3:] if isinstance(cell.value, int)]
    assert numbers == list(range(1, sum(one.counted for one in ROWS) + 1))
    groups = [str(cell.value) for cell in sheet()["A"][3:] if isinstance(cell.value, str)]
    assert groups[:3] == ["产业培塑行动（15项）", "民生可感行动（1项）", "总体方案（1项）"]
    assert "城镇新增就业（另一处口径）" not in [cell.value for cell in sheet()["B"]]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("城市低保标准", "高于目标20元"),
        ("按时办结率", "低于目标0.5个百分点"),
        ("现行案件发案率同比下降", "距目标差7.1个百分点"),
        ("一般事故", "未突破，余3起"),
        ("实有企业", "距目标差20户"),
        ("担保放大倍数提高", "高1倍"),
        ("高新产业增加值增速", "低于目标0.4个百分点"),
        ("应急广播", "逾期"),
        ("较大事故", "保持"),
        ("外商投资企业破零", "未破零"),
        ("电网投入", "—"),
        ("地区生产总值增速", "—"),
    ],
)
def test_what_has_no_share_says_its_distance(name: str, said: str) -> None:
    assert at(name, RATIO).value == said


def test_shares_are_uncapped_numbers() -> None:
    beyond = tuple(
        row("A1-K01", Status.ACHIEVED, "1575", ratio="1.05", expected="0.4166666667", gap="0.6333333333")
        if one.code == "A1-K01"
        else one
        for one in ROWS
    )
    written = opened(city_book(PLAN, results(indicators=beyond), period=MAY))["上报表"]
    cell = cell_of(written, "城镇新增就业", RATIO)
    assert (cell.value, cell.number_format) == (1.05, "0.0%")


def test_a_vanishing_shortfall_is_not_called_level() -> None:
    near = tuple(
        row("A1-K02", Status.BEHIND, "7.46", gap="-0.04", reason=Reason.NO_SHARE) if one.code == "A1-K02" else one
        for one in ROWS
    )
    written = opened(city_book(PLAN, results(indicators=near), period=MAY))["上报表"]
    assert cell_of(written, "地区生产总值增速", RATIO).value == "略低于目标，差额不足0.1个百分点"


def test_an_exact_hit_is_level() -> None:
    level = tuple(
        row("A1-K02", Status.ON_PACE, "7.5", gap="0", reason=Reason.NO_SHARE) if one.code == "A1-K02" else one
        for one in ROWS
    )
    written = opened(city_book(PLAN, results(indicators=level), period=MAY))["上报表"]
    assert cell_of(written, "地区生产总值增速", RATIO).value == "与目标持平"


def test_unreported_stays_visible() -> None:
    assert at("电网投入", "已完成数").value == "未报"
    assert at("电网投入", "备注（责任单位）").value == "区发改局"


def test_nothing_in_it_leads_back_into_the_office() -> None:
    assert not [cell.coordinate for line in sheet().iter_rows() for cell in line if cell.hyperlink]


def test_a_sample_says_so() -> None:
    written = opened(city_book(PLAN, results(sample=True), period=MAY))["上报表"]
    assert str(written["A1"].value).endswith("（样例）")
    assert "样例" not in str(sheet()["A1"].value)
