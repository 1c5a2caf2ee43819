"""The figures of one indicator in print: amount, target, share, distance, each under the name of its origin."""

from __future__ import annotations

from decimal import Decimal

from reporter.bulletin.facts import Item
from reporter.bulletin.figure import Figure, Phrase, joined, phrase, plain_figure, points, share
from reporter.core.numbers import half_up, shortest, shown
from reporter.plan.model import Comparator, Kind

POINT_UNITS = ("%", "百分点", "个百分点")
SHARE_KINDS = (Kind.CUMULATIVE, Kind.STOCK, Kind.INPUT, Kind.RANGE, Kind.PAIRED)
"""Kinds whose completion is printed as a share."""


def in_points(item: Item) -> bool:
    """Whether differences of this indicator are 百分点."""
    return item.result.unit in POINT_UNITS


def number(item: Item, value: Decimal) -> str:
    """A value of this indicator with the register's decimals; percentages keep theirs, amounts drop zeros."""
    places = item.promise.decimals
    return shown(value, places) if in_points(item) and places else shortest(value, places)


def amount(item: Item, value: Decimal, what: str, unit: str | None = None) -> Figure:
    """A value with its unit: 29.6万吨. `what` is the last word of its origin."""
    text = number(item, value) + (item.result.unit if unit is None else unit)
    return Figure(text=text, value=value, origin=f"{item.code}.{what}")


def actual(item: Item, *, unit: bool = True) -> Figure:
    """What was reported. Only for items with a figure."""
    assert item.result.actual is not None
    return amount(item, item.result.actual, "actual", None if unit else "")


def target(item: Item) -> Figure:
    """The year's target with its unit, without comparator. Only for items with one."""
    assert item.result.target is not None
    return plain_figure(item.result.target, f"{item.code}.target", item.result.unit)


def ratio(item: Item) -> Figure:
    """The share done, uncapped; a fall below the base is 0.0%."""
    done = item.result.completion_ratio
    assert done is not None
    return share(max(done, Decimal(0)), f"{item.code}.completion_ratio")


def gap(item: Item) -> Figure:
    """The size of the distance from pace or target, in points or in the indicator's unit."""
    value = item.result.gap
    assert value is not None
    origin = f"{item.code}.gap"
    if item.result.expected is not None:
        return points(value, origin)
    if in_points(item):
        return Figure(text=f"{shown(abs(value), max(item.promise.decimals, 1))}个百分点", value=value, origin=origin)
    return Figure(text=shortest(abs(value), item.promise.decimals) + item.result.unit, value=value, origin=origin)


def vanishing(item: Item) -> Phrase:
    """差额不足0.1个百分点: of a distance that prints as 0.0 and is none."""
    bound = Decimal("0.1") if item.result.expected is None else Decimal("0.001")
    return phrase("不足", Figure(text="0.1个百分点", value=bound, origin=f"{item.code}.gap.bound"))


def gap_vanishes(item: Item) -> bool:
    """Whether the distance is 0.0 once rounded for print."""
    value = item.result.gap
    assert value is not None
    if item.result.expected is not None:
        return half_up(value * 100, 1) == 0
    return half_up(value, max(item.promise.decimals, 1) if in_points(item) else item.promise.decimals) == 0


def shortfall(item: Item) -> Decimal:
    """How far an item is ahead (above 0) or behind, as a comparable number: shares of 1, or of the target."""
    value, goal = item.result.gap, item.result.target
    if value is None:
        return Decimal(0)
    if item.promise.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        value = -value
    if item.result.expected is not None:
        return value
    return value / 100 if in_points(item) or not goal else value / abs(goal)


def remaining(item: Item) -> Figure:
    """What is still missing to the full target, in the indicator's unit."""
    assert item.result.actual is not None and item.result.target is not None
    return amount(item, item.result.target - item.result.actual, "remaining")


def goal(item: Item, *, unit: bool = False) -> Phrase:
    """The year's target as the plan prints it: 60以上, 突破300, 1—2, 按节点; with `unit` 60家以上."""
    result, said = item.result, item.promise.phrase
    measured = result.unit if unit else ""
    fixed = {
        Kind.MILESTONE: "按节点",
        Kind.ZERO: "动态清零" if "清零" in result.name else "不发生",
        Kind.FIRST: "破零",
        Kind.RELATION: "高于上年" if not result.parts else "前者高于后者",
    }
    if result.kind in fixed:
        return phrase(fixed[result.kind])
    if result.kind is Kind.PAIRED:
        known = ((part, part.target) for part in result.parts if part.target is not None)
        return joined(plain_figure(target, f"{part.code}.target", part.unit) for part, target in known)
    if result.target is None:
        return phrase("—")
    if result.target_upper is not None:
        upper = plain_figure(result.target_upper, f"{item.code}.target_upper", measured)
        return phrase(plain_figure(result.target, f"{item.code}.target"), "—", upper)
    return _compared(plain_figure(result.target, f"{item.code}.target", measured), result.comparator, said)


def _compared(value: Figure, comparator: Comparator | None, said: str) -> Phrase:
    if comparator is Comparator.ABOUT:
        return phrase(value, "左右")
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return phrase(comparator.label, value)
    if comparator is Comparator.MORE_THAN:
        return phrase("突破" if "突破" in said else "超过", value)
    if "不低于" in said:
        return phrase("不低于", value)
    return phrase(value, "以上") if said.endswith("以上") else phrase(value)
