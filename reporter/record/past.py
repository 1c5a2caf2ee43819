"""An earlier period's results as the stages that need the past see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reporter.core.past import Past, PastListRow, PastMatter, PastTask
from reporter.core.period import Period
from reporter.plan.kinds import asks_base
from reporter.plan.model import Plan
from reporter.record.model import ListResult, Results


def past_of(
    results: Results,
    plan: Plan,
    *,
    sealed: bool,
    year_ago: Mapping[str, Decimal] | None = None,
    matters: tuple[PastMatter, ...] = (),
) -> Past:
    """What the period of `results` left behind, by row codes.

    `year_ago` as `figures_of_last_year` gives it, `matters` as `record.notices.open_matters` does.
    """
    asked = {one.code for one in plan.indicators if asks_base(one)}
    return Past(
        period=Period.parse(results.period),
        sealed=sealed,
        figures=dict(_figures(results)),
        bases={row.code: row.base for row in results.indicators if row.base is not None and row.code in asked},
        statuses={row.code: row.status for row in results.indicators},
        months_behind={row.code: row.months_behind for row in results.indicators},
        steps={step.code: step.finished for row in results.indicators for step in row.steps if step.done},
        tasks={
            (task.code, answer.bureau): PastTask(
                state=answer.status, progress=answer.progress, narrative=answer.narrative
            )
            for task in results.tasks
            for answer in task.answers
        },
        lists=tuple(_list_row(row) for row in results.lists),
        months_exact={row.code: row.months_exact for row in results.indicators if row.months_exact},
        months_unpublished={row.code: row.months_unpublished for row in results.indicators if row.months_unpublished},
        year_ago=year_ago or {},
        matters=matters,
    )


def figures_of_last_year(results: Results, plan: Plan) -> Mapping[str, Decimal]:
    """Accepted figures of last year's record for the rows that are the same promise today: code, name and unit."""
    same = {(row.code, row.name, row.unit) for row in plan.indicators}
    rows = (row for row in results.indicators if (row.code, row.name, row.unit) in same)
    return {row.code: row.reported for row in rows if row.reported is not None}


def _figures(results: Results) -> Iterator[tuple[str, Decimal]]:
    for row in results.indicators:
        if row.reported is not None:
            yield row.code, row.reported
        for part in row.parts:
            if part.actual is not None:
                yield part.code, part.actual


def _list_row(row: ListResult) -> PastListRow:
    return PastListRow(
        code=row.code,
        category=row.category,
        name=row.name,
        person=row.person,
        planned=row.planned,
        done=row.done,
        unit=row.unit,
        start=row.start,
        due=row.due,
        finished=row.finished,
        progress=row.progress,
        task=row.task,
    )
