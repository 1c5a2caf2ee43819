"""Which forms exist, what stands in them, what is open; the plan is tests/plans.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reporter.core.past import Past, PastListRow
from reporter.core.period import Period
from reporter.forms.columns import CHOICES, columns_of
from reporter.forms.layout import FormLayout, FormRow, SheetKind, layout_of, layouts
from reporter.forms.recipients import expected_forms
from reporter.forms.tokens import parse
from reporter.plan.kinds import figure_codes
from reporter.plan.model import Indicator, Plan
from tests.plans import INDICATORS, small_plan

MAY = Period.parse("2024-05")
PLAN = small_plan()


def form(
    action: str = "A1", bureau: str = "B001", *, plan: Plan = PLAN, past: Past | None = None, period: Period = MAY
) -> FormLayout:
    found = layout_of(plan, period, action, bureau, past)
    assert found is not None
    return found


def rows(layout: FormLayout, kind: SheetKind = SheetKind.INDICATORS) -> dict[str, FormRow]:
    sheet = layout.sheet(kind)
    assert sheet is not None
    return {row.code: row for row in sheet.rows}


def row(code: str, **more: object) -> FormRow:
    return rows(form(**more))[code]  # type: ignore[arg-type]


def with_indicator(code: str, **changed: object) -> Plan:
    return small_plan(indicators=tuple(replace(one, **changed) if one.code == code else one for one in INDICATORS))


def test_expected_forms_by_action_and_order_of_bureaus() -> None:
    assert expected_forms(PLAN, MAY) == (
        ("A0", "B001"),
        ("A1", "B002"),
        ("A1", "B001"),
        ("A1", "B003"),
        ("A2", "B002"),
        ("A2", "B004"),
        ("A2", "B005"),
    )
    assert [(found.action, found.bureau) for found in layouts(PLAN, MAY, None)] == list(expected_forms(PLAN, MAY))


def test_collective_without_members_gets_no_form_and_one_with_members_gets_one_each() -> None:
    assert layout_of(PLAN, MAY, "A2", "B008", None) is None
    assert layout_of(PLAN, MAY, "A2", "B006", None) is None
    assert list(rows(form("A2", "B004"), SheetKind.TASKS)) == ["A2-T01"]


def test_supporting_bureau_gets_no_task_row() -> None:
    assert form("A1", "B003").sheet(SheetKind.TASKS) is None


def test_task_goes_to_each_of_its_leads() -> None:
    assert "A1-T02" in rows(form("A1", "B001"), SheetKind.TASKS)
    assert "A1-T02" in rows(form("A1", "B002"), SheetKind.TASKS)


def test_merged_bureau_is_answered_for_by_the_one_that_took_it_over() -> None:
    assert list(rows(form("A2", "B002"), SheetKind.TASKS)) == ["A2-T03"]
    march = Period.parse("2024-03")
    assert list(rows(form("A2", "B007", period=march), SheetKind.TASKS)) == ["A2-T03"]
    assert layout_of(PLAN, MAY, "A2", "B007", None) is None


def test_nothing_to_fill_is_no_form() -> None:
    assert layout_of(PLAN, MAY, "A0", "B002", None) is None


def test_sheets_without_items_are_left_out() -> None:
    assert [sheet.kind for sheet in form().sheets] == [
        SheetKind.INDICATORS,
        SheetKind.STEPS,
        SheetKind.TASKS,
        SheetKind.LISTS,
    ]
    assert [sheet.kind for sheet in form("A1", "B003").sheets] == [SheetKind.INDICATORS]


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        (
            SheetKind.INDICATORS,
            "编号 指标名称 计量单位 年度目标 年初数 时序进度 上期累计 本期累计 完成率 进度判断 上年同期 说明",
        ),
        (SheetKind.STEPS, "编号 事项 节点 时限 是否完成 完成日期 说明"),
        (SheetKind.TASKS, "编号 任务名称 时限 进展状态 进度(%) 进展情况 存在问题 下步打算 经验做法"),
        (
            SheetKind.LISTS,
            "编号 所属任务 类别 名称 责任人 年度计划 累计完成 计量单位 开工/出台时间 计划完成时间 实际完成时间 进展",
        ),
    ],
)
def test_headings_are_those_of_the_design(kind: SheetKind, headings: str) -> None:
    columns = columns_of(kind, MAY)
    assert " ".join(column.heading for column in columns) == headings
    assert len({column.mark for column in columns}) == len(columns)


@pytest.mark.parametrize("kind", [SheetKind.INDICATORS, SheetKind.STEPS, SheetKind.TASKS, SheetKind.LISTS])
def test_hints_keep_within_their_limits_and_name_the_day(kind: SheetKind) -> None:
    for column in columns_of(kind, MAY):
        assert len(column.hint_title) <= 32 and len(column.hint) <= 200
        assert "{" not in column.hint + column.hint_title
        assert not column.entry.startswith("choice:") or column.entry in {
            f"choice:{name}" for name in (*CHOICES, "所属任务")
        }


def test_rows_of_figures_are_those_the_kinds_ask_for() -> None:
    asked = [
        code
        for one in PLAN.indicators
        if one.action == "A1" and one.bureau == "区发改局"
        for code in figure_codes(PLAN, one)
    ]
    assert list(rows(form())) == asked
    assert "A1-K06-2" in asked and "A1-K16-2" not in asked and "A1-K17" not in asked and "A1-K09" not in asked


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("A1-K01", Decimal(1500), '"≥"0'),
        ("A1-K08", Decimal(5), '"≤"0'),
        ("A1-K10", Decimal(0), "0"),
        ("A1-K12", Decimal(1), '0"—2"'),
        ("A1-K15", Decimal("552.5"), '"≥"0.0'),
    ],
)
def test_target_is_a_number_whose_format_shows_the_comparator(code: str, value: Decimal, shown: str) -> None:
    assert row(code).issued["target"] == value
    assert row(code).formats["target"] == shown


def test_target_about_and_above() -> None:
    assert row("A0-K01", action="A0").formats["target"] == '0"左右"'
    assert row("A1-K02", bureau="B003").formats["target"] == '"≥"0.0'


@pytest.mark.parametrize(
    ("code", "words"),
    [("A1-K06-1", "比率≥90%"), ("A1-K13", "高于上年同期"), ("A1-K16-1", "高于地区生产总值增速")],
)
def test_target_in_words_where_one_row_has_no_number(code: str, words: str) -> None:
    assert row(code).issued["target"] == words
    assert "target" not in row(code).formats


@pytest.mark.parametrize(
    ("code", "share"),
    [
        ("A1-K01", Decimal("0.4166666667")),
        ("A1-K12", Decimal(0)),
        ("A1-K04", Decimal("0.4166666667")),
        ("A1-K03", "—"),
        ("A1-K05", "—"),
        ("A1-K11", "—"),
    ],
    ids=["count", "one piece is due in December", "stock with base", "stock without base", "standard", "first"],
)
def test_required_share(code: str, share: object) -> None:
    assert row(code).issued["share"] == share


def test_open_cells() -> None:
    always = {"current", "note"}
    assert {code: set(one.inputs) - always for code, one in rows(form()).items() if set(one.inputs) != always} == {
        "A1-K03": {"base"},
        "A1-K13": {"prior_year"},
    }


def test_base_of_register_of_past_and_unknown() -> None:
    answered = Past(period=MAY.previous, bases={"A1-K03": Decimal(250)})
    assert row("A1-K04").issued["base"] == Decimal(60)
    assert row("A1-K03").issued["base"] is None
    known = row("A1-K03", past=answered)
    assert known.issued["base"] == Decimal(250) and "base" not in known.inputs
    assert known.issued["share"] == Decimal("0.4166666667")
    assert row("A1-K01", past=answered).issued["base"] is None


def test_previous_figure_is_shown_or_a_dash() -> None:
    past = Past(period=MAY.previous, figures={"A1-K01": Decimal(600), "A1-K06-1": Decimal(0)})
    assert row("A1-K01", past=past).issued["previous"] == Decimal(600)
    assert row("A1-K06-1", past=past).issued["previous"] == Decimal(0)
    assert row("A1-K15", past=past).issued["previous"] == "—"


def test_month_without_a_figure_says_so_and_stays_open() -> None:
    quiet, due = row("A1-K02", bureau="B003"), row("A1-K02", bureau="B003", period=Period.parse("2024-04"))
    assert quiet.measure is not None and due.measure is not None
    assert (quiet.measure.blank, due.measure.blank) == ("本月可不填", "—")
    assert "current" in quiet.inputs
    assert quiet.hints["current"].startswith("本月不出数") and "留空算没报" in due.hints["current"]


def test_hint_says_scope_rule_and_example() -> None:
    past = Past(period=MAY.previous, figures={"A1-K01": Decimal(600)})
    hint = row("A1-K01", past=past).hints["current"]
    assert hint.startswith("口径：累计发生数。填1月1日到5月31日的累计数")
    assert hint.endswith("例如600。")
    assert max(len(one.hints["current"]) for one in rows(form()).values()) <= 200


def test_steps_with_dates_and_what_was_finished_earlier() -> None:
    past = Past(period=MAY.previous, steps={"A1-K09-S1": date(2024, 3, 20)})
    first, second = rows(form(past=past), SheetKind.STEPS).values()
    assert (first.issued["matter"], first.issued["step"], first.issued["due"]) == (
        "应急广播",
        "完成招标",
        date(2024, 3, 31),
    )
    assert (first.issued["done"], first.issued["finished"]) == ("是", date(2024, 3, 20))
    assert "done" not in second.issued and second.inputs == {"done", "finished", "note"}


def test_task_due_is_its_own_or_the_end_of_the_year() -> None:
    assert rows(form("A2", "B004"), SheetKind.TASKS)["A2-T01"].issued["due"] == date(2024, 9, 30)
    assert rows(form(), SheetKind.TASKS)["A1-T01"].issued["due"] == date(2024, 12, 31)


def test_thirty_list_rows_keep_a_project_in_its_place() -> None:
    known = PastListRow(
        code="A1-B001-L02", category="项目", name="冷链物流园", planned=Decimal(1200), task="A1-T02 现代物流"
    )
    found = rows(form(past=Past(period=MAY.previous, lists=(known,))), SheetKind.LISTS)
    assert list(found)[:2] == ["A1-B001-L01", "A1-B001-L02"] and len(found) == 30
    assert found["A1-B001-L02"].issued["name"] == "冷链物流园"
    assert found["A1-B001-L02"].issued["planned"] == Decimal(1200)
    assert dict(found["A1-B001-L01"].issued) == {"code": "A1-B001-L01"}
    assert "code" not in found["A1-B001-L02"].inputs


def test_every_token_says_its_row() -> None:
    layout = form()
    for sheet in layout.sheets:
        for one in sheet.rows:
            token = parse(one.token)
            assert token is not None
            assert (token.code, token.form_number) == (one.code, layout.number)


def test_head_of_the_form() -> None:
    layout = form()
    assert layout.file_name == "2024-05-A1-区发改局.xlsx"
    assert (layout.deadline, layout.closing_day) == (date(2024, 6, 5), date(2024, 6, 7))
    assert layout.contact == "区督查室　0730-×××××××"


def test_edition_follows_the_plan_and_not_the_past() -> None:
    past = Past(period=MAY.previous, figures={"A1-K01": Decimal(600)}, bases={"A1-K03": Decimal(250)})
    assert form(past=past).edition == form().edition == form(period=Period.parse("2024-06")).edition


@pytest.mark.parametrize(
    "changed",
    [{"target": Decimal(1600)}, {"unit": "名"}, {"name": "新增就业"}, {"scope": "净增"}, {"base": Decimal(1)}],
    ids=["target", "unit", "name", "scope", "base"],
)
def test_edition_changes_with_what_is_asked(changed: dict[str, object]) -> None:
    assert form(plan=with_indicator("A1-K01", **changed)).edition != form().edition


def test_indicator_without_bureau_is_asked_of_nobody() -> None:
    plan = with_indicator("A0-K01", bureau="")
    assert ("A0", "B001") not in expected_forms(plan, MAY)
    assert isinstance(plan.indicator_by_code["A0-K01"], Indicator)
