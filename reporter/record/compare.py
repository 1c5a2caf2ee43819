"""What differs between the results of a period as issued and as they are now.

Where a figure was read from (file, sheet, cell) is evidence, not content: a form sent again with the same figures
changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.status import Reason, Status
from reporter.plan.model import Kind
from reporter.progress.ladder import colour, worst
from reporter.progress.model import decimal_of
from reporter.record.changes import (
    Changes,
    FigureChange,
    Key,
    NoticeChange,
    PromiseChange,
    RowChange,
    RuleChange,
    Totals,
)
from reporter.record.model import IndicatorResult, PartResult, Results, StepResult

_EVIDENCE = frozenset({"source", "file", "sha256", "best_rank", "worst_rank"})
"""Where something was read, and the places that might still come: neither is content of a circular."""
_PROMISED = (
    "name", "action", "tasks", "bureau", "kind", "unit", "comparator", "target", "target_upper", "counted"
)  # fmt: skip
_STEP_FIELDS = ("done", "finished")
_HEAD = ("sample", "plan", "elapsed_ratio", "deadline", "previous_sealed")


Row = TypeVar("Row")
Answer = TypeVar("Answer", PartResult, StepResult)


def compare(old: Results, new: Results) -> Changes:
    """What differs between two results of the same period; ValueError when they are of different ones."""
    if old.period != new.period:
        raise ValueError(f"{old.period} and {new.period} are different periods")
    indicators = _rows(old.indicators, new.indicators, lambda row: row.code)
    totals = _rows((totals_of(old),), (totals_of(new),), lambda _: "all")
    before, after = _lagging(old), _lagging(new)
    return Changes(
        figures=tuple(one for row in indicators for one in _figures(row)),
        promises=tuple(one for row in indicators for one in _promises(row)),
        rules=tuple(_rules(old.rules, new.rules)),
        head=tuple(name for name in _HEAD if bare(getattr(old, name)) != bare(getattr(new, name))),
        indicators=indicators,
        totals=totals[0] if totals else None,
        tasks=_rows(old.tasks, new.tasks, lambda row: row.code),
        lists=_rows(old.lists, new.lists, lambda row: row.code),
        actions=_rows(old.actions, new.actions, lambda row: row.code),
        bureaus=_rows(old.bureaus, new.bureaus, lambda row: row.code),
        returns=_rows(old.returns, new.returns, lambda row: (row.action, row.bureau)),
        laggards_removed=tuple(code for code in before if code not in after),
        laggards_added=tuple(code for code in after if code not in before),
        notices=tuple(_notices(notice_colours(old), notice_colours(new))) if Period.parse(new.period).is_month else (),
        problems_removed=_without(old.problems, new.problems),
        problems_added=_without(new.problems, old.problems),
    )


def totals_of(results: Results) -> Totals:
    """The counts of a period's counted indicators."""
    rows = [row for row in results.indicators if row.counted]
    by = {status: sum(row.status is status for row in rows) for status in Status}
    unpublished = sum(row.status is Status.NOT_DUE and row.reason is Reason.NOT_PUBLISHED for row in rows)
    due = sum(row.status.is_due for row in rows)
    on_pace, lagging = by[Status.ACHIEVED] + by[Status.ON_PACE], by[Status.BEHIND] + by[Status.FAR_BEHIND]

    def share(number: int) -> Decimal | None:
        return decimal_of(Fraction(number, due)) if due else None

    return Totals(
        total=len(rows),
        due=due,
        on_pace=on_pace,
        achieved=by[Status.ACHIEVED],
        lagging=lagging,
        yellow=by[Status.BEHIND],
        red=by[Status.FAR_BEHIND],
        unreported=by[Status.NOT_REPORTED],
        not_due=by[Status.NOT_DUE] - unpublished,
        not_published=unpublished,
        not_applicable=by[Status.NOT_APPLICABLE],
        on_pace_share=share(on_pace),
        lagging_share=share(lagging),
        unreported_share=share(by[Status.NOT_REPORTED]),
    )


def notice_colours(results: Results) -> Mapping[str, str]:
    """The colour of the notice of every bureau with counted matters behind, by code."""
    start = results.rules["督办起点"] if _lagging(results) else ""
    found: dict[str, list[str]] = {}
    for row in _lagging(results).values():
        found.setdefault(row.bureau, []).append(colour(row.status, row.previous_status, row.months_behind, start))
    return {bureau: worst(colours) for bureau, colours in found.items()}


