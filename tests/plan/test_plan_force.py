"""The register on a day: amendments, rulings and bureaus that come and go; and what is wrong with dated rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.core.period import Period
from reporter.plan.force import in_force
from reporter.plan.model import Amendment, Bureau, Kind, Plan, Ruling, Waiver
from reporter.plan.succession import heirs
from reporter.plan.waivers import waiver_of
from tests.plan.register_sample import findings, sample
from tests.plans import BUREAUS, small_plan

JUNE, JULY, AUGUST = Period(2024, 6), Period(2024, 7), Period(2024, 8)
JULY_1 = date(2024, 7, 1)
FROZEN = small_plan(bureaus=tuple(replace(one, until=None, merged_into="") for one in BUREAUS))
"""The small plan without anything dated."""


def amendment(code: str, column: str, old: str, new: str, since: date = JULY_1) -> Amendment:
    return Amendment(code=code, column=column, old=old, new=new, since=since, basis="区管委会议")


def amended(*rows: Amendment) -> Plan:
    return replace(FROZEN, amendments=rows)


@given(st.integers(1, 12), st.booleans())
def test_a_plan_without_dated_rows_is_itself(month: int, undated_ruling: bool) -> None:
    rulings = (Ruling(matter="就业", codes=("A1-K01", "A1-K17"), adopted="A1-K17"),) if undated_ruling else ()
    plan = replace(FROZEN, rulings=rulings)
    assert in_force(plan, Period(2024, month)) is plan


@given(st.integers(1, 6))
def test_before_its_day_an_amendment_changes_nothing(month: int) -> None:
    plan = amended(amendment("A1-K01", "目标值", "1500", "1200"))
    assert in_force(plan, Period(2024, month)) is plan


# code, column, old, new, the field and its new value
COLUMNS = [
    ("A1-K01", "目标值", "1500", "1,200", "target", Decimal(1200)),
    ("A1-K12", "目标上限", "2", "3", "target_upper", Decimal(3)),
    ("A1-K01", "计量单位", "人", "人次", "unit", "人次"),
    ("A1-K01", "比较", "不低于", "超过", "comparator", "more_than"),
    ("A1-K01", "时限", "", "2024年9月30日", "due", date(2024, 9, 30)),
    ("A1-K01", "时序", "", "25/45/70/100", "pace", "25/45/70/100"),
    ("A1-K01", "填报单位", "区发改局", "区统计局", "bureau", "区统计局"),
    ("A1-K01", "类型", "累计数", "投入", "kind", Kind.INPUT),
    ("A1-K01", "计入", "是", "否", "counted", False),
    ("A1-T01", "牵头单位", "区发改局", "区残联、区发改局", "leads", ("区残联", "区发改局")),
    ("A1-T01", "名称", "现代农业", "智慧农业", "name", "智慧农业"),
    ("A2-K14-2", "目标值", "91", "80", "target", Decimal(80)),
    ("A1-K09-S2", "时限", "2024-12-31", "2024-10-31", "due", date(2024, 10, 31)),
]


@pytest.mark.parametrize(("code", "column", "old", "new", "field", "value"), COLUMNS)
def test_from_its_day_on_a_column_has_the_new_value(
    code: str, column: str, old: str, new: str, field: str, value: object
) -> None:
    plan = amended(amendment(code, column, old, new))
    assert _field(in_force(plan, JULY), code, field) == value
    assert _field(in_force(plan, JUNE), code, field) != value
    assert len(in_force(plan, JULY).indicators) == len(plan.indicators)


def _field(plan: Plan, code: str, field: str) -> object:
    rows = (*plan.indicators, *plan.tasks, *plan.parts, *plan.milestones)
    found = getattr(next(row for row in rows if row.code == code), field)
    return found.value if field == "comparator" else found


def test_amendments_of_one_column_follow_each_other_by_day_not_by_row() -> None:
    plan = amended(
        amendment("A1-K01", "目标值", "1200", "1300", date(2024, 8, 15)),
        amendment("A1-K01", "目标值", "1500", "1200"),
    )
    targets = [in_force(plan, period).indicator_by_code["A1-K01"].target for period in (JUNE, JULY, AUGUST)]
    assert targets == [1500, 1200, 1300]


RULING = Ruling(
    matter="就业", codes=("A1-K01", "A1-K17"), adopted="A1-K17", adopted_scope="1400人", basis="区管委会议",
    ruled=date(2024, 7, 10),
)  # fmt: skip


def counted(plan: Plan, period: Period) -> list[bool]:
    found = in_force(plan, period).indicator_by_code
    return [found[code].counted for code in ("A1-K01", "A1-K17", "A1-K04")]


def test_from_its_day_on_a_ruling_decides_what_counts_and_the_asked_row_stays_asked() -> None:
    plan = replace(FROZEN, rulings=(RULING,))
    assert counted(plan, JUNE) == [True, False, True]
    assert counted(plan, JULY) == [False, True, True]
    after = in_force(plan, JULY).indicator_by_code
    assert (after["A1-K01"].is_asked, after["A1-K17"].uses) == (True, "A1-K01")


def test_a_ruling_to_come_is_open_and_what_counts_as_written_is_what_is_used() -> None:
    before, after = (in_force(replace(FROZEN, rulings=(RULING,)), period).rulings[0] for period in (JUNE, JULY))
    assert (before.ruled, before.adopted, before.adopted_scope, before.basis) == (None, "A1-K01", "", "")
    assert after == RULING


def test_two_adopted_rows_of_one_figure_count_once() -> None:
    both = replace(RULING, adopted="A1-K01、A1-K17")
    assert counted(replace(FROZEN, rulings=(both,)), JULY) == [True, False, True]


def test_a_later_amendment_overrides_a_ruling() -> None:
    later = amendment("A1-K01", "计入", "否", "是", date(2024, 8, 1))
    plan = replace(FROZEN, rulings=(RULING,), amendments=(later,))
    assert counted(plan, JULY) == [False, True, True]
    assert counted(plan, AUGUST) == [True, True, True]


def merged(**changed: object) -> Plan:
    """区统计局 (B003) goes into 区发改局 (B001) at the end of June."""
    bureaus = tuple(
        replace(one, until=date(2024, 6, 30), merged_into="区发改局") if one.code == "B003" else one
        for one in FROZEN.bureaus
    )
    return replace(FROZEN, bureaus=bureaus, **changed)


def test_a_merged_bureau_is_replaced_everywhere_and_nobody_is_named_twice() -> None:
    plan = merged(
        actions=(replace(FROZEN.actions[1], office="区统计局", members=("区统计局", "区残联", "区发改局")),),
        tasks=(
            replace(FROZEN.tasks[0], leads=("区残联", "区统计局"), supports=("区发改局",)),
            replace(FROZEN.tasks[1], leads=("区发改局",), supports=("区统计局", "区残联")),
        ),
        waivers=(Waiver(rule="不适用", code="", bureau="区统计局", reason="", approved_by="", since=JULY_1),),
    )
    now = in_force(plan, JULY)
    assert (now.actions[0].office, now.actions[0].members) == ("区发改局", ("区发改局", "区残联"))
    assert [(task.leads, task.supports) for task in now.tasks] == [
        (("区残联", "区发改局"), ()),
        (("区发改局",), ("区残联",)),
    ]
    assert now.indicator_by_code["A1-K02"].bureau == "区发改局"
    assert waiver_of(now, "不适用", JULY.last_day, code="A1-K02", bureau="区发改局") is not None
    assert heirs(now, JULY.last_day) == {"B003": "B001"}


def test_until_its_last_day_a_bureau_answers_itself() -> None:
    june = in_force(merged(), JUNE)
    assert june.indicator_by_code["A1-K02"].bureau == "区统计局"
    assert heirs(june, JUNE.last_day) == {}


def test_a_chain_of_mergers_ends_at_the_last_and_a_circle_ends_at_all() -> None:
    chain = tuple(
        replace(one, until=date(2024, 6, 30), merged_into={"B003": "区发改局", "B001": "区残联"}[one.code])
        if one.code in ("B001", "B003")
        else one
        for one in FROZEN.bureaus
    )
    assert heirs(replace(FROZEN, bureaus=chain), JULY.last_day) == {"B001": "B002", "B003": "B002"}
    circle = tuple(replace(one, merged_into="区统计局") if one.code == "B001" else one for one in chain)
    assert set(heirs(replace(FROZEN, bureaus=circle), JULY.last_day)) <= {"B001", "B003"}


def test_before_its_day_a_bureau_neither_leads_nor_answers() -> None:
    new = Bureau(code="B009", name="区数据局", order=90, since=JULY_1)
    plan = replace(
        FROZEN, bureaus=(*FROZEN.bureaus, new), tasks=(replace(FROZEN.tasks[0], leads=("区数据局", "区发改局")),)
    )
    assert in_force(plan, JUNE).tasks[0].leads == ("区发改局",)
    assert in_force(plan, JULY).tasks[0].leads == ("区数据局", "区发改局")


# column of 调整 with another text, and what is found
WRONG_AMENDMENTS = [
    ({"原值": "301"}, [("P211", "调整!C2")]),
    ({"原值": ""}, [("P211", "调整!C2")]),
    ({"原值": "三百"}, [("P211", "调整!C2")]),
    ({"栏目": "行动", "原值": "A1", "新值": "A2"}, [("P173", "调整!B2")]),
    ({"栏目": "名称", "原值": "经营主体", "新值": ""}, [("P174", "调整!D2")]),
    ({"新值": "-1"}, [("P212", "调整!D2")]),
    ({"栏目": "填报单位", "原值": "区科工局", "新值": "区科技局"}, [("P212", "调整!D2")]),
    ({"栏目": "类型", "原值": "存量", "新值": "节点"}, [("P212", "调整!D2")]),
    ({"编号": "A2-K03-S1", "栏目": "时限", "原值": "2024-06-30", "新值": "2024-08-31"}, []),
    ({"编号": "A2-K03-S1", "栏目": "时限", "原值": "2024-06-30", "新值": ""}, [("P174", "调整!D2")]),
    ({"编号": "A2-K03-S1", "栏目": "序号", "原值": "1", "新值": "2"}, [("P173", "调整!B2")]),
    ({"编号": "A2-K02-2", "栏目": "目标值", "原值": "91", "新值": "0"}, [("P212", "调整!D2")]),
    ({"编号": "A1-T01", "栏目": "牵头单位", "原值": "区农业农村局", "新值": "区科工局"}, []),
    ({"编号": "A1-T01", "栏目": "牵头单位", "原值": "区农业农村局", "新值": ""}, [("P212", "调整!D2")]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "found"), WRONG_AMENDMENTS)
def test_an_amendment_that_cannot_be(tmp_path: Path, texts: dict[str, str], found: list[tuple[str, str]]) -> None:
    tables = sample()
    tables["调整"][0] |= texts
    assert findings(tmp_path, tables) == found


def test_the_second_amendment_begins_where_the_first_ended(tmp_path: Path) -> None:
    tables = sample()
    second = {"编号": "A1-K03", "栏目": "目标值", "原值": "310", "新值": "305", "起始日期": "2024-09-01"}
    tables["调整"].insert(0, second)
    assert findings(tmp_path, tables) == []
    second["原值"] = "300"
    assert findings(tmp_path, tables) == [("P211", "调整!C2")]


def test_columns_that_change_together_are_judged_together(tmp_path: Path) -> None:
    """存量 to 区间 needs an upper bound: both on one day are sound, the kind alone is not."""
    tables = sample()
    tables["调整"] = [{"编号": "A1-K03", "栏目": "类型", "原值": "存量", "新值": "区间", "起始日期": "2024-07-01"}]
    assert [code for code, _ in findings(tmp_path, tables)] == ["P212"]
    tables["调整"].append({"编号": "A1-K03", "栏目": "目标上限", "原值": "", "新值": "400", "起始日期": "2024-07-01"})
    assert findings(tmp_path, tables) == []


def test_a_ruling_with_a_day_adopts_something(tmp_path: Path) -> None:
    tables = sample()
    tables["裁定"][0] |= {"日期": "2024-07-01"}
    assert findings(tmp_path, tables) == []
    tables["裁定"][0] |= {"采用编号": ""}
    assert findings(tmp_path, tables) == [("P213", "裁定!D2")]


def test_a_bureau_that_stops_has_a_successor_if_it_has_work(tmp_path: Path) -> None:
    tables = sample()
    tables["单位"][2]["停用"] = "2024-06-30"
    assert findings(tmp_path, tables) == [("P214", "单位!I4")]
    tables["单位"][2]["并入"] = "区科工局"
    assert findings(tmp_path, tables) == []
    tables = sample()
    tables["单位"][0]["停用"] = "2024-06-30"
    tables["任务"][2]["牵头单位"] = "各乡镇（街道）"
    assert [code for code, _ in findings(tmp_path, tables)] == []
