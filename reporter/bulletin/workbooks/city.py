"""上报表: the city's columns, counted indicators only, grouped by action."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from reporter.bulletin import amounts, remarks
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure
from reporter.bulletin.workbooks import cells
from reporter.bulletin.workbooks.looks import SUM_GREY, centred, figure, filled, words
from reporter.bulletin.workbooks.table import Row, book_of, columns, table_sheet, titled
from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.plan.model import Kind, Plan
from reporter.record.model import Results
from reporter.sheets.spec import BookSpec, CellSpec

NAME = "上报表"
_COLUMNS = columns(
    ("序号", 7), ("考核指标", 44), ("单位", 11), ("工作目标", 16), ("已完成数", 18), ("占年任务之比", 26),
    ("备注（责任单位）", 24),
)  # fmt: skip


def city_book(plan: Plan, results: Results, *, period: Period) -> BookSpec:
    """上报表.xlsx of a period."""
    facts = Facts(plan=plan, results=results)
    title = f"{plan.head.year}年“八大行动”考核指标完成情况表"
    sheet = table_sheet(
        NAME,
        title=titled(facts, title),
        note="占年任务之比不封顶；标准、增速、比率等不计算占比的，写与目标的差。未报的保留在表内。",
        columns=_COLUMNS,
        rows=list(_rows(facts)),
        still=3,
    )
    return book_of(facts, title, (replace(sheet, autofilter=None),), period)


def _rows(facts: Facts) -> Iterator[Row]:
    index = 0
    for action in facts.actions:
        items = facts.of_action(action.code)
        if items:
            yield [filled(cell, SUM_GREY, bold=True) for cell in _group(action.name, len(items))]
        for item in items:
            index += 1
            yield _row(index, item)


def _group(name: str, number: int) -> Iterator[CellSpec]:
    yield CellSpec(value="", style=centred("").style)
    yield words(f"{name}（{number}项）")
    yield from (CellSpec(value="", style=centred("").style) for _ in _COLUMNS[2:])


def _row(index: int, item: Item) -> Row:
    return [figure(index, "0"), words(item.result.name), centred(item.result.unit), cells.goal(item), cells.done(item),
            _share(item), centred(item.bureau)]  # fmt: skip


def _share(item: Item) -> CellSpec:
    """The share, or how the figure stands to its target; a state without light says why."""
    if isinstance(remarks.share_done(item), Figure) and item.status.light:
        return cells.ratio(item)
    return centred(standing(item))


def standing(item: Item) -> str:
    """How a figure without share stands to its target: 高于目标20元/月, 距目标差7.1个百分点, 未报."""
    if not item.status.light:
        return _without_light(item)
    if item.result.kind in _OWN_WORDS:
        return _OWN_WORDS[item.result.kind](item)
    if item.result.gap is None:
        return remarks.NOTHING
    if amounts.gap_vanishes(item):
        return "略低于目标" if item.status.is_lagging and item.result.gap else "与目标持平"
    above, below = _WORDS.get(item.result.kind, ("高于目标", "低于目标"))
    return f"{above if item.result.gap > 0 else below}{amounts.gap(item)}"


_WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.REDUCTION: ("超过目标", "距目标差"),
    Kind.CEILING: ("超过上限", "未突破，余"),
    Kind.STOCK: ("超过目标", "距目标还差"),
    Kind.RELATION: ("高", "低"),
}


def _milestone(item: Item) -> str:
    return {Status.ACHIEVED: "已完成", Status.FAR_BEHIND: "有节点逾期"}.get(item.status, "未逾节点")


def _zero(item: Item) -> str:
    return "保持" if item.status.is_met else "未能保持"


def _first(item: Item) -> str:
    return "已破零" if item.status.is_met else "未破零"


_OWN_WORDS: Mapping[Kind, Callable[[Item], str]] = {
    Kind.MILESTONE: _milestone,
    Kind.ZERO: _zero,
    Kind.FIRST: _first,
}


def _without_light(item: Item) -> str:
    if item.status is Status.NOT_DUE and item.result.reason is Reason.NOT_PUBLISHED:
        return f"按{item.promise.frequency.removesuffix('+1')}统计，本月不公布"
    return item.status.label
