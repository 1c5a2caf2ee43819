"""The register in its two forms: lossless both ways, patient with what clerks do, exact about what it cannot read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from reporter.core.problem import Problem
from reporter.plan import convert as form
from reporter.plan.book import LISTS
from reporter.plan.guide import GUIDE
from reporter.plan.kinds import BY_LABEL
from reporter.plan.model import Comparator, Plan
from reporter.plan.reading import Loaded
from reporter.plan.store import (
    fingerprint,
    read_folder,
    read_workbook,
    shipped,
    shipped_plans,
    write_csv,
    write_workbook,
)
from reporter.plan.tables import TABLES, Column, Table
from reporter.sheets.open import open_book
from tests.plan.register_sample import csv_bytes, loaded, sample

NAME = "计划台账.xlsx"


def plan_of(register: Loaded) -> Plan:
    assert register.plan is not None
    return register.plan


def seen(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(one.code, f"{one.place.sheet}!{one.place.cell}") for one in problems]


def edited(plan: Plan, change: Callable[[Any], None]) -> Loaded:
    """The register's workbook after `change` was made to it by hand."""
    book = load_workbook(BytesIO(write_workbook(plan)))
    change(book)
    saved = BytesIO()
    book.save(saved)
    return read_workbook(saved.getvalue(), NAME)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_of(loaded(tmp_path, sample()))


# --- lossless -------------------------------------------------------------------------------------------------------


def test_the_shipped_registers_are_canonical_and_equal_in_both_forms() -> None:
    assert shipped_plans() == ("quyuan-2024",)
    for name in shipped_plans():
        register = read_folder(shipped(name))
        plan = plan_of(register)
        assert register.problems == ()
        assert read_workbook(write_workbook(plan), NAME).plan == plan
        for file, data in write_csv(plan).items():
            assert shipped(name).joinpath(file).read_bytes().decode() == data.decode(), file


def test_a_shipped_register_of_another_name_is_not_there() -> None:
    with pytest.raises(KeyError):
        shipped("quyuan-2023")


def test_the_same_plan_gives_the_same_bytes_and_the_fingerprint_follows_the_content(tmp_path: Path) -> None:
    plan = plan_of(loaded(tmp_path, sample()))
    again = plan_of(loaded(tmp_path, sample()))
    assert write_workbook(plan) == write_workbook(again)
    assert fingerprint(plan) == fingerprint(again)
    tables = sample()
    tables["指标"][0]["目标值"] = "1.6"
    assert fingerprint(plan_of(loaded(tmp_path, tables))) != fingerprint(plan)


def test_canonical_csv(tmp_path: Path) -> None:
    tables = sample()
    tables["分项"][0] |= {"序号": "１", "目标值": " 1,300.50 "}
    tables["节点"][0] |= {"时限": "2024年6月30日", "权重": "1.0"}
    tables["任务"][0]["配合单位"] = "区科工局，区督查室 ;河市镇"
    written = write_csv(plan_of(loaded(tmp_path, tables)))
    assert written["分项.csv"].decode().splitlines()[:2] == [
        "\ufeff指标,序号,名称,计量单位,目标值,取数",
        "A2-K02,1,人数,人,1300.5,",
    ]
    assert written["节点.csv"].decode().splitlines()[1] == "A2-K03,1,招标,2024-06-30,,"
    assert "区科工局、区督查室、河市镇" in written["任务.csv"].decode()
    assert b"\r" not in b"".join(written.values())


