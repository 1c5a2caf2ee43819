"""One function per kind of target: from accepted figures to actual, ratio, required share, gap, status (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from reporter.core.status import Reason, Status
from reporter.plan.model import Indicator, Kind
from reporter.plan.pace import figure_due, is_paced
from reporter.plan.succession import is_there
from reporter.plan.waivers import waiver_of
from reporter.progress import status
from reporter.progress.judged import Basis, absence, decimal, missing, paced, standing, target_of
from reporter.progress.milestones import milestone
from reporter.progress.model import Measure

_WAIVED = {"不适用": Status.NOT_APPLICABLE, "未到节点": Status.NOT_DUE}
_ABSENT = (Reason.BLANK, Reason.FORM_MISSING)


def measure(indicator: Indicator, basis: Basis) -> Measure:
    """The measure of one indicator. A blank, refused or unreturned figure is not_reported, never 0.

    A figure that is not published for the period is not due while it is blank; a waiver (特批) in force takes the
    indicator out of the count. Nothing is due from a bureau that is yet to come.
    """
    if _is_unborn(indicator, basis):
        return Measure(
            code=indicator.code, status=Status.NOT_DUE, reason=Reason.BEFORE_START, target=target_of(indicator)
        )
    waived = _waived(indicator, basis)
    if waived:
        return Measure(code=indicator.code, status=waived, reason=Reason.WAIVED, target=target_of(indicator))
    found = MEASURES[indicator.kind](indicator, basis)
    unpublished = not figure_due(indicator, basis.period) and indicator.kind is not Kind.MILESTONE
    if found.status is Status.NOT_REPORTED and unpublished and found.reason in _ABSENT:
        return replace(found, status=Status.NOT_DUE, reason=Reason.NOT_PUBLISHED)
    return found


def _is_unborn(indicator: Indicator, basis: Basis) -> bool:
    """Whether the bureau that will report the row does not exist yet (启用): nobody is asked."""
    bureau = basis.figures.plan.bureau_by_name.get(indicator.bureau)
    return bureau is not None and indicator.is_asked and not is_there(bureau, basis.period.last_day)


def _waived(indicator: Indicator, basis: Basis) -> Status | None:
    plan, day = basis.figures.plan, basis.period.last_day
    found = (
        state
        for rule, state in _WAIVED.items()
        if waiver_of(plan, rule, day, code=indicator.code, bureau=indicator.bureau)
    )
    return next(found, None)


def _count(indicator: Indicator, basis: Basis) -> Measure:
    """累计数, 投入, 区间: actual ÷ target (the lower bound of a range)."""
    target = target_of(indicator)
    figure = basis.figures.current(indicator.code)
    if figure.value is None or not target:
        return missing(indicator, figure.reason or Reason.NO_SHARE, target=target)
    return paced(indicator, basis, actual=figure.value, target=target)


def _paired(indicator: Indicator, basis: Basis) -> Measure:
    """双计量: the part with the smaller ratio stands for the indicator; both must be reported."""
    parts = basis.figures.plan.parts_of[indicator.code]
    figures = [basis.figures.part(part) for part in parts]
    shown = {part.code: decimal(figure.value) for part, figure in zip(parts, figures, strict=True)}
    reason = absence(figures)
    if reason:
        return replace(missing(indicator, reason), parts=shown)
    measured = [
        paced(indicator, basis, actual=figure.value, target=Fraction(part.target))
        for part, figure in zip(parts, figures, strict=True)
        if figure.value is not None and part.target
    ]
    smallest = min(measured, key=lambda one: one.completion_ratio or Fraction(0))
    return replace(smallest, parts=shown)


def _stock(indicator: Indicator, basis: Basis) -> Measure:
    """存量: the increment over the year-start base; without a base below the target only whether the level holds."""
    base = basis.figures.base(indicator)
    target = target_of(indicator)
    figure = basis.figures.current(indicator.code)
    if figure.value is None or target is None:
        return replace(missing(indicator, figure.reason or Reason.NO_SHARE, target=target), base=base)
    if is_paced(indicator, base) and base is not None:
        return paced(indicator, basis, actual=figure.value, target=target, base=base)
    reason = Reason.NO_BASE if base is None else Reason.NO_SHARE
    return replace(standing(indicator, basis, figure.value, target, reason), base=base)


def _level(indicator: Indicator, basis: Basis) -> Measure:
    """增速, 标准, 上限, and a 比率 answered as a percentage: the comparator holds or not."""
    target = target_of(indicator)
    figure = basis.figures.current(indicator.code)
    if figure.value is None or target is None:
        return missing(indicator, figure.reason or Reason.NO_SHARE, target=target)
    return standing(indicator, basis, figure.value, target)


def _share(indicator: Indicator, basis: Basis) -> Measure:
    """比率 with 分子 and 分母: their quotient in percent; a zero denominator makes the row not applicable."""
    parts = basis.figures.plan.parts_of.get(indicator.code, ())
    if not parts:
        return _level(indicator, basis)
    figures = [basis.figures.part(part) for part in parts]
    shown = {part.code: decimal(figure.value) for part, figure in zip(parts, figures, strict=True)}
    target = target_of(indicator)
    reason = absence(figures)
    if reason or target is None:
        return replace(missing(indicator, reason or Reason.NO_SHARE, target=target), parts=shown)
    numerator, denominator = (figure.value or Fraction(0) for figure in figures)
    if denominator == 0:
        gone = missing(indicator, Reason.DENOMINATOR_ZERO, target=target)
        return replace(gone, status=Status.NOT_APPLICABLE, parts=shown)
    return replace(standing(indicator, basis, numerator / denominator * 100, target), parts=shown)


def _reduction(indicator: Indicator, basis: Basis) -> Measure:
    """下降: the fall as a positive number; a rise is negative and counts as nothing done."""
    found = _level(indicator, basis)
    if found.actual is None or not found.target:
        return found
    ratio = max(found.actual, Fraction(0)) / found.target
    reason = None if found.reason is Reason.NO_SHARE else found.reason
    return replace(found, completion_ratio=ratio, reason=reason)


def _relation(indicator: Indicator, basis: Basis) -> Measure:
    """比较: the first figure less the second (or less last year's); equal is not met, one side missing is unknown."""
    parts = basis.figures.plan.parts_of.get(indicator.code, ())
    if parts:
        sides = [basis.figures.part(part) for part in parts]
    else:
        sides = [basis.figures.current(indicator.code), basis.figures.prior_year(indicator.code)]
    shown = {part.code: decimal(side.value) for part, side in zip(parts, sides, strict=True)} if parts else {}
    reason = absence(sides)
    if reason:
        return replace(missing(indicator, reason, target=Fraction(0)), parts=shown)
    first, second = (side.value or Fraction(0) for side in sides)
    difference = first - second
    judged, why = status.standing(
        indicator, basis.period, basis.limits, shortfall=-difference, target=Fraction(0), met=difference > 0
    )
    return Measure(
        code=indicator.code, status=judged, reason=why or Reason.NO_SHARE,
        actual=difference, target=Fraction(0), gap=difference, parts=shown,
    )  # fmt: skip


def _zero(indicator: Indicator, basis: Basis) -> Measure:
    """零发生: a count of what must not be; never a percentage."""
    figure = basis.figures.current(indicator.code)
    if figure.value is None:
        return missing(indicator, figure.reason or Reason.BLANK, target=Fraction(0))
    judged, _ = status.zero(basis.period, indicator, figure.value)
    return Measure(code=indicator.code, status=judged, reason=Reason.NO_SHARE, actual=figure.value, target=Fraction(0))


def _first(indicator: Indicator, basis: Basis) -> Measure:
    """破零: met with the first one."""
    figure = basis.figures.current(indicator.code)
    if figure.value is None:
        return missing(indicator, figure.reason or Reason.BLANK, target=Fraction(1))
    judged, reason = status.first(basis.period, indicator, figure.value)
    return Measure(
        code=indicator.code, status=judged, reason=reason or Reason.NO_SHARE,
        actual=figure.value, target=Fraction(1), gap=figure.value - 1,
    )  # fmt: skip


MEASURES: Mapping[Kind, Callable[[Indicator, Basis], Measure]] = {
    Kind.CUMULATIVE: _count,
    Kind.INPUT: _count,
    Kind.RANGE: _count,
    Kind.PAIRED: _paired,
    Kind.STOCK: _stock,
    Kind.GROWTH: _level,
    Kind.STANDARD: _level,
    Kind.CEILING: _level,
    Kind.SHARE: _share,
    Kind.REDUCTION: _reduction,
    Kind.RELATION: _relation,
    Kind.MILESTONE: milestone,
    Kind.ZERO: _zero,
    Kind.FIRST: _first,
}
