"""Exit codes and sentences of the command (DESIGN 7): a user's mistake is one Chinese sentence, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.workflow.commands import reporter


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("命令") / "w"
    reporter("init", str(place))
    return place


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    done = reporter("run", "2024-05", "--no-pdf", root=tmp_path, code=2)
    assert "reporter init" in done.stderr and len(done.stderr.splitlines()) == 1


def test_init_twice_changes_nothing(root: Path) -> None:
    (root / "reporter.toml").write_text("# 我的设置\n", encoding="utf-8")
    assert "没有改动" in reporter("init", str(root), code=2).stderr
    assert (root / "reporter.toml").read_text(encoding="utf-8") == "# 我的设置\n"


def test_init_with_a_plan_nobody_ships(tmp_path: Path) -> None:
    assert "quyuan-2024" in reporter("init", str(tmp_path / "x"), "--plan", "nowhere", code=2).stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("period", ["2024-13", "五月", "2024/05", "2024-Q2"])
def test_a_period_that_is_no_month(root: Path, period: str) -> None:
    assert period in reporter("forms", period, root=root, code=2).stderr


@pytest.mark.parametrize(
    "arguments", [("run",), ("run", "2024-05", "--fast"), ("frobnicate",), ("sample", "2024-05", "--seed", "x")]
)
def test_wrong_use(root: Path, arguments: tuple[str, ...]) -> None:
    done = reporter(*arguments, code=2)
    assert "命令写得不对" in done.stderr and "reporter --help" in done.stderr


def test_nothing_was_returned(root: Path) -> None:
    done = reporter("run", "2024-05", root=root, code=2)
    assert "没有收到填报表" in done.stderr and not (root / "output/2024-05").exists()


def test_a_register_with_a_fault_is_named_by_table_and_cell(tmp_path: Path) -> None:
    reporter("init", str(tmp_path / "w"))
    path = tmp_path / "w/input_sheets/计划台账.xlsx"
    book = load_workbook(path)
    sheet = book["指标"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    target = next(row for row in range(2, sheet.max_row) if sheet.cell(row, headings["编号"]).value == "A8-K15")
    sheet.cell(target, headings["填报单位"]).value = "区劳动局"
    book.save(path)
    done = reporter("forms", "2024-05", root=tmp_path / "w", code=4)
    assert "区劳动局" in done.stdout and "“指标”表" in done.stdout
    assert sheet.cell(target, headings["填报单位"]).coordinate in done.stdout
    assert "计划台账" in done.stderr
    assert reporter("plan", "check", root=tmp_path / "w", code=4)


def test_a_missing_register(tmp_path: Path) -> None:
    reporter("init", str(tmp_path / "w"))
    (tmp_path / "w/input_sheets/计划台账.xlsx").unlink()
    assert "计划台账.xlsx" in reporter("forms", "2024-05", root=tmp_path / "w", code=2).stderr


def test_plan_check_counts_and_finds_no_fault_in_the_shipped_register(root: Path) -> None:
    done = reporter("plan", "check", root=root)
    assert "合计：任务136项" in done.stdout and "[退回]" not in done.stdout and "[存疑]" not in done.stdout
    found = json.loads(reporter("plan", "check", "--json", root=root).stdout)["problems"]
    assert {row["severity"] for row in found} == {"提示"} and all(row["sheet"] and row["cell"] for row in found)


def test_plan_check_against_a_text(root: Path, tmp_path: Path) -> None:
    text = tmp_path / "方案.txt"
    text.write_text("城镇新增就业\n1500 人", encoding="utf-8")
    found = json.loads(reporter("plan", "check", "--json", "--source", str(text), root=root).stdout)["problems"]
    missing = {row["item"] for row in found if row["code"] == "P175"}
    assert "A8-K15" not in missing and "A1-K02" in missing
    text.write_bytes("方案".encode("gbk"))
    assert "UTF-8" in reporter("plan", "check", "--source", str(text), root=root, code=2).stderr


def test_export_both_ways_loses_nothing(root: Path, tmp_path: Path) -> None:
    reporter("plan", "export", "--csv", str(tmp_path / "csv"), root=root)
    reporter("plan", "export", "--xlsx", str(tmp_path / "台账.xlsx"), "--from", str(tmp_path / "csv"))
    assert (tmp_path / "台账.xlsx").read_bytes() == (root / "input_sheets/计划台账.xlsx").read_bytes()
    assert "--csv" in reporter("plan", "export", root=root, code=2).stderr


def test_a_gbk_console_gets_every_line(root: Path) -> None:
    done = reporter("plan", "check", root=root, encoding="gbk")
    assert "合计：任务136项" in done.stdout


def test_one_broken_file_never_stops_the_rest_and_strict_says_so(root: Path) -> None:
    reporter("sample", "2024-03", "--seed", "7", root=root)
    (root / "input_sheets/2024-03/坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    (root / "input_sheets/2024-03/~$区发改局.xlsx").write_bytes(b"\x00" * 165)
    done = json.loads(reporter("run", "2024-03", "--no-pdf", "--json", root=root).stdout)
    assert done["summary"]["unused_files"] == 2 and done["summary"]["returned"] > 120
    results = json.loads((root / "output/2024-03/results.json").read_text(encoding="utf-8"))
    assert results["sample"] is True
    broken = [row for row in results["files"] if row["outcome"] == "not_a_form"]
    assert sorted(row["file"] for row in broken) == [
        "input_sheets/2024-03/~$区发改局.xlsx",
        "input_sheets/2024-03/坏的.xlsx",
    ]
    assert all(row["reason"] for row in broken)
    assert reporter("run", "2024-03", "--no-pdf", "--strict", root=root, code=1).stdout


def test_a_template_at_fault_is_named_and_the_other_papers_are_written(root: Path) -> None:
    reporter("sample", "2024-02", "--seed", "7", root=root)
    template = root / "templates/督查通报.md.j2"
    kept = template.read_text(encoding="utf-8")
    template.write_text(kept + "{{ 没有的数 }}\n", encoding="utf-8")
    done = reporter("run", "2024-02", "--no-pdf", root=root, code=2)
    template.write_text(kept, encoding="utf-8")
    line = len(kept.splitlines()) + 1
    assert f"模板“督查通报.md.j2”第{line}行用了“没有的数”" in done.stdout
    names = {path.name for path in (root / "output/2024-02").iterdir()}
    assert {"领导专报.docx", "汇总表.xlsx", "results.json"} <= names and "督查通报.docx" not in names


def test_templates_are_checked_by_name_and_line(root: Path) -> None:
    assert "没有发现问题" in reporter("templates", root=root).stdout
    template = root / "templates/催报函.md.j2"
    kept = template.read_text(encoding="utf-8")
    template.write_text(kept + "{% if 文.没有的项 %}甲{% endif %}\n", encoding="utf-8")
    done = reporter("templates", "--strict", root=root, code=1)
    template.write_text(kept, encoding="utf-8")
    assert f"模板“催报函.md.j2”第{len(kept.splitlines()) + 1}行用了“没有的项”" in done.stdout