LETTERS = some.text("区科A1一，,\"'=+-@（）；. \n", max_size=9).map(form.clean)
WORDS = some.text("区科A1一=+-（）.", min_size=1, max_size=6)
CODES = some.from_regex(r"[A-B][1-9]-[KT][0-9]{2}", fullmatch=True)
NUMBERS = some.decimals(min_value=-(10**7), max_value=10**7, places=4)
DAYS = some.dates(date(2000, 1, 1), date(2098, 12, 31))
PLACES = some.sampled_from(["A1 一、目标", "A12-T01", "总体方案 二、（三）"])
SETTINGS = some.sampled_from(["10", "-3", "007", "+5", "1.50", "80%", "0.5"])
NEEDED: dict[int, some.SearchStrategy[Any]] = {id(form.TEXT): WORDS, id(form.CODE): CODES, id(form.DATE): DAYS}
STRATEGIES: dict[int, some.SearchStrategy[Any]] = {
    id(form.TEXT): LETTERS,
    id(form.SETTING): some.one_of(LETTERS, NUMBERS.map(str), SETTINGS),
    id(form.CODE): some.one_of(CODES, some.just("")),
    id(form.NAMES): some.lists(WORDS, max_size=3).map(tuple),
    id(form.CODES): some.lists(CODES, max_size=3).map(tuple),
    id(form.PLACES): some.lists(PLACES, max_size=3).map(tuple),
    id(form.FLAG): some.booleans(),
    id(form.YES_NO): some.booleans(),
    id(form.KIND): some.sampled_from(list(BY_LABEL.values())),
    id(form.COMPARATOR): some.one_of(some.none(), some.sampled_from(list(Comparator))),
    id(form.CALENDAR): some.sampled_from(form.CALENDAR_LABELS),
    id(form.NUMBER): some.one_of(some.none(), NUMBERS),
    id(form.WEIGHT): some.decimals(min_value=0, max_value=100, places=2),
    id(form.WHOLE): some.integers(-5, 9999),
    id(form.YEAR): some.integers(2000, 2099),
    id(form.DATE): some.one_of(some.none(), DAYS),
}


def _value(column: Column) -> some.SearchStrategy[Any]:
    key = id(column.form)
    return NEEDED[key] if column.required and key in NEEDED else STRATEGIES[key]


def _record(table: Table) -> some.SearchStrategy[Any]:
    values = some.fixed_dictionaries({column.field: _value(column) for column in table.columns})
    return values.map(lambda fields: table.row(**fields))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@given(drawn=some.data())
@settings(max_examples=8, deadline=None)
def test_any_rows_survive_both_forms(tmp_path_factory: pytest.TempPathFactory, table: Table, drawn: Any) -> None:
    folder = tmp_path_factory.mktemp("register")
    rows: Any = tuple(drawn.draw(some.lists(_record(table), min_size=1, max_size=3)))
    plan = replace(plan_of(loaded(folder, sample())), **{table.field: rows[0] if table.name == "方案" else rows})
    written = write_csv(plan)
    for name, data in written.items():
        (folder / name).write_bytes(data)
    from_csv, from_book = read_folder(folder), read_workbook(write_workbook(plan), NAME)
    assert (from_csv.problems, from_book.problems) == ((), ())
    assert from_csv.plan == plan
    assert from_book.plan == plan
    assert write_csv(plan_of(from_book)) == written


# --- what clerks do -------------------------------------------------------------------------------------------------


def test_extra_columns_sheets_titles_and_blank_rows_change_nothing(plan: Plan) -> None:
    def change(book: Any) -> None:
        book.create_sheet("我的备忘")["A1"] = "区科工局"
        sheet = book["指标"]
        sheet["Z1"], sheet["Z3"], sheet["Z40"] = "我的栏", "记得问", "合计"
        sheet.insert_rows(4)
        sheet.insert_rows(1)
        sheet["A1"] = "2024年指标"
        book["节点"].move_range("A3:F3", rows=5)

    register = edited(plan, change)
    assert register.problems == ()
    assert register.plan == plan
    assert register.place("指标", 1, "目标值").cell == "H4"
    assert register.place("指标", 2, "目标值").cell == "H6"
    assert register.place("节点", 1, "时限").cell == "D8"


def test_columns_are_found_by_heading(plan: Plan) -> None:
    def change(book: Any) -> None:
        sheet = book["分项"]
        for row in sheet.iter_rows(min_row=1, max_row=3):
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value
        sheet["F1"] = " 指 标"

    register = edited(plan, change)
    assert register.plan == plan
    assert register.place("分项", 0, "指标").cell == "F2"


