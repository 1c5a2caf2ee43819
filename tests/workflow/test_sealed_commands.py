"""Sealing as a clerk does it, on the real register: commands, exit codes, one sentence for each mistake."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.workflow.commands import reporter

NUMBER = "屈政办发[2024]8号"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """April of the real register with sample returns, issued."""
    place = tmp_path_factory.mktemp("封存") / "w"
    reporter("init", str(place))
    (place / "reporter.toml").write_text('archive_copy = "备份"\n', encoding="utf-8")
    reporter("sample", "2024-04", "--seed", "1", root=place)
    done = reporter("issue", "2024-04", "--number", NUMBER, "--date", "2024-05-11", "--no-pdf", root=place)
    assert (
        "文号按规定写法印作“屈政办发〔2024〕8号”" in done.stdout
        and "封存：output/2024-04/sealed/2024-04-1.zip" in done.stdout
    )
    return place


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("issue", "2024-04"), "--number"),
        (("issue", "2024-04", "--number", "8号"), "不是发文字号"),
        (("issue", "2024-04", "--number", NUMBER, "--date", "5月11日"), "不是日期"),
        (("issue", "2024-Q5", "--number", NUMBER), "不是报告期"),
        (("issue", "2024-Q2", "--number", NUMBER), "已用在2024年4月的通报上"),
        (("issue", "2024-Q1", "--number", "屈政办发〔2024〕7号"), "“input_sheets/2024-03”里没有收到填报表"),
        (("correct", "2024-Q1"), "2024年一季度还没有签发封存"),
        (("issue", "2024-04", "--number", "屈政办发〔2024〕9号"), "已签发封存"),
        (("forms", "2024-04"), "已签发封存"),
        (("sample", "2024-04"), "已签发封存"),
        (("correct", "2024-03"), "还没有签发封存"),
    ],
)
def test_wrong_use_is_one_sentence(root: Path, arguments: tuple[str, ...], said: str) -> None:
    done = reporter(*arguments, root=root, code=2)
    assert said in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_run_correct_and_the_copy_that_saves(root: Path) -> None:
    """A figure is put right, the correction drafted and sealed; the archive is damaged and replaced by its copy."""
    assert "没有变化" in reporter("run", "2024-04", root=root).stdout
    results = json.loads((root / "output/2024-04/results.json").read_text(encoding="utf-8"))
    row = next(
        one for one in results["indicators"]
        if one["kind"] == "cumulative" and one["status"] == "behind" and one["source"] and not one["parts"]
    )  # fmt: skip
    book = load_workbook(root / row["source"]["file"])
    book[row["source"]["sheet"]][row["source"]["cell"]].value = float(row["target"])
    book.save(root / "input_sheets/2024-04/更正.xlsx")
    found = json.loads(reporter("run", "2024-04", "--json", root=root).stdout)
    assert found["changed"]["figures"] >= 1 and found["sealed"][0]["number"] == "屈政办发〔2024〕8号"
    draft = json.loads(reporter("correct", "2024-04", "--no-pdf", "--json", root=root).stdout)
    assert draft["issue"] is None and draft["causes"][0]["file"] == "input_sheets/2024-04/更正.xlsx"
    assert {one["indicator"] for one in draft["causes"]} == {row["code"]}
    number = "屈政办发〔2024〕9号"
    done = reporter("correct", "2024-04", "--number", number, "--date", "2024-05-20", "--no-pdf", root=root)
    assert f"定稿：{number}" in done.stdout and {path.name for path in (root / "备份").iterdir()} == {
        "2024-04-1.zip", "2024-04-2.zip",
    }  # fmt: skip
    archive = root / "output/2024-04/sealed/2024-04-2.zip"
    archive.write_bytes(archive.read_bytes()[:1000])
    said = reporter("run", "2024-04", root=root, code=2).stderr
    assert "“output/2024-04/sealed/2024-04-2.zip”打不开" in said and "备份" in said
    assert "2024-04-2.zip" in reporter("forms", "2024-05", root=root, code=2).stderr
    shutil.copy(root / "备份/2024-04-2.zip", archive)
    assert f"更正：{number}" in reporter("run", "2024-04", root=root).stdout
