"""The marked-up return: what it says, and that it is read like the first when it comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from random import Random

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporter.core.problem import Problem
from reporter.intake.annotate import Review, annotate
from reporter.intake.submission import Submission
from reporter.sheets.cells import Unreadable
from reporter.sheets.open import open_book
from tests.formats import zipped
from tests.returned import NAME, S, damaged, faults, figure, filled, layout_map, submission, typed, value
from tests.sheets.test_swift import damaged as with_damage
from tests.sheets.test_swift import parts_of

FAULTY = filled(
    {
        **figure("A1-K01", "8-10"),
        **figure("A1-K05", "720元/月"),
        **figure("A1-K12", None),
        (S, "A1-K09-S1", "done"): "否",
    }
)


def review(found: Submission, **more: object) -> Review:
    made = Review(
        layout=layout_map()["A1", "B001"],
        file=found.file.file,
        received=datetime(2024, 6, 5, 9),
        problems=found.problems,
        answer_by=date(2024, 6, 6),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def copy(data: bytes, **more: object) -> bytes:
    return annotate(data, open_book(data, NAME), review(submission(data), **more))


def sheet(data: bytes, name: str = "问题清单") -> Worksheet:
    found = load_workbook(BytesIO(data))[name]
    assert isinstance(found, Worksheet)
    return found


def lines(data: bytes) -> list[tuple[object, ...]]:
    """The rows of the list that have a number."""
    rows = list(sheet(data).iter_rows(values_only=True))
    return [row for row in rows if str(row[0]).isdigit()]


def texts(data: bytes) -> str:
    return "\n".join(str(row[0]) for row in sheet(data).iter_rows(values_only=True))


def codes(data: bytes) -> list[str]:
    return [code for code, *_ in faults(submission(data))]


def test_the_list_has_a_line_for_each_cell_by_severity_and_place() -> None:
    found = [(row[0], row[1], row[2], row[3], row[5]) for row in lines(copy(FAULTY))]
    assert found == [
        ("1", "退回", "指标", "I5", "8-10"),
        ("2", "退回", "指标", "I15", "—"),
        ("3", "存疑", "节点", "F5", "—"),
        ("4", "提示", "指标", "I8", "720元/月"),
    ]
    headings = next(row for row in sheet(copy(FAULTY)).iter_rows(values_only=True) if row[0] == "序号")
    assert headings == ("序号", "严重程度", "表", "单元格", "事项", "填的内容", "问题", "怎么改")


def test_a_line_jumps_to_its_cell_which_is_red_and_explained() -> None:
    page = sheet(copy(FAULTY))
    links = {cell.value: cell.hyperlink.location for row in page for cell in row if cell.hyperlink}
    assert links == {"I5": "'指标'!I5", "I15": "'指标'!I15", "F5": "'节点'!F5", "I8": "'指标'!I8"}
    cell = sheet(copy(FAULTY), "指标")["I5"]
    assert cell.fill.fgColor.rgb == "FFF4B0B0"
    assert cell.comment.text == (
        "【督查室批注】退回：“指标”页I5格（A1-K01 城镇新增就业，本期累计）填的是“8-10”，是一个范围。"
        "请填截至5月31日的一个准确数，例如“12”。（E206）\n怎么改：改成一个数。"
    )


def test_a_remark_alone_is_explained_and_not_red() -> None:
    cell = sheet(copy(FAULTY), "指标")["I8"]
    assert (cell.fill.fgColor.rgb, "E231" in cell.comment.text) == ("FFFFFFCC", True)


def test_the_text_above_the_list() -> None:
    said = texts(copy(FAULTY))
    assert (
        "你单位6月5日报来的《产业培塑行动填报表（2024年5月）》已收到，应填指标13项、任务2项、节点2项，其中1项没有填。"
        "其中2处不能使用，需要改；1处有疑问，请说明；1处已自动处理，请看一眼。" in said
    )
    assert "请在6月6日17时前发回；过了时间还没有改的，需要改的2处按“未报”统计。" in said


def test_the_text_where_nothing_must_be_changed() -> None:
    said = texts(copy(filled({(S, "A1-K09-S1", "done"): "否"})))
    assert "全部可以使用，不需要重报。有1处有疑问，请说明。" in said
    assert "按“未报”统计" not in said


def test_the_text_of_a_form_that_was_refused() -> None:
    said = texts(copy(FAULTY, rejected=True))
    assert "但是整份表没有计入，原因见下表。" in said and "整份表按“未报”统计" in said


def test_nothing_is_needed_where_there_are_only_remarks() -> None:
    assert not review(submission(filled(figure("A1-K05", "720元/月")))).is_needed
    assert review(submission(FAULTY)).is_needed


def test_a_copy_that_comes_back_unchanged_is_read_like_the_first() -> None:
    assert faults(submission(copy(FAULTY))) == faults(submission(FAULTY))


def test_a_copy_that_comes_back_corrected_is_read_without_complaint() -> None:
    corrected = damaged(
        copy(FAULTY), typed("I5", 640), typed("I15", 1), typed("I8", 720), typed("H5", "招标公告已挂网", sheet="节点")
    )
    found = submission(corrected)
    assert faults(found) == []
    assert value(found, "A1-K01") == Decimal(640)


def test_the_second_copy_says_what_was_put_right() -> None:
    first = submission(FAULTY)
    corrected = damaged(copy(FAULTY), typed("I5", 640))
    left = submission(corrected)
    gone: tuple[Problem, ...] = tuple(one for one in first.problems if one.code == "E206")
    again = annotate(
        corrected, open_book(corrected, NAME), review(left, cleared=gone, returned_times=2)
    )  # fmt: skip
    assert [(row[1], row[3]) for row in lines(again)] == [
        ("退回", "I15"), ("存疑", "F5"), ("提示", "I8"), ("已改正", "I5"),
    ]  # fmt: skip
    assert "这是第2次退回，上次的问题已改好1处，见后面的“已改正”；这次还有2处。" in texts(again)
    assert load_workbook(BytesIO(again)).sheetnames.count("问题清单") == 1
    assert sheet(again, "指标")["I5"].comment is None


def test_problems_of_another_file_have_no_cell_to_jump_to() -> None:
    found = submission(FAULTY)
    other = replace(found.problems[0], place=replace(found.problems[0].place, file="input_sheets/2024-05/乙.xlsx"))
    page = sheet(copy(FAULTY, problems=(other,)))
    assert not [cell for row in page for cell in row if cell.hyperlink]


def test_samples_say_so_and_the_same_return_gives_the_same_bytes() -> None:
    assert "（样例）" in texts(copy(FAULTY, sample=True)) and "（样例）" not in texts(copy(FAULTY))
    assert copy(FAULTY) == copy(FAULTY)


@pytest.mark.parametrize("name", ["问题清单（2）", "补充"])
def test_only_our_own_list_is_no_extra_sheet(name: str) -> None:
    data = damaged(copy(FAULTY), lambda book: book.create_sheet(name).append(["另有3户"]))
    assert codes(data) == ["E109", *codes(FAULTY)]


STYLES, ROOT = "xl/styles.xml", "_rels/.rels"
COMMENTS = {
    "xl/comments1.xml": b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/>'
    b'<commentList><comment authorId="0"><text><t>?</t></text></comment></commentList></comments>',
    "xl/worksheets/_rels/sheet2.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="rId1" Target="../comments1.xml" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/comments"/></Relationships>',
}


def without_fills(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {**parts, STYLES: re.sub(b"<fills.*</fills>", b"", parts[STYLES])}


def without_addresses(parts: dict[str, bytes]) -> dict[str, bytes]:
    sheets = {name: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", part) for name, part in parts.items() if "sheets/sheet" in name}
    return {**parts, **sheets}


def without_root(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {name: part for name, part in parts.items() if name != ROOT}


def with_a_comment_on_no_cell(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {**parts, **COMMENTS}


@pytest.mark.parametrize("damage", [without_fills, without_root, with_a_comment_on_no_cell])
def test_a_file_that_can_be_read_but_not_marked_is_answered_with_a_copy_of_its_values(
    damage: Callable[[dict[str, bytes]], dict[str, bytes]],
) -> None:
    data = zipped(damage(parts_of(FAULTY)))
    marked = copy(data)
    assert lines(marked) == lines(copy(FAULTY))
    assert "没有带到" in texts(marked) and "没有带到" not in texts(copy(FAULTY))
    assert set(codes(marked)) >= set(codes(FAULTY))


def test_cells_without_addresses_are_not_marked_in_place() -> None:
    """A cell that is put among them would move those behind it."""
    data = zipped(without_addresses(parts_of(FAULTY)))
    assert "没有带到" in texts(annotate(data, open_book(data, NAME), review(submission(FAULTY))))


def test_whatever_can_be_read_can_be_answered() -> None:
    luck, parts, answered = Random(20241125), parts_of(FAULTY), 0
    for _ in range(150):
        data = zipped(with_damage(parts, luck))
        try:
            book = open_book(data, NAME)
        except Unreadable:
            continue
        assert annotate(data, book, review(submission(FAULTY)))
        answered += 1
    assert answered > 50


@pytest.mark.parametrize("name", ["指标" * 20, "指标", "[指标]:*?/\\", "'指标\x01'", ""])
def test_sheets_whose_names_an_xlsx_cannot_have_are_named_anew(name: str) -> None:
    """An .ods may have two sheets whose names differ in the 40th letter."""
    book = open_book(FAULTY, NAME)
    alike = replace(book, sheets=tuple(replace(one, name=name) for one in book.sheets))
    marked = annotate(b"", alike, review(submission(FAULTY)))
    assert lines(marked) == lines(copy(FAULTY))
    assert [dict(one.cells).keys() for one in open_book(marked, NAME).sheets[1:]] == [
        one.cells.keys() for one in book.sheets
    ]
