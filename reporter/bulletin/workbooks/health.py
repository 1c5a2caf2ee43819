"""体检报告.xlsx: how many findings of each kind, and every finding with four cells for the office's ruling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from reporter.bulletin.health.content import standing
from reporter.bulletin.workbooks.looks import (
    FILLS,
    NOTHING,
    TABLE_TOP,
    Column,
    Listing,
    Row,
    bold,
    counted,
    filled,
    listing_sheet,
    mark,
    words,
)
from reporter.plan.health.answers import ADOPTED, BASIS, FILLED, ROWS, RULED, SCOPE, SUBJECT, TOPIC
from reporter.plan.health.finding import Finding, Weight, topics
from reporter.plan.model import Plan
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec, Style, Validation

_FILLS = {Weight.TO_RULE: FILLS["红"], Weight.TO_VERIFY: FILLS["黄"], Weight.FOR_INFORMATION: ""}
_OPEN = Style(size=10, border=True, wrap=True, fill="FFF2CC")
_OPEN_DAY = replace(_OPEN, align="center", number_format="yyyy-mm-dd")
_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading=TOPIC, width=7),
    Column(heading="性质", width=8),
    Column(heading="类别", width=15),
    Column(heading=SUBJECT, width=20),
    Column(heading="情况", width=52),
    Column(heading=ROWS, width=18),
    Column(heading="出处", width=20),
    Column(heading="请明确的问题", width=20),
    Column(heading="建议处理", width=26),
    Column(heading="现行口径", width=22),
    Column(heading=ADOPTED, width=12),
    Column(heading=SCOPE, width=18),
    Column(heading=BASIS, width=18),
    Column(heading=RULED, width=12),
)
_HINTS = {
    ADOPTED: "以哪一行为准，从“涉及编号”里选，几个之间用顿号隔开。不在里面的口径写在“采用口径”。",
    SCOPE: "采用的说法。例：1.5万亩",
    BASIS: "谁定的、依据什么。例：2024年5月10日管委会办公会",
    RULED: "裁定的日期。例：2024-05-10",
}
_LEAD = (
    "黄格填裁定意见：采用编号、采用口径至少填一个，依据和日期必填；没有定的空着。"
    "填好保存、关闭，再运行 reporter plan check --rulings 文件"
)
_NOTE = (
    "注：代码、事项、涉及编号不要改，程序按这三栏认是哪一条。"
    "裁定意见不改动input_sheets里的计划台账，程序另写一份供核对。"
)


def health_book(plan: Plan, findings: Sequence[Finding]) -> BookSpec:
    """The workbook; its stored time is the plan's date, so that equal findings give equal files."""
    return BookSpec(
        sheets=(_totals(plan, findings), _listing(plan, findings)),
        created=datetime.combine(plan.head.issued, time()),
        title=f"{plan.head.name}体检报告",
    )


def _totals(plan: Plan, findings: Sequence[Finding]) -> SheetSpec:
    """汇总: every rule, those that found nothing too, since that was looked at as well."""
    by = Counter(one.topic.code for one in findings)
    ruled = Counter(one.topic.code for one in findings if one.ruling and one.ruling.ruled)
    rows: list[Row] = [
        [
            mark(topic.code),
            words(topic.title),
            filled(mark(topic.weight.value), _FILLS[topic.weight] if by[topic.code] else ""),
            counted(by[topic.code]),
            counted(ruled[topic.code]),
            words(topic.question),
            words(topic.handling),
        ]
        for topic in topics().values()
    ]
    total = [mark(NOTHING), mark("合计"), mark(NOTHING), counted(len(findings)), counted(ruled.total())]
    table = Listing(
        name="汇总",
        title="计划体检汇总",
        lead=f"{plan.head.name}（{plan.head.number}），共{len(findings)}条",
        columns=(
            Column(heading=TOPIC, width=8),
            Column(heading="类别", width=26),
            Column(heading="性质", width=9),
            Column(heading="条数", width=8),
            Column(heading="已裁定", width=8),
            Column(heading="请明确的问题", width=32),
            Column(heading="建议处理", width=46),
        ),
        rows=[*rows, [bold(cell) for cell in [*total, mark(NOTHING), mark(NOTHING)]]],
    )
    return listing_sheet(table, sample=False)


def _listing(plan: Plan, findings: Sequence[Finding]) -> SheetSpec:
    table = Listing(
        name="逐条",
        title="计划体检逐条",
        lead=f"{plan.head.name}（{plan.head.number}）　{_LEAD}",
        columns=_COLUMNS,
        rows=[_row(index, one) for index, one in enumerate(findings, 1)],
        note=_NOTE,
        freeze=6,
    )
    return replace(listing_sheet(table, sample=False), validations=tuple(_hints(len(findings))))


def _row(index: int, one: Finding) -> Row:
    topic = one.topic
    return [
        counted(index),
        mark(topic.code),
        filled(mark(topic.weight.value), _FILLS[topic.weight]),
        words(topic.title),
        words(one.subject),
        words(one.said),
        words("、".join(one.codes)),
        words("；".join(one.places)),
        words(topic.question),
        words(topic.handling),
        words(standing(one.ruling)),
        *(CellSpec(style=_OPEN_DAY if heading == RULED else _OPEN) for heading in FILLED),
    ]


def _hints(rows: int) -> list[Validation]:
    """The hint of each cell to fill, shown when it is selected."""
    at = {column.heading: number for number, column in enumerate(_COLUMNS, 1)}
    return [
        Validation(
            first_row=TABLE_TOP + 1,
            first_column=at[heading],
            last_row=TABLE_TOP + max(rows, 1),
            last_column=at[heading],
            title=heading,
            message=hint,
        )
        for heading, hint in _HINTS.items()
    ]
