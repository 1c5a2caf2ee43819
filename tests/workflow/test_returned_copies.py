"""From a wrong return to its marked-up copy, back in corrected, and what status says meanwhile."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporter.core.period import Period
from reporter.plan.calendar import correction_day
from tests.plans import small_plan
from tests.workflow.commands import reporter

NAME = "2024-05-A1-区贸促会.xlsx"
MAY = "2024-05"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms of May; nothing came back yet."""
    root = tmp_path_factory.mktemp("批注") / "屈原"
    reporter("init", str(root))
    reporter("forms", MAY, root=root)
    return root


@pytest.fixture(scope="module")
def empty(folder: Path) -> Any:
    """What status says before the first return."""
    return json.loads(reporter("status", MAY, "--json", "--today", "2024-06-03", root=folder).stdout)


@pytest.fixture(scope="module")
def first(folder: Path, empty: Any) -> Path:
    """The folder after 区贸促会 typed a range and May was run."""
    issued = next((folder / "output" / MAY / "forms").rglob(NAME))
    returned(folder, issued, "第一次.xlsx", lambda sheet: put(sheet, "本期累计", "8-10"))
    reporter("run", MAY, root=folder)
    return folder


@pytest.fixture(scope="module")
def second(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of that folder after the marked-up form came back corrected and May was run again."""
    root = tmp_path_factory.mktemp("第二次") / "屈原"
    shutil.copytree(first, root)
    copy = root / "output" / MAY / "returned" / NAME
    returned(root, copy, "第二次.xlsx", lambda sheet: put(sheet, "本期累计", 3))
    reporter("run", MAY, root=root)
    return root


def returned(root: Path, form: Path, name: str, fill: Callable[[Worksheet], object]) -> None:
    """A bureau fills `form` and sends it; the register of received times knows when."""
    book = load_workbook(form)
    fill(book["指标"])
    for sheet in (one for one in book if one.title == "任务"):
        for row in range(5, sheet.max_row + 1):
            put_at(sheet, row, "进展状态", "正常推进")
    target = root / "input_sheets" / MAY / name
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    list_path = root / "input_sheets" / MAY / "收件登记.csv"
    if not list_path.exists():
        list_path.write_text("sha256,文件名,收件时间,来源\n", encoding="utf-8")
    hour = 9 if name.startswith("第一次") else 15
    with list_path.open("a", encoding="utf-8") as out:
        out.write(f"{sha256(target.read_bytes()).hexdigest()},{name},2024-06-05 {hour:02d}:00,手工\n")


def put(sheet: Worksheet, heading: str, value: object) -> None:
    """Type into the first item."""
    put_at(sheet, 5, heading, value)


def put_at(sheet: Worksheet, row: int, heading: str, value: object) -> None:
    column = next(cell.column for cell in sheet[4] if cell.value == heading)
    sheet.cell(row, column).value = value


def results(root: Path) -> Any:
    return json.loads((root / "output" / MAY / "results.json").read_text(encoding="utf-8"))


def texts(path: Path, sheet: str) -> list[tuple[object, ...]]:
    """The rows of a sheet. openpyxl says that it drops the extension that holds data bars."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        return list(load_workbook(BytesIO(path.read_bytes()))[sheet].iter_rows(values_only=True))


def test_status_before_the_first_return(empty: Any) -> None:
    assert {one["state"] for one in empty["returns"]} == {"missing"} and len(empty["returns"]) == 136
    assert (empty["deadline"], empty["days_left"], empty["problems"]) == ("2024-06-05", 2, [])


def test_status_is_a_table_that_a_gbk_console_shows(first: Path) -> None:
    said = reporter("status", MAY, "--today", "2024-06-05", root=first, encoding="gbk").stdout.splitlines()
    assert said[:2] == ["2024年5月报送情况（6月5日）", "报送截止6月5日，就是今天"]
    row = next(line for line in said if line.startswith("区贸促会"))
    assert row.split()[2:3] == ["按时、退回1次"] and row.split()[-1].startswith("退回")
    assert any(line.startswith("[退回] 区贸促会：") and line.endswith("（E206）") for line in said)


@pytest.mark.parametrize(
    ("today", "words"),
    [("2024-06-04", "还有1天"), ("2024-06-06", "已经过了1天；停收日6月7日")],
)
def test_days_left(first: Path, today: str, words: str) -> None:
    assert words in reporter("status", MAY, "--today", today, root=first).stdout.splitlines()[1]


def test_a_day_that_is_none_is_said(first: Path) -> None:
    assert "不是日期" in reporter("status", MAY, "--today", "六月五日", root=first, code=2).stderr


def test_only_forms_with_something_to_say_are_marked(first: Path) -> None:
    copies = sorted(path.name for path in (first / "output" / MAY / "returned").iterdir())
    assert copies == [NAME]
    rows = texts(first / "output" / MAY / "returned" / NAME, "问题清单")
    assert ("退回", "指标", "I5", "8-10") in {(row[1], row[2], row[3], row[5]) for row in rows}
    assert any("6月6日17时前发回" in str(row[0]) for row in rows)


def test_the_same_return_gives_the_same_bytes(first: Path) -> None:
    path = first / "output" / MAY / "returned" / NAME
    before = path.read_bytes()
    path.unlink()
    reporter("run", MAY, root=first)
    assert path.read_bytes() == before


def test_a_corrected_copy_counts_and_the_change_is_listed(second: Path) -> None:
    found = results(second)
    assert [one["code"] for one in found["cleared"]] == ["E206"]
    difference = found["differences"][0]
    assert (difference["old"], difference["new"], difference["chosen"]) == ("8-10", "3", "3")
    assert difference["new_source"]["cell"] == "I5" and difference["new_source"]["file"].endswith("第二次.xlsx")
    codes = {one["code"] for one in found["problems"]}
    assert {"E105"} <= codes and not {"E109", "E234", "E206"} & codes


def test_workbooks_show_what_changed_and_what_was_put_right(second: Path) -> None:
    output = second / "output" / MAY
    rows = texts(output / "汇总表.xlsx", "差异")
    assert ("本期累计", "8-10", "3", "3") in {(row[5], row[7], row[9], row[10]) for row in rows}
    rows = texts(output / "问题清单.xlsx", "已改正")
    assert {row[11] for row in rows[3:]} >= {"E206"}


def test_a_copy_that_nobody_needs_any_more_goes(second: Path) -> None:
    copies = [path.name for path in (second / "output" / MAY / "returned").iterdir()]
    asked = [one for one in results(second)["problems"] if one["severity"] != "提示" and one["file"]]
    assert copies == ([NAME] if asked else [])


def test_the_day_to_answer_by() -> None:
    cases = {3: 6, 5: 6, 6: 7, 7: 10, 12: 13}
    plan = small_plan()
    found = {day: correction_day(plan, Period.parse(MAY), date(2024, 6, day)).day for day in cases}
    assert found == cases
