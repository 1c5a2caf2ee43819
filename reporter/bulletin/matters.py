"""One matter in the words of 专报 and 督办单: how it stands, since when, what is still needed, where it is heading."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from reporter.bulletin import amounts
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, FixedText, Phrase, count, dated, phrase
from reporter.bulletin.phrases import core
from reporter.bulletin.words import last_period, this_period
from reporter.core.numbers import shown
from reporter.core.status import Status
from reporter.plan.model import Kind
from reporter.plan.pace import due_date
from reporter.progress.model import decimal_of
from reporter.progress.outlook import Outlook, needed_each_month, outlook

_GROWING = (Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.STOCK)
"""Kinds whose figure grows by the month, so that what is left can be spread over the months left."""
_ROUGH = 100
"""From this size on a monthly amount is printed without decimals."""


def standing(item: Item, *, detail: bool = True) -> Phrase:
    """How a matter stands, its name left out where the sentence begins with it: 完成29.6万吨，占年任务37.0%，…"""
    whole = core(item, detail=detail)
    if not whole.parts or whole.parts[0] != item.result.name:
        return whole
    rest = whole.parts[2:] if whole.parts[1:2] == ("为",) else whole.parts[1:]
    if rest and isinstance(rest[0], Figure):
        counted = item.result.kind in amounts.SHARE_KINDS and item.result.kind is not Kind.STOCK
        return phrase("完成" if counted else "为", Phrase(rest))
    return Phrase(rest)


def since(facts: Facts, item: Item) -> Phrase:
    """连续3个月红灯, 连续2个月滞后, 本月新增滞后, 上月未报; empty in a first bulletin and when not behind."""
    if not item.status.is_lagging or item.before is None:
        return Phrase()
    months = count(item.result.months_behind, f"{item.code}.months_behind")
    if months >= 2:
        red = red_months(facts, item) >= item.result.months_behind
        return phrase("连续", months, f"{item.period.times}{'红灯' if red else '滞后'}")
    if item.before.status is Status.NOT_REPORTED:
        return phrase(f"{last_period(item.period)}未报")
    return phrase(f"{this_period(item.period)}新增滞后") if not item.before.status.is_lagging else Phrase()


def red_months(facts: Facts, item: Item) -> int:
    """How many months (quarters … of such a period) up to this one a matter has been red without a break."""
    number = 0
    for month in reversed(facts.history(item.code)):
        if month is None or month.status is not Status.FAR_BEHIND:
            break
        number += 1
    return number


def silent_months(facts: Facts, item: Item) -> int:
    """How many months (quarters … of such a period) up to this one a matter has not been reported."""
    number = 0
    for month in reversed(facts.history(item.code)):
        if month is None or month.status is not Status.NOT_REPORTED:
            break
        number += 1
    return number


def still_needed(item: Item) -> Phrase:
    """6—12月每月还需27.4套; empty for kinds that do not grow by the month, and when no month or nothing is left."""
    result = item.result
    if result.kind not in _GROWING or result.actual is None or result.target is None:
        return Phrase()
    needed = needed_each_month(
        Fraction(result.actual), Fraction(result.target), month=item.period.last_month, last_month=last_month(item)
    )
    if not needed:
        return Phrase()
    return phrase(months_left(item), "每月还需", monthly(item, needed, "needed"))


def months_left(item: Item) -> FixedText:
    """6—12月; 12月 when it is the only one."""
    first, last = item.period.last_month + 1, last_month(item)
    return dated(f"{last}月" if first == last else f"{first}—{last}月")


def monthly(item: Item, value: Fraction, what: str, *, unit: bool = True) -> Figure:
    """An amount a month: one decimal, none from 100 on."""
    exact = decimal_of(value)
    text = shown(exact, 0 if abs(exact) >= _ROUGH else 1)
    return Figure(text=text + (item.result.unit if unit else ""), value=exact, origin=f"{item.code}.{what}")


def last_month(item: Item) -> int:
    """The month of the year in which 时限 falls; 12 when it is later."""
    due = due_date(item.promise, item.period.year)
    return 12 if due.year > item.period.year else due.month


def prospect(facts: Facts, item: Item) -> Outlook | None:
    """Where a matter is heading; None for kinds that do not grow by the month, and without three months' figures."""
    result = item.result
    if not grows(item) or result.target is None:
        return None
    actuals: list[Decimal | None] = [month.actual if month else None for month in facts.monthly(item.code)]
    return outlook(
        actuals,
        month=item.period.last_month,
        target=result.target,
        base=result.base if result.kind is Kind.STOCK else None,
        last_month=last_month(item),
    )


def grows(item: Item) -> bool:
    """Whether an outlook can be drawn for the matter once three months are known."""
    result = item.result
    known = result.kind is not Kind.STOCK or result.base is not None
    return result.kind in _GROWING and result.target is not None and known
