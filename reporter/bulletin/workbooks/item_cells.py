"""The cells of one indicator: real numbers whose formats print what annex 1 prints, and its marks where none is."""

from __future__ import annotations

import re
from decimal import Decimal

from reporter.bulletin import amounts, remarks
from reporter.bulletin.facts import Item
from reporter.bulletin.figure import Figure
from reporter.bulletin.workbooks.links import link_to_cell, tip_of
from reporter.bulletin.workbooks.looks import (
    FILLS,
    NOTHING,
    counted,
    filled,
    linked,
    literal,
    mark,
    number,
    share,
    share_format,
    words,
    zeros,
)
from reporter.core.numbers import half_up, shortest
from reporter.core.period import Period, Span
from reporter.core.source import Source
from reporter.core.status import Reason, Status
from reporter.plan.model import Kind
from reporter.sheets.spec import CellSpec

_NUMBER = re.compile(r"\d+(?:\.(?P<decimals>\d+))?")
_WITHOUT_FIGURE = (Status.NOT_REPORTED, Status.NOT_APPLICABLE)
_WITHOUT_DISTANCE = (Kind.MILESTONE, Kind.ZERO, Kind.FIRST)


def target(item: Item) -> CellSpec:
    """The year's target as a number that reads as in the plan (60以上, 突破300, 1—2), or its words (按节点)."""
    goal, value = str(amounts.goal(item)), item.result.target
    if value is None or item.result.kind in (Kind.MILESTONE, Kind.ZERO, Kind.FIRST, Kind.RELATION, Kind.PAIRED):
        return mark(goal)
    before, found, after = goal.partition(shortest(value))
    if not found:
        return mark(goal)
    return number(value, literal(before) + zeros(_decimals(found)) + literal(after))


def base(item: Item) -> CellSpec:
    """The year-start level of a stock."""
    return mark(NOTHING) if item.result.base is None else plain_number(item.result.base)


def actual(item: Item, *, link: bool = True) -> CellSpec:
    """The figure, or the mark that says why there is none (未报, ○, ※, ／); linked to the cell it came from."""
    value = item.result.actual
    if value is None or item.status in _WITHOUT_FIGURE:
        cell = mark(remarks.symbol(item))
    else:
        cell = number(value, _actual_format(item, value))
    return sourced(cell, item.result.source) if link else cell


def _actual_format(item: Item, value: Decimal) -> str:
    if item.result.kind is Kind.MILESTONE:
        return '"已完成"' if item.status is Status.ACHIEVED else '"形象进度"' + _whole_share(value)
    if item.result.kind is Kind.ZERO and item.status.is_met:
        return '0;0;"保持"'
    if item.result.kind is Kind.PAIRED:
        return zeros(_decimals(shortest(value))) + literal(_paired_unit(item))
    return _own_format(item, value)


def _own_format(item: Item, value: Decimal) -> str:
    return zeros(_decimals(amounts.number(item, value)))


def _whole_share(value: Decimal) -> str:
    """30%, and 33.3% where it is not whole."""
    return "0%" if value * 100 == int(value * 100) else share_format(value)


def _paired_unit(item: Item) -> str:
    """The unit of the 分项 that stands for the indicator."""
    result = item.result
    return next((p.unit for p in result.parts if p.actual == result.actual and p.target == result.target), "")


def ratio(item: Item) -> CellSpec:
    """占年任务之比, uncapped; — for kinds without one. A stock below its base has done 0.0%."""
    done = item.result.completion_ratio
    if done is None or item.result.kind not in amounts.SHARE_KINDS or item.status in _WITHOUT_FIGURE:
        return mark(NOTHING)
    return share(max(done, Decimal(0)) if item.result.kind is Kind.STOCK else done)


