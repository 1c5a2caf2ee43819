"""PDF beside the Word files: where LibreOffice is present, and what is said where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.core.marks import Marks
from reporter.document.fonts import embedded_faces, substituted_faces
from reporter.document.markdown import parse
from reporter.document.official import write
from reporter.document.pdf import find_soffice
from reporter.folder import Folder, Settings
from reporter.workflow.pdf import write_pdfs

TEXT = "---\n文种: 通报\n版式: 文件\n发文机关: 甲办\n标题: 关于情况的通报\n---\n\n正文一段。\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    marks = Marks()
    path = tmp_path / "督查通报.docx"
    path.write_bytes(write(parse(TEXT, marks), marks))
    return path


def folder(tmp_path: Path, **settings: str) -> Folder:
    return Folder(root=tmp_path, settings=Settings(**settings))


def test_without_libreoffice_it_is_said_and_nothing_fails(tmp_path: Path, document: Path) -> None:
    report = write_pdfs(folder(tmp_path, soffice=str(tmp_path / "nowhere")), [document])
    assert report.paths == () and "没有找到LibreOffice" in report.remarks[0]


def test_a_program_that_makes_nothing_is_a_remark(tmp_path: Path, document: Path) -> None:
    stub = tmp_path / "soffice"
    stub.write_text("#!/bin/sh\necho broken\nexit 0\n")
    stub.chmod(0o755)
    report = write_pdfs(folder(tmp_path, soffice=str(stub)), [document])
    assert report.paths == () and "督查通报.docx" in report.remarks[0] and "broken" in report.remarks[0]
    assert not document.with_suffix(".pdf").exists()


@pytest.mark.libreoffice
def test_a_pdf_beside_each_word_file_and_no_face_replaced_in_silence(tmp_path: Path, document: Path) -> None:
    if find_soffice(None) is None:
        pytest.skip("LibreOffice is not installed")
    report = write_pdfs(folder(tmp_path), [tmp_path / "results.json", document])
    assert report.paths == (document.with_suffix(".pdf"),)
    data = report.paths[0].read_bytes()
    missing = substituted_faces(data)
    assert bool(missing) == bool(report.remarks)
    assert all(face in report.remarks[0] for face in missing)


def test_faces_of_a_pdf_are_read_without_the_mark_of_a_subset() -> None:
    data = b"<</Type/Font/BaseFont/BAAAAA+FangSong_GB2312>> <</BaseFont /SimHei>> <</BaseFont/CAAAAA+NotoSerif-Bold>>"
    assert embedded_faces(data) == ("FangSong_GB2312", "NotoSerif-Bold", "SimHei")
    assert "仿宋_GB2312" not in substituted_faces(data) and "黑体" not in substituted_faces(data)
    assert "楷体_GB2312" in substituted_faces(data)
