"""What became of every expected form: on time, late, missing or rejected (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.core.problem import Severity
from reporter.forms.model import FormLayout
from reporter.intake.submission import Submission
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.plan.calendar import days_late
from reporter.plan.model import Plan
from reporter.plan.waivers import waiver_of

DEADLINE_RULE = "报送截止"


def expected_return(
    plan: Plan, layout: FormLayout, accepted: Sequence[Submission], refused: Sequence[Submission]
) -> ExpectedReturn:
    """The state of one form (files newest first): its newest accepted file stands for it, else its newest refused one.

    Whether it came in time is decided by the first accepted file: a correction sent later makes nobody late. `received`
    is the time that decided.
    """
    chosen = next(iter(accepted or refused), None)
    if chosen is None:
        return ExpectedReturn(action=layout.action, bureau=layout.bureau, state=ReturnState.MISSING)
    arrived = accepted[-1] if accepted else chosen
    days = _days_late(plan, layout, arrived) if accepted else 0
    state = ReturnState.LATE if days else ReturnState.ON_TIME
    return ExpectedReturn(
        action=layout.action,
        bureau=layout.bureau,
        state=state if accepted else ReturnState.REJECTED,
        days_late=days,
        nil_return=chosen.nil_return,
        file=chosen.file.file,
        sha256=chosen.file.sha256,
        received=arrived.file.received,
        received_from=arrived.file.received_from,
        sender=chosen.file.sender,
        returned_times=len(refused) + sum(_is_returned(form) for form in accepted),
    )


def _days_late(plan: Plan, layout: FormLayout, form: Submission) -> int:
    """Working days after the deadline, at least 1 on a day off; 0 on time or with a waiver of 报送截止."""
    day = form.file.received.date()
    if day <= layout.deadline:
        return 0
    if waiver_of(plan, DEADLINE_RULE, day, code=layout.action, bureau=layout.bureau_name):
        return 0
    return days_late(plan, layout.deadline, day)


def _is_returned(form: Submission) -> bool:
    """Whether something in it has to be corrected (退回)."""
    return any(problem.severity is Severity.REJECTED for problem in form.problems)
