"""Rows of a form to answers, one function per sheet; the problems of a row come with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.status import TaskState
from reporter.forms.replies import matter_of
from reporter.intake.amounts import read_figure
from reporter.intake.asked import Asked, FigureRow
from reporter.intake.grid import RowView
from reporter.intake.submission import (
    Answer,
    AnswerState,
    FigureAnswer,
    ListAnswer,
    ReplyAnswer,
    StepAnswer,
    TaskAnswer,
)
from reporter.intake.texts import (
    EMPTY_WORDS,
    read_category,
    read_date,
    read_done,
    read_progress,
    read_state,
    read_text,
)
from reporter.plan.model import Milestone
from reporter.plan.pace import figure_due

_TASK_CODE = re.compile(r"A\d+-T\d+")
_FULL = Decimal(100)


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row and keeps the problems met on the way."""

    row: RowView
    period: Period
    printed_length: str
    nil_return: bool = False
    problems: list[Problem] = field(default_factory=list)

    def note(self, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(problem)

    def text(self, mark: str) -> str:
        cell = self.row.cell(mark)
        if cell is None:
            return ""
        text, problem = read_text(cell, self.row.spot(mark), self.printed_length)
        self.note(problem)
        return text

    def day(self, mark: str) -> date | None:
        cell = self.row.cell(mark)
        if cell is None:
            return None
        day, problem = read_date(cell, self.row.spot(mark), self.period.year)
        self.note(problem)
        return day

    def number(self, mark: str, asked: Asked) -> Answer:
        answer, problem = read_figure(self.row.cell(mark), self.row.spot(mark), asked)
        self.note(problem)
        return answer


def refused_figure(row: RowView) -> FigureAnswer:
    """The answer of a row that cannot be used: rejected, with what stands there."""
    state = AnswerState.REJECTED
    return FigureAnswer(
        code=row.form_row.code,
        current=Answer(state=state, source=row.source("current"), raw=row.text("current")),
    )


def read_figure_row(reader: RowReader, figure: FigureRow, *, was_merged: bool) -> FigureAnswer:
    """A row of 指标. A blank is a problem only where a figure is due and nothing else explains it."""
    row, asked = reader.row, figure.asked
    before = len(reader.problems)
    current = reader.number("current", asked)
    explained = reader.nil_return or was_merged or len(reader.problems) > before or "current" not in row.columns
    if current.state is AnswerState.BLANK and not explained and figure_due(figure.indicator, reader.period):
        reader.note(row.spot("current").problem("E214", previous=asked.previous_shown))
    inputs = row.form_row.inputs
    return FigureAnswer(
        code=asked.code,
        current=current,
        prior_year=reader.number("prior_year", asked) if "prior_year" in inputs else None,
        base=reader.number("base", asked) if "base" in inputs or row.cell("base") else None,
        note=reader.text("note"),
    )


def refused_step(row: RowView) -> StepAnswer:
    return StepAnswer(code=row.form_row.code, source=row.source("done"), rejected=True)


def read_step_row(reader: RowReader, step: Milestone, *, was_merged: bool) -> StepAnswer:
    """A row of 节点. A step said to be finished after the period's end is not finished in it."""
    row = reader.row
    cell, spot = row.cell("done"), row.spot("done")
    done, problem = read_done(cell, spot)
    reader.note(problem)
    before = len(reader.problems)
    finished = reader.day("finished") if done else None
    if done and finished is None and len(reader.problems) == before:
        reader.note(row.spot("finished").problem("E408"))
    explained = reader.nil_return or was_merged or "done" not in row.columns
    if cell is None and step.due <= reader.period.last_day and not explained:
        reader.note(spot.problem("E249"))
    if done and finished is not None and finished > reader.period.last_day:
        done = False
    if done is not None:
        reader.note(_finished_problem(row, step, finished, reader.period))
    return StepAnswer(
        code=step.code,
        source=spot.source,
        done=done,
        finished=finished if done else None,
        note=reader.text("note"),
        rejected=cell is not None and done is None,
    )


def _finished_problem(row: RowView, step: Milestone, finished: date | None, period: Period) -> Problem | None:
    """What is odd about the day on which a step was finished: in the future, long ago, or after its due date."""
    spot = row.spot("finished")
    if finished is None:
        return None
    if finished > period.last_day:
        return spot.problem("E417", date=finished.isoformat(), last_day=period.last_day.isoformat())
    if finished < date(period.year - 1, 1, 1):
        return spot.problem("E418", date=finished.isoformat())
    if finished > step.due:
        days = (finished - step.due) // timedelta(days=1)
        return spot.problem("E416", date=finished.isoformat(), due=step.due.isoformat(), days=days)
    return None


def read_task_row(reader: RowReader) -> TaskAnswer:
    """A row of 任务."""
    row = reader.row
    cell = row.cell("state")
    state, problem = read_state(cell, row.spot("state"))
    if cell is not None or not (reader.nil_return or "state" not in row.columns):
        reader.note(problem)
    progress, problem = read_progress(row.cell("progress"), row.spot("progress"))
    reader.note(problem)
    if state is TaskState.DONE and progress is not None and progress != _FULL:
        reader.note(row.spot("progress").problem("E502", seen=row.text("progress")))
    return TaskAnswer(
        code=row.form_row.code,
        source=row.source("state"),
        state=state,
        progress=progress,
        narrative=reader.text("narrative"),
        trouble=reader.text("trouble"),
        next_steps=reader.text("next_steps"),
        practice=reader.text("practice"),
        progress_cell=row.address("progress"),
        narrative_cell=row.address("narrative"),
    )


def read_list_row(reader: RowReader) -> ListAnswer | None:
    """A row of 清单; None when it is empty or lacks its name or category."""
    row = reader.row
    if not any(row.cell(mark) for mark in row.form_row.inputs):
        return None
    name = reader.text("name")
    if not name:
        reader.note(row.spot("name").problem("E510", row=row.number))
        return None
    category, problem = read_category(row.cell("category"), row.spot("category"))
    reader.note(problem)
    if category is None:
        return None
    unit = reader.text("unit")
    asked = Asked(code=row.form_row.code, last_day=reader.period.last_day, unit=unit)
    start, due = reader.day("start"), reader.day("due")
    if start and due and due < start:
        reader.note(row.spot("due").problem("E512", row=row.number, due=due.isoformat(), start=start.isoformat()))
    return ListAnswer(
        code=row.form_row.code,
        source=row.source("name"),
        category=category,
        name=name,
        task=_task_code(reader.text("task")),
        person=reader.text("person"),
        planned=reader.number("planned", asked).value,
        done=reader.number("done", asked).value,
        unit=unit,
        start=start,
        due=due,
        finished=reader.day("finished"),
        progress=reader.text("progress"),
    )


def read_reply_row(reader: RowReader) -> ReplyAnswer:
    """A row of 督办回复. What is missing in it is left to the checks."""
    row = reader.row
    before = len(reader.problems)
    promised = reader.day("promised")
    refused = promised is None and len(reader.problems) > before
    closing, problem = read_done(row.cell("closing"), row.spot("closing"))
    reader.note(problem)
    said = {mark: reader.text(mark) for mark in ("situation", "measures", "person")}
    return ReplyAnswer(
        code=row.form_row.code,
        notice=str(row.form_row.issued["notice"]),
        matter=matter_of(row.form_row.code),
        source=row.source("situation"),
        promised=promised,
        closing=bool(closing),
        promised_refused=refused,
        cells={mark: row.address(mark) for mark in ("measures", "promised", "person", "closing")},
        **{mark: "" if text in EMPTY_WORDS else text for mark, text in said.items()},
    )


def _task_code(text: str) -> str:
    """The code of the task chosen in the drop-down, which shows code and name."""
    found = _TASK_CODE.match(text)
    return found.group() if found else text
