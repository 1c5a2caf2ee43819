"""赶超账: what is left of everything that grows by the month and where it is heading; days of float of milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.matters import grows, last_month
from reporter.bulletin.workbooks import item_cells as cells
from reporter.bulletin.workbooks.looks import (
    FILLS,
    NOTHING,
    Column,
    Listing,
    Row,
    counted,
    day,
    filled,
    listing_sheet,
    mark,
    number,
    share,
    words,
    zeros,
)
from reporter.core.numbers import half_up, shortest
from reporter.core.status import Status
from reporter.core.values import dataclass
from reporter.plan.kinds import SPECS
from reporter.plan.model import Kind
from reporter.progress.model import decimal_of
from reporter.progress.outlook import RECENT, Outlook, Verdict, days_of_float, needed_each_month, outlook
from reporter.record.model import IndicatorResult, StepResult
from reporter.sheets.spec import CellSpec, SheetSpec

NAME = "赶超账"
_COLUMNS = (
    Column(heading="编号", width=10),
    Column(heading="事项", width=28),
    Column(heading="类型", width=8),
    Column(heading="责任单位", width=16),
    Column(heading="灯色", width=9),
    Column(heading="计量单位", width=8),
    Column(heading="年度目标", width=11),
    Column(heading="期末完成", width=10),
    Column(heading="距目标还差", width=10),
    Column(heading="剩余月数", width=7),
    Column(heading="每月还需", width=9),
    Column(heading="近三个月月均", width=9),
    Column(heading="推算年底占年任务之比", width=11),
    Column(heading="照此速度完成月份", width=10),
    Column(heading="下一节点", width=24),
    Column(heading="节点时限", width=11),
    Column(heading="余量（天）", width=8),
    Column(heading="判断", width=20),
)
_NOTE = (
    "注：1.只列计入统计的累计数、投入、区间、双计量、有年初数的存量和节点。2.推算是按近三个月（{recent}）的月均增长直线推到年底，"
    "时限早于年底的推到时限，只作参考；数印一位小数。存量按比年初的净增推算，区间按下限，双计量的两个数各推一行。"
    "3.加倍也完不成的，判断为“按当前速度难以完成”；加倍能完成的为“需要提速”。近三个月缺数的不推算。"
    "4.余量为期末到最早一个未完成节点时限的天数，负数为已经逾期的天数。"
)
_COLOURS = {Verdict.HARD: "红", Verdict.FASTER: "黄"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure that grows: an indicator, or one of its 分项. `actuals` month by month, the last of the period."""

    code: str
    name: str
    unit: str
    actual: Decimal | None
    target: Decimal
    base: Decimal | None
    actuals: Sequence[Decimal | None]