def test_texts_that_mean_numbers_dates_and_codes_are_understood(plan: Plan) -> None:
    def change(book: Any) -> None:
        book["分项"]["E2"], book["分项"]["E3"] = "１３", " 91.0　"
        book["分项"]["A2"] = "ａ2－K０2 "
        book["节点"]["D2"], book["节点"]["D3"] = "2024年6月30日", "2024/12/31"
        book["指标"]["H3"] = Decimal("0.075")
        book["指标"]["H3"].number_format = "0.0%"
        book["单位"]["B3"] = "区科工局 "
        book["规则"]["B12"] = 10  # 黄灯百分点

    register = edited(plan, change)
    assert seen(register.problems) == [("P109", "指标!H3")]
    assert register.plan == plan


def test_gbk_csv_as_chinese_excel_saves_it(tmp_path: Path) -> None:
    plan = plan_of(loaded(tmp_path, sample()))
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_text("utf-8-sig").replace("\n", "\r\n").encode("gbk"))
    register = read_folder(tmp_path)
    assert (register.problems, register.plan) == ((), plan)


# --- what cannot be read --------------------------------------------------------------------------------------------

UNREADABLE = [
    ("方案", 0, "年度", "二〇二四", "P159", "E2"),
    ("单位", 1, "编号", "", "P104", "A3"),
    ("单位", 1, "排序", "第二", "P105", "F3"),
    ("单位", 1, "排序", "1.5", "P105", "F3"),
    ("单位", 1, "停用", "2024年6月", "P106", "H3"),
    ("行动", 1, "名单开放", "等", "P107", "G3"),
    ("任务", 0, "时限", "2024-02-30", "P106", "I2"),
    ("指标", 0, "类型", "累计", "P107", "F2"),
    ("指标", 0, "比较", "大于", "P107", "G2"),
    ("指标", 0, "目标值", "1.5万", "P105", "H2"),
    ("指标", 0, "目标值", "1-2", "P105", "H2"),
    ("指标", 0, "计入", "", "P104", "O2"),
    ("节点", 1, "时限", "年底", "P106", "D3"),
    ("日历", 0, "类别", "假", "P107", "B2"),
]


@pytest.mark.parametrize(("table", "index", "heading", "text", "code", "cell"), UNREADABLE)
def test_a_cell_that_cannot_be_read_is_a_problem_in_both_forms(
    tmp_path: Path, plan: Plan, table: str, index: int, heading: str, text: str, code: str, cell: str
) -> None:
    tables = sample()
    tables[table][index][heading] = text
    from_csv = loaded(tmp_path, tables).problems
    from_book = edited(plan, lambda book: book[table].__setitem__(cell, text or None)).problems
    assert seen(from_csv) == seen(from_book) == [(code, f"{table}!{cell}")]
    assert from_csv[0].place.file == f"{table}.csv"
    assert from_book[0].place.file == NAME
    assert text in from_csv[0].message


def test_a_row_without_a_needed_value_is_left_out_and_the_others_keep_their_place(tmp_path: Path) -> None:
    tables = sample()
    tables["指标"][1]["类型"] = "速度"
    tables["指标"][2]["目标值"] = "三百"
    register = loaded(tmp_path, tables)
    assert [row.code for row in plan_of(register).indicators[:2]] == ["A1-K01", "A1-K03"]
    assert plan_of(register).indicators[1].target is None
    assert register.place("指标", 1, "名称").cell == "D4"
    assert register.dropped == {"A1-K02"}


def test_error_cells_and_formulas_without_result(plan: Plan) -> None:
    def change(book: Any) -> None:
        book["指标"]["H2"] = "#N/A"
        book["指标"]["H2"].data_type = "e"
        book["指标"]["H3"] = "=1+1"

    assert seen(edited(plan, change).problems) == [("P108", "指标!H2"), ("P108", "指标!H3")]


