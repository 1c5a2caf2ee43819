"""The main job as a clerk runs it: forms out, cells typed into by code and heading, results read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporter.cli import app
from tests.workflow.commands import reporter

# code of the row, heading, what is typed
TYPED: Mapping[str, tuple[tuple[str, str, object], ...]] = {
    "2024-05-A8-区人社局": (("A8-K15", "本期累计", 700),),
    "2024-05-A1-区科工局": (("A1-K02", "本期累计", 7.1),),
    "2024-05-A8-区民政局": (("A8-K07", "本期累计", 720),),
    "2024-05-A7-区公安局": (("A7-K20", "本期累计", 42),),
    "2024-05-A8-区残联": (("A8-K14-1", "本期累计", 13), ("A8-K14-2", "本期累计", 40)),
    "2024-05-A1-区农业农村局": (
        ("A1-K14", "本期累计", 1),
        ("A1-K13", "本期累计", 0),
        ("A1-K07", "本期累计", "15.1"),
    ),
    "2024-05-A5-区科工局": (("A5-K09", "本期累计", 0), ("A5-K10", "本期累计", 3)),
    "2024-05-A5-区市场监管局": (("A5-K01", "本期累计", 10066), ("A5-K01", "年初数", 9868)),
    "2024-05-A6-区统计局": (("A6-K03-1", "本期累计", 7), ("A6-K03-2", "本期累计", 7)),
    "2024-05-A3-区科工局": (("A3-K03", "本期累计", -1.2), ("A3-K01", "本期累计", "8.5%")),
    "2024-05-A3-区机关事务中心": (("A3-K04-1", "本期累计", 0), ("A3-K04-2", "本期累计", 0)),
    "2024-05-A8-区卫健局": (("A8-K06", "本期累计", 0), ("A8-K05", "本期累计", "约80")),
    "2024-05-A8-区司法局": (("A8-K19", "本期累计", None),),
    "2024-05-A8-国网屈原供电公司": (("A8-K44", "本期累计", 236.5),),
    "2024-05-A0-区人社局": (("A0-K10", "本期累计", 0),),
}
EXPECTED = {
    "A8-K15": ("700", "0.4666666667", "0.4166666667", "0.05", "on_pace", None),
    "A1-K02": ("7.1", None, None, "-0.4", "behind", "no_share"),
    "A8-K07": ("720", None, None, "20", "on_pace", "no_share"),
    "A7-K20": ("42", "0.84", None, "-8", "far_behind", None),
    "A8-K14": ("40", "0.4395604396", "0.4166666667", "0.0228937729", "on_pace", None),
    "A1-K14": ("1", "1", "0", "1", "achieved", None),
    "A1-K13": ("0", "0", "0", "0", "not_due", "not_due_yet"),
    "A1-K07": ("15.1", "0.4289772727", "0.4166666667", "0.0123106061", "on_pace", None),
    "A5-K09": ("0", None, None, "-1", "not_due", "not_due_yet"),
    "A5-K10": ("3", "1", "0.3333333333", "0.6666666667", "on_pace", None),
    "A5-K01": ("10066", "0.4459459459", "0.4166666667", "0.0292792793", "on_pace", None),
    "A6-K03": ("0", None, None, "0", "behind", "no_share"),
    "A3-K03": ("-1.2", None, None, "-11.2", "far_behind", "no_share"),
    "A3-K01": ("8.5", None, None, "0", "on_pace", "no_share"),
    "A3-K04": (None, None, None, None, "not_applicable", "denominator_zero"),
    "A8-K06": ("0", "0", "0.4166666667", "-0.4166666667", "far_behind", None),
    "A8-K05": ("80", "0.4444444444", "0.4166666667", "0.0277777778", "on_pace", None),
    "A8-K19": (None, None, None, None, "not_reported", "blank"),
    "A8-K44": ("236.5", "0.428442029", "0.4166666667", "0.0117753623", "on_pace", None),
    "A0-K10": ("0", None, None, None, "on_pace", "no_share"),
    "A1-K15": (None, None, None, None, "not_reported", "form_missing"),
    "A1-K01": (None, None, None, None, "not_due", "not_published"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder in which the returns above were filled and May was run."""
    root = tmp_path_factory.mktemp("工作 文件夹") / "屈原"
    reporter("init", str(root))
    reporter("forms", "2024-05", root=root)
    issued = {path.stem: path for path in (root / "output/2024-05/forms").rglob("*.xlsx")}
    for number, (name, cells) in enumerate(TYPED.items()):
        book = load_workbook(issued[name])
        for code, heading, value in cells:
            put(book["指标"], code, heading, value)
        if name == "2024-05-A1-区科工局":
            put(book["任务"], "A1-T03", "进展状态", "正常推进")
            put(book["任务"], "A1-T03", "进展情况", "昇通新材上市辅导备案<1家>&")
        target = root / "input_sheets" / "2024-05" / f"回收{number}.xlsx"
        target.parent.mkdir(parents=True, exist_ok=True)
        book.save(target)
    reporter("run", "2024-05", "--no-pdf", root=root)
    return root


def put(sheet: Worksheet, code: str, heading: str, value: object) -> None:
    """Type into the cell of a row and column, as a person finds it."""
    sheet.cell(*place(sheet, code, heading), value=value)