def outlook_sheet(facts: Facts) -> SheetSpec:
    """赶超账, in the order of annex 1."""
    rows = [row for item in facts.counted for row in _rows(facts, item)]
    table = Listing(
        name=NAME,
        title="赶超账",
        lead=f"{facts.period.label}　共{len(rows)}行",
        columns=_COLUMNS,
        rows=rows,
        note=_NOTE.format(recent=_recent(facts)),
        freeze=3,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _recent(facts: Facts) -> str:
    month = facts.period.last_month
    return f"{month - RECENT + 1}—{month}月" if month >= RECENT else "满三个月起推算"


def _rows(facts: Facts, item: Item) -> Iterator[Row]:
    if item.result.kind is Kind.MILESTONE:
        yield _milestone(item)
    else:
        yield from (_growing(item, line) for line in lines_of(facts, item))


def lines_of(facts: Facts, item: Item) -> Iterator[Line]:
    """The figures of an item that grow by the month; none for kinds that do not."""
    months = facts.monthly(item.code)
    result = item.result
    if result.kind is Kind.PAIRED:
        for part in result.parts:
            if part.target:
                yield Line(
                    code=part.code, name=part.name, unit=part.unit, actual=part.actual, target=part.target, base=None,
                    actuals=[_part(month, part.code) for month in months],
                )  # fmt: skip
    elif grows(item) and result.target is not None:
        yield Line(
            code=result.code, name=result.name, unit=result.unit, actual=result.actual, target=result.target,
            base=result.base if result.kind is Kind.STOCK else None,
            actuals=[month.actual if month else None for month in months],
        )  # fmt: skip


def _part(month: IndicatorResult | None, code: str) -> Decimal | None:
    return next((part.actual for part in month.parts if part.code == code), None) if month else None


def _growing(item: Item, line: Line) -> Row:
    month, last = item.period.last_month, last_month(item)
    found = outlook(line.actuals, month=month, target=line.target, base=line.base, last_month=last)
    gap, needed = _left(line, month, last)
    return [
        *_head(item, line.code, line.name),
        mark(line.unit or NOTHING),
        cells.target(item) if line.code == item.code else cells.plain_number(line.target),
        cells.optional_number(line.actual, "未报" if item.status is Status.NOT_REPORTED else NOTHING),
        _amount(item, gap),
        counted(max(last - month, 0)),
        _monthly(needed),
        _monthly(found.average if found else None),
        share(decimal_of(max(found.projected_ratio, Fraction(0))) if found else None),
        mark(f"{found.met_in}月" if found and found.met_in else NOTHING),
        mark(NOTHING),
        mark(NOTHING),
        mark(NOTHING),
        _verdict(item, line, found),
    ]


def _left(line: Line, month: int, last: int) -> tuple[Decimal | None, Fraction | None]:
    """What is missing to the target and what each month left must bring; None without a figure or a month."""
    if line.actual is None:
        return None, None
    needed = needed_each_month(Fraction(line.actual), Fraction(line.target), month=month, last_month=last)
    return max(line.target - line.actual, Decimal(0)), needed


def _head(item: Item, code: str, name: str) -> list[CellSpec]:
    return [words(code), words(name), mark(SPECS[item.result.kind].label), words(item.bureau), cells.light(item)]


def _amount(item: Item, value: Decimal | None) -> CellSpec:
    if value is None:
        return mark(NOTHING)
    return number(value, zeros(len(shortest(value, max(item.promise.decimals, 1)).partition(".")[2])))


def _monthly(value: Fraction | None) -> CellSpec:
    """An amount a month, kept and printed with one decimal: a projection is no more exact than that."""
    return mark(NOTHING) if value is None else number(half_up(decimal_of(value), 1), "0.0")


def _verdict(item: Item, line: Line, found: Outlook | None) -> CellSpec:
    if line.actual is None:
        return mark("未报" if item.status is Status.NOT_REPORTED else NOTHING)
    if item.status is Status.ACHIEVED:
        return mark("已完成")
    if found is None:
        return mark("近三个月数据不全，不推算")
    return filled(mark(found.verdict.value), FILLS.get(_COLOURS.get(found.verdict, ""), ""))


def _milestone(item: Item) -> Row:
    """A milestone's next unfinished step and the days until it is due."""
    unfinished = sorted((step for step in item.result.steps if not step.done), key=lambda step: step.due)
    left = days_of_float([step.due for step in unfinished], item.period.last_day)
    nothing = [mark(NOTHING)] * 9
    return [*_head(item, item.code, item.result.name), *nothing, *_next_step(unfinished, left), _pressing(item, left)]


def _next_step(unfinished: Sequence[StepResult], left: int | None) -> list[CellSpec]:
    if not unfinished or left is None:
        return [mark(NOTHING)] * 3
    step = unfinished[0]
    return [words(step.name), day(step.due), counted(left, '0;"−"0;0')]


def _pressing(item: Item, left: int | None) -> CellSpec:
    if item.status in (Status.NOT_REPORTED, Status.NOT_APPLICABLE):
        return mark("未报" if item.status is Status.NOT_REPORTED else NOTHING)
    if left is None:
        return mark("已完成")
    if left < 0:
        return filled(mark(f"逾期{-left}天"), FILLS["红"])
    return mark(f"还有{left}天" if left else "期末当天到期")
