"""Status of an indicator from its actual, target and required share (rules P, H, M, Z of DESIGN 8)."""

from __future__ import annotations

from fractions import Fraction

from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.plan.model import Comparator, Indicator
from reporter.plan.pace import STANDING, calendar_share, is_final, pace_of
from reporter.progress.thresholds import Thresholds

_POINT_UNITS = ("%", "百分点", "个百分点")
Judged = tuple[Status, Reason | None]


def paced(
    indicator: Indicator, period: Period, limits: Thresholds, *, ratio: Fraction, expected: Fraction, reached: bool
) -> Judged:
    """Rule P: a share compared with the calendar. `reached` says that the full target holds by its comparator."""
    if reached:
        return Status.ACHIEVED, None
    if expected == 0 and ratio == 0:
        started = pace_of(indicator).startswith("起始")
        return Status.NOT_DUE, Reason.BEFORE_START if started else Reason.NOT_DUE_YET
    if ratio >= expected:
        return Status.ON_PACE, None
    near = ratio >= expected - limits.yellow_points if limits.by_points else ratio >= expected * limits.yellow_share
    if not near:
        return Status.FAR_BEHIND, None
    about = indicator.comparator is Comparator.ABOUT and limits.about_tolerance is None and is_final(indicator, period)
    return Status.BEHIND, Reason.ABOUT_UNRULED if about else None


def standing(
    indicator: Indicator, period: Period, limits: Thresholds, *, shortfall: Fraction, target: Fraction, met: bool
) -> Judged:
    """Rule H: what holds today may fail tomorrow; achieved only in the last period before 时限.

    `shortfall` is how far the comparator is missed, in the indicator's unit (0 for a strict one just touched).
    """
    if met:
        return (Status.ACHIEVED if is_final(indicator, period) else Status.ON_PACE), None
    if pace_of(indicator) != STANDING and calendar_share(indicator, period) == 0:
        return Status.NOT_DUE, Reason.NOT_DUE_YET
    if shortfall > tolerance(indicator, limits, target):
        return Status.FAR_BEHIND, None
    about = indicator.comparator is Comparator.ABOUT and limits.about_tolerance is None
    return Status.BEHIND, Reason.ABOUT_UNRULED if about else None


def first(period: Period, indicator: Indicator, actual: Fraction) -> Judged:
    """破零: achieved once there is one; not due before the last period."""
    if actual >= 1:
        return Status.ACHIEVED, None
    return (Status.FAR_BEHIND, None) if is_final(indicator, period) else (Status.NOT_DUE, Reason.NOT_DUE_YET)


def zero(period: Period, indicator: Indicator, actual: Fraction) -> Judged:
    """Rule Z: nothing happened, or everything is cleared; final only at year end."""
    if actual != 0:
        return Status.FAR_BEHIND, None
    return (Status.ACHIEVED if is_final(indicator, period) else Status.ON_PACE), None


def holds(indicator: Indicator, actual: Fraction, target: Fraction, limits: Thresholds) -> bool:
    """Whether the comparator is satisfied; 左右 allows the ruled tolerance and is otherwise judged as 不低于."""
    comparator = indicator.comparator or Comparator.AT_LEAST
    if comparator is Comparator.ABOUT and limits.about_tolerance is not None:
        target -= Fraction(limits.about_tolerance)
    return comparator.holds(actual, target)


def tolerance(indicator: Indicator, limits: Thresholds, target: Fraction) -> Fraction:
    """How far a standing promise may fall short and still be 黄: points for rates, a share of the target elsewhere."""
    if indicator.unit in _POINT_UNITS:
        return Fraction(limits.growth_tolerance)
    return abs(target) * limits.standard_tolerance
