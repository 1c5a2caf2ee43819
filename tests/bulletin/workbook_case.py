"""May results of the small plan by hand: every kind and every state, each figure with the cell it came from."""

from __future__ import annotations

import warnings
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reporter.core.period import Period
from reporter.core.problem import Place, Problem, Severity
from reporter.core.source import Source
from reporter.core.status import Reason, Status, TaskState
from reporter.ledger.model import ExpectedReturn, FoundFile, Outcome, ReturnState
from reporter.plan.model import Plan
from reporter.record.model import (
    ActionResult,
    BureauResult,
    IndicatorResult,
    ListResult,
    PartResult,
    PlanRef,
    Results,
    StepResult,
    TaskAnswerResult,
    TaskResult,
)
from reporter.sheets.spec import BookSpec
from reporter.sheets.write import write_book
from tests.plans import small_plan

MAY = Period(2024, 5)
PLAN = small_plan()
FORM = "input_sheets/2024-05/2024-05-A1-区发改局.xlsx"
ZIPPED = "input_sheets/2024-05/回收 #1.zip!2024-05-A2-区残联.xlsx"
ELAPSED = "0.4166666667"


def at(cell: str, sheet: str = "指标", file: str = FORM) -> Source:
    """A cell of the form of 区发改局, or of `file`."""
    return Source(file=file, sheet=sheet, cell=cell, sha256="0" * 64)


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def row(
    code: str,
    status: Status,
    actual: str | None = None,
    *,
    ratio: str | None = None,
    expected: str | None = None,
    gap: str | None = None,
    reason: Reason | None = None,
    cell: str = "",
    target: str | None = None,
    previous: str | None = None,
    plan: Plan = PLAN,
    **more: object,
) -> IndicatorResult:
    """The result of one indicator of the small plan."""
    promise = plan.indicator_by_code[code]
    done, before = decimal(actual), decimal(previous)
    values: dict[str, object] = {
        "target": decimal(target) if target else promise.target,
        "base": promise.base,
        "source": at(cell) if cell else None,
        "previous_status": None,
        **more,
    }
    return IndicatorResult(
        code=code, action=promise.action, tasks=promise.tasks, name=promise.name, kind=promise.kind, unit=promise.unit,
        comparator=promise.comparator, target_upper=promise.target_upper, actual=done, completion_ratio=decimal(ratio),
        expected=decimal(expected), gap=decimal(gap), status=status, reason=reason, counted=promise.counted, uses=(),
        bureau=plan.bureau_by_name[promise.bureau].code, previous=before,
        change=done - before if done is not None and before is not None else None, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def part(code: str, actual: str | None, source: Source | None = None) -> PartResult:
    """A 分项 of the small plan."""
    promise = next(one for one in PLAN.parts if one.code == code)
    return PartResult(
        code=code, name=promise.name, unit=promise.unit, target=promise.target, actual=decimal(actual), source=source
    )  # fmt: skip


STEPS = (
    StepResult(code="A1-K09-S1", name="完成招标", due=date(2024, 3, 31), done=False, finished=None, note="公告已挂网",
               source=at("E4", "节点")),
    StepResult(code="A1-K09-S2", name="验收", due=date(2024, 12, 31), done=None, finished=None, note="", source=None),
)  # fmt: skip
ROWS = (
    row("A0-K01", Status.BEHIND, "7.6", gap="-0.4", reason=Reason.ABOUT_UNRULED, cell="H4"),
    row("A1-K01", Status.ON_PACE, "762", ratio="0.508", expected=ELAPSED, gap="0.0913333333", cell="H7",
        previous="586", note="=1+1"),
    row("A1-K02", Status.NOT_DUE, reason=Reason.NOT_PUBLISHED),
    row("A1-K03", Status.NOT_DUE, "280", gap="-20", reason=Reason.NOT_DUE_YET, cell="H8"),
    row("A1-K04", Status.FAR_BEHIND, "58", ratio="-0.0666666667", expected=ELAPSED, gap="-0.4833333334", cell="H9",
        previous="61", previous_status=Status.ON_PACE, months_behind=3),
    row("A1-K05", Status.ON_PACE, "720", gap="20", reason=Reason.NO_SHARE, cell="H10"),
    row("A1-K06", Status.BEHIND, "89.4736842105", gap="-0.5263157895", reason=Reason.NO_SHARE, months_behind=1,
        parts=(part("A1-K06-1", "17", at("H11")), part("A1-K06-2", "19", at("H12")))),
    row("A1-K07", Status.FAR_BEHIND, "42.9", ratio="0.858", gap="-7.1", cell="H13"),
    row("A1-K08", Status.ON_PACE, "2", gap="-3", reason=Reason.NO_SHARE, cell="H14"),
    row("A1-K09", Status.FAR_BEHIND, "0", ratio="0", expected="0.5", gap="-0.5", target="1", steps=STEPS,
        months_behind=2),
    row("A1-K10", Status.ON_PACE, "0", reason=Reason.NO_SHARE, cell="H15"),
    row("A1-K11", Status.NOT_DUE, "0", gap="-1", reason=Reason.NOT_DUE_YET, cell="H16"),
    row("A1-K12", Status.ACHIEVED, "1", ratio="1", expected="0", gap="1", cell="H17"),
    row("A1-K13", Status.ON_PACE, "0.6", target="0", gap="0.6", reason=Reason.NO_SHARE, cell="H18",
        reported=Decimal("3.1"), prior_year=Decimal("2.5")),
    row("A2-K14", Status.ON_PACE, "40", target="91", ratio="0.4395604396", expected=ELAPSED, gap="0.0228937729",
        parts=(part("A2-K14-1", "13", at("H7", file=ZIPPED)), part("A2-K14-2", "40", at("H8", file=ZIPPED)))),
    row("A1-K15", Status.NOT_REPORTED, reason=Reason.REJECTED, cell="H20"),
    row("A1-K16", Status.NOT_APPLICABLE, reason=Reason.WAIVED, target="0",
        parts=(part("A1-K16-1", None), part("A1-K16-2", None))),
    row("A1-K17", Status.ON_PACE, "762", ratio="0.5442857143", expected=ELAPSED, gap="0.127619047", cell="H7"),
)  # fmt: skip


def counts(action: str, rows: tuple[IndicatorResult, ...] = ROWS) -> dict[Status, int]:
    """Counted rows of an action by status."""
    return {s: sum(one.counted and one.action == action and one.status is s for one in rows) for s in Status}


def action(code: str, rank: int | None, rows: tuple[IndicatorResult, ...] = ROWS) -> ActionResult:
    """The counts of an action as `rows` say."""
    by = counts(code, rows)
    due, met = sum(n for s, n in by.items() if s.is_due), sum(n for s, n in by.items() if s.is_met)
    return ActionResult(
        code=code, name=PLAN.action_by_code[code].name, counts=by, due=due, on_pace=met, rank=rank,
        on_pace_share=Decimal(met) / due if due else None, mean_ratio=None,
    )  # fmt: skip


def bureau(code: str, rank: int | None, rise: int | None, share: str | None) -> BureauResult:
    return BureauResult(
        code=code, name="", counts={Status.FAR_BEHIND: 3}, due=11, on_pace=7, on_pace_share=decimal(share),
        mean_ratio=Decimal("0.5"), rank=rank, rank_change=rise, timeliness=Decimal("0.5"), returned_times=1,
    )  # fmt: skip


def problem(severity: Severity, bureau_code: str, sheet: str, cell: str, item: str = "", seen: str = "") -> Problem:
    return Problem(
        code="E201", severity=severity, place=Place(file=FORM if cell else "input_sheets/2024-05/乱.pdf", sheet=sheet,
        cell=cell), message="这里不对。", needed="改过来", item=item, bureau=bureau_code, seen=seen,
    )  # fmt: skip


PROBLEMS = (
    problem(Severity.REMARK, "B001", "任务", "E4", "A1-T01"),
    problem(Severity.QUESTIONED, "B001", "指标", "H10", "A1-K05", "720"),
    problem(Severity.QUESTIONED, "B001", "指标", "H9", "A1-K04", "58"),
    problem(Severity.REJECTED, "B001", "指标", "AA20", "A1-K15", "=cmd|' /C calc'!A0"),
    problem(Severity.REJECTED, "B001", "指标", "H20", "A1-K15", "三百左右"),
    problem(Severity.QUESTIONED, "B002", "指标", "H7", "A2-K14-1", "13"),
    problem(Severity.REJECTED, "", "", ""),
)
RETURNS = (
    ExpectedReturn(action="A1", bureau="B001", state=ReturnState.ON_TIME, file=FORM,
                   received=datetime(2024, 6, 4, 9, 30), received_from="收件登记"),
    ExpectedReturn(action="A1", bureau="B003", state=ReturnState.MISSING),
    ExpectedReturn(action="A2", bureau="B002", state=ReturnState.LATE, days_late=2, file=ZIPPED, nil_return=True,
                   received=datetime(2024, 6, 7), received_from="文件时间", returned_times=1),
    ExpectedReturn(action="A2", bureau="B004", state=ReturnState.REJECTED, file="input_sheets/2024-05/b.xlsx"),
)  # fmt: skip
FILES = (
    FoundFile(file=FORM, sha256="a" * 64, received=datetime(2024, 6, 4, 9, 30), received_from="收件登记", action="A1",
              bureau="B001", outcome=Outcome.COUNTED),
    FoundFile(file="input_sheets/2024-05/乱.pdf", sha256="b" * 64, received=datetime(2024, 6, 4), action="", bureau="",
              received_from="文件时间", outcome=Outcome.NOT_A_FORM, reason="不是表格"),
)  # fmt: skip
TASKS = (
    TaskResult(code="A1-T02", action="A1", name="现代物流", status=Status.FAR_BEHIND, leads=("B001", "B002"),
               reported_status=TaskState.STALLED, progress=Decimal(38),
               answers=(TaskAnswerResult(bureau="B001", status=TaskState.STALLED, progress=Decimal("37.5"),
                                         narrative="+5个项目", trouble="无", next_steps="", practice="",
                                         source=at("E5", "任务")),)),
)  # fmt: skip
LISTS = (
    ListResult(code="A1-B001-L01", action="A1", bureau="B001", category="项目", name="冷链物流园",
               planned=Decimal(400), done=Decimal(100), unit="万元", start=date(2024, 3, 1), due=None,
               progress="主体施工", source=at("D4", "清单")),
)  # fmt: skip


def results(*, sample: bool = False, **changed: object) -> Results:
    """May, all of the above."""
    values: dict[str, object] = {
        "indicators": ROWS, "tasks": TASKS, "lists": LISTS, "returns": RETURNS, "files": FILES, "problems": PROBLEMS,
        "actions": (action("A0", None), action("A1", 1), action("A2", None)),
        "bureaus": (bureau("B001", 2, -1, "0.6363636364"), bureau("B002", 1, 2, "0.99996"),
                    bureau("B003", None, None, None)),
        **changed,
    }  # fmt: skip
    return Results(
        period="2024-05", sample=sample, plan=PlanRef(name=PLAN.head.name, number=PLAN.head.number, sha256=""),
        elapsed_ratio=Decimal(ELAPSED), rules={}, deadline=date(2024, 6, 5), **values,  # type: ignore[arg-type]
    )  # fmt: skip


def opened(book: BookSpec) -> Workbook:
    """The workbook as written and read back. openpyxl says that it drops the extension that holds data bars."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        return load_workbook(BytesIO(write_book(book)))


def cell_of(sheet: Worksheet, key: str, heading: str, heading_row: int = 3, nth: int = 0) -> Cell:
    """The cell under `heading` in the nth row that holds `key` in one of its cells."""
    column = next(cell.column for cell in sheet[heading_row] if cell.value == heading)
    found = [line for line in sheet.iter_rows(min_row=heading_row + 1) if key in [cell.value for cell in line]]
    cell = sheet.cell(found[nth][0].row, column)
    assert isinstance(cell, Cell)
    return cell
