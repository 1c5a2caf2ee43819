"""Single papers on the command line: a Markdown file made a document, a Word file checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.document.docsamples import FILE, made
from tests.document.inspected import DOCUMENT, GOOD, GOOD_TEXT, changed, swap
from tests.workflow.commands import reporter


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "通报.docx"
    path.write_bytes(GOOD)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "坏.docx"
    path.write_bytes(changed(DOCUMENT, swap("〔2024〕12号", "【2024】012号")))
    return path


def test_a_good_file(good: Path) -> None:
    printed = reporter("inspect", str(good), "--strict").stdout
    assert printed.splitlines()[-1] == f"“{good}”检查完毕：必须改0处，建议改0处，提示1处。"


def test_findings_are_grouped_and_only_strict_fails(bad: Path) -> None:
    lines = reporter("inspect", str(bad)).stdout.splitlines()
    assert lines[0] == "必须改（2处）"
    assert lines[1].startswith("  G311 发文字号的括号　第4段“屈政办发【2024】012号”：年份没有用六角括号〔〕。要求：")
    reporter("inspect", str(bad), "--strict", code=1)


def test_findings_as_json(bad: Path) -> None:
    result = json.loads(reporter("inspect", str(bad), "--json").stdout)
    first = result["findings"][0]
    assert (first["rule"], first["severity"], first["paragraph"], first["page"]) == ("G311", "必须改", 4, None)
    assert set(first) == {"rule", "severity", "page", "paragraph", "text", "found", "required", "source"}


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "是空的"), (b"%PDF-1.7", "PDF"), (None, "没有")], ids=["empty", "pdf", "missing"]
)
def test_no_word_file(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "x.docx"
    if content is not None:
        path.write_bytes(content)
    done = reporter("inspect", str(path), code=2)
    assert words in done.stderr and len(done.stderr.splitlines()) == 1


def test_without_libreoffice_the_pages_are_not_measured(tmp_path: Path, good: Path) -> None:
    (tmp_path / "reporter.toml").write_text('soffice = "/nowhere/soffice"\n', encoding="utf-8")
    printed = reporter("inspect", str(good), "--pdf", root=tmp_path).stdout
    assert "没有找到LibreOffice，版面没有测量。" in printed


def test_a_markdown_file_becomes_a_document(tmp_path: Path) -> None:
    source = tmp_path / "通报.md"
    source.write_text(GOOD_TEXT, encoding="utf-8")
    reporter("doc", str(source))
    assert (tmp_path / "通报.docx").read_bytes() == GOOD
    reporter("doc", str(source), "--out", str(tmp_path / "另.docx"))
    assert (tmp_path / "另.docx").read_bytes() == GOOD


def test_a_fault_of_the_text_is_one_sentence_with_its_line(tmp_path: Path) -> None:
    source = tmp_path / "坏.md"
    source.write_text(f"{FILE}\n- 项目符号\n", encoding="utf-8")
    done = reporter("doc", str(source), code=2)
    line = FILE.count("\n") + 2
    assert done.stderr.splitlines() == [f"“{source}”第{line}行：公文不用项目符号，请写成一段或“1. ”开头的条目。"]
    assert not (tmp_path / "坏.docx").exists()


def test_private_characters_in_a_text_are_no_marks(tmp_path: Path) -> None:
    source = tmp_path / "字.md"
    source.write_text(f"{FILE}\n正文\ue000\ue010\ue001。\n", encoding="utf-8")
    reporter("doc", str(source))
    assert (tmp_path / "字.docx").read_bytes() == made(f"{FILE}\n正文。\n")


@pytest.mark.parametrize("data", ["文字".encode("gb18030"), None], ids=["gbk", "missing"])
def test_a_text_that_cannot_be_read(tmp_path: Path, data: bytes | None) -> None:
    source = tmp_path / "x.md"
    if data is not None:
        source.write_bytes(data)
    assert len(reporter("doc", str(source), code=2).stderr.splitlines()) == 1


def test_a_pdf_without_libreoffice_is_the_environments_fault(tmp_path: Path) -> None:
    (tmp_path / "reporter.toml").write_text('soffice = "/nowhere/soffice"\n', encoding="utf-8")
    source = tmp_path / "通报.md"
    source.write_text(GOOD_TEXT, encoding="utf-8")
    assert "PDF没有生成：没有找到LibreOffice。" in reporter("doc", str(source), "--pdf", root=tmp_path, code=3).stderr
    assert (tmp_path / "通报.docx").is_file()
