"""Sample figures of every kind: some early, most on pace, some behind, the same indicator steady over the months."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from enum import Enum

from reporter.core.numbers import half_up
from reporter.core.period import Period
from reporter.forms.sample.luck import Luck
from reporter.plan.kinds import figure_codes
from reporter.plan.model import Indicator, Kind, Plan
from reporter.plan.pace import YEAR_END, calendar_share, figure_due, pace_of

Figures = dict[tuple[str, str], Decimal]
"""Typed figures by row code and column mark (current, prior_year, base)."""


class Fortune(Enum):
    """How an indicator fares this month."""

    GOOD = "good"
    SLOW = "slow"
    BAD = "bad"


_SPEEDS = {Fortune.GOOD: (1.0, 1.22), Fortune.SLOW: (0.78, 0.96), Fortune.BAD: (0.1, 0.6)}
_SLOW_CHANCE, _BAD_CHANCE, _CHANGE_CHANCE = 0.16, 0.06, 0.12


def fortune(luck: Luck, code: str, period: Period) -> Fortune:
    """How the indicator fares: a lasting trait, from time to time another in a single month."""
    changed = luck.happens(_CHANGE_CHANCE, code, period, "changed")
    draw = luck.share(code, period, "fortune") if changed else luck.share(code, "fortune")
    if draw < _BAD_CHANCE:
        return Fortune.BAD
    return Fortune.SLOW if draw < _BAD_CHANCE + _SLOW_CHANCE else Fortune.GOOD


def figures_for(plan: Plan, indicator: Indicator, period: Period, luck: Luck) -> Figures:
    """What the bureau types for an indicator; nothing in a month without publication."""
    codes = figure_codes(plan, indicator)
    if not codes or not figure_due(indicator, period):
        return {}
    kind, code = indicator.kind, indicator.code
    if kind is Kind.ZERO:
        return {(code, "current"): Decimal(luck.happens(0.02, code, period))}
    if kind is Kind.FIRST:
        return {(code, "current"): Decimal(luck.happens(0.1 * period.last_month, code))}
    if kind is Kind.STOCK and indicator.target is not None:
        return _stock(indicator, indicator.target, period, luck)
    if kind is Kind.RELATION:
        return _relation(codes, indicator, period, luck)
    if kind is Kind.SHARE and len(codes) > 1:
        return _quotient(codes, indicator, period, luck)
    if kind in (Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.PAIRED):
        return _counts(plan, indicator, period, luck)
    return {(code, "current"): _level(indicator, period, luck)}


def _counts(plan: Plan, indicator: Indicator, period: Period, luck: Luck) -> Figures:
    targets = {part.code: part.target for part in plan.parts_of.get(indicator.code, ())} or {
        indicator.code: indicator.target
    }
    return {
        (code, "current"): _done(indicator, code, target, period, luck)
        for code, target in targets.items()
        if target is not None
    }


def _done(indicator: Indicator, code: str, target: Decimal, period: Period, luck: Luck) -> Decimal:
    """A count that never falls: the best of the months so far, at the speed of each month's fortune."""
    months = (Period(period.year, month) for month in range(1, period.last_month + 1))
    best = max(_share_done(indicator, code, month, luck) for month in months)
    places = indicator.decimals
    return (target * Decimal(str(best))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)


def _share_done(indicator: Indicator, code: str, period: Period, luck: Luck) -> float:
    low, high = _SPEEDS[fortune(luck, indicator.code, period)]
    pace = period.last_month / 15 if pace_of(indicator) == YEAR_END else float(calendar_share(indicator, period))
    return round(pace * luck.between(low, high, code, "speed"), 6)


def _stock(indicator: Indicator, target: Decimal, period: Period, luck: Luck) -> Figures:
    base = indicator.base
    if base is None:
        base = half_up(target * Decimal(str(round(luck.between(0.93, 0.97, indicator.code), 3))), indicator.decimals)
    grown = (target - base) * Decimal(str(_share_done(indicator, indicator.code, period, luck)))
    return {
        (indicator.code, "base"): base,
        (indicator.code, "current"): half_up(base + grown, indicator.decimals),
    }


def _miss(indicator: Indicator, period: Period, luck: Luck) -> float:
    """How far above (positive) or below target a rate lies, in points."""
    code = indicator.code
    ranges = {Fortune.GOOD: (0.0, 1.2), Fortune.SLOW: (-0.9, -0.1), Fortune.BAD: (-4.0, -1.2)}
    low, high = ranges[fortune(luck, code, period)]
    return luck.between(low, high, code, period, "miss")


def _level(indicator: Indicator, period: Period, luck: Luck) -> Decimal:
    """A rate, standard, fall or ceiling near its target."""
    target = indicator.target or Decimal(0)
    if indicator.kind is Kind.STANDARD:
        return target + (20 if luck.happens(0.4, indicator.code) else 0)
    if indicator.kind is Kind.CEILING:
        return max(target - 1, Decimal(0))
    level = target + Decimal(str(round(_miss(indicator, period, luck), 3)))
    highest = Decimal(100) if indicator.kind is Kind.SHARE else level
    return half_up(min(level, highest), indicator.decimals)


def _quotient(codes: tuple[str, ...], indicator: Indicator, period: Period, luck: Luck) -> Figures:
    """Numerator and denominator of a share that both grow with the months."""
    month, target = period.last_month, float(indicator.target or 0) / 100
    whole = luck.whole(3, 12, indicator.code, "whole") * month
    missing = {Fortune.GOOD: 0, Fortune.SLOW: 1, Fortune.BAD: max(1, whole // 8)}
    part = min(whole, -int(-whole * target // 1)) - missing[fortune(luck, indicator.code, period)]
    return {(codes[0], "current"): Decimal(max(part, 0)), (codes[1], "current"): Decimal(whole)}


def _relation(codes: tuple[str, ...], indicator: Indicator, period: Period, luck: Luck) -> Figures:
    """The two sides of a comparison, or this year's and last year's figure of one row."""
    second = half_up(Decimal(str(round(luck.between(5.5, 7.5, indicator.code), 3))), indicator.decimals)
    first = half_up(second + Decimal(str(round(_miss(indicator, period, luck) + 0.2, 3))), indicator.decimals)
    if len(codes) == 1 and indicator.code in codes:
        return {(codes[0], "current"): first, (codes[0], "prior_year"): second}
    return {(code, "current"): value for code, value in zip(codes, (first, second), strict=False)}
