"""汇总表.xlsx, written and read back: values, formats, links, balances, marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from reporter.bulletin.facts import Unbalanced
from reporter.bulletin.workbooks import summary_book
from reporter.core.status import Reason, Status
from reporter.plan.model import Kind
from reporter.plan.store import read_folder, shipped
from reporter.sheets.write import write_book
from tests.bulletin.generated import generated
from tests.bulletin.workbook_case import MAY, PLAN, ROWS, action, cell_of, opened, results, row

A1 = "A1 产业培塑行动"
ACTUAL, RATIO, GAP = "1—5月完成", "占年任务之比", "与时序（目标）相差"


@cache
def book() -> Workbook:
    return opened(summary_book(PLAN, results(), None, period=MAY))


def at(code: str, heading: str, nth: int = 0) -> Cell:
    """A cell of the sheet of the action that `code` belongs to."""
    sheet = next(one for one in book().worksheets if one.title.startswith(f"{code[:2]} "))
    return cell_of(sheet, code, heading, nth=nth)


def test_sheets_stand_in_order() -> None:
    assert book().sheetnames == [
        "总览", A1, "A2 民生可感行动", "A0 总体方案", "任务", "清单", "单位",
        "赶超账", "位次稳定性", "报送", "文件", "差异", "问题",
    ]  # fmt: skip


def test_hand_made_rows_cover_every_kind_and_state() -> None:
    assert {one.kind for one in ROWS} == set(Kind)
    assert {one.status for one in ROWS} == set(Status)


@pytest.mark.parametrize(
    ("code", "value", "number_format"),
    [
        ("A1-K01", 762, "0"),
        ("A1-K04", 58, "0"),
        ("A1-K05", 720, "0"),
        ("A1-K06", 89.4736842105, "0"),
        ("A1-K09", 0, '"形象进度"0%'),
        ("A1-K10", 0, '0;0;"保持"'),
        ("A1-K11", 0, "0"),
        ("A2-K14", 40, '0"月"'),
    ],
)
def test_a_figure_is_a_number_in_its_format(code: str, value: float, number_format: str) -> None:
    cell = at(code, ACTUAL)
    assert (cell.value, cell.number_format) == (value, number_format)


@pytest.mark.parametrize(("code", "sign"), [("A1-K02", "※"), ("A1-K15", "未报"), ("A1-K16", "／")])
def test_a_missing_figure_is_a_mark_and_never_0(code: str, sign: str) -> None:
    assert at(code, ACTUAL).value == sign
    assert at(code, RATIO).value == "—"


def test_not_due_without_a_figure_is_a_circle() -> None:
    rows = tuple(row("A1-K03", Status.NOT_DUE, reason=Reason.WAIVED) if r.code == "A1-K03" else r for r in ROWS)
    written = opened(summary_book(PLAN, results(indicators=rows), None, period=MAY))
    assert cell_of(written[A1], "A1-K03", ACTUAL).value == "○"


@pytest.mark.parametrize(("code", "value"), [("A1-K01", 0.508), ("A1-K04", 0), ("A1-K12", 1), ("A2-K14", 0.4395604396)])
def test_a_ratio_is_a_share_with_one_decimal(code: str, value: float) -> None:
    cell = at(code, RATIO)
    assert (cell.value, cell.number_format) == (value, "0.0%")


@pytest.mark.parametrize("code", ["A1-K05", "A1-K06", "A1-K07", "A1-K08", "A1-K09", "A1-K10", "A1-K13", "A0-K01"])
def test_kinds_without_share_show_none(code: str) -> None:
    assert at(code, RATIO).value == "—"


def test_a_share_short_of_the_whole_never_reads_100() -> None:
    cell = cell_of(book()["单位"], "区残联", "达到占比")
    assert (cell.value, cell.number_format) == (0.99996, "0.000%")


@pytest.mark.parametrize(
    ("code", "value", "number_format"),
    [
        ("A1-K01", 9.13333333, '"快"0.0"个百分点"'),
        ("A1-K04", -48.33333334, '"慢"0.0"个百分点"'),
        ("A1-K05", 20, '"高"0"元/月"'),
        ("A1-K07", -7.1, '"差"0.0"个百分点"'),
        ("A1-K08", -3, '"余"0"起"'),
        ("A1-K12", 100, '"提前完成"'),
    ],
)
def test_a_distance_is_a_number_that_reads_as_words(code: str, value: float, number_format: str) -> None:
    cell = at(code, GAP)
    assert cell.value == pytest.approx(value)
    assert cell.number_format == ";".join([number_format] * 3)


def test_a_distance_of_a_milestone_is_a_word() -> None:
    assert at("A1-K09", GAP).value == "逾期"
    assert at("A1-K09-S1", GAP).value == "逾期61天"
    assert at("A1-K09-S2", GAP).value == "—"


@pytest.mark.parametrize(
    ("code", "value", "number_format"),
    [("A1-K01", 1500, "0"), ("A1-K08", 5, '"不高于"0'), ("A1-K12", 1, '0"—2"'), ("A0-K01", 8, '0"左右"')],
)
def test_a_target_is_a_number_with_its_comparator(code: str, value: float, number_format: str) -> None:
    cell = at(code, "年度目标")
    assert (cell.value, cell.number_format) == (value, number_format)


@pytest.mark.parametrize(("code", "said"), [("A1-K09", "按节点"), ("A1-K11", "破零"), ("A2-K14", "13人、91月")])
def test_a_target_without_number_is_words(code: str, said: str) -> None:
    assert at(code, "年度目标").value == said


@pytest.mark.parametrize(
    ("code", "said", "fill"),
    [("A1-K01", "● 绿", "FFC6EFCE"), ("A1-K06", "▲ 黄", "FFFFEB9C"), ("A1-K04", "■ 红", "FFF8B4B4")],
)
def test_a_light_is_word_mark_and_fill(code: str, said: str, fill: str) -> None:
    cell = at(code, "灯色")
    assert (cell.value, cell.fill.fgColor.rgb) == (said, fill)


@pytest.mark.parametrize(
    ("code", "light", "state"),
    [
        ("A1-K15", "未报", "未报"),
        ("A1-K02", "—", "※ 按季统计"),
        ("A1-K03", "—", "○ 未到节点"),
        ("A1-K16", "—", "／ 不适用"),
        ("A1-K04", "■ 红", "严重滞后"),
    ],
)
def test_states_are_told_apart(code: str, light: str, state: str) -> None:
    assert (at(code, "灯色").value, at(code, "状态").value) == (light, state)


def test_change_against_last_period() -> None:
    up, down = at("A1-K01", "比上期增减"), at("A1-K04", "比上期增减")
    assert (up.value, up.number_format) == (176, '+0;"−"0;0')
    assert down.value == -3
    assert at("A1-K05", "比上期增减").value == "—"


def test_january_compares_with_nothing() -> None:
    january = replace(results(), period="2024-01")
    written = opened(summary_book(PLAN, january, None, period=MAY))
    assert cell_of(written[A1], "A1-K01", "上期完成").value == "—"
    assert cell_of(written[A1], "A1-K01", "比上期增减").value == "—"


def test_a_figure_links_to_its_very_cell() -> None:
    link = at("A1-K01", ACTUAL).hyperlink
    assert link is not None
    assert link.target == "../../input_sheets/2024-05/2024-05-A1-区发改局.xlsx"
    assert link.location == "'指标'!H7"
    assert link.tooltip == "2024-05-A1-区发改局.xlsx 指标!H7"


def test_a_refused_figure_links_to_its_cell_too() -> None:
    link = at("A1-K15", ACTUAL).hyperlink
    assert link is not None and link.location == "'指标'!H20"


def test_a_figure_inside_a_zip_links_to_the_zip() -> None:
    link = at("A2-K14-1", ACTUAL).hyperlink
    assert link is not None
    assert (link.target, link.location) == ("../../input_sheets/2024-05/回收%20%231.zip", None)


def test_a_figure_without_source_has_no_link() -> None:
    assert at("A1-K06", ACTUAL).hyperlink is None


def test_parts_steps_and_years_stand_below_their_indicator() -> None:
    assert at("A1-K06-1", ACTUAL).value == 17
    assert (at("A1-K09-S1", ACTUAL).value, at("A1-K09-S2", ACTUAL).value) == ("未完成", "○")
    assert at("A1-K09-S1", "年度目标").value == datetime(2024, 3, 31)
    assert [at("A1-K13", ACTUAL, nth).value for nth in (0, 1, 2)] == [0.6, 3.1, 2.5]
    assert at("A1-K06-1", "责任单位").value == "区发改局"


def test_a_row_that_is_not_counted_says_so_and_why() -> None:
    assert at("A1-K17", "计入统计").value == "不计入"
    assert "取A1-K01的数，不另计" in str(at("A1-K17", "备注").value)
    assert at("A1-K17", "指标名称").font.color.rgb == "FF7F7F7F"
    assert at("A1-K01", "计入统计").value == "计入"
    assert at("A1-K01", "指标名称").font.color.rgb == "FF000000"


def test_months_behind_are_shown_where_there_are_any() -> None:
    assert at("A1-K04", "连续滞后月数").value == 3
    assert at("A1-K01", "连续滞后月数").value == "—"


def test_nothing_typed_becomes_a_formula() -> None:
    note = at("A1-K01", "填报说明")
    assert (note.value, note.data_type, note.quotePrefix) == ("=1+1", "s", True)
    for sheet in book().worksheets:
        assert not [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]


def facing(top: int) -> dict[str, int]:
    """A block of 总览: names in row `top`, numbers below."""
    sheet = book()["总览"]
    pairs = {cell.value: sheet.cell(top + 1, cell.column).value for cell in sheet[top] if cell.value}
    return {str(name): int(str(value)) for name, value in pairs.items()}


def test_the_returns_balance() -> None:
    found = facing(5)
    assert found["下发"] == 4 == found["已回收"] + found["未回收"]
    assert found["已回收"] == 3 == found["其中：按时"] + found["迟报"] + found["退回未重报"]


def test_the_indicators_balance() -> None:
    found = facing(9)
    assert found["应统计"] == 13 == found["达到"] + found["滞后"] + found["未报"]
    assert (found["未到节点"], found["按季按年"], found["不适用"]) == (2, 1, 1)
    assert sum(one.counted for one in ROWS) == 17


def test_the_actions_add_up_to_the_whole() -> None:
    sheet = book()["总览"]
    for column in range(3, 13):
        numbers = [sheet.cell(line, column).value for line in (14, 15, 16, 17)]
        assert sum(int(str(one)) for one in numbers[:3]) == numbers[3]
    assert [sheet.cell(line, 1).value for line in (14, 15, 16, 17)] == [
        "产业培塑行动", "民生可感行动", "总体方案", "合计",
    ]  # fmt: skip


def test_places_and_what_has_none() -> None:
    assert [book()["总览"].cell(line, 16).value for line in (14, 15, 16)] == [1, "不排位", "—"]


def test_counts_that_contradict_the_rows_are_refused() -> None:
    wrong = replace(action("A1", 1), due=99)
    with pytest.raises(Unbalanced, match="产业培塑行动应统计"):
        summary_book(PLAN, results(actions=(action("A0", None), wrong, action("A2", None))), None, period=MAY)


def test_the_change_of_an_action_needs_a_period_before() -> None:
    sheet = book()["总览"]
    assert sheet.cell(14, 14).value == "—"
    before = replace(results(), period="2024-04", actions=(replace(action("A1", 1), on_pace_share=Decimal("0.4")),))
    written = opened(summary_book(PLAN, results(), before, period=MAY))["总览"]
    share = action("A1", 1).on_pace_share
    assert share is not None
    assert written.cell(14, 14).value == pytest.approx(float((share - Decimal("0.4")) * 100))


def test_an_action_links_to_its_sheet() -> None:
    link = book()["总览"].cell(14, 1).hyperlink
    assert link is not None and link.location == f"'{A1}'!A1"


def test_the_chart_shows_lights_with_words() -> None:
    spec = summary_book(PLAN, results(), None, period=MAY).sheets[0].charts[0]
    assert [one.name for one in spec.series] == ["绿（达到）", "黄（滞后）", "红（严重滞后）", "未报"]
    assert [one.pattern for one in spec.series].count("") == 1
    assert spec.series[0].values == "='总览'!$E$14:$E$16"
    assert "产业培塑行动绿6黄1红3未报1" in spec.alt_text


def test_a_lead_without_answer_stands_as_unreported() -> None:
    sheet = book()["任务"]
    answered, silent = cell_of(sheet, "A1-T02", "填报状态"), cell_of(sheet, "A1-T02", "填报状态", nth=1)
    assert (answered.value, silent.value) == ("停滞", "未报")
    assert answered.hyperlink is not None and answered.hyperlink.location == "'任务'!E5"
    progress = cell_of(sheet, "A1-T02", "进度")
    assert (progress.value, progress.number_format) == (0.375, "0.0%")
    assert cell_of(sheet, "A1-T02", "进度", nth=1).value == "未填"
    assert cell_of(sheet, "A1-T02", "进展情况").quotePrefix


def test_a_list_row() -> None:
    sheet = book()["清单"]
    assert cell_of(sheet, "A1-B001-L01", "完成占比").value == 0.25
    assert cell_of(sheet, "A1-B001-L01", "开工/出台时间").value == datetime(2024, 3, 1)
    assert cell_of(sheet, "A1-B001-L01", "计划完成时间").value == "—"


def test_bureaus_stand_in_fixed_order_with_their_rise() -> None:
    sheet = book()["单位"]
    assert [sheet.cell(line, 2).value for line in (4, 5, 6)] == ["区残联", "区发改局", "区统计局"]
    assert [cell_of(sheet, name, "比上期升降").value for name in ("区残联", "区发改局", "区统计局")] == [2, -1, "—"]
    assert cell_of(sheet, "区残联", "比上期升降").number_format == '"↑"0;"↓"0;"持平"'
    assert cell_of(sheet, "区统计局", "位次").value == "不排名"


def test_returns_and_files() -> None:
    sheet = book()["报送"]
    states = [sheet.cell(line, 4).value for line in (4, 5, 6, 7)]
    assert states == ["按时", "未报送", "迟报", "退回未重报"]
    assert cell_of(sheet, "区残联", "迟报天数").value == 2
    assert cell_of(sheet, "区残联", "零报告").value == "零报告"
    assert cell_of(sheet, "区统计局", "文件").value == "—"
    assert cell_of(book()["文件"], "乱.pdf", "结果").value == "不是填报表"
    link = cell_of(book()["文件"], "乱.pdf", "文件").hyperlink
    assert link is not None and link.target == "../../input_sheets/2024-05/乱.pdf"


def test_every_title_says_sample_when_it_is_one() -> None:
    written = opened(summary_book(PLAN, results(sample=True), None, period=MAY))
    assert all(str(sheet.cell(1, 1).value).endswith("（样例）") for sheet in written.worksheets)
    assert not any("样例" in str(sheet.cell(1, 1).value) for sheet in book().worksheets)


def test_lists_can_be_filtered_scrolled_and_printed() -> None:
    for sheet in book().worksheets[1:]:
        assert sheet.auto_filter.ref and sheet.auto_filter.ref.startswith("A3:"), sheet.title
        assert sheet.freeze_panes and sheet.freeze_panes.endswith("4"), sheet.title
        assert sheet.print_title_rows == "$3:$3", sheet.title
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == ("9", "landscape") or (
            sheet.page_setup.paperSize,
            sheet.page_setup.orientation,
        ) == (9, "landscape")


def test_the_same_results_give_the_same_bytes() -> None:
    first, second = (write_book(summary_book(PLAN, results(), None, period=MAY)) for _ in range(2))
    assert first == second
    assert summary_book(PLAN, results(), None, period=MAY).created == datetime(2024, 6, 1)


def test_empty_results_make_a_workbook() -> None:
    nothing = results(indicators=(), tasks=(), lists=(), returns=(), files=(), problems=(), actions=(), bureaus=())
    written = opened(summary_book(PLAN, nothing, None, period=MAY))
    assert written["总览"].cell(14, 1).value == "合计"
    assert written["总览"].cell(14, 13).value == "—"


def test_the_shipped_register_in_full() -> None:
    plan = read_folder(shipped("quyuan-2024")).plan
    assert plan is not None
    before = generated(plan, "2024-04", 7)
    found = generated(plan, "2024-05", 7, before)
    written = opened(summary_book(plan, found, before, period=MAY))
    named = [sheet for sheet in written.worksheets if sheet.title[0] == "A"]
    codes = {line[0].value for sheet in named for line in sheet.iter_rows(min_row=4)}
    assert {one.code for one in found.indicators} <= codes
    assert len(named) == len(found.actions)
