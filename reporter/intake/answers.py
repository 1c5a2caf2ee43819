"""Every row of a returned form to its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.values import dataclass
from reporter.forms.model import SheetKind
from reporter.intake.asked import figure_rows
from reporter.intake.grid import RowView
from reporter.intake.rows import (
    RowReader,
    read_figure_row,
    read_list_row,
    read_reply_row,
    read_step_row,
    read_task_row,
    refused_figure,
    refused_step,
)
from reporter.intake.submission import FigureAnswer, ListAnswer, ReplyAnswer, StepAnswer, TaskAnswer
from reporter.intake.tables import Table
from reporter.plan.model import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the rows of a form say, in sheet order, and what is wrong with them."""

    figures: tuple[FigureAnswer, ...]
    steps: tuple[StepAnswer, ...]
    tasks: tuple[TaskAnswer, ...]
    lists: tuple[ListAnswer, ...]
    replies: tuple[ReplyAnswer, ...]
    problems: tuple[Problem, ...]


def read_answers(
    tables: Sequence[Table], plan: Plan, period: Period, past: Past | None, *, nil_return: bool
) -> Answers:
    """The answers of all tables; refused figures and steps are kept as such, other refused rows are left out."""
    printed = plan.rule("印出字数", period.last_day)
    reading = _Reading(plan=plan, period=period, past=past, nil_return=nil_return, printed_length=printed)
    return Answers(
        figures=tuple(reading.figures(tables)),
        steps=tuple(reading.steps(tables)),
        tasks=tuple(read_task_row(reading.reader(row)) for _, row in _usable(tables, SheetKind.TASKS)),
        lists=tuple(reading.lists(tables)),
        replies=tuple(read_reply_row(reading.reader(row)) for _, row in _usable(tables, SheetKind.REPLIES)),
        problems=tuple(problem for reader in reading.readers for problem in reader.problems),
    )


def _rows(tables: Sequence[Table], kind: SheetKind) -> Iterator[tuple[Table, RowView]]:
    return ((table, row) for table in tables if table.form.kind is kind for row in table.rows)


def _filled(table: Table) -> list[RowView]:
    """The usable rows of a list with something in an open column: most of its thirty rows are empty."""
    marks = table.form.open_marks
    columns = {column for row in table.rows[:1] for mark, column in row.columns.items() if mark in marks}
    numbers = {row for row, column in table.sheet.cells if column in columns}
    return [row for row in table.rows if row.number in numbers and row.form_row.code not in table.refused]


def _usable(tables: Sequence[Table], kind: SheetKind) -> Iterator[tuple[Table, RowView]]:
    return ((table, row) for table, row in _rows(tables, kind) if row.form_row.code not in table.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One form while it is read; `readers` are those of the rows so far, with their problems."""

    plan: Plan
    period: Period
    past: Past | None
    nil_return: bool
    printed_length: str
    readers: list[RowReader] = field(default_factory=list)

    def reader(self, row: RowView) -> RowReader:
        reader = RowReader(row=row, period=self.period, printed_length=self.printed_length, nil_return=self.nil_return)
        self.readers.append(reader)
        return reader

    def figures(self, tables: Sequence[Table]) -> Iterator[FigureAnswer]:
        known = figure_rows(self.plan, self.period, self.past)
        for table, row in _rows(tables, SheetKind.INDICATORS):
            code = row.form_row.code
            if code in table.refused:
                yield refused_figure(row)
            else:
                yield read_figure_row(self.reader(row), known[code], was_merged=(code, "current") in table.merged)

    def steps(self, tables: Sequence[Table]) -> Iterator[StepAnswer]:
        known = self.plan.milestone_by_code
        for table, row in _rows(tables, SheetKind.STEPS):
            code = row.form_row.code
            if code in table.refused:
                yield refused_step(row)
            else:
                yield read_step_row(self.reader(row), known[code], was_merged=(code, "done") in table.merged)

    def lists(self, tables: Sequence[Table]) -> Iterator[ListAnswer]:
        for row in (row for table in tables if table.form.kind is SheetKind.LISTS for row in _filled(table)):
            answer = read_list_row(self.reader(row))
            if answer is not None:
                yield answer
