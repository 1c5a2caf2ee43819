"""The real register, a sample May, run in this process: figures read from the Word files walked back to typed cells."""

from __future__ import annotations

import json
import random
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reporter.core.period import Period
from reporter.document.figures import Printed, figures_of
from reporter.document.pdf import find_soffice
from reporter.folder import open_folder
from reporter.record.trace.nodes import Node
from reporter.workflow import papers as papers_module
from reporter.workflow.documents import Written, write_documents
from reporter.workflow.forms import write_samples
from reporter.workflow.month import Months
from reporter.workflow.register import init_folder, load_register
from reporter.workflow.trace import NotPrinted, Search, search_of, trace
from reporter.workflow.trace_lines import as_dict, lines
from tests.workflow.commands import reporter

MAY = Period.parse("2024-05")
_MARKED = re.compile(r'<w:bookmarkStart [^>]*w:name="([^"]+)"/>(.*?)<w:bookmarkEnd')
_DIGITS = re.compile(r"\d+(?:\.(\d+))?", re.ASCII)


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Months:
    """A working folder with the samples of May, run once; later calls use what it read."""
    root = tmp_path_factory.mktemp("溯源") / "屈原"
    init_folder(root, "quyuan-2024")
    folder = open_folder(root)
    register = load_register(folder)
    write_samples(Months(folder, register, quiet), MAY, 3)
    return Months(folder, register, quiet)


def quiet(what: str, done: int, whole: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def search(months: Months) -> Search:
    """The papers of the month, to be asked again and again."""
    return search_of(months, MAY)


@pytest.fixture(scope="module")
def written(months: Months) -> Written:
    return write_documents(months, MAY, months.assess(MAY))


def marked(months: Months) -> Iterator[tuple[str, str, str]]:
    """Paper, bookmark and text of every bookmark in the Word files."""
    for path in sorted(months.folder.output(MAY).rglob("*.docx")):
        xml = zipfile.ZipFile(path).read("word/document.xml").decode()
        for name, inner in _MARKED.findall(xml):
            text = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", inner))
            yield path.relative_to(months.folder.output(MAY)).as_posix(), name, text


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from nodes(child)


@cache
def cells(path: Path) -> dict[tuple[str, str], object]:
    """What stands in every cell of a returned form, as openpyxl reads it."""
    book = load_workbook(path)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def typed(months: Months, node: Node) -> Fraction:
    """The number in the cell in which a chain ends."""
    assert node.evidence
    source = node.evidence.source
    value = cells(months.folder.root / source.file)[source.sheet, source.cell]
    return Fraction(str(value).removesuffix("%"))


def test_a_run_writes_the_workbook_and_every_paper(written: Written, months: Months) -> None:
    names = {path.name for path in written.paths}
    assert {"溯源.xlsx", "督查通报.docx", "领导专报.docx", "民生实事专报.docx", "results.json"} <= names
    assert (written.faults, written.unproved) == ((), False)
    sheet = load_workbook(months.folder.output(MAY) / "溯源.xlsx", data_only=True)["自证"]
    assert re.fullmatch(r"共\d+项，全部一致", str(sheet.cell(sheet.max_row, 1).value))


def test_every_bookmark_of_the_word_files_is_a_traced_figure(written: Written, months: Months) -> None:
    sheet = load_workbook(months.folder.output(MAY) / "溯源.xlsx", data_only=True)["数字"]
    listed = {
        (row[1], row[5], row[4]) for row in sheet.iter_rows(min_row=4, values_only=True) if row[5] != "（图的数据）"
    }
    found = {(paper, name, text) for paper, name, text in marked(months)}
    assert len(found) > 1500
    assert found == {(paper, name, str(text)) for paper, name, text in listed}


def test_figures_read_from_the_text_lead_to_cells_that_give_them(
    written: Written, months: Months, search: Search
) -> None:
    """A hundred drawn figures: amounts stand in the cell; shares are what stands there divided by the target."""
    every = [one for one in marked(months) if re.search(r"_K\d+(_\d+)?_(actual|completion_ratio)", one[1])]
    checked = 0
    for _, name, text in random.Random(5).sample(every, 100):
        link = search.found(name).links[0]
        ends = [node for node in nodes(link.chain) if node.evidence]
        number, places = Fraction(_DIGITS.search(text)[0]), len(_DIGITS.search(text)[1] or "")  # type: ignore[index,arg-type]
        if link.origin.endswith(".actual") and len(ends) == 1:
            value = abs(typed(months, ends[0]))
        elif len(ends) == 1 and "÷ 年度目标" in link.chain.formula and "年初数" not in link.chain.formula:
            goal = next(node for node in nodes(link.chain) if node.promise and node.meaning.endswith("年度目标"))
            value = typed(months, ends[0]) / Fraction(goal.said) * 100
        else:
            continue  # two cells, a base: their formulas have tests of their own
        assert abs(value - number) <= Fraction(1, 2 * 10**places), (name, text, link.chain)
        checked += 1
    assert checked > 60


def test_a_code_leads_to_everything_printed_of_it(written: Written, months: Months, search: Search) -> None:
    found = search.found("a1-k07")
    assert found.heading.startswith("A1-K07 生猪出栏：")
    actual = found.links[0]
    assert actual.chain.evidence and actual.chain.evidence.typed == actual.chain.said
    assert {one.paper for one in actual.printed} >= {"督查通报.docx"}
    assert actual.chain.promise and "生猪出栏" in actual.chain.promise.phrase
    said = "\n".join(lines(found, everything=False))
    assert f"“指标”页{actual.chain.evidence.source.cell}" in said
    assert f"sha256 {actual.chain.evidence.source.sha256}" in said
    assert "原文：“力争生猪出栏达 35.2 万头”（A1-T01）" in said
    assert json.loads(json.dumps(as_dict(found)))["figures"][0]["chain"]["reported"]["file"].startswith("input_sheets/")


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("A1", "A1 产业培塑行动"),
        ("B012", "B012 区公安局"),
        ("区公安局", "B012 区公安局"),
        ("A1-T03", "A1-T03 新材料："),
    ],
)
def test_names_and_codes_of_every_kind(written: Written, search: Search, asked: str, heading: str) -> None:
    found = search.found(asked)
    assert found.heading.startswith(heading)
    assert found.links