def gap(item: Item) -> CellSpec:
    """The distance from pace or target as a number (percentage points, or the unit) that reads 快1.2个百分点."""
    said, value = remarks.distance(item), item.result.gap
    if value is None or item.result.kind in _WITHOUT_DISTANCE or str(said) == NOTHING:
        return mark(str(said))
    size = value * 100 if item.result.expected is not None else value
    shown = "".join(_as_format(part) for part in said.parts)
    return number(size, ";".join([shown] * 3))


def _as_format(part: str | Figure) -> str:
    """A piece of the phrase in a number format: words stand as they are, the figure's digits become zeros."""
    text = str(part)
    found = _NUMBER.match(text) if isinstance(part, Figure) else None
    return zeros(_decimals(found[0])) + literal(text[found.end() :]) if found else literal(text)


def light(item: Item) -> CellSpec:
    """Mark and word on the light's colour; 未报 stands for itself, — for states without a light."""
    if item.status.light:
        return filled(mark(remarks.light(item)), FILLS[item.status.light])
    return mark("未报" if item.status is Status.NOT_REPORTED else NOTHING)


def state(item: Item) -> CellSpec:
    """The state in words, with the mark of those that are not judged."""
    if item.status.light or item.status is Status.NOT_REPORTED:
        return mark(item.status.label)
    if item.result.reason is Reason.NOT_PUBLISHED:
        return mark(f"※ 按{item.promise.frequency.removesuffix('+1')}统计")
    return mark(f"{remarks.symbol(item)} {item.status.label}")


def previous(item: Item) -> CellSpec:
    """Last period's figure; — in January, when figures start anew."""
    value = item.result.previous
    if value is None or not compares(item.period):
        return mark(NOTHING)
    shown = _whole_share(value) if item.result.kind is Kind.MILESTONE else _own_format(item, value)
    return number(value, shown)


def change(item: Item) -> CellSpec:
    """The change against last period: +3.2, −0.3, 0; points of a share for milestones."""
    value = item.result.change
    if value is None or not compares(item.period) or not _same_part(item):
        return mark(NOTHING)
    if item.result.kind is Kind.MILESTONE:
        return number(value, f'+{_whole_share(value)};"−"{_whole_share(value)};0')
    places = _decimals(amounts.number(item, value))
    if half_up(value, places) == 0:
        return number(value, "0;0;0")
    return number(value, f'+{zeros(places)};"−"{zeros(places)};0')


def _same_part(item: Item) -> bool:
    """Whether the same 分项 of a pair stood for it last period; people and months do not subtract."""
    if item.result.kind is not Kind.PAIRED:
        return True
    return item.before is not None and item.before.target == item.result.target


def months_behind(item: Item) -> CellSpec:
    """Consecutive months behind; — where it is not behind."""
    return counted(item.result.months_behind or None)


def note(item: Item) -> CellSpec:
    """The remark of annex 1; a row that is not counted adds what the register says of it."""
    said = [str(remarks.remark(item))]
    if not item.result.counted and item.promise.remark:
        said.append(item.promise.remark)
    elif item.result.counted and item.promise.parent:
        said.append(f"是{item.promise.parent}的一部分")
    kept = [part for part in said if part != NOTHING]
    return words("；".join(dict.fromkeys(kept)))


def sourced(cell: CellSpec, source: Source | None) -> CellSpec:
    """The cell linked to where its figure stands."""
    return linked(cell, link_to_cell(source), tip_of(source))


def plain_number(value: Decimal) -> CellSpec:
    """A number with its own decimals."""
    return number(value, zeros(_decimals(shortest(value))))


def optional_number(value: Decimal | None, missing: str = NOTHING) -> CellSpec:
    """A number with its own decimals, or the mark for none."""
    return mark(missing) if value is None else plain_number(value)


def compares(period: Period) -> bool:
    """Whether a comparison with the period before makes sense: figures start anew each January."""
    return period.span is Span.YEAR or period.previous.year == period.year


def _decimals(text: str) -> int:
    found = _NUMBER.search(text)
    return len(found["decimals"] or "") if found else 0
