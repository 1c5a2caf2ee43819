"""What is typed into number, date, drop-down and text cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reporter.core.status import TaskState
from reporter.intake.amounts import read_figure
from reporter.intake.asked import Asked
from reporter.intake.spot import Spot
from reporter.intake.submission import AnswerState
from reporter.intake.texts import clean_text, read_date, read_done, read_progress, read_state, read_text
from reporter.plan.model import Kind
from reporter.sheets.cells import Cell, CellKind, Value
from tests.returned import L, S, answer, damaged, faults, figure, file_of, filled, submission, typed, value

SPOT = Spot(file=file_of(b""), sheet="指标", cell="I5", item="A1-K06", name="办结率", heading="本期累计", bureau="B001")
SHARE = Asked(code="A1-K06", last_day=date(2024, 5, 31), unit="%", kind=Kind.SHARE, target=Decimal(90), decimals=0)
COUNT = Asked(code="A1-K01", last_day=date(2024, 5, 31), unit="人", kind=Kind.CUMULATIVE, decimals=0)


def cell(value: Value, number_format: str = "General", formula: str = "", kind: CellKind | None = None) -> Cell:
    kinds = {str: CellKind.TEXT, Decimal: CellKind.NUMBER, date: CellKind.DATE, bool: CellKind.BOOLEAN}
    kind = kind or kinds[type(value)]  # type: ignore[index]
    return Cell(row=5, column=9, kind=kind, value=value, number_format=number_format, formula=formula)


def outcome(content: Cell | None, asked: Asked) -> tuple[object, str]:
    found, problem = read_figure(content, SPOT, asked)
    return (found.value if found.state is AnswerState.VALUE else found.state), problem.code if problem else ""


@pytest.mark.parametrize(
    ("content", "asked", "meaning", "code"),
    [
        (None, COUNT, AnswerState.BLANK, ""),
        (cell(Decimal(0)), COUNT, Decimal(0), ""),
        (cell("0"), COUNT, Decimal(0), "E221"),
        (cell("无"), COUNT, AnswerState.BLANK, "E220"),
        (cell("不适用"), COUNT, AnswerState.NOT_APPLICABLE, ""),
        (cell("未公布"), COUNT, AnswerState.NOT_PUBLISHED, ""),
        (cell("未到节点"), COUNT, AnswerState.NOT_DUE, ""),
        (cell(Decimal(12), formula="=5+7"), COUNT, Decimal(12), "E229"),
        (cell("", formula='=IF(1,"")'), COUNT, AnswerState.BLANK, ""),
        (cell(None, formula="=A1", kind=CellKind.NO_RESULT), COUNT, AnswerState.REJECTED, "E208"),
        (cell(None, formula="=[1]表!A1", kind=CellKind.NO_RESULT), COUNT, AnswerState.REJECTED, "E237"),
        (cell("#DIV/0!", kind=CellKind.ERROR), COUNT, AnswerState.REJECTED, "E207"),
        (cell(date(2024, 3, 5)), COUNT, AnswerState.REJECTED, "E232"),
        (cell(True), COUNT, AnswerState.REJECTED, "E203"),
        (cell(Decimal("0.85"), "0%"), COUNT, AnswerState.REJECTED, "E203"),
        (cell(Decimal("1E+308")), COUNT, AnswerState.REJECTED, "E250"),
        (cell(Decimal("-1E+308")), replace(COUNT, may_be_negative=True), AnswerState.REJECTED, "E250"),
        (cell(Decimal("1E+307"), "0%"), SHARE, AnswerState.REJECTED, "E250"),
        (cell("1" * 19), COUNT, AnswerState.REJECTED, "E250"),
        (cell("1" * 18), COUNT, Decimal("1" * 18), "E238"),
        (cell(Decimal(-1)), COUNT, AnswerState.REJECTED, "E216"),
        (cell("-1"), COUNT, AnswerState.REJECTED, "E216"),
        (cell(Decimal(-1)), replace(COUNT, may_be_negative=True), Decimal(-1), ""),
        (cell(Decimal("0.85"), "0%"), SHARE, Decimal(85), ""),
        (cell(Decimal(1), "0%"), SHARE, Decimal(100), ""),
        (cell("85%"), SHARE, Decimal(85), "E228"),
        (cell("0.85%"), SHARE, Decimal("0.85"), "E228"),
        (cell(Decimal(85)), SHARE, Decimal(85), ""),
        (cell(Decimal(0)), SHARE, Decimal(0), ""),
        (cell(Decimal("0.85")), SHARE, AnswerState.REJECTED, "E243"),
        (cell("0.85"), SHARE, AnswerState.REJECTED, "E243"),
        (cell(Decimal(1)), SHARE, AnswerState.REJECTED, "E243"),
        (cell(Decimal("0.5")), replace(SHARE, target=Decimal(1), decimals=1), Decimal("0.5"), ""),
        (cell(Decimal("0.078")), replace(SHARE, kind=Kind.GROWTH, decimals=3), Decimal("0.078"), "E227"),
        (cell(Decimal("0.4")), replace(SHARE, kind=Kind.REDUCTION, decimals=1), Decimal("0.4"), ""),
    ],
)
def test_number_cells(content: Cell | None, asked: Asked, meaning: object, code: str) -> None:
    assert outcome(content, asked) == (meaning, code)


def test_typed_percent_in_a_returned_file() -> None:
    given = figure("A0-K01", Decimal("0.078"))
    data = damaged(filled(given, form=("A0", "B001"), blank=True), typed("I5", 0.078, "0.0%"))
    assert value(submission(data, "2024-05-A0-区发改局.xlsx"), "A0-K01") == Decimal("7.8")


def test_answers_keep_source_raw_and_note() -> None:
    data = filled(figure("A1-K01", "约640", "核减2人"))
    found = answer(submission(data), "A1-K01")
    assert (found.current.raw, found.current.approximate, found.note) == ("约640", True, "核减2人")
    assert found.current.source.cell == "I5"
    assert found.current.source.sha256 == file_of(data).sha256


def test_prior_year_and_base_are_read() -> None:
    found = submission(filled())
    assert answer(found, "A1-K13").prior_year.value == 2  # type: ignore[union-attr]
    assert answer(found, "A1-K03").base.value == 200  # type: ignore[union-attr]
    assert answer(found, "A1-K01").prior_year is None


@pytest.mark.parametrize(
    ("content", "day", "code"),
    [
        (cell(date(2024, 3, 14)), date(2024, 3, 14), ""),
        (cell("2024.3.14"), date(2024, 3, 14), ""),
        (cell("2024/3/14"), date(2024, 3, 14), ""),
        (cell("2024年3月14日"), date(2024, 3, 14), ""),
        (cell("20240314"), date(2024, 3, 14), ""),
        (cell(Decimal(45365)), date(2024, 3, 14), ""),
        (cell("3月14日"), date(2024, 3, 14), "E247"),
        (cell("2024-02-30"), None, "E209"),
        (cell("月底"), None, "E209"),
        (cell("2024年5月"), None, "E209"),
        (cell(Decimal(7)), None, "E209"),
        (None, None, ""),
    ],
)
def test_date_cells(content: Cell | None, day: date | None, code: str) -> None:
    found, problem = read_date(content, SPOT, 2024)
    assert (found, problem.code if problem else "") == (day, code)


@pytest.mark.parametrize(
    ("word", "state", "code"),
    [
        ("正常推进", TaskState.NORMAL, ""),
        (" 正常推进 ", TaskState.NORMAL, ""),
        ("推进缓慢", TaskState.SLOW, "E248"),
        ("完成", TaskState.DONE, "E248"),
        ("停滞", TaskState.STALLED, ""),
        ("未到启动时间", TaskState.NOT_STARTED, ""),
        ("尚未启动", None, "E210"),
        ("很好", None, "E210"),
    ],
)
def test_task_states(word: str, state: TaskState | None, code: str) -> None:
    found, problem = read_state(cell(word), SPOT)
    assert (found, problem.code if problem else "") == (state, code)


@pytest.mark.parametrize(
    ("content", "done", "code"),
    [
        (cell("是"), True, ""),
        (cell("否"), False, ""),
        (cell("已完成"), True, "E248"),
        (cell("未完成"), False, "E248"),
        (cell(True), True, ""),
        (cell("部分"), None, "E210"),
        (None, None, ""),
    ],
)
def test_done_words(content: Cell | None, done: bool | None, code: str) -> None:
    found, problem = read_done(content, SPOT)
    assert (found, problem.code if problem else "") == (done, code)


@pytest.mark.parametrize(
    ("content", "progress", "code"),
    [
        (cell(Decimal(40)), 40, ""),
        (cell(Decimal("0.4"), "0%"), 40, ""),
        (cell("40%"), 40, "E221"),
        (cell(Decimal(100)), 100, ""),
        (cell(Decimal(0)), 0, ""),
        (cell(Decimal("0.4")), None, "E504"),
        (cell(Decimal(-1)), None, "E504"),
        (cell(Decimal(101)), None, "E504"),
        (cell("一半"), None, "E504"),
        (None, None, ""),
    ],
)
def test_progress(content: Cell | None, progress: int | None, code: str) -> None:
    found, problem = read_progress(content, SPOT)
    expected = None if progress is None and code == "E504" else progress
    assert (found if code != "E504" else None, problem.code if problem else "") == (expected, code)


@pytest.mark.parametrize(
    ("text", "kept", "code"),
    [
        ("已开工\r\n3处", "已开工 3处", ""),
        ("已\x07开工", "已开工", "E236"),
        ("㙍田𠮷村🚀", "㙍田𠮷村🚀", ""),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", "E235"),
        ("＝1", "＝1", "E235"),
        ("-", "-", ""),
        ("{{ 7*7 }}", "{{ 7*7 }}", ""),
        ("长" * 200, "长" * 200, ""),
        ("长" * 201, "长" * 201, "E506"),
    ],
)
def test_texts(text: str, kept: str, code: str) -> None:
    found, problem = read_text(cell(text), SPOT, "60")
    assert (found, problem.code if problem else "") == (kept, code)


def test_text_taken_for_a_formula_is_its_text() -> None:
    found, problem = read_text(cell("#NAME?", formula="=钢结构完成", kind=CellKind.ERROR), SPOT, "60")
    assert (found, problem and problem.code) == ("=钢结构完成", "E235")


def test_lone_surrogates_go() -> None:
    assert clean_text("a\ud800b\ufffe") == "ab"


def test_step_finished_after_the_period_is_not_finished_in_it() -> None:
    given = {(S, "A1-K09-S1", "done"): "是", (S, "A1-K09-S1", "finished"): date(2024, 6, 1)}
    step = submission(filled(given)).steps[0]
    assert (step.done, step.finished, step.rejected) == (False, None, False)


def test_blank_step_not_yet_due_is_no_problem() -> None:
    found = submission(filled({(S, "A1-K09-S2", "done"): None}))
    assert (faults(found), found.steps[1].done) == ([], None)


def test_step_not_understood_is_rejected() -> None:
    step = submission(filled({(S, "A1-K09-S1", "done"): "大概"})).steps[0]
    assert (step.done, step.rejected) == (None, True)


def test_list_row_is_read_whole() -> None:
    given = {
        (L, "A1-B001-L02", "task"): "A1-T01 现代农业",
        (L, "A1-B001-L02", "category"): "项目",
        (L, "A1-B001-L02", "name"): "冷链仓库",
        (L, "A1-B001-L02", "planned"): Decimal(1200),
        (L, "A1-B001-L02", "done"): "300万元",
        (L, "A1-B001-L02", "unit"): "万元",
        (L, "A1-B001-L02", "start"): date(2024, 3, 1),
    }
    found = submission(filled(given))
    row = found.lists[0]
    assert (row.code, row.task, row.category, row.name) == ("A1-B001-L02", "A1-T01", "项目", "冷链仓库")
    assert (row.planned, row.done, row.unit, row.start) == (Decimal(1200), Decimal(300), "万元", date(2024, 3, 1))
    assert faults(found) == [("E231", "清单", "H6")]


def test_unpublished_month_may_be_blank() -> None:
    found = submission(filled(form=("A1", "B003"), blank=True), "2024-05-A1-区统计局.xlsx")
    assert (faults(found), answer(found, "A1-K02").current.state) == ([], AnswerState.BLANK)


def test_nil_return_needs_no_figures() -> None:
    found = submission(filled(blank=True, nil_return=True))
    assert (found.nil_return, faults(found)) == (True, [])


def test_contact_is_read() -> None:
    data = damaged(filled(), typed("C6", "张三", sheet="填表说明"), typed("C8", "李四", sheet="填表说明"))
    contact = submission(data).contact
    assert (contact.filler, contact.phone, contact.reviewer) == ("张三", "", "李四")


def test_blank_and_zero_rows_of_one_form() -> None:
    found = submission(filled(figure("A1-K01", None)))
    assert faults(found) == [("E214", "指标", "I5")]
    assert answer(found, "A1-K01").current.state is AnswerState.BLANK
    assert value(found, "A1-K10") == 0
