"""Next year's register: what stays, what is emptied, who takes over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reporter.plan.check import check
from reporter.plan.model import Amendment, Bureau, Kind, Milestone, Plan, Rule, Ruling
from reporter.plan.roll import YearEnd, rolled
from reporter.plan.roll_guide import roll_guide
from reporter.plan.store import read_workbook, write_workbook
from reporter.plan.succession import Succession
from tests.plans import BUREAUS, INDICATORS, MILESTONES, TASKS, small_plan

START = date(2025, 1, 1)


def december(**more: object) -> YearEnd:
    known: dict[str, object] = {"label": "2024年12月", "is_december": True, "actual": {"A1-K03": Decimal(310)}}
    return YearEnd(**{**known, **more})  # type: ignore[arg-type]


def bureau(name: str, **more: object) -> Bureau:
    return Bureau(code=f"B{name}", name=name, **more)  # type: ignore[arg-type]


def test_targets_dates_and_quotations_are_emptied_and_what_is_fixed_stays() -> None:
    plan = small_plan(
        indicators=tuple(replace(row, phrase="原文", inferred=("目标值", "填报单位")) for row in INDICATORS),
        rulings=(Ruling(matter="甲"),),
        amendments=(Amendment(code="A1-K01", column="目标值", old="1", new="2", since=date(2024, 7, 1)),),
    )
    new = rolled(plan, None).plan
    targets = {row.kind: row.target for row in new.indicators}
    assert {kind: target for kind, target in targets.items() if target is not None} == {
        Kind.ZERO: Decimal(0),
        Kind.FIRST: Decimal(1),
    }
    assert {row.target_upper for row in new.indicators} == {None} and {part.target for part in new.parts} == {None}
    assert {row.phrase for row in new.indicators} == {""} and {row.inferred for row in new.indicators} == {
        ("填报单位",)
    }
    assert {task.due for task in new.tasks} == {None}
    assert (new.rulings, new.amendments, new.waivers, new.closings, new.calendar) == ((), (), (), (), ())
    assert [(row.code, row.name, row.bureau) for row in new.indicators] == [
        (row.code, row.name, row.bureau) for row in INDICATORS
    ]
    assert [step.name for step in new.milestones] == [step.name for step in MILESTONES]
    assert (new.head.name, new.head.year, new.head.number) == (plan.head.name, 2025, "")


@pytest.mark.parametrize(
    ("end", "base", "tip"),
    [
        (december(), Decimal(310), "取自2024年12月末的结果。"),
        (
            december(label="2024年11月", is_december=False),
            Decimal(310),
            "取自2024年11月末的结果。不是年末数，请核对。",
        ),
        (december(approximate=frozenset({"A1-K03"})), None, "2024年12月末是约数，没有填。"),
        (december(actual={}), None, "2024年12月末没有数。"),
        (None, None, "没有上年的结果。"),
    ],
)
def test_the_base_of_a_stock_is_the_figure_at_the_end_of_the_year(
    end: YearEnd | None, base: Decimal | None, tip: str
) -> None:
    made = rolled(small_plan(), end)
    at = next(index for index, row in enumerate(made.plan.indicators) if row.code == "A1-K03")
    assert made.plan.indicators[at].base == base
    cell = made.cells["指标", at, "起点值"]
    assert (cell.tip, cell.blank) == (tip, base is None)
    assert ("A1-K03" in made.based) is (base is not None) and ("A1-K03" in made.unbased) is (base is None)


def test_a_figure_that_is_no_stock_is_no_base() -> None:
    made = rolled(small_plan(), december(actual={"A1-K01": Decimal(1500)}))
    assert {row.base for row in made.plan.indicators} == {None}


def test_rules_hold_from_january_with_the_value_of_the_years_end() -> None:
    rules = (
        Rule(name="小数目标", value="10", since=date(2024, 1, 1)),
        Rule(name="小数目标", value="5", since=date(2024, 7, 1)),
        Rule(name="小数目标", value="8", since=date(2025, 3, 1)),
        Rule(name="报送截止", value="6", since=START),
    )
    assert [(rule.name, rule.value, rule.since) for rule in rolled(small_plan(rules=rules), None).plan.rules] == [
        ("小数目标", "5", START),
        ("小数目标", "8", date(2025, 3, 1)),
        ("报送截止", "6", START),
    ]


def test_who_is_gone_is_replaced_by_who_takes_over() -> None:
    """区老干局 was merged into 区残联 on 1 April 2024."""
    tasks = (replace(TASKS[4], supports=("区残联", "区老干局")), replace(TASKS[0], leads=("区残联", "区老干局")))
    rows = (replace(INDICATORS[1], bureau="区老干局"),)
    new = rolled(small_plan(tasks=tasks, indicators=rows, parts=(), milestones=()), None).plan
    assert [task.leads for task in new.tasks] == [("区残联",), ("区残联",)]
    assert new.tasks[0].supports == ("区残联",) and new.indicators[0].bureau == "区残联"
    assert "区老干局" not in new.bureau_by_name and new.bureau_by_name["区残联"].aliases == ("区老干局",)


def test_succession_by_several_steps_in_a_circle_and_to_nobody() -> None:
    gone = date(2024, 6, 30)
    bureaus = (
        bureau("甲", until=gone, merged_into="乙", aliases=("甲局",)),
        bureau("乙", until=gone, merged_into="丙"),
        bureau("丙", aliases=("甲局",)),
        bureau("丁", until=gone),
        bureau("戊", until=gone, merged_into="己"),
        bureau("己", until=gone, merged_into="戊"),
        bureau("庚", until=date(2025, 6, 30), merged_into="丙"),
        bureau("辛", category="集合", members=("甲", "丁", "丙")),
    )
    found = Succession.of(bureaus, START)
    assert found.gone == {"甲": "丙", "乙": "丙", "丁": "", "戊": "", "己": ""}
    assert [one.name for one in found.bureaus] == ["丙", "庚", "辛"]
    assert found.bureaus[0].aliases == ("甲局", "甲", "乙"), "an alias that is known already is not doubled"
    assert found.bureaus[2].members == ("丙",)
    assert found.names(("甲", "丁", "庚", "乙")) == ("丙", "庚")


def test_a_task_whose_lead_is_gone_without_heir_is_open() -> None:
    bureaus = tuple(replace(one, merged_into="") if one.name == "区老干局" else one for one in BUREAUS)
    made = rolled(small_plan(bureaus=bureaus), None)
    cell = made.cells["任务", 4, "牵头单位"]
    assert cell.blank and "区老干局" in cell.tip


def workbook_of(plan: Plan) -> bytes:
    made = rolled(plan, december())
    return write_workbook(made.plan, made.cells, (roll_guide(made, ("甲。",)),))


def test_open_cells_are_yellow_and_blank_ones_are_empty() -> None:
    steps = (Milestone(indicator="A1-K09", number=1, name="2024年计划", due=date(2024, 3, 31)),)
    book = load_workbook(BytesIO(workbook_of(small_plan(milestones=steps))))
    assert book.sheetnames[:3] == ["滚动说明", "使用说明", "方案"]

    def cell(table: str, heading: str, row: int = 2) -> tuple[object, bool]:
        sheet = book[table]
        found = sheet.cell(row, next(one.column for one in sheet[1] if one.value == heading))
        return found.value, found.fill.fgColor.rgb == "FFFFFF00"

    assert cell("方案", "文号") == (None, True) and cell("方案", "印发日期") == (None, True)
    assert cell("方案", "年度") == (2025, False)
    assert cell("节点", "时限") == (None, True) and cell("节点", "名称") == ("2024年计划", True)
    assert cell("指标", "目标值") == (None, True) and cell("指标", "名称") == ("高新产业增加值增速", False)
    assert cell("指标", "起点值", 5) == (310, True)


def test_the_workbook_opens_and_every_empty_cell_is_named() -> None:
    found = check(read_workbook(workbook_of(small_plan()), "计划台账.xlsx"))
    codes = {one.code for one in found}
    assert {"P104", "P141", "P164", "P194"} <= codes
    assert "P161" not in codes, "a step without its date is named once, at its cell"
    targets = {one.item for one in found if one.code == "P141"}
    assert {"A1-K01", "A1-K12"} <= targets and not targets & {"A1-K09", "A1-K10", "A1-K11", "A1-K13"}
    empty = {(one.place.sheet, one.place.cell) for one in found if one.code == "P104"}
    assert {("方案", "B2"), ("方案", "D2"), ("节点", "D2"), ("节点", "D3")} <= empty
