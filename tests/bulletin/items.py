"""Indicators as reported, each in one line of a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reporter.bulletin.facts import Item
from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.plan.model import Comparator, Indicator, Kind
from reporter.record.model import IndicatorResult, PartResult, StepResult

MAY = Period(2024, 5)
_PACED = (Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.PAIRED)


def number(text: str | None) -> Decimal | None:
    """The figure that `text` says; None for None."""
    return None if text is None else Decimal(text)


def step(number_: int, name: str, due: date, *, done: bool | None, finished: date | None = None) -> StepResult:
    """One step of A1-K01."""
    return StepResult(
        code=f"A1-K01-S{number_}", name=name, due=due, done=done, finished=finished, note="", source=None
    )  # fmt: skip


def part(number_: int, name: str, unit: str, actual: str | None, target: str | None = None) -> PartResult:
    """One 分项 of A1-K01."""
    return PartResult(
        code=f"A1-K01-{number_}", name=name, unit=unit, target=number(target), actual=number(actual), source=None
    )  # fmt: skip


def item(
    kind: Kind,
    status: Status,
    name: str,
    *,
    actual: str | None = None,
    target: str | None = None,
    upper: str | None = None,
    unit: str = "",
    decimals: int = 0,
    base: str | None = None,
    ratio: str | None = None,
    expected: str | None = None,
    gap: str | None = None,
    comparator: Comparator | None = Comparator.AT_LEAST,
    reason: Reason | None = None,
    parts: tuple[PartResult, ...] = (),
    steps: tuple[StepResult, ...] = (),
    months: int = 0,
    before: Status | None = None,
    stage: str = "",
    scope: str = "",
    period: Period = MAY,
    bureau: str = "区发改局",
    code: str = "A1-K01",
) -> Item:
    """One item; ratio, expected and gap follow from actual and target where a kind is paced and they are not given."""
    done, goal = number(actual), number(target)
    share = number(ratio)
    if kind in _PACED and share is None and done is not None and goal:
        share = done / goal
    asked = number(expected)
    if kind in _PACED and asked is None:
        asked = Decimal(period.last_month) / 12
    distance = number(gap)
    if distance is None and done is not None:
        distance = share - asked if share is not None and asked is not None else done - (goal or Decimal(0))
    result = IndicatorResult(
        code=code, action=code[:2], tasks=(), name=name, kind=kind, unit=unit, comparator=comparator, target=goal,
        target_upper=number(upper), base=number(base), actual=done, completion_ratio=share, expected=asked,
        gap=distance, status=status, reason=reason, bureau="B001", counted=True, uses=(), previous=None, change=None,
        previous_status=before, source=None, parts=parts, steps=steps, months_behind=months, note=stage,
    )  # fmt: skip
    promise = Indicator(
        code=code, action=code[:2], name=name, kind=kind, unit=unit, comparator=comparator, target=goal,
        target_upper=number(upper), decimals=decimals, scope=scope, bureau=bureau,
    )  # fmt: skip
    return Item(
        result=result,
        promise=promise,
        bureau=bureau,
        period=period,
        before=replace(result, status=before) if before else None,
        stage=stage,
    )
