"""What the calendar asks of an indicator: required share, whether a figure is due, whether it is the last word.

Shares are exact fractions of 1, since three of twelve months must ask exactly 3/12 (DOMAIN 3).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reporter.core.period import Period
from reporter.plan.model import Indicator, Kind, Plan

LINEAR, YEAR_END, STANDING = "线性", "年末", "常年"
_START = re.compile(r"起始([1-9]|1[0-2])月")
_CURVE = re.compile(r"\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?){3}")
_FREQUENCY = re.compile(r"(月|季|半年|年)(\+1)?")
_MONTHS = {"月": 1, "季": 3, "半年": 6, "年": 12}

_STANDING_KINDS = frozenset(
    {Kind.GROWTH, Kind.STANDARD, Kind.SHARE, Kind.CEILING, Kind.REDUCTION, Kind.RELATION, Kind.ZERO}
)


def is_pace(text: str) -> bool:
    """Whether `text` is a legal 时序."""
    return text in ("", LINEAR, YEAR_END, STANDING) or bool(_START.fullmatch(text) or _CURVE.fullmatch(text))


def is_frequency(text: str) -> bool:
    """Whether `text` is a legal 频度: 月 季 半年 年, with +1 when the figure appears one month late."""
    return bool(_FREQUENCY.fullmatch(text))


def elapsed_ratio(period: Period) -> Fraction:
    """Share of the year that has passed at the period's end: months / 12."""
    return Fraction(period.last_month, 12)


def due_date(indicator: Indicator, year: int) -> date:
    """时限 of the indicator, 31 December where the register names none."""
    return indicator.due or date(year, 12, 31)


def is_final(indicator: Indicator, period: Period) -> bool:
    """Whether 时限 falls in the period or before it: then a standing promise is achieved or not."""
    return period.last_day >= due_date(indicator, period.year)


def pace_of(indicator: Indicator, base: Decimal | None = None) -> str:
    """时序 of the indicator, with the default of its kind where the register leaves it empty (DOMAIN 3).

    A stock without a base cannot be prorated: 线性 then means 年末.
    """
    pace = indicator.pace
    if indicator.kind is Kind.STOCK and pace in ("", LINEAR) and (indicator.base if base is None else base) is None:
        return YEAR_END
    if pace:
        return pace
    if indicator.kind in _STANDING_KINDS:
        return STANDING
    return YEAR_END if indicator.kind is Kind.FIRST else LINEAR


def calendar_share(indicator: Indicator, period: Period, base: Decimal | None = None) -> Fraction:
    """Share of the full target that the calendar asks at the period's end, before whole pieces are considered."""
    pace = pace_of(indicator, base)
    month, last = period.last_month, _due_month(indicator, period)
    started = _START.fullmatch(pace)
    if started:
        first = int(started.group(1))
        return _limited(Fraction(month - first + 1, max(last - first + 1, 1)))
    if pace == YEAR_END:
        return Fraction(int(is_final(indicator, period)))
    if _CURVE.fullmatch(pace):
        return _on_curve([Fraction(point) / 100 for point in pace.split("/")], month)
    return _limited(Fraction(month, last))


def required_share(
    indicator: Indicator, target: Decimal, period: Period, small_target: Decimal, base: Decimal | None = None
) -> Fraction:
    """Required share (0–1) of a target that is paced.

    A whole target of at most `small_target` pieces asks for whole pieces: ⌊target × share⌋ ÷ target (DOMAIN 3).
    For a stock with a base the pieces are those between base and target.
    """
    share = calendar_share(indicator, period, base)
    pieces = target if base is None else target - base
    if 0 < pieces <= small_target and pieces == int(pieces):
        return Fraction(int(int(pieces) * share), int(pieces))
    return share


def form_share(plan: Plan, indicator: Indicator, period: Period, base: Decimal | None = None) -> Fraction | None:
    """The required share to show in a form or table; None for kinds that are never prorated.

    A milestone's share is the weight of its steps due by the period's end.
    """
    if indicator.kind is Kind.MILESTONE:
        steps = plan.milestones_of.get(indicator.code, ())
        whole = sum((Fraction(step.weight) for step in steps), Fraction(0))
        due = sum((Fraction(step.weight) for step in steps if step.due <= period.last_day), Fraction(0))
        return due / whole if whole else None
    level = indicator.base if base is None else base
    if indicator.kind in _STANDING_KINDS or indicator.kind is Kind.FIRST or not is_paced(indicator, level):
        return None
    small = Decimal(plan.rule("小数目标", period.last_day))
    targets = [part.target for part in plan.parts_of.get(indicator.code, ()) if part.target is not None]
    target = indicator.target if indicator.target is not None else min(targets, default=None)
    if target is None:
        return None
    return required_share(indicator, target, period, small, level if indicator.kind is Kind.STOCK else None)


def is_paced(indicator: Indicator, base: Decimal | None) -> bool:
    """Whether completion is a share compared with the calendar (rule P of DESIGN 8).

    A stock is paced only with a known base below its target.
    """
    if indicator.kind is Kind.STOCK:
        return base is not None and indicator.target is not None and base < indicator.target
    return indicator.kind in (Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.PAIRED)


def figure_due(indicator: Indicator, period: Period) -> bool:
    """Whether a figure of this indicator is published for the period (频度).

    With +1 a quarter's figure appears one month later: 季+1 in April, July and October. A quarter, half-year or year
    asks for the figures of its own length and of shorter ones however late they appear, since it is about them.
    """
    found = _FREQUENCY.fullmatch(indicator.frequency or "月")
    if found is None:
        raise ValueError(f"频度“{indicator.frequency}”认不出")
    length = _MONTHS[found.group(1)]
    is_own = not period.is_month and length <= period.span.value
    month = period.last_month - (1 if found.group(2) and not is_own else 0)
    return month > 0 and month % length == 0


def _due_month(indicator: Indicator, period: Period) -> int:
    due = due_date(indicator, period.year)
    return 12 if due.year > period.year else due.month


def _limited(share: Fraction) -> Fraction:
    return min(max(share, Fraction(0)), Fraction(1))


def _on_curve(points: list[Fraction], month: int) -> Fraction:
    quarter, into = divmod(month, 3)
    before = points[quarter - 1] if quarter else Fraction(0)
    return before if into == 0 else before + (points[quarter] - before) * into / 3
