"""Corrections of issued months: what follows is what anybody computes from results.json; nothing issued changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from reporter.folder import FolderError
from reporter.plan.model import Rule
from reporter.workflow.correct import correct, said
from reporter.workflow.documents import write_documents
from reporter.workflow.recheck import recheck, verdict
from tests.document.docsamples import part, text_of
from tests.workflow.sealed_case import FIGURES, Working, month, register

RIGHT = {"A2-K01": "45.6"}
"""May: 38.6 was a slip."""


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Working:
    """March, April and May are issued."""
    working = Working(tmp_path_factory.mktemp("更正") / "w")
    for number in (3, 4, 5):
        working.send(number, FIGURES[number])
        working.issue(number, number * 2)
    return working


@pytest.fixture(scope="module")
def corrected(issued: Working, tmp_path_factory: pytest.TempPathFactory) -> tuple[Working, Mapping[str, str]]:
    """May is corrected and the correction sealed; with the hashes of all files before that."""
    root = tmp_path_factory.mktemp("更正后") / "w"
    shutil.copytree(issued.root, root)
    working = Working.at(root)
    before = hashes(working)
    working.send(5, RIGHT, date(2024, 6, 17), "漏计2个标段")
    working.correct(5, 14)
    return working, before


@pytest.fixture
def copy(corrected: tuple[Working, Mapping[str, str]], tmp_path: Path) -> Working:
    shutil.copytree(corrected[0].root, tmp_path / "w")
    return Working.at(tmp_path / "w")


@pytest.fixture
def fresh(issued: Working, tmp_path: Path) -> Working:
    shutil.copytree(issued.root, tmp_path / "w")
    return Working.at(tmp_path / "w")


def hashes(working: Working) -> Mapping[str, str]:
    """What every file holds, apart from readings kept for the next run, which may be thrown away."""
    paths = (path for path in working.root.rglob("*") if path.is_file() and path.suffix != ".bin")
    return {str(path.relative_to(working.root)): sha256(path.read_bytes()).hexdigest() for path in paths}


def words(path: Path) -> str:
    return text_of(part(path.read_bytes()))


def loaded(working: Working, name: str) -> Any:
    return json.loads(working.output(5, name).read_text(encoding="utf-8"))


def counts(results: Any) -> dict[str, int]:
    """On pace, behind, yellow and red of counted indicators, counted here from results.json alone."""
    states = [row["status"] for row in results["indicators"] if row["counted"]]
    return {
        "met": sum(state in ("achieved", "on_pace") for state in states),
        "lagging": sum(state in ("behind", "far_behind") for state in states),
        "yellow": states.count("behind"),
        "due": sum(state in ("achieved", "on_pace", "behind", "far_behind", "not_reported") for state in states),
    }


def percent(number: int, whole: int) -> str:
    return f"{Decimal(number) * 100 / whole:.1f}%"


def test_consequences_are_those_of_an_independent_count(corrected: tuple[Working, Mapping[str, str]]) -> None:
    working, _ = corrected
    old, new = loaded(working, "results.json"), loaded(working, "更正后/results.json")
    was, now = counts(old), counts(new)
    assert (was["met"] + 1, was["lagging"] - 1, was["yellow"] - 1) == (now["met"], now["lagging"], now["yellow"])
    text = words(working.output(5, "更正通报.docx"))
    assert f"达到进度要求由{was['met']}项改为{now['met']}项" in text
    assert f"占比由{percent(was['met'], was['due'])}改为{percent(now['met'], now['due'])}" in text
    assert f"滞后由{was['lagging']}项改为{now['lagging']}项" in text
    (before, after) = (next(row for row in one["indicators"] if row["code"] == "A2-K01") for one in (old, new))
    assert (Decimal(before["actual"]), Decimal(after["actual"])) == (Decimal("38.6"), Decimal("45.6"))
    assert Decimal(after["completion_ratio"]) == round(Decimal("45.6") / 103, 10)
    assert "由38.6公里更正为45.6公里，增加7.0公里" in text and "由37.5%改为44.3%" in text
    ranks = [{row["code"]: row["rank"] for row in one["actions"]} for one in (old, new)]
    moved = {code for code in ranks[1] if ranks[0][code] != ranks[1][code]}
    names = {row["code"]: row["name"] for row in new["actions"]}
    assert moved == {"A1", "A2"}
    assert all(f"由第{ranks[0][code]}位改为第{ranks[1][code]}位" in text and names[code] in text for code in moved)


def test_the_correction_names_circular_bureau_day_and_reason(corrected: tuple[Working, Mapping[str, str]]) -> None:
    text = words(corrected[0].output(5, "更正通报.docx"))
    assert "甲办发〔2024〕14号" in text and "2024年6月20日" in text
    assert "《屈原管理区管委办公室关于2024年1—5月“二大行动”推进情况的通报》（甲办发〔2024〕10号）印发后" in text
    assert "原因：漏计2个标段。区残联6月17日来函更正，区残联（待填）核实。" in text


def test_nothing_that_was_issued_changes(corrected: tuple[Working, Mapping[str, str]]) -> None:
    working, before = corrected
    after = hashes(working)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {"output/2024-05/sealed/封存目录.csv"}
    lines = working.output(5, "sealed/封存目录.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["1", "2"]


def test_the_corrected_documents_lie_below_and_keep_number_and_day(
    corrected: tuple[Working, Mapping[str, str]],
) -> None:
    working, _ = corrected
    old, new = (words(working.output(5, f"{below}督查通报.docx")) for below in ("", "更正后/"))
    assert all("甲办发〔2024〕10号" in text and "2024年6月12日" in text for text in (old, new))
    assert "38.6公里" in old and "38.6公里" not in new and "45.6公里" in new
    assert working.output(5, "更正后/汇总表.xlsx").is_file() and working.output(5, "更正后/notices").is_dir()


def test_links_of_the_corrected_workbook_lead_to_the_forms(corrected: tuple[Working, Mapping[str, str]]) -> None:
    working, _ = corrected
    for below in ("", "更正后/"):
        path = working.output(5, f"{below}汇总表.xlsx")
        with ZipFile(path) as package:
            parts = [package.read(name).decode() for name in package.namelist() if "worksheets/_rels" in name]
        targets = {one.split('"')[0] for text in parts for one in text.split('Target="')[1:] if "input_sheets" in one}
        files = {target.split("#")[0] for target in targets if target.split("#")[0].endswith(".xlsx")}
        assert files and all((path.parent / file).resolve().is_file() for file in files)


def test_after_the_correction_nothing_differs(copy: Working) -> None:
    assert verdict(month(5), recheck(copy.months(), month(5))) == (
        "2024年5月已签发封存（甲办发〔2024〕10号，2024-06-12；更正：甲办发〔2024〕14号，2024-06-20），没有变化。"
    )
    assert not copy.correct(5).changes and not copy.correct(5, 15).changes
    assert not copy.archive(5, 3).exists()


def test_missing_corrected_documents_come_back(copy: Working) -> None:
    before = {name: digest for name, digest in hashes(copy).items() if "更正" in name}
    shutil.rmtree(copy.output(5, "更正后"))
    copy.output(5, "更正通报.docx").unlink()
    recheck(copy.months(), month(5))
    assert {name: digest for name, digest in hashes(copy).items() if "更正" in name} == before


def test_the_next_month_stands_on_the_corrected_figures_and_says_so(copy: Working) -> None:
    copy.send(6, {"A1-K01": "60", "A1-K02": "12", "A1-K03": "150", "A2-K01": "52.0", "A2-K02": "7"})
    made = copy.issue(6, 16)
    row = next(one for one in made.results.indicators if one.code == "A2-K01")
    assert (row.previous, row.change) == (Decimal("45.6"), Decimal("6.4"))
    text = words(copy.output(6, "督查通报.docx"))
    assert (
        "5月通报（甲办发〔2024〕10号）印发后有1项指标数据变动，已由甲办发〔2024〕14号（2024年6月20日）更正："
        "农村公路安防设施（A2-K01，区残联）1—5月完成数，由38.6公里更正为45.6公里，增加7.0公里。本期按更正后的数比较。"
    ) in text
    copy.send(7, {"A1-K01": "70", "A1-K02": "14", "A1-K03": "180", "A2-K01": "61", "A2-K02": "8"})
    months = copy.months()
    write_documents(months, month(7), months.assess(month(7)))
    assert "印发后有" not in words(copy.output(7, "督查通报.docx"))


def test_the_sealed_june_makes_its_footnote_again(copy: Working, tmp_path: Path) -> None:
    copy.send(6, {"A1-K01": "60", "A1-K02": "12", "A1-K03": "150", "A2-K01": "52.0", "A2-K02": "7"})
    copy.issue(6, 16)
    place = tmp_path / "alone"
    with ZipFile(copy.archive(6)) as package:
        package.extractall(place)
    alone = Working.at(place)
    sealed = alone.output(6, "督查通报.docx").read_bytes()
    alone.output(6, "督查通报.docx").unlink()
    months = alone.months()
    write_documents(months, month(6), months.assess(month(6)))
    assert alone.output(6, "督查通报.docx").read_bytes() == sealed


def test_the_archive_of_the_correction_makes_the_corrected_documents_again(copy: Working, tmp_path: Path) -> None:
    place = tmp_path / "alone"
    with ZipFile(copy.archive(5, 2)) as package:
        package.extractall(place)
    alone = Working.at(place)
    names = ("督查通报.docx", "领导专报.docx", "汇总表.xlsx", "results.json")
    sealed = {name: alone.output(5, name).read_bytes() for name in names}
    for name in names:
        alone.output(5, name).unlink()
    months = alone.months()
    write_documents(months, month(5), months.assess(month(5)))
    assert {name: alone.output(5, name).read_bytes() for name in names} == sealed
    assert alone.output(5, "更正通报.docx").read_bytes() == copy.output(5, "更正通报.docx").read_bytes()


def test_a_correction_of_a_correction(copy: Working) -> None:
    first = {number: copy.archive(5, number).read_bytes() for number in (1, 2)}
    papers = hashes(copy)
    copy.send(5, {"A2-K01": "46.6"}, date(2024, 6, 24), "又漏计1公里")
    found = copy.correct(5, 18)
    assert found.issue and found.issue.edition == 3 and said(found) == "1项指标数据变动"
    text = words(copy.output(5, "更正通报（第2次）.docx"))
    assert "由45.6公里更正为46.6公里" in text
    assert "（甲办发〔2024〕10号，已由甲办发〔2024〕14号更正）印发后" in text
    assert {number: copy.archive(5, number).read_bytes() for number in (1, 2)} == first
    assert copy.results(5, "更正后（第2次）/") != copy.results(5, "更正后/")
    kept = {name: one for name, one in papers.items() if not name.endswith("封存目录.csv")}
    assert kept.items() <= hashes(copy).items()


def test_a_draft_seals_nothing_and_names_the_file(fresh: Working) -> None:
    fresh.send(5, RIGHT, date(2024, 6, 17))
    found = fresh.correct(5)
    assert found.issue is None and not fresh.archive(5, 2).exists() and not fresh.output(5, "更正后").exists()
    (cause,) = found.causes
    assert (cause.indicator, cause.old, cause.new, cause.sheet) == ("A2-K01", "38.6", "45.6", "指标")
    assert (fresh.root / cause.file).is_file() and cause.received == "2024-06-17 09:00"
    text = words(fresh.output(5, "更正通报.docx"))
    assert "（送审稿）" in text and "2024年6月 日" in text


def test_a_change_of_a_rule_is_compared_with_the_register_as_it_was(fresh: Working) -> None:
    fresh.register(register(黄灯百分点="3"))
    found = fresh.correct(5)
    assert said(found) == "1项统计规则调整" and found.causes == ()
    text = words(fresh.output(5, "更正通报.docx"))
    assert "规则“黄灯百分点”由10调整为3" in text and "由黄灯改为红灯" in text


def test_nothing_changed(fresh: Working) -> None:
    found = fresh.correct(5, 14)
    assert not found.changes and found.paths == () and not fresh.output(5, "更正通报.docx").exists()


def test_a_month_that_is_not_sealed(fresh: Working) -> None:
    fresh.send(6, {"A1-K01": "60"})
    with pytest.raises(FolderError, match="2024年6月还没有签发封存，不用更正"):
        fresh.correct(6)


def test_returns_that_are_gone_cannot_be_compared(fresh: Working) -> None:
    shutil.rmtree(fresh.root / "input_sheets/2024-05")
    with pytest.raises(FolderError, match="没法和印发的比"):
        fresh.correct(5, 14)


def test_a_number_that_is_taken_and_a_day_too_early(fresh: Working) -> None:
    fresh.send(5, RIGHT, date(2024, 6, 17))
    with pytest.raises(FolderError, match="甲办发〔2024〕10号已用在2024年5月的通报上"):
        fresh.correct(5, 10)
    with pytest.raises(FolderError, match="早于甲办发〔2024〕10号的日期"):
        correct(fresh.months(), month(5), "甲办发〔2024〕14号", date(2024, 6, 11), pdf=False)
    assert not fresh.archive(5, 2).exists()


def test_a_number_of_a_correction_is_taken_too(copy: Working) -> None:
    copy.send(6, {"A1-K01": "60"})
    with pytest.raises(FolderError, match="甲办发〔2024〕14号已用在2024年5月的更正通报上"):
        copy.issue(6, 14)


def test_a_correction_of_april_reaches_may_only_when_may_is_asked(fresh: Working) -> None:
    """May's own figures stay; what it says against April is another matter, for a correction of its own."""
    before = fresh.output(5, "results.json").read_bytes()
    fresh.send(4, {"A2-K01": "36"}, date(2024, 5, 20))
    fresh.correct(4, 11)
    assert fresh.output(5, "results.json").read_bytes() == before
    found = recheck(fresh.months(), month(5))
    assert found.changes and not found.changes.figures
    assert {row.key for row in found.changes.indicators} == {"A2-K01"}


def test_a_bureau_that_gets_its_first_notice_by_the_correction(fresh: Working) -> None:
    fresh.send(5, {"A1-K01": "12"}, date(2024, 6, 17))
    found = fresh.correct(5, 14)
    assert "区发改局因更正新增督办单，文号由办公室另编。" in found.remarks
    assert "（送审稿）" in words(fresh.output(5, "更正后/notices/2024-05-区发改局.docx"))


def test_a_rule_that_begins_later_corrects_nothing(fresh: Working) -> None:
    later = Rule(name="黄灯百分点", value="3", since=date(2024, 7, 1))
    fresh.register(replace(register(), rules=(*register().rules, later)))
    assert not fresh.correct(5).changes
