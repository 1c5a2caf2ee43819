"""Marks on an existing workbook: what is added, and that everything else stays as it was."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from reporter.sheets.attached import COMMENT, LINK
from reporter.sheets.cells import Book, Cell, CellKind, Sheet
from reporter.sheets.front import FrontPage, FrontRow, FrontTable
from reporter.sheets.markup import RED, Fills, Remark, mark_up, not_kept
from reporter.sheets.open import open_book
from reporter.sheets.rewrite import as_xlsx
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec, Style, Validation
from reporter.sheets.write import write_book

FILLS = Fills(unlocked="FFFFCC", locked="F2F2F2")
PAGE = FrontPage(
    name="问题清单",
    title="标题",
    lead=("第一段",),
    headings=("序号", "严重程度", "单元格"),
    widths=(6, 10, 60),
    centred=frozenset({0}),
    jump_column=2,
    tables=(FrontTable(caption="需要改的", rows=(FrontRow(values=("1", "退回", "B2"), jump=("表'一", "B2")),)),),
    tail=("=1+1",),
)
OPEN = Style(unlocked=True, fill="FFFFCC", number_format="0.0")
DATA = write_book(
    BookSpec(
        sheets=(
            SheetSpec(
                name="表'一",
                cells={
                    (2, 2): CellSpec(value=Decimal("1.5"), style=OPEN),
                    (2, 3): CellSpec(value=Decimal(3), formula="=B2*2", style=Style(fill="F2F2F2")),
                    (4, 1): CellSpec(value="甲"),
                },
                autofilter=(1, 1, 4, 3),
                protected=True,
                validations=(Validation(first_row=2, first_column=2, last_row=2, last_column=2, message="提示"),),
            ),
            SheetSpec(name="乙", cells={(1, 1): CellSpec(value="乙")}),
        ),
        created=datetime(2024, 6, 3),
        locked_structure=True,
    )
)


def marked(*remarks: Remark, data: bytes = DATA, page: FrontPage = PAGE) -> bytes:
    return mark_up(data, remarks, page, FILLS)


def remark(cell: str, text: str = "请改", sheet: str = "表'一", *, alarming: bool = True) -> Remark:
    return Remark(sheet=sheet, cell=cell, text=text, alarming=alarming)


def loaded(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def fill(data: bytes, cell: str, sheet: str = "表'一") -> str:
    return str(loaded(data)[sheet][cell].fill.fgColor.rgb)


def comment(data: bytes, cell: str, sheet: str = "表'一") -> str | None:
    found = loaded(data)[sheet][cell].comment
    return found.text if found else None


def edited(data: bytes, edit: object) -> bytes:
    book = loaded(data)
    edit(book)  # type: ignore[operator]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with parts replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, changed.get(name) or before.read(name))
        for name in changed.keys() - set(before.namelist()):
            after.writestr(name, changed[name])
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as package:
        return package.read(name)


def test_a_cell_is_red_and_has_one_comment_of_all_that_is_said() -> None:
    data = marked(remark("B2", "一"), remark("B2", "二"), remark("A4", "三", alarming=False))
    assert (fill(data, "B2"), fill(data, "A4")) == (RED, "00000000")
    assert comment(data, "B2") == "【督查室批注】1.一\n2.二"
    assert comment(data, "A4") == "【督查室批注】三"
    assert comment(data, "C2") is None


def test_the_front_page_jumps_to_the_cells() -> None:
    book = loaded(marked(remark("B2")))
    assert book.sheetnames == ["问题清单", "表'一", "乙"] and book.active.title == "问题清单"
    assert [row[0].value for row in book["问题清单"].iter_rows()] == [
        "标题", "第一段", "需要改的", "序号", "1", "=1+1",
    ]  # fmt: skip
    assert book["问题清单"]["C5"].hyperlink.location == "'表''一'!B2"
    assert book["问题清单"]["A6"].data_type == "s"


def test_all_else_stays() -> None:
    """Stored result, number format, protection, drop-down message, filter and locked structure."""
    data = marked(remark("B2"))
    before, after = open_book(DATA, "x.xlsx"), open_book(data, "x.xlsx")
    assert [sheet.cells for sheet in after.sheets[1:]] == [sheet.cells for sheet in before.sheets]
    sheet = loaded(data)["表'一"]
    assert (sheet["B2"].number_format, sheet["B2"].protection.locked) == ("0.0", False)
    assert sheet.protection.sheet and sheet.auto_filter.ref == "A1:C4"
    assert sheet.data_validations.dataValidation[0].prompt == "提示"
    assert b"lockStructure" in part(data, "xl/workbook.xml")
    assert b'localSheetId="1"' in part(data, "xl/workbook.xml")


def test_a_cell_that_was_not_there_is_put_in_its_place() -> None:
    data = marked(remark("A2"), remark("D3"), remark("C9"))
    assert [fill(data, cell) for cell in ("A2", "D3", "C9")] == [RED] * 3
    rows = list(loaded(data)["表'一"].iter_rows(values_only=True))
    assert rows[1][:3] == (None, 1.5, "=B2*2") and len(rows) == 9


def test_the_same_marks_are_the_same_bytes() -> None:
    assert marked(remark("B2")) == marked(remark("B2"))
    assert marked(remark("B2")) != marked(remark("C2"))


def test_a_copy_marked_again_has_the_new_marks_only() -> None:
    first = marked(remark("B2"), remark("C2"))
    again = marked(remark("A4", "再改"), data=first)
    assert loaded(again).sheetnames == ["问题清单", "表'一", "乙"]
    assert [fill(again, cell) for cell in ("B2", "C2", "A4")] == ["FFFFFFCC", "FFF2F2F2", RED]
    assert [comment(again, cell) for cell in ("B2", "C2", "A4")] == [None, None, "【督查室批注】再改"]
    with ZipFile(BytesIO(again)) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
        assert sum(name.startswith("xl/worksheets/sheet") for name in package.namelist()) == 3


def test_a_bureaus_own_comment_is_kept_and_comes_back() -> None:
    own = edited(DATA, lambda book: setattr(book["表'一"]["B2"], "comment", Comment("见附件", "张三")))
    first = marked(remark("B2"), data=own)
    assert comment(first, "B2") == "【督查室批注】请改\n原批注：见附件"
    assert comment(marked(data=first), "B2") == "见附件"
    assert comment(marked(remark("A4"), data=own), "B2") == "见附件"


def test_our_marks_hang_on_no_cell_for_the_reader_and_others_do() -> None:
    def edit(book: Workbook) -> None:
        book["表'一"]["A4"].comment = Comment("见附件", "张三")
        book["表'一"]["A4"].hyperlink = "https://example.org"

    data = marked(remark("B2"), data=edited(DATA, edit))
    assert dict(open_book(data, "x.xlsx").sheets[1].attached) == {(4, 1): (LINK, COMMENT)}
    assert dict(open_book(DATA, "x.xlsx").sheets[0].attached) == {}


def test_a_mark_saved_by_another_program_is_still_ours() -> None:
    data = edited(marked(remark("B2")), Workbook.close)
    assert dict(open_book(data, "x.xlsx").sheets[1].attached) == {}
    assert comment(marked(data=data), "B2") is None


def test_macros_stay_behind_and_it_is_said() -> None:
    types = part(DATA, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    relations = part(DATA, "xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>',
    )
    macros = with_parts(
        DATA, {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": relations, "xl/vbaProject.bin": b"x"}
    )
    assert (not_kept(macros), not_kept(DATA)) == (("宏",), ())
    data = marked(remark("B2"), data=macros)
    with ZipFile(BytesIO(data)) as package:
        assert "xl/vbaProject.bin" not in package.namelist()
        assert b"macroEnabled" not in package.read("[Content_Types].xml")
    assert fill(data, "B2") == RED


def test_pictures_and_charts_come_along() -> None:
    """A drawing that no library of ours understands."""
    drawing = b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'
    data = marked(remark("B2"), data=with_parts(DATA, {"xl/drawings/drawing1.xml": drawing}))
    assert part(data, "xl/drawings/drawing1.xml") == drawing


@pytest.mark.parametrize("sheet", ["没有的表", ""])
def test_remarks_on_sheets_that_are_not_there_are_left_out(sheet: str) -> None:
    data = marked(remark("B2", sheet=sheet))
    assert fill(data, "B2") == "FFFFFFCC"


def test_a_book_is_written_anew_at_its_addresses() -> None:
    book = open_book(DATA, "x.xlsx")
    again = open_book(as_xlsx(book), "x.xlsx")
    shown = [{place: cell.value for place, cell in sheet.cells.items()} for sheet in again.sheets]
    assert shown == [{place: cell.value for place, cell in sheet.cells.items()} for sheet in book.sheets]
    assert [sheet.name for sheet in again.sheets] == ["表'一", "乙"]
    assert as_xlsx(book) == as_xlsx(book)


def test_what_a_cell_cannot_hold_is_left_out_or_written_as_text() -> None:
    cells = {
        (1, 1): Cell(1, 1, CellKind.NUMBER, Decimal("1.79769313486232E+308")),
        (1, 2): Cell(1, 2, CellKind.TEXT, "甲\x01乙"),
    }
    book = Book(sheets=(Sheet(name="表", cells=cells),), properties={"甲\x01": "乙\x02"}, names={"NAME": "甲\x03"})
    again = open_book(mark_up(as_xlsx(book), [remark("B1", sheet="表")], PAGE, FILLS), "x.xlsx")
    assert (again.properties, again.names["NAME"]) == ({"甲": "乙"}, "甲")
    assert str(again.sheets[1].cells[1, 1].value).startswith("179769313486232")


def test_a_comment_says_what_xml_can_hold() -> None:
    assert "填的是“甲乙”" in str(comment(marked(remark("B2", "填的是“甲\x00乙”")), "B2"))
