"""问题清单.xlsx: every problem by bureau, each row linked to its cell; and the sheet 问题 of 汇总表."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.links import address_key, link_to_cell, link_to_file, short_name, tip_of
from reporter.bulletin.workbooks.looks import (
    FILLS,
    NOTHING,
    Column,
    Listing,
    Row,
    bold,
    counted,
    day_after,
    filled,
    linked,
    listing_sheet,
    mark,
    words,
)
from reporter.core.period import Period
from reporter.core.problem import Problem, Severity
from reporter.forms.layout import SheetKind
from reporter.forms.replies import reply_code
from reporter.plan.model import Plan
from reporter.record.model import Results
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec

UNKNOWN = "（没有认出单位）"
_SEVERITIES = tuple(Severity)
_SHEETS = [kind.value for kind in SheetKind]
_FILLS = {Severity.REJECTED: FILLS["红"], Severity.QUESTIONED: FILLS["黄"], Severity.REMARK: ""}
_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading="严重程度", width=9),
    Column(heading="单位", width=16),
    Column(heading="文件", width=28),
    Column(heading="表", width=9),
    Column(heading="单元格", width=10),
    Column(heading="编号", width=13),
    Column(heading="事项", width=24),
    Column(heading="填的内容", width=16),
    Column(heading="问题", width=48),
    Column(heading="怎么改", width=26),
    Column(heading="代码", width=8),
)
_NOTE = (
    "注：退回的数不采用；存疑的数先采用，由单位说明；提示的数照用。"
    "带下划线的单元格可以点开，直接到填报表里的那一格。"
)  # fmt: skip


def problem_book(plan: Plan, results: Results, *, period: Period) -> BookSpec:
    """问题清单: 汇总 by bureau and severity, 明细, one row per cell, and where there is any, 已改正 and 特批."""
    facts = Facts(plan=plan, results=results)
    return BookSpec(
        sheets=(_totals(facts), problem_sheet(facts, name="明细"), *_settled(facts)),
        created=day_after(period),
        title=f"{period.label}问题清单",
        author=facts.rule("印发机关"),
    )


def problem_sheet(facts: Facts, *, name: str) -> SheetSpec:
    """Every problem by bureau, severity, file, sheet and cell; the same one in many cells stays one row per cell."""
    found = _sorted(facts, facts.results.problems)
    items = item_names(facts)
    by = Counter(one.severity for one in found)
    said = "，".join(f"{severity.value}{by[severity]}条" for severity in _SEVERITIES)
    table = Listing(
        name=name,
        title="填报问题清单",
        lead=f"{facts.period.label}　共{len(found)}条：{said}" if found else f"{facts.period.label}　没有发现问题",
        columns=_COLUMNS,
        rows=[_row(facts, index, one, items) for index, one in enumerate(found, 1)],
        note=_NOTE,
        freeze=4,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _settled(facts: Facts) -> Iterator[SheetSpec]:
    """What is put right since an earlier return, and what a waiver of the register silences."""
    kinds = (
        ("已改正", facts.results.cleared, "先前报来的表里指出、后来报来的表里没有了的问题"),
        ("特批", facts.results.waived, "台账“特批”表批准、不再列为问题的"),
    )
    for name, found, lead in kinds:
        if found:
            rows = [_row(facts, index, one, item_names(facts)) for index, one in enumerate(_sorted(facts, found), 1)]
            table = Listing(
                name=name,
                title=f"填报问题（{name}）",
                lead=f"{facts.period.label}　{lead}，共{len(found)}条",
                columns=_COLUMNS,
                rows=rows,
                freeze=4,
            )
            yield listing_sheet(table, sample=facts.results.sample)


def _sorted(facts: Facts, problems: Sequence[Problem]) -> list[Problem]:
    places = {code: at for at, code in enumerate(facts.in_order({one.bureau for one in problems}))}

    def key(one: Problem) -> tuple[object, ...]:
        sheet = _SHEETS.index(one.place.sheet) if one.place.sheet in _SHEETS else len(_SHEETS)
        return (places[one.bureau], _SEVERITIES.index(one.severity), one.place.file, sheet, one.place.sheet,
                *address_key(one.place.cell), one.code)  # fmt: skip

    return sorted(problems, key=key)


def _row(facts: Facts, index: int, one: Problem, items: Mapping[str, str]) -> Row:
    place = one.place
    return [
        counted(index),
        filled(mark(one.severity.value), _FILLS[one.severity]),
        words(_bureau(facts, one.bureau)),
        linked(words(short_name(place.file)), link_to_file(place.file)),
        mark(place.sheet or NOTHING),
        linked(mark(place.cell or "整个文件"), link_to_cell(place), tip_of(place)),
        words(one.item),
        words(items.get(one.item, "")),
        words(one.seen),
        words(one.message),
        words(one.needed),
        mark(one.code),
    ]


def item_names(facts: Facts) -> Mapping[str, str]:
    """Names of everything a problem may be about, by code."""
    plan = facts.plan
    names = {row.code: row.name for row in facts.results.lists}
    names |= {task.code: task.name for task in plan.tasks}
    names |= {row.code: row.name for row in plan.indicators}
    names |= {part.code: f"{names[part.indicator]}：{part.name}" for part in plan.parts}
    names |= {step.code: f"{names[step.indicator]}：{step.name}" for step in plan.milestones}
    return names | {reply_code(one.code, one.number): one.name for one in facts.results.notices}


def _bureau(facts: Facts, code: str) -> str:
    return facts.bureau(code) if code else UNKNOWN


def _totals(facts: Facts) -> SheetSpec:
    """汇总: how many problems of each severity a bureau has, in the fixed order, with their sum."""
    problems = facts.results.problems
    by = Counter((one.bureau, one.severity) for one in problems)
    rows: list[Row] = [
        [words(_bureau(facts, code)), *_counts([by[code, severity] for severity in _SEVERITIES])]
        for code in facts.in_order({one.bureau for one in problems})
    ]
    whole = Counter(one.severity for one in problems)
    total = [mark("合计"), *_counts([whole[severity] for severity in _SEVERITIES])]
    table = Listing(
        name="汇总",
        title=f"{facts.period.label}填报问题汇总",
        lead=f"涉及{len(rows)}个单位，共{len(problems)}条" if problems else "没有发现问题",
        columns=(
            Column(heading="单位", width=32),
            *(Column(heading=severity.value, width=14) for severity in _SEVERITIES),
            Column(heading="合计", width=14),
        ),
        rows=[*rows, [bold(cell) for cell in total]],
        landscape=False,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _counts(numbers: list[int]) -> list[CellSpec]:
    return [counted(one) for one in [*numbers, sum(numbers)]]
