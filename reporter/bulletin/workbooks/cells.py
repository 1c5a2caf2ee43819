"""The cells of one indicator: every figure a real number under a format that prints it as annex 1 does."""

from __future__ import annotations

from reporter.bulletin import amounts, remarks
from reporter.bulletin.facts import Item
from reporter.bulletin.figure import Figure
from reporter.bulletin.workbooks.looks import (
    centred,
    figure,
    format_of,
    light,
    quoted,
    share,
    worded,
)
from reporter.core.numbers import shortest
from reporter.core.status import Reason, Status
from reporter.plan.kinds import SPECS
from reporter.plan.model import Kind
from reporter.sheets.spec import CellSpec


def kind(item: Item) -> CellSpec:
    """The label of the kind (类型)."""
    return centred(SPECS[item.result.kind].label)


def goal(item: Item) -> CellSpec:
    """The year's target: a number that shows its comparator (60以上), or words (按节点, 13人、91月)."""
    text, target = amounts.goal(item), item.result.target
    before, printed, after = text.partition(shortest(target)) if target is not None else (text, "", "")
    if not printed or any(letter.isdigit() for letter in before + after):
        return centred(text)
    return figure(target, quoted(before) + format_of(printed) + quoted(after))


def base(item: Item) -> CellSpec:
    """The year-start level, — where there is none."""
    value = item.result.base
    return figure(value, format_of(shortest(value)) if value is not None else "")


def done(item: Item) -> CellSpec:
    """What was reported; a word or mark where there is no figure (未报, ○, ※, ／), never 0."""
    printed = remarks.done(item)
    found = worded(printed)
    if item.result.approximate and isinstance(printed, Figure):
        return figure(printed.value, quoted("约") + format_of(printed.text))
    return found


def ratio(item: Item) -> CellSpec:
    """The share done, uncapped, for kinds that have one."""
    printed = remarks.share_done(item)
    return share(printed.value) if isinstance(printed, Figure) else centred(str(printed))


def expected(item: Item) -> CellSpec:
    """The required share at the period's end."""
    return share(item.result.expected)


def gap(item: Item) -> CellSpec:
    """How far from pace or target: 慢4.7个百分点, a number of 百分点 or of the indicator's unit."""
    value = item.result.gap
    if value is not None and item.result.expected is not None:
        value *= 100
    return worded(remarks.distance(item), value)


def previous(item: Item) -> CellSpec:
    """The figure of the period before."""
    value = item.before.actual if item.before else None
    if value is None:
        return centred(remarks.NOTHING)
    if item.result.kind is Kind.MILESTONE:
        return figure(value, "0%")
    return figure(value, format_of(amounts.number(item, value)))


def change(item: Item) -> CellSpec:
    """The change since the period before: +3.2, −0.3, 0; — where none is meant."""
    text, before, now = remarks.change(item), item.before, item.result.actual
    if text == remarks.NOTHING or before is None or before.actual is None or now is None:
        return centred(text)
    shown = format_of(text)
    return figure(now - before.actual, f"+{shown};-{shown};0")


def state(item: Item) -> CellSpec:
    """The state's name; quarterly and annual figures have their own."""
    if item.status is Status.NOT_DUE and item.result.reason is Reason.NOT_PUBLISHED:
        return centred("按季按年")
    return centred(item.status.label)


def lamp(item: Item) -> CellSpec:
    """Mark and word of the light on its colour."""
    return light(remarks.light(item), item.status.light)


def months_behind(item: Item) -> CellSpec:
    """Months behind in a row; — when not behind."""
    return figure(item.result.months_behind or None, "0")
