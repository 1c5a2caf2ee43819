"""A plan that nobody thought of runs from init to every document, and nothing says the words of the shipped one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reporter.cli.app import plan_app
from reporter.document.inspect import Severity, inspect_docx
from reporter.plan.store import read_folder, read_workbook, write_workbook
from tests.workflow.another_plan import CSV, TEXT, words_of
from tests.workflow.called import called as reporter

PACKAGE = Path(__file__).parents[2] / "reporter"
OF_THE_SHIPPED_PLAN = re.compile("屈原|屈督|屈政|八大|quyuan|岳阳|湖南|汨罗|营田|管委|区督查室|区直|全区|区党委")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """February and March 2025 made of samples and run; the returns of 省农业农村厅 for March are missing."""
    place = tmp_path_factory.mktemp("云溪") / "w"
    reporter("init", str(place), "--plan", str(CSV))
    reporter("plan", "check", "--source", str(TEXT), root=place)
    for period in ("2025-02", "2025-03"):
        reporter("sample", period, "--seed", "3", root=place)
    for path in (place / "input_sheets/2025-03/省农业农村厅").iterdir():
        path.unlink()
    for period in ("2025-02", "2025-03"):
        reporter("run", period, "--no-pdf", root=place)
    return place


@pytest.fixture(scope="module")
def results(root: Path) -> Any:
    return json.loads((root / "output/2025-03/results.json").read_text(encoding="utf-8"))


def test_every_document_is_there(root: Path) -> None:
    found = {path.relative_to(root / "output").as_posix() for path in (root / "output").rglob("*") if path.is_file()}
    assert {"体检报告.xlsx", "体检报告.docx"} <= found
    for name in ("督查通报.docx", "领导专报.docx", "民生实事专报.docx", "汇总表.xlsx", "上报表.xlsx", "问题清单.xlsx"):
        assert f"2025-03/{name}" in found
    assert "2025-03/reminders/2025-03-省农业农村厅.docx" in found
    assert "2025-03/forms/A1 制造强基攻坚/2025-03-A1-省统计局.xlsx" in found


def test_the_rules_of_the_plan_hold(results: Any) -> None:
    assert [row["code"] for row in results["actions"]] == ["A1", "A2", "A3", "A4"]
    assert all(row["rank"] is None or row["rank"] <= 4 for row in results["actions"])
    assert results["rules"]["灯色口径"] == "share" and results["rules"]["督办起点"] == "黄"
    by_code = {row["code"]: row for row in results["indicators"]}
    assert by_code["A1-K01"]["expected"] == "0.25", "the quarterly curve 25/45/70/100"
    assert by_code["A2-K02"]["reason"] == "form_missing" and by_code["A4-K02"]["uses"] == []
    assert by_code["A1-K02"]["reason"] == "not_published", "a quarterly figure that comes one month late"


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ("2025-03/督查通报.docx", ["关于2025年1—3月“四个攻坚”推进情况的通报", "各市州人民政府，省直有关单位："]),
        ("2025-03/领导专报.docx", ["2025年1—3月“四个攻坚”推进情况", "报：省政府领导。"]),
        ("2025-03/民生实事专报.docx", ["全省重点民生实事共2项，其中省定2件", "报：省政府领导，省委督查室。"]),
        ("体检报告.docx", ["云溪省实施“四个攻坚”年度工作方案体检报告", "登记行动4个、任务5项、指标12项"]),
    ],
)
def test_papers_speak_of_this_plan(root: Path, paper: str, said: list[str]) -> None:
    text = words_of(root / "output" / paper)
    for words in said:
        assert words in text


def test_nothing_says_the_words_of_the_shipped_plan(root: Path) -> None:
    files = [path for path in root.rglob("*") if path.is_file() and path.suffix not in (".lock", ".bin")]
    assert len(files) > 30
    leaks = {path.name: OF_THE_SHIPPED_PLAN.findall(words_of(path)) for path in files}
    assert {name: found for name, found in leaks.items() if found} == {}


def test_the_package_knows_no_plan_but_in_its_folder() -> None:
    """Names and numbers of the shipped plan stand in its register only: wording, hints and messages are for any."""
    words = re.compile("屈原|屈督|屈政|八大|quyuan|岳阳|湖南|汨罗|营田")
    files = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".toml", ".xml") and path.is_file()]
    files += (PACKAGE.parent / "templates").glob("*.j2")
    own = [path for path in files if "plans" not in path.relative_to(PACKAGE.parent).parts]
    assert len(own) > 250
    assert [path.name for path in own if words.search(path.read_text(encoding="utf-8"))] == []


def test_the_papers_keep_the_standard(root: Path) -> None:
    for name in ("体检报告.docx", "2025-03/领导专报.docx"):
        findings = inspect_docx((root / "output" / name).read_bytes())
        assert [one for one in findings if one.severity is Severity.MUST] == []


def test_the_health_report_finds_what_was_put_in(root: Path) -> None:
    done = reporter("plan", "check", "--json", "--source", str(TEXT), root=root)
    found = {(one["rule"], one["subject"]): one for one in json.loads(done.stdout)["findings"]}
    assert found["H101", "高标准农田"]["codes"] == ["A2-K02", "A4-K02"]
    assert found["H301", "省统计局"]["codes"] == ["A1-K02"]
    assert {subject for rule, subject in found if rule == "H303"} == {"粮食增产攻坚", "路网畅通攻坚"}
    assert found["H401", "全县"]["places"] == ["方案第19行"]
    assert ("H401", "全省") not in found, "the plan's own level"


def test_init_takes_a_register_workbook_too(tmp_path: Path) -> None:
    plan = read_folder(CSV).plan
    assert plan is not None
    (tmp_path / "云溪.xlsx").write_bytes(write_workbook(plan))
    reporter("init", str(tmp_path / "w"), "--plan", str(tmp_path / "云溪.xlsx"))
    data = (tmp_path / "w/input_sheets/计划台账.xlsx").read_bytes()
    assert read_workbook(data, "计划台账.xlsx").plan == plan


@pytest.mark.parametrize("damage", ["a missing table", "no register at all"])
def test_init_refuses_what_is_no_whole_register(tmp_path: Path, damage: str) -> None:
    source = tmp_path / "csv"
    source.mkdir()
    for path in CSV.glob("*.csv"):
        if damage == "a missing table" and path.stem != "指标":
            (source / path.name).write_bytes(path.read_bytes())
    done = reporter("init", str(tmp_path / "w"), "--plan", str(source), code=4)
    assert "P101" in done.stdout and not (tmp_path / "w").exists()


@pytest.mark.skipif(
    "draft" not in {command.name for command in plan_app.registered_commands}, reason="plan draft is not there yet"
)
def test_a_draft_of_this_plan(root: Path, tmp_path: Path) -> None:
    """The text of the plan gives a register with its four actions; what else is drafted is c-draft's to say."""
    reporter("plan", "draft", str(TEXT), "--out", str(tmp_path / "草稿.xlsx"))
    drafted = words_of(tmp_path / "草稿.xlsx")
    assert all(name in drafted for name in ("制造强基攻坚", "粮食增产攻坚", "路网畅通攻坚", "数据提质攻坚"))


def test_next_years_register_of_this_plan(root: Path, tmp_path: Path) -> None:
    said = reporter("plan", "roll", "2026", "--out", str(tmp_path / "2026.xlsx"), root=root).stdout
    assert "2025年3月的结果是样例，不作年初数" in said
    register = read_workbook((tmp_path / "2026.xlsx").read_bytes(), "2026.xlsx")
    assert register.plan is not None and register.plan.head.year == 2026
