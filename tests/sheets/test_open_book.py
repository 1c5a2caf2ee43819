"""Files as they come back: what is read, what is refused and under which code."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reporter.sheets.cells import Cell, CellKind, Unreadable
from reporter.sheets.formats import CHINESE_FORMATS
from reporter.sheets.limits import LARGEST_FILE, MOST_ROWS
from reporter.sheets.open import open_book, saved_time
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec, Style
from reporter.sheets.write import write_book
from tests.formats import locked, ole_with, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)
TYPES = b"<Types/>"
PLAIN = write_book(
    BookSpec(
        sheets=(SheetSpec(name="表", cells={(1, 1): CellSpec(value="甲"), (2, 2): CellSpec(value=Decimal("1.5"))}),),
        created=datetime(2024, 6, 3, 9, 30),
    )
)


def changed(edit: Callable[[str, bytes], bytes], data: bytes = PLAIN, **more: bytes) -> bytes:
    """`data` with every part passed through `edit`, and more parts after it."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(result, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, edit(name, before.read(name)))
        for name, content in more.items():
            after.writestr(name, content)
    return result.getvalue()


def with_cells(xml: str) -> bytes:
    """A workbook whose one sheet holds the rows `xml`."""

    def edit(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        return re.sub(b"<sheetData>.*</sheetData>", f"<sheetData>{xml}</sheetData>".encode(), content)

    return changed(edit)


def cell_of(xml: str) -> Cell | None:
    return open_book(with_cells(f'<row r="1">{xml}</row>'), "x.xlsx").sheets[0].at(1, 1)


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def code_of(data: bytes, name: str = "x.xlsx") -> tuple[str, dict[str, str]]:
    with pytest.raises(Unreadable) as refused:
        open_book(data, name)
    return refused.value.code, refused.value.values


@pytest.mark.parametrize(
    ("xml", "kind", "value"),
    [
        ('<c r="A1"><v>0.1</v></c>', CellKind.NUMBER, Decimal("0.1")),
        ('<c r="A1"><v>0.30000000000000004</v></c>', CellKind.NUMBER, Decimal("0.3")),
        ('<c r="A1"><v>12345678901234567</v></c>', CellKind.NUMBER, Decimal("12345678901234567")),
        ('<c r="A1"><v>1.2E+05</v></c>', CellKind.NUMBER, Decimal("120000")),
        ('<c r="A1"><v>0</v></c>', CellKind.NUMBER, Decimal("0")),
        ('<c r="A1" t="b"><v>1</v></c>', CellKind.BOOLEAN, True),
        ('<c r="A1" t="e"><v>#N/A</v></c>', CellKind.ERROR, "#N/A"),
        ('<c r="A1" t="inlineStr"><is><t>甲_x000D_乙</t></is></c>', CellKind.TEXT, "甲\r乙"),
        ('<c r="A1" t="inlineStr"><is><r><t>57</t></r><r><t>（新增3）</t></r></is></c>', CellKind.TEXT, "57（新增3）"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', CellKind.NUMBER, Decimal(2)),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellKind.ERROR, "#DIV/0!"),
        ('<c r="A1"><f>1+1</f></c>', CellKind.NO_RESULT, None),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', CellKind.TEXT, ""),
    ],
)
def test_content_of_a_cell(xml: str, kind: CellKind, value: object) -> None:
    cell = cell_of(xml)
    assert cell is not None
    assert (cell.kind, cell.value) == (kind, value)


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1"/>',
        '<c r="A1" t="inlineStr"><is><t> 　\u00a0\u200b </t></is></c>',
        '<c r="A1" t="inlineStr"><is><t></t></is></c>',
    ],
)
def test_nothing_and_white_space_are_absent(xml: str) -> None:
    assert cell_of(xml) is None


def test_formula_text_is_kept_beside_the_value() -> None:
    cell = cell_of('<c r="A1"><f>SUM(B1:B3)</f><v>6</v></c>')
    assert cell is not None and cell.formula == "=SUM(B1:B3)"


@pytest.mark.parametrize("number", [27, 31, 36, 50, 57, 58])
def test_chinese_builtin_formats_are_dates(number: int) -> None:
    book = Workbook()
    book.active["A1"] = 45365
    book.active["A1"].number_format = "0.000"
    custom = re.compile(rb'numFmtId="164"( formatCode)?')

    def edit(name: str, content: bytes) -> bytes:
        if name != "xl/styles.xml":
            return content
        return custom.sub(lambda found: found.group(0) if found.group(1) else f'numFmtId="{number}"'.encode(), content)

    cell = open_book(changed(edit, saved(book)), "x.xlsx").sheets[0].at(1, 1)
    assert cell is not None
    assert (cell.kind, cell.value) == (CellKind.DATE, date(2024, 3, 14))
    assert cell.number_format == CHINESE_FORMATS[number]


