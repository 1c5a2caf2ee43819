"""Returned forms for tests: a form filled without fault, and ways to damage it as bureaus do.

The form is A1 of 区发改局 (B001) for May 2024 of `tests/plans.py`. On its sheet 指标 the hidden tokens are in column A,
the hidden marks in row 3, the headings in row 4, the first item in row 5:

    row  5 A1-K01 · 6 K03 · 7 K04 · 8 K05 · 9 K06-1 · 10 K06-2 · 11 K07 · 12 K08 · 13 K10 · 14 K11 · 15 K12
        16 A1-K13 · 17 K15 · 18 K16-1          column E 年度目标 · F 年初数 · I 本期累计 · L 上年同期 · M 说明
    节点 row 5 A1-K09-S1 · 6 S2                column F 是否完成 · G 完成日期 · H 说明
    任务 row 5 A1-T01 · 6 T02                  column E 进展状态 · F 进度 · G 进展情况 · H 存在问题 · I 下步打算
    清单 row 5 A1-B001-L01 …                   column C 所属任务 · D 类别 · E 名称 · H 累计完成 · K 计划完成时间
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

from openpyxl import Workbook, load_workbook

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.forms.columns import CHOICES
from reporter.forms.layout import FormLayout, SheetKind, layouts
from reporter.forms.model import Issued
from reporter.forms.write import write_form
from reporter.intake.read import read_return
from reporter.intake.submission import FigureAnswer, NotAForm, ReturnedFile, Submission
from reporter.plan.model import Plan
from tests.plans import small_plan

MAY = Period.parse("2024-05")
PLAN = small_plan()
NAME = "2024-05-A1-区发改局.xlsx"
STATES = CHOICES["进展状态"]
FIGURES: Mapping[str, Issued] = {
    "A1-K01": Decimal(640), "A1-K03": Decimal(210), "A1-K04": Decimal(75), "A1-K05": Decimal(720),
    "A1-K06-1": Decimal(95), "A1-K06-2": Decimal(100), "A1-K07": Decimal(42), "A1-K08": Decimal(2),
    "A1-K10": Decimal(0), "A1-K11": Decimal(0), "A1-K12": Decimal(0), "A1-K13": Decimal(3),
    "A1-K15": Decimal(236), "A1-K16-1": Decimal(9),
}  # fmt: skip
ANSWERS: Mapping[tuple[SheetKind, str, str], Issued] = {
    **{(SheetKind.INDICATORS, code, "current"): value for code, value in FIGURES.items()},
    (SheetKind.INDICATORS, "A1-K03", "base"): Decimal(200),
    (SheetKind.INDICATORS, "A1-K13", "prior_year"): Decimal(2),
    (SheetKind.STEPS, "A1-K09-S1", "done"): "是",
    (SheetKind.STEPS, "A1-K09-S1", "finished"): date(2024, 3, 20),
    (SheetKind.STEPS, "A1-K09-S2", "done"): "否",
    (SheetKind.TASKS, "A1-T01", "state"): "正常推进",
    (SheetKind.TASKS, "A1-T02", "state"): "正常推进",
}
K, S, T, L = SheetKind.INDICATORS, SheetKind.STEPS, SheetKind.TASKS, SheetKind.LISTS
Damage = Callable[[Workbook], object]


def layout_map(plan: Plan = PLAN, past: Past | None = None, period: Period = MAY) -> dict[tuple[str, str], FormLayout]:
    return {(one.action, one.bureau): one for one in layouts(plan, period, past)}


def filled(
    answers: Mapping[tuple[SheetKind, str, str], Issued] | None = None,
    *,
    plan: Plan = PLAN,
    past: Past | None = None,
    period: Period = MAY,
    form: tuple[str, str] = ("A1", "B001"),
    blank: bool = False,
    sample: bool = False,
    nil_return: bool = False,
) -> bytes:
    """The form with `answers` over the faultless ones, or over none when `blank`."""
    given = {} if blank else dict(ANSWERS)
    layout = layout_map(plan, past, period)[form]
    return write_form(layout, sample=sample, nil_return=nil_return, answers={**given, **(answers or {})})


def figure(code: str, value: Issued, note: str = "") -> dict[tuple[SheetKind, str, str], Issued]:
    """An answer in 本期累计 with its 说明."""
    return {(K, code, "current"): value, (K, code, "note"): note}


def damaged(data: bytes, *damages: Damage) -> bytes:
    """The workbook after somebody worked on it."""
    book = load_workbook(BytesIO(data))
    for damage in damages:
        damage(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def typed(cell: str, value: object, number_format: str = "General", sheet: str = "指标") -> Damage:
    """Somebody types a value into a cell."""

    def damage(book: Workbook) -> None:
        book[sheet][cell].value = value
        book[sheet][cell].number_format = number_format

    return damage


def file_of(data: bytes, name: str = NAME, received: datetime = datetime(2024, 6, 3, 9, 5)) -> ReturnedFile:
    return ReturnedFile(
        file=f"input_sheets/2024-05/{name}",
        sha256=sha256(data).hexdigest(),
        received=received,
        received_from="文件时间",
    )


def read(
    data: bytes,
    name: str = NAME,
    *,
    plan: Plan = PLAN,
    past: Past | None = None,
    received: datetime = datetime(2024, 6, 3, 9, 5),
) -> Submission | NotAForm:
    return read_return(data, file_of(data, name, received), plan, MAY, layout_map(plan, past), past)


def submission(data: bytes, name: str = NAME, **more: object) -> Submission:
    found = read(data, name, **more)  # type: ignore[arg-type]
    assert isinstance(found, Submission), found.problems
    return found


def faults(found: Submission | NotAForm) -> list[tuple[str, str, str]]:
    """Code, sheet and cell of every problem, in order."""
    return [(one.code, one.place.sheet, one.place.cell) for one in found.problems]


def answer(found: Submission, code: str) -> FigureAnswer:
    return next(row for row in found.figures if row.code == code)


def value(found: Submission, code: str) -> Decimal | None:
    return answer(found, code).current.value