def test_missing_and_doubled_tables_and_columns(plan: Plan) -> None:
    def change(book: Any) -> None:
        del book["日历"]
        book["任务"]["E1"] = "牵头"
        book["单位"]["K1"] = "规范名"
        book["方案"]["A3"], book["方案"]["B3"] = "又一个", "某办发〔2024〕5号"

    register = edited(plan, change)
    assert register.plan is None
    assert seen(register.problems) == [
        ("P101", "日历!"),
        ("P104", "方案!C3"),
        ("P104", "方案!D3"),
        ("P104", "方案!E3"),
        ("P103", "单位!B1"),
        ("P102", "任务!"),
    ]


def test_two_plans_in_one_register(tmp_path: Path) -> None:
    tables = sample()
    tables["方案"].append(dict(tables["方案"][0]))
    register = loaded(tmp_path, tables)
    assert register.plan is None
    assert seen(register.problems) == [("P111", "方案!")]


def test_a_csv_with_an_open_quote_or_other_bytes(tmp_path: Path) -> None:
    loaded(tmp_path, sample())
    (tmp_path / "节点.csv").write_bytes(csv_bytes("节点", []) + b'"A1-K01,1')
    (tmp_path / "日历.csv").write_bytes(b"\xff\xfe\xff")
    register = read_folder(tmp_path)
    assert register.plan is None
    assert seen(register.problems) == [("P110", "节点!"), ("P110", "日历!")]


def test_something_that_is_no_workbook() -> None:
    register = read_workbook(b"not a workbook", NAME)
    assert register.plan is None
    assert [(one.code, one.place.file) for one in register.problems] == [("P112", NAME)]


def test_an_empty_workbook_lacks_every_table() -> None:
    saved = BytesIO()
    Workbook().save(saved)
    register = read_workbook(saved.getvalue(), NAME)
    assert seen(register.problems) == [("P101", f"{table.name}!") for table in TABLES]


# --- the workbook that clerks edit ----------------------------------------------------------------------------------


def test_the_workbook_for_clerks(plan: Plan) -> None:
    book = load_workbook(BytesIO(write_workbook(plan)))
    assert book.sheetnames == [GUIDE, *(table.name for table in TABLES), LISTS]
    assert book[LISTS].sheet_state == "hidden"
    for table in TABLES:
        sheet = book[table.name]
        assert [cell.value for cell in sheet[1]] == list(table.headings)
        assert all(cell.comment.text.startswith(f"{cell.value}：") for cell in sheet[1])
        assert sheet.freeze_panes[-1] == "2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(len(table.records(plan)) + 1, len(table.columns)).coordinate}"
        assert sheet.print_title_rows == "$1:$1"
    assert book["指标"]["H2"].value == 1.5
    assert book["方案"]["D2"].is_date


def test_drop_downs_and_what_they_refuse(plan: Plan) -> None:
    book = load_workbook(BytesIO(write_workbook(plan)))
    rules = {str(rule.sqref): rule for rule in book["指标"].data_validations.dataValidation}
    kind, bureau, tasks = rules["F2:F1000"], rules["P2:P1000"], rules["C2:C1000"]
    assert (kind.type, kind.formula1, kind.errorStyle) == ("list", "RPT_类型", None)
    assert (bureau.type, bureau.formula1, bureau.errorStyle) == ("list", "RPT_单位名单", "warning")
    assert (tasks.type, tasks.prompt) == (None, TABLES[4].column("任务").note)
    names = open_book(write_workbook(plan), NAME).names
    assert names["RPT_类型"] == f"'{LISTS}'!$A$2:$A${len(BY_LABEL) + 1}"
    assert names["RPT_单位名单"].startswith("OFFSET('单位'!$B$2,")


def test_the_workbook_in_the_working_folder_is_the_shipped_register() -> None:
    committed = Path(__file__).parents[2] / "input_sheets" / NAME
    assert committed.read_bytes() == write_workbook(plan_of(read_folder(shipped("quyuan-2024"))))
