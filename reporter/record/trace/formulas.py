"""How an indicator's figures follow from what was filled in and promised, kind by kind (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from reporter.plan.model import Kind
from reporter.plan.pace import calendar_share, elapsed_ratio, is_paced, pace_of, required_share
from reporter.progress.outlook import RECENT
from reporter.record.model import IndicatorResult
from reporter.record.trace.heading import last_month
from reporter.record.trace.material import Material
from reporter.record.trace.terms import AtLeast, Cell, Known, Op, Term, Total, Where

_ITEMS, _PARTS, _STEPS, _MONTHS = "指标", "分项", "节点", "各月"


def figure(code: str, column: str) -> Cell:
    """A figure in the row of an indicator."""
    return Cell(_ITEMS, code, column)


def definition(material: Material, code: str, column: str) -> Term | None:
    """How a computed column of 指标 follows from others; None for one that is filled in or promised."""
    made = _COLUMNS.get(column)
    return made(material, material.rows[code]) if made else None


def _actual(_material: Material, one: IndicatorResult) -> Term | None:
    """完成数: what was filled in, or what two figures, or the finished steps, amount to."""
    if one.actual is None:
        return None
    first, second = ([Cell(_PARTS, part.code, "完成数") for part in one.parts] + [None, None])[:2]
    if one.kind is Kind.MILESTONE:
        done = (Where("指标", one.code), Where("完成", "是"))
        return Op("÷", Total(_STEPS, "权重", done), Total(_STEPS, "权重", done[:1]))
    if one.kind is Kind.PAIRED:
        return Cell(_PARTS, _lower(one), "完成数")
    if one.kind is Kind.SHARE and first and second:
        return Op("×", Op("÷", first, second), Known(Fraction(100), "化成百分数"))
    if one.kind is Kind.RELATION:
        return Op("−", first, second) if first and second else Op("−", _filled(one), figure(one.code, "上年同期"))
    return _filled(one)


def _filled(one: IndicatorResult) -> Term:
    return figure(one.code, "本期填报")


def _lower(one: IndicatorResult) -> str:
    """The 分项 with the smaller share, the first of equals."""
    known = [part for part in one.parts if part.actual is not None and part.target]
    return min(known, key=lambda part: Fraction(part.actual or 0) / Fraction(part.target or 1)).code


def _ratio(_material: Material, one: IndicatorResult) -> Term | None:
    if one.completion_ratio is None:
        return None
    done, goal = figure(one.code, "完成数"), figure(one.code, "年度目标")
    if one.kind is Kind.MILESTONE:
        return done
    if one.kind is Kind.STOCK:
        base = figure(one.code, "年初数")
        return Op("÷", Op("−", done, base), Op("−", goal, base))
    if one.kind is Kind.PAIRED:
        part = _lower(one)
        return Op("÷", Cell(_PARTS, part, "完成数"), Cell(_PARTS, part, "年度目标"))
    return Op("÷", AtLeast(done) if one.kind is Kind.REDUCTION else done, goal)


def _expected(material: Material, one: IndicatorResult) -> Term | None:
    if one.expected is None:
        return None
    if one.kind is Kind.MILESTONE:
        due = (Where("指标", one.code), Where("到期", "是"))
        return Op("÷", Total(_STEPS, "权重", due), Total(_STEPS, "权重", due[:1]))
    promise, small = material.promise(one.code), Decimal(material.rule("小数目标"))
    base = one.base if one.kind is Kind.STOCK and is_paced(promise, one.base) else None
    assert one.target is not None  # a required share is one of a target
    share = required_share(promise, one.target, material.period, small, base)
    plain = calendar_share(promise, material.period, base)
    months = (
        f"{material.period.last_month}÷12"
        if plain == elapsed_ratio(material.period)
        else f"时序“{pace_of(promise, base)}”"
    )
    whole = f"，整数目标不超过{small:f}的按整件折算" if share != plain else ""
    return Known(share, f"{months}{whole}")


def _gap(_material: Material, one: IndicatorResult) -> Term | None:
    if one.gap is None:
        return None
    if one.expected is not None:
        return Op("−", figure(one.code, "完成率"), figure(one.code, "应达进度"))
    if one.kind is Kind.RELATION:
        return figure(one.code, "完成数")
    if one.kind is Kind.FIRST:
        return Op("−", figure(one.code, "完成数"), Known(Fraction(1), "破零即1"))
    return Op("−", figure(one.code, "完成数"), figure(one.code, "年度目标"))


_COLUMNS: Mapping[str, Callable[[Material, IndicatorResult], Term | None]] = {
    "完成数": _actual,
    "完成率": _ratio,
    "应达进度": _expected,
    "差距": _gap,
}
COMPUTED = tuple(_COLUMNS)
"""The computed columns of 指标, each made of those before it."""


def whole(one: IndicatorResult, column: str, material: Material) -> Term:
    """The formula of a column with what it is made of, or the column itself."""
    return definition(material, one.code, column) or figure(one.code, column)


def left(one: IndicatorResult) -> Term:
    """What is still missing to the target; 0 when it is met."""
    return AtLeast(Op("−", figure(one.code, "年度目标"), figure(one.code, "完成数")))


def needed(material: Material, one: IndicatorResult) -> Term:
    """What each month left must bring."""
    months = last_month(material, one.code) - material.period.last_month
    return Op("÷", left(one), Known(Fraction(months), "剩余月数"))


def average(material: Material, one: IndicatorResult) -> Term:
    """The mean growth of the last three months."""
    month = material.period.last_month
    start = figure(one.code, "年初数") if one.kind is Kind.STOCK else Known(Fraction(0), "年初为0")
    before: Term = start if month == RECENT else Cell(_MONTHS, one.code, f"{month - RECENT}月")
    return Op("÷", Op("−", Cell(_MONTHS, one.code, f"{month}月"), before), Known(Fraction(RECENT), "近三个月"))


def projected(material: Material, one: IndicatorResult) -> Term:
    """The share of the target reached when it goes on as in the last three months."""
    months = Known(Fraction(max(last_month(material, one.code) - material.period.last_month, 0)), "剩余月数")
    reached = Op("＋", figure(one.code, "完成数"), Op("×", months, average(material, one)))
    goal: Term = figure(one.code, "年度目标")
    if one.kind is Kind.STOCK:
        base = figure(one.code, "年初数")
        return AtLeast(Op("÷", Op("−", reached, base), Op("−", goal, base)))
    return AtLeast(Op("÷", reached, goal))


def share_done(material: Material, one: IndicatorResult) -> Term:
    """The share done as printed: a level below its base has done nothing."""
    made = whole(one, "完成率", material)
    return AtLeast(made) if one.kind is Kind.STOCK else made
