"""赶超账 (DOMAIN 6): where a figure stands at the year's end when it goes on as in the last three months. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from reporter.core.values import dataclass

RECENT = 3
"""Months whose growth is averaged."""
_FASTER = 2
"""How many times the recent speed is still thought possible."""


class Verdict(Enum):
    """What the recent speed amounts to; the value is its wording."""

    ENOUGH = "可以完成"
    FASTER = "需要提速"
    HARD = "按当前速度难以完成"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A straight line drawn on. Amounts are in the indicator's unit, shares of 1."""

    gap: Fraction
    """What is still missing to the target; 0 when it is met."""
    needed: Fraction | None
    """What each month left must bring; None when no month is left."""
    average: Fraction
    """Mean growth of the last three months; below 0 when the figure fell."""
    projected_ratio: Fraction
    """Share of the target (of the way from the base where there is one) at the end of `last_month`."""
    met_in: int | None
    """The month in which the target is met at that speed; None when not within the year."""
    verdict: Verdict


def outlook(
    actuals: Sequence[Decimal | None], *, month: int, target: Decimal, base: Decimal | None = None, last_month: int = 12
) -> Outlook | None:
    """The outlook of a cumulative figure or a level; None when the last three months' growth is not known.

    `actuals` are the figures at the ends of successive months, oldest first, the last one that of `month`; None is a
    month without a figure. Before January stands `base`, or 0 for a count.
    """
    start = Fraction(base if base is not None else 0)
    before, now = _at(actuals, month, month - RECENT, start), _at(actuals, month, month, start)
    if before is None or now is None or Fraction(target) == start:
        return None
    average, left = (now - before) / RECENT, max(last_month - month, 0)
    whole, gap = Fraction(target) - start, max(Fraction(target) - now, Fraction(0))

    def reached(speed: Fraction) -> Fraction:
        return (now + left * speed - start) / whole

    return Outlook(
        gap=gap,
        needed=needed_each_month(now, Fraction(target), month=month, last_month=last_month),
        average=average,
        projected_ratio=reached(average),
        met_in=_met_in(gap, average, month, last_month),
        verdict=_verdict(reached(average), reached(_FASTER * average)),
    )


def needed_each_month(actual: Fraction, target: Fraction, *, month: int, last_month: int = 12) -> Fraction | None:
    """What each month left must bring to reach the target, 0 when it is met; None when no month is left."""
    left = last_month - month
    return max(target - actual, Fraction(0)) / left if left > 0 else None


def days_of_float(unfinished: Sequence[date], day: date) -> int | None:
    """Days from `day` to the earliest unfinished step, below 0 when it is overdue; None when all are finished."""
    return (min(unfinished) - day).days if unfinished else None


def _at(actuals: Sequence[Decimal | None], month: int, wanted: int, start: Fraction) -> Fraction | None:
    """The figure at the end of month `wanted`; `start` before January, None where it is not known."""
    if wanted == 0:
        return start
    position = len(actuals) - 1 - (month - wanted)
    if wanted < 0 or position < 0:
        return None
    value = actuals[position]
    return Fraction(value) if value is not None else None


def _met_in(gap: Fraction, average: Fraction, month: int, last_month: int) -> int | None:
    if not gap:
        return month
    if average <= 0:
        return None
    later = month + -(-gap // average)
    return int(later) if later <= last_month else None


def _verdict(as_now: Fraction, twice_as_fast: Fraction) -> Verdict:
    if as_now >= 1:
        return Verdict.ENOUGH
    return Verdict.FASTER if twice_as_fast >= 1 else Verdict.HARD