def test_a_printed_share_finds_every_figure_printed_so(written: Written, months: Months, search: Search) -> None:
    text = next(text for paper, name, text in marked(months) if name == "all_shares_on_pace")
    found = search.found(text)
    assert "all.shares.on_pace" in [link.origin for link in found.links]
    for link in found.links:
        assert all(one.printed.text.removesuffix("%") == text.removesuffix("%") for one in link.printed)


def test_many_hits_are_listed_first_with_how_to_narrow(written: Written, months: Months, search: Search) -> None:
    found = search.found("1")
    short, long = (list(lines(found, everything=everything)) for everything in (False, True))
    assert short[0] == f"“1”在2024-05的文书里是{len(found.links)}个不同的数："
    assert len(short) == len(found.links) + 2
    assert short[-1].endswith("全部展开加 --all。") and "reporter trace 2024-05 " in short[-1]
    assert len(long) > len(short)


def test_words_that_are_no_figure_are_said_to_be_words(written: Written, months: Months, search: Search) -> None:
    found = search.found("2024年1—5月")
    assert found.links == ()
    assert {one.kind for one in found.words} == {"是日期或者报告期"}
    assert "没有作为算出来的数印出" in next(iter(lines(found, everything=False)))


def test_what_is_not_there_is_refused_with_what_is_near(written: Written, months: Months, search: Search) -> None:
    with pytest.raises(NotPrinted, match=r"没有“A1-K99”。相近的有：.*A1-K"):
        search.found("A1-K99")


def test_a_file_that_changed_or_is_gone_is_said(written: Written, months: Months) -> None:
    evidence = trace(months, MAY, "A1-K07").links[0].chain.evidence
    assert evidence
    path = months.folder.root / evidence.source.file
    before = path.read_bytes()
    try:
        book = load_workbook(path)
        book[evidence.source.sheet][evidence.source.cell] = 99
        book.save(path)
        changed = trace(months, MAY, "A1-K07").links[0].chain.evidence
        assert changed and "已不是计算时的那一份" in changed.fault and "这一格现在是“99”" in changed.fault
        assert changed.typed == ""
        path.unlink()
        gone = trace(months, MAY, "A1-K07").links[0].chain.evidence
        assert gone and gone.fault == "文件已经不在了"
        assert "注意：文件已经不在了" in "\n".join(lines(trace(months, MAY, "A1-K07"), everything=False))
    finally:
        path.write_bytes(before)


def test_a_tampered_figure_keeps_every_paper_back(
    written: Written, months: Months, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tampered(*parts: object) -> tuple[Printed, ...]:
        first, *others = figures_of(*parts)  # type: ignore[arg-type]
        return (replace(first, value=(first.value or Decimal(0)) + 1), *others)

    output = months.folder.output(MAY)
    stamps = {path: path.stat().st_mtime_ns for path in output.glob("*.docx")}
    monkeypatch.setattr(papers_module, "figures_of", tampered)
    again = write_documents(months, MAY, months.assess(MAY))
    assert again.unproved
    assert again.faults[0].startswith("自证不一致：督查通报.docx")
    assert not [path for path in again.paths if path.suffix == ".docx"]
    assert {path: path.stat().st_mtime_ns for path in output.glob("*.docx")} == stamps
    sheet = load_workbook(output / "溯源.xlsx", data_only=True)["自证"]
    assert re.fullmatch(r"共\d+项，\d+项不一致", str(sheet.cell(sheet.max_row, 1).value))
    monkeypatch.undo()
    assert not write_documents(months, MAY, months.assess(MAY)).unproved


def test_the_command_says_what_is_near_and_ends_with_2(written: Written, months: Months) -> None:
    done = reporter("trace", "2024-05", "A1-K99", root=months.folder.root, code=2)
    assert "相近的有" in done.stderr


@pytest.mark.libreoffice
def test_the_formulas_come_to_what_is_stored(written: Written, months: Months, tmp_path: Path) -> None:
    """Every stored result is taken away and computed by LibreOffice instead."""
    soffice = find_soffice(months.folder.settings.soffice)
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    source = months.folder.output(MAY) / "溯源.xlsx"
    bare = tmp_path / "bare.xlsx"
    load_workbook(source).save(bare)
    subprocess.run(
        [soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(bare)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    stored = load_workbook(source, data_only=True)["自证"]
    again = load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True)["自证"]
    assert again.cell(again.max_row, 1).value == stored.cell(stored.max_row, 1).value
    for row in range(4, stored.max_row):
        then, now = stored.cell(row, 9).value, again.cell(row, 9).value
        assert isinstance(then, int | float) and isinstance(now, int | float)
        assert abs(then - now) < 1e-8, stored.cell(row, 6).value
        assert again.cell(row, 10).value == "一致"
