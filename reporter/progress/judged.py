"""Building blocks of measures: a paced one, a standing one, one whose figure is missing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.core.values import dataclass
from reporter.plan.model import Comparator, Indicator
from reporter.plan.pace import required_share
from reporter.progress import status
from reporter.progress.figures import Figure, Figures
from reporter.progress.model import Measure
from reporter.progress.thresholds import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a measure stands on besides the indicator itself."""

    figures: Figures
    period: Period
    limits: Thresholds


def paced(
    indicator: Indicator, basis: Basis, *, actual: Fraction, target: Fraction, base: Decimal | None = None
) -> Measure:
    """A measure by rule P: the share done (of the way from `base` to target where given) against the calendar."""
    start = Fraction(base) if base is not None else Fraction(0)
    ratio = (actual - start) / (target - start)
    expected = required_share(indicator, Decimal(str(decimal(target))), basis.period, basis.limits.small_target, base)
    judged, reason = status.paced(
        indicator,
        basis.period,
        basis.limits,
        ratio=ratio,
        expected=expected,
        reached=status.holds(indicator, actual, target, basis.limits),
    )
    return Measure(
        code=indicator.code,
        status=judged,
        reason=reason,
        actual=actual,
        target=target,
        base=base,
        completion_ratio=ratio,
        expected=expected,
        gap=ratio - expected,
    )


def standing(
    indicator: Indicator, basis: Basis, actual: Fraction, target: Fraction, no_ratio: Reason = Reason.NO_SHARE
) -> Measure:
    """A measure by rule H; `no_ratio` says why there is no share where nothing else is to be said."""
    upper = indicator.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
    judged, reason = status.standing(
        indicator,
        basis.period,
        basis.limits,
        shortfall=actual - target if upper else target - actual,
        target=target,
        met=status.holds(indicator, actual, target, basis.limits),
    )
    return Measure(
        code=indicator.code,
        status=judged,
        reason=reason or no_ratio,
        actual=actual,
        target=target,
        gap=actual - target,
    )


def missing(indicator: Indicator, reason: Reason, *, target: Fraction | None = None) -> Measure:
    """A row whose figure was not reported, and why."""
    return Measure(code=indicator.code, status=Status.NOT_REPORTED, reason=reason, target=target)


def absence(figures: Sequence[Figure]) -> Reason | None:
    """Why an indicator of several figures cannot be computed: a refused one, one side missing, or all blank."""
    reasons = [figure.reason for figure in figures if figure.reason]
    if not reasons:
        return None
    if Reason.REJECTED in reasons:
        return Reason.REJECTED
    return reasons[0] if len(reasons) == len(figures) else Reason.ONE_SIDE_MISSING


def target_of(indicator: Indicator) -> Fraction | None:
    """目标值 as a fraction (the lower bound of a range)."""
    return Fraction(indicator.target) if indicator.target is not None else None


def decimal(value: Fraction | None) -> Decimal | None:
    """A reported figure as the decimal it was typed as."""
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
