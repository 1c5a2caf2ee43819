"""Row by row the newest valid answer of a form: a refused figure never replaces, a blank never erases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from reporter.core.numbers import shortest
from reporter.core.past import Past
from reporter.core.problem import Problem
from reporter.forms.model import FormLayout, SheetKind
from reporter.intake.spot import Spot
from reporter.intake.submission import (
    Answer,
    AnswerState,
    FigureAnswer,
    ListAnswer,
    StepAnswer,
    Submission,
    TaskAnswer,
)
from reporter.ledger.model import Observation
from reporter.ledger.sorting import moment_of

Versions = Sequence[Submission]
"""The accepted returns of one form, newest first."""
_SILENT = (AnswerState.BLANK, AnswerState.REJECTED)
Row = TypeVar("Row", FigureAnswer, StepAnswer, TaskAnswer, ListAnswer)


def codes_of(layout: FormLayout, kind: SheetKind) -> tuple[str, ...]:
    """Codes of the rows that the form asks on one sheet."""
    sheet = layout.sheet(kind)
    return tuple(row.code for row in sheet.rows) if sheet else ()


def observations(layout: FormLayout, versions: Versions, past: Past | None) -> Iterator[Observation]:
    """The accepted answer to every figure row that a version of the form holds."""
    for code in codes_of(layout, SheetKind.INDICATORS):
        found = _answers(versions, code, lambda form: form.figures)
        if not found:
            continue
        chosen, current = _newest([(row, row.current) for _, row in found])
        _, prior_year = _newest([(row, row.prior_year) for _, row in found if row.prior_year])
        _, base = _newest([(row, row.base) for _, row in found if row.base])
        seen = Observation(
            code=code,
            state=current.state if current else AnswerState.BLANK,
            bureau=layout.bureau,
            value=current.value if current else None,
            source=current.source if current else None,
            approximate=current.approximate if current else False,
            prior_year=prior_year.value if prior_year else None,
            prior_year_state=prior_year.state if prior_year else AnswerState.BLANK,
            base=base.value if base else None,
            note=chosen.note if chosen else "",
        )
        yield _carried(seen, versions, past)


def _newest(answers: Sequence[tuple[FigureAnswer, Answer | None]]) -> tuple[FigureAnswer | None, Answer | None]:
    """The newest answer that says something, else the newest of all."""
    saying = [(row, answer) for row, answer in answers if answer and answer.state not in _SILENT]
    return next(iter(saying or answers), (None, None))


def _carried(seen: Observation, versions: Versions, past: Past | None) -> Observation:
    """With 本月无变化 a blank stands for last period's accepted figure (DESIGN 6)."""
    if (
        seen.state is not AnswerState.BLANK
        or not versions[0].nil_return
        or past is None
        or seen.code not in past.figures
    ):
        return seen
    return replace(seen, state=AnswerState.VALUE, value=past.figures[seen.code], carried=True)


def kept_instead(layout: FormLayout, versions: Versions) -> Iterator[Problem]:
    """E239 where the newest version is blank and an earlier one of the same month is not."""
    newest = versions[0]
    names = {row.code: str(row.issued.get("name", "")) for sheet in layout.sheets for row in sheet.rows}
    for row in newest.figures:
        if row.current.state is not AnswerState.BLANK or not row.current.source.cell:
            continue
        found = _answers(versions[1:], row.code, lambda form: form.figures)
        earlier = next((pair for pair in found if pair[1].current.state not in _SILENT), None)
        if earlier and earlier[1].current.value is not None:
            source = row.current.source
            spot = Spot(
                file=newest.file,
                sheet=source.sheet,
                cell=source.cell,
                item=row.code,
                name=names.get(row.code, ""),
                heading="本期累计",
                bureau=newest.bureau,
            )
            used = shortest(earlier[1].current.value)
            yield spot.problem("E239", time=moment_of(earlier[0].file), used=used)


def steps(layout: FormLayout, versions: Versions, past: Past | None) -> Iterator[StepAnswer]:
    """The newest answer to every step that a version of the form holds."""
    for code in codes_of(layout, SheetKind.STEPS):
        rows = [row for _, row in _answers(versions, code, lambda form: form.steps)]
        answered = [row for row in rows if row.done is not None]
        for row in (answered or rows)[:1]:
            blank = row.done is None and not row.rejected
            if blank and versions[0].nil_return and past is not None and past.is_of_this_year:
                yield replace(row, done=code in past.steps, finished=past.steps.get(code))
            else:
                yield row


def tasks(layout: FormLayout, versions: Versions, past: Past | None) -> Iterator[TaskAnswer]:
    """The newest answer to every task that a version of the form holds."""
    for code in codes_of(layout, SheetKind.TASKS):
        rows = [row for _, row in _answers(versions, code, lambda form: form.tasks)]
        answered = [row for row in rows if row.state is not None]
        earlier = past.tasks.get((code, layout.bureau)) if past else None
        for row in (answered or rows)[:1]:
            if row.state is None and versions[0].nil_return and earlier:
                yield replace(row, state=earlier.state, progress=earlier.progress, narrative=earlier.narrative)
            else:
                yield row


def list_rows(layout: FormLayout, versions: Versions) -> Iterator[ListAnswer]:
    """The newest content of every filled row of 清单."""
    for code in codes_of(layout, SheetKind.LISTS):
        for _, row in _answers(versions, code, lambda form: form.lists)[:1]:
            yield row


def _answers(
    versions: Versions, code: str, rows_of: Callable[[Submission], Sequence[Row]]
) -> list[tuple[Submission, Row]]:
    """The answers to one row, newest first."""
    return [(form, row) for form in versions for row in rows_of(form) if row.code == code]
