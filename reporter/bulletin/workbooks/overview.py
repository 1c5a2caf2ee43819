"""总览: the balances, the counts of each action, and their lights as a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reporter.bulletin.changes import counts_before
from reporter.bulletin.counts import Counts, counts_of
from reporter.bulletin.facts import Facts, balance
from reporter.bulletin.workbooks.action_sheets import sheet_name
from reporter.bulletin.workbooks.looks import (
    GROUP,
    LEAD,
    NOTE,
    NOTHING,
    Column,
    Row,
    bars,
    bold,
    counted,
    headings,
    height_of,
    linked,
    mark,
    placed,
    points,
    printed,
    share,
    titled,
    words,
)
from reporter.core.numbers import percent
from reporter.ledger.model import ReturnState
from reporter.record.model import ActionResult
from reporter.sheets.cells import column_letters
from reporter.sheets.spec import CellSpec, ChartSeries, ChartSpec, SheetSpec

NAME = "总览"
_COLUMNS = (
    Column(heading="行动", width=22),
    Column(heading="专班办公室", width=16),
    Column(heading="指标总数", width=9),
    Column(heading="应统计", width=9),
    Column(heading="达到进度要求", width=10),
    Column(heading="其中：已完成全年目标", width=12),
    Column(heading="滞后：黄灯", width=11),
    Column(heading="滞后：红灯", width=11),
    Column(heading="未报", width=8),
    Column(heading="未到节点", width=9),
    Column(heading="按季按年", width=9),
    Column(heading="不适用", width=9),
    Column(heading="达到占比", width=12, bar=True),
    Column(heading="比上期增减（百分点）", width=12),
    Column(heading="完成率均值", width=11),
    Column(heading="位次", width=8),
)
_RETURNS_ROW, _ITEMS_ROW, _TABLE_ROW = 4, 8, 12
_ROW_HEIGHT = 20.0
_CHARTED = ((5, "绿（达到）", "70AD47", ""), (7, "黄（滞后）", "BF9000", "wide_upward_diagonal"),
            (8, "红（严重滞后）", "C00000", "solid_diamond"), (9, "未报", "7F7F7F", "percent_20"))  # fmt: skip
_NOTE = (
    "注：1.指标总数＝应统计＋未到节点＋按季按年＋不适用；应统计＝达到进度要求＋滞后（黄灯、红灯）＋未报；"
    "下发＝已回收＋未回收。2.达到占比＝达到进度要求÷应统计；完成率均值只算有时序要求的应统计指标，单项超过100%的按100%计，"
    "未报的不算。3.位次按达到占比由高到低排列，占比相同的比较完成率均值；应统计不足{least}项的不排位。"
    "4.另有{uncounted}项指标列出不计入统计，见各行动表中“不计入”的行。"
)


def overview_sheet(facts: Facts) -> SheetSpec:
    """总览; Unbalanced where the counts of the actions do not add up."""
    rows = [*(_action(facts, action) for action in facts.actions), _whole(facts)]
    first, last = _TABLE_ROW + 2, _TABLE_ROW + 1 + len(rows)
    note = _NOTE.format(least=facts.number("排名最少事项"), uncounted=len(facts.items) - len(facts.counted))
    return SheetSpec(
        name=NAME,
        cells={
            **placed(_returns(facts), _RETURNS_ROW + 1),
            **placed(_items(facts), _ITEMS_ROW + 1),
            **placed([headings(_COLUMNS), *rows], first - 1),
        },
        merges=_lines(facts, note, last + 1),
        widths={at: column.width for at, column in enumerate(_COLUMNS, 1)},
        heights={
            1: 28.0,
            2: _ROW_HEIGHT,
            **dict.fromkeys(range(_RETURNS_ROW, last + 1), _ROW_HEIGHT),
            first - 1: 34.0,
            last + 1: height_of(note, sum(column.width for column in _COLUMNS)),
        },
        highlights=bars(_COLUMNS, first, last),
        charts=_charts(facts, first, last),
        freeze=(3, 2),
        page=printed(facts.results.sample, heading_row=None),
    )


def _lines(facts: Facts, note: str, note_row: int) -> Mapping[tuple[int, int, int, int], CellSpec]:
    """Title, lead, the headings of the three blocks, the note."""
    plan = facts.results.plan
    lead = f"《{plan.name}》（{plan.number}）　时序进度{percent(facts.results.elapsed_ratio)}"
    lines = {
        1: titled(f"{facts.period.label}推进情况汇总表", facts.results.sample),
        2: CellSpec(value=lead, style=LEAD),
        _RETURNS_ROW: CellSpec(value="一、填报表（份）", style=GROUP),
        _ITEMS_ROW: CellSpec(value="二、指标（项）", style=GROUP),
        _TABLE_ROW: CellSpec(value="三、各行动指标完成情况（项）", style=GROUP),
        note_row: CellSpec(value=note, style=NOTE),
    }
    return {(row, 1, row, len(_COLUMNS)): cell for row, cell in lines.items()}


def _returns(facts: Facts) -> Sequence[Row]:
    """下发, 已回收 with its states, 未回收."""
    found = facts.results.returns
    by = {state: sum(one.state is state for one in found) for state in ReturnState}
    received = by[ReturnState.ON_TIME] + by[ReturnState.LATE] + by[ReturnState.REJECTED]
    balance("下发", len(found), "已回收＋未回收", received + by[ReturnState.MISSING])
    values = {
        "下发": len(found),
        "已回收": received,
        "其中：按时": by[ReturnState.ON_TIME],
        "迟报": by[ReturnState.LATE],
        "退回未重报": by[ReturnState.REJECTED],
        "未回收": by[ReturnState.MISSING],
    }
    return _facing(values)


def _items(facts: Facts) -> Sequence[Row]:
    """应统计 and what it is made of, then what stands outside."""
    counts = counts_of(facts.counted, "all")
    figures = {
        "应统计": counts.due,
        "达到": counts.on_pace,
        "滞后": counts.lagging,
        "未报": counts.unreported,
        "未到节点": counts.not_due,
        "按季按年": counts.not_published,
        "不适用": counts.not_applicable,
    }
    return _facing({name: int(figure.value) for name, figure in figures.items()})


def _facing(values: Mapping[str, int]) -> Sequence[Row]:
    """A row of names over a row of numbers."""
    return [headings([Column(heading=name, width=0) for name in values]), [counted(one) for one in values.values()]]


def _action(facts: Facts, action: ActionResult) -> Row:
    counts = counts_of(facts.of_action(action.code), action.code)
    balance(f"{action.name}应统计（逐项）", int(counts.due.value), "汇总", action.due)
    before = facts.action_before(action.code)
    office = facts.action(action.code).office
    unplaced = action.rank is None and facts.action(action.code).is_ranked
    return [
        linked(words(action.name), f"internal:'{sheet_name(action)}'!A1"),
        words(office) if office else mark(NOTHING),
        *_numbers(counts),
        share(action.on_pace_share),
        points(_difference(action.on_pace_share, before.on_pace_share if before else None)),
        share(action.mean_ratio),
        mark("不排位") if unplaced else counted(action.rank),
    ]


def _whole(facts: Facts) -> Row:
    counts = counts_of(facts.counted, "all")
    balance("应统计（逐项）", int(counts.due.value), "各行动之和", sum(action.due for action in facts.actions))
    then = counts_before(facts, facts.comparable).share if facts.comparable else None
    now = counts.share.value if counts.share else None
    cells = [
        mark("合计"),
        mark(NOTHING),
        *_numbers(counts),
        share(now),
        points(_difference(now, then.value if then else None)),
        mark(NOTHING),
        mark(NOTHING),
    ]
    return [bold(cell) for cell in cells]


def _numbers(counts: Counts) -> list[CellSpec]:
    figures = (counts.total, counts.due, counts.on_pace, counts.achieved, counts.yellow, counts.red,
               counts.unreported, counts.not_due, counts.not_published, counts.not_applicable)  # fmt: skip
    return [counted(int(figure.value)) for figure in figures]


def _difference(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    return now - then if now is not None and then is not None else None


def _charts(facts: Facts, first: int, last: int) -> tuple[ChartSpec, ...]:
    """The lights of the actions as stacked bars; none without actions."""
    if not facts.actions:
        return ()

    def cells(column: int) -> str:
        letters = column_letters(column)
        return f"='{NAME}'!${letters}${first}:${letters}${last - 1}"

    series = tuple(
        ChartSeries(name=name, categories=cells(1), values=cells(column), color=color, pattern=pattern)
        for column, name, color, pattern in _CHARTED
    )
    chart = ChartSpec(
        row=last + 3, column=1, title="各行动应统计指标的灯色（项）", series=series, stacked=True,
        width=1080, height=120 + 34 * len(facts.actions), alt_text=_described(facts),
    )  # fmt: skip
    return (chart,)


def _described(facts: Facts) -> str:
    """The chart in words."""
    texts = []
    for action in facts.actions:
        counts = counts_of(facts.of_action(action.code), action.code)
        texts.append(f"{action.name}绿{counts.on_pace}黄{counts.yellow}红{counts.red}未报{counts.unreported}")
    return f"堆积条形图，各行动应统计指标的灯色（项）：{'；'.join(texts)}。"