def place(sheet: Worksheet, code: str, heading: str) -> tuple[int, int]:
    cells = [cell for row in sheet.iter_rows() for cell in row]
    row = next(cell.row for cell in cells if cell.value == code)
    column = next(cell.column for cell in cells if cell.value == heading)
    return row, column


@pytest.fixture(scope="module")
def results(folder: Path) -> Any:
    return json.loads((folder / "output/2024-05/results.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", EXPECTED)
def test_figures_typed_into_forms_come_back_computed(results: Any, code: str) -> None:
    row = next(row for row in results["indicators"] if row["code"] == code)
    names = ("actual", "completion_ratio", "expected", "gap", "status", "reason")
    assert tuple(row[name] for name in names) == EXPECTED[code]


@pytest.mark.parametrize("code", ["A8-K15", "A1-K02", "A8-K19", "A8-K44", "A8-K06"])
def test_every_figure_names_its_file_sheet_and_cell(folder: Path, results: Any, code: str) -> None:
    source = next(row for row in results["indicators"] if row["code"] == code)["source"]
    sheet = load_workbook(folder / source["file"])[source["sheet"]]
    cell = sheet[source["cell"]]
    assert (cell.row, cell.column) == place(sheet, code, "本期累计")


def test_parts_name_their_own_cells(folder: Path, results: Any) -> None:
    parts = next(row for row in results["indicators"] if row["code"] == "A8-K14")["parts"]
    assert [part["actual"] for part in parts] == ["13", "40"]
    for part in parts:
        sheet = load_workbook(folder / part["source"]["file"])[part["source"]["sheet"]]
        assert sheet[part["source"]["cell"]].row == place(sheet, part["code"], "本期累计")[0]


@pytest.mark.parametrize(
    ("code", "item", "severity"),
    [("E214", "A8-K19", "退回"), ("E221", "A1-K07", "提示"), ("E225", "A8-K05", "提示"), ("E218", "A3-K04", "存疑")],
)
def test_doubts_are_named_at_their_cells(results: Any, code: str, item: str, severity: str) -> None:
    found = [row for row in results["problems"] if row["code"] == code and row["item"].startswith(item)]
    assert found and all(row["severity"] == severity and row["file"] for row in found)
    assert all(row["sheet"] == "指标" and row["cell"] for row in found)


def test_the_counts_balance(results: Any) -> None:
    for row in (*results["actions"], *results["bureaus"]):
        counts = row["counts"]
        due = sum(counts[name] for name in ("achieved", "on_pace", "behind", "far_behind", "not_reported"))
        assert (row["due"], row["on_pace"]) == (due, counts["achieved"] + counts["on_pace"])
    counted = [row for row in results["indicators"] if row["counted"]]
    assert sum(sum(row["counts"].values()) for row in results["actions"]) == len(counted)
    states = [row["state"] for row in results["returns"]]
    assert len(states) == 136 and states.count("missing") == 136 - len(TYPED)


def test_running_again_gives_the_same_bytes(folder: Path) -> None:
    output = folder / "output/2024-05"
    before = {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}
    for path in output.iterdir():
        if path.is_file():
            path.unlink()
    said = reporter("run", "2024-05", "--no-pdf", root=folder).stdout
    assert "“昇”不在仿宋_GB2312里" in said
    after = {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
    papers = {"督查通报.docx", "领导专报.docx", "民生实事专报.docx"}
    assert {"results.json", "汇总表.xlsx", "上报表.xlsx", "问题清单.xlsx", *papers} <= before.keys()


def test_real_returns_are_no_sample_and_none_is_mixed_in(folder: Path, results: Any) -> None:
    assert results["sample"] is False
    assert "不是样例" in reporter("sample", "2024-05", root=folder, code=2).stderr


def test_every_command_has_help_in_chinese() -> None:
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert {"init", "demo", "forms", "sample", "run"} <= set(names)
    for name in names:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in reporter(name, "--help").stdout)


def test_papers_to_single_bureaus_are_rewritten_by_each_run(folder: Path, results: Any) -> None:
    output = folder / "output/2024-05"
    states = {(row["bureau"], row["state"]) for row in results["returns"]}
    behind = {row["bureau"] for row in results["indicators"]
              if row["counted"] and row["status"] in ("behind", "far_behind")}  # fmt: skip
    letters = {path.name: path.read_bytes() for path in (output / "reminders").iterdir()}
    notices = {path.name: path.read_bytes() for path in (output / "notices").iterdir()}
    assert len(letters) == len({bureau for bureau, state in states if state == "missing"}) > 20
    assert len(notices) == len(behind) > 0
    assert {"2024-05-区科工局.docx"} <= notices.keys() & letters.keys()
    (output / "notices/2024-05-区档案馆.docx").write_bytes(b"of an earlier run")
    (output / "notices/2024-05-区档案馆.pdf").write_bytes(b"of an earlier run")
    (output / "notices/签批单.docx").write_bytes(b"of a clerk")
    (output / "reminders/说明.txt").write_bytes(b"of a clerk")
    reporter("run", "2024-05", "--no-pdf", root=folder)
    assert {path.name: path.read_bytes() for path in (output / "notices").iterdir()} == {
        **notices, "签批单.docx": b"of a clerk",
    }  # fmt: skip
    assert {path.name: path.read_bytes() for path in (output / "reminders").iterdir()} == {
        **letters, "说明.txt": b"of a clerk",
    }  # fmt: skip
