"""A draft against a register that is there: new, changed, gone; other codes and other spellings are no change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reporter.plan.draft.compare import Difference, difference_sheet, differences
from reporter.plan.draft.model import Draft
from reporter.plan.model import Bureau, Indicator, Kind, Plan, Task
from tests.plan.draft import drafted, texts


@pytest.fixture(scope="module")
def county() -> Draft:
    return drafted.of(texts.COUNTY)


def changed(plan: Plan, table: str, code: str, **values: object) -> Plan:
    """The register with one row of another content."""
    rows = tuple(
        replace(one, **values) if one.code == code else one  # type: ignore[arg-type]
        for one in getattr(plan, table)
    )
    return replace(plan, **{table: rows})  # type: ignore[arg-type]


def told(old: Plan, found: Draft) -> list[tuple[str, str, str, str, str, str]]:
    return [(one.table, one.kind, one.name, one.column, one.old, one.new) for one in differences(old, found)]


def test_a_draft_is_no_different_from_itself(county: Draft) -> None:
    assert differences(county.plan, county) == ()


def test_a_changed_target_is_a_line(county: Draft) -> None:
    row = drafted.row(county, "农村自来水普及率")
    old = changed(county.plan, "indicators", row.code, target=Decimal(90))
    assert told(old, county) == [("指标", "变化", "农村自来水普及率", "目标值", "90", "96")]


def test_a_new_lead_is_a_line(county: Draft) -> None:
    old = changed(county.plan, "tasks", "A1-T01", leads=("县发改局",), supports=("县财政局",))
    assert told(old, county) == [
        ("任务", "变化", "新型材料", "牵头单位", "县发改局", "县科工局"),
        ("任务", "变化", "新型材料", "配合单位", "县财政局", "县发改局、县财政局"),
    ]


def test_rows_that_came_and_went(county: Draft) -> None:
    kept = tuple(one for one in county.plan.tasks if one.code != "A2-T06")
    gone = Task(code="A2-T99", action="A2", section="（二）", name="退役的任务", leads=("县残联",))
    old = replace(county.plan, tasks=(*kept, gone))
    assert [line[:3] for line in told(old, county)] == [("任务", "新增", "农村饮水"), ("任务", "减少", "退役的任务")]


def test_other_codes_are_no_difference(county: Draft) -> None:
    plan = county.plan
    codes = {one.code: f"B{at + 500:03d}" for at, one in enumerate(plan.bureaus)}
    tasks = tuple(replace(one, code=one.code.replace("T", "T9")) for one in plan.tasks)
    rows = tuple(
        replace(one, code=one.code.replace("K", "K9"), tasks=tuple(code.replace("T", "T9") for code in one.tasks))
        for one in plan.indicators
    )
    old = replace(
        plan, bureaus=tuple(replace(one, code=codes[one.code]) for one in plan.bureaus), tasks=tasks, indicators=rows
    )
    assert differences(old, county) == ()


def test_another_spelling_of_a_known_body_is_no_difference(county: Draft) -> None:
    def renamed(name: str) -> str:
        return "县科技和工业信息化局" if name == "县科工局" else name

    plan = county.plan
    bureaus = tuple(
        replace(one, name=renamed(one.name), aliases=("县科工局", "县科工信局")) if one.name == "县科工局" else one
        for one in plan.bureaus
    )
    tasks = tuple(replace(one, leads=tuple(map(renamed, one.leads))) for one in plan.tasks)
    rows = tuple(replace(one, bureau=renamed(one.bureau)) for one in plan.indicators)
    actions = tuple(
        replace(
            one,
            office=renamed(one.office),
            deputies=tuple(map(renamed, one.deputies)),
            members=tuple(map(renamed, one.members)),
        )
        for one in plan.actions
    )
    assert differences(replace(plan, bureaus=bureaus, tasks=tasks, indicators=rows, actions=actions), county) == ()


def test_a_spelling_that_the_register_does_not_know_is_said(county: Draft) -> None:
    (code,) = (one.code for one in county.plan.bureaus if one.name == "县科工局")
    old = changed(county.plan, "bureaus", code, aliases=())
    assert told(old, county) == [("单位", "变化", "县科工局", "别名", "", "县科工信局")]


def test_a_new_body_and_one_that_is_gone(county: Draft) -> None:
    rest = tuple(one for one in county.plan.bureaus if one.name != "县卫健局")
    old = replace(county.plan, bureaus=(*rest, Bureau(code="B900", name="县气象局", category="驻区单位")))
    assert [line[:3] for line in told(old, county)] == [("单位", "新增", "县卫健局"), ("单位", "减少", "县气象局")]


def test_what_a_draft_is_not_sure_of_is_no_change(county: Draft) -> None:
    """The office has filled 填报单位 of a goal, and chosen another of several leads."""
    goal = drafted.row(county, "规模工业增加值增速", "A1 一、工作目标")
    several = drafted.row(county, "农村自来水普及率")
    old = changed(county.plan, "indicators", goal.code, bureau="县科工局")
    assert differences(changed(old, "indicators", several.code, bureau="县农业农村局"), county) == ()


def test_steps_of_the_register_are_not_missed(county: Draft) -> None:
    deed = Indicator(code="A1-K90", action="A1", name="建成信息平台", kind=Kind.MILESTONE, due=date(2026, 12, 31))
    old = replace(county.plan, indicators=(*county.plan.indicators, deed))
    assert all(one.name != "建成信息平台" for one in differences(old, county))


def test_the_sheet_has_a_line_for_each_difference() -> None:
    one = Difference(table="任务", kind="变化", name="甲", column="时限", old="2026-01-01", new="2026-02-01")
    sheet = difference_sheet([one])
    values = [sheet.cells[2, at].value for at in range(1, 9)]
    assert values == ["任务", "变化", None, None, "甲", "时限", "2026-01-01", "2026-02-01"]