def _lagging(results: Results) -> Mapping[str, IndicatorResult]:
    return {row.code: row for row in results.indicators if row.counted and row.status.is_lagging}


def _rows(old: Iterable[Row], new: Iterable[Row], key: Callable[[Row], Key]) -> tuple[RowChange[Row], ...]:
    """The rows that differ, in the order of the new ones; rows that went come last."""
    before, after = {key(row): row for row in old}, {key(row): row for row in new}
    pairs = [(code, before.get(code), after.get(code)) for code in (*after, *(c for c in before if c not in after))]
    return tuple(
        RowChange(key=code, old=was, new=now, fields=names)
        for code, was, now in pairs
        if (names := _differing(was, now))
    )


def _differing(was: object, now: object) -> tuple[str, ...]:
    """Names of the fields that differ; all where either row is missing."""
    names = [field.name for field in fields(now or was) if field.name not in _EVIDENCE]  # type: ignore[arg-type]
    if was is None or now is None:
        return tuple(names)
    return tuple(name for name in names if bare(getattr(was, name)) != bare(getattr(now, name)))


def bare(value: Any) -> Any:
    """`value` without evidence, for comparing."""
    if isinstance(value, tuple):
        return tuple(bare(one) for one in value)
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in _EVIDENCE]
        return (type(value), *(bare(getattr(value, name)) for name in names))
    return value


def _figures(row: RowChange[IndicatorResult]) -> Iterator[FigureChange]:
    """The row's own figure (computed where it has 分项 or 节点: then those are the answers), 分项, 节点."""
    was, now = row.old, row.new
    shown = now or was
    assert shown is not None

    def one(code: str, field: str, old: Any, new: Any) -> Iterator[FigureChange]:
        then, value = getattr(old, field, None), getattr(new, field, None)
        if then != value:
            source = getattr(new, "source", None)
            yield FigureChange(indicator=shown.code, code=code, field=field, old=then, new=value, source=source)

    if not shown.parts and not shown.steps:
        yield from one(shown.code, "actual", was, now)
        yield from one(shown.code, "prior_year", was, now)
    yield from one(shown.code, "base", was, now)
    for part in _pairs(was.parts if was else (), now.parts if now else ()):
        yield from one(part[0], "actual", *part[1:])
    for step in _pairs(was.steps if was else (), now.steps if now else ()):
        for field in _STEP_FIELDS:
            yield from one(step[0], field, *step[1:])


def _promises(row: RowChange[IndicatorResult]) -> Iterator[PromiseChange]:
    """What the register says otherwise; nothing for a row that came or went: that is said by the row itself."""
    was, now = row.old, row.new
    if was is None or now is None:
        return

    def one(code: str, names: tuple[str, ...], old: object, new: object) -> Iterator[PromiseChange]:
        for name in names:
            then, value = getattr(old, name, None), getattr(new, name, None)
            if then != value:
                yield PromiseChange(indicator=now.code, code=code, field=name, old=then, new=value)

    paired = was.kind is now.kind is Kind.PAIRED  # its target is that of the 分项 with the smaller share
    yield from one(now.code, tuple(name for name in _PROMISED if not (paired and name == "target")), was, now)
    for part in _pairs(was.parts, now.parts):
        yield from one(part[0], ("name", "unit", "target"), *part[1:])
    for step in _pairs(was.steps, now.steps):
        yield from one(step[0], ("name", "due"), *step[1:])


def _pairs(old: tuple[Answer, ...], new: tuple[Answer, ...]) -> Iterator[tuple[str, Answer | None, Answer | None]]:
    """The 分项 or 节点 of both sides by code."""
    was: dict[str, Answer] = {one.code: one for one in old}
    now: dict[str, Answer] = {one.code: one for one in new}
    for code in dict.fromkeys((*now, *was)):
        yield code, was.get(code), now.get(code)


def _rules(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[RuleChange]:
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            yield RuleChange(name=name, old=old.get(name), new=new.get(name))


def _notices(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[NoticeChange]:
    for bureau in dict.fromkeys((*new, *old)):
        if old.get(bureau) != new.get(bureau):
            yield NoticeChange(bureau=bureau, old=old.get(bureau), new=new.get(bureau))


def _without(these: tuple[Problem, ...], those: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of `these` that `those` lack; the file they were seen in is evidence."""
    known = {_named(one) for one in those}
    return tuple(one for one in these if _named(one) not in known)


def _named(one: Problem) -> tuple[str, ...]:
    return (one.code, one.item, one.bureau, one.message, one.place.sheet, one.place.cell)
