"""`reporter plan draft` as a person uses it: from the plan's file to a register that `plan check` accepts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reporter.folder import FolderError, Settings, ToolMissing
from reporter.plan.draft.compare import SHEET
from reporter.plan.store import shipped, shipped_plans
from reporter.workflow import draft as flow
from reporter.workflow.draft import draft_register
from tests.plan.draft import texts
from tests.workflow.commands import reporter


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(texts.COUNTY, encoding="utf-8")
    return path


def drafted(source: Path, target: Path, **more: object) -> flow.Drafted:
    return draft_register(source, target, Settings(), **{"year": None, "onto": None, **more})  # type: ignore[arg-type]


def test_a_draft_corrected_in_excel_becomes_a_register_that_runs(plan: Path, tmp_path: Path) -> None:
    """The office fills what the plan does not tell, checks, and makes forms."""
    done = reporter("plan", "draft", str(plan), "--out", str(tmp_path / "草稿.xlsx"))
    assert "任务：13行，要核对的2行" in done.stdout
    assert "没有2026年的放假安排" in done.stdout
    folder = tmp_path / "清溪"
    reporter("init", str(folder))
    book = load_workbook(tmp_path / "草稿.xlsx")
    values = {"督办单位": "县科工局", "主送": "各乡镇人民政府："}
    rules = book["规则"]
    for row in rules.iter_rows(min_row=2):
        if row[1].fill.fgColor.rgb == "FFFFF2A8":
            row[1].value = values.get(row[0].value, "清溪县")
    rows = book["指标"]
    headings = [cell.value for cell in rows[1]]
    for row in rows.iter_rows(min_row=2):
        bureau, target = row[headings.index("填报单位")], row[headings.index("目标值")]
        bureau.value = bureau.value or "县科工局"
        if target.fill.fgColor.rgb == "FFFFF2A8":
            target.value = 10
    book.save(folder / "input_sheets" / "计划台账.xlsx")
    checked = reporter("plan", "check", "--source", str(plan), root=folder)
    assert "退回" not in checked.stdout
    reporter("forms", "2026-03", root=folder)
    assert len(list((folder / "output" / "2026-03" / "forms").rglob("*.xlsx"))) > 5


def test_the_result_for_another_program(plan: Path, tmp_path: Path) -> None:
    register, out = str(shipped(shipped_plans()[0])), tmp_path / "草稿.xlsx"
    done = reporter("plan", "draft", str(plan), "--out", str(out), "--onto", register, "--json")
    result = json.loads(done.stdout)
    assert result["tables"]["任务"] == {"低": 0, "中": 2, "高": 11}
    kinds = {one["kind"] for one in result["differences"]}
    assert {"新增", "减少"} <= kinds
    assert SHEET in load_workbook(out).sheetnames


def test_findings_end_with_one_when_they_are_asked_for(tmp_path: Path) -> None:
    source = tmp_path / "通知.txt"
    source.write_text("2026年工作\n一、目标\n城镇新增就业1500人。\n", encoding="utf-8")
    done = reporter("plan", "draft", str(source), "--out", str(tmp_path / "a.xlsx"), "--strict", code=1)
    assert "没有找到写明责任单位的任务" in done.stdout
    assert (tmp_path / "a.xlsx").is_file()


def test_a_file_that_is_there_is_not_overwritten(plan: Path, tmp_path: Path) -> None:
    target = tmp_path / "计划台账.xlsx"
    target.write_bytes(b"corrected")
    with pytest.raises(FolderError, match="已经有了，没有改动"):
        drafted(plan, target)
    assert target.read_bytes() == b"corrected"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的"),
        (b"\x00\x01\x02\x03", "不是文本文件"),
        (b"PK\x03\x04nothing", "文件是坏的"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, sentence: str, tmp_path: Path) -> None:
    source = tmp_path / "方案.txt"
    source.write_bytes(data)
    with pytest.raises(FolderError, match=sentence):
        drafted(source, tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_a_missing_file_and_a_missing_register_are_named(plan: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="没有\\.txt”读不了"):
        drafted(tmp_path / "没有.txt", tmp_path / "a.xlsx")
    with pytest.raises(FolderError, match="没有找到台账"):
        drafted(plan, tmp_path / "a.xlsx", onto=tmp_path / "没有")


def test_a_missing_program_is_exit_three(tmp_path: Path) -> None:
    source = tmp_path / "方案.doc"
    source.write_bytes(b"\xd0\xcf\x11\xe0rest")
    with pytest.raises(ToolMissing, match="LibreOffice"):
        draft_register(source, tmp_path / "a.xlsx", Settings(soffice=str(tmp_path / "missing")), year=None, onto=None)


def test_the_same_plan_gives_the_same_workbook(plan: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        drafted(plan, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
