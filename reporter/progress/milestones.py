"""Milestones: the weight of finished steps (rule M of DESIGN 8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from enum import Enum
from fractions import Fraction

from reporter.core.status import Reason, Status
from reporter.intake.submission import StepAnswer
from reporter.plan.model import Indicator, Milestone
from reporter.progress.judged import Basis, missing
from reporter.progress.model import Measure


class _Said(Enum):
    """What the bureau said of one step, as far as the period is concerned."""

    DONE = "done"
    UNDONE = "undone"
    REJECTED = "rejected"
    BLANK = "blank"
    MISSING = "missing"


def milestone(indicator: Indicator, basis: Basis) -> Measure:
    """节点: a due step that is blank is not reported, an unfinished one is red; no step due, not due.

    A blank for a step that is not yet due is no omission. A step said to be finished after the period's end is not
    finished in it.
    """
    steps = basis.figures.plan.milestones_of[indicator.code]
    day = basis.period.last_day
    said = {step.code: _said(basis.figures.ledger.steps.get(step.code), day) for step in steps}
    due = [step for step in steps if step.due <= day]
    expected = _weight(steps, due)
    actual = _weight(steps, [step for step in steps if said[step.code] is _Said.DONE])
    found = Measure(
        code=indicator.code,
        status=Status.ON_PACE,
        actual=actual,
        target=Fraction(1),
        completion_ratio=actual,
        expected=expected,
        gap=actual - expected,
    )
    if all(one is _Said.DONE for one in said.values()):
        return replace(found, status=Status.ACHIEVED)
    due_said = {said[step.code] for step in due}
    if _Said.UNDONE in due_said:
        return replace(found, status=Status.FAR_BEHIND)
    absent = due_said - {_Said.DONE}
    if absent:
        reason = next(reason for one, reason in _REASONS.items() if one in absent)
        return replace(missing(indicator, reason, target=Fraction(1)), expected=expected)
    if not {_Said.DONE, _Said.UNDONE} & set(said.values()):
        found = replace(found, actual=None, completion_ratio=None, gap=None)
    return found if due else replace(found, status=Status.NOT_DUE, reason=Reason.NOT_DUE_YET)


_REASONS = {
    _Said.REJECTED: Reason.REJECTED,
    _Said.BLANK: Reason.BLANK,
    _Said.MISSING: Reason.FORM_MISSING,
}


def _said(answer: StepAnswer | None, day: date) -> _Said:
    if answer is None:
        return _Said.MISSING
    if answer.rejected:
        return _Said.REJECTED
    if answer.done is None:
        return _Said.BLANK
    in_time = answer.finished is None or answer.finished <= day
    return _Said.DONE if answer.done and in_time else _Said.UNDONE


def _weight(steps: Collection[Milestone], chosen: Collection[Milestone]) -> Fraction:
    whole = sum((Fraction(step.weight) for step in steps), Fraction(0))
    return sum((Fraction(step.weight) for step in chosen), Fraction(0)) / whole
