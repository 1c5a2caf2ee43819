"""问题清单: how many problems each bureau has, and every one of them with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.links import cell_order, to_place
from reporter.bulletin.workbooks.looks import FILLS, SUM_GREY, centred, figure, filled, linked, words
from reporter.bulletin.workbooks.table import Row, book_of, columns, table_sheet, titled
from reporter.core.period import Period
from reporter.core.problem import Problem, Severity
from reporter.plan.model import Plan
from reporter.record.model import Results
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec

_SEVERITIES = tuple(Severity)
_COLOURS = {Severity.REJECTED: FILLS["红"], Severity.QUESTIONED: FILLS["黄"], Severity.REMARK: ""}
_SHEETS = ("填表说明", "指标", "节点", "任务", "清单", "督办回复")
"""The sheets of a form in their order."""
_COUNTS = columns(("序号", 6), ("单位", 24), *((one.value, 10) for one in _SEVERITIES), ("合计", 10))
_DETAILS = columns(
    ("序号", 6), ("严重程度", 9), ("单位", 15), ("文件", 28), ("表", 9), ("单元格", 8), ("编号", 12), ("事项", 22),
    ("填的内容", 18), ("问题", 44), ("怎么改", 28), ("代码", 8),
)  # fmt: skip


def problem_book(plan: Plan, results: Results, *, period: Period) -> BookSpec:
    """问题清单.xlsx of a period: 汇总 and 明细."""
    facts = Facts(plan=plan, results=results)
    return book_of(facts, "填报问题清单", (_count_sheet(facts), problem_sheet(facts, "明细")), period)


def problem_sheet(facts: Facts, name: str) -> SheetSpec:
    """Every problem by bureau, severity, file, sheet and cell; cells lead to where the problem is."""
    names = _names(facts)
    return table_sheet(
        name,
        title=titled(facts, "填报问题明细"),
        note="退回：这个数没有采用，请改正后重报；存疑：数已采用，请说明或更正；提示：数已采用，供参考。单元格可以点击。",
        columns=_DETAILS,
        rows=[_row(facts, index, one, names) for index, one in enumerate(in_order(facts), 1)],
        still=4,
        empty="本期没有问题。",
    )


def in_order(facts: Facts) -> Sequence[Problem]:
    """The problems in the order of print; those of no bureau come last."""
    order = {code: index for index, code in enumerate(facts.in_order({one.bureau for one in facts.results.problems}))}
    return sorted(facts.results.problems, key=partial(_rank, order))


def _rank(order: Mapping[str, int], one: Problem) -> tuple[object, ...]:
    place = one.place
    sheet = _SHEETS.index(place.sheet) if place.sheet in _SHEETS else len(_SHEETS)
    severity = _SEVERITIES.index(one.severity)
    return (not one.bureau, order[one.bureau], severity, place.file, sheet, place.sheet, cell_order(place.cell),
            one.code)  # fmt: skip


def _names(facts: Facts) -> Mapping[str, str]:
    """What a code is called: indicators, their parts and steps, tasks, rows of 清单."""
    plan = facts.plan
    of_indicators = {row.code: row.name for row in (*plan.indicators, *plan.tasks)}
    parts = {sub.code: f"{of_indicators.get(sub.indicator, '')}（{sub.name}）" for sub in plan.parts}
    steps = {sub.code: f"{of_indicators.get(sub.indicator, '')}（{sub.name}）" for sub in plan.milestones}
    return {**of_indicators, **parts, **steps, **{row.code: row.name for row in facts.results.lists}}


def _row(facts: Facts, index: int, one: Problem, names: Mapping[str, str]) -> Row:
    link = to_place(one.place)
    return [
        figure(index, "0"), filled(centred(one.severity.value), _COLOURS[one.severity]),
        centred(facts.bureau(one.bureau)), words(_short(facts, one.place.file)), centred(one.place.sheet),
        linked(centred(one.place.cell), link.target, link.tip), centred(one.item), words(names.get(one.item, "")),
        words(one.seen), words(one.message), words(one.needed), centred(one.code),
    ]  # fmt: skip


def _short(facts: Facts, file: str) -> str:
    """The file as seen from the period's folder."""
    return file.removeprefix(f"input_sheets/{facts.period.month}/")


def _count_sheet(facts: Facts) -> SheetSpec:
    """汇总: bureaus in the fixed order with their problems by severity; only bureaus that have one."""
    found = facts.results.problems
    codes = sorted(facts.in_order({one.bureau for one in found}), key=lambda code: not code)
    rows = [
        [figure(index, "0"), words(facts.bureau(code) or "没有认出单位"),
         *_counts([one for one in found if one.bureau == code])]
        for index, code in enumerate(codes, 1)
    ]  # fmt: skip
    whole = [filled(cell, SUM_GREY, bold=True) for cell in (centred(""), words("合计"), *_counts(found))]
    return table_sheet(
        "汇总",
        title=titled(facts, "填报问题汇总"),
        note="单位：处。明细见下一张表。",
        columns=_COUNTS,
        rows=[*rows, whole] if rows else [],
        summed=1 if rows else 0,
        still=3,
        empty="—",
    )


def _counts(found: Sequence[Problem]) -> list[CellSpec]:
    by = [sum(one.severity is severity for one in found) for severity in _SEVERITIES]
    return [figure(number, "0") for number in (*by, len(found))]
