"""The sheet 督办回复: when it is there, what stands in it; a form without open matters is as it always was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reporter.core.past import Past, PastMatter
from reporter.forms.columns import columns_of
from reporter.forms.guide import body_lines
from reporter.forms.issued import as_issued, dump_issued, load_issued
from reporter.forms.layout import FormLayout, SheetKind, layout_of, layouts
from reporter.forms.replies import is_reply_row, matter_of, reply_code
from reporter.forms.sample import sample_returns
from reporter.forms.tokens import parse
from reporter.forms.write import write_form
from tests.forms.test_layout import MAY, PLAN, form, rows

MATTER = PastMatter(
    notice="屈督〔2024〕27号",
    action="A1",
    bureau="B001",
    code="A1-K01",
    name="城镇新增就业",
    colour="黄",
    stood="完成300人，占年任务20.0%，慢于时序13.3个百分点",
    standard="占年任务之比达到当月时序进度",
    reply_by=date(2024, 6, 5),
    required=date(2024, 12, 31),
)
FIGURES = {"A1-K01": Decimal(300)}


def past(*matters: PastMatter) -> Past:
    return Past(period=MAY.previous, figures=FIGURES, matters=matters)


def with_matter(**changed: object) -> FormLayout:
    return form(past=past(replace(MATTER, **changed)))  # type: ignore[arg-type]


def test_a_row_for_each_open_matter_of_the_form() -> None:
    found = rows(with_matter(), SheetKind.REPLIES)
    assert list(found) == ["A1-K01-D27"]
    row = found["A1-K01-D27"]
    assert dict(row.issued) == {
        "code": "A1-K01-D27",
        "notice": "屈督〔2024〕27号",
        "name": "城镇新增就业（A1-K01）",
        "colour": "黄单",
        "stood": MATTER.stood,
        "standard": MATTER.standard,
        "reply_by": date(2024, 6, 5),
    }
    assert row.inputs == {"situation", "measures", "promised", "person", "closing"}
    token = parse(row.token)
    assert token is not None and (token.code, token.form_number) == ("A1-K01-D27", with_matter().number)


def test_headings_and_hints() -> None:
    columns = columns_of(SheetKind.REPLIES, MAY)
    assert " ".join(column.heading for column in columns) == (
        "编号 文号 督办事项 单项级别 下单时差距 办结标准 回复期限 整改情况 措施 完成时限 责任人 申请销号"
    )
    assert [column.entry for column in columns if column.is_input] == ["text", "text", "date", "text", "choice:是否"]
    assert all(len(column.hint_title) <= 32 and len(column.hint) <= 200 for column in columns)


@pytest.mark.parametrize("changed", [{"bureau": "B002"}, {"action": "A2"}, {"action": "A9"}])
def test_a_matter_of_another_form_is_not_asked_here(changed: dict[str, str]) -> None:
    assert with_matter(**changed).sheet(SheetKind.REPLIES) is None


def test_a_form_without_open_matters_has_the_bytes_it_always_had() -> None:
    alone, beside = form(past=Past(period=MAY.previous, figures=FIGURES)), with_matter(bureau="B002")
    assert write_form(alone) == write_form(beside)
    text = "".join(line for _, line in body_lines(alone))
    assert "督办回复" not in text
    assert "督办回复" not in load_workbook(BytesIO(write_form(alone))).sheetnames


def test_a_matter_does_not_change_the_edition() -> None:
    assert with_matter().number == form().number


def test_a_bureau_that_reports_nothing_more_in_the_action_still_gets_its_form() -> None:
    supervised = past(replace(MATTER, bureau="B005"))
    found = {(one.action, one.bureau): one for one in layouts(PLAN, MAY, supervised)}
    assert [sheet.kind for sheet in found["A1", "B005"].sheets] == [SheetKind.REPLIES]
    assert list(found) == [
        ("A0", "B001"), ("A1", "B002"), ("A1", "B001"), ("A1", "B003"), ("A1", "B005"),
        ("A2", "B002"), ("A2", "B004"), ("A2", "B005"),
    ]  # fmt: skip
    assert layout_of(PLAN, MAY, "A1", "B005", None) is None


def test_what_was_promised_last_time_is_shown_where_it_is_asked_again() -> None:
    told = with_matter(situation="已开工", measures="进场施工", promised=date(2024, 5, 31), person="张××")
    (row,) = rows(told, SheetKind.REPLIES).values()
    assert row.hints["measures"].startswith("上次写的是：进场施工（5月31日前，张××）。")
    assert not rows(with_matter(), SheetKind.REPLIES)["A1-K01-D27"].hints
    long = with_matter(situation="已开工", measures="长" * 300, promised=date(2024, 5, 31), person="张××")
    assert len(rows(long, SheetKind.REPLIES)["A1-K01-D27"].hints["measures"]) == 200


def test_the_workbook_has_the_sheet_last_with_its_drop_down_and_open_cells() -> None:
    book = load_workbook(BytesIO(write_form(with_matter())))
    sheet = book["督办回复"]
    assert [name for name in book.sheetnames if not name.startswith("_")][-1] == "督办回复"
    assert [sheet.cell(5, column).value for column in (2, 3, 4, 5)] == [
        "A1-K01-D27", "屈督〔2024〕27号", "城镇新增就业（A1-K01）", "黄单",
    ]  # fmt: skip
    assert [sheet.cell(5, column).protection.locked for column in range(2, 14)] == [True] * 7 + [False] * 5
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert lists == {"M5": "RPT_是否"}
    days = [one for one in sheet.data_validations.dataValidation if one.type == "date"]
    assert [str(one.sqref) for one in days] == ["K5"]


def test_the_instructions_say_that_nil_answers_no_notice() -> None:
    text = "".join(line for _, line in body_lines(with_matter()))
    assert "“督办回复”页1项" in text and "“督办回复”页不能沿用，照样要填" in text


def test_a_reply_that_was_not_in_the_form_as_sent_is_not_asked_in_it() -> None:
    sent = load_issued(dump_issued([form()], {}))
    assert as_issued(with_matter(), sent).sheet(SheetKind.REPLIES) is None
    both = load_issued(dump_issued([with_matter()], sent))
    assert as_issued(with_matter(), both).sheet(SheetKind.REPLIES) is not None
    assert as_issued(with_matter(), {}).sheet(SheetKind.REPLIES) is not None


def test_row_codes() -> None:
    assert (reply_code("A8-K22", "屈督〔2024〕27号"), matter_of("A8-K22-D27")) == ("A8-K22-D27", "A8-K22")
    assert [is_reply_row(code) for code in ("A8-K22-D27", "A8-K22-1", "A8-K22-S1", "A8-B012-L01", "A8-K22")] == [
        True, False, False, False, False,
    ]  # fmt: skip
    with pytest.raises(ValueError, match="不是督办单的字号"):
        reply_code("A8-K22", "")


def test_sample_bureaus_reply() -> None:
    matters = tuple(replace(MATTER, notice=f"屈督〔2024〕{number}号") for number in range(1, 41))
    forms = [with_matter(), form(past=past(*matters))]
    answered, closing = 0, set()
    for one in sample_returns(PLAN, forms, MAY, 3, past(*matters)):
        sheet = load_workbook(BytesIO(one.data))["督办回复"]
        given = [
            [sheet.cell(row, column).value for column in (9, 10, 11, 12, 13)] for row in range(5, sheet.max_row + 1)
        ]
        full = [row for row in given if all(row)]
        assert len(full) + sum(not any(row) for row in given) == len(given)
        assert all("样例" in row[3] for row in full)
        answered += len(full)
        closing |= {row[4] for row in full}
    assert 30 < answered < 41 and closing <= {"是", "否"}
