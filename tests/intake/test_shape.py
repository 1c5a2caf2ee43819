"""Forms whose sheets were worked on: rows, columns and sheets moved, copied, renamed. Addresses are as returned."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from openpyxl import Workbook

from reporter.intake.submission import AnswerState, NotAForm
from tests.plans import INDICATORS, MILESTONES, TASKS, small_plan
from tests.returned import FIGURES, answer, damaged, faults, figure, filled, read, submission, typed, value


def sorted_rows(book: Workbook) -> None:
    """The rows of 指标 in reverse order, tokens included."""
    sheet = book["指标"]
    rows = [[sheet.cell(row, column).value for column in range(1, 14)] for row in range(5, 19)]
    for row, values in zip(range(5, 19), reversed(rows), strict=True):
        for column, content in enumerate(values, 1):
            sheet.cell(row, column).value = content


def swapped_columns(book: Workbook) -> None:
    """本期累计 (I) and 说明 (M) change places, marks and headings too."""
    sheet = book["指标"]
    for row in range(3, 19):
        sheet.cell(row, 9).value, sheet.cell(row, 13).value = sheet.cell(row, 13).value, sheet.cell(row, 9).value


def test_faultless_form_has_no_problem() -> None:
    found = submission(filled())
    assert faults(found) == []
    assert {row.code: row.current.value for row in found.figures} == FIGURES
    assert (found.action, found.bureau, found.sample, found.rejected) == ("A1", "B001", False, False)


def test_inserted_rows_and_columns_move_the_addresses() -> None:
    def insert(book: Workbook) -> None:
        book["指标"].insert_cols(1, 2)
        book["指标"].insert_rows(3)
        book["指标"].insert_rows(8)

    found = submission(damaged(filled(figure("A1-K01", "很多")), insert))
    assert faults(found) == [("E203", "指标", "K6")]
    assert answer(found, "A1-K03").current.source.cell == "K7"
    assert answer(found, "A1-K04").current.source.cell == "K9"
    assert value(found, "A1-K16-1") == 9


def test_sorted_rows_and_moved_columns_read_the_same() -> None:
    for damage in (sorted_rows, swapped_columns):
        found = submission(damaged(filled(), damage))
        assert faults(found) == []
        assert {row.code: row.current.value for row in found.figures} == FIGURES
    assert answer(submission(damaged(filled(), swapped_columns)), "A1-K01").current.source.cell == "M5"


def test_deleted_rows_are_missing_by_name() -> None:
    found = submission(damaged(filled(), lambda book: book["指标"].delete_rows(5, 2)))
    assert faults(found) == [("E212", "指标", "")]
    assert "少了2行：A1-K01 城镇新增就业、A1-K03 实有企业" in found.problems[0].message
    assert value(found, "A1-K04") == 75


def test_deleted_sheet_lacks_all_its_rows() -> None:
    found = submission(damaged(filled(), lambda book: book.remove(book["任务"])))
    assert faults(found) == [("E212", "任务", "")]
    assert "少了2行" in found.problems[0].message


def test_deleted_empty_list_rows_do_no_harm() -> None:
    assert faults(submission(damaged(filled(), lambda book: book["清单"].delete_rows(6, 5)))) == []


def test_sheets_are_found_by_tokens_not_names() -> None:
    def rename(book: Workbook) -> None:
        book["指标"].title = "Sheet1"
        book.move_sheet("任务", offset=-3)

    found = submission(damaged(filled(), rename))
    assert faults(found) == []
    assert answer(found, "A1-K01").current.source.sheet == "Sheet1"


def test_hidden_sheet_is_read() -> None:
    def hide(book: Workbook) -> None:
        book["指标"].sheet_state = "hidden"

    assert value(submission(damaged(filled(), hide)), "A1-K01") == 640


def test_equal_copy_of_a_sheet_counts_once() -> None:
    found = submission(damaged(filled(), lambda book: book.copy_worksheet(book["指标"])))
    assert faults(found) == []
    assert value(found, "A1-K01") == 640


def test_different_copy_of_a_sheet_counts_neither() -> None:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(book["指标"])["I5"].value = 641

    found = submission(damaged(filled(), copy))
    assert faults(found) == [("E246", "指标 Copy", "A5")]
    assert found.figures == ()


def test_copied_row_counts_neither() -> None:
    def copy(book: Workbook) -> None:
        for column in range(1, 14):
            book["指标"].cell(19, column).value = book["指标"].cell(5, column).value
        book["指标"]["I19"].value = 700

    found = submission(damaged(filled(), copy))
    assert faults(found) == [("E202", "指标", "I19")]
    assert "第5行和第19行" in found.problems[0].message
    assert answer(found, "A1-K01").current.state is AnswerState.REJECTED
    assert value(found, "A1-K03") == 210


def test_own_row_is_remarked_and_instructions_below_are_not() -> None:
    found = submission(damaged(filled(), typed("B20", "注：数据由办公室提供"), typed("I22", 5)))
    assert faults(found) == [("E213", "指标", "I22")]


def test_marks_alone_or_headings_alone_suffice() -> None:
    for row in (3, 4):
        found = submission(damaged(filled(), lambda book, row=row: book["指标"].delete_rows(row)))
        assert faults(found) == []
        assert value(found, "A1-K01") == 640


def test_edited_heading_loses_to_the_mark() -> None:
    found = submission(damaged(filled(), typed("I4", "本月累计")))
    assert faults(found) == [("E245", "指标", "I4")]
    assert value(found, "A1-K01") == 640


def test_contradicting_heading_refuses_the_sheet() -> None:
    def swap(book: Workbook) -> None:
        book["指标"]["I4"].value, book["指标"]["M4"].value = "说明", "本期累计"

    found = submission(damaged(filled(), swap))
    assert faults(found) == [("E240", "指标", "I4")]
    assert {row.current.state for row in found.figures} == {AnswerState.REJECTED}
    assert [row.state for row in found.tasks] != []


def test_missing_column_is_named_once() -> None:
    found = submission(damaged(filled(), lambda book: book["指标"].delete_cols(13)))
    assert faults(found) == [("E201", "指标", "")]
    assert "“说明”" in found.problems[0].message
    assert value(found, "A1-K01") == 640


def test_altered_code_refuses_the_row() -> None:
    found = submission(damaged(filled(), typed("B5", "A1-K03")))
    assert faults(found) == [("E211", "指标", "B5")]
    assert answer(found, "A1-K01").current.state is AnswerState.REJECTED


def test_changed_target_is_remarked_and_the_figure_counts() -> None:
    found = submission(damaged(filled(), typed("E5", 1200)))
    assert faults(found) == [("E204", "指标", "E5")]
    assert "原来是“1500”，改成了“1200”" in found.problems[0].message
    assert value(found, "A1-K01") == 640


def test_merged_inputs_count_for_the_first_row() -> None:
    found = submission(damaged(filled(), lambda book: book["指标"].merge_cells("I5:I7")))
    assert faults(found) == [("E215", "指标", "I5")]
    assert "I5:I7合并了单元格，只有第一行有数，其余2行" in found.problems[0].message
    assert (value(found, "A1-K01"), value(found, "A1-K03"), value(found, "A1-K04")) == (640, None, None)


def test_hidden_rows_count() -> None:
    def hide(book: Workbook) -> None:
        book["指标"].row_dimensions[5].hidden = True

    found = submission(damaged(filled(), hide))
    assert faults(found) == [("E233", "指标", "")]
    assert value(found, "A1-K01") == 640


def test_older_edition_counts_row_by_row() -> None:
    raised = tuple(replace(one, target=Decimal(1600)) if one.code == "A1-K01" else one for one in INDICATORS)
    found = submission(filled(), plan=small_plan(indicators=raised))
    assert faults(found) == [("E128", "", ""), ("E107", "指标", "B5")]
    assert answer(found, "A1-K01").current.state is AnswerState.REJECTED
    assert value(found, "A1-K03") == 210


def test_row_no_longer_asked_is_named() -> None:
    fewer = tuple(one for one in INDICATORS if one.code not in ("A1-K01", "A1-K17"))
    found = submission(filled(), plan=small_plan(indicators=fewer))
    assert ("E107", "指标", "A5") in faults(found)
    assert "A1-K01" not in {row.code for row in found.figures}


def test_bureau_and_action_come_from_the_tokens() -> None:
    found = submission(filled(form=("A1", "B003"), blank=True), "2024-05-A1-区发改局.xlsx")
    assert (found.action, found.bureau) == ("A1", "B003")
    assert faults(found)[0] == ("E102", "", "")


def test_two_forms_in_one_book_are_refused() -> None:
    other = "2024-05.A1.B003.A1-K02."

    def foreign(book: Workbook) -> None:
        from tests.returned import layout_map

        row = layout_map()["A1", "B003"].sheets[0].rows[0]
        assert row.token.startswith(other)
        book["指标"]["A5"].value = row.token

    found = submission(damaged(filled(), foreign))
    assert (faults(found), found.rejected, found.figures) == ([("E106", "", "")], True, ())


def test_alias_in_the_bureau_field_is_no_other_bureau() -> None:
    found = submission(damaged(filled(), typed("C5", "区发改委", sheet="填表说明")))
    assert not found.rejected
    assert "E124" not in [code for code, *_ in faults(found)]


def test_other_month_is_refused_with_the_right_file_named() -> None:
    from reporter.core.period import Period

    found = submission(filled(period=Period.parse("2024-04")))
    assert (faults(found), found.rejected) == ([("E101", "", "")], True)
    assert "2024年4月" in found.problems[0].message
    assert "2024-05-A1-区发改局.xlsx" in found.problems[0].message


def test_a_book_without_tokens_is_no_form() -> None:
    def strip(book: Workbook) -> None:
        for sheet in book:
            for row in range(1, sheet.max_row + 1):
                sheet.cell(row, 1).value = None

    found = read(damaged(filled(), strip))
    assert isinstance(found, NotAForm)
    assert faults(found) == [("E126", "", "")]


def test_any_mark_makes_a_sample() -> None:
    assert submission(filled(sample=True)).sample

    def only_title(book: Workbook) -> None:
        del book["_meta"]
        for known in list(book.custom_doc_props.props):
            del book.custom_doc_props[known.name]

    assert submission(damaged(filled(sample=True), only_title)).sample
    assert not submission(damaged(filled(), only_title)).sample


def test_steps_and_tasks_of_the_small_plan_are_all_read() -> None:
    found = submission(filled())
    assert [row.code for row in found.steps] == [step.code for step in MILESTONES]
    assert [row.code for row in found.tasks] == [task.code for task in TASKS if "区发改局" in task.leads]
