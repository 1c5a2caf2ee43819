"""Every code that reading and merging can raise, driven through one case: code, sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

import reporter
from reporter.core.past import Past, PastTask
from reporter.core.period import Period
from reporter.core.problem import Problem, catalogue
from reporter.core.status import TaskState
from reporter.intake.read import read_return
from reporter.ledger.merge import merge
from reporter.plan.model import Kind, Plan
from reporter.sheets.open import open_book
from tests.formats import locked, xls_of, xlsb_of
from tests.plans import AT_LEAST, INDICATORS, indicator, small_plan
from tests.returned import (
    MAY,
    NAME,
    PLAN,
    Damage,
    K,
    L,
    S,
    T,
    damaged,
    figure,
    file_of,
    filled,
    layout_map,
    read,
    submission,
    typed,
)

APRIL = Period.parse("2024-04")
PAST = Past(
    period=APRIL,
    figures={"A1-K01": Decimal(500), "A1-K07": Decimal(40)},
    bases={"A1-K03": Decimal(200)},
    steps={"A1-K09-S2": date(2024, 4, 1)},
    tasks={("A1-T01", "B001"): PastTask(progress=Decimal(50), narrative="已开工3处", state=TaskState.NORMAL)},
)
BROAD = {(T, "A1-T02", "state"): "正常推进"}


def cells(*damages: Damage, **more: object) -> Callable[[], Iterable[Problem]]:
    """The problems of the faultless form after some damage."""
    return lambda: read(damaged(filled(), *damages), **more).problems  # type: ignore[arg-type]


def answers(given: dict[tuple[object, str, str], object], past: Past | None = None) -> Callable[[], Iterable[Problem]]:
    """The problems of a form filled so."""
    return lambda: submission(filled(given, past=past), past=past).problems  # type: ignore[arg-type]


def clerk(value: object, code: str = "A1-K01") -> Callable[[], Iterable[Problem]]:
    """The problems when a bureau types `value` into 本期累计."""
    return answers(figure(code, value))  # type: ignore[arg-type]


def merged(*files: tuple[bytes, str, datetime], plan: Plan = PLAN) -> Callable[[], Iterable[Problem]]:
    def problems() -> Iterable[Problem]:
        found = [read(data, name, received=moment, plan=plan) for data, name, moment in files]
        return merge(plan, MAY, list(layout_map(plan).values()), found, None).problems

    return problems


def sent_by(sender: str, *bureaus: str) -> Callable[[], Iterable[Problem]]:
    """The problems of the form of 区发改局 from an address that 通讯录 has for those bureaus."""
    file = replace(file_of(filled()), sender=sender, sent_for=bureaus)
    return lambda: read_return(filled(), file, PLAN, MAY, layout_map(), None).problems


def row_copied(book: Workbook) -> None:
    for column in range(1, 14):
        book["指标"].cell(19, column).value = book["指标"].cell(5, column).value


def copied_sheet(book: Workbook) -> None:
    book.copy_worksheet(book["指标"])["I5"].value = 641


def moved_heading(book: Workbook) -> None:
    book["指标"]["I4"].value, book["指标"]["M4"].value = "说明", "本期累计"


def without_column(book: Workbook) -> None:
    book["指标"]["I3"].value = book["指标"]["I4"].value = None


def without_tokens(book: Workbook) -> None:
    for sheet in book:
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 1).value = None


def only_the_sheet(book: Workbook) -> None:
    for name in ("_meta", "_lists"):
        del book[name]
    for name in list(book.defined_names):
        del book.defined_names[name]
    while book.custom_doc_props.props:
        del book.custom_doc_props[book.custom_doc_props.props[0].name]


def older_edition() -> Iterable[Problem]:
    """The register raised the target of A1-K01 after the form was issued."""
    raised = tuple(replace(one, target=Decimal(1600)) if one.code == "A1-K01" else one for one in INDICATORS)
    return read(filled(), plan=small_plan(indicators=raised)).problems


def with_scope(**more: object) -> Plan:
    parent = indicator("A1-K90", Kind.CUMULATIVE, "总数", target=Decimal(9), unit="户", comparator=AT_LEAST, **more)
    parts = [
        indicator(code, Kind.CUMULATIVE, name, target=Decimal(9), unit="户", comparator=AT_LEAST, parent="A1-K90")
        for code, name in (("A1-K91", "其中甲"), ("A1-K92", "其中乙"))
    ]
    return small_plan(indicators=(parent, *parts), parts=(), milestones=())


def whole_and_parts(whole: int, first: int, second: int, **more: object) -> Callable[[], Iterable[Problem]]:
    plan = with_scope(**more)
    given = {
        **BROAD,
        **figure("A1-K90", Decimal(whole)),
        **figure("A1-K91", Decimal(first)),
        **figure("A1-K92", Decimal(second)),
    }
    return merged((filled(given, plan=plan, blank=True), NAME, datetime(2024, 6, 3)), plan=plan)  # type: ignore[arg-type]


def with_part(data: bytes, name: str) -> bytes:
    """The package with one more part."""
    out = BytesIO(data)
    with ZipFile(out, "a") as package:
        package.writestr(name, b"x")
    return out.getvalue()


def two_bureaus() -> Iterable[Problem]:
    """区残联 reports a figure that 区发改局 is asked for."""
    own = submission(filled())
    row = replace(own.figures[0], current=replace(own.figures[0].current, value=Decimal(7)))
    other = replace(
        submission(filled({(T, "A1-T02", "state"): "正常推进"}, form=("A1", "B002"), blank=True)), figures=(row,)
    )
    return merge(PLAN, MAY, list(layout_map().values()), [own, other], None).problems


def built_but_ground_broken() -> Iterable[Problem]:
    """The row counts what is built; the note says that building has begun."""
    rows = tuple(replace(one, scope="已完工") if one.code == "A1-K01" else one for one in INDICATORS)
    plan = small_plan(indicators=rows)
    return read(filled(figure("A1-K01", Decimal(640), "已开工3处"), plan=plan), plan=plan).problems


JUNE_3, JUNE_4 = datetime(2024, 6, 3, 9, 5), datetime(2024, 6, 4, 9, 5)
DONE = {(S, "A1-K09-S1", "done"): "是"}
CASES: dict[str, tuple[Callable[[], Iterable[Problem]], str, str]] = {
    "E101": (lambda: read(filled(period=APRIL)).problems, "", ""),
    "E102": (lambda: read(filled(), "新建表格(1).xlsx").problems, "", ""),
    "E103": (sent_by("who@qq.com"), "", ""),
    "E104": (merged((filled(), NAME, JUNE_3), (filled(), "副本.xlsx", JUNE_4)), "", ""),
    "E105": (merged((filled(), NAME, JUNE_3), (filled(figure("A1-K01", Decimal(650))), "b.xlsx", JUNE_4)), "", ""),
    "E106": (cells(typed("B1", "2024-05.A2.B002.3f", sheet="_meta")), "", ""),
    "E107": (older_edition, "指标", "B5"),
    "E108": (cells(only_the_sheet), "", ""),
    "E109": (cells(lambda book: book.create_sheet("补充").append(["另有3户"])), "", ""),
    "E111": (lambda: read(b"<html><table><tr><td>1</td></tr></table>").problems, "", ""),
    "E112": (lambda: read(locked(filled(), "2024")).problems, "", ""),
    "E114": (lambda: read(filled()[:4000]).problems, "", ""),
    "E115": (lambda: read(bytes(21 * 1024 * 1024)).problems, "", ""),
    "E118": (lambda: read(b"Rar!" + bytes(99)).problems, "", ""),
    "E120": (lambda: read(with_part(filled(), "xl/vbaProject.bin")).problems, "", ""),
    "E121": (lambda: read(xls_of(open_book(filled(), NAME))).problems, "", ""),
    "E122": (lambda: read(b"").problems, "", ""),
    "E123": (lambda: read(b"%PDF-1.7 " + bytes(99)).problems, "", ""),
    "E124": (cells(typed("C5", "区残联", sheet="填表说明")), "填表说明", "C5"),
    "E125": (merged((filled(), NAME, JUNE_3), (filled(sample=True), "样例.xlsx", JUNE_4)), "", ""),
    "E126": (cells(without_tokens), "", ""),
    "E127": (lambda: read(filled(), plan=small_plan(tasks=(), indicators=INDICATORS[:1])).problems, "", ""),
    "E128": (older_edition, "", ""),
    "E129": (lambda: read(xlsb_of(open_book(filled(), NAME))).problems, "", ""),
    "E130": (sent_by("li@163.com", "B003", ""), "", ""),
    "E201": (cells(without_column), "指标", ""),
    "E202": (cells(row_copied), "指标", "I19"),
    "E203": (clerk("很多"), "指标", "I5"),
    "E204": (cells(typed("E5", 1200)), "指标", "E5"),
    "E205": (clerk("352（其中低保63）"), "指标", "I5"),
    "E206": (clerk("8-10"), "指标", "I5"),
    "E207": (cells(typed("I5", "#N/A")), "指标", "I5"),
    "E208": (cells(typed("I5", "=1+1")), "指标", "I5"),
    "E209": (cells(typed("G5", "2024-02-30", sheet="节点")), "节点", "G5"),
    "E210": (answers({(T, "A1-T01", "state"): "尚未启动"}), "任务", "E5"),
    "E211": (cells(typed("B5", "A1-K99")), "指标", "B5"),
    "E212": (cells(lambda book: book["指标"].delete_rows(5)), "指标", ""),
    "E213": (cells(typed("I25", 5)), "指标", "I25"),
    "E214": (clerk(None), "指标", "I5"),
    "E215": (cells(typed("I6", None), lambda book: book["指标"].merge_cells("I5:I6")), "指标", "I5"),
    "E216": (clerk(Decimal(-2)), "指标", "I5"),
    "E217": (clerk(Decimal(101), "A1-K06-1"), "指标", "I9"),
    "E218": (answers({**figure("A1-K06-1", Decimal(0)), **figure("A1-K06-2", Decimal(0))}), "指标", "I10"),
    "E219": (clerk(None, "A1-K06-2"), "指标", "I10"),
    "E220": (clerk("无"), "指标", "I5"),
    "E221": (clerk("640"), "指标", "I5"),
    "E222": (clerk("６４０"), "指标", "I5"),
    "E223": (clerk("1,040"), "指标", "I5"),
    "E224": (clerk("6,40"), "指标", "I5"),
    "E225": (clerk("约640"), "指标", "I5"),
    "E226": (clerk("0.064万"), "指标", "I5"),
    "E227": (
        lambda: read(filled(figure("A0-K01", Decimal("0.08")), form=("A0", "B001"), blank=True)).problems,  # type: ignore[arg-type]
        "指标",
        "I5",
    ),
    "E228": (clerk("42%", "A1-K07"), "指标", "I11"),
    "E230": (clerk(Decimal("640.25")), "指标", "I5"),
    "E231": (clerk("640人"), "指标", "I5"),
    "E232": (cells(typed("I5", date(2024, 3, 5), "yyyy-mm-dd")), "指标", "I5"),
    "E233": (cells(lambda book: setattr(book["指标"].row_dimensions[6], "hidden", True)), "指标", ""),
    "E234": (cells(lambda book: setattr(book["指标"]["I5"], "comment", Comment("见附件", "张三"))), "指标", "I5"),
    "E235": (answers({(T, "A1-T01", "narrative"): "@各村已开工"}), "任务", "G5"),
    "E236": (answers({(T, "A1-T01", "narrative"): "已开工\ue000两处"}), "任务", "G5"),
    "E237": (cells(typed("I5", "=[台账.xlsx]表1!A1")), "指标", "I5"),
    "E238": (clerk("1234567890123456.5"), "指标", "I5"),
    "E239": (merged((filled(), NAME, JUNE_3), (filled(figure("A1-K01", None)), "b.xlsx", JUNE_4)), "指标", "I5"),
    "E240": (cells(moved_heading), "指标", "I4"),
    "E241": (answers(figure("A1-K01", "未到节点", "等文件")), "指标", "I5"),
    "E242": (answers(figure("A1-K07", Decimal(-42)), PAST), "指标", "I11"),
    "E244": (
        lambda: submission(damaged(filled(past=PAST), typed("F6", 180)), past=PAST).problems,
        "指标",
        "F6",
    ),
    "E245": (cells(typed("I4", "本月累计数")), "指标", "I4"),
    "E246": (cells(copied_sheet), "指标 Copy", "A5"),
    "E247": (answers({**DONE, (S, "A1-K09-S1", "finished"): "3月20日"}), "节点", "G5"),
    "E248": (answers({(T, "A1-T01", "state"): "推进中"}), "任务", "E5"),
    "E249": (answers({(S, "A1-K09-S1", "done"): None}), "节点", "F5"),
    "E250": (cells(typed("I5", 1e300)), "指标", "I5"),
    "E401": (answers(figure("A1-K01", Decimal(499)), PAST), "指标", "I5"),
    "E402": (answers(figure("A1-K01", Decimal(900)), PAST), "指标", "I5"),
    "E403": (clerk(Decimal(4600)), "指标", "I5"),
    "E404": (answers(figure("A1-K01", Decimal(625)), replace(PAST, months_exact={"A1-K01": 2})), "指标", "I5"),
    "E405": (answers(figure("A1-K01", Decimal(640), "截至5月底累计新增650人")), "指标", "I5"),
    "E406": (answers({(T, "A1-T01", "narrative"): "已开工3处"}, PAST), "任务", "G5"),
    "E408": (answers({**DONE, (S, "A1-K09-S1", "finished"): None}), "节点", "G5"),
    "E409": (answers({(S, "A1-K09-S2", "done"): "否"}, PAST), "节点", "F6"),
    "E410": (whole_and_parts(5, 6, 1), "指标", "I6"),
    "E411": (whole_and_parts(5, 3, 1, remark="合计"), "指标", "I5"),
    "E412": (two_bureaus, "指标", "I5"),
    "E413": (clerk(Decimal(1), "A1-K10"), "指标", "I13"),
    "E414": (clerk("不适用"), "指标", "I5"),
    "E415": (
        answers(figure("A1-K01", "未公布", "等通知"), replace(PAST, months_unpublished={"A1-K01": 1})),
        "指标",
        "I5",
    ),
    "E416": (answers({**DONE, (S, "A1-K09-S1", "finished"): date(2024, 4, 2)}), "节点", "G5"),
    "E417": (answers({**DONE, (S, "A1-K09-S1", "finished"): date(2024, 6, 1)}), "节点", "G5"),
    "E418": (answers({**DONE, (S, "A1-K09-S1", "finished"): date(2014, 3, 20)}), "节点", "G5"),
    "E419": (lambda: submission(filled(nil_return=True, past=PAST), past=PAST).problems, "指标", "I5"),
    "E420": (built_but_ground_broken, "指标", "I5"),
    "E421": (
        answers({(K, "A1-K13", "prior_year"): Decimal(2)}, replace(PAST, year_ago={"A1-K13": Decimal(3)})),
        "指标",
        "L16",
    ),
    "E501": (answers({(T, "A1-T01", "state"): None}), "任务", "E5"),
    "E502": (answers({(T, "A1-T01", "state"): "已完成", (T, "A1-T01", "progress"): Decimal(90)}), "任务", "F5"),
    "E503": (answers({(T, "A1-T01", "progress"): Decimal(40)}, PAST), "任务", "F5"),
    "E504": (answers({(T, "A1-T01", "progress"): Decimal(140)}), "任务", "F5"),
    "E505": (answers({(T, "A1-T01", "state"): "进展滞后"}), "任务", "E5"),
    "E506": (answers({(T, "A1-T01", "narrative"): "长" * 201}), "任务", "G5"),
    "E507": (
        answers({(S, "A1-K09-S1", "done"): "否", (S, "A1-K09-S1", "note"): "招标中", (S, "A1-K09-S2", "done"): "是"}),
        "节点",
        "F6",
    ),
    "E508": (answers({(S, "A1-K09-S1", "done"): "否"}), "节点", "F5"),
    "E509": (answers({(T, "A1-T01", "narrative"): "正在有序推进中"}), "任务", "G5"),
    "E510": (answers({(L, "A1-B001-L01", "category"): "项目"}), "清单", "E5"),
    "E511": (answers({(L, "A1-B001-L01", "category"): "工程", (L, "A1-B001-L01", "name"): "厂房"}), "清单", "D5"),
    "E512": (
        answers(
            {
                (L, "A1-B001-L01", "category"): "项目",
                (L, "A1-B001-L01", "name"): "厂房",
                (L, "A1-B001-L01", "start"): date(2024, 5, 1),
                (L, "A1-B001-L01", "due"): date(2024, 4, 1),
            }
        ),
        "清单",
        "K5",
    ),
}
ELSEWHERE = {
    "E601": "tests/intake/test_replies",
    "E602": "tests/intake/test_replies",
    "E604": "tests/intake/test_replies",
    "E606": "tests/intake/test_replies",
    "E605": "tests/ledger/test_replies",
    "E110": "test_hostile: an .xlsb that takes too much memory",
    "E113": "test_unlock: none of the passwords fits",
    "E119": "tests/sheets: a damaged Strict Open XML workbook",
    "E116": "tests/sheets: entities and paths that leave the package",
    "E229": "test_cells: needs a formula with a stored result",
    "E243": "test_cells: needs a share of one row",
    "E407": "test_doubts: needs a growth rate asked of another bureau",
}


@pytest.mark.parametrize("code", sorted(CASES))
def test_code_and_cell(code: str) -> None:
    source, sheet, cell = CASES[code]
    found = [one for one in source() if one.code == code]
    assert [(one.place.sheet, one.place.cell) for one in found] == [(sheet, cell)]
    assert "{" not in found[0].message + found[0].needed
    assert found[0].severity is catalogue()[code].severity


def test_every_code_raised_has_a_case() -> None:
    root = Path(reporter.__file__).parent
    files = [file for room in ("sheets", "intake", "ledger") for file in sorted(root.glob(f"{room}/*.py"))]
    texts = [file.read_text(encoding="utf-8") for file in (root / "core/quantity.py", *files)]
    raised = {code for text in texts for code in re.findall(r'"(E[0-9]{3})"', text)} - {"E311"}
    assert raised == set(CASES) | set(ELSEWHERE)


def test_every_code_raised_is_in_the_catalogue_and_no_other() -> None:
    """E311 is raised by the list of received times, E312 by a busy file, E513 and E603 by states, E7 by mail."""
    known = {code for code in catalogue() if code.startswith("E") and not code.startswith("E7")}
    of_returns = known - {"E311", "E312", "E513", "E603"}
    assert set(CASES) | set(ELSEWHERE) == of_returns


def test_every_code_of_the_catalogue_is_raised_by_a_test() -> None:
    """By its name in quotes somewhere in the tests, beside the cases above."""
    texts = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parents[1].rglob("test_*.py"))
    assert {code for code in catalogue() if f'"{code}"' not in texts} == set()
