"""`plan check` with 体检 and rulings, and `plan roll`, as the clerk runs them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from reporter.core.period import Period
from reporter.folder import open_folder
from reporter.plan.model import Ruling
from reporter.plan.store import read_folder, read_workbook, write_workbook
from reporter.record.issue import Issue
from reporter.record.seal import Manifest, member_of, pack
from reporter.workflow.archives import Archives
from tests.workflow.another_plan import CSV
from tests.workflow.called import called as reporter


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "w"
    reporter("init", str(place), "--plan", str(CSV))
    return place


def fill(path: Path, topic: str, **cells: Any) -> None:
    """Type into the row of a topic, and save."""
    book = load_workbook(path)
    sheet = book["逐条"]
    columns = {cell.value: cell.column for cell in sheet[3]}
    line = next(row for row in range(4, sheet.max_row) if sheet.cell(row, columns["代码"]).value == topic)
    for heading, value in cells.items():
        sheet.cell(line, columns[heading]).value = value
    book.save(path)


def test_both_files_are_written_and_the_same_bytes_again(root: Path) -> None:
    said = reporter("plan", "check", root=root).stdout
    assert "[待裁定] H101 前后说法不一致：1条" in said and "output/体检报告.xlsx、output/体检报告.docx" in said
    before = {path.name: path.read_bytes() for path in (root / "output").glob("体检报告.*")}
    for path in (root / "output").glob("体检报告.*"):
        path.unlink()
    reporter("plan", "check", root=root)
    assert {path.name: path.read_bytes() for path in (root / "output").glob("体检报告.*")} == before
    assert set(before) == {"体检报告.xlsx", "体检报告.docx"}


def test_numbers_of_the_word_file_are_those_of_the_workbook(root: Path) -> None:
    found = json.loads(reporter("plan", "check", "--json", root=root).stdout)["findings"]
    sheet = load_workbook(root / "output/体检报告.xlsx")["逐条"]
    assert [sheet.cell(row, 2).value for row in range(4, 4 + len(found))] == [one["rule"] for one in found]
    weights = [one["weight"] for one in found]
    text = "".join(paragraph.text for paragraph in Document(str(root / "output/体检报告.docx")).paragraphs)
    said = "，".join(f"{name}{weights.count(name)}条" for name in ("待裁定", "待核实", "供参考"))
    assert f"体检列出{len(found)}条：{said}。" in text


def test_rulings_go_into_a_register_beside_and_input_sheets_stays(root: Path) -> None:
    reporter("plan", "check", root=root)
    register, report = root / "input_sheets/计划台账.xlsx", root / "output/体检报告.xlsx"
    before = register.read_bytes()
    fill(report, "H101", 采用编号="A2-K02", 采用口径="90万亩", 依据="省政府专题会", 日期=date(2025, 3, 3))
    said = reporter("plan", "check", "--rulings", str(report), root=root).stdout
    assert "裁定：高标准农田，采用A2-K02，90万亩（省政府专题会，2025-03-03）" in said
    assert register.read_bytes() == before
    ruled = read_workbook((root / "output/计划台账（裁定后）.xlsx").read_bytes(), "x").plan
    plan = read_folder(CSV).plan
    assert ruled and plan
    assert ruled.rulings == (
        Ruling(
            matter="高标准农田",
            codes=("A2-K02", "A4-K02"),
            versions=(
                "目标值不同：粮食增产攻坚：不低于90万亩（A2-K02，省农业农村厅）；"
                "数据提质攻坚：不低于80万亩（A4-K02，省农业农村厅）"
            ),
            adopted="A2-K02",
            adopted_scope="90万亩",
            basis="省政府专题会",
            ruled=date(2025, 3, 3),
        ),
    )
    assert (ruled.indicators, ruled.tasks, ruled.rules) == (plan.indicators, plan.tasks, plan.rules)
    register.write_bytes((root / "output/计划台账（裁定后）.xlsx").read_bytes())
    found = json.loads(reporter("plan", "check", "--json", root=root).stdout)
    (known,) = [one for one in found["findings"] if one["rule"] == "H101"]
    assert known["open"] is False and known["ruling"]["adopted"] == "A2-K02"
    assert [one["code"] for one in found["problems"]] == []


def test_a_report_that_is_being_filled_is_not_overwritten(root: Path) -> None:
    reporter("plan", "check", root=root)
    report = root / "output/体检报告.xlsx"
    fill(report, "H101", 依据="正在问")
    before = report.read_bytes()
    said = reporter("plan", "check", root=root).stdout
    assert "已经填了裁定意见，没有重写" in said and report.read_bytes() == before


def test_rulings_that_cannot_be_used_write_nothing(root: Path) -> None:
    reporter("plan", "check", root=root)
    report = root / "output/体检报告.xlsx"
    fill(report, "H101", 采用编号="A1-K01", 依据="会", 日期="2025-03-03")
    said = reporter("plan", "check", "--rulings", str(report), root=root).stdout
    assert "[退回] P203 体检报告.xlsx“逐条”表L4" in said and "没有可以采用的裁定意见" in said
    assert not (root / "output/计划台账（裁定后）.xlsx").exists()
    reporter("plan", "check", "--strict", "--rulings", str(report), root=root, code=1)
    assert "读不了" in reporter("plan", "check", "--rulings", str(root / "没有.xlsx"), root=root, code=2).stderr


def test_what_clerks_added_to_the_register_is_named_as_left_behind(root: Path) -> None:
    register = root / "input_sheets/计划台账.xlsx"
    book = load_workbook(register)
    book["指标"].cell(1, 30).value = "我的栏"
    book.create_sheet("草稿")["A1"] = "甲"
    book.save(register)
    reporter("plan", "check", root=root)
    fill(root / "output/体检报告.xlsx", "H101", 采用口径="90万亩", 依据="会", 日期="2025-03-03")
    said = reporter("plan", "check", "--rulings", str(root / "output/体检报告.xlsx"), root=root).stdout
    assert "台账里自己加的“指标”表的“我的栏”栏、“草稿”表没有带过去" in said


def test_exit_codes(root: Path) -> None:
    reporter("plan", "check", root=root)
    reporter("plan", "check", "--strict", root=root, code=1)
    template = root / "templates/体检报告.md.j2"
    template.write_text(template.read_text(encoding="utf-8") + "{{ 没有的数 }}", encoding="utf-8")
    assert "没有的数" in reporter("plan", "check", root=root, code=2).stdout
    register = root / "input_sheets/计划台账.xlsx"
    book = load_workbook(register)
    book["指标"]["P2"] = "省商务厅"
    book.save(register)
    (root / "output/体检报告.xlsx").unlink()
    assert "没有写体检报告" in reporter("plan", "check", root=root, code=4).stdout
    assert not (root / "output/体检报告.xlsx").exists()


def december(root: Path, *, sample: bool, period: str = "2025-12") -> None:
    """A sealed month, made of a run of samples: 种粮大户 5188户."""
    reporter("sample", "2025-03", "--seed", "3", root=root)
    reporter("run", "2025-03", "--no-pdf", root=root)
    shown = json.loads((root / "output/2025-03/results.json").read_text(encoding="utf-8"))
    shown |= {"sample": sample, "period": period}
    for row in shown["indicators"]:
        if row["code"] == "A2-K03":
            row["actual"] = "5188"
    members = {f"output/{period}/results.json": json.dumps(shown).encode()}
    issue = Issue(period=period, edition=1, number="云政办〔2026〕1号", issue_no="", day=date(2026, 1, 12))
    manifest = Manifest(
        format=1,
        program="",
        period=period,
        edition=1,
        issue=issue,
        register="",
        members={name: member_of(data) for name, data in members.items()},
    )
    Archives(open_folder(root)).add(Period.parse(period), pack(manifest, members))


def test_next_years_register_begins_with_this_years_end(root: Path, tmp_path: Path) -> None:
    december(root, sample=False)
    out = tmp_path / "2026.xlsx"
    said = reporter("plan", "roll", "2026", "--out", str(out), root=root).stdout
    assert "“起点值”取自2025年12月末的结果，填了1格。" in said and "12月还没有结果" not in said
    plan = read_workbook(out.read_bytes(), out.name).plan
    assert plan is not None
    assert plan.indicator_by_code["A2-K03"].base == Decimal(5188) and plan.indicator_by_code["A2-K03"].target is None
    assert plan.rule("灯色口径", date(2026, 1, 31)) == "share"


def test_without_december_the_latest_month_counts_and_is_said(root: Path, tmp_path: Path) -> None:
    december(root, sample=False, period="2025-11")
    said = reporter("plan", "roll", "2026", "--out", str(tmp_path / "x.xlsx"), root=root).stdout
    assert "取自2025年11月末的结果，填了1格" in said and "2025年12月还没有结果，这些不是年末数" in said


@pytest.mark.parametrize(
    ("year", "out", "said"),
    [("2027", "x.xlsx", "只能接着做2026年的"), ("2026", "w/input_sheets/x.xlsx", "先写到别的文件夹")],
)
def test_a_roll_that_is_refused(root: Path, tmp_path: Path, year: str, out: str, said: str) -> None:
    assert said in reporter("plan", "roll", year, "--out", str(tmp_path / out), root=root, code=2).stderr
    assert not (tmp_path / out).exists()


def test_a_roll_never_overwrites(root: Path, tmp_path: Path) -> None:
    plan = read_folder(CSV).plan
    assert plan is not None
    (tmp_path / "x.xlsx").write_bytes(write_workbook(plan))
    before = (tmp_path / "x.xlsx").read_bytes()
    assert "没有改动" in reporter("plan", "roll", "2026", "--out", str(tmp_path / "x.xlsx"), root=root, code=2).stderr
    assert (tmp_path / "x.xlsx").read_bytes() == before
