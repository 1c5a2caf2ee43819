"""Earlier results as a later day sees them: merged bureaus by their successor, no figure of another kind or unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from reporter.plan.model import Kind, Plan
from reporter.plan.succession import heirs
from reporter.record.model import BureauResult, IndicatorResult, PartResult, Results, TaskResult

Row = TypeVar("Row")
Key = TypeVar("Key")


def followed(results: Results, plan: Plan, day: date) -> Results:
    """`results` of an earlier period in the terms of `plan`, the register in force on `day`.

    What a merged bureau answered is its successor's now; where both answered, the successor's own answer stands.
    Figures of a row whose kind or unit has changed since are left out: they do not compare. States and months stay.
    """
    now = heirs(plan, day)
    units = {(row.code, row.kind, row.unit) for row in plan.indicators}
    parts = {(part.code, part.unit) for part in plan.parts}
    same = tuple(_comparable(row, units, parts) for row in results.indicators)
    if not now:
        return results if same == results.indicators else replace(results, indicators=same)
    return replace(
        results,
        indicators=tuple(replace(row, bureau=now.get(row.bureau, row.bureau)) for row in same),
        tasks=tuple(_task(row, now) for row in results.tasks),
        lists=tuple(replace(row, bureau=now.get(row.bureau, row.bureau)) for row in results.lists),
        bureaus=tuple(_bureaus(results.bureaus, now)),
        returns=_own_first(
            results.returns,
            key=lambda row: (row.action, now.get(row.bureau, row.bureau)),
            is_own=lambda row: row.bureau not in now,
            renamed=lambda row: replace(row, bureau=now.get(row.bureau, row.bureau)),
        ),
    )


def _comparable(
    row: IndicatorResult, units: set[tuple[str, Kind, str]], parts: set[tuple[str, str]]
) -> IndicatorResult:
    """The row without its figures where they are of another kind or unit."""
    if (row.code, row.kind, row.unit) not in units:
        gone = tuple(replace(part, actual=None) for part in row.parts)
        return replace(row, actual=None, base=None, reported=None, prior_year=None, parts=gone)
    kept = tuple(_part(part, parts) for part in row.parts)
    return row if kept == row.parts else replace(row, parts=kept)


def _part(part: PartResult, parts: set[tuple[str, str]]) -> PartResult:
    return part if (part.code, part.unit) in parts else replace(part, actual=None)


def _task(task: TaskResult, now: Mapping[str, str]) -> TaskResult:
    return replace(
        task,
        leads=tuple(dict.fromkeys(now.get(code, code) for code in task.leads)),
        answers=_own_first(
            task.answers,
            key=lambda row: now.get(row.bureau, row.bureau),
            is_own=lambda row: row.bureau not in now,
            renamed=lambda row: replace(row, bureau=now.get(row.bureau, row.bureau)),
        ),
    )


def _bureaus(rows: Sequence[BureauResult], now: Mapping[str, str]) -> Iterable[BureauResult]:
    """A successor keeps its own place; one that is new takes over that of the only bureau merged into it."""
    own = {row.code for row in rows if row.code not in now}
    for row in rows:
        heir = now.get(row.code)
        if heir is None:
            yield row
        elif heir not in own and sum(now.get(other.code) == heir for other in rows) == 1:
            yield replace(row, code=heir)


def _own_first(
    rows: Iterable[Row], *, key: Callable[[Row], Key], is_own: Callable[[Row], bool], renamed: Callable[[Row], Row]
) -> tuple[Row, ...]:
    """The rows renamed, one for each key: the bureau's own where it has one, else the first it inherits."""
    found: dict[Key, Row] = {}
    rows = tuple(rows)
    kept = {key(row) for row in rows if is_own(row)}
    for row in rows:
        if is_own(row) or key(row) not in kept:
            found.setdefault(key(row), renamed(row))
    return tuple(found.values())
