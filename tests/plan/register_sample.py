"""A small clean register as tables of text, for tests that change a cell and look at what is said about it."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from reporter.plan.check import check
from reporter.plan.checks.rules import NEEDED
from reporter.plan.reading import Loaded
from reporter.plan.store import read_folder
from reporter.plan.tables import BY_NAME

Tables = dict[str, list[dict[str, str]]]

RULES = {
    "通报发文机关": "某区管委办公室",
    "主送": "各乡镇：",
    "抄送": "",
    "印发机关": "某区管委办公室",
    "通报版式": "文件",
    "督办单位": "区督查室",
    "编发单位": "某区督查室",
    "督办字头": "某督",
    "联系方式": "区督查室",
    "灯色口径": "points",
    "黄灯百分点": "10",
    "黄灯比例": "80",
    "增速容差": "1",
    "达标容差": "0",
    "左右容差": "",
    "小数目标": "10",
    "增速折算": "否",
    "报送截止": "5",
    "停收日": "7",
    "排名最少事项": "3",
    "进展事项数": "3",
    "名单上限": "8",
    "督办起点": "蓝",
    "红单回复工作日": "5",
    "未报提示线": "30",
    "专报未报提示线": "5",
    "预警余量": "2",
    "统计指标": "工业增速",
    "突增倍数": "3",
    "超额比例": "300",
    "正文含数": "否",
    "提前提醒": "2",
    "催报抄送": "分管负责人",
    "督办抄送": "蓝单分管负责人、黄单分管负责人、红单负责人",
    "专报附赶超账": "否",
    "印出字数": "60",
    "试行规则": "",
    "行动统称": "",
    "专报报送": "某区领导。",
    "民生专报报送": "某区领导。",
}


_TABLES = {
    "方案": """
        名称 | 文号 | 印发机关 | 印发日期 | 年度
        某区方案 | 某办发〔2024〕4号 | 某区管委办公室 | 2024-03-14 | 2024
    """,
    "单位": """
        编号 | 规范名 | 别名 | 类别 | 成员 | 排序
        B001 | 区督查室 | | 区直部门 | | 10
        B002 | 区科工局 | 区科技局、区科工信局 | 区直部门 | | 20
        B003 | 区农业农村局 | | 区直部门 | | 30
        B004 | 河市镇 | | 乡镇街道 | | 40
        B005 | 各乡镇（街道） | | 集合 | 河市镇 | 50
    """,
    "行动": """
        编号 | 名称 | 副召集人单位 | 办公室 | 成员单位 | 名单开放
        A1 | 产业行动 | 区科工局 | 区科工局 | 区科工局、区农业农村局 |
        A2 | 民生行动 | | 区督查室 | 区督查室、区农业农村局 | 是
    """,
    "任务": """
        编号 | 行动 | 名称 | 牵头单位 | 配合单位 | 出处
        A1-T01 | A1 | 现代农业 | 区农业农村局 | 区科工局 | A1 二、1
        A1-T02 | A1 | 工业 | 区科工局 | | A1 二、2
        A2-T01 | A2 | 环境 | 区督查室、各乡镇（街道） | | A2 二、1
    """,
    "指标": """
        编号 | 任务 | 名称 | 类型 | 比较 | 目标值 | 目标上限 | 计量单位 | 小数位 | 起点值 | 取数 | 计入
        A1-K01 | A1-T01 | 高标准农田 | 累计数 | 不低于 | 1.5 | | 万亩 | 2 | | | 是
        A1-K02 | A1-T02 | 工业增速 | 增速 | 不低于 | 7.5 | | % | 1 | | | 是
        A1-K03 | A1-T02 | 经营主体 | 存量 | 不低于 | 300 | | 户 | 0 | 200 | | 是
        A1-K04 | A1-T01 | 龙头企业 | 区间 | 不低于 | 1 | 2 | 个 | 0 | | | 是
        A2-K01 | A2-T01 | 农田（民生） | 累计数 | 不低于 | 1.3 | | 万亩 | 1 | | A1-K01 | 否
        A2-K02 | A2-T01 | 康复救助 | 双计量 | 不低于 | | | | 0 | | | 是
        A2-K03 | A2-T01 | 广播体系 | 节点 | | | | | 0 | | | 是
    """,
    "分项": """
        指标 | 序号 | 名称 | 计量单位 | 目标值
        A2-K02 | 1 | 人数 | 人 | 13
        A2-K02 | 2 | 月数 | 月 | 91
    """,
    "节点": """
        指标 | 序号 | 名称 | 时限 | 推定
        A2-K03 | 1 | 招标 | 2024-06-30 |
        A2-K03 | 2 | 验收 | 2024-12-31 | 时限
    """,
    "裁定": """
        事项 | 涉及编号 | 采用编号
        农田 | A1-K01、A2-K01 | A1-K01
    """,
    "调整": """
        编号 | 栏目 | 原值 | 新值 | 起始日期
        A1-K03 | 目标值 | 300 | 310 | 2024-07-01
    """,
    "特批": """
        规则 | 编号 | 单位 | 原因 | 批准人 | 起始日期
        报送截止 | A1-K01 | 区科工局 | 停电 | 主任 | 2024-05-01
    """,
    "督办": """
        字号 | 单位 | 编号 | 结论 | 日期
        某督〔2024〕1号 | 区科工局 | A1-K01 | 销号 | 2024-06-01
    """,
    "日历": """
        日期 | 类别
        2024-05-01 | 休
    """,
}
"""Data begin in row 2 of each file. 指标 also gets 行动 from the code, 频度 月, 填报单位 区科工局, 原文 from 名称."""


def sample() -> Tables:
    """Two actions, three tasks, seven indicators; `check` finds nothing in it."""
    tables = {table: _rows(text) for table, text in _TABLES.items()}
    tables["规则"] = [{"名称": name, "值": value, "起始日期": "2024-01-01"} for name, value in RULES.items()]
    for row in tables["指标"]:
        row |= {"行动": row["编号"][:2], "频度": "月", "填报单位": "区科工局", "原文": row["名称"]}
    assert set(RULES) == set(NEEDED)
    return tables


def _rows(text: str) -> list[dict[str, str]]:
    headings, *lines = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return [dict(zip(headings, line, strict=True)) for line in lines]


def csv_bytes(table: str, rows: list[dict[str, str]]) -> bytes:
    text = StringIO()
    writer = csv.DictWriter(text, BY_NAME[table].headings, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def loaded(folder: Path, tables: Tables) -> Loaded:
    """The register as read from CSV files written to `folder`."""
    for table, rows in tables.items():
        (folder / f"{table}.csv").write_bytes(csv_bytes(table, rows))
    return read_folder(folder)


def findings(folder: Path, tables: Tables) -> list[tuple[str, str]]:
    """Code and place (指标!H2) of everything that `check` says, in its order."""
    return [(found.code, f"{found.place.sheet}!{found.place.cell}") for found in check(loaded(folder, tables))]
