"""Every rule of the register: what breaks it, which code says so, at which cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.core.problem import Severity, catalogue
from reporter.plan.check import check, check_source, counts
from reporter.plan.store import read_folder, shipped, shipped_plans
from tests.plan.register_sample import RULES, findings, loaded, sample

# table, index of the row, heading, what is written there, what is found
ONE_CELL = [
    ("方案", 0, "年度", "24", [("P159", "方案!E2")]),
    ("任务", 0, "行动", "A2", [("P123", "任务!B2"), ("P129", "指标!C2"), ("P129", "指标!C5")]),
    ("指标", 0, "行动", "A2", [("P123", "指标!B2"), ("P129", "指标!C2")]),
    ("任务", 1, "行动", "A9", [
        ("P123", "任务!B3"), ("P124", "任务!B3"), ("P129", "指标!C3"), ("P129", "指标!C4"),
    ]),
    ("指标", 0, "任务", "A1-T09", [("P124", "指标!C2")]),
    ("指标", 4, "任务", "A1-T01", [("P129", "指标!C6")]),
    ("指标", 4, "取数", "A1-K09", [("P124", "指标!M6")]),
    ("指标", 4, "上级", "A1-K09", [("P124", "指标!N6")]),
    ("指标", 4, "取数", "A2-K01", [("P127", "指标!M6"), ("P126", "指标!M6")]),
    ("指标", 4, "取数", "A2-K03", [("P128", "指标!M6"), ("P169", "指标!M6")]),
    ("指标", 4, "计量单位", "亩", [("P130", "指标!M6")]),
    ("指标", 4, "上级", "A2-K01", [("P125", "指标!N6")]),
    ("分项", 0, "取数", "A1-K09", [("P124", "分项!F2")]),
    ("分项", 1, "序号", "1", [("P121", "分项!B3")]),
    ("节点", 0, "指标", "A2-K09", [("P124", "节点!A2"), ("P165", "节点!B3")]),
    ("节点", 1, "序号", "3", [("P165", "节点!B2")]),
    ("裁定", 0, "涉及编号", "A1-K01、A1-K09", [("P124", "裁定!B2"), ("P169", "指标!M6")]),
    ("裁定", 0, "采用编号", "A1-K01、A1-K09", [("P124", "裁定!D2")]),
    ("调整", 0, "编号", "A1-K09", [("P124", "调整!A2")]),
    ("特批", 0, "编号", "A2-K02-3", [("P124", "特批!B2")]),
    ("督办", 0, "编号", "A1-K09", [("P124", "督办!C2")]),
    ("单位", 4, "成员", "河市", [("P131", "单位!E6")]),
    ("单位", 1, "并入", "区科学局", [("P131", "单位!I3")]),
    ("行动", 0, "副召集人单位", "区科学局", [("P131", "行动!D2")]),
    ("行动", 0, "办公室", "区科技局", [("P132", "行动!E2")]),
    ("行动", 1, "成员单位", "区督查室、区科技局", [("P132", "行动!F3")]),
    ("任务", 0, "牵头单位", "区农业局", [("P131", "任务!E2")]),
    ("任务", 0, "配合单位", "区科工局、区科工信局", [("P132", "任务!F2")]),
    ("指标", 0, "填报单位", "区科技局", [("P132", "指标!P2")]),
    ("特批", 0, "单位", "区科学局", [("P131", "特批!C2")]),
    ("督办", 0, "单位", "区科学局", [("P131", "督办!B2")]),
    ("指标", 0, "填报单位", "区科工局、区督查室", [("P134", "指标!P2")]),
    ("指标", 0, "填报单位", "各乡镇（街道）", [("P137", "指标!P2")]),
    ("指标", 0, "填报单位", "", [("P104", "指标!P2")]),
    ("单位", 2, "别名", "区科技局", [("P133", "单位!C4")]),
    ("单位", 2, "别名", "河市镇", [("P133", "单位!C4")]),
    ("单位", 4, "成员", "各乡镇（街道）", [("P138", "单位!E6")]),
    ("单位", 4, "成员", "", [("P135", "任务!E4")]),
    ("任务", 0, "牵头单位", "", [("P191", "任务!E2")]),
    ("任务", 0, "牵头单位", "河市镇", [("P136", "任务!E2")]),
    ("指标", 0, "目标值", "", [("P141", "指标!H2")]),
    ("指标", 3, "目标上限", "", [("P141", "指标!I5")]),
    ("指标", 0, "目标值", "-1.5", [("P143", "指标!H2")]),
    ("指标", 0, "目标值", "0", [("P144", "指标!H2")]),
    ("指标", 3, "目标上限", "0", [("P145", "指标!I5")]),
    ("指标", 2, "起点值", "300", [("P146", "指标!L4")]),
    ("指标", 0, "起点值", "1", [("P155", "指标!L2")]),
    ("指标", 0, "目标上限", "2", [("P155", "指标!I2")]),
    ("指标", 6, "目标值", "1", [("P155", "指标!H8")]),
    ("指标", 0, "比较", "", [("P152", "指标!G2")]),
    ("指标", 0, "比较", "不高于", [("P153", "指标!G2")]),
    ("指标", 0, "类型", "上限", [("P153", "指标!G2")]),
    ("指标", 0, "计量单位", "", [("P154", "指标!J2")]),
    ("分项", 0, "计量单位", "", [("P154", "分项!D2")]),
    ("指标", 0, "小数位", "7", [("P149", "指标!K2")]),
    ("指标", 0, "小数位", "0", [("P156", "指标!K2")]),
    ("指标", 0, "频度", "旬", [("P147", "指标!Q2")]),
    ("指标", 0, "时序", "匀速", [("P148", "指标!R2")]),
    ("指标", 0, "时序", "起始13月", [("P148", "指标!R2")]),
    ("指标", 0, "时序", "45/25/70/100", [("P157", "指标!R2")]),
    ("指标", 0, "时序", "25/45/70/90", [("P157", "指标!R2")]),
    ("节点", 0, "权重", "0", [("P151", "节点!E2")]),
    ("节点", 0, "时限", "2042-06-30", [("P150", "节点!D2")]),
    ("特批", 0, "截止日期", "2024-04-30", [("P158", "特批!G2")]),
    ("日历", 0, "日期", "2023-05-01", [("P194", "日历!")]),
    ("指标", 2, "类型", "节点", [
        ("P155", "指标!H4"), ("P155", "指标!L4"), ("P161", "指标!F4"),
    ]),
    ("指标", 5, "类型", "累计数", [("P141", "指标!H7"), ("P154", "指标!J7"), ("P163", "指标!F7")]),
    ("指标", 0, "类型", "双计量", [("P128", "指标!M6"), ("P155", "指标!H2"), ("P163", "指标!F2")]),
    ("指标", 6, "类型", "零发生", [
        ("P141", "指标!H8"), ("P154", "指标!J8"), ("P162", "节点!A2"), ("P162", "节点!A3"),
    ]),
    ("分项", 1, "目标值", "", [("P164", "分项!E3")]),
    ("分项", 1, "目标值", "-1", [("P143", "分项!E3"), ("P164", "分项!E3")]),
    ("指标", 4, "计入", "是", [("P167", "指标!O6")]),
    ("指标", 3, "上级", "A1-K01", [("P168", "指标!O5")]),
    ("指标", 0, "推定", "目标", [("P172", "指标!T2")]),
    ("节点", 0, "推定", "填报单位", [("P172", "节点!F2")]),
    ("调整", 0, "栏目", "目标", [("P173", "调整!B2")]),
    ("调整", 0, "栏目", "编号", [("P173", "调整!B2")]),
    ("调整", 0, "新值", "一点四", [("P174", "调整!D2")]),
]  # fmt: skip


WRONG_CODE = [
    ("单位", 1, "编号", "B2", [("P122", "单位!A3")]),
    ("单位", 1, "编号", "B001", [("P121", "单位!A3")]),
    ("行动", 0, "编号", "产业", [("P122", "行动!A2")]),
    ("任务", 0, "编号", "A1-K09", [("P122", "任务!A2")]),
    ("指标", 0, "编号", "1-K01", [("P122", "指标!A2")]),
]


@pytest.mark.parametrize(("table", "index", "heading", "text", "found"), ONE_CELL)
def test_one_wrong_cell(
    tmp_path: Path, table: str, index: int, heading: str, text: str, found: list[tuple[str, str]]
) -> None:
    tables = sample()
    tables[table][index][heading] = text
    assert findings(tmp_path, tables) == found


@pytest.mark.parametrize(("table", "index", "heading", "text", "found"), WRONG_CODE)
def test_wrong_code(
    tmp_path: Path, table: str, index: int, heading: str, text: str, found: list[tuple[str, str]]
) -> None:
    """What refers to the old code dangles as well (P124); only the code itself is looked at here."""
    tables = sample()
    tables[table][index][heading] = text
    assert [finding for finding in findings(tmp_path, tables) if finding[0] in ("P121", "P122")] == found


def test_a_clean_register_has_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, sample()) == []


def test_names_that_two_rows_share_are_found_at_the_second(tmp_path: Path) -> None:
    tables = sample()
    tables["单位"].append({"编号": "B006", "规范名": "区科工局", "排序": "60"})
    tables["日历"].append({"日期": "2024/5/1", "类别": "班"})
    tables["规则"].append({"名称": "报送截止", "值": "6", "起始日期": "2024-01-01"})
    tables["规则"].append({"名称": "报送截止", "值": "6", "起始日期": "2024-06-01"})
    assert findings(tmp_path, tables) == [("P121", "单位!B7"), ("P121", "日历!A3"), ("P121", f"规则!C{len(RULES) + 2}")]


def test_a_zero_and_a_first_have_fixed_targets(tmp_path: Path) -> None:
    tables = sample()
    tables["指标"][0] |= {"类型": "零发生", "目标值": "0", "计入": "是"}
    tables["指标"][1] |= {"类型": "破零", "目标值": "2"}
    assert findings(tmp_path, tables) == [("P142", "指标!H3")]


def test_parts_of_a_sum_add_up_and_stay_within_it(tmp_path: Path) -> None:
    tables = sample()
    tables["指标"][0] |= {"备注": "合计"}
    tables["指标"][4] |= {"取数": "", "上级": "A1-K01", "目标值": "1.5"}
    assert findings(tmp_path, tables) == []
    tables["指标"][4]["目标值"] = "1.3"
    assert findings(tmp_path, tables) == [("P170", "指标!H2")]
    tables["指标"][4]["目标值"] = "1.6"
    assert findings(tmp_path, tables) == [("P171", "指标!H6"), ("P170", "指标!H2")]


def test_a_task_without_indicator_and_an_action_without_counted_one_are_remarked(tmp_path: Path) -> None:
    tables = sample()
    for row in tables["指标"][4:]:
        row |= {"计入": "否", "任务": ""}
    found = check(loaded(tmp_path, tables))
    assert [(one.code, one.place.cell, one.severity) for one in found] == [
        ("P192", "A4", Severity.REMARK),
        ("P193", "A3", Severity.REMARK),
    ]


WRONG_VALUES = {
    "通报发文机关": "",
    "通报版式": "信函",
    "编发单位": "",
    "专报未报提示线": "101",
    "预警余量": "二",
    "督办单位": "区科技局",
    "灯色口径": "点",
    "黄灯百分点": "-1",
    "黄灯比例": "80%",
    "增速容差": "",
    "左右容差": "无",
    "小数目标": "十",
    "增速折算": "",
    "报送截止": "0",
    "停收日": "31",
    "排名最少事项": "0",
    "进展事项数": "1.5",
    "督办起点": "绿",
    "突增倍数": "0",
    "正文含数": "yes",
    "提前提醒": "-1",
    "催报抄送": "局长",
    "督办抄送": "蓝单负责人、红单负责人",
    "印出字数": "６０",
    "试行规则": "E404，E999",
}


@pytest.mark.parametrize(("name", "text"), WRONG_VALUES.items())
def test_a_rule_with_an_impossible_value(tmp_path: Path, name: str, text: str) -> None:
    tables = sample()
    row = list(RULES).index(name)
    tables["规则"][row]["值"] = text
    assert findings(tmp_path, tables) == [("P183", f"规则!B{row + 2}")]


@pytest.mark.parametrize("name", list(RULES))
def test_a_missing_rule(tmp_path: Path, name: str) -> None:
    tables = sample()
    tables["规则"] = [row for row in tables["规则"] if row["名称"] != name]
    found = check(loaded(tmp_path, tables))
    assert [(one.code, one.place.sheet, one.place.cell) for one in found] == [("P181", "规则", "")]
    assert f"“{name}”" in found[0].message


def test_a_rule_that_begins_too_late_and_one_that_nobody_knows(tmp_path: Path) -> None:
    tables = sample()
    tables["规则"][0]["起始日期"] = "2024-02-01"
    tables["规则"].append({"名称": "报送截至", "值": "5", "起始日期": "2024-01-01"})
    assert findings(tmp_path, tables) == [("P182", "规则!C2"), ("P184", f"规则!A{len(RULES) + 2}")]


def test_statistics_name_indicators_and_closing_follows_the_deadline(tmp_path: Path) -> None:
    tables = sample()
    tables["规则"][list(RULES).index("统计指标")]["值"] = "工业增速、农业增速"
    tables["规则"][list(RULES).index("停收日")]["值"] = "4"
    assert findings(tmp_path, tables) == [
        ("P185", f"规则!B{list(RULES).index('统计指标') + 2}"),
        ("P187", f"规则!B{list(RULES).index('停收日') + 2}"),
    ]


def test_source_is_searched_without_white_space(tmp_path: Path) -> None:
    tables = sample()
    tables["指标"][0]["原文"] = "高标准农田 1.5 万亩"
    tables["指标"][1]["原文"] = "工业增长 7.5%"
    text = "建设高标准农田1.5\n万亩。经营主体　龙头企业、农田（民生）、康复救助、广播体系"
    found = check_source(loaded(tmp_path, tables), text)
    assert [(one.code, one.place.cell, one.seen) for one in found] == [("P175", "V3", "工业增长 7.5%")]


def test_a_row_left_out_is_not_missed_by_those_who_name_it(tmp_path: Path) -> None:
    """A1-K01 has an unreadable 类型; the rows that take its figure are not blamed for it."""
    tables = sample()
    tables["指标"][0]["类型"] = "累计"
    assert findings(tmp_path, tables) == [("P107", "指标!F2")]


def test_without_a_column_only_that_is_said(tmp_path: Path) -> None:
    tables = sample()
    tables["任务"][0]["行动"] = "A9"
    register = loaded(tmp_path, tables)
    path = tmp_path / "指标.csv"
    path.write_text(path.read_text("utf-8-sig").replace("目标值", "目标"), "utf-8")
    (tmp_path / "日历.csv").unlink()
    assert [one.code for one in check(register)] == ["P123", "P124", "P129", "P129"]
    found = findings_of_folder(tmp_path)
    assert found == [("P101", "日历", ""), ("P102", "指标", "")]


def findings_of_folder(folder: Path) -> list[tuple[str, str, str]]:
    return [(one.code, one.place.sheet, one.place.cell) for one in check(read_folder(folder))]


def test_counts_of_the_actions(tmp_path: Path) -> None:
    plan = loaded(tmp_path, sample()).plan
    assert plan is not None
    found = [(one.code, one.tasks, one.indicators, one.counted, one.milestones) for one in counts(plan)]
    assert found == [("A1", 2, 4, 4, 0), ("A2", 1, 3, 2, 2)]


def test_every_code_of_the_register_has_a_test() -> None:
    codes = {code for code in catalogue() if code.startswith("P")}
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_plan_*.py"))
    assert {code for code in codes if f'"{code}"' not in tests} == set()


def test_the_shipped_registers_can_be_used() -> None:
    for name in shipped_plans():
        found = [one for one in check(read_folder(shipped(name))) if one.severity is not Severity.REMARK]
        assert [(one.code, one.place.sheet, one.place.cell) for one in found] == []
