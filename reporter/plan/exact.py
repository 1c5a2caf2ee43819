"""Whether a figure is exactly what was asked: once is luck, three months running are doubtful (DOMAIN 7)."""

from __future__ import annotations

from decimal import Decimal

from reporter.core.numbers import half_up, shortest
from reporter.core.period import Period
from reporter.plan.model import Indicator, Kind, Plan
from reporter.plan.pace import calendar_share, is_paced

_COUNTS = frozenset({Kind.CUMULATIVE, Kind.INPUT, Kind.STOCK})
_RATES = frozenset({Kind.GROWTH, Kind.REDUCTION, Kind.SHARE})
_WHOLE = Decimal(100)


def exact_goal(plan: Plan, indicator: Indicator, value: Decimal, period: Period, base: Decimal | None = None) -> str:
    """The goal that `value` equals, in words: 年度目标1500人 or 时序进度625人; empty where it equals none.

    A small whole target (rule 小数目标) and 100% are reached exactly by anybody who reaches them, so they say nothing;
    nor does a standard, which is set and not measured.
    """
    target = indicator.target
    if target is None or target <= 0 or indicator.code in plan.parts_of or not _tells(plan, indicator, target, period):
        return ""
    if value == target:
        return f"年度目标{shortest(target)}{indicator.unit}"
    asked = _asked(indicator, target, period, base)
    return f"时序进度要求的{shortest(asked)}{indicator.unit}" if asked is not None and value == asked else ""


def _tells(plan: Plan, indicator: Indicator, target: Decimal, period: Period) -> bool:
    if indicator.kind in _COUNTS:
        return target > Decimal(plan.rule("小数目标", period.last_day)) or target != int(target)
    return indicator.kind in _RATES and not (indicator.kind is Kind.SHARE and target == _WHOLE)


def _asked(indicator: Indicator, target: Decimal, period: Period, base: Decimal | None) -> Decimal | None:
    """What the calendar asks, as it would be typed; None for what is not paced or before anything is asked."""
    if indicator.kind not in _COUNTS or not is_paced(indicator, base):
        return None
    start = base or Decimal(0)
    share = calendar_share(indicator, period, base)
    asked = start + (target - start) * share.numerator / share.denominator
    return half_up(asked, indicator.decimals) if share else None
