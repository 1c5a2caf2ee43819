"""The workbook of a form, read back: identity, open and locked cells, drop-downs, hints, answers."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from reporter.core.past import Past, PastListRow
from reporter.core.period import Period
from reporter.forms.columns import CHOICES
from reporter.forms.guide import CONTACT_CODES, body_lines, contact_sheet
from reporter.forms.layout import FormLayout, SheetKind, layout_of, layouts
from reporter.forms.tokens import parse
from reporter.forms.write import write_form
from reporter.plan.store import read_folder
from reporter.sheets.cells import Book, CellKind, Sheet
from reporter.sheets.open import open_book
from tests.plans import small_plan

MAY = Period.parse("2024-05")
PLAN = small_plan()
FIGURES = SheetKind.INDICATORS


def form(action: str = "A1", bureau: str = "B001", past: Past | None = None, period: Period = MAY) -> FormLayout:
    found = layout_of(PLAN, period, action, bureau, past)
    assert found is not None
    return found


def read(layout: FormLayout, **more: object) -> Book:
    return open_book(write_form(layout, **more), layout.file_name)  # type: ignore[arg-type]


def loaded(layout: FormLayout) -> Workbook:
    return load_workbook(BytesIO(write_form(layout)))


def sheet_of(book: Book, name: str) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.name == name)


def place(sheet: Sheet, code: str, mark: str) -> tuple[int, int]:
    """Row and column of a cell by row code and column mark, found through the hidden tokens and marks."""
    columns = {str(cell.value): column for (row, column), cell in sheet.cells.items() if row == marks_row(sheet)}
    tokens = {row: parse(cell.text) for (row, column), cell in sheet.cells.items() if column == 1}
    return next(row for row, token in tokens.items() if token and token.code == code), columns[mark]


def marks_row(sheet: Sheet) -> int:
    return next(row for (row, column), cell in sheet.cells.items() if column == 1 and cell.value == "token")


def test_same_form_gives_same_bytes() -> None:
    assert write_form(form()) == write_form(form())


def test_every_form_of_the_plan_can_be_written_and_read() -> None:
    for layout in layouts(PLAN, MAY, None):
        names = [sheet.name for sheet in read(layout).sheets]
        assert names == ["填表说明", *(sheet.kind.value for sheet in layout.sheets), "_lists", "_meta"]


def test_carriers_of_identity_agree() -> None:
    layout = form()
    book = read(layout)
    number = str(layout.number)
    assert re.fullmatch(r"2024-05\.A1\.B001\.[0-9a-f]{2}", number)
    assert book.names["RPT_FORM_ID"] == book.properties["RPT_FORM_ID"] == number
    meta = sheet_of(book, "_meta")
    assert meta.state == "veryHidden"
    assert {meta.cells[(row, 1)].value: meta.cells[(row, 2)].value for row in meta.rows()} == {
        "表号": number,
        "报告期": "2024-05",
        "行动": "A1",
        "单位": "B001",
        "版次": layout.edition,
    }


def test_every_row_has_its_token_and_every_column_its_mark_under_hidden_row_and_column() -> None:
    layout = form()
    book, styled = read(layout), loaded(layout)
    for form_sheet in (contact_sheet(layout), *layout.sheets):
        sheet = sheet_of(book, form_sheet.kind.value)
        found = [parse(cell.text) for (_, column), cell in sorted(sheet.cells.items()) if column == 1]
        assert [token.code for token in found if token] == [row.code for row in form_sheet.rows]
        number = marks_row(sheet)
        marks = [sheet.cells[(number, at)].value for at in range(2, 2 + len(form_sheet.columns))]
        assert marks == [column.mark for column in form_sheet.columns]
        assert number in sheet.hidden_rows and styled[sheet.name].column_dimensions["A"].hidden


def test_only_inputs_are_unlocked_and_they_are_yellow() -> None:
    layout = form()
    book, styled = read(layout), loaded(layout)
    for form_sheet in (contact_sheet(layout), *layout.sheets):
        expected = {
            place(sheet_of(book, form_sheet.kind.value), row.code, mark)
            for row in form_sheet.rows
            for mark in row.inputs
        }
        page = styled[form_sheet.kind.value]
        unlocked = {at for at, cell in page._cells.items() if not cell.protection.locked}
        yellow = {at for at, cell in page._cells.items() if cell.fill.fgColor.rgb == "FFFFFFCC"}
        assert unlocked == yellow == expected
        assert page.protection.sheet and not page.protection.autoFilter and not page.protection.formatColumns


@pytest.mark.parametrize(
    ("kind", "code", "mark", "name"),
    [
        (SheetKind.TASKS, "A1-T01", "state", "进展状态"),
        (SheetKind.STEPS, "A1-K09-S1", "done", "是否"),
        (SheetKind.LISTS, "A1-B001-L01", "category", "类别"),
        (SheetKind.GUIDE, "F-6", "value", "零报告"),
    ],
)
def test_drop_downs_come_from_named_ranges(kind: SheetKind, code: str, mark: str, name: str) -> None:
    book = loaded(form())
    row, column = place(sheet_of(read(form()), kind.value), code, mark)
    cell = book[kind.value].cell(row, column).coordinate
    found = next(one for one in book[kind.value].data_validations.dataValidation if cell in one.cells)
    assert (found.type, found.formula1) == ("list", f"RPT_{name}")
    area = book.defined_names[f"RPT_{name}"].attr_text.split("!")[1].replace("$", "")
    listed = book["_lists"][area]
    values = [one.value for line in listed for one in line] if isinstance(listed, tuple) else [listed.value]
    assert tuple(values) == CHOICES[name]
    assert book["_lists"].sheet_state == "hidden"


def test_own_tasks_are_offered_in_the_list() -> None:
    lists = sheet_of(read(form()), "_lists")
    column = next(at for (row, at), cell in lists.cells.items() if row == 1 and cell.value == "所属任务")
    assert [cell.value for (row, at), cell in sorted(lists.cells.items()) if at == column][1:] == [
        "A1-T01 现代农业",
        "A1-T02 现代物流",
    ]


def test_every_input_has_a_hint() -> None:
    layout = form()
    book, styled = read(layout), loaded(layout)
    for form_sheet in (contact_sheet(layout), *layout.sheets):
        page = styled[form_sheet.kind.value]
        for row in form_sheet.rows:
            for mark in row.inputs:
                cell = page.cell(*place(sheet_of(book, form_sheet.kind.value), row.code, mark)).coordinate
                found = [one for one in page.data_validations.dataValidation if cell in one.cells]
                assert len(found) == 1 and found[0].prompt and found[0].promptTitle


def test_figures_warn_and_choices_and_dates_stop() -> None:
    styled = loaded(form())
    kinds = {one.type: one.errorStyle for page in styled for one in page.data_validations.dataValidation}
    assert (kinds["custom"], kinds["decimal"]) == ("warning", "warning")
    assert kinds["list"] in (None, "stop") and kinds["date"] in (None, "stop")


def test_equal_hints_share_one_validation() -> None:
    steps = loaded(form())["清单"].data_validations.dataValidation
    assert [str(one.sqref) for one in steps][:2] == ["B5:B34", "C5:C34"]


def test_blank_form_shows_dashes_and_live_formulas() -> None:
    sheet = sheet_of(read(form()), "指标")
    ratio, judgement = sheet.cells[place(sheet, "A1-K01", "ratio")], sheet.cells[place(sheet, "A1-K01", "judgement")]
    assert (ratio.value, judgement.value) == ("—", "—")
    assert ratio.formula.startswith("=IF(ISNUMBER(") and judgement.formula.startswith("=IF(ISNUMBER(")
    assert sheet.at(*place(sheet, "A1-K01", "current")) is None


def test_issued_values_keep_number_and_format() -> None:
    sheet = sheet_of(read(form(past=Past(period=MAY.previous, figures={"A1-K01": Decimal(600)}))), "指标")
    target = sheet.cells[place(sheet, "A1-K12", "target")]
    share = sheet.cells[place(sheet, "A1-K01", "share")]
    assert (target.kind, target.value, target.number_format) == (CellKind.NUMBER, Decimal(1), '0"—2"')
    assert (share.value, share.number_format) == (Decimal("0.4166666667"), "0.0%")
    assert sheet.cells[place(sheet, "A1-K01", "previous")].value == Decimal(600)


def test_answers_stand_in_open_cells_with_their_ratio() -> None:
    answers = {
        (FIGURES, "A1-K01", "current"): Decimal(750),
        (FIGURES, "A1-K02", "current"): Decimal(9),
        (FIGURES, "A1-K01", "target"): Decimal(1),
        (SheetKind.STEPS, "A1-K09-S1", "finished"): date(2024, 3, 20),
        (SheetKind.TASKS, "A1-T01", "state"): "正常推进",
    }
    book = read(form(), answers=answers)
    figures, steps, tasks = (sheet_of(book, name) for name in ("指标", "节点", "任务"))
    assert figures.cells[place(figures, "A1-K01", "current")].value == Decimal(750)
    assert figures.cells[place(figures, "A1-K01", "ratio")].value == Decimal("0.5")
    assert figures.cells[place(figures, "A1-K01", "judgement")].value == "达到进度"
    assert figures.cells[place(figures, "A1-K01", "target")].value == Decimal(1500)
    assert steps.cells[place(steps, "A1-K09-S1", "finished")].value == date(2024, 3, 20)
    assert tasks.cells[place(tasks, "A1-T01", "state")].value == "正常推进"


def test_past_list_rows_are_filled_in() -> None:
    known = PastListRow(
        code="A1-B001-L03", category="项目", name="冷链物流园", done=Decimal(300), due=date(2024, 12, 1)
    )
    sheet = sheet_of(read(form(past=Past(period=MAY.previous, lists=(known,)))), "清单")
    assert sheet.cells[place(sheet, "A1-B001-L03", "name")].value == "冷链物流园"
    assert sheet.cells[place(sheet, "A1-B001-L03", "due")].value == date(2024, 12, 1)


def test_contact_and_nil_return() -> None:
    contact = {"填报人": "张××", "联系电话": "0730-×××"}
    sheet = sheet_of(read(form(), contact=contact, nil_return=True), "填表说明")
    values = {label: sheet.at(*place(sheet, code, "value")) for label, code in CONTACT_CODES.items()}
    shown = {label: cell.value for label, cell in values.items() if cell}
    assert shown == {"填报单位": "区发改局", "填报人": "张××", "联系电话": "0730-×××", "零报告": "本月无变化"}


def test_sample_is_told_in_every_title_and_in_the_carriers() -> None:
    book = read(form(), sample=True)
    for sheet in book.sheets[:-2]:
        assert any("（样例）" in cell.text for (row, _), cell in sheet.cells.items() if row <= 2)
    assert book.properties["样例"] == "是"
    meta = sheet_of(book, "_meta")
    assert "样例" in {cell.value for cell in meta.cells.values()}


def test_real_form_is_no_sample() -> None:
    book = read(form())
    assert "样例" not in book.properties
    assert not any("样例" in cell.text for sheet in book.sheets for cell in sheet.cells.values())


def test_last_saved_time() -> None:
    assert read(form()).modified == datetime(2024, 5, 31, 8)
    assert read(form(), saved=datetime(2024, 6, 3, 15, 30)).modified == datetime(2024, 6, 3, 15, 30)


def test_print_set_up_and_frozen_headings() -> None:
    for page in loaded(form()).worksheets[1:5]:
        assert page.page_setup.paperSize == 9 and page.page_setup.orientation == "landscape"
        assert page.print_title_rows == "$4:$4" and page.freeze_panes in ("C5", "D5")
        assert "2024-05.A1.B001" in str(page.oddHeader.left.text)
        assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0


def text_of(layout: FormLayout) -> str:
    return "\n".join(text for _, text in body_lines(layout))


def test_instructions_count_the_items_of_this_very_form() -> None:
    assert "本表有4页要填：“指标”页13项（14行），“节点”页2项，“任务”页2项，“清单”页。" in text_of(form())
    assert "本表有1页要填：“指标”页1项。" in text_of(form("A1", "B003"))
    assert "“节点”页，填" not in text_of(form("A1", "B003"))


def test_instructions_name_the_dates_of_the_period() -> None:
    text = text_of(form())
    assert "6月5日（星期三）下班前" in text and "6月7日以后收到的不计入本期" in text
    assert "填从1月1日到5月31日一共完成多少，不是5月一个月的数。左边“上期累计”是4月末的数" in text
    assert "0月末" not in text_of(form(period=Period.parse("2024-01")))


def test_instructions_fit_a_page_and_a_half_in_eleven_points() -> None:
    page = loaded(form())["填表说明"]
    heights = [page.row_dimensions[row].height for row in range(1, page.max_row + 1)]
    assert sum(heights) < 1.5 * (297 - 2 * 18) / 25.4 * 72
    printed = [
        cell for (row, column), cell in page._cells.items() if column > 1 and not page.row_dimensions[row].hidden
    ]
    assert min(cell.font.sz for cell in printed) >= 11


def test_every_form_of_the_shipped_plan_can_be_written() -> None:
    folder = Path(__file__).parents[2] / "reporter" / "plans" / "quyuan-2024"
    plan = read_folder(folder).plan
    assert plan is not None
    issued = layouts(plan, MAY, None)
    assert len(issued) > 100 and len({layout.file_name for layout in issued}) == len(issued)
    for layout in issued:
        assert len(write_form(layout)) < 60_000