def test_percent_and_date_formats_are_told() -> None:
    cells = {
        (1, 1): CellSpec(value=Decimal("0.85"), style=Style(number_format="0%")),
        (2, 1): CellSpec(value=date(2024, 5, 20), style=Style(number_format="yyyy-mm-dd")),
    }
    data = write_book(BookSpec(sheets=(SheetSpec(name="表", cells=cells),), created=datetime(2024, 5, 1)))
    sheet = open_book(data, "x.xlsx").sheets[0]
    assert [sheet.cells[place].text for place in sorted(sheet.cells)] == ["85%", "2024-05-20"]
    assert sheet.cells[(2, 1)].kind is CellKind.DATE


def test_date_system_of_1904_reads_the_same_day() -> None:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.active["A1"] = date(2024, 3, 14)
    assert open_book(saved(book), "x.xlsx").sheets[0].cells[(1, 1)].value == date(2024, 3, 14)


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576"])
def test_false_dimension_is_not_believed(dimension: str) -> None:
    data = changed(
        lambda _, content: re.sub(b'<dimension ref="[^"]*"', f'<dimension ref="{dimension}"'.encode(), content)
    )
    assert open_book(data, "x.xlsx").sheets[0].cells.keys() == {(1, 1), (2, 2)}


def test_far_corner_is_left_out() -> None:
    book = Workbook()
    book.active["A1"] = "甲"
    book.active["XFD1048576"] = "远"
    assert open_book(saved(book), "x.xlsx").sheets[0].cells.keys() == {(1, 1)}


def test_sixty_thousand_formatted_blank_rows_hide_nothing() -> None:
    blanks = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(3, 60003))
    data = with_cells(f'<row r="2"><c r="A2"><v>7</v></c></row>{blanks}')
    assert open_book(data, "x.xlsx").sheets[0].cells[(2, 1)].value == Decimal(7)


def test_rows_beyond_the_limit_are_cut_before_parsing() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 60001))
    sheet = open_book(with_cells(rows), "x.xlsx").sheets[0]
    assert max(sheet.rows()) == MOST_ROWS


@pytest.mark.parametrize(("kept", "covered"), [("A1", "B2"), ("A1", "A2")])
def test_cells_swallowed_by_a_merged_range_are_absent(kept: str, covered: str) -> None:
    def edit(name: str, content: bytes) -> bytes:
        merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
        return content.replace(b"</sheetData>", merge) if name == "xl/worksheets/sheet1.xml" else content

    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row>'
    sheet = open_book(changed(edit, with_cells(rows)), "x.xlsx").sheets[0]
    found = {one.address for one in sheet.cells.values()}
    assert kept in found and covered not in found
    assert sheet.merged == ((1, 1, 2, 2),)


def strict(data: bytes) -> bytes:
    """The same workbook as Excel writes it under “Strict Open XML”."""
    renamed = {b"extended-properties": b"extendedProperties", b"custom-properties": b"customProperties"}

    def edit(name: str, content: bytes) -> bytes:
        content = re.sub(rb"http://schemas.openxmlformats.org/(\w+)/2006/", rb"http://purl.oclc.org/ooxml/\1/", content)
        content = content.replace(b"purl.oclc.org/ooxml/package/", b"schemas.openxmlformats.org/package/2006/")
        for usual, other in renamed.items():
            content = content.replace(b"officeDocument/" + usual, b"officeDocument/" + other)
        return content

    return changed(edit, data)


def test_strict_open_xml_is_read() -> None:
    assert b"purl.oclc.org" in ZipFile(BytesIO(strict(PLAIN))).read("xl/workbook.xml")
    found, usual = open_book(strict(PLAIN), "x.xlsx"), open_book(PLAIN, "x.xlsx")
    assert (found.sheets, found.modified) == (usual.sheets, usual.modified)


def test_strict_open_xml_that_cannot_be_read_asks_for_another_format() -> None:
    def edit(name: str, content: bytes) -> bytes:
        return content[:-20] if name == "xl/worksheets/sheet1.xml" else content

    assert code_of(changed(edit, strict(PLAIN)))[0] == "E119"


def test_macros_are_remarked() -> None:
    with_macros = changed(lambda _, content: content, **{"xl/vbaProject.bin": b"x"})
    assert [one.code for one in open_book(with_macros, "x.xlsm").remarks] == ["E120"]
    assert open_book(PLAIN, "x.xlsm").remarks == ()


def test_last_saved_time_is_told_in_beijing_time() -> None:
    assert open_book(PLAIN, "x.xlsx").modified == datetime(2024, 6, 3, 9, 30)


def test_no_time_is_invented() -> None:
    def edit(name: str, content: bytes) -> bytes:
        return (
            re.sub(b"<dcterms:modified.*</dcterms:modified>", b"", content) if name == "docProps/core.xml" else content
        )

    assert open_book(changed(edit), "x.xlsx").modified is None


