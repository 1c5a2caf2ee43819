"""体检: every rule with data that it speaks of, and with data of which it says nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reporter.plan.health import contradictions, dates, duties, places, sums, texts
from reporter.plan.health.finding import Finding, Weight, topics
from reporter.plan.health.similar import alike, core_of
from reporter.plan.health.survey import RULES, survey
from reporter.plan.level import level_of
from reporter.plan.model import Plan, Ruling
from reporter.plan.store import read_folder, shipped
from tests.plan.register_sample import Tables, loaded, sample

Change = Callable[[Tables], None]


def plan_of(folder: Path, change: Change) -> Plan:
    """The sample register after `change`."""
    tables = sample()
    change(tables)
    plan = loaded(folder, tables).plan
    assert plan is not None
    return plan


def unchanged(_tables: Tables) -> None:
    """The sample as it is."""


def row(tables: Tables, table: str, key: str) -> dict[str, str]:
    """The row of a table whose 编号 is `key`."""
    return next(one for one in tables[table] if one["编号"] == key)


def said(found: list[Finding]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.topic.code, one.said, one.codes) for one in found]


def test_a_row_that_differs_from_the_row_it_takes_and_stands_in_no_ruling(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, lambda tables: tables["裁定"].clear())
    assert said(list(contradictions.contradictions(plan))) == [
        (
            "H101",
            "目标值不同：产业行动：不低于1.5万亩（A1-K01，区科工局）；民生行动：不低于1.3万亩（A2-K01，区科工局）",
            ("A1-K01", "A2-K01"),
        )
    ]


def test_the_same_value_in_two_places_is_no_contradiction(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        tables["裁定"].clear()
        row(tables, "指标", "A2-K01")["目标值"] = "1.5"

    assert list(contradictions.contradictions(plan_of(tmp_path, change))) == []


@pytest.mark.parametrize(
    ("heading", "value", "differs"),
    [
        ("目标值", "1.4", "目标值"),
        ("比较", "超过", "比较"),
        ("计量单位", "亩", "计量单位"),
        ("填报单位", "区督查室", "填报单位"),
    ],
)
def test_what_differs_is_named(tmp_path: Path, heading: str, value: str, differs: str) -> None:
    def change(tables: Tables) -> None:
        tables["裁定"].clear()
        row(tables, "指标", "A2-K01")["目标值"] = "1.5"
        row(tables, "指标", "A2-K01")[heading] = value

    (found,) = contradictions.contradictions(plan_of(tmp_path, change))
    assert found.said.startswith(f"{differs}不同：")


def test_a_known_contradiction_comes_with_its_ruling_and_is_open_until_it_is_dated(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, unchanged)
    (found,) = contradictions.contradictions(plan)
    assert found.ruling == plan.rulings[0] and found.is_open
    (dated,) = contradictions.contradictions(
        replace(plan, rulings=(replace(plan.rulings[0], ruled=date(2024, 5, 10)),))
    )
    assert not dated.is_open


def test_rows_of_like_names_in_different_places(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "指标", "A1-K03")["名称"] = "规模以上工业企业新增"
        row(tables, "指标", "A2-K02")["名称"] = "新增规模以上工业企业（民生）"
        row(tables, "指标", "A2-K02")["类型"] = "累计数"

    (found,) = contradictions.like_names(plan_of(tmp_path, change))
    assert (found.topic.code, found.codes) == ("H102", ("A1-K03", "A2-K02"))


@pytest.mark.parametrize("why", ["one place", "one task", "part of it", "a deed", "ruled"])
def test_like_names_that_raise_no_doubt(tmp_path: Path, why: str) -> None:
    def change(tables: Tables) -> None:
        one, other = row(tables, "指标", "A1-K03"), row(tables, "指标", "A2-K02")
        one["名称"], other["名称"], other["类型"] = "规模以上工业企业", "规模以上工业企业（民生）", "累计数"
        if why == "one place":
            one["出处"] = other["出处"] = "A1 一、目标"
        if why == "one task":
            other["任务"] = "A1-T02、A2-T01"
        if why == "part of it":
            other["上级"] = "A1-K03"
        if why == "a deed":
            other["类型"] = "节点"
        if why == "ruled":
            tables["裁定"][0]["涉及编号"] = "A1-K03、A2-K02"

    assert list(contradictions.like_names(plan_of(tmp_path, change))) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("科技型中小企业入库", "科技型中小企业入库（主体强身）", True),
        ("市级美丽乡村示范村", "省级美丽乡村示范村", False),
        ("城市低保标准", "农村低保标准", False),
        ("粮食产量", "粮食播种面积", False),
        ("实施招商引资突破工程", "大力推进招商引资", True),
        ("产业", "产业", False),
    ],
)
def test_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same and alike(other, one) is same


def test_the_core_of_a_name() -> None:
    assert core_of("“个转企”新增（主体强身）") == "个转企"


def test_a_remark_that_leaves_something_open(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "指标", "A1-K02")["备注"] = "是否同一项目待核"
        row(tables, "指标", "A1-K01")["备注"] = "待核，但已在裁定里"

    assert said(list(contradictions.open_remarks(plan_of(tmp_path, change)))) == [
        ("H103", "是否同一项目待核", ("A1-K02",))
    ]


def test_tasks_of_like_names_in_two_actions(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "任务", "A1-T02")["名称"] = "大力推进招商引资"
        row(tables, "任务", "A2-T01")["名称"] = "实施招商引资突破工程"

    (found,) = places.like_tasks(plan_of(tmp_path, change))
    assert (found.topic.code, found.codes) == ("H104", ("A1-T02", "A2-T01"))
    assert list(places.like_tasks(plan_of(tmp_path, unchanged))) == []


def test_a_promise_in_several_places(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "指标", "A1-K01")["出处"] = "A1 一、目标、总体方案 一、主要目标"

    assert said(list(places.several_places(plan_of(tmp_path, change)))) == [
        ("H105", "2处：A1 一、目标；总体方案 一、主要目标", ("A1-K01",))
    ]


def test_tasks_of_one_row_without_a_common_lead(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "指标", "A1-K01")["任务"] = "A1-T01、A1-T02"

    (found,) = places.several_leads(plan_of(tmp_path, change))
    assert found.said == "A1-T01由区农业农村局牵头；A1-T02由区科工局牵头；台账由区科工局填报"

    def common(tables: Tables) -> None:
        change(tables)
        row(tables, "任务", "A1-T02")["牵头单位"] = "区科工局、区农业农村局"

    assert list(places.several_leads(plan_of(tmp_path, common))) == []


@pytest.mark.parametrize(
    ("remark", "whole", "code"),
    [
        ("合计", "2.8", ""),
        ("合计", "3", "H201"),
        ("合计", "2", "H201"),
        ("", "3", ""),
        ("", "2", "H202"),
        ("", "2.8", ""),
    ],
)
def test_parts_and_their_whole(tmp_path: Path, remark: str, whole: str, code: str) -> None:
    """1.5 + 1.3 = 2.8万亩."""

    def change(tables: Tables) -> None:
        total = {**row(tables, "指标", "A1-K01"), "编号": "A1-K05", "名称": "合计数", "目标值": whole, "备注": remark}
        tables["指标"].append(total)
        row(tables, "指标", "A1-K01")["上级"] = row(tables, "指标", "A2-K01")["上级"] = "A1-K05"

    found = list(sums.sums(plan_of(tmp_path, change)))
    assert [one.topic.code for one in found] == ([code] if code else [])
    if found:
        assert found[0].said == f"1.5+1.3=2.8万亩，合计数写{whole}万亩"
        assert found[0].codes == ("A1-K05", "A1-K01", "A2-K01")


def test_parts_in_another_unit_are_not_added_up(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "指标", "A2-K02")["上级"] = "A1-K01"

    assert list(sums.sums(plan_of(tmp_path, change))) == []


def test_rows_without_a_bureau_in_the_plan(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        for code in ("A1-K01", "A1-K03"):
            row(tables, "指标", code)["推定"] = "填报单位"

    plan = plan_of(tmp_path, change)
    assert said(list(duties.without_bureau(plan))) == [
        ("H301", "推定由区科工局填报2项：高标准农田（A1-K01）、经营主体（A1-K03）", ("A1-K01", "A1-K03"))
    ]
    assert list(duties.without_target(plan)) == []


def test_rows_without_a_target_in_the_plan(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "指标", "A1-K02").update({"推定": "目标值", "原文": "“工业”全面增长"})

    assert said(list(duties.without_target(plan_of(tmp_path, change)))) == [
        ("H302", "推定目标7.5%，原文“‘工业’全面增长”", ("A1-K02",))
    ]


def test_bureaus_that_work_outside_the_task_force(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "任务", "A2-T01")["配合单位"] = "区科工局"
        row(tables, "任务", "A1-T01")["牵头单位"] = "河市镇"
        row(tables, "任务", "A1-T02")["配合单位"] = "河市镇"

    assert said(list(duties.outside_task_force(plan_of(tmp_path, change)))) == [
        ("H303", "1个单位不在专班名单：河市镇（牵头1项、配合1项）", ("A1-T01", "A1-T02")),
        ("H303", "1个单位不在专班名单（名单以“等”结尾）：区科工局（配合1项）", ("A2-T01",)),
    ]
    assert list(duties.outside_task_force(plan_of(tmp_path, unchanged))) == []


def test_an_action_without_a_task_force_says_nothing(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "行动", "A1")["成员单位"] = ""
        row(tables, "任务", "A1-T01")["牵头单位"] = "河市镇"

    assert list(duties.outside_task_force(plan_of(tmp_path, change))) == []


def test_tasks_that_nothing_measures(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        for code in ("A1-K02", "A1-K03"):
            row(tables, "指标", code)["任务"] = "A1-T01"

    assert said(list(duties.unmeasured(plan_of(tmp_path, change)))) == [
        ("H304", "2项任务中1项：工业（A1-T02）", ("A1-T02",))
    ]
    assert list(duties.unmeasured(plan_of(tmp_path, unchanged))) == []


def test_a_bureau_with_many_times_the_mean(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        for number in range(8, 18):
            tables["指标"].append({**row(tables, "指标", "A1-K02"), "编号": f"A1-K{number:02d}"})

    (found,) = duties.overloaded(plan_of(tmp_path, change))
    # 6 + 10 rows to report and 1 task; 区农业农村局, 区督查室 and 河市镇 lead one task each
    assert found.said == "填报指标16项、牵头任务1项，共17项；4个单位平均5项"
    assert list(duties.overloaded(plan_of(tmp_path, unchanged))) == []


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("某区管委办公室", "区"),
        ("云溪省人民政府办公厅", "省"),
        ("甲市乙区人民政府", "区"),
        ("丙自治区人民政府", "省"),
        ("丁自治州人民政府", "市"),
        ("戊委员会", ""),
    ],
)
def test_the_level_of_a_plan(tmp_path: Path, issuer: str, level: str) -> None:
    plan = plan_of(tmp_path, lambda tables: tables["方案"][0].update({"印发机关": issuer}))
    assert level_of(plan) == level


def test_words_of_another_level(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "指标", "A1-K02")["原文"] = "全市工业增长"
        row(tables, "任务", "A1-T01")["名称"] = "全区农业"

    plan = plan_of(tmp_path, change)
    assert said(list(texts.of_another_level(plan))) == [("H401", "A1-K02“全市工业增长”", ("A1-K02",))]
    own = replace(plan, head=replace(plan.head, issuer="某市人民政府"))
    assert [one.subject for one in texts.of_another_level(own)] == ["全区"]


def test_the_whole_text_of_the_plan(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, unchanged)
    text = "一、目标\n争取市级项目，全省领先。\n强化本区与汨罗市的链接，推进城市更新。\n河市镇"
    found = {one.subject: one for one in texts.of_another_level(plan, text)}
    assert set(found) == {"全省", "汨罗市"}
    assert found["全省"].said == "方案第2行“争取市级项目，全省领先。”"
    assert found["汨罗市"].places == ("方案第3行",)


def test_words_without_a_measure(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "任务", "A1-T01")["名称"] = "积极推进农业"
        row(tables, "指标", "A1-K01")["原文"] = "积极建设农田"

    assert said(list(texts.vague_words(plan_of(tmp_path, change)))) == [
        ("H501", "任务、指标的名称和原文里3处：“积极”2处、“推进”1处", ("A1",))
    ]
    assert list(texts.vague_words(plan_of(tmp_path, unchanged))) == []


def test_due_before_the_plan_was_issued(tmp_path: Path) -> None:
    """The plan is of 14 March 2024."""

    def change(tables: Tables) -> None:
        row(tables, "指标", "A1-K01")["时限"] = "2024-03-13"
        row(tables, "指标", "A1-K02")["时限"] = "2024-03-14"
        row(tables, "任务", "A1-T02")["时限"] = "2024-02-01"
        tables["节点"][0]["时限"] = "2024-01-31"

    found = list(dates.before_the_plan(plan_of(tmp_path, change)))
    assert [(one.subject, one.codes) for one in found] == [
        ("高标准农田", ("A1-K01",)),
        ("工业", ("A1-T02",)),
        ("广播体系：招标", ("A2-K03",)),
    ]
    assert found[0].said == "时限2024-03-13，方案2024-03-14印发"


def test_many_due_in_one_month(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, unchanged)
    (found,) = dates.congestion(plan)
    # six counted rows without 时限 and one step of two; June has one step only
    assert found.said == (
        "指标6项、节点1个在12月到期，分别占100.0%、50.0%；其中方案没有写时限、按年底登记的指标6项、节点1个"
    )
    assert found.topic.code == "H502"
    few = replace(plan, indicators=plan.indicators[:3], milestones=())
    assert list(dates.congestion(few)) == []


def test_every_rule_has_words_and_every_topic_a_rule() -> None:
    """What the rules say of the shipped plan and of the cases above are topics; none is spare."""
    path = Path(__file__)
    assert {code for code in topics() if f'"{code}"' not in path.read_text(encoding="utf-8")} == set()
    assert len(set(RULES)) == len(RULES)


def test_a_ruling_answers_one_topic_only(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        row(tables, "指标", "A1-K02").update({"推定": "目标值", "备注": "待核"})

    plan = plan_of(tmp_path, change)
    ruling = Ruling(matter="方案没有写目标数：工业增速", codes=("A1-K02",), ruled=date(2024, 5, 1))
    found = {one.topic.code: one for one in survey(replace(plan, rulings=(*plan.rulings, ruling)))}
    assert found["H302"].ruling == ruling and not found["H302"].is_open
    assert found["H101"].codes == ("A1-K01", "A2-K01"), "the ruling is no contradiction"


def test_the_shipped_plan(tmp_path: Path) -> None:
    plan = read_folder(shipped("quyuan-2024")).plan
    assert plan is not None
    found = survey(plan)
    by = {code: [one for one in found if one.topic.code == code] for code in topics()}
    assert len(by["H101"]) == len(plan.rulings) and all(one.ruling for one in by["H101"])
    assert by["H102"] == by["H201"] == by["H202"] == by["H402"] == [], "251.82 = 194.69 + 41.13 + 16"
    assert {one.codes[0] for one in by["H105"]} >= {"A8-K15", "A8-K26"}
    assert [one.codes for one in by["H106"]] == [("A2-K07",), ("A2-K09",)]
    assert sum(len(one.codes) for one in by["H301"]) == 108
    assert [one.subject for one in by["H503"]][:3] == ["区科工局", "区农业农村局", "区发改局"]
    weights = [one.topic.weight for one in found]
    assert weights == sorted(weights, key=list(Weight).index)
