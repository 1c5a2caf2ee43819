"""What is doubtful in one return, rule by rule (DOMAIN 7). Each check returns problems and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from reporter.core.past import Past
from reporter.core.problem import Problem, Severity
from reporter.forms.model import FormLayout
from reporter.intake import figure_checks, pair_checks, progress_checks, reply_checks, word_checks
from reporter.intake.asked import figure_rows
from reporter.intake.returned import Returned
from reporter.intake.submission import AnswerState, FigureAnswer, Submission
from reporter.plan.model import Plan

Check = Callable[[Returned], Iterator[Problem]]

CHECKS: tuple[tuple[tuple[str, ...], tuple[Check, ...]], ...] = (
    (
        ("figures",),
        (
            pair_checks.numerator_above_denominator,
            pair_checks.denominator_zero,
            pair_checks.one_of_two_missing,
            figure_checks.words_without_waiver,
            figure_checks.unpublished_for_months,
            figure_checks.fell,
            figure_checks.far_above_target,
            figure_checks.jumped,
            figure_checks.exact_for_months,
            figure_checks.prior_year_differs,
            figure_checks.occurred,
            figure_checks.sign_of_a_fall,
            figure_checks.contradicted_by_note,
            figure_checks.growth_without_source,
            figure_checks.base_changed,
            figure_checks.nil_return_with_figures,
        ),
    ),
    (
        ("steps",),
        (
            progress_checks.step_out_of_order,
            progress_checks.step_overdue_without_note,
            progress_checks.step_taken_back,
        ),
    ),
    (
        ("tasks",),
        (
            progress_checks.task_behind_without_words,
            progress_checks.task_narrative_repeated,
            progress_checks.task_progress_fell,
        ),
    ),
    (
        ("figures", "steps"),
        (word_checks.early_stage_counted,),
    ),
    (
        ("tasks",),
        (word_checks.nothing_said,),
    ),
    (
        ("replies",),
        (
            reply_checks.not_replied,
            reply_checks.incomplete,
            reply_checks.promised_late,
            reply_checks.repeated,
        ),
    ),
)
"""The checks with the rows of a submission that they look at; those of rows that it lacks would find nothing."""
_VOIDED = "E217"


def checked(submission: Submission, plan: Plan, layout: FormLayout, past: Past | None) -> Submission:
    """The submission with the problems that the checks find; a ratio above its whole no longer counts."""
    found = check_return(submission, plan, layout, past)
    if not found:
        return submission
    voided = {_indicator(problem.item) for problem in found if problem.code == _VOIDED}
    replaced = {problem.place for problem in found if problem.severity is Severity.REJECTED}
    kept = tuple(problem for problem in submission.problems if problem.place not in replaced)
    figures = tuple(_voided(answer) if _indicator(answer.code) in voided else answer for answer in submission.figures)
    return replace(submission, figures=figures, problems=(*kept, *found))


def check_return(submission: Submission, plan: Plan, layout: FormLayout, past: Past | None) -> tuple[Problem, ...]:
    """Everything doubtful in one return, in the order of the rules."""
    rows = figure_rows(plan, layout.period, past)
    returned = Returned(submission=submission, plan=plan, past=past, layout=layout, rows=rows)
    return tuple(problem for check in _checks_for(submission) for problem in check(returned))


def _checks_for(submission: Submission) -> Iterator[Check]:
    return (check for rows, checks in CHECKS if any(getattr(submission, one) for one in rows) for check in checks)


def _voided(answer: FigureAnswer) -> FigureAnswer:
    return replace(answer, current=replace(answer.current, state=AnswerState.REJECTED, value=None))


def _indicator(code: str) -> str:
    """The indicator of a figure row: A1-K06 of A1-K06-1."""
    return "-".join(code.split("-")[:2])