def test_hidden_rows_merges_and_states() -> None:
    book = Workbook()
    book.active.append(["甲", "乙"])
    book.active.merge_cells("A2:B3")
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("藏").sheet_state = "veryHidden"
    first, second = open_book(saved(book), "x.xlsx").sheets
    assert first.merged == ((2, 1, 3, 2),) and 2 in first.hidden_rows and 1 not in first.hidden_rows
    assert (first.state, second.state) == ("visible", "veryHidden")


def test_extension_of_the_name_decides_nothing() -> None:
    assert open_book(PLAIN, "报表.xls").sheets[0].cells[(1, 1)].value == "甲"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E122"),
        (b"  \r\n", "E122"),
        ("<html><table><tr><td>甲".encode("gbk"), "E111"),
        ("编号,数\n甲,1\n".encode("gbk"), "E111"),
        ("﻿编号\t数".encode("utf-16"), "E111"),
        (locked(PLAIN, "2024"), "E112"),
        (ole_with("WordDocument"), "E123"),
        (ole_with("PowerPoint Document"), "E123"),
        (ole_with("Contents"), "E123"),
        (OLE, "E114"),
        (ole_with("Workbook")[:2000], "E114"),
        (b"%PDF-1.7", "E123"),
        (b"\x89PNG\r\n\x1a\n", "E123"),
        (b"Rar!\x1a\x07", "E118"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(30), "E118"),
        (b"\x00\x01\x02\xff" * 20, "E114"),
        (PLAIN[: len(PLAIN) // 2], "E114"),
        (PLAIN + b"x" * LARGEST_FILE, "E115"),
    ],
    ids=[
        "empty",
        "blank",
        "html",
        "csv",
        "utf-16",
        "password",
        "doc",
        "ppt",
        "other-ole",
        "no-ole",
        "cut-ole",
        "pdf",
        "png",
        "rar",
        "7z",
        "noise",
        "cut",
        "20MB",
    ],
)
def test_refused_by_content(data: bytes, code: str) -> None:
    assert code_of(data)[0] == code


@pytest.mark.parametrize("name", ["~$2024-05-A1.xlsx", "收件/~$表.xlsx", "a.zip!~$表.xlsx", "表.tmp"])
def test_temporary_files_are_named_so(name: str) -> None:
    assert code_of(PLAIN, name)[0] == "E122"


@pytest.mark.parametrize(
    ("parts", "code", "kind"),
    [
        ({"[Content_Types].xml": TYPES, "word/document.xml": b"<a/>"}, "E123", "Word文档"),
        ({"[Content_Types].xml": TYPES, "ppt/presentation.xml": b"<a/>"}, "E123", "演示文稿"),
        ({"甲.xlsx": b"x"}, "E118", "压缩包（.zip）"),
        ({"word/甲.xlsx": b"x"}, "E118", "压缩包（.zip）"),
    ],
)
def test_other_packages_are_named(parts: dict[str, bytes], code: str, kind: str) -> None:
    assert code_of(zipped(parts)) == (code, {"kind": kind})


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    assert code_of(changed(lambda _, content: content, **{"xl/media/a.xml": bytes(50_000_000)}))[0] == "E115"


def test_too_many_parts() -> None:
    many = {f"xl/media/{number}.png": b"x" for number in range(501)}
    assert code_of(changed(lambda _, content: content, **many))[0] == "E115"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "C:/a.xml", "xl\\..\\..\\a"])
def test_names_that_leave_the_package(name: str) -> None:
    assert code_of(changed(lambda _, content: content, **{name: b"x"}))[0] == "E116"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubled_parts() -> None:
    assert code_of(changed(lambda _, content: content, **{"xl/workbook.xml": b"<a/>"}))[0] == "E116"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    attack = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'.encode(encoding)
    data = changed(lambda name, content: attack if name == "xl/sharedStrings.xml" else content)
    assert code_of(data)[0] == "E116"


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_broken_part_is_a_broken_file(name: str) -> None:
    assert code_of(changed(lambda known, content: content[:-20] if known == name else content))[0] == "E114"


@pytest.mark.parametrize("encoding", [b"UTF-80", b"UTF-7", b""])
@pytest.mark.parametrize("part", ["docProps/core.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_encodings_that_nobody_knows(part: str, encoding: bytes) -> None:
    data = changed(
        lambda name, content: content.replace(b'"UTF-8"', b'"' + encoding + b'"') if name == part else content
    )
    if part == "docProps/core.xml":
        assert open_book(data, "x.xlsx").modified is None and saved_time(data) is None
    else:
        assert code_of(data)[0] == "E114"


def test_a_fault_that_no_reader_foresaw_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def surprised(_: bytes) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("reporter.sheets.ooxml.read_ooxml", surprised)
    assert code_of(changed(lambda _, content: content, **{"xl/vbaProject.bin": b""}))[0] == "E114"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    damaged = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        open_book(bytes(damaged), "x.xlsx")
    except Unreadable as refused:
        assert refused.code in {"E111", "E112", "E114", "E115", "E116", "E118", "E119", "E123"}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_by_code(data: bytes) -> None:
    assert code_of(data)[0].startswith("E1")
