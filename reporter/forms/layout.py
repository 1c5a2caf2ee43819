"""Forms of a period from plan and past: which sheets, rows and issued values each has (DESIGN 6). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from reporter.core.past import Past, PastListRow
from reporter.core.period import Period
from reporter.forms.columns import YES, columns_of
from reporter.forms.figures import figure_row, figures_of, plan_text
from reporter.forms.model import Column, FormLayout, FormRow, FormSheet, Issued, SheetKind
from reporter.forms.recipients import asked_indicators, expected_forms, led_tasks
from reporter.forms.replies import reply_rows
from reporter.forms.tokens import FormNumber, make
from reporter.plan.calendar import closing_day, deadline
from reporter.plan.model import Indicator, Kind, Milestone, Plan, Task
from reporter.plan.succession import heirs

__all__ = ["Column", "FormLayout", "FormRow", "FormSheet", "Issued", "SheetKind", "layout_of", "layouts"]

LIST_ROWS = 30
_STEP_INPUTS = frozenset(("done", "finished", "note"))
_TASK_INPUTS = frozenset(("state", "progress", "narrative", "trouble", "next_steps", "practice"))


def layouts(plan: Plan, period: Period, past: Past | None) -> tuple[FormLayout, ...]:
    """Every expected form, actions in table order and bureaus by 排序."""
    supervised = {(one.action, one.bureau) for one in past.matters} if past else ()
    pairs = expected_forms(plan, period, supervised)
    found = (layout_of(plan, period, action, bureau, past) for action, bureau in pairs)
    return tuple(layout for layout in found if layout is not None)


def layout_of(plan: Plan, period: Period, action: str, bureau: str, past: Past | None) -> FormLayout | None:
    """The form of one action and bureau (codes) for a month; None when the bureau has nothing to fill there."""
    indicators = asked_indicators(plan, period, action, bureau)
    tasks = led_tasks(plan, period, action, bureau)
    edition = _edition(plan, period, indicators, tasks)
    number = FormNumber(period=period, action=action, bureau=bureau, edition=edition)
    rows = {
        SheetKind.INDICATORS: _figure_rows(plan, period, indicators, past, number),
        SheetKind.STEPS: _step_rows(plan, indicators, past, number),
        SheetKind.TASKS: [_task_row(task, number) for task in tasks],
        SheetKind.LISTS: _list_rows(plan, past, number) if tasks else [],
        SheetKind.REPLIES: reply_rows(past, number),
    }
    sheets = tuple(
        FormSheet(kind=kind, columns=columns_of(kind, period), rows=tuple(found))
        for kind, found in rows.items()
        if found
    )
    if not sheets:
        return None
    return FormLayout(
        period=period,
        action=action,
        bureau=bureau,
        action_name=plan.action_by_code[action].name,
        bureau_name=plan.bureau_by_code[bureau].name,
        edition=edition,
        deadline=deadline(plan, period),
        closing_day=closing_day(plan, period),
        contact=plan.rule("联系方式", period.last_day),
        sheets=sheets,
    )


def _edition(plan: Plan, period: Period, indicators: Iterable[Indicator], tasks: Iterable[Task]) -> str:
    """Two hex digits over what the register says of the form's items; the past does not change an edition."""
    said = []
    for indicator in indicators:
        said += [plan_text(figure) for figure in figures_of(plan, period, indicator, None)]
        said += [repr((step.code, step.name, step.due)) for step in _steps(plan, indicator)]
    said += [repr((task.code, task.name, task.due)) for task in tasks]
    return sha256("\n".join(said).encode()).hexdigest()[:2]


def _token(number: FormNumber, code: str) -> str:
    return make(number.period, number.action, number.bureau, code, number.edition)


def _figure_rows(
    plan: Plan, period: Period, indicators: Iterable[Indicator], past: Past | None, number: FormNumber
) -> list[FormRow]:
    asked = (figure for indicator in indicators for figure in figures_of(plan, period, indicator, past))
    return [figure_row(figure, number) for figure in asked]


def _steps(plan: Plan, indicator: Indicator) -> tuple[Milestone, ...]:
    return plan.milestones_of.get(indicator.code, ()) if indicator.kind is Kind.MILESTONE else ()


def _step_rows(plan: Plan, indicators: Iterable[Indicator], past: Past | None, number: FormNumber) -> list[FormRow]:
    finished = past.steps if past else {}
    rows = []
    for indicator in indicators:
        for step in _steps(plan, indicator):
            issued: dict[str, Issued] = {
                "code": step.code,
                "matter": indicator.name,
                "step": step.name,
                "due": step.due,
            }
            if step.code in finished:
                issued |= {"done": YES, "finished": finished[step.code]}
            rows.append(_row(number, step.code, issued, _STEP_INPUTS))
    return rows


def _task_row(task: Task, number: FormNumber) -> FormRow:
    issued: dict[str, Issued] = {
        "code": task.code,
        "name": task.name,
        "due": task.due or date(number.period.year, 12, 31),
    }
    return _row(number, task.code, issued, _TASK_INPUTS)


def _list_rows(plan: Plan, past: Past | None, number: FormNumber) -> list[FormRow]:
    """Thirty rows of its own, after those of the bureaus that were merged into it: a project keeps its code."""
    known = {row.code: row for row in past.lists} if past else {}
    marks = frozenset(column.mark for column in columns_of(SheetKind.LISTS, number.period) if column.is_input)
    rows = []
    own = [f"{number.action}-{number.bureau}-L{position:02d}" for position in range(1, LIST_ROWS + 1)]
    for code in (*_inherited(plan, known, number), *own):
        earlier = _earlier(known[code]) if code in known else {}
        rows.append(_row(number, code, {"code": code, **earlier}, marks))
    return rows


def _inherited(plan: Plan, codes: Iterable[str], number: FormNumber) -> list[str]:
    merged = {code for code, heir in heirs(plan, number.period.last_day).items() if heir == number.bureau}
    parts = ((code, *code.split("-")) for code in codes)
    return [code for code, action, bureau, *_ in parts if action == number.action and bureau in merged]


def _earlier(row: PastListRow) -> dict[str, Issued]:
    values: dict[str, Issued] = {
        "task": row.task,
        "category": row.category,
        "name": row.name,
        "person": row.person,
        "planned": row.planned,
        "done": row.done,
        "unit": row.unit,
        "start": row.start,
        "due": row.due,
        "finished": row.finished,
        "progress": row.progress,
    }
    return {mark: value for mark, value in values.items() if value not in (None, "")}


def _row(number: FormNumber, code: str, issued: dict[str, Issued], inputs: frozenset[str]) -> FormRow:
    return FormRow(code=code, token=_token(number, code), issued=issued, inputs=inputs)
