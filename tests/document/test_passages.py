"""Any document as passages: text files, Word with its automatic numbers and tables, and files that are none."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from reporter.document.passages import outside, word
from reporter.document.passages.model import NoText, NoTool, Passage
from reporter.document.passages.numbering import Numbers
from reporter.document.passages.plain import read_text, text_passages
from reporter.document.passages.reading import read_passages
from reporter.document.passages.word import read_word

NUMBERING = """\
<w:numbering {names}>
  <w:abstractNum w:abstractNumId="90">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
    <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="91"><w:abstractNumId w:val="90"/></w:num>
  <w:num w:numId="92"><w:abstractNumId w:val="90"/>
    <w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>
"""


def saved(document: object) -> bytes:
    data = BytesIO()
    document.save(data)  # type: ignore[attr-defined]
    return data.getvalue()


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [one.text for one in passages]


class TestText:
    def test_lines_with_their_numbers(self) -> None:
        found = read_text("一、目标\r\n\r\n　　任务".encode())
        assert [(one.text, one.place, one.indent) for one in found] == [("一、目标", "第1行", 0), ("任务", "第3行", 4)]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_every_usual_encoding(self, encoding: str) -> None:
        assert texts(read_text("县发改局负责".encode(encoding))) == ["县发改局负责"]

    def test_a_form_feed_begins_a_page(self) -> None:
        assert [one.place for one in text_passages("甲\n乙\f丙")] == ["第1页第1行", "第1页第2行", "第2页第1行"]

    @pytest.mark.parametrize("line", ["| 1 | 修路 | 县发改局 |", "1\t修路\t县发改局"])
    def test_columns_are_cells(self, line: str) -> None:
        (one,) = text_passages(line)
        assert one.cells == ("1", "修路", "县发改局")

    @pytest.mark.parametrize("line", ["甲|乙", "甲\t乙", "没有列的一行"])
    def test_a_line_is_no_row(self, line: str) -> None:
        (one,) = text_passages(line)
        assert one.cells == ()

    def test_the_rule_of_a_table_is_left_out(self) -> None:
        assert len(text_passages("| 甲 | 乙 | 丙 |\n|---|:--|---|\n| 1 | 2 | 3 |")) == 2

    @pytest.mark.parametrize("data", [b"", b" \n\t ", b"\x00\x01\x02", b"\xff\xfe\xff\xff\xff", bytes(range(256))])
    def test_what_is_no_text_is_refused_with_a_sentence(self, data: bytes) -> None:
        with pytest.raises(NoText):
            read_text(data)


class TestWord:
    def test_paragraphs(self) -> None:
        document = Document()
        document.add_paragraph("一、目标")
        document.add_paragraph("")
        document.add_paragraph("任务")
        found = read_word(saved(document))
        assert [(one.text, one.place) for one in found] == [("一、目标", "第1段"), ("任务", "第3段")]

    def test_automatic_numbers_are_made_visible(self) -> None:
        document = Document()
        part = document.part.numbering_part.element
        for child in parse_xml(NUMBERING.format(names=nsdecls("w"))):
            part.insert(0, child) if child.tag == qn("w:abstractNum") else part.append(child)
        lines = [("目标", 91, 0), ("任务", 91, 0), ("甲", 91, 1), ("做事", 91, 2), ("再做", 91, 2), ("乙", 91, 1)]
        lines += [("重数", 91, 2), ("点", 91, 3), ("从五起", 92, 2), ("正文", 0, 0)]
        for text, number, level in lines:
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            if number:
                properties.append(
                    parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
                )
        assert texts(read_word(saved(document))) == [
            *("一、目标", "二、任务", "（一）甲", "1.做事", "2.再做", "（二）乙", "1.重数", "点", "5.从五起", "正文")
        ]

    def test_numbers_of_a_style_are_made_visible(self) -> None:
        document = Document()
        document.add_paragraph("甲", style="List Number")
        document.add_paragraph("乙", style="List Number")
        assert texts(read_word(saved(document))) == ["1.甲", "2.乙"]

    def test_without_numbering_nothing_is_numbered(self) -> None:
        assert Numbers(None, None).label(None) == ""

    def test_rows_of_a_table_with_merged_cells(self) -> None:
        document = Document()
        table = document.add_table(rows=4, cols=3)
        cells = [("序号", "任务", "单位"), ("一、工业", "", ""), ("1", "甲", "县发改局"), ("2", "乙", "")]
        for row, values in zip(table.rows, cells, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
        table.cell(1, 0).merge(table.cell(1, 2))
        table.cell(2, 2).merge(table.cell(3, 2))
        found = read_word(saved(document))
        assert [one.cells for one in found] == [
            ("序号", "任务", "单位"),
            ("一、工业", "", ""),
            ("1", "甲", "县发改局"),
            ("2", "乙", "县发改局"),
        ]
        assert [one.place for one in found] == ["表1第1行", "表1第2行", "表1第3行", "表1第4行"]

    def test_deleted_text_is_gone_and_inserted_text_is_there(self) -> None:
        document = Document()
        paragraph = document.add_paragraph("建设")._p
        paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"))
        paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新厂</w:t></w:r></w:ins>"))
        assert texts(read_word(saved(document))) == ["建设新厂"]

    def test_a_bomb_is_refused_before_it_is_unpacked(self) -> None:
        data = BytesIO()
        with ZipFile(data, "w", ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("word/document.xml", b" " * 30_000_000)
        with pytest.raises(NoText, match="压缩得不正常"):
            read_word(data.getvalue())

    def test_a_file_without_end_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        document = Document()
        for number in range(4):
            document.add_paragraph(f"第{number}段")
        monkeypatch.setattr(word, "MOST_BLOCKS", 3)
        with pytest.raises(NoText, match="超过3段"):
            read_word(saved(document))

    @pytest.mark.parametrize("data", [b"PK\x03\x04broken", saved(Document())])
    def test_a_broken_or_empty_file_is_refused_with_a_sentence(self, data: bytes) -> None:
        with pytest.raises(NoText):
            read_word(data)

    def test_a_workbook_is_no_document(self) -> None:
        data = BytesIO()
        with ZipFile(data, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("xl/workbook.xml", "<workbook/>")
        with pytest.raises(NoText, match="不是Word文件"):
            read_word(data.getvalue())


class TestKind:
    def test_the_bytes_decide_and_not_the_name(self, tmp_path: Path) -> None:
        document = Document()
        document.add_paragraph("一、目标")
        assert texts(read_passages(saved(document), soffice="", workdir=tmp_path)) == ["一、目标"]
        assert texts(read_passages("一、目标".encode(), soffice="", workdir=tmp_path)) == ["一、目标"]

    def test_an_old_word_file_needs_libreoffice(self, tmp_path: Path) -> None:
        with pytest.raises(NoTool, match="LibreOffice"):
            read_passages(b"\xd0\xcf\x11\xe0rest", soffice=str(tmp_path / "missing"), workdir=tmp_path)

    def test_a_pdf_needs_pdftotext(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(outside.shutil, "which", lambda _: None)
        with pytest.raises(NoTool, match="pdftotext"):
            read_passages(b"%PDF-1.4", soffice="", workdir=tmp_path)

    @pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
    def test_a_broken_pdf_is_refused_with_a_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(NoText, match="PDF打不开"):
            read_passages(b"%PDF-1.4 broken", soffice="", workdir=tmp_path)

    @pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
    def test_text_and_scan_of_a_pdf(self, tmp_path: Path) -> None:
        fitz = pytest.importorskip("fitz")
        written, scan = fitz.open(), fitz.open()
        page = written.new_page()
        page.insert_text((72, 72), "1.任务。建设标准化厂房两座，完善园区配套。", fontname="china-s")
        scan.new_page()
        (found,) = read_passages(written.tobytes(), soffice="", workdir=tmp_path)
        assert (found.text, found.page) == ("1.任务。建设标准化厂房两座，完善园区配套。", 1)
        with pytest.raises(NoText, match="扫描件"):
            read_passages(scan.tobytes(), soffice="", workdir=tmp_path)

    @pytest.mark.libreoffice
    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
    def test_an_old_word_file_through_libreoffice(self, tmp_path: Path) -> None:
        rtf = rb"{\rtf1\ansi\uc1 {\u19968?\u12289?\u30446?\u26631?}\par}"
        assert texts(read_passages(rtf, soffice="", workdir=tmp_path)) == ["一、目标"]
